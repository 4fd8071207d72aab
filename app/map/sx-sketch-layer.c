/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-sketch-layer.h"

#include "map/sx-map-input.h"
#include "map/sx-map-view.h"
#include "map/sx-sketch.h"

struct _SxSketchLayer
{
  ShumateLayer parent_instance;
  SxMapView *view;
  SxSketch *sketch;
};

G_DEFINE_FINAL_TYPE (SxSketchLayer, sx_sketch_layer, SHUMATE_TYPE_LAYER)

static void
draw_selection (SxSketchLayer *self, SxSession *session)
{
  guint n;
  const gint64 *fids = sx_session_get_selection (session, &n);

  if (sx_map_view_get_scheme (self->view) != sx_session_get_scheme (session))
    return; /* the selection is of the open scheme */
  for (guint i = 0; i < n; i++)
    {
      SxAdjustment *item = sx_session_find_adjustment (session, fids[i]);

      if (item)
        sx_sketch_shape (self->sketch, item->shape, FALSE, SX_PEN_SELECTED);
    }
}

static void
sx_sketch_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxSketchLayer *self = SX_SKETCH_LAYER (widget);
  SxSession *session = sx_map_view_get_session (self->view);
  SxTool *tool = sx_map_view_get_tool (self->view);
  double x, y;

  if (!session || g_list_model_get_n_items (sx_session_get_layers (session)) == 0)
    return; /* where the plan lies is not known yet */
  sx_sketch_begin (self->sketch, snapshot);
  draw_selection (self, session);
  if (tool)
    sx_tool_snapshot (tool, self->sketch);
  if (sx_map_input_get_crosshair (self->view, &x, &y))
    sx_sketch_crosshair (self->sketch, x, y);
  sx_sketch_end (self->sketch);
}

static void
sx_sketch_layer_finalize (GObject *object)
{
  sx_sketch_free (SX_SKETCH_LAYER (object)->sketch);
  G_OBJECT_CLASS (sx_sketch_layer_parent_class)->finalize (object);
}

static void
sx_sketch_layer_class_init (SxSketchLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_sketch_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = sx_sketch_layer_snapshot;
}

static void
sx_sketch_layer_init (SxSketchLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

SxSketchLayer *
sx_sketch_layer_new (SxMapView *view, ShumateViewport *viewport)
{
  SxSketchLayer *self = g_object_new (SX_TYPE_SKETCH_LAYER, "viewport", viewport, NULL);

  self->view = view;
  self->sketch = sx_sketch_new (view);
  return self;
}
