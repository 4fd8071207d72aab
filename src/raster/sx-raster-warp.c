/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-warp.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_utils.h>
#include <ogr_srs_api.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"

char *
sx_raster_reason (void)
{
  const char *said = CPLGetLastErrorMsg ();

  return said && *said ? sx_text_clean (said) : g_strdup (_ ("no reason given"));
}

static void
add (GPtrArray *arguments, const char *first, const char *second)
{
  g_ptr_array_add (arguments, g_strdup (first));
  if (second)
    g_ptr_array_add (arguments, g_strdup (second));
}

static void
add_band (GPtrArray *arguments, int band)
{
  g_autofree char *number = g_strdup_printf ("%d", band);

  add (arguments, "-b", number);
}

/* Numbers that are no bytes: from the least to the greatest that is there. */
static void
add_stretch (GPtrArray *arguments, GDALDatasetH dataset, int n_bands)
{
  double least = INFINITY, greatest = -INFINITY;
  g_autofree char *low = NULL, *high = NULL;

  for (int i = 1; i <= n_bands; i++)
    {
      double range[2] = { 0, 255 };

      GDALComputeRasterMinMax (GDALGetRasterBand (dataset, i), TRUE, range);
      least = MIN (least, range[0]);
      greatest = MAX (greatest, range[1]);
    }
  if (!(greatest > least))
    greatest = least + 1;
  low = g_strdup_printf ("%.17g", least);
  high = g_strdup_printf ("%.17g", greatest);
  add (arguments, "-ot", "Byte");
  add (arguments, "-scale", low);
  add (arguments, high, "0");
  add (arguments, "255", NULL);
}

GDALDatasetH
sx_raster_colours (GDALDatasetH dataset, GError **error)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  int n = GDALGetRasterCount (dataset);
  GDALRasterBandH first = n > 0 ? GDALGetRasterBand (dataset, 1) : NULL;
  gboolean has_alpha
      = n > 1 && GDALGetRasterColorInterpretation (GDALGetRasterBand (dataset, n)) == GCI_AlphaBand;
  int n_colours = n - (has_alpha ? 1 : 0);
  GDALTranslateOptions *options;
  GDALDatasetH colours;

  if (!first || n_colours < 1)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("It has no bands to show."));
      return NULL;
    }
  add (arguments, "-of", "VRT");
  if (n_colours == 1 && GDALGetRasterColorTable (first))
    {
      add (arguments, "-expand", "rgba");
      add_band (arguments, 1);
    }
  else
    {
      for (int i = 1; i <= 3; i++)
        add_band (arguments, n_colours >= 3 ? i : 1);
      if (has_alpha)
        add_band (arguments, n);
      if (GDALGetRasterDataType (first) != GDT_Byte)
        add_stretch (arguments, dataset, MIN (n_colours, 3));
    }
  g_ptr_array_add (arguments, NULL);
  options = GDALTranslateOptionsNew ((char **)arguments->pdata, NULL);
  colours = options ? GDALTranslate ("", dataset, options, NULL) : NULL;
  GDALTranslateOptionsFree (options);
  if (!colours)
    {
      g_autofree char *reason = sx_raster_reason ();

      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("Its bands cannot be shown as colours (%s)."),
                   reason);
    }
  return colours;
}

static int
go_on (double fraction, const char *message, void *cancellable)
{
  return !g_cancellable_is_cancelled (cancellable);
}

static GDALDatasetH
make_target (SxRasterTile tile)
{
  SxBox box = sx_raster_tile_box (tile);
  double pixel = (box.x1 - box.x0) / SX_RASTER_SIZE;
  double place[6] = { box.x0, pixel, 0, box.y1, 0, -pixel };
  OGRSpatialReferenceH mercator = OSRNewSpatialReference (NULL);
  GDALDatasetH target
      = GDALCreate (GDALGetDriverByName ("MEM"), "", SX_RASTER_SIZE, SX_RASTER_SIZE, 4, GDT_Byte, NULL);

  OSRImportFromEPSG (mercator, 3857);
  GDALSetSpatialRef (target, mercator);
  OSRDestroySpatialReference (mercator);
  GDALSetGeoTransform (target, place);
  GDALSetRasterColorInterpretation (GDALGetRasterBand (target, 4), GCI_AlphaBand);
  return target;
}

gboolean
sx_raster_warp (GDALDatasetH colours, int overview, SxRasterTile tile, guint8 *pixels,
                GCancellable *cancellable, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%d", overview);
  const char *level = overview == SX_RASTER_ANY_OVERVIEW ? "AUTO" : overview < 0 ? "NONE" : number;
  const char *const arguments[] = { "-r", "bilinear", "-ovr", level, "-wm", "64", NULL };
  GDALWarpAppOptions *options = GDALWarpAppOptionsNew ((char **)arguments, NULL);
  GDALDatasetH target = make_target (tile);
  int usage_error = FALSE;
  gboolean is_good;

  GDALWarpAppOptionsSetProgress (options, go_on, cancellable);
  is_good = GDALWarp (NULL, target, 1, &colours, options, &usage_error) != NULL
            && GDALDatasetRasterIOEx (target, GF_Read, 0, 0, SX_RASTER_SIZE, SX_RASTER_SIZE, pixels,
                                      SX_RASTER_SIZE, SX_RASTER_SIZE, GDT_Byte, 4, NULL, 4,
                                      4 * SX_RASTER_SIZE, 1, NULL)
                   == CE_None;
  GDALWarpAppOptionsFree (options);
  GDALClose (target);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!is_good)
    {
      g_autofree char *reason = sx_raster_reason ();

      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("It cannot be brought onto the map (%s)."), reason);
    }
  return is_good;
}
