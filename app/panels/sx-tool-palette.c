/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-tool-palette.h"

struct _SxToolPalette
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
};

G_DEFINE_FINAL_TYPE (SxToolPalette, sx_tool_palette, GTK_TYPE_WIDGET)

static void
sx_tool_palette_dispose (GObject *object)
{
  SxToolPalette *self = SX_TOOL_PALETTE (object);

  sx_tool_palette_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_TOOL_PALETTE);
  G_OBJECT_CLASS (sx_tool_palette_parent_class)->dispose (object);
}

static void
sx_tool_palette_class_init (SxToolPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_tool_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-tool-palette.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sx_tool_palette_init (SxToolPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_tool_palette_set_session (SxToolPalette *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
}

void
sx_tool_palette_set_view (SxToolPalette *self, SxMapView *view)
{
  self->view = view;
}
