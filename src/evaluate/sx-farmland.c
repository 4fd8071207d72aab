/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-farmland.h"

#include "base/sx-parallel.h"
#include "evaluate/sx-pieces.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-overlay.h"

#define NOISE_M2 1e-6
#define CHUNK 1024
#define MANY_PARCELS 8
#define BUFFER_M 5.0
#define BUFFER_SEGMENTS 8

/* What a parcel (of the base, or of DLTB) has become. */
typedef struct
{
  SxFarmlandTerms terms; /* base parcel: after - base; DLTB parcel: what came in */
  GArray *pieces;        /* guint32, made pieces */
} Parcel;

struct _SxFarmland
{
  const SxPlanIndex *index;
  const SxLayer *base, *land; /* may be NULL */
  double fragment_limit;
  guint8 *irrigated, *steep;           /* per base feature */
  guint8 *land_irrigated, *land_steep; /* per DLTB feature */
  const SxColumn *gross, *net;         /* TBMJ, TBDLMJ */
  SxPieces *pieces;
  GHashTable *touched;  /* base feature + 1 → Parcel * */
  GHashTable *incoming; /* DLTB feature + 1 → Parcel * */
  GHashTable *beyond;   /* SxAdjustment * (in) → Parcel *: new ground outside DLTB */
  SxFarmlandTerms terms;
  GByteArray *is_fragment; /* per component */
  guint8 *was_fragment;    /* per base piece: its cluster was a fragment before any scheme */
  guint n_fragments;
};

/* ---- terms */

static void
terms_add (SxFarmlandTerms *sum, const SxFarmlandTerms *t, int sign)
{
  sum->all += sign * t->all;
  sum->irrigated += sign * t->irrigated;
  sum->highstandard += sign * t->highstandard;
  sum->steep += sign * t->steep;
}

static SxFarmlandTerms
make_terms (double m, double highstandard, gboolean is_irrigated, gboolean is_steep)
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
  return make_terms (m, high, self->irrigated[feature], self->steep[feature]);
}

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  g_array_unref (parcel->pieces);
  g_free (parcel);
}

static Parcel *
parcel_of (GHashTable *table, gpointer key)
{
  Parcel *parcel = g_hash_table_lookup (table, key);

  if (!parcel)
    {
      parcel = g_new0 (Parcel, 1);
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
  guint8 *fragment;      /* per component */
} Build;

static gboolean
measure_chunk (guint chunk, gpointer data, GError **error)
{
  Build *build = data;
  guint end = MIN ((chunk + 1) * CHUNK, build->self->base->n_features);

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      SxFarmlandTerms t = base_terms (build->self, i);

      terms_add (&build->sums[chunk], &t, 1);
    }
  return TRUE;
}

/* Planar area of the union of the 5 m buffers of a cluster's pieces, or the area of the pieces themselves,
 * below the limit? Only clusters whose ground alone is smaller need the buffers. */
static gboolean
cluster_is_fragment (const SxFarmland *self, guint32 cluster, gboolean *out, GError **error)
{
  const SxComponents *components = self->pieces->components;
  gboolean overlapping = !sx_region_is_plain (self->index->line[SX_LINE_FARMLAND]);
  double ground = (double)sx_components_weight (components, cluster) * SX_PIECE_UNIT_M2, area = 0;
  g_autoptr (GArray) views = NULL;
  SxShapeBuffer buffers = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;

  *out = FALSE;
  if (sx_components_size (components, cluster) == 0
      || ground >= self->fragment_limit * (overlapping ? 16 : 1) + 1)
    return TRUE;
  views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  for (guint32 node = sx_components_first (components, cluster); node != SX_COMPONENTS_NONE;
       node = sx_components_next (components, node))
    {
      v = sx_pieces_view (self->pieces, node);
      g_array_append_val (views, v);
      area += sx_metric_area (&self->index->metric, &v);
    }
  if (self->index->rules->fragment_area == SX_FRAGMENT_BUFFERED)
    {
      if (!sx_overlay_buffer ((SxShapeView *)(gpointer)views->data, views->len, BUFFER_M, BUFFER_SEGMENTS,
                              &buffers, error))
        return FALSE;
      v = sx_shape_buffer_view (&buffers, 0, buffers.n_rings);
      area = sx_shape_view_planar_area (&v);
      sx_shape_buffer_clear (&buffers);
    }
  *out = area < self->fragment_limit;
  return TRUE;
}

