/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each ring is cut by itself along the halving line, and closed along it. Parts of a ring then hang together
 * by edges that run to and fro on that line; in an overlap's sum over edges they cancel, so nothing has to be
 * untangled. */
#include "geometry/sx-shape-tree.h"
#include "geometry/sx-area.h"

#define LEAF_POINTS 48
#define MAX_DEPTH 24

typedef struct
{
  SxBox box;    /* of what is in it */
  gint32 child; /* the first of two nodes, or -1: a leaf */
  guint32 ring, n_rings;
} Node;

struct _SxShapeTree
{
  GArray *nodes; /* Node */
  SxShapeBuffer shapes;
};

/* The half-plane x ≥ at, or y ≥ at; below: ≤ at. */
typedef struct
{
  gboolean is_y, is_below;
  double at;
} Half;

static inline double
beyond (const Half *half, SxPoint p)
{
  double d = (half->is_y ? p.y : p.x) - half->at;

  return half->is_below ? -d : d;
}

/* Where a–b meets the line: the same point from both sides and both directions. */
static SxPoint
crossing (const Half *half, SxPoint a, SxPoint b)
{
  gboolean in_order = half->is_y ? a.y < b.y : a.x < b.x;
  SxPoint p = in_order ? a : b, q = in_order ? b : a;

  if (half->is_y)
    return (SxPoint){ p.x + (half->at - p.y) / (q.y - p.y) * (q.x - p.x), half->at };
  return (SxPoint){ half->at, p.y + (half->at - p.x) / (q.x - p.x) * (q.y - p.y) };
}

/* Adds p to the ring begun at `first`; of three points on the line the middle one is not needed. */
static void
add (SxShapeBuffer *out, gsize first, const Half *half, SxPoint p)
{
  gsize n = out->n_points;

  if (n >= first + 2 && beyond (half, p) == 0 && beyond (half, out->points[n - 1]) == 0
      && beyond (half, out->points[n - 2]) == 0)
    out->points[n - 1] = p;
  else
    sx_shape_buffer_add_point (out, p);
}

static void
clip_ring (SxShapeBuffer *out, const Half *half, const SxPoint *points, guint n, gboolean is_shell)
{
  gsize first = out->n_points;

  for (guint i = 0; i + 1 < n; i++)
    {
      double a = beyond (half, points[i]), b = beyond (half, points[i + 1]);

      if (a >= 0)
        add (out, first, half, points[i]);
      if ((a < 0 && b > 0) || (a > 0 && b < 0))
        add (out, first, half, crossing (half, points[i], points[i + 1]));
    }
  if (out->n_points < first + 3)
    {
      out->n_points = first;
      return;
    }
  sx_shape_buffer_add_point (out, out->points[first]);
  sx_shape_buffer_end_ring (out, is_shell);
}

static void
clip (SxShapeBuffer *out, const Half *half, const SxShapeView *view)
{
  for (guint i = 0; i < view->n_rings; i++)
    clip_ring (out, half, view->points + view->ring_start[i], view->ring_start[i + 1] - view->ring_start[i],
               view->ring_is_shell[i]);
}

static void
make_leaf (SxShapeTree *self, guint at, const SxShapeView *view)
{
  Node node = { view->box, -1, (guint32)self->shapes.n_rings, view->n_rings };

  sx_shape_buffer_append (&self->shapes, view);
  g_array_index (self->nodes, Node, at) = node;
}

static void
build (SxShapeTree *self, guint at, const SxShapeView *view, guint depth)
{
  SxBox box = view->box;
  Half half = { box.y1 - box.y0 > box.x1 - box.x0, FALSE, 0 };
  guint child = self->nodes->len;

  if (depth == MAX_DEPTH || sx_shape_view_n_points (view) <= LEAF_POINTS)
    {
      make_leaf (self, at, view);
      return;
    }
  half.at = half.is_y ? (box.y0 + box.y1) / 2 : (box.x0 + box.x1) / 2;
  g_array_set_size (self->nodes, child + 2);
  g_array_index (self->nodes, Node, at) = (Node){ box, (gint32)child, 0, 0 };
  for (guint i = 0; i < 2; i++)
    {
      SxShapeBuffer part = SX_SHAPE_BUFFER_INIT;
      SxShapeView part_view;

      half.is_below = i == 0;
      clip (&part, &half, view);
      part_view = sx_shape_buffer_view (&part, 0, part.n_rings);
      build (self, child + i, &part_view, depth + 1);
      sx_shape_buffer_clear (&part);
    }
}

SxShapeTree *
sx_shape_tree_new (const SxShapeView *view)
{
  SxShapeTree *self = g_new0 (SxShapeTree, 1);

  self->nodes = g_array_sized_new (FALSE, TRUE, sizeof (Node), 64);
  g_array_set_size (self->nodes, 1);
  build (self, 0, view, 0);
  return self;
}

void
sx_shape_tree_free (SxShapeTree *self)
{
  if (!self)
    return;
  g_array_unref (self->nodes);
  sx_shape_buffer_clear (&self->shapes);
  g_free (self);
}

static double
overlap_below (const SxShapeTree *self, guint at, const SxShapeView *other)
{
  const Node *node = &g_array_index (self->nodes, Node, at);
  SxShapeView view;

  if (sx_box_is_empty (node->box) || !sx_box_overlaps (node->box, other->box))
    return 0;
  if (node->child >= 0)
    return overlap_below (self, (guint)node->child, other)
           + overlap_below (self, (guint)node->child + 1, other);
  view = (SxShapeView){ self->shapes.points, self->shapes.ring_start + node->ring,
                        self->shapes.ring_is_shell + node->ring, node->n_rings, node->box };
  return sx_overlap_planar (&view, other);
}

double
sx_shape_tree_overlap (const SxShapeTree *self, const SxShapeView *other)
{
  return overlap_below (self, 0, other);
}
