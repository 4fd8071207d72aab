/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-repair.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-geos.h"
#include "geometry/sx-tangle.h"

/* "Self-intersection[40500012.35 3500014.20]" */
static char *
describe_fault (GEOSContextHandle_t context, const char *reason, const GEOSGeometry *where)
{
  double x, y;
  char x_text[320 /* fits 1e308 */], y_text[sizeof x_text];

  if (reason == NULL)
    reason = "";
  if (where == NULL || GEOSGeomGetX_r (context, where, &x) != 1 || GEOSGeomGetY_r (context, where, &y) != 1)
    return g_strdup (reason);
  g_ascii_formatd (x_text, sizeof x_text, "%.2f", x);
  g_ascii_formatd (y_text, sizeof y_text, "%.2f", y);
  return g_strdup_printf ("%s[%s %s]", reason, x_text, y_text);
}

static GEOSGeometry *
make_valid (GEOSContextHandle_t context, const GEOSGeometry *g)
{
  GEOSMakeValidParams *params = GEOSMakeValidParams_create_r (context);
  GEOSGeometry *valid;

  if (params == NULL)
    return NULL;
  GEOSMakeValidParams_setMethod_r (context, params, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r (context, params, 0);
  valid = GEOSMakeValidWithParams_r (context, g, params);
  GEOSMakeValidParams_destroy_r (context, params);
  return valid;
}

static gboolean
repair (GEOSContextHandle_t context, const SxShapeView *in, const GEOSGeometry *g, SxShapeBuffer *out,
        gboolean *was_valid, char **fault, GError **error)
{
  GEOSGeometry *where = NULL, *valid;
  char *reason = NULL;
  char answer = GEOSisValidDetail_r (context, g, 0, &reason, &where);
  gboolean is_tangle = answer == 0 && sx_tangle_is_one (in);

  if (answer == 0)
    *fault = describe_fault (context, reason, where);
  GEOSGeom_destroy_r (context, where);
  GEOSFree_r (context, reason);
  if (answer == 1)
    {
      *was_valid = TRUE;
      return TRUE;
    }
  if (is_tangle)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                   _ ("the polygon crosses itself many thousands of times (first: %s) and cannot be "
                      "repaired; draw it anew"),
                   *fault);
      return FALSE;
    }
  valid = answer == 0 ? make_valid (context, g) : NULL;
  if (valid == NULL)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_GEOMETRY, _ ("the polygon cannot be repaired: %s"),
                   sx_geos_message ());
      return FALSE;
    }
  sx_geos_append_to_buffer (valid, out);
  GEOSGeom_destroy_r (context, valid);
  *was_valid = FALSE;
  return TRUE;
}

gboolean
sx_repair_check (const SxShapeView *in, SxShapeBuffer *out, gboolean *was_valid, char **reason,
                 GError **error)
{
  GEOSContextHandle_t context = sx_geos_context ();
  GEOSGeometry *g = sx_geos_from_view (in);
  g_autofree char *fault = NULL;
  gboolean is_done;

  if (g == NULL)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_GEOMETRY, _ ("the polygon cannot be checked: %s"),
                   sx_geos_message ());
      return FALSE;
    }
  is_done = repair (context, in, g, out, was_valid, &fault, error);
  GEOSGeom_destroy_r (context, g);
  if (is_done && reason)
    *reason = g_steal_pointer (&fault);
  return is_done;
}
