/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The after-state of random schemes on a made-up county: areas add up, partitions stay partitions, and the
 * measures of its layers are those that the evaluator gives. test-after-state ROUNDS SEED for more. */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

#include "base/sx-units.h"
#include "evaluate/sx-evaluator.h"
#include "export/sx-after-state.h"
#include "geometry/sx-overlay.h"
#include "sample/sx-sample.h"
#include "store/sx-package.h"

#define PARCELS 600

typedef struct
{
  SxPlan *plan;
  SxRuleProfile *rules;
  SxEvaluator *evaluator;
  SxMetric metric;
  char *folder, *file;
} County;

static void
county_open (County *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sx-after-XXXXXX", &error);
  self->file = g_build_filename (self->folder, "sample.gpkg", NULL);
  g_assert_true (sx_sample_write (self->file, PARCELS, 5, NULL, NULL, NULL, &error));
  self->rules = sx_rule_profile_load ("anhui-2026", &error);
  self->plan = sx_package_read (self->file, NULL, NULL, &error);
  g_assert_no_error (error);
  self->evaluator = sx_evaluator_new (self->plan, self->rules, SX_AREA_ELLIPSOIDAL, NULL, &error);
  g_assert_no_error (error);
  self->metric = (SxMetric){ self->plan->plane, FALSE };
}

static void
county_close (County *self)
{
  sx_evaluator_free (self->evaluator);
  sx_plan_unref (self->plan);
  sx_rule_profile_unref (self->rules);
  g_unlink (self->file);
  g_rmdir (self->folder);
  g_free (self->file);
  g_free (self->folder);
}

/* ---- random schemes */

/* A star around a point, or a rectangle, in the plane. */
static SxShape *
random_polygon (GRand *rand, SxPoint centre)
{
  SxShapeBuffer b = SX_SHAPE_BUFFER_INIT;
  gint n = g_rand_int_range (rand, 4, 12);
  double size = g_rand_double_range (rand, 20, 400), turn = g_rand_double (rand);
  gboolean is_rectangle = g_rand_boolean (rand);
  SxShape *shape;
  SxShapeView v;

  for (gint i = 0; i < (is_rectangle ? 4 : n); i++)
    {
      double angle = is_rectangle ? -(i + 0.5) * G_PI / 2 : -(i + turn) * 2 * G_PI / n;
      double radius = is_rectangle ? size : size * g_rand_double_range (rand, 0.4, 1);

      sx_shape_buffer_add_point (&b, (SxPoint){ centre.x + radius * cos (angle),
                                                centre.y + radius * sin (angle) });
    }
  sx_shape_buffer_add_point (&b, b.points[0]);
  sx_shape_buffer_end_ring (&b, TRUE);
  sx_shape_buffer_orient (&b, 0);
  v = sx_shape_buffer_view (&b, 0, 1);
  shape = sx_shape_new (&v);
  sx_shape_buffer_clear (&b);
  return shape;
}

/* A polygon of its own, or a feature as it is, so that edges coincide. */
static SxShape *
random_shape (County *county, GRand *rand)
{
  static const char *const tables[] = { "DLTB", "DLTB", "YJJBNTBHTB", "GHFQ", "ZXCQGHYDYH", "CZKFBJGX" };
  SxLayer *layer = sx_plan_layer (county->plan, tables[g_rand_int_range (rand, 0, G_N_ELEMENTS (tables))]);
  SxShapeView v = sx_layer_shape (layer, (guint)g_rand_int_range (rand, 0, (gint)layer->n_features));

  if (g_rand_int_range (rand, 0, 3) == 0 && sx_shape_view_planar_area (&v) < 1e6)
    return sx_shape_new (&v);
  return random_polygon (rand, v.points[v.ring_start[0]]);
}

static SxScheme *
random_scheme (County *county, GRand *rand)
{
  SxScheme *scheme = sx_scheme_new (1, "甲");
  gint n = g_rand_int_range (rand, 1, 25);

  for (gint i = 0; i < n; i++)
    {
      g_autoptr (SxShape) shape = random_shape (county, rand);
      gint kind = g_rand_int_range (rand, 0, 12);

      if (kind < 10)
        {
          SxLine line = (SxLine)(kind < 7 ? kind % 3 : g_rand_int_range (rand, 3, SX_N_LINES));
          SxAdjustment *a
              = sx_adjustment_new (line, g_rand_boolean (rand) ? SX_DIRECTION_IN : SX_DIRECTION_OUT, shape);

          a->fid = i + 1;
          g_ptr_array_add (scheme->adjustments, a);
        }
      else
        g_ptr_array_add (scheme->reclasses,
                         kind == 10
                             ? sx_reclass_new (SX_RECLASS_GHFQ, g_rand_boolean (rand) ? "300" : "500", shape)
                             : sx_reclass_new (SX_RECLASS_GHYDYH, "140100", shape));
    }
  return scheme;
}

