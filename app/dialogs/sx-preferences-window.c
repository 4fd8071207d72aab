/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-preferences-window.h"

#include "dialogs/sx-preferences-base-map.h"
#include "sx-settings.h"

struct _SxPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* template */
  AdwComboRow *style;
  AdwComboRow *area_unit;
  GtkSpinButton *snap_distance;
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
  g_type_ensure (SX_TYPE_PREFERENCES_BASE_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, style);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, area_unit);
  gtk_widget_class_bind_template_child (widget_class, SxPreferencesWindow, snap_distance);
}

static void
sx_preferences_window_init (SxPreferencesWindow *self)
{
  GSettings *settings = sx_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->style, (guint)g_settings_get_enum (settings, SX_SETTING_COLOR_SCHEME));
  adw_combo_row_set_selected (self->area_unit, (guint)g_settings_get_enum (settings, SX_SETTING_AREA_UNIT));
  g_settings_bind (settings, SX_SETTING_SNAP_DISTANCE, self->snap_distance, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (self->style, "notify::selected", G_CALLBACK (style_chosen), self);
  g_signal_connect_swapped (self->area_unit, "notify::selected", G_CALLBACK (area_unit_chosen), self);
}

void
sx_preferences_window_show (GtkWindow *parent)
{
  gtk_window_present (
      g_object_new (SX_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, NULL));
}
