/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-reclass-tool.h"

#include "sx-app-words.h"
#include "tools/sx-plot.h"
#include "tools/sx-question.h"
#include "tools/sx-reclass-popover.h"

#include "base/sx-i18n.h"
#include "picture/sx-picture-pick.h"

struct _SxReclassTool
{
  SxDrawTool parent_instance;
  SxQuestion question; /* the popover, while it asks about `drawn` */
  SxShape *drawn;
  gint64 hovered; /* fid of a reclassification; 0: none */
};

G_DEFINE_FINAL_TYPE (SxReclassTool, sx_reclass_tool, SX_TYPE_DRAW_TOOL)

static SxReclassPopover *
popover (SxReclassTool *self)
{
  return SX_RECLASS_POPOVER (self->question.popover);
}

/* ---- drawing one */

static SxPen
sx_reclass_tool_pen (SxDrawTool *tool)
{
  return SX_PEN_OTHER;
}

static void
preview (SxReclassTool *self, SxShape *shape)
{
  const char *code = sx_reclass_popover_get_code (popover (self));
  g_autoptr (SxReclass) item = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (!code || !sx_tool_is_ready (SX_TOOL (self)))
    return;
  item = sx_reclass_new (sx_reclass_popover_get_layer (popover (self)), code, shape);
  item->name = g_strdup (sx_reclass_popover_get_title (popover (self)));
  g_ptr_array_add (items, item);
  sx_session_preview (sx_tool_get_session (SX_TOOL (self)), NULL, items, NULL);
}

static void
sx_reclass_tool_preview (SxDrawTool *tool, SxShape *shape)
{
  preview (SX_RECLASS_TOOL (tool), shape);
}

static void
sx_reclass_tool_tip (SxDrawTool *tool, SxTip *tip)
{
  SxReclassTool *self = SX_RECLASS_TOOL (tool);
  const char *code = sx_reclass_popover_get_code (popover (self));

  if (sx_draw_tool_is_drawing (tool) && code)
    sx_tip_take (tip, SX_TIP_PLAIN,
                 g_strdup_printf ("→ %s %s", code, sx_reclass_popover_get_title (popover (self))));
  else if (self->hovered)
    sx_tip_take (tip, SX_TIP_PLAIN, g_strdup (_ ("Delete takes this reclassification back")));
}

static void
sx_reclass_tool_finish (SxDrawTool *tool, SxShape *shape)
{
  SxReclassTool *self = SX_RECLASS_TOOL (tool);

  g_clear_pointer (&self->drawn, sx_shape_unref);
  self->drawn = sx_shape_ref (shape);
  preview (self, shape);
  sx_question_ask (&self->question, SX_TOOL (tool));
}

void
sx_reclass_tool_apply (SxReclassTool *self, SxReclassLayer layer, const char *code, const char *title)
{
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  SxShapeView view;
  g_autofree char *area = NULL, *label = NULL;
  g_autoptr (SxReclass) item = NULL;
  g_autoptr (SxEdit) edit = NULL;

  if (!self->drawn || !code || !sx_tool_is_ready (SX_TOOL (self)))
    return;
  view = sx_shape_view (self->drawn);
  area = sx_words_area_first (sx_plot_area (session, &view), 2);
  label = g_strdup_printf (_ ("Reclassify %s to %s"), area, title ? title : code);
  item = sx_reclass_new (layer, code, self->drawn);
  item->name = g_strdup (title);
  edit = sx_plot_edit (session, label);
  sx_edit_add_reclass (edit, item);
  sx_session_commit (session, edit);
  g_clear_pointer (&self->drawn, sx_shape_unref);
  sx_draw_tool_done (SX_DRAW_TOOL (self));
}

static void
chosen (SxReclassTool *self)
{
  sx_reclass_tool_apply (self, sx_reclass_popover_get_layer (popover (self)),
                         sx_reclass_popover_get_code (popover (self)),
                         sx_reclass_popover_get_title (popover (self)));
}

static void
choice_changed (SxReclassTool *self)
{
  if (self->drawn)
    preview (self, self->drawn);
}

