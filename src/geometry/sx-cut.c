/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring that crosses the line falls into chains, in turn on either side. Along the line the crossings of one
 * polygon, sorted, are in turn where its ground begins and where it ends; so on each side a chain's end is
 * joined to the start of the chain at the other end of that stretch of ground. Rings that come out are shells
 * (beyond the line there is nothing of this side); rings that do not cross keep their role. */
#include "geometry/sx-cut.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  double along;     /* coordinate on the line */
  guint32 chain[2]; /* that starts here, on the low and on the high side; G_MAXUINT32: none */
  guint32 partner;
} Crossing;

typedef struct
{
  guint32 first, n; /* points of the ring strictly on this side, in `order` */
  guint32 ring;
  guint32 from, to; /* crossings */
  guint8 side;
  guint8 used;
} Chain;

typedef struct
{
  const SxShapeView *view;
  SxCutAxis axis;
  double at;
  GArray *crossings; /* Crossing */
  GArray *chains;    /* Chain */
  SxShapeBuffer *out[2];
  SxShapeBuffer holes[2]; /* holes of the part in hand that do not cross */
} Cut;

static inline double
across (const Cut *cut, SxPoint p)
{
  return cut->axis == SX_CUT_X ? p.x : p.y;
}

static inline SxPoint
on_line (const Cut *cut, double along)
{
  return cut->axis == SX_CUT_X ? (SxPoint){ cut->at, along } : (SxPoint){ along, cut->at };
}

/* The place in a ring of n points; at is less than twice that. */
static inline guint32
wrapped (guint32 at, guint32 n)
{
  return at < n ? at : at - n;
}

static guint32
add_crossing (Cut *cut, SxPoint p, SxPoint q)
{
  double t = (cut->at - across (cut, p)) / (across (cut, q) - across (cut, p));
  double a = cut->axis == SX_CUT_X ? p.y : p.x, b = cut->axis == SX_CUT_X ? q.y : q.x;
  Crossing c = { a + (b - a) * t, { G_MAXUINT32, G_MAXUINT32 }, G_MAXUINT32 };

  g_array_append_val (cut->crossings, c);
  return cut->crossings->len - 1;
}

/* -1 low, 1 high, 0: crosses; *sure FALSE when a vertex lies on the line */
static int
side_of_ring (const Cut *cut, const SxPoint *p, guint n, gboolean *sure)
{
  gboolean low = FALSE, high = FALSE;

  for (guint i = 0; i < n; i++)
    {
      double a = across (cut, p[i]);

      if (a == cut->at)
        *sure = FALSE;
      low |= a < cut->at;
      high |= a > cut->at;
    }
  return low && high ? 0 : low ? -1 : 1;
}

/* the chains of a ring of n points (closed: last = first) */
static void
split_ring (Cut *cut, guint32 ring)
{
  const SxPoint *p = cut->view->points + cut->view->ring_start[ring];
  guint32 n = cut->view->ring_start[ring + 1] - cut->view->ring_start[ring] - 1, start = 0, i = 0;
  guint32 first_crossing, crossing;

  while ((across (cut, p[start]) < cut->at) == (across (cut, p[start + 1]) < cut->at))
    start++;
  first_crossing = crossing = add_crossing (cut, p[start], p[start + 1]);
  start = wrapped (start + 1, n); /* the first point of a chain */
  while (i < n)
    {
      guint32 k = wrapped (start + i, n);
      gboolean high = across (cut, p[k]) > cut->at;
      Chain chain = { k, 0, ring, crossing, 0, high, FALSE };

      while (i < n && (across (cut, p[wrapped (start + i, n)]) > cut->at) == high)
        {
          chain.n++;
          i++;
        }
      chain.to = i < n ? add_crossing (cut, p[wrapped (start + i - 1, n)], p[wrapped (start + i, n)])
                       : first_crossing;
      g_array_index (cut->crossings, Crossing, crossing).chain[high] = cut->chains->len;
      crossing = chain.to;
      g_array_append_val (cut->chains, chain);
    }
}

typedef struct
{
  double along;
  guint32 crossing;
} Place;

static int
compare_places (const void *a, const void *b)
{
  const Place *p = a, *q = b;

  return (p->along > q->along) - (p->along < q->along);
}

