/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-farmland-private.h"

#include "base/sx-parallel.h"
#include "geometry/sx-overlay.h"

#define CHUNK 1024

/* ---- terms */

void
sx_farmland_terms_add (SxFarmlandTerms *sum, const SxFarmlandTerms *t, int sign)
{
  sum->all += sign * t->all;
  sum->irrigated += sign * t->irrigated;
  sum->highstandard += sign * t->highstandard;
  sum->steep += sign * t->steep;
}

SxFarmlandTerms
sx_farmland_make_terms (double m, double highstandard, gboolean is_irrigated, gboolean is_steep)
{
  SxTotal total = sx_total (m);

  return (SxFarmlandTerms){ total, is_irrigated ? total : 0, sx_total (highstandard), is_steep ? total : 0 };
}

static SxFarmlandTerms
base_terms (const SxFarmland *self, guint feature)
{
  SxShapeView v = sx_layer_shape (self->base, feature);
  double m = sx_plan_index_measure (self->index, SX_LINE_FARMLAND, feature), high = 0;

  if (v.n_rings == 0)
    return (SxFarmlandTerms){ 0 };
  high = sx_region_overlap (self->index->highstandard, &self->index->metric, &v);
  if (high > 0)
    high = m * MIN (1, high / sx_metric_additive_area (&self->index->metric, &v));
  return sx_farmland_make_terms (m, high, self->irrigated[feature], self->steep[feature]);
}

static void
parcel_free (gpointer data)
{
  SxFarmlandParcel *parcel = data;

  g_array_unref (parcel->pieces);
  g_free (parcel);
}

SxFarmlandParcel *
sx_farmland_parcel_of (GHashTable *table, gpointer key)
{
  SxFarmlandParcel *parcel = g_hash_table_lookup (table, key);

  if (!parcel)
    {
      parcel = g_new0 (SxFarmlandParcel, 1);
      parcel->pieces = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (table, key, parcel);
    }
  return parcel;
}

/* ---- building */

typedef struct
{
  SxFarmland *self;
  SxFarmlandTerms *sums; /* per chunk */
} Build;

static gboolean
measure_chunk (guint chunk, gpointer data, GError **error)
{
  Build *build = data;
  guint end = MIN ((chunk + 1) * CHUNK, build->self->base->n_features);

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      SxFarmlandTerms t = base_terms (build->self, i);

      sx_farmland_terms_add (&build->sums[chunk], &t, 1);
    }
  return TRUE;
}

static gboolean
measure_all (SxFarmland *self, GCancellable *cancellable, GError **error)
{
  guint n = self->base ? self->base->n_features : 0, n_chunks = (n + CHUNK - 1) / CHUNK;
  g_autofree SxFarmlandTerms *sums = g_new0 (SxFarmlandTerms, MAX (n_chunks, 1));
  Build build = { self, sums };

  if (!sx_parallel (n_chunks, measure_chunk, &build, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_chunks; i++)
    sx_farmland_terms_add (&self->terms, &sums[i], 1);
  return sx_farmland_judge_all (self, cancellable, error);
}

SxFarmland *
sx_farmland_new (const SxPlanIndex *index, double fragment_limit_m2, GCancellable *cancellable,
                 GError **error)
{
  SxFarmland *self = g_new0 (SxFarmland, 1);
  const SxRuleProfile *rules = index->rules;

  self->index = index;
  self->base = sx_plan_layer (index->plan, sx_line_table (SX_LINE_FARMLAND));
  self->land = sx_plan_layer (index->plan, "DLTB");
  self->fragment_limit = fragment_limit_m2;
  self->touched = g_hash_table_new_full (NULL, NULL, NULL, parcel_free);
  self->incoming = g_hash_table_new_full (NULL, NULL, NULL, parcel_free);
  self->beyond = g_hash_table_new_full (NULL, NULL, NULL, parcel_free);
  self->is_fragment = g_byte_array_new ();
  if (self->base)
    {
      self->irrigated = sx_filter_select (rules->irrigated, self->base);
      self->steep = sx_filter_select (rules->steep, self->base);
    }
  if (self->land)
    {
      self->land_irrigated = sx_filter_select (rules->irrigated, self->land);
      self->land_steep = sx_filter_select (rules->steep, self->land);
      self->gross = sx_layer_column (self->land, "TBMJ");
      self->net = sx_layer_column (self->land, "TBDLMJ");
    }
  self->pieces
      = sx_pieces_new (self->base, NULL, rules->cluster_distance_m, rules->sliver_m2, cancellable, error);
  if (self->pieces && measure_all (self, cancellable, error))
    return self;
  sx_farmland_free (self);
  return NULL;
}

void
sx_farmland_free (SxFarmland *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->incoming);
  g_hash_table_unref (self->beyond);
  g_byte_array_unref (self->is_fragment);
  g_free (self->was_fragment);
  sx_pieces_free (self->pieces);
  g_free (self->irrigated);
  g_free (self->steep);
  g_free (self->land_irrigated);
  g_free (self->land_steep);
  g_free (self);
}

/* ---- shapes of one parcel */

