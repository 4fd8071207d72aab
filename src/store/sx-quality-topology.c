/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features against each other, the three control lines against each other, and everything against XZQ. */
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "geometry/sx-overlay.h"
#include "store/sx-quality-ground.h"
#include "store/sx-quality-run.h"

#include <string.h>

#define CHUNK 256
#define CLIP_POINTS 200 /* larger shapes are clipped before GEOS sees them */
/* So many points a chunk are overlaid for the place of an overlap, and whether it is more than rounding.
 * Beyond that, where features lie over each other again and again, only for those that might be rounding. */
#define MOST_POINTS 2000000

typedef struct
{
  guint feature, other;
  double area;
  SxPoint at;
} Overlap;

/* One way of looking at all features of a layer, in chunks shared among all cores. */
typedef struct
{
  const SxQualityGround *ground;
  const SxQualityGround *other; /* = ground: within the layer */
  GCancellable *cancellable;
  GArray **found; /* per chunk: Overlap */
} Search;

/* Wider than rounding for certain: the border of what two have in common is no longer than both borders. */
static gboolean
is_plainly_wide (const SxShapeView *a, const SxShapeView *b, double area)
{
  return 2 * area > SX_QUALITY_MIN_WIDTH * (sx_quality_perimeter (a) + sx_quality_perimeter (b));
}

/* Where the two overlap and how large it is; FALSE for what is only rounding. Takes what it cost from
 * *points_left. */
static gboolean
look_closer (const SxShapeView *a, const SxShapeView *b, Overlap *overlap, gint64 *points_left)
{
  SxShapeBuffer a_clip = SX_SHAPE_BUFFER_INIT, b_clip = SX_SHAPE_BUFFER_INIT, common = SX_SHAPE_BUFFER_INIT;
  SxBox window = sx_box_intersection (a->box, b->box), near = sx_box_grown (window, 1);
  SxShapeView a_view = *a, b_view = *b, view;
  gboolean good = TRUE, is_real = TRUE;

  if (sx_shape_view_n_points (a) > CLIP_POINTS && (good = sx_overlay_clip (a, near, &a_clip, NULL)))
    a_view = sx_shape_buffer_view (&a_clip, 0, a_clip.n_rings);
  if (good && sx_shape_view_n_points (b) > CLIP_POINTS && (good = sx_overlay_clip (b, near, &b_clip, NULL)))
    b_view = sx_shape_buffer_view (&b_clip, 0, b_clip.n_rings);
  overlap->at = (SxPoint){ (window.x0 + window.x1) / 2, (window.y0 + window.y1) / 2 };
  *points_left -= (gint64)sx_shape_view_n_points (&a_view) + sx_shape_view_n_points (&b_view);
  if (*points_left < 0 && is_plainly_wide (a, b, overlap->area))
    is_real = TRUE;
  else if (good && sx_overlay_intersect (&a_view, &b_view, &common, NULL))
    {
      double perimeter;

      view = sx_shape_buffer_view (&common, 0, common.n_rings);
      perimeter = sx_quality_perimeter (&view);
      is_real = view.n_rings > 0 && 2 * overlap->area > SX_QUALITY_MIN_WIDTH * perimeter;
      if (is_real)
        overlap->at = sx_quality_point_in (&view);
    }
  sx_shape_buffer_clear (&a_clip);
  sx_shape_buffer_clear (&b_clip);
  sx_shape_buffer_clear (&common);
  return is_real;
}

static gboolean
search_chunk (guint chunk, gpointer data, GError **error)
{
  Search *self = data;
  const SxLayer *layer = self->ground->layer;
  guint end = MIN (layer->n_features, (chunk + 1) * CHUNK);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));
  gint64 points_left = MOST_POINTS;

  self->found[chunk] = g_array_new (FALSE, FALSE, sizeof (Overlap));
  for (guint i = chunk * CHUNK; i < end; i++)
    {
      SxShapeView view = sx_layer_shape (layer, i);

      if (view.n_rings == 0)
        continue;
      sx_quality_ground_find (self->other, view.box, near);
      for (guint k = 0; k < near->len; k++)
        {
          guint j = g_array_index (near, guint32, k);
          Overlap overlap = { .feature = i, .other = j };
          SxShapeView other = sx_layer_shape (self->other->layer, j);

          if (self->other == self->ground && j <= i)
            continue;
          if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          overlap.area = sx_quality_ground_common (self->ground, i, self->other, j);
          if (overlap.area > SX_QUALITY_MIN_AREA && look_closer (&view, &other, &overlap, &points_left))
            g_array_append_val (self->found[chunk], overlap);
        }
    }
  return TRUE;
}

