/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store-crs.h"

#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-shape-wkb.h"
#include "plan/sx-lines.h"
#include "store/sx-crs.h"

/* srs_ids may be any number: one that does not occur in a package stands for "none". */
#define NO_SRS G_MININT64

/* *known: the srs_id is in the package and is a system of a plan. */
static gboolean
read_crs (SxStoreDb *db, gint64 srs_id, SxCrs *crs, gboolean *known, GError **error)
{
  sqlite3_stmt *q = sx_store_db_query (db, error,
                                       "SELECT srs_name, organization, organization_coordsys_id, definition "
                                       "FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
                                       "i", srs_id);
  g_autofree char *found = NULL;

  if (q == NULL || !sx_store_db_step (db, q, known, error))
    return FALSE;
  if (!*known)
    return TRUE;
  *known
      = sx_crs_recognise ((const char *)sqlite3_column_text (q, 0), (const char *)sqlite3_column_text (q, 1),
                          sqlite3_column_int64 (q, 2), (const char *)sqlite3_column_text (q, 3), crs, &found);
  sqlite3_reset (q);
  return TRUE;
}

/* The srs_id of a base table, where it has the plan's CRS; *out stays as it is otherwise. */
static gboolean
try_table (SxStoreDb *db, const SxPlan *plan, const char *standard_name, gint64 *out, GError **error)
{
  SxLayer *layer = sx_plan_layer (plan, standard_name);
  gint64 srs_id = NO_SRS;
  gboolean known;
  SxCrs crs;

  if (layer == NULL || *out != NO_SRS)
    return TRUE;
  if (!sx_store_db_get_integer (db, error, &srs_id,
                                "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?1 COLLATE "
                                "NOCASE",
                                "s", layer->table)
      || !read_crs (db, srs_id, &crs, &known, error))
    return FALSE;
  if (known && crs.epsg == plan->epsg)
    *out = srs_id;
  return TRUE;
}

gboolean
sx_store_plan_srs_id (SxStoreDb *db, const SxPlan *plan, gint64 *out, GError **error)
{
  gint64 found = NO_SRS;

  /* The plan's CRS is DLTB's, else the first line's, and may be a definition of the package's own. */
  if (!try_table (db, plan, "DLTB", &found, error))
    return FALSE;
  for (SxLine line = 0; line < SX_N_LINES; line++)
    if (!try_table (db, plan, sx_line_table (line), &found, error))
      return FALSE;
  if (found == NO_SRS
      && !sx_store_db_get_integer (db, error, &found,
                                   "SELECT srs_id FROM gpkg_spatial_ref_sys WHERE organization = 'EPSG' "
                                   "COLLATE NOCASE "
                                   "AND organization_coordsys_id = ?1 ORDER BY srs_id = ?1 DESC LIMIT 1",
                                   "i", (gint64)plan->epsg))
    return FALSE;
  if (found != NO_SRS)
    {
      *out = found;
      return TRUE;
    }
  g_set_error (error, SX_ERROR, SX_ERROR_CRS,
               _ ("Table gpkg_spatial_ref_sys in “%s” does not know the plan's coordinate system; add it "
                  "there."),
               db->file);
  return FALSE;
}

static void
plane_to_degrees (const SxPlane *plane, SxPoint *points, gsize n)
{
  const SxCrs crs = { .plane = *plane };

  for (gsize i = 0; i < n; i++)
    points[i] = sx_crs_to_degrees (&crs, points[i]);
}

static gboolean
convert_points (SxStoreDb *db, const SxPlan *plan, gint64 plan_srs_id, gint64 srs_id, SxPoint *points,
                gsize n, GError **error)
{
  const SxCrs plane = { .plane = plan->plane };
  gboolean known;
  SxCrs crs;

  if (srs_id == plan_srs_id)
    {
      sx_plan_from_plane (plan, points, n);
      return TRUE;
    }
  if (!read_crs (db, srs_id, &crs, &known, error))
    return FALSE;
  if (!known)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_CRS,
                   _ ("An sx_ table in “%s” is in a coordinate system other than CGCS2000 (srs_id "
                      "%" PRId64 "); rename the table and the program makes a new one."),
                   db->file, srs_id);
      return FALSE;
    }
  if (crs.is_geographic)
    plane_to_degrees (&plan->plane, points, n);
  else
    sx_crs_to_plane (&plane, &crs.plane, points, n);
  return TRUE;
}

static gboolean
all_finite (const SxPoint *points, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (points[i].x) || !isfinite (points[i].y))
      return FALSE;
  return TRUE;
}

GBytes *
sx_store_blob_new (SxStoreDb *db, const SxPlan *plan, gint64 plan_srs_id, gint64 srs_id, const SxShape *shape,
                   gboolean is_line, GError **error)
{
  SxShapeView view = sx_shape_view (shape);
  guint n = sx_shape_view_n_points (&view);
  g_autofree SxPoint *points = g_memdup2 (view.points, n * sizeof (SxPoint));

  if (!convert_points (db, plan, plan_srs_id, srs_id, points, n, error))
    return NULL;
  if (!all_finite (points, n))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_GEOMETRY,
                   _ ("A shape for “%s” has a coordinate that is no finite number; draw it anew."), db->file);
      return NULL;
    }
  view.points = points;
  view.chunks = NULL; /* they are of the plane */
  view.box = sx_shape_view_compute_box (&view);
  return sx_gpkg_blob_new (&view, is_line, (int)srs_id);
}
