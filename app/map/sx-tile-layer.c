/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-tile-layer.h"

#include <math.h>

#include "map/sx-tile-cache.h"
#include "map/sx-tile-grid.h"
#include "map/sx-tile-queue.h"
#include "base/sx-thread-time.h"

#define MOST_BYTES (160u << 20)
#define LEVELS 4 /* a doubling of the scale */
#define MOST_ZOOM 24.0
#define COARSER 24 /* levels that are looked at for something to show meanwhile */
#define AHEAD 1    /* tiles around the view that are painted when nothing else is to do */
#define NOT_URGENT 1e6

struct _SxTileLayer
{
  ShumateLayer parent_instance;
  SxPictureMode mode;
  guint reference_size;
  SxPicture *picture;
  SxTileCache *cache;
  double from, to;
  gboolean is_complete;
  gboolean is_software; /* who draws the frame */
  double frame_ms;      /* of the last frame */
  guint n_shown;
};

G_DEFINE_FINAL_TYPE (SxTileLayer, sx_tile_layer, SHUMATE_TYPE_LAYER)

/* The level next to it for which tiles are painted. */
static double
level_near (double zoom)
{
  return CLAMP (rint (zoom * LEVELS) / LEVELS, 0, MOST_ZOOM);
}

/* Of the level that is painted for the view. */
static SxTileGrid
grid_in_view (SxTileLayer *self)
{
  double world = sx_tile_grid_world (SHUMATE_LAYER (self), self->reference_size);

  return sx_tile_grid_of (SHUMATE_LAYER (self), self->reference_size,
                          level_near (log2 (world / SX_TILE_SIZE)));
}

/* ---- something of other levels in place of a tile */

/* Draws what there is of the level inside the rectangle; FALSE: nothing. */
static gboolean
draw_other_level (SxTileLayer *self, GtkSnapshot *snapshot, const SxTileGrid *shown, double zoom,
                  const graphene_rect_t *rect)
{
  SxTileGrid grid = sx_tile_grid_of (SHUMATE_LAYER (self), self->reference_size, zoom);
  double s = grid.size, px0 = (double)rect->origin.x, py0 = (double)rect->origin.y;
  int x0 = (int)floor (grid.left + px0 / s), y0 = (int)floor (grid.top + py0 / s);
  int x1 = (int)ceil (grid.left + (px0 + (double)rect->size.width) / s);
  int y1 = (int)ceil (grid.top + (py0 + (double)rect->size.height) / s);
  gboolean is_any = FALSE;

  for (int y = y0; y < y1; y++)
    for (int x = x0; x < x1; x++)
      {
        SxTileImage *image;
        gboolean is_current;
        graphene_rect_t place;

        if (!sx_tile_cache_get (self->cache, (SxTile){ zoom, x, y, shown->scale }, &image, &is_current))
          continue;
        if (!is_any)
          gtk_snapshot_push_clip (snapshot, rect);
        is_any = TRUE;
        place = sx_tile_grid_rect (&grid, x, y);
        if (image)
          {
            sx_tile_image_append (image, snapshot, &place, self->is_software);
            self->n_shown++;
          }
      }
  if (is_any)
    gtk_snapshot_pop (snapshot);
  return is_any;
}

/* Coarser ones first: they are fewer, and to stretch costs the toolkit far less than to shrink. */
static void
draw_meanwhile (SxTileLayer *self, GtkSnapshot *snapshot, const SxTileGrid *grid, const graphene_rect_t *rect)
{
  static const int steps[] = { -1, -2, -3, -4, -5, -6, 1, 2, 3, 4, 5, 6, -7, -8, 7, 8 };
  double zoom;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      zoom = grid->zoom + (double)steps[i] / LEVELS;
      if (zoom >= 0 && zoom <= MOST_ZOOM && draw_other_level (self, snapshot, grid, zoom, rect))
        return;
    }
  for (int i = 9; i <= COARSER; i++)
    {
      zoom = grid->zoom - (double)i / LEVELS;
      if (zoom >= 0 && draw_other_level (self, snapshot, grid, zoom, rect))
        return;
    }
}

/* ---- a frame */

