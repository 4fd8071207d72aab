/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each geometry by itself. */
#include "base/sx-i18n.h"
#include "store/sx-quality-run.h"

#define SLIVER_AREA 1.0  /* m² */
#define SLIVER_WIDTH 0.1 /* m, on average */
#define NEAR_POINTS 1e-4 /* m */
#define COS2_10_DEGREES 0.96984631039295421

static const struct
{
  const char *reason, *text;
  SxQualitySeverity severity;
} reasons[] = {
  { "null", N_ ("has no geometry"), SX_QUALITY_WARNING },
  { "empty", N_ ("has an empty geometry"), SX_QUALITY_WARNING },
  { "collapsed", N_ ("has a geometry without area"), SX_QUALITY_WARNING },
  { "not_finite", N_ ("has a coordinate that is no number"), SX_QUALITY_ERROR },
  { "unreadable", N_ ("has a geometry that cannot be read"), SX_QUALITY_ERROR },
  { "wrong_type", N_ ("has a geometry of another type than its layer"), SX_QUALITY_ERROR },
  { "unrepairable", N_ ("crosses itself too often to be repaired and has to be drawn anew"),
    SX_QUALITY_ERROR },
  { "out_of_range", N_ ("has coordinates that are not of its coordinate system"), SX_QUALITY_ERROR },
};

static void
tell_skipped (const SxQualityRun *run, const SxSkipped *skipped)
{
  SxQualityFinding finding
      = SX_QUALITY_FINDING (SX_QUALITY_GEOMETRY_UNUSED, SX_QUALITY_ERROR, skipped->table);
  const char *text = skipped->reason;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].reason, skipped->reason))
      {
        text = _ (reasons[i].text);
        finding.severity = reasons[i].severity;
      }
  finding.fid = skipped->fid;
  finding.has_fid = TRUE;
  sx_quality_tell (run, finding, _ ("%s %" PRId64 " %s: it takes part in nothing."), skipped->table,
                   skipped->fid, text);
}

/* In a layer read by rowid; where fids are not in order it may not be found. */
static gboolean
find_feature (const SxLayer *layer, gint64 fid, guint *out)
{
  guint low = 0, high = layer->n_features;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (layer->fid[middle] < fid)
        low = middle + 1;
      else
        high = middle;
    }
  *out = low;
  return low < layer->n_features && layer->fid[low] == fid;
}

void
sx_quality_tell_repair (const SxQualityRun *run, const SxRepair *repair)
{
  SxQualitySeverity severity = repair->is_error ? SX_QUALITY_ERROR : SX_QUALITY_WARNING;
  SxLayer *layer = sx_quality_layer (run, repair->table);
  SxQualityFinding finding = SX_QUALITY_FINDING (SX_QUALITY_GEOMETRY_REPAIRED, severity, repair->table);
  guint feature;

  if (layer && find_feature (layer, repair->fid, &feature))
    finding = sx_quality_finding_of (SX_QUALITY_GEOMETRY_REPAIRED, severity, layer, feature);
  finding.fid = repair->fid;
  finding.has_fid = TRUE;
  finding.area = fabs (repair->area_after - repair->area_before);
  finding.value = repair->area_before;
  finding.expected = repair->area_after;
  sx_quality_tell (run, finding,
                   repair->is_error
                       ? _ ("%s %" PRId64
                            " was invalid (%s) and its repair changed its area from %.2f to %.2f m²: "
                            "correct it in the source.")
                       : _ ("%s %" PRId64
                            " was invalid (%s) and was repaired: %.2f m² before, %.2f m² after."),
                   repair->table, repair->fid, repair->reason, repair->area_before, repair->area_after);
}

static void
check_part (const SxQualityRun *run, const SxLayer *layer, guint feature, const SxShapeView *part)
{
  double area = sx_shape_view_planar_area (part), perimeter = sx_quality_perimeter (part);
  double width = perimeter > 0 ? 2 * area / perimeter : 0;
  SxQualityFinding finding;

  if (area >= SLIVER_AREA && width >= SLIVER_WIDTH)
    return;
  finding = sx_quality_finding_of (SX_QUALITY_SLIVER, SX_QUALITY_WARNING, layer, feature);
  finding.area = area;
  finding.at = sx_quality_point_in (part);
  sx_quality_tell (run, finding, _ ("%s %" PRId64 " has a part of %.4f m² that is %.3f m wide on average."),
                   layer->table, layer->fid[feature], area, width);
}

