/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-plan-index.h"

#include <string.h>

#include "base/sx-parallel.h"
#include "evaluate/sx-total.h"
#include "geometry/sx-overlay.h"

#define DISTANCE_SEGMENTS 32 /* a quadrant, for distance rules */

SxItemSet *
sx_plan_index_items (const SxPlanIndex *self, const char *table)
{
  return g_hash_table_lookup (self->item_sets, table);
}

gboolean
sx_plan_index_has (const SxPlanIndex *self, const char *table)
{
  return sx_plan_layer (self->plan, table) != NULL;
}

guint8
sx_zone_class (const char *code, const char *name)
{
  static const char *const names[] = { "生态保护区", "生态控制区", "农田保护区", "城镇发展区", "乡村发展区" };

  if (code && *code)
    return code[0] >= '1' && code[0] <= '8' ? (guint8)(code[0] - '0') : SX_ZONE_OTHER;
  for (guint8 i = 0; name && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      return (guint8)(i + 1);
  return SX_ZONE_OTHER;
}

double
sx_plan_index_measure (const SxPlanIndex *self, SxLine line, guint feature)
{
  SxLayer *layer = sx_plan_layer (self->plan, sx_line_table (line));
  double attribute
      = sx_column_number (sx_layer_column (layer, line == SX_LINE_FARMLAND ? "YJJBNTMJ" : "MJ"), feature);
  SxShapeView v = sx_layer_shape (layer, feature);

  if (v.n_rings == 0)
    return 0;
  return isfinite (attribute) && attribute >= 0 ? attribute : sx_metric_area (&self->metric, &v);
}

/* ---- point sets */

typedef struct
{
  SxPlanIndex *index;
  SxProgress *progress;
  GCancellable *cancellable;
  GError **error;
} Build;

/* Adds a table's features (nothing where the plan has no such table). */
static gboolean
add (Build *build, SxRegion *region, const char *table, const guint8 *select, const SxRegion *except)
{
  SxItemSet *set = sx_plan_index_items (build->index, table);

  return !set || sx_region_add (region, set, select, except, build->cancellable, build->error);
}

static gboolean
add_filtered (Build *build, SxRegion *region, const char *table, const SxFilter *filter,
              const SxRegion *except)
{
  SxLayer *layer = sx_plan_layer (build->index->plan, table);
  g_autofree guint8 *select = layer ? sx_filter_select (filter, layer) : NULL;

  return add (build, region, table, select, except);
}

typedef struct
{
  GPtrArray *layers; /* SxLayer * */
  SxItemSet **sets;
  GCancellable *cancellable;
} MakeSets;

static gboolean
make_item_set (guint i, gpointer data, GError **error)
{
  MakeSets *make = data;

  make->sets[i] = sx_item_set_new (make->layers->pdata[i], make->cancellable, error);
  return make->sets[i] != NULL;
}

static int
compare_layer_sizes (gconstpointer a, gconstpointer b)
{
  const SxLayer *p = *(SxLayer *const *)a, *q = *(SxLayer *const *)b;

  return (p->n_features < q->n_features) - (p->n_features > q->n_features);
}

/* All layers beside each other, the largest first. */
static gboolean
make_item_sets (Build *build)
{
  g_autoptr (GPtrArray) layers = g_ptr_array_new ();
  g_autofree SxItemSet **sets = NULL;
  MakeSets make = { layers, NULL, build->cancellable };
  GHashTableIter iter;
  gpointer layer;
  gboolean ok;

  g_hash_table_iter_init (&iter, build->index->plan->layers);
  while (g_hash_table_iter_next (&iter, NULL, &layer))
    g_ptr_array_add (layers, layer);
  g_ptr_array_sort (layers, compare_layer_sizes);
  make.sets = sets = g_new0 (SxItemSet *, layers->len + 1);
  ok = sx_parallel (layers->len, make_item_set, &make, build->cancellable, build->error);
  for (guint i = 0; i < layers->len; i++)
    if (sets[i])
      g_hash_table_insert (build->index->item_sets, g_strdup (((SxLayer *)layers->pdata[i])->name), sets[i]);
  return ok;
}

static gboolean
make_land (Build *build)
{
  SxPlanIndex *self = build->index;
  SxLayer *dltb = sx_plan_layer (self->plan, "DLTB"), *dltb2020 = sx_plan_layer (self->plan, "DLTB2020");
  g_autofree guint8 *built = NULL, *built_or = NULL;

  if (dltb)
    {
      self->cropland = sx_filter_select (self->rules->cropland, dltb);
      self->ecological = sx_filter_select (self->rules->ecological, dltb);
    }
  if (dltb2020)
    {
      built = sx_filter_select (self->rules->built2020, dltb2020);
      built_or = sx_filter_select (self->rules->built2020_or, dltb2020);
      for (guint i = 0; i < dltb2020->n_features; i++)
        built[i] |= built_or[i];
    }
  return add (build, self->crop, "DLTB", self->cropland, NULL)
         && add (build, self->eco, "DLTB", self->ecological, NULL)
         && add (build, self->built, "DLTB2020", built, NULL)
         && add_filtered (build, self->urban2020, "DLTB2020", self->rules->urban2020, NULL);
}

/* built ∪ approved: the built items as they are, then what of the approved lies beside them */
static gboolean
make_built_or_approved (Build *build)
{
  SxPlanIndex *self = build->index;
  SxLayer *dltb2020 = sx_plan_layer (self->plan, "DLTB2020");
  g_autofree guint8 *built = dltb2020 ? sx_filter_select (self->rules->built2020, dltb2020) : NULL;
  g_autofree guint8 *built_or = dltb2020 ? sx_filter_select (self->rules->built2020_or, dltb2020) : NULL;

  for (guint i = 0; dltb2020 && i < dltb2020->n_features; i++)
    built[i] |= built_or[i];
  if (dltb2020 && sx_region_is_plain (self->built))
    sx_region_add_disjoint (self->built_or_approved, sx_plan_index_items (self, "DLTB2020"), built);
  else if (!add (build, self->built_or_approved, "DLTB2020", built, NULL))
    return FALSE;
  return add (build, self->built_or_approved, "PZJSYD", NULL, NULL)
         && add (build, self->unbuilt_scattered, "DLCZJSYD", NULL, self->built);
}

static gboolean
make_unsuitable (Build *build)
{
  SxPlanIndex *self = build->index;
  const char *minerals = sx_plan_index_has (self, "KCZYYF") ? "KCZYYF" : "KCZYKCBHX";

  return add_filtered (build, self->unsuitable, "CZJSSYXPJJG", self->rules->unsuitable_suitability, NULL)
         && add_filtered (build, self->unsuitable, "DZZHQ", self->rules->unsuitable_hazard, NULL)
         && add (build, self->unsuitable, "XZHQ", NULL, NULL)
         && add (build, self->unsuitable, minerals, NULL, NULL)
         && add (build, self->unsuitable, "DYZ", NULL, NULL);
}

static gboolean
make_zones (Build *build)
{
  static const guint8 matched[3] = { SX_ZONE_FARMLAND, SX_ZONE_ECOLOGICAL_PROTECTION, SX_ZONE_URBAN };
  SxPlanIndex *self = build->index;
  SxLayer *layer = sx_plan_layer (self->plan, "GHFQ");
  const SxColumn *code, *name;

  if (!layer)
    return TRUE;
  code = sx_layer_column (layer, "GHFQDM");
  name = sx_layer_column (layer, "GHFQMC");
  self->zone_class = g_new0 (guint8, MAX (layer->n_features, 1));
  for (guint i = 0; i < layer->n_features; i++)
    self->zone_class[i] = sx_zone_class (sx_column_text (code, i), sx_column_text (name, i));
  if (!add (build, self->zones, "GHFQ", NULL, NULL))
    return FALSE;
  for (guint z = 0; z < 3; z++)
    {
      g_autofree guint8 *select = g_new0 (guint8, MAX (layer->n_features, 1));

      for (guint i = 0; i < layer->n_features; i++)
        select[i] = self->zone_class[i] == matched[z];
      if (sx_region_is_plain (self->zones))
        sx_region_add_disjoint (self->zone[z], sx_plan_index_items (self, "GHFQ"), select);
      else if (!add (build, self->zone[z], "GHFQ", select, NULL))
        return FALSE;
    }
  return TRUE;
}

/* ---- conflict rules */

static const char *
ground_table (const SxPlanIndex *self, const SxGround *ground)
{
  if (ground->layer && sx_plan_index_has (self, ground->layer))
    return ground->layer;
  if (ground->fallback && sx_plan_index_has (self, ground->fallback))
    return ground->fallback;
  return NULL;
}

/* the ground grown by a distance, as shapes */
static gboolean
grow (Build *build, const SxRegion *from, double distance, SxRegion *to)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer grown = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  guint32 feature;
  gboolean ok;

  for (guint i = 0; i < sx_region_n_items (from); i++)
    if (sx_region_item (from, i, &v, &feature))
      g_array_append_val (views, v);
  ok = sx_overlay_buffer ((SxShapeView *)(gpointer)views->data, views->len, distance, DISTANCE_SEGMENTS,
                          &grown, build->error);
  if (ok)
    {
      v = sx_shape_buffer_view (&grown, 0, grown.n_rings);
      for (guint r = 0, next; r < v.n_rings; r = next)
        {
          SxShapeView part = sx_shape_view_part (&v, r, &next);

          sx_region_add_shapes (to, &part, 1);
        }
    }
  sx_shape_buffer_clear (&grown);
  return ok;
}

