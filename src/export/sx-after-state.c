/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-after-state.h"

#include "export/sx-after-private.h"
#include "geometry/sx-corners.h"

/* ---- what the parts share */

static int
compare_features (gconstpointer a, gconstpointer b)
{
  guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;

  return (p > q) - (p < q);
}

GArray *
sx_after_find_over (const SxLayer *layer, const SxBoxTree *tree, const SxShapeView *view)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint kept = 0;

  if (!tree || view->n_rings == 0)
    return found;
  sx_box_tree_query (tree, view->box, found);
  for (guint i = 0; i < found->len; i++)
    {
      guint32 feature = g_array_index (found, guint32, i);
      SxShapeView v = sx_layer_shape (layer, feature);

      if (sx_overlap_planar (&v, view) > SX_AFTER_NOISE_M2)
        g_array_index (found, guint32, kept++) = feature;
    }
  g_array_set_size (found, kept);
  g_array_sort (found, compare_features);
  return found;
}

static gboolean
covers (const GPtrArray *adjustments, SxPoint p)
{
  for (guint i = 0; i < adjustments->len; i++)
    {
      SxShapeView v = sx_shape_view (((SxAdjustment *)adjustments->pdata[i])->shape);

      if (sx_shape_view_contains (&v, p))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  const SxLayer *layer;
  SxPoint p;
} Probe;

static gboolean
visit_probe (guint feature, gpointer data)
{
  const Probe *probe = data;
  SxShapeView v = sx_layer_shape (probe->layer, feature);

  return !sx_shape_view_contains (&v, probe->p);
}

SxShapeView
sx_after_view (const SxLineGround *self, const SxAdjustment *adjustment)
{
  const SxShape *settled = g_hash_table_lookup (self->settled, adjustment);

  return sx_shape_view (settled ? settled : adjustment->shape);
}

gboolean
sx_after_line_before (const SxLineGround *self, SxPoint p)
{
  Probe probe = { self->base, p };

  return self->tree && !sx_box_tree_search (self->tree, (SxBox){ p.x, p.y, p.x, p.y }, visit_probe, &probe);
}

gboolean
sx_after_line_after (const SxLineGround *self, SxPoint p)
{
  if (!self->base)
    return FALSE;
  return covers (self->ins, p) || (!covers (self->outs, p) && sx_after_line_before (self, p));
}

void
sx_after_add_changes (const SxAfterMaker *maker, SxAfterLayer *layer, const SxShapeBuffer *ground,
                      const SxAfterChange *like, double least)
{
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);
      SxAfterChange *change;

      if (sx_shape_view_planar_area (&part) < least)
        continue;
      change = g_memdup2 (like, sizeof *like);
      change->shape = sx_shape_new (&part);
      change->area = sx_metric_area (&maker->state->metric, &part);
      change->code = g_strdup (like->code);
      g_ptr_array_add (layer->changes, change);
    }
}

SxAfterPiece *
sx_after_add_piece (const SxAfterMaker *maker, SxAfterLayer *layer, const SxShapeView *shape,
                    const SxAfterPiece *like, double whole)
{
  SxAfterPiece *piece = g_memdup2 (like, sizeof *like);

  piece->shape = sx_shape_new (shape);
  piece->area = layer->base->is_line ? 0 : sx_metric_area (&maker->state->metric, shape);
  piece->share = whole > 0 ? piece->area / whole : 1;
  piece->code = g_strdup (like->code);
  piece->name = g_strdup (like->name);
  g_ptr_array_add (layer->pieces, piece);
  return piece;
}

void
sx_after_add_pieces (const SxAfterMaker *maker, SxAfterLayer *layer, const SxShapeBuffer *ground,
                     const SxAfterPiece *like, double whole, double least)
{
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      if (sx_shape_view_planar_area (&part) >= least)
        sx_after_add_piece (maker, layer, &part, like, whole);
    }
}

void
sx_after_touch (SxAfterLayer *layer, guint feature)
{
  layer->n_touched += !layer->is_touched[feature];
  layer->is_touched[feature] = TRUE;
}

/* ---- the state */

static void
change_free (gpointer data)
{
  SxAfterChange *change = data;

  sx_shape_unref (change->shape);
  g_free (change->code);
  g_free (change);
}

static void
piece_free (gpointer data)
{
  SxAfterPiece *piece = data;

  sx_shape_unref (piece->shape);
  g_free (piece->code);
  g_free (piece->name);
  g_free (piece);
}

static void
layer_free (gpointer data)
{
  SxAfterLayer *layer = data;

  g_free (layer->table);
  g_free (layer->is_touched);
  g_ptr_array_unref (layer->changes);
  g_ptr_array_unref (layer->pieces);
  sx_layer_unref (layer->base);
  g_free (layer);
}

/* The layer to fill in, added to the state; NULL where the plan has no such table. */
static SxAfterLayer *
add_layer (SxAfterState *self, const char *table, SxLine line)
{
  SxLayer *base = sx_plan_layer (self->plan, table);
  SxAfterLayer *layer;

  if (!base)
    return NULL;
  layer = g_new0 (SxAfterLayer, 1);
  layer->table = g_strdup (table);
  layer->line = line;
  layer->is_maintained = !base->is_line;
  layer->base = sx_layer_ref (base);
  layer->is_touched = g_new0 (guint8, MAX (base->n_features, 1));
  layer->changes = g_ptr_array_new_with_free_func (change_free);
  layer->pieces = g_ptr_array_new_with_free_func (piece_free);
  g_ptr_array_add (self->layers, layer);
  return layer;
}

