/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-feature-reader.h"
#include "store/sx-package-loader.h"

#define MAX_THREADS 8
/* Where a geographic plan has nothing to find the middle of. */
#define ANY_LONGITUDE 105

static SxPackageTable *
find_table (GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    {
      SxPackageTable *table = g_ptr_array_index (tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  return NULL;
}

/* DLTB's CRS is the plan's, else the first line's, else that of the first table that has one. */
static const SxPackageTable *
find_crs_table (GPtrArray *tables)
{
  const SxPackageTable *table = find_table (tables, "DLTB");

  for (int line = 0; !(table && table->has_crs) && line < SX_N_LINES; line++)
    table = find_table (tables, sx_line_table ((SxLine)line));
  for (guint i = 0; !(table && table->has_crs) && i < tables->len; i++)
    table = g_ptr_array_index (tables, i);
  return table && table->has_crs ? table : NULL;
}

/* The extent of a table's features in degrees, from the features themselves. */
static gboolean
measure_degrees (const SxPackageFile *file, sqlite3 *db, const SxPackageTable *table, SxBox *box,
                 GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = sx_package_table_select (table, NULL);
  g_autoptr (sqlite3_stmt) row = sx_package_file_prepare (file, db, sql, error);
  SxShapeBuffer shapes = SX_SHAPE_BUFFER_INIT;
  gboolean more = row != NULL, good = more;

  if (row && table->rowid)
    {
      sqlite3_bind_int64 (row, 1, table->first);
      sqlite3_bind_int64 (row, 2, table->last);
    }
  while (more && (good = sx_package_file_step (file, row, &more, error)) && more)
    {
      const guint8 *blob = sqlite3_column_blob (row, 1);
      gboolean is_curve;

      good = !g_cancellable_set_error_if_cancelled (cancellable, error);
      more = good;
      sx_shape_buffer_reset (&shapes);
      if (blob)
        sx_feature_parse (blob, (gsize)sqlite3_column_bytes (row, 1), table->is_line, &shapes, NULL,
                          &is_curve);
      for (gsize i = 0; i < shapes.n_points; i++)
        if (sx_crs_may_contain (&table->crs, shapes.points[i]))
          sx_box_add (box, sx_crs_to_degrees (&table->crs, shapes.points[i]));
    }
  sx_shape_buffer_clear (&shapes);
  return good;
}

/* The zone of the middle of XZQ's, else DLTB's extent. */
static gboolean
set_plane_of_middle (SxPlan *plan, const SxPackageFile *file, sqlite3 *db, GPtrArray *tables,
                     const SxPackageTable *crs_table, GCancellable *cancellable, GError **error)
{
  const SxPackageTable *candidates[] = { find_table (tables, "XZQ"), find_table (tables, "DLTB"), crs_table };
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; sx_box_is_empty (box) && i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] && candidates[i]->has_crs
        && !measure_degrees (file, db, candidates[i], &box, cancellable, error))
      return FALSE;
  plan->plane = sx_plane_for_longitude (sx_box_is_empty (box) ? ANY_LONGITUDE : (box.x0 + box.x1) / 2);
  return TRUE;
}

static gboolean
set_crs (SxPlan *plan, const SxPackageFile *file, sqlite3 *db, GPtrArray *tables, GCancellable *cancellable,
         GError **error)
{
  const SxPackageTable *source = find_crs_table (tables);

  for (guint i = 0; i < tables->len; i++)
    {
      SxPackageTable *table = g_ptr_array_index (tables, i);

      if (!table->has_crs && (table->has_rows || !source))
        {
          sx_package_table_set_crs_error (table, file, error);
          return FALSE;
        }
      /* without rows it does not matter */
      if (!table->has_crs)
        table->crs = source->crs;
    }
  plan->epsg = source->crs.epsg;
  plan->is_geographic = source->crs.is_geographic;
  plan->plane = source->crs.plane;
  return !plan->is_geographic || set_plane_of_middle (plan, file, db, tables, source, cancellable, error);
}

static gboolean
read_parameters (SxPlan *plan, const SxPackageFile *file, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  gboolean more;

  if (!sx_package_has_table (file, db, "sx_parameter"))
    return TRUE;
  row = sx_package_file_prepare (file, db, "SELECT key, value FROM sx_parameter", error);
  if (!row)
    return FALSE;
  while (sx_package_file_step (file, row, &more, error))
    {
      char *key, *value;

      if (!more)
        return TRUE;
      key = sx_sqlite_text (row, 0);
      value = sx_sqlite_text (row, 1);
      if (key && value)
        g_hash_table_insert (plan->parameters, g_strstrip (key), g_strstrip (value));
      else
        {
          g_free (key);
          g_free (value);
        }
    }
  return FALSE;
}

static GPtrArray *
find_tables (const SxPackageFile *file, sqlite3 *db, GHashTable *extra, GError **error)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();
  g_autoptr (GPtrArray) tables = sx_package_tables_find (file, db, catalogue, extra, error);

  if (tables && tables->len == 0)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” holds no table of a plan (DLTB, YJJBNTBHTB, STBHHX, CZKFBJGX, …); give the "
                      "tables their "
                      "standard names, or import them into a plan."),
                   file->file);
      return NULL;
    }
  return g_steal_pointer (&tables);
}

static gboolean
read_all (SxPlan *plan, SxPackageFile *file, sqlite3 **connections, guint n, const SxReadOptions *options,
          GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tables
      = find_tables (file, connections[0], options ? options->extra_columns : NULL, error);

  return tables && set_crs (plan, file, connections[0], tables, cancellable, error)
         && read_parameters (plan, file, connections[0], error)
         && sx_package_load (file, connections, n, tables, plan, options, cancellable, error)
         && sx_package_file_is_unchanged (file, error);
}

SxPlan *
sx_package_read (const char *file, const SxReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (SxPackageFile) opened = sx_package_file_new (file, error);
  guint n = options && options->n_threads ? options->n_threads : g_get_num_processors ();
  g_autoptr (SxPlan) plan = NULL;
  sqlite3 **connections;
  gboolean good;

  n = MIN (n, MAX_THREADS);
  connections = opened ? sx_package_file_connect_all (opened, n, cancellable, error) : NULL;
  if (!connections)
    return NULL;
  plan = sx_plan_new (file);
  good = read_all (plan, opened, connections, n, options, cancellable, error);
  sx_package_file_close_all (connections, n);
  return good ? g_steal_pointer (&plan) : NULL;
}
