/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes of geometry blobs, as R-tree triggers ask for them. */
#include <string.h>

#include "geometry/sx-shape-wkb.h"
#include "store/sx-gpkg-functions.h"

/* "G", "P", version 0, flags, srs_id 0 */
#define HEADER(flags) "4750 00" flags "00000000"

static GBytes *
from_hex (const char *hex)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (*hex != '\0')
    {
      guint8 byte;

      if (*hex == ' ')
        {
          hex++;
          continue;
        }
      byte = (guint8)(g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
      g_byte_array_append (bytes, &byte, 1);
      hex += 2;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
box_of (const char *hex, SxBox *box)
{
  g_autoptr (GBytes) blob = from_hex (hex);
  gsize size;
  const guint8 *data = g_bytes_get_data (blob, &size);

  return sx_gpkg_blob_box (data, size, box);
}

/* 1.0 = 3ff0…, 2.0 = 4000…, -1.0 = bff0… */
#define ONE_BE "3ff0000000000000"
#define TWO_BE "4000000000000000"
#define ONE_LE "000000000000f03f"
#define TWO_LE "0000000000000040"
#define NAN_LE "000000000000f87f"

static void
test_without_envelope (void)
{
  static const char *const blobs[] = {
    /* line from (1, 2) to (2, 1) */
    HEADER ("01") "01 02000000 02000000" ONE_LE TWO_LE TWO_LE ONE_LE,
    HEADER ("00") "00 00000002 00000002" ONE_BE TWO_BE TWO_BE ONE_BE,
    /* with Z, with M, with both, the further values out of the box */
    HEADER ("01") "01 ea030000 02000000" ONE_LE TWO_LE "0000000000004940" TWO_LE ONE_LE "0000000000004940",
    HEADER ("01") "01 d2070000 02000000" ONE_LE TWO_LE "0000000000004940" TWO_LE ONE_LE "0000000000004940",
    HEADER ("01") "01 ba0b0000 02000000" ONE_LE TWO_LE ONE_LE ONE_LE TWO_LE ONE_LE ONE_LE ONE_LE,
    /* polygon, multi line, collection of two points in either byte order */
    HEADER ("01") "01 03000000 01000000 03000000" ONE_LE TWO_LE TWO_LE ONE_LE ONE_LE TWO_LE,
    HEADER ("01") "01 05000000 01000000 01 02000000 02000000" ONE_LE TWO_LE TWO_LE ONE_LE,
    HEADER ("01") "01 07000000 02000000 01 01000000" ONE_LE TWO_LE "00 00000001" TWO_BE ONE_BE,
    /* compound curve of an arc; an empty point beside the others */
    HEADER ("01") "01 09000000 01000000 01 08000000 03000000" ONE_LE TWO_LE TWO_LE TWO_LE TWO_LE ONE_LE,
    HEADER ("01") "01 04000000 03000000 01 01000000" NAN_LE NAN_LE "01 01000000" ONE_LE TWO_LE
                  "01 01000000" TWO_LE ONE_LE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (blobs); i++)
    {
      SxBox box;

      g_assert_true (box_of (blobs[i], &box));
      g_assert_cmpfloat (box.x0, ==, 1);
      g_assert_cmpfloat (box.x1, ==, 2);
      g_assert_cmpfloat (box.y0, ==, 1);
      g_assert_cmpfloat (box.y1, ==, 2);
    }
}

static void
test_envelope_is_taken (void)
{
  SxBox box;

  /* min x, max x, min y, max y = 1, 2, 1, 2 and no geometry after it */
  g_assert_true (box_of (HEADER ("03") ONE_LE TWO_LE ONE_LE TWO_LE, &box));
  g_assert_cmpfloat (box.x1, ==, 2);
  g_assert_cmpfloat (box.y0, ==, 1);
  g_assert_true (box_of (HEADER ("02") ONE_BE TWO_BE ONE_BE TWO_BE, &box));
  g_assert_cmpfloat (box.x1, ==, 2);
  /* with Z: 48 bytes */
  g_assert_true (box_of (HEADER ("05") ONE_LE TWO_LE ONE_LE TWO_LE ONE_LE ONE_LE, &box));
  g_assert_cmpfloat (box.y1, ==, 2);
}

static void
test_empty (void)
{
  static const char *const blobs[] = {
    HEADER ("11") "01 06000000 00000000",
    HEADER ("01") "01 06000000 00000000",
    HEADER ("01") "01 01000000" NAN_LE NAN_LE,
    HEADER ("03") NAN_LE NAN_LE NAN_LE NAN_LE "01 03000000 00000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (blobs); i++)
    {
      SxBox box;

      g_assert_true (box_of (blobs[i], &box));
      g_assert_true (sx_box_is_empty (box));
    }
}

static void
test_no_blob (void)
{
  static const char *const blobs[] = {
    "",
    "4750",
    "47500001000000",
    "58500001 00000000 01 01000000" ONE_LE ONE_LE,
    HEADER ("0b") "01 01000000" ONE_LE ONE_LE, /* envelope kind 5 */
    HEADER ("03") ONE_LE TWO_LE ONE_LE,
    HEADER ("01"),
    HEADER ("01") "02 01000000" ONE_LE ONE_LE,
    HEADER ("01") "01 63000000",
    HEADER ("01") "01 a10f0000" ONE_LE ONE_LE,
    HEADER ("01") "01 01000000" ONE_LE,
    HEADER ("01") "01 02000000 ffffffff" ONE_LE ONE_LE,
    HEADER ("01") "01 03000000 ffffffff",
    HEADER ("01") "01 06000000 ffffffff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (blobs); i++)
    {
      SxBox box = { 7, 7, 7, 7 };

      g_assert_false (box_of (blobs[i], &box));
      g_assert_cmpfloat (box.x0, ==, 7);
    }
}

static void
test_deep_nesting (void)
{
  g_autoptr (GString) hex = g_string_new (HEADER ("01"));
  SxBox box;

  for (guint i = 0; i < 100000; i++)
    g_string_append (hex, "0107000000 01000000");
  g_assert_false (box_of (hex->str, &box));
}

/* Any cut and any changed byte of a good blob: an answer or none, never a read beyond its end (for
 * sanitizers). */
static void
test_mutations (void)
{
  static const char good[] = HEADER ("01") "01 06000000 01000000 01 03000000 01000000 04000000" ONE_LE TWO_LE
      TWO_LE ONE_LE ONE_LE ONE_LE ONE_LE TWO_LE;
  g_autoptr (GBytes) blob = from_hex (good);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gsize size = g_bytes_get_size (blob);

  for (guint i = 0; i < 50000; i++)
    {
      gsize length = g_rand_boolean (random) ? size : (gsize)g_rand_int_range (random, 0, (gint32)size + 1);
      g_autofree guint8 *copy = g_malloc (length);
      SxBox box;

      if (length > 0)
        memcpy (copy, g_bytes_get_data (blob, NULL), length);
      for (guint j = 0; length > 0 && j < 3; j++)
        copy[g_rand_int_range (random, 0, (gint32)length)] = (guint8)g_rand_int (random);
      sx_gpkg_blob_box (copy, length, &box);
    }
}

static void
test_sql (void)
{
  static const char sql[]
      = "SELECT ST_IsEmpty (?1), ST_MinX (?1), ST_MaxX (?1), ST_MinY (?1), ST_MaxY (?1), "
        "ST_IsEmpty (NULL), ST_IsEmpty ('GP'), ST_MinX (NULL), ST_MinX (1.5), ST_IsEmpty (x'4750')";
  const SxPoint points[] = { { 1, 2 }, { 1, 4 }, { 3, 4 }, { 1, 2 } };
  const SxShapeView view = { points, (const guint32[]){ 0, 4 }, (const guint8[]){ 1 }, 1, { 1, 2, 3, 4 } };
  g_autoptr (GBytes) blob = sx_gpkg_blob_new (&view, FALSE, 4490);
  sqlite3_stmt *q;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sx_gpkg_functions_register (db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &q, NULL), ==, SQLITE_OK);
  sqlite3_bind_blob (q, 1, g_bytes_get_data (blob, NULL), (int)g_bytes_get_size (blob), SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (q), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (q, 0), ==, 0);
  g_assert_cmpfloat (sqlite3_column_double (q, 1), ==, 1);
  g_assert_cmpfloat (sqlite3_column_double (q, 2), ==, 3);
  g_assert_cmpfloat (sqlite3_column_double (q, 3), ==, 2);
  g_assert_cmpfloat (sqlite3_column_double (q, 4), ==, 4);
  for (int i = 5; i < 10; i++)
    g_assert_cmpint (sqlite3_column_type (q, i), ==, SQLITE_NULL);
  sqlite3_finalize (q);
  sqlite3_close (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpkg-functions/without-envelope", test_without_envelope);
  g_test_add_func ("/gpkg-functions/envelope-is-taken", test_envelope_is_taken);
  g_test_add_func ("/gpkg-functions/empty", test_empty);
  g_test_add_func ("/gpkg-functions/no-blob", test_no_blob);
  g_test_add_func ("/gpkg-functions/deep-nesting", test_deep_nesting);
  g_test_add_func ("/gpkg-functions/mutations", test_mutations);
  g_test_add_func ("/gpkg-functions/sql", test_sql);
  return g_test_run ();
}
