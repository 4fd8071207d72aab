/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-state-private.h"

#include "store/sx-package-scheme.h"
#include "store/sx-package-table.h"
#include "store/sx-scheme-store-private.h"

/* So many single rows cost about what reading the table costs. */
#define MAX_SINGLE_ROWS 20

static gboolean adjustment_equal (gconstpointer a, gconstpointer b);
static gboolean reclass_equal (gconstpointer a, gconstpointer b);
static gboolean road_equal (gconstpointer a, gconstpointer b);
static gboolean project_equal (gconstpointer a, gconstpointer b);

static const struct
{
  SxStoreTableId table;
  glong list, fid; /* where in SxScheme, in the item */
  gboolean (*equal) (gconstpointer a, gconstpointer b);
  gpointer (*ref) (gpointer item);
  void (*unref) (gpointer item);
} kinds[SX_SCHEME_N_ITEMS] = {
  [SX_SCHEME_ADJUSTMENTS]
  = { SX_STORE_ADJUSTMENT, G_STRUCT_OFFSET (SxScheme, adjustments), G_STRUCT_OFFSET (SxAdjustment, fid),
      adjustment_equal, (gpointer (*) (gpointer))sx_adjustment_ref, (GDestroyNotify)sx_adjustment_unref },
  [SX_SCHEME_RECLASSES]
  = { SX_STORE_RECLASS, G_STRUCT_OFFSET (SxScheme, reclasses), G_STRUCT_OFFSET (SxReclass, fid),
      reclass_equal, (gpointer (*) (gpointer))sx_reclass_ref, (GDestroyNotify)sx_reclass_unref },
  [SX_SCHEME_ROADS] = { SX_STORE_ROAD, G_STRUCT_OFFSET (SxScheme, roads), G_STRUCT_OFFSET (SxRoad, fid),
                        road_equal, (gpointer (*) (gpointer))sx_road_ref, (GDestroyNotify)sx_road_unref },
  [SX_SCHEME_PROJECTS]
  = { SX_STORE_PROJECT, G_STRUCT_OFFSET (SxScheme, projects), G_STRUCT_OFFSET (SxProject, id), project_equal,
      (gpointer (*) (gpointer))sx_project_ref, (GDestroyNotify)sx_project_unref },
};

/* ---- life */

static SxSchemeState *
state_new (void)
{
  SxSchemeState *self = g_new0 (SxSchemeState, 1);

  self->ref_count = 1;
  return self;
}

SxSchemeState *
sx_scheme_state_ref (SxSchemeState *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_scheme_state_unref (SxSchemeState *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  sx_snapshot_unref (self->snapshot);
  g_clear_pointer (&self->schemes, g_ptr_array_unref);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->undo_step);
  g_free (self->redo_step);
  g_free (self);
}

/* ---- comparing */

static gboolean
shape_equal (const SxShape *a, const SxShape *b)
{
  SxShapeView x = sx_shape_view (a), y = sx_shape_view (b);

  return sx_shape_view_equal (&x, &y);
}

static gboolean
adjustment_equal (gconstpointer a, gconstpointer b)
{
  const SxAdjustment *x = a, *y = b;

  return x->fid == y->fid && x->line == y->line && x->direction == y->direction
         && x->uncounted == y->uncounted && g_strcmp0 (x->situation, y->situation) == 0
         && g_strcmp0 (x->name, y->name) == 0 && g_strcmp0 (x->project, y->project) == 0
         && g_strcmp0 (x->basis, y->basis) == 0 && g_strcmp0 (x->note, y->note) == 0
         && g_strcmp0 (x->hxlx, y->hxlx) == 0 && shape_equal (x->shape, y->shape);
}

static gboolean
reclass_equal (gconstpointer a, gconstpointer b)
{
  const SxReclass *x = a, *y = b;

  return x->fid == y->fid && x->layer == y->layer && g_strcmp0 (x->code, y->code) == 0
         && g_strcmp0 (x->name, y->name) == 0 && g_strcmp0 (x->note, y->note) == 0
         && shape_equal (x->shape, y->shape);
}

static gboolean
road_equal (gconstpointer a, gconstpointer b)
{
  const SxRoad *x = a, *y = b;

  return x->fid == y->fid && x->is_removal == y->is_removal && g_strcmp0 (x->grade, y->grade) == 0
         && g_strcmp0 (x->name, y->name) == 0 && shape_equal (x->shape, y->shape);
}

