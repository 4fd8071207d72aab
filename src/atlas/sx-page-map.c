/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-page-map.h"

#include <string.h>

#define LEAST_PT (0.06 * SX_PT_PER_MM) /* smaller rings are not seen */
#define MARGIN_PT 12.0
#define GRID SX_PDF_GRID /* part of a point that coordinates are rounded to: they are short in a file */

void
sx_page_map_init (SxPageMap *self, SxBox frame, SxPoint centre, double scale)
{
  self->frame = frame;
  self->pt_per_m = 1000 * SX_PT_PER_MM / scale;
  self->corner = (SxPoint){ centre.x - (frame.x1 - frame.x0) / 2 / self->pt_per_m,
                            centre.y + (frame.y1 - frame.y0) / 2 / self->pt_per_m };
}

SxBox
sx_page_map_ground (const SxPageMap *self)
{
  return (SxBox){ self->corner.x, self->corner.y - (self->frame.y1 - self->frame.y0) / self->pt_per_m,
                  self->corner.x + (self->frame.x1 - self->frame.x0) / self->pt_per_m, self->corner.y };
}

void
sx_page_pen_init (SxPagePen *self, cairo_t *cr, const SxPageMap *map)
{
  *self = (SxPagePen){ .cr = cr,
                       .map = *map,
                       .clip = sx_box_grown (map->frame, MARGIN_PT),
                       .tolerance = SX_PAGE_TOLERANCE_MM * SX_PT_PER_MM };
  self->a = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->b = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->keep = g_byte_array_new ();
  self->stack = g_array_new (FALSE, FALSE, 2 * sizeof (guint));
}

void
sx_page_pen_clear (SxPagePen *self)
{
  g_array_unref (self->a);
  g_array_unref (self->b);
  g_byte_array_unref (self->keep);
  g_array_unref (self->stack);
}

void
sx_page_pen_begin (SxPagePen *self)
{
  if (self->cr)
    cairo_new_path (self->cr);
  self->n_points = 0;
}

/* ---- clipping */

/* How far inside one of the box's four sides. */
static double
inside (const SxBox *box, guint side, SxPoint p)
{
  switch (side)
    {
    case 0:
      return p.x - box->x0;
    case 1:
      return box->x1 - p.x;
    case 2:
      return p.y - box->y0;
    default:
      return box->y1 - p.y;
    }
}

