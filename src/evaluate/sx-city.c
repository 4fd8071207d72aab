/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-city.h"

#include <string.h>

#include "geometry/sx-overlay.h"

#define REMOVAL_M 1.0
#define REMOVAL_SEGMENTS 8
#define WALK_SEGMENTS 32
#define NOISE_M2 1e-6

struct _SxCity
{
  const SxPlanIndex *index;
  double walk;
  SxLayer *roads, *uses;        /* may be NULL */
  SxShape *extent;              /* ZXCQFW dissolved, may be empty */
  SxRegion *ground;             /* the same, in small pieces */
  double *base_length, *length; /* per road feature, inside the extent: before, after */
  SxCityTerms before, after;
};

static SxShapeView
extent_view (const SxCity *self)
{
  return sx_shape_view (self->extent);
}

static gboolean
make_extent (SxCity *self, GError **error)
{
  SxItemSet *set = sx_plan_index_items (self->index, "ZXCQFW");
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer united = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  gboolean ok;

  for (guint i = 0; set && i < set->layer->n_features; i++)
    {
      v = sx_layer_shape (set->layer, i);
      if (v.n_rings)
        g_array_append_val (views, v);
    }
  ok = sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, &united, error);
  v = sx_shape_buffer_view (&united, 0, united.n_rings);
  self->extent = sx_shape_new (&v);
  sx_shape_buffer_clear (&united);
  v = extent_view (self);
  self->before.area = sx_metric_area (&self->index->metric, &v);
  self->ground = sx_region_new ();
  return ok && (!set || sx_region_add (self->ground, set, NULL, NULL, NULL, error));
}

/* Is the whole box inside the extent (1), wholly outside (-1), or neither (0)? */
static int
side_of_extent (const SxCity *self, SxBox box)
{
  SxBox b = sx_box_grown (box, 0.01);
  SxPoint p[5] = { { b.x0, b.y0 }, { b.x0, b.y1 }, { b.x1, b.y1 }, { b.x1, b.y0 }, { b.x0, b.y0 } };
  guint32 starts[2] = { 0, 5 };
  guint8 shell = 1;
  SxShapeView rectangle = { p, starts, &shell, 1, b };
  SxMetric planar = { .is_planar = TRUE };
  double area = (b.x1 - b.x0) * (b.y1 - b.y0),
         overlap = sx_region_overlap (self->ground, &planar, &rectangle);

  return overlap >= area * (1 - 1e-9) ? 1 : overlap <= area * 1e-9 ? -1 : 0;
}

/* length of lines inside the extent and outside the removed ground */
static gboolean
measure_lines (const SxCity *self, const SxShapeView *lines, const GArray *removed, double *out,
               GError **error)
{
  SxShapeView extent = extent_view (self), rest;
  SxShapeBuffer now = SX_SHAPE_BUFFER_INIT, next = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;
  int side = lines->n_rings ? side_of_extent (self, lines->box) : -1;

  *out = 0;
  if (side < 0)
    return TRUE;
  sx_shape_buffer_append (&now, lines);
  for (guint i = 0; ok && removed && i < removed->len; i++)
    {
      SxShapeBuffer swap;

      if (!sx_box_overlaps (lines->box, g_array_index (removed, SxShapeView, i).box))
        continue;
      rest = sx_shape_buffer_view (&now, 0, now.n_rings);
      sx_shape_buffer_reset (&next);
      ok = sx_overlay_lines (&rest, &g_array_index (removed, SxShapeView, i), FALSE, &next, error);
      swap = now;
      now = next;
      next = swap;
    }
  rest = sx_shape_buffer_view (&now, 0, now.n_rings);
  if (side == 0)
    {
      sx_shape_buffer_reset (&next);
      ok = ok && sx_overlay_lines (&rest, &extent, TRUE, &next, error);
      rest = sx_shape_buffer_view (&next, 0, next.n_rings);
    }
  *out = ok ? sx_metric_length (&self->index->metric, &rest) : 0;
  sx_shape_buffer_clear (&now);
  sx_shape_buffer_clear (&next);
  return ok;
}