static gboolean
pair_crossings (Cut *cut)
{
  guint n = cut->crossings->len;
  g_autofree Place *places = g_new (Place, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    places[i] = (Place){ g_array_index (cut->crossings, Crossing, i).along, i };
  qsort (places, n, sizeof (Place), compare_places);
  for (guint i = 0; i + 1 < n; i++)
    if (places[i].along == places[i + 1].along)
      return FALSE;
  for (guint i = 0; i + 1 < n; i += 2)
    {
      Crossing *a = &g_array_index (cut->crossings, Crossing, places[i].crossing);
      Crossing *b = &g_array_index (cut->crossings, Crossing, places[i + 1].crossing);

      /* on each side one of the two starts a chain and the other ends one */
      if ((a->chain[0] == G_MAXUINT32) == (b->chain[0] == G_MAXUINT32)
          || (a->chain[1] == G_MAXUINT32) == (b->chain[1] == G_MAXUINT32))
        return FALSE;
      a->partner = places[i + 1].crossing;
      b->partner = places[i].crossing;
    }
  return TRUE;
}

static void
add_chain (Cut *cut, const Chain *chain)
{
  const SxPoint *p = cut->view->points + cut->view->ring_start[chain->ring];
  guint32 n = cut->view->ring_start[chain->ring + 1] - cut->view->ring_start[chain->ring] - 1;
  SxShapeBuffer *out = cut->out[chain->side];
  SxPoint *room = sx_shape_buffer_add_points (out, chain->n + 2);
  guint32 to_end = MIN (chain->n, n - chain->first);

  room[0] = on_line (cut, g_array_index (cut->crossings, Crossing, chain->from).along);
  memcpy (room + 1, p + chain->first, to_end * sizeof *p);
  memcpy (room + 1 + to_end, p, (chain->n - to_end) * sizeof *p);
  room[chain->n + 1] = on_line (cut, g_array_index (cut->crossings, Crossing, chain->to).along);
}

/* the shell that begins with a chain */
static gboolean
follow (Cut *cut, guint32 first)
{
  guint side = g_array_index (cut->chains, Chain, first).side;
  SxShapeBuffer *out = cut->out[side];
  gsize start = out->n_points;
  guint32 at = first;
  SxPoint begin;

  do
    {
      Chain *chain = &g_array_index (cut->chains, Chain, at);

      if (chain->used)
        return FALSE;
      chain->used = TRUE;
      add_chain (cut, chain);
      at = g_array_index (cut->crossings, Crossing,
                          g_array_index (cut->crossings, Crossing, chain->to).partner)
               .chain[side];
    }
  while (at != first && at != G_MAXUINT32);
  begin = out->points[start];
  sx_shape_buffer_add_point (out, begin);
  sx_shape_buffer_end_ring (out, TRUE);
  return at == first;
}

static gboolean
ring_contains (const SxPoint *ring, guint n, SxPoint p)
{
  gboolean inside = FALSE;

  for (guint i = 1; i < n; i++)
    if ((ring[i].y > p.y) != (ring[i - 1].y > p.y)
        && p.x < (ring[i - 1].x - ring[i].x) * (p.y - ring[i].y) / (ring[i - 1].y - ring[i].y) + ring[i].x)
      inside = !inside;
  return inside;
}

/* Puts every hole that does not cross behind the shell it lies in, among those from ring `first` on. */
static void
place_holes (Cut *cut, guint side, gsize first)
{
  SxShapeBuffer *out = cut->out[side], *holes = &cut->holes[side];
  gsize n_shells = out->n_rings - first;
  SxShapeView all = sx_shape_buffer_view (holes, 0, holes->n_rings);
  SxShapeBuffer shells = SX_SHAPE_BUFFER_INIT;
  g_autofree gsize *owner = NULL;

  if (holes->n_rings == 0 || n_shells == 0)
    return;
  if (n_shells == 1)
    {
      sx_shape_buffer_append (out, &all);
      return;
    }
  owner = g_new0 (gsize, holes->n_rings);
  for (gsize h = 0; h < holes->n_rings; h++)
    for (gsize s = 0; s < n_shells; s++)
      if (ring_contains (out->points + out->ring_start[first + s],
                         out->ring_start[first + s + 1] - out->ring_start[first + s],
                         holes->points[holes->ring_start[h]]))
        {
          owner[h] = s;
          break;
        }
  all = sx_shape_buffer_view (out, first, n_shells);
  sx_shape_buffer_append (&shells, &all);
  out->n_points = out->ring_start[first];
  out->n_rings = first;
  for (gsize s = 0; s < n_shells; s++)
    {
      SxShapeView ring = sx_shape_buffer_view (&shells, s, 1);

      sx_shape_buffer_append (out, &ring);
      for (gsize h = 0; h < holes->n_rings; h++)
        if (owner[h] == s)
          {
            ring = sx_shape_buffer_view (holes, h, 1);
            sx_shape_buffer_append (out, &ring);
          }
    }
  sx_shape_buffer_clear (&shells);
}

static void
append_rings (const SxShapeView *view, guint first, guint end, SxShapeBuffer *out)
{
  SxShapeView rings
      = { view->points, view->ring_start + first, view->ring_is_shell + first, end - first, view->box };

  sx_shape_buffer_append (out, &rings);
}

/* one polygon, rings [first, end) */
static gboolean
cut_part (Cut *cut, guint first, guint end)
{
  gsize start[2] = { cut->out[0]->n_rings, cut->out[1]->n_rings };
  gboolean sure = TRUE;

  g_array_set_size (cut->crossings, 0);
  g_array_set_size (cut->chains, 0);
  for (guint r = first; r < end; r++)
    {
      guint32 s = cut->view->ring_start[r], n = cut->view->ring_start[r + 1] - s;
      int side = side_of_ring (cut, cut->view->points + s, n, &sure);

      if (!sure)
        return FALSE;
      if (side == 0)
        split_ring (cut, r);
      else if (r == first)
        {
          append_rings (cut->view, first, end, cut->out[side > 0]);
          return TRUE;
        }
      else
        append_rings (cut->view, r, r + 1, &cut->holes[side > 0]);
    }
  if (!pair_crossings (cut))
    return FALSE;
  for (guint c = 0; c < cut->chains->len; c++)
    if (!g_array_index (cut->chains, Chain, c).used && !follow (cut, c))
      return FALSE;
  for (guint side = 0; side < 2; side++)
    {
      place_holes (cut, side, start[side]);
      sx_shape_buffer_reset (&cut->holes[side]);
    }
  return TRUE;
}

gboolean
sx_cut (const SxShapeView *view, SxCutAxis axis, double at, SxShapeBuffer *low, SxShapeBuffer *high)
{
  gsize rings[2] = { low->n_rings, high->n_rings }, points[2] = { low->n_points, high->n_points };
  Cut cut = { .view = view, .axis = axis, .at = at, .out = { low, high } };
  gboolean ok = TRUE;

  cut.crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  cut.chains = g_array_new (FALSE, FALSE, sizeof (Chain));
  for (guint r = 0, end; ok && r < view->n_rings; r = end)
    {
      for (end = r + 1; end < view->n_rings && !view->ring_is_shell[end]; end++)
        ;
      ok = cut_part (&cut, r, end);
    }
  g_array_unref (cut.crossings);
  g_array_unref (cut.chains);
  for (guint side = 0; side < 2; side++)
    {
      sx_shape_buffer_clear (&cut.holes[side]);
      if (!ok)
        {
          cut.out[side]->n_rings = rings[side];
          cut.out[side]->n_points = points[side];
        }
    }
  return ok;
}

gboolean
sx_cut_to_box (const SxShapeView *view, SxBox box, SxShapeBuffer *out)
{
  static const SxCutAxis axes[4] = { SX_CUT_X, SX_CUT_X, SX_CUT_Y, SX_CUT_Y };
  const double at[4] = { box.x0, box.x1, box.y0, box.y1 };
  SxShapeBuffer piece[3] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };
  SxShapeView v = *view;
  gboolean ok = TRUE;
  guint now = 2; /* the piece that v shows, after the first cut */

  for (guint i = 0; ok && i < 4 && v.n_rings; i++)
    {
      guint low = (now + 1) % 3, high = (now + 2) % 3;

      if (i == 0   ? v.box.x0 >= at[i]
          : i == 1 ? v.box.x1 <= at[i]
          : i == 2 ? v.box.y0 >= at[i]
                   : v.box.y1 <= at[i])
        continue;
      sx_shape_buffer_reset (&piece[low]);
      sx_shape_buffer_reset (&piece[high]);
      ok = sx_cut (&v, axes[i], at[i], &piece[low], &piece[high]);
      now = i % 2 ? low : high;
      v = sx_shape_buffer_view (&piece[now], 0, piece[now].n_rings);
    }
  if (ok)
    sx_shape_buffer_append (out, &v);
  for (guint i = 0; i < 3; i++)
    sx_shape_buffer_clear (&piece[i]);
  return ok;
}

#define WORTH_POINTS 64 /* of a view that is cut down at all */
#define ROOM_M 1.0

/* the box, and all of the edges that reach into it */
static SxBox
with_edges (const SxShapeView *view, SxBox box)
{
  SxBox all = box;

  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      {
        SxBox edge = { view->points[i].x, view->points[i].y, view->points[i].x, view->points[i].y };

        sx_box_add (&edge, view->points[i - 1]);
        if (sx_box_overlaps (edge, box))
          all = sx_box_union (all, edge);
      }
  return all;
}

void
sx_cut_around (const SxShapeView *view, SxBox box, SxShapeBuffer *out)
{
  if (sx_shape_view_n_points (view) > WORTH_POINTS)
    {
      SxBox all = sx_box_grown (with_edges (view, box), ROOM_M);

      for (guint try = 0; try < 4; try++) /* a line through a vertex is no good: try one beside it */
        if (sx_box_contains (all, view->box))
          break;
        else if (sx_cut_to_box (view, all, out))
          return;
        else
          all = sx_box_grown (all, 0.37 * ROOM_M);
    }
  sx_shape_buffer_append (out, view);
}
