/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-panel.h"

struct _SxIndicatorPanel
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
};

G_DEFINE_FINAL_TYPE (SxIndicatorPanel, sx_indicator_panel, GTK_TYPE_WIDGET)

static void
sx_indicator_panel_dispose (GObject *object)
{
  SxIndicatorPanel *self = SX_INDICATOR_PANEL (object);

  sx_indicator_panel_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_PANEL);
  G_OBJECT_CLASS (sx_indicator_panel_parent_class)->dispose (object);
}

static void
sx_indicator_panel_class_init (SxIndicatorPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-panel.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_indicator_panel_init (SxIndicatorPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_indicator_panel_set_session (SxIndicatorPanel *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
}

void
sx_indicator_panel_set_view (SxIndicatorPanel *self, SxMapView *view)
{
  self->view = view;
}