/* Rules about cropland and the like use the point sets that are there already. */
static SxRegion *
make_grounds (Build *build, GPtrArray *grounds, const SxRegion *except, gboolean *is_skipped)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  SxRegion *region = sx_region_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < grounds->len; i++)
    {
      const SxGround *ground = grounds->pdata[i];
      const char *table = ground->line_after ? NULL : ground_table (build->index, ground);

      if (!table)
        continue;
      any = TRUE;
      if (!add_filtered (build, region, table, ground->filter, except))
        {
          sx_region_free (region);
          return NULL;
        }
    }
  *is_skipped = !any;
  return region;
}

/* TRUE when the rule speaks of a line's after-state: measured by sx-change. */
static gboolean
note_watched_lines (SxPlanIndex *self, const SxConflictRule *rule)
{
  guint32 watched = 0;

  for (guint i = 0; rule->grounds && i < rule->grounds->len; i++)
    {
      const SxGround *ground = rule->grounds->pdata[i];

      if (ground->line_after)
        watched |= 1u << ground->line;
    }
  self->watched_lines |= watched;
  if (watched)
    self->watching_lines |= rule->lines;
  return watched != 0;
}

/* grown ground less the exempt ground, piece by piece */
static gboolean
take_exempt (Build *build, SxRegion **grown, const SxRegion *exempt)
{
  SxRegion *rest = sx_region_new ();
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < sx_region_n_items (*grown); i++)
    {
      SxShapeBuffer left = SX_SHAPE_BUFFER_INIT;
      g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
      SxShapeView v, e;
      guint32 feature;

      if (!sx_region_item (*grown, i, &v, &feature))
        continue;
      for (guint k = 0; k < sx_region_n_items (exempt); k++)
        if (sx_region_item (exempt, k, &e, &feature) && sx_box_overlaps (v.box, e.box))
          g_array_append_val (views, e);
      ok = sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)views->data, views->len, &left,
                                    build->error);
      v = sx_shape_buffer_view (&left, 0, left.n_rings);
      sx_region_add_shapes (rest, &v, 1);
      sx_shape_buffer_clear (&left);
    }
  sx_region_free (*grown);
  *grown = rest;
  return ok;
}