static gboolean
judge_chunk (guint chunk, gpointer data, GError **error)
{
  Build *build = data;
  guint end = MIN ((chunk + 1) * CHUNK, sx_components_limit (build->self->pieces->components));

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      gboolean fragment;

      if (!cluster_is_fragment (build->self, i, &fragment, error))
        return FALSE;
      build->fragment[i] = fragment != FALSE;
    }
  return TRUE;
}

static gboolean
measure_all (SxFarmland *self, GCancellable *cancellable, GError **error)
{
  guint n = self->base ? self->base->n_features : 0, n_chunks = (n + CHUNK - 1) / CHUNK;
  guint limit = sx_components_limit (self->pieces->components);
  g_autofree SxFarmlandTerms *sums = g_new0 (SxFarmlandTerms, MAX (n_chunks, 1));
  Build build = { self, sums, NULL };

  if (!sx_parallel (n_chunks, measure_chunk, &build, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_chunks; i++)
    terms_add (&self->terms, &sums[i], 1);
  g_byte_array_set_size (self->is_fragment, limit);
  build.fragment = self->is_fragment->data;
  if (!sx_parallel ((limit + CHUNK - 1) / CHUNK, judge_chunk, &build, cancellable, error))
    return FALSE;
  for (guint i = 0; i < limit; i++)
    self->n_fragments += self->is_fragment->data[i];
  self->was_fragment = g_malloc (MAX (self->pieces->n_base, 1));
  for (guint i = 0; i < self->pieces->n_base; i++)
    self->was_fragment[i] = self->is_fragment->data[sx_components_of (self->pieces->components, i)];
  return TRUE;
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
static void
find_over (GPtrArray *adjustments, SxDirection direction, const SxShapeView *view, GArray *out)
{
  for (guint i = 0; i < adjustments->len; i++)
    {
      const SxAdjustment *a = adjustments->pdata[i];
      SxShapeView v = sx_shape_view (a->shape);

      if (a->direction == direction && sx_box_overlaps (v.box, view->box)
          && sx_overlap_planar (&v, view) > NOISE_M2)
        g_array_append_val (out, v);
    }
}

/* Adds to the parcel the single parts of the buffer that are no slivers, drops the others from the buffer's
 * measure; returns the area and the high-standard area of what was kept. */
static void
keep_pieces (SxFarmland *self, Parcel *parcel, const SxShapeBuffer *ground, double *area, double *high)
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
empty_parcel (SxFarmland *self, Parcel *parcel)
{
  terms_add (&self->terms, &parcel->terms, -1);
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
  Parcel *parcel = g_hash_table_lookup (self->touched, key);
  SxFarmlandTerms base;
  double area, high, whole, m;

  find_over (adjustments, SX_DIRECTION_OUT, &v, outs);
  if (parcel)
    empty_parcel (self, parcel);
  if (outs->len == 0)
    {
      for (guint32 p = self->pieces->first[feature]; parcel && p < self->pieces->first[feature + 1]; p++)
        sx_pieces_restore_base (self->pieces, p);
      g_hash_table_remove (self->touched, key);
      return TRUE;
    }
  parcel = parcel_of (self->touched, key);
  for (guint32 p = self->pieces->first[feature]; p < self->pieces->first[feature + 1]; p++)
    sx_pieces_drop_base (self->pieces, p);
  if (!(outs->len == 1
        && sx_overlap_planar (&g_array_index (outs, SxShapeView, 0), &v)
               >= sx_shape_view_planar_area (&v) - NOISE_M2)
      && !sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)outs->data, outs->len, &rest, error))
    return FALSE;
  keep_pieces (self, parcel, &rest, &area, &high);
  sx_shape_buffer_clear (&rest);
  whole = sx_metric_area (&self->index->metric, &v);
  m = sx_plan_index_measure (self->index, SX_LINE_FARMLAND, feature);
  base = base_terms (self, feature);
  parcel->terms
      = make_terms (m * area / whole, m * high / whole, self->irrigated[feature], self->steep[feature]);
  terms_add (&parcel->terms, &base, -1);
  terms_add (&self->terms, &parcel->terms, 1);
  return TRUE;
}

