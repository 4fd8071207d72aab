/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WKB and GeoPackage blobs: there and back, every way to write a type, and bytes that lie. */
#include "geometry/sx-shape-wkb.h"
#include "geometry/sx-shape-wkt.h"

static guint8 *
bytes_of (const char *hex, gsize *n)
{
  guint8 *bytes = g_malloc (strlen (hex) / 2 + 1);

  for (*n = 0; hex[2 * *n]; ++*n)
    bytes[*n] = (guint8)(g_ascii_xdigit_value (hex[2 * *n]) << 4 | g_ascii_xdigit_value (hex[2 * *n + 1]));
  return bytes;
}

/* Exactly n bytes on the heap, so that the sanitizer sees one read too many. */
static SxWkbStatus
read_hex (const char *hex, gboolean is_line, SxShapeBuffer *out)
{
  gsize n;
  g_autofree guint8 *bytes = bytes_of (hex, &n);
  g_autofree guint8 *exact = g_memdup2 (bytes, n);
  guint flaws;

  return sx_shape_read_wkb (exact, n, is_line, out, &flaws);
}

static void
test_round_trip (void)
{
  static const struct
  {
    const char *wkt;
    gboolean is_line;
  } shapes[] = {
    { "MULTIPOLYGON (((0 0, 0 10, 10 10, 10 0, 0 0), (1 1, 2 1, 2 2, 1 1)), ((20 0, 20 1, 21 1, 20 0)))",
      FALSE },
    { "POLYGON ((38500000.1234 3500000.5, 38500000.1234 3500010, 38500010 3500000.5, 38500000.1234 "
      "3500000.5))",
      FALSE },
    { "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 4))", TRUE },
    { "POLYGON EMPTY", FALSE },
    { "LINESTRING EMPTY", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (SxShape) shape = sx_shape_from_wkt (shapes[i].wkt, NULL);
      SxShapeView view = sx_shape_view (shape), back;
      g_autoptr (GBytes) blob = sx_gpkg_blob_new (&view, shapes[i].is_line, 4526);
      SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
      const guint8 *bytes, *wkb;
      gsize size, wkb_size;
      guint flaws;

      bytes = g_bytes_get_data (blob, &size);
      g_assert_cmpmem (bytes, 2, "GP", 2);
      /* little endian, with envelope or empty; srs_id */
      g_assert_cmpuint (bytes[3], ==, shape->n_rings ? 0x03 : 0x11);
      g_assert_cmpuint (bytes[4] | bytes[5] << 8, ==, 4526);
      g_assert_true (sx_gpkg_blob_parse (bytes, size, &wkb, &wkb_size));
      g_assert_cmpint (sx_shape_read_wkb (wkb, wkb_size, shapes[i].is_line, &buffer, &flaws), ==,
                       shape->n_rings ? SX_WKB_OK : SX_WKB_EMPTY);
      g_assert_cmpuint (flaws, ==, 0);
      back = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
      g_assert_true (sx_shape_view_equal (&view, &back));
      sx_shape_buffer_clear (&buffer);
    }
}

#define P00 "00000000000000000000000000000000"
#define P01 "0000000000000000000000000000f03f"
#define P10 "000000000000f03f0000000000000000"
#define Z7 "0000000000001c40"
#define RING "04000000" P00 P01 P10 P00
#define RING_Z "04000000" P00 Z7 P01 Z7 P10 Z7 P00 Z7
#define RING_ZM "04000000" P00 Z7 Z7 P01 Z7 Z7 P10 Z7 Z7 P00 Z7 Z7
#define BIG_RING                                                                                             \
  "00000004" P00 "00000000000000003ff0000000000000"                                                          \
  "3ff00000000000000000000000000000" P00

/* the same triangle in every way of writing it */
static const char *const triangles[] = {
  "010300000001000000" RING,
  "000000000300000001" BIG_RING,
  "01eb03000001000000" RING_Z,         /* ISO Z: 1003 */
  "01d307000001000000" RING_Z,         /* M: 2003 */
  "01bb0b000001000000" RING_ZM,        /* ZM: 3003 */
  "010300008001000000" RING_Z,         /* EWKB Z */
  "010300004001000000" RING_Z,         /* EWKB M */
  "01030000c001000000" RING_ZM,        /* EWKB ZM */
  "0103000020ae11000001000000" RING,   /* EWKB SRID */
  "01030000a0ae11000001000000" RING_Z, /* EWKB Z SRID */
  "010600000001000000010300000001000000" RING,
  "010600000001000000000000000300000001" BIG_RING,
  "010700000001000000010600000001000000010300000001000000" RING,
  "011100000001000000" RING, /* triangle */
  "010f00000001000000010300000001000000" RING,
};

static void
test_types (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (triangles); i++)
    {
      SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
      SxShapeView view;

      g_test_message ("%s", triangles[i]);
      g_assert_cmpint (read_hex (triangles[i], FALSE, &buffer), ==, SX_WKB_OK);
      view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
      g_assert_cmpuint (view.n_rings, ==, 1);
      g_assert_cmpfloat (sx_ring_signed_area (view.points, 4), ==, 0.5);
      /* as a line it is of the wrong type */
      g_assert_cmpint (read_hex (triangles[i], TRUE, &buffer), ==, SX_WKB_WRONG_TYPE);
      g_assert_cmpuint (buffer.n_rings, ==, 1);
      g_assert_cmpuint (buffer.n_points, ==, 4);
      sx_shape_buffer_clear (&buffer);
    }
}

