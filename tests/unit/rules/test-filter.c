/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-filter.h"

#include <math.h>

/* Rows of the layer below: DLBM, CZCSXM as text, GDPDJB as numbers. NULL and NAN are empty cells. */
static const struct
{
  const char *dlbm, *czcsxm;
  double gdpdjb;
} rows[] = {
  { "0101", NULL, 1 }, { "0103", "201", 4 },   { " 0102 ", "203", 5 }, { "0301K", NULL, NAN },
  { "0301", "", 2 },   { NULL, "201A", 21.5 }, { "01", "20", 5 },
};

static SxLayer *
make_layer (void)
{
  SxLayerBuilder *builder = sx_layer_builder_new ("DLTB", "dltb", FALSE);
  guint dlbm = sx_layer_builder_add_column (builder, "DLBM", SX_COLUMN_TEXT);
  guint czcsxm = sx_layer_builder_add_column (builder, "CZCSXM", SX_COLUMN_TEXT);
  guint gdpdjb = sx_layer_builder_add_column (builder, "GDPDJB", SX_COLUMN_NUMBER);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      sx_layer_builder_set_text (builder, dlbm, rows[i].dlbm);
      sx_layer_builder_set_text (builder, czcsxm, rows[i].czcsxm);
      sx_layer_builder_set_number (builder, gdpdjb, rows[i].gdpdjb);
      sx_layer_builder_end_feature (builder, i + 1);
    }
  return sx_layer_builder_finish (builder);
}

/* expected: one character a row, '1' where the filter holds. Frees the filter. */
static void
assert_selects (SxFilter *filter, const char *expected)
{
  g_autoptr (SxLayer) layer = make_layer ();
  g_autofree guint8 *selected = sx_filter_select (filter, layer);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < layer->n_features; i++)
    g_string_append_c (got, selected[i] ? '1' : '0');
  g_assert_cmpstr (got->str, ==, expected);
  sx_filter_free (filter);
}

static SxFilter *
one_test (const char *field, SxTestKind kind, gboolean first4, const char *a, const char *b)
{
  const char *values[] = { a, b, NULL };
  SxFilter *filter = sx_filter_new ();

  sx_filter_add (filter, field, kind, first4, values);
  return filter;
}

static void
test_kinds (void)
{
  assert_selects (one_test ("DLBM", SX_TEST_IN, FALSE, "0101", "0102"), "1010000");
  assert_selects (one_test ("DLBM", SX_TEST_IN, FALSE, " 0101 ", NULL), "1000000");
  assert_selects (one_test ("DLBM", SX_TEST_STARTS, FALSE, "01", NULL), "1110001");
  assert_selects (one_test ("CZCSXM", SX_TEST_NOT_IN, FALSE, "201", "203"), "1001111");
  /* an empty cell is none of the values and starts with none */
  assert_selects (one_test ("CZCSXM", SX_TEST_STARTS, FALSE, "20", NULL), "0110011");
}

static void
test_exact_and_first4 (void)
{
  assert_selects (one_test ("DLBM", SX_TEST_IN, FALSE, "0301", NULL), "0000100");
  assert_selects (one_test ("DLBM", SX_TEST_IN, TRUE, "0301", NULL), "0001100");
  assert_selects (one_test ("DLBM", SX_TEST_IN, TRUE, "0301X", NULL), "0001100");
  assert_selects (one_test ("DLBM", SX_TEST_STARTS, TRUE, "03", NULL), "0001100");
  assert_selects (one_test ("DLBM", SX_TEST_NOT_IN, TRUE, "0301", NULL), "1110011");
}

static void
test_number_columns (void)
{
  assert_selects (one_test ("GDPDJB", SX_TEST_IN, FALSE, "4", "5"), "0110001");
  assert_selects (one_test ("GDPDJB", SX_TEST_IN, FALSE, "21.5", NULL), "0000010");
  assert_selects (one_test ("GDPDJB", SX_TEST_NOT_IN, FALSE, "4", "5"), "1001110");
}

static void
test_conjunction (void)
{
  SxFilter *filter = one_test ("DLBM", SX_TEST_STARTS, FALSE, "01", NULL);
  const char *steep[] = { "4", "5", NULL };
  const char *towns[] = { "201", NULL };

  sx_filter_add (filter, "GDPDJB", SX_TEST_IN, FALSE, steep);
  sx_filter_add (filter, "CZCSXM", SX_TEST_NOT_IN, FALSE, towns);
  assert_selects (filter, "0010001");
  assert_selects (sx_filter_new (), "1111111");
  assert_selects (NULL, "1111111");
}

static void
test_absent_column (void)
{
  assert_selects (one_test ("NOSUCH", SX_TEST_IN, FALSE, "1", NULL), "0000000");
  assert_selects (one_test ("NOSUCH", SX_TEST_NOT_IN, FALSE, "1", NULL), "1111111");
}

/* The second name counts where the first is empty, and alone where there is no such column. */
static void
test_two_names (void)
{
  assert_selects (one_test ("CZCSXM|DLBM", SX_TEST_IN, FALSE, "0101", "201"), "1100000");
  assert_selects (one_test ("CZCSXM|DLBM", SX_TEST_IN, FALSE, "0102", "0301"), "0000100");
  assert_selects (one_test ("NOSUCH|DLBM", SX_TEST_IN, FALSE, "01", NULL), "0000001");
  assert_selects (one_test ("DLBM|NOSUCH", SX_TEST_IN, FALSE, "01", NULL), "0000001");
}

static void
test_empty_layer (void)
{
  SxFilter *filter = one_test ("DLBM", SX_TEST_IN, FALSE, "0101", NULL);
  g_autoptr (SxLayer) layer = sx_layer_builder_finish (sx_layer_builder_new ("DLTB", "DLTB", FALSE));
  g_autofree guint8 *selected = sx_filter_select (filter, layer);

  g_assert_nonnull (selected);
  sx_filter_free (filter);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/kinds", test_kinds);
  g_test_add_func ("/filter/exact-and-first4", test_exact_and_first4);
  g_test_add_func ("/filter/number-columns", test_number_columns);
  g_test_add_func ("/filter/conjunction", test_conjunction);
  g_test_add_func ("/filter/absent-column", test_absent_column);
  g_test_add_func ("/filter/two-names", test_two_names);
  g_test_add_func ("/filter/empty-layer", test_empty_layer);
  return g_test_run ();
}
