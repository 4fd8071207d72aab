/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-projects.h"

#include "base/sx-units.h"
#include "store/sx-package-file.h"
#include "store/sx-package-table.h"

/* What the table prints, as the layers of key projects name it; texts in the order of SxProjectText. */
static const char *const fields[SX_PROJECT_N_TEXTS]
    = { "XMLX", "XMMC", "XMJB", "XMYJ", "JSXZ", "JSNX", "WHLX", "WHQX" };
static const char *const tables[] = { "JQZDXMM", "ZDJSXM", "JQZDXMX", "JQZDXMD" };

static gboolean
has_field (sqlite3 *db, const char *table, const char *field)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT %s FROM %s", field, table); /* both are words of this file */
  g_autoptr (sqlite3_stmt) statement = NULL;

  return sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK;
}

/* YDMJ is in m² where the database follows its usual fields, and in hectares where the list was typed from
 * the table: as areas of key projects m² are so many more that the middle one tells. */
#define LEAST_M2 (SX_MU_M2)

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  double p = *(const double *)a, q = *(const double *)b;

  return (p > q) - (p < q);
}

static void
to_hectares (GPtrArray *projects, guint first)
{
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = first; i < projects->len; i++)
    if (((SxProject *)projects->pdata[i])->area_ha > 0)
      g_array_append_val (areas, ((SxProject *)projects->pdata[i])->area_ha);
  g_array_sort (areas, compare_areas);
  if (areas->len == 0 || g_array_index (areas, double, areas->len / 2) < LEAST_M2)
    return;
  for (guint i = first; i < projects->len; i++)
    ((SxProject *)projects->pdata[i])->area_ha /= SX_HA_M2;
}

static gboolean
read_table (const SxPackageFile *file, sqlite3 *db, const char *table, GPtrArray *out, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autofree char *quoted = sx_sqlite_quote (table);
  g_autoptr (sqlite3_stmt) rows = NULL;
  gboolean row = TRUE;
  guint first = out->len;

  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    g_string_append_printf (sql, "%s, ", has_field (db, table, fields[i]) ? fields[i] : "NULL");
  g_string_append_printf (sql, "%s FROM %s", has_field (db, table, "YDMJ") ? "YDMJ" : "NULL", quoted);
  rows = sx_package_file_prepare (file, db, sql->str, error);
  while (rows && row)
    {
      SxProject *project;

      if (!sx_package_file_step (file, rows, &row, error))
        return FALSE;
      if (!row)
        break;
      project = sx_project_new (NULL);
      for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
        {
          g_autofree char *text = sx_sqlite_text (rows, (int)i);

          sx_project_set_text (project, i, text);
        }
      project->area_ha = sx_sqlite_number (rows, SX_PROJECT_N_TEXTS);
      g_ptr_array_add (out, project);
    }
  to_hectares (out, first);
  return rows != NULL;
}

GPtrArray *
sx_projects_find (const SxPlan *plan, const SxScheme *scheme, GError **error)
{
  g_autoptr (SxPackageFile) opened = NULL;
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (GPtrArray) projects = NULL;

  if (scheme->projects->len > 0)
    return g_ptr_array_ref (scheme->projects);
  projects = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_project_unref);
  opened = sx_package_file_new (plan->file, error);
  db = opened ? sx_package_file_connect (opened, NULL, error) : NULL;
  if (!db)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (sx_package_has_table (opened, db, tables[i]) && !read_table (opened, db, tables[i], projects, error))
      return NULL;
  return g_steal_pointer (&projects);
}
