/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue against the table of plan-package.md, and what else a plan is made of. */
#include <string.h>
#include "plan/sx-catalogue.h"
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

/* every table that is read, with its aliases in order and the columns that are used; '#': a number */
static const char *const tables[][3] = {
  { "XZQ", "XZQXZ", "XZQDM=XZDM XZQMC=XZMC" },
  { "DLTB", "", "DLBM GDPDJB CZCSXM #TBMJ #TBDLMJ" },
  { "DLTB2020", "", "DLBM CZCSXM" },
  { "YJJBNTBHTB", "YJJBNTBHHX YJJBNTTB YJJBNT JJBNTBHTB", "DLBM GDPDJB #YJJBNTMJ" },
  { "STBHHX", "STBHXX", "HXLX=LXBM #MJ" },
  { "CZKFBJGX", "CZKFBJ", "GHFQDM GHFQMC #MJ" },
  { "GHFQ", "YDYHGHFQ", "GHFQDM GHFQMC #MJ" },
  { "ZXCQGHYDYH", "GHYDYH", "YDYHFLDM=YDYHDM YDYHFLMC=YDYHMC #TBMJ" },
  { "ZXCQFW", "ZXCQ", "" },
  { "ZXCQDLZXX", "DLZXX DL", "DLDJ DLMC=MC" },
  { "GBZNT", "", "" },
  { "YJJBNTCBQ", "YNCBQ", "" },
  { "PZJSYD", "", "" },
  { "PZWJSTD", "", "" },
  { "KFQ", "", "" },
  { "FNYQ", "", "" },
  { "DLCZJSYD", "", "" },
  { "CZJSSYXPJJG", "CZJSSYX", "SYXDJ" },
  { "DZZHQ", "", "FJ=分级" },
  { "XZHQ", "", "" },
  { "DYZ", "", "" },
  { "HDGLFW", "", "" },
  { "ZRBHD", "", "GKFQ" },
  { "KCZYYF", "", "" },
  { "LSWHBHX", "", "#MJ" },
  { "HLFXKZX", "", "#MJ" },
  { "KCZYKCBHX", "KCZYKZX", "#MJ" },
  { "ZXCQCSLVX", "CSLVX", "#MJ" },
  { "ZXCQCSLX", "CSLX", "#MJ" },
  { "ZXCQCSHX", "CSHX", "#MJ" },
  { "ZXCQCSZX", "CSZX", "#MJ" },
  { "FZFX", "", "" },
};

static char *
describe_fields (const SxCatalogueTable *table)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->fields->len; i++)
    {
      const SxCatalogueField *field = g_ptr_array_index (table->fields, i);

      g_string_append_printf (text, "%s%s%s", i ? " " : "", field->type == SX_COLUMN_NUMBER ? "#" : "",
                              field->name);
      for (guint a = 0; field->aliases[a]; a++)
        g_string_append_printf (text, "=%s", field->aliases[a]);
    }
  return g_string_free (text, FALSE);
}

static void
test_tables (void)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();

  g_assert_cmpuint (catalogue->tables->len, ==, G_N_ELEMENTS (tables));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const SxCatalogueTable *table = g_ptr_array_index (catalogue->tables, i);
      g_autofree char *aliases = g_strjoinv (" ", table->aliases), *fields = describe_fields (table);

      g_assert_cmpstr (table->name, ==, tables[i][0]);
      g_assert_cmpstr (aliases, ==, tables[i][1]);
      g_assert_cmpstr (fields, ==, tables[i][2]);
      g_assert_cmpstr (table->title, !=, "");
      g_assert_cmpint (table->is_line, ==, g_str_equal (table->name, "ZXCQDLZXX"));
    }
}

/* No name stands for two tables. */
static void
test_unambiguous (void)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();

  for (guint i = 0; i < catalogue->tables->len; i++)
    {
      const SxCatalogueTable *table = g_ptr_array_index (catalogue->tables, i);

      g_assert_true (sx_catalogue_find (catalogue, table->name) == table);
      for (char **alias = table->aliases; *alias; alias++)
        g_assert_true (sx_catalogue_find (catalogue, *alias) == table);
    }
}

