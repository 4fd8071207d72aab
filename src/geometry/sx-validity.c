/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Most parcels are of one ring that is simple at a glance (sx-validity-ring.c). Of the others all edges are
 * compared with all they could touch: they stand in blocks of neighbours, and blocks in larger ones, each
 * with its box; only where boxes meet is looked closer. Rings that touch nowhere lie inside one another or
 * apart, which a point of each tells. Rings that touch at a corner which both have are looked at there:
 * neither may cross the other, and no chain of touching rings may close, so that the interior hangs together.
 * Polygons of very many rings, and such where boxes say little, are left to a sweep (sx-validity-sweep.c). */
#include "geometry/sx-validity.h"

#include "geometry/sx-orientation.h"
#include "geometry/sx-validity-ring.h"
#include "geometry/sx-validity-sweep.h"

#define BLOCK 6 /* edges */
#define GROUP 4 /* blocks, or groups, in one of the next level */
#define MAX_LEVELS 20
#define MAX_RINGS 256
#define ROOM 320
#define TESTS_AN_EDGE 96 /* beyond this a sweep is faster */
#define MAX_TOUCHES (2 * MAX_RINGS)
#define NESTING_TRIES 8 /* corners of a ring, until one is clearly inside or outside another */

typedef struct
{
  guint32 first, n; /* edge i leads from point i to point i + 1 */
  guint32 shell;
  SxBox box;
} Ring;

typedef struct
{
  guint32 first, end; /* edges, of one ring */
  guint32 ring;
} Block;

/* A corner of two rings in one place. */
typedef struct
{
  guint32 a, b; /* points */
  guint32 ring_a, ring_b;
} Touch;

typedef struct
{
  SxPoint *points; /* of each ring its points without repetitions, and the first again */
  Ring *rings;
  Block *blocks;
  SxBox *boxes; /* of all levels, blocks first */
  guint n_points, n_rings, n_blocks;
  guint level_start[MAX_LEVELS], level_size[MAX_LEVELS], n_levels;
  gint64 tests_left;
  GArray *touches; /* Touch; NULL: none is allowed */
} Check;

typedef enum
{
  FINE,
  DOUBTFUL, /* something touches, or nearly */
  TOO_MUCH,
} Finding;

/* ---- reading */

static gboolean
add_ring (Check *self, const SxPoint *points, guint n, guint32 shell)
{
  Ring *ring = &self->rings[self->n_rings];
  SxPoint *to = self->points + self->n_points;
  guint count = 1;

  if (n < 4 || points[0].x != points[n - 1].x || points[0].y != points[n - 1].y)
    return FALSE;
  to[0] = points[0];
  for (guint i = 1; i < n; i++)
    {
      to[count] = points[i];
      count += (points[i].x != to[count - 1].x) | (points[i].y != to[count - 1].y);
    }
  *ring = (Ring){ self->n_points, count - 1, shell, SX_BOX_EMPTY };
  self->n_points += count;
  self->n_rings++;
  return ring->n >= 3;
}

static gboolean
add_rings (Check *self, const SxShapeView *view)
{
  guint32 shell = G_MAXUINT32;

  for (guint r = 0; r < view->n_rings; r++)
    {
      guint32 start = view->ring_start[r];

      if (view->ring_is_shell[r])
        shell = r;
      if (shell == G_MAXUINT32
          || !add_ring (self, view->points + start, view->ring_start[r + 1] - start, shell))
        return FALSE;
    }
  return TRUE;
}

/* ---- blocks */

static inline SxBox
edge_box (const Check *self, guint32 edge)
{
  SxPoint a = self->points[edge], b = self->points[edge + 1];

  return (SxBox){ MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y) };
}

static void
make_blocks (Check *self)
{
  for (guint r = 0; r < self->n_rings; r++)
    {
      Ring *ring = &self->rings[r];
      guint32 end = ring->first + ring->n;

      for (guint32 at = ring->first; at < end; at += BLOCK)
        {
          Block block = { at, MIN (at + BLOCK, end), r };
          SxBox box = SX_BOX_EMPTY;

          for (guint32 i = block.first; i <= block.end; i++)
            sx_box_add (&box, self->points[i]);
          self->boxes[self->n_blocks] = box;
          self->blocks[self->n_blocks++] = block;
          ring->box = sx_box_union (ring->box, box);
        }
    }
}

