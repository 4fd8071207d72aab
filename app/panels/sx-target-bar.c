/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-target-bar.h"

struct _SxTargetBar
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
};

G_DEFINE_FINAL_TYPE (SxTargetBar, sx_target_bar, GTK_TYPE_WIDGET)

static void
sx_target_bar_dispose (GObject *object)
{
  SxTargetBar *self = SX_TARGET_BAR (object);

  sx_target_bar_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_TARGET_BAR);
  G_OBJECT_CLASS (sx_target_bar_parent_class)->dispose (object);
}

static void
sx_target_bar_class_init (SxTargetBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_target_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-target-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_target_bar_init (SxTargetBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_target_bar_set_session (SxTargetBar *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
}

void
sx_target_bar_set_view (SxTargetBar *self, SxMapView *view)
{
  self->view = view;
}
