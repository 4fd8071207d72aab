/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-coverage.h"

#include "evaluate/sx-parks.h"
#include "geometry/sx-overlay.h"

#define NOISE_M2 1e-6
#define OVERLAP_M2 2e-3 /* smaller ones are rounding along shared edges */

/* A feature of the land use, or a reclass. */
typedef struct
{
  SxReclass *reclass; /* reference; NULL: a feature */
  SxShape *shape;     /* what is left of it; NULL: the feature as it is */
  SxBox box;          /* of that */
  gboolean is_home, is_park, is_changed;
  SxTotal residential, covered;
} Use;

struct _SxCoverage
{
  const SxPlanIndex *index;
  const SxLayer *layer;
  const SxItemSet *set;
  const SxShape *extent;
  const SxRegion *ground;
  Use *features;
  GArray *large;        /* guint32: features that the item set holds in pieces */
  GPtrArray *reclassed; /* Use *, stored order */
  SxParks *parks;
  SxTotal residential, covered;
  gboolean is_stale; /* an update failed: the next makes everything anew */
};

/* ---- uses */

static gboolean
starts_with_any (const char *code, char **prefixes)
{
  for (guint i = 0; code && prefixes && prefixes[i]; i++)
    if (g_str_has_prefix (code, prefixes[i]))
      return TRUE;
  return FALSE;
}

static void
set_class (const SxCoverage *self, Use *use, const char *code)
{
  use->is_home = starts_with_any (code, self->index->rules->residential_codes);
  use->is_park = starts_with_any (code, self->index->rules->park_codes);
}

static void
use_free (gpointer data)
{
  Use *use = data;

  g_clear_pointer (&use->shape, sx_shape_unref);
  sx_reclass_unref (use->reclass);
  g_free (use);
}

static SxShapeView
use_view (const SxCoverage *self, const Use *use)
{
  return use->shape ? sx_shape_view (use->shape)
                    : sx_layer_shape (self->layer, (guint)(use - self->features));
}

static guint
n_uses (const SxCoverage *self)
{
  return self->layer->n_features + self->reclassed->len;
}

/* features first, then reclasses */
static Use *
use_at (const SxCoverage *self, guint number)
{
  guint n = self->layer->n_features;

  return number < n ? &self->features[number] : self->reclassed->pdata[number - n];
}

static void
use_take (Use *use, SxShapeBuffer *ground)
{
  SxShapeView v = sx_shape_buffer_view (ground, 0, ground->n_rings);

  g_clear_pointer (&use->shape, sx_shape_unref);
  use->shape = sx_shape_new (&v);
  use->box = v.box;
  use->is_changed = TRUE;
  sx_shape_buffer_clear (ground);
}

/* views of the reclasses from `first` on that cover some of the view */
static GArray *
reclasses_over (GPtrArray *reclasses, guint first, const SxShapeView *view)
{
  GArray *over = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = first; i < reclasses->len; i++)
    {
      SxShapeView r = sx_shape_view (((SxReclass *)reclasses->pdata[i])->shape);

      if (sx_box_overlaps (r.box, view->box) && sx_overlap_planar (view, &r) > NOISE_M2)
        g_array_append_val (over, r);
    }
  return over;
}

/* The feature less every reclass over it. */
static gboolean
update_feature (SxCoverage *self, Use *use, GPtrArray *reclasses, GError **error)
{
  SxShapeView v = sx_layer_shape (self->layer, (guint)(use - self->features));
  g_autoptr (GArray) over = reclasses_over (reclasses, 0, &v);
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT;

  use->is_changed = TRUE;
  if (over->len == 0)
    {
      g_clear_pointer (&use->shape, sx_shape_unref);
      use->box = v.box;
      return TRUE;
    }
  if (!sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)over->data, over->len, &rest, error))
    return FALSE;
  use_take (use, &rest);
  return TRUE;
}

/* What of the view lies on the partition's ground, united, as features may overlap. */
static gboolean
clip_to_partition (const SxCoverage *self, const SxShapeView *view, SxShapeBuffer *out, GError **error)
{
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;
  SxShapeView all;

  sx_box_tree_query (self->set->tree, view->box, hit);
  for (guint k = 0; ok && k < hit->len; k++)
    {
      SxShapeView v = sx_item_set_view (self->set, g_array_index (hit, guint32, k));

      if (sx_overlap_planar (view, &v) > NOISE_M2)
        ok = sx_overlay_intersect (view, &v, &parts, error);
    }
  all = sx_shape_buffer_view (&parts, 0, parts.n_rings);
  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      g_array_append_val (views, part);
    }
  ok = ok && sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, out, error);
  sx_shape_buffer_clear (&parts);
  return ok;
}