/* Cut anywhere it is unreadable, and what was in the buffer stays. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (triangles); i++)
    for (gsize n = 0; n < strlen (triangles[i]); n += 2)
      {
        g_autofree char *cut = g_strndup (triangles[i], n);
        SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;

        g_assert_cmpint (read_hex (cut, FALSE, &buffer), ==, SX_WKB_UNREADABLE);
        g_assert_cmpuint (buffer.n_rings, ==, 0);
        g_assert_cmpuint (buffer.n_points, ==, 0);
        g_assert_cmpint (read_hex (cut, TRUE, &buffer), ==, SX_WKB_UNREADABLE);
        sx_shape_buffer_clear (&buffer);
      }
}

static const struct
{
  const char *hex;
  SxWkbStatus status;
} odd[] = {
  /* counts of four thousand million */
  { "0103000000ffffffff", SX_WKB_UNREADABLE },
  { "010300000001000000ffffffff", SX_WKB_UNREADABLE },
  { "010300000001000000ffffff0f" P00, SX_WKB_UNREADABLE },
  { "0106000000ffffffff", SX_WKB_UNREADABLE },
  { "0107000000ffffffff010300000000000000", SX_WKB_UNREADABLE },
  /* byte order, type, nothing */
  { "0203000000", SX_WKB_UNREADABLE },
  { "010000000000000000", SX_WKB_UNREADABLE },
  { "011200000000000000", SX_WKB_UNREADABLE },
  { "01a00f000000000000", SX_WKB_UNREADABLE },
  { "", SX_WKB_UNREADABLE },
  { "010300000000000000", SX_WKB_EMPTY },
  { "01030000000100000000000000", SX_WKB_EMPTY },
  { "010700000000000000", SX_WKB_EMPTY },
  { "0101000000000000000000f87f000000000000f87f", SX_WKB_EMPTY },
  { "010300000001000000"
    "03000000" P00 P01 P00,
    SX_WKB_COLLAPSED },
  { "010300000001000000"
    "01000000" P00,
    SX_WKB_COLLAPSED },
  { "010300000001000000"
    "04000000" P00 P01 "000000000000f07f0000000000000000" P00,
    SX_WKB_NOT_FINITE },
  { "010300000001000000"
    "04000000" P00 P01 "0000000000000000000000000000f8ff" P00,
    SX_WKB_NOT_FINITE },
  { "0101000000" P10, SX_WKB_WRONG_TYPE },
  { "010200000002000000" P00 P01, SX_WKB_WRONG_TYPE },
  { "010a0000000100000001080000000300000000", SX_WKB_CURVE },
  { "010c00000000000000", SX_WKB_CURVE },
};

