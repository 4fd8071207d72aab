/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-view.h"

#include <math.h>
#include <shumate/shumate.h>

#include "map/sx-base-map-layer.h"
#include "map/sx-base-map.h"
#include "map/sx-hover-card.h"
#include "map/sx-map-blinker.h"
#include "map/sx-map-divider.h"
#include "map/sx-map-flight.h"
#include "map/sx-map-input.h"
#include "map/sx-map-picture.h"
#include "map/sx-map-scale.h"
#include "map/sx-name-layer.h"
#include "map/sx-sketch-layer.h"
#include "map/sx-tile-layer.h"

/* The reference source counts zoom levels in tiles of 2048 px, so that the map's greatest, 20, is 23 of the
 * usual: some 16 mm a pixel. */
#define TILE_SIZE 2048
#define MAX_ZOOM 20.0
#define MIN_ZOOM 1.0
#define STEPS 4            /* levels for which tiles are painted, a doubling of the scale */
#define LEAST_STEP 0.2     /* what zooms by less is a pinch, not a notch of a wheel */
#define SMALLEST_VIEW 0.05 /* metres a pixel that a point is zoomed to */
#define MERCATOR_RADIUS 6378137.0

struct _SxMapView
{
  GtkWidget parent_instance;
  ShumateMap *map;
  ShumateViewport *viewport;
  SxBaseMapLayer *base;                             /* below all */
  GtkLabel *attribution;                            /* of it */
  SxTileLayer *outlines, *before, *after, *changes; /* from below */
  SxNameLayer *names;
  SxSketchLayer *sketch;
  SxMapScale *scale;
  SxMapDivider *divider;
  SxMapBlinker *blink;
  SxHoverCard *card;
  SxMapFlight *flight;
  SxMapPicture *picture; /* NULL without a session */
  SxSession *session;
  SxTool *tool;
  SxMapView *twin; /* moves with this one; weak, NULL: none */
  SxMapCompare compare;
  gboolean is_placed; /* the view has been zoomed to the plan */
  int width, height;  /* when it was last drawn */
  SxBox awaited;      /* zoomed to before there was a size: to be done then; empty: nothing */
};

enum
{
  PROP_COMPARE = 1,
  PROP_BASE_MAP_VISIBLE,
  PROP_NAMES_VISIBLE,
  N_PROPS,
};

enum
{
  POINTER_MOVED,
  TOOL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxMapView, sx_map_view, GTK_TYPE_WIDGET)

static void
layer_added (SxMapView *self, SxLayerItem *item)
{
  if (!self->is_placed && !sx_box_is_empty (sx_layer_item_get_box (item)))
    sx_map_view_zoom_to (self, sx_layer_item_get_box (item));
}

/* Where the plan's north is: not quite up, but for the central meridian. */
static double
grid_north (SxMapView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double x0, y0, x1, y1;
  SxPoint middle = sx_map_view_to_plan (self, width / 2, height / 2);

  sx_map_view_to_widget (self, middle, &x0, &y0);
  middle.y += 100 * sx_map_view_get_metres_per_pixel (self);
  sx_map_view_to_widget (self, middle, &x1, &y1);
  return atan2 (x1 - x0, y0 - y1);
}

static void
view_moved (SxMapView *self)
{
  sx_map_view_queue_sketch (self);
  if (self->is_placed)
    sx_map_scale_set (self->scale, sx_map_view_get_metres_per_pixel (self), grid_north (self));
  g_signal_emit (self, signals[POINTER_MOVED], 0);
}

/* ---- what is painted where */

/* In turns, and it is the turn of what was before. */
static gboolean
shows_before (SxMapView *self)
{
  return self->compare == SX_MAP_BLINK && !sx_map_blinker_is_after (self->blink);
}

static void
place_spans (SxMapView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double x = round (sx_map_divider_get_position (self->divider) * width);
  gboolean swipes = self->compare == SX_MAP_SWIPE;

  sx_tile_layer_set_span (self->before, 0, swipes ? x : (double)INFINITY);
  sx_tile_layer_set_span (self->after, swipes ? x : 0, INFINITY);
  sx_name_layer_set_plots_from (self->names, swipes                ? x
                                             : shows_before (self) ? (double)INFINITY
                                                                   : -(double)INFINITY);
}

