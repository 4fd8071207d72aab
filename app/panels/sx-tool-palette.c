/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-tool-palette.h"

#include "sx-template.h"

#include "tools/sx-toolbox.h"

struct _SxToolPalette
{
  GtkWidget parent_instance;
  SxToolbox *toolbox;
};

G_DEFINE_FINAL_TYPE (SxToolPalette, sx_tool_palette, GTK_TYPE_WIDGET)

static void
sx_tool_palette_dispose (GObject *object)
{
  SxToolPalette *self = SX_TOOL_PALETTE (object);

  g_clear_object (&self->toolbox);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_TOOL_PALETTE);
  G_OBJECT_CLASS (sx_tool_palette_parent_class)->dispose (object);
}

static void
sx_tool_palette_class_init (SxToolPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_tool_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-tool-palette.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sx-tool-palette");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
sx_tool_palette_init (SxToolPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_tool_palette_set_session (SxToolPalette *self, SxSession *session)
{
  sx_toolbox_set_session (self->toolbox, session);
}

void
sx_tool_palette_set_view (SxToolPalette *self, SxMapView *view)
{
  g_return_if_fail (!self->toolbox);
  self->toolbox = sx_toolbox_new (view);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", sx_toolbox_get_actions (self->toolbox));
}

GActionGroup *
sx_tool_palette_get_actions (SxToolPalette *self)
{
  return sx_toolbox_get_actions (self->toolbox);
}
