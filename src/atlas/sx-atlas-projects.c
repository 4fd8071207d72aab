/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-atlas-projects.h"

#include <inttypes.h>
#include <string.h>

#include "base/sx-error.h"
#include "geometry/sx-shape-wkb.h"
#include "store/sx-package-file.h"
#include "store/sx-package-table.h"

#define MOST_PROJECTS 20000

/* What is in them decides whether it is an area, a line or a point: projects that are only sketched
 * (示意上图) are often points among polygons. */
static const char *const tables[] = { "JQZDXMM", "ZDJSXM", "JQZDXMX", "JQZDXMD" };

static void
project_free (gpointer data)
{
  SxAtlasProject *self = data;

  g_free (self->name);
  g_free (self->type);
  g_free (self->placement);
  g_free (self->feature);
  g_clear_pointer (&self->shape, sx_shape_unref);
  g_free (self);
}

static SxProjectState
state_of (const char *maintenance)
{
  if (g_strcmp0 (maintenance, "更新") == 0)
    return SX_PROJECT_UPDATED;
  if (g_strcmp0 (maintenance, "保留") == 0)
    return SX_PROJECT_KEPT;
  return g_strcmp0 (maintenance, "撤销") == 0 ? SX_PROJECT_DROPPED : SX_PROJECT_NEW;
}

static guint32
read_uint (const guint8 *at, gboolean is_little)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return is_little ? GUINT32_FROM_LE (value) : GUINT32_FROM_BE (value);
}

static double
read_double (const guint8 *at, gboolean is_little)
{
  guint64 bits;
  double value;

  memcpy (&bits, at, sizeof bits);
  bits = is_little ? GUINT64_FROM_LE (bits) : GUINT64_FROM_BE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

#define WKB_HEAD 5 /* byte order and type */
#define WKB_POINT_END (WKB_HEAD + 16)

/* A point, or the first one of several. */
static gboolean
read_point (const guint8 *wkb, gsize size, SxPoint *out)
{
  gboolean is_little;
  guint32 type;

  if (size < WKB_HEAD)
    return FALSE;
  is_little = wkb[0] == 1;
  type = (read_uint (wkb + 1, is_little) & 0xffffff) % 1000;
  if (type == 4) /* of several: a number, then points each with a head */
    return size > WKB_HEAD + 4 && read_point (wkb + WKB_HEAD + 4, size - WKB_HEAD - 4, out);
  if (type != 1 || size < WKB_POINT_END)
    return FALSE;
  *out = (SxPoint){ read_double (wkb + WKB_HEAD, is_little), read_double (wkb + WKB_HEAD + 8, is_little) };
  return isfinite (out->x) && isfinite (out->y);
}

static gboolean
read_geometry (const guint8 *blob, gsize size, SxShapeBuffer *out, SxProjectKind *kind)
{
  const guint8 *wkb;
  gsize wkb_size;
  SxPoint p;

  if (!blob || !sx_gpkg_blob_parse (blob, size, &wkb, &wkb_size))
    return FALSE;
  for (*kind = SX_PROJECT_AREA; *kind < SX_PROJECT_POINT; ++*kind)
    if (sx_shape_read_wkb (wkb, wkb_size, *kind == SX_PROJECT_LINE, out, NULL) == SX_WKB_OK)
      return TRUE;
  if (!read_point (wkb, wkb_size, &p))
    return FALSE;
  sx_shape_buffer_add_point (out, p);
  sx_shape_buffer_end_ring (out, TRUE);
  return TRUE;
}

/* The column of that name as the row has it; -1: none. */
static int
find_column (const SxPackageTable *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_ascii_strcasecmp (g_array_index (table->columns, SxPackageColumn, i).field, name) == 0)
      return (int)i + 2;
  return -1;
}

static char *
text_at (sqlite3_stmt *row, int column)
{
  char *text = column >= 0 ? sx_sqlite_text (row, column) : NULL;

  return text ? text : g_strdup ("");
}

/* In the plane; NULL: the row has no geometry that can be drawn. */
static SxShape *
read_shape (const SxPlan *plan, const SxPackageTable *table, sqlite3_stmt *row, SxProjectKind *kind)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  const guint8 *blob = sqlite3_column_blob (row, 1);
  int size = sqlite3_column_bytes (row, 1);
  SxShape *shape = NULL;

  if (read_geometry (blob, (gsize)size, &buffer, kind))
    {
      SxShapeView view;

      if (*kind == SX_PROJECT_AREA)
        sx_shape_buffer_orient (&buffer, 0);
      sx_crs_to_plane (&table->crs, &plan->plane, buffer.points, buffer.n_points);
      view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
      view.box = sx_shape_view_compute_box (&view);
      shape = sx_shape_new (&view);
    }
  sx_shape_buffer_clear (&buffer);
  return shape;
}

