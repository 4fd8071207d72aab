/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables and fields are there, under which names and types; parameters and schemes. */
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-package.h"
#include "store/sx-quality-run.h"

#include <string.h>

/* Without these the main indicators say nothing (domain.md 1.3: mandatory). */
static const char *const mandatory[]
    = { "XZQ", "DLTB", "DLTB2020", "YJJBNTBHTB", "STBHHX", "CZKFBJGX", "GHFQ", "ZXCQFW", "ZXCQGHYDYH", NULL };

static gboolean
table_exists (const SxQualityRun *run, const char *name)
{
  return sx_package_has_table (run->file, run->db, name);
}

static void
check_known_table (const SxQualityRun *run, const SxCatalogueTable *known)
{
  const SxPackageTable *table = sx_quality_table (run, known->name);
  gboolean is_mandatory = g_strv_contains (mandatory, known->name);

  if (!table)
    {
      sx_quality_tell (run,
                       SX_QUALITY_FINDING (SX_QUALITY_TABLE_MISSING,
                                           is_mandatory ? SX_QUALITY_WARNING : SX_QUALITY_INFO, known->name),
                       _ ("The package has no table %s (%s): indicators that need it say “no data”."),
                       known->name, known->title);
      return;
    }
  for (guint i = 0; known->aliases[i]; i++)
    if (g_ascii_strcasecmp (known->aliases[i], table->table) != 0 && table_exists (run, known->aliases[i]))
      sx_quality_tell (run,
                       SX_QUALITY_FINDING (SX_QUALITY_TABLE_TWICE, SX_QUALITY_WARNING, known->aliases[i]),
                       _ ("Tables %s and %s are both %s; only %s is read: remove the other one or rename "
                          "it."),
                       table->table, known->aliases[i], known->title, table->table);
  if (!table->has_rows)
    sx_quality_tell (run,
                     SX_QUALITY_FINDING (SX_QUALITY_TABLE_EMPTY,
                                         is_mandatory ? SX_QUALITY_WARNING : SX_QUALITY_INFO, table->table),
                     _ ("Table %s (%s) has no row."), table->table, known->title);
}

static void
check_crs (const SxQualityRun *run, const SxPackageTable *table)
{
  SxCrs plan_crs;
  gboolean has_plan_crs = sx_crs_from_epsg (run->plan->epsg, &plan_crs);

  if (!table->has_crs)
    sx_quality_tell (run, SX_QUALITY_FINDING (SX_QUALITY_CRS_UNKNOWN, SX_QUALITY_ERROR, table->table),
                     _ ("Table %s is in %s; a plan is in CGCS2000, EPSG:4490 or EPSG:4513–4554."),
                     table->table, table->crs_found ? table->crs_found : _ ("no coordinate system"));
  else if (has_plan_crs && !sx_crs_equal (&table->crs, &plan_crs))
    {
      g_autofree char *own = sx_crs_name (&table->crs), *plan = sx_crs_name (&plan_crs);

      sx_quality_tell (run, SX_QUALITY_FINDING (SX_QUALITY_CRS_DIFFERS, SX_QUALITY_INFO, table->table),
                       _ ("Table %s is in %s, the plan in %s: it is transformed on reading."), table->table,
                       own, plan);
    }
}

static void
check_unknown_tables (const SxQualityRun *run, sqlite3_stmt *rows)
{
  while (sqlite3_step (rows) == SQLITE_ROW)
    {
      g_autofree char *name = sx_sqlite_text (rows, 0);
      gboolean is_used = FALSE;

      /* 近期重点项目 is part of every plan; nothing is computed from it */
      if (!name || g_ascii_strncasecmp (name, "sx_", 3) == 0 || g_ascii_strncasecmp (name, "JQZDXM", 6) == 0
          || g_ascii_strncasecmp (name, "ZDJSXM", 6) == 0)
        continue;
      for (guint i = 0; i < run->tables->len; i++)
        is_used
            |= g_ascii_strcasecmp (((SxPackageTable *)g_ptr_array_index (run->tables, i))->table, name) == 0;
      if (!is_used && !sx_catalogue_find (run->catalogue, name))
        sx_quality_tell (run, SX_QUALITY_FINDING (SX_QUALITY_TABLE_UNKNOWN, SX_QUALITY_INFO, name),
                         _ ("Table %s is under no name the program knows and is ignored."), name);
    }
}

static gboolean
is_number_type (const char *declared)
{
  static const char *const words[] = { "INT", "REAL", "DOUB", "FLOA", "NUM", "DEC" };
  g_autofree char *type = g_ascii_strup (declared ? declared : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (type, words[i]))
      return TRUE;
  return FALSE;
}

static void
check_field_type (const SxQualityRun *run, const SxPackageTable *table, const SxPackageColumn *column,
                  const char *declared)
{
  const SxQualityField *field = sx_quality_field_find (table->name, column->name);

  if (field && (field->role == SX_FIELD_CODE || field->role == SX_FIELD_BSM) && is_number_type (declared))
    sx_quality_tell (run,
                     SX_QUALITY_FINDING (SX_QUALITY_FIELD_NUMERIC_CODE, SX_QUALITY_WARNING, table->table),
                     _ ("Field %s.%s holds codes as numbers (%s), which loses leading zeros; store them as "
                        "text."),
                     table->table, column->field, declared);
  else if (field && sx_quality_field_is_number (field) && !is_number_type (declared))
    sx_quality_tell (run, SX_QUALITY_FINDING (SX_QUALITY_FIELD_TYPE, SX_QUALITY_WARNING, table->table),
                     _ ("Field %s.%s should hold numbers but is declared as “%s”."), table->table,
                     column->field, declared ? declared : "");
}

