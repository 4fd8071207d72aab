/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two polygons made from the bytes: the area of their overlap as the area calculus has it, alone and by
 * pieces, is that of GEOS's intersection; and what one leaves of the other is the rest. */
#include "fuzz.h"
#include "geometry/sx-area.h"
#include "geometry/sx-overlay.h"
#include "geometry/sx-repair.h"
#include "geometry/sx-shape-tree.h"
#include "geometry/sx-validity.h"

#define MAX_POINTS 64

typedef struct
{
  const guint8 *at, *end;
} Bytes;

static guint8
next_byte (Bytes *bytes)
{
  return bytes->at < bytes->end ? *bytes->at++ : 0;
}

/* Half of the points lie on a coarse grid, so that edges and corners meet. */
static SxPoint
next_point (Bytes *bytes)
{
  guint8 x = next_byte (bytes), y = next_byte (bytes);
  double fine = x & 1 ? next_byte (bytes) / 256.0 : 0;

  return (SxPoint){ 40500000 + (x >> 4) * 10 + fine, 3500000 + (y >> 4) * 10 + fine * (y & 3) };
}

static void
next_polygon (Bytes *bytes, SxShapeBuffer *out)
{
  SxShapeBuffer raw = SX_SHAPE_BUFFER_INIT;
  guint n_rings = 1 + next_byte (bytes) % 3;
  SxShapeView view;
  gboolean was_valid;

  for (guint r = 0; r < n_rings; r++)
    {
      gsize first = raw.n_points;
      guint n = 3 + next_byte (bytes) % (MAX_POINTS / 3 - 3);

      for (guint i = 0; i < n; i++)
        sx_shape_buffer_add_point (&raw, next_point (bytes));
      sx_shape_buffer_add_point (&raw, raw.points[first]);
      sx_shape_buffer_end_ring (&raw, r == 0);
    }
  view = sx_shape_buffer_view (&raw, 0, raw.n_rings);
  if (sx_repair_check (&view, out, &was_valid, NULL, NULL) && was_valid)
    {
      sx_shape_buffer_append (out, &view);
      sx_shape_buffer_orient (out, 0);
    }
  else
    g_assert_false (sx_validity_is_certain (&view));
  sx_shape_buffer_clear (&raw);
}

static void
compare (const SxShapeView *a, const SxShapeView *b)
{
  SxShapeBuffer common = SX_SHAPE_BUFFER_INIT, rest = SX_SHAPE_BUFFER_INIT;
  g_autoptr (SxShapeTree) tree = sx_shape_tree_new (a);
  SxShapeView common_view, rest_view;
  double area;

  if (sx_overlay_intersect (a, b, &common, NULL) && sx_overlay_subtract (a, b, &rest, NULL))
    {
      common_view = sx_shape_buffer_view (&common, 0, common.n_rings);
      rest_view = sx_shape_buffer_view (&rest, 0, rest.n_rings);
      area = sx_shape_view_planar_area (&common_view);
      g_assert_cmpfloat_with_epsilon (sx_overlap_planar (a, b), area, 1e-4);
      g_assert_cmpfloat_with_epsilon (sx_overlap_planar (b, a), area, 1e-4);
      g_assert_cmpfloat_with_epsilon (sx_shape_tree_overlap (tree, b), area, 1e-4);
      g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&rest_view) + area,
                                      sx_shape_view_planar_area (a), 1e-4);
    }
  sx_shape_buffer_clear (&common);
  sx_shape_buffer_clear (&rest);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  Bytes bytes = { data, data + size };
  SxShapeBuffer a = SX_SHAPE_BUFFER_INIT, b = SX_SHAPE_BUFFER_INIT;
  SxShapeView a_view, b_view;

  next_polygon (&bytes, &a);
  next_polygon (&bytes, &b);
  a_view = sx_shape_buffer_view (&a, 0, a.n_rings);
  b_view = sx_shape_buffer_view (&b, 0, b.n_rings);
  if (a.n_rings > 0 && b.n_rings > 0)
    compare (&a_view, &b_view);
  sx_shape_buffer_clear (&a);
  sx_shape_buffer_clear (&b);
  return 0;
}
