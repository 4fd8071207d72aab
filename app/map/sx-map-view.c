/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-view.h"

#include <math.h>
#include <shumate/shumate.h>

#include "map/sx-map-input.h"
#include "map/sx-sketch-layer.h"

/* The reference source counts zoom levels in tiles of 1024 px, so that the map's greatest, 20, is 22 of the
 * usual. */
#define TILE_SIZE 1024
#define MAX_ZOOM 20.0
#define MERCATOR_RADIUS 6378137.0

struct _SxMapView
{
  GtkWidget parent_instance;
  ShumateMap *map;
  ShumateViewport *viewport;
  SxSketchLayer *sketch;
  SxSession *session;
  SxTool *tool;
  SxMapCompare compare;
  gboolean is_placed; /* the view has been zoomed to the plan */
};

enum
{
  PROP_COMPARE = 1,
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

static void
view_moved (SxMapView *self)
{
  sx_map_view_queue_sketch (self);
  g_signal_emit (self, signals[POINTER_MOVED], 0);
}

static void
sx_map_view_dispose (GObject *object)
{
  SxMapView *self = SX_MAP_VIEW (object);

  sx_map_view_set_session (self, NULL);
  sx_map_input_detach (self);
  if (self->map)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->map)));
  G_OBJECT_CLASS (sx_map_view_parent_class)->dispose (object);
}

static void
sx_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, (int)SX_MAP_VIEW (object)->compare);
}

static void
sx_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  sx_map_view_set_compare (SX_MAP_VIEW (object), (SxMapCompare)g_value_get_int (value));
}

static void
sx_map_view_class_init (SxMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sx_map_view_dispose;
  object_class->get_property = sx_map_view_get_property;
  object_class->set_property = sx_map_view_set_property;
  properties[PROP_COMPARE]
      = g_param_spec_int ("compare", NULL, NULL, SX_MAP_AFTER, SX_MAP_DIFFERENCE, SX_MAP_AFTER,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[POINTER_MOVED] = g_signal_new ("pointer-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOOL_CHANGED] = g_signal_new ("tool-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sx-map");
}

static void
sx_map_view_init (SxMapView *self)
{
  g_autoptr (ShumateMapSource) reference = NULL;

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
  self->sketch = sx_sketch_layer_new (self, self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->sketch));
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  for (const char *const *p
       = (const char *const[]){ "notify::zoom-level", "notify::latitude", "notify::longitude", NULL };
       *p; p++)
    g_signal_connect_swapped (self->viewport, *p, G_CALLBACK (view_moved), self);
  sx_map_input_attach (self);
}

void
sx_map_view_set_session (SxMapView *self, SxSession *session)
{
  if (session == self->session)
    return;
  sx_map_view_set_tool (self, NULL);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->is_placed = FALSE;
  if (!session)
    return;
  g_signal_connect_object (session, "layer-added", G_CALLBACK (layer_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (sx_map_view_queue_sketch), self,
                           G_CONNECT_SWAPPED);
}

SxSession *
sx_map_view_get_session (SxMapView *self)
{
  return self->session;
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

void
sx_map_view_zoom_to (SxMapView *self, SxBox box)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 200);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 200);
  double latitude, longitude, metres;

  if (!self->session || sx_box_is_empty (box))
    return;
  self->is_placed = TRUE;
  plan_to_location (self, (SxPoint){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 }, &latitude, &longitude);
  metres = MAX (MAX ((box.x1 - box.x0) / width, (box.y1 - box.y0) / height) * 1.15, 0.05);
  shumate_viewport_set_zoom_level (self->viewport,
                                   CLAMP (log2 (2 * G_PI * MERCATOR_RADIUS * cos (latitude * G_PI / 180)
                                                / (TILE_SIZE * metres)),
                                          1, MAX_ZOOM));
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), latitude, longitude);
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

void
sx_map_view_zoom_by (SxMapView *self, double factor, double x, double y)
{
  double zoom = CLAMP (shumate_viewport_get_zoom_level (self->viewport) + log2 (factor), 1, MAX_ZOOM);
  double latitude, longitude, px, py;

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
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double latitude, longitude;

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
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARE]);
}

SxMapCompare
sx_map_view_get_compare (SxMapView *self)
{
  return self->compare;
}

gboolean
sx_map_view_is_idle (SxMapView *self)
{
  return TRUE;
}
