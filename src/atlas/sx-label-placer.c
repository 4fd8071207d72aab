/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-label-placer.h"

#define CELL_PT 24.0
#define DIRECTIONS 16
#define LEAST_RINGS 3 /* tried around the anchor however short the reach */

typedef struct
{
  SxPoint a, b;
} Leader;

typedef struct
{
  SxBox box;
  gboolean is_label;
} Taken;

struct _SxLabelPlacer
{
  SxBox frame;
  SxBox part; /* of the frame, where labels may be */
  double gap;
  guint columns, rows;
  GArray *boxes;   /* Taken */
  GArray *leaders; /* Leader */
  GArray **cells;  /* guint32: boxes over the cell; NULL: none */
};

SxLabelPlacer *
sx_label_placer_new (SxBox frame, double gap)
{
  SxLabelPlacer *self = g_new0 (SxLabelPlacer, 1);

  self->frame = self->part = frame;
  self->gap = gap;
  self->columns = (guint)MAX (1, ceil ((frame.x1 - frame.x0) / CELL_PT));
  self->rows = (guint)MAX (1, ceil ((frame.y1 - frame.y0) / CELL_PT));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (Taken));
  self->leaders = g_array_new (FALSE, FALSE, sizeof (Leader));
  self->cells = g_new0 (GArray *, (gsize)self->columns * self->rows);
  return self;
}

void
sx_label_placer_free (SxLabelPlacer *self)
{
  for (gsize i = 0; i < (gsize)self->columns * self->rows; i++)
    if (self->cells[i])
      g_array_unref (self->cells[i]);
  g_free (self->cells);
  g_array_unref (self->boxes);
  g_array_unref (self->leaders);
  g_free (self);
}

static guint
clamp_cell (double at, guint n)
{
  return at <= 0 ? 0 : MIN ((guint)at, n - 1);
}

static void
cells_of (const SxLabelPlacer *self, SxBox box, guint *x0, guint *y0, guint *x1, guint *y1)
{
  *x0 = clamp_cell ((box.x0 - self->frame.x0) / CELL_PT, self->columns);
  *x1 = clamp_cell ((box.x1 - self->frame.x0) / CELL_PT, self->columns);
  *y0 = clamp_cell ((box.y0 - self->frame.y0) / CELL_PT, self->rows);
  *y1 = clamp_cell ((box.y1 - self->frame.y0) / CELL_PT, self->rows);
}

static void
take (SxLabelPlacer *self, SxBox box, gboolean is_label)
{
  guint32 number = self->boxes->len;
  Taken taken = { box, is_label };
  guint x0, y0, x1, y1;

  if (sx_box_is_empty (box) || !sx_box_overlaps (box, self->frame))
    return;
  g_array_append_val (self->boxes, taken);
  cells_of (self, box, &x0, &y0, &x1, &y1);
  for (guint y = y0; y <= y1; y++)
    for (guint x = x0; x <= x1; x++)
      {
        GArray **cell = &self->cells[(gsize)y * self->columns + x];

        if (!*cell)
          *cell = g_array_new (FALSE, FALSE, sizeof (guint32));
        g_array_append_val (*cell, number);
      }
}

void
sx_label_placer_block (SxLabelPlacer *self, SxBox box)
{
  take (self, box, FALSE);
}

void
sx_label_placer_keep_within (SxLabelPlacer *self, SxBox part)
{
  self->part = sx_box_intersection (part, self->frame);
}

static const Taken *
taken_at (const SxLabelPlacer *self, const GArray *cell, guint i)
{
  return &g_array_index (self->boxes, Taken, g_array_index (cell, guint32, i));
}

/* Whether a straight line has a point inside the box. */
static gboolean
line_meets (SxPoint a, SxPoint b, SxBox box)
{
  double t0 = 0, t1 = 1, d[2] = { b.x - a.x, b.y - a.y }, from[2] = { a.x, a.y };
  double low[2] = { box.x0, box.y0 }, high[2] = { box.x1, box.y1 };

  for (guint i = 0; i < 2; i++)
    {
      if (d[i] == 0)
        {
          if (from[i] <= low[i] || from[i] >= high[i])
            return FALSE;
          continue;
        }
      t0 = MAX (t0, MIN ((low[i] - from[i]) / d[i], (high[i] - from[i]) / d[i]));
      t1 = MIN (t1, MAX ((low[i] - from[i]) / d[i], (high[i] - from[i]) / d[i]));
    }
  return t0 < t1;
}

