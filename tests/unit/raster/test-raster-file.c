/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rasters as base maps lie where the plan says, whatever system they are in; what cannot be shown is told. */
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_srs_api.h>

#include "base/sx-error.h"
#include "../../remove-tree.h"
#include "raster-fixture.h"

static char *folder;

static char *
file_in (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* Each mark, at some scales, within a pixel: the parcels' corners are painted within 0.01. */
static void
check_places (const RasterFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRasterFile) file = sx_raster_file_open (path, &error);
  guint n_seen = 0;

  g_assert_no_error (error);
  for (int zoom = 15; zoom <= 18; zoom++)
    for (guint i = 0; i < G_N_ELEMENTS (fixture->marks); i++)
      {
        SxRasterTile tile = raster_fixture_tile (fixture, fixture->marks[i], zoom);
        g_autoptr (GBytes) pixels = sx_raster_file_draw (file, tile, NULL, &error);
        double distance;

        g_assert_no_error (error);
        g_assert_nonnull (pixels);
        distance = raster_fixture_distance (fixture, pixels, tile, fixture->marks[i]);
        g_test_message ("%s, zoom %d, mark %u: %.3f px", path, zoom, i, distance);
        g_assert_cmpfloat (distance, <, 0.5);
        n_seen += distance > 0;
      }
  g_assert_cmpuint (n_seen, >, 10);
  g_assert_cmpint (sx_raster_file_get_max_zoom (file), >=, 17);
  g_assert_cmpint (sx_raster_file_get_max_zoom (file), <=, 19);
  g_assert_false (sx_raster_file_is_slow (file));
}

static void
test_system (gconstpointer data)
{
  RasterFixture fixture = raster_fixture ();
  int epsg = GPOINTER_TO_INT (data);
  g_autofree char *name = g_strdup_printf ("%d.tif", epsg), *path = file_in (name);

  raster_fixture_write (&fixture, epsg, path);
  check_places (&fixture, path);
}

static void
test_mbtiles (void)
{
  RasterFixture fixture = raster_fixture ();
  g_autofree char *source = file_in ("source.tif"), *path = file_in ("map.mbtiles");
  const char *options[] = { "TILE_FORMAT=PNG", "RESAMPLING=BILINEAR", NULL };
  int levels[] = { 2, 4 };
  GDALDatasetH from, to;

  raster_fixture_write (&fixture, 3857, source);
  from = GDALOpen (source, GA_ReadOnly);
  to = GDALCreateCopy (GDALGetDriverByName ("MBTiles"), path, from, FALSE, (char **)options, NULL, NULL);
  g_assert_nonnull (to);
  g_assert_cmpint (GDALBuildOverviews (to, "AVERAGE", 2, levels, 0, NULL, NULL, NULL), ==, CE_None);
  GDALClose (to);
  GDALClose (from);
  check_places (&fixture, path);
}

/* Outside of it there is nothing, and it costs nothing to find out. */
static void
test_outside (void)
{
  RasterFixture fixture = raster_fixture ();
  g_autofree char *path = file_in ("outside.tif");
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRasterFile) file = NULL;
  SxBox box;

  raster_fixture_write (&fixture, 4525, path);
  file = sx_raster_file_open (path, &error);
  g_assert_no_error (error);
  g_assert_null (sx_raster_file_draw (file, (SxRasterTile){ 12, 0, 0 }, NULL, &error));
  g_assert_no_error (error);
  box = sx_raster_file_get_box (file);
  for (guint i = 0; i < G_N_ELEMENTS (fixture.marks); i++)
    {
      SxPoint m = sx_mercator_from_plane (&fixture.plane, fixture.marks[i]);

      g_assert_true (m.x > box.x0 && m.x < box.x1 && m.y > box.y0 && m.y < box.y1);
    }
}

