/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-shape-wkt.h"
#include "base/sx-error.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  const char *wkt, *expected;
} Case;

static void
test_read (void)
{
  static const Case cases[] = {
    { "POLYGON ((0 0, 1 0, 1 1, 0 0))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "  polygon((0 0,1 0,1 1,0 0))\n", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "PolyGon Z ((0 0 5, 1 0 5, 1 1 5, 0 0 6))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "POLYGONZ((0 0 5, 1 0 5, 1 1 5, 0 0 6))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "POLYGON M ((0 0 5, 1 0 5, 1 1 5, 0 0 6))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "POLYGON ZM ((0 0 5 7, 1 0 5 7, 1 1 5 7, 0 0 6 7))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "POLYGON ((0 0 5, 1 0 5, 1 1 5, 0 0 6))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))" },
    { "POLYGON ((-1.5e2 +.5, 1E-3 0., 1 1, -150 0.5))",
      "MULTIPOLYGON (((-150 0.5, 0.001 0, 1 1, -150 0.5)))" },
    { "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1))",
      "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1)))" },
    { "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1)), EMPTY, ((0 0, 1 0, 1 1, 0 0)))",
      "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1)), ((0 0, 1 0, 1 1, 0 0)))" },
    { "POLYGON EMPTY", "MULTIPOLYGON EMPTY" },
    { "multipolygon z empty", "MULTIPOLYGON EMPTY" },
    { "LINESTRING (0 0, 1 2)", "MULTILINESTRING ((0 0, 1 2))" },
    { "LINESTRING EMPTY", "MULTILINESTRING EMPTY" },
    { "MULTILINESTRING ((0 0, 1 2), (3 4, 5 6, 7 8))", "MULTILINESTRING ((0 0, 1 2), (3 4, 5 6, 7 8))" },
    { "MULTILINESTRING M ((0 0 1, 1 2 1), EMPTY)", "MULTILINESTRING ((0 0, 1 2))" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SxShape) shape = sx_shape_from_wkt (cases[i].wkt, &error);
      g_autofree char *text = NULL;
      SxShapeView view;

      g_assert_no_error (error);
      view = sx_shape_view (shape);
      text = sx_shape_to_wkt (&view, sx_shape_wkt_is_line (cases[i].wkt));
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_refuse (void)
{
  static const Case cases[] = {
    { "", "the WKT ends after 0 characters, where POLYGON, MULTIPOLYGON, LINESTRING, MULTILINESTRING should "
          "follow" },
    { "POINT (0 0)", "the WKT has “POINT” at character 1, where POLYGON, MULTIPOLYGON, LINESTRING, "
                     "MULTILINESTRING should stand" },
    { "POLYGONS ((0 0))", "the WKT has “POLYGONS” at character 1, where POLYGON, MULTIPOLYGON, LINESTRING, "
                          "MULTILINESTRING should stand" },
    { "POLYGON", "the WKT ends after 7 characters, where “(” or EMPTY should follow" },
    { "POLYGON 0 0, 1 1", "the WKT has “0” at character 9, where “(” or EMPTY should stand" },
    { "POLYGON (0 0, 1 1)", "the WKT has “0” at character 10, where “(” should stand" },
    { "POLYGON ((0 0, 1 x, 1 1, 0 0))", "the WKT has “x,” at character 18, where a number should stand" },
    { "POLYGON ((0 0, 1 nan, 1 1, 0 0))", "the WKT has “nan,” at character 18, where a number should stand" },
    { "POLYGON ((0 0, 1 -inf, 1 1, 0 0))",
      "the WKT has “-inf,” at character 18, where a number should stand" },
    { "POLYGON ((0 0, 1 0x10, 1 1, 0 0))",
      "the WKT has “0x10,” at character 18, where a number should stand" },
    { "POLYGON ((0 0, 1 5m, 1 1, 0 0))", "the WKT has “5m,” at character 18, where a number should stand" },
    { "POLYGON ((0 0, 1 1.2.3, 1 1, 0 0))",
      "the WKT has “1.2.3,” at character 18, where a number should stand" },
    { "POLYGON ((0 0, 1 1e999, 1 1, 0 0))",
      "the WKT has “1e999,” at character 18, where a finite number should stand" },
    { "POLYGON ((0 0, 1, 1 1, 0 0))", "the WKT has “,” at character 17, where a number should stand" },
    { "POLYGON ((0 0, 1 1 1, 1 1, 0 0))", "the WKT has “1,” at character 20, where “,” or “)” should stand" },
    { "POLYGON Z ((0 0, 1 0, 1 1, 0 0))", "the WKT has “,” at character 16, where a number should stand" },
    { "POLYGON ((0 0 1 1 1, 1 1, 0 0))", "the WKT has “1,” at character 19, where “,” or “)” should stand" },
    { "POLYGON ((0 0, 1 0, 1 1, 0 1))",
      "the WKT has “(0” at character 10, where a ring that ends where it begins should stand" },
    { "POLYGON ((0 0, 1 0, 0 0))",
      "the WKT has “(0” at character 10, where a ring of 4 or more points should stand" },
    { "LINESTRING (0 0)", "the WKT has “(0” at character 12, where a line of 2 or more points should stand" },
    { "POLYGON ((0 0, 1 0, 1 1, 0 0)", "the WKT ends after 29 characters, where “,” or “)” should follow" },
    { "POLYGON ((0 0, 1 0, 1 1, 0 0", "the WKT ends after 28 characters, where “,” or “)” should follow" },
    { "POLYGON ((0 0, 1 0, 1 1, 0 0)))",
      "the WKT has “)” at character 31, where the end of the text should stand" },
    { "POLYGON ((0 0, 1 0, 1 1, 0 0)) POLYGON",
      "the WKT has “POLYGON” at character 32, where the end of the text should stand" },
    { "POLYGON EMPTY ((0 0))", "the WKT has “((0” at character 15, where the end of the text should stand" },
    { "MULTIPOLYGON ((0 0, 1 0, 1 1, 0 0))", "the WKT has “0” at character 16, where “(” should stand" },
    { "POLYGON (EMPTY)", "the WKT has “EMPTY)” at character 10, where “(” should stand" },
    { "POLYGON ((0 0, \xff\xfe",
      "the WKT has “\xef\xbf\xbd\xef\xbf\xbd” at character 16, where a number should stand" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sx_shape_from_wkt (cases[i].wkt, &error));
      g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, cases[i].expected);
    }
}