static SxPoint
between (SxPoint a, SxPoint b, double da, double db)
{
  double t = da / (da - db);

  return (SxPoint){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/* Sutherland and Hodgman: the closed ring in self->a, without its repeated first point, side by side. */
static void
clip_ring (SxPagePen *self)
{
  for (guint side = 0; side < 4 && self->a->len; side++)
    {
      const SxPoint *p = (const SxPoint *)self->a->data;
      guint n = self->a->len;
      SxPoint last = p[n - 1];
      double d_last = inside (&self->clip, side, last);
      GArray *other = self->b;

      g_array_set_size (other, 0);
      for (guint i = 0; i < n; i++)
        {
          SxPoint here = p[i];
          double d = inside (&self->clip, side, here);

          if ((d >= 0) != (d_last >= 0))
            {
              SxPoint cut = between (last, here, d_last, d);

              g_array_append_val (other, cut);
            }
          if (d >= 0)
            g_array_append_val (other, here);
          last = here;
          d_last = d;
        }
      self->b = self->a;
      self->a = other;
    }
}

/* The part of an edge inside the box. */
static gboolean
clip_edge (const SxBox *box, SxPoint *a, SxPoint *b)
{
  for (guint side = 0; side < 4; side++)
    {
      double da = inside (box, side, *a), db = inside (box, side, *b);

      if (da < 0 && db < 0)
        return FALSE;
      if (da < 0)
        *a = between (*a, *b, da, db);
      else if (db < 0)
        *b = between (*a, *b, da, db);
    }
  return TRUE;
}

/* ---- leaving out corners */

static double
distance2 (SxPoint p, SxPoint a, SxPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy, t = 0;

  if (length2 > 0)
    t = CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0, 1);
  dx = a.x + t * dx - p.x;
  dy = a.y + t * dy - p.y;
  return dx * dx + dy * dy;
}

/* Douglas and Peucker between two points that stay. */
static void
mark_between (SxPagePen *self, guint first, guint last)
{
  const SxPoint *p = (const SxPoint *)self->a->data;
  guint span[2] = { first, last };

  g_array_set_size (self->stack, 0);
  g_array_append_val (self->stack, span);
  while (self->stack->len)
    {
      double most = self->tolerance * self->tolerance;
      guint at = 0;

      memcpy (span, self->stack->data + (self->stack->len - 1) * sizeof span, sizeof span);
      g_array_set_size (self->stack, self->stack->len - 1);
      for (guint i = span[0] + 1; i < span[1]; i++)
        {
          double d = distance2 (p[i], p[span[0]], p[span[1]]);

          if (d > most)
            {
              most = d;
              at = i;
            }
        }
      if (at)
        {
          guint low[2] = { span[0], at }, high[2] = { at, span[1] };

          self->keep->data[at] = 1;
          g_array_append_val (self->stack, low);
          g_array_append_val (self->stack, high);
        }
    }
}

static guint
farthest (const SxPoint *p, guint n)
{
  double most = -1;
  guint at = 0;

  for (guint i = 1; i < n; i++)
    {
      double dx = p[i].x - p[0].x, dy = p[i].y - p[0].y, d = dx * dx + dy * dy;

      if (d > most)
        {
          most = d;
          at = i;
        }
    }
  return at;
}

static void
mark_points (SxPagePen *self, gboolean is_closed)
{
  guint n = self->a->len, middle;

  g_byte_array_set_size (self->keep, n);
  memset (self->keep->data, 0, n);
  self->keep->data[0] = self->keep->data[n - 1] = 1;
  if (!is_closed)
    {
      mark_between (self, 0, n - 1);
      return;
    }
  middle = farthest ((const SxPoint *)self->a->data, n);
  self->keep->data[middle] = 1;
  mark_between (self, 0, middle);
  mark_between (self, middle, n - 1);
}

static void
emit_point (SxPagePen *self, SxPoint at, gboolean is_first)
{
  if (self->content)
    (is_first ? sx_pdf_content_move : sx_pdf_content_line) (self->content, at.x, at.y);
  else
    (is_first ? cairo_move_to : cairo_line_to) (self->cr, at.x, at.y);
}

static void
emit (SxPagePen *self, gboolean is_closed)
{
  const SxPoint *p = (const SxPoint *)self->a->data;
  SxPoint last = { NAN, NAN };

  for (guint i = 0; i < self->a->len; i++)
    {
      SxPoint at = { round (p[i].x * GRID) / GRID, round (p[i].y * GRID) / GRID };

      if (!self->keep->data[i] || (at.x == last.x && at.y == last.y))
        continue;
      if (i == 0 || !is_closed || i + 1 < self->a->len)
        emit_point (self, at, i == 0);
      self->n_points++;
      last = at;
    }
  if (is_closed && self->content)
    sx_pdf_content_close (self->content);
  else if (is_closed)
    cairo_close_path (self->cr);
}

/* ---- outlines */

static SxBox
to_page (SxPagePen *self, const SxPoint *points, guint n)
{
  SxBox box = SX_BOX_EMPTY;

  g_array_set_size (self->a, n);
  for (guint i = 0; i < n; i++)
    {
      SxPoint p = sx_page_map_forward (&self->map, points[i]);

      ((SxPoint *)self->a->data)[i] = p;
      sx_box_add (&box, p);
    }
  return box;
}

/* Whether an edge of the closed ring in self->a runs through the frame. */
static gboolean
crosses_frame (const SxPagePen *self)
{
  for (guint i = 0; i + 1 < self->a->len; i++)
    {
      SxPoint p = g_array_index (self->a, SxPoint, i), q = g_array_index (self->a, SxPoint, i + 1);

      if (clip_edge (&self->map.frame, &p, &q))
        return TRUE;
    }
  return FALSE;
}

/* Whether the ring in self->a has the middle of the frame inside. */
static gboolean
covers_frame (const SxPagePen *self)
{
  double x = (self->map.frame.x0 + self->map.frame.x1) / 2, y = (self->map.frame.y0 + self->map.frame.y1) / 2;
  gboolean is_inside = FALSE;

  for (guint i = 0; i + 1 < self->a->len; i++)
    {
      SxPoint p = g_array_index (self->a, SxPoint, i), q = g_array_index (self->a, SxPoint, i + 1);

      if ((p.y > y) != (q.y > y) && x < (q.x - p.x) * (y - p.y) / (q.y - p.y) + p.x)
        is_inside = !is_inside;
    }
  return is_inside;
}

gboolean
sx_page_pen_ring (SxPagePen *self, const SxPoint *points, guint n)
{
  SxBox box = to_page (self, points, n);
  gboolean is_seen = sx_box_overlaps (box, self->map.frame);
  SxPoint first;

  if (n < 4 || !sx_box_overlaps (box, self->clip) || MAX (box.x1 - box.x0, box.y1 - box.y0) < LEAST_PT)
    return FALSE;
  if (!sx_box_contains (self->clip, box))
    {
      g_array_set_size (self->a, n - 1);
      clip_ring (self);
      if (self->a->len < 3)
        return FALSE;
      first = g_array_index (self->a, SxPoint, 0);
      g_array_append_val (self->a, first);
      is_seen = crosses_frame (self) || (!self->is_outline && covers_frame (self));
    }
  mark_points (self, TRUE);
  emit (self, TRUE);
  return is_seen;
}

static gboolean
end_run (SxPagePen *self)
{
  gboolean is_drawn = self->a->len > 1;

  if (is_drawn)
    {
      mark_points (self, FALSE);
      emit (self, FALSE);
    }
  g_array_set_size (self->a, 0);
  return is_drawn;
}

gboolean
sx_page_pen_line (SxPagePen *self, const SxPoint *points, guint n)
{
  gboolean is_drawn = FALSE;

  g_array_set_size (self->a, 0);
  for (guint i = 0; i + 1 < n; i++)
    {
      SxPoint a = sx_page_map_forward (&self->map, points[i]),
              b = sx_page_map_forward (&self->map, points[i + 1]), end = b;

      if (!clip_edge (&self->clip, &a, &b))
        {
          is_drawn |= end_run (self);
          continue;
        }
      if (self->a->len == 0)
        g_array_append_val (self->a, a);
      g_array_append_val (self->a, b);
      if (b.x != end.x || b.y != end.y)
        is_drawn |= end_run (self);
    }
  return end_run (self) || is_drawn;
}

gboolean
sx_page_pen_view (SxPagePen *self, const SxShapeView *view, gboolean is_line)
{
  gboolean is_drawn = FALSE;

  for (guint r = 0; r < view->n_rings; r++)
    {
      const SxPoint *points = view->points + view->ring_start[r];
      guint n = view->ring_start[r + 1] - view->ring_start[r];

      is_drawn |= is_line ? sx_page_pen_line (self, points, n) : sx_page_pen_ring (self, points, n);
    }
  return is_drawn;
}
