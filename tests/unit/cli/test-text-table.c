/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-text.h"
#include "cli/sx-text-table.h"

#include <math.h>

static void
test_width (void)
{
  g_assert_cmpuint (sx_text_width (""), ==, 0);
  g_assert_cmpuint (sx_text_width ("abc"), ==, 3);
  g_assert_cmpuint (sx_text_width ("永久基本农田"), ==, 12);
  g_assert_cmpuint (sx_text_width ("亩/个"), ==, 5);
  g_assert_cmpuint (sx_text_width ("e\xcc\x81"), ==, 1); /* e and a combining accent */
}

static void
test_columns (void)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("lrl");
  g_autoptr (GString) out = g_string_new (NULL);

  sx_text_table_add_row (table, (const char *[]){ "耕地", "6.76", "万亩" });
  sx_text_table_add_line (table, "a line of its own is not a column, however long");
  sx_text_table_add_row (table, (const char *[]){ "a", "1234.50", NULL });
  sx_text_table_append_to (table, out);
  g_assert_cmpstr (out->str, ==,
                   "耕地     6.76  万亩\n"
                   "a line of its own is not a column, however long\n"
                   "a     1234.50\n");
}

/* Names in a package may hold anything; what the terminal would obey is taken out. */
static void
test_clean (void)
{
  g_autofree char *escape = sx_text_clean ("甲\x1b[31m\n\t\x7f乙");
  g_autofree char *turned = sx_text_clean ("a\xe2\x80\xae"
                                           "b"); /* right-to-left override */
  g_autofree char *broken = sx_text_clean ("a\xff");

  g_assert_cmpstr (escape, ==, "甲 [31m   乙");
  g_assert_cmpstr (turned, ==, "a b");
  g_assert_cmpstr (broken, ==, "a\xef\xbf\xbd");
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    int decimals;
    const char *text, *change;
  } cases[] = {
    { 2.675, 2, "2.68", "+2.68" }, { 1.005, 2, "1.01", "+1.01" },
    { 0.125, 2, "0.13", "+0.13" }, { -2.5, 0, "-3", "-3" },
    { 2.4999, 0, "2", "+2" },      { -0.001, 2, "0.00", "-0.00" },
    { 0.001, 2, "0.00", "+0.00" }, { 0, 2, "0.00", "0.00" },
    { NAN, 2, "–", "–" },          { 1.387086640332643, 2, "1.39", "+1.39" },
    { 1e300, 0, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sx_text_number (cases[i].number, cases[i].decimals);
      g_autofree char *change = sx_text_change (cases[i].number, cases[i].decimals);

      if (!cases[i].text)
        continue; /* only that it comes back */
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (change, ==, cases[i].change);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/text-table/width", test_width);
  g_test_add_func ("/cli/text-table/columns", test_columns);
  g_test_add_func ("/cli/text-table/clean", test_clean);
  g_test_add_func ("/cli/text-table/numbers", test_numbers);
  return g_test_run ();
}
