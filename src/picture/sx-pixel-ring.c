/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-pixel-ring.h"

enum
{
  WEST = 1,
  EAST = 2,
  SOUTH = 4,
  NORTH = 8,
};

void
sx_pixel_ring_init (SxPixelRing *self)
{
  self->plane[0] = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->plane[1] = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->pixels = g_array_new (FALSE, FALSE, sizeof (SxPixel));
}

void
sx_pixel_ring_clear (SxPixelRing *self)
{
  g_array_unref (self->plane[0]);
  g_array_unref (self->plane[1]);
  g_array_unref (self->pixels);
}

static inline guint
side_of (const SxBox *box, SxPoint p)
{
  return (p.x < box->x0) | (guint)(p.x > box->x1) << 1 | (guint)(p.y < box->y0) << 2
         | (guint)(p.y > box->y1) << 3;
}

/* Room for n points in an array that is then filled through the pointer. */
static SxPoint *
room_for_points (GArray *array, guint n)
{
  g_array_set_size (array, n);
  return (SxPoint *)(gpointer)array->data;
}

/* Leaves out vertices between two others on the same side of the box: the ring takes a shorter way there, and
 * goes around the box as before. */
static void
leave_out_far (const SxPoint *points, guint n, const SxBox *box, GArray *out)
{
  SxPoint *to = room_for_points (out, n);
  guint before = side_of (box, points[0]), here = n > 1 ? side_of (box, points[1]) : 0, at = 1;

  to[0] = points[0];
  for (guint i = 1; i + 1 < n; i++)
    {
      guint next = side_of (box, points[i + 1]);

      if (!(before & here & next))
        {
          to[at++] = points[i];
          before = here;
        }
      here = next;
    }
  if (n > 1)
    to[at++] = points[n - 1];
  g_array_set_size (out, at);
}

static inline double
excess (SxPoint p, const SxBox *box, guint side)
{
  switch (side)
    {
    case WEST:
      return box->x0 - p.x;
    case EAST:
      return p.x - box->x1;
    case SOUTH:
      return box->y0 - p.y;
    default:
      return p.y - box->y1;
    }
}

/* One step of Sutherland and Hodgman's: the closed ring without what lies beyond one side of the box. */
static void
cut_side (const GArray *in, const SxBox *box, guint side, GArray *out)
{
  const SxPoint *from = (const SxPoint *)(gconstpointer)in->data;
  SxPoint *to = room_for_points (out, 2 * in->len + 1);
  guint at = 0;

  for (guint i = 0; i + 1 < in->len; i++)
    {
      SxPoint a = from[i], b = from[i + 1];
      double ea = excess (a, box, side), eb = excess (b, box, side);

      if (ea <= 0)
        to[at++] = a;
      if ((ea > 0) != (eb > 0))
        {
          double t = ea / (ea - eb);

          to[at++] = (SxPoint){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
        }
    }
  if (at > 0)
    {
      to[at] = to[0];
      at++;
    }
  g_array_set_size (out, at);
}

static const GArray *
cut_to_reach (SxPixelRing *self, const SxPoint *points, guint n, const SxBox *reach)
{
  GArray *from = self->plane[0], *to = self->plane[1];

  leave_out_far (points, n, reach, from);
  for (guint side = WEST; side <= NORTH; side <<= 1)
    {
      gboolean beyond = FALSE;
      GArray *swap = from;

      for (guint i = 0; i < from->len && !beyond; i++)
        beyond = excess (g_array_index (from, SxPoint, i), reach, side) > 0;
      if (!beyond)
        continue;
      cut_side (from, reach, side, to);
      from = to;
      to = swap;
    }
  return from;
}

/* Adds a vertex unless it is where the last one is. */
static inline guint
add_pixel (SxPixel *pixels, guint at, SxPixel p, float grain, float per_grain)
{
  p = (SxPixel){ rintf (p.x * per_grain) * grain, rintf (p.y * per_grain) * grain };
  pixels[at] = p;
  return at + (at == 0 || p.x != pixels[at - 1].x || p.y != pixels[at - 1].y);
}

static SxPixel *
room_for (SxPixelRing *self, guint n)
{
  if (self->pixels->len < n + 1)
    g_array_set_size (self->pixels, n + 1 + n / 2);
  return (SxPixel *)(gpointer)self->pixels->data;
}

guint
sx_pixel_ring_make (SxPixelRing *self, const SxPlaneMap *map, const SxPoint *points, guint n, gboolean clips,
                    double grain)
{
  float g = (float)grain, per_grain = (float)(1 / grain);
  SxPixel *pixels;
  guint at = 0;

  if (clips)
    {
      const GArray *cut = cut_to_reach (self, points, n, &map->reach);

      points = (const SxPoint *)(gconstpointer)cut->data;
      n = cut->len;
    }
  if (n < 4)
    return 0;
  pixels = room_for (self, n);
  for (guint i = 0; i < n; i++)
    {
      SxPoint p = sx_plane_map_forward (map, points[i]);

      at = add_pixel (pixels, at, (SxPixel){ (float)p.x, (float)p.y }, g, per_grain);
    }
  return at < 3 ? 0 : at;
}

/* What of the edge is in the box, as fractions of it: Liang and Barsky's. */
static gboolean
clip_edge (SxPoint a, SxPoint b, const SxBox *box, double *t0, double *t1)
{
  const double from[4] = { a.x - box->x0, box->x1 - a.x, a.y - box->y0, box->y1 - a.y };
  const double step[4] = { a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y };

  *t0 = 0;
  *t1 = 1;
  for (guint i = 0; i < 4; i++)
    {
      if (step[i] < 0)
        *t0 = MAX (*t0, from[i] / step[i]);
      else if (step[i] > 0)
        *t1 = MIN (*t1, from[i] / step[i]);
      else if (from[i] < 0)
        return FALSE;
    }
  return *t0 < *t1;
}

static inline SxPixel
pixel_at (const SxPlaneMap *map, SxPoint a, SxPoint b, double t)
{
  SxPoint p = sx_plane_map_forward (map, (SxPoint){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) });

  return (SxPixel){ (float)p.x, (float)p.y };
}

void
sx_pixel_edges (const SxPlaneMap *map, const SxPoint *points, guint n, double step, SxPixelEdgeVisit visit,
                gpointer data)
{
  double along = 0;
  SxPoint a = points[0];

  for (guint i = 1; i < n; i++)
    {
      SxPoint b = points[i];
      double length, t0, t1;

      if (fabs (b.x - a.x) + fabs (b.y - a.y) < step && i + 1 < n)
        continue;
      length = hypot (b.x - a.x, b.y - a.y);
      if (!(side_of (&map->reach, a) & side_of (&map->reach, b)) && clip_edge (a, b, &map->reach, &t0, &t1))
        visit (pixel_at (map, a, b, t0), pixel_at (map, a, b, t1), along + t0 * length, (t1 - t0) * length,
               data);
      along += length;
      a = b;
    }
}