/* All overlaps, by feature; NULL with error. */
static GArray *
search (const SxQualityRun *run, const SxQualityGround *ground, const SxQualityGround *other, GError **error)
{
  guint n_chunks = ground->layer->n_features / CHUNK + 1;
  g_autofree GArray **found = g_new0 (GArray *, n_chunks);
  Search self = { ground, other, run->cancellable, found };
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Overlap));
  gboolean good = sx_parallel (n_chunks, search_chunk, &self, run->cancellable, error);

  for (guint i = 0; i < n_chunks; i++)
    {
      if (found[i])
        g_array_append_vals (all, found[i]->data, found[i]->len);
      g_clear_pointer (&found[i], g_array_unref);
    }
  if (!good)
    g_clear_pointer (&all, g_array_unref);
  return all;
}

static guint8 *
suspects_of (const SxQualityRun *run, const SxLayer *layer)
{
  GByteArray *bytes = g_hash_table_lookup (run->suspects, layer->name);

  if (!bytes)
    {
      bytes = g_byte_array_new ();
      g_byte_array_set_size (bytes, layer->n_features);
      memset (bytes->data, 0, bytes->len);
      g_hash_table_insert (run->suspects, g_strdup (layer->name), bytes);
    }
  return bytes->data;
}

/* Layers whose features may not overlap; in others it is only worth knowing. */
static gboolean
is_disjoint_layer (const char *name)
{
  static const char *const names[] = { "XZQ",      "DLTB", "DLTB2020",   "YJJBNTBHTB", "STBHHX",
                                       "CZKFBJGX", "GHFQ", "ZXCQGHYDYH", "ZXCQFW",     NULL };

  return g_strv_contains (names, name);
}

static SxQualitySeverity
severity_of_area (double area)
{
  return area > SX_QUALITY_ERROR_AREA ? SX_QUALITY_ERROR : SX_QUALITY_WARNING;
}

static gboolean
check_overlaps (const SxQualityRun *run, const SxQualityGround *ground, GError **error)
{
  const SxLayer *layer = ground->layer;
  gboolean is_disjoint = is_disjoint_layer (layer->name);
  g_autoptr (GArray) overlaps = search (run, ground, ground, error);

  for (guint i = 0; overlaps && i < overlaps->len; i++)
    {
      const Overlap *overlap = &g_array_index (overlaps, Overlap, i);
      SxQualityFinding finding
          = sx_quality_finding_of (SX_QUALITY_OVERLAP,
                                   is_disjoint ? severity_of_area (overlap->area) : SX_QUALITY_INFO, layer,
                                   overlap->feature);

      finding.area = overlap->area;
      finding.at = overlap->at;
      suspects_of (run, layer)[overlap->feature] = 1;
      suspects_of (run, layer)[overlap->other] = 1;
      sx_quality_tell (run, finding, _ ("%s %" PRId64 " and %" PRId64 " overlap by %.4f m²."), layer->table,
                       layer->fid[overlap->feature], layer->fid[overlap->other], overlap->area);
    }
  return overlaps != NULL;
}

static gboolean
check_lines (const SxQualityRun *run, const SxQualityGround *a, const SxQualityGround *b, GError **error)
{
  g_autoptr (GArray) overlaps = search (run, a, b, error);

  for (guint i = 0; overlaps && i < overlaps->len; i++)
    {
      const Overlap *overlap = &g_array_index (overlaps, Overlap, i);
      SxQualityFinding finding
          = sx_quality_finding_of (SX_QUALITY_LINES_OVERLAP, severity_of_area (overlap->area), a->layer,
                                   overlap->feature);

      finding.area = overlap->area;
      finding.at = overlap->at;
      sx_quality_tell (run, finding, _ ("%s %" PRId64 " and %s %" PRId64 " overlap by %.4f m²."),
                       a->layer->table, a->layer->fid[overlap->feature], b->layer->table,
                       b->layer->fid[overlap->other], overlap->area);
    }
  return overlaps != NULL;
}