/* The ground of `farmland-in-not-cropland` is there already. */
static gboolean
is_plain_cropland (const Build *build, const SxConflictRule *rule)
{
  const SxGround *ground = rule->grounds->len == 1 ? rule->grounds->pdata[0] : NULL;
  const SxRuleProfile *rules = build->index->rules;

  return ground && rule->distance_m <= 0 && !(rule->exempt && rule->exempt->len)
         && g_strcmp0 (ground->layer, "DLTB") == 0 && sx_plan_index_has (build->index, "DLTB")
         && g_strcmp0 (ground->class_name, "cropland") == 0 && ground->filter
         && ground->filter->tests->len == rules->cropland->tests->len;
}

static gboolean
make_rule (Build *build, const SxConflictRule *rule, SxRuleGround *out)
{
  SxRegion *exempt = NULL, *plain;
  gboolean skipped;

  if (rule->kind != SX_CONFLICT_OVERLAP && rule->kind != SX_CONFLICT_OUTSIDE)
    return TRUE;
  if (note_watched_lines (build->index, rule))
    return TRUE;
  if (is_plain_cropland (build, rule))
    {
      out->ground = build->index->crop;
      out->is_shared = TRUE;
      return TRUE;
    }
  if (rule->exempt && rule->exempt->len && !(exempt = make_grounds (build, rule->exempt, NULL, &skipped)))
    return FALSE;
  plain = make_grounds (build, rule->grounds, rule->distance_m > 0 ? NULL : exempt, &out->is_skipped);
  if (plain && rule->distance_m > 0)
    {
      SxRegion *grown = sx_region_new ();
      gboolean ok = grow (build, plain, rule->distance_m, grown);

      if (ok && exempt)
        ok = take_exempt (build, &grown, exempt);
      sx_region_free (plain);
      plain = ok ? grown : (sx_region_free (grown), NULL);
    }
  sx_region_free (exempt);
  out->ground = plain;
  return plain != NULL;
}

