/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ground of the territory that a partition leaves bare. The territory is cut into cells of some hundred
 * features; where what lies in a cell adds up to the cell's part of the territory, nothing is missing, and no
 * geometry is built. */
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "geometry/sx-overlay.h"
#include "store/sx-quality-ground.h"
#include "store/sx-quality-run.h"

#define FEATURES_PER_CELL 100
#define POINTS_PER_CELL 4000
#define MAX_SIDE 1000
/* Outlines of more points together are not overlaid: the bare ground is told by its area only. */
#define MAX_OVERLAID_POINTS 300000
#define CLIP_POINTS 200
/* Beyond so many pieces they are not joined to whole gaps. */
#define MAX_JOINED 20000

typedef struct
{
  const SxQualityGround *territory, *partition;
  const guint8 *suspects; /* NULL: none */
  SxBox box;
  guint n_x, n_y;
  SxShapeBuffer *pieces; /* per cell, what is bare in it */
  double *unshaped;      /* per cell, m² of bare ground of which no shape was made */
} Grid;

typedef struct
{
  SxPoint points[5];
  guint32 ring_start[2];
  guint8 is_shell;
  SxShapeView view;
} Cell;

static void
cell_init (Cell *self, const Grid *grid, guint index)
{
  double w = (grid->box.x1 - grid->box.x0) / grid->n_x, h = (grid->box.y1 - grid->box.y0) / grid->n_y;
  guint ix = index % grid->n_x, iy = index / grid->n_x;
  SxBox b = { grid->box.x0 + ix * w, grid->box.y0 + iy * h, grid->box.x0 + (ix + 1) * w,
              grid->box.y0 + (iy + 1) * h };

  self->points[0] = self->points[4] = (SxPoint){ b.x0, b.y0 };
  self->points[1] = (SxPoint){ b.x0, b.y1 };
  self->points[2] = (SxPoint){ b.x1, b.y1 };
  self->points[3] = (SxPoint){ b.x1, b.y0 };
  self->ring_start[0] = 0;
  self->ring_start[1] = 5;
  self->is_shell = 1;
  self->view = (SxShapeView){ self->points, self->ring_start, &self->is_shell, 1, b };
}

static double
area_in_cell (const SxQualityGround *ground, const Cell *cell, const GArray *features)
{
  double area = 0;

  for (guint i = 0; i < features->len; i++)
    area += sx_quality_ground_overlap (ground, g_array_index (features, guint32, i), &cell->view);
  return area;
}

