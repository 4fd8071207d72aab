/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-file.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal_alg.h>
#include <string.h>

#include "raster/sx-raster-pixels.h"
#include "raster/sx-raster-warp.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define STEPS 16        /* places along each side that are looked at for the box */
#define SAMPLE 256      /* pixels along a side of what is looked at to see whether there is anything */
#define MANY_PIXELS 3e7 /* that are not read again and again for a tile */

struct _SxRasterFile
{
  GDALDatasetH dataset, colours;
  SxBox box;
  double pixel; /* metres of EPSG:3857, in the middle */
  int max_zoom;
  int n_overviews;     /* that hold something */
  gboolean has_hollow; /* there are more, of which the file only says so */
  gboolean is_slow;
};

/* A picture that names others may name one in the network. */
static gboolean
is_local (GDALDatasetH dataset)
{
  static const char *const far[] = { "http:", "https:", "/vsicurl", "/vsis3", "/vsigs", "/vsiaz", "/vsioss" };
  char **files = GDALGetFileList (dataset);
  gboolean good = TRUE;

  for (int i = 0; files && files[i]; i++)
    for (guint j = 0; j < G_N_ELEMENTS (far); j++)
      good &= strstr (files[i], far[j]) == NULL;
  CSLDestroy (files);
  return good;
}

static GDALDatasetH
open_dataset (const char *path)
{
  static const char *const drivers[]
      = { "GTiff", "MBTiles",     "GPKG", "VRT",    "HFA", "JPEG", "PNG",    "WEBP", "ENVI", "EHdr",
          "ERS",   "JP2OpenJPEG", "ECW",  "JP2ECW", "BMP", "RST",  "PCIDSK", "COG",  NULL };

  /* nothing below asks the network, whatever the file says, and nothing is written beside it */
  CPLSetThreadLocalConfigOption ("CPL_VSIL_CURL_ALLOWED_FILENAME", "none");
  CPLSetThreadLocalConfigOption ("GDAL_HTTP_TIMEOUT", "1");
  return GDALOpenEx (path, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, NULL, NULL);
}

/* From a pixel's place to metres of EPSG:3857. */
static gboolean
transform (void *transformer, double x, double y, SxPoint *out)
{
  double z = 0;
  int good = FALSE;

  if (!GDALGenImgProjTransform (transformer, FALSE, 1, &x, &y, &z, &good) || !good)
    return FALSE;
  *out = (SxPoint){ x, y };
  return isfinite (x) && isfinite (y);
}

static void
add_place (SxRasterFile *self, void *transformer, double x, double y)
{
  SxPoint p;

  if (transform (transformer, x, y, &p))
    sx_box_add (&self->box, (SxPoint){ p.x / SX_RASTER_WORLD + 0.5, 0.5 - p.y / SX_RASTER_WORLD });
}

/* Where it lies, and how large its pixels are in the middle. */
static gboolean
locate (SxRasterFile *self, void *transformer)
{
  double width = GDALGetRasterXSize (self->dataset), height = GDALGetRasterYSize (self->dataset);
  SxPoint middle, right, below;

  self->box = SX_BOX_EMPTY;
  for (int i = 0; i <= STEPS; i++)
    {
      add_place (self, transformer, width * i / STEPS, 0);
      add_place (self, transformer, width * i / STEPS, height);
      add_place (self, transformer, 0, height * i / STEPS);
      add_place (self, transformer, width, height * i / STEPS);
    }
  if (sx_box_is_empty (self->box) || !transform (transformer, width / 2, height / 2, &middle)
      || !transform (transformer, width / 2 + 1, height / 2, &right)
      || !transform (transformer, width / 2, height / 2 + 1, &below))
    return FALSE;
  self->pixel
      = MIN (hypot (right.x - middle.x, right.y - middle.y), hypot (below.x - middle.x, below.y - middle.y));
  if (!(self->pixel > 0))
    return FALSE;
  self->max_zoom = (int)CLAMP (ceil (log2 (SX_RASTER_WORLD / SX_RASTER_SIZE / self->pixel) - 0.2), 0,
                               SX_RASTER_MOST_ZOOM);
  return TRUE;
}

/* An MBTiles may speak of zooms down to 0 and have tiles of the last few only. */
static gboolean
is_hollow (GDALRasterBandH overview)
{
  int width = GDALGetRasterBandXSize (overview), height = GDALGetRasterBandYSize (overview);
  int across = MIN (width, SAMPLE), down = MIN (height, SAMPLE);
  g_autofree guint8 *alpha = g_malloc0 ((gsize)across * (gsize)down);

  if (GDALRasterIO (overview, GF_Read, 0, 0, width, height, alpha, across, down, GDT_Byte, 0, 0) != CE_None)
    return TRUE;
  for (int i = 0; i < across * down; i++)
    if (alpha[i])
      return FALSE;
  return TRUE;
}

