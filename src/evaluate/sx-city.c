/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-city.h"

#include "evaluate/sx-coverage.h"
#include "geometry/sx-overlay.h"

#define REMOVAL_M 1.0
#define REMOVAL_SEGMENTS 8
#define NOISE_M2 1e-6

struct _SxCity
{
  const SxPlanIndex *index;
  double walk;
  SxLayer *roads;               /* may be NULL */
  SxCoverage *coverage;         /* may be NULL */
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

static void
get_coverage (const SxCity *self, SxCityTerms *out)
{
  if (self->coverage)
    sx_coverage_get (self->coverage, &out->residential, &out->covered);
}

gboolean
sx_city_set_reclasses (SxCity *self, GPtrArray *reclasses, GPtrArray *dirty, GError **error)
{
  if (self->coverage && !sx_coverage_update (self->coverage, reclasses, dirty, error))
    return FALSE;
  get_coverage (self, &self->after);
  return TRUE;
}

/* ---- life */

SxCity *
sx_city_new (const SxPlanIndex *index, double walk_m, GError **error)
{
  SxCity *self = g_new0 (SxCity, 1);
  guint n;
  gboolean ok;

  self->index = index;
  self->walk = walk_m;
  self->roads = sx_plan_layer (index->plan, "ZXCQDLZXX");
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
  if (ok && sx_plan_index_has (index, "ZXCQGHYDYH"))
    ok = (self->coverage = sx_coverage_new (index, self->extent, self->ground, self->walk, error)) != NULL;
  get_coverage (self, &self->before);
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
  sx_coverage_free (self->coverage);
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
