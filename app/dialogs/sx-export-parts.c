/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-parts.h"

#include "dialogs/sx-export-part-row.h"
#include "sx-settings.h"

#include "base/sx-i18n.h"

#define REST 500 /* ms: typing the agency */

/* As the command line names them, and as they are remembered. */
static const char *const part_names[] = { "gpkg", "tables", "maps", "report", "gdb", "shp" };
#define N_PARTS G_N_ELEMENTS (part_names)

struct _SxExportParts
{
  AdwPreferencesPage parent_instance;
  guint rest_timeout;
  gboolean is_ready; /* shows what is remembered */

  /* template */
  AdwEntryRow *folder, *agency;
  SxExportPartRow *database, *tables, *maps, *report, *filegdb, *shapefiles;
  GtkWidget *map_options;
  AdwComboRow *paper;
  GtkCheckButton *pdf, *png, *svg;
  AdwActionRow *personal_row;
  GtkSwitch *personal;
};

enum
{
  CHANGED,
  LOOK_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxExportParts, sx_export_parts, ADW_TYPE_PREFERENCES_PAGE)

/* In the order of part_names. */
static void
get_rows (SxExportParts *self, SxExportPartRow *rows[N_PARTS])
{
  SxExportPartRow *all[N_PARTS]
      = { self->database, self->tables, self->maps, self->report, self->filegdb, self->shapefiles };

  memcpy (rows, all, sizeof all);
}

static void
get_formats (SxExportParts *self, GtkCheckButton *formats[SX_N_ATLAS_FORMATS])
{
  formats[SX_ATLAS_PDF] = self->pdf;
  formats[SX_ATLAS_PNG] = self->png;
  formats[SX_ATLAS_SVG] = self->svg;
}

static gboolean
has_maps (SxExportParts *self)
{
  return sx_export_part_row_is_active (self->maps);
}

