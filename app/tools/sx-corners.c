/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-corners.h"

#include "tools/sx-plot.h"

#include "base/sx-i18n.h"
#include "geometry/sx-area.h"
#include "geometry/sx-crossing.h"
#include "geometry/sx-vertex-edit.h"

#include <stdlib.h>

#define SMALL_SHAPE 2000      /* points up to which every motion checks and measures the whole outline */
#define CROSSING_TESTS 400000 /* pairs of edges that one motion may look at */
#define MAX_DRAWN_EDGES 200
#define SAME_M 1e-3 /* a corner that went through the package in degrees and back */

struct _SxCorners
{
  SxTool *tool; /* NULL: given up, but for what is being checked */
  SxSession *session;
  SxAdjustment *item; /* as in the scheme, or as committed last */
  SxShape *base;      /* what was committed last */
  SxShape *start;     /* the base, with a corner added or taken away */
  SxShape *now;       /* start, with the selected moved by dx, dy */
  GArray *selected;   /* guint32, of start */
  double dx, dy;
  double base_area; /* NAN: not measured yet */
  double area;
  GArray *crossings;
  gboolean is_checking; /* a long outline is checked on a thread */
};

static void
take_shape (SxShape **slot, SxShape *shape)
{
  SxShape *old = *slot;

  *slot = sx_shape_ref (shape);
  if (old)
    sx_shape_unref (old);
}

static double
area_of (SxCorners *self, SxShape *shape)
{
  SxShapeView view = sx_shape_view (shape);

  return sx_plot_area (self->session, &view);
}

static void
rest (SxCorners *self, SxShape *shape)
{
  take_shape (&self->base, shape);
  take_shape (&self->start, shape);
  take_shape (&self->now, shape);
  self->dx = self->dy = 0;
  self->area = self->base_area = NAN; /* measured when something moves */
  g_array_set_size (self->crossings, 0);
}

SxCorners *
sx_corners_new (SxTool *tool, SxAdjustment *item)
{
  SxCorners *self = g_rc_box_new0 (SxCorners);

  self->tool = tool;
  self->session = g_object_ref (sx_tool_get_session (tool));
  self->item = sx_adjustment_ref (item);
  self->selected = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->crossings = g_array_new (FALSE, FALSE, sizeof (SxCrossing));
  rest (self, item->shape);
  return self;
}

static void
clear (gpointer data)
{
  SxCorners *self = data;

  g_object_unref (self->session);
  sx_adjustment_unref (self->item);
  sx_shape_unref (self->base);
  sx_shape_unref (self->start);
  sx_shape_unref (self->now);
  g_array_unref (self->selected);
  g_array_unref (self->crossings);
}

void
sx_corners_free (SxCorners *self)
{
  self->tool = NULL; /* a check that is still running commits all the same */
  g_rc_box_release_full (self, clear);
}

gint64
sx_corners_get_fid (SxCorners *self)
{
  return self->item->fid;
}

/* The selected corners again, by their places in another shape. */
static void
find_again (SxCorners *self, SxShape *before, SxShape *after)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  SxShapeView view = sx_shape_view (after);

  for (guint i = 0; i < self->selected->len; i++)
    {
      SxSnapSearch search;
      SxSnapHit hit;

      sx_snap_search_init (&search, before->points[g_array_index (self->selected, guint32, i)], SAME_M);
      sx_snap_search_add (&search, &view, 0);
      if (sx_snap_search_finish (&search, &hit) && hit.kind == SX_SNAP_VERTEX)
        {
          guint32 corner = sx_vertex_edit_vertex (&view, hit.point);

          g_array_append_val (found, corner);
        }
    }
  g_array_set_size (self->selected, 0);
  for (guint i = 0; i < found->len; i++)
    sx_corners_select (self, g_array_index (found, guint32, i), TRUE);
}

void
sx_corners_set_item (SxCorners *self, SxAdjustment *item)
{
  gboolean is_same = item->shape == self->base;

  if (sx_corners_is_moved (self) || self->is_checking)
    return; /* the hand goes on with what it has */
  sx_adjustment_unref (self->item);
  self->item = sx_adjustment_ref (item);
  if (is_same)
    return;
  if (self->selected->len <= 256)
    {
      g_autoptr (SxShape) before = sx_shape_ref (self->now);

      rest (self, item->shape);
      find_again (self, before, item->shape);
    }
  else
    {
      rest (self, item->shape);
      g_array_set_size (self->selected, 0);
    }
}