static void
test_lookup (void)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();
  const SxCatalogueTable *redline = sx_catalogue_find (catalogue, "stbhxx");

  g_assert_cmpstr (redline->name, ==, "STBHHX");
  g_assert_cmpstr (sx_catalogue_table_field (redline, "lxbm")->name, ==, "HXLX");
  g_assert_null (sx_catalogue_table_field (redline, "BSM"));
  g_assert_null (sx_catalogue_find (catalogue, "JQZDXMM"));
  g_assert_null (sx_catalogue_find (catalogue, ""));
}

/* The ten control lines are base tables of the catalogue, each of its own line. */
static void
test_control_lines (void)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();
  guint n = 0;

  for (guint i = 0; i < catalogue->tables->len; i++)
    n += ((SxCatalogueTable *)g_ptr_array_index (catalogue->tables, i))->line != SX_LINE_ANY;
  g_assert_cmpuint (n, ==, SX_N_LINES);
  for (int line = 0; line < SX_N_LINES; line++)
    g_assert_cmpint (sx_catalogue_find (catalogue, sx_line_table ((SxLine)line))->line, ==, line);
}

static void
test_plan (void)
{
  g_autoptr (SxPlan) plan = sx_plan_new ("x.gpkg");
  SxPoint p = { 39500000, 3500000 }, q = p;
  double number = 7;

  plan->plane = sx_plane_for_longitude (117.2);
  g_assert_null (sx_plan_layer (plan, "DLTB"));
  g_assert_null (sx_plan_parameter (plan, "terrain"));
  g_hash_table_insert (plan->parameters, g_strdup ("a"), g_strdup ("1e3 "));
  g_hash_table_insert (plan->parameters, g_strdup ("b"), g_strdup ("1e999"));
  g_hash_table_insert (plan->parameters, g_strdup ("c"), g_strdup (""));
  g_assert_true (sx_plan_parameter_number (plan, "a", &number));
  g_assert_cmpfloat (number, ==, 1000);
  g_assert_false (sx_plan_parameter_number (plan, "b", &number));
  g_assert_false (sx_plan_parameter_number (plan, "c", &number));
  g_assert_false (sx_plan_parameter_number (plan, "d", &number));
  g_assert_cmpfloat (number, ==, 1000);
  /* a plan in metres: as they are; one in degrees: there and back */
  sx_plan_to_plane (plan, &q, 1);
  g_assert_cmpmem (&p, sizeof p, &q, sizeof q);
  plan->is_geographic = TRUE;
  sx_plan_from_plane (plan, &q, 1);
  g_assert_cmpfloat_with_epsilon (q.x, 117, 1e-9);
  g_assert_cmpfloat_with_epsilon (q.y, 31.6, 0.1);
  sx_plan_to_plane (plan, &q, 1);
  g_assert_cmpfloat_with_epsilon (q.x, p.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (q.y, p.y, 1e-6);
}

static void
test_scheme (void)
{
  g_autoptr (SxScheme) scheme = sx_scheme_new (3, "甲");
  SxShapeView nothing = { 0 };
  g_autoptr (SxShape) shape = sx_shape_new (&nothing);
  SxAdjustment *item = sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
  g_autoptr (SxAdjustment) copy = NULL;

  item->fid = 5;
  item->situation = g_strdup ("4");
  item->uncounted = TRUE;
  g_ptr_array_add (scheme->adjustments, sx_adjustment_ref (item));
  g_ptr_array_add (scheme->reclasses, sx_reclass_new (SX_RECLASS_GHFQ, "100", shape));
  g_ptr_array_add (scheme->roads, sx_road_new (TRUE, shape));
  copy = sx_adjustment_copy (item);
  sx_adjustment_unref (item);
  g_assert_cmpint (copy->fid, ==, 5);
  g_assert_cmpstr (copy->situation, ==, "4");
  g_assert_true (copy->uncounted);
  g_assert_true (copy->shape == shape);
  g_assert_cmpint (copy->ref_count, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/tables", test_tables);
  g_test_add_func ("/catalogue/unambiguous", test_unambiguous);
  g_test_add_func ("/catalogue/lookup", test_lookup);
  g_test_add_func ("/catalogue/control-lines", test_control_lines);
  g_test_add_func ("/plan/plan", test_plan);
  g_test_add_func ("/plan/scheme", test_scheme);
  return g_test_run ();
}
