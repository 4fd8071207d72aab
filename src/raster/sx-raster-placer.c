/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-placer.h"

#include <cpl_error.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "raster/sx-raster-pixels.h"
#include "raster/sx-raster-warp.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define SIDE 5          /* places along a side of a tile that are looked at */
#define MOST_TILES 64   /* for one of the map: more are another scale than it wants */
#define REACH 1.5       /* pixels around that mixing looks at */
#define FAR_COARSER 6.5 /* stretched more than that often: nothing to be seen */

struct _SxRasterPlacer
{
  const SxRasterGrid *grid;
  OGRSpatialReferenceH system;
  OGRCoordinateTransformationH transformation; /* from EPSG:3857 */
};

SxRasterPlacer *
sx_raster_placer_new (const SxRasterGrid *grid, GError **error)
{
  g_autoptr (SxRasterPlacer) self = g_new0 (SxRasterPlacer, 1);
  OGRSpatialReferenceH mercator = OSRNewSpatialReference (NULL);

  CPLPushErrorHandler (CPLQuietErrorHandler);
  self->grid = grid;
  self->system = OSRNewSpatialReference (NULL);
  OSRImportFromEPSG (mercator, 3857);
  if (OSRSetFromUserInput (self->system, grid->crs) == OGRERR_NONE)
    {
      OSRSetAxisMappingStrategy (self->system, OAMS_TRADITIONAL_GIS_ORDER);
      OSRSetAxisMappingStrategy (mercator, OAMS_TRADITIONAL_GIS_ORDER);
      self->transformation = OCTNewCoordinateTransformation (mercator, self->system);
    }
  OSRDestroySpatialReference (mercator);
  CPLPopErrorHandler ();
  if (self->transformation)
    return g_steal_pointer (&self);
  g_set_error (error, SX_ERROR, SX_ERROR_CRS,
               _ ("The tiles are in a coordinate system that is not known: %s."), grid->crs);
  return NULL;
}

void
sx_raster_placer_free (SxRasterPlacer *self)
{
  if (!self)
    return;
  if (self->transformation)
    OCTDestroyCoordinateTransformation (self->transformation);
  OSRDestroySpatialReference (self->system);
  g_free (self);
}

/* The tile's box in the grid's system, and the size of its pixels there. */
static gboolean
look_up (SxRasterPlacer *self, SxRasterTile tile, SxBox *box, double *pixel)
{
  SxBox from = sx_raster_tile_box (tile);
  double x[SIDE * SIDE], y[SIDE * SIDE];
  int good[SIDE * SIDE];
  guint middle = SIDE * SIDE / 2;

  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      x[i] = from.x0 + (from.x1 - from.x0) * (i % SIDE) / (SIDE - 1);
      y[i] = from.y0 + (from.y1 - from.y0) * (i / SIDE) / (SIDE - 1);
    }
  CPLPushErrorHandler (CPLQuietErrorHandler);
  OCTTransformEx (self->transformation, SIDE * SIDE, x, y, NULL, good);
  CPLPopErrorHandler ();
  *box = SX_BOX_EMPTY;
  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      if (!good[i] || !isfinite (x[i]) || !isfinite (y[i]))
        return FALSE;
      sx_box_add (box, (SxPoint){ x[i], y[i] });
    }
  *pixel = hypot (x[middle + 1] - x[middle], y[middle + 1] - y[middle]) * (SIDE - 1) / SX_RASTER_SIZE;
  return *pixel > 0;
}

static const SxRasterMatrix *
choose (const SxRasterGrid *grid, double pixel)
{
  const SxRasterMatrix *best = NULL;
  double least = FAR_COARSER;

  for (guint i = 0; i < grid->matrices->len; i++)
    {
      const SxRasterMatrix *matrix = &g_array_index (grid->matrices, SxRasterMatrix, i);
      double difference = fabs (log2 (matrix->pixel / pixel));

      if (difference < least)
        {
          best = matrix;
          least = difference;
        }
    }
  return best;
}

