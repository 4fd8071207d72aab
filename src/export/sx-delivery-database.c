/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-database.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "export/sx-delivery-layer.h"
#include "export/sx-delivery-style.h"
#include "export/sx-grid-rows.h"
#include "export/sx-tables.h"
#include "plan/sx-catalogue.h"

#define MARK "sx_delivery"
#define NEAR_M 50.0
#define METADATA_STANDARD "https://www.iso.org/standard/53798.html"

/* Beside what every GeoPackage has: the extension for metadata (annex F.8), and styles as QGIS makes them, so
 * that they are there without a click. */
static const char own_schema[]
    = "CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT "
      "NULL "
      "DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml',"
      " metadata TEXT NOT NULL DEFAULT '');"
      "CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name "
      "TEXT,"
      " row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),"
      " md_file_id INTEGER NOT NULL, md_parent_id INTEGER,"
      " CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),"
      " CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));"
      "INSERT INTO gpkg_extensions VALUES ('gpkg_metadata', NULL, 'gpkg_metadata',"
      " 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write');"
      "INSERT INTO gpkg_extensions VALUES ('gpkg_metadata_reference', NULL, 'gpkg_metadata',"
      " 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write');"
      "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),"
      " f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30),"
      " styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
      " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, description)"
      " VALUES ('layer_styles', 'attributes', 'layer_styles', '');";

/* Who is responsible for farmland: people, not handed on unless asked for. */
static const char *const personal_fields[]
    = { "CFZR", "ZMC", "ZZRR", "ZRRZJHM", "ZRRMC", "LXDH", "JZDZ", "SJBH", "SJMC", "ZRSYX", NULL };

gboolean
sx_delivery_is_database (const char *path)
{
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  return sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
         && sqlite3_prepare_v2 (db, "SELECT 1 FROM " MARK, -1, &statement, NULL) == SQLITE_OK;
}

/* ---- what was delivered, from what */

static void
add_entry (SxWriterTable *table, GString *json, const char *key, const char *value)
{
  g_autofree char *stored = g_utf8_make_valid (value ? value : "", -1), *text = sx_text_clean (stored);

  sx_writer_table_text (table, 0, key);
  sx_writer_table_text (table, 1, stored);
  sx_writer_table_row (table, 0, NULL, SX_BOX_EMPTY);
  g_strdelimit (text, "\"\\", ' ');
  g_string_append_printf (json, "%s\"%s\": \"%s\"", json->len > 1 ? ", " : "", key, text);
}

static void
add_counts (const SxDelivery *self, SxWriterTable *table, GString *json)
{
  guint n_fail = 0, n_errors = 0;
  g_autofree char *fails = NULL, *errors = NULL, *faults = g_strdup_printf ("%u", self->faults->len),
                  *accepted = g_strdup_printf ("%u", self->accepted->len);

  for (guint i = 0; i < self->result->n_indicators; i++)
    n_fail += self->result->indicators[i].verdict == SX_VERDICT_FAIL;
  for (guint i = 0; i < self->result->conflicts->len; i++)
    n_errors += ((SxConflict *)self->result->conflicts->pdata[i])->rule->severity == SX_SEVERITY_ERROR;
  fails = g_strdup_printf ("%u", n_fail);
  errors = g_strdup_printf ("%u", n_errors);
  add_entry (table, json, "failing_indicators", fails);
  add_entry (table, json, "conflict_errors", errors);
  add_entry (table, json, "broken_invariants", faults);
  add_entry (table, json, "accepted", accepted);
  for (guint i = 0; i < self->accepted->len; i++)
    {
      g_autofree char *key = g_strdup_printf ("accepted_%u", i + 1);

      add_entry (table, json, key, self->accepted->pdata[i]);
    }
}