static void
show_compare (SxMapView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->outlines), self->compare == SX_MAP_DIFFERENCE);
  gtk_widget_set_visible (GTK_WIDGET (self->before), self->compare != SX_MAP_DIFFERENCE);
  gtk_widget_set_visible (GTK_WIDGET (self->after),
                          self->compare == SX_MAP_SWIPE
                              || (self->compare == SX_MAP_BLINK && sx_map_blinker_is_after (self->blink)));
  gtk_widget_set_visible (GTK_WIDGET (self->changes),
                          self->compare == SX_MAP_AFTER || self->compare == SX_MAP_DIFFERENCE);
  gtk_widget_set_visible (GTK_WIDGET (self->blink), self->compare == SX_MAP_BLINK);
  gtk_widget_set_visible (GTK_WIDGET (self->divider), self->compare == SX_MAP_SWIPE);
  place_spans (self);
}

static void
show_picture (SxMapView *self, SxPicture *picture, SxPicture *outlines)
{
  sx_tile_layer_set_picture (self->outlines, outlines, NULL);
  sx_tile_layer_set_picture (self->before, picture, NULL);
  sx_tile_layer_set_picture (self->after, picture, NULL);
  sx_tile_layer_set_picture (self->changes, picture, NULL);
  sx_name_layer_set_picture (self->names, picture);
  sx_hover_card_set_picture (self->card, picture);
}

static void
picture_changed (SxMapView *self)
{
  SxPicture *picture = sx_map_picture_get (self->picture);
  SxPicture *outlines = sx_map_picture_get_outlines (self->picture);
  SxBox layers, scheme, both;

  if (!sx_map_picture_get_dirty (self->picture, &layers, &scheme))
    {
      show_picture (self, picture, outlines);
      return;
    }
  both = sx_box_union (layers, scheme);
  sx_tile_layer_set_picture (self->outlines, outlines, &layers);
  sx_tile_layer_set_picture (self->before, picture, &layers);
  sx_tile_layer_set_picture (self->after, picture, &both);
  sx_tile_layer_set_picture (self->changes, picture, &scheme);
  sx_name_layer_set_picture (self->names, picture);
  sx_hover_card_set_picture (self->card, picture);
}

static void
flown (gpointer data)
{
  view_moved (data);
}

/* ---- the widget */

/* Layers follow the viewport, but what hangs on the size has to be told. */
static gboolean
size_settled (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SxMapView *self = SX_MAP_VIEW (widget);
  SxBox awaited = self->awaited;

  self->awaited = SX_BOX_EMPTY;
  place_spans (self);
  if (!sx_box_is_empty (awaited))
    sx_map_view_zoom_to (self, awaited);
  view_moved (self);
  return G_SOURCE_REMOVE;
}

static void
sx_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxMapView *self = SX_MAP_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  SxInk paper = sx_map_style_get ()->paper[is_dark ? SX_THEME_DARK : SX_THEME_LIGHT];

  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ paper.r, paper.g, paper.b, 1 },
                             &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  if (width != self->width || height != self->height)
    {
      self->width = width;
      self->height = height;
      gtk_widget_add_tick_callback (widget, size_settled, NULL, NULL);
    }
  GTK_WIDGET_CLASS (sx_map_view_parent_class)->snapshot (widget, snapshot);
}

static void
sx_map_view_dispose (GObject *object)
{
  SxMapView *self = SX_MAP_VIEW (object);
  GtkWidget *child;

  sx_map_view_set_session (self, NULL);
  g_clear_weak_pointer (&self->twin);
  sx_map_input_detach (self);
  g_clear_pointer (&self->flight, sx_map_flight_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sx_map_view_parent_class)->dispose (object);
}