static void
test_odd (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;

      g_test_message ("%s", odd[i].hex);
      g_assert_cmpint (read_hex (odd[i].hex, FALSE, &buffer), ==, odd[i].status);
      g_assert_cmpuint (buffer.n_rings, ==, 0);
      /* a count that cannot be is not believed before the memory is asked for */
      g_assert_cmpuint (buffer.points_allocated, <, 1000);
      sx_shape_buffer_clear (&buffer);
    }
}

/* Collections in collections: some are read, a tower is not. */
static void
test_depth (void)
{
  for (guint depth = 0; depth < 40; depth++)
    {
      g_autoptr (GString) hex = g_string_new (NULL);
      SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
      SxWkbStatus status;

      for (guint i = 0; i < depth; i++)
        g_string_append (hex, "010700000001000000");
      g_string_append (hex, triangles[0]);
      status = read_hex (hex->str, FALSE, &buffer);
      if (depth <= 4)
        g_assert_cmpint (status, ==, SX_WKB_OK);
      if (depth >= 20)
        g_assert_cmpint (status, ==, SX_WKB_UNREADABLE);
      sx_shape_buffer_clear (&buffer);
    }
}

static void
test_flaws (void)
{
  static const char unclosed[] = "010300000001000000"
                                 "03000000" P00 P01 P10;
  static const char thin_hole[] = "010300000002000000" RING "02000000" P00 P00;
  gsize n;
  g_autofree guint8 *open_ring = bytes_of (unclosed, &n), *hole = NULL;
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  guint flaws;

  g_assert_cmpint (sx_shape_read_wkb (open_ring, n, FALSE, &buffer, &flaws), ==, SX_WKB_OK);
  g_assert_cmpuint (flaws, ==, SX_WKB_UNCLOSED);
  g_assert_cmpuint (buffer.n_points, ==, 4);
  hole = bytes_of (thin_hole, &n);
  g_assert_cmpint (sx_shape_read_wkb (hole, n, FALSE, &buffer, &flaws), ==, SX_WKB_OK);
  g_assert_cmpuint (flaws, ==, SX_WKB_TOO_FEW);
  g_assert_cmpuint (buffer.n_rings, ==, 2);
  sx_shape_buffer_clear (&buffer);
}

static void
test_blob_header (void)
{
  static const struct
  {
    const char *hex;
    gssize payload; /* -1: no blob */
  } blobs[] = {
    { "4750000100000000"
      "aa",
      1 },
    { "4750000000000000"
      "aa",
      1 },
    { "4750000300000000" P00 P00 "aa", 1 },
    { "4750000500000000" P00 P00 P00 "aa", 1 },
    { "4750000700000000" P00 P00 P00 "aa", 1 },
    { "4750000900000000" P00 P00 P00 P00, 0 },
    { "4750000b00000000" P00 P00 P00 P00 P00, -1 }, /* no such envelope */
    { "4750000300000000" P00, -1 },                 /* cut in the envelope */
    { "4750002100000000"
      "aa",
      -1 }, /* extended geometry */
    { "4750010100000000"
      "aa",
      -1 }, /* version 2 */
    { "47500001000000", -1 },
    { "", -1 },
    { "0103000000000000000000", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (blobs); i++)
    {
      gsize n, size = 99;
      g_autofree guint8 *bytes = bytes_of (blobs[i].hex, &n);
      const guint8 *wkb;
      gboolean good = sx_gpkg_blob_parse (bytes, n, &wkb, &size);

      g_test_message ("%s", blobs[i].hex);
      g_assert_cmpint (good, ==, blobs[i].payload >= 0);
      if (good)
        g_assert_cmpuint (size, ==, (guint)blobs[i].payload);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape-wkb/round-trip", test_round_trip);
  g_test_add_func ("/shape-wkb/types", test_types);
  g_test_add_func ("/shape-wkb/cut", test_cut);
  g_test_add_func ("/shape-wkb/odd", test_odd);
  g_test_add_func ("/shape-wkb/depth", test_depth);
  g_test_add_func ("/shape-wkb/flaws", test_flaws);
  g_test_add_func ("/shape-wkb/blob-header", test_blob_header);
  return g_test_run ();
}
