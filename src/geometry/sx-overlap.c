/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The area of an intersection as a sum over pairs of edges (sx-area.h). With s = +1 for an edge that runs to
 * the right and -1 to the left, a clockwise polygon's indicator at (x, y) is Σ s [y < y_edge (x)]; the
 * product of two indicators integrates to Σ s_i s_j ∫ min (y_i, y_j) w dx, and any constant may be taken from
 * y because Σ s = 0. */
#include "geometry/sx-area.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define INLINE_EDGES 96
#define SWEEP_FROM 24 /* edges on the other side from which sorting pays */

typedef struct
{
  double x0, x1; /* x0 < x1, relative to the window's middle */
  double y0, slope;
  double sign;
} Edge;

typedef struct
{
  Edge *edges;
  guint32 *which; /* their last points */
  guint n;
  Edge room[INLINE_EDGES];
  guint32 which_room[INLINE_EDGES];
} EdgeList;

/* w (x) = 1/k² around the window's middle, to second order */
typedef struct
{
  double w0, w1, w2;
} Weight;

/* R² = M N at the foot point latitude; k = cosh (y / R) to the order that counts within a 3-degree zone */
static Weight
weight_at (const SxMetric *metric, double x, double y)
{
  double mu, lat, s, q, r2, d, u;

  if (metric->is_planar)
    return (Weight){ 1, 0, 0 };
  mu = y / 6367449.1458;
  lat = mu + 0.0025188 * sin (2 * mu) + 0.0000037 * sin (4 * mu);
  s = sin (lat);
  q = 1 - SX_CGCS2000_F * (2 - SX_CGCS2000_F) * s * s;
  r2 = SX_CGCS2000_A * SX_CGCS2000_A * (1 - SX_CGCS2000_F) * (1 - SX_CGCS2000_F) / (q * q);
  d = x - metric->plane.false_easting;
  u = d * d / r2;
  return (Weight){ 1 - u + u * u * (2.0 / 3 - u * 17 / 45), (-2 + 8 * u / 3) * d / r2, (-1 + 4 * u) / r2 };
}

/* Which edges matter: those whose box reaches above `low` and below `high` in both directions, and which lead
 * on along the axis of integration. */
typedef struct
{
  SxPoint low, high;
  gboolean by_y; /* the axis is y: what is said of x and y in this file is then said of y and x */
} Limits;

/* The edges that meet the window's x range and do not lie wholly below the other polygon (`floor`): below it
 * the minimum is always their own y, and the sum over the other's closed rings is zero. */
static Limits
limits_of (SxBox window, const SxShapeView *other, gboolean by_y)
{
  if (by_y)
    return (Limits){ { other->box.x0, window.y0 }, { INFINITY, window.y1 }, TRUE };
  return (Limits){ { window.x0, other->box.y0 }, { window.x1, INFINITY }, FALSE };
}

/* Without a branch on coordinates, which nobody could foresee. */
static inline guint
find_edges (const SxPoint *points, guint32 first, guint32 end, const Limits *limits, guint32 *out, guint n)
{
#ifdef __SSE2__
  __m128d low = _mm_loadu_pd (&limits->low.x), high = _mm_loadu_pd (&limits->high.x), a, b;
  int axis = limits->by_y ? 2 : 1;

  a = _mm_loadu_pd (&points[first - 1].x);
  for (guint32 i = first; i < end; i++, a = b)
    {
      __m128d meets;

      b = _mm_loadu_pd (&points[i].x);
      meets = _mm_and_pd (_mm_cmpgt_pd (_mm_max_pd (a, b), low), _mm_cmplt_pd (_mm_min_pd (a, b), high));
      out[n] = i;
      n += (_mm_movemask_pd (meets) == 3) & ((_mm_movemask_pd (_mm_cmpneq_pd (a, b)) & axis) != 0);
    }
#else
  for (guint32 i = first; i < end; i++)
    {
      SxPoint a = points[i - 1], b = points[i];

      out[n] = i;
      n += (limits->by_y ? a.y != b.y : a.x != b.x) & (MAX (a.x, b.x) > limits->low.x)
           & (MIN (a.x, b.x) < limits->high.x) & (MAX (a.y, b.y) > limits->low.y)
           & (MIN (a.y, b.y) < limits->high.y);
    }
#endif
  return n;
}

/* The ring that has the point; there is one. */
static guint
ring_of (const SxShapeView *v, guint32 point)
{
  guint low = 0, high = v->n_rings;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      *(v->ring_start[middle] <= point ? &low : &high) = middle;
    }
  return low;
}