static void
sx_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SxMapView *self = SX_MAP_VIEW (object);

  if (id == PROP_BASE_MAP_VISIBLE)
    g_value_set_boolean (value, sx_map_view_get_base_map_visible (self));
  else if (id == PROP_NAMES_VISIBLE)
    g_value_set_boolean (value, sx_map_view_get_names_visible (self));
  else
    g_value_set_int (value, (int)self->compare);
}

static void
sx_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SxMapView *self = SX_MAP_VIEW (object);

  if (id == PROP_BASE_MAP_VISIBLE)
    sx_map_view_set_base_map_visible (self, g_value_get_boolean (value));
  else if (id == PROP_NAMES_VISIBLE)
    sx_map_view_set_names_visible (self, g_value_get_boolean (value));
  else
    sx_map_view_set_compare (self, (SxMapCompare)g_value_get_int (value));
}

static void
sx_map_view_class_init (SxMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sx_map_view_dispose;
  object_class->get_property = sx_map_view_get_property;
  object_class->set_property = sx_map_view_set_property;
  widget_class->snapshot = sx_map_view_snapshot;
  properties[PROP_COMPARE]
      = g_param_spec_int ("compare", NULL, NULL, SX_MAP_AFTER, SX_MAP_BLINK, SX_MAP_AFTER,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BASE_MAP_VISIBLE]
      = g_param_spec_boolean ("base-map-visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAMES_VISIBLE]
      = g_param_spec_boolean ("names-visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[POINTER_MOVED] = g_signal_new ("pointer-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOOL_CHANGED] = g_signal_new ("tool-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sx-map");
}

static SxTileLayer *
add_tiles (SxMapView *self, SxPictureMode mode)
{
  SxTileLayer *layer = sx_tile_layer_new (self->viewport, TILE_SIZE, mode);

  shumate_map_add_layer (self->map, SHUMATE_LAYER (layer));
  return layer;
}

/* Who is to be named for the base map, while it is shown. */
static void
show_attribution (SxMapView *self)
{
  const char *text = sx_base_map_get_attribution (sx_base_map_get ());

  gtk_label_set_label (self->attribution, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->attribution),
                          self->session && text && gtk_widget_get_visible (GTK_WIDGET (self->base)));
}

static void
add_attribution (SxMapView *self)
{
  self->attribution = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->attribution, PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (GTK_WIDGET (self->attribution), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->attribution), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->attribution), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->attribution), "sx-attribution");
  gtk_widget_set_parent (GTK_WIDGET (self->attribution), GTK_WIDGET (self));
  g_signal_connect_object (sx_base_map_get (), "status-changed", G_CALLBACK (show_attribution), self,
                           G_CONNECT_SWAPPED);
  show_attribution (self);
}

/* What lies above the map in its corners and along its divider. */
static void
add_furniture (SxMapView *self)
{
  self->scale = sx_map_scale_new ();
  gtk_widget_set_halign (GTK_WIDGET (self->scale), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->scale), GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->scale), GTK_WIDGET (self));
  add_attribution (self);
  self->divider = sx_map_divider_new (GTK_WIDGET (self));
  g_signal_connect_swapped (self->divider, "notify::position", G_CALLBACK (place_spans), self);
  self->blink = sx_map_blinker_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->blink), GTK_WIDGET (self));
  g_signal_connect_swapped (self->blink, "notify::is-after", G_CALLBACK (show_compare), self);
  self->card = sx_hover_card_new (self);
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

