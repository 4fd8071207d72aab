/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-plot.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include "geometry/sx-area.h"
#include "geometry/sx-near.h"
#include "picture/sx-picture-pick.h"

#define TIP_CONFLICTS 3

SxAdjustment *
sx_plot_in_scheme (const SxScheme *scheme, SxPoint at, double tolerance)
{
  SxBox reach = sx_box_grown ((SxBox){ at.x, at.y, at.x, at.y }, tolerance);
  SxAdjustment *best = NULL;
  double best_area = INFINITY;

  for (guint i = 0; scheme && i < scheme->adjustments->len; i++)
    {
      SxAdjustment *item = g_ptr_array_index (scheme->adjustments, i);
      SxShapeView view = sx_shape_view (item->shape);
      double area;

      if (view.n_rings == 0 || !sx_box_overlaps (view.box, reach)
          || !(sx_shape_has_point (&view, at) || sx_shape_edge_is_near (&view, at, tolerance)))
        continue;
      area = sx_shape_view_planar_area (&view);
      if (area <= best_area)
        {
          best = item;
          best_area = area;
        }
    }
  return best;
}

SxAdjustment *
sx_plot_at (SxSession *session, SxPoint at, double tolerance)
{
  return sx_plot_in_scheme (sx_session_get_scheme (session), at, tolerance);
}

void
sx_plot_in_box (SxSession *session, SxBox box, GArray *fids)
{
  const SxScheme *scheme = sx_session_get_scheme (session);
  const SxPoint corners[] = {
    { box.x0, box.y0 }, { box.x0, box.y1 }, { box.x1, box.y1 }, { box.x1, box.y0 }, { box.x0, box.y0 }
  };
  const guint32 start[] = { 0, 5 };
  const guint8 is_shell[] = { TRUE };
  const SxShapeView frame = { corners, start, is_shell, 1, box };

  for (guint i = 0; scheme && i < scheme->adjustments->len; i++)
    {
      SxAdjustment *item = g_ptr_array_index (scheme->adjustments, i);
      SxShapeView view = sx_shape_view (item->shape);

      if (view.n_rings > 0 && sx_box_overlaps (view.box, box)
          && (sx_box_contains (box, view.box) || sx_near_within (&frame, &view, 0)))
        g_array_append_val (fids, item->fid);
    }
}

/* ---- making */

/* As the target says; without a name. */
static SxAdjustment *
plot_new (SxSession *session, SxShape *shape)
{
  SxTarget *target = sx_session_get_target (session);
  SxAdjustment *item
      = sx_adjustment_new (sx_target_get_line (target), sx_target_get_direction (target), shape);

  item->situation = g_strdup (sx_target_get_situation (target));
  return item;
}

void
sx_plot_preview_new (SxSession *session, SxShape *shape)
{
  g_autoptr (SxAdjustment) item = plot_new (session, shape);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  sx_session_preview (session, items, NULL, NULL);
}

SxPen
sx_plot_pen (SxSession *session)
{
  return sx_target_get_direction (sx_session_get_target (session)) == SX_DIRECTION_IN ? SX_PEN_IN
                                                                                      : SX_PEN_OUT;
}

SxAdjustment *
sx_plot_with_shape (const SxAdjustment *item, SxShape *shape)
{
  SxAdjustment *copy = sx_adjustment_copy (item);

  sx_shape_unref (copy->shape);
  copy->shape = sx_shape_ref (shape);
  return copy;
}

double
sx_plot_area (SxSession *session, const SxShapeView *view)
{
  const SxMetric metric
      = { sx_session_get_plane (session), sx_session_get_area_mode (session) == SX_AREA_PLANAR };

  return sx_metric_area (&metric, view);
}

/* The name of the township at a place, or NULL. */
static const char *
township_at (SxSession *session, SxPoint at)
{
  SxLayerItem *item = sx_session_find_layer (session, "XZQ");
  SxLayer *layer = item ? sx_layer_item_get_layer (item) : NULL;
  const SxColumn *names = layer ? sx_layer_column (layer, "XZQMC") : NULL;
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!names)
    return NULL;
  sx_box_tree_query (sx_layer_item_get_tree (item), (SxBox){ at.x, at.y, at.x, at.y }, near);
  for (guint i = 0; i < near->len; i++)
    {
      guint feature = g_array_index (near, guint32, i);
      SxShapeView view = sx_layer_shape (layer, feature);

      if (sx_shape_has_point (&view, at) && *sx_column_text (names, feature))
        return sx_column_text (names, feature);
    }
  return NULL;
}

