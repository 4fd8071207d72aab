/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-outline.h"

#include "geometry/sx-repair.h"
#include "geometry/sx-validity.h"

/* A change of area that nobody means: that of the profile's slivers. */
#define NO_AREA_M2 0.01

gboolean
sx_outline_append_ring (const SxPoint *points, guint n, gboolean is_shell, SxShapeBuffer *out)
{
  gsize start = out->n_points;

  for (guint i = 0; i < n; i++)
    if (out->n_points == start || points[i].x != out->points[out->n_points - 1].x
        || points[i].y != out->points[out->n_points - 1].y)
      sx_shape_buffer_add_point (out, points[i]);
  while (out->n_points > start + 1 && out->points[start].x == out->points[out->n_points - 1].x
         && out->points[start].y == out->points[out->n_points - 1].y)
    out->n_points--;
  if (out->n_points - start < 3)
    {
      out->n_points = start;
      return FALSE;
    }
  sx_shape_buffer_add_point (out, out->points[start]);
  sx_shape_buffer_end_ring (out, is_shell);
  return TRUE;
}

static SxShape *
oriented_copy (const SxShapeView *view)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView copy;
  SxShape *shape;

  sx_shape_buffer_append (&buffer, view);
  sx_shape_buffer_orient (&buffer, 0);
  copy = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&copy);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

SxOutlineVerdict
sx_outline_check (const SxShapeView *drawn, SxShape **out)
{
  SxShapeBuffer repaired = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GError) error = NULL;
  double area = sx_shape_view_planar_area (drawn);
  SxOutlineVerdict verdict = SX_OUTLINE_CROSSES;
  gboolean was_valid = FALSE;

  *out = NULL;
  if (drawn->n_rings == 0)
    return SX_OUTLINE_EMPTY;
  if ((fabs (area) > NO_AREA_M2 && sx_validity_is_certain (drawn))
      || (sx_repair_check (drawn, &repaired, &was_valid, NULL, &error) && was_valid && area > NO_AREA_M2))
    {
      *out = oriented_copy (drawn);
      verdict = SX_OUTLINE_GOOD;
    }
  else if (!error)
    {
      SxShapeView view = sx_shape_buffer_view (&repaired, 0, repaired.n_rings);
      double now = sx_shape_view_planar_area (&view);

      if (was_valid || now <= NO_AREA_M2)
        verdict = SX_OUTLINE_EMPTY;
      else if (fabs (now - area) <= NO_AREA_M2 + 1e-9 * now)
        {
          *out = sx_shape_new (&view);
          verdict = SX_OUTLINE_REPAIRED;
        }
    }
  sx_shape_buffer_clear (&repaired);
  return verdict;
}