/* ---- what comes in */

typedef struct
{
  const SxFarmland *self;
  SxShapeView view;
  GArray *views; /* SxShapeView of farmland, or of DLTB parcels, that overlap it */
  double sum;
  const SxItemSet *land;
  guint32 before; /* only DLTB parcels stored before this one */
} Over;

static void
note_over (Over *over, const SxShapeView *other)
{
  double overlap = sx_overlap_planar (&over->view, other);

  if (overlap <= NOISE_M2)
    return;
  over->sum += overlap;
  g_array_append_val (over->views, *other);
}

static gboolean
visit_alive_base (guint item, gpointer data)
{
  Over *over = data;

  if (over->self->pieces->is_alive[item])
    {
      SxShapeView v = sx_pieces_view (over->self->pieces, item);

      note_over (over, &v);
    }
  return TRUE;
}

/* what is left of the base farmland in the view: Base \ Out */
static void
find_kept (Over *over)
{
  const SxPieces *pieces = over->self->pieces;
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_search (pieces->tree, over->view.box, visit_alive_base, over);
  sx_box_grid_query (pieces->grid, over->view.box, made);
  for (guint i = 0; i < made->len; i++)
    {
      SxShapeView v = sx_pieces_view (pieces, g_array_index (made, guint32, i));

      note_over (over, &v);
    }
}

static gboolean
visit_earlier_land (guint item, gpointer data)
{
  Over *over = data;

  if (sx_item_set_feature (over->land, item) < over->before)
    {
      SxShapeView v = sx_item_set_view (over->land, item);
      double overlap = sx_overlap_planar (&over->view, &v);

      if (overlap > 2e-3)
        g_array_append_val (over->views, v);
    }
  return TRUE;
}

/* ∪ ins ∩ view, and its planar area */
static gboolean
unite_ins (const SxShapeView *view, GArray *ins, SxShapeBuffer *out, GError **error)
{
  SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  double area = sx_shape_view_planar_area (view);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  gboolean ok = TRUE;
  gsize start = 0;

  for (guint i = 0; i < ins->len; i++)
    if (sx_overlap_planar (view, &g_array_index (ins, SxShapeView, i)) >= area - NOISE_M2)
      {
        sx_shape_buffer_append (out, view);
        return TRUE;
      }
  if (ins->len == 1)
    return sx_overlay_intersect (view, &g_array_index (ins, SxShapeView, 0), out, error);
  for (guint i = 0; ok && i < ins->len; i++)
    {
      ok = sx_overlay_intersect (view, &g_array_index (ins, SxShapeView, i), &parts, error);
      g_array_append_val (ends, parts.n_rings);
    }
  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      SxShapeView v = sx_shape_buffer_view (&parts, start, end - start);

      if (end > start)
        g_array_append_val (views, v);
      start = end;
    }
  ok = ok && sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, out, error);
  sx_shape_buffer_clear (&parts);
  return ok;
}

