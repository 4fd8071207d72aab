/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-road-tool.h"

#include "tools/sx-plot.h"
#include "tools/sx-question.h"
#include "tools/sx-road-popover.h"

#include "base/sx-i18n.h"
#include "picture/sx-picture-pick.h"

#define REACH_PIXELS 6
#define NONE G_MAXUINT32

struct _SxRoadTool
{
  SxDrawTool parent_instance;
  SxQuestion question; /* the popover, while it asks about `drawn` */
  SxShape *drawn;
  gint64 hovered;       /* fid of a road of the scheme; 0: none */
  guint32 hovered_base; /* feature of the plan's roads; NONE */
};

G_DEFINE_FINAL_TYPE (SxRoadTool, sx_road_tool, SX_TYPE_DRAW_TOOL)

static SxRoadPopover *
popover (SxRoadTool *self)
{
  return SX_ROAD_POPOVER (self->question.popover);
}

/* ---- drawing one */

static SxPen
sx_road_tool_pen (SxDrawTool *tool)
{
  return SX_PEN_OTHER;
}

static void
sx_road_tool_preview (SxDrawTool *tool, SxShape *shape)
{
  g_autoptr (SxRoad) road = sx_road_new (FALSE, shape);
  g_autoptr (GPtrArray) roads = g_ptr_array_new ();

  g_ptr_array_add (roads, road);
  sx_session_preview (sx_tool_get_session (SX_TOOL (tool)), NULL, NULL, roads);
}

static void
sx_road_tool_tip (SxDrawTool *tool, SxTip *tip)
{
  SxRoadTool *self = SX_ROAD_TOOL (tool);

  if (sx_draw_tool_is_drawing (tool))
    return;
  if (self->hovered)
    sx_tip_take (tip, SX_TIP_PLAIN, g_strdup (_ ("Delete takes this edit of the roads back")));
  else if (self->hovered_base != NONE)
    sx_tip_take (tip, SX_TIP_PLAIN, g_strdup (_ ("Delete marks this road as removed")));
}

static void
sx_road_tool_finish (SxDrawTool *tool, SxShape *shape)
{
  SxRoadTool *self = SX_ROAD_TOOL (tool);

  g_clear_pointer (&self->drawn, sx_shape_unref);
  self->drawn = sx_shape_ref (shape);
  sx_road_popover_begin (popover (self));
  sx_question_ask (&self->question, SX_TOOL (tool));
}

static void
commit (SxRoadTool *self, const char *label, SxRoad *added, gint64 removed)
{
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  g_autoptr (SxEdit) edit = sx_plot_edit (session, label);

  if (added)
    sx_edit_add_road (edit, added);
  else
    sx_edit_remove_road (edit, removed);
  sx_session_commit (session, edit);
}

void
sx_road_tool_apply (SxRoadTool *self, const char *grade, const char *name)
{
  g_autoptr (SxRoad) road = NULL;
  g_autofree char *label = NULL;

  if (!self->drawn || !sx_tool_is_ready (SX_TOOL (self)))
    return;
  road = sx_road_new (FALSE, self->drawn);
  road->grade = g_strdup (grade);
  road->name = *name ? g_strdup (name) : NULL;
  label = *name ? g_strdup_printf (_ ("Add road “%s”"), name) : g_strdup (_ ("Add a road"));
  commit (self, label, road, 0);
  g_clear_pointer (&self->drawn, sx_shape_unref);
  sx_draw_tool_done (SX_DRAW_TOOL (self));
}

static void
chosen (SxRoadTool *self)
{
  sx_road_tool_apply (self, sx_road_popover_get_grade (popover (self)),
                      sx_road_popover_get_name (popover (self)));
}

/* ---- those that are there */

static SxRoad *
find (SxRoadTool *self, gint64 fid)
{
  const SxScheme *scheme = sx_session_get_scheme (sx_tool_get_session (SX_TOOL (self)));

  for (guint i = 0; scheme && i < scheme->roads->len; i++)
    if (((SxRoad *)scheme->roads->pdata[i])->fid == fid)
      return scheme->roads->pdata[i];
  return NULL;
}

static SxLayerItem *
base_roads (SxRoadTool *self)
{
  return sx_session_find_layer (sx_tool_get_session (SX_TOOL (self)), "ZXCQDLZXX");
}

static void
look_under (SxRoadTool *self, SxPoint at)
{
  SxTool *tool = SX_TOOL (self);
  const SxScheme *scheme = sx_session_get_scheme (sx_tool_get_session (tool));
  SxLayerItem *base = base_roads (self);
  double reach = REACH_PIXELS * sx_map_view_get_metres_per_pixel (sx_tool_get_view (tool));
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));

  self->hovered = 0;
  self->hovered_base = NONE;
  if (sx_draw_tool_is_drawing (SX_DRAW_TOOL (self)) || !scheme)
    return;
  for (guint i = 0; i < scheme->roads->len; i++)
    {
      SxRoad *road = g_ptr_array_index (scheme->roads, i);
      SxShapeView view = sx_shape_view (road->shape);

      if (sx_shape_edge_is_near (&view, at, reach))
        self->hovered = road->fid;
    }
  if (!base || self->hovered)
    return;
  sx_box_tree_query (sx_layer_item_get_tree (base), sx_box_grown ((SxBox){ at.x, at.y, at.x, at.y }, reach),
                     near);
  for (guint i = 0; i < near->len; i++)
    {
      SxShapeView view = sx_layer_shape (sx_layer_item_get_layer (base), g_array_index (near, guint32, i));

      if (sx_shape_edge_is_near (&view, at, reach))
        self->hovered_base = g_array_index (near, guint32, i);
    }
}