static void
check_hole (const SxQualityRun *run, const SxLayer *layer, guint feature, const SxPoint *points, guint n)
{
  SxQualityFinding finding = sx_quality_finding_of (SX_QUALITY_HOLE, SX_QUALITY_INFO, layer, feature);

  finding.area = fabs (sx_ring_signed_area (points, n));
  finding.at = points[0];
  sx_quality_tell (run, finding, _ ("%s %" PRId64 " has a hole of %.2f m²."), layer->table,
                   layer->fid[feature], finding.area);
}

static void
check_corner (const SxQualityRun *run, const SxLayer *layer, guint feature, SxPoint a, SxPoint b, SxPoint c)
{
  double ux = a.x - b.x, uy = a.y - b.y, vx = c.x - b.x, vy = c.y - b.y;
  double u2 = ux * ux + uy * uy, v2 = vx * vx + vy * vy, dot = ux * vx + uy * vy;
  SxQualityFinding finding;

  if (v2 < NEAR_POINTS * NEAR_POINTS)
    {
      finding = sx_quality_finding_of (SX_QUALITY_NEAR_POINTS, SX_QUALITY_INFO, layer, feature);
      finding.at = b;
      sx_quality_tell (run, finding, _ ("%s %" PRId64 " has two vertices less than 0.1 mm apart."),
                       layer->table, layer->fid[feature]);
    }
  else if (u2 > 0 && dot > 0 && dot * dot > COS2_10_DEGREES * u2 * v2)
    {
      finding = sx_quality_finding_of (SX_QUALITY_ACUTE_ANGLE, SX_QUALITY_WARNING, layer, feature);
      finding.at = b;
      finding.value = atan2 (fabs (ux * vy - uy * vx), dot) * 180 / G_PI;
      sx_quality_tell (run, finding, _ ("%s %" PRId64 " has an angle of %.2f degrees."), layer->table,
                       layer->fid[feature], finding.value);
    }
}

static void
check_ring (const SxQualityRun *run, const SxLayer *layer, guint feature, const SxPoint *points, guint n)
{
  for (guint i = 0; i + 1 < n; i++)
    check_corner (run, layer, feature, points[i > 0 ? i - 1 : n - 2], points[i], points[i + 1]);
}

static void
check_feature (const SxQualityRun *run, const SxLayer *layer, guint feature)
{
  SxShapeView view = sx_layer_shape (layer, feature);
  guint n_parts = 0;

  for (guint ring = 0, next; ring < view.n_rings; ring = next)
    {
      SxShapeView part = sx_shape_view_part (&view, ring, &next);

      n_parts++;
      check_part (run, layer, feature, &part);
    }
  if (n_parts > 1)
    sx_quality_tell (run, sx_quality_finding_of (SX_QUALITY_MULTIPART, SX_QUALITY_INFO, layer, feature),
                     _ ("%s %" PRId64 " has %u parts."), layer->table, layer->fid[feature], n_parts);
  for (guint r = 0; r < view.n_rings; r++)
    {
      const SxPoint *points = view.points + view.ring_start[r];
      guint n = view.ring_start[r + 1] - view.ring_start[r];

      if (!view.ring_is_shell[r])
        check_hole (run, layer, feature, points, n);
      check_ring (run, layer, feature, points, n);
    }
}

gboolean
sx_quality_check_geometry (const SxQualityRun *run, GError **error)
{
  for (guint i = 0; i < run->plan->skipped->len; i++)
    tell_skipped (run, &g_array_index (run->plan->skipped, SxSkipped, i));
  for (guint i = 0; i < run->plan->repairs->len; i++)
    sx_quality_tell_repair (run, &g_array_index (run->plan->repairs, SxRepair, i));
  for (guint i = 0; i < run->tables->len; i++)
    {
      const SxLayer *layer
          = sx_plan_layer (run->plan, ((SxPackageTable *)g_ptr_array_index (run->tables, i))->name);

      for (guint k = 0; layer && !layer->is_line && k < layer->n_features; k++)
        {
          if (k % 4096 == 0 && sx_quality_is_cancelled (run, error))
            return FALSE;
          check_feature (run, layer, k);
        }
    }
  return TRUE;
}
