/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-view.h"

#include <math.h>

#include "map/sx-base-map.h"
#include "map/sx-hover-card.h"
#include "map/sx-map-blinker.h"
#include "map/sx-map-camera.h"
#include "map/sx-map-divider.h"
#include "map/sx-map-input.h"
#include "map/sx-map-picture.h"
#include "map/sx-map-scale.h"
#include "map/sx-sketch-layer.h"

struct _SxMapView
{
  GtkWidget parent_instance;
  SxMapCamera *camera;
  SxMapStack *stack;
  SxSketchLayer *sketch; /* above it */
  GtkLabel *attribution; /* of the base map */
  SxMapScale *scale;
  SxMapDivider *divider;
  SxMapBlinker *blink;
  SxHoverCard *card;
  SxMapPicture *picture; /* NULL without a session */
  SxSession *session;
  SxTool *tool;
  SxMapCompare compare;
  int width, height; /* when it was last drawn */
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
  if (!sx_map_camera_is_placed (self->camera) && !sx_box_is_empty (sx_layer_item_get_box (item)))
    sx_map_view_zoom_to (self, sx_layer_item_get_box (item));
}

static void
view_moved (SxMapView *self)
{
  sx_map_view_queue_sketch (self);
  if (sx_map_camera_is_placed (self->camera))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->scale), TRUE);
      sx_map_scale_set (self->scale, sx_map_camera_get_metres_per_pixel (self->camera),
                        sx_map_camera_get_north (self->camera));
    }
  g_signal_emit (self, signals[POINTER_MOVED], 0);
}

static void
moved (gpointer data)
{
  view_moved (data);
}

static void
show_compare (SxMapView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));

  gtk_widget_set_visible (GTK_WIDGET (self->blink), self->compare == SX_MAP_BLINK);
  gtk_widget_set_visible (GTK_WIDGET (self->divider), self->compare == SX_MAP_SWIPE);
  sx_map_stack_compare (self->stack, self->compare,
                        round (sx_map_divider_get_position (self->divider) * width),
                        sx_map_blinker_is_after (self->blink));
}

/* The whole picture; NULL where there is none. */
static void
show_picture (SxMapView *self)
{
  sx_map_stack_set_picture (self->stack, self->picture);
  sx_hover_card_set_picture (self->card, self->picture ? sx_map_picture_get (self->picture) : NULL);
}

static void
picture_changed (SxMapView *self)
{
  sx_map_stack_update_picture (self->stack, self->picture);
  sx_hover_card_set_picture (self->card, sx_map_picture_get (self->picture));
}

/* ---- the widget */

/* Layers follow the viewport, but what hangs on the size has to be told. */
static gboolean
size_settled (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SxMapView *self = SX_MAP_VIEW (widget);

  show_compare (self);
  sx_map_camera_size_changed (self->camera);
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
  sx_map_input_detach (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->stack, sx_map_stack_free);
  g_clear_pointer (&self->camera, sx_map_camera_free);
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

/* Who is to be named for the base map, while it is shown. */
static void
show_attribution (SxMapView *self)
{
  const char *text = sx_base_map_get_attribution (sx_base_map_get ());

  gtk_label_set_label (self->attribution, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->attribution),
                          self->session && text && sx_map_stack_get_base_map_visible (self->stack));
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
  g_signal_connect_swapped (self->divider, "notify::position", G_CALLBACK (show_compare), self);
  self->blink = sx_map_blinker_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->blink), GTK_WIDGET (self));
  g_signal_connect_swapped (self->blink, "notify::is-after", G_CALLBACK (show_compare), self);
  self->card = sx_hover_card_new (self);
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

static void
sx_map_view_init (SxMapView *self)
{
  ShumateMap *map = shumate_map_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->camera = sx_map_camera_new (GTK_WIDGET (self), map, moved, self);
  self->stack = sx_map_stack_new (map, SX_MAP_TILE_SIZE);
  self->sketch = sx_sketch_layer_new (self, shumate_map_get_viewport (map));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->sketch));
  gtk_widget_set_parent (GTK_WIDGET (map), GTK_WIDGET (self));
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
  sx_map_camera_set_session (self->camera, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), FALSE);
  show_attribution (self);
  show_picture (self);
}

static void
enter_session (SxMapView *self, SxSession *session, SxMapPicture *picture)
{
  self->session = g_object_ref (session);
  self->picture = picture;
  sx_map_camera_set_session (self->camera, session);
  sx_map_stack_set_planar (self->stack, sx_session_get_area_mode (session) == SX_AREA_PLANAR);
  g_signal_connect_object (picture, "changed", G_CALLBACK (picture_changed), self, G_CONNECT_SWAPPED);
}

void
sx_map_view_set_session (SxMapView *self, SxSession *session)
{
  if (session == self->session)
    return;
  leave_session (self);
  if (!session)
    return;
  enter_session (self, session, sx_map_picture_new (session));
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
  enter_session (self, other->session, sx_map_picture_new_beside (other->picture));
  show_picture (self);
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
  sx_map_camera_bind (self->camera, other->camera);
}

SxPoint
sx_map_view_to_plan (SxMapView *self, double x, double y)
{
  return sx_map_camera_to_plan (self->camera, x, y);
}

void
sx_map_view_to_widget (SxMapView *self, SxPoint at, double *x, double *y)
{
  sx_map_camera_to_widget (self->camera, at, x, y);
}

double
sx_map_view_get_metres_per_pixel (SxMapView *self)
{
  return sx_map_camera_get_metres_per_pixel (self->camera);
}

SxBox
sx_map_view_get_visible_box (SxMapView *self)
{
  return sx_map_camera_get_visible_box (self->camera);
}

gboolean
sx_map_view_get_pointer (SxMapView *self, double *x, double *y)
{
  return sx_map_input_get_pointer (self, x, y);
}

void
sx_map_view_zoom_to (SxMapView *self, SxBox box)
{
  sx_map_camera_zoom_to (self->camera, box);
  show_attribution (self);
}

void
sx_map_view_show_at (SxMapView *self, SxPoint centre, double metres_per_pixel)
{
  sx_map_camera_show_at (self->camera, centre, metres_per_pixel);
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
  sx_map_camera_zoom_by (self->camera, factor, x, y);
}

void
sx_map_view_pan_by (SxMapView *self, double dx, double dy)
{
  sx_map_camera_pan_by (self->camera, dx, dy);
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
  sx_map_stack_set_base_map_visible (self->stack, visible);
  show_attribution (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_MAP_VISIBLE]);
}

gboolean
sx_map_view_get_base_map_visible (SxMapView *self)
{
  return sx_map_stack_get_base_map_visible (self->stack);
}

void
sx_map_view_set_names_visible (SxMapView *self, gboolean visible)
{
  if (visible == sx_map_view_get_names_visible (self))
    return;
  sx_map_stack_set_names_visible (self->stack, visible);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAMES_VISIBLE]);
}

gboolean
sx_map_view_get_names_visible (SxMapView *self)
{
  return sx_map_stack_get_names_visible (self->stack);
}

guint
sx_map_view_get_n_names (SxMapView *self, guint *n_cut)
{
  return sx_map_stack_get_n_names (self->stack, n_cut);
}

gboolean
sx_map_view_is_idle (SxMapView *self)
{
  return sx_map_stack_is_idle (self->stack) && !sx_map_camera_is_flying (self->camera)
         && (!self->picture || sx_map_picture_is_idle (self->picture));
}