static void
make_levels (Check *self)
{
  guint at = self->n_blocks, size = self->n_blocks;

  self->level_size[0] = size;
  for (self->n_levels = 1; size > 1 && self->n_levels < MAX_LEVELS; self->n_levels++)
    {
      guint start = self->level_start[self->n_levels - 1], n = (size + GROUP - 1) / GROUP;

      self->level_start[self->n_levels] = at;
      self->level_size[self->n_levels] = n;
      for (guint i = 0; i < n; i++)
        {
          SxBox box = SX_BOX_EMPTY;

          for (guint k = i * GROUP; k < MIN ((i + 1) * GROUP, size); k++)
            box = sx_box_union (box, self->boxes[start + k]);
          self->boxes[at++] = box;
        }
      size = n;
    }
}

/* ---- edges */

/* Certainly without a common point: both ends of one lie on one side of the other. */
static gboolean
edges_apart (const SxPoint *p, const SxPoint *q)
{
  int p0 = sx_orientation (q[0], q[1], p[0]), p1 = sx_orientation (q[0], q[1], p[1]);
  int q0, q1;

  if (p0 * p1 > 0)
    return TRUE;
  q0 = sx_orientation (p[0], p[1], q[0]);
  q1 = sx_orientation (p[0], p[1], q[1]);
  return q0 * q1 > 0;
}

static inline gboolean
are_neighbours (const Ring *ring, guint32 a, guint32 b)
{
  return b == a + 1 || (a == ring->first && b == ring->first + ring->n - 1);
}

static gboolean
note_touch (Check *self, guint32 a, guint32 ring_a, guint32 b, guint32 ring_b)
{
  const Ring *p = &self->rings[ring_a], *q = &self->rings[ring_b];
  Touch touch = { a == p->first + p->n ? p->first : a, b == q->first + q->n ? q->first : b, ring_a, ring_b };

  for (guint i = 0; i < self->touches->len; i++)
    if (g_array_index (self->touches, Touch, i).a == touch.a
        && g_array_index (self->touches, Touch, i).b == touch.b)
      return TRUE;
  g_array_append_val (self->touches, touch);
  return self->touches->len <= MAX_TOUCHES;
}

/* Edges i and j of different rings are not apart: whether that is for a corner they share and nothing else.
 */
static gboolean
edges_touch (Check *self, guint32 i, guint32 ring_i, guint32 j, guint32 ring_j)
{
  const SxPoint *p = self->points;

  if (!self->touches || ring_i == ring_j)
    return FALSE;
  for (guint k = 0; k < 4; k++)
    {
      guint32 a = i + k / 2, b = j + k % 2;

      if (p[a].x == p[b].x && p[a].y == p[b].y)
        return sx_orientation_no_spike (p[i + 1 - k / 2], p[a], p[j + 1 - k % 2])
               && note_touch (self, a, ring_i, b, ring_j);
    }
  return FALSE;
}

typedef struct
{
  guint32 at[BLOCK];
  SxBox boxes[BLOCK];
  guint n;
} BlockEdges;

/* Those whose boxes meet the other block's. */
static inline void
find_edges (const Check *self, const Block *block, SxBox other, BlockEdges *out)
{
  out->n = 0;
  for (guint32 i = block->first; i < block->end; i++)
    {
      SxBox box = edge_box (self, i);

      out->at[out->n] = i;
      out->boxes[out->n] = box;
      out->n += (guint)sx_box_overlaps (box, other);
    }
}

/* a < b, or a == b: each edge of one with each later edge of the other */
static Finding
compare_blocks (Check *self, guint a, guint b)
{
  const Block *p = &self->blocks[a], *q = &self->blocks[b];
  const Ring *ring = &self->rings[p->ring];
  BlockEdges of_p, of_q;

  self->tests_left -= (gint64)(p->end - p->first) * (q->end - q->first);
  find_edges (self, p, self->boxes[b], &of_p);
  find_edges (self, q, self->boxes[a], &of_q);
  for (guint i = 0; i < of_p.n; i++)
    for (guint j = a == b ? i + 1 : 0; j < of_q.n; j++)
      if (sx_box_overlaps (of_p.boxes[i], of_q.boxes[j])
          && !(p->ring == q->ring && are_neighbours (ring, of_p.at[i], of_q.at[j]))
          && !edges_apart (self->points + of_p.at[i], self->points + of_q.at[j])
          && !edges_touch (self, of_p.at[i], p->ring, of_q.at[j], q->ring))
        return DOUBTFUL;
  return self->tests_left < 0 ? TOO_MUCH : FINE;
}

