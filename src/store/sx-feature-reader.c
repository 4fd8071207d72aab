/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-feature-reader.h"
#include <cpl_error.h>
#include <ogr_api.h>
#include <string.h>
#include "geometry/sx-repair.h"
#include "geometry/sx-validity.h"

/* indicators.md, "The state after a scheme": smaller single parts of a control line are dropped. */
#define SLIVER_M2 0.01
/* A repair that changes more than both is an error. */
#define REPAIR_ERROR_M2 1.0
#define REPAIR_ERROR_RATIO 1e-3
/* Nothing of a plan lies farther from its central meridian; Krüger's series needs an end. */
#define PLANE_HALF_WIDTH_M 2e6

void
sx_feature_reader_init (SxFeatureReader *self, const SxPackageTable *table, const SxPlane *plane)
{
  *self = (SxFeatureReader){ .table = table, .plane = *plane };
  self->repairs = g_array_new (FALSE, TRUE, sizeof (SxRepair));
  self->skipped = g_array_new (FALSE, TRUE, sizeof (SxSkipped));
}

void
sx_feature_reader_clear (SxFeatureReader *self)
{
  for (guint i = 0; i < self->repairs->len; i++)
    {
      g_free (g_array_index (self->repairs, SxRepair, i).table);
      g_free (g_array_index (self->repairs, SxRepair, i).reason);
    }
  for (guint i = 0; i < self->skipped->len; i++)
    g_free (g_array_index (self->skipped, SxSkipped, i).table);
  g_array_unref (self->repairs);
  g_array_unref (self->skipped);
  sx_shape_buffer_clear (&self->scratch);
}

static void
note_skipped (SxFeatureReader *self, gint64 fid, const char *reason)
{
  SxSkipped skipped = { g_strdup (self->table->table), fid, reason };

  g_array_append_val (self->skipped, skipped);
}

static void
note_repair (SxFeatureReader *self, gint64 fid, double before, double after, const char *reason)
{
  SxRepair repair = { g_strdup (self->table->table), fid, before, after, g_strdup (reason), FALSE };
  double change = fabs (after - before);

  repair.is_error = change > REPAIR_ERROR_M2 && change > REPAIR_ERROR_RATIO * fabs (before);
  g_array_append_val (self->repairs, repair);
}

/* Shells minus holes, whichever way the rings turn. */
static double
ring_area (const SxShapeBuffer *shapes, gsize first_ring)
{
  double area = 0;

  for (gsize r = first_ring; r < shapes->n_rings; r++)
    {
      guint32 from = shapes->ring_start[r], to = shapes->ring_start[r + 1];
      double a = fabs (sx_ring_signed_area (shapes->points + from, to - from));

      area += shapes->ring_is_shell[r] ? a : -a;
    }
  return area;
}

/* Arcs become straight edges, as GDAL and so every tool above it does it. */
static SxWkbStatus
read_curve (const guint8 *wkb, gsize size, gboolean is_line, SxShapeBuffer *out, guint *flaws)
{
  SxWkbStatus status = SX_WKB_UNREADABLE;
  OGRGeometryH curve = NULL, straight = NULL;
  g_autofree guint8 *bytes = NULL;

  CPLPushErrorHandler (CPLQuietErrorHandler);
  if (size <= G_MAXINT && OGR_G_CreateFromWkb (wkb, NULL, &curve, (int)size) == OGRERR_NONE)
    straight = OGR_G_GetLinearGeometry (curve, 0, NULL);
  if (straight)
    {
      gsize n = (gsize)OGR_G_WkbSize (straight);

      bytes = g_malloc (n);
      if (OGR_G_ExportToIsoWkb (straight, wkbNDR, bytes) == OGRERR_NONE)
        status = sx_shape_read_wkb (bytes, n, is_line, out, flaws);
    }
  OGR_G_DestroyGeometry (straight);
  OGR_G_DestroyGeometry (curve);
  CPLPopErrorHandler ();
  return status == SX_WKB_CURVE ? SX_WKB_UNREADABLE : status;
}

static const char *
skip_reason (SxWkbStatus status)
{
  switch (status)
    {
    case SX_WKB_EMPTY:
      return "empty";
    case SX_WKB_COLLAPSED:
      return "collapsed";
    case SX_WKB_NOT_FINITE:
      return "not_finite";
    case SX_WKB_WRONG_TYPE:
      return "wrong_type";
    case SX_WKB_OK:
    case SX_WKB_CURVE:
    case SX_WKB_UNREADABLE:
    default:
      return "unreadable";
    }
}

/* To the plan's plane; FALSE where a point cannot be what the table's CRS says. */
static gboolean
transform (SxFeatureReader *self, gint64 fid, SxPoint *points, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!sx_crs_may_contain (&self->table->crs, points[i]))
      {
        if (self->n_outside++ == 0)
          {
            self->outside_fid = fid;
            self->outside_point = points[i];
          }
        return FALSE;
      }
  sx_crs_to_plane (&self->table->crs, &self->plane, points, n);
  for (gsize i = 0; i < n; i++)
    if (!(fabs (points[i].x - self->plane.false_easting) < PLANE_HALF_WIDTH_M))
      return FALSE;
  self->n_inside++;
  return TRUE;
}