/* the adjustments of a direction that cover some of the view, as views */
void
sx_farmland_find_over (GPtrArray *adjustments, SxDirection direction, const SxShapeView *view, GArray *out)
{
  for (guint i = 0; i < adjustments->len; i++)
    {
      const SxAdjustment *a = adjustments->pdata[i];
      SxShapeView v = sx_shape_view (a->shape);

      if (a->direction == direction && sx_box_overlaps (v.box, view->box)
          && sx_overlap_planar (&v, view) > SX_FARMLAND_NOISE_M2)
        g_array_append_val (out, v);
    }
}

/* Adds to the parcel the single parts of the buffer that are no slivers, drops the others from the buffer's
 * measure; returns the area and the high-standard area of what was kept. */
void
sx_farmland_keep_pieces (SxFarmland *self, SxFarmlandParcel *parcel, const SxShapeBuffer *ground,
                         double *area, double *high)
{
  const SxMetric *metric = &self->index->metric;
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings);

  *area = *high = 0;
  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);
      guint32 piece;

      if (sx_shape_view_planar_area (&part) < self->index->rules->sliver_m2)
        continue;
      *area += sx_metric_area (metric, &part);
      *high += sx_region_overlap (self->index->highstandard, metric, &part);
      piece = sx_pieces_make (self->pieces, sx_shape_new (&part));
      g_array_append_val (parcel->pieces, piece);
    }
}

static void
empty_parcel (SxFarmland *self, SxFarmlandParcel *parcel)
{
  sx_farmland_terms_add (&self->terms, &parcel->terms, -1);
  parcel->terms = (SxFarmlandTerms){ 0 };
  for (guint i = 0; i < parcel->pieces->len; i++)
    sx_pieces_unmake (self->pieces, g_array_index (parcel->pieces, guint32, i));
  g_array_set_size (parcel->pieces, 0);
}

/* base parcel: clipped by the outs over it */
static gboolean
update_base (SxFarmland *self, guint feature, GPtrArray *adjustments, GError **error)
{
  gpointer key = GUINT_TO_POINTER (feature + 1);
  SxShapeView v = sx_layer_shape (self->base, feature);
  g_autoptr (GArray) outs = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT;
  SxFarmlandParcel *parcel = g_hash_table_lookup (self->touched, key);
  SxFarmlandTerms base;
  double area, high, whole, m;

  sx_farmland_find_over (adjustments, SX_DIRECTION_OUT, &v, outs);
  if (parcel)
    empty_parcel (self, parcel);
  if (outs->len == 0)
    {
      for (guint32 p = self->pieces->first[feature]; parcel && p < self->pieces->first[feature + 1]; p++)
        sx_pieces_restore_base (self->pieces, p);
      g_hash_table_remove (self->touched, key);
      return TRUE;
    }
  parcel = sx_farmland_parcel_of (self->touched, key);
  for (guint32 p = self->pieces->first[feature]; p < self->pieces->first[feature + 1]; p++)
    sx_pieces_drop_base (self->pieces, p);
  if (!(outs->len == 1
        && sx_overlap_planar (&g_array_index (outs, SxShapeView, 0), &v)
               >= sx_shape_view_planar_area (&v) - SX_FARMLAND_NOISE_M2)
      && !sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)outs->data, outs->len, &rest, error))
    return FALSE;
  sx_farmland_keep_pieces (self, parcel, &rest, &area, &high);
  sx_shape_buffer_clear (&rest);
  whole = sx_metric_area (&self->index->metric, &v);
  m = sx_plan_index_measure (self->index, SX_LINE_FARMLAND, feature);
  base = base_terms (self, feature);
  parcel->terms = sx_farmland_make_terms (m * area / whole, m * high / whole, self->irrigated[feature],
                                          self->steep[feature]);
  sx_farmland_terms_add (&parcel->terms, &base, -1);
  sx_farmland_terms_add (&self->terms, &parcel->terms, 1);
  return TRUE;
}

/* ---- updating */

static int
compare_features (gconstpointer a, gconstpointer b)
{
  guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;

  return (p > q) - (p < q);
}

typedef struct
{
  const SxItemSet *set;
  SxShapeView view;
  GHashTable *found; /* feature + 1 */
} Touch;

static gboolean
visit_touched (guint item, gpointer data)
{
  Touch *touch = data;
  SxShapeView v = sx_item_set_view (touch->set, item);
  gpointer key = GUINT_TO_POINTER (sx_item_set_feature (touch->set, item) + 1);

  if (!g_hash_table_contains (touch->found, key)
      && sx_overlap_planar (&touch->view, &v) > SX_FARMLAND_NOISE_M2)
    g_hash_table_add (touch->found, key);
  return TRUE;
}

/* features of a table that the dirty polygons overlap, in stored order */
static GArray *
find_touched (const SxFarmland *self, const char *table, GPtrArray *dirty)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GArray *features = g_array_new (FALSE, FALSE, sizeof (guint32));
  SxItemSet *set = sx_plan_index_items (self->index, table);
  Touch touch = { set, { 0 }, found };
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; set && i < dirty->len; i++)
    {
      touch.view = sx_shape_view (((SxAdjustment *)dirty->pdata[i])->shape);
      if (touch.view.n_rings)
        sx_box_tree_search (set->tree, touch.view.box, visit_touched, &touch);
    }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 feature = GPOINTER_TO_UINT (key) - 1;

      g_array_append_val (features, feature);
    }
  g_array_sort (features, compare_features);
  return features;
}