/* ground minus views, in place */
static gboolean
take_away (SxShapeBuffer *ground, GArray *views, GError **error)
{
  SxShapeBuffer left = SX_SHAPE_BUFFER_INIT;
  SxShapeView v = sx_shape_buffer_view (ground, 0, ground->n_rings);
  gboolean ok = sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)views->data, views->len, &left, error);

  if (!ok)
    return FALSE;
  sx_shape_buffer_clear (ground);
  *ground = left;
  return TRUE;
}

/* (In ∩ parcel) \ (Base \ Out), less what earlier DLTB parcels cover */
static gboolean
new_ground (const SxFarmland *self, guint parcel, GArray *ins, SxShapeBuffer *ground, GError **error)
{
  SxShapeView v = sx_layer_shape (self->land, parcel);
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  const SxItemSet *set = sx_plan_index_items (self->index, "DLTB");
  Over over = { self, v, earlier, 0, set, parcel };

  if (!unite_ins (&v, ins, ground, error))
    return FALSE;
  over.view = sx_shape_buffer_view (ground, 0, ground->n_rings);
  if (over.view.n_rings == 0)
    return TRUE;
  sx_box_tree_search (set->tree, over.view.box, visit_earlier_land, &over);
  if (earlier->len && !take_away (ground, earlier, error))
    return FALSE;
  over = (Over){ self, sx_shape_buffer_view (ground, 0, ground->n_rings), kept, 0, set, 0 };
  if (over.view.n_rings == 0)
    return TRUE;
  find_kept (&over);
  if (kept->len == 0)
    return TRUE;
  return take_away (ground, kept, error);
}

static double
net_ratio (const SxFarmland *self, guint parcel)
{
  double gross = sx_column_number (self->gross, parcel), net = sx_column_number (self->net, parcel);

  if (!isfinite (gross) || !isfinite (net) || gross <= 0 || net < 0)
    return 1;
  return net / gross;
}

static gboolean
update_incoming (SxFarmland *self, guint feature, GPtrArray *adjustments, GError **error)
{
  gpointer key = GUINT_TO_POINTER (feature + 1);
  SxShapeView v = sx_layer_shape (self->land, feature);
  g_autoptr (GArray) ins = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  Parcel *parcel;
  double area, high, ratio = net_ratio (self, feature);
  gboolean ok;

  find_over (adjustments, SX_DIRECTION_IN, &v, ins);
  if (ins->len == 0)
    return TRUE;
  ok = new_ground (self, feature, ins, &ground, error);
  if (ok && ground.n_rings)
    {
      parcel = parcel_of (self->incoming, key);
      keep_pieces (self, parcel, &ground, &area, &high);
      parcel->terms
          = make_terms (area * ratio, high * ratio, self->land_irrigated[feature], self->land_steep[feature]);
      terms_add (&self->terms, &parcel->terms, 1);
    }
  sx_shape_buffer_clear (&ground);
  return ok;
}

static gboolean
visit_land (guint item, gpointer data)
{
  Over *over = data;
  SxShapeView v = sx_item_set_view (over->land, item);

  note_over (over, &v);
  return TRUE;
}

/* m² of overlap among the views themselves */
static double
doubly_covered (GArray *views)
{
  double sum = 0;

  for (guint i = 0; i < views->len; i++)
    for (guint k = 0; k < i; k++)
      sum += sx_overlap_planar (&g_array_index (views, SxShapeView, i),
                                &g_array_index (views, SxShapeView, k));
  return sum;
}

/* The view without the parcels of DLTB, appended to `ground`. Cut in halves first, as long as many parcels
 * lie in it: most of a polygon needs no overlay. */
