/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-region.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "evaluate/sx-total.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-overlay.h"

/* Overlaps smaller than this are rounding of coordinates along shared edges, not ground counted twice. */
#define OVERLAP_M2 2e-3
#define COVERED_M2 1e-4
#define MANY_COVERS 6
#define CHUNK 256
#define MAX_POINTS 1000000 /* of one feature */

/* ---- item sets */

static SxItemSet *
item_set_alloc (void)
{
  SxItemSet *self = g_new0 (SxItemSet, 1);
  guint32 zero = 0;

  self->own_ring = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->own_feature = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->touching = g_hash_table_new (NULL, NULL);
  g_array_append_val (self->own_ring, zero);
  return self;
}

/* ends an own item made of the rings appended since the last one */
static void
item_set_end (SxItemSet *self, guint32 feature)
{
  guint32 end = (guint32)self->own.n_rings;

  if (end == g_array_index (self->own_ring, guint32, self->own_ring->len - 1))
    return;
  g_array_append_val (self->own_ring, end);
  g_array_append_val (self->own_feature, feature);
}

static void
item_set_index (SxItemSet *self)
{
  guint n_own = self->own_feature->len;

  self->n_items = self->n_direct + n_own;
  if (n_own > 0)
    {
      if (!self->own_boxes)
        {
          self->own_boxes = g_new (SxBox, self->n_items);
          for (guint i = 0; i < self->n_direct; i++)
            self->own_boxes[i] = self->layer->box[i];
        }
      for (guint i = 0; i < n_own; i++)
        {
          guint32 *ring = &g_array_index (self->own_ring, guint32, i);
          SxShapeView v = sx_shape_buffer_view (&self->own, ring[0], ring[1] - ring[0]);

          self->own_boxes[self->n_direct + i] = v.box;
        }
    }
  self->boxes = self->own_boxes ? self->own_boxes : self->layer ? self->layer->box : NULL;
  self->tree = sx_box_tree_new (self->boxes, self->n_items);
}

/* One large feature, cut on whatever thread. */
typedef struct
{
  guint32 feature;
  SxShapeBuffer pieces;
  GArray *ends; /* gsize */
  gboolean touches;
} Large;

typedef struct
{
  SxLayer *layer;
  GArray *larges;
} Cutting;

static gboolean
cut_large (guint i, gpointer data, GError **error)
{
  Cutting *cutting = data;
  Large *large = &g_array_index (cutting->larges, Large, i);
  SxShapeView v = sx_layer_shape (cutting->layer, large->feature);

  if (sx_overlay_cut (&v, SX_ITEM_MAX_POINTS, &large->pieces, large->ends, &large->touches, error))
    return TRUE;
  g_prefix_error (error, "%s %" PRId64 ": ", cutting->layer->table, cutting->layer->fid[large->feature]);
  return FALSE;
}

static void
large_clear (gpointer data)
{
  Large *large = data;

  sx_shape_buffer_clear (&large->pieces);
  g_array_unref (large->ends);
}

/* NULL with SX_ERROR_LIMIT where a polygon is beyond all measure. */
static GArray *
find_large (const SxLayer *layer, GError **error)
{
  GArray *larges = g_array_new (FALSE, FALSE, sizeof (Large));

  g_array_set_clear_func (larges, large_clear);
  for (guint i = 0; !layer->is_line && i < layer->n_features; i++)
    {
      SxShapeView v = sx_layer_shape (layer, i);
      Large large = { i, SX_SHAPE_BUFFER_INIT, NULL, FALSE };

      if (sx_shape_view_n_points (&v) <= SX_ITEM_MAX_POINTS)
        continue;
      if (sx_shape_view_n_points (&v) > MAX_POINTS)
        {
          g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                       _ ("The polygon of feature %" PRId64
                          " in table %s has %u vertices, more than %d; split or "
                          "simplify it."),
                       layer->fid[i], layer->table, sx_shape_view_n_points (&v), MAX_POINTS);
          g_array_unref (larges);
          return NULL;
        }
      large.ends = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_array_append_val (larges, large);
    }
  return larges;
}

