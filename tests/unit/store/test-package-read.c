/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, aliases, columns, cells, order, threads, progress, cancel. */
#include <string.h>
#include "base/sx-error.h"
#include "package-fixture.h"

#define SQUARE package_fixture_square

static void
test_names (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  package_fixture_add_table (fixture, "dltb", 4526, "dlbm TEXT, DLMC TEXT, TbMj REAL");
  package_fixture_add (fixture, "dltb", 1, SQUARE (0, 0, 100), "'0101', '水田', 9999.5");
  /* two aliases: the one that comes first in the catalogue's list */
  package_fixture_add_table (fixture, "JJBNTBHTB", 4526, "DLBM TEXT");
  package_fixture_add_table (fixture, "YJJBNTTB", 4526, "DLBM TEXT, YJJBNTMJ REAL");
  package_fixture_add (fixture, "YJJBNTTB", 7, SQUARE (0, 0, 10), "'0102', 100");
  /* the standard name goes before an alias */
  package_fixture_add_table (fixture, "CZKFBJ", 4526, "MJ REAL");
  package_fixture_add_table (fixture, "CZKFBJGX", 4526, "MJ REAL");
  package_fixture_add_table (fixture, "STBHXX", 4526, "LXBM TEXT, MJ REAL");
  package_fixture_add (fixture, "STBHXX", 1, SQUARE (0, 0, 50), "'11', 2500");
  package_fixture_add_table (fixture, "DZZHQ", 4526, "\"分级\" TEXT");
  package_fixture_add (fixture, "DZZHQ", 1, SQUARE (0, 0, 5), "'20'");
  package_fixture_add_table (fixture, "JQZDXMM", 4526, "XMMC TEXT");
  package_fixture_add_table (fixture, "SOMETHING", 4526, "A TEXT");
  plan = package_fixture_read (fixture);

  g_assert_cmpuint (g_hash_table_size (plan->layers), ==, 5);
  g_assert_cmpstr (sx_plan_layer (plan, "DLTB")->table, ==, "dltb");
  g_assert_cmpstr (sx_plan_layer (plan, "DLTB")->name, ==, "DLTB");
  g_assert_cmpuint (sx_plan_layer (plan, "DLTB")->n_columns, ==, 2);
  g_assert_cmpstr (sx_column_text (sx_layer_column (sx_plan_layer (plan, "DLTB"), "DLBM"), 0), ==, "0101");
  g_assert_cmpfloat (sx_column_number (sx_layer_column (sx_plan_layer (plan, "DLTB"), "TBMJ"), 0), ==,
                     9999.5);
  /* fields that nobody uses, and that the file has not */
  g_assert_null (sx_layer_column (sx_plan_layer (plan, "DLTB"), "DLMC"));
  g_assert_null (sx_layer_column (sx_plan_layer (plan, "DLTB"), "CZCSXM"));
  g_assert_cmpstr (sx_plan_layer (plan, "YJJBNTBHTB")->table, ==, "YJJBNTTB");
  g_assert_cmpint (sx_plan_layer (plan, "YJJBNTBHTB")->fid[0], ==, 7);
  g_assert_cmpstr (sx_plan_layer (plan, "CZKFBJGX")->table, ==, "CZKFBJGX");
  g_assert_cmpuint (sx_plan_layer (plan, "CZKFBJGX")->n_features, ==, 0);
  g_assert_cmpstr (sx_column_text (sx_layer_column (sx_plan_layer (plan, "STBHHX"), "HXLX"), 0), ==, "11");
  g_assert_cmpstr (sx_column_text (sx_layer_column (sx_plan_layer (plan, "DZZHQ"), "FJ"), 0), ==, "20");
  g_assert_null (sx_plan_layer (plan, "JQZDXMM"));
  g_assert_null (sx_plan_layer (plan, "SOMETHING"));
  g_assert_null (sx_plan_layer (plan, "XZQ"));
}

