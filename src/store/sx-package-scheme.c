/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package-scheme.h"
#include <string.h>
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-feature-reader.h"

/* The current row of one of the feature tables. */
typedef struct
{
  const SxSchemeReader *reader;
  const SxPackageTable *table;
  sqlite3_stmt *statement;
  gint64 fid;
  SxShape *shape;
} Row;

void
sx_scheme_info_free (SxSchemeInfo *self)
{
  g_free (self->name);
  g_free (self->note);
  g_free (self->created);
  g_free (self->modified);
  g_free (self);
}

static char *
text_or_empty (sqlite3_stmt *statement, int column)
{
  char *text = sx_sqlite_text (statement, column);

  return text ? text : g_strdup ("");
}

GPtrArray *
sx_scheme_reader_list (const SxPackageFile *file, sqlite3 *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_scheme_info_free);
  g_autoptr (sqlite3_stmt) row = NULL;
  gboolean more;

  if (!sx_package_has_table (file, db, "sx_scheme"))
    return g_steal_pointer (&list);
  /* by position, so that a table with no more than id and name is read too */
  row = sx_package_file_prepare (file, db, "SELECT * FROM sx_scheme ORDER BY id", error);
  while (row && sx_package_file_step (file, row, &more, error))
    {
      SxSchemeInfo *info;

      if (!more)
        return g_steal_pointer (&list);
      info = g_new0 (SxSchemeInfo, 1);
      g_ptr_array_add (list, info);
      info->name = g_strdup ("");
      for (int i = 0; i < sqlite3_column_count (row); i++)
        {
          const char *name = sqlite3_column_name (row, i);
          char **text = g_ascii_strcasecmp (name, "name") == 0       ? &info->name
                        : g_ascii_strcasecmp (name, "note") == 0     ? &info->note
                        : g_ascii_strcasecmp (name, "created") == 0  ? &info->created
                        : g_ascii_strcasecmp (name, "modified") == 0 ? &info->modified
                                                                     : NULL;

          if (g_ascii_strcasecmp (name, "id") == 0)
            info->id = sqlite3_column_int64 (row, i);
          else if (text)
            {
              g_free (*text);
              *text = text_or_empty (row, i);
            }
        }
    }
  return NULL;
}

GPtrArray *
sx_package_list_schemes (const char *file, GError **error)
{
  g_autoptr (SxPackageFile) opened = sx_package_file_new (file, error);
  g_autoptr (sqlite3) db = opened ? sx_package_file_connect (opened, NULL, error) : NULL;

  return db ? sx_scheme_reader_list (opened, db, error) : NULL;
}

static char *
join_names (GPtrArray *list)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "",
                            ((SxSchemeInfo *)g_ptr_array_index (list, i))->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* The scheme of that name, without what it holds; NULL name: the only one, or the empty one. */
static SxScheme *
choose_scheme (const SxPackageFile *file, sqlite3 *db, const char *name, GError **error)
{
  g_autoptr (GPtrArray) list = sx_scheme_reader_list (file, db, error);
  g_autofree char *names = list ? join_names (list) : NULL;

  if (!list)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const SxSchemeInfo *info = g_ptr_array_index (list, i);

      if (name ? g_str_equal (info->name, name) : list->len == 1)
        return sx_scheme_new (info->id, info->name);
    }
  if (!name && list->len == 0)
    return sx_scheme_new (0, "");
  if (!name)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“%s” has several schemes: %s; say which one."),
                 file->file, names);
  else if (list->len == 0)
    g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("“%s” has no scheme “%s”, and no other."),
                 file->file, name);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("“%s” has no scheme “%s”; it has: %s."), file->file,
                 name, names);
  return NULL;
}

/* The row's field, trimmed; NULL where it is NULL or empty or the table has no such column. */
static char *
row_text (const Row *self, const char *field)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    if (g_ascii_strcasecmp (g_array_index (self->table->columns, SxPackageColumn, i).field, field) == 0)
      {
        char *text = sx_sqlite_text (self->statement, (int)i + 2);

        if (text && *g_strstrip (text))
          return text;
        g_free (text);
        return NULL;
      }
  return NULL;
}

static gboolean
row_error (const Row *self, const char *field, const char *value, const char *allowed, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
               _ ("“%s”: in table %s, fid %" PRId64 ", “%s” is “%s”; it has to be one of: %s."),
               self->reader->file->file, self->table->table, self->fid, field, value ? value : "NULL",
               allowed);
  return FALSE;
}

