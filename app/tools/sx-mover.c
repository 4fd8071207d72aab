/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-mover.h"

#include "map/sx-map-view.h"
#include "sx-app-words.h"
#include "tools/sx-plot.h"

#include "base/sx-i18n.h"

#define GRAB_PIXELS 10
#define SETTLE_MS 700 /* after the last arrow key */

struct _SxMover
{
  SxTool *tool;
  GArray *fids;
  GPtrArray *items; /* SxAdjustment *, as they were */
  GPtrArray *moved; /* as they are under the hand; empty: nothing moved */
  SxPoint grabbed;  /* what is held: a corner, or just a place */
  SxPoint offset;   /* from there to the pointer */
  gboolean has_corner;
  double dx, dy;
  SxSnapHit snap;
  char *snap_words;
  guint settle_timeout;
};

SxMover *
sx_mover_new (SxTool *tool)
{
  SxMover *self = g_new0 (SxMover, 1);

  self->tool = tool;
  self->fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_adjustment_unref);
  self->moved = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_adjustment_unref);
  return self;
}

static void
forget (SxMover *self)
{
  g_clear_handle_id (&self->settle_timeout, g_source_remove);
  g_array_set_size (self->fids, 0);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->moved, 0);
  g_clear_pointer (&self->snap_words, g_free);
  self->dx = self->dy = 0;
  self->snap.kind = SX_SNAP_NONE;
}

void
sx_mover_free (SxMover *self)
{
  forget (self);
  g_array_unref (self->fids);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->moved);
  g_free (self);
}

static void
take_items (SxMover *self, const gint64 *fids, guint n)
{
  SxSession *session = sx_tool_get_session (self->tool);

  forget (self);
  for (guint i = 0; i < n; i++)
    {
      SxAdjustment *item = sx_session_find_adjustment (session, fids[i]);

      if (!item)
        continue;
      g_array_append_val (self->fids, fids[i]);
      g_ptr_array_add (self->items, sx_adjustment_ref (item));
    }
}

static SxShape *
translated (SxShape *shape, double dx, double dy)
{
  SxShapeView view = sx_shape_view (shape);
  SxShape *copy = sx_shape_new (&view);

  for (guint i = 0; i < copy->n_points; i++)
    {
      copy->points[i].x += dx;
      copy->points[i].y += dy;
    }
  view = sx_shape_view (copy);
  copy->box = sx_shape_view_compute_box (&view);
  return copy;
}

static void
move_to (SxMover *self, double dx, double dy)
{
  self->dx = dx;
  self->dy = dy;
  g_ptr_array_set_size (self->moved, 0);
  for (guint i = 0; i < self->items->len; i++)
    {
      SxAdjustment *item = g_ptr_array_index (self->items, i);
      g_autoptr (SxShape) shape = translated (item->shape, dx, dy);

      g_ptr_array_add (self->moved, sx_plot_with_shape (item, shape));
    }
  if (sx_tool_is_ready (self->tool) && self->moved->len > 0)
    sx_session_preview (sx_tool_get_session (self->tool), self->moved, NULL, NULL);
  sx_tool_queue_draw (self->tool);
}

void
sx_mover_begin (SxMover *self, const gint64 *fids, guint n, const SxPointer *pointer)
{
  double reach = GRAB_PIXELS * sx_map_view_get_metres_per_pixel (sx_tool_get_view (self->tool));
  SxSnapSearch search;
  SxSnapHit hit;

  take_items (self, fids, n);
  sx_snap_search_init (&search, pointer->at, reach);
  for (guint i = 0; i < self->items->len; i++)
    {
      SxShapeView view = sx_shape_view (((SxAdjustment *)self->items->pdata[i])->shape);

      sx_snap_search_add (&search, &view, i);
    }
  self->has_corner = sx_snap_search_finish (&search, &hit) && hit.kind == SX_SNAP_VERTEX;
  self->grabbed = self->has_corner ? hit.at : pointer->at;
  self->offset = (SxPoint){ pointer->at.x - self->grabbed.x, pointer->at.y - self->grabbed.y };
}