static void
changed (SxExportParts *self)
{
  if (!self->is_ready)
    return;
  gtk_widget_set_visible (self->map_options, has_maps (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- the folder */

static void
folder_chosen (GtkNativeDialog *dialog, int response, SxExportParts *self)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)))
      && (path = g_file_get_path (folder)))
    {
      g_autofree char *shown = g_filename_to_utf8 (path, -1, NULL, NULL, NULL);

      if (shown)
        gtk_editable_set_text (GTK_EDITABLE (self->folder), shown);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_clicked (SxExportParts *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Choose a Folder"), window, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                     _ ("_Select"), NULL);

  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- how sheets look */

static gboolean
rested (gpointer data)
{
  SxExportParts *self = data;

  self->rest_timeout = 0;
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
agency_typed (SxExportParts *self)
{
  if (!self->is_ready)
    return;
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  self->rest_timeout = g_timeout_add (REST, rested, self);
  changed (self);
}

static void
look_changed (SxExportParts *self)
{
  if (self->is_ready)
    g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

/* ---- personal fields */

static void
personal_toggled (SxExportParts *self)
{
  gboolean is_active = gtk_switch_get_active (self->personal);

  adw_action_row_set_subtitle (
      self->personal_row,
      is_active
          ? _ ("Names, identity numbers and telephone numbers of the people responsible leave the "
               "program: hand the files only to who may have them.")
          : _ ("Names, identity numbers and telephone numbers of the people responsible are left out."));
  adw_action_row_set_icon_name (self->personal_row, is_active ? "dialog-warning-symbolic" : NULL);
  if (is_active)
    gtk_widget_add_css_class (GTK_WIDGET (self->personal_row), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->personal_row), "warning");
  changed (self);
}

/* ---- what is remembered */

static void
bring_back_paper (SxExportParts *self)
{
  g_autofree char *paper = g_settings_get_string (sx_settings_get (), SX_SETTING_EXPORT_PAPER);
  GtkStringList *papers = GTK_STRING_LIST (adw_combo_row_get_model (self->paper));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (papers)); i++)
    if (g_str_equal (gtk_string_list_get_string (papers, i), paper))
      adw_combo_row_set_selected (self->paper, i);
}

static void
bring_back (SxExportParts *self)
{
  GSettings *settings = sx_settings_get ();
  g_auto (GStrv) parts = g_settings_get_strv (settings, SX_SETTING_EXPORT_PARTS);
  g_auto (GStrv) formats = g_settings_get_strv (settings, SX_SETTING_EXPORT_FORMATS);
  g_autofree char *folder = g_settings_get_string (settings, SX_SETTING_EXPORT_FOLDER);
  g_autofree char *agency = g_settings_get_string (settings, SX_SETTING_EXPORT_AGENCY);
  GtkCheckButton *checks[SX_N_ATLAS_FORMATS];
  SxExportPartRow *rows[N_PARTS];

  get_rows (self, rows);
  get_formats (self, checks);
  for (guint i = 0; i < N_PARTS; i++)
    {
      guint part = sx_part_parse (part_names[i]);

      gtk_widget_set_visible (GTK_WIDGET (rows[i]), part != 0);
      if (part)
        sx_export_part_row_set_part (rows[i], part);
      sx_export_part_row_set_active (rows[i],
                                     part && g_strv_contains ((const char *const *)parts, part_names[i]));
    }
  for (guint i = 0; i < SX_N_ATLAS_FORMATS; i++)
    gtk_check_button_set_active (checks[i], g_strv_contains ((const char *const *)formats,
                                                             sx_atlas_format_suffix ((SxAtlasFormat)i)));
  gtk_editable_set_text (GTK_EDITABLE (self->folder), folder);
  gtk_editable_set_text (GTK_EDITABLE (self->agency), agency);
  bring_back_paper (self);
}

void
sx_export_parts_remember (SxExportParts *self)
{
  GSettings *settings = sx_settings_get ();
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new (), formats = g_strv_builder_new ();
  GtkCheckButton *checks[SX_N_ATLAS_FORMATS];
  SxExportPartRow *rows[N_PARTS];
  SxDeliveryLook look;

  get_rows (self, rows);
  get_formats (self, checks);
  for (guint i = 0; i < N_PARTS; i++)
    if (sx_export_part_row_is_active (rows[i]))
      g_strv_builder_add (parts, part_names[i]);
  for (guint i = 0; i < SX_N_ATLAS_FORMATS; i++)
    if (gtk_check_button_get_active (checks[i]))
      g_strv_builder_add (formats, sx_atlas_format_suffix ((SxAtlasFormat)i));
  {
    g_auto (GStrv) part_strv = g_strv_builder_end (parts), format_strv = g_strv_builder_end (formats);

    g_settings_set_strv (settings, SX_SETTING_EXPORT_PARTS, (const char *const *)part_strv);
    g_settings_set_strv (settings, SX_SETTING_EXPORT_FORMATS, (const char *const *)format_strv);
  }
  sx_export_parts_get_look (self, &look);
  g_settings_set_string (settings, SX_SETTING_EXPORT_PAPER, look.paper);
  g_settings_set_string (settings, SX_SETTING_EXPORT_AGENCY, look.agency);
  g_settings_set_string (settings, SX_SETTING_EXPORT_FOLDER,
                         gtk_editable_get_text (GTK_EDITABLE (self->folder)));
}

/* ---- as chosen */

void
sx_export_parts_set_plan (SxExportParts *self, const char *file)
{
  if (!*gtk_editable_get_text (GTK_EDITABLE (self->folder)))
    {
      g_autofree char *parent = g_path_get_dirname (file);
      g_autofree char *folder = g_build_filename (parent, _ ("Export"), NULL);
      g_autofree char *shown = g_filename_to_utf8 (folder, -1, NULL, NULL, NULL);

      if (shown)
        gtk_editable_set_text (GTK_EDITABLE (self->folder), shown);
    }
}

static guint
get_parts (SxExportParts *self)
{
  SxExportPartRow *rows[N_PARTS];
  guint parts = 0;

  get_rows (self, rows);
  for (guint i = 0; i < N_PARTS; i++)
    if (sx_export_part_row_is_active (rows[i]))
      parts |= sx_export_part_row_get_part (rows[i]);
  return parts;
}

static guint
get_atlas_formats (SxExportParts *self)
{
  GtkCheckButton *checks[SX_N_ATLAS_FORMATS];
  guint formats = 0;

  get_formats (self, checks);
  for (guint i = 0; i < SX_N_ATLAS_FORMATS; i++)
    formats |= gtk_check_button_get_active (checks[i]) ? 1u << i : 0;
  return formats;
}

void
sx_export_parts_get_options (SxExportParts *self, SxDeliverOptions *out)
{
  *out = (SxDeliverOptions){ .folder = gtk_editable_get_text (GTK_EDITABLE (self->folder)),
                             .parts = get_parts (self),
                             .with_personal = gtk_switch_get_active (self->personal),
                             .atlas_formats = get_atlas_formats (self) };
}

void
sx_export_parts_get_look (SxExportParts *self, SxDeliveryLook *out)
{
  GtkStringObject *paper = GTK_STRING_OBJECT (adw_combo_row_get_selected_item (self->paper));

  out->paper = gtk_string_object_get_string (paper);
  out->agency = gtk_editable_get_text (GTK_EDITABLE (self->agency));
}

char *
sx_export_parts_get_fault (SxExportParts *self)
{
  const char *folder = gtk_editable_get_text (GTK_EDITABLE (self->folder));

  if (get_parts (self) == 0)
    return g_strdup (_ ("Nothing is chosen to be written."));
  if (has_maps (self) && get_atlas_formats (self) == 0)
    return g_strdup (_ ("No format of the map sheets is chosen."));
  if (!g_path_is_absolute (folder))
    return g_strdup (_ ("Choose the folder to write to; its path begins with “/”."));
  return NULL;
}

/* ---- the object */

static void
sx_export_parts_dispose (GObject *object)
{
  SxExportParts *self = SX_EXPORT_PARTS (object);

  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  self->is_ready = FALSE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_EXPORT_PARTS);
  G_OBJECT_CLASS (sx_export_parts_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, folder);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, agency);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, database);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, tables);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, maps);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, report);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, filegdb);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, shapefiles);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, map_options);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, paper);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, pdf);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, png);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, svg);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, personal_row);
  gtk_widget_class_bind_template_child (widget_class, SxExportParts, personal);
}

static void
sx_export_parts_class_init (SxExportPartsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_parts_dispose;
  g_type_ensure (SX_TYPE_EXPORT_PART_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-parts.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, agency_typed);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, look_changed);
  gtk_widget_class_bind_template_callback (widget_class, personal_toggled);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOK_CHANGED]
      = g_signal_new ("look-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sx_export_parts_init (SxExportParts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bring_back (self);
  personal_toggled (self);
  self->is_ready = TRUE;
  gtk_widget_set_visible (self->map_options, has_maps (self));
}