/* ---- finding and selecting */

gboolean
sx_corners_find (SxCorners *self, SxPoint at, double corner, double edge, SxSnapHit *hit)
{
  SxShapeView view = sx_shape_view (self->now);
  SxSnapSearch search;

  sx_snap_search_init (&search, at, MAX (corner, edge));
  sx_snap_search_add (&search, &view, 0);
  if (search.vertex.kind != SX_SNAP_NONE && search.vertex.distance <= corner)
    *hit = search.vertex;
  else if (search.edge.kind != SX_SNAP_NONE && search.edge.distance <= edge)
    *hit = search.edge;
  else
    return FALSE;
  if (hit->kind == SX_SNAP_VERTEX)
    hit->point = sx_vertex_edit_vertex (&view, hit->point);
  return TRUE;
}

GArray *
sx_corners_get_selected (SxCorners *self)
{
  return self->selected;
}

/* Where it is in the list, or would be. */
static guint
place_of (SxCorners *self, guint32 corner)
{
  guint low = 0, high = self->selected->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->selected, guint32, middle) < corner)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
sx_corners_is_selected (SxCorners *self, guint32 corner)
{
  guint at = place_of (self, corner);

  return at < self->selected->len && g_array_index (self->selected, guint32, at) == corner;
}

void
sx_corners_select (SxCorners *self, guint32 corner, gboolean adds)
{
  if (!adds)
    g_array_set_size (self->selected, 0);
  if (!sx_corners_is_selected (self, corner))
    g_array_insert_val (self->selected, place_of (self, corner), corner);
}

void
sx_corners_select_box (SxCorners *self, SxBox box, gboolean adds)
{
  const SxShape *shape = self->now;

  if (!adds)
    g_array_set_size (self->selected, 0);
  for (guint r = 0; r < shape->n_rings; r++)
    for (guint32 i = shape->ring_start[r]; i + 1 < shape->ring_start[r + 1]; i++)
      if (sx_box_overlaps (box, (SxBox){ shape->points[i].x, shape->points[i].y, shape->points[i].x,
                                         shape->points[i].y }))
        sx_corners_select (self, i, TRUE);
}

void
sx_corners_unselect (SxCorners *self, guint32 corner)
{
  if (sx_corners_is_selected (self, corner))
    g_array_remove_index (self->selected, place_of (self, corner));
}

void
sx_corners_unselect_all (SxCorners *self)
{
  g_array_set_size (self->selected, 0);
  sx_tool_queue_draw (self->tool);
}

/* ---- what is under the hand */

gboolean
sx_corners_is_moved (SxCorners *self)
{
  return self->now != self->base;
}

/* Edges with a selected corner at an end, ascending, as sx_crossing_find() wants them. */
static GArray *
touched_edges (SxCorners *self, const SxShapeView *view)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->selected->len; i++)
    {
      guint32 corner = g_array_index (self->selected, guint32, i), before, after;

      sx_vertex_edit_neighbours (view, corner, &before, &after);
      g_array_append_val (edges, before);
      g_array_append_val (edges, corner);
    }
  return edges;
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

static void
find_crossings (SxCorners *self)
{
  SxShapeView view = sx_shape_view (self->now);
  g_autoptr (GArray) edges = touched_edges (self, &view);
  guint n = 0;

  g_array_set_size (self->crossings, 0);
  g_array_sort (edges, compare_edges);
  for (guint i = 0; i < edges->len; i++)
    if (i == 0 || g_array_index (edges, guint32, i) != g_array_index (edges, guint32, i - 1))
      g_array_index (edges, guint32, n++) = g_array_index (edges, guint32, i);
  if ((guint64)n * self->now->n_points <= CROSSING_TESTS)
    sx_crossing_find (&view, (const guint32 *)edges->data, n, self->crossings);
}