static gboolean
is_exact (const SxRasterGrid *grid, const SxRasterMatrix *matrix, SxRasterTile tile)
{
  return grid->is_ours && fabs (log2 (SX_RASTER_WORLD / SX_RASTER_SIZE / matrix->pixel) - tile.zoom) < 0.001;
}

gboolean
sx_raster_placer_span (SxRasterPlacer *self, SxRasterTile tile, SxRasterSpan *span)
{
  const SxRasterMatrix *matrix;
  double pixel, width, height, x0, y0, x1, y1;
  SxBox box;

  if (!look_up (self, tile, &box, &pixel) || !(matrix = choose (self->grid, pixel)))
    return FALSE;
  *span = (SxRasterSpan){ matrix, tile.x, tile.y, 1, 1, is_exact (self->grid, matrix, tile) };
  if (span->is_exact)
    return tile.x < matrix->width && tile.y < matrix->height;
  box = sx_box_grown (box, REACH * matrix->pixel);
  width = matrix->pixel * matrix->tile_width;
  height = matrix->pixel * matrix->tile_height;
  x0 = MAX (floor ((box.x0 - matrix->left) / width), 0);
  x1 = MIN (ceil ((box.x1 - matrix->left) / width), (double)matrix->width);
  y0 = MAX (floor ((matrix->top - box.y1) / height), 0);
  y1 = MIN (ceil ((matrix->top - box.y0) / height), (double)matrix->height);
  if (!(x1 > x0) || !(y1 > y0) || (x1 - x0) * (y1 - y0) > MOST_TILES)
    return FALSE;
  span->x = (gint64)x0;
  span->y = (gint64)y0;
  span->columns = (int)(x1 - x0);
  span->rows = (int)(y1 - y0);
  return TRUE;
}

/* The images side by side, where they lie. */
static GDALDatasetH
lay_out (SxRasterPlacer *self, const SxRasterSpan *span, GBytes *const *images)
{
  const SxRasterMatrix *m = span->matrix;
  double place[6] = { m->left + (double)span->x * m->pixel * m->tile_width, m->pixel, 0,
                      m->top - (double)span->y * m->pixel * m->tile_height, 0,        -m->pixel };
  GDALDatasetH sheet = GDALCreate (GDALGetDriverByName ("MEM"), "", span->columns * m->tile_width,
                                   span->rows * m->tile_height, 4, GDT_Byte, NULL);

  if (!sheet)
    return NULL;
  GDALSetSpatialRef (sheet, self->system);
  GDALSetGeoTransform (sheet, place);
  GDALSetRasterColorInterpretation (GDALGetRasterBand (sheet, 4), GCI_AlphaBand);
  for (int i = 0; i < span->columns * span->rows; i++)
    if (images[i])
      (void)!GDALDatasetRasterIOEx (sheet, GF_Write, i % span->columns * m->tile_width,
                                    i / span->columns * m->tile_height, m->tile_width, m->tile_height,
                                    (void *)g_bytes_get_data (images[i], NULL), m->tile_width, m->tile_height,
                                    GDT_Byte, 4, NULL, 4, 4 * m->tile_width, 1, NULL);
  return sheet;
}

GBytes *
sx_raster_placer_draw (SxRasterPlacer *self, SxRasterTile tile, const SxRasterSpan *span,
                       GBytes *const *images, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *pixels = g_malloc0 (SX_RASTER_BYTES);
  gboolean is_good = TRUE;

  if (span->is_exact && images[0])
    memcpy (pixels, g_bytes_get_data (images[0], NULL), SX_RASTER_BYTES);
  else if (!span->is_exact)
    {
      GDALDatasetH sheet;

      GDALAllRegister ();
      CPLPushErrorHandler (CPLQuietErrorHandler);
      sheet = lay_out (self, span, images);
      is_good = sheet && sx_raster_warp (sheet, SX_RASTER_ANY_OVERVIEW, tile, pixels, cancellable, error);
      if (sheet)
        GDALClose (sheet);
      CPLPopErrorHandler ();
    }
  if (!is_good || !sx_raster_premultiply (pixels, SX_RASTER_BYTES / 4))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&pixels), SX_RASTER_BYTES);
}
