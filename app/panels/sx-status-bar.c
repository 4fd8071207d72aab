/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-status-bar.h"

#include "sx-template.h"

struct _SxStatusBar
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
};

G_DEFINE_FINAL_TYPE (SxStatusBar, sx_status_bar, GTK_TYPE_WIDGET)

static void
sx_status_bar_dispose (GObject *object)
{
  SxStatusBar *self = SX_STATUS_BAR (object);

  sx_status_bar_set_session (self, NULL);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_STATUS_BAR);
  G_OBJECT_CLASS (sx_status_bar_parent_class)->dispose (object);
}

static void
sx_status_bar_class_init (SxStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_status_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-status-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_status_bar_init (SxStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_status_bar_set_session (SxStatusBar *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
}

void
sx_status_bar_set_view (SxStatusBar *self, SxMapView *view)
{
  self->view = view;
}