static gboolean
add_adjustment (const Row *row, GError **error)
{
  g_autofree char *line_text = row_text (row, "line"), *direction_text = row_text (row, "direction");
  g_autofree char *uncounted = row_text (row, "uncounted");
  SxAdjustment *item;
  SxLine line;
  SxDirection direction;

  if (!sx_line_parse (line_text, &line))
    return row_error (row, "line", line_text,
                      "farmland, redline, boundary, heritage, flood, mineral, green, blue, yellow, purple",
                      error);
  if (!sx_direction_parse (direction_text, &direction))
    return row_error (row, "direction", direction_text, "in, out", error);
  item = sx_adjustment_new (line, direction, row->shape);
  item->fid = row->fid;
  item->situation = row_text (row, "situation");
  item->name = row_text (row, "name");
  item->project = row_text (row, "project");
  item->basis = row_text (row, "basis");
  item->note = row_text (row, "note");
  item->hxlx = row_text (row, "hxlx");
  item->uncounted = uncounted && g_ascii_strtod (uncounted, NULL) != 0;
  g_ptr_array_add (row->reader->scheme->adjustments, item);
  return TRUE;
}

static gboolean
add_reclass (const Row *row, GError **error)
{
  g_autofree char *layer = row_text (row, "layer"), *code = row_text (row, "code");
  gboolean is_zoning = layer && g_ascii_strcasecmp (layer, "GHFQ") == 0;
  SxReclass *item;

  if (!is_zoning && (!layer || g_ascii_strcasecmp (layer, "GHYDYH") != 0))
    return row_error (row, "layer", layer, "GHYDYH, GHFQ", error);
  item = sx_reclass_new (is_zoning ? SX_RECLASS_GHFQ : SX_RECLASS_GHYDYH, code ? code : "", row->shape);
  item->fid = row->fid;
  item->name = row_text (row, "name");
  item->note = row_text (row, "note");
  g_ptr_array_add (row->reader->scheme->reclasses, item);
  return TRUE;
}

static gboolean
add_road (const Row *row, GError **error)
{
  g_autofree char *action = row_text (row, "action");
  gboolean is_removal = g_strcmp0 (action, "remove") == 0;
  SxRoad *item;

  if (!is_removal && g_strcmp0 (action, "add") != 0)
    return row_error (row, "action", action, "add, remove", error);
  item = sx_road_new (is_removal, row->shape);
  item->fid = row->fid;
  item->grade = row_text (row, "grade");
  item->name = row_text (row, "name");
  g_ptr_array_add (row->reader->scheme->roads, item);
  return TRUE;
}

typedef gboolean (*AddRow) (const Row *row, GError **error);

/* Leaving out a planner's own plot would change the numbers behind his back: only nothing is taken for
 * nothing. */