static void
write_metadata (const SxDelivery *self, SxPackageWriter *writer)
{
  static const char *const columns[] = { "key", "TEXT", "value", "TEXT", NULL };
  SxWriterTable *table
      = sx_package_writer_begin (writer, MARK, "动态维护成果说明", SX_WRITE_ROWS, 0, columns);
  g_autoptr (GString) json = g_string_new ("{");
  g_autofree char *source = g_path_get_basename (self->plan->file);
  g_autofree char *year = g_strdup_printf ("%u", self->year);

  add_entry (table, json, "program", "Sanxian " SX_VERSION);
  add_entry (table, json, "rules", self->result->rules->id);
  add_entry (table, json, "fingerprint", self->fingerprint);
  add_entry (table, json, "source", source);
  add_entry (table, json, "scheme", self->scheme->name);
  add_entry (table, json, "code", self->code);
  add_entry (table, json, "name", self->name);
  add_entry (table, json, "year", year);
  add_entry (table, json, "area", self->metric.is_planar ? "planar" : "ellipsoidal");
  add_counts (self, table, json);
  sx_writer_table_end (table);
  g_string_append_c (json, '}');
  sx_package_writer_run (writer,
                         "INSERT INTO gpkg_metadata VALUES (1, 'dataset', %Q, 'application/json', %Q);"
                         "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id)"
                         " VALUES ('geopackage', 1)",
                         METADATA_STANDARD, json->str);
}

/* The plan's parameters; those of schemes mean nothing without the scheme. */
static void
write_parameters (const SxDelivery *self, SxPackageWriter *writer)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->plan->parameters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_str_has_prefix (key, "scheme."))
      sx_package_writer_run (writer, "INSERT INTO sx_parameter VALUES (%Q, %Q)", key, value);
}

/* ---- tables */

static gboolean
write_table (SxDatabaseMaker *maker, const SxCatalogue *catalogue, const SxPackageTable *table,
             gboolean with_personal, GError **error)
{
  const SxDelivery *delivery = maker->delivery;
  const SxCatalogueTable *known = sx_catalogue_find (catalogue, table->name);
  const char *title = known ? known->title : table->name;
  const SxAfterLayer *layer = sx_after_state_layer (delivery->after, table->name);
  SxLayer *of_plan = sx_plan_layer (delivery->plan, table->name);
  g_autoptr (SxTableSource) source = NULL;

  if (!of_plan || !table->has_crs)
    return TRUE;
  source = sx_table_source_new (maker->file, maker->db, table, of_plan,
                                with_personal ? NULL : personal_fields, error);
  if (!source)
    return FALSE;
  if (!table->crs.is_geographic
      && memcmp (&table->crs.plane, &delivery->plan->plane, sizeof table->crs.plane) == 0)
    source->degrees = maker->degrees;
  if (layer)
    {
      if (!sx_delivery_write_layer (maker, source, layer, title, error))
        return FALSE;
    }
  else
    {
      if (g_str_equal (table->name, SX_DELIVERY_CITY_ZONES))
        sx_delivery_write_unchanged (maker, source, title);
      if (!sx_delivery_copy_layer (maker, source, title, error))
        return FALSE;
    }
  sx_delivery_write_styles (maker->writer, table->name, of_plan, layer);
  return TRUE;
}

/* Parcels whose rows new farmland inherits from. */
static void
ask_for_land (SxDatabaseMaker *maker)
{
  const SxAfterLayer *farmland
      = sx_after_state_layer (maker->delivery->after, sx_line_table (SX_LINE_FARMLAND));

  for (guint i = 0; farmland && i < farmland->pieces->len; i++)
    {
      gint land = ((SxAfterPiece *)farmland->pieces->pdata[i])->land;

      if (land >= 0)
        g_hash_table_insert (maker->land, GUINT_TO_POINTER (land + 1), NULL);
    }
}

/* To the last digit as everywhere else near what the scheme changes: whether pieces there hang together is
 * decided by less than that. */