static void
add_row (const SxPlan *plan, const SxPackageTable *table, const char *name, sqlite3_stmt *row, GPtrArray *out)
{
  SxAtlasProject *project = g_new0 (SxAtlasProject, 1);
  g_autofree char *maintenance = text_at (row, find_column (table, "WHLX"));

  project->shape = read_shape (plan, table, row, &project->kind);
  project->feature = g_strdup_printf ("%s:%" PRId64, name, (gint64)sqlite3_column_int64 (row, 0));
  project->name = text_at (row, find_column (table, "XMMC"));
  project->type = text_at (row, find_column (table, "XMLX"));
  project->placement = text_at (row, find_column (table, "WHQX"));
  project->state = state_of (maintenance);
  g_ptr_array_add (out, project);
}

static gboolean
read_table (const SxPlan *plan, const SxPackageFile *file, sqlite3 *db, const char *name, GPtrArray *out,
            GError **error)
{
  g_autoptr (SxPackageTable) table = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *sql = NULL;
  gboolean row = TRUE;

  /* one that is no layer has nothing for a map; the tables have its projects all the same */
  if (!sx_package_table_find_own (file, db, name, &table, NULL) || !table || !table->has_crs)
    return TRUE;
  sql = sx_package_table_select (table, NULL);
  rows = sx_package_file_prepare (file, db, sql, error);
  if (!rows)
    return FALSE;
  if (table->rowid)
    {
      sqlite3_bind_int64 (rows, 1, table->first);
      sqlite3_bind_int64 (rows, 2, table->last);
    }
  while (row && out->len < MOST_PROJECTS)
    {
      if (!sx_package_file_step (file, rows, &row, error))
        return FALSE;
      if (row)
        add_row (plan, table, name, rows, out);
    }
  return TRUE;
}

/* ---- the plan's list */

/* The drawn one that a row of the list is about: the feature it names, or else the first of its name that no
 * other row took. */
static SxAtlasProject *
find_drawn (const GPtrArray *drawn, GHashTable *taken, const SxProject *project)
{
  for (guint by_name = 0; by_name < 2; by_name++)
    for (guint i = 0; i < drawn->len; i++)
      {
        SxAtlasProject *candidate = drawn->pdata[i];

        if (!g_hash_table_contains (taken, candidate)
            && (by_name ? !project->feature && g_strcmp0 (candidate->name, project->name) == 0
                        : g_strcmp0 (candidate->feature, project->feature) == 0))
          return candidate;
      }
  return NULL;
}

static void
set_text (char **text, const char *value)
{
  if (!value)
    return;
  g_free (*text);
  *text = g_strdup (value);
}

/* The list is what 附表8 prints: where it says something, a layer's row says nothing else. */
static void
follow_list (GPtrArray *projects, const GPtrArray *list)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const SxProject *row = list->pdata[i];
      SxAtlasProject *project = find_drawn (projects, taken, row);

      if (!project)
        {
          project = g_new0 (SxAtlasProject, 1);
          project->name = g_strdup ("");
          project->type = g_strdup ("");
          project->placement = g_strdup ("");
          g_ptr_array_add (projects, project);
        }
      g_hash_table_add (taken, project);
      set_text (&project->name, row->name);
      set_text (&project->type, row->type);
      set_text (&project->placement, row->placement);
      /* one that says nothing of its maintenance stays, as in 附表1 */
      project->state = row->maintenance ? state_of (row->maintenance) : SX_PROJECT_KEPT;
    }
  for (guint i = projects->len; i-- > 0;)
    if (!((SxAtlasProject *)projects->pdata[i])->shape && !g_hash_table_contains (taken, projects->pdata[i]))
      g_ptr_array_remove_index (projects, i);
}

GPtrArray *
sx_atlas_projects_read (const SxDelivery *delivery, GError **error)
{
  const SxPlan *plan = delivery->plan;
  const GPtrArray *list = delivery->scheme->projects;
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func (project_free);
  g_autoptr (SxPackageFile) file = NULL;
  g_autoptr (sqlite3) db = NULL;

  if (plan->file)
    {
      file = sx_package_file_new (plan->file, error);
      db = file ? sx_package_file_connect (file, NULL, error) : NULL;
      if (!db)
        return NULL;
      for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
        if (!read_table (plan, file, db, tables[i], out, error))
          return NULL;
      if (!sx_package_file_is_unchanged (file, error))
        return NULL;
    }
  if (list->len)
    follow_list (out, list);
  return g_steal_pointer (&out);
}
