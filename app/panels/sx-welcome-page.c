/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-welcome-page.h"

struct _SxWelcomePage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SxWelcomePage, sx_welcome_page, GTK_TYPE_WIDGET)

static void
sx_welcome_page_dispose (GObject *object)
{
  SxWelcomePage *self = SX_WELCOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (sx_welcome_page_parent_class)->dispose (object);
}

static void
sx_welcome_page_class_init (SxWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-welcome-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_welcome_page_init (SxWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
