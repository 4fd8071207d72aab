/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-change.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "evaluate/sx-change-tile.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-overlay.h"

#define PARCELS_PER_TILE 24
/* The largest county has 42 000 tiles of ground; what takes many times as many lies beyond it, and each costs
 * time and memory. */
#define MAX_TILES_PER_ITEM 250000

typedef gint64 TileKey; /* column in the high, row in the low 32 bits */

typedef struct
{
  GArray *entries;   /* SxTileEntry, unordered */
  GPtrArray *groups; /* SxTileGroup * */
} Tile;

struct _SxChange
{
  const SxPlanIndex *index;
  SxPoint origin;
  double size;       /* of a tile, m */
  GHashTable *tiles; /* TileKey * → Tile * */
  GHashTable *dirty; /* TileKey * (set) */
  GPtrArray *dead;   /* SxChangeItem * taken out since the last update */
  SxChangeTerms terms;
  SxTotal shifts[SX_N_BALANCES][SX_BALANCE_MAX_ROWS];
};

static void
terms_add (SxChangeTerms *sum, const SxChangeTerms *terms, int sign)
{
  SxTotal *to = (SxTotal *)sum;
  const SxTotal *from = (const SxTotal *)terms;

  for (gsize i = 0; i < sizeof *sum / sizeof (SxTotal); i++)
    to[i] += sign * from[i];
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  for (guint i = 0; i < tile->entries->len; i++)
    g_clear_pointer (&g_array_index (tile->entries, SxTileEntry, i).shape, sx_shape_unref);
  g_array_unref (tile->entries);
  g_ptr_array_unref (tile->groups);
  g_free (tile);
}

static double
tile_size (const SxPlanIndex *index)
{
  SxLayer *land = sx_plan_layer (index->plan, "DLTB");
  double sum = 0;
  guint n = 0, step;

  if (!land || land->n_features == 0)
    return 500;
  step = MAX (1, land->n_features / 2000);
  for (guint i = 0; i < land->n_features; i += step)
    {
      SxShapeView v = sx_layer_shape (land, i);

      sum += sx_shape_view_planar_area (&v);
      n++;
    }
  return CLAMP (sqrt (sum / n * PARCELS_PER_TILE), 50, 5000);
}

static SxPoint
county_origin (const SxPlanIndex *index)
{
  SxItemSet *set = sx_plan_index_items (index, "DLTB");
  SxBox box = SX_BOX_EMPTY;

  if (!set)
    set = sx_plan_index_items (index, sx_line_table (SX_LINE_BOUNDARY));
  for (guint i = 0; set && i < set->n_items; i++)
    box = sx_box_union (box, set->boxes[i]);
  return sx_box_is_empty (box) ? (SxPoint){ 0, 0 }
                               : (SxPoint){ floor ((box.x0 + box.x1) / 2), floor ((box.y0 + box.y1) / 2) };
}

SxChange *
sx_change_new (const SxPlanIndex *index)
{
  SxChange *self = g_new0 (SxChange, 1);

  self->index = index;
  self->size = tile_size (index);
  self->origin = county_origin (index);
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, tile_free);
  self->dirty = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->dead = g_ptr_array_new ();
  return self;
}

static void
item_free (SxChangeItem *item)
{
  g_clear_pointer (&item->adjustment, sx_adjustment_unref);
  g_clear_pointer (&item->reclass, sx_reclass_unref);
  g_array_unref (item->tiles);
  g_free (item->conflict);
  g_free (item);
}

void
sx_change_free (SxChange *self)
{
  if (!self)
    return;
  for (guint i = 0; i < self->dead->len; i++)
    item_free (self->dead->pdata[i]);
  g_ptr_array_unref (self->dead);
  g_hash_table_unref (self->tiles);
  g_hash_table_unref (self->dirty);
  g_free (self);
}

/* ---- which tiles a polygon meets */