/* ---- what has to hold */

static double
measure_of (const SxLayer *layer, const char *field, guint feature, const SxMetric *metric)
{
  SxShapeView v = sx_layer_shape (layer, feature);
  double m = sx_column_number (sx_layer_column (layer, field), feature);

  if (v.n_rings == 0)
    return 0;
  return isfinite (m) && m >= 0 ? m : sx_metric_area (metric, &v);
}

/* Net of what is deducted, for new farmland. */
static double
net_ratio (const County *county, gint land)
{
  SxLayer *dltb = sx_plan_layer (county->plan, "DLTB");
  double gross, net;

  if (land < 0)
    return 1;
  gross = sx_column_number (sx_layer_column (dltb, "TBMJ"), (guint)land);
  net = sx_column_number (sx_layer_column (dltb, "TBDLMJ"), (guint)land);
  return isfinite (gross) && gross > 0 && isfinite (net) && net >= 0 ? net / gross : 1;
}

/* M of the layer after the scheme, from the after-state. */
static double
measure_after (const County *county, const SxAfterLayer *layer)
{
  const char *field = layer->line == SX_LINE_FARMLAND ? "YJJBNTMJ" : "MJ";
  double sum = 0;

  for (guint f = 0; f < layer->base->n_features; f++)
    if (!layer->is_touched[f])
      sum += measure_of (layer->base, field, f, &county->metric);
  for (guint i = 0; i < layer->pieces->len; i++)
    {
      const SxAfterPiece *piece = layer->pieces->pdata[i];

      if (piece->parent >= 0)
        sum += measure_of (layer->base, field, (guint)piece->parent, &county->metric) * piece->share;
      else
        sum += piece->area * (layer->line == SX_LINE_FARMLAND ? net_ratio (county, piece->land) : 1);
    }
  return sum;
}

static void
check_measures (const County *county, const SxAfterState *state, const SxResult *result)
{
  static const struct
  {
    SxLine line;
    SxMeasure measure;
    double unit;
  } rows[] = {
    { SX_LINE_FARMLAND, SX_MEASURE_FARMLAND_AREA, SX_WAN_MU_M2 },
    { SX_LINE_REDLINE, SX_MEASURE_REDLINE_AREA, SX_KM2_M2 },
    { SX_LINE_BOUNDARY, SX_MEASURE_BOUNDARY_AREA, SX_HA_M2 },
    { SX_LINE_HERITAGE, SX_MEASURE_HERITAGE_AREA, SX_HA_M2 },
    { SX_LINE_FLOOD, SX_MEASURE_FLOOD_AREA, SX_HA_M2 },
    { SX_LINE_MINERAL, SX_MEASURE_MINERAL_AREA, SX_HA_M2 },
    { SX_LINE_GREEN, SX_MEASURE_GREEN_LINE_AREA, SX_HA_M2 },
    { SX_LINE_BLUE, SX_MEASURE_BLUE_LINE_AREA, SX_HA_M2 },
    { SX_LINE_YELLOW, SX_MEASURE_YELLOW_LINE_AREA, SX_HA_M2 },
    { SX_LINE_PURPLE, SX_MEASURE_PURPLE_LINE_AREA, SX_HA_M2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SxAfterLayer *layer = sx_after_state_layer (state, sx_line_table (rows[i].line));
      double expected = sx_result_find (result, rows[i].measure)->after * rows[i].unit;
      double found = layer ? measure_after (county, layer) : 0;

      if (layer && fabs (found - expected) > 1e-7 * expected + 0.02 * (1 + layer->pieces->len))
        g_error ("%s: %.4f m² after the scheme, the evaluator says %.4f", layer->table, found, expected);
    }
}

/* 附表6 and 附表7, row by row: the evaluator's live rows are those of the after-state, and nothing is lost.
 */
static void
check_balance (const County *county, const SxAfterState *state, const SxResult *result, SxBalanceKind kind)
{
  static const struct
  {
    const char *code, *measure;
  } fields[SX_N_BALANCES] = { { "GHFQDM", "MJ" }, { "YDYHFLDM", "TBMJ" } };
  const SxAfterLayer *layer = sx_after_state_layer (state, sx_balance_table (kind));
  const SxColumn *code = sx_layer_column (layer->base, fields[kind].code);
  const SxBalance *live = &result->balances[kind];
  double rows[SX_BALANCE_MAX_ROWS] = { 0 };
  guint n;

  for (guint f = 0; f < layer->base->n_features; f++)
    if (!layer->is_touched[f])
      rows[sx_balance_row_of (kind, sx_column_text (code, f))]
          += measure_of (layer->base, fields[kind].measure, f, &county->metric);
  for (guint i = 0; i < layer->pieces->len; i++)
    {
      const SxAfterPiece *piece = layer->pieces->pdata[i];

      rows[sx_balance_row_of (kind, piece->code ? piece->code : sx_column_text (code, (guint)piece->parent))]
          += measure_of (layer->base, fields[kind].measure, (guint)piece->parent, &county->metric)
             * piece->share;
    }
  sx_balance_add_up (kind, rows);
  sx_balance_rows (kind, &n);
  g_assert_true (live->is_there);
  for (guint r = 0; r < n; r++)
    if (fabs (rows[r] - live->after[r]) > 1e-7 * rows[r] + 0.02 * (1 + layer->pieces->len))
      g_error ("%s, row %u: %.4f m² after the scheme, the evaluator says %.4f", layer->table, r, rows[r],
               live->after[r]);
  g_assert_cmpfloat_with_epsilon (live->before[n - 1], live->after[n - 1], 0.01); /* one total */
}

/* The pieces of a touched feature of a partition cover it, and nothing else. */
static void
check_partition (const SxAfterLayer *layer)
{
  for (guint f = 0; f < layer->base->n_features; f++)
    {
      g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
      SxShapeView v = sx_layer_shape (layer->base, f);
      double area = sx_shape_view_planar_area (&v), sum = 0, inside = 0;

      for (guint i = 0; layer->is_touched[f] && i < layer->pieces->len; i++)
        if (((SxAfterPiece *)layer->pieces->pdata[i])->parent == (gint)f)
          {
            SxShapeView p = sx_shape_view (((SxAfterPiece *)layer->pieces->pdata[i])->shape);

            sum += sx_shape_view_planar_area (&p);
            inside += sx_overlap_planar (&p, &v);
          }
      if (layer->is_touched[f] && (fabs (sum - area) > 1e-4 || fabs (inside - area) > 1e-4))
        g_error ("%s %u: %.6f m² became %.6f, of which %.6f inside", layer->table, f, area, sum, inside);
    }
}

static void
check_scheme (County *county, const SxScheme *scheme)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxAfterState) state
      = sx_after_state_new (county->plan, scheme, &county->metric, county->rules->sliver_m2, NULL, &error);
  g_autoptr (SxResult) result = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < state->layers->len; i++)
    {
      const SxAfterLayer *layer = state->layers->pdata[i];
      g_autofree char *fault = NULL;

      if (!sx_after_layer_check (state, layer, &fault))
        g_error ("%s", fault);
      if (layer->line == SX_LINE_ANY && layer->is_maintained)
        check_partition (layer);
    }
  g_assert_true (sx_evaluator_set_scheme (county->evaluator, scheme, NULL, &error));
  result = sx_evaluator_result (county->evaluator, &error);
  g_assert_no_error (error);
  check_measures (county, state, result);
  for (guint k = 0; k < SX_N_BALANCES; k++)
    check_balance (county, state, result, k);
}

