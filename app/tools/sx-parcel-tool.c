/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-parcel-tool.h"

#include "map/sx-sketch.h"
#include "tools/sx-hold.h"
#include "tools/sx-plot.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-overlay.h"
#include "picture/sx-picture-pick.h"

#define SWEEP_PIXELS 3   /* between two looks along the way of the pointer */
#define MAX_PICKED 20000 /* what can still be united in a moment */
#define MAX_LOOSE 48     /* parcels drawn one by one while they are not united yet */
#define NONE G_MAXUINT32

typedef enum
{
  REPLACE,
  ADD,
  REMOVE,
} Mode;

struct _SxParcelTool
{
  SxTool parent_instance;
  SxLayerItem *item; /* DLTB, or NULL */
  GArray *picked;    /* guint32 features, in the order they were picked */
  GHashTable *is_picked;
  double area; /* m², of all picked */
  SxHold hold;
  Mode mode;
  SxPointer before; /* where the sweep was */
  guint32 hovered;  /* or NONE */

  /* the union; made anew for each version */
  guint64 version, united_version;
  SxShape *united;
  guint n_united; /* parcels in it */
  gboolean is_uniting, commits;
  SxShape *kept; /* committed, not yet in the scheme */
};

G_DEFINE_FINAL_TYPE (SxParcelTool, sx_parcel_tool, SX_TYPE_TOOL)

guint
sx_parcel_tool_get_n_picked (SxParcelTool *self)
{
  return self->picked->len;
}

gboolean
sx_parcel_tool_is_settled (SxParcelTool *self)
{
  return !self->is_uniting && self->version == self->united_version;
}

static SxShapeView
parcel (SxParcelTool *self, guint32 feature)
{
  return sx_layer_shape (sx_layer_item_get_layer (self->item), feature);
}

/* ---- uniting, on a thread */

typedef struct
{
  SxLayer *layer;
  GArray *features;
  guint64 version;
} Union;

static void
union_free (gpointer data)
{
  Union *self = data;

  sx_layer_unref (self->layer);
  g_array_unref (self->features);
  g_free (self);
}

static void
unite_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Union *self = data;
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autofree SxShapeView *views = g_new (SxShapeView, self->features->len);
  GError *error = NULL;
  SxShapeView view;

  for (guint i = 0; i < self->features->len; i++)
    views[i] = sx_layer_shape (self->layer, g_array_index (self->features, guint32, i));
  if (!sx_overlay_unite (views, self->features->len, &buffer, &error))
    g_task_return_error (task, error);
  else
    {
      view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
      g_task_return_pointer (task, sx_shape_new (&view), (GDestroyNotify)sx_shape_unref);
    }
  sx_shape_buffer_clear (&buffer);
}

static void united (GObject *source, GAsyncResult *result, gpointer data);

static void
start_uniting (SxParcelTool *self)
{
  g_autoptr (GTask) task = NULL;
  Union *job;

  if (self->is_uniting || self->version == self->united_version || self->picked->len == 0)
    return;
  job = g_new0 (Union, 1);
  job->layer = sx_layer_ref (sx_layer_item_get_layer (self->item));
  job->features = g_array_copy (self->picked);
  job->version = self->version;
  self->is_uniting = TRUE;
  task = g_task_new (self, NULL, united, NULL);
  g_task_set_task_data (task, job, union_free);
  g_task_run_in_thread (task, unite_thread);
}

static void
commit (SxParcelTool *self)
{
  self->commits = FALSE;
  sx_plot_commit_new (sx_tool_get_session (SX_TOOL (self)), self->united);
  g_clear_pointer (&self->kept, sx_shape_unref);
  self->kept = g_steal_pointer (&self->united);
  g_array_set_size (self->picked, 0);
  g_hash_table_remove_all (self->is_picked);
  self->area = 0;
  self->n_united = 0;
  self->united_version = ++self->version;
  sx_tool_queue_draw (SX_TOOL (self));
}