/* The reclass less later ones, inside the partition. */
static gboolean
update_reclass (SxCoverage *self, Use *use, GPtrArray *reclasses, guint at, GError **error)
{
  SxShapeView v = sx_shape_view (use->reclass->shape), own;
  g_autoptr (GArray) later = reclasses_over (reclasses, at + 1, &v);
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT, ground = SX_SHAPE_BUFFER_INIT;
  gboolean ok = sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)later->data, later->len, &rest, error);

  own = sx_shape_buffer_view (&rest, 0, rest.n_rings);
  ok = ok && (own.n_rings == 0 || clip_to_partition (self, &own, &ground, error));
  sx_shape_buffer_clear (&rest);
  if (ok)
    use_take (use, &ground);
  return ok;
}

static gboolean
meets_any (SxBox box, const GArray *boxes)
{
  for (guint i = 0; i < boxes->len; i++)
    if (sx_box_overlaps (box, g_array_index (boxes, SxBox, i)))
      return TRUE;
  return FALSE;
}

static void
forget_terms (SxCoverage *self, Use *use)
{
  self->residential -= use->residential;
  self->covered -= use->covered;
  use->residential = use->covered = 0;
}

/* Uses for the reclasses as they are now; those that were there and are not touched are kept. */
static gboolean
update_reclassed (SxCoverage *self, GPtrArray *reclasses, const GArray *dirty, GError **error)
{
  g_autoptr (GHashTable) old = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) before = self->reclassed;
  gboolean ok = TRUE;

  for (guint i = 0; i < before->len; i++)
    g_hash_table_insert (old, ((Use *)before->pdata[i])->reclass, before->pdata[i]);
  self->reclassed = g_ptr_array_new_with_free_func (use_free);
  g_ptr_array_set_free_func (before, NULL);
  for (guint i = 0; i < reclasses->len; i++)
    {
      SxReclass *reclass = reclasses->pdata[i];
      Use *use = g_hash_table_lookup (old, reclass);

      if (use)
        g_hash_table_remove (old, reclass);
      else
        {
          use = g_new0 (Use, 1);
          use->reclass = sx_reclass_ref (reclass);
          set_class (self, use, reclass->code);
        }
      g_ptr_array_add (self->reclassed, use);
      if (ok && (!use->shape || meets_any (reclass->shape->box, dirty)))
        ok = update_reclass (self, use, reclasses, i, error);
    }
  for (guint i = 0; i < before->len; i++)
    if (g_hash_table_contains (old, ((Use *)before->pdata[i])->reclass)
        && !g_ptr_array_find (self->reclassed, before->pdata[i], NULL))
      {
        forget_terms (self, before->pdata[i]);
        use_free (before->pdata[i]);
      }
  return ok;
}

static gboolean
update_uses (SxCoverage *self, GPtrArray *reclasses, const GArray *dirty, GError **error)
{
  for (guint i = 0; i < n_uses (self); i++)
    use_at (self, i)->is_changed = FALSE;
  for (guint f = 0; f < self->layer->n_features; f++)
    if (meets_any (self->layer->box[f], dirty)
        && !update_feature (self, &self->features[f], reclasses, error))
      return FALSE;
  return update_reclassed (self, reclasses, dirty, error);
}

/* Parks that hang together with what is dirty, dissolved again. */
static gboolean
update_parks (SxCoverage *self, const GArray *dirty, GArray *touched, GError **error)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  sx_parks_take (self->parks, dirty, touched);
  for (guint i = 0; i < n_uses (self); i++)
    {
      const Use *use = use_at (self, i);
      SxShapeView v;

      if (!use->is_park)
        continue;
      v = use_view (self, use);
      if (v.n_rings && (use->is_changed || sx_parks_were_at (self->parks, &v)))
        g_array_append_val (views, v);
    }
  return sx_parks_put (self->parks, (SxShapeView *)(gpointer)views->data, views->len, touched, error);
}

/* ---- homes */

typedef struct
{
  const SxCoverage *self;
  guint number; /* of the home */
  SxShapeView view;
  GArray *covers; /* SxShapeView */
} Earlier;

static void
note_earlier (Earlier *earlier, guint number)
{
  const Use *use = use_at (earlier->self, number);
  SxShapeView v;

  if (number >= earlier->number || !use->is_home || !sx_box_overlaps (use->box, earlier->view.box))
    return;
  v = use_view (earlier->self, use);
  if (sx_overlap_planar (&earlier->view, &v) > OVERLAP_M2)
    g_array_append_val (earlier->covers, v);
}

static gboolean
visit_earlier (guint item, gpointer data)
{
  Earlier *earlier = data;
  guint feature = sx_item_set_feature (earlier->self->set, item);

  if (item < earlier->self->set->n_direct)
    note_earlier (earlier, feature);
  return TRUE;
}