static guint
find_edges_by_chunk (const SxShapeView *v, const Limits *limits, guint32 *out)
{
  guint32 end = v->ring_start[v->n_rings];
  guint n = 0;

  for (guint32 i = v->ring_start[0] + 1, stop; i < end; i = stop)
    {
      guint chunk = (i - 1) / SX_SHAPE_CHUNK;
      SxBox box = v->chunks[chunk];

      stop = MIN (end, (chunk + 1) * SX_SHAPE_CHUNK + 1);
      if (!(box.x1 > limits->low.x && box.x0 < limits->high.x && box.y1 > limits->low.y
            && box.y0 < limits->high.y))
        continue;
      for (guint r = ring_of (v, i); r < v->n_rings && v->ring_start[r] + 1 < stop; r++)
        n = find_edges (v->points, MAX (i, v->ring_start[r] + 1), MIN (stop, v->ring_start[r + 1]), limits,
                        out, n);
    }
  return n;
}

static void
edge_list_clear (EdgeList *self)
{
  if (self->edges != self->room)
    g_free (self->edges);
  if (self->which != self->which_room)
    g_free (self->which);
}

static void
collect (EdgeList *list, const SxShapeView *v, const Limits *limits, SxPoint origin)
{
  guint total = sx_shape_view_n_points (v), n = 0;

  list->which = total > INLINE_EDGES ? g_new (guint32, total) : list->which_room;
  if (v->chunks)
    n = find_edges_by_chunk (v, limits, list->which);
  for (guint r = 0; !v->chunks && r < v->n_rings; r++)
    n = find_edges (v->points, v->ring_start[r] + 1, v->ring_start[r + 1], limits, list->which, n);
  list->edges = n > INLINE_EDGES ? g_new (Edge, n) : list->room;
  for (guint k = 0; k < n; k++)
    {
      SxPoint p = v->points[list->which[k] - 1], q = v->points[list->which[k]];
      SxPoint a = limits->by_y ? (SxPoint){ p.y, p.x } : p, b = limits->by_y ? (SxPoint){ q.y, q.x } : q;
      gboolean turned = a.x > b.x;
      SxPoint left = turned ? b : a, right = turned ? a : b;

      list->edges[k] = (Edge){ left.x - origin.x, right.x - origin.x, left.y - origin.y,
                               (b.y - a.y) / (b.x - a.x), turned ? -1 : 1 };
    }
  list->n = n;
}

/* Edges by their left end: insertion for the few there are of a parcel, else merging halves. */
static void
sort_edges (Edge *edges, guint n, Edge *room)
{
  guint half = n / 2, i = 0, k = half;

  if (n <= 12)
    {
      for (guint e = 1; e < n; e++)
        {
          Edge edge = edges[e];
          guint at = e;

          for (; at > 0 && edges[at - 1].x0 > edge.x0; at--)
            edges[at] = edges[at - 1];
          edges[at] = edge;
        }
      return;
    }
  sort_edges (edges, half, room);
  sort_edges (edges + half, n - half, room);
  memcpy (room, edges, half * sizeof *room);
  for (guint to = 0; i < half; to++)
    edges[to] = k < n && edges[k].x0 < room[i].x0 ? edges[k++] : room[i++];
}

/* ∫ w (x) (y + slope (x - x0)) dx over [a, b]: two Gauss points are exact for a cubic; in the plane w is 1.
 */
static inline double
strip (const Weight *w, const Edge *e, double a, double b)
{
  double h = (b - a) / 2, m = (a + b) / 2, g, t, u;

  if (!w)
    return (b - a) * (e->y0 + e->slope * (m - e->x0));
  g = h * 0.57735026918962576451;
  t = m - g;
  u = m + g;
  return h
         * ((w->w0 + t * (w->w1 + t * w->w2)) * (e->y0 + e->slope * (t - e->x0))
            + (w->w0 + u * (w->w1 + u * w->w2)) * (e->y0 + e->slope * (u - e->x0)));
}

static inline gboolean
meet (const Edge *p, const Edge *q)
{
  return (p->x0 < q->x1) & (q->x0 < p->x1);
}

/* Of two edges that meet. */
static inline double
pair (const Weight *w, const Edge *p, const Edge *q)
{
  double a = MAX (p->x0, q->x0), b = MIN (p->x1, q->x1), da, db, c;
  gboolean p_is_lower, q_is_lower;

  da = (p->y0 + p->slope * (a - p->x0)) - (q->y0 + q->slope * (a - q->x0));
  db = (p->y0 + p->slope * (b - p->x0)) - (q->y0 + q->slope * (b - q->x0));
  p_is_lower = (da <= 0) & (db <= 0);
  q_is_lower = (da >= 0) & (db >= 0);
  if (p_is_lower | q_is_lower)
    return p->sign * q->sign * strip (w, p_is_lower ? p : q, a, b);
  c = a + (b - a) * (da / (da - db));
  if (da < 0)
    return p->sign * q->sign * (strip (w, p, a, c) + strip (w, q, c, b));
  return p->sign * q->sign * (strip (w, q, a, c) + strip (w, p, c, b));
}

/* Many edges on both sides: both by their left end; of b those alive are kept in a prefix that is compacted
 * as the sweep goes. */