/* The shape as an evaluator may have it; NULL: it cannot be kept as it is. */
static SxShape *
sound_shape (SxCorners *self)
{
  SxShapeView view = sx_shape_view (self->now);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShape *shape = NULL;

  if (self->crossings->len > 0)
    return NULL;
  if (self->now->n_points <= SMALL_SHAPE)
    {
      sx_outline_check (&view, &shape);
      return shape;
    }
  /* of a long one a preview does not ask for more than that the moved edges cross nothing */
  sx_shape_buffer_append (&buffer, &view);
  sx_shape_buffer_orient (&buffer, 0);
  view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

static void
measure (SxCorners *self)
{
  SxShapeView view = sx_shape_view (self->start);
  const SxMetric metric = { sx_session_get_plane (self->session), FALSE };

  if (self->now->n_points <= SMALL_SHAPE)
    {
      self->area = area_of (self, self->now);
      return;
    }
  if (isnan (self->base_area))
    self->base_area = area_of (self, self->base);
  self->area = self->base_area
               + sx_vertex_edit_area_change (&metric, &view, (const guint32 *)self->selected->data,
                                             self->selected->len, self->dx, self->dy);
}

static void
preview (SxCorners *self)
{
  SxSession *session = self->session;
  g_autoptr (SxShape) shape = sound_shape (self);
  g_autoptr (SxAdjustment) item = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (!shape)
    {
      sx_session_end_preview (session);
      return;
    }
  item = sx_plot_with_shape (self->item, shape);
  g_ptr_array_add (items, item);
  sx_session_preview (session, items, NULL, NULL);
}

void
sx_corners_move (SxCorners *self, double dx, double dy)
{
  SxShapeView view = sx_shape_view (self->start);

  self->dx = dx;
  self->dy = dy;
  sx_shape_unref (self->now);
  self->now = sx_vertex_edit_move (&view, (const guint32 *)self->selected->data, self->selected->len, dx, dy);
  find_crossings (self);
  measure (self);
  preview (self);
  sx_tool_queue_draw (self->tool);
}

void
sx_corners_get_offset (SxCorners *self, double *dx, double *dy)
{
  *dx = self->dx;
  *dy = self->dy;
}

void
sx_corners_insert (SxCorners *self, guint32 after, SxPoint at)
{
  SxShapeView view = sx_shape_view (self->now);
  SxShape *shape = sx_vertex_edit_insert (&view, after, at);

  take_shape (&self->start, shape);
  take_shape (&self->now, shape);
  sx_shape_unref (shape);
  sx_corners_select (self, after + 1, FALSE);
}

gboolean
sx_corners_remove_selected (SxCorners *self)
{
  SxShapeView view = sx_shape_view (self->now);
  SxShape *shape = sx_vertex_edit_remove (&view, (const guint32 *)self->selected->data, self->selected->len);

  if (!shape)
    return FALSE;
  take_shape (&self->start, shape);
  take_shape (&self->now, shape);
  sx_shape_unref (shape);
  g_array_set_size (self->selected, 0);
  return TRUE;
}

void
sx_corners_revert (SxCorners *self)
{
  g_autoptr (SxShape) base = sx_shape_ref (self->base);

  if (self->start != self->base) /* a corner was added */
    g_array_set_size (self->selected, 0);
  rest (self, base);
  if (sx_tool_is_ready (self->tool))
    sx_session_end_preview (self->session);
  sx_tool_queue_draw (self->tool);
}

/* ---- committing */

static void
say (SxCorners *self, const char *sentence)
{
  g_signal_emit_by_name (self->session, "trouble", sentence);
}

static void
commit_shape (SxCorners *self, SxShape *shape)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  SxAdjustment *item = sx_plot_with_shape (self->item, shape);
  g_autoptr (SxShape) before = sx_shape_ref (self->now);
  g_autofree char *label = sx_plot_label (self->session, _ ("Edit corners of “{name}”"), _ ("Edit corners"),
                                          &self->item->fid, 1);

  g_ptr_array_add (items, item);
  sx_plot_commit_changed (self->session, items, label);
  sx_adjustment_unref (self->item);
  self->item = item;
  rest (self, shape);
  find_again (self, before, shape);
}

static void
commit_checked (SxCorners *self, SxOutlineVerdict verdict, SxShape *shape)
{
  if (verdict == SX_OUTLINE_REPAIRED)
    say (self, _ ("The outline touched itself and was repaired; its area is the same."));
  if (shape)
    {
      commit_shape (self, shape);
      return;
    }
  say (self, verdict == SX_OUTLINE_CROSSES
                 ? _ ("The outline would cross itself, so the corners went back to where they were.")
                 : _ ("The plot would have no area, so the corners went back to where they were."));
  if (self->tool)
    sx_corners_revert (self);
}