/* The home less what earlier homes cover, inside the city, appended to out. */
static gboolean
home_ground (const SxCoverage *self, guint number, SxShapeBuffer *out, GError **error)
{
  const SxMetric planar = { .is_planar = TRUE };
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  Earlier earlier = { self, number, use_view (self, use_at (self, number)), covers };
  SxShapeView extent = sx_shape_view (self->extent), v = earlier.view;
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT;
  double overlap = v.n_rings ? sx_region_overlap (self->ground, &planar, &v) : 0;
  gboolean ok = TRUE;

  if (overlap <= NOISE_M2)
    return TRUE;
  sx_box_tree_search (self->set->tree, v.box, visit_earlier, &earlier);
  for (guint i = 0; i < self->large->len; i++)
    note_earlier (&earlier, g_array_index (self->large, guint32, i));
  for (guint i = 0; i < self->reclassed->len; i++)
    note_earlier (&earlier, self->layer->n_features + i);
  if (covers->len)
    {
      ok = sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)covers->data, covers->len, &rest, error);
      v = sx_shape_buffer_view (&rest, 0, rest.n_rings);
    }
  if (overlap >= sx_shape_view_planar_area (&earlier.view) - NOISE_M2)
    sx_shape_buffer_append (out, &v);
  else
    ok = ok && (v.n_rings == 0 || sx_overlay_intersect (&v, &extent, out, error));
  sx_shape_buffer_clear (&rest);
  return ok;
}

static gboolean
measure_home (SxCoverage *self, guint number, GError **error)
{
  Use *use = use_at (self, number);
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  SxShapeView inside;
  double covered = 0;
  gboolean ok;

  forget_terms (self, use);
  ok = home_ground (self, number, &ground, error);
  inside = sx_shape_buffer_view (&ground, 0, ground.n_rings);
  if (ok && inside.n_rings)
    {
      ok = sx_parks_reach (self->parks, &inside, &covered, error);
      use->residential = sx_total (sx_metric_additive_area (&self->index->metric, &inside));
      use->covered = sx_total (covered);
      self->residential += use->residential;
      self->covered += use->covered;
    }
  sx_shape_buffer_clear (&ground);
  return ok;
}

static gboolean
update_homes (SxCoverage *self, const GArray *touched, GError **error)
{
  for (guint i = 0; i < n_uses (self); i++)
    {
      const Use *use = use_at (self, i);

      if (use->is_home && (use->is_changed || meets_any (use->box, touched))
          && !measure_home (self, i, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the whole */

static gboolean
update (SxCoverage *self, GPtrArray *reclasses, const GArray *dirty, GError **error)
{
  g_autoptr (GArray) touched = g_array_copy ((GArray *)dirty);

  self->is_stale = TRUE;
  if (!update_uses (self, reclasses, dirty, error) || !update_parks (self, dirty, touched, error)
      || !update_homes (self, touched, error))
    return FALSE;
  self->is_stale = FALSE;
  return TRUE;
}

gboolean
sx_coverage_update (SxCoverage *self, GPtrArray *reclasses, GPtrArray *dirty, GError **error)
{
  const SxBox world = { -1e12, -1e12, 1e12, 1e12 };
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (SxBox));

  for (guint i = 0; i < dirty->len && !self->is_stale; i++)
    g_array_append_val (boxes, ((SxReclass *)dirty->pdata[i])->shape->box);
  if (self->is_stale)
    g_array_append_val (boxes, world);
  return update (self, reclasses, boxes, error);
}

static void
find_large (SxCoverage *self)
{
  self->large = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 f = 0; f < self->layer->n_features; f++)
    if (sx_box_is_empty (self->set->boxes[f]) && !sx_box_is_empty (self->layer->box[f]))
      g_array_append_val (self->large, f);
}

SxCoverage *
sx_coverage_new (const SxPlanIndex *index, const SxShape *extent, const SxRegion *ground, double walk_m,
                 GError **error)
{
  SxCoverage *self = g_new0 (SxCoverage, 1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const SxColumn *code;

  self->index = index;
  self->layer = sx_plan_layer (index->plan, "ZXCQGHYDYH");
  self->set = sx_plan_index_items (index, "ZXCQGHYDYH");
  self->extent = extent;
  self->ground = ground;
  self->reclassed = g_ptr_array_new_with_free_func (use_free);
  self->parks = sx_parks_new (index, walk_m);
  self->features = g_new0 (Use, MAX (self->layer->n_features, 1));
  code = sx_layer_column (self->layer, "YDYHFLDM");
  for (guint f = 0; f < self->layer->n_features; f++)
    set_class (self, &self->features[f], sx_column_text (code, f));
  find_large (self);
  self->is_stale = TRUE;
  if (sx_coverage_update (self, none, none, error))
    return self;
  sx_coverage_free (self);
  return NULL;
}

void
sx_coverage_free (SxCoverage *self)
{
  if (!self)
    return;
  for (guint f = 0; f < self->layer->n_features; f++)
    g_clear_pointer (&self->features[f].shape, sx_shape_unref);
  g_free (self->features);
  g_ptr_array_unref (self->reclassed);
  sx_parks_free (self->parks);
  g_array_unref (self->large);
  g_free (self);
}

void
sx_coverage_get (const SxCoverage *self, double *residential, double *covered)
{
  *residential = sx_total_value (self->residential);
  *covered = sx_total_value (self->covered);
}
