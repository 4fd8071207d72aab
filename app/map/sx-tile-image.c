/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-tile-image.h"

struct _SxTileImage
{
  gint ref_count;
  int width, height;
  cairo_surface_t *surface;
  GdkTexture *texture; /* its pixels are the surface's */
  GskRenderNode *node; /* paints the surface; made when it is first asked for: main thread's */
};

static void
free_surface (gpointer surface)
{
  cairo_surface_destroy (surface);
}

SxTileImage *
sx_tile_image_new (cairo_surface_t *surface)
{
  SxTileImage *self = g_new0 (SxTileImage, 1);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  self->ref_count = 1;
  self->surface = surface;
  self->width = cairo_image_surface_get_width (surface);
  self->height = cairo_image_surface_get_height (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize)self->height,
                                      free_surface, cairo_surface_reference (surface));
  self->texture = gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_DEFAULT, bytes, stride);
  return self;
}

SxTileImage *
sx_tile_image_ref (SxTileImage *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_tile_image_unref (SxTileImage *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_object_unref (self->texture);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

gsize
sx_tile_image_n_bytes (const SxTileImage *self)
{
  return 4 * (gsize)self->width * (gsize)self->height;
}

gboolean
sx_tile_image_equal (const SxTileImage *self, const SxTileImage *other)
{
  int stride = cairo_image_surface_get_stride (self->surface);

  return self == other
         || (self->width == other->width && self->height == other->height
             && stride == cairo_image_surface_get_stride (other->surface)
             && memcmp (cairo_image_surface_get_data (self->surface),
                        cairo_image_surface_get_data (other->surface), (gsize)stride * (gsize)self->height)
                    == 0);
}

gboolean
sx_tile_image_is_software (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native ? gtk_native_get_renderer (native) : NULL;

  return renderer && G_TYPE_CHECK_INSTANCE_TYPE (renderer, GSK_TYPE_CAIRO_RENDERER);
}

static GskRenderNode *
node_of (SxTileImage *self)
{
  cairo_t *cr;

  if (self->node)
    return self->node;
  self->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float)self->width, (float)self->height));
  cr = gsk_cairo_node_get_draw_context (self->node);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD); /* a stretched tile has no soft edge */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_fill (cr);
  cairo_destroy (cr);
  return self->node;
}

/* The same node each time, so that a frame that shows it in the same place redraws nothing. */
void
sx_tile_image_append (SxTileImage *self, GtkSnapshot *snapshot, const graphene_rect_t *rect,
                      gboolean is_software)
{
  float scale_x = rect->size.width / (float)self->width, scale_y = rect->size.height / (float)self->height;

  if (!is_software)
    {
      gtk_snapshot_append_texture (snapshot, self->texture, rect);
      return;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &rect->origin);
  if (scale_x != 1 || scale_y != 1)
    gtk_snapshot_scale (snapshot, scale_x, scale_y);
  gtk_snapshot_append_node (snapshot, node_of (self));
  gtk_snapshot_restore (snapshot);
}