static double
total (const double *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  return sum;
}

gboolean
sx_city_set_roads (SxCity *self, GPtrArray *roads, GPtrArray *dirty, GError **error)
{
  guint n = self->roads ? self->roads->n_features : 0;
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  double added = 0;
  gboolean ok = TRUE;
  gsize start = 0;

  for (guint i = 0; ok && i < roads->len; i++)
    {
      const SxRoad *road = roads->pdata[i];
      SxShapeView v = sx_shape_view (road->shape);
      double length = 0;

      if (road->is_removal)
        ok = sx_overlay_buffer_lines (&v, REMOVAL_M, REMOVAL_SEGMENTS, &buffer, error);
      else
        ok = measure_lines (self, &v, NULL, &length, error);
      g_array_append_val (ends, buffer.n_rings);
      added += length;
    }
  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      SxShapeView v = sx_shape_buffer_view (&buffer, start, end - start);

      if (end > start)
        g_array_append_val (removed, v);
      start = end;
    }
  for (guint f = 0; ok && f < n; f++)
    {
      SxShapeView v = sx_layer_shape (self->roads, f);
      gboolean touched = FALSE;

      for (guint i = 0; i < dirty->len && !touched; i++)
        touched
            = sx_box_overlaps (v.box, sx_box_grown (((SxRoad *)dirty->pdata[i])->shape->box, 2 * REMOVAL_M));
      if (touched)
        ok = measure_lines (self, &v, removed, &self->length[f], error);
    }
  sx_shape_buffer_clear (&buffer);
  if (ok)
    self->after.road_length = total (self->length, n) + added;
  return ok;
}

/* ---- coverage */

static gboolean
starts_with_any (const char *code, char **prefixes)
{
  for (guint i = 0; prefixes && prefixes[i]; i++)
    if (g_str_has_prefix (code, prefixes[i]))
      return TRUE;
  return FALSE;
}

/* Land use as disjoint pieces: code and views into `buffer`. */
typedef struct
{
  SxShapeBuffer buffer;
  GArray *ends;     /* gsize, per piece */
  GPtrArray *codes; /* borrowed, per piece */
} Uses;

static void
end_piece (Uses *uses, const char *code)
{
  g_array_append_val (uses->ends, uses->buffer.n_rings);
  g_ptr_array_add (uses->codes, (gpointer)code);
}

static GArray *
pieces_with (const Uses *uses, char **prefixes)
{
  GArray *views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  gsize start = 0;

  for (guint i = 0; i < uses->ends->len; i++)
    {
      gsize end = g_array_index (uses->ends, gsize, i);

      if (end > start && starts_with_any (uses->codes->pdata[i], prefixes))
        {
          SxShapeView v = sx_shape_buffer_view (&uses->buffer, start, end - start);

          g_array_append_val (views, v);
        }
      start = end;
    }
  return views;
}

/* The partition after the reclasses: features less every reclass over them; each reclass inside the
 * partition's ground less later ones. Earlier features come first where features overlap. */
