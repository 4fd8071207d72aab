/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-image.h"

#include <cpl_error.h>
#include <cpl_vsi.h>

#include "raster/sx-raster-warp.h"

#define MOST_PIXELS 4096 /* along a side */

static gboolean
read_pixels (GDALDatasetH dataset, guint8 *pixels, int width, int height)
{
  GDALDatasetH colours = sx_raster_colours (dataset, NULL);
  GDALRasterIOExtraArg extra;
  gboolean good;
  int n;

  if (!colours)
    return FALSE;
  INIT_RASTERIO_EXTRA_ARG (extra);
  extra.eResampleAlg = GRIORA_Bilinear;
  n = MIN (GDALGetRasterCount (colours), 4);
  for (gsize i = 0; i < (gsize)width * (gsize)height; i++)
    pixels[4 * i + 3] = 255;
  good = GDALDatasetRasterIOEx (colours, GF_Read, 0, 0, GDALGetRasterXSize (colours),
                                GDALGetRasterYSize (colours), pixels, width, height, GDT_Byte, n, NULL, 4,
                                4 * width, 1, &extra)
         == CE_None;
  GDALClose (colours);
  return good;
}

GBytes *
sx_raster_image_decode (GBytes *file, int width, int height)
{
  static const char *const drivers[] = { "PNG", "JPEG", "WEBP", "GIF", "GTiff", NULL };
  static int number;
  g_autofree char *name = g_strdup_printf ("/vsimem/sx-tile-%d", g_atomic_int_add (&number, 1));
  g_autofree guint8 *pixels = g_malloc0 ((gsize)width * (gsize)height * 4);
  gsize size;
  const void *data = g_bytes_get_data (file, &size);
  GDALDatasetH dataset;
  gboolean good = FALSE;

  if (size == 0)
    return NULL;
  GDALAllRegister ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  VSIFCloseL (VSIFileFromMemBuffer (name, (GByte *)data, size, FALSE));
  dataset = GDALOpenEx (name, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (dataset)
    {
      good = GDALGetRasterXSize (dataset) <= MOST_PIXELS && GDALGetRasterYSize (dataset) <= MOST_PIXELS
             && read_pixels (dataset, pixels, width, height);
      GDALClose (dataset);
    }
  VSIUnlink (name);
  CPLPopErrorHandler ();
  return good ? g_bytes_new_take (g_steal_pointer (&pixels), (gsize)width * (gsize)height * 4) : NULL;
}
