/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a scheme as rows: every change goes through add_row, set_row or remove_row, which write it and
 * remember it for undo. */
#include "store/sx-scheme-store.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-scheme-store-crs.h"
#include "store/sx-scheme-store-private.h"

/* What failed half-way must not be committed. */
static gboolean
group_result (SxSchemeStore *self, gboolean done)
{
  if (!done)
    self->group.has_failed = TRUE;
  return done;
}

static gboolean
set_no_row (SxSchemeStore *self, SxStoreTableId table, gint64 id, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND,
               _ ("Table %s in “%s” has no row %" PRId64 " any more; another program may have removed it."),
               sx_store_table (table)->name, self->db->file, id);
  return FALSE;
}

static SxStoreRow *
key_row (SxStoreTableId table, gint64 id)
{
  SxStoreRow *row = sx_store_row_new ();

  sx_store_row_add_integer (row, sx_store_table (table)->keys[0], id);
  return row;
}

/* The image is read back: it has what the database made of the values. */
static gboolean
record_now (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *before, const SxStoreRow *key,
            GError **error)
{
  g_autoptr (SxStoreRow) after = NULL;

  if (!sx_store_read_row (self, table, key, &after, error))
    return FALSE;
  if (before != NULL && after != NULL && sx_store_row_equal (before, after))
    return TRUE;
  return sx_store_group_record (self, table, before, after, error);
}

/* row has no key, *id gets it. */
static gboolean
add_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *row, gint64 *id, GError **error)
{
  g_autoptr (SxStoreRow) key = NULL;
  gint64 new_id;

  if (!sx_store_insert_row (self, table, row, error))
    return FALSE;
  new_id = sqlite3_last_insert_rowid (self->db->handle);
  key = key_row (table, new_id);
  if (!record_now (self, table, NULL, key, error))
    return FALSE;
  if (id)
    *id = new_id;
  return TRUE;
}

/* row has its key and the columns to be set; where there is none yet, `make` makes it. */
static gboolean
set_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *row, gboolean make, GError **error)
{
  g_autoptr (SxStoreRow) before = NULL;
  g_autoptr (SxStoreRow) wanted = NULL;

  if (!sx_store_read_row (self, table, row, &before, error))
    return FALSE;
  if (before == NULL && !make)
    return set_no_row (self, table, sx_store_row_get_integer (row, sx_store_table (table)->keys[0]), error);
  if (before == NULL)
    return sx_store_insert_row (self, table, row, error) && record_now (self, table, NULL, row, error);
  wanted = sx_store_row_merge (before, row);
  return sx_store_update_row (self, table, before, wanted, error)
         && record_now (self, table, before, row, error);
}

/* Nothing to remove is as good as removed. */
static gboolean
remove_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *key, gboolean *was_there,
            GError **error)
{
  g_autoptr (SxStoreRow) before = NULL;

  if (!sx_store_read_row (self, table, key, &before, error))
    return FALSE;
  if (was_there)
    *was_there = before != NULL;
  return before == NULL
         || (sx_store_delete_row (self, table, before, error)
             && sx_store_group_record (self, table, before, NULL, error));
}

static gboolean
remove_by_id (SxSchemeStore *self, SxStoreTableId table, gint64 id, GError **error)
{
  g_autoptr (SxStoreRow) key = key_row (table, id);
  gboolean was_there;

  if (!remove_row (self, table, key, &was_there, error))
    return FALSE;
  return was_there || set_no_row (self, table, id, error);
}

static gboolean
check_scheme (SxSchemeStore *self, gint64 scheme, GError **error)
{
  gint64 found = 0;

  if (!sx_store_db_get_integer (self->db, error, &found, "SELECT count (*) FROM sx_scheme WHERE id = ?1", "i",
                                scheme))
    return FALSE;
  return found != 0 || set_no_row (self, SX_STORE_SCHEME, scheme, error);
}

