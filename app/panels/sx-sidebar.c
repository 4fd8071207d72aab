/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-sidebar.h"

#include "panels/sx-adjustment-form.h"
#include "panels/sx-adjustment-list.h"
#include "panels/sx-layer-list.h"

struct _SxSidebar
{
  GtkWidget parent_instance;
  gboolean is_divided; /* the panes have their heights */

  /* template */
  GtkPaned *upper;
  GtkPaned *lower;
  SxLayerList *layers;
  SxAdjustmentList *adjustments;
  SxAdjustmentForm *form;
};

G_DEFINE_FINAL_TYPE (SxSidebar, sx_sidebar, GTK_TYPE_WIDGET)

/* The first heights, as the window gives room: what is long is the list in the middle. */
static gboolean
divide (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SxSidebar *self = SX_SIDEBAR (widget);
  int height = gtk_widget_get_height (widget);
  int layers = CLAMP (height * 3 / 10, 206, 420), form = CLAMP (height * 36 / 100, 238, 340);

  if (self->is_divided)
    return G_SOURCE_REMOVE;
  sx_sidebar_set_panes (self, layers, height - layers - form);
  return G_SOURCE_REMOVE;
}

static void
mapped (SxSidebar *self)
{
  if (!self->is_divided)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), divide, NULL, NULL);
}

static void
sx_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_SIDEBAR);
  G_OBJECT_CLASS (sx_sidebar_parent_class)->dispose (object);
}

static void
sx_sidebar_class_init (SxSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_sidebar_dispose;
  g_type_ensure (SX_TYPE_ADJUSTMENT_FORM);
  g_type_ensure (SX_TYPE_ADJUSTMENT_LIST);
  g_type_ensure (SX_TYPE_LAYER_LIST);
  gtk_widget_class_set_css_name (widget_class, "sx-sidebar");
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-sidebar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxSidebar, upper);
  gtk_widget_class_bind_template_child (widget_class, SxSidebar, lower);
  gtk_widget_class_bind_template_child (widget_class, SxSidebar, layers);
  gtk_widget_class_bind_template_child (widget_class, SxSidebar, adjustments);
  gtk_widget_class_bind_template_child (widget_class, SxSidebar, form);
}

static void
sx_sidebar_init (SxSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_after (self, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect_object (self->adjustments, "rename", G_CALLBACK (sx_adjustment_form_edit_name), self->form,
                           G_CONNECT_SWAPPED);
}

void
sx_sidebar_set_session (SxSidebar *self, SxSession *session)
{
  g_autoptr (SxSchemeRows) rows = session ? sx_scheme_rows_new (session) : NULL;

  sx_layer_list_set_session (self->layers, session);
  sx_adjustment_list_set_session (self->adjustments, session, rows);
  sx_adjustment_form_set_session (self->form, session, rows);
}

void
sx_sidebar_set_view (SxSidebar *self, SxMapView *view)
{
  sx_layer_list_set_view (self->layers, view);
  sx_adjustment_list_set_view (self->adjustments, view);
  sx_adjustment_form_set_view (self->form, view);
}

void
sx_sidebar_find (SxSidebar *self)
{
  sx_adjustment_list_find (self->adjustments);
}

void
sx_sidebar_edit_name (SxSidebar *self)
{
  sx_adjustment_form_edit_name (self->form);
}

void
sx_sidebar_delete (SxSidebar *self)
{
  sx_adjustment_list_delete (self->adjustments);
}

void
sx_sidebar_get_panes (SxSidebar *self, int *layers, int *adjustments)
{
  *layers = gtk_paned_get_position (self->upper);
  *adjustments = gtk_paned_get_position (self->lower);
}

void
sx_sidebar_set_panes (SxSidebar *self, int layers, int adjustments)
{
  self->is_divided = TRUE;
  gtk_paned_set_position (self->upper, layers);
  gtk_paned_set_position (self->lower, adjustments);
}
