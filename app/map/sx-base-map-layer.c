/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map-layer.h"

#include <math.h>

#include "map/sx-base-map.h"
#include "map/sx-tile-cache.h"
#include "map/sx-tile-grid.h"

#define MOST_BYTES (96u << 20)
#define COARSER 8      /* zooms that are looked at for something to show */
#define MOST_TILES 400 /* in view: more is no view of a screen */

struct _SxBaseMapLayer
{
  ShumateLayer parent_instance;
  guint reference_size;
  SxBaseMap *base_map;
  SxTileCache *cache;
  GHashTable *lacking; /* tile as gint64 → SxBaseMapAnswer: missing or failed */
  guint attempt;       /* at which those failed */
  gboolean is_complete, is_software;
};

G_DEFINE_FINAL_TYPE (SxBaseMapLayer, sx_base_map_layer, SHUMATE_TYPE_LAYER)

static gint64
name_of (SxRasterTile tile)
{
  return (gint64)tile.zoom << 56 | (gint64)tile.x << 28 | tile.y;
}

/* The zoom whose pixels are nearest to the screen's. */
static int
choose_zoom (SxBaseMapLayer *self)
{
  double world = sx_tile_grid_world (SHUMATE_LAYER (self), self->reference_size);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return (int)CLAMP (rint (log2 (world * scale / SX_RASTER_SIZE)), 0,
                     sx_base_map_get_max_zoom (self->base_map));
}

/* ---- a frame */

typedef struct
{
  GtkSnapshot *snapshot;
  SxTileGrid grid;
  GArray *wishes;     /* SxBaseMapWish */
  GHashTable *wanted; /* their names */
} Frame;

static gboolean
look_up (SxBaseMapLayer *self, SxRasterTile tile, SxTileImage **image)
{
  gboolean is_current;

  return sx_tile_cache_get (self->cache, (SxTile){ tile.zoom, tile.x, tile.y, 1 }, image, &is_current);
}

static SxBaseMapAnswer
lack_of (SxBaseMapLayer *self, SxRasterTile tile)
{
  gint64 name = name_of (tile);

  return (SxBaseMapAnswer)GPOINTER_TO_INT (g_hash_table_lookup (self->lacking, &name));
}

static void
want (Frame *frame, SxRasterTile tile, double priority)
{
  gint64 name = name_of (tile);
  SxBaseMapWish wish = { tile, priority };

  if (g_hash_table_add (frame->wanted, g_memdup2 (&name, sizeof name)))
    g_array_append_val (frame->wishes, wish);
}

/* A coarser tile stretched over the place of one that is not there. Where the server has none of this zoom,
 * the coarser one is asked for. */
static void
draw_coarser (SxBaseMapLayer *self, Frame *frame, SxRasterTile tile, const graphene_rect_t *rect,
              double priority)
{
  gboolean is_missing = lack_of (self, tile) == SX_BASE_TILE_MISSING;

  for (int i = 0; i < COARSER && tile.zoom > 0; i++)
    {
      SxTileImage *image;

      tile = (SxRasterTile){ tile.zoom - 1, tile.x / 2, tile.y / 2 };
      if (look_up (self, tile, &image))
        {
          SxTileGrid grid = sx_tile_grid_of (SHUMATE_LAYER (self), self->reference_size, tile.zoom);
          graphene_rect_t place = sx_tile_grid_rect (&grid, tile.x, tile.y);

          if (!image)
            return;
          gtk_snapshot_push_clip (frame->snapshot, rect);
          sx_tile_image_append (image, frame->snapshot, &place, self->is_software);
          gtk_snapshot_pop (frame->snapshot);
          return;
        }
      if (is_missing && lack_of (self, tile) == SX_BASE_TILE_DONE)
        {
          want (frame, tile, priority);
          is_missing = FALSE; /* one at a time */
        }
    }
}

static void
draw_tile (SxBaseMapLayer *self, Frame *frame, SxRasterTile tile)
{
  const SxTileGrid *grid = &frame->grid;
  graphene_rect_t rect = sx_tile_grid_rect (grid, tile.x, tile.y);
  double priority = sx_tile_grid_distance (grid, tile.x, tile.y);
  SxTileImage *image;

  if (look_up (self, tile, &image))
    {
      if (image)
        sx_tile_image_append (image, frame->snapshot, &rect, self->is_software);
      return;
    }
  if (lack_of (self, tile) == SX_BASE_TILE_DONE)
    want (frame, tile, priority);
  draw_coarser (self, frame, tile, &rect, priority);
}

