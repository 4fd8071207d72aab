/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The builder of layers: cells, features without rings, chunks put together. */
#include "plan/sx-layer.h"

enum
{
  CODE,
  AREA,
};

static SxLayerBuilder *
new_builder (void)
{
  SxLayerBuilder *builder = sx_layer_builder_new ("DLTB", "dltb", FALSE);

  g_assert_cmpuint (sx_layer_builder_add_column (builder, "dlbm", SX_COLUMN_TEXT), ==, CODE);
  g_assert_cmpuint (sx_layer_builder_add_column (builder, "TBMJ", SX_COLUMN_NUMBER), ==, AREA);
  return builder;
}

/* A triangle of two rings of that size, or nothing where size is 0. */
static void
add_feature (SxLayerBuilder *builder, gint64 fid, double size, const char *code, double area)
{
  SxShapeBuffer *shapes = sx_layer_builder_shapes (builder);

  for (int ring = 0; size > 0 && ring < 2; ring++)
    {
      double s = ring ? size / 4 : size;

      sx_shape_buffer_add_point (shapes, (SxPoint){ 0, 0 });
      sx_shape_buffer_add_point (shapes, (SxPoint){ 0, s });
      sx_shape_buffer_add_point (shapes, (SxPoint){ s, 0 });
      sx_shape_buffer_add_point (shapes, (SxPoint){ 0, 0 });
      sx_shape_buffer_end_ring (shapes, ring == 0);
    }
  if (code)
    sx_layer_builder_set_text (builder, CODE, code);
  if (!isnan (area))
    sx_layer_builder_set_number (builder, AREA, area);
  sx_layer_builder_end_feature (builder, fid);
}

static void
check_feature (SxLayer *layer, guint at, gint64 fid, double size, const char *code, double area)
{
  SxShapeView view = sx_layer_shape (layer, at);
  double number = sx_column_number (sx_layer_column (layer, "TBMJ"), at);

  g_assert_cmpint (layer->fid[at], ==, fid);
  g_assert_cmpuint (view.n_rings, ==, size > 0 ? 2 : 0);
  g_assert_cmpint (sx_box_is_empty (view.box), ==, size == 0);
  if (size > 0)
    {
      g_assert_cmpfloat (view.box.x1, ==, size);
      g_assert_cmpfloat (view.points[view.ring_start[0] + 1].y, ==, size);
      g_assert_cmpfloat (view.points[view.ring_start[1] + 1].y, ==, size / 4);
      g_assert_true (view.ring_is_shell[0]);
      g_assert_false (view.ring_is_shell[1]);
    }
  g_assert_cmpstr (sx_column_text (sx_layer_column (layer, "DLBM"), at), ==, code);
  if (isnan (area))
    g_assert_true (isnan (number));
  else
    g_assert_cmpfloat (number, ==, area);
}

static void
test_cells (void)
{
  SxLayerBuilder *builder = new_builder ();
  g_autoptr (SxLayer) layer = NULL;

  add_feature (builder, 5, 10, " 0101\t", 1.5);
  add_feature (builder, 6, 0, NULL, (double)NAN);
  add_feature (builder, 9, 8, "\xe3\x80\x80水田 ", INFINITY);
  add_feature (builder, 10, 4, "", -2);
  add_feature (builder, 11, 4, "0101", 0);
  layer = sx_layer_builder_finish (builder);
  g_assert_cmpuint (layer->n_features, ==, 5);
  check_feature (layer, 0, 5, 10, "0101", 1.5);
  check_feature (layer, 1, 6, 0, "", (double)NAN);
  check_feature (layer, 2, 9, 8, "水田", INFINITY);
  check_feature (layer, 3, 10, 4, "", -2);
  check_feature (layer, 4, 11, 4, "0101", 0);
  /* each text once, the empty one first */
  g_assert_cmpuint (sx_layer_column (layer, "DLBM")->pool->len, ==, 3);
  g_assert_cmpuint (sx_layer_column (layer, "DLBM")->code[4], ==, sx_layer_column (layer, "DLBM")->code[0]);
  g_assert_cmpuint (sx_layer_column (layer, "DLBM")->code[1], ==, 0);
  /* names in any case; none */
  g_assert_nonnull (sx_layer_column (layer, "dlBM"));
  g_assert_null (sx_layer_column (layer, "GDPDJB"));
  g_assert_cmpstr (sx_column_text (NULL, 0), ==, "");
  g_assert_true (isnan (sx_column_number (NULL, 0)));
}

/* Chunks of any size, empty ones among them, give the same layer as one builder. */
static void
test_take (void)
{
  static const guint sizes[] = { 0, 3, 1, 0, 40, 100, 2 };
  SxLayerBuilder *whole = new_builder (), *parts = new_builder ();
  g_autoptr (SxLayer) one = NULL, other = NULL;
  SxLayerBuilder *part = new_builder ();
  gint64 fid = 0;

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      for (guint i = 0; i < sizes[s]; i++, fid++)
        {
          g_autofree char *code = g_strdup_printf ("%d", (int)(fid * 7 % 11));

          add_feature (whole, fid, (double)(fid % 3), code, (double)fid);
          add_feature (part, fid, (double)(fid % 3), code, (double)fid);
        }
      sx_layer_builder_take (parts, part);
      sx_layer_builder_make_room (parts, s * 3);
    }
  sx_layer_builder_free (part);
  /* and it can be added to */
  add_feature (whole, 1000, 5, NULL, (double)NAN);
  add_feature (parts, 1000, 5, NULL, (double)NAN);
  one = sx_layer_builder_finish (whole);
  other = sx_layer_builder_finish (parts);
  g_assert_cmpuint (one->n_features, ==, 147);
  g_assert_cmpuint (other->n_features, ==, 147);
  for (guint i = 0; i < 146; i++)
    {
      g_autofree char *code = g_strdup_printf ("%d", (int)(i * 7 % 11));

      check_feature (one, i, i, i % 3, code, i);
      check_feature (other, i, i, i % 3, code, i);
    }
  check_feature (other, 146, 1000, 5, "", (double)NAN);
  g_assert_cmpmem (one->columns[CODE].code, 147 * sizeof (guint32), other->columns[CODE].code,
                   147 * sizeof (guint32));
}

static void
test_empty (void)
{
  g_autoptr (SxLayer) layer = sx_layer_builder_finish (new_builder ());
  g_autoptr (SxLayer) same = sx_layer_ref (layer);

  g_assert_cmpuint (layer->n_features, ==, 0);
  g_assert_cmpuint (layer->first_ring[0], ==, 0);
  g_assert_cmpstr (same->name, ==, "DLTB");
  sx_layer_builder_free (new_builder ());
  sx_layer_builder_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer/cells", test_cells);
  g_test_add_func ("/layer/take", test_take);
  g_test_add_func ("/layer/empty", test_empty);
  return g_test_run ();
}
