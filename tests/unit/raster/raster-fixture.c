/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster-fixture.h"

#include <math.h>
#include <ogr_srs_api.h>

#define RADIUS 3.0
#define PARTS 8 /* along a pixel: how its share of the disk is found */

RasterFixture
raster_fixture (void)
{
  RasterFixture self;
  SxPoint middle = { 37468123.25, 3541876.75 };

  g_assert_true (sx_plane_for_epsg (4525, &self.plane));
  self.marks[0] = middle;
  self.marks[1] = (SxPoint){ middle.x - 271.3, middle.y - 188.1 };
  self.marks[2] = (SxPoint){ middle.x + 233.7, middle.y - 140.9 };
  self.marks[3] = (SxPoint){ middle.x - 190.2, middle.y + 255.4 };
  self.marks[4] = (SxPoint){ middle.x + 262.6, middle.y + 207.8 };
  return self;
}

SxPoint
raster_fixture_place (const RasterFixture *self, SxPoint p, int epsg)
{
  SxPoint m = sx_mercator_from_plane (&self->plane, p);
  SxPlane plane;
  double lat, lon;

  if (epsg == 3857)
    return (SxPoint){ (m.x - 0.5) * SX_RASTER_WORLD, (0.5 - m.y) * SX_RASTER_WORLD };
  sx_plane_inverse (&self->plane, p, &lat, &lon);
  if (sx_plane_for_epsg (epsg, &plane))
    return sx_plane_forward (&plane, lat, lon);
  return (SxPoint){ lon * 180 / G_PI, lat * 180 / G_PI };
}

static double
share (double dx, double dy)
{
  int n = 0;

  for (int i = 0; i < PARTS * PARTS; i++)
    n += hypot (dx + (i % PARTS + 0.5) / PARTS, dy + (i / PARTS + 0.5) / PARTS) < RADIUS;
  return (double)n / (PARTS * PARTS);
}

static void
paint (guint8 *pixels, double x, double y)
{
  for (int j = (int)y - 5; j <= (int)y + 5; j++)
    for (int i = (int)x - 5; i <= (int)x + 5; i++)
      pixels[j * FIXTURE_SIZE + i] = (guint8)rint (255 * share (i - x, j - y));
}

static double
pixel_of (int epsg)
{
  return epsg == 4490 ? 6.5e-6 : epsg == 3857 ? 0.83 : 0.7;
}

void
raster_fixture_write (const RasterFixture *self, int epsg, const char *path)
{
  double pixel = pixel_of (epsg), half = pixel * FIXTURE_SIZE / 2;
  SxPoint middle = raster_fixture_place (self, self->marks[0], epsg);
  double place[6] = { middle.x - half - 0.31 * pixel, pixel, 0, middle.y + half + 0.17 * pixel, 0, -pixel };
  g_autofree guint8 *pixels = g_malloc0 (FIXTURE_SIZE * FIXTURE_SIZE);
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  int levels[] = { 2, 4 };
  GDALDatasetH file;

  GDALAllRegister ();
  file = GDALCreate (GDALGetDriverByName ("GTiff"), path, FIXTURE_SIZE, FIXTURE_SIZE, 1, GDT_Byte, NULL);
  g_assert_nonnull (file);
  g_assert_cmpint (OSRImportFromEPSG (srs, epsg), ==, OGRERR_NONE);
  GDALSetSpatialRef (file, srs);
  GDALSetGeoTransform (file, place);
  for (guint i = 0; i < G_N_ELEMENTS (self->marks); i++)
    {
      SxPoint p = raster_fixture_place (self, self->marks[i], epsg);

      paint (pixels, (p.x - place[0]) / pixel, (place[3] - p.y) / pixel);
    }
  g_assert_cmpint (GDALRasterIO (GDALGetRasterBand (file, 1), GF_Write, 0, 0, FIXTURE_SIZE, FIXTURE_SIZE,
                                 pixels, FIXTURE_SIZE, FIXTURE_SIZE, GDT_Byte, 0, 0),
                   ==, CE_None);
  g_assert_cmpint (GDALBuildOverviews (file, "AVERAGE", 2, levels, 0, NULL, NULL, NULL), ==, CE_None);
  OSRDestroySpatialReference (srs);
  GDALClose (file);
}

SxRasterTile
raster_fixture_tile (const RasterFixture *self, SxPoint mark, int zoom)
{
  SxPoint m = sx_mercator_from_plane (&self->plane, mark);

  return (SxRasterTile){ zoom, (int)floor (m.x * exp2 (zoom)), (int)floor (m.y * exp2 (zoom)) };
}

double
raster_fixture_distance (const RasterFixture *self, GBytes *pixels, SxRasterTile tile, SxPoint mark)
{
  SxPoint m = sx_mercator_from_plane (&self->plane, mark);
  double n = exp2 (tile.zoom), x = (m.x * n - tile.x) * SX_RASTER_SIZE,
         y = (m.y * n - tile.y) * SX_RASTER_SIZE;
  const guint32 *data = g_bytes_get_data (pixels, NULL);
  double sum = 0, sx = 0, sy = 0;

  for (int j = MAX ((int)y - 9, 0); j <= MIN ((int)y + 9, SX_RASTER_SIZE - 1); j++)
    for (int i = MAX ((int)x - 9, 0); i <= MIN ((int)x + 9, SX_RASTER_SIZE - 1); i++)
      {
        double light = data[j * SX_RASTER_SIZE + i] >> 8 & 255;

        sum += light;
        sx += light * (i + 0.5);
        sy += light * (j + 0.5);
      }
  if (x < 9 || y < 9 || x > SX_RASTER_SIZE - 9 || y > SX_RASTER_SIZE - 9)
    return 0; /* part of it is on the next tile */
  return sum > 100 ? hypot (sx / sum - x, sy / sum - y) : (double)INFINITY;
}
