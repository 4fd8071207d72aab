/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-dissolve-leaf.h"
#include "geometry/sx-near.h"

/* whether p lies on the edge, but for rounding */
static gboolean
edge_passes (SxPoint a, SxPoint b, SxPoint p)
{
  double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0, 1) : 0;
  double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;

  return x * x + y * y <= SX_ON_BORDER_M * SX_ON_BORDER_M;
}

static gboolean
outline_passes (const SxShapeView *v, SxPoint p)
{
  for (guint r = 0; r < v->n_rings; r++)
    for (guint32 i = v->ring_start[r] + 1; i < v->ring_start[r + 1]; i++)
      if (edge_passes (v->points[i - 1], v->points[i], p))
        return TRUE;
  return FALSE;
}

static SxPoint
middle (SxPoint p, SxPoint q)
{
  return (SxPoint){ (p.x + q.x) / 2, (p.y + q.y) / 2 };
}

static gboolean
is_in (SxPoint p, SxBox box)
{
  return p.x >= box.x0 && p.x <= box.x1 && p.y >= box.y0 && p.y <= box.y1;
}

/* Whether the ground beside has a corner where the two atoms touch, and leaves it along both of them. */
static gboolean
lies_between (const SxShapeView *beside, const SxShapeView *a, const SxShapeView *b, SxBox window)
{
  for (guint r = 0; r < beside->n_rings; r++)
    {
      const SxPoint *ring = beside->points + beside->ring_start[r];
      guint n = beside->ring_start[r + 1] - beside->ring_start[r] - 1;

      for (guint i = 0; i < n; i++)
        {
          SxPoint in = middle (ring[i > 0 ? i - 1 : n - 1], ring[i]), out = middle (ring[i], ring[i + 1]);

          if (is_in (ring[i], window) && outline_passes (a, ring[i]) && outline_passes (b, ring[i])
              && ((outline_passes (a, in) && outline_passes (b, out))
                  || (outline_passes (b, in) && outline_passes (a, out))))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_joint (const GArray *joints, guint earlier, guint later)
{
  for (guint i = 0; i < joints->len; i++)
    if (g_array_index (joints, SxJoint, i).earlier == earlier
        && g_array_index (joints, SxJoint, i).later == later)
      return TRUE;
  return FALSE;
}

static void
add_passes (SxLeaf *self, guint earlier, guint later)
{
  const GPtrArray *line = self->atoms[SX_ATOM_LINE], *beside = self->atoms[SX_ATOM_BESIDE];
  SxShapeView a = sx_shape_view (((SxAtom *)line->pdata[earlier])->shape),
              b = sx_shape_view (((SxAtom *)line->pdata[later])->shape);
  SxBox window
      = sx_box_intersection (sx_box_grown (a.box, SX_ON_BORDER_M), sx_box_grown (b.box, SX_ON_BORDER_M));

  if (sx_box_is_empty (window) || is_joint (self->joints, earlier, later)
      || !sx_near_within (&a, &b, SX_ON_BORDER_M))
    return;
  for (guint i = 0; i < beside->len; i++)
    {
      SxPass pass = { earlier, later, i };
      SxShapeView v = sx_shape_view (((SxAtom *)beside->pdata[i])->shape);

      if (sx_box_overlaps (v.box, window) && lies_between (&v, &a, &b, window))
        g_array_append_val (self->passes, pass);
    }
}

void
sx_leaf_find_passes (SxLeaf *self)
{
  g_array_set_size (self->passes, 0);
  if (self->atoms[SX_ATOM_BESIDE]->len == 0)
    return;
  for (guint later = 1; later < self->atoms[SX_ATOM_LINE]->len; later++)
    for (guint earlier = 0; earlier < later; earlier++)
      add_passes (self, earlier, later);
}
