/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-compare-tool.h"

#include "map/sx-sketch.h"
#include "tools/sx-plot.h"

#include "base/sx-i18n.h"

#define REACH_PIXELS 4 /* of a border */

struct _SxCompareTool
{
  SxTool parent_instance;
  SxShape *shape;
  gboolean is_here; /* the shape is a plot of this map */
  char *copy_label;
  gint64 hovered;
};

enum
{
  PICKED,
  COPY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxCompareTool, sx_compare_tool, SX_TYPE_TOOL)

static SxAdjustment *
plot_at (SxTool *tool, SxPoint at)
{
  SxMapView *view = sx_tool_get_view (tool);

  return sx_plot_in_scheme (sx_map_view_get_scheme (view), at,
                            REACH_PIXELS * sx_map_view_get_metres_per_pixel (view));
}

static SxAdjustment *
find (SxTool *tool, gint64 fid)
{
  const SxScheme *scheme = sx_map_view_get_scheme (sx_tool_get_view (tool));

  for (guint i = 0; scheme && fid != 0 && i < scheme->adjustments->len; i++)
    if (((SxAdjustment *)scheme->adjustments->pdata[i])->fid == fid)
      return scheme->adjustments->pdata[i];
  return NULL;
}

/* Beside a plot the map is panned. */
static gboolean
sx_compare_tool_press (SxTool *tool, const SxPointer *pointer)
{
  SxAdjustment *item = pointer->button == GDK_BUTTON_PRIMARY ? plot_at (tool, pointer->at) : NULL;

  if (item)
    g_signal_emit (tool, signals[PICKED], 0, item->fid);
  return item != NULL;
}

static void
hover (SxTool *tool, gint64 fid)
{
  SxCompareTool *self = SX_COMPARE_TOOL (tool);

  if (fid == self->hovered)
    return;
  self->hovered = fid;
  sx_tool_queue_draw (tool);
}

static void
sx_compare_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxAdjustment *item = plot_at (tool, pointer->at);

  hover (tool, item ? item->fid : 0);
}

static void
sx_compare_tool_leave (SxTool *tool)
{
  hover (tool, 0);
}

static gboolean
sx_compare_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape || !SX_COMPARE_TOOL (tool)->shape)
    return FALSE;
  g_signal_emit (tool, signals[PICKED], 0, (gint64)0);
  return TRUE;
}

static void
sx_compare_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxCompareTool *self = SX_COMPARE_TOOL (tool);
  SxAdjustment *item = find (tool, self->hovered);

  if (item && item->shape != self->shape)
    sx_sketch_shape (sketch, item->shape, FALSE, SX_PEN_HOVER);
  if (self->shape)
    sx_sketch_shape (sketch, self->shape, FALSE, self->is_here ? SX_PEN_SELECTED : SX_PEN_HOVER);
}

static GMenuModel *
sx_compare_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  SxCompareTool *self = SX_COMPARE_TOOL (tool);
  SxAdjustment *item = plot_at (tool, pointer->at);
  GMenu *menu;

  if (!item)
    return NULL;
  g_signal_emit (tool, signals[PICKED], 0, item->fid);
  if (!self->copy_label)
    return NULL;
  menu = g_menu_new ();
  sx_tool_menu_add (menu, self->copy_label, "copy");
  return G_MENU_MODEL (menu);
}

static void
sx_compare_tool_act (SxTool *tool, const char *what)
{
  g_signal_emit (tool, signals[COPY], 0);
}

static void
sx_compare_tool_finalize (GObject *object)
{
  SxCompareTool *self = SX_COMPARE_TOOL (object);

  g_clear_pointer (&self->shape, sx_shape_unref);
  g_free (self->copy_label);
  G_OBJECT_CLASS (sx_compare_tool_parent_class)->finalize (object);
}

static void
sx_compare_tool_class_init (SxCompareToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_compare_tool_finalize;
  tool_class->press = sx_compare_tool_press;
  tool_class->motion = sx_compare_tool_motion;
  tool_class->leave = sx_compare_tool_leave;
  tool_class->key = sx_compare_tool_key;
  tool_class->snapshot = sx_compare_tool_snapshot;
  tool_class->menu = sx_compare_tool_menu;
  tool_class->act = sx_compare_tool_act;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[COPY] = g_signal_new ("copy", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
sx_compare_tool_init (SxCompareTool *self)
{
}

SxCompareTool *
sx_compare_tool_new (void)
{
  return g_object_new (SX_TYPE_COMPARE_TOOL, NULL);
}

void
sx_compare_tool_set_shape (SxCompareTool *self, SxShape *shape, gboolean is_here)
{
  g_autoptr (SxShape) old = self->shape; /* may be the same */

  self->shape = shape ? sx_shape_ref (shape) : NULL;
  self->is_here = is_here;
  if (sx_tool_get_view (SX_TOOL (self)))
    sx_tool_queue_draw (SX_TOOL (self));
}

void
sx_compare_tool_set_copy_label (SxCompareTool *self, const char *label)
{
  g_free (self->copy_label);
  self->copy_label = g_strdup (label);
}
