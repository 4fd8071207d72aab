/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-input.h"

#include "map/sx-map-view.h"
#include "sx-context-menu.h"

#define STEP 16 /* pixels of an arrow key */
#define FAST_STEP 96
#define FINE_STEP 1
#define PAN_STEP 96
#define WHEEL_ZOOM G_SQRT2 /* a notch: half a level, as the view has tiles for */

typedef struct
{
  SxMapView *view;
  double x, y;
  gboolean is_over;
  gboolean is_claimed; /* the tool has the pointer until the release */
  gboolean is_panning; /* middle button or space bar */
  gboolean is_space_held;
  gboolean has_crosshair; /* x, y are the crosshair's */
  double pan_x, pan_y;
  double pinch;    /* scale at the last event of a pinch */
  GtkWidget *menu; /* once it was shown, or NULL */
} Input;

static const char input_key[] = "sx-map-input";

static SxPointer
pointer_here (Input *self, GdkModifierType state, guint button, int n_press, guint32 time)
{
  SxPointer p = { self->x, self->y, { 0, 0 }, button, n_press, state, time };

  p.at = sx_map_view_to_plan (self->view, self->x, self->y);
  return p;
}

static SxPointer
pointer_of (Input *self, GtkEventController *controller, int n_press)
{
  guint button = GTK_IS_GESTURE_SINGLE (controller)
                     ? gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (controller))
                     : 0;

  return pointer_here (self, gtk_event_controller_get_current_event_state (controller), button, n_press,
                       gtk_event_controller_get_current_event_time (controller));
}

static void
update_cursor (Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), self->is_panning ? "grabbing"
                                                            : tool           ? sx_tool_get_cursor (tool)
                                                                             : NULL);
}

/* A modifier changed what the pointer or the crosshair means. */
static void
tell_tool (Input *self, GdkModifierType state, guint32 time)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  SxPointer p;

  if (!tool)
    return;
  p = pointer_here (self, state, 0, 0, time);
  sx_tool_motion (tool, &p);
}

/* The pointer or the crosshair is somewhere else. */
static void
tell_motion (Input *self, GdkModifierType state, guint32 time)
{
  tell_tool (self, state, time);
  g_signal_emit_by_name (self->view, "pointer-moved");
}

static void
hide_crosshair (Input *self)
{
  if (!self->has_crosshair)
    return;
  self->has_crosshair = FALSE;
  sx_map_view_queue_sketch (self->view);
}

/* ---- the context menu */

static void
menu_closed (GtkWidget *menu, Input *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
act (GSimpleAction *action, GVariant *what, gpointer data)
{
  SxTool *tool = sx_map_view_get_tool (((Input *)data)->view);

  if (tool)
    sx_tool_act (tool, g_variant_get_string (what, NULL));
}

static gboolean
show_menu (Input *self, SxTool *tool, const SxPointer *p)
{
  g_autoptr (GMenuModel) model = sx_tool_menu (tool, p);
  gboolean is_first = !self->menu;

  if (!model)
    return FALSE;
  sx_context_menu_show (&self->menu, GTK_WIDGET (self->view), model, p->x, p->y);
  if (is_first)
    g_signal_connect (self->menu, "closed", G_CALLBACK (menu_closed), self);
  return TRUE;
}

/* ---- the pointer */

static void
start_panning (Input *self)
{
  self->is_panning = TRUE;
  self->pan_x = self->x;
  self->pan_y = self->y;
  update_cursor (self);
}

static void
stop_panning (Input *self)
{
  self->is_panning = FALSE;
  update_cursor (self);
}

static void
pressed (GtkGestureClick *gesture, int n_press, double x, double y, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  gboolean is_used = FALSE;
  SxPointer p;

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (!sx_map_view_get_session (self->view))
    return;
  hide_crosshair (self);
  self->x = x;
  self->y = y;
  p = pointer_of (self, GTK_EVENT_CONTROLLER (gesture), n_press);
  if (p.button == GDK_BUTTON_MIDDLE || (p.button == GDK_BUTTON_PRIMARY && self->is_space_held))
    {
      start_panning (self);
      is_used = TRUE;
    }
  else if (tool && p.button == GDK_BUTTON_SECONDARY)
    is_used = show_menu (self, tool, &p);
  else if (tool && p.button == GDK_BUTTON_PRIMARY)
    is_used = self->is_claimed = sx_tool_press (tool, &p);
  if (is_used)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
end_press (Input *self, const SxPointer *p)
{
  SxTool *tool = sx_map_view_get_tool (self->view);

  if (self->is_panning && !self->is_space_held)
    stop_panning (self);
  if (!self->is_claimed)
    return;
  self->is_claimed = FALSE;
  if (tool)
    sx_tool_release (tool, p);
}

static void
released (GtkGestureClick *gesture, int n_press, double x, double y, Input *self)
{
  SxPointer p;

  if (!sx_map_view_get_session (self->view))
    return;
  self->x = x;
  self->y = y;
  p = pointer_of (self, GTK_EVENT_CONTROLLER (gesture), n_press);
  end_press (self, &p);
}

/* Something else took the pointer, a window of another program, say. */
static void
cancelled (GtkGesture *gesture, GdkEventSequence *sequence, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);

  if (self->is_claimed && tool)
    sx_tool_key (tool, GDK_KEY_Escape, 0);
  self->is_claimed = FALSE;
  if (self->is_panning)
    stop_panning (self);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, Input *self)
{
  if (!sx_map_view_get_session (self->view) || (self->is_over && x == self->x && y == self->y))
    return; /* GTK repeats the last motion when something moves below the pointer */
  hide_crosshair (self);
  self->x = x;
  self->y = y;
  self->is_over = TRUE;
  if (self->is_panning)
    {
      sx_map_view_pan_by (self->view, self->pan_x - x, self->pan_y - y);
      self->pan_x = x;
      self->pan_y = y;
    }
  tell_motion (self, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller)),
               gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller)));
}