static void
united (GObject *source, GAsyncResult *result, gpointer data)
{
  SxParcelTool *self = SX_PARCEL_TOOL (source);
  Union *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  SxShape *shape = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_uniting = FALSE;
  if (!sx_tool_is_ready (SX_TOOL (self)) || self->picked->len == 0)
    {
      g_clear_pointer (&shape, sx_shape_unref);
      return;
    }
  if (!shape || shape->n_rings == 0)
    {
      self->united_version = job->version;
      self->commits = FALSE;
      g_clear_pointer (&shape, sx_shape_unref);
      sx_tool_say (SX_TOOL (self), error ? error->message : _ ("These parcels have no area."));
      return;
    }
  g_clear_pointer (&self->united, sx_shape_unref);
  self->united = shape;
  self->united_version = job->version;
  self->n_united = job->features->len;
  sx_plot_preview_new (sx_tool_get_session (SX_TOOL (self)), shape);
  if (self->version != self->united_version)
    start_uniting (self);
  else if (self->commits)
    commit (self);
  sx_tool_queue_draw (SX_TOOL (self));
}

/* ---- picking */

static void
set_hint (SxParcelTool *self)
{
  SxTool *tool = SX_TOOL (self);

  if (!self->item)
    sx_tool_set_hint (tool, _ ("This plan has no parcels (DLTB) to pick; draw a polygon instead"));
  else if (self->picked->len == 0)
    sx_tool_set_hint (tool, _ ("Click a parcel, or sweep over some; Ctrl adds, Shift takes away"));
  else
    sx_tool_set_hint (tool, _ ("Enter or a double click makes one plot of them · Ctrl adds, Shift takes away "
                               "· Esc gives up"));
}

static void
changed (SxParcelTool *self)
{
  self->version++;
  self->commits = FALSE;
  if (self->picked->len == 0)
    {
      g_clear_pointer (&self->united, sx_shape_unref);
      self->n_united = 0;
      self->united_version = self->version;
      if (sx_tool_is_ready (SX_TOOL (self)))
        sx_session_end_preview (sx_tool_get_session (SX_TOOL (self)));
    }
  start_uniting (self);
  set_hint (self);
  sx_tool_queue_draw (SX_TOOL (self));
}

static void
drop (SxParcelTool *self)
{
  if (self->picked->len == 0)
    return;
  g_array_set_size (self->picked, 0);
  g_hash_table_remove_all (self->is_picked);
  self->area = 0;
  changed (self);
}

static guint32
parcel_at (SxParcelTool *self, SxPoint at)
{
  g_autoptr (GArray) near = NULL;

  if (!self->item)
    return NONE;
  near = g_array_new (FALSE, FALSE, sizeof (guint32));
  sx_box_tree_query (sx_layer_item_get_tree (self->item), (SxBox){ at.x, at.y, at.x, at.y }, near);
  for (guint i = 0; i < near->len; i++)
    {
      guint32 feature = g_array_index (near, guint32, i);
      SxShapeView view = parcel (self, feature);

      if (sx_shape_has_point (&view, at))
        return feature;
    }
  return NONE;
}

/* TRUE: something changed. */
static gboolean
pick (SxParcelTool *self, guint32 feature, gboolean adds)
{
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  SxShapeView view;

  if (feature == NONE || adds == g_hash_table_contains (self->is_picked, GUINT_TO_POINTER (feature)))
    return FALSE;
  view = parcel (self, feature);
  if (!adds)
    {
      for (guint i = 0; i < self->picked->len; i++)
        if (g_array_index (self->picked, guint32, i) == feature)
          g_array_remove_index (self->picked, i);
      g_hash_table_remove (self->is_picked, GUINT_TO_POINTER (feature));
      self->area -= sx_plot_area (session, &view);
      return TRUE;
    }
  if (self->picked->len >= MAX_PICKED)
    {
      sx_tool_say (SX_TOOL (self),
                   _ ("These are too many parcels for one plot; finish it and begin another."));
      return FALSE;
    }
  g_array_append_val (self->picked, feature);
  g_hash_table_add (self->is_picked, GUINT_TO_POINTER (feature));
  self->area += sx_plot_area (session, &view);
  return TRUE;
}