/* All below node a with all below node b of one level. */
static Finding
compare_nodes (Check *self, guint level, guint a, guint b)
{
  guint end_a, end_b;

  if (a != b
      && !sx_box_overlaps (self->boxes[self->level_start[level] + a],
                           self->boxes[self->level_start[level] + b]))
    return FINE;
  if (level == 0)
    return compare_blocks (self, a, b);
  end_a = MIN ((a + 1) * GROUP, self->level_size[level - 1]);
  end_b = MIN ((b + 1) * GROUP, self->level_size[level - 1]);
  for (guint i = a * GROUP; i < end_a; i++)
    for (guint k = a == b ? i : b * GROUP; k < end_b; k++)
      {
        Finding finding = compare_nodes (self, level - 1, i, k);

        if (finding != FINE)
          return finding;
      }
  return FINE;
}

static gboolean
has_no_spikes (const Check *self)
{
  for (guint r = 0; r < self->n_rings; r++)
    {
      const Ring *ring = &self->rings[r];
      const SxPoint *p = self->points + ring->first;

      if (!isfinite (ring->box.x0 + ring->box.y0 + ring->box.x1 + ring->box.y1)
          || !sx_orientation_no_spike (p[ring->n - 1], p[0], p[1]))
        return FALSE;
      for (guint i = 0; i + 1 < ring->n; i++)
        if (!sx_orientation_no_spike (p[i], p[i + 1], p[i + 2]))
          return FALSE;
    }
  return TRUE;
}

/* ---- corners where rings touch */

/* Whether q lies left of the way from a over b to c, seen from b. 1: certainly, 0: certainly not; -1: too
 * near to be sure. */
static int
is_left_of_way (SxPoint a, SxPoint b, SxPoint c, SxPoint q)
{
  int turn = sx_orientation (a, b, c), of_first = sx_orientation (a, b, q),
      of_second = sx_orientation (b, c, q);

  if (turn > 0 && (of_first < 0 || of_second < 0))
    return 0;
  if (turn < 0 && (of_first > 0 || of_second > 0))
    return 1;
  return turn == 0 || of_first == 0 || of_second == 0 ? -1 : turn > 0;
}

static SxPoint
point_before (const Check *self, guint32 at, guint32 ring)
{
  const Ring *r = &self->rings[ring];

  return self->points[at == r->first ? r->first + r->n - 1 : at - 1];
}

static gboolean
touch_is_no_crossing (const Check *self, const Touch *touch)
{
  const SxPoint *p = self->points;
  SxPoint before = point_before (self, touch->a, touch->ring_a);
  int one
      = is_left_of_way (before, p[touch->a], p[touch->a + 1], point_before (self, touch->b, touch->ring_b));

  return one >= 0 && one == is_left_of_way (before, p[touch->a], p[touch->a + 1], p[touch->b + 1]);
}

static guint
root_of (const guint *above, guint ring)
{
  while (above[ring] != ring)
    ring = above[ring];
  return ring;
}

/* No crossing, and no two ways from a ring to another: the interior is cut off nowhere. */
static gboolean
touches_are_plain (const Check *self)
{
  guint above[MAX_RINGS];

  for (guint r = 0; r < self->n_rings; r++)
    above[r] = r;
  for (guint i = 0; self->touches && i < self->touches->len; i++)
    {
      const Touch *touch = &g_array_index (self->touches, Touch, i);
      guint a = root_of (above, touch->ring_a), b = root_of (above, touch->ring_b);

      if (a == b || !touch_is_no_crossing (self, touch))
        return FALSE;
      above[a] = b;
    }
  return TRUE;
}

/* ---- nesting of rings that do not cross */

/* 1: inside, 0: outside, -1: too near to be sure. */
static int
is_inside (const Check *self, SxPoint point, const Ring *ring)
{
  gboolean inside = FALSE;

  for (guint32 i = ring->first; i < ring->first + ring->n; i++)
    {
      SxPoint a = self->points[i], b = self->points[i + 1];
      int side;

      if (a.x == point.x && a.y == point.y)
        return -1;
      if ((a.y > point.y) == (b.y > point.y))
        continue;
      side = sx_orientation (a, b, point);
      if (side == 0)
        return -1;
      inside ^= (b.y > a.y) == (side > 0);
    }
  return inside;
}

