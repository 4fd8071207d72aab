/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-edit-shape.h"

#include <math.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-repair.h"
#include "geometry/sx-shape-wkt.h"

/* No easting of any zone, with its prefix, comes near; beyond it doubles no longer tell millimetres apart. */
#define COORDINATE_LIMIT 1.0e8

/* A repair that changes the area by more than both is told (plan-package.md). */
#define FLAW_M2 1.0
#define FLAW_SHARE 1.0e-3

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxShapeBuffer, sx_shape_buffer_clear)

static gboolean
check_point (const SxPlan *plan, SxPoint p, GError **error)
{
  if (plan->is_geographic && !(fabs (p.x) <= 180.0 && fabs (p.y) <= 90.0))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("%.9g %.9g is no longitude and latitude; the plan is in degrees (EPSG:4490)."), p.x,
                   p.y);
      return FALSE;
    }
  if (!(fabs (p.x) <= COORDINATE_LIMIT && fabs (p.y) <= COORDINATE_LIMIT))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("%.9g %.9g is not a place in the plan's coordinate system; use its eastings and "
                      "northings."),
                   p.x, p.y);
      return FALSE;
    }
  return TRUE;
}

/* Into the plane, shells clockwise; nothing is repaired yet. */
static gboolean
project (const SxShape *shape, const SxPlan *plan, SxShapeBuffer *out, GError **error)
{
  SxShapeView view = sx_shape_view (shape);

  for (guint i = 0; i < shape->n_points; i++)
    if (!check_point (plan, shape->points[i], error))
      return FALSE;
  sx_shape_buffer_append (out, &view);
  sx_plan_to_plane (plan, out->points, out->n_points);
  for (gsize i = 0; i < out->n_points; i++)
    if (!isfinite (out->points[i].x) || !isfinite (out->points[i].y))
      {
        g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("%.9g %.9g is too far from the plan's zone."),
                     shape->points[i].x, shape->points[i].y);
        return FALSE;
      }
  sx_shape_buffer_orient (out, 0);
  return TRUE;
}

static char *
describe_flaw (double before, double after, const char *reason)
{
  double change = fabs (after - before);

  if (after == 0.0)
    return g_strdup_printf (
        _ ("nothing is left of the polygon once it is repaired (%s); it takes part in nothing."), reason);
  if (change > FLAW_M2 && change > FLAW_SHARE * before)
    return g_strdup_printf (_ ("the polygon is not valid (%s); repaired, it has %.2f m² instead of %.2f m²."),
                            reason, after, before);
  return NULL;
}

SxShape *
sx_edit_shape_new (const char *wkt, const SxPlan *plan, char **flaw, GError **error)
{
  g_autoptr (SxShape) raw = NULL;
  g_auto (SxShapeBuffer) plane = SX_SHAPE_BUFFER_INIT;
  g_auto (SxShapeBuffer) repaired = SX_SHAPE_BUFFER_INIT;
  g_autofree char *reason = NULL;
  gboolean was_valid;
  SxShapeView before, after;

  *flaw = NULL;
  if (sx_shape_wkt_is_line (wkt))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“wkt” is a line; an adjustment is a POLYGON or MULTIPOLYGON."));
      return NULL;
    }
  if (!(raw = sx_shape_from_wkt (wkt, error)) || !project (raw, plan, &plane, error))
    return NULL;
  before = sx_shape_buffer_view (&plane, 0, plane.n_rings);
  if (!sx_repair_check (&before, &repaired, &was_valid, &reason, error))
    return NULL;
  if (was_valid)
    {
      if (before.n_rings == 0)
        *flaw = g_strdup (_ ("the polygon is empty; it takes part in nothing."));
      return sx_shape_new (&before);
    }
  after = sx_shape_buffer_view (&repaired, 0, repaired.n_rings);
  *flaw = describe_flaw (sx_shape_view_planar_area (&before), sx_shape_view_planar_area (&after), reason);
  return sx_shape_new (&after);
}