static void
sx_road_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  look_under (SX_ROAD_TOOL (tool), pointer->at);
  SX_TOOL_CLASS (sx_road_tool_parent_class)->motion (tool, pointer);
}

/* TRUE: there was a road under the pointer. */
static gboolean
delete_hovered (SxRoadTool *self)
{
  SxLayerItem *base = base_roads (self);

  if (!sx_tool_is_ready (SX_TOOL (self)))
    return FALSE;
  if (find (self, self->hovered))
    commit (self, _ ("Take back an edit of the roads"), NULL, self->hovered);
  else if (base && self->hovered_base != NONE)
    {
      SxShapeView view = sx_layer_shape (sx_layer_item_get_layer (base), self->hovered_base);
      g_autoptr (SxShape) shape = sx_shape_new (&view);
      g_autoptr (SxRoad) road = sx_road_new (TRUE, shape);

      commit (self, _ ("Remove a road"), road, 0);
    }
  else
    return FALSE;
  self->hovered = 0;
  self->hovered_base = NONE;
  return TRUE;
}

static gboolean
sx_road_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  if ((keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) && delete_hovered (SX_ROAD_TOOL (tool)))
    return TRUE;
  return SX_TOOL_CLASS (sx_road_tool_parent_class)->key (tool, keyval, state);
}

static GMenuModel *
sx_road_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  SxRoadTool *self = SX_ROAD_TOOL (tool);
  GMenu *menu;

  look_under (self, pointer->at);
  if (self->hovered == 0 && self->hovered_base == NONE)
    return SX_TOOL_CLASS (sx_road_tool_parent_class)->menu (tool, pointer);
  menu = g_menu_new ();
  sx_tool_menu_add (menu, self->hovered ? _ ("_Take This Edit Back") : _ ("_Mark as Removed"), "delete");
  return G_MENU_MODEL (menu);
}

static void
sx_road_tool_act (SxTool *tool, const char *what)
{
  if (g_str_equal (what, "delete"))
    delete_hovered (SX_ROAD_TOOL (tool));
  else
    SX_TOOL_CLASS (sx_road_tool_parent_class)->act (tool, what);
}

static void
sx_road_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxRoadTool *self = SX_ROAD_TOOL (tool);
  SxRoad *hovered = find (self, self->hovered);
  SxLayerItem *base = base_roads (self);

  if (hovered)
    sx_sketch_shape (sketch, hovered->shape, TRUE, SX_PEN_HOVER);
  else if (base && self->hovered_base != NONE)
    {
      SxShapeView view = sx_layer_shape (sx_layer_item_get_layer (base), self->hovered_base);

      sx_sketch_view (sketch, &view, TRUE, SX_PEN_HOVER);
    }
  SX_TOOL_CLASS (sx_road_tool_parent_class)->snapshot (tool, sketch);
}

/* ---- the object */

static void
sx_road_tool_deactivate (SxTool *tool)
{
  SxRoadTool *self = SX_ROAD_TOOL (tool);

  sx_question_end (&self->question);
  g_clear_pointer (&self->drawn, sx_shape_unref);
  self->hovered = 0;
  self->hovered_base = NONE;
  SX_TOOL_CLASS (sx_road_tool_parent_class)->deactivate (tool);
}

static void
sx_road_tool_finalize (GObject *object)
{
  SxRoadTool *self = SX_ROAD_TOOL (object);

  sx_question_clear (&self->question);
  g_clear_pointer (&self->drawn, sx_shape_unref);
  G_OBJECT_CLASS (sx_road_tool_parent_class)->finalize (object);
}

static void
sx_road_tool_class_init (SxRoadToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);
  SxDrawToolClass *draw_class = SX_DRAW_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_road_tool_finalize;
  tool_class->motion = sx_road_tool_motion;
  tool_class->key = sx_road_tool_key;
  tool_class->menu = sx_road_tool_menu;
  tool_class->act = sx_road_tool_act;
  tool_class->snapshot = sx_road_tool_snapshot;
  tool_class->deactivate = sx_road_tool_deactivate;
  draw_class->is_line = TRUE;
  draw_class->pen = sx_road_tool_pen;
  draw_class->preview = sx_road_tool_preview;
  draw_class->tip = sx_road_tool_tip;
  draw_class->finish = sx_road_tool_finish;
}

static void
sx_road_tool_init (SxRoadTool *self)
{
  self->hovered_base = NONE;
  self->question.popover = g_object_ref_sink (GTK_WIDGET (sx_road_popover_new ()));
  g_signal_connect_swapped (self->question.popover, "chosen", G_CALLBACK (chosen), self);
}
