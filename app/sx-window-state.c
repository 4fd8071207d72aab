/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window as the user left it with a plan: what is kept, and how it is brought back. */
#include "sx-window-private.h"

/* ---- keeping */

static void
keep_layers (SxPlanState *state, SxSession *session)
{
  GListModel *layers = sx_session_get_layers (session);

  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (layers, i);
      SxLayerState *layer = g_new (SxLayerState, 1);

      layer->is_visible = sx_layer_item_get_visible (item);
      layer->opacity = sx_layer_item_get_opacity (item);
      g_hash_table_insert (state->tables, g_strdup (sx_layer_item_get_table (item)), layer);
    }
}

static void
keep_window (SxPlanState *state, SxWindow *self)
{
  gtk_window_get_default_size (GTK_WINDOW (self), &state->width, &state->height);
  state->is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  state->left = gtk_paned_get_position (self->left_pane);
  state->right
      = gtk_widget_get_width (GTK_WIDGET (self->right_pane)) - gtk_paned_get_position (self->right_pane);
  sx_sidebar_get_panes (self->sidebar, &state->layers, &state->adjustments);
}

static void
keep_map (SxPlanState *state, SxMapView *map)
{
  SxBox box = sx_map_view_get_visible_box (map);

  state->centre = (SxPoint){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 };
  state->metres_per_pixel = sx_map_view_get_metres_per_pixel (map);
  state->compare = (int)sx_map_view_get_compare (map);
  state->hides_base_map = !sx_map_view_get_base_map_visible (map);
  state->hides_names = !sx_map_view_get_names_visible (map);
}

void
_sx_window_keep_state (SxWindow *self)
{
  SxSession *session = self->session;
  g_autoptr (SxPlanState) state = NULL;
  const SxScheme *scheme;
  SxTarget *target;

  if (!session || sx_session_get_phase (session) != SX_SESSION_OPEN
      || !gtk_widget_get_mapped (GTK_WIDGET (self->map)))
    return; /* not yet as the user wants it */
  state = sx_plan_state_new (sx_session_get_file (session));
  scheme = sx_session_get_scheme (session);
  target = sx_session_get_target (session);
  keep_window (state, self);
  keep_map (state, self->map);
  keep_layers (state, session);
  state->scheme = g_strdup (scheme ? scheme->name : NULL);
  state->rules = g_strdup (sx_session_get_rules_id (session));
  state->area_mode = sx_session_get_area_mode (session);
  state->line = sx_target_get_line (target);
  state->direction = sx_target_get_direction (target);
  state->situation = g_strdup (sx_target_get_situation (target));
  sx_plan_state_save (state);
}

/* ---- bringing back */

/* The layer's, as it comes in. */
static void
bring_back_layer (SxWindow *self, SxLayerItem *item)
{
  const SxLayerState *layer = g_hash_table_lookup (self->state->tables, sx_layer_item_get_table (item));

  if (!layer)
    return;
  sx_layer_item_set_visible (item, layer->is_visible);
  sx_layer_item_set_opacity (item, layer->opacity);
}

void
_sx_window_prepare_session (SxWindow *self, SxSession *session)
{
  SxTarget *target = sx_session_get_target (session);

  g_signal_connect_object (session, "layer-added", G_CALLBACK (bring_back_layer), self, G_CONNECT_SWAPPED);
  sx_session_set_first_scheme (session, self->state->scheme);
  _sx_window_apply_rules (self, session);
  sx_target_set_line (target, self->state->line);
  sx_target_set_direction (target, self->state->direction);
  if (self->state->situation)
    sx_target_set_situation (target, self->state->situation);
  if (self->session)
    return; /* the window has the size that the user gave it for the plan before */
  if (self->state->width > 0 && self->state->height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), self->state->width, self->state->height);
  if (self->state->is_maximized)
    gtk_window_maximize (GTK_WINDOW (self));
}

/* The right pane is as wide as it was, however wide the window. */
static gboolean
bring_back_right_pane (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SxWindow *self = data;

  gtk_paned_set_position (self->right_pane, gtk_widget_get_width (widget) - self->state->right);
  return G_SOURCE_REMOVE;
}

void
_sx_window_bring_back (SxWindow *self)
{
  const SxPlanState *state = self->state;

  if (state->metres_per_pixel > 0)
    sx_map_view_show_at (self->map, state->centre, state->metres_per_pixel);
  sx_map_view_set_base_map_visible (self->map, !state->hides_base_map);
  sx_map_view_set_names_visible (self->map, !state->hides_names);
  sx_map_view_set_compare (self->map, state->compare == SX_MAP_SWIPE || state->compare == SX_MAP_DIFFERENCE
                                          ? (SxMapCompare)state->compare
                                          : SX_MAP_AFTER);
  if (state->left > 0)
    gtk_paned_set_position (self->left_pane, state->left);
  if (state->right > 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->right_pane), bring_back_right_pane, self, NULL);
  if (state->layers > 0 && state->adjustments > 0)
    sx_sidebar_set_panes (self->sidebar, state->layers, state->adjustments);
}