typedef struct
{
  GArray *wishes;
  gboolean is_complete;
} Wants;

static void
want (SxTileLayer *self, const SxTileGrid *grid, SxTile tile, gboolean is_in_view, Wants *wants)
{
  SxTileWish wish
      = { tile, sx_tile_grid_distance (grid, tile.x, tile.y) + (is_in_view ? 0 : NOT_URGENT * grid->width) };

  if (!sx_tile_has_content (self->picture, self->mode, tile))
    {
      sx_tile_cache_put (self->cache, tile, sx_tile_cache_get_revision (self->cache), NULL);
      return;
    }
  g_array_append_val (wants->wishes, wish);
  wants->is_complete &= !is_in_view;
}

/* snapshot NULL: it is only looked whether it is to be painted. */
static void
draw_tile (SxTileLayer *self, GtkSnapshot *snapshot, const SxTileGrid *grid, SxTile tile, Wants *wants)
{
  graphene_rect_t rect = sx_tile_grid_rect (grid, tile.x, tile.y);
  gboolean is_in_view = rect.origin.x < (float)grid->width && rect.origin.y < (float)grid->height
                        && rect.origin.x + rect.size.width > 0 && rect.origin.y + rect.size.height > 0;
  SxTileImage *image = NULL;
  gboolean is_current = FALSE, is_there = sx_tile_cache_get (self->cache, tile, &image, &is_current);

  if (!is_current)
    {
      want (self, grid, tile, is_in_view, wants);
      is_there = sx_tile_cache_get (self->cache, tile, &image, &is_current); /* it may be blank now */
    }
  if (!is_in_view || !snapshot)
    return;
  if (!is_there)
    draw_meanwhile (self, snapshot, grid, &rect);
  else if (image)
    {
      sx_tile_image_append (image, snapshot, &rect, self->is_software);
      self->n_shown++;
    }
}

static void
tile_done (gpointer owner, SxTile tile, guint64 revision, SxTileImage *image)
{
  SxTileLayer *self = owner;

  sx_tile_cache_put (self->cache, tile, revision, image);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_tiles (SxTileLayer *self, GtkSnapshot *snapshot)
{
  SxTileGrid grid = grid_in_view (self);
  int x0 = (int)floor (grid.left) - AHEAD, y0 = (int)floor (grid.top) - AHEAD;
  int x1 = (int)ceil (grid.left + grid.width / grid.size) + AHEAD;
  int y1 = (int)ceil (grid.top + grid.height / grid.size) + AHEAD;
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (SxTileWish));
  Wants wants = { wishes, TRUE };

  for (int y = y0; y < y1; y++)
    for (int x = x0; x < x1; x++)
      draw_tile (self, snapshot, &grid, (SxTile){ grid.zoom, x, y, grid.scale }, &wants);
  self->is_complete = wants.is_complete;
  sx_tile_queue_want (self, self->picture, self->mode, sx_tile_cache_get_revision (self->cache),
                      (const SxTileWish *)(gconstpointer)wishes->data, wishes->len, tile_done);
}

static void
sx_tile_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxTileLayer *self = SX_TILE_LAYER (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double from = MAX (self->from, 0), to = MIN (self->to, width);
  gboolean is_clipped = from > 0 || to < width;
  double start = sx_thread_busy_ms ();

  self->n_shown = 0;
  self->is_software = sx_tile_image_is_software (widget);
  if (!self->picture || width < 1 || height < 1 || from >= to)
    {
      self->is_complete = TRUE;
      return;
    }
  if (is_clipped)
    gtk_snapshot_push_clip (snapshot,
                            &GRAPHENE_RECT_INIT ((float)from, 0, (float)(to - from), (float)height));
  draw_tiles (self, snapshot);
  if (is_clipped)
    gtk_snapshot_pop (snapshot);
  self->frame_ms = sx_thread_busy_ms () - start;
}

/* ---- the widget */

static void
view_moved (SxTileLayer *self)
{
  self->is_complete = FALSE; /* until a frame has looked */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Painters begin before the frame that will show it: often they are done by then. */
static void
paint_ahead (SxTileLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0
      && gtk_widget_get_height (widget) > 0
      && MAX (self->from, 0) < MIN (self->to, gtk_widget_get_width (widget)))
    draw_tiles (self, NULL);
  self->is_complete = FALSE; /* no frame has looked yet */
}

