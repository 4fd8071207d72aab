/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks turn about a point in their middle; strips lead from one end to the other and back. */
#include "geometry/sx-validity-ring.h"

#include "geometry/sx-orientation.h"

/* ---- rings that turn about a point */

static SxPoint
middle_of (const SxPoint *points, guint n)
{
  double x = 0, y = 0;

  for (guint i = 1; i < n; i++)
    {
      x += points[i].x - points[0].x;
      y += points[i].y - points[0].y;
    }
  return (SxPoint){ points[0].x + x / (n - 1), points[0].y + y / (n - 1) };
}

/* Seen from the middle each edge leads on the same way round, less than half a turn, and all together make
 * one turn (from the right of the middle to its left they lead once). Then every direction meets one edge, so
 * that no two edges have a point in common but their ends. */
static gboolean
turns_once (const SxPoint *points, guint n)
{
  SxPoint c = middle_of (points, n);
  int way = sx_orientation (points[0], points[1], c);
  guint leftwards = 0;

  for (guint i = 1; i < n; i++)
    {
      if (sx_orientation (points[i - 1], points[i], c) != way)
        return FALSE;
      leftwards += (points[i - 1].x > c.x) & (points[i].x <= c.x);
    }
  return way != 0 && leftwards == 1;
}

/* ---- rings that lead there and back */

/* One of the two ways from the lowest point to the highest. */
typedef struct
{
  const SxPoint *points;
  guint n; /* of the ring, without the last */
  gboolean is_with_ring;
  guint at; /* where the way has come to */
} Way;

static inline SxPoint
way_here (const Way *self)
{
  return self->points[self->at];
}

static inline guint
way_next_at (const Way *self)
{
  if (self->is_with_ring)
    return self->at + 1 == self->n ? 0 : self->at + 1;
  return self->at == 0 ? self->n - 1 : self->at - 1;
}

static inline SxPoint
way_next (const Way *self)
{
  return self->points[way_next_at (self)];
}

static inline double
along (SxPoint p, gboolean by_y)
{
  return by_y ? p.y : p.x;
}

/* *low and *high get the ends; FALSE where the ring turns back more than at these, or stands still. */
static gboolean
find_ends (const SxPoint *points, guint n, gboolean by_y, guint *low, guint *high)
{
  guint n_low = 0, n_high = 0;
  gboolean rises = along (points[0], by_y) > along (points[n - 1], by_y);

  for (guint i = 0; i < n && n_low <= 1 && n_high <= 1; i++)
    {
      double here = along (points[i], by_y), next = along (points[i + 1], by_y);
      gboolean goes_on = next > here;

      if (!(next > here || next < here))
        return FALSE;
      if (goes_on && !rises)
        {
          *low = i;
          n_low++;
        }
      if (!goes_on && rises)
        {
          *high = i;
          n_high++;
        }
      rises = goes_on;
    }
  return n_low == 1 && n_high == 1;
}

/* The two ways go from end to end without turning back, and at each corner of one of them the other is on the
 * same side: so it is between the corners. */
static gboolean
leads_there_and_back (const SxPoint *points, guint n, gboolean by_y)
{
  guint low = 0, high = 0;
  Way a, b;
  int side;

  if (!find_ends (points, n, by_y, &low, &high))
    return FALSE;
  a = (Way){ points, n, TRUE, low };
  b = (Way){ points, n, FALSE, low };
  side = sx_orientation (points[low], way_next (&a), way_next (&b));
  while (side != 0)
    {
      SxPoint p = way_next (&a), q = way_next (&b);
      gboolean a_first = along (p, by_y) <= along (q, by_y);
      Way *way = a_first ? &a : &b;

      way->at = way_next_at (way);
      if (way->at == high)
        return TRUE; /* the other one has no corner left, or its next one is this */
      if (a_first ? sx_orientation (way_here (&b), q, p) != -side
                  : sx_orientation (way_here (&a), p, q) != side)
        return FALSE;
    }
  return FALSE;
}

gboolean
sx_validity_ring_is_plain (const SxPoint *points, guint n)
{
  if (n < 4 || points[0].x != points[n - 1].x || points[0].y != points[n - 1].y)
    return FALSE;
  return turns_once (points, n) || leads_there_and_back (points, n - 1, FALSE)
         || leads_there_and_back (points, n - 1, TRUE);
}