static gboolean
make_uses (const SxCity *self, GPtrArray *reclasses, Uses *uses, GError **error)
{
  const SxColumn *code = sx_layer_column (self->uses, "YDYHFLDM");
  SxItemSet *set = sx_plan_index_items (self->index, "ZXCQGHYDYH");
  gboolean ok = TRUE;

  for (guint f = 0; ok && f < self->uses->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (self->uses, f);
      g_autoptr (GArray) over = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

      for (guint i = 0; i < reclasses->len; i++)
        {
          SxShapeView r = sx_shape_view (((SxReclass *)reclasses->pdata[i])->shape);

          if (sx_overlap_planar (&v, &r) > NOISE_M2)
            g_array_append_val (over, r);
        }
      if (over->len)
        ok = sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)over->data, over->len, &uses->buffer,
                                      error);
      else
        sx_shape_buffer_append (&uses->buffer, &v);
      end_piece (uses, sx_column_text (code, f));
    }
  for (guint i = 0; ok && i < reclasses->len; i++)
    {
      const SxReclass *reclass = reclasses->pdata[i];
      SxShapeView r = sx_shape_view (reclass->shape);
      g_autoptr (GArray) later = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
      g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));
      SxShapeBuffer own = SX_SHAPE_BUFFER_INIT;
      SxShapeView o;

      for (guint k = i + 1; k < reclasses->len; k++)
        {
          SxShapeView l = sx_shape_view (((SxReclass *)reclasses->pdata[k])->shape);

          g_array_append_val (later, l);
        }
      ok = sx_overlay_subtract_all (&r, (SxShapeView *)(gpointer)later->data, later->len, &own, error);
      o = sx_shape_buffer_view (&own, 0, own.n_rings);
      sx_box_tree_query (set->tree, r.box, hit);
      for (guint k = 0; ok && o.n_rings && k < hit->len; k++)
        {
          SxShapeView v = sx_item_set_view (set, g_array_index (hit, guint32, k));

          if (sx_overlap_planar (&o, &v) > NOISE_M2)
            ok = sx_overlay_intersect (&o, &v, &uses->buffer, error);
          end_piece (uses, reclass->code);
        }
      sx_shape_buffer_clear (&own);
    }
  return ok;
}

/* a polygon as a region of small disjoint pieces */
static gboolean
add_in_pieces (SxRegion *region, const SxShapeView *polygon, GError **error)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer pieces = SX_SHAPE_BUFFER_INIT;
  gboolean ok = sx_overlay_cut (polygon, SX_ITEM_MAX_POINTS, &pieces, ends, NULL, error);
  gsize start = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      SxShapeView v = sx_shape_buffer_view (&pieces, start, end - start);

      g_array_append_val (views, v);
      start = end;
    }
  sx_region_add_shapes (region, (SxShapeView *)(gpointer)views->data, views->len);
  sx_shape_buffer_clear (&pieces);
  return ok;
}

/* ground within walking distance of the parks: dissolved, each part of at least the minimum */
static gboolean
make_reach (const SxCity *self, GArray *parks, SxRegion *out, GError **error)
{
  SxShapeBuffer grown = SX_SHAPE_BUFFER_INIT;
  SxShapeBuffer dissolved = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) large = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  gboolean ok = sx_overlay_unite ((SxShapeView *)(gpointer)parks->data, parks->len, &dissolved, error);
  SxShapeView all = sx_shape_buffer_view (&dissolved, 0, dissolved.n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      if (sx_metric_area (&self->index->metric, &part) >= self->index->rules->park_min_m2)
        g_array_append_val (large, part);
    }
  ok = ok
       && sx_overlay_buffer ((SxShapeView *)(gpointer)large->data, large->len, self->walk, WALK_SEGMENTS,
                             &grown, error);
  all = sx_shape_buffer_view (&grown, 0, grown.n_rings);
  ok = ok && add_in_pieces (out, &all, error);
  sx_shape_buffer_clear (&grown);
  sx_shape_buffer_clear (&dissolved);
  return ok;
}

/* one home, or what an earlier one leaves of it */
static gboolean
measure_home (const SxCity *self, const SxShapeView *home, const SxRegion *reach, SxCityTerms *out,
              GError **error)
{
  const SxMetric *metric = &self->index->metric;
  SxMetric planar = { .is_planar = TRUE };
  SxShapeView extent = extent_view (self), inside;
  SxShapeBuffer clip = SX_SHAPE_BUFFER_INIT;
  double overlap = sx_region_overlap (self->ground, &planar, home);

  if (overlap <= NOISE_M2)
    return TRUE;
  if (overlap >= sx_shape_view_planar_area (home) - NOISE_M2)
    sx_shape_buffer_append (&clip, home);
  else if (!sx_overlay_intersect (home, &extent, &clip, error))
    return FALSE;
  inside = sx_shape_buffer_view (&clip, 0, clip.n_rings);
  out->residential += sx_metric_additive_area (metric, &inside);
  out->covered += sx_region_overlap (reach, metric, &inside);
  sx_shape_buffer_clear (&clip);
  return TRUE;
}

