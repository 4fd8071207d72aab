/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-preferences-base-map.h"

#include <string.h>

#include "map/sx-base-map.h"
#include "sx-settings.h"

#include "base/sx-i18n.h"
#include "raster/sx-raster-address.h"

struct _SxPreferencesBaseMap
{
  AdwPreferencesPage parent_instance;
  GSettings *settings;
  gboolean is_filling; /* the list of layers */
  GtkFileChooserNative *chooser;

  /* template */
  AdwComboRow *kind, *tianditu_layer, *tianditu_grid, *tiles_grid, *wmts_grid, *wmts_layer;
  AdwActionRow *status, *opacity_row, *file_row;
  GtkImage *status_icon;
  GtkScale *opacity;
  GtkWidget *tianditu, *tiles, *wmts, *file, *naming;
  AdwEntryRow *tianditu_key, *tianditu_server, *tiles_address, *tiles_key, *wmts_address, *wmts_key,
      *attribution;
  GtkSwitch *tianditu_labels;
  GtkSpinButton *tiles_max_zoom;
};

G_DEFINE_FINAL_TYPE (SxPreferencesBaseMap, sx_preferences_base_map, ADW_TYPE_PREFERENCES_PAGE)

/* ---- rows and their settings */

static const char *
key_of (gpointer row)
{
  return g_object_get_data (row, "setting");
}

static void
combo_chosen (SxPreferencesBaseMap *self, GParamSpec *pspec, AdwComboRow *row)
{
  g_settings_set_enum (self->settings, key_of (row), (int)adw_combo_row_get_selected (row));
}

static void
bind_combo (SxPreferencesBaseMap *self, AdwComboRow *row, const char *key)
{
  g_object_set_data (G_OBJECT (row), "setting", (gpointer)key);
  adw_combo_row_set_selected (row, (guint)g_settings_get_enum (self->settings, key));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (combo_chosen), self, G_CONNECT_SWAPPED);
}

/* An empty one goes back to what it is from the beginning. */
static void
entry_applied (SxPreferencesBaseMap *self, AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text)
    g_settings_set_string (self->settings, key_of (row), text);
  else
    g_settings_reset (self->settings, key_of (row));
}

static void
bind_entry (SxPreferencesBaseMap *self, AdwEntryRow *row, const char *key)
{
  g_autofree char *text = g_settings_get_string (self->settings, key);

  g_object_set_data (G_OBJECT (row), "setting", (gpointer)key);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_object (row, "apply", G_CALLBACK (entry_applied), self, G_CONNECT_SWAPPED);
}

/* ---- the file */

static void
file_chosen (SxPreferencesBaseMap *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = file ? g_file_get_path (file) : NULL;

      if (path)
        g_settings_set_string (self->settings, SX_SETTING_BASE_MAP_FILE, path);
    }
  g_clear_object (&self->chooser);
}

static void
add_filter (SxPreferencesBaseMap *self, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *suffixes; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  if (g_str_equal (name, _ ("All Files")))
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
}

static void
choose_clicked (SxPreferencesBaseMap *self)
{
  static const char *const rasters[]
      = { "tif", "tiff", "mbtiles", "gpkg", "vrt", "img", "jp2", "png", "jpg", "jpeg", "webp", NULL };
  static const char *const none[] = { NULL };

  if (self->chooser)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a Base Map"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  add_filter (self, _ ("Rasters"), rasters);
  add_filter (self, _ ("All Files"), none);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- what is there */

static gboolean
is_listed (GListModel *model, const char *const *layers)
{
  guint n = model ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n; i++)
    if (!layers || !layers[2 * i]
        || !g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), layers[2 * i + 1]))
      return FALSE;
  return layers ? layers[2 * n] == NULL : n == 0;
}

/* The layers that the server offers. */
static void
fill_layers (SxPreferencesBaseMap *self)
{
  const char *const *layers = sx_base_map_get_layers (sx_base_map_get ());
  const char *shown = sx_base_map_get_layer (sx_base_map_get ());

  self->is_filling = TRUE;
  if (!is_listed (adw_combo_row_get_model (self->wmts_layer), layers))
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; layers && layers[i]; i += 2)
        gtk_string_list_append (list, layers[i + 1]);
      adw_combo_row_set_model (self->wmts_layer, G_LIST_MODEL (list));
    }
  for (guint i = 0; layers && layers[i]; i += 2)
    if (g_strcmp0 (layers[i], shown) == 0)
      adw_combo_row_set_selected (self->wmts_layer, i / 2);
  gtk_widget_set_visible (GTK_WIDGET (self->wmts_layer), layers != NULL);
  self->is_filling = FALSE;
}

static void
layer_chosen (SxPreferencesBaseMap *self)
{
  const char *const *layers = sx_base_map_get_layers (sx_base_map_get ());
  guint i = adw_combo_row_get_selected (self->wmts_layer);

  if (!self->is_filling && layers && i < g_strv_length ((GStrv)layers) / 2)
    g_settings_set_string (self->settings, SX_SETTING_WMTS_LAYER, layers[2 * i]);
}

