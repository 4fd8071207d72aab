/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-accessible.h"
#include "sx-window-private.h"

#include "map/sx-base-map.h"

#include "base/sx-i18n.h"

G_DEFINE_FINAL_TYPE (SxWindow, sx_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_session (SxWindow *self, SxSession *session)
{
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      if (self->session != session)
        {
          _sx_window_keep_state (self);
          _sx_window_close_compare (self);
          _sx_window_close_export (self);
          _sx_window_close_proof (self);
        }
    }
  sx_map_view_set_session (self->map, session);
  sx_indicator_panel_set_session (self->indicator_panel, session);
  sx_sidebar_set_session (self->sidebar, session);
  sx_status_bar_set_session (self->status_bar, session);
  sx_target_bar_set_session (self->target_bar, session);
  sx_tool_palette_set_session (self->tool_palette, session);
  sx_scheme_button_set_session (self->scheme_button, session);
  sx_notices_set_session (self->notices, session);
  g_set_object (&self->session, session);
  gtk_stack_set_visible_child_name (self->stack, session ? "editor" : "welcome");
  if (session)
    {
      g_signal_connect_object (session, "trouble", G_CALLBACK (sx_window_toast), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "scheme-changed", G_CALLBACK (_sx_window_update_actions), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "selection-changed", G_CALLBACK (_sx_window_update_actions), self,
                               G_CONNECT_SWAPPED);
    }
  _sx_window_update_actions (self);
  _sx_window_update_rules (self);
}

/* ---- opening */

static void
close_session (SxSession **session)
{
  if (*session)
    sx_session_close (*session);
  g_clear_object (session);
}

static void
progressed (SxWindow *self)
{
  SxSession *session = self->opening ? self->opening : self->session;
  g_autofree char *text = NULL;
  double fraction = 1;

  if (session)
    g_object_get (session, "progress", &fraction, "progress-text", &text, NULL);
  gtk_revealer_set_reveal_child (self->progress_revealer, text != NULL);
  gtk_widget_set_visible (self->cancel_button, self->opening != NULL);
  if (text)
    gtk_label_set_label (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

/* The first layer is there: from now on the new plan is what the window shows. */
static void
first_layer (SxWindow *self, SxLayerItem *item, SxSession *session)
{
  if (session != self->opening || session == self->session)
    return;
  g_set_object (&self->previous, self->session);
  show_session (self, session);
  _sx_window_bring_back (self);
}

static void
opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (SxWindow) self = data;
  SxSession *session = SX_SESSION (object);
  g_autoptr (GError) error = NULL;
  gboolean good = sx_session_open_finish (session, result, &error);

  if (session != self->opening) /* given up */
    {
      sx_session_close (session);
      return;
    }
  g_clear_pointer (&self->rules_choice, _sx_rules_choice_free);
  g_clear_object (&self->cancellable);
  if (good)
    {
      g_autoptr (GFile) file = g_file_new_for_path (sx_session_get_file (session));
      g_autofree char *uri = g_file_get_uri (file);

      gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
      if (self->session != session)
        {
          g_set_object (&self->previous, self->session);
          show_session (self, session);
        }
      close_session (&self->previous);
      g_signal_emit_by_name (session, "opened");
    }
  else
    {
      if (self->session == session) /* it had come as far as its first layer */
        {
          show_session (self, self->previous);
          g_clear_object (&self->previous);
        }
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          GtkWidget *dialog
              = adw_message_dialog_new (GTK_WINDOW (self), _ ("The plan cannot be opened"), error->message);

          adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
          gtk_window_present (GTK_WINDOW (dialog));
        }
    }
  g_clear_object (&self->opening);
  progressed (self);
}

typedef struct
{
  SxWindow *window;
  SxSession *session;
  char *path;
} Start;

/* How the plan was left is known: now it is read. */
static void
state_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  Start *start = data;
  SxWindow *self = start->window;
  SxSession *session = start->session;
  SxPlanState *state = sx_plan_state_load_finish (result);

  if (session == self->opening)
    {
      g_clear_pointer (&self->state, sx_plan_state_free);
      self->state = g_steal_pointer (&state);
      _sx_window_prepare_session (self, session);
      g_signal_connect_object (session, "layer-added", G_CALLBACK (first_layer), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::progress", G_CALLBACK (progressed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::progress-text", G_CALLBACK (progressed), self,
                               G_CONNECT_SWAPPED);
      sx_session_open_async (session, start->path, self->cancellable, opened, g_object_ref (self));
    }
  g_clear_pointer (&state, sx_plan_state_free);
  g_object_unref (session);
  g_object_unref (self);
  g_free (start->path);
  g_free (start);
}

static void
give_up_opening (SxWindow *self)
{
  if (!self->opening)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == self->opening)
    {
      show_session (self, self->previous);
      g_clear_object (&self->previous);
    }
  g_clear_object (&self->opening);
}

void
sx_window_open (SxWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  Start *start;

  if (!path)
    {
      sx_window_toast (self, _ ("Only files of this computer can be opened; copy the package here first."));
      return;
    }
  if (self->session && sx_session_get_unsaved (self->session, NULL)->len > 0)
    {
      sx_window_toast (self, _ ("Edits of the open plan are not in its package yet: try again or discard "
                                "them first."));
      return;
    }
  if (_sx_window_is_exporting (self))
    {
      sx_window_toast (self, _ ("The open plan is being exported: wait until that is done, or cancel it, and "
                                "then open the other one."));
      return;
    }
  give_up_opening (self);
  self->opening = sx_session_new ();
  self->cancellable = g_cancellable_new ();
  start = g_new (Start, 1);
  start->window = g_object_ref (self);
  start->session = g_object_ref (self->opening);
  start->path = g_steal_pointer (&path);
  sx_plan_state_load_async (start->path, state_loaded, start);
}