static gboolean
project_equal (gconstpointer a, gconstpointer b)
{
  return sx_project_equal (a, b);
}

gboolean
sx_judgement_equal (const SxJudgement *a, const SxJudgement *b)
{
  return g_str_equal (a->indicator, b->indicator) && g_strcmp0 (a->verdict, b->verdict) == 0
         && g_strcmp0 (a->reason, b->reason) == 0;
}

static gboolean
info_equal (const SxSchemeInfo *a, const SxSchemeInfo *b)
{
  return a->id == b->id && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->note, b->note) == 0
         && g_strcmp0 (a->created, b->created) == 0 && g_strcmp0 (a->modified, b->modified) == 0;
}

const SxJudgement *
sx_scheme_find_judgement (const SxScheme *scheme, const char *indicator)
{
  for (guint i = 0; i < scheme->judgements->len; i++)
    if (g_str_equal (((SxJudgement *)scheme->judgements->pdata[i])->indicator, indicator))
      return scheme->judgements->pdata[i];
  return NULL;
}

gboolean
sx_scheme_texts_equal (const SxScheme *a, const SxScheme *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (a->judgements->len != b->judgements->len
      || g_hash_table_size (a->parameters) != g_hash_table_size (b->parameters))
    return FALSE;
  for (guint i = 0; i < a->judgements->len; i++)
    if (!sx_judgement_equal (a->judgements->pdata[i], b->judgements->pdata[i]))
      return FALSE;
  g_hash_table_iter_init (&iter, a->parameters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (b->parameters, key), value) != 0)
      return FALSE;
  return TRUE;
}

gboolean
sx_scheme_state_equal (const SxSchemeState *a, const SxSchemeState *b)
{
  const SxScheme *x = a->snapshot->scheme, *y = b->snapshot->scheme;

  if (x->id != y->id || g_strcmp0 (x->name, y->name) != 0 || a->schemes->len != b->schemes->len
      || g_strcmp0 (a->undo_step, b->undo_step) != 0 || g_strcmp0 (a->redo_step, b->redo_step) != 0)
    return FALSE;
  for (guint i = 0; i < a->schemes->len; i++)
    if (!info_equal (a->schemes->pdata[i], b->schemes->pdata[i]))
      return FALSE;
  for (guint kind = 0; kind < SX_SCHEME_N_ITEMS; kind++)
    {
      GPtrArray *p = sx_scheme_items (x, kind), *q = sx_scheme_items (y, kind);

      if (p->len != q->len)
        return FALSE;
      for (guint i = 0; i < p->len; i++)
        if (p->pdata[i] != q->pdata[i] && !kinds[kind].equal (p->pdata[i], q->pdata[i]))
          return FALSE;
    }
  return sx_scheme_texts_equal (x, y);
}

/* ---- items */

GPtrArray *
sx_scheme_items (const SxScheme *scheme, guint items)
{
  return G_STRUCT_MEMBER (GPtrArray *, scheme, kinds[items].list);
}

gint64
sx_scheme_item_fid (guint items, gconstpointer item)
{
  return G_STRUCT_MEMBER (gint64, item, kinds[items].fid);
}

/* Puts the objects of `from` in the place of their equals. */
static void
reuse_items (guint kind, GPtrArray *items, const GPtrArray *from)
{
  g_autoptr (GHashTable) by_fid = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < from->len; i++)
    g_hash_table_insert (by_fid, &G_STRUCT_MEMBER (gint64, from->pdata[i], kinds[kind].fid), from->pdata[i]);
  for (guint i = 0; i < items->len; i++)
    {
      gpointer old
          = g_hash_table_lookup (by_fid, &G_STRUCT_MEMBER (gint64, items->pdata[i], kinds[kind].fid));

      if (old == NULL || !kinds[kind].equal (old, items->pdata[i]))
        continue;
      kinds[kind].unref (items->pdata[i]);
      items->pdata[i] = kinds[kind].ref (old);
    }
}

void
sx_scheme_reuse_items (SxScheme *self, const SxScheme *from)
{
  for (guint kind = 0; kind < SX_SCHEME_N_ITEMS; kind++)
    reuse_items (kind, sx_scheme_items (self, kind), sx_scheme_items (from, kind));
}

static void
share_items (guint kind, GPtrArray *items, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (items, kinds[kind].ref (from->pdata[i]));
}

