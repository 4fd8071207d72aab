/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edges of the one are compared with those of the other where their boxes meet. Edges that cross, or lie on
 * each other along a stretch, answer at once. Where an end of one lies on the other, the angles that the two
 * polygons fill there are compared. When no two edges have a point in common, a part lies wholly inside or
 * outside the other polygon. */
#include "geometry/sx-joint.h"

#include "geometry/sx-orientation.h"

/* an edge of a ring: the ring's interior is on its right */
typedef struct
{
  SxPoint p, q;
  SxPoint before; /* the corner before p */
} Edge;

typedef enum
{
  APART,
  TOUCHING, /* in a point */
  JOINED,
} Contact;

/* ---- exact signs */

/* The sign of a·b − c·d: equal products are told apart by what rounding took from them, which fma gives. */
static int
compare_products (double a, double b, double c, double d)
{
  double left = a * b, right = c * d;

  if (left == right)
    {
      left = fma (a, b, -left);
      right = fma (c, d, -right);
    }
  return (left > right) - (left < right);
}

/* As sx_orientation(), never in doubt. */
static int
side_of (SxPoint a, SxPoint b, SxPoint c)
{
  int side = sx_orientation (a, b, c);

  return side ? side : compare_products (a.x - c.x, b.y - c.y, a.y - c.y, b.x - c.x);
}

/* ---- corners */

static inline gboolean
is_same (SxPoint a, SxPoint b)
{
  return a.x == b.x && a.y == b.y;
}

/* whether the direction at → to leads into the angle that is passed from at → first counter-clockwise to
 * at → last */
static gboolean
leads_into (SxPoint at, SxPoint first, SxPoint last, SxPoint to)
{
  int turn = side_of (at, first, last);

  if (turn > 0)
    return side_of (at, first, to) > 0 && side_of (at, to, last) > 0;
  if (turn < 0)
    return side_of (at, last, to) < 0 || side_of (at, to, first) < 0;
  return side_of (at, first, to) > 0;
}

/* Two angles at one point, without a common side: the other case is that of edges that lie on each other. */
static gboolean
angles_overlap (SxPoint at, const SxPoint a[2], const SxPoint b[2])
{
  return leads_into (at, a[0], a[1], b[0]) || leads_into (at, a[0], a[1], b[1])
         || leads_into (at, b[0], b[1], a[0]) || leads_into (at, b[0], b[1], a[1]);
}

/* whether c, which is on the line through the edge, is on the edge, but not its end */
static gboolean
is_on (const Edge *e, SxPoint c)
{
  return !is_same (c, e->q) && MIN (e->p.x, e->q.x) <= c.x && c.x <= MAX (e->p.x, e->q.x)
         && MIN (e->p.y, e->q.y) <= c.y && c.y <= MAX (e->p.y, e->q.y);
}

/* the sides of what the polygon fills at a point of the edge that is not its end */
static void
sides_at (const Edge *e, SxPoint at, SxPoint sides[2])
{
  sides[0] = is_same (at, e->p) ? e->before : e->p;
  sides[1] = e->q;
}

/* Of two edges on one line: whether they have more than a point in common. */
static gboolean
share_stretch (const Edge *e, const Edge *f)
{
  gboolean wide = fabs (e->q.x - e->p.x) >= fabs (e->q.y - e->p.y);
  double e0 = wide ? e->p.x : e->p.y, e1 = wide ? e->q.x : e->q.y;
  double f0 = wide ? f->p.x : f->p.y, f1 = wide ? f->q.x : f->q.y;

  return MIN (MAX (e0, e1), MAX (f0, f1)) > MAX (MIN (e0, e1), MIN (f0, f1));
}

/* ---- edges */

static Contact
corners_contact (const Edge *e, const Edge *f, SxPoint at)
{
  SxPoint a[2], b[2];

  sides_at (e, at, a);
  sides_at (f, at, b);
  return angles_overlap (at, a, b) ? JOINED : TOUCHING;
}