static gboolean
make_regions (Build *build)
{
  SxPlanIndex *self = build->index;

  for (guint l = 0; l < SX_N_LINES; l++)
    if (sx_plan_index_has (self, sx_line_table ((SxLine)l)))
      self->present_lines |= 1u << l;
  sx_progress_add (build->progress, 0.25);
  for (guint l = 0; l < SX_N_LINES; l++)
    if (!add (build, self->line[l], sx_line_table ((SxLine)l), NULL, NULL))
      return FALSE;
  sx_progress_add (build->progress, 0.1);
  if (!make_land (build) || !make_built_or_approved (build) || !make_unsuitable (build) || !make_zones (build)
      || !add (build, self->parks, "KFQ", NULL, NULL) || !add (build, self->parks, "FNYQ", NULL, NULL)
      || !add (build, self->highstandard, "GBZNT", NULL, NULL)
      || !add (build, self->direction, "FZFX", NULL, NULL))
    return FALSE;
  sx_progress_add (build->progress, 0.15);
  for (guint i = 0; i < self->rules->conflicts->len; i++)
    if (!make_rule (build, self->rules->conflicts->pdata[i], &self->rule_ground[i]))
      return FALSE;
  sx_progress_add (build->progress, 0.1);
  return TRUE;
}

/* ---- base measures */

static void
measure_lines (SxPlanIndex *self)
{
  for (guint l = 0; l < SX_N_LINES; l++)
    {
      SxLayer *layer = sx_plan_layer (self->plan, sx_line_table ((SxLine)l));
      SxTotal sum = 0;

      for (guint i = 0; layer && i < layer->n_features; i++)
        if (l != SX_LINE_REDLINE || self->redline_counted[i])
          sum += sx_total (sx_plan_index_measure (self, (SxLine)l, i));
      self->line_m[l] = sx_total_value (sum);
    }
}

/* of the base boundary, by area */
static void
measure_centroid (SxPlanIndex *self)
{
  const SxRegion *boundary = self->line[SX_LINE_BOUNDARY];
  double area = 0, x = 0, y = 0;
  SxPoint first = { 0, 0 };
  SxShapeView v;
  guint32 feature;

  for (guint i = 0; i < sx_region_n_items (boundary); i++)
    if (sx_region_item (boundary, i, &v, &feature))
      {
        double a = sx_shape_view_planar_area (&v);
        SxPoint c = sx_shape_view_centroid (&v);

        if (area == 0)
          first = c;
        area += a;
        x += a * (c.x - first.x);
        y += a * (c.y - first.y);
      }
  self->boundary_centroid = area > 0 ? (SxPoint){ first.x + x / area, first.y + y / area } : first;
}

static void
measure_arable (SxPlanIndex *self)
{
  SxLayer *layer = sx_plan_layer (self->plan, "DLTB");
  const SxColumn *column = layer ? sx_layer_column (layer, "TBDLMJ") : NULL;
  SxTotal sum = 0;

  for (guint i = 0; layer && i < layer->n_features; i++)
    {
      SxShapeView v = sx_layer_shape (layer, i);
      double net = sx_column_number (column, i);

      if (self->cropland[i] && v.n_rings)
        sum += sx_total (isfinite (net) && net >= 0 ? net : sx_metric_area (&self->metric, &v));
    }
  self->arable = sx_total_value (sum);
}