/* The cell's part of each feature, appended feature by feature. */
static gboolean
clip_to_cell (const SxQualityGround *ground, const Cell *cell, const GArray *features, SxShapeBuffer *out,
              GError **error)
{
  for (guint i = 0; i < features->len; i++)
    {
      SxShapeView view = sx_layer_shape (ground->layer, g_array_index (features, guint32, i));

      if (sx_shape_view_n_points (&view) <= CLIP_POINTS && sx_box_contains (cell->view.box, view.box))
        sx_shape_buffer_append (out, &view);
      else if (!sx_overlay_clip (&view, cell->view.box, out, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
subtract (const SxShapeBuffer *ground, const SxShapeBuffer *cover, SxShapeBuffer *out, GError **error)
{
  g_autoptr (GArray) left = sx_shape_buffer_parts (ground), covers = sx_shape_buffer_parts (cover);

  for (guint i = 0; i < left->len; i++)
    if (!sx_overlay_subtract_all (&g_array_index (left, SxShapeView, i),
                                  (const SxShapeView *)(gpointer)covers->data, covers->len, out, error))
      return FALSE;
  return TRUE;
}

static gsize
n_points_of (const SxQualityGround *ground, const GArray *features)
{
  gsize n = 0;

  for (guint i = 0; i < features->len; i++)
    {
      SxShapeView view = sx_layer_shape (ground->layer, g_array_index (features, guint32, i));

      n += sx_shape_view_n_points (&view);
    }
  return n;
}

static gboolean
has_suspect (const Grid *grid, const GArray *features)
{
  for (guint i = 0; grid->suspects && i < features->len; i++)
    if (grid->suspects[g_array_index (features, guint32, i)])
      return TRUE;
  return FALSE;
}

static gboolean
overlay_cell (Grid *grid, guint index, const Cell *cell, const GArray *own, const GArray *features,
              GError **error)
{
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT, cover = SX_SHAPE_BUFFER_INIT;
  gboolean good = clip_to_cell (grid->territory, cell, own, &ground, error)
                  && clip_to_cell (grid->partition, cell, features, &cover, error)
                  && subtract (&ground, &cover, &grid->pieces[index], error);

  sx_shape_buffer_clear (&ground);
  sx_shape_buffer_clear (&cover);
  return good;
}

static gboolean
check_cell (guint index, gpointer data, GError **error)
{
  Grid *grid = data;
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint32));
  double bare;
  Cell cell;

  cell_init (&cell, grid, index);
  sx_quality_ground_find (grid->territory, cell.view.box, own);
  sx_quality_ground_find (grid->partition, cell.view.box, features);
  bare = area_in_cell (grid->territory, &cell, own) - area_in_cell (grid->partition, &cell, features);
  if (own->len == 0 || (bare <= SX_QUALITY_MIN_AREA && !has_suspect (grid, features)))
    return TRUE;
  if (n_points_of (grid->territory, own) + n_points_of (grid->partition, features) <= MAX_OVERLAID_POINTS)
    return overlay_cell (grid, index, &cell, own, features, error);
  grid->unshaped[index] = MAX (bare, 0);
  return TRUE;
}

static void
tell_gaps (const SxQualityRun *run, const Grid *grid, const SxShapeBuffer *gaps)
{
  g_autoptr (GArray) parts = sx_shape_buffer_parts (gaps);

  for (guint i = 0; i < parts->len; i++)
    {
      const SxShapeView *part = &g_array_index (parts, SxShapeView, i);
      double area = sx_shape_view_planar_area (part);
      SxQualityFinding finding
          = SX_QUALITY_FINDING (SX_QUALITY_GAP,
                                area > SX_QUALITY_ERROR_AREA ? SX_QUALITY_ERROR : SX_QUALITY_WARNING,
                                grid->partition->layer->table);

      if (area <= SX_QUALITY_MIN_AREA || 2 * area <= SX_QUALITY_MIN_WIDTH * sx_quality_perimeter (part))
        continue;
      finding.area = area;
      finding.at = sx_quality_point_in (part);
      sx_quality_tell (run, finding, _ ("%s leaves %.4f m² of %s bare at (%.2f, %.2f)."),
                       grid->partition->layer->table, area, grid->territory->layer->table, finding.at.x,
                       finding.at.y);
    }
}

static void
tell_unshaped (const SxQualityRun *run, const Grid *grid)
{
  SxQualityFinding finding
      = SX_QUALITY_FINDING (SX_QUALITY_GAP, SX_QUALITY_ERROR, grid->partition->layer->table);
  double largest = 0;

  finding.area = 0;
  for (guint i = 0; i < grid->n_x * grid->n_y; i++)
    {
      Cell cell;

      finding.area += grid->unshaped[i];
      if (grid->unshaped[i] <= largest)
        continue;
      largest = grid->unshaped[i];
      cell_init (&cell, grid, i);
      finding.at
          = (SxPoint){ (cell.view.box.x0 + cell.view.box.x1) / 2, (cell.view.box.y0 + cell.view.box.y1) / 2 };
    }
  if (finding.area > SX_QUALITY_MIN_AREA)
    sx_quality_tell (run, finding,
                     _ ("%s leaves %.4f m² of %s bare beside outlines of too many vertices to show where; "
                        "most of it is "
                        "near (%.2f, %.2f)."),
                     grid->partition->layer->table, finding.area, grid->territory->layer->table, finding.at.x,
                     finding.at.y);
}

/* Pieces of one gap in several cells become one again. */
static gboolean
join_and_tell (const SxQualityRun *run, const Grid *grid, GError **error)
{
  SxShapeBuffer all = SX_SHAPE_BUFFER_INIT, gaps = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) parts = NULL;
  gboolean good = TRUE;

  for (guint i = 0; i < grid->n_x * grid->n_y; i++)
    {
      SxShapeView view = sx_shape_buffer_view (&grid->pieces[i], 0, grid->pieces[i].n_rings);

      sx_shape_buffer_append (&all, &view);
    }
  parts = sx_shape_buffer_parts (&all);
  if (parts->len > MAX_JOINED)
    tell_gaps (run, grid, &all);
  else if ((good = sx_overlay_unite ((const SxShapeView *)(gpointer)parts->data, parts->len, &gaps, error)))
    tell_gaps (run, grid, &gaps);
  sx_shape_buffer_clear (&all);
  sx_shape_buffer_clear (&gaps);
  return good;
}

static void
grid_init (Grid *self, const SxQualityRun *run)
{
  const SxLayer *territory = self->territory->layer, *partition = self->partition->layer;
  GByteArray *suspects = g_hash_table_lookup (run->suspects, partition->name);
  double side = sqrt (MAX ((double)partition->n_features / FEATURES_PER_CELL,
                           (double)partition->shapes.n_points / POINTS_PER_CELL));

  self->suspects = suspects ? suspects->data : NULL;
  self->box = SX_BOX_EMPTY;
  for (guint i = 0; i < territory->n_features; i++)
    if (!sx_box_is_empty (territory->box[i]))
      self->box = sx_box_union (self->box, territory->box[i]);
  self->n_x = self->n_y = (guint)CLAMP (ceil (side), 1, MAX_SIDE);
  self->pieces = g_new0 (SxShapeBuffer, (gsize)self->n_x * self->n_y);
  self->unshaped = g_new0 (double, (gsize)self->n_x * self->n_y);
}

static gboolean
check_partition (const SxQualityRun *run, SxLayer *territory, SxLayer *partition, GError **error)
{
  const SxQualityGround *outer = sx_quality_ground (run, territory, error);
  const SxQualityGround *inner = outer ? sx_quality_ground (run, partition, error) : NULL;
  Grid grid = { outer, inner };
  gboolean good;

  if (!inner)
    return FALSE;
  grid_init (&grid, run);
  good = sx_box_is_empty (grid.box)
         || (sx_parallel (grid.n_x * grid.n_y, check_cell, &grid, run->cancellable, error)
             && join_and_tell (run, &grid, error));
  if (good)
    tell_unshaped (run, &grid);
  for (guint i = 0; i < grid.n_x * grid.n_y; i++)
    sx_shape_buffer_clear (&grid.pieces[i]);
  g_free (grid.pieces);
  g_free (grid.unshaped);
  return good;
}

gboolean
sx_quality_check_gaps (const SxQualityRun *run, GError **error)
{
  static const char *const partitions[][2]
      = { { "XZQ", "DLTB" }, { "XZQ", "DLTB2020" }, { "XZQ", "GHFQ" }, { "ZXCQFW", "ZXCQGHYDYH" } };

  for (guint i = 0; i < G_N_ELEMENTS (partitions); i++)
    {
      SxLayer *territory = sx_plan_layer (run->plan, partitions[i][0]);
      SxLayer *partition = sx_plan_layer (run->plan, partitions[i][1]);

      if (territory && territory->n_features > 0 && partition && partition->n_features > 0
          && !check_partition (run, territory, partition, error))
        return FALSE;
    }
  return TRUE;
}