static int
ring_is_inside (const Check *self, const Ring *ring, const Ring *other)
{
  int inside = sx_box_contains (other->box, ring->box) ? -1 : 0;

  /* where the rings touch, another corner tells */
  for (guint i = 0; inside < 0 && i < MIN (ring->n, NESTING_TRIES); i++)
    inside = is_inside (self, self->points[ring->first + i], other);
  return inside;
}

/* A shell within another shell has to stand in one of its holes. */
static gboolean
shells_are_apart (const Check *self, const Ring *shell, guint other)
{
  int inside = ring_is_inside (self, shell, &self->rings[other]);

  if (inside <= 0)
    return inside == 0;
  for (guint h = other + 1; h < self->n_rings && self->rings[h].shell == other; h++)
    if (ring_is_inside (self, shell, &self->rings[h]) == 1)
      return TRUE;
  return FALSE;
}

static gboolean
rings_nest (const Check *self)
{
  for (guint r = 0; r < self->n_rings; r++)
    {
      const Ring *ring = &self->rings[r];

      if (ring->shell != r && ring_is_inside (self, ring, &self->rings[ring->shell]) != 1)
        return FALSE;
      for (guint o = 0; o < self->n_rings; o++)
        {
          const Ring *other = &self->rings[o];

          if (o == r)
            continue;
          if (ring->shell == r && other->shell == o && !shells_are_apart (self, ring, o))
            return FALSE;
          if (ring->shell != r && other->shell == ring->shell && o != ring->shell
              && ring_is_inside (self, ring, other) != 0)
            return FALSE;
        }
    }
  return TRUE;
}

/* ---- the whole */

static Finding
check (Check *self, const SxShapeView *view)
{
  Finding finding;

  if (!add_rings (self, view))
    return DOUBTFUL;
  make_blocks (self);
  if (!has_no_spikes (self))
    return DOUBTFUL;
  make_levels (self);
  self->tests_left = (gint64)self->n_points * TESTS_AN_EDGE;
  finding = compare_nodes (self, self->n_levels - 1, 0, 0);
  if (finding == FINE && self->n_rings > 1 && (!touches_are_plain (self) || !rings_nest (self)))
    return DOUBTFUL;
  return finding;
}

static Finding
check_small (const SxShapeView *view, GArray *touches)
{
  SxPoint points[ROOM];
  Block blocks[ROOM / BLOCK + MAX_RINGS];
  SxBox boxes[2 * (ROOM / BLOCK + MAX_RINGS)];
  Ring rings[MAX_RINGS];
  Check self = { points, rings, blocks, boxes, .touches = touches };

  return check (&self, view);
}

static Finding
check_large (const SxShapeView *view, guint n, GArray *touches)
{
  guint n_blocks = n / BLOCK + view->n_rings;
  g_autofree SxPoint *points = g_new (SxPoint, n);
  g_autofree Block *blocks = g_new (Block, n_blocks);
  g_autofree SxBox *boxes = g_new (SxBox, 2 * n_blocks + MAX_LEVELS);
  Ring rings[MAX_RINGS];
  Check self = { points, rings, blocks, boxes, .touches = touches };

  return check (&self, view);
}

static gboolean
is_certain (const SxShapeView *view, GArray *touches)
{
  guint n = sx_shape_view_n_points (view);
  Finding finding;

  if (view->n_rings > MAX_RINGS)
    return sx_validity_sweep (view);
  finding = n <= ROOM ? check_small (view, touches) : check_large (view, n, touches);
  return finding == TOO_MUCH ? sx_validity_sweep (view) : finding == FINE;
}

static gboolean
is_plain (const SxShapeView *view)
{
  return view->n_rings == 0
         || (view->n_rings == 1 && view->ring_is_shell[0]
             && sx_validity_ring_is_plain (view->points + view->ring_start[0],
                                           sx_shape_view_n_points (view)));
}

gboolean
sx_validity_is_certain (const SxShapeView *view)
{
  return is_plain (view) || is_certain (view, NULL);
}

gboolean
sx_validity_is_certain_with_touches (const SxShapeView *view)
{
  g_autoptr (GArray) touches = NULL;

  if (is_plain (view))
    return TRUE;
  touches = view->n_rings > 1 ? g_array_new (FALSE, FALSE, sizeof (Touch)) : NULL;
  return is_certain (view, touches);
}