static gboolean
measure_base (Build *build)
{
  gint64 start = g_get_monotonic_time ();
  SxPlanIndex *self = build->index;
  const SxRegion *farmland = self->line[SX_LINE_FARMLAND], *redline = self->line[SX_LINE_REDLINE],
                 *boundary = self->line[SX_LINE_BOUNDARY];
  double built_or_approved = 0, scattered_in = 0;
  const struct
  {
    const SxRegion *a, *b;
    double *out;
  } pairs[] = {
    { redline, self->eco, &self->redline_eco },
    { redline, self->crop, &self->redline_crop },
    { boundary, self->built_or_approved, &built_or_approved },
    { boundary, self->unbuilt_scattered, &scattered_in },
    { boundary, self->parks, &self->zone_parks },
    { boundary, self->unsuitable, &self->boundary_unsuitable },
    { self->zone[SX_LINE_FARMLAND], farmland, &self->zone_match[SX_LINE_FARMLAND] },
    { self->zone[SX_LINE_REDLINE], redline, &self->zone_match[SX_LINE_REDLINE] },
    { self->zone[SX_LINE_BOUNDARY], boundary, &self->zone_match[SX_LINE_BOUNDARY] },
    { redline, farmland, &self->overlap[SX_PAIR_FARMLAND_REDLINE] },
    { boundary, farmland, &self->overlap[SX_PAIR_FARMLAND_BOUNDARY] },
    { redline, boundary, &self->overlap[SX_PAIR_REDLINE_BOUNDARY] },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (!sx_region_common_area (pairs[i].a, pairs[i].b, &self->metric, build->cancellable, pairs[i].out,
                                build->error))
      return FALSE;
  self->boundary = sx_region_area (boundary, &self->metric);
  self->expansion = self->boundary - built_or_approved;
  self->balance_scattered = sx_region_area (self->unbuilt_scattered, &self->metric) - scattered_in;
  self->parks_area = sx_region_area (self->parks, &self->metric);
  self->urban2020_area = sx_region_area (self->urban2020, &self->metric);
  for (guint z = 0; z < 3; z++)
    self->zone_area[z] = sx_region_area (self->zone[z], &self->metric);
  measure_lines (self);
  measure_centroid (self);
  measure_arable (self);
  for (guint k = 0; k < SX_N_BALANCES; k++)
    if (!sx_balance_base_init (&self->balance[k], k, self->plan, &self->metric, build->cancellable,
                               build->error))
      return FALSE;
  sx_progress_add (build->progress, 0.1);
  self->measure_ms = (double)(g_get_monotonic_time () - start) / 1000;
  return TRUE;
}

/* ---- life */

static SxRegion **
all_regions (SxPlanIndex *self, guint i)
{
  SxRegion **fixed[] = {
    &self->eco,       &self->crop,  &self->built,      &self->built_or_approved, &self->unbuilt_scattered,
    &self->urban2020, &self->parks, &self->unsuitable, &self->highstandard,      &self->direction,
    &self->zones
  };

  if (i < SX_N_LINES)
    return &self->line[i];
  if (i < SX_N_LINES + 3)
    return &self->zone[i - SX_N_LINES];
  i -= SX_N_LINES + 3;
  return i < G_N_ELEMENTS (fixed) ? fixed[i] : NULL;
}

SxPlanIndex *
sx_plan_index_new (SxPlan *plan, SxRuleProfile *rules, gboolean is_planar, SxProgress *progress,
                   GCancellable *cancellable, GError **error)
{
  SxPlanIndex *self = g_new0 (SxPlanIndex, 1);
  Build build = { self, progress, cancellable, error };
  SxLayer *redline = sx_plan_layer (plan, sx_line_table (SX_LINE_REDLINE));

  self->plan = sx_plan_ref (plan);
  self->rules = sx_rule_profile_ref (rules);
  self->metric = (SxMetric){ plan->plane, is_planar };
  self->item_sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)sx_item_set_free);
  self->rule_ground = g_new0 (SxRuleGround, rules->conflicts->len + 1);
  if (redline)
    self->redline_counted = sx_filter_select (rules->redline_counted, redline);
  for (guint i = 0; all_regions (self, i); i++)
    *all_regions (self, i) = sx_region_new ();
  if (make_item_sets (&build) && make_regions (&build) && measure_base (&build))
    return self;
  sx_plan_index_free (self);
  return NULL;
}

void
sx_plan_index_free (SxPlanIndex *self)
{
  if (!self)
    return;
  for (guint i = 0; all_regions (self, i); i++)
    sx_region_free (*all_regions (self, i));
  for (guint i = 0; i < self->rules->conflicts->len; i++)
    if (!self->rule_ground[i].is_shared)
      sx_region_free (self->rule_ground[i].ground);
  g_free (self->rule_ground);
  g_hash_table_unref (self->item_sets);
  g_free (self->cropland);
  g_free (self->ecological);
  g_free (self->redline_counted);
  g_free (self->zone_class);
  for (guint k = 0; k < SX_N_BALANCES; k++)
    sx_balance_base_clear (&self->balance[k]);
  sx_rule_profile_unref (self->rules);
  sx_plan_unref (self->plan);
  g_free (self);
}
