/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The road centre lines after the scheme: no maintained layer, but what the density of the after-state is
 * measured on. What of a road lies within 1 m of a removed one goes; added roads come as drawn. */
#include "export/sx-after-private.h"

#include "geometry/sx-overlay.h"

#define REMOVAL_M 1.0
#define REMOVAL_SEGMENTS 8
#define NOISE_M 1e-6

static gboolean
remove_from (SxAfterMaker *maker, SxAfterLayer *out, guint feature, const GArray *removed, GError **error)
{
  SxMetric planar = { .is_planar = TRUE };
  SxShapeView v = sx_layer_shape (out->base, feature), rest = v;
  SxShapeBuffer now = SX_SHAPE_BUFFER_INIT;
  SxAfterPiece like = { .parent = (gint)feature, .land = -1 };
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < removed->len; i++)
    {
      SxShapeBuffer next = SX_SHAPE_BUFFER_INIT;

      ok = sx_overlay_lines (&rest, &g_array_index (removed, SxShapeView, i), FALSE, &next, error);
      sx_shape_buffer_clear (&now);
      now = next;
      rest = sx_shape_buffer_view (&now, 0, now.n_rings);
    }
  if (ok && sx_metric_length (&planar, &rest) < sx_metric_length (&planar, &v) - NOISE_M)
    {
      sx_after_touch (out, feature);
      if (rest.n_rings)
        sx_after_add_piece (maker, out, &rest, &like, 0);
    }
  sx_shape_buffer_clear (&now);
  return ok;
}

static gboolean
remove_roads (SxAfterMaker *maker, SxAfterLayer *out, const GArray *removed, GError **error)
{
  for (guint f = 0; f < out->base->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (out->base, f);
      g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

      for (guint i = 0; i < removed->len; i++)
        if (sx_box_overlaps (v.box, g_array_index (removed, SxShapeView, i).box))
          g_array_append_val (near, g_array_index (removed, SxShapeView, i));
      if (near->len && !remove_from (maker, out, f, near, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sx_after_make_roads (SxAfterMaker *maker, SxAfterLayer *out, GError **error)
{
  const GPtrArray *roads = maker->scheme->roads;
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < roads->len; i++)
    {
      const SxRoad *road = roads->pdata[i];
      SxShapeView v = sx_shape_view (road->shape);

      if (road->is_removal && v.n_rings)
        {
          ok = sx_overlay_buffer_lines (&v, REMOVAL_M, REMOVAL_SEGMENTS, &buffer, error);
          g_array_append_val (ends, buffer.n_rings);
        }
    }
  for (guint i = 0; i < ends->len; i++)
    {
      gsize start = i ? g_array_index (ends, gsize, i - 1) : 0;
      SxShapeView v = sx_shape_buffer_view (&buffer, start, g_array_index (ends, gsize, i) - start);

      g_array_append_val (removed, v);
    }
  ok = ok && remove_roads (maker, out, removed, error);
  for (guint i = 0; ok && i < roads->len; i++)
    {
      const SxRoad *road = roads->pdata[i];
      SxShapeView v = sx_shape_view (road->shape);
      SxAfterPiece like = { .parent = -1, .land = -1, .road = road };

      if (!road->is_removal && v.n_rings)
        sx_after_add_piece (maker, out, &v, &like, 0);
    }
  sx_shape_buffer_clear (&buffer);
  return ok;
}
