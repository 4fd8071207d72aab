/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-json-writer.h"

#include <json-glib/json-glib.h>
#include <math.h>

static char *
number_text (double number)
{
  g_autoptr (SxJsonWriter) writer = sx_json_writer_new (FALSE);

  sx_json_writer_number (writer, NULL, number);
  return sx_json_writer_take (writer);
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = {
    { 0.1, "0.1\n" },
    { 4, "4\n" },
    { -0.0, "0\n" },
    { 6.694332228000001, "6.694332228000001\n" },
    { 1.0 / 3.0, "0.3333333333333333\n" },
    { 0.1 + 0.2, "0.30000000000000004\n" },
    { 38547439.8135, "38547439.8135\n" },
    { NAN, "null\n" },
    { INFINITY, "null\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = number_text (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Any double comes back bit for bit. */
static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      double number = ldexp (g_test_rand_double_range (-1.0, 1.0), g_test_rand_int_range (-300, 300));
      g_autofree char *text = number_text (number);

      g_assert_true (g_ascii_strtod (text, NULL) == number);
    }
}

static void
test_strings (void)
{
  g_autoptr (SxJsonWriter) writer = sx_json_writer_new (FALSE);
  g_autofree char *text = NULL;

  sx_json_writer_begin_array (writer, NULL);
  sx_json_writer_string (writer, NULL, "甲 \"乙\" \\ \n\t\x01");
  sx_json_writer_string (writer, NULL, NULL);
  sx_json_writer_string (writer, NULL, "a\xff");
  text = sx_json_writer_take (writer);
  g_assert_cmpstr (text, ==, "[\"甲 \\\"乙\\\" \\\\ \\n\\t\\u0001\", null, \"a\xef\xbf\xbd\"]\n");
}

static void
write_document (SxJsonWriter *writer)
{
  sx_json_writer_begin_object (writer, NULL);
  sx_json_writer_begin_array (writer, "empty");
  sx_json_writer_end (writer);
  sx_json_writer_begin_object (writer, "inner");
  sx_json_writer_integer (writer, "step", 1);
  sx_json_writer_number (writer, "ms", 0.5);
  sx_json_writer_end (writer);
  sx_json_writer_begin_array (writer, "list");
  sx_json_writer_integer (writer, NULL, 1);
  sx_json_writer_integer (writer, NULL, -2);
}

/* Pretty or not, the same document; what is open is closed. */
static void
test_structure (void)
{
  g_autoptr (SxJsonWriter) plain = sx_json_writer_new (FALSE);
  g_autoptr (SxJsonWriter) pretty = sx_json_writer_new (TRUE);
  g_autofree char *plain_text = NULL, *pretty_text = NULL;
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;

  write_document (plain);
  write_document (pretty);
  plain_text = sx_json_writer_take (plain);
  pretty_text = sx_json_writer_take (pretty);
  g_assert_cmpstr (plain_text, ==,
                   "{\"empty\": [], \"inner\": {\"step\": 1, \"ms\": 0.5}, \"list\": [1, -2]}\n");
  g_assert_cmpstr (pretty_text, ==,
                   "{\n \"empty\": [],\n \"inner\": {\n  \"step\": 1,\n  \"ms\": 0.5\n },\n \"list\": [\n  "
                   "1,\n  -2\n ]\n}\n");
  a = json_from_string (plain_text, NULL);
  b = json_from_string (pretty_text, NULL);
  g_assert_true (json_node_equal (a, b));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/json-writer/numbers", test_numbers);
  g_test_add_func ("/cli/json-writer/round-trip", test_round_trip);
  g_test_add_func ("/cli/json-writer/strings", test_strings);
  g_test_add_func ("/cli/json-writer/structure", test_structure);
  return g_test_run ();
}
