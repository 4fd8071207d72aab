/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The overlap that a conflict speaks of, as a shape to zoom to; made only when asked for. */
#include "evaluate/sx-evaluator-private.h"

#include "geometry/sx-overlay.h"

typedef struct
{
  GArray *views; /* SxShapeView */
} Collect;

static gboolean
visit_item (const SxShapeView *view, const SxLayer *layer, guint32 feature, gpointer data)
{
  g_array_append_val (((Collect *)data)->views, *view);
  return TRUE;
}

static GArray *
items_over (const SxRegion *region, SxBox box)
{
  Collect collect = { g_array_new (FALSE, FALSE, sizeof (SxShapeView)) };

  sx_region_search (region, box, visit_item, &collect);
  return collect.views;
}

static GArray *
adjustments_over (const SxEvaluator *self, SxLine line, SxDirection direction, guint except)
{
  GArray *views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = 0; i < self->adjustments->len; i++)
    {
      const SxAdjustment *a = ((SxAdjustmentEntry *)self->adjustments->pdata[i])->item;
      SxShapeView v = sx_shape_view (a->shape);

      if (i != except && a->line == line && (direction == SX_DIRECTION_ANY || a->direction == direction))
        g_array_append_val (views, v);
    }
  return views;
}

static gboolean
intersect_all (const SxShapeView *polygon, GArray *views, SxShapeBuffer *out, GError **error)
{
  for (guint i = 0; i < views->len; i++)
    if (!sx_overlay_intersect (polygon, &g_array_index (views, SxShapeView, i), out, error))
      return FALSE;
  return TRUE;
}

/* polygon ∩ ((Base \ Out) ∪ In) */
static gboolean
line_after (const SxEvaluator *self, const SxShapeView *polygon, SxLine line, SxShapeBuffer *out,
            GError **error)
{
  g_autoptr (GArray) base = items_over (self->index->line[line], polygon->box);
  g_autoptr (GArray) outs = adjustments_over (self, line, SX_DIRECTION_OUT, G_MAXUINT);
  g_autoptr (GArray) ins = adjustments_over (self, line, SX_DIRECTION_IN, G_MAXUINT);
  SxShapeBuffer kept = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < base->len; i++)
    {
      SxShapeView part;

      sx_shape_buffer_reset (&kept);
      ok = sx_overlay_intersect (polygon, &g_array_index (base, SxShapeView, i), &kept, error);
      part = sx_shape_buffer_view (&kept, 0, kept.n_rings);
      ok = ok
           && (part.n_rings == 0
               || sx_overlay_subtract_all (&part, (SxShapeView *)(gpointer)outs->data, outs->len, out,
                                           error));
    }
  sx_shape_buffer_clear (&kept);
  return ok && intersect_all (polygon, ins, out, error);
}

static gboolean
collect_overlap (const SxEvaluator *self, guint number, const SxConflictRule *rule, guint rule_number,
                 SxShapeBuffer *out, GError **error)
{
  const SxAdjustmentEntry *entry = self->adjustments->pdata[number];
  SxShapeView polygon = sx_shape_view (entry->item->shape);
  const SxRegion *ground = self->index->rule_ground[rule_number].ground;
  g_autoptr (GArray) views = NULL;

  if (rule->kind == SX_CONFLICT_SITUATION || rule->kind == SX_CONFLICT_SITUATION_LIMIT)
    {
      sx_shape_buffer_append (out, &polygon);
      return TRUE;
    }
  if (rule->kind == SX_CONFLICT_SAME_LINE)
    {
      views = adjustments_over (self, entry->item->line, SX_DIRECTION_ANY, number);
      return intersect_all (&polygon, views, out, error);
    }
  if (ground)
    {
      views = items_over (ground, polygon.box);
      return rule->kind == SX_CONFLICT_OUTSIDE
                 ? sx_overlay_subtract_all (&polygon, (SxShapeView *)(gpointer)views->data, views->len, out,
                                            error)
                 : intersect_all (&polygon, views, out, error);
    }
  for (guint i = 0; i < rule->grounds->len; i++)
    {
      const SxGround *g = rule->grounds->pdata[i];

      if (g->line_after && !line_after (self, &polygon, g->line, out, error))
        return FALSE;
    }
  return TRUE;
}

SxShape *
sx_evaluator_conflict_shape (SxEvaluator *self, guint adjustment, const SxConflictRule *rule, GError **error)
{
  GPtrArray *rules = self->index->rules->conflicts;
  SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT, united = SX_SHAPE_BUFFER_INIT;
  SxShape *shape = NULL;
  guint number;
  SxShapeView v;

  g_return_val_if_fail (adjustment < self->adjustments->len, NULL);
  if (!g_ptr_array_find (rules, rule, &number))
    return NULL;
  if (collect_overlap (self, adjustment, rule, number, &parts, error))
    {
      g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

      v = sx_shape_buffer_view (&parts, 0, parts.n_rings);
      for (guint r = 0, next; r < v.n_rings; r = next)
        {
          SxShapeView part = sx_shape_view_part (&v, r, &next);

          g_array_append_val (views, part);
        }
      if (sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, &united, error)
          && united.n_rings)
        {
          v = sx_shape_buffer_view (&united, 0, united.n_rings);
          shape = sx_shape_new (&v);
        }
    }
  sx_shape_buffer_clear (&parts);
  sx_shape_buffer_clear (&united);
  return shape;
}