static gboolean
append_beyond (const SxFarmland *self, const SxShapeView *v, guint depth, SxShapeBuffer *ground,
               GError **error)
{
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  Over over = { self, *v, covers, 0, sx_plan_index_items (self->index, "DLTB"), 0 };
  gboolean wide = v->box.x1 - v->box.x0 > v->box.y1 - v->box.y0, ok = TRUE;
  SxShapeBuffer half[2] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };

  if (over.land)
    sx_box_tree_search (over.land->tree, v->box, visit_land, &over);
  if (sx_shape_view_planar_area (v) - over.sum + doubly_covered (covers) < self->index->rules->sliver_m2)
    return TRUE;
  if (covers->len <= MANY_PARCELS || depth > 20
      || !sx_cut (v, wide ? SX_CUT_X : SX_CUT_Y,
                  wide ? (v->box.x0 + v->box.x1) / 2 : (v->box.y0 + v->box.y1) / 2, &half[0], &half[1]))
    return sx_overlay_subtract_all (v, (SxShapeView *)(gpointer)covers->data, covers->len, ground, error);
  for (guint i = 0; ok && i < 2; i++)
    {
      SxShapeView part = sx_shape_buffer_view (&half[i], 0, half[i].n_rings);

      ok = part.n_rings == 0 || append_beyond (self, &part, depth + 1, ground, error);
    }
  sx_shape_buffer_clear (&half[0]);
  sx_shape_buffer_clear (&half[1]);
  return ok;
}

/* Ground of an in that is outside DLTB: counts whole, without class. Earlier ins over the same ground come
 * first. */