static TileKey
make_key (gint32 column, gint32 row)
{
  return (TileKey)((guint64)(guint32)column << 32 | (guint32)row);
}

static SxBox
range_box (const SxChange *self, gint32 c0, gint32 r0, gint32 c1, gint32 r1)
{
  return (SxBox){ self->origin.x + c0 * self->size, self->origin.y + r0 * self->size,
                  self->origin.x + c1 * self->size, self->origin.y + r1 * self->size };
}

static void
mark_dirty (SxChange *self, TileKey key)
{
  if (!g_hash_table_contains (self->dirty, &key))
    g_hash_table_add (self->dirty, g_memdup2 (&key, sizeof key));
}

static void
put (SxChange *self, SxChangeItem *item, TileKey key, SxShape *shape)
{
  SxTileEntry entry = { item, shape, NULL };
  Tile *tile = g_hash_table_lookup (self->tiles, &key);

  if (!tile)
    {
      tile = g_new0 (Tile, 1);
      tile->entries = g_array_new (FALSE, FALSE, sizeof (SxTileEntry));
      tile->groups = g_ptr_array_new_with_free_func (sx_tile_group_free);
      g_hash_table_insert (self->tiles, g_memdup2 (&key, sizeof key), tile);
    }
  g_array_append_val (tile->entries, entry);
  g_array_append_val (item->tiles, key);
  mark_dirty (self, key);
}

static gboolean spread (SxChange *self, SxChangeItem *item, const SxShapeView *view, gint32 c0, gint32 r0,
                        gint32 c1, gint32 r1, GError **error);

static gboolean
spread_halves (SxChange *self, SxChangeItem *item, const SxShapeView *view, gint32 c0, gint32 r0, gint32 c1,
               gint32 r1, GError **error)
{
  gboolean by_column = c1 - c0 >= r1 - r0, ok = TRUE;
  gint32 m = by_column ? c0 + (c1 - c0) / 2 : r0 + (r1 - r0) / 2;
  SxBox box[2] = { range_box (self, c0, r0, by_column ? m : c1, by_column ? r1 : m),
                   range_box (self, by_column ? m : c0, by_column ? r0 : m, c1, r1) };
  SxShapeBuffer half[2] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };

  if (!sx_cut (view, by_column ? SX_CUT_X : SX_CUT_Y, by_column ? box[0].x1 : box[0].y1, &half[0], &half[1]))
    ok = sx_overlay_clip (view, box[0], &half[0], error) && sx_overlay_clip (view, box[1], &half[1], error);
  for (guint i = 0; ok && i < 2; i++)
    {
      SxShapeView v = sx_shape_buffer_view (&half[i], 0, half[i].n_rings);

      if (v.n_rings == 0)
        continue;
      if (i == 0)
        ok = spread (self, item, &v, c0, r0, by_column ? m : c1, by_column ? r1 : m, error);
      else
        ok = spread (self, item, &v, by_column ? m : c0, by_column ? r0 : m, c1, r1, error);
    }
  sx_shape_buffer_clear (&half[0]);
  sx_shape_buffer_clear (&half[1]);
  return ok;
}

/* the view lies within tiles [c0, c1) × [r0, r1) */
static gboolean
spread (SxChange *self, SxChangeItem *item, const SxShapeView *view, gint32 c0, gint32 r0, gint32 c1,
        gint32 r1, GError **error)
{
  SxBox box = range_box (self, c0, r0, c1, r1);
  double area = (box.x1 - box.x0) * (box.y1 - box.y0);
  gboolean is_full = sx_shape_view_planar_area (view) >= area * (1 - 1e-12);

  if (c1 - c0 == 1 && r1 - r0 == 1)
    {
      put (self, item, make_key (c0, r0), is_full ? NULL : sx_shape_new (view));
      return TRUE;
    }
  if (is_full)
    {
      for (gint32 c = c0; c < c1; c++)
        for (gint32 r = r0; r < r1; r++)
          put (self, item, make_key (c, r), NULL);
      return TRUE;
    }
  return spread_halves (self, item, view, c0, r0, c1, r1, error);
}

