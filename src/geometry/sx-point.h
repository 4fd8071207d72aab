/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points and boxes by value. Coordinates are metres in the plan's Gauss–Krüger plane, x = easting (with the
 * zone prefix where the CRS has one), y = northing, where a comment does not say otherwise. */
#pragma once

#include <glib.h>
#include <math.h>

typedef struct
{
  double x, y;
} SxPoint;

/* Closed box; empty when x0 > x1. */
typedef struct
{
  double x0, y0, x1, y1;
} SxBox;

#define SX_BOX_EMPTY ((SxBox){ INFINITY, INFINITY, -INFINITY, -INFINITY })

static inline gboolean
sx_box_is_empty (SxBox b)
{
  return !(b.x0 <= b.x1 && b.y0 <= b.y1);
}

/* Without branches, as which of the four it is that keeps boxes apart nobody could foresee. */
static inline gboolean
sx_box_overlaps (SxBox a, SxBox b)
{
  return (a.x0 <= b.x1) & (b.x0 <= a.x1) & (a.y0 <= b.y1) & (b.y0 <= a.y1);
}

static inline gboolean
sx_box_contains (SxBox outer, SxBox inner)
{
  return outer.x0 <= inner.x0 && inner.x1 <= outer.x1 && outer.y0 <= inner.y0 && inner.y1 <= outer.y1;
}

static inline SxBox
sx_box_intersection (SxBox a, SxBox b)
{
  return (SxBox){ MAX (a.x0, b.x0), MAX (a.y0, b.y0), MIN (a.x1, b.x1), MIN (a.y1, b.y1) };
}

static inline SxBox
sx_box_union (SxBox a, SxBox b)
{
  return (SxBox){ MIN (a.x0, b.x0), MIN (a.y0, b.y0), MAX (a.x1, b.x1), MAX (a.y1, b.y1) };
}

static inline SxBox
sx_box_grown (SxBox b, double d)
{
  return (SxBox){ b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d };
}

static inline void
sx_box_add (SxBox *b, SxPoint p)
{
  b->x0 = MIN (b->x0, p.x);
  b->y0 = MIN (b->y0, p.y);
  b->x1 = MAX (b->x1, p.x);
  b->y1 = MAX (b->y1, p.y);
}
