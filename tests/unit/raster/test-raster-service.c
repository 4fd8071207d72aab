/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses, grids and descriptions of servers' tiles, and tiles kept on disk. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "../../remove-tree.h"
#include "raster-fixture.h"
#include "raster/sx-raster-address.h"
#include "raster/sx-raster-cache.h"
#include "raster/sx-raster-capabilities.h"
#include "raster/sx-raster-image.h"
#include "raster/sx-raster-placer.h"

static void
fills (const char *address, const char *expected)
{
  const SxRasterPlace place = { "5", 26, 12, 32, "k&1" };
  g_autofree char *filled = sx_raster_address_fill (address, &place);

  g_assert_cmpstr (filled, ==, expected);
}

static void
test_address (void)
{
  fills ("http://h/{z}/{x}/{y}.png", "http://h/5/26/12.png");
  fills ("http://h/{z}/{x}/{-y}.png", "http://h/5/26/19.png");
  fills ("http://{s}.h/{z}", "http://c.h/5");
  fills ("http://t{switch:0,1,2,3}.h/", "http://t2.h/");
  fills ("http://h/?tk={key}", "http://h/?tk=k%261");
  fills ("http://h/{TileMatrix}/{tilerow}/{TILECOL}", "http://h/5/12/26");
  fills ("http://h/{unknown}/{", "http://h/{unknown}/{");
}

static void
accepts (const char *address)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sx_raster_address_check (address, &error));
  g_assert_no_error (error);
}