static gboolean
check_field_types (const SxQualityRun *run, const SxPackageTable *table, GError **error)
{
  g_autofree char *quoted = sx_sqlite_quote (table->table);
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo (%s)", quoted);
  g_autoptr (sqlite3_stmt) rows = sx_package_file_prepare (run->file, run->db, sql, error);
  gboolean more = rows != NULL;

  while (more)
    {
      g_autofree char *name = NULL, *declared = NULL;

      if (!sx_package_file_step (run->file, rows, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      name = sx_sqlite_text (rows, 1);
      declared = sx_sqlite_text (rows, 2);
      for (guint i = 0; name && i < table->columns->len; i++)
        {
          const SxPackageColumn *column = &g_array_index (table->columns, SxPackageColumn, i);

          if (g_str_equal (column->field, name))
            check_field_type (run, table, column, declared);
        }
    }
  return FALSE;
}

static gboolean
has_field (const SxPackageTable *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal (g_array_index (table->columns, SxPackageColumn, i).name, name))
      return TRUE;
  return FALSE;
}

static void
check_missing_fields (const SxQualityRun *run, const SxPackageTable *table)
{
  guint n;
  const SxQualityField *fields = sx_quality_field_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (fields[i].table, table->name) && !has_field (table, fields[i].field))
      sx_quality_tell (run,
                       SX_QUALITY_FINDING (SX_QUALITY_FIELD_MISSING,
                                           fields[i].is_mandatory ? SX_QUALITY_WARNING : SX_QUALITY_INFO,
                                           table->table),
                       _ ("Table %s has no field %s."), table->table, fields[i].field);
}

gboolean
sx_quality_check_structure (const SxQualityRun *run, GError **error)
{
  g_autoptr (sqlite3_stmt) rows
      = sx_package_file_prepare (run->file, run->db,
                                 "SELECT table_name FROM gpkg_geometry_columns ORDER BY table_name", error);

  if (!rows)
    return FALSE;
  for (guint i = 0; i < run->catalogue->tables->len; i++)
    check_known_table (run, g_ptr_array_index (run->catalogue->tables, i));
  check_unknown_tables (run, rows);
  for (guint i = 0; i < run->tables->len; i++)
    {
      const SxPackageTable *table = g_ptr_array_index (run->tables, i);

      check_crs (run, table);
      check_missing_fields (run, table);
      if (!check_field_types (run, table, error))
        return FALSE;
    }
  return TRUE;
}

/* Parameters that indicators read as numbers. */
static gboolean
is_numeric_parameter (const char *key)
{
  return g_str_has_prefix (key, "target.") || g_str_equal (key, "walk_5min_m")
         || g_str_equal (key, "urban2020_ha") || g_str_equal (key, "reserve_limit")
         || (g_str_has_prefix (key, "scheme.")
             && (g_str_has_suffix (key, ".forest_area") || g_str_has_suffix (key, ".forest_cover")));
}

static void
check_parameters (const SxQualityRun *run)
{
  g_autoptr (GList) keys
      = g_list_sort (g_hash_table_get_keys (run->plan->parameters), (GCompareFunc)g_strcmp0);

  for (GList *l = keys; l; l = l->next)
    {
      double number;

      if (is_numeric_parameter (l->data) && !sx_plan_parameter_number (run->plan, l->data, &number))
        sx_quality_tell (run, SX_QUALITY_FINDING (SX_QUALITY_PARAMETER, SX_QUALITY_WARNING, "sx_parameter"),
                         _ ("Parameter %s is “%s”, which is no number: it counts as absent."),
                         (const char *)l->data, sx_plan_parameter (run->plan, l->data));
    }
}

static void
repair_clear (gpointer data)
{
  SxRepair *self = data;

  g_free (self->table);
  g_free (self->reason);
}

gboolean
sx_quality_check_schemes (const SxQualityRun *run, GError **error)
{
  g_autoptr (GPtrArray) schemes = sx_package_list_schemes (run->plan->file, error);

  if (!schemes)
    return FALSE;
  check_parameters (run);
  for (guint i = 0; i < schemes->len; i++)
    {
      const SxSchemeInfo *info = g_ptr_array_index (schemes, i);
      g_autoptr (GArray) repairs = g_array_new (FALSE, TRUE, sizeof (SxRepair));
      g_autoptr (GError) problem = NULL;
      g_autoptr (SxScheme) scheme = NULL;

      g_array_set_clear_func (repairs, repair_clear);
      scheme = sx_package_read_scheme (run->plan, info->name, repairs, &problem);
      if (!scheme)
        sx_quality_tell (run, SX_QUALITY_FINDING (SX_QUALITY_SCHEME, SX_QUALITY_ERROR, "sx_scheme"),
                         _ ("Scheme “%s” cannot be read: %s"), info->name, problem->message);
      for (guint k = 0; scheme && k < repairs->len; k++)
        sx_quality_tell_repair (run, &g_array_index (repairs, SxRepair, k));
    }
  return TRUE;
}