static void
left (GtkEventControllerMotion *controller, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);

  if (self->has_crosshair)
    return;
  self->is_over = FALSE;
  if (tool)
    sx_tool_leave (tool);
  g_signal_emit_by_name (self->view, "pointer-moved");
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, Input *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean is_surface = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;

  if (!sx_map_view_get_session (self->view))
    return FALSE;
  if (is_surface && !(state & GDK_CONTROL_MASK))
    sx_map_view_pan_by (self->view, dx, dy);
  else
    sx_map_view_zoom_by (self->view, pow (WHEEL_ZOOM, is_surface ? -dy / 30 : -dy), self->x, self->y);
  return TRUE;
}

static void
pinch_began (GtkGesture *gesture, GdkEventSequence *sequence, Input *self)
{
  self->pinch = 1;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinched (GtkGestureZoom *gesture, double scale, Input *self)
{
  double x = self->x, y = self->y;

  if (!sx_map_view_get_session (self->view) || !(scale > 0))
    return;
  if (gtk_gesture_is_recognized (GTK_GESTURE (gesture)))
    gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  sx_map_view_zoom_by (self->view, scale / self->pinch, x, y);
  self->pinch = scale;
}

/* ---- keys */

static gboolean
get_direction (guint keyval, double *dx, double *dy)
{
  *dx = *dy = 0;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    *dx = -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    *dx = 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    *dy = -1;
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    *dy = 1;
  return *dx != 0 || *dy != 0;
}

/* The crosshair moves; at the edge of the view the map does. */
static void
move_crosshair (Input *self, double dx, double dy, GdkModifierType state, guint32 time)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->view)),
         height = gtk_widget_get_height (GTK_WIDGET (self->view));
  double step = state & GDK_SHIFT_MASK ? FAST_STEP : state & GDK_ALT_MASK ? FINE_STEP : STEP;
  double x = self->x + dx * step, y = self->y + dy * step;

  if (!self->has_crosshair && !self->is_over)
    {
      x = floor (width / 2);
      y = floor (height / 2);
    }
  self->has_crosshair = TRUE;
  self->x = CLAMP (x, 0, MAX (width - 1, 0));
  self->y = CLAMP (y, 0, MAX (height - 1, 0));
  if (x != self->x || y != self->y)
    sx_map_view_pan_by (self->view, x - self->x, y - self->y);
  sx_map_view_queue_sketch (self->view);
  tell_motion (self, state & ~(GDK_SHIFT_MASK | GDK_ALT_MASK), time);
}

static void
click_crosshair (Input *self, SxTool *tool, GdkModifierType state, guint32 time)
{
  SxPointer p = pointer_here (self, state, GDK_BUTTON_PRIMARY, 1, time);

  if (sx_tool_press (tool, &p))
    sx_tool_release (tool, &p);
}

static gboolean
arrow_pressed (Input *self, guint keyval, GdkModifierType state, guint32 time)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  double dx, dy;

  if (!get_direction (keyval, &dx, &dy))
    return FALSE;
  if (tool && sx_tool_has_crosshair (tool) && !(state & GDK_CONTROL_MASK))
    move_crosshair (self, dx, dy, state, time);
  else
    sx_map_view_pan_by (self->view, dx * PAN_STEP, dy * PAN_STEP);
  return TRUE;
}