/* What a row of cells becomes. */
static const struct
{
  const char *code, *text;
  const char *area;
  double number;
} cells[] = {
  { "' 0101 '", "0101", "1.5", 1.5 },
  { "'\xe3\x80\x80\x30\x31\x30\x32\xe3\x80\x80'", "0102", "'2.25'", 2.25 },
  { "21", "21", "' 3 '", 3 },
  { "21.0", "21", "-4", -4 },
  { "0.1", "0.1", "9e999", INFINITY },
  { "-0.0", "0", "'0x10'", NAN },
  { "1e20", "1e+20", "'inf'", NAN },
  { "NULL", "", "NULL", NAN },
  { "''", "", "''", NAN },
  { "X'3031'", "", "X'31'", NAN },
  { "'0301K'", "0301K", "'12 m'", NAN },
  { "CAST (X'CBAECCEF' AS TEXT)", "水田", "'1,5'", NAN },
};

static void
test_cells (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;
  SxLayer *layer;

  /* no types: the cells stay as they are written */
  package_fixture_add_table (fixture, "DLTB", 4526, "DLBM, TBMJ");
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *values = g_strdup_printf ("%s, %s", cells[i].code, cells[i].area);

      package_fixture_add (fixture, "DLTB", i + 1, SQUARE (0, 0, 10), values);
    }
  plan = package_fixture_read (fixture);
  layer = sx_plan_layer (plan, "DLTB");
  g_assert_cmpuint (layer->n_features, ==, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      double number = sx_column_number (sx_layer_column (layer, "TBMJ"), i);

      g_assert_cmpstr (sx_column_text (sx_layer_column (layer, "DLBM"), i), ==, cells[i].text);
      if (isnan (cells[i].number))
        g_assert_true (isnan (number));
      else
        g_assert_cmpfloat (number, ==, cells[i].number);
    }
}

static void
test_extra_columns (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (GHashTable) extra
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  GPtrArray *zoning = g_ptr_array_new (), *dam = g_ptr_array_new ();
  SxReadOptions options = { .extra_columns = extra };
  g_autoptr (GError) error = NULL;
  g_autoptr (SxPlan) plan = NULL;
  SxLayer *layer;

  package_fixture_add_table (fixture, "YDYHGHFQ", 4526, "GHFQDM TEXT, bz TEXT, other TEXT");
  package_fixture_add (fixture, "YDYHGHFQ", 1, SQUARE (0, 0, 10), "'100', 'x', 'y'");
  package_fixture_add_table (fixture, "wkk", 4526, "level TEXT, other TEXT");
  package_fixture_add (fixture, "wkk", 1, SQUARE (0, 0, 10), "3, 'y'");
  package_fixture_close (fixture);
  g_ptr_array_add (zoning, (gpointer) "BZ");
  g_ptr_array_add (zoning, (gpointer) "GHFQDM");
  g_ptr_array_add (zoning, (gpointer) "ABSENT");
  g_ptr_array_add (dam, (gpointer) "LEVEL");
  g_hash_table_insert (extra, (gpointer) "ghfq", zoning);
  g_hash_table_insert (extra, (gpointer) "WKK", dam);
  g_hash_table_insert (extra, (gpointer) "NOBODY", g_ptr_array_new ());
  plan = sx_package_read (fixture->file, &options, NULL, &error);
  g_assert_no_error (error);

  layer = sx_plan_layer (plan, "GHFQ");
  g_assert_cmpuint (layer->n_columns, ==, 2);
  g_assert_cmpstr (sx_column_text (sx_layer_column (layer, "BZ"), 0), ==, "x");
  g_assert_cmpint (sx_layer_column (layer, "BZ")->type, ==, SX_COLUMN_TEXT);
  layer = sx_plan_layer (plan, "WKK");
  g_assert_cmpstr (layer->table, ==, "wkk");
  g_assert_cmpuint (layer->n_columns, ==, 1);
  g_assert_cmpstr (sx_column_text (sx_layer_column (layer, "LEVEL"), 0), ==, "3");
  g_assert_null (sx_plan_layer (plan, "NOBODY"));
}