static void
tile_done (gpointer owner, SxRasterTile tile, SxBaseMapAnswer answer, SxTileImage *image)
{
  SxBaseMapLayer *self = owner;
  gint64 name = name_of (tile);

  if (answer == SX_BASE_TILE_DONE || answer == SX_BASE_TILE_EMPTY)
    sx_tile_cache_put (self->cache, (SxTile){ tile.zoom, tile.x, tile.y, 1 },
                       sx_tile_cache_get_revision (self->cache), image);
  else
    g_hash_table_replace (self->lacking, g_memdup2 (&name, sizeof name), GINT_TO_POINTER (answer));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_failed (gpointer key, gpointer value, gpointer data)
{
  return GPOINTER_TO_INT (value) == SX_BASE_TILE_FAILED;
}

/* What failed is asked for again when that may help, and only where somebody looks. */
static void
forget_failures (SxBaseMapLayer *self)
{
  guint attempt = sx_base_map_get_attempt (self->base_map);

  if (attempt == self->attempt)
    return;
  self->attempt = attempt;
  g_hash_table_foreach_remove (self->lacking, is_failed, NULL);
}

static void
draw_tiles (SxBaseMapLayer *self, GtkSnapshot *snapshot)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (SxBaseMapWish));
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Frame frame = { snapshot, sx_tile_grid_of (SHUMATE_LAYER (self), self->reference_size, choose_zoom (self)),
                  wishes, wanted };
  const SxTileGrid *grid = &frame.grid;
  SxBox box = sx_base_map_get_box (self->base_map);
  double n = exp2 (grid->zoom);
  double x0 = MAX (floor (grid->left), floor (box.x0 * n)), y0 = MAX (floor (grid->top), floor (box.y0 * n));
  double x1 = MIN (ceil (grid->left + grid->width / grid->size), ceil (box.x1 * n));
  double y1 = MIN (ceil (grid->top + grid->height / grid->size), ceil (box.y1 * n));

  forget_failures (self);
  if (x1 > x0 && y1 > y0 && (x1 - x0) * (y1 - y0) <= MOST_TILES)
    for (double y = y0; y < y1; y++)
      for (double x = x0; x < x1; x++)
        draw_tile (self, &frame, (SxRasterTile){ (int)grid->zoom, (int)x, (int)y });
  self->is_complete = wishes->len == 0 && sx_base_map_get_state (self->base_map) != SX_BASE_MAP_LOOKING;
  sx_base_map_want (self->base_map, self, (const SxBaseMapWish *)wishes->data, wishes->len, tile_done);
}

static void
sx_base_map_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxBaseMapLayer *self = SX_BASE_MAP_LAYER (widget);
  double opacity = sx_base_map_get_opacity (self->base_map);

  if (sx_base_map_get_state (self->base_map) == SX_BASE_MAP_OFF || gtk_widget_get_width (widget) < 1
      || gtk_widget_get_height (widget) < 1)
    {
      self->is_complete = TRUE;
      return;
    }
  self->is_software = sx_tile_image_is_software (widget);
  if (opacity < 1)
    gtk_snapshot_push_opacity (snapshot, opacity);
  draw_tiles (self, snapshot);
  if (opacity < 1)
    gtk_snapshot_pop (snapshot);
}

/* ---- the widget */

static void
view_moved (SxBaseMapLayer *self)
{
  if (sx_base_map_get_state (self->base_map) == SX_BASE_MAP_OFF)
    return;
  self->is_complete = FALSE; /* until a frame has looked */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
base_map_changed (SxBaseMapLayer *self)
{
  sx_tile_cache_clear (self->cache);
  g_hash_table_remove_all (self->lacking);
  self->is_complete = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sx_base_map_layer_unmap (GtkWidget *widget)
{
  sx_base_map_forget (SX_BASE_MAP_LAYER (widget)->base_map, widget);
  GTK_WIDGET_CLASS (sx_base_map_layer_parent_class)->unmap (widget);
}

static void
sx_base_map_layer_constructed (GObject *object)
{
  static const char *const moves[] = { "notify::zoom-level", "notify::latitude", "notify::longitude" };
  SxBaseMapLayer *self = SX_BASE_MAP_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sx_base_map_layer_parent_class)->constructed (object);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_signal_connect_object (viewport, moves[i], G_CALLBACK (view_moved), object, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->base_map, "changed", G_CALLBACK (base_map_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->base_map, "status-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

static void
sx_base_map_layer_dispose (GObject *object)
{
  sx_base_map_forget (SX_BASE_MAP_LAYER (object)->base_map, object);
  G_OBJECT_CLASS (sx_base_map_layer_parent_class)->dispose (object);
}

static void
sx_base_map_layer_finalize (GObject *object)
{
  SxBaseMapLayer *self = SX_BASE_MAP_LAYER (object);

  sx_tile_cache_free (self->cache);
  g_hash_table_unref (self->lacking);
  G_OBJECT_CLASS (sx_base_map_layer_parent_class)->finalize (object);
}

static void
sx_base_map_layer_class_init (SxBaseMapLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sx_base_map_layer_constructed;
  object_class->dispose = sx_base_map_layer_dispose;
  object_class->finalize = sx_base_map_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = sx_base_map_layer_snapshot;
  GTK_WIDGET_CLASS (klass)->unmap = sx_base_map_layer_unmap;
}

static void
sx_base_map_layer_init (SxBaseMapLayer *self)
{
  self->base_map = sx_base_map_get ();
  self->cache = sx_tile_cache_new (MOST_BYTES);
  self->lacking = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->is_complete = TRUE;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

SxBaseMapLayer *
sx_base_map_layer_new (ShumateViewport *viewport, guint reference_size)
{
  SxBaseMapLayer *self = g_object_new (SX_TYPE_BASE_MAP_LAYER, "viewport", viewport, NULL);

  self->reference_size = reference_size;
  return self;
}

gboolean
sx_base_map_layer_is_idle (SxBaseMapLayer *self)
{
  return sx_base_map_get_state (self->base_map) == SX_BASE_MAP_OFF
         || !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->is_complete;
}
