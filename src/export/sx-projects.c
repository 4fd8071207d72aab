/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-projects.h"

#include "store/sx-package-file.h"
#include "store/sx-package-table.h"

#define FIELDS 9

/* The same nine things, under the names of each kind of table. */
static const struct
{
  const char *table;
  const char *fields[FIELDS];
} sources[] = {
  { "sx_project",
    { "type", "name", "level", "basis", "nature", "years", "area_ha", "maintenance", "placement" } },
  { "JQZDXMM", { "XMLX", "XMMC", "XMJB", "XMYJ", "JSXZ", "JSNX", "YDMJ", "WHLX", "WHQX" } },
  { "ZDJSXM", { "XMLX", "XMMC", "XMJB", "XMYJ", "JSXZ", "JSNX", "YDMJ", "WHLX", "WHQX" } },
  { "JQZDXMX", { "XMLX", "XMMC", "XMJB", "XMYJ", "JSXZ", "JSNX", "YDMJ", "WHLX", "WHQX" } },
  { "JQZDXMD", { "XMLX", "XMMC", "XMJB", "XMYJ", "JSXZ", "JSNX", "YDMJ", "WHLX", "WHQX" } },
};

static void
project_free (gpointer data)
{
  SxProject *self = data;

  g_free (self->type);
  g_free (self->name);
  g_free (self->level);
  g_free (self->basis);
  g_free (self->nature);
  g_free (self->years);
  g_free (self->maintenance);
  g_free (self->placement);
  g_free (self);
}

static gboolean
has_field (sqlite3 *db, const char *table, const char *field)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT %s FROM %s", field, table); /* both are words of this file */
  g_autoptr (sqlite3_stmt) statement = NULL;

  return sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK;
}

static gboolean
read_table (const SxPackageFile *file, sqlite3 *db, guint source, GPtrArray *out, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autofree char *table = sx_sqlite_quote (sources[source].table);
  g_autoptr (sqlite3_stmt) rows = NULL;
  gboolean row = TRUE;

  for (guint i = 0; i < FIELDS; i++)
    g_string_append_printf (sql, "%s%s", i ? ", " : "",
                            has_field (db, sources[source].table, sources[source].fields[i])
                                ? sources[source].fields[i]
                                : "NULL");
  g_string_append_printf (sql, " FROM %s", table);
  rows = sx_package_file_prepare (file, db, sql->str, error);
  while (rows && row)
    {
      SxProject *project;

      if (!sx_package_file_step (file, rows, &row, error))
        return FALSE;
      if (!row)
        break;
      project = g_new0 (SxProject, 1);
      project->type = sx_sqlite_text (rows, 0);
      project->name = sx_sqlite_text (rows, 1);
      project->level = sx_sqlite_text (rows, 2);
      project->basis = sx_sqlite_text (rows, 3);
      project->nature = sx_sqlite_text (rows, 4);
      project->years = sx_sqlite_text (rows, 5);
      project->area_ha = sx_sqlite_number (rows, 6);
      project->maintenance = sx_sqlite_text (rows, 7);
      project->placement = sx_sqlite_text (rows, 8);
      g_ptr_array_add (out, project);
    }
  return rows != NULL;
}

GPtrArray *
sx_projects_read (const char *file, GError **error)
{
  g_autoptr (SxPackageFile) opened = sx_package_file_new (file, error);
  g_autoptr (sqlite3) db = opened ? sx_package_file_connect (opened, NULL, error) : NULL;
  g_autoptr (GPtrArray) projects = g_ptr_array_new_with_free_func (project_free);

  if (!db)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (i == 1 && projects->len) /* the program's own list goes before the layers */
        break;
      if (sx_package_has_table (opened, db, sources[i].table) && !read_table (opened, db, i, projects, error))
        return NULL;
    }
  return g_steal_pointer (&projects);
}