static void
check_fids (SxPlan *plan, const char *name, const gint64 *fids, guint n)
{
  SxLayer *layer = sx_plan_layer (plan, name);

  g_assert_nonnull (layer);
  g_assert_cmpuint (layer->n_features, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (layer->fid[i], ==, fids[i]);
      /* the square of that fid */
      g_assert_cmpfloat_with_epsilon (package_fixture_area (plan, name, i), (double)(fids[i] * fids[i]),
                                      1e-6);
    }
}

/* Squares as large as their fid, put in out of order. */
static void
add_squares (PackageFixture *fixture, const char *table, const char *columns)
{
  static const int sizes[] = { 30, 10, 20 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) blob = package_fixture_blob (SQUARE (0, 0, sizes[i]), FALSE);
      g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%d, ?)", table, columns, sizes[i]);
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (fixture->db, sql, -1, &statement, NULL), ==, SQLITE_OK);
      sqlite3_bind_blob (statement, 1, g_bytes_get_data (blob, NULL), (int)g_bytes_get_size (blob),
                         SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_finalize (statement);
    }
}

static void
test_kinds_of_tables (void)
{
  static const gint64 in_order[] = { 10, 20, 30 }, stored[] = { 30, 10, 20 };
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  /* another name for the geometry, registered in another case; columns behind it */
  package_fixture_run (fixture,
                       "CREATE TABLE XZQ (id INTEGER PRIMARY KEY, XZQMC TEXT, \"the shape\" BLOB, x REAL)");
  package_fixture_register (fixture, "xzq", "THE SHAPE", 4526);
  add_squares (fixture, "XZQ", "id, \"the shape\"");
  /* a key that is no integer: rowid order, which is the order of insertion */
  package_fixture_run (fixture, "CREATE TABLE KFQ (rowid TEXT, code INTEGER, g BLOB)");
  package_fixture_register (fixture, "KFQ", "g", 4526);
  add_squares (fixture, "KFQ", "code, g");
  package_fixture_run (fixture,
                       "CREATE TABLE FNYQ (fid INTEGER NOT NULL, g BLOB, PRIMARY KEY (fid)) WITHOUT ROWID");
  package_fixture_register (fixture, "FNYQ", "g", 4526);
  add_squares (fixture, "FNYQ", "fid, g");
  package_fixture_run (fixture, "CREATE VIEW DYZ AS SELECT code AS FID, g FROM KFQ");
  package_fixture_register (fixture, "DYZ", "g", 4526);
  package_fixture_run (fixture, "CREATE VIEW XZHQ AS SELECT g FROM FNYQ WHERE fid < 0");
  package_fixture_register (fixture, "XZHQ", "g", 4526);
  /* registered, but not there */
  package_fixture_register (fixture, "DLTB", "geom", 4526);
  plan = package_fixture_read (fixture);

  check_fids (plan, "XZQ", in_order, 3);
  check_fids (plan, "FNYQ", in_order, 3);
  check_fids (plan, "DYZ", stored, 3);
  g_assert_cmpuint (sx_plan_layer (plan, "KFQ")->n_features, ==, 3);
  g_assert_cmpint (sx_plan_layer (plan, "KFQ")->fid[0], ==, 1);
  g_assert_cmpfloat_with_epsilon (package_fixture_area (plan, "KFQ", 0), 900, 1e-6);
  g_assert_cmpuint (sx_plan_layer (plan, "XZHQ")->n_features, ==, 0);
  g_assert_null (sx_plan_layer (plan, "DLTB"));
}

