/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-compare-tool.h"

#include "map/sx-sketch.h"
#include "tools/sx-plot.h"

#include "base/sx-i18n.h"
#include "picture/sx-picture-pick.h"
#include "plan/sx-item.h"

#define REACH_PIXELS 4 /* of a border */

struct _SxCompareTool
{
  SxTool parent_instance;
  SxShape *shape;
  gboolean is_line;
  gboolean is_here; /* the shape is an item of this map's scheme */
  char *copy_label;
  SxItemKind hovered_kind;
  gint64 hovered; /* its fid; 0: none */
};

enum
{
  PICKED,
  COPY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxCompareTool, sx_compare_tool, SX_TYPE_TOOL)

/* The topmost road at a place, or what of the reclassifications; they lie as they are painted. */
static gpointer
find_at (const SxScheme *scheme, SxItemKind kind, SxPoint at, double reach)
{
  const GPtrArray *items = sx_item_list (scheme, kind);

  for (guint i = items->len; i > 0; i--)
    {
      SxShapeView view = sx_shape_view (sx_item_shape (kind, items->pdata[i - 1]));

      if (sx_box_overlaps (sx_box_grown (view.box, reach), (SxBox){ at.x, at.y, at.x, at.y })
          && (sx_shape_edge_is_near (&view, at, reach)
              || (kind != SX_ITEM_ROAD && sx_shape_has_point (&view, at))))
        return items->pdata[i - 1];
    }
  return NULL;
}

/* What the scheme has at a place: what is narrow before what is wide. NULL: nothing. */
static gpointer
item_at (SxTool *tool, SxPoint at, SxItemKind *kind)
{
  SxMapView *view = sx_tool_get_view (tool);
  const SxScheme *scheme = sx_map_view_get_scheme (view);
  double reach = REACH_PIXELS * sx_map_view_get_metres_per_pixel (view);
  gpointer item;

  if (!scheme)
    return NULL;
  *kind = SX_ITEM_ROAD;
  if ((item = find_at (scheme, *kind, at, reach)))
    return item;
  *kind = SX_ITEM_ADJUSTMENT;
  if ((item = sx_plot_in_scheme (scheme, at, reach)))
    return item;
  *kind = SX_ITEM_RECLASS;
  return find_at (scheme, *kind, at, reach);
}

static gpointer
find (SxTool *tool, SxItemKind kind, gint64 fid)
{
  const SxScheme *scheme = sx_map_view_get_scheme (sx_tool_get_view (tool));
  const GPtrArray *items = scheme ? sx_item_list (scheme, kind) : NULL;

  for (guint i = 0; items && fid != 0 && i < items->len; i++)
    if (sx_item_fid (kind, items->pdata[i]) == fid)
      return items->pdata[i];
  return NULL;
}

static gboolean
pick (SxTool *tool, SxPoint at)
{
  SxItemKind kind;
  gpointer item = item_at (tool, at, &kind);

  if (item)
    g_signal_emit (tool, signals[PICKED], 0, (int)kind, sx_item_fid (kind, item));
  return item != NULL;
}

/* Beside what the scheme has the map is panned. */
static gboolean
sx_compare_tool_press (SxTool *tool, const SxPointer *pointer)
{
  return pointer->button == GDK_BUTTON_PRIMARY && pick (tool, pointer->at);
}

static void
hover (SxTool *tool, SxItemKind kind, gint64 fid)
{
  SxCompareTool *self = SX_COMPARE_TOOL (tool);

  if (fid == self->hovered && kind == self->hovered_kind)
    return;
  self->hovered = fid;
  self->hovered_kind = kind;
  sx_tool_queue_draw (tool);
}

static void
sx_compare_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxItemKind kind;
  gpointer item = item_at (tool, pointer->at, &kind);

  hover (tool, item ? kind : SX_ITEM_ADJUSTMENT, item ? sx_item_fid (kind, item) : 0);
}

static void
sx_compare_tool_leave (SxTool *tool)
{
  hover (tool, SX_ITEM_ADJUSTMENT, 0);
}

static gboolean
sx_compare_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape || !SX_COMPARE_TOOL (tool)->shape)
    return FALSE;
  g_signal_emit (tool, signals[PICKED], 0, (int)SX_ITEM_ADJUSTMENT, (gint64)0);
  return TRUE;
}

static void
sx_compare_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxCompareTool *self = SX_COMPARE_TOOL (tool);
  gpointer item = find (tool, self->hovered_kind, self->hovered);
  SxShape *hovered = item ? sx_item_shape (self->hovered_kind, item) : NULL;

  if (hovered && hovered != self->shape)
    sx_sketch_shape (sketch, hovered, self->hovered_kind == SX_ITEM_ROAD, SX_PEN_HOVER);
  if (self->shape)
    sx_sketch_shape (sketch, self->shape, self->is_line, self->is_here ? SX_PEN_SELECTED : SX_PEN_HOVER);
}

static GMenuModel *
sx_compare_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  SxCompareTool *self = SX_COMPARE_TOOL (tool);
  GMenu *menu;

  if (!pick (tool, pointer->at) || !self->copy_label)
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
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT64);
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
sx_compare_tool_set_shape (SxCompareTool *self, SxShape *shape, gboolean is_line, gboolean is_here)
{
  g_autoptr (SxShape) old = self->shape; /* may be the same */

  self->shape = shape ? sx_shape_ref (shape) : NULL;
  self->is_line = is_line;
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
