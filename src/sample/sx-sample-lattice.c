/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-lattice.h"
#include "sample/sx-sample-random.h"
#include <string.h>

#define SHIFT_UNIT 256.0
#define SHIFT_MAX 0.42         /* of a cell */
#define STRAIGHT_SHIFT_MAX 0.2 /* beyond, a node is never left out: the edge over it stays near its row */
#define SMOOTHINGS 3

static void
make_wave (SxLattice *self, guint k, double spacing, double amplitude)
{
  SxLatticeWave *wave = &self->wave[k];
  int across = (int)(self->nu / spacing) + 5, up = (int)(self->nv / spacing) + 5;

  wave->spacing = spacing;
  wave->across = across;
  wave->control = g_new (SxPoint, (gsize)across * (gsize)up);
  for (int b = 0; b < up; b++)
    for (int a = 0; a < across; a++)
      {
        guint64 h = sx_random_hash (self->seed + k, (guint64)a, (guint64)b);

        wave->control[b * across + a] = (SxPoint){ amplitude * ((double)(h & 0xffffffff) * 0x1p-31 - 1),
                                                   amplitude * ((double)(h >> 32) * 0x1p-31 - 1) };
      }
}

void
sx_lattice_init (SxLattice *self, guint64 seed, int nu, int nv, SxPoint centre)
{
  *self = (SxLattice){ .seed = seed, .nu = nu, .nv = nv, .centre = centre };
  self->label = g_new0 (guint32, (gsize)nu * (gsize)nv);
  make_wave (self, 0, 44, 6.5);
  make_wave (self, 1, 230, 42);
}

void
sx_lattice_clear (SxLattice *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->shift, g_free);
  g_clear_pointer (&self->dropped, g_free);
  for (guint k = 0; k < SX_LATTICE_WAVES; k++)
    g_clear_pointer (&self->wave[k].control, g_free);
}