static void
count_overviews (SxRasterFile *self)
{
  int n = GDALGetRasterCount (self->dataset);
  GDALRasterBandH last = GDALGetRasterBand (self->dataset, n);
  int n_overviews = GDALGetOverviewCount (last);
  const char *driver = GDALGetDriverShortName (GDALGetDatasetDriver (self->dataset));
  gboolean may_be_hollow
      = g_str_equal (driver, "MBTiles") && GDALGetRasterColorInterpretation (last) == GCI_AlphaBand;
  double area = (double)GDALGetRasterXSize (self->dataset) * GDALGetRasterYSize (self->dataset);

  while (self->n_overviews < n_overviews
         && !(may_be_hollow && is_hollow (GDALGetOverview (last, self->n_overviews))))
    self->n_overviews++;
  self->has_hollow = self->n_overviews < n_overviews;
  self->is_slow = area > MANY_PIXELS && self->n_overviews == 0;
}

/* The one to read for a zoom: never one that is hollow. */
static int
choose_overview (const SxRasterFile *self, int zoom)
{
  double factor = SX_RASTER_WORLD / SX_RASTER_SIZE / exp2 (zoom) / self->pixel, last = 1;
  GDALRasterBandH band = GDALGetRasterBand (self->dataset, 1);

  if (!self->has_hollow)
    return SX_RASTER_ANY_OVERVIEW;
  if (self->n_overviews > 0)
    last = (double)GDALGetRasterXSize (self->dataset)
           / GDALGetRasterBandXSize (GDALGetOverview (band, self->n_overviews - 1));
  return factor > last * 0.9 ? self->n_overviews - 1 : SX_RASTER_ANY_OVERVIEW;
}

static gboolean
find_place (SxRasterFile *self)
{
  char **options = CSLSetNameValue (NULL, "DST_SRS", "EPSG:3857");
  void *transformer = GDALCreateGenImgProjTransformer2 (self->colours, NULL, options);
  gboolean good = transformer && locate (self, transformer);

  if (transformer)
    GDALDestroyGenImgProjTransformer (transformer);
  CSLDestroy (options);
  if (good)
    count_overviews (self);
  return good;
}

static gboolean
check (SxRasterFile *self, const char *name, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!is_local (self->dataset))
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("%s names pictures of the network; choose one that is whole on this computer."), name);
  else if (GDALGetRasterCount (self->dataset) < 1)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("%s holds no picture; vector tiles cannot be shown as a base map."), name);
  else if (!GDALGetSpatialRef (self->dataset) && GDALGetGCPCount (self->dataset) == 0)
    g_set_error (error, SX_ERROR, SX_ERROR_CRS,
                 _ ("%s does not say its coordinate system; write it into the file first, for example with "
                    "“gdal_edit.py -a_srs EPSG:4526”."),
                 name);
  else if (!(self->colours = sx_raster_colours (self->dataset, &why)))
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, "%s: %s", name, why->message);
  else if (!find_place (self))
    g_set_error (error, SX_ERROR, SX_ERROR_CRS,
                 _ ("%s lies nowhere on the map; its coordinate system or its position is wrong."), name);
  else
    return TRUE;
  return FALSE;
}

SxRasterFile *
sx_raster_file_open (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path), *reason = NULL;
  g_autoptr (SxRasterFile) self = g_new0 (SxRasterFile, 1);

  GDALAllRegister ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  self->dataset = g_file_test (path, G_FILE_TEST_EXISTS) ? open_dataset (path) : NULL;
  if (!self->dataset && !g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("There is no file %s; choose another one."), path);
  else if (!self->dataset)
    {
      reason = sx_raster_reason ();
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("%s is no raster that can be read (%s); choose a GeoTIFF, an MBTiles or a GeoPackage."),
                   name, reason);
    }
  else if (!check (self, name, error))
    {
      GDALClose (self->colours);
      g_clear_pointer (&self->dataset, GDALClose);
      self->colours = NULL;
    }
  CPLPopErrorHandler ();
  return self->dataset ? g_steal_pointer (&self) : NULL;
}

void
sx_raster_file_free (SxRasterFile *self)
{
  if (!self)
    return;
  if (self->colours)
    GDALClose (self->colours);
  if (self->dataset)
    GDALClose (self->dataset);
  g_free (self);
}

SxBox
sx_raster_file_get_box (const SxRasterFile *self)
{
  return self->box;
}

int
sx_raster_file_get_max_zoom (const SxRasterFile *self)
{
  return self->max_zoom;
}

gboolean
sx_raster_file_is_slow (const SxRasterFile *self)
{
  return self->is_slow;
}

GBytes *
sx_raster_file_draw (SxRasterFile *self, SxRasterTile tile, GCancellable *cancellable, GError **error)
{
  double n = exp2 (tile.zoom);
  SxBox box = { tile.x / n, tile.y / n, (tile.x + 1) / n, (tile.y + 1) / n };
  g_autofree guint8 *pixels = NULL;
  gboolean is_good;

  if (!sx_box_overlaps (box, self->box))
    return NULL;
  pixels = g_malloc0 (SX_RASTER_BYTES);
  CPLPushErrorHandler (CPLQuietErrorHandler);
  is_good
      = sx_raster_warp (self->colours, choose_overview (self, tile.zoom), tile, pixels, cancellable, error);
  CPLPopErrorHandler ();
  if (!is_good || !sx_raster_premultiply (pixels, SX_RASTER_BYTES / 4))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&pixels), SX_RASTER_BYTES);
}