static gboolean
check_skipped (const SxSchemeReader *self, const SxFeatureReader *features, GError **error)
{
  for (guint i = 0; i < features->skipped->len; i++)
    {
      const SxSkipped *skipped = &g_array_index (features->skipped, SxSkipped, i);

      if (g_str_equal (skipped->reason, "null") || g_str_equal (skipped->reason, "empty")
          || g_str_equal (skipped->reason, "collapsed"))
        continue;
      g_set_error (error, SX_ERROR,
                   g_str_equal (skipped->reason, "out_of_range") ? SX_ERROR_CRS : SX_ERROR_GEOMETRY,
                   _ ("“%s”: the geometry of fid %" PRId64
                      " in table %s cannot be used (%s); draw it again or "
                      "remove the row."),
                   self->file->file, skipped->fid, skipped->table, skipped->reason);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_shape (Row *row, SxFeatureReader *features, SxShapeBuffer *shapes, GError **error)
{
  int type = sqlite3_column_type (row->statement, 1);
  const void *blob = sqlite3_column_blob (row->statement, 1);
  gsize size = (gsize)sqlite3_column_bytes (row->statement, 1);
  SxShapeView view;

  sx_shape_buffer_reset (shapes);
  sx_feature_reader_read (features, row->fid, type != SQLITE_NULL && !blob ? (const void *)"" : blob, size,
                          shapes);
  if (!check_skipped (row->reader, features, error))
    return FALSE;
  view = sx_shape_buffer_view (shapes, 0, shapes->n_rings);
  row->shape = sx_shape_new (&view);
  return TRUE;
}

static gboolean
read_rows (const SxSchemeReader *self, const SxPackageTable *table, SxFeatureReader *features,
           SxShapeBuffer *shapes, AddRow add, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("scheme_id = %" PRId64, self->scheme->id);
  g_autofree char *sql = sx_package_table_select (table, condition);
  g_autoptr (sqlite3_stmt) statement = sx_package_file_prepare (self->file, self->db, sql, error);
  gboolean more;

  if (!statement)
    return FALSE;
  if (table->rowid)
    {
      sqlite3_bind_int64 (statement, 1, self->fid ? *self->fid : table->first);
      sqlite3_bind_int64 (statement, 2, self->fid ? *self->fid : table->last);
    }
  while (sx_package_file_step (self->file, statement, &more, error))
    {
      Row row = { self, table, statement, 0, NULL };
      gboolean good;

      if (!more)
        return TRUE;
      row.fid = sqlite3_column_int64 (statement, 0);
      good = read_shape (&row, features, shapes, error) && add (&row, error);
      g_clear_pointer (&row.shape, sx_shape_unref);
      if (!good)
        return FALSE;
    }
  return FALSE;
}

/* The number of a column that is there under that name, or -1. */
static int
find_field (sqlite3_stmt *row, const char *name)
{
  for (int i = 0; i < sqlite3_column_count (row); i++)
    if (g_ascii_strcasecmp (sqlite3_column_name (row, i), name) == 0)
      return i;
  return -1;
}

/* number: its place, where the rows have no number of their own. */
static SxProject *
make_project (sqlite3_stmt *row, gint64 number)
{
  SxProject *project = sx_project_new (NULL);
  int id = find_field (row, "id"), area = find_field (row, "area_ha"), feature = find_field (row, "feature");

  project->id = id < 0 ? number : sqlite3_column_int64 (row, id);
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    {
      int at = find_field (row, sx_project_field (i));
      g_autofree char *text = at < 0 ? NULL : sx_sqlite_text (row, at);

      sx_project_set_text (project, i, text);
    }
  if (area >= 0)
    project->area_ha = sx_sqlite_number (row, area);
  if (feature >= 0)
    project->feature = sx_sqlite_text (row, feature);
  return project;
}

static gboolean
read_projects (const SxSchemeReader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  GPtrArray *projects = self->scheme->projects;
  gboolean more;

  if (!sx_package_has_table (self->file, self->db, "sx_project"))
    return TRUE;
  row = sx_package_file_prepare (self->file, self->db, "SELECT * FROM sx_project", error);
  if (row && find_field (row, "id") >= 0)
    {
      sqlite3_finalize (row);
      row = sx_package_file_prepare (self->file, self->db,
                                     self->fid ? "SELECT * FROM sx_project WHERE id = ?"
                                               : "SELECT * FROM sx_project ORDER BY id",
                                     error);
    }
  if (row && self->fid && sqlite3_bind_parameter_count (row) > 0)
    sqlite3_bind_int64 (row, 1, *self->fid);
  while (row && sx_package_file_step (self->file, row, &more, error))
    {
      if (!more)
        return TRUE;
      g_ptr_array_add (projects, make_project (row, projects->len + 1));
    }
  return FALSE;
}

gboolean
sx_scheme_reader_read_items (const SxSchemeReader *self, SxSchemeItems items, GError **error)
{
  static const struct
  {
    const char *table;
    AddRow add;
  } kinds[] = {
    [SX_SCHEME_ADJUSTMENTS] = { "sx_adjustment", add_adjustment },
    [SX_SCHEME_RECLASSES] = { "sx_reclass", add_reclass },
    [SX_SCHEME_ROADS] = { "sx_road", add_road },
  };
  g_autoptr (SxPackageTable) table = NULL;
  SxShapeBuffer shapes = SX_SHAPE_BUFFER_INIT;
  SxFeatureReader features;
  gboolean good;

  if (items == SX_SCHEME_PROJECTS)
    return read_projects (self, error);
  if (!sx_package_table_find_own (self->file, self->db, kinds[items].table, &table, error))
    return FALSE;
  if (!table || !table->has_rows)
    return TRUE;
  table->is_line = items == SX_SCHEME_ROADS;
  if (!table->has_crs)
    {
      sx_package_table_set_crs_error (table, self->file, error);
      return FALSE;
    }
  sx_feature_reader_init (&features, table, &self->plan->plane);
  good = read_rows (self, table, &features, &shapes, kinds[items].add, error);
  if (good && self->repairs)
    {
      g_array_append_vals (self->repairs, features.repairs->data, features.repairs->len);
      g_array_set_size (features.repairs, 0);
    }
  sx_feature_reader_clear (&features);
  sx_shape_buffer_clear (&shapes);
  return good;
}

static gboolean
read_judgements (const SxSchemeReader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  gboolean more;

  if (!sx_package_has_table (self->file, self->db, "sx_judgement"))
    return TRUE;
  row = sx_package_file_prepare (self->file, self->db,
                                 "SELECT indicator, verdict, reason FROM sx_judgement WHERE scheme_id = ?"
                                 " ORDER BY indicator",
                                 error);
  if (!row)
    return FALSE;
  sqlite3_bind_int64 (row, 1, self->scheme->id);
  while (sx_package_file_step (self->file, row, &more, error))
    {
      SxJudgement *judgement;

      if (!more)
        return TRUE;
      judgement = g_new0 (SxJudgement, 1);
      judgement->indicator = g_strstrip (text_or_empty (row, 0));
      judgement->verdict = g_strstrip (text_or_empty (row, 1));
      judgement->reason = sx_sqlite_text (row, 2);
      g_ptr_array_add (self->scheme->judgements, judgement);
    }
  return FALSE;
}

/* scheme.<id>.<key> of sx_parameter. */
static gboolean
read_parameters (const SxSchemeReader *self, GError **error)
{
  g_autofree char *prefix = g_strdup_printf ("scheme.%" PRId64 ".", self->scheme->id);
  g_autoptr (sqlite3_stmt) row = NULL;
  gboolean more;

  if (!sx_package_has_table (self->file, self->db, "sx_parameter"))
    return TRUE;
  row = sx_package_file_prepare (self->file, self->db, "SELECT key, value FROM sx_parameter", error);
  while (row && sx_package_file_step (self->file, row, &more, error))
    {
      g_autofree char *key = more ? g_strstrip (text_or_empty (row, 0)) : NULL;

      if (!more)
        return TRUE;
      if (g_str_has_prefix (key, prefix))
        g_hash_table_insert (self->scheme->parameters, g_strdup (key + strlen (prefix)),
                             g_strstrip (text_or_empty (row, 1)));
    }
  return FALSE;
}

gboolean
sx_scheme_reader_read_texts (const SxSchemeReader *self, GError **error)
{
  return read_judgements (self, error) && read_parameters (self, error);
}

/* All that a scheme holds, and that nobody wrote meanwhile where the file is read without a lock. */
static gboolean
read_content (SxPackageFile *file, sqlite3 *db, const SxPlan *plan, SxScheme *scheme, GArray *repairs,
              GError **error)
{
  const SxSchemeReader reader = { file, db, plan, scheme, repairs, NULL };

  for (SxSchemeItems items = 0; items < SX_SCHEME_N_ITEMS; items++)
    if (!sx_scheme_reader_read_items (&reader, items, error))
      return FALSE;
  return sx_scheme_reader_read_texts (&reader, error) && sx_package_file_is_unchanged (file, error);
}

SxScheme *
sx_package_read_scheme (const SxPlan *plan, const char *name, GArray *repairs, GError **error)
{
  g_autoptr (SxPackageFile) file = sx_package_file_new (plan->file, error);
  g_autoptr (sqlite3) db = file ? sx_package_file_connect (file, NULL, error) : NULL;
  g_autoptr (SxScheme) scheme = db ? choose_scheme (file, db, name, error) : NULL;

  if (!scheme || !read_content (file, db, plan, scheme, repairs, error))
    return NULL;
  return g_steal_pointer (&scheme);
}

/* The scheme with that id, without what it holds. */
static SxScheme *
find_scheme (const SxPackageFile *file, const GPtrArray *list, gint64 id, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const SxSchemeInfo *info = list->pdata[i];

      if (info->id == id)
        return sx_scheme_new (id, info->name);
    }
  g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND,
               _ ("The scheme is not in “%s” any more; another program may have removed it."), file->file);
  return NULL;
}

/* One connection, and so one transaction, reads them all. */
GPtrArray *
sx_package_read_schemes (const SxPlan *plan, const gint64 *ids, guint n, GError **error)
{
  g_autoptr (SxPackageFile) file = sx_package_file_new (plan->file, error);
  g_autoptr (sqlite3) db = file ? sx_package_file_connect (file, NULL, error) : NULL;
  g_autoptr (GPtrArray) list = db ? sx_scheme_reader_list (file, db, error) : NULL;
  g_autoptr (GPtrArray) schemes = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_scheme_free);

  if (!list)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      SxScheme *scheme = find_scheme (file, list, ids[i], error);

      if (!scheme)
        return NULL;
      g_ptr_array_add (schemes, scheme);
      if (!read_content (file, db, plan, scheme, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&schemes);
}