static gboolean
is_taken (const SxScheme *scheme, const char *name)
{
  for (guint i = 0; i < scheme->adjustments->len; i++)
    if (g_strcmp0 (((SxAdjustment *)scheme->adjustments->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

static char *
default_name (SxSession *session, const SxShapeView *view)
{
  const SxScheme *scheme = sx_session_get_scheme (session);
  const char *township = township_at (session, sx_shape_view_centroid (view));
  guint number = township ? 0 : scheme->adjustments->len;
  char *name = NULL;

  do
    {
      g_free (name);
      number++;
      name = township ? g_strdup_printf ("%s %u", township, number) : g_strdup_printf (_ ("Plot %u"), number);
    }
  while (is_taken (scheme, name));
  return name;
}

/* ---- edits */

SxEdit *
sx_plot_edit (SxSession *session, const char *label)
{
  return sx_edit_new (label, sx_session_get_scheme (session)->id);
}

void
sx_plot_commit_new (SxSession *session, SxShape *shape)
{
  g_autoptr (SxAdjustment) item = plot_new (session, shape);
  SxShapeView view = sx_shape_view (shape);
  g_autofree char *area = sx_words_area_first (sx_plot_area (session, &view), 2);
  g_autofree char *label
      = g_strdup_printf (item->direction == SX_DIRECTION_IN ? _ ("Bring in %s") : _ ("Take out %s"), area);
  g_autoptr (SxEdit) edit = sx_plot_edit (session, label);

  item->name = default_name (session, &view);
  sx_edit_add_adjustment (edit, item);
  sx_session_commit (session, edit);
}

void
sx_plot_commit_changed (SxSession *session, GPtrArray *items, const char *label)
{
  g_autoptr (SxEdit) edit = sx_plot_edit (session, label);

  for (guint i = 0; i < items->len; i++)
    sx_edit_set_adjustment (edit, g_ptr_array_index (items, i));
  sx_session_commit (session, edit);
}

char *
sx_plot_label (SxSession *session, const char *one, const char *many, const gint64 *fids, guint n)
{
  SxAdjustment *item = n == 1 ? sx_session_find_adjustment (session, fids[0]) : NULL;
  GString *label = g_string_new (item && item->name && *item->name ? one : many);
  g_autofree char *number = g_strdup_printf ("%u", n);

  g_string_replace (label, "{name}", item && item->name ? item->name : "", 1);
  g_string_replace (label, "{number}", number, 1);
  return g_string_free (label, FALSE);
}

void
sx_plot_remove (SxSession *session, const gint64 *fids, guint n)
{
  g_autofree char *label
      = sx_plot_label (session, _ ("Delete “{name}”"), _ ("Delete {number} plots"), fids, n);
  g_autoptr (SxEdit) edit = NULL;

  if (n == 0 || !sx_session_get_scheme (session))
    return;
  edit = sx_plot_edit (session, label);
  for (guint i = 0; i < n; i++)
    sx_edit_remove_adjustment (edit, fids[i]);
  sx_session_commit (session, edit);
}

/* ---- words */

const char *
sx_plot_refusal (SxOutlineVerdict verdict)
{
  switch (verdict)
    {
    case SX_OUTLINE_CROSSES:
      return _ ("The outline crosses itself where it is marked, so it is not clear what is inside. Take back "
                "the last corners (Backspace) or move one, then finish again.");
    case SX_OUTLINE_EMPTY:
      return _ ("The outline has no area: it needs three corners that are not in a line.");
    case SX_OUTLINE_GOOD:
    case SX_OUTLINE_REPAIRED:
    default:
      return NULL;
    }
}

void
sx_plot_tip_area (SxTip *tip, double m2)
{
  g_autofree char *first = sx_words_area_first (m2, 4);
  g_autofree char *second = sx_words_area_second (m2, 3);

  sx_tip_take (tip, SX_TIP_HEAD, g_strdup_printf ("%s · %s", first, second));
}

void
sx_plot_tip_result (SxTip *tip, SxSession *session, gint64 fid)
{
  SxResult *result = sx_session_is_preview (session) ? sx_session_get_result (session) : NULL;
  guint n = 0;

  if (!result)
    return;
  for (guint i = 0; i < result->conflicts->len && n < TIP_CONFLICTS; i++)
    {
      const SxConflict *conflict = g_ptr_array_index (result->conflicts, i);
      g_autofree char *area = NULL;

      if (conflict->adjustment->fid != fid)
        continue;
      area = sx_words_area_first (conflict->area, 4);
      sx_tip_take (tip, SX_TIP_BAD,
                   conflict->rule->kind == SX_CONFLICT_SITUATION
                       ? g_strdup (conflict->message)
                       : g_strdup_printf ("%s · %s", area, conflict->message));
      n++;
    }
  if (sx_target_get_line (sx_session_get_target (session)) == SX_LINE_BOUNDARY
      && isfinite (result->increment_in - result->increment_out))
    {
      double balance = result->increment_out - result->increment_in;
      g_autofree char *text = sx_words_number (fabs (balance), 4);

      sx_tip_take (tip, balance < 0 ? SX_TIP_BAD : SX_TIP_PLAIN,
                   g_strdup_printf (balance < 0 ? _ ("Increment: over by %s ha")
                                                : _ ("Increment: %s ha left"),
                                    text));
    }
}
