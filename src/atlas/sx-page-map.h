/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the plan's plane is on a page, and geometry brought there: clipped to the map's frame and with no
 * more corners than can be printed. Points of 1/72 inch, y down. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "atlas/sx-pdf-content.h"
#include "geometry/sx-shape.h"

#define SX_PT_PER_MM (72.0 / 25.4)

typedef struct
{
  SxBox frame;    /* on the page */
  SxPoint corner; /* the plane's point at the frame's upper left */
  double pt_per_m;
} SxPageMap;

/* scale: 1 : so many; centre: the plane's point in the middle of the frame. */
void sx_page_map_init (SxPageMap *self, SxBox frame, SxPoint centre, double scale);
/* What of the plane is in the frame. */
SxBox sx_page_map_ground (const SxPageMap *self);

static inline SxPoint
sx_page_map_forward (const SxPageMap *self, SxPoint p)
{
  return (SxPoint){ self->frame.x0 + (p.x - self->corner.x) * self->pt_per_m,
                    self->frame.y0 + (self->corner.y - p.y) * self->pt_per_m };
}

#define SX_PAGE_TOLERANCE_MM 0.02 /* a pen's, if not said otherwise */

/* Adds outlines to the path of a cairo context, or to content of a PDF. One thread; has memory of its own. */
typedef struct
{
  cairo_t *cr;           /* NULL: to the content */
  SxPdfContent *content; /* NULL: to the context */
  SxPageMap map;
  SxBox clip;          /* a little more than the frame, so that borders of what is cut off are not seen */
  gboolean is_outline; /* rings are drawn, not filled */
  double tolerance;    /* points that an outline may stray */
  guint n_points;      /* in the path since sx_page_pen_begin() */
  GArray *a, *b;       /* SxPoint */
  GByteArray *keep;
  GArray *stack;
} SxPagePen;

void sx_page_pen_init (SxPagePen *self, cairo_t *cr, const SxPageMap *map);
void sx_page_pen_clear (SxPagePen *self);
void sx_page_pen_begin (SxPagePen *self);
/* A closed ring. FALSE: nothing of it (is_outline: nothing of its border) is in the frame, or nothing that
 * could be seen. */
gboolean sx_page_pen_ring (SxPagePen *self, const SxPoint *points, guint n);
/* An open line. */
gboolean sx_page_pen_line (SxPagePen *self, const SxPoint *points, guint n);
/* All rings, or lines, of a view. */
gboolean sx_page_pen_view (SxPagePen *self, const SxShapeView *view, gboolean is_line);
