/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-crs.h"
#include <cpl_error.h>
#include <ogr_srs_api.h>
#include <string.h>

#define RADIANS (G_PI / 180.0)
#define FIRST_MERIDIAN 75 /* of the zones 25 to 45 */
#define LAST_MERIDIAN 135
/* EPSG: CGCS2000 / 3-degree Gauss-Kruger zone 25 (with prefix), CM 75E (without) */
#define EPSG_ZONE_25 4513
#define EPSG_CM_75E 4534
#define EPSG_CGCS2000 4490

gboolean
sx_crs_from_epsg (int epsg, SxCrs *out)
{
  SxCrs crs = { .epsg = epsg, .is_geographic = epsg == EPSG_CGCS2000 };

  if (!crs.is_geographic && !sx_plane_for_epsg (epsg, &crs.plane))
    return FALSE;
  *out = crs;
  return TRUE;
}

static gboolean
is_near (double a, double b, double tolerance)
{
  return fabs (a - b) <= tolerance;
}

/* Another datum may stand on the same ellipsoid (GDA94, ETRS89): then its name says so. */
static gboolean
datum_is_cgcs2000 (OGRSpatialReferenceH srs)
{
  static const char *const words[]
      = { "CHINA", "CGCS", "UNKNOWN", "UNNAMED", "NOT_SPECIFIED", "NOT SPECIFIED" };
  const char *datum = OSRGetAttrValue (srs, "DATUM", 0);
  const char *spheroid = OSRGetAttrValue (srs, "SPHEROID", 0);
  g_autofree char *upper = g_ascii_strup (datum ? datum : "UNKNOWN", -1);

  if (!is_near (OSRGetSemiMajor (srs, NULL), SX_CGCS2000_A, 1e-4)
      || !is_near (OSRGetInvFlattening (srs, NULL), 1 / SX_CGCS2000_F, 1e-7))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (upper, words[i]))
      return TRUE;
  return spheroid && g_ascii_strcasecmp (spheroid, "CGCS2000") == 0;
}

/* The zone of a transverse Mercator with the parameters of one; FALSE for any other projection. */
static gboolean
recognise_zone (OGRSpatialReferenceH srs, SxCrs *out)
{
  const char *projection = OSRGetAttrValue (srs, "PROJECTION", 0);
  double meridian = OSRGetProjParm (srs, SRS_PP_CENTRAL_MERIDIAN, 0, NULL);
  double easting = OSRGetProjParm (srs, SRS_PP_FALSE_EASTING, 0, NULL);
  int degrees = (int)round (CLAMP (meridian, 0, 360));

  if (!projection || g_ascii_strcasecmp (projection, SRS_PT_TRANSVERSE_MERCATOR) != 0
      || !is_near (OSRGetLinearUnits (srs, NULL), 1, 1e-12)
      || !is_near (OSRGetProjParm (srs, SRS_PP_SCALE_FACTOR, 1, NULL), 1, 1e-12)
      || !is_near (OSRGetProjParm (srs, SRS_PP_LATITUDE_OF_ORIGIN, 0, NULL), 0, 1e-12)
      || !is_near (OSRGetProjParm (srs, SRS_PP_FALSE_NORTHING, 0, NULL), 0, 1e-9)
      || !is_near (meridian, degrees, 1e-9))
    return FALSE;
  if (degrees % 3 != 0 || degrees < FIRST_MERIDIAN || degrees > LAST_MERIDIAN)
    return FALSE;
  if (is_near (easting, 500000, 1e-6))
    return sx_crs_from_epsg (EPSG_CM_75E + (degrees - FIRST_MERIDIAN) / 3, out);
  if (is_near (easting, degrees / 3 * 1e6 + 500000, 1e-6))
    return sx_crs_from_epsg (EPSG_ZONE_25 + (degrees - FIRST_MERIDIAN) / 3, out);
  return FALSE;
}

