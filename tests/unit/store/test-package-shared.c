/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages that nobody here wrote, in ../shared: the two open cases, corrupt databases, samples of GeoPackage
 * and of bad geometry. Each test is skipped where they are absent. */
#include <glib/gstdio.h>
#include <string.h>
#include "base/sx-error.h"
#include "package-fixture.h"

/* standard name, features in open-1 and open-2; -1: absent */
static const struct
{
  const char *layer;
  int n[2];
} counts[] = {
  { "XZQ", { 4, 4 } },          { "DLTB", { 450, 486 } },
  { "DLTB2020", { 458, 496 } }, { "YJJBNTBHTB", { 198, 135 } },
  { "STBHHX", { 18, 14 } },     { "CZKFBJGX", { 22, 21 } },
  { "GHFQ", { 20, 21 } },       { "ZXCQGHYDYH", { 98, 88 } },
  { "ZXCQFW", { 1, 1 } },       { "ZXCQDLZXX", { 38, 37 } },
  { "GBZNT", { 13, 13 } },      { "YJJBNTCBQ", { 29, 19 } },
  { "PZJSYD", { 13, 16 } },     { "PZWJSTD", { 7, 10 } },
  { "KFQ", { 1, 1 } },          { "FNYQ", { 2, 2 } },
  { "DLCZJSYD", { 7, 3 } },     { "CZJSSYXPJJG", { 14, 14 } },
  { "DZZHQ", { 15, 15 } },      { "XZHQ", { 2, 2 } },
  { "DYZ", { -1, 4 } },         { "HDGLFW", { 2, 3 } },
  { "ZRBHD", { 12, 12 } },      { "KCZYYF", { 3, 3 } },
  { "LSWHBHX", { 5, 5 } },      { "HLFXKZX", { 6, 6 } },
  { "KCZYKCBHX", { 2, 2 } },    { "ZXCQCSLVX", { 3, 4 } },
  { "ZXCQCSLX", { 3, 3 } },     { "ZXCQCSHX", { 4, 3 } },
  { "ZXCQCSZX", { 2, 2 } },     { "FZFX", { 1, 1 } },
  { "JQZDXMM", { -1, -1 } },
};

static void
check_case (const char *folder, guint number, int epsg, guint n_adjustments, guint n_reclasses)
{
  g_autofree char *name = g_strdup_printf ("open-%u", number + 1);
  g_autofree char *file = g_build_filename (folder, name, "county.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxPlan) plan = sx_package_read (file, NULL, NULL, &error);
  g_autoptr (SxScheme) scheme = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (plan->epsg, ==, epsg);
  g_assert_cmpuint (plan->repairs->len, ==, 0);
  g_assert_cmpuint (plan->skipped->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      SxLayer *layer = sx_plan_layer (plan, counts[i].layer);

      g_assert_cmpint (layer ? (int)layer->n_features : -1, ==, counts[i].n[number]);
    }
  scheme = sx_package_read_scheme (plan, "甲", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scheme->adjustments->len, ==, n_adjustments);
  g_assert_cmpuint (scheme->reclasses->len, ==, n_reclasses);
  g_assert_cmpuint (scheme->roads->len, ==, 5);
}

static void
test_cases (void)
{
  g_autofree char *folder = package_fixture_shared ("cases");

  if (!folder)
    return;
  check_case (folder, 0, 4526, 20, 20);
  check_case (folder, 1, 4490, 24, 14);
}

/* Reads a copy of a file: an answer, and no change to the file or beside it. */
static void
read_copy (const char *content, gsize size, const SxReadOptions *options)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-shared-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "copy.gpkg", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL, list_error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (SxPlan) plan = NULL;

  g_assert_true (g_file_set_contents (file, content, (gssize)size, NULL));
  before = package_fixture_fingerprint (folder);
  plan = sx_package_read (file, options, NULL, &error);
  list = sx_package_list_schemes (file, &list_error);
  g_assert_true (plan != NULL
                 || (error->domain == SX_ERROR && error->code != SX_ERROR_INTERNAL && *error->message));
  g_assert_true (list != NULL || list_error->domain == SX_ERROR);
  after = package_fixture_fingerprint (folder);
  g_assert_cmpstr (before, ==, after);
  g_remove (file);
  g_rmdir (folder);
}

static void
for_each_package (const char *folder, void (*visit) (char *content, gsize size))
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      g_test_message ("%s", name);
      if (g_str_has_suffix (name, ".gpkg") && g_file_get_contents (path, &content, &size, NULL))
        visit (content, size);
    }
  g_dir_close (dir);
}

static void
visit_corrupt (char *content, gsize size)
{
  read_copy (content, size, NULL);
  if (size < 100)
    return;
  memcpy (content + 68, "GPKG", 4);
  read_copy (content, size, NULL);
}

static void
test_corrupt (void)
{
  g_autofree char *folder = package_fixture_shared ("data/sqlite-corrupt");

  if (folder)
    for_each_package (folder, visit_corrupt);
}

/* All feature tables as tables that rules name, in a CRS that is none of theirs: the geometry is parsed, and
 * most of it is answered with SX_ERROR_CRS. */
static void
visit_sample (char *content, gsize size)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-shared-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "copy.gpkg", NULL);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SxReadOptions options = { .extra_columns = tables };
  g_autofree char *changed = NULL;
  sqlite3_stmt *row = NULL;
  sqlite3 *db = NULL;
  gsize n;

  read_copy (content, size, NULL);
  g_assert_true (g_file_set_contents (file, content, (gssize)size, NULL));
  g_assert_cmpint (sqlite3_open (file, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA journal_mode = DELETE; UPDATE gpkg_spatial_ref_sys SET organization = 'EPSG',"
                " organization_coordsys_id = 4490 WHERE srs_id > 0",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "SELECT table_name FROM gpkg_geometry_columns", -1, &row, NULL);
  while (row && sqlite3_step (row) == SQLITE_ROW)
    g_hash_table_insert (tables, g_strdup ((const char *)sqlite3_column_text (row, 0)), NULL);
  sqlite3_finalize (row);
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (file, &changed, &n, NULL));
  g_remove (file);
  g_rmdir (folder);
  read_copy (changed, n, &options);
}

static void
test_samples (void)
{
  g_autofree char *samples = package_fixture_shared ("data/gpkg-samples");
  g_autofree char *topology = package_fixture_shared ("data/topology-samples");

  if (samples)
    for_each_package (samples, visit_sample);
  if (topology)
    for_each_package (topology, visit_sample);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package-shared/cases", test_cases);
  g_test_add_func ("/package-shared/corrupt", test_corrupt);
  g_test_add_func ("/package-shared/samples", test_samples);
  return g_test_run ();
}