static void
sx_map_view_init (SxMapView *self)
{
  g_autoptr (ShumateMapSource) reference = NULL;

  self->awaited = SX_BOX_EMPTY;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  reference = SHUMATE_MAP_SOURCE (
      shumate_raster_renderer_new_full_from_url ("reference", NULL, NULL, NULL, 0, (guint)MAX_ZOOM, TILE_SIZE,
                                                 SHUMATE_MAP_PROJECTION_MERCATOR, ""));
  shumate_viewport_set_reference_map_source (self->viewport, reference);
  shumate_viewport_set_max_zoom_level (self->viewport, (guint)MAX_ZOOM);
  shumate_viewport_set_min_zoom_level (self->viewport, (guint)MIN_ZOOM);
  self->base = sx_base_map_layer_new (self->viewport, TILE_SIZE);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->base));
  self->outlines = add_tiles (self, SX_PICTURE_BEFORE);
  self->before = add_tiles (self, SX_PICTURE_BEFORE);
  self->after = add_tiles (self, SX_PICTURE_AFTER);
  self->changes = add_tiles (self, SX_PICTURE_DIFFERENCE);
  self->names = sx_name_layer_new (self->viewport, TILE_SIZE);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->names));
  self->sketch = sx_sketch_layer_new (self, self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->sketch));
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  self->flight = sx_map_flight_new (GTK_WIDGET (self), self->viewport, flown, self);
  for (const char *const *p
       = (const char *const[]){ "notify::zoom-level", "notify::latitude", "notify::longitude", NULL };
       *p; p++)
    g_signal_connect_swapped (self->viewport, *p, G_CALLBACK (view_moved), self);
  sx_map_input_attach (self);
  add_furniture (self);
  show_compare (self);
}

/* Nothing is shown any more. */
static void
leave_session (SxMapView *self)
{
  sx_map_view_set_tool (self, NULL);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->picture)
    g_signal_handlers_disconnect_by_data (self->picture, self);
  g_clear_object (&self->picture);
  g_clear_object (&self->session);
  self->is_placed = FALSE;
  self->awaited = SX_BOX_EMPTY;
  gtk_widget_set_visible (GTK_WIDGET (self->scale), FALSE);
  show_attribution (self);
  show_picture (self, NULL, NULL);
}

void
sx_map_view_set_session (SxMapView *self, SxSession *session)
{
  if (session == self->session)
    return;
  leave_session (self);
  if (!session)
    return;
  self->session = g_object_ref (session);
  sx_name_layer_set_planar (self->names, sx_session_get_area_mode (session) == SX_AREA_PLANAR);
  self->picture = sx_map_picture_new (session);
  g_signal_connect_object (self->picture, "changed", G_CALLBACK (picture_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "layer-added", G_CALLBACK (layer_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (sx_map_view_queue_sketch), self,
                           G_CONNECT_SWAPPED);
}

SxSession *
sx_map_view_get_session (SxMapView *self)
{
  return self->session;
}

void
sx_map_view_show_beside (SxMapView *self, SxMapView *other)
{
  SxPoint middle;

  g_return_if_fail (other->session);
  leave_session (self);
  self->session = g_object_ref (other->session);
  sx_name_layer_set_planar (self->names, sx_session_get_area_mode (self->session) == SX_AREA_PLANAR);
  self->picture = sx_map_picture_new_beside (other->picture);
  g_signal_connect_object (self->picture, "changed", G_CALLBACK (picture_changed), self, G_CONNECT_SWAPPED);
  show_picture (self, sx_map_picture_get (self->picture), sx_map_picture_get_outlines (self->picture));
  sx_map_view_set_base_map_visible (self, sx_map_view_get_base_map_visible (other));
  sx_map_view_set_names_visible (self, sx_map_view_get_names_visible (other));
  show_attribution (self);
  middle = sx_map_view_to_plan (other, gtk_widget_get_width (GTK_WIDGET (other)) / 2.0,
                                gtk_widget_get_height (GTK_WIDGET (other)) / 2.0);
  sx_map_view_show_at (self, middle, sx_map_view_get_metres_per_pixel (other));
}

void
sx_map_view_set_snapshot (SxMapView *self, SxSnapshot *snapshot)
{
  g_return_if_fail (self->picture);
  sx_map_picture_set_snapshot (self->picture, snapshot);
  sx_map_view_queue_sketch (self);
}

const SxScheme *
sx_map_view_get_scheme (SxMapView *self)
{
  return self->picture ? sx_map_picture_get_scheme (self->picture) : NULL;
}

void
sx_map_view_move_with (SxMapView *self, SxMapView *other)
{
  g_set_weak_pointer (&self->twin, other);
  g_set_weak_pointer (&other->twin, self);
  for (const char *const *p = (const char *const[]){ "zoom-level", "latitude", "longitude", NULL }; *p; p++)
    g_object_bind_property (self->viewport, *p, other->viewport, *p,
                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* Whichever of two that move together is flying stays where it is. */
static void
stop_flights (SxMapView *self)
{
  sx_map_flight_stop (self->flight);
  if (self->twin)
    sx_map_flight_stop (self->twin->flight);
}

static void
plan_to_location (SxMapView *self, SxPoint at, double *latitude, double *longitude)
{
  SxPlane plane = sx_session_get_plane (self->session);

  sx_plane_inverse (&plane, at, latitude, longitude);
  *latitude *= 180 / G_PI;
  *longitude *= 180 / G_PI;
}

SxPoint
sx_map_view_to_plan (SxMapView *self, double x, double y)
{
  SxPlane plane;
  double latitude, longitude;

  g_return_val_if_fail (self->session, ((SxPoint){ 0, 0 }));
  plane = sx_session_get_plane (self->session);
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), x, y, &latitude,
                                              &longitude);
  return sx_plane_forward (&plane, latitude * G_PI / 180, longitude * G_PI / 180);
}

void
sx_map_view_to_widget (SxMapView *self, SxPoint at, double *x, double *y)
{
  double latitude, longitude;

  plan_to_location (self, at, &latitude, &longitude);
  shumate_viewport_location_to_widget_coords (self->viewport, GTK_WIDGET (self->map), latitude, longitude, x,
                                              y);
}

double
sx_map_view_get_metres_per_pixel (SxMapView *self)
{
  double latitude = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport)) * G_PI / 180;

  return 2 * G_PI * MERCATOR_RADIUS * cos (latitude)
         / (TILE_SIZE * pow (2, shumate_viewport_get_zoom_level (self->viewport)));
}

