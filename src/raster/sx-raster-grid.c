/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-grid.h"

#define FIRST_DEGREES 0.703125 /* a pixel of zoom 1 */

static void
matrix_clear (gpointer data)
{
  g_free (((SxRasterMatrix *)data)->id);
}

SxRasterGrid *
sx_raster_grid_new (const char *crs)
{
  SxRasterGrid *self = g_new0 (SxRasterGrid, 1);

  self->crs = g_strdup (crs);
  self->matrices = g_array_new (FALSE, FALSE, sizeof (SxRasterMatrix));
  g_array_set_clear_func (self->matrices, matrix_clear);
  return self;
}

SxRasterGrid *
sx_raster_grid_new_mercator (int from, int to)
{
  SxRasterGrid *self = sx_raster_grid_new ("EPSG:3857");

  for (int zoom = from; zoom <= to; zoom++)
    sx_raster_grid_add (self, (SxRasterMatrix){
                                  g_strdup_printf ("%d", zoom), -SX_RASTER_WORLD / 2, SX_RASTER_WORLD / 2,
                                  SX_RASTER_WORLD / SX_RASTER_SIZE / exp2 (zoom), SX_RASTER_SIZE,
                                  SX_RASTER_SIZE, (gint64)1 << zoom, (gint64)1 << zoom });
  sx_raster_grid_finish (self);
  return self;
}

SxRasterGrid *
sx_raster_grid_new_degrees (int from, int to)
{
  SxRasterGrid *self = sx_raster_grid_new ("EPSG:4490");

  for (int zoom = MAX (from, 1); zoom <= to; zoom++)
    sx_raster_grid_add (self, (SxRasterMatrix){ g_strdup_printf ("%d", zoom), -180, 90,
                                                FIRST_DEGREES / exp2 (zoom - 1), SX_RASTER_SIZE,
                                                SX_RASTER_SIZE, (gint64)1 << zoom, (gint64)1 << (zoom - 1) });
  sx_raster_grid_finish (self);
  return self;
}

SxRasterGrid *
sx_raster_grid_copy (const SxRasterGrid *self)
{
  SxRasterGrid *copy = sx_raster_grid_new (self->crs);

  copy->is_ours = self->is_ours;
  for (guint i = 0; i < self->matrices->len; i++)
    {
      SxRasterMatrix matrix = g_array_index (self->matrices, SxRasterMatrix, i);

      matrix.id = g_strdup (matrix.id);
      g_array_append_val (copy->matrices, matrix);
    }
  return copy;
}

void
sx_raster_grid_free (SxRasterGrid *self)
{
  if (!self)
    return;
  g_free (self->crs);
  g_array_unref (self->matrices);
  g_free (self);
}

void
sx_raster_grid_add (SxRasterGrid *self, SxRasterMatrix matrix)
{
  g_array_append_val (self->matrices, matrix);
}

static int
compare_matrices (gconstpointer a, gconstpointer b)
{
  double x = ((const SxRasterMatrix *)a)->pixel, y = ((const SxRasterMatrix *)b)->pixel;

  return (x < y) - (x > y);
}

/* A ten-thousandth of a pixel anywhere in the world. */
static gboolean
is_ours (const SxRasterMatrix *matrix)
{
  double zoom = rint (log2 (SX_RASTER_WORLD / SX_RASTER_SIZE / matrix->pixel));
  double pixel = SX_RASTER_WORLD / SX_RASTER_SIZE / exp2 (zoom), half = SX_RASTER_WORLD / 2;

  return zoom >= 0 && zoom <= SX_RASTER_MOST_ZOOM
         && fabs (matrix->pixel / pixel - 1) * exp2 (zoom) * SX_RASTER_SIZE < 0.05
         && fabs (matrix->left + half) < pixel / 20 && fabs (matrix->top - half) < pixel / 20
         && matrix->tile_width == SX_RASTER_SIZE && matrix->tile_height == SX_RASTER_SIZE;
}

void
sx_raster_grid_finish (SxRasterGrid *self)
{
  g_array_sort (self->matrices, compare_matrices);
  self->is_ours = g_str_equal (self->crs, "EPSG:3857");
  for (guint i = 0; i < self->matrices->len; i++)
    self->is_ours &= is_ours (&g_array_index (self->matrices, SxRasterMatrix, i));
}

int
sx_raster_grid_get_max_zoom (const SxRasterGrid *self, double metres)
{
  double pixel;

  if (self->matrices->len == 0)
    return 0;
  pixel = g_array_index (self->matrices, SxRasterMatrix, self->matrices->len - 1).pixel * metres;
  return (int)CLAMP (rint (log2 (SX_RASTER_WORLD / SX_RASTER_SIZE / pixel)), 0, SX_RASTER_MOST_ZOOM);
}