/* A corner of a plot outside farmland that hangs on a hair: the triangle changes its zone, the hair decides
 * nothing. */
static void
test_hair (void)
{
  County county;
  GRand *rand = g_rand_new_with_seed (1334);
  g_autoptr (SxScheme) scheme = NULL;

  county_open (&county);
  scheme = random_scheme (&county, rand);
  check_scheme (&county, scheme);
  county_close (&county);
  g_rand_free (rand);
}

static guint rounds = 40, seed = 1;

static void
test_random (void)
{
  County county;

  county_open (&county);
  for (guint i = 0; i < rounds; i++)
    {
      GRand *rand = g_rand_new_with_seed (seed + i);
      g_autoptr (SxScheme) scheme = random_scheme (&county, rand);

      g_test_message ("seed %u", seed + i);
      check_scheme (&county, scheme);
      g_rand_free (rand);
    }
  county_close (&county);
}

/* The made-up county's own scheme, and the empty one, which changes nothing. */
static void
test_own (void)
{
  County county;
  g_autoptr (GError) error = NULL;
  g_autoptr (SxScheme) scheme = NULL, empty = sx_scheme_new (2, "空");
  g_autoptr (SxAfterState) state = NULL;

  county_open (&county);
  scheme = sx_package_read_scheme (county.plan, NULL, NULL, &error);
  g_assert_no_error (error);
  check_scheme (&county, scheme);
  check_scheme (&county, empty);
  state = sx_after_state_new (county.plan, empty, &county.metric, 0.01, NULL, &error);
  for (guint i = 0; i < state->layers->len; i++)
    g_assert_cmpuint (((SxAfterLayer *)state->layers->pdata[i])->n_touched, ==, 0);
  county_close (&county);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    rounds = (guint)atoi (argv[1]);
  if (argc > 2)
    seed = (guint)atoi (argv[2]);
  g_test_add_func ("/export/after-state/own", test_own);
  g_test_add_func ("/export/after-state/hair", test_hair);
  g_test_add_func ("/export/after-state/random", test_random);
  return g_test_run ();
}
