/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On which side of a line a point lies, or that doubles cannot tell. */
#pragma once

#include "geometry/sx-point.h"

/* 1: c lies left of a → b (counter-clockwise), -1: right; 0: on the line or too near to it to be sure. The
 * bound is the first filter of Shewchuk 1997, "Adaptive precision floating-point arithmetic", 4.3; the last
 * term is for products that underflow. NaN and overflow give 0. */
static inline int
sx_orientation (SxPoint a, SxPoint b, SxPoint c)
{
  double left = (a.x - c.x) * (b.y - c.y);
  double right = (a.y - c.y) * (b.x - c.x);
  double det = left - right;
  double bound = 3.3306690738754716e-16 * (fabs (left) + fabs (right)) + 1e-300;

  return (det > bound) - (det < -bound);
}

/* Whether b is certainly no spike between a and c: the way on does not lead back along the way there. */
static inline gboolean
sx_orientation_no_spike (SxPoint a, SxPoint b, SxPoint c)
{
  double x = (a.x - b.x) * (c.x - b.x), y = (a.y - b.y) * (c.y - b.y);

  /* an angle of more than 90 degrees, with room for rounding; else the three points must not be in a line */
  return x + y < -1e-15 * (fabs (x) + fabs (y)) - 1e-300 || sx_orientation (a, b, c) != 0;
}