/* the pieces take the large features' places */
static void
put_pieces (SxItemSet *self, GArray *larges)
{
  guint n = self->n_direct;

  for (guint i = 0; i < larges->len; i++)
    n += g_array_index (larges, Large, i).ends->len;
  self->own_boxes = g_new (SxBox, MAX (n, 1));
  for (guint i = 0; i < self->n_direct; i++)
    self->own_boxes[i] = self->layer->box[i];
  for (guint i = 0; i < larges->len; i++)
    {
      Large *large = &g_array_index (larges, Large, i);
      gsize start = 0;

      if (large->touches)
        g_hash_table_add (self->touching, GUINT_TO_POINTER (large->feature + 1));
      self->own_boxes[large->feature] = SX_BOX_EMPTY;
      for (guint k = 0; k < large->ends->len; k++)
        {
          gsize end = g_array_index (large->ends, gsize, k);
          SxShapeView piece = sx_shape_buffer_view (&large->pieces, start, end - start);

          sx_shape_buffer_append (&self->own, &piece);
          item_set_end (self, large->feature);
          start = end;
        }
    }
}

SxItemSet *
sx_item_set_new (SxLayer *layer, GCancellable *cancellable, GError **error)
{
  SxItemSet *self = item_set_alloc ();

  if (layer)
    {
      g_autoptr (GArray) larges = find_large (layer, error);
      Cutting cutting = { layer, larges };

      self->layer = sx_layer_ref (layer);
      self->n_direct = layer->n_features;
      if (!larges || !sx_parallel (larges->len, cut_large, &cutting, cancellable, error))
        {
          sx_item_set_free (self);
          return NULL;
        }
      if (larges->len)
        put_pieces (self, larges);
    }
  item_set_index (self);
  return self;
}

SxItemSet *
sx_item_set_new_from_views (const SxShapeView *views, guint n)
{
  SxItemSet *self = item_set_alloc ();

  for (guint i = 0; i < n; i++)
    {
      sx_shape_buffer_append (&self->own, &views[i]);
      item_set_end (self, i);
    }
  item_set_index (self);
  return self;
}

void
sx_item_set_free (SxItemSet *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->tree, sx_box_tree_free);
  g_clear_pointer (&self->layer, sx_layer_unref);
  sx_shape_buffer_clear (&self->own);
  g_array_unref (self->own_ring);
  g_array_unref (self->own_feature);
  g_hash_table_unref (self->touching);
  g_free (self->own_boxes);
  g_free (self);
}

SxShapeView
sx_item_set_view (const SxItemSet *self, guint item)
{
  const guint32 *ring;
  SxShapeView v;

  if (item < self->n_direct)
    return sx_layer_shape (self->layer, item);
  ring = &g_array_index (self->own_ring, guint32, item - self->n_direct);
  v = (SxShapeView){ self->own.points, self->own.ring_start + ring[0], self->own.ring_is_shell + ring[0],
                     ring[1] - ring[0], self->boxes[item] };
  return v;
}

guint32
sx_item_set_feature (const SxItemSet *self, guint item)
{
  return item < self->n_direct ? item : g_array_index (self->own_feature, guint32, item - self->n_direct);
}

/* ---- regions */

typedef struct
{
  const SxItemSet *set;
  guint8 *select; /* per item; NULL: all */
} Source;

struct _SxRegion
{
  GArray *sources;     /* Source */
  SxItemSet *rest;     /* what is left of overlapped items, and added shapes */
  GArray *rest_layers; /* const SxLayer *, of each own item of rest */
  guint n_items;
};

SxRegion *
sx_region_new (void)
{
  SxRegion *self = g_new0 (SxRegion, 1);

  self->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  self->rest = item_set_alloc ();
  self->rest_layers = g_array_new (FALSE, FALSE, sizeof (SxLayer *));
  return self;
}

void
sx_region_free (SxRegion *self)
{
  if (!self)
    return;
  for (guint i = 0; i < self->sources->len; i++)
    g_free (g_array_index (self->sources, Source, i).select);
  g_array_unref (self->sources);
  g_array_unref (self->rest_layers);
  sx_item_set_free (self->rest);
  g_free (self);
}