static gboolean
spread_item (SxChange *self, SxChangeItem *item, const SxShapeView *view, GError **error)
{
  double c0, r0, c1, r1;

  if (view->n_rings == 0)
    return TRUE;
  c0 = floor ((view->box.x0 - self->origin.x) / self->size);
  r0 = floor ((view->box.y0 - self->origin.y) / self->size);
  c1 = floor ((view->box.x1 - self->origin.x) / self->size) + 1;
  r1 = floor ((view->box.y1 - self->origin.y) / self->size) + 1;
  if ((c1 - c0) * (r1 - r0) > MAX_TILES_PER_ITEM)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                   _ ("A polygon reaches from (%.0f, %.0f) to (%.0f, %.0f), far beyond the plan; check its "
                      "coordinates."),
                   view->box.x0, view->box.y0, view->box.x1, view->box.y1);
      return FALSE;
    }
  return spread (self, item, view, (gint32)c0, (gint32)r0, (gint32)c1, (gint32)r1, error);
}

/* ---- items */

static gboolean
hxlx_counts (const SxChange *self, const SxAdjustment *adjustment)
{
  const SxFilter *filter = self->index->rules->redline_counted;
  const char *code = adjustment->hxlx && *adjustment->hxlx ? adjustment->hxlx : "11";

  for (guint i = 0; filter && i < filter->tests->len; i++)
    {
      const SxTest *test = filter->tests->pdata[i];

      if (test->kind == SX_TEST_IN && !g_strv_contains ((const char *const *)test->values, code))
        return FALSE;
    }
  return TRUE;
}

SxChangeItem *
sx_change_add (SxChange *self, SxAdjustment *adjustment, SxReclass *reclass, GError **error)
{
  SxChangeItem *item = g_new0 (SxChangeItem, 1);
  SxShapeView view = sx_shape_view (adjustment ? adjustment->shape : reclass->shape);

  item->tiles = g_array_new (FALSE, FALSE, sizeof (TileKey));
  item->conflict = g_new0 (SxTotal, self->index->rules->conflicts->len + 1);
  if (adjustment)
    {
      item->adjustment = sx_adjustment_ref (adjustment);
      item->is_counted_hxlx = hxlx_counts (self, adjustment);
    }
  else
    {
      item->reclass = sx_reclass_ref (reclass);
      item->zone
          = reclass->layer == SX_RECLASS_GHFQ ? sx_zone_class (reclass->code, reclass->name) : SX_ZONE_NONE;
    }
  if (spread_item (self, item, &view, error))
    return item;
  sx_change_remove (self, item);
  return NULL;
}

void
sx_change_remove (SxChange *self, SxChangeItem *item)
{
  for (guint i = 0; i < item->tiles->len; i++)
    {
      TileKey key = g_array_index (item->tiles, TileKey, i);
      Tile *tile = g_hash_table_lookup (self->tiles, &key);

      for (guint k = 0; tile && k < tile->entries->len;)
        {
          SxTileEntry *entry = &g_array_index (tile->entries, SxTileEntry, k);

          if (entry->item != item)
            {
              k++;
              continue;
            }
          if (entry->group)
            entry->group->is_stale = TRUE;
          g_clear_pointer (&entry->shape, sx_shape_unref);
          g_array_remove_index_fast (tile->entries, k);
        }
      mark_dirty (self, key);
    }
  item->is_dead = TRUE;
  g_ptr_array_add (self->dead, item);
}

void
sx_change_item_set_order (SxChange *self, SxChangeItem *item, guint order)
{
  item->order = order;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const SxTileEntry *p = a, *q = b;

  return (p->item->order > q->item->order) - (p->item->order < q->item->order);
}