/* All parcels that the pointer has passed since the last time. */
static void
sweep (SxParcelTool *self, const SxPointer *pointer)
{
  double length = hypot (pointer->x - self->before.x, pointer->y - self->before.y);
  guint n = MIN ((guint)(length / SWEEP_PIXELS) + 1, 1000);
  gboolean is_changed = FALSE;

  for (guint i = 1; i <= n; i++)
    {
      double t = (double)i / n;
      SxPoint at = { self->before.at.x + t * (pointer->at.x - self->before.at.x),
                     self->before.at.y + t * (pointer->at.y - self->before.at.y) };

      is_changed = pick (self, parcel_at (self, at), self->mode != REMOVE) || is_changed;
    }
  self->before = *pointer;
  if (is_changed)
    changed (self);
}

/* ---- the tool */

static void
finish (SxParcelTool *self)
{
  if (self->picked->len == 0)
    return;
  self->commits = TRUE;
  if (sx_parcel_tool_is_settled (self) && self->united)
    commit (self);
}

static gboolean
sx_parcel_tool_press (SxTool *tool, const SxPointer *pointer)
{
  SxParcelTool *self = SX_PARCEL_TOOL (tool);
  guint32 feature;

  if (pointer->button != GDK_BUTTON_PRIMARY)
    return FALSE;
  if (!sx_tool_is_ready (tool))
    return TRUE;
  if (pointer->n_press >= 2)
    {
      finish (self);
      return TRUE;
    }
  self->mode = pointer->state & GDK_SHIFT_MASK ? REMOVE : pointer->state & GDK_CONTROL_MASK ? ADD : REPLACE;
  self->before = *pointer;
  sx_hold_press (&self->hold, pointer);
  feature = parcel_at (self, pointer->at);
  if (self->mode == REPLACE
      && !(self->picked->len == 1 && feature != NONE && g_array_index (self->picked, guint32, 0) == feature))
    drop (self);
  if (pick (self, feature, self->mode != REMOVE))
    changed (self);
  return TRUE;
}

static void
sx_parcel_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxParcelTool *self = SX_PARCEL_TOOL (tool);

  self->hovered = parcel_at (self, pointer->at);
  if (sx_hold_motion (&self->hold, pointer) && sx_tool_is_ready (tool))
    sweep (self, pointer);
  sx_tool_queue_draw (tool);
}

static void
sx_parcel_tool_release (SxTool *tool, const SxPointer *pointer)
{
  sx_hold_release (&SX_PARCEL_TOOL (tool)->hold);
}

static void
sx_parcel_tool_leave (SxTool *tool)
{
  SX_PARCEL_TOOL (tool)->hovered = NONE;
  sx_tool_queue_draw (tool);
}

static gboolean
sx_parcel_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  SxParcelTool *self = SX_PARCEL_TOOL (tool);

  if (!sx_tool_is_ready (tool))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      finish (self);
      return TRUE;
    case GDK_KEY_BackSpace:
      if (self->picked->len > 0
          && pick (self, g_array_index (self->picked, guint32, self->picked->len - 1), FALSE))
        changed (self);
      return TRUE;
    case GDK_KEY_Escape:
      if (self->picked->len == 0)
        return FALSE;
      drop (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static GMenuModel *
sx_parcel_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  GMenu *menu;

  if (SX_PARCEL_TOOL (tool)->picked->len == 0)
    return NULL;
  menu = g_menu_new ();
  sx_tool_menu_add (menu, _ ("Make One _Plot of Them"), "finish");
  sx_tool_menu_add (menu, _ ("_Give Up"), "drop");
  return G_MENU_MODEL (menu);
}

static void
sx_parcel_tool_act (SxTool *tool, const char *what)
{
  if (g_str_equal (what, "finish"))
    finish (SX_PARCEL_TOOL (tool));
  else if (g_str_equal (what, "drop"))
    drop (SX_PARCEL_TOOL (tool));
}

/* ---- drawing */

static void
sx_parcel_tool_write_tip (SxTool *tool, SxTip *tip)
{
  SxParcelTool *self = SX_PARCEL_TOOL (tool);
  SxSession *session = sx_tool_get_session (tool);

  if (self->picked->len > 0)
    {
      sx_plot_tip_area (tip, self->area);
      sx_tip_take (tip, SX_TIP_PLAIN,
                   g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u parcel", "%u parcels",
                                               self->picked->len),
                                    self->picked->len));
      sx_plot_tip_result (tip, session, 0);
    }
  if (self->hovered != NONE)
    {
      SxLayer *layer = sx_layer_item_get_layer (self->item);
      SxShapeView view = parcel (self, self->hovered);
      const char *code = sx_column_text (sx_layer_column (layer, "DLBM"), self->hovered);

      sx_tip_take (tip, SX_TIP_SNAP, g_strdup_printf ("%s %s", sx_layer_item_get_title (self->item), code));
      if (self->picked->len == 0)
        sx_plot_tip_area (tip, sx_plot_area (session, &view));
    }
}