/* ---- the object */

static void
sx_window_dispose (GObject *object)
{
  SxWindow *self = SX_WINDOW (object);

  give_up_opening (self);
  if (self->session)
    {
      g_autoptr (SxSession) session = g_object_ref (self->session);

      show_session (self, NULL);
      sx_session_close (session);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_WINDOW);
  g_clear_pointer (&self->last_toast, g_free);
  g_clear_pointer (&self->state, sx_plan_state_free);
  g_clear_pointer (&self->rules_choice, _sx_rules_choice_free);
  g_clear_object (&self->recent);
  G_OBJECT_CLASS (sx_window_parent_class)->dispose (object);
}

static void
unsaved_answered (SxWindow *self, const char *response)
{
  if (g_str_equal (response, "retry"))
    sx_session_retry_unsaved (self->session);
  else if (g_str_equal (response, "discard"))
    {
      sx_session_drop_unsaved (self->session);
      gtk_window_close (GTK_WINDOW (self));
    }
}

/* What could not be written exists only here: it is not dropped without a word. */
static gboolean
sx_window_close_request (GtkWindow *window)
{
  SxWindow *self = SX_WINDOW (window);
  const GError *why = NULL;
  GPtrArray *unsaved = self->session ? sx_session_get_unsaved (self->session, &why) : NULL;
  GtkWidget *dialog;

  _sx_window_keep_state (self);
  if (!unsaved || unsaved->len == 0)
    return GTK_WINDOW_CLASS (sx_window_parent_class)->close_request (window);
  dialog = adw_message_dialog_new (window, _ ("Edits are not in the package yet"), why ? why->message : NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                    _ ("_Discard Edits"), "retry", _ ("_Try Again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "retry");
  g_signal_connect_object (dialog, "response", G_CALLBACK (unsaved_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

static void
cancel_clicked (SxWindow *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
}

/* Who goes to another window may not come back. */
static void
activity_changed (SxWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    _sx_window_keep_state (self);
}

/* What the hand did in this frame is computed by the time the frame is laid out. */
static void
before_paint (SxWindow *self)
{
  if (self->session)
    sx_session_catch_up (self->session);
}

static void
sx_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sx_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "before-paint", G_CALLBACK (before_paint),
                           widget, G_CONNECT_SWAPPED);
}

static void
sx_window_class_init (SxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_window_dispose;
  widget_class->realize = sx_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = sx_window_close_request;
  g_type_ensure (SX_TYPE_MAP_VIEW);
  g_type_ensure (SX_TYPE_INDICATOR_PANEL);
  g_type_ensure (SX_TYPE_SIDEBAR);
  g_type_ensure (SX_TYPE_STATUS_BAR);
  g_type_ensure (SX_TYPE_TARGET_BAR);
  g_type_ensure (SX_TYPE_TOOL_PALETTE);
  g_type_ensure (SX_TYPE_SCHEME_BUTTON);
  g_type_ensure (SX_TYPE_WELCOME_PAGE);
  g_type_ensure (SX_TYPE_NOTICES);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SxWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, compare_buttons);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, left_pane);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, plan_buttons);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, right_pane);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, indicator_panel);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, map);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, notices);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, rules_menu);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, scheme_button);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, status_bar);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, target_bar);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SxWindow, tool_palette);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, sx_window_open);
  gtk_widget_class_bind_template_callback (widget_class, activity_changed);
  _sx_window_install_actions (widget_class);
}

static void
sx_window_init (SxWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sx_accessible_name_toasts (self->toasts);
  sx_indicator_panel_set_view (self->indicator_panel, self->map);
  sx_sidebar_set_view (self->sidebar, self->map);
  sx_status_bar_set_view (self->status_bar, self->map);
  sx_target_bar_set_view (self->target_bar, self->map);
  sx_target_bar_set_below (self->target_bar, GTK_WIDGET (self->tool_palette));
  sx_tool_palette_set_view (self->tool_palette, self->map);
  _sx_window_set_up_actions (self);
  g_signal_connect_object (sx_base_map_get (), "notice", G_CALLBACK (sx_window_toast), self,
                           G_CONNECT_SWAPPED);
  _sx_window_set_up_rules (self);
  _sx_window_update_actions (self);
}

SxWindow *
sx_window_new (SxApplication *application)
{
  return g_object_new (SX_TYPE_WINDOW, "application", application, NULL);
}

SxSession *
sx_window_get_session (SxWindow *self)
{
  return self->session;
}

gboolean
sx_window_is_empty (SxWindow *self)
{
  return !self->session && !self->opening;
}

SxMapView *
sx_window_get_map (SxWindow *self)
{
  return self->map;
}

void
sx_window_toast (SxWindow *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  g_free (self->last_toast);
  self->last_toast = g_strdup (sentence);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

const char *
sx_window_get_last_toast (SxWindow *self)
{
  return self->last_toast;
}

gboolean
sx_window_is_idle (SxWindow *self)
{
  return !self->opening
         && (!self->session || (sx_session_is_idle (self->session) && sx_map_view_is_idle (self->map)));
}