SxBox
sx_map_view_get_visible_box (SxMapView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; i < 9; i++)
    sx_box_add (&box, sx_map_view_to_plan (self, width * (i % 3) / 2, height * (i / 3) / 2));
  return box;
}

gboolean
sx_map_view_get_pointer (SxMapView *self, double *x, double *y)
{
  return sx_map_input_get_pointer (self, x, y);
}

static double
zoom_for (double latitude, double metres_per_pixel)
{
  return log2 (2 * G_PI * MERCATOR_RADIUS * cos (latitude * G_PI / 180) / (TILE_SIZE * metres_per_pixel));
}

void
sx_map_view_zoom_to (SxMapView *self, SxBox box)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean is_first = !self->is_placed;
  double latitude, longitude, metres, zoom;

  if (!self->session || sx_box_is_empty (box))
    return;
  self->is_placed = TRUE;
  show_attribution (self);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), TRUE);
  if (width < 1 || height < 1)
    { /* something has to be seen until then, too */
      self->awaited = box;
      width = height = 400;
    }
  plan_to_location (self, (SxPoint){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 }, &latitude, &longitude);
  metres = MAX (MAX ((box.x1 - box.x0) / width, (box.y1 - box.y0) / height) * 1.08, SMALLEST_VIEW);
  if (box.x0 == box.x1 && box.y0 == box.y1)
    metres = MIN (sx_map_view_get_metres_per_pixel (self), MAX (metres, 1));
  zoom = zoom_for (latitude, metres);
  stop_flights (self);
  sx_map_flight_go (self->flight, latitude, longitude,
                    CLAMP (floor (zoom * STEPS + 1e-6) / STEPS, MIN_ZOOM, MAX_ZOOM), !is_first);
}

void
sx_map_view_show_at (SxMapView *self, SxPoint centre, double metres_per_pixel)
{
  double latitude, longitude;

  g_return_if_fail (metres_per_pixel > 0);
  if (!self->session)
    return;
  self->is_placed = TRUE;
  self->awaited = SX_BOX_EMPTY;
  gtk_widget_set_visible (GTK_WIDGET (self->scale), TRUE);
  plan_to_location (self, centre, &latitude, &longitude);
  sx_map_flight_go (self->flight, latitude, longitude,
                    CLAMP (zoom_for (latitude, metres_per_pixel), MIN_ZOOM, MAX_ZOOM), FALSE);
}