static SxDegreeGrid *
make_degrees (const SxDelivery *self)
{
  SxDegreeGrid *grid = sx_degree_grid_new (&self->plan->plane);

  for (guint i = 0; i < self->after->layers->len; i++)
    {
      const SxAfterLayer *layer = self->after->layers->pdata[i];

      for (guint k = 0; k < layer->pieces->len; k++)
        sx_degree_grid_keep (grid,
                             sx_box_grown (((SxAfterPiece *)layer->pieces->pdata[k])->shape->box, NEAR_M));
    }
  return grid;
}

static void
raw_row_free (gpointer data)
{
  if (data)
    sx_raw_row_free (data);
}

static gboolean
write_tables (const SxDelivery *self, SxPackageWriter *writer, const SxPackageFile *file, sqlite3 *db,
              gboolean with_personal, GError **error)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();
  g_autoptr (GHashTable) extra = sx_rule_profile_needed_columns (self->result->rules);
  g_autoptr (GPtrArray) tables = NULL;
  SxDatabaseMaker maker = { .delivery = self, .writer = writer, .file = file, .db = db };
  gboolean ok;

  if (!g_hash_table_contains (extra, SX_DELIVERY_CITY_ZONES))
    g_hash_table_insert (extra, g_strdup (SX_DELIVERY_CITY_ZONES), g_ptr_array_new ());
  tables = sx_package_tables_find (file, db, catalogue, extra, error);
  ok = tables != NULL;
  maker.degrees = make_degrees (self);
  maker.land = g_hash_table_new_full (NULL, NULL, NULL, raw_row_free);
  maker.townships = sx_plan_layer (self->plan, "XZQ");
  ask_for_land (&maker);
  for (guint i = 0; ok && i < tables->len && sx_package_writer_is_good (writer); i++)
    ok = write_table (&maker, catalogue, tables->pdata[i], with_personal, error);
  g_hash_table_unref (maker.land);
  sx_degree_grid_free (maker.degrees);
  g_clear_pointer (&maker.land_names, g_ptr_array_unref);
  return ok;
}

/* 附表1–11, the same as in the workbook. */
static gboolean
write_grids (SxSharedTables *tables, SxPackageWriter *writer, GError **error)
{
  const GPtrArray *grids = sx_shared_tables_get (tables, error);

  for (guint i = 0; grids && i < grids->len; i++)
    sx_grid_write_rows (grids->pdata[i], writer);
  return grids != NULL;
}

/* How many rows go from the source into the database. */
static guint64
count_rows (const SxPlan *plan)
{
  GHashTableIter iter;
  gpointer layer;
  guint64 n = 0;

  g_hash_table_iter_init (&iter, plan->layers);
  while (g_hash_table_iter_next (&iter, NULL, &layer))
    n += ((SxLayer *)layer)->n_features;
  return MAX (n, 1);
}

gboolean
sx_delivery_write_database (const SxDelivery *self, SxSharedTables *tables, const char *path,
                            gboolean with_personal, SxProgress *progress, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (SxPackageFile) file = sx_package_file_new (self->plan->file, error);
  g_autoptr (sqlite3) db = file ? sx_package_file_connect (file, cancellable, error) : NULL;
  SxPackageWriter *writer;
  GError *problem = NULL;

  if (!db)
    return FALSE;
  writer = sx_package_writer_new (path, cancellable);
  sx_package_writer_run (writer, "%s", own_schema);
  sx_package_writer_add_crs (writer, SX_DELIVERY_SRS);
  sx_package_writer_set_progress (writer, progress, count_rows (self->plan));
  if (!write_tables (self, writer, file, db, with_personal, &problem)
      || !write_grids (tables, writer, &problem) || !sx_package_file_is_unchanged (file, &problem))
    sx_package_writer_fail (writer, problem);
  write_parameters (self, writer);
  write_metadata (self, writer);
  return sx_package_writer_close (writer, error);
}
