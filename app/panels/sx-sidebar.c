/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-sidebar.h"

struct _SxSidebar
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
};

G_DEFINE_FINAL_TYPE (SxSidebar, sx_sidebar, GTK_TYPE_WIDGET)

static void
sx_sidebar_dispose (GObject *object)
{
  SxSidebar *self = SX_SIDEBAR (object);

  sx_sidebar_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_SIDEBAR);
  G_OBJECT_CLASS (sx_sidebar_parent_class)->dispose (object);
}

static void
sx_sidebar_class_init (SxSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_sidebar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-sidebar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_sidebar_init (SxSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_sidebar_set_session (SxSidebar *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
}

void
sx_sidebar_set_view (SxSidebar *self, SxMapView *view)
{
  self->view = view;
}