static inline void
spline_weights (double t, double w[4])
{
  double s = 1 - t;

  w[0] = s * s * s / 6;
  w[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  w[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
  w[3] = t * t * t / 6;
}

/* u and v within the lattice, or up to a cell beyond. */
static SxPoint
wave_at (const SxLatticeWave *self, double u, double v)
{
  double gu = floor (u / self->spacing), gv = floor (v / self->spacing), wu[4], wv[4];
  const SxPoint *row = self->control + ((int)gv + 1) * self->across + ((int)gu + 1);
  SxPoint sum = { 0, 0 };

  spline_weights (u / self->spacing - gu, wu);
  spline_weights (v / self->spacing - gv, wv);
  for (int b = 0; b < 4; b++, row += self->across)
    for (int a = 0; a < 4; a++)
      {
        double w = wu[a] * wv[b];

        sum.x += w * row[a].x;
        sum.y += w * row[a].y;
      }
  return sum;
}

SxPoint
sx_lattice_place (const SxLattice *self, double u, double v)
{
  SxPoint p = { u - self->nu * 0.5, v - self->nv * 0.5 };

  for (guint k = 0; k < SX_LATTICE_WAVES; k++)
    {
      SxPoint w = wave_at (&self->wave[k], u, v);

      p.x += w.x;
      p.y += w.y;
    }
  p.x = floor ((self->centre.x + p.x * SX_LATTICE_CELL) * 1e4 + 0.5) / 1e4;
  p.y = floor ((self->centre.y + p.y * SX_LATTICE_CELL) * 1e4 + 0.5) / 1e4;
  return p;
}

SxPoint
sx_lattice_point (const SxLattice *self, int i, int j)
{
  const gint8 *s = self->shift + 2 * (gsize)sx_lattice_node (self, i, j);

  return sx_lattice_place (self, i + s[0] / SHIFT_UNIT, j + s[1] / SHIFT_UNIT);
}

/* The four labels round a node: south-west, south-east, north-west, north-east. */
static inline void
labels_round (const SxLattice *self, int i, int j, guint32 l[4])
{
  const guint32 *row = self->label + (gsize)j * (gsize)self->nu + i;

  l[0] = row[-self->nu - 1];
  l[1] = row[-self->nu];
  l[2] = row[-1];
  l[3] = row[0];
}

static inline gint8
to_shift (double x)
{
  return (gint8)floor (CLAMP (x, -SHIFT_MAX, SHIFT_MAX) * SHIFT_UNIT + 0.5);
}

/* Draws the nodes beside pinched cells towards them. */
static void
pinch_node (const guint32 l[4], const SxLatticeLook *look, double *x, double *y)
{
  double w = 0, sx = 0, sy = 0, most;
  guint n = 0;

  for (guint k = 0; k < 4; k++)
    if (look->thin[l[k]])
      {
        w += look->thin[l[k]] * 0.01;
        sx += k & 1 ? 1 : -1;
        sy += k & 2 ? 1 : -1;
        n++;
      }
  most = MAX (fabs (sx), fabs (sy));
  if (n == 0 || most == 0)
    return;
  *x = w / n * sx / most;
  *y = w / n * sy / most;
}

static void
pinch (SxLattice *self, const SxLatticeLook *look)
{
  for (int j = 1; j < self->nv; j++)
    for (int i = 1; i < self->nu; i++)
      {
        gsize node = sx_lattice_node (self, i, j);
        double x = 0, y = 0;
        guint32 l[4];
        guint64 h;

        labels_round (self, i, j, l);
        if (l[0] == l[1] && l[1] == l[2] && l[2] == l[3] && l[0] == 0)
          continue;
        pinch_node (l, look, &x, &y);
        h = sx_random_hash (self->seed + 7, (guint64)node, 0);
        x += ((double)(h & 0xffff) / 65536 - 0.5) * 0.16;
        y += ((double)((h >> 16) & 0xffff) / 65536 - 0.5) * 0.16;
        self->shift[2 * node] = to_shift (x);
        self->shift[2 * node + 1] = to_shift (y);
      }
}

/* Moves a node halfway to the middle of its neighbours along boundaries: stairs become slants. `three`: the
 * shifts of the rows below, at and above the node. */
static void
smooth_node (const SxLattice *self, const gint8 *three, int i, const guint32 l[4], gint8 *to)
{
  const int du[4] = { 0, 0, -1, 1 }, dv[4] = { -1, 1, 0, 0 };
  const gboolean is_edge[4] = { l[0] != l[1], l[2] != l[3], l[0] != l[2], l[1] != l[3] };
  double x = 0, y = 0, pull;
  guint n = 0;

  for (guint k = 0; k < 4; k++)
    if (is_edge[k])
      {
        const gint8 *s = three + 2 * (gsize)sx_lattice_node (self, i + du[k], 1 + dv[k]);

        x += du[k] + s[0] / SHIFT_UNIT;
        y += dv[k] + s[1] / SHIFT_UNIT;
        n++;
      }
  if (n < 2 || n > 3)
    return;
  pull = n == 2 ? 0.5 : 0.2;
  to[0] = to_shift ((1 - pull) * to[0] / SHIFT_UNIT + pull * x / n);
  to[1] = to_shift ((1 - pull) * to[1] / SHIFT_UNIT + pull * y / n);
}

static void
smooth (SxLattice *self)
{
  gsize size = 2 * (gsize)(self->nu + 1);
  g_autofree gint8 *below = g_malloc (size);
  g_autofree gint8 *three = g_malloc (3 * size);

  /* A window of three rows as they were, so that the result does not depend on the order of nodes. */
  memcpy (below, self->shift, size);
  for (int j = 1; j < self->nv; j++)
    {
      gint8 *row = self->shift + (gsize)j * size;

      memcpy (three, below, size);
      memcpy (three + size, row, 2 * size);
      memcpy (below, row, size);
      for (int i = 1; i < self->nu; i++)
        {
          guint32 l[4];

          labels_round (self, i, j, l);
          if (l[0] != l[1] || l[1] != l[2] || l[2] != l[3])
            smooth_node (self, three, i, l, row + 2 * i);
        }
    }
}

/* Leaves out the nodes of some straight field boundaries, all but one in seven. */
static void
straighten (SxLattice *self, const SxLatticeLook *look)
{
  const int limit = (int)(STRAIGHT_SHIFT_MAX * SHIFT_UNIT);

  for (int j = 1; j < self->nv; j++)
    for (int i = 1; i < self->nu; i++)
      {
        guint32 l[4], node = sx_lattice_node (self, i, j);
        const gint8 *s = self->shift + 2 * (gsize)node;
        gboolean runs_east, runs_north;
        int line, along;

        labels_round (self, i, j, l);
        runs_east = l[0] == l[1] && l[2] == l[3] && l[0] != l[2];
        runs_north = l[0] == l[2] && l[1] == l[3] && l[0] != l[1];
        if (!(runs_east || runs_north) || !look->straight[l[0]] || !look->straight[l[3]])
          continue;
        line = runs_east ? j : i;
        along = runs_east ? i : j;
        if (ABS (s[0]) > limit || ABS (s[1]) > limit || (along + line * 3) % 7 == 0
            || sx_random_unit (self->seed + 9, (guint64)line * 2 + (guint64)runs_east, (guint64)(along / 29))
                   > 0.3)
          continue;
        self->dropped[node >> 3] |= (guint8)(1 << (node & 7));
      }
}

void
sx_lattice_settle (SxLattice *self, const SxLatticeLook *look)
{
  gsize n_nodes = (gsize)(self->nu + 1) * (gsize)(self->nv + 1);

  self->shift = g_new0 (gint8, 2 * n_nodes);
  self->dropped = g_new0 (guint8, n_nodes / 8 + 1);
  pinch (self, look);
  for (guint k = 0; k < SMOOTHINGS; k++)
    smooth (self);
  straighten (self, look);
}
