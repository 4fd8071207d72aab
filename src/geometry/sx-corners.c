/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-corners.h"

#include "geometry/sx-validity.h"

/* a corner of the shape, and where it belongs */
typedef struct
{
  SxPoint at, found;
  double distance2;
  guint32 point;
} Corner;

static int
compare_corners (gconstpointer a, gconstpointer b)
{
  double p = ((const Corner *)a)->at.x, q = ((const Corner *)b)->at.x;

  return (p > q) - (p < q);
}

static Corner *
sorted_corners (const SxShape *shape)
{
  Corner *corners = g_new (Corner, MAX (shape->n_points, 1));

  for (guint32 i = 0; i < shape->n_points; i++)
    corners[i] = (Corner){ shape->points[i], shape->points[i], SX_SAME_CORNER_M * SX_SAME_CORNER_M, i };
  qsort (corners, shape->n_points, sizeof (Corner), compare_corners);
  return corners;
}

static void
offer (Corner *corner, SxPoint p)
{
  double dx = p.x - corner->at.x, dy = p.y - corner->at.y, distance2 = dx * dx + dy * dy;

  if (distance2 > corner->distance2
      || (distance2 == corner->distance2
          && (p.x > corner->found.x || (p.x == corner->found.x && p.y >= corner->found.y))))
    return;
  corner->found = p;
  corner->distance2 = distance2;
}

/* The first of the corners that is not west of x. */
static guint
first_from (const Corner *corners, guint n, double x)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (corners[middle].at.x < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
offer_all (Corner *corners, guint n, SxBox box, const SxShapeView *view)
{
  if (view->n_rings == 0 || !sx_box_overlaps (view->box, box))
    return;
  for (guint32 i = view->ring_start[0]; i < view->ring_start[view->n_rings]; i++)
    {
      SxPoint p = view->points[i];

      if (p.x < box.x0 || p.x > box.x1 || p.y < box.y0 || p.y > box.y1)
        continue;
      for (guint k = first_from (corners, n, p.x - SX_SAME_CORNER_M);
           k < n && corners[k].at.x <= p.x + SX_SAME_CORNER_M; k++)
        offer (&corners[k], p);
    }
}

/* The shape with its corners where they belong; NULL where it would be spoilt by that. */
static SxShape *
with_corners (const SxShape *shape, const Corner *corners)
{
  g_autofree SxPoint *points = g_new (SxPoint, MAX (shape->n_points, 1));
  SxShapeView before = sx_shape_view (shape), after = before;

  for (guint i = 0; i < shape->n_points; i++)
    points[corners[i].point] = corners[i].found;
  after.points = points;
  after.chunks = NULL;
  after.box = sx_shape_view_compute_box (&after);
  return sx_validity_is_certain (&after) || !sx_validity_is_certain (&before) ? sx_shape_new (&after) : NULL;
}

SxShape *
sx_corners_settle (SxShape *shape, const SxShapeView *views, guint n_views)
{
  g_autofree Corner *corners = sorted_corners (shape);
  gboolean is_moved = FALSE;
  SxShape *settled;

  for (guint i = 0; i < n_views; i++)
    offer_all (corners, shape->n_points, sx_box_grown (shape->box, SX_SAME_CORNER_M), &views[i]);
  for (guint i = 0; i < shape->n_points; i++)
    is_moved |= corners[i].found.x != corners[i].at.x || corners[i].found.y != corners[i].at.y;
  settled = is_moved ? with_corners (shape, corners) : NULL;
  return settled ? settled : sx_shape_ref (shape);
}

guint
sx_corner_hash (gconstpointer point)
{
  const SxPoint *p = point;

  return g_double_hash (&p->x) * 31 + g_double_hash (&p->y);
}

gboolean
sx_corner_equal (gconstpointer a, gconstpointer b)
{
  const SxPoint *p = a, *q = b;

  return p->x == q->x && p->y == q->y;
}