static gboolean
update_beyond (SxFarmland *self, SxAdjustment *in, GPtrArray *adjustments, GError **error)
{
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  Over over = { self, sx_shape_view (in->shape), covers, 0, NULL, 0 };
  double area, high;
  gboolean ok = over.view.n_rings == 0 || append_beyond (self, &over.view, 0, &ground, error);
  Parcel *parcel;

  if (ok && ground.n_rings)
    {
      over.view = sx_shape_buffer_view (&ground, 0, ground.n_rings);
      for (guint i = 0; i < adjustments->len && adjustments->pdata[i] != in; i++)
        {
          const SxAdjustment *other = adjustments->pdata[i];
          SxShapeView o = sx_shape_view (other->shape);

          if (other->direction == SX_DIRECTION_IN && sx_box_overlaps (o.box, over.view.box))
            note_over (&over, &o);
        }
      find_kept (&over);
      ok = covers->len == 0 || take_away (&ground, covers, error);
    }
  if (ok && ground.n_rings)
    {
      parcel = parcel_of (self->beyond, in);
      keep_pieces (self, parcel, &ground, &area, &high);
      parcel->terms = make_terms (area, high, FALSE, FALSE);
      terms_add (&self->terms, &parcel->terms, 1);
    }
  sx_shape_buffer_clear (&ground);
  return ok;
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

  if (!g_hash_table_contains (touch->found, key) && sx_overlap_planar (&touch->view, &v) > NOISE_M2)
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
      Parcel *parcel = g_hash_table_lookup (self->incoming, key);

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
        || !update_incoming (self, g_array_index (land, guint32, i), adjustments, error))
      return FALSE;
  for (guint i = 0; i < adjustments->len; i++)
    {
      SxAdjustment *in = adjustments->pdata[i];
      gboolean meets = FALSE;

      for (guint k = 0; k < dirty->len && !meets; k++)
        meets = sx_box_overlaps (in->shape->box, ((SxAdjustment *)dirty->pdata[k])->shape->box);
      if (in->direction == SX_DIRECTION_IN && meets && !update_beyond (self, in, adjustments, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_fragment (SxFarmland *self, guint32 cluster, gboolean fragment)
{
  while (self->is_fragment->len <= cluster)
    g_byte_array_append (self->is_fragment, (const guint8 *)"", 1);
  self->n_fragments += (fragment != FALSE) - (guint)self->is_fragment->data[cluster];
  self->is_fragment->data[cluster] = fragment != FALSE;
}

static gboolean
judge_changed (SxFarmland *self, GError **error)
{
  const SxComponents *components = self->pieces->components;
  const GArray *lists[] = { sx_components_created (components), sx_components_changed (components) };
  const GArray *gone = sx_components_destroyed (components);

  for (guint i = 0; i < gone->len; i++)
    set_fragment (self, g_array_index (gone, guint32, i), FALSE);
  for (guint l = 0; l < 2; l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        guint32 cluster = g_array_index (lists[l], guint32, i);
        gboolean fragment;

        if (!cluster_is_fragment (self, cluster, &fragment, error))
          return FALSE;
        set_fragment (self, cluster, fragment);
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
  return judge_changed (self, ok ? error : NULL) && ok;
}

const SxFarmlandTerms *
sx_farmland_terms (const SxFarmland *self)
{
  return &self->terms;
}

guint
sx_farmland_n_clusters (const SxFarmland *self)
{
  return sx_components_count (self->pieces->components);
}

guint
sx_farmland_n_fragments (const SxFarmland *self)
{
  return self->n_fragments;
}

double
sx_farmland_inside (const SxFarmland *self, const SxShapeView *view)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  Over over = { self, *view, views, 0, NULL, 0 };

  find_kept (&over);
  return over.sum;
}

/* ---- what is shown */

typedef struct
{
  const SxFarmland *self;
  SxShapeView view;
  gboolean found;
} Origin;

static gboolean
visit_origin (guint item, gpointer data)
{
  Origin *origin = data;
  SxShapeView v;

  if (!origin->self->was_fragment[item])
    return TRUE;
  v = sx_pieces_view (origin->self->pieces, item);
  origin->found = sx_overlap_planar (&origin->view, &v) > NOISE_M2;
  return !origin->found;
}

/* Does any of the cluster's ground come from what was a fragment before the scheme? */
static gboolean
was_fragment (const SxFarmland *self, guint32 cluster)
{
  const SxPieces *pieces = self->pieces;
  Origin origin = { self, { 0 }, FALSE };

  for (guint32 node = sx_components_first (pieces->components, cluster);
       node != SX_COMPONENTS_NONE && !origin.found; node = sx_components_next (pieces->components, node))
    {
      if (node < pieces->n_base)
        {
          origin.found = self->was_fragment[node];
          continue;
        }
      origin.view = sx_pieces_view (pieces, node);
      sx_box_tree_search (pieces->tree, origin.view.box, visit_origin, &origin);
    }
  return origin.found;
}

void
sx_farmland_show_fragments (const SxFarmland *self, SxFarmlandShow visit, gpointer data)
{
  const SxComponents *components = self->pieces->components;

  for (guint32 c = 0; c < self->is_fragment->len; c++)
    {
      gboolean is_new = self->is_fragment->data[c] && !was_fragment (self, c);

      for (guint32 node
           = self->is_fragment->data[c] ? sx_components_first (components, c) : SX_COMPONENTS_NONE;
           node != SX_COMPONENTS_NONE; node = sx_components_next (components, node))
        {
          SxShapeView v = sx_pieces_view (self->pieces, node);

          visit (c, &v, NAN, is_new, data);
        }
    }
}

static void
show_made (const SxFarmland *self, const Parcel *parcel, guint number, double m, gboolean is_new,
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
  const Parcel *parcel = g_hash_table_lookup (self->touched, GUINT_TO_POINTER (feature + 1));
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
        show_made (self, parcel, n + feature, sx_total_value (((Parcel *)parcel)->terms.steep), TRUE, visit,
                   data);
    }
}

gboolean
sx_farmland_count_clusters (SxItemSet *set, const guint8 *select, double distance, GCancellable *cancellable,
                            guint *out, GError **error)
{
  SxPieces *pieces = sx_pieces_new (set ? set->layer : NULL, select, distance, 0, cancellable, error);

  if (!pieces)
    return FALSE;
  *out = sx_components_count (pieces->components);
  sx_pieces_free (pieces);
  return TRUE;
}
