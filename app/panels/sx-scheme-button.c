/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-scheme-button.h"

struct _SxSchemeButton
{
  GtkWidget parent_instance;
  SxSession *session;
};

G_DEFINE_FINAL_TYPE (SxSchemeButton, sx_scheme_button, GTK_TYPE_WIDGET)

static void
sx_scheme_button_dispose (GObject *object)
{
  SxSchemeButton *self = SX_SCHEME_BUTTON (object);

  sx_scheme_button_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_SCHEME_BUTTON);
  G_OBJECT_CLASS (sx_scheme_button_parent_class)->dispose (object);
}

static void
sx_scheme_button_class_init (SxSchemeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_scheme_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-scheme-button.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_scheme_button_init (SxSchemeButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_scheme_button_set_session (SxSchemeButton *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
}