static gboolean
measure_homes (const SxCity *self, GArray *homes, const SxRegion *reach, SxCityTerms *out, GError **error)
{
  SxItemSet *set = sx_item_set_new_from_views ((SxShapeView *)(gpointer)homes->data, homes->len);
  SxRegion *disjoint = sx_region_new ();
  gboolean ok = sx_region_add (disjoint, set, NULL, NULL, NULL, error);
  SxShapeView home;
  guint32 feature;

  for (guint i = 0; ok && i < sx_region_n_items (disjoint); i++)
    if (sx_region_item (disjoint, i, &home, &feature))
      ok = measure_home (self, &home, reach, out, error);
  sx_region_free (disjoint);
  sx_item_set_free (set);
  return ok;
}

static gboolean
measure_coverage (const SxCity *self, GPtrArray *reclasses, SxCityTerms *out, GError **error)
{
  Uses uses = { SX_SHAPE_BUFFER_INIT, g_array_new (FALSE, FALSE, sizeof (gsize)), g_ptr_array_new () };
  SxRegion *reach = sx_region_new ();
  gboolean ok = make_uses (self, reclasses, &uses, error);
  g_autoptr (GArray) parks = pieces_with (&uses, self->index->rules->park_codes);
  g_autoptr (GArray) homes = pieces_with (&uses, self->index->rules->residential_codes);

  out->residential = out->covered = 0;
  ok = ok && make_reach (self, parks, reach, error) && measure_homes (self, homes, reach, out, error);
  sx_region_free (reach);
  sx_shape_buffer_clear (&uses.buffer);
  g_array_unref (uses.ends);
  g_ptr_array_unref (uses.codes);
  return ok;
}

gboolean
sx_city_set_reclasses (SxCity *self, GPtrArray *reclasses, GError **error)
{
  if (reclasses->len == 0 || !self->uses)
    {
      self->after.residential = self->before.residential;
      self->after.covered = self->before.covered;
      return TRUE;
    }
  return measure_coverage (self, reclasses, &self->after, error);
}

/* ---- life */

SxCity *
sx_city_new (const SxPlanIndex *index, double walk_m, GError **error)
{
  SxCity *self = g_new0 (SxCity, 1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  guint n;
  gboolean ok;

  self->index = index;
  self->walk = walk_m;
  self->roads = sx_plan_layer (index->plan, "ZXCQDLZXX");
  self->uses = sx_plan_layer (index->plan, "ZXCQGHYDYH");
  n = self->roads ? self->roads->n_features : 0;
  self->base_length = g_new0 (double, MAX (n, 1));
  self->length = g_new0 (double, MAX (n, 1));
  ok = make_extent (self, error);
  for (guint i = 0; ok && i < n; i++)
    {
      SxShapeView v = sx_layer_shape (self->roads, i);

      ok = measure_lines (self, &v, NULL, &self->base_length[i], error);
      self->length[i] = self->base_length[i];
    }
  self->before.road_length = total (self->base_length, n);
  if (ok && self->uses)
    ok = measure_coverage (self, none, &self->before, error);
  self->after = self->before;
  if (ok)
    return self;
  sx_city_free (self);
  return NULL;
}

void
sx_city_free (SxCity *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->extent, sx_shape_unref);
  sx_region_free (self->ground);
  g_free (self->base_length);
  g_free (self->length);
  g_free (self);
}

const SxCityTerms *
sx_city_before (const SxCity *self)
{
  return &self->before;
}

const SxCityTerms *
sx_city_after (const SxCity *self)
{
  return &self->after;
}