/* Numbers survive to the last bit, in any locale. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint k = 0; k < 200; k++)
    {
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
      g_autoptr (SxShape) shape = NULL;
      g_autofree char *text = NULL;
      SxShapeView before, after;

      for (guint i = 0; i < 5; i++)
        sx_shape_buffer_add_point (&out,
                                   (SxPoint){ g_rand_double_range (rand, -1, 1) * pow (10, (k % 40) - 20.0),
                                              g_rand_double_range (rand, 35e6, 45e6) });
      sx_shape_buffer_add_point (&out, out.points[0]);
      sx_shape_buffer_end_ring (&out, TRUE);
      before = sx_shape_buffer_view (&out, 0, 1);
      text = sx_shape_to_wkt (&before, k % 2);
      shape = sx_shape_from_wkt (text, NULL);
      g_assert_nonnull (shape);
      after = sx_shape_view (shape);
      g_assert_true (sx_shape_view_equal (&before, &after));
      sx_shape_buffer_clear (&out);
    }
}

/* Nothing recurses, however deep the text. */
static void
test_deep (void)
{
  g_autofree char *text = g_malloc (1000001);

  memset (text, '(', 1000000);
  text[1000000] = '\0';
  memcpy (text, "MULTIPOLYGON", 12);
  g_assert_null (sx_shape_from_wkt (text, NULL));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wkt/read", test_read);
  g_test_add_func ("/wkt/refuse", test_refuse);
  g_test_add_func ("/wkt/round-trip", test_round_trip);
  g_test_add_func ("/wkt/deep", test_deep);
  return g_test_run ();
}