/* In-adjustments whose ground beyond DLTB may have changed: those that meet a dirty polygon. */
static void
forget_beyond (SxFarmland *self, GPtrArray *dirty)
{
  GHashTableIter iter;
  gpointer key, parcel;

  g_hash_table_iter_init (&iter, self->beyond);
  while (g_hash_table_iter_next (&iter, &key, &parcel))
    {
      gboolean meets = FALSE;

      for (guint i = 0; i < dirty->len && !meets; i++)
        meets = dirty->pdata[i] == key
                || sx_box_overlaps (((SxAdjustment *)key)->shape->box,
                                    ((SxAdjustment *)dirty->pdata[i])->shape->box);
      if (!meets)
        continue;
      empty_parcel (self, parcel);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
update_parcels (SxFarmland *self, GPtrArray *dirty, GPtrArray *adjustments, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GArray) base = find_touched (self, sx_line_table (SX_LINE_FARMLAND), dirty);
  g_autoptr (GArray) land = find_touched (self, "DLTB", dirty);

  /* what came in stands on what the base keeps: take it away first, put it back last */
  forget_beyond (self, dirty);
  for (guint i = 0; i < land->len; i++)
    {
      gpointer key = GUINT_TO_POINTER (g_array_index (land, guint32, i) + 1);
      SxFarmlandParcel *parcel = g_hash_table_lookup (self->incoming, key);

      if (parcel)
        empty_parcel (self, parcel);
      g_hash_table_remove (self->incoming, key);
    }
  for (guint i = 0; i < base->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !update_base (self, g_array_index (base, guint32, i), adjustments, error))
      return FALSE;
  for (guint i = 0; i < land->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !sx_farmland_update_incoming (self, g_array_index (land, guint32, i), adjustments, error))
      return FALSE;
  for (guint i = 0; i < adjustments->len; i++)
    {
      SxAdjustment *in = adjustments->pdata[i];
      gboolean meets = FALSE;

      for (guint k = 0; k < dirty->len && !meets; k++)
        meets = sx_box_overlaps (in->shape->box, ((SxAdjustment *)dirty->pdata[k])->shape->box);
      if (in->direction == SX_DIRECTION_IN && meets
          && !sx_farmland_update_beyond (self, in, adjustments, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sx_farmland_update (SxFarmland *self, GPtrArray *dirty, GPtrArray *adjustments, GCancellable *cancellable,
                    GError **error)
{
  gboolean ok;

  if (dirty->len == 0)
    return TRUE;
  sx_components_begin (self->pieces->components);
  ok = update_parcels (self, dirty, adjustments, cancellable, error);
  sx_components_end (self->pieces->components);
  return sx_farmland_judge_changed (self, ok ? error : NULL) && ok;
}

const SxFarmlandTerms *
sx_farmland_terms (const SxFarmland *self)
{
  return &self->terms;
}

/* ---- what is shown */

static void
show_made (const SxFarmland *self, const SxFarmlandParcel *parcel, guint number, double m, gboolean is_new,
           SxFarmlandShow visit, gpointer data)
{
  for (guint i = 0; i < parcel->pieces->len; i++)
    {
      SxShapeView v = sx_pieces_view (self->pieces, g_array_index (parcel->pieces, guint32, i));

      visit (number, &v, m, is_new, data);
    }
}

static void
show_steep_base (const SxFarmland *self, guint feature, SxFarmlandShow visit, gpointer data)
{
  const SxFarmlandParcel *parcel = g_hash_table_lookup (self->touched, GUINT_TO_POINTER (feature + 1));
  double m = sx_plan_index_measure (self->index, SX_LINE_FARMLAND, feature);

  if (parcel)
    {
      show_made (self, parcel, feature, m + sx_total_value (parcel->terms.steep), FALSE, visit, data);
      return;
    }
  for (guint32 p = self->pieces->first[feature]; p < self->pieces->first[feature + 1]; p++)
    {
      SxShapeView v = sx_pieces_view (self->pieces, p);

      visit (feature, &v, m, FALSE, data);
    }
}

void
sx_farmland_show_steep (const SxFarmland *self, SxFarmlandShow visit, gpointer data)
{
  guint n = self->base ? self->base->n_features : 0;
  GHashTableIter iter;
  gpointer key, parcel;

  for (guint i = 0; i < n; i++)
    if (self->steep[i])
      show_steep_base (self, i, visit, data);
  g_hash_table_iter_init (&iter, self->incoming);
  while (g_hash_table_iter_next (&iter, &key, &parcel))
    {
      guint feature = GPOINTER_TO_UINT (key) - 1;

      if (self->land_steep[feature])
        show_made (self, parcel, n + feature, sx_total_value (((SxFarmlandParcel *)parcel)->terms.steep),
                   TRUE, visit, data);
    }
}