static gboolean
check_scheme_name (SxSchemeStore *self, gint64 id, const char *name, GError **error)
{
  gint64 others = 0;

  if (name == NULL || *name == '\0')
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("A scheme in “%s” needs a name; give it one."),
                   self->db->file);
      return FALSE;
    }
  if (!sx_store_db_get_integer (self->db, error, &others,
                                "SELECT count (*) FROM sx_scheme WHERE name = ?1 AND id <> ?2", "si", name,
                                id))
    return FALSE;
  if (others != 0)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“%s” already has a scheme “%s”; choose another name."),
                 self->db->file, name);
  return others == 0;
}

static char *
now_text (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

gboolean
sx_scheme_store_add_scheme (SxSchemeStore *self, const char *name, const char *note, gint64 *id,
                            GError **error)
{
  g_autoptr (SxStoreRow) row = sx_store_row_new ();
  g_autofree char *now = now_text ();

  g_return_val_if_fail (self->group.is_open, FALSE);
  sx_store_row_add_text (row, "name", name);
  sx_store_row_add_text (row, "note", note);
  sx_store_row_add_text (row, "created", now);
  sx_store_row_add_text (row, "modified", now);
  return group_result (self, check_scheme_name (self, 0, name, error)
                                 && add_row (self, SX_STORE_SCHEME, row, id, error));
}

gboolean
sx_scheme_store_rename_scheme (SxSchemeStore *self, gint64 id, const char *name, GError **error)
{
  g_autoptr (SxStoreRow) row = key_row (SX_STORE_SCHEME, id);

  g_return_val_if_fail (self->group.is_open, FALSE);
  sx_store_row_add_text (row, "name", name);
  return group_result (self, check_scheme_name (self, id, name, error)
                                 && set_row (self, SX_STORE_SCHEME, row, FALSE, error));
}

/* Removes what a query finds; its columns are the table's key. The keys are gathered first: a table is not
 * changed while it is being read. */
static gboolean
remove_found (SxSchemeStore *self, SxStoreTableId table, gint64 scheme, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_store_row_free);
  sqlite3_stmt *q = sx_store_db_query (self->db, error, sql, "i", scheme);
  gboolean row = q != NULL;

  while (row)
    {
      if (!sx_store_db_step (self->db, q, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (keys, sx_store_row_from_statement (q));
    }
  for (guint i = 0; i < keys->len; i++)
    if (!remove_row (self, table, g_ptr_array_index (keys, i), NULL, error))
      return FALSE;
  return q != NULL;
}

gboolean
sx_scheme_store_remove_scheme (SxSchemeStore *self, gint64 id, GError **error)
{
  static const struct
  {
    SxStoreTableId table;
    const char *sql;
  } parts[] = {
    { SX_STORE_ADJUSTMENT, "SELECT fid FROM sx_adjustment WHERE scheme_id = ?1" },
    { SX_STORE_RECLASS, "SELECT fid FROM sx_reclass WHERE scheme_id = ?1" },
    { SX_STORE_ROAD, "SELECT fid FROM sx_road WHERE scheme_id = ?1" },
    { SX_STORE_JUDGEMENT, "SELECT scheme_id, indicator FROM sx_judgement WHERE scheme_id = ?1" },
    { SX_STORE_PARAMETER,
      "SELECT key FROM sx_parameter WHERE substr (key, 1, length ('scheme.' || ?1 || '.')) = "
      "'scheme.' || ?1 || '.'" },
  };

  g_return_val_if_fail (self->group.is_open, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!remove_found (self, parts[i].table, id, parts[i].sql, error))
      return group_result (self, FALSE);
  return group_result (self, remove_by_id (self, SX_STORE_SCHEME, id, error));
}

gboolean
sx_scheme_store_set_judgement (SxSchemeStore *self, gint64 scheme, const char *indicator, const char *verdict,
                               const char *reason, GError **error)
{
  g_autoptr (SxStoreRow) row = key_row (SX_STORE_JUDGEMENT, scheme);

  g_return_val_if_fail (self->group.is_open, FALSE);
  sx_store_row_add_text (row, "indicator", indicator);
  if (verdict == NULL)
    return group_result (self, remove_row (self, SX_STORE_JUDGEMENT, row, NULL, error));
  sx_store_row_add_text (row, "verdict", verdict);
  sx_store_row_add_text (row, "reason", reason);
  return group_result (self, check_scheme (self, scheme, error)
                                 && set_row (self, SX_STORE_JUDGEMENT, row, TRUE, error));
}

gboolean
sx_scheme_store_set_parameter (SxSchemeStore *self, const char *key, const char *value, GError **error)
{
  g_autoptr (SxStoreRow) row = sx_store_row_new ();

  g_return_val_if_fail (self->group.is_open, FALSE);
  sx_store_row_add_text (row, "key", key);
  if (value == NULL)
    return group_result (self, remove_row (self, SX_STORE_PARAMETER, row, NULL, error));
  sx_store_row_add_text (row, "value", value);
  return group_result (self, set_row (self, SX_STORE_PARAMETER, row, TRUE, error));
}

/* A feature's row without its attributes; NULL where its shape cannot be stored. */
static SxStoreRow *
feature_row (SxSchemeStore *self, SxStoreTableId table, gint64 scheme, const SxShape *shape, GError **error)
{
  const SxStoreSchema *schema = &self->schema;
  g_autoptr (SxStoreRow) row = sx_store_row_new ();
  g_autoptr (GBytes) blob = sx_store_blob_new (self->db, self->plan, schema->plan_srs_id,
                                               schema->srs_id[table], shape, table == SX_STORE_ROAD, error);

  if (blob == NULL)
    return NULL;
  sx_store_row_add_bytes (row, schema->geometry[table], blob);
  sx_store_row_add_integer (row, "scheme_id", scheme);
  return g_steal_pointer (&row);
}

static SxStoreRow *
adjustment_row (SxSchemeStore *self, gint64 scheme, const SxAdjustment *item, GError **error)
{
  SxStoreRow *row = feature_row (self, SX_STORE_ADJUSTMENT, scheme, item->shape, error);

  if (row == NULL)
    return NULL;
  sx_store_row_add_text (row, "line", sx_line_name (item->line));
  sx_store_row_add_text (row, "direction", sx_direction_name (item->direction));
  sx_store_row_add_text (row, "situation", item->situation);
  sx_store_row_add_text (row, "name", item->name);
  sx_store_row_add_text (row, "project", item->project);
  sx_store_row_add_text (row, "basis", item->basis);
  sx_store_row_add_text (row, "note", item->note);
  sx_store_row_add_text (row, "hxlx", item->hxlx);
  if (item->uncounted)
    sx_store_row_add_integer (row, "uncounted", 1);
  else
    sx_store_row_add_null (row, "uncounted");
  return row;
}

/* Takes row; NULL is a failure before it. */
static gboolean
add_feature (SxSchemeStore *self, SxStoreTableId table, gint64 scheme, SxStoreRow *row, gint64 *fid,
             GError **error)
{
  gboolean done = row != NULL && check_scheme (self, scheme, error) && add_row (self, table, row, fid, error);

  g_clear_pointer (&row, sx_store_row_free);
  return group_result (self, done);
}

/* Takes row, which has no key; NULL is a failure before it. */
static gboolean
set_feature (SxSchemeStore *self, SxStoreTableId table, gint64 scheme, SxStoreRow *row, gint64 fid,
             GError **error)
{
  gboolean done = FALSE;

  if (row != NULL)
    {
      sx_store_row_add_integer (row, "fid", fid);
      done = check_scheme (self, scheme, error) && set_row (self, table, row, FALSE, error);
    }
  g_clear_pointer (&row, sx_store_row_free);
  return group_result (self, done);
}

gboolean
sx_scheme_store_add_adjustment (SxSchemeStore *self, gint64 scheme, const SxAdjustment *item, gint64 *fid,
                                GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return add_feature (self, SX_STORE_ADJUSTMENT, scheme, adjustment_row (self, scheme, item, error), fid,
                      error);
}

gboolean
sx_scheme_store_set_adjustment (SxSchemeStore *self, gint64 scheme, const SxAdjustment *item, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return set_feature (self, SX_STORE_ADJUSTMENT, scheme, adjustment_row (self, scheme, item, error),
                      item->fid, error);
}

gboolean
sx_scheme_store_remove_adjustment (SxSchemeStore *self, gint64 fid, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return group_result (self, remove_by_id (self, SX_STORE_ADJUSTMENT, fid, error));
}

static SxStoreRow *
reclass_row (SxSchemeStore *self, gint64 scheme, const SxReclass *item, GError **error)
{
  SxStoreRow *row = feature_row (self, SX_STORE_RECLASS, scheme, item->shape, error);

  if (row == NULL)
    return NULL;
  sx_store_row_add_text (row, "layer", item->layer == SX_RECLASS_GHFQ ? "GHFQ" : "GHYDYH");
  sx_store_row_add_text (row, "code", item->code);
  sx_store_row_add_text (row, "name", item->name);
  sx_store_row_add_text (row, "note", item->note);
  return row;
}

gboolean
sx_scheme_store_add_reclass (SxSchemeStore *self, gint64 scheme, const SxReclass *item, gint64 *fid,
                             GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return add_feature (self, SX_STORE_RECLASS, scheme, reclass_row (self, scheme, item, error), fid, error);
}

gboolean
sx_scheme_store_set_reclass (SxSchemeStore *self, gint64 scheme, const SxReclass *item, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return set_feature (self, SX_STORE_RECLASS, scheme, reclass_row (self, scheme, item, error), item->fid,
                      error);
}

gboolean
sx_scheme_store_remove_reclass (SxSchemeStore *self, gint64 fid, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return group_result (self, remove_by_id (self, SX_STORE_RECLASS, fid, error));
}

static SxStoreRow *
road_row (SxSchemeStore *self, gint64 scheme, const SxRoad *item, GError **error)
{
  SxStoreRow *row = feature_row (self, SX_STORE_ROAD, scheme, item->shape, error);

  if (row == NULL)
    return NULL;
  sx_store_row_add_text (row, "action", item->is_removal ? "remove" : "add");
  sx_store_row_add_text (row, "grade", item->grade);
  sx_store_row_add_text (row, "name", item->name);
  return row;
}

gboolean
sx_scheme_store_add_road (SxSchemeStore *self, gint64 scheme, const SxRoad *item, gint64 *fid, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return add_feature (self, SX_STORE_ROAD, scheme, road_row (self, scheme, item, error), fid, error);
}

gboolean
sx_scheme_store_set_road (SxSchemeStore *self, gint64 scheme, const SxRoad *item, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return set_feature (self, SX_STORE_ROAD, scheme, road_row (self, scheme, item, error), item->fid, error);
}

gboolean
sx_scheme_store_remove_road (SxSchemeStore *self, gint64 fid, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return group_result (self, remove_by_id (self, SX_STORE_ROAD, fid, error));
}

/* ---- key projects */

/* The row without its key; NULL where it may not be stored. */
static SxStoreRow *
project_row (SxSchemeStore *self, const SxProject *item, GError **error)
{
  SxStoreRow *row;

  if (!item->name || !*item->name)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("A key project in “%s” needs a name; give it one."),
                   self->db->file);
      return NULL;
    }
  row = sx_store_row_new ();
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    sx_store_row_add_text (row, sx_project_field (i), sx_project_text (item, i));
  sx_store_row_add_real (row, "area_ha", item->area_ha);
  sx_store_row_add_text (row, "feature", item->feature);
  return row;
}

gboolean
sx_scheme_store_add_project (SxSchemeStore *self, const SxProject *item, gint64 *id, GError **error)
{
  g_autoptr (SxStoreRow) row = NULL;

  g_return_val_if_fail (self->group.is_open, FALSE);
  row = project_row (self, item, error);
  return group_result (self, row && add_row (self, SX_STORE_PROJECT, row, id, error));
}

gboolean
sx_scheme_store_set_project (SxSchemeStore *self, const SxProject *item, GError **error)
{
  g_autoptr (SxStoreRow) row = NULL;

  g_return_val_if_fail (self->group.is_open, FALSE);
  row = project_row (self, item, error);
  if (row)
    sx_store_row_add_integer (row, "id", item->id);
  return group_result (self, row && set_row (self, SX_STORE_PROJECT, row, FALSE, error));
}

gboolean
sx_scheme_store_remove_project (SxSchemeStore *self, gint64 id, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return group_result (self, remove_by_id (self, SX_STORE_PROJECT, id, error));
}