static void
sx_parcel_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxParcelTool *self = SX_PARCEL_TOOL (tool);
  SxPen pen = sx_plot_pen (sx_tool_get_session (tool));

  if (self->kept)
    sx_sketch_shape (sketch, self->kept, FALSE, pen);
  if (self->united) /* perhaps of some clicks ago; it follows in a moment */
    sx_sketch_shape (sketch, self->united, FALSE, pen);
  for (guint i = self->n_united, n = 0; i < self->picked->len && n < MAX_LOOSE; i++, n++)
    {
      SxShapeView view = parcel (self, g_array_index (self->picked, guint32, i));

      sx_sketch_view (sketch, &view, FALSE, SX_PEN_PICKED);
    }
  if (self->hovered != NONE)
    {
      SxShapeView view = parcel (self, self->hovered);

      sx_sketch_view (sketch, &view, FALSE, SX_PEN_HOVER);
    }
}

/* ---- the object */

static void
sx_parcel_tool_scheme_changed (SxTool *tool)
{
  g_clear_pointer (&SX_PARCEL_TOOL (tool)->kept, sx_shape_unref);
  sx_tool_queue_draw (tool);
}

static void
find_layer (SxParcelTool *self)
{
  g_set_object (&self->item, sx_session_find_layer (sx_tool_get_session (SX_TOOL (self)), "DLTB"));
  set_hint (self);
}

static void
sx_parcel_tool_activate (SxTool *tool)
{
  g_signal_connect_object (sx_tool_get_session (tool), "layer-added", G_CALLBACK (find_layer), tool,
                           G_CONNECT_SWAPPED);
  find_layer (SX_PARCEL_TOOL (tool));
}

static void
sx_parcel_tool_deactivate (SxTool *tool)
{
  SxParcelTool *self = SX_PARCEL_TOOL (tool);

  g_signal_handlers_disconnect_by_func (sx_tool_get_session (tool), find_layer, tool);
  drop (self);
  self->hold.is_down = FALSE;
  self->hovered = NONE;
  g_clear_pointer (&self->kept, sx_shape_unref);
  g_clear_object (&self->item);
}

static void
sx_parcel_tool_finalize (GObject *object)
{
  SxParcelTool *self = SX_PARCEL_TOOL (object);

  g_clear_object (&self->item);
  g_array_unref (self->picked);
  g_hash_table_unref (self->is_picked);
  g_clear_pointer (&self->united, sx_shape_unref);
  g_clear_pointer (&self->kept, sx_shape_unref);
  G_OBJECT_CLASS (sx_parcel_tool_parent_class)->finalize (object);
}

static void
sx_parcel_tool_class_init (SxParcelToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_parcel_tool_finalize;
  tool_class->cursor = "cell";
  tool_class->has_crosshair = TRUE;
  tool_class->activate = sx_parcel_tool_activate;
  tool_class->deactivate = sx_parcel_tool_deactivate;
  tool_class->press = sx_parcel_tool_press;
  tool_class->motion = sx_parcel_tool_motion;
  tool_class->release = sx_parcel_tool_release;
  tool_class->leave = sx_parcel_tool_leave;
  tool_class->key = sx_parcel_tool_key;
  tool_class->menu = sx_parcel_tool_menu;
  tool_class->act = sx_parcel_tool_act;
  tool_class->snapshot = sx_parcel_tool_snapshot;
  tool_class->write_tip = sx_parcel_tool_write_tip;
  tool_class->scheme_changed = sx_parcel_tool_scheme_changed;
}

static void
sx_parcel_tool_init (SxParcelTool *self)
{
  self->picked = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->is_picked = g_hash_table_new (NULL, NULL);
  self->hovered = NONE;
}