static void
show_status (SxPreferencesBaseMap *self)
{
  SxBaseMap *base_map = sx_base_map_get ();
  SxBaseMapState state = sx_base_map_get_state (base_map);
  const char *sentence = sx_base_map_get_sentence (base_map);
  g_autofree char *escaped = NULL;

  if (!sentence)
    sentence = state == SX_BASE_MAP_LOOKING ? _ ("Looking what there is…") : _ ("Shown below the map.");
  escaped = g_markup_escape_text (sentence, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->status), state != SX_BASE_MAP_OFF);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), escaped);
  gtk_image_set_from_icon_name (self->status_icon, state == SX_BASE_MAP_TROUBLE ? "dialog-warning-symbolic"
                                                   : state == SX_BASE_MAP_GOOD  ? "emblem-ok-symbolic"
                                                                                : "content-loading-symbolic");
  if (state == SX_BASE_MAP_TROUBLE)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
  fill_layers (self);
}

static void
show_rows (SxPreferencesBaseMap *self)
{
  SxBaseMapKind kind = (SxBaseMapKind)g_settings_get_enum (self->settings, SX_SETTING_BASE_MAP_KIND);
  g_autofree char *path = g_settings_get_string (self->settings, SX_SETTING_BASE_MAP_FILE);
  g_autofree char *name = g_filename_display_name (path), *escaped = g_markup_escape_text (name, -1);
  g_autofree char *tiles = g_settings_get_string (self->settings, SX_SETTING_TILES_ADDRESS);
  g_autofree char *wmts = g_settings_get_string (self->settings, SX_SETTING_WMTS_ADDRESS);

  gtk_widget_set_visible (self->tianditu, kind == SX_BASE_MAP_TIANDITU);
  gtk_widget_set_visible (self->tiles, kind == SX_BASE_MAP_TILES);
  gtk_widget_set_visible (self->wmts, kind == SX_BASE_MAP_WMTS);
  gtk_widget_set_visible (self->file, kind == SX_BASE_MAP_FILE);
  gtk_widget_set_visible (self->naming, kind != SX_BASE_MAP_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->opacity_row), kind != SX_BASE_MAP_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles_key), sx_raster_address_has_key (tiles));
  gtk_widget_set_visible (GTK_WIDGET (self->wmts_key), sx_raster_address_has_key (wmts));
  gtk_widget_set_visible (GTK_WIDGET (self->wmts_grid), strchr (wmts, '{') != NULL);
  adw_action_row_set_subtitle (self->file_row, escaped);
}

/* ---- the object */

static void
sx_preferences_base_map_dispose (GObject *object)
{
  SxPreferencesBaseMap *self = SX_PREFERENCES_BASE_MAP (object);

  if (self->chooser)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_PREFERENCES_BASE_MAP);
  G_OBJECT_CLASS (sx_preferences_base_map_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SxPreferencesBaseMap, name)

static void
sx_preferences_base_map_class_init (SxPreferencesBaseMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_preferences_base_map_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-preferences-base-map.ui");
  BIND (kind);
  BIND (status);
  BIND (status_icon);
  BIND (opacity_row);
  BIND (opacity);
  BIND (tianditu);
  BIND (tianditu_key);
  BIND (tianditu_layer);
  BIND (tianditu_labels);
  BIND (tianditu_grid);
  BIND (tianditu_server);
  BIND (tiles);
  BIND (tiles_address);
  BIND (tiles_key);
  BIND (tiles_grid);
  BIND (tiles_max_zoom);
  BIND (wmts);
  BIND (wmts_address);
  BIND (wmts_key);
  BIND (wmts_layer);
  BIND (wmts_grid);
  BIND (file);
  BIND (file_row);
  BIND (naming);
  BIND (attribution);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked);
}

static void
sx_preferences_base_map_init (SxPreferencesBaseMap *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = sx_settings_get ();
  bind_combo (self, self->kind, SX_SETTING_BASE_MAP_KIND);
  bind_combo (self, self->tianditu_layer, SX_SETTING_TIANDITU_LAYER);
  bind_combo (self, self->tianditu_grid, SX_SETTING_TIANDITU_GRID);
  bind_combo (self, self->tiles_grid, SX_SETTING_TILES_GRID);
  bind_combo (self, self->wmts_grid, SX_SETTING_WMTS_GRID);
  bind_entry (self, self->tianditu_key, SX_SETTING_TIANDITU_KEY);
  bind_entry (self, self->tianditu_server, SX_SETTING_TIANDITU_SERVER);
  bind_entry (self, self->tiles_address, SX_SETTING_TILES_ADDRESS);
  bind_entry (self, self->tiles_key, SX_SETTING_TILES_KEY);
  bind_entry (self, self->wmts_address, SX_SETTING_WMTS_ADDRESS);
  bind_entry (self, self->wmts_key, SX_SETTING_WMTS_KEY);
  bind_entry (self, self->attribution, SX_SETTING_BASE_MAP_ATTRIBUTION);
  g_settings_bind (self->settings, SX_SETTING_TIANDITU_LABELS, self->tianditu_labels, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, SX_SETTING_TILES_MAX_ZOOM, self->tiles_max_zoom, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, SX_SETTING_BASE_MAP_OPACITY,
                   gtk_range_get_adjustment (GTK_RANGE (self->opacity)), "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->wmts_layer, "notify::selected", G_CALLBACK (layer_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sx_base_map_get (), "status-changed", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  show_rows (self);
  show_status (self);
}
