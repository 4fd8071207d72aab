/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-fixture.h"

SxPlane
fixture_plane (void)
{
  return sx_plane_for_longitude (117);
}

/* Corner (x, y) of the lattice, off its place by up to a fifth of a parcel. */
static SxPoint
lattice_corner (guint x, guint y, double size)
{
  double a = sin (x * 12.9898 + y * 78.233) * 43758.5453, b = sin (x * 39.346 + y * 11.135) * 24634.6345;

  return (SxPoint){ FIXTURE_X + size * (x + 0.2 * (a - floor (a))),
                    FIXTURE_Y + size * (y + 0.2 * (b - floor (b))) };
}

/* Four vertices on the way from a to b, without b, bulging to one side; the same ones whichever way it is
 * gone. */
static void
add_side (SxShapeBuffer *out, SxPoint a, SxPoint b)
{
  gboolean turned = a.x > b.x || (a.x == b.x && a.y > b.y);
  SxPoint from = turned ? b : a, to = turned ? a : b;

  for (guint i = 0; i < 4; i++)
    {
      double t = (turned ? 4 - i : i) / 4.0, bulge = 0.05 * sin (G_PI * t);

      if (i == 0)
        sx_shape_buffer_add_point (out, a);
      else
        sx_shape_buffer_add_point (out, (SxPoint){ from.x + t * (to.x - from.x) - bulge * (to.y - from.y),
                                                   from.y + t * (to.y - from.y) + bulge * (to.x - from.x) });
    }
}

SxLayer *
fixture_parcels (const char *table, guint n, double size, const char *const *codes, guint n_codes)
{
  SxLayerBuilder *builder = sx_layer_builder_new (table, table, FALSE);
  guint column = sx_layer_builder_add_column (builder, "DLBM", SX_COLUMN_TEXT);
  SxShapeBuffer *out = sx_layer_builder_shapes (builder);

  for (guint y = 0; y < n; y++)
    for (guint x = 0; x < n; x++)
      {
        SxPoint c[4] = { lattice_corner (x, y, size), lattice_corner (x, y + 1, size),
                         lattice_corner (x + 1, y + 1, size), lattice_corner (x + 1, y, size) };

        for (guint i = 0; i < 4; i++)
          add_side (out, c[i], c[(i + 1) % 4]);
        sx_shape_buffer_add_point (out, c[0]);
        sx_shape_buffer_end_ring (out, TRUE);
        sx_layer_builder_set_text (builder, column, codes[(x + y) % n_codes]);
        sx_layer_builder_end_feature (builder, y * n + x + 1);
      }
  return sx_layer_builder_finish (builder);
}

SxLayer *
fixture_polygon (const char *table, const SxPoint *points, guint n)
{
  SxLayerBuilder *builder = sx_layer_builder_new (table, table, FALSE);
  SxShapeBuffer *out = sx_layer_builder_shapes (builder);

  for (guint i = 0; i <= n; i++)
    sx_shape_buffer_add_point (out, (SxPoint){ FIXTURE_X + points[i % n].x, FIXTURE_Y + points[i % n].y });
  sx_shape_buffer_end_ring (out, TRUE);
  sx_shape_buffer_orient (out, 0);
  sx_layer_builder_end_feature (builder, 1);
  return sx_layer_builder_finish (builder);
}

SxShape *
fixture_box (double x0, double y0, double x1, double y1)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  const SxPoint corners[] = { { x0, y0 }, { x0, y1 }, { x1, y1 }, { x1, y0 }, { x0, y0 } };
  SxShapeView view;
  SxShape *shape;

  for (guint i = 0; i < 5; i++)
    sx_shape_buffer_add_point (&buffer, (SxPoint){ FIXTURE_X + corners[i].x, FIXTURE_Y + corners[i].y });
  sx_shape_buffer_end_ring (&buffer, TRUE);
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

SxPicture *
fixture_picture (SxLayer *const *layers, guint n, SxSnapshot *snapshot)
{
  g_autofree SxPictureEntry *entries = g_new (SxPictureEntry, n + 1);
  SxPlane plane = fixture_plane ();
  SxPicture *picture;

  for (guint i = 0; i < n; i++)
    entries[i] = (SxPictureEntry){ sx_picture_layer_new (layers[i]), 1 };
  picture = sx_picture_new (&plane, SX_THEME_LIGHT, entries, n, snapshot);
  for (guint i = 0; i < n; i++)
    sx_picture_layer_unref (entries[i].layer);
  return picture;
}

SxTile
fixture_tile_at (SxPoint p, int zoom, int scale, double *x, double *y)
{
  SxPlane plane = fixture_plane ();
  SxPoint m = sx_mercator_from_plane (&plane, p);
  double n = exp2 (zoom);
  SxTile tile = { zoom, (int)floor (m.x * n), (int)floor (m.y * n), scale };

  *x = (m.x * n - tile.x) * SX_TILE_SIZE * scale;
  *y = (m.y * n - tile.y) * SX_TILE_SIZE * scale;
  return tile;
}

guint32
fixture_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *)(gconstpointer)(data + (gssize)y * cairo_image_surface_get_stride (surface)))[x];
}

guint32
fixture_colour_at (const SxPicture *picture, SxPictureMode mode, SxPoint p, int zoom)
{
  double x, y;
  SxTile tile = fixture_tile_at (p, zoom, 1, &x, &y);
  cairo_surface_t *surface = sx_tile_paint (picture, mode, tile, NULL);
  guint32 colour = surface ? fixture_pixel (surface, (int)x, (int)y) : 0;

  g_clear_pointer (&surface, cairo_surface_destroy);
  return colour;
}
