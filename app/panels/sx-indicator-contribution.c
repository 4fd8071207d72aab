/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-contribution.h"

#include <math.h>

#include "base/sx-i18n.h"

struct _SxIndicatorContribution
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *name, *delta;
  GtkProgressBar *bar;
  GtkWidget *locate;
};

static guint locate_signal;

G_DEFINE_FINAL_TYPE (SxIndicatorContribution, sx_indicator_contribution, GTK_TYPE_WIDGET)

static void
locate_clicked (SxIndicatorContribution *self)
{
  g_signal_emit (self, locate_signal, 0);
}

static void
sx_indicator_contribution_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_INDICATOR_CONTRIBUTION);
  G_OBJECT_CLASS (sx_indicator_contribution_parent_class)->dispose (object);
}

static void
sx_indicator_contribution_class_init (SxIndicatorContributionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_contribution_dispose;
  locate_signal = g_signal_new ("locate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-contribution.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContribution, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContribution, name);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContribution, delta);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContribution, bar);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContribution, locate);
  gtk_widget_class_bind_template_callback (widget_class, locate_clicked);
}

static void
sx_indicator_contribution_init (SxIndicatorContribution *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sx_indicator_contribution_new (void)
{
  return g_object_new (SX_TYPE_INDICATOR_CONTRIBUTION, NULL);
}

void
sx_indicator_contribution_show (SxIndicatorContribution *self, const char *name, const char *delta,
                                const char *without, double share)
{
  g_autofree char *tooltip = g_strdup_printf (_ ("%s without it"), without);
  g_autofree char *locate = g_strdup_printf (_ ("Show %s on the map"), name);
  g_autofree char *sentence = g_strdup_printf ("%s, %s, %s", name, delta, tooltip);

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->delta, delta);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->delta), tooltip);
  gtk_progress_bar_set_fraction (self->bar, fabs (share));
  gtk_widget_remove_css_class (GTK_WIDGET (self), share < 0 ? "helps" : "harms");
  gtk_widget_add_css_class (GTK_WIDGET (self), share < 0 ? "harms" : "helps");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->locate), GTK_ACCESSIBLE_PROPERTY_LABEL, locate, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