static gboolean
space_pressed (Input *self, SxTool *tool, GdkModifierType state, guint32 time)
{
  if (self->has_crosshair && tool)
    click_crosshair (self, tool, state, time);
  else if (!self->is_space_held)
    {
      self->is_space_held = TRUE;
      start_panning (self);
    }
  return TRUE;
}

static gboolean
zoom_pressed (Input *self, guint keyval)
{
  gboolean is_in = keyval == GDK_KEY_plus || keyval == GDK_KEY_equal || keyval == GDK_KEY_KP_Add;

  if (!is_in && keyval != GDK_KEY_minus && keyval != GDK_KEY_KP_Subtract)
    return FALSE;
  if (!self->is_over && !self->has_crosshair)
    {
      self->x = gtk_widget_get_width (GTK_WIDGET (self->view)) / 2.0;
      self->y = gtk_widget_get_height (GTK_WIDGET (self->view)) / 2.0;
    }
  sx_map_view_zoom_by (self->view, is_in ? 1.5 : 1 / 1.5, self->x, self->y);
  return TRUE;
}

static gboolean
is_control (guint keyval)
{
  return keyval == GDK_KEY_Control_L || keyval == GDK_KEY_Control_R;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType all_state,
             Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  GdkModifierType state = all_state & gtk_accelerator_get_default_mod_mask ();
  guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));

  if (!sx_map_view_get_session (self->view) || !gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return FALSE; /* the event is on its way to a child */
  if (is_control (keyval))
    tell_tool (self, state | GDK_CONTROL_MASK, time);
  if (tool && sx_tool_key (tool, keyval, state))
    return TRUE;
  if (arrow_pressed (self, keyval, state, time))
    return TRUE;
  if (keyval == GDK_KEY_space && !(state & GDK_ALT_MASK))
    return space_pressed (self, tool, state, time);
  if (tool && keyval == GDK_KEY_Escape)
    {
      hide_crosshair (self);
      sx_tool_switch_to (tool, "select");
      return TRUE;
    }
  if (tool && (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && state == GDK_SHIFT_MASK)))
    {
      SxPointer p = pointer_here (self, 0, GDK_BUTTON_SECONDARY, 1, time);

      return show_menu (self, tool, &p);
    }
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  return zoom_pressed (self, keyval);
}

static void
key_released (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
              Input *self)
{
  if (keyval == GDK_KEY_space && self->is_space_held)
    {
      self->is_space_held = FALSE;
      stop_panning (self);
    }
  if (is_control (keyval) && sx_map_view_get_session (self->view))
    tell_tool (self, state & gtk_accelerator_get_default_mod_mask () & ~GDK_CONTROL_MASK,
               gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller)));
}

static void
focus_left (GtkEventControllerFocus *controller, Input *self)
{
  self->is_space_held = FALSE;
  if (self->is_panning)
    stop_panning (self);
}

/* ---- attaching */

static void
add_controller (Input *self, gpointer controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

static void
add_keys (Input *self)
{
  GtkEventController *key = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed), self);
  g_signal_connect (key, "key-released", G_CALLBACK (key_released), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left), self);
  add_controller (self, key);
  add_controller (self, focus);
}

void
sx_map_input_attach (SxMapView *view)
{
  static const GActionEntry entries[] = { { "act", act, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  Input *self = g_new0 (Input, 1);
  GtkGesture *click = gtk_gesture_click_new (), *zoom = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->view = view;
  g_object_set_data_full (G_OBJECT (view), input_key, self, g_free);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "tool", G_ACTION_GROUP (actions));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (released), self);
  g_signal_connect (click, "cancel", G_CALLBACK (cancelled), self);
  g_signal_connect (motion, "enter", G_CALLBACK (moved), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), self);
  g_signal_connect (zoom, "begin", G_CALLBACK (pinch_began), self);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (pinched), self);
  add_controller (self, click);
  add_controller (self, zoom);
  add_controller (self, motion);
  add_controller (self, scroll);
  add_keys (self);
}

void
sx_map_input_detach (SxMapView *view)
{
  Input *self = g_object_get_data (G_OBJECT (view), input_key);

  if (!self || !self->menu)
    return;
  g_signal_handlers_disconnect_by_data (self->menu, self);
  sx_context_menu_clear (&self->menu);
}

gboolean
sx_map_input_get_pointer (SxMapView *view, double *x, double *y)
{
  Input *self = g_object_get_data (G_OBJECT (view), input_key);

  *x = self->x;
  *y = self->y;
  return self->is_over || self->has_crosshair;
}

gboolean
sx_map_input_get_crosshair (SxMapView *view, double *x, double *y)
{
  Input *self = g_object_get_data (G_OBJECT (view), input_key);

  *x = self->x;
  *y = self->y;
  return self->has_crosshair;
}