/* Out of sight nothing is wished for. */
static void
sx_tile_layer_unmap (GtkWidget *widget)
{
  sx_tile_queue_forget (widget);
  GTK_WIDGET_CLASS (sx_tile_layer_parent_class)->unmap (widget);
}

static void
sx_tile_layer_constructed (GObject *object)
{
  static const char *const moves[] = { "notify::zoom-level", "notify::latitude", "notify::longitude" };
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sx_tile_layer_parent_class)->constructed (object);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_signal_connect_object (viewport, moves[i], G_CALLBACK (view_moved), object, G_CONNECT_SWAPPED);
}

static void
sx_tile_layer_dispose (GObject *object)
{
  SxTileLayer *self = SX_TILE_LAYER (object);

  sx_tile_queue_forget (self);
  g_clear_pointer (&self->picture, sx_picture_unref);
  G_OBJECT_CLASS (sx_tile_layer_parent_class)->dispose (object);
}

static void
sx_tile_layer_finalize (GObject *object)
{
  sx_tile_cache_free (SX_TILE_LAYER (object)->cache);
  G_OBJECT_CLASS (sx_tile_layer_parent_class)->finalize (object);
}

static void
sx_tile_layer_class_init (SxTileLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sx_tile_layer_constructed;
  object_class->dispose = sx_tile_layer_dispose;
  object_class->finalize = sx_tile_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = sx_tile_layer_snapshot;
  GTK_WIDGET_CLASS (klass)->unmap = sx_tile_layer_unmap;
}

static void
sx_tile_layer_init (SxTileLayer *self)
{
  self->cache = sx_tile_cache_new (MOST_BYTES);
  self->to = INFINITY;
  self->is_complete = TRUE;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

SxTileLayer *
sx_tile_layer_new (ShumateViewport *viewport, guint reference_size, SxPictureMode mode)
{
  SxTileLayer *self = g_object_new (SX_TYPE_TILE_LAYER, "viewport", viewport, NULL);

  self->reference_size = reference_size;
  self->mode = mode;
  return self;
}

static SxBox
unit_box (const SxPlane *plane, SxBox box)
{
  SxBox unit = SX_BOX_EMPTY;

  for (guint i = 0; i < 9; i++)
    sx_box_add (&unit, sx_mercator_from_plane (plane, (SxPoint){ box.x0 + (box.x1 - box.x0) * (i % 3) / 2,
                                                                 box.y0 + (box.y1 - box.y0) * (i / 3) / 2 }));
  return unit;
}

void
sx_tile_layer_set_picture (SxTileLayer *self, SxPicture *picture, const SxBox *dirty)
{
  SxPicture *old = self->picture;

  SX_ASSERT_MAIN_THREAD ();
  self->picture = picture ? sx_picture_ref (picture) : NULL;
  sx_picture_unref (old);
  if (picture && dirty && sx_box_is_empty (*dirty))
    return; /* it looks as before */
  if (!picture || !dirty)
    sx_tile_cache_outdate (self->cache, (SxBox){ -INFINITY, -INFINITY, INFINITY, INFINITY });
  else
    sx_tile_cache_outdate (self->cache, unit_box (&picture->plane, *dirty));
  if (!picture)
    {
      sx_tile_queue_forget (self);
      sx_tile_cache_clear (self->cache);
    }
  view_moved (self);
  if (picture && dirty)
    paint_ahead (self);
}

void
sx_tile_layer_set_span (SxTileLayer *self, double from, double to)
{
  if (from == self->from && to == self->to)
    return;
  self->from = from;
  self->to = to;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
sx_tile_layer_is_idle (SxTileLayer *self)
{
  return !self->picture || !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->is_complete;
}

double
sx_tile_layer_get_frame_ms (SxTileLayer *self)
{
  return self->frame_ms;
}

guint
sx_tile_layer_get_n_shown (SxTileLayer *self)
{
  return self->n_shown;
}