static inline double
sweep_pairs (const Weight *w, EdgeList *a, EdgeList *b)
{
  g_autofree Edge *room = g_new (Edge, MAX (a->n, b->n) / 2 + 1);
  g_autofree guint *alive = g_new (guint, b->n);
  guint n_alive = 0, next = 0;
  double sum = 0;

  sort_edges (a->edges, a->n, room);
  sort_edges (b->edges, b->n, room);
  for (guint i = 0; i < a->n; i++)
    {
      const Edge *p = &a->edges[i];
      guint kept = 0;

      while (next < b->n && b->edges[next].x0 < p->x1)
        alive[n_alive++] = next++;
      for (guint k = 0; k < n_alive; k++)
        {
          const Edge *q = &b->edges[alive[k]];

          if (q->x1 <= p->x0)
            continue; /* and left of every later edge of a */
          alive[kept++] = alive[k];
          if (meet (p, q))
            sum += pair (w, p, q);
        }
      n_alive = kept;
    }
  return sum;
}

static inline double
sum_pairs (const Weight *w, EdgeList *a, EdgeList *b)
{
  double sum = 0;

  if (a->n >= SWEEP_FROM && b->n >= SWEEP_FROM)
    return sweep_pairs (w, a, b);
  for (guint i = 0; i < a->n; i++)
    {
      const Edge *p = &a->edges[i];
      guint32 *met = b->which; /* which points these were has been told by now */
      guint n = 0;

      for (guint j = 0; j < b->n; j++)
        {
          met[n] = j;
          n += (guint)meet (p, &b->edges[j]);
        }
      for (guint k = 0; k < n; k++)
        sum += pair (w, p, &b->edges[met[k]]);
    }
  return sum;
}

/* weight NULL: planar. Inlined into its callers, so that each has its own, shorter loops. */
static inline double
measure (const SxShapeView *a, const SxShapeView *b, SxBox window, SxPoint origin, const Weight *weight,
         gboolean by_y)
{
  Limits of_a = limits_of (window, b, by_y), of_b = limits_of (window, a, by_y);
  EdgeList ea, eb;
  double sum = 0;

  collect (&ea, a, &of_a, origin);
  if (ea.n > 0)
    {
      collect (&eb, b, &of_b, origin);
      sum = sum_pairs (weight, &ea, &eb);
      edge_list_clear (&eb);
    }
  edge_list_clear (&ea);
  return MAX (sum, 0);
}

double
sx_overlap_planar (const SxShapeView *a, const SxShapeView *b)
{
  SxBox window = sx_box_intersection (a->box, b->box);

  if (!(window.x0 < window.x1 && window.y0 < window.y1))
    return 0;
  return measure (a, b, window, (SxPoint){ (window.x0 + window.x1) / 2, window.y0 }, NULL, FALSE);
}

gboolean
sx_overlap_exceeds (const SxShapeView *a, const SxShapeView *b, double area)
{
  SxBox window = sx_box_intersection (a->box, b->box);
  double width = window.x1 - window.x0, height = window.y1 - window.y0;

  if (!(width > 0 && height > 0) || width * height <= area)
    return FALSE;
  /* neighbours that lie one above the other have a low and wide window: few edges are beside it */
  if (width > height)
    return measure (a, b, window, (SxPoint){ (window.y0 + window.y1) / 2, window.x0 }, NULL, TRUE) > area;
  return measure (a, b, window, (SxPoint){ (window.x0 + window.x1) / 2, window.y0 }, NULL, FALSE) > area;
}

double
sx_metric_overlap (const SxMetric *self, const SxShapeView *a, const SxShapeView *b)
{
  SxBox window = sx_box_intersection (a->box, b->box);
  SxPoint origin;
  Weight w;

  if (self->is_planar)
    return sx_overlap_planar (a, b);
  if (!(window.x0 < window.x1 && window.y0 < window.y1))
    return 0;
  origin = (SxPoint){ (window.x0 + window.x1) / 2, window.y0 };
  w = weight_at (self, origin.x, (window.y0 + window.y1) / 2);
  return measure (a, b, window, origin, &w, FALSE);
}

double
sx_metric_additive_area (const SxMetric *self, const SxShapeView *a)
{
  SxPoint origin = { (a->box.x0 + a->box.x1) / 2, a->box.y0 };
  Weight w;
  double sum = 0;

  if (a->n_rings == 0)
    return 0;
  w = weight_at (self, origin.x, (a->box.y0 + a->box.y1) / 2);
  for (guint r = 0; r < a->n_rings; r++)
    for (guint32 i = a->ring_start[r] + 1; i < a->ring_start[r + 1]; i++)
      {
        SxPoint p = a->points[i - 1], q = a->points[i];
        Edge e;

        if (p.x == q.x)
          continue;
        e = (Edge){ p.x - origin.x, q.x - origin.x, p.y - origin.y, (q.y - p.y) / (q.x - p.x), 1 };
        sum += strip (&w, &e, e.x0, e.x1); /* signed by direction */
      }
  return MAX (sum, 0);
}