void
sx_mover_drag (SxMover *self, const SxPointer *pointer)
{
  SxPoint to = { pointer->at.x - self->offset.x, pointer->at.y - self->offset.y };

  if (self->has_corner)
    self->snap = sx_tool_snap (self->tool, to, pointer->state, (const gint64 *)self->fids->data,
                               self->fids->len, &self->snap_words);
  else
    self->snap = (SxSnapHit){ SX_SNAP_NONE, to, 0, 0, 0, 0 };
  move_to (self, self->snap.at.x - self->grabbed.x, self->snap.at.y - self->grabbed.y);
}

void
sx_mover_finish (SxMover *self)
{
  SxSession *session = sx_tool_get_session (self->tool);

  if (self->moved->len > 0 && (self->dx != 0 || self->dy != 0) && sx_tool_is_ready (self->tool))
    {
      g_autofree char *label = sx_plot_label (session, _ ("Move “{name}”"), _ ("Move {number} plots"),
                                              (const gint64 *)self->fids->data, self->fids->len);

      sx_plot_commit_changed (session, self->moved, label);
      forget (self);
    }
  else
    sx_mover_cancel (self);
  sx_tool_queue_draw (self->tool);
}

void
sx_mover_cancel (SxMover *self)
{
  gboolean was_moved = self->moved->len > 0;

  forget (self);
  if (was_moved && sx_tool_is_ready (self->tool))
    sx_session_end_preview (sx_tool_get_session (self->tool));
  sx_tool_queue_draw (self->tool);
}

gboolean
sx_mover_is_active (SxMover *self)
{
  return self->items->len > 0;
}

/* ---- arrow keys */

gboolean
sx_mover_step (guint keyval, GdkModifierType state, double *dx, double *dy)
{
  double step = state & GDK_SHIFT_MASK ? 10 : state & GDK_ALT_MASK ? 0.1 : 1;

  *dx = keyval == GDK_KEY_Left ? -step : keyval == GDK_KEY_Right ? step : 0;
  *dy = keyval == GDK_KEY_Down ? -step : keyval == GDK_KEY_Up ? step : 0;
  return (*dx != 0 || *dy != 0) && !(state & GDK_CONTROL_MASK);
}

static gboolean
settled (gpointer data)
{
  SxMover *self = data;

  self->settle_timeout = 0;
  sx_mover_finish (self);
  return G_SOURCE_REMOVE;
}

gboolean
sx_mover_nudge (SxMover *self, const gint64 *fids, guint n, guint keyval, GdkModifierType state)
{
  double dx, dy;

  if (n == 0 || !sx_tool_is_ready (self->tool) || !sx_mover_step (keyval, state, &dx, &dy))
    return FALSE;
  if (!self->settle_timeout) /* the first of some */
    take_items (self, fids, n);
  else
    g_source_remove (self->settle_timeout);
  self->settle_timeout = g_timeout_add (SETTLE_MS, settled, self);
  move_to (self, self->dx + dx, self->dy + dy);
  return TRUE;
}

/* ---- drawing */

void
sx_mover_draw (SxMover *self, SxSketch *sketch)
{
  if (self->moved->len == 0)
    return;
  for (guint i = 0; i < self->moved->len; i++)
    {
      SxAdjustment *item = g_ptr_array_index (self->moved, i);
      SxShapeView view = sx_shape_view (item->shape);

      sx_sketch_view (sketch, &view, FALSE, item->direction == SX_DIRECTION_IN ? SX_PEN_IN : SX_PEN_OUT);
    }
  sx_sketch_snap (sketch, self->snap.kind, self->snap.at);
}

void
sx_mover_write_tip (SxMover *self, SxTip *tip)
{
  g_autofree char *x = NULL, *y = NULL;

  if (self->moved->len == 0)
    return;
  x = sx_words_change (self->dx, 2);
  y = sx_words_change (self->dy, 2);
  sx_tip_take (tip, SX_TIP_HEAD, g_strdup_printf (_ ("East %s m, north %s m"), x, y));
  if (self->fids->len == 1)
    sx_plot_tip_result (tip, sx_tool_get_session (self->tool), g_array_index (self->fids, gint64, 0));
  sx_tip_take (tip, SX_TIP_SNAP, g_strdup (self->snap_words));
}