/* What is left of an overlapped item: pieces that may share edges, so each an item of its own. */
typedef struct
{
  guint32 item;
  SxShapeBuffer pieces;
  GArray *ends; /* gsize */
} Left;

typedef struct
{
  SxRegion *region;
  const SxItemSet *set;
  const guint8 *select; /* per item */
  const SxRegion *except;
  GArray **lefts; /* per chunk, of Left */
} Addition;

/* the earlier ground that an item overlaps */
typedef struct
{
  const Addition *addition;
  SxShapeView view;
  guint32 item, feature;
  GArray *covers; /* SxShapeView */
} Probe;

static void
probe_view (Probe *probe, const SxShapeView *other)
{
  if (sx_overlap_exceeds (&probe->view, other, OVERLAP_M2))
    g_array_append_val (probe->covers, *other);
}

static gboolean
visit_same (guint item, gpointer data)
{
  Probe *probe = data;
  const SxItemSet *set = probe->addition->set;
  SxShapeView other;

  if (probe->addition->select[item] && sx_item_set_feature (set, item) < probe->feature)
    {
      other = sx_item_set_view (set, item);
      probe_view (probe, &other);
    }
  return TRUE;
}

static gboolean
visit_earlier (const SxShapeView *view, const SxLayer *layer, guint32 feature, gpointer data)
{
  probe_view (data, view);
  return TRUE;
}

/* The view without the covers. A view that many covers meet is cut in halves first: most halves are then
 * covered by one of them, or meet few. */
static gboolean
subtract_covers (const SxShapeView *view, const GArray *covers, guint depth, Left *left, GError **error)
{
  g_autoptr (GArray) here = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  double area = sx_shape_view_planar_area (view);
  SxShapeBuffer half[2] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };
  gboolean wide = view->box.x1 - view->box.x0 > view->box.y1 - view->box.y0, ok = TRUE;
  gsize start = left->pieces.n_rings;

  for (guint i = 0; i < covers->len; i++)
    {
      const SxShapeView *cover = &g_array_index (covers, SxShapeView, i);
      double overlap = sx_overlap_planar (view, cover);

      if (overlap >= area - COVERED_M2)
        return TRUE;
      if (overlap > COVERED_M2)
        g_array_append_val (here, *cover);
    }
  if (here->len <= MANY_COVERS || depth > 24
      || !sx_cut (view, wide ? SX_CUT_X : SX_CUT_Y,
                  wide ? (view->box.x0 + view->box.x1) / 2 : (view->box.y0 + view->box.y1) / 2, &half[0],
                  &half[1]))
    {
      ok = sx_overlay_subtract_all (view, (SxShapeView *)(gpointer)here->data, here->len, &left->pieces,
                                    error);
      if (left->pieces.n_rings > start)
        g_array_append_val (left->ends, left->pieces.n_rings);
      return ok;
    }
  for (guint i = 0; ok && i < 2; i++)
    {
      SxShapeView v = sx_shape_buffer_view (&half[i], 0, half[i].n_rings);

      ok = v.n_rings == 0 || subtract_covers (&v, here, depth + 1, left, error);
    }
  sx_shape_buffer_clear (&half[0]);
  sx_shape_buffer_clear (&half[1]);
  return ok;
}

static gboolean
add_chunk (guint chunk, gpointer data, GError **error)
{
  Addition *addition = data;
  const SxItemSet *set = addition->set;
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  guint end = MIN ((chunk + 1) * CHUNK, set->n_items);

  for (guint item = chunk * CHUNK; item < end; item++)
    {
      Probe probe = { addition, sx_item_set_view (set, item), item, sx_item_set_feature (set, item), covers };
      Left left = { item, SX_SHAPE_BUFFER_INIT, NULL };

      if (!addition->select[item] || probe.view.n_rings == 0)
        continue;
      g_array_set_size (covers, 0);
      sx_box_tree_search (set->tree, probe.view.box, visit_same, &probe);
      sx_region_search (addition->region, probe.view.box, visit_earlier, &probe);
      if (addition->except)
        sx_region_search (addition->except, probe.view.box, visit_earlier, &probe);
      if (covers->len == 0)
        continue;
      if (!addition->lefts[chunk])
        addition->lefts[chunk] = g_array_new (FALSE, FALSE, sizeof (Left));
      left.ends = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_array_append_val (addition->lefts[chunk], left);
      if (!subtract_covers (&probe.view, covers, 0,
                            &g_array_index (addition->lefts[chunk], Left, addition->lefts[chunk]->len - 1),
                            error))
        return FALSE;
    }
  return TRUE;
}