typedef struct
{
  const SxQualityGround *territory;
  const SxLayer *layer;
  double *outside; /* per feature */
} Territory;

static gboolean
measure_outside (guint chunk, gpointer data, GError **error)
{
  Territory *self = data;
  guint end = MIN (self->layer->n_features, (chunk + 1) * CHUNK);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      SxShapeView view = sx_layer_shape (self->layer, i);
      double inside = 0;

      self->outside[i] = 0;
      if (view.n_rings == 0)
        continue;
      sx_quality_ground_find (self->territory, view.box, near);
      for (guint k = 0; k < near->len; k++)
        inside += sx_quality_ground_overlap (self->territory, g_array_index (near, guint32, k), &view);
      self->outside[i] = sx_shape_view_planar_area (&view) - inside;
      if (2 * self->outside[i] < SX_QUALITY_MIN_WIDTH * sx_quality_perimeter (&view))
        self->outside[i] = 0;
    }
  return TRUE;
}

static gboolean
check_outside (const SxQualityRun *run, const SxQualityGround *territory, const SxLayer *layer,
               GError **error)
{
  g_autofree double *outside = g_new0 (double, layer->n_features + 1);
  Territory self = { territory, layer, outside };

  if (!sx_parallel (layer->n_features / CHUNK + 1, measure_outside, &self, run->cancellable, error))
    return FALSE;
  for (guint i = 0; i < layer->n_features; i++)
    if (outside[i] > SX_QUALITY_MIN_AREA)
      {
        SxQualityFinding finding
            = sx_quality_finding_of (SX_QUALITY_OUTSIDE, severity_of_area (outside[i]), layer, i);

        finding.area = outside[i];
        suspects_of (run, layer)[i] = 1;
        sx_quality_tell (run, finding, _ ("%s %" PRId64 " lies outside %s with %.4f m²."), layer->table,
                         layer->fid[i], territory->layer->table, outside[i]);
      }
  return TRUE;
}

/* Overlaps within the layer, and its ground outside the territory (NULL: there is none). */
static gboolean
check_layer (const SxQualityRun *run, SxLayer *layer, const SxQualityGround *territory, GError **error)
{
  const SxQualityGround *ground = sx_quality_ground (run, layer, error);

  return ground && check_overlaps (run, ground, error)
         && (!territory || territory->layer == layer || check_outside (run, territory, layer, error));
}

static gboolean
check_control_lines (const SxQualityRun *run, GError **error)
{
  static const SxLine lines[] = { SX_LINE_FARMLAND, SX_LINE_REDLINE, SX_LINE_BOUNDARY };
  const SxQualityGround *grounds[G_N_ELEMENTS (lines)] = { NULL };
  gboolean good = TRUE;

  for (guint i = 0; good && i < G_N_ELEMENTS (lines); i++)
    {
      SxLayer *layer = sx_plan_layer (run->plan, sx_line_table (lines[i]));

      if (layer)
        good = (grounds[i] = sx_quality_ground (run, layer, error)) != NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (lines); j++)
      if (good && grounds[i] && grounds[j])
        good = check_lines (run, grounds[i], grounds[j], error);
  return good;
}

gboolean
sx_quality_check_topology (const SxQualityRun *run, GError **error)
{
  SxLayer *xzq = sx_plan_layer (run->plan, "XZQ");
  const SxQualityGround *territory = NULL;

  if (xzq && xzq->n_features > 0 && !(territory = sx_quality_ground (run, xzq, error)))
    return FALSE;
  for (guint i = 0; i < run->tables->len; i++)
    {
      SxLayer *layer
          = sx_plan_layer (run->plan, ((SxPackageTable *)g_ptr_array_index (run->tables, i))->name);

      if (layer && !layer->is_line && layer->n_features > 0 && !check_layer (run, layer, territory, error))
        return FALSE;
    }
  return check_control_lines (run, error);
}
