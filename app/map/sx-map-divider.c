/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-divider.h"

#include "base/sx-i18n.h"

#define REACH 9 /* pixels to either side that take hold of it */
#define STEP 0.02

struct _SxMapDivider
{
  GtkWidget parent_instance;
  GtkWidget *map; /* borrowed: the parent */
  double position;
  gboolean is_dragged;
};

enum
{
  PROP_POSITION = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SxMapDivider, sx_map_divider, GTK_TYPE_WIDGET)

static double
line_x (SxMapDivider *self)
{
  return round (self->position * gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
set_position (SxMapDivider *self, double position)
{
  position = CLAMP (position, 0, 1);
  if (position == self->position)
    return;
  self->position = position;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  round (position * 100), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

static gboolean
sx_map_divider_contains (GtkWidget *widget, double x, double y)
{
  return fabs (x - line_x (SX_MAP_DIVIDER (widget))) <= REACH;
}

static void
append_box (GtkSnapshot *snapshot, double x, double y, double w, double h, float grey, float alpha)
{
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ grey, grey, grey, alpha },
                             &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)w, (float)h));
}

static void
draw_label (SxMapDivider *self, GtkSnapshot *snapshot, const char *text, gboolean is_left)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;
  double x;
  GskRoundedRect box;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = is_left ? line_x (self) - width - 26 : line_x (self) + 10;
  gsk_rounded_rect_init_from_rect (&box,
                                   &GRAPHENE_RECT_INIT ((float)x, 64, (float)(width + 16),
                                                        (float)(height + 6)),
                                   6);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  append_box (snapshot, x, 64, width + 16, height + 6, 0, 0.62f);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x + 8, 67));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

static void
sx_map_divider_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxMapDivider *self = SX_MAP_DIVIDER (widget);
  double x = line_x (self), height = gtk_widget_get_height (widget), y = round (height / 2);
  GskRoundedRect knob;

  append_box (snapshot, x - 2, 0, 4, height, 0, 0.25f);
  append_box (snapshot, x - 1, 0, 2, height, 1, 1);
  gsk_rounded_rect_init_from_rect (&knob, &GRAPHENE_RECT_INIT ((float)x - 9, (float)y - 18, 18, 36), 9);
  gtk_snapshot_append_outset_shadow (snapshot, &knob, &(GdkRGBA){ 0, 0, 0, 0.4f }, 0, 1, 0, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  append_box (snapshot, x - 9, y - 18, 18, 36, 1, 1);
  gtk_snapshot_pop (snapshot);
  for (int i = -1; i <= 1; i += 2)
    append_box (snapshot, x - 1 + 3 * i, y - 6, 2, 12, 0.4f, 1);
  draw_label (self, snapshot, _ ("Before"), TRUE);
  draw_label (self, snapshot, _ ("After"), FALSE);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_append_border (snapshot, &knob, (const float[]){ 2, 2, 2, 2 },
                                (const GdkRGBA[]){ { 0.2f, 0.5f, 0.9f, 1 },
                                                   { 0.2f, 0.5f, 0.9f, 1 },
                                                   { 0.2f, 0.5f, 0.9f, 1 },
                                                   { 0.2f, 0.5f, 0.9f, 1 } });
}

/* ---- dragging */

/* Where the event is on the map; FALSE: nowhere in this window. */
static gboolean
place_of (SxMapDivider *self, GdkEvent *event, double *x, double *y)
{
  GtkNative *native = gtk_widget_get_native (self->map);
  double sx, sy, tx, ty;

  if (!native || !gdk_event_get_position (event, &sx, &sy))
    return FALSE;
  gtk_native_get_surface_transform (native, &tx, &ty);
  return gtk_widget_translate_coordinates (GTK_WIDGET (native), self->map, sx - tx, sy - ty, x, y);
}

/* Comes before the map's own controllers: what is for the divider ends here. */
static gboolean
map_event (GtkEventControllerLegacy *controller, GdkEvent *event, SxMapDivider *self)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double x, y;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || !place_of (self, event, &x, &y))
    return FALSE;
  if (type == GDK_BUTTON_PRESS && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY
      && fabs (x - line_x (self)) <= REACH)
    {
      self->is_dragged = TRUE;
      gtk_widget_grab_focus (GTK_WIDGET (self));
      return TRUE;
    }
  if (!self->is_dragged)
    return FALSE;
  if (type == GDK_MOTION_NOTIFY)
    set_position (self, x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
  else if (type == GDK_BUTTON_RELEASE)
    self->is_dragged = FALSE;
  return TRUE;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
             SxMapDivider *self)
{
  int step = keyval == GDK_KEY_Left ? -1 : keyval == GDK_KEY_Right ? 1 : 0;

  if (step == 0)
    return FALSE;
  set_position (self, self->position + step * STEP);
  return TRUE;
}

/* ---- the widget */

static void
sx_map_divider_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_double (value, SX_MAP_DIVIDER (object)->position);
}

static void
sx_map_divider_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_position (SX_MAP_DIVIDER (object), g_value_get_double (value));
}

static void
sx_map_divider_class_init (SxMapDividerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sx_map_divider_get_property;
  object_class->set_property = sx_map_divider_set_property;
  properties[PROP_POSITION]
      = g_param_spec_double ("position", NULL, NULL, 0, 1, 0.5,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  widget_class->snapshot = sx_map_divider_snapshot;
  widget_class->contains = sx_map_divider_contains;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sx_map_divider_init (SxMapDivider *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->position = 0.5;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "col-resize");
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Divider between before and after"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 50.0, -1);
}

SxMapDivider *
sx_map_divider_new (GtkWidget *map)
{
  SxMapDivider *self = g_object_new (SX_TYPE_MAP_DIVIDER, NULL);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->map = map;
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (events, "event", G_CALLBACK (map_event), self, 0);
  gtk_widget_add_controller (map, events);
  gtk_widget_set_parent (GTK_WIDGET (self), map);
  return self;
}

double
sx_map_divider_get_position (SxMapDivider *self)
{
  return self->position;
}