static void
exchange (SxChange *self, const SxTileResult *result, int sign)
{
  terms_add (&self->terms, &result->terms, sign);
  for (guint i = 0; i < result->shifts->len; i++)
    {
      const SxTileShift *s = &g_array_index (result->shifts, SxTileShift, i);

      self->shifts[s->kind][s->row] += sign * s->area;
    }
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const SxTileConflict *c = &g_array_index (result->conflicts, SxTileConflict, i);

      c->item->conflict[c->rule] += sign * c->area;
    }
}

/* Takes out what the groups gave that are no groups any more. first: of sx_tile_find_groups(). */
static void
drop_stale (SxChange *self, Tile *tile, const guint *first)
{
  SxTileEntry *entries = (SxTileEntry *)(gpointer)tile->entries->data;

  for (guint e = 0; e < tile->entries->len; e++)
    {
      SxTileGroup *group = entries[e].group, *with = entries[first[e]].group;

      if (group && group != with)
        group->is_stale = TRUE;
      if (with && group != with)
        with->is_stale = TRUE;
    }
  for (guint e = 0; e < tile->entries->len; e++)
    if (entries[e].group && entries[e].group->is_stale)
      entries[e].group = NULL;
  for (guint g = 0; g < tile->groups->len;)
    {
      const SxTileGroup *group = tile->groups->pdata[g];

      if (!group->is_stale)
        {
          g++;
          continue;
        }
      exchange (self, &group->result, -1);
      g_ptr_array_remove_index_fast (tile->groups, g);
    }
}

/* The group that begins with this entry. */
static gboolean
measure_group (SxChange *self, Tile *tile, SxBox box, const guint *first, guint leader, GError **error)
{
  SxTileEntry *entries = (SxTileEntry *)(gpointer)tile->entries->data;
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (SxTileEntry));
  SxTileGroup *group = sx_tile_group_new ();

  for (guint e = leader; e < tile->entries->len; e++)
    if (first[e] == leader)
      g_array_append_val (members, entries[e]);
  if (!sx_change_tile_measure (self->index, box, self->origin, members, &group->result, error))
    {
      sx_tile_group_free (group);
      return FALSE;
    }
  for (guint e = leader; e < tile->entries->len; e++)
    if (first[e] == leader)
      entries[e].group = group;
  g_ptr_array_add (tile->groups, group);
  exchange (self, &group->result, 1);
  return TRUE;
}

static gboolean
update_tile (SxChange *self, TileKey key, GError **error)
{
  Tile *tile = g_hash_table_lookup (self->tiles, &key);
  gint32 column = (gint32)(key >> 32), row = (gint32)(guint32)key;
  SxBox box = range_box (self, column, row, column + 1, row + 1);
  g_autofree guint *first = NULL;

  if (!tile)
    return TRUE;
  g_array_sort (tile->entries, compare_entries);
  first = sx_tile_find_groups (box, tile->entries);
  drop_stale (self, tile, first);
  for (guint e = 0; e < tile->entries->len; e++)
    if (!g_array_index (tile->entries, SxTileEntry, e).group
        && !measure_group (self, tile, box, first, first[e], error))
      return FALSE;
  if (tile->entries->len == 0)
    g_hash_table_remove (self->tiles, &key);
  return TRUE;
}

gboolean
sx_change_update (SxChange *self, GCancellable *cancellable, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !update_tile (self, *(TileKey *)key, error))
        return FALSE;
      g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; i < self->dead->len; i++)
    item_free (self->dead->pdata[i]);
  g_ptr_array_set_size (self->dead, 0);
  return TRUE;
}

const SxChangeTerms *
sx_change_terms (const SxChange *self)
{
  return &self->terms;
}

double
sx_change_shift (const SxChange *self, SxBalanceKind kind, guint row)
{
  return sx_total_value (self->shifts[kind][row]);
}

SxPoint
sx_change_origin (const SxChange *self)
{
  return self->origin;
}

double
sx_change_item_conflict (const SxChangeItem *item, guint rule)
{
  return sx_total_value (item->conflict[rule]);
}
