/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-sketch-layer.h"

#include "map/sx-map-view.h"

struct _SxSketchLayer
{
  ShumateLayer parent_instance;
  SxMapView *view;
};

G_DEFINE_FINAL_TYPE (SxSketchLayer, sx_sketch_layer, SHUMATE_TYPE_LAYER)

static void
sx_sketch_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxTool *tool = sx_map_view_get_tool (SX_SKETCH_LAYER (widget)->view);

  if (tool)
    sx_tool_snapshot (tool, snapshot);
}

static void
sx_sketch_layer_class_init (SxSketchLayerClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = sx_sketch_layer_snapshot;
}

static void
sx_sketch_layer_init (SxSketchLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

SxSketchLayer *
sx_sketch_layer_new (SxMapView *view, ShumateViewport *viewport)
{
  SxSketchLayer *self = g_object_new (SX_TYPE_SKETCH_LAYER, "viewport", viewport, NULL);

  self->view = view;
  return self;
}
