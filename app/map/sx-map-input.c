/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-input.h"

#include "map/sx-map-view.h"

typedef struct
{
  SxMapView *view;
  double x, y;
  gboolean is_over;
  gboolean is_claimed; /* the tool has the pointer until the release */
} Input;

static const char input_key[] = "sx-map-input";

static SxPointer
pointer_at (Input *self, GtkEventController *controller, double x, double y, int n_press)
{
  SxPointer p = { .x = x, .y = y, .n_press = n_press };

  p.at = sx_map_view_to_plan (self->view, x, y);
  p.state = gtk_event_controller_get_current_event_state (controller);
  if (GTK_IS_GESTURE_SINGLE (controller))
    p.button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (controller));
  return p;
}

static void
pressed (GtkGestureClick *gesture, int n_press, double x, double y, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  SxPointer p;

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (!tool)
    return;
  p = pointer_at (self, GTK_EVENT_CONTROLLER (gesture), x, y, n_press);
  self->is_claimed = sx_tool_press (tool, &p);
  if (self->is_claimed)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released (GtkGestureClick *gesture, int n_press, double x, double y, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  SxPointer p;

  if (!tool || !self->is_claimed)
    return;
  self->is_claimed = FALSE;
  p = pointer_at (self, GTK_EVENT_CONTROLLER (gesture), x, y, n_press);
  sx_tool_release (tool, &p);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  SxPointer p;

  self->x = x;
  self->y = y;
  self->is_over = TRUE;
  if (tool)
    {
      p = pointer_at (self, GTK_EVENT_CONTROLLER (controller), x, y, 0);
      sx_tool_motion (tool, &p);
    }
  g_signal_emit_by_name (self->view, "pointer-moved");
}

static void
left (GtkEventControllerMotion *controller, Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);

  self->is_over = FALSE;
  if (tool)
    sx_tool_leave (tool);
  g_signal_emit_by_name (self->view, "pointer-moved");
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
             Input *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);

  return tool && sx_tool_key (tool, keyval, state & gtk_accelerator_get_default_mod_mask ());
}

static void
add_controller (Input *self, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

void
sx_map_input_attach (SxMapView *view)
{
  Input *self = g_new0 (Input, 1);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->view = view;
  g_object_set_data_full (G_OBJECT (view), input_key, self, g_free);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (released), self);
  g_signal_connect (motion, "enter", G_CALLBACK (moved), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed), self);
  add_controller (self, GTK_EVENT_CONTROLLER (click));
  add_controller (self, motion);
  add_controller (self, key);
}

gboolean
sx_map_input_get_pointer (SxMapView *view, double *x, double *y)
{
  Input *self = g_object_get_data (G_OBJECT (view), input_key);

  *x = self->x;
  *y = self->y;
  return self->is_over;
}