/* ---- those that are there */

static SxReclass *
find (SxReclassTool *self, gint64 fid)
{
  const SxScheme *scheme = sx_session_get_scheme (sx_tool_get_session (SX_TOOL (self)));

  for (guint i = 0; scheme && i < scheme->reclasses->len; i++)
    if (((SxReclass *)scheme->reclasses->pdata[i])->fid == fid)
      return scheme->reclasses->pdata[i];
  return NULL;
}

static void
sx_reclass_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxReclassTool *self = SX_RECLASS_TOOL (tool);
  const SxScheme *scheme = sx_session_get_scheme (sx_tool_get_session (tool));

  self->hovered = 0;
  for (guint i = scheme && !sx_draw_tool_is_drawing (SX_DRAW_TOOL (tool)) ? scheme->reclasses->len : 0; i > 0;
       i--)
    {
      SxReclass *item = g_ptr_array_index (scheme->reclasses, i - 1);
      SxShapeView view = sx_shape_view (item->shape);

      if (view.n_rings > 0 && sx_shape_has_point (&view, pointer->at))
        {
          self->hovered = item->fid;
          break;
        }
    }
  SX_TOOL_CLASS (sx_reclass_tool_parent_class)->motion (tool, pointer);
}

static gboolean
sx_reclass_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  SxReclassTool *self = SX_RECLASS_TOOL (tool);

  if ((keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) && find (self, self->hovered)
      && sx_tool_is_ready (tool))
    {
      g_autoptr (SxEdit) edit = sx_plot_edit (sx_tool_get_session (tool), _ ("Take back a reclassification"));

      sx_edit_remove_reclass (edit, self->hovered);
      sx_session_commit (sx_tool_get_session (tool), edit);
      self->hovered = 0;
      return TRUE;
    }
  return SX_TOOL_CLASS (sx_reclass_tool_parent_class)->key (tool, keyval, state);
}

static void
sx_reclass_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxReclassTool *self = SX_RECLASS_TOOL (tool);
  SxReclass *hovered = find (self, self->hovered);

  if (hovered)
    sx_sketch_shape (sketch, hovered->shape, FALSE, SX_PEN_HOVER);
  SX_TOOL_CLASS (sx_reclass_tool_parent_class)->snapshot (tool, sketch);
}

/* ---- the object */

static void
sx_reclass_tool_deactivate (SxTool *tool)
{
  SxReclassTool *self = SX_RECLASS_TOOL (tool);

  sx_question_end (&self->question);
  g_clear_pointer (&self->drawn, sx_shape_unref);
  self->hovered = 0;
  SX_TOOL_CLASS (sx_reclass_tool_parent_class)->deactivate (tool);
}

static void
sx_reclass_tool_finalize (GObject *object)
{
  SxReclassTool *self = SX_RECLASS_TOOL (object);

  sx_question_clear (&self->question);
  g_clear_pointer (&self->drawn, sx_shape_unref);
  G_OBJECT_CLASS (sx_reclass_tool_parent_class)->finalize (object);
}

static void
sx_reclass_tool_class_init (SxReclassToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);
  SxDrawToolClass *draw_class = SX_DRAW_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_reclass_tool_finalize;
  tool_class->motion = sx_reclass_tool_motion;
  tool_class->key = sx_reclass_tool_key;
  tool_class->snapshot = sx_reclass_tool_snapshot;
  tool_class->deactivate = sx_reclass_tool_deactivate;
  draw_class->pen = sx_reclass_tool_pen;
  draw_class->preview = sx_reclass_tool_preview;
  draw_class->tip = sx_reclass_tool_tip;
  draw_class->finish = sx_reclass_tool_finish;
}

static void
sx_reclass_tool_init (SxReclassTool *self)
{
  self->question.popover = g_object_ref_sink (GTK_WIDGET (sx_reclass_popover_new ()));
  g_signal_connect_swapped (self->question.popover, "chosen", G_CALLBACK (chosen), self);
  g_signal_connect_swapped (self->question.popover, "changed", G_CALLBACK (choice_changed), self);
}