static void
keep_items (SxAfterState *self, const SxScheme *scheme)
{
  self->items = g_ptr_array_new ();
  for (guint i = 0; i < scheme->adjustments->len; i++)
    g_ptr_array_add (self->items, sx_adjustment_ref (scheme->adjustments->pdata[i]));
  self->n_adjustments = self->items->len;
  for (guint i = 0; i < scheme->reclasses->len; i++)
    g_ptr_array_add (self->items, sx_reclass_ref (scheme->reclasses->pdata[i]));
  self->n_reclasses = scheme->reclasses->len;
  for (guint i = 0; i < scheme->roads->len; i++)
    g_ptr_array_add (self->items, sx_road_ref (scheme->roads->pdata[i]));
}

/* Adjustments of a line that is dissolved, with the corners that are the line's. */
static void
settle_all (SxLineGround *ground, const GPtrArray *adjustments)
{
  for (guint i = 0; i < adjustments->len; i++)
    {
      SxAdjustment *a = adjustments->pdata[i];
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

      sx_box_tree_query (ground->tree, sx_box_grown (a->shape->box, SX_SAME_CORNER_M), found);
      for (guint k = 0; k < found->len; k++)
        {
          SxShapeView v = sx_layer_shape (ground->base, g_array_index (found, guint32, k));

          g_array_append_val (views, v);
        }
      g_hash_table_insert (ground->settled, a,
                           sx_corners_settle (a->shape, (SxShapeView *)(gpointer)views->data, views->len));
    }
}

static void
maker_init (SxAfterMaker *self)
{
  for (guint l = 0; l < SX_N_LINES; l++)
    {
      SxLineGround *ground = &self->line[l];

      ground->base = sx_plan_layer (self->state->plan, sx_line_table ((SxLine)l));
      if (ground->base)
        ground->tree = sx_box_tree_new (ground->base->box, ground->base->n_features);
      ground->ins = g_ptr_array_new ();
      ground->outs = g_ptr_array_new ();
      ground->settled = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)sx_shape_unref);
    }
  for (guint i = 0; i < self->scheme->adjustments->len; i++)
    {
      SxAdjustment *a = self->scheme->adjustments->pdata[i];
      SxLineGround *ground = &self->line[a->line];

      if (a->shape->n_rings && ground->base)
        g_ptr_array_add (a->direction == SX_DIRECTION_IN ? ground->ins : ground->outs, a);
    }
  for (SxLine line = SX_LINE_REDLINE; line <= SX_LINE_BOUNDARY; line++) /* whose polygons are counted */
    {
      settle_all (&self->line[line], self->line[line].ins);
      settle_all (&self->line[line], self->line[line].outs);
    }
  self->land = sx_plan_layer (self->state->plan, "DLTB");
  if (self->land)
    self->land_tree = sx_box_tree_new (self->land->box, self->land->n_features);
}

static void
maker_clear (SxAfterMaker *self)
{
  for (guint l = 0; l < SX_N_LINES; l++)
    {
      g_clear_pointer (&self->line[l].tree, sx_box_tree_free);
      g_ptr_array_unref (self->line[l].ins);
      g_ptr_array_unref (self->line[l].outs);
      g_hash_table_unref (self->line[l].settled);
    }
  g_clear_pointer (&self->land_tree, sx_box_tree_free);
}

static gboolean
make_layers (SxAfterMaker *maker, GError **error)
{
  static const struct
  {
    const char *table;
    gboolean (*make) (SxAfterMaker *maker, SxAfterLayer *out, GError **error);
  } others[] = {
    { "GHFQ", sx_after_make_zones },
    { "ZXCQGHYDYH", sx_after_make_uses },
    { "ZXCQDLZXX", sx_after_make_roads },
  };

  for (guint l = 0; l < SX_N_LINES; l++)
    {
      SxAfterLayer *layer = add_layer (maker->state, sx_line_table ((SxLine)l), (SxLine)l);

      if (layer && !sx_after_make_line (maker, (SxLine)l, layer, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      SxAfterLayer *layer = add_layer (maker->state, others[i].table, SX_LINE_ANY);

      if (layer && !others[i].make (maker, layer, error))
        return FALSE;
    }
  return TRUE;
}

SxAfterState *
sx_after_state_new (SxPlan *plan, const SxScheme *scheme, const SxMetric *metric, double sliver_m2,
                    GCancellable *cancellable, GError **error)
{
  SxAfterState *self = g_new0 (SxAfterState, 1);
  SxAfterMaker maker = { .state = self, .scheme = scheme, .sliver = sliver_m2, .cancellable = cancellable };
  gboolean ok;

  self->plan = sx_plan_ref (plan);
  self->metric = *metric;
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  keep_items (self, scheme);
  maker_init (&maker);
  ok = make_layers (&maker, error);
  maker_clear (&maker);
  if (ok)
    return self;
  sx_after_state_free (self);
  return NULL;
}

void
sx_after_state_free (SxAfterState *self)
{
  if (!self)
    return;
  for (guint i = 0; i < self->items->len; i++)
    if (i < self->n_adjustments)
      sx_adjustment_unref (self->items->pdata[i]);
    else if (i < self->n_adjustments + self->n_reclasses)
      sx_reclass_unref (self->items->pdata[i]);
    else
      sx_road_unref (self->items->pdata[i]);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->layers);
  sx_plan_unref (self->plan);
  g_free (self);
}

const SxAfterLayer *
sx_after_state_layer (const SxAfterState *self, const char *table)
{
  for (guint i = 0; i < self->layers->len; i++)
    if (g_str_equal (((SxAfterLayer *)self->layers->pdata[i])->table, table))
      return self->layers->pdata[i];
  return NULL;
}
