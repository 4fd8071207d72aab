/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-heading.h"

#include "sx-tooltip.h"

struct _SxIndicatorHeading
{
  GtkListBoxRow parent_instance;
  GtkBox *box;
  GtkImage *arrow;
  GtkLabel *title, *count;
  gboolean is_folded;
};

G_DEFINE_FINAL_TYPE (SxIndicatorHeading, sx_indicator_heading, GTK_TYPE_LIST_BOX_ROW)

static void
sx_indicator_heading_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  G_OBJECT_CLASS (sx_indicator_heading_parent_class)->dispose (object);
}

static void
sx_indicator_heading_class_init (SxIndicatorHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_heading_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-heading.ui");
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorHeading, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorHeading, arrow);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorHeading, title);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorHeading, count);
}

static void
sx_indicator_heading_init (SxIndicatorHeading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sx_indicator_heading_new (const char *title)
{
  SxIndicatorHeading *self = g_object_new (SX_TYPE_INDICATOR_HEADING, NULL);

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);
  return GTK_WIDGET (self);
}

void
sx_indicator_heading_set_count (SxIndicatorHeading *self, const char *count, const char *what,
                                gboolean is_bad)
{
  g_autofree char *label = NULL;

  if (g_str_equal (gtk_label_get_label (self->count), count)
      && gtk_widget_has_css_class (GTK_WIDGET (self), "bad") == is_bad)
    return;
  label = g_strdup_printf ("%s, %s", gtk_label_get_label (self->title), what);
  gtk_label_set_label (self->count, count);
  sx_tooltip_set (GTK_WIDGET (self->count), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (is_bad)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bad");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bad");
}

void
sx_indicator_heading_set_folded (SxIndicatorHeading *self, gboolean is_folded)
{
  self->is_folded = is_folded;
  gtk_image_set_from_icon_name (self->arrow, is_folded ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, !is_folded, -1);
}

gboolean
sx_indicator_heading_is_folded (SxIndicatorHeading *self)
{
  return self->is_folded;
}

void
sx_indicator_heading_add (SxIndicatorHeading *self, GtkWidget *widget)
{
  gtk_box_append (self->box, widget);
}
