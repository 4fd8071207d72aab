/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-check-row.h"

#include "sx-accessible.h"

#include "base/sx-i18n.h"

struct _SxExportCheckRow
{
  AdwActionRow parent_instance;
  const SxPreflightItem *item;

  /* template */
  GtkImage *icon;
  GtkWidget *go;
};

static guint go_there_signal;

G_DEFINE_FINAL_TYPE (SxExportCheckRow, sx_export_check_row, ADW_TYPE_ACTION_ROW)

static void
go_clicked (SxExportCheckRow *self)
{
  g_signal_emit (self, go_there_signal, 0);
}

static void
sx_export_check_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_EXPORT_CHECK_ROW);
  G_OBJECT_CLASS (sx_export_check_row_parent_class)->dispose (object);
}

static void
sx_export_check_row_class_init (SxExportCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_check_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxExportCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SxExportCheckRow, go);
  gtk_widget_class_bind_template_callback (widget_class, go_clicked);
  go_there_signal = g_signal_new ("go-there", SX_TYPE_EXPORT_CHECK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
sx_export_check_row_init (SxExportCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
icon_of (const SxPreflightItem *item)
{
  if (item->blocks)
    return "sx-verdict-fail-symbolic";
  if (item->kind == SX_PREFLIGHT_JUDGEMENT)
    return "sx-verdict-manual-symbolic";
  if (item->kind == SX_PREFLIGHT_NO_DATA || item->kind == SX_PREFLIGHT_NO_LAYER)
    return "sx-verdict-nodata-symbolic";
  return "dialog-warning-symbolic";
}

/* Of the map or the panel; what is said of the package as a whole is nowhere. */
static gboolean
has_place (const SxPreflightItem *item)
{
  return item->indicator || item->adjustment != 0 || !sx_box_is_empty (item->box);
}

/* A sign stays with its number. */
static char *
unbroken (const char *text)
{
  GString *result = g_string_new (text);

  g_string_replace (result, "≤ ", "≤\u00a0", 0);
  g_string_replace (result, "≥ ", "≥\u00a0", 0);
  return g_string_free (result, FALSE);
}

GtkWidget *
sx_export_check_row_new (const SxPreflightItem *item)
{
  SxExportCheckRow *self = g_object_new (SX_TYPE_EXPORT_CHECK_ROW, NULL);
  g_autofree char *name = g_strdup_printf (_ ("Go there: %s"), item->text), *title = unbroken (item->text);

  self->item = item;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_image_set_from_icon_name (self->icon, icon_of (item));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), item->blocks ? "error" : "dim-label");
  gtk_widget_set_visible (self->go, has_place (item));
  sx_accessible_name_button (self->go, name);
  return GTK_WIDGET (self);
}

const SxPreflightItem *
sx_export_check_row_get_item (SxExportCheckRow *self)
{
  return self->item;
}