static gboolean
recognise_srs (OGRSpatialReferenceH srs, SxCrs *out)
{
  /* the height system beside it (Yellow Sea 1985) is of no interest */
  OSRStripVertical (srs);
  if (!datum_is_cgcs2000 (srs) || !is_near (OSRGetPrimeMeridian (srs, NULL), 0, 1e-12))
    return FALSE;
  if (OSRIsProjected (srs))
    return recognise_zone (srs, out);
  return OSRIsGeographic (srs) && is_near (OSRGetAngularUnits (srs, NULL), RADIANS, 1e-12)
         && sx_crs_from_epsg (EPSG_CGCS2000, out);
}

static char *
describe (const char *name, const char *organization, gint64 id, OGRSpatialReferenceH srs)
{
  const char *own = srs ? OSRGetName (srs) : NULL;
  const char *use = name && *name ? name : own && *own ? own : NULL;

  if (!organization || !*organization)
    organization = "srs_id";
  if (!use)
    return g_strdup_printf ("%s:%" G_GINT64_FORMAT, organization, id);
  return g_strdup_printf ("%s (%s:%" G_GINT64_FORMAT ")", use, organization, id);
}

gboolean
sx_crs_recognise (const char *name, const char *organization, gint64 id, const char *definition, SxCrs *out,
                  char **found)
{
  gboolean is_epsg = organization && g_ascii_strcasecmp (organization, "EPSG") == 0;
  g_autofree char *text = g_strdup (definition);
  char *rest = text;
  OGRSpatialReferenceH srs;
  gboolean known = FALSE;

  if (is_epsg && id > 0 && id < G_MAXINT && sx_crs_from_epsg ((int)id, out))
    return TRUE;
  srs = OSRNewSpatialReference (NULL);
  CPLPushErrorHandler (CPLQuietErrorHandler);
  if (text && *text && OSRImportFromWkt (srs, &rest) == OGRERR_NONE)
    known = recognise_srs (srs, out);
  if (!known)
    *found = describe (name, organization, id, srs);
  CPLPopErrorHandler ();
  OSRDestroySpatialReference (srs);
  return known;
}

gboolean
sx_crs_equal (const SxCrs *a, const SxCrs *b)
{
  return a->epsg == b->epsg;
}

gboolean
sx_crs_may_contain (const SxCrs *self, SxPoint p)
{
  if (self->is_geographic)
    return p.x >= 65 && p.x <= 145 && p.y >= 0 && p.y <= 60;
  /* half a zone is 167 km at most; degrees, taken for metres, are 499.8 km off the central meridian */
  return fabs (p.x - self->plane.false_easting) <= 490e3 && p.y >= 0 && p.y <= 7e6;
}

SxPoint
sx_crs_to_degrees (const SxCrs *self, SxPoint p)
{
  double lat, lon;

  if (self->is_geographic)
    return p;
  sx_plane_inverse (&self->plane, p, &lat, &lon);
  return (SxPoint){ lon / RADIANS, lat / RADIANS };
}

void
sx_crs_to_plane (const SxCrs *self, const SxPlane *plane, SxPoint *points, gsize n)
{
  double shift = plane->false_easting - self->plane.false_easting;
  double lat, lon;

  if (self->is_geographic)
    for (gsize i = 0; i < n; i++)
      points[i] = sx_plane_forward (plane, points[i].y * RADIANS, points[i].x * RADIANS);
  else if (is_near (self->plane.central_meridian, plane->central_meridian, 1e-12))
    for (gsize i = 0; shift != 0 && i < n; i++)
      points[i].x += shift;
  else
    for (gsize i = 0; i < n; i++)
      {
        sx_plane_inverse (&self->plane, points[i], &lat, &lon);
        points[i] = sx_plane_forward (plane, lat, lon);
      }
}

char *
sx_crs_name (const SxCrs *self)
{
  return g_strdup_printf ("EPSG:%d", self->epsg);
}