/* An outline that is checked on a thread. */
typedef struct
{
  SxShape *drawn;
  SxOutlineVerdict verdict;
  SxShape *shape; /* what may be kept of it, or NULL */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  sx_shape_unref (check->drawn);
  g_clear_pointer (&check->shape, sx_shape_unref);
  g_free (check);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;
  SxShapeView view = sx_shape_view (check->drawn);

  check->verdict = sx_outline_check (&view, &check->shape);
  g_task_return_boolean (task, TRUE);
}

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  SxCorners *self = data;
  const Check *check = g_task_get_task_data (G_TASK (result));

  self->is_checking = FALSE;
  if (sx_session_get_phase (self->session) == SX_SESSION_OPEN)
    commit_checked (self, check->verdict, check->shape);
  g_rc_box_release_full (self, clear);
}

void
sx_corners_commit (SxCorners *self)
{
  SxShapeView view = sx_shape_view (self->now);

  if (!sx_corners_is_moved (self) || self->is_checking || !sx_tool_is_ready (self->tool))
    return;
  if (self->now->n_points <= SMALL_SHAPE)
    {
      g_autoptr (SxShape) shape = NULL;
      SxOutlineVerdict verdict = sx_outline_check (&view, &shape);

      commit_checked (self, verdict, shape);
    }
  else
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, checked, g_rc_box_acquire (self));
      Check *check = g_new0 (Check, 1);

      self->is_checking = TRUE;
      check->drawn = sx_shape_ref (self->now);
      g_task_set_task_data (task, check, check_free);
      g_task_run_in_thread (task, check_thread);
    }
}

/* ---- showing */

double
sx_corners_get_area (SxCorners *self)
{
  if (isnan (self->area))
    self->area = area_of (self, self->now);
  return self->area;
}

const GArray *
sx_corners_get_crossings (SxCorners *self)
{
  return self->crossings;
}

/* Of a long outline that is being dragged: as it was, and the edges that move. */
static void
draw_long (SxCorners *self, SxSketch *sketch, SxPen pen)
{
  SxShapeView view = sx_shape_view (self->now);
  const guint8 is_shell[] = { TRUE };

  sx_sketch_shape (sketch, self->start, FALSE, SX_PEN_HOVER);
  for (guint i = 0; i < MIN (self->selected->len, MAX_DRAWN_EDGES); i++)
    {
      guint32 corner = g_array_index (self->selected, guint32, i), before, after;
      const guint32 start[] = { 0, 3 };

      sx_vertex_edit_neighbours (&view, corner, &before, &after);
      {
        const SxPoint points[] = { view.points[before], view.points[corner], view.points[after] };
        const SxShapeView bend = { points, start, is_shell, 1, SX_BOX_EMPTY };

        sx_sketch_view (sketch, &bend, TRUE, pen);
      }
    }
}

void
sx_corners_draw (SxCorners *self, SxSketch *sketch)
{
  SxPen pen = self->crossings->len > 0                   ? SX_PEN_FAULT
              : self->item->direction == SX_DIRECTION_IN ? SX_PEN_IN
                                                         : SX_PEN_OUT;
  g_autofree SxPoint *selected = g_new (SxPoint, self->selected->len + 1);

  if (sx_corners_is_moved (self) && self->now->n_points > SMALL_SHAPE)
    draw_long (self, sketch, pen);
  else if (sx_corners_is_moved (self))
    {
      SxShapeView view = sx_shape_view (self->now);

      sx_sketch_view (sketch, &view, FALSE, pen);
    }
  else
    sx_sketch_shape (sketch, self->now, FALSE, pen);
  sx_sketch_handles (sketch, self->now->points, self->now->n_points, SX_HANDLE_PLAIN);
  for (guint i = 0; i < self->selected->len; i++)
    selected[i] = self->now->points[g_array_index (self->selected, guint32, i)];
  sx_sketch_handles (sketch, selected, self->selected->len, SX_HANDLE_SELECTED);
  for (guint i = 0; i < MIN (self->crossings->len, 32); i++)
    sx_sketch_crossing (sketch, g_array_index (self->crossings, SxCrossing, i).at);
}