/* Where an item with that fid is or would be: items lie in the order of their fids. */
static guint
find_place (guint kind, const GPtrArray *items, gint64 fid)
{
  guint low = 0, high = items->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (sx_scheme_item_fid (kind, items->pdata[middle]) < fid)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_sorted (guint kind, const GPtrArray *items)
{
  for (guint i = 1; i < items->len; i++)
    if (sx_scheme_item_fid (kind, items->pdata[i - 1]) >= sx_scheme_item_fid (kind, items->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_kind (const SxStateSource *source, guint kind, SxScheme *scheme, const gint64 *fid, GError **error)
{
  const SxSchemeReader reader = { source->file, source->db, source->plan, scheme, NULL, fid };

  return sx_scheme_reader_read_items (&reader, kind, error);
}

/* One row as it is now, or no more. */
static gboolean
read_item (const SxStateSource *source, guint kind, SxScheme *scheme, gint64 fid, GError **error)
{
  GPtrArray *items = sx_scheme_items (scheme, kind);
  g_autoptr (SxScheme) found = sx_scheme_new (scheme->id, "");
  guint at = find_place (kind, items, fid);

  if (!read_kind (source, kind, found, &fid, error))
    return FALSE;
  if (at < items->len && sx_scheme_item_fid (kind, items->pdata[at]) == fid)
    g_ptr_array_remove_index (items, at);
  if (sx_scheme_items (found, kind)->len > 0)
    g_ptr_array_insert (items, (gint)at, kinds[kind].ref (sx_scheme_items (found, kind)->pdata[0]));
  return TRUE;
}

/* Those of `before`, but for the rows that changed. */
static gboolean
follow_kind (const SxStateSource *source, guint kind, SxScheme *scheme, const SxScheme *before,
             const GArray *changes, GError **error)
{
  GPtrArray *items = sx_scheme_items (scheme, kind), *old = sx_scheme_items (before, kind);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += g_array_index (changes, SxStoreChange, i).table == kinds[kind].table;
  if (n > MAX_SINGLE_ROWS || !is_sorted (kind, old))
    {
      if (!read_kind (source, kind, scheme, NULL, error))
        return FALSE;
      reuse_items (kind, items, old);
      return TRUE;
    }
  share_items (kind, items, old);
  for (guint i = 0; i < changes->len; i++)
    {
      const SxStoreChange *change = &g_array_index (changes, SxStoreChange, i);

      if (change->table == kinds[kind].table && !read_item (source, kind, scheme, change->id, error))
        return FALSE;
    }
  reuse_items (kind, items, old);
  return TRUE;
}

/* ---- the rest of a state */

const SxSchemeInfo *
sx_scheme_state_find (const SxSchemeState *self, gint64 scheme)
{
  for (guint i = 0; i < self->schemes->len; i++)
    if (((SxSchemeInfo *)self->schemes->pdata[i])->id == scheme)
      return self->schemes->pdata[i];
  return NULL;
}

/* The one of that name or number, the next one, the one before; NULL where there is none. */
static const SxSchemeInfo *
choose_scheme (const GPtrArray *schemes, gint64 open, const char *name)
{
  for (guint i = 0; name && i < schemes->len; i++)
    if (g_str_equal (((SxSchemeInfo *)schemes->pdata[i])->name, name))
      return schemes->pdata[i];
  for (guint i = 0; i < schemes->len; i++)
    if (((SxSchemeInfo *)schemes->pdata[i])->id >= open)
      return schemes->pdata[i];
  return schemes->len > 0 ? schemes->pdata[schemes->len - 1] : NULL;
}

static gboolean
read_step (const SxStateSource *source, const char *sql, char **step, char **label, GError **error)
{
  g_autoptr (sqlite3_stmt) row = sx_package_file_prepare (source->file, source->db, sql, error);
  gboolean more;

  if (!row || !sx_package_file_step (source->file, row, &more, error))
    return FALSE;
  if (more)
    {
      *step = sx_sqlite_text (row, 0);
      *label = sx_sqlite_text (row, 1);
      if (*label == NULL)
        *label = g_strdup ("");
    }
  return TRUE;
}

/* A number may be given again after an undo: the time and the bytes so far tell the steps apart. */
static gboolean
read_history (SxSchemeState *self, const SxStateSource *source, GError **error)
{
  return !sx_package_has_table (source->file, source->db, "sx_history")
         || (read_step (source,
                        "SELECT id || ' ' || time || ' ' || total, label FROM sx_history WHERE NOT undone "
                        "ORDER BY id DESC LIMIT 1",
                        &self->undo_step, &self->undo_label, error)
             && read_step (source,
                           "SELECT id || ' ' || time || ' ' || total, label FROM sx_history WHERE undone "
                           "ORDER BY id LIMIT 1",
                           &self->redo_step, &self->redo_label, error));
}

/* The list of schemes and the open one, still without items. */
static SxScheme *
begin_state (SxSchemeState *self, const SxStateSource *source, gint64 open, const char *name, GError **error)
{
  const SxSchemeInfo *info;

  self->schemes = sx_scheme_reader_list (source->file, source->db, error);
  if (!self->schemes)
    return NULL;
  info = choose_scheme (self->schemes, open, name);
  return info ? sx_scheme_new (info->id, info->name) : sx_scheme_new (0, "");
}

/* Everything but the items. */
static gboolean
finish_state (SxSchemeState *self, const SxStateSource *source, SxScheme *scheme, guint64 generation,
              GError **error)
{
  const SxSchemeReader reader = { source->file, source->db, source->plan, scheme, NULL, NULL };

  if (!sx_scheme_reader_read_texts (&reader, error) || !read_history (self, source, error))
    return FALSE;
  self->snapshot = sx_snapshot_new (scheme, generation);
  return TRUE;
}

SxSchemeState *
sx_scheme_state_read (const SxStateSource *source, const SxSchemeState *before, gint64 open, const char *name,
                      guint64 generation, GError **error)
{
  g_autoptr (SxSchemeState) self = state_new ();
  g_autoptr (SxScheme) scheme = begin_state (self, source, open, name, error);

  if (!scheme)
    return NULL;
  for (guint kind = 0; kind < SX_SCHEME_N_ITEMS; kind++)
    {
      if (!read_kind (source, kind, scheme, NULL, error))
        return NULL;
      if (before)
        reuse_items (kind, sx_scheme_items (scheme, kind), sx_scheme_items (before->snapshot->scheme, kind));
    }
  return finish_state (self, source, scheme, generation, error) ? g_steal_pointer (&self) : NULL;
}

SxSchemeState *
sx_scheme_state_follow (const SxStateSource *source, const SxSchemeState *before, const GArray *changes,
                        gint64 open, guint64 generation, GError **error)
{
  const SxScheme *old = before->snapshot->scheme;
  g_autoptr (SxSchemeState) self = state_new ();
  g_autoptr (SxScheme) scheme = begin_state (self, source, open, NULL, error);

  if (!scheme)
    return NULL;
  if (scheme->id != old->id)
    return sx_scheme_state_read (source, before, open, NULL, generation, error);
  for (guint kind = 0; kind < SX_SCHEME_N_ITEMS; kind++)
    if (!follow_kind (source, kind, scheme, old, changes, error))
      return NULL;
  return finish_state (self, source, scheme, generation, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
sx_scheme_state_has_item (const SxStateSource *source, gint64 scheme, SxSchemeItems kind, gconstpointer item,
                          gboolean *is_there, GError **error)
{
  g_autoptr (SxScheme) found = sx_scheme_new (scheme, "");
  GPtrArray *items = sx_scheme_items (found, kind);
  gint64 fid = sx_scheme_item_fid (kind, item);

  if (!read_kind (source, kind, found, &fid, error))
    return FALSE;
  *is_there = items->len == 1 && kinds[kind].equal (items->pdata[0], item);
  return TRUE;
}

gboolean
sx_scheme_state_has_text (const SxStateSource *source, gint64 scheme, gboolean is_judgement,
                          const SxJudgement *text, gboolean *is_there, GError **error)
{
  g_autoptr (SxScheme) found = sx_scheme_new (scheme, "");
  const SxSchemeReader reader = { source->file, source->db, source->plan, found, NULL, NULL };
  const SxJudgement *judgement;

  if (!sx_scheme_reader_read_texts (&reader, error))
    return FALSE;
  judgement = sx_scheme_find_judgement (found, text->indicator);
  if (!is_judgement)
    *is_there = g_strcmp0 (g_hash_table_lookup (found->parameters, text->indicator), text->verdict) == 0;
  else
    *is_there = judgement ? sx_judgement_equal (judgement, text) : !text->verdict;
  return TRUE;
}