static Contact
edges_contact (const Edge *e, const Edge *f)
{
  int fp = side_of (e->p, e->q, f->p), fq = side_of (e->p, e->q, f->q);
  int ep, eq;

  if (fp * fq > 0)
    return APART;
  ep = side_of (f->p, f->q, e->p);
  eq = side_of (f->p, f->q, e->q);
  if (ep * eq > 0)
    return APART;
  if (fp * fq < 0 && ep * eq < 0)
    return JOINED;
  if (fp == 0 && fq == 0)
    {
      if (share_stretch (e, f))
        return JOINED;
    }
  /* each common point once: where an edge starts, not where one ends */
  if (fp == 0 && is_on (e, f->p))
    return corners_contact (e, f, f->p);
  if (ep == 0 && is_on (f, e->p))
    return corners_contact (e, f, e->p);
  return APART;
}

static SxBox
edge_box (const Edge *e)
{
  return (SxBox){ MIN (e->p.x, e->q.x), MIN (e->p.y, e->q.y), MAX (e->p.x, e->q.x), MAX (e->p.y, e->q.y) };
}

/* ---- polygons */

/* the corner before the i-th point of a ring of n, whose last is its first */
static SxPoint
point_before (const SxPoint *ring, guint n, guint i)
{
  guint k = i;

  do
    k = k > 0 ? k - 1 : n - 2;
  while (k != i && is_same (ring[k], ring[i]));
  return ring[k];
}

/* The edges that reach into the window; *box gets theirs. */
static GArray *
edges_in (const SxShapeView *view, SxBox window, SxBox *box)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  *box = SX_BOX_EMPTY;
  for (guint r = 0; r < view->n_rings; r++)
    {
      const SxPoint *ring = view->points + view->ring_start[r];
      guint n = view->ring_start[r + 1] - view->ring_start[r];

      for (guint i = 0; i + 1 < n; i++)
        {
          Edge edge = { ring[i], ring[i + 1], ring[i] };
          SxBox b = edge_box (&edge);

          if (!sx_box_overlaps (b, window) || is_same (edge.p, edge.q))
            continue;
          edge.before = point_before (ring, n, i);
          *box = sx_box_union (*box, b);
          g_array_append_val (edges, edge);
        }
    }
  return edges;
}

/* Whether some corner of b is inside a; of polygons whose edges do not cross. */
static gboolean
has_corner_inside (const SxShapeView *a, const SxShapeView *b)
{
  for (guint r = 0; r < b->n_rings; r++)
    if (b->ring_is_shell[r] && b->ring_start[r] < b->ring_start[r + 1]
        && sx_shape_view_contains (a, b->points[b->ring_start[r]]))
      return TRUE;
  return FALSE;
}

static Contact
outlines_contact (const SxShapeView *a, const SxShapeView *b, SxBox window)
{
  SxBox box_a, box_b;
  g_autoptr (GArray) of_a = edges_in (a, window, &box_a);
  g_autoptr (GArray) of_b = edges_in (b, sx_box_intersection (box_a, window), &box_b);
  Contact found = APART;

  for (guint i = 0; i < of_a->len; i++)
    {
      const Edge *e = &g_array_index (of_a, Edge, i);
      SxBox box = edge_box (e);

      if (!sx_box_overlaps (box, box_b))
        continue;
      for (guint k = 0; k < of_b->len; k++)
        {
          const Edge *f = &g_array_index (of_b, Edge, k);
          Contact contact = sx_box_overlaps (box, edge_box (f)) ? edges_contact (e, f) : APART;

          if (contact == JOINED)
            return JOINED;
          found = MAX (found, contact);
        }
    }
  return found;
}

gboolean
sx_joint (const SxShapeView *a, const SxShapeView *b)
{
  Contact contact;

  if (a->n_rings == 0 || b->n_rings == 0 || !sx_box_overlaps (a->box, b->box))
    return FALSE;
  contact = outlines_contact (a, b, sx_box_intersection (a->box, b->box));
  /* where corners touch from outside, or where nothing does, one may still stand within the other */
  return contact == JOINED || (contact == APART && (has_corner_inside (a, b) || has_corner_inside (b, a)));
}

gboolean
sx_joint_in (const SxShapeView *a, const SxShapeView *b, SxBox window)
{
  return outlines_contact (a, b, window) == JOINED;
}
