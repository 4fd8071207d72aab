/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-preferences-window.h"

#include "sx-settings.h"

struct _SxPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* template */
  AdwComboRow *style;
  AdwComboRow *area_unit;
  GtkSpinButton *snap_distance;
  AdwComboRow *base_map;
  AdwEntryRow *address;
  AdwPasswordEntryRow *key;
};

G_DEFINE_FINAL_TYPE (SxPreferencesWindow, sx_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
style_chosen (SxPreferencesWindow *self)
{
  g_settings_set_enum (sx_settings_get (), SX_SETTING_COLOR_SCHEME,
                       (int)adw_combo_row_get_selected (self->style));
}

static void
area_unit_chosen (SxPreferencesWindow *self)
{
  g_settings_set_enum (sx_settings_get (), SX_SETTING_AREA_UNIT,
                       (int)adw_combo_row_get_selected (self->area_unit));
}

static void
show_base_map (SxPreferencesWindow *self)
{
  int base_map = g_settings_get_enum (sx_settings_get (), SX_SETTING_BASE_MAP);

  gtk_widget_set_visible (GTK_WIDGET (self->address), base_map == SX_BASE_MAP_ADDRESS);
  gtk_widget_set_visible (GTK_WIDGET (self->key), base_map == SX_BASE_MAP_TIANDITU);
}

static void
base_map_chosen (SxPreferencesWindow *self)
{
  g_settings_set_enum (sx_settings_get (), SX_SETTING_BASE_MAP,
                       (int)adw_combo_row_get_selected (self->base_map));
  show_base_map (self);
}

/* Not before it is whole: no server is asked for half an address. */
static void
text_applied (SxPreferencesWindow *self, GtkEditable *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  g_settings_set_string (sx_settings_get (),
                         GTK_WIDGET (row) == GTK_WIDGET (self->key) ? SX_SETTING_TIANDITU_KEY
                                                                    : SX_SETTING_BASE_MAP_ADDRESS,
                         text);
}

static void
sx_preferences_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_PREFERENCES_WINDOW);
  G_OBJECT_CLASS (sx_preferences_window_parent_class)->dispose (object);
}

static void
sx_preferences_window_class_init (SxPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, style);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, area_unit);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, snap_distance);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, base_map);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, address);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, key);
  gtk_widget_class_bind_template_callback (widget_class, text_applied);
}

static void
sx_preferences_window_init (SxPreferencesWindow *self)
{
  GSettings *settings = sx_settings_get ();
  g_autofree char *address = g_settings_get_string (settings, SX_SETTING_BASE_MAP_ADDRESS);
  g_autofree char *key = g_settings_get_string (settings, SX_SETTING_TIANDITU_KEY);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->style, (guint)g_settings_get_enum (settings, SX_SETTING_COLOR_SCHEME));
  adw_combo_row_set_selected (self->area_unit, (guint)g_settings_get_enum (settings, SX_SETTING_AREA_UNIT));
  adw_combo_row_set_selected (self->base_map, (guint)g_settings_get_enum (settings, SX_SETTING_BASE_MAP));
  gtk_editable_set_text (GTK_EDITABLE (self->address), address);
  gtk_editable_set_text (GTK_EDITABLE (self->key), key);
  g_settings_bind (settings, SX_SETTING_SNAP_DISTANCE, self->snap_distance, "value", G_SETTINGS_BIND_DEFAULT);
  show_base_map (self);
  g_signal_connect_swapped (self->style, "notify::selected", G_CALLBACK (style_chosen), self);
  g_signal_connect_swapped (self->area_unit, "notify::selected", G_CALLBACK (area_unit_chosen), self);
  g_signal_connect_swapped (self->base_map, "notify::selected", G_CALLBACK (base_map_chosen), self);
}

void
sx_preferences_window_show (GtkWindow *parent)
{
  gtk_window_present (
      g_object_new (SX_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, NULL));
}