static void
rejects (const char *address, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sx_raster_address_check (address, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_address_check (void)
{
  accepts ("https://maps.example.org/{z}/{x}/{y}.png");
  accepts ("http://127.0.0.1:8080/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk={key}");
  accepts ("https://{s}.example.org/{z}/{x}/{-y}");
  rejects ("", "example");
  rejects ("maps.example.org/{z}/{x}/{y}?tk=secret", "http");
  rejects ("file:///etc/{z}/{x}/{y}", "http");
  rejects ("https://h/{z}/{x}.png?tk=secret", "{y}");
  rejects ("https://h/{x}/{y}.png?tk=secret", "{z}");
  rejects ("https://h/{z}/{x}/{y}/{style}?tk=secret", "{style}");
}

static void
joins (const char *address, const char *description, const char *expected)
{
  g_autofree char *joined = sx_raster_address_join (address, description);

  g_assert_cmpstr (joined, ==, expected);
}

/* What the user's address of the description has and a tile's lacks: the key, mostly, still to be filled in.
 */
static void
test_join (void)
{
  joins ("http://h/wmts?SERVICE=WMTS&LAYER=a", "http://h/wmts?request=GetCapabilities&service=wmts&tk={key}",
         "http://h/wmts?SERVICE=WMTS&LAYER=a&tk={key}");
  joins ("http://h/rest/{x}", "http://h/wmts?REQUEST=GetCapabilities&token=1&user=b#top",
         "http://h/rest/{x}?token=1&user=b");
  joins ("http://h/wmts?TK=2", "http://h/wmts?tk=1", "http://h/wmts?TK=2");
  joins ("http://h/a", "http://h/capabilities.xml", "http://h/a");
}

/* ---- grids */

/* A county cut into tiles as a server does, brought back: the marks are where they were. */
static GBytes *
cut (const SxRasterFile *unused, const RasterFixture *fixture, const SxRasterMatrix *matrix, gint64 x,
     gint64 y, int epsg)
{
  guint8 *pixels = g_malloc0 (256 * 256 * 4);

  for (guint i = 0; i < G_N_ELEMENTS (fixture->marks); i++)
    {
      SxPoint p = raster_fixture_place (fixture, fixture->marks[i], epsg);
      double px = (p.x - matrix->left) / matrix->pixel - (double)x * 256;
      double py = (matrix->top - p.y) / matrix->pixel - (double)y * 256;

      for (int j = 0; j < 256 * 256; j++)
        if (hypot (j % 256 + 0.5 - px, j / 256 + 0.5 - py) < 3)
          memset (pixels + 4 * j, 255, 4);
    }
  return g_bytes_new_take (pixels, 256 * 256 * 4);
}

static void
check_grid (SxRasterGrid *grid, int epsg)
{
  RasterFixture fixture = raster_fixture ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRasterPlacer) placer = sx_raster_placer_new (grid, &error);
  guint n_seen = 0;

  g_assert_no_error (error);
  for (int zoom = 15; zoom <= 17; zoom++)
    for (guint i = 0; i < G_N_ELEMENTS (fixture.marks); i++)
      {
        SxRasterTile tile = raster_fixture_tile (&fixture, fixture.marks[i], zoom);
        g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
        g_autoptr (GBytes) pixels = NULL;
        SxRasterSpan span;
        double distance;

        g_assert_true (sx_raster_placer_span (placer, tile, &span));
        g_assert_cmpint (span.columns * span.rows, <=, 16);
        for (int j = 0; j < span.columns * span.rows; j++)
          g_ptr_array_add (images, cut (NULL, &fixture, span.matrix, span.x + j % span.columns,
                                        span.y + j / span.columns, epsg));
        pixels = sx_raster_placer_draw (placer, tile, &span, (GBytes *const *)images->pdata, NULL, &error);
        g_assert_no_error (error);
        g_assert_nonnull (pixels);
        distance = raster_fixture_distance (&fixture, pixels, tile, fixture.marks[i]);
        g_assert_cmpfloat (distance, <, 0.6);
        n_seen += distance > 0;
      }
  g_assert_cmpuint (n_seen, >, 8);
}

static void
test_mercator (void)
{
  g_autoptr (SxRasterGrid) grid = sx_raster_grid_new_mercator (0, 18);

  g_assert_true (grid->is_ours);
  g_assert_cmpint (sx_raster_grid_get_max_zoom (grid, 1), ==, 18);
  check_grid (grid, 3857);
}

static void
test_degrees (void)
{
  g_autoptr (SxRasterGrid) grid = sx_raster_grid_new_degrees (1, 18);

  g_assert_false (grid->is_ours);
  g_assert_cmpint (sx_raster_grid_get_max_zoom (grid, 111319.49), ==, 18);
  check_grid (grid, 4490);
}

/* ---- descriptions */

#define MATRIX(id, scale, corner, side)                                                                      \
  "<TileMatrix><ows:Identifier>" id "</ows:Identifier><ScaleDenominator>" scale "</ScaleDenominator>"        \
  "<TopLeftCorner>" corner "</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>"          \
  "<MatrixWidth>" side "</MatrixWidth><MatrixHeight>" side "</MatrixHeight></TileMatrix>"

#define CAPABILITIES(layers)                                                                                 \
  "<?xml version=\"1.0\"?><Capabilities xmlns=\"http://www.opengis.net/wmts/1.0\" "                          \
  "xmlns:ows=\"http://www.opengis.net/ows/1.1\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"               \
  "<ows:ServiceProvider><ows:ProviderName>测绘院</ows:ProviderName></ows:ServiceProvider>"                \
  "<ows:OperationsMetadata><ows:Operation name=\"GetTile\"><ows:DCP><ows:HTTP>"                              \
  "<ows:Get "                                                                                                \
  "xlink:href=\"http://127.0.0.1/wmts?\"/></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>"    \
  "<Contents>" layers "<TileMatrixSet><ows:Identifier>c</ows:Identifier>"                                    \
  "<ows:SupportedCRS>urn:ogc:def:crs:EPSG::4490</ows:SupportedCRS>" MATRIX ("1", "2.958293554545656E8",      \
                                                                            "90.0 -180.0", "2")              \
      MATRIX ("2", "1.479146777272828E8", "90.0 -180.0",                                                     \
              "4") "</TileMatrixSet><TileMatrixSet><ows:Identifier>w</ows:Identifier>"                       \
                   "<ows:SupportedCRS>urn:ogc:def:crs:EPSG::900913</ows:SupportedCRS>" MATRIX (              \
                       "1", "2.795411320143589E8", "20037508.3427892 -20037508.3427892",                     \
                       "2") "</TileMatrixSet></Contents></Capabilities>"

#define LAYER(id, set, more)                                                                                 \
  "<Layer><ows:Title>影像</ows:Title><ows:Identifier>" id "</ows:Identifier><Style><ows:Identifier>default"  \
  "</ows:Identifier></Style><Format>tiles</Format><TileMatrixSetLink><TileMatrixSet>" set                    \
  "</TileMatrixSet></TileMatrixSetLink>" more "</Layer>"

static SxRasterCapabilities *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (text, strlen (text));

  return sx_raster_capabilities_parse (xml, error);
}