static gboolean
has_room (const SxLabelPlacer *self, SxBox box)
{
  guint x0, y0, x1, y1;
  SxBox wide = sx_box_grown (box, self->gap);

  if (!sx_box_contains (self->part, wide))
    return FALSE;
  cells_of (self, wide, &x0, &y0, &x1, &y1);
  for (guint y = y0; y <= y1; y++)
    for (guint x = x0; x <= x1; x++)
      {
        const GArray *cell = self->cells[(gsize)y * self->columns + x];

        for (guint i = 0; cell && i < cell->len; i++)
          if (sx_box_overlaps (wide, taken_at (self, cell, i)->box))
            return FALSE;
      }
  for (guint i = 0; i < self->leaders->len; i++)
    {
      const Leader *leader = &g_array_index (self->leaders, Leader, i);

      if (line_meets (leader->a, leader->b, box))
        return FALSE;
    }
  return TRUE;
}

static SxBox
box_around (SxPoint middle, double w, double h)
{
  return (SxBox){ middle.x - w / 2, middle.y - h / 2, middle.x + w / 2, middle.y + h / 2 };
}

gboolean
sx_label_placer_put (SxLabelPlacer *self, const SxPoint *middles, guint n, double w, double h, SxBox *out)
{
  for (guint i = 0; i < n; i++)
    {
      *out = box_around (middles[i], w, h);
      if (has_room (self, *out))
        {
          take (self, *out, TRUE);
          return TRUE;
        }
    }
  return FALSE;
}

/* Where the line from the middle of the box to a point outside leaves it. */
static SxPoint
leave (SxBox box, SxPoint to)
{
  SxPoint middle = { (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 };
  double dx = to.x - middle.x, dy = to.y - middle.y;
  double tx = dx == 0 ? (double)INFINITY : (box.x1 - box.x0) / 2 / fabs (dx),
         ty = dy == 0 ? (double)INFINITY : (box.y1 - box.y0) / 2 / fabs (dy), t = MIN (1, MIN (tx, ty));

  return (SxPoint){ middle.x + dx * t, middle.y + dy * t };
}

/* A leader runs through no label, and over no blocked ground but that which holds its anchor. */
static gboolean
leader_is_clear (const SxLabelPlacer *self, SxPoint a, SxPoint b)
{
  SxBox reach = { MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y) };
  guint x0, y0, x1, y1;

  cells_of (self, reach, &x0, &y0, &x1, &y1);
  for (guint y = y0; y <= y1; y++)
    for (guint x = x0; x <= x1; x++)
      {
        const GArray *cell = self->cells[(gsize)y * self->columns + x];

        for (guint i = 0; cell && i < cell->len; i++)
          {
            const Taken *other = taken_at (self, cell, i);
            SxBox box = other->box;
            gboolean is_home
                = !other->is_label && a.x >= box.x0 && a.x <= box.x1 && a.y >= box.y0 && a.y <= box.y1;

            if (!is_home && line_meets (a, b, box))
              return FALSE;
          }
      }
  return TRUE;
}

static double
distance (SxBox box, SxPoint p)
{
  return hypot (MAX (0, MAX (box.x0 - p.x, p.x - box.x1)), MAX (0, MAX (box.y0 - p.y, p.y - box.y1)));
}

gboolean
sx_label_placer_put_beside (SxLabelPlacer *self, SxPoint anchor, SxPoint half, double reach, double w,
                            double h, SxBox *out, gboolean *leader, SxPoint *end)
{
  double step = MAX (h * 0.6, 2), off = self->gap;

  for (guint ring = 0; ring < LEAST_RINGS || off <= reach; ring++, off += step)
    for (guint d = 0; d < DIRECTIONS; d++)
      {
        /* upper right first, then on both sides of it in turn */
        double turn = (d % 2 ? 1.0 : -1.0) * ((d + 1) / 2), angle = (turn / DIRECTIONS - 0.125) * 2 * G_PI;
        double c = cos (angle), s = sin (angle);
        SxPoint middle = { anchor.x + c * (half.x + off + w / 2), anchor.y + s * (half.y + off + h / 2) };

        *out = box_around (middle, w, h);
        if (!has_room (self, *out))
          continue;
        *leader = distance (*out, anchor) > h;
        *end = leave (*out, anchor);
        if (*leader && !leader_is_clear (self, anchor, *end))
          continue;
        take (self, *out, TRUE);
        if (*leader)
          {
            Leader line = { anchor, *end };

            g_array_append_val (self->leaders, line);
          }
        return TRUE;
      }
  return FALSE;
}