/* Two layers the same, bit for bit. */
static void
check_equal (SxLayer *a, SxLayer *b)
{
  g_assert_cmpuint (a->n_features, ==, b->n_features);
  g_assert_cmpmem (a->fid, a->n_features * sizeof *a->fid, b->fid, b->n_features * sizeof *b->fid);
  g_assert_cmpuint (a->n_columns, ==, b->n_columns);
  for (guint i = 0; i < a->n_features; i++)
    {
      SxShapeView va = sx_layer_shape (a, i), vb = sx_layer_shape (b, i);

      g_assert_true (sx_shape_view_equal (&va, &vb));
      g_assert_cmpmem (&a->box[i], sizeof (SxBox), &b->box[i], sizeof (SxBox));
      for (guint c = 0; c < a->n_columns; c++)
        g_assert_cmpstr (sx_column_text (&a->columns[c], i), ==, sx_column_text (&b->columns[c], i));
    }
}

/* Dense and sparse rowids, negative ones, the greatest: more than one chunk and the same with any number of
 * threads. */
static void
test_threads (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) one = NULL;
  gint64 fid = G_MININT64;

  package_fixture_add_table (fixture, "DLTB", 4526, "DLBM TEXT");
  for (guint i = 0; i < 9000; i++)
    {
      g_autofree char *code = g_strdup_printf ("'%04u'", i * 7919 % 61);

      package_fixture_add (fixture, "DLTB", fid, i % 100 == 99 ? NULL : SQUARE (i, 0, 1 + i % 7), code);
      fid = i == 0 ? -5 : i < 5000 ? fid + 1 : i < 8998 ? fid + 1000003 : G_MAXINT64;
    }
  package_fixture_add_table (fixture, "GHFQ", 4526, "");
  package_fixture_add (fixture, "GHFQ", 3, SQUARE (0, 0, 1), "");
  package_fixture_close (fixture);
  for (guint n = 1; n <= 4; n++)
    {
      g_autoptr (GError) error = NULL;
      SxReadOptions options = { .n_threads = n };
      g_autoptr (SxPlan) plan = sx_package_read (fixture->file, &options, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (sx_plan_layer (plan, "DLTB")->n_features, ==, 9000);
      g_assert_cmpuint (plan->skipped->len, ==, 90);
      g_assert_cmpint (sx_plan_layer (plan, "DLTB")->fid[0], ==, G_MININT64);
      g_assert_cmpint (sx_plan_layer (plan, "DLTB")->fid[8999], ==, G_MAXINT64);
      for (guint i = 1; i < 9000; i++)
        g_assert_cmpint (sx_plan_layer (plan, "DLTB")->fid[i - 1], <, sx_plan_layer (plan, "DLTB")->fid[i]);
      if (!one)
        one = sx_plan_ref (plan);
      check_equal (sx_plan_layer (one, "DLTB"), sx_plan_layer (plan, "DLTB"));
      for (guint i = 0; i < 90; i++)
        g_assert_cmpint (g_array_index (one->skipped, SxSkipped, i).fid, ==,
                         g_array_index (plan->skipped, SxSkipped, i).fid);
    }
}

typedef struct
{
  double last;
  guint calls, layers;
  GCancellable *cancellable;
} Heard;

static void
on_progress (double fraction, const char *table, gpointer data)
{
  Heard *heard = data;

  g_assert_cmpfloat (fraction, >=, heard->last);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (table);
  heard->last = fraction;
  heard->calls++;
}

static void
on_layer (SxLayer *layer, SxPlane plane, gpointer data)
{
  Heard *heard = data;

  g_assert_cmpuint (layer->n_features, ==, 100);
  heard->layers++;
  if (heard->cancellable)
    g_cancellable_cancel (heard->cancellable);
}