/* Makes the rings from first_ring on valid; FALSE where GEOS cannot. */
static gboolean
repair (SxFeatureReader *self, gint64 fid, SxShapeBuffer *out, gsize first_ring)
{
  SxShapeView view = sx_shape_buffer_view (out, first_ring, out->n_rings - first_ring);
  g_autofree char *reason = NULL;
  gboolean was_valid = TRUE;
  double before;

  if (sx_validity_is_certain_with_touches (&view))
    return TRUE;
  sx_shape_buffer_reset (&self->scratch);
  if (!sx_repair_check (&view, &self->scratch, &was_valid, &reason, NULL))
    return FALSE;
  if (was_valid)
    return TRUE;
  before = ring_area (out, first_ring);
  out->n_points = out->ring_start[first_ring];
  out->n_rings = first_ring;
  if (self->scratch.n_rings > 0)
    {
      SxShapeView repaired = sx_shape_buffer_view (&self->scratch, 0, self->scratch.n_rings);

      sx_shape_buffer_append (out, &repaired);
    }
  /* what collapses wholly is listed as skipped */
  if (out->n_rings > first_ring)
    note_repair (self, fid, before, ring_area (out, first_ring), reason ? reason : "");
  return TRUE;
}

/* Moves ring r of the buffer down to the end of what is kept. */
static void
keep_ring (SxShapeBuffer *out, gsize ring, gsize *kept)
{
  guint32 from = out->ring_start[ring], n = out->ring_start[ring + 1] - from, to = out->ring_start[*kept];

  memmove (out->points + to, out->points + from, n * sizeof (SxPoint));
  out->ring_is_shell[*kept] = out->ring_is_shell[ring];
  out->ring_start[*kept + 1] = to + n;
  ++*kept;
}

static void
drop_slivers (SxShapeBuffer *out, gsize first_ring)
{
  SxShapeView view = sx_shape_buffer_view (out, first_ring, out->n_rings - first_ring);
  gsize kept = first_ring;
  guint next;

  for (guint r = 0; r < view.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&view, r, &next);
      gboolean is_sliver = sx_shape_view_planar_area (&part) < SLIVER_M2;

      /* keep_ring() writes only below what is still to be read */
      for (guint i = r; !is_sliver && i < next; i++)
        keep_ring (out, first_ring + i, &kept);
    }
  out->n_rings = kept;
  out->n_points = out->ring_start[kept];
}

/* What was put right before any area could be measured, where nothing else is told of the feature. */
static void
note_flaws (SxFeatureReader *self, gint64 fid, guint flaws, gboolean is_curve, const SxShapeBuffer *out,
            gsize rings)
{
  guint n = self->repairs->len;
  const char *reason = is_curve                  ? "Arcs made of straight edges"
                       : flaws & SX_WKB_UNCLOSED ? "Ring not closed"
                                                 : "Too few points in a ring";
  double area;

  if ((!flaws && !is_curve) || (n > 0 && g_array_index (self->repairs, SxRepair, n - 1).fid == fid))
    return;
  area = self->table->is_line ? 0 : ring_area (out, rings);
  note_repair (self, fid, area, area, reason);
}

/* The rings are in the file's coordinates; NULL or why nothing is left of them. */
static const char *
finish_feature (SxFeatureReader *self, gint64 fid, SxShapeBuffer *out, gsize points, gsize rings)
{
  if (!transform (self, fid, out->points + points, out->n_points - points))
    return "out_of_range";
  if (self->table->is_line)
    return NULL;
  if (!repair (self, fid, out, rings))
    return "unrepairable";
  if (out->n_rings == rings)
    return "collapsed";
  sx_shape_buffer_orient (out, rings);
  if (self->table->line != SX_LINE_ANY)
    drop_slivers (out, rings);
  return out->n_rings == rings ? "collapsed" : NULL;
}

SxWkbStatus
sx_feature_parse (const guint8 *blob, gsize size, gboolean is_line, SxShapeBuffer *out, guint *flaws,
                  gboolean *is_curve)
{
  SxWkbStatus status;
  const guint8 *wkb;
  gsize wkb_size;

  *is_curve = FALSE;
  if (!sx_gpkg_blob_parse (blob, size, &wkb, &wkb_size))
    return SX_WKB_UNREADABLE;
  status = sx_shape_read_wkb (wkb, wkb_size, is_line, out, flaws);
  *is_curve = status == SX_WKB_CURVE;
  return *is_curve ? read_curve (wkb, wkb_size, is_line, out, flaws) : status;
}

void
sx_feature_reader_read (SxFeatureReader *self, gint64 fid, const guint8 *blob, gsize size, SxShapeBuffer *out)
{
  gsize points = out->n_points, rings = out->n_rings;
  SxWkbStatus status = SX_WKB_UNREADABLE;
  const char *reason = NULL;
  gboolean is_curve = FALSE;
  guint flaws = 0;

  if (blob)
    status = sx_feature_parse (blob, size, self->table->is_line, out, &flaws, &is_curve);
  if (!blob)
    reason = "null";
  else if (status != SX_WKB_OK)
    reason = skip_reason (status);
  else
    reason = finish_feature (self, fid, out, points, rings);
  if (!reason)
    {
      note_flaws (self, fid, flaws, is_curve, out, rings);
      return;
    }
  note_skipped (self, fid, reason);
  out->n_points = points;
  out->n_rings = rings;
}