/* makes the searches of what is there valid again after items were added to `rest` */
static void
region_reindex (SxRegion *self)
{
  g_clear_pointer (&self->rest->tree, sx_box_tree_free);
  g_clear_pointer (&self->rest->own_boxes, g_free);
  if (self->rest->own_feature->len)
    item_set_index (self->rest);
  self->n_items = self->rest->own_feature->len;
  for (guint i = 0; i < self->sources->len; i++)
    self->n_items += g_array_index (self->sources, Source, i).set->n_items;
}

static guint8 *
select_items (const SxItemSet *set, const guint8 *select)
{
  guint8 *items = g_new0 (guint8, MAX (set->n_items, 1));

  for (guint i = 0; i < set->n_items; i++)
    items[i] = !sx_box_is_empty (set->boxes[i]) && (!select || select[sx_item_set_feature (set, i)]);
  return items;
}

void
sx_region_add_disjoint (SxRegion *self, const SxItemSet *set, const guint8 *select)
{
  Source source = { set, select_items (set, select) };

  g_array_append_val (self->sources, source);
  region_reindex (self);
}

gboolean
sx_region_add (SxRegion *self, const SxItemSet *set, const guint8 *select, const SxRegion *except,
               GCancellable *cancellable, GError **error)
{
  guint n_chunks = (set->n_items + CHUNK - 1) / CHUNK;
  g_autofree guint8 *items = select_items (set, select);
  g_autofree GArray **lefts = g_new0 (GArray *, MAX (n_chunks, 1));
  Addition addition = { self, set, items, except, lefts };
  Source source = { set, NULL };
  gboolean ok;

  region_reindex (self);
  ok = sx_parallel (n_chunks, add_chunk, &addition, cancellable, error);
  for (guint c = 0; c < n_chunks; c++)
    {
      for (guint i = 0; lefts[c] && i < lefts[c]->len; i++)
        {
          Left *left = &g_array_index (lefts[c], Left, i);
          gsize start = 0;

          items[left->item] = 0;
          for (guint k = 0; ok && k < left->ends->len; k++)
            {
              gsize end = g_array_index (left->ends, gsize, k);
              SxShapeView v = sx_shape_buffer_view (&left->pieces, start, end - start);

              sx_shape_buffer_append (&self->rest->own, &v);
              item_set_end (self->rest, sx_item_set_feature (set, left->item));
              g_array_append_val (self->rest_layers, set->layer);
              start = end;
            }
          sx_shape_buffer_clear (&left->pieces);
          g_array_unref (left->ends);
        }
      g_clear_pointer (&lefts[c], g_array_unref);
    }
  source.select = g_steal_pointer (&items);
  g_array_append_val (self->sources, source);
  region_reindex (self);
  return ok;
}

void
sx_region_add_shapes (SxRegion *self, const SxShapeView *views, guint n)
{
  SxLayer *none = NULL;

  for (guint i = 0; i < n; i++)
    if (views[i].n_rings)
      {
        sx_shape_buffer_append (&self->rest->own, &views[i]);
        item_set_end (self->rest, 0);
        g_array_append_val (self->rest_layers, none);
      }
  region_reindex (self);
}

gboolean
sx_region_is_plain (const SxRegion *self)
{
  return self->rest->own_feature->len == 0;
}

typedef struct
{
  const Source *source;
  const SxRegion *region;
  SxRegionVisit visit;
  gpointer data;
} Search;

