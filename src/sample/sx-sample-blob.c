/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-blob.h"
#include "sample/sx-sample-random.h"

#define CORNERS 48
/* cos and sin of 2π / CORNERS */
#define STEP_C 0.99144486137381041
#define STEP_S 0.13052619222005159

static SxShapeView
finish (SxSampler *self)
{
  sx_shape_buffer_end_ring (&self->buffer, TRUE);
  return sx_shape_buffer_view (&self->buffer, 0, 1);
}

static void
add (SxSampler *self, double u, double v)
{
  sx_shape_buffer_add_point (&self->buffer, sx_lattice_place (&self->county->lattice, u, v));
}

static SxShapeView
close_ring (SxSampler *self)
{
  sx_shape_buffer_add_point (&self->buffer, self->buffer.points[0]);
  return finish (self);
}

SxShapeView
sx_sampler_blob (SxSampler *self, SxPoint centre, double radius, guint64 seed)
{
  double c = 1, s = 0;

  sx_shape_buffer_reset (&self->buffer);
  for (guint k = 0; k < CORNERS; k++)
    {
      double r = radius * (0.65 + 0.7 * sx_random_fbm (seed, 2 + 1.3 * c, 2 + 1.3 * s, 3)),
             next = c * STEP_C - s * STEP_S;

      add (self, centre.x + r * c, centre.y + r * s);
      s = s * STEP_C + c * STEP_S;
      c = next;
    }
  return close_ring (self);
}

SxShapeView
sx_sampler_corridor (SxSampler *self, const SxPoint *line, guint n, double half_width)
{
  sx_shape_buffer_reset (&self->buffer);
  /* There on the right, back on the left. */
  for (guint k = 0; k < 2 * n; k++)
    {
      guint at = k < n ? k : 2 * n - 1 - k;
      SxPoint a = line[at ? at - 1 : 0], b = line[MIN (at + 1, n - 1)];
      double du = b.x - a.x, dv = b.y - a.y, d = MAX (sqrt (du * du + dv * dv), 1e-9),
             w = k < n ? half_width : -half_width;

      add (self, line[at].x + w * dv / d, line[at].y - w * du / d);
    }
  return close_ring (self);
}

SxShapeView
sx_sampler_polygon (SxSampler *self, const SxPoint *corners, guint n)
{
  sx_shape_buffer_reset (&self->buffer);
  for (guint k = 0; k < n; k++)
    add (self, corners[k].x, corners[k].y);
  return close_ring (self);
}

SxShapeView
sx_sampler_straight (SxSampler *self, SxPoint from, SxPoint to)
{
  double du = to.x - from.x, dv = to.y - from.y;
  guint n = 1 + (guint)(sqrt (du * du + dv * dv) / 2);

  sx_shape_buffer_reset (&self->buffer);
  for (guint k = 0; k <= n; k++)
    add (self, from.x + du * k / n, from.y + dv * k / n);
  return finish (self);
}