void
sx_map_view_zoom_to_plan (SxMapView *self)
{
  SxBox box = SX_BOX_EMPTY;
  GListModel *layers = self->session ? sx_session_get_layers (self->session) : NULL;

  for (guint i = 0; layers && i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (layers, i);

      box = sx_box_union (box, sx_layer_item_get_box (item));
    }
  sx_map_view_zoom_to (self, box);
}

/* A notch of a wheel or a key ends at a level for which tiles are painted; a pinch goes as it likes. */
static double
zoom_after (double zoom, double change)
{
  double to = zoom + change;

  if (fabs (change) >= LEAST_STEP)
    to = rint (to * STEPS) / STEPS;
  return CLAMP (to, MIN_ZOOM, MAX_ZOOM);
}

void
sx_map_view_zoom_by (SxMapView *self, double factor, double x, double y)
{
  double zoom = zoom_after (shumate_viewport_get_zoom_level (self->viewport), log2 (factor));
  double latitude, longitude, px, py;

  stop_flights (self);
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), x, y, &latitude,
                                              &longitude);
  shumate_viewport_set_zoom_level (self->viewport, zoom);
  shumate_viewport_location_to_widget_coords (self->viewport, GTK_WIDGET (self->map), latitude, longitude,
                                              &px, &py);
  sx_map_view_pan_by (self, px - x, py - y);
}

void
sx_map_view_pan_by (SxMapView *self, double dx, double dy)
{
  /* the same widget's size as the coordinates': after being hidden the two may differ for a moment */
  double width = gtk_widget_get_width (GTK_WIDGET (self->map)),
         height = gtk_widget_get_height (GTK_WIDGET (self->map));
  double latitude, longitude;

  stop_flights (self);
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), width / 2 + dx,
                                              height / 2 + dy, &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), latitude, longitude);
}

void
sx_map_view_set_tool (SxMapView *self, SxTool *tool)
{
  if (tool == self->tool)
    return;
  if (self->tool)
    sx_tool_deactivate (self->tool);
  g_set_object (&self->tool, tool);
  if (tool)
    sx_tool_activate (tool, self, self->session);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), tool ? sx_tool_get_cursor (tool) : NULL);
  sx_map_view_queue_sketch (self);
  g_signal_emit (self, signals[TOOL_CHANGED], 0);
}

SxTool *
sx_map_view_get_tool (SxMapView *self)
{
  return self->tool;
}

void
sx_map_view_queue_sketch (SxMapView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->sketch));
}

void
sx_map_view_set_compare (SxMapView *self, SxMapCompare mode)
{
  if (mode == self->compare)
    return;
  self->compare = mode;
  show_compare (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARE]);
}

SxMapCompare
sx_map_view_get_compare (SxMapView *self)
{
  return self->compare;
}

void
sx_map_view_set_base_map_visible (SxMapView *self, gboolean visible)
{
  if (visible == sx_map_view_get_base_map_visible (self))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->base), visible);
  show_attribution (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_MAP_VISIBLE]);
}

gboolean
sx_map_view_get_base_map_visible (SxMapView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->base));
}

void
sx_map_view_set_names_visible (SxMapView *self, gboolean visible)
{
  if (visible == sx_map_view_get_names_visible (self))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->names), visible);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAMES_VISIBLE]);
}

gboolean
sx_map_view_get_names_visible (SxMapView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->names));
}

guint
sx_map_view_get_n_names (SxMapView *self)
{
  return sx_map_view_get_names_visible (self) ? sx_name_layer_get_n_shown (self->names) : 0;
}

gboolean
sx_map_view_is_idle (SxMapView *self)
{
  SxTileLayer *layers[] = { self->outlines, self->before, self->after, self->changes };

  if (!sx_base_map_layer_is_idle (self->base) || !sx_name_layer_is_idle (self->names)
      || sx_map_flight_is_flying (self->flight) || (self->picture && !sx_map_picture_is_idle (self->picture)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (!sx_tile_layer_is_idle (layers[i]))
      return FALSE;
  return TRUE;
}