static gboolean
visit_source (guint item, gpointer data)
{
  Search *search = data;
  const SxItemSet *set = search->source->set;
  SxShapeView v;

  if (!search->source->select[item])
    return TRUE;
  v = sx_item_set_view (set, item);
  return search->visit (&v, set->layer, sx_item_set_feature (set, item), search->data);
}

static gboolean
visit_rest (guint item, gpointer data)
{
  Search *search = data;
  SxShapeView v = sx_item_set_view (search->region->rest, item);

  return search->visit (&v, g_array_index (search->region->rest_layers, SxLayer *, item),
                        sx_item_set_feature (search->region->rest, item), search->data);
}

gboolean
sx_region_search (const SxRegion *self, SxBox box, SxRegionVisit visit, gpointer data)
{
  Search search = { NULL, self, visit, data };

  for (guint i = 0; i < self->sources->len; i++)
    {
      search.source = &g_array_index (self->sources, Source, i);
      if (!sx_box_tree_search (search.source->set->tree, box, visit_source, &search))
        return FALSE;
    }
  return !self->rest->tree || sx_box_tree_search (self->rest->tree, box, visit_rest, &search);
}

typedef struct
{
  const SxMetric *metric;
  const SxShapeView *view;
  double sum;
} Overlap;

static gboolean
add_overlap (const SxShapeView *view, const SxLayer *layer, guint32 feature, gpointer data)
{
  Overlap *overlap = data;

  overlap->sum += sx_metric_overlap (overlap->metric, overlap->view, view);
  return TRUE;
}

double
sx_region_overlap (const SxRegion *self, const SxMetric *metric, const SxShapeView *view)
{
  Overlap overlap = { metric, view, 0 };

  if (view->n_rings)
    sx_region_search (self, view->box, add_overlap, &overlap);
  return overlap.sum;
}

guint
sx_region_n_items (const SxRegion *self)
{
  return self->n_items;
}

gboolean
sx_region_item (const SxRegion *self, guint item, SxShapeView *view, guint32 *feature)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = &g_array_index (self->sources, Source, i);

      if (item < source->set->n_items)
        {
          if (!source->select[item])
            return FALSE;
          *view = sx_item_set_view (source->set, item);
          *feature = sx_item_set_feature (source->set, item);
          return view->n_rings > 0;
        }
      item -= source->set->n_items;
    }
  *view = sx_item_set_view (self->rest, item);
  *feature = sx_item_set_feature (self->rest, item);
  return view->n_rings > 0;
}

double
sx_region_area (const SxRegion *self, const SxMetric *metric)
{
  double sum = 0;
  SxShapeView v;
  guint32 feature;

  for (guint i = 0; i < self->n_items; i++)
    if (sx_region_item (self, i, &v, &feature))
      sum += sx_metric_additive_area (metric, &v);
  return sum;
}

typedef struct
{
  const SxRegion *a, *b;
  const SxMetric *metric;
  SxTotal *totals; /* per chunk */
} Common;

static gboolean
common_chunk (guint chunk, gpointer data, GError **error)
{
  Common *common = data;
  guint end = MIN ((chunk + 1) * CHUNK, common->a->n_items);
  SxShapeView v;
  guint32 feature;

  for (guint i = chunk * CHUNK; i < end; i++)
    if (sx_region_item (common->a, i, &v, &feature))
      common->totals[chunk] += sx_total (sx_region_overlap (common->b, common->metric, &v));
  return TRUE;
}

gboolean
sx_region_common_area (const SxRegion *a, const SxRegion *b, const SxMetric *metric,
                       GCancellable *cancellable, double *out, GError **error)
{
  guint n_chunks = (a->n_items + CHUNK - 1) / CHUNK;
  g_autofree SxTotal *totals = g_new0 (SxTotal, MAX (n_chunks, 1));
  Common common = { a, b, metric, totals };
  SxTotal sum = 0;

  if (!sx_parallel (n_chunks, common_chunk, &common, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_chunks; i++)
    sum += totals[i];
  *out = sx_total_value (sum);
  return TRUE;
}