static void
test_progress_and_cancel (void)
{
  static const char *const tables[]
      = { "XZQ", "DLTB", "GHFQ", "KFQ", "DYZ", "XZHQ", "GBZNT", "FNYQ", "PZJSYD", "FZFX" };
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  Heard heard = { 0 };
  SxReadOptions options = { .progress = on_progress, .layer_ready = on_layer, .data = &heard };
  g_autoptr (GError) error = NULL;
  g_autoptr (SxPlan) plan = NULL;

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      package_fixture_add_table (fixture, tables[t], 4526, "");
      for (guint i = 1; i <= 100; i++)
        package_fixture_add (fixture, tables[t], i, SQUARE (i, 0, 1), "");
    }
  package_fixture_close (fixture);
  plan = sx_package_read (fixture->file, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (heard.last, ==, 1);
  g_assert_cmpuint (heard.layers, ==, G_N_ELEMENTS (tables));

  heard = (Heard){ .cancellable = g_cancellable_new () };
  options.n_threads = 1;
  g_assert_null (sx_package_read (fixture->file, &options, heard.cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* and before anything */
  g_assert_null (sx_package_read (fixture->file, NULL, heard.cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (heard.cancellable);
}

static void
test_parameters (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;
  double number;

  package_fixture_add_table (fixture, "XZQ", 4526, "");
  package_fixture_run (fixture,
                       "CREATE TABLE sx_parameter (key TEXT PRIMARY KEY, value);"
                       "INSERT INTO sx_parameter VALUES ('target.arable_area', 8.25), ('terrain', ' hill '),"
                       " ('walk_5min_m', '300'), ('nothing', NULL), ('word', 'nan')");
  plan = package_fixture_read (fixture);
  g_assert_cmpstr (sx_plan_parameter (plan, "terrain"), ==, "hill");
  g_assert_true (sx_plan_parameter_number (plan, "target.arable_area", &number));
  g_assert_cmpfloat (number, ==, 8.25);
  g_assert_true (sx_plan_parameter_number (plan, "walk_5min_m", &number));
  g_assert_cmpfloat (number, ==, 300);
  g_assert_false (sx_plan_parameter_number (plan, "terrain", &number));
  g_assert_false (sx_plan_parameter_number (plan, "word", &number));
  g_assert_null (sx_plan_parameter (plan, "nothing"));
}

/* A view that never ends is refused, not waited for. */
static void
test_endless_view (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();

  package_fixture_run (fixture,
                       "CREATE VIEW DLTB AS WITH RECURSIVE n (g) AS (SELECT NULL UNION ALL SELECT g FROM n)"
                       " SELECT g FROM n");
  package_fixture_register (fixture, "DLTB", "g", 4526);
  package_fixture_fail (fixture, SX_ERROR_UNREADABLE, "plan.gpkg", NULL);
}

/* A name from the file is never SQL. */
static void
test_hostile_names (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  package_fixture_run (fixture, "CREATE TABLE DLTB (fid INTEGER PRIMARY KEY, \"g\"\"; DROP TABLE x; --\" "
                                "BLOB, DLBM TEXT)");
  package_fixture_run (fixture, "INSERT INTO gpkg_geometry_columns VALUES ('DLTB', 'g\"; DROP TABLE x; --', "
                                "'GEOMETRY',"
                                " 4526, 0, 0)");
  package_fixture_add (fixture, "DLTB", 1, SQUARE (0, 0, 10), "'0101'");
  plan = package_fixture_read (fixture);
  g_assert_cmpuint (sx_plan_layer (plan, "DLTB")->n_features, ==, 1);
  g_assert_cmpfloat_with_epsilon (package_fixture_area (plan, "DLTB", 0), 100, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package/names", test_names);
  g_test_add_func ("/package/cells", test_cells);
  g_test_add_func ("/package/extra-columns", test_extra_columns);
  g_test_add_func ("/package/kinds-of-tables", test_kinds_of_tables);
  g_test_add_func ("/package/threads", test_threads);
  g_test_add_func ("/package/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/package/parameters", test_parameters);
  g_test_add_func ("/package/endless-view", test_endless_view);
  g_test_add_func ("/package/hostile-names", test_hostile_names);
  return g_test_run ();
}