static void
test_cancelled (void)
{
  RasterFixture fixture = raster_fixture ();
  g_autofree char *path = file_in ("cancelled.tif");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRasterFile) file = NULL;

  raster_fixture_write (&fixture, 3857, path);
  file = sx_raster_file_open (path, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      sx_raster_file_draw (file, raster_fixture_tile (&fixture, fixture.marks[0], 16), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- kinds of pixels */

static GDALDatasetH
create (const char *path, int bands, GDALDataType type)
{
  double place[6] = { 12900000, 10, 0, 3800000, 0, -10 };
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  GDALDatasetH file;

  GDALAllRegister ();
  file = GDALCreate (GDALGetDriverByName ("GTiff"), path, 64, 64, bands, type, NULL);
  g_assert_nonnull (file);
  OSRImportFromEPSG (srs, 3857);
  GDALSetSpatialRef (file, srs);
  GDALSetGeoTransform (file, place);
  OSRDestroySpatialReference (srs);
  return file;
}

/* The pixel in the middle of the file. */
static guint32
middle_of (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRasterFile) file = sx_raster_file_open (path, &error);
  double world = 256 * exp2 (14), x = (12900320 / SX_RASTER_WORLD + 0.5) * world,
         y = (0.5 - 3799680 / SX_RASTER_WORLD) * world;
  SxRasterTile tile = { 14, (int)(x / 256), (int)(y / 256) };
  g_autoptr (GBytes) pixels = NULL;

  g_assert_no_error (error);
  pixels = sx_raster_file_draw (file, tile, NULL, &error);
  g_assert_no_error (error);
  return pixels ? ((const guint32 *)g_bytes_get_data (pixels, NULL))[((int)y % 256) * 256 + (int)x % 256] : 0;
}

static void
test_palette (void)
{
  g_autofree char *path = file_in ("palette.tif");
  GDALDatasetH file = create (path, 1, GDT_Byte);
  GDALColorTableH table = GDALCreateColorTable (GPI_RGB);
  GDALColorEntry red = { 200, 10, 20, 255 };

  GDALSetColorEntry (table, 7, &red);
  GDALSetRasterColorTable (GDALGetRasterBand (file, 1), table);
  GDALFillRaster (GDALGetRasterBand (file, 1), 7, 0);
  GDALDestroyColorTable (table);
  GDALClose (file);
  g_assert_cmphex (middle_of (path), ==, 0xffc80a14);
}

static void
test_sixteen_bits (void)
{
  g_autofree char *path = file_in ("sixteen.tif");
  GDALDatasetH file = create (path, 3, GDT_UInt16);
  guint16 corner = 0;

  for (int i = 1; i <= 3; i++)
    {
      GDALFillRaster (GDALGetRasterBand (file, i), 500.0 * i, 0);
      (void)!GDALRasterIO (GDALGetRasterBand (file, i), GF_Write, 0, 0, 1, 1, &corner, 1, 1, GDT_UInt16, 0,
                           0);
    }
  GDALClose (file);
  g_assert_cmphex (middle_of (path), ==, 0xff55aaff);
}

static void
test_nodata (void)
{
  g_autofree char *path = file_in ("nodata.tif");
  GDALDatasetH file = create (path, 3, GDT_Byte);

  for (int i = 1; i <= 3; i++)
    {
      GDALSetRasterNoDataValue (GDALGetRasterBand (file, i), 0);
      GDALFillRaster (GDALGetRasterBand (file, i), 0, 0);
    }
  GDALClose (file);
  g_assert_cmphex (middle_of (path), ==, 0);
}

/* ---- what cannot be shown */

static void
refuse (const char *path, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sx_raster_file_open (path, &error));
  g_assert_error (error, SX_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_refused (void)
{
  g_autofree char *text = file_in ("notes.txt"), *bare = file_in ("bare.tif"), *far = file_in ("far.vrt");
  GDALDatasetH file;

  g_assert_true (g_file_set_contents (text, "no raster", -1, NULL));
  refuse (text, SX_ERROR_FORMAT, "notes.txt");
  refuse ("/nowhere/map.tif", SX_ERROR_NOT_FOUND, "/nowhere/map.tif");
  GDALAllRegister ();
  file = GDALCreate (GDALGetDriverByName ("GTiff"), bare, 8, 8, 1, GDT_Byte, NULL);
  GDALClose (file);
  refuse (bare, SX_ERROR_CRS, "bare.tif");
  g_assert_true (g_file_set_contents (
      far,
      "<VRTDataset rasterXSize=\"8\" "
      "rasterYSize=\"8\"><SRS>EPSG:3857</SRS><GeoTransform>0,1,0,0,0,-1</GeoTransform>"
      "<VRTRasterBand dataType=\"Byte\" "
      "band=\"1\"><SimpleSource><SourceFilename>/vsicurl/http://127.0.0.1:9/a.tif"
      "</SourceFilename><SourceBand>1</SourceBand><SourceProperties RasterXSize=\"8\" RasterYSize=\"8\" "
      "DataType=\"Byte\" BlockXSize=\"8\" BlockYSize=\"8\"/></SimpleSource></VRTRasterBand></VRTDataset>",
      -1, NULL));
  refuse (far, SX_ERROR_FORMAT, "far.vrt");
}

int
main (int argc, char **argv)
{
  static const int systems[] = { 3857, 4490, 4525 };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("sx-raster-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      g_autofree char *path = g_strdup_printf ("/raster/file/EPSG:%d", systems[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (systems[i]), test_system);
    }
  g_test_add_func ("/raster/file/mbtiles", test_mbtiles);
  g_test_add_func ("/raster/file/outside", test_outside);
  g_test_add_func ("/raster/file/cancelled", test_cancelled);
  g_test_add_func ("/raster/file/palette", test_palette);
  g_test_add_func ("/raster/file/sixteen-bits", test_sixteen_bits);
  g_test_add_func ("/raster/file/nodata", test_nodata);
  g_test_add_func ("/raster/file/refused", test_refused);
  status = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return status;
}