static void
test_capabilities (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRasterCapabilities) all
      = parse (CAPABILITIES (LAYER ("img", "c", "")
                                 LAYER ("web", "w",
                                        "<ResourceURL resourceType=\"tile\" format=\"image/png\" "
                                        "template=\"http://127.0.0.1/rest/{Style}/{TileMatrixSet}/"
                                        "{TileMatrix}/{TileRow}/{TileCol}.png\"/>")),
               &error);
  const SxRasterOffer *img, *web;
  const SxRasterMatrix *matrix;

  g_assert_no_error (error);
  g_assert_cmpstr (all->provider, ==, "测绘院");
  g_assert_cmpuint (all->offers->len, ==, 2);
  img = sx_raster_capabilities_find (all, NULL);
  web = sx_raster_capabilities_find (all, "web");
  g_assert_cmpstr (img->id, ==, "img");
  g_assert_cmpstr (img->title, ==, "影像");
  g_assert_cmpstr (img->address, ==,
                   "http://127.0.0.1/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=img&STYLE=default"
                   "&TILEMATRIXSET=c&FORMAT=tiles&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={"
                   "TileCol}");
  matrix = &g_array_index (img->grid->matrices, SxRasterMatrix, 0);
  g_assert_cmpfloat (matrix->left, ==, -180);
  g_assert_cmpfloat (matrix->top, ==, 90);
  g_assert_cmpfloat_with_epsilon (matrix->pixel, 0.703125 * 1.0583, 0.001); /* that server's scales */
  g_assert_true (web->grid->is_ours); /* though its corner is written the wrong way round */
  g_assert_cmpstr (web->address, ==, "http://127.0.0.1/rest/default/w/{TileMatrix}/{TileRow}/{TileCol}.png");
  g_assert_null (sx_raster_capabilities_find (all, "none"));
}

static void
test_not_capabilities (void)
{
  static const char *const texts[] = {
    "",
    "<html><body>login</body></html>",
    "{\"code\": 12, \"msg\": \"no key\"}",
    "<Capabilities/>",
    "<!DOCTYPE x [<!ENTITY a SYSTEM "
    "\"file:///etc/passwd\">]><Capabilities><Contents>&a;</Contents></Capabilities>",
    CAPABILITIES (LAYER ("a", "none", "")),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (texts[i], &error));
      g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
    }
}

/* ---- pictures and files */

static void
test_no_picture (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6), none = g_bytes_new_static ("", 0);

  g_assert_null (sx_raster_image_decode (text, 256, 256));
  g_assert_null (sx_raster_image_decode (none, 256, 256));
}

/* The least of it goes when there is too much; nothing in it tells a name. */
static void
test_cache (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sx-cache-XXXXXX", NULL), *listing = NULL;
  g_autofree char *list = g_strdup_printf ("find '%s'", folder);
  g_autofree char *data = g_malloc0 (1000);
  g_autoptr (GBytes) file = g_bytes_new (data, 1000);
  g_autoptr (SxRasterCache) cache = sx_raster_cache_new (folder, "http://h/?tk=secret", 20000);
  guint n = 0;
  double days;

  g_assert_null (sx_raster_cache_get (cache, "5", 1, 2, &days));
  for (gint64 x = 0; x < 100; x++)
    {
      g_autoptr (GBytes) again = NULL;

      sx_raster_cache_put (cache, "5", x, 2, file);
      again = sx_raster_cache_get (cache, "5", x, 2, &days);
      g_assert_nonnull (again);
      g_assert_cmpint ((int)g_bytes_get_size (again), ==, 1000);
      g_assert_cmpfloat (days, <, 1);
    }
  for (gint64 x = 0; x < 100; x++)
    {
      g_autoptr (GBytes) again = sx_raster_cache_get (cache, "5", x, 2, &days);

      n += again != NULL;
    }
  g_assert_cmpuint (n, >=, 14);
  g_assert_cmpuint (n, <=, 21);
  g_spawn_command_line_sync (list, &listing, NULL, NULL, NULL);
  g_assert_null (strstr (listing, "secret"));
  remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raster/address", test_address);
  g_test_add_func ("/raster/address/check", test_address_check);
  g_test_add_func ("/raster/address/join", test_join);
  g_test_add_func ("/raster/grid/mercator", test_mercator);
  g_test_add_func ("/raster/grid/degrees", test_degrees);
  g_test_add_func ("/raster/capabilities", test_capabilities);
  g_test_add_func ("/raster/capabilities/bad", test_not_capabilities);
  g_test_add_func ("/raster/image/bad", test_no_picture);
  g_test_add_func ("/raster/cache", test_cache);
  return g_test_run ();
}
