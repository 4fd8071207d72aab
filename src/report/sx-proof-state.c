/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-proof-state.h"

#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include "export/sx-tables.h"
#include "report/sx-report-private.h"
#include "rules/sx-json-place.h"
#include "rules/sx-json-text.h"

static const struct
{
  const char *name, *words;
} phases[SX_N_PHASES] = {
  [SX_PHASE_NONE] = { "any", "" },          [SX_PHASE_BEFORE] = { "before", "维护前" },
  [SX_PHASE_AFTER] = { "after", "维护后" }, [SX_PHASE_IN] = { "in", "调入" },
  [SX_PHASE_OUT] = { "out", "调出" },       [SX_PHASE_CHANGE] = { "change", "变化" },
  [SX_PHASE_TARGET] = { "target", "目标" }, [SX_PHASE_LIMIT] = { "limit", "界限" },
};

const char *
sx_phase_words (SxPhase phase)
{
  return phases[phase].words;
}

static void
fact_free (gpointer data)
{
  SxProofFact *self = data;

  g_free (self->subject);
  g_free (self);
}

static SxProofState *
state_new (const char *name)
{
  SxProofState *self = g_new0 (SxProofState, 1);

  self->ref_count = 1;
  self->name = g_strdup (name);
  self->facts = g_ptr_array_new_with_free_func (fact_free);
  return self;
}

SxProofState *
sx_proof_state_ref (SxProofState *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_proof_state_unref (SxProofState *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->name);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

/* value: in the unit, shown with so many decimals; nothing where it is NAN. */
static SxProofFact *
add (SxProofState *self, const char *subject, SxPhase phase, SxDimension dimension, double value,
     double factor, int decimals)
{
  SxProofFact *fact;

  if (!isfinite (value))
    return NULL;
  fact = g_new0 (SxProofFact, 1);
  fact->subject = g_strdup (subject);
  fact->phase = phase;
  fact->dimension = dimension;
  fact->value = value * factor;
  fact->precision = 0.5 * pow (10, -decimals) * factor;
  g_ptr_array_add (self->facts, fact);
  return fact;
}

/* ---- from a delivery */

/* The unit of a rule as one of figures. */
static void
unit_of (const char *unit, SxDimension *dimension, double *factor)
{
  const SxFigureUnit *it = sx_figures_unit (_sx_report_unit (unit));

  *dimension = it ? it->dimension : SX_DIMENSION_MULTIPLE;
  *factor = it ? it->factor : 1;
}

static void
add_indicators (SxProofState *self, const SxResult *result)
{
  for (guint i = 0; i < result->n_indicators; i++)
    {
      const SxIndicatorValue *value = &result->indicators[i];
      const SxIndicatorRule *rule = value->rule;
      const char *id = sx_measure_name (rule->measure);
      double before = isfinite (value->base) ? value->base : value->before, factor;
      int decimals = rule->decimals;
      SxDimension dimension;

      unit_of (rule->unit, &dimension, &factor);
      before = _sx_report_round (before, decimals);
      add (self, id, SX_PHASE_BEFORE, dimension, before, factor, decimals);
      if (isfinite (value->before) && value->before != value->base)
        {
          /* 附表11 has the plan's task as what was before */
          SxProofFact *task = add (self, id, SX_PHASE_BEFORE, dimension,
                                   _sx_report_round (value->before, decimals), factor, decimals);

          task->is_part = TRUE;
          add (self, id, SX_PHASE_CHANGE, dimension,
               _sx_report_round (value->after, decimals) - _sx_report_round (value->before, decimals), factor,
               decimals);
        }
      add (self, id, SX_PHASE_AFTER, dimension, _sx_report_round (value->after, decimals), factor, decimals);
      add (self, id, SX_PHASE_CHANGE, dimension, _sx_report_round (value->after, decimals) - before, factor,
           decimals);
      add (self, id, SX_PHASE_TARGET, dimension, value->target, factor, decimals);
    }
}

/* What comes in or goes out of a line: situation NULL: all; adjustment NULL: of any. */
static double
flow (const SxAfterLayer *layer, SxDirection direction, const char *situation, const SxAdjustment *adjustment,
      guint *n)
{
  double sum = 0;

  *n = 0;
  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];
      const SxAdjustment *a = change->adjustment;

      if (!a || a->direction != direction || (situation && g_strcmp0 (a->situation, situation) != 0)
          || (adjustment && a != adjustment))
        continue;
      sum += change->area;
      ++*n;
    }
  return sum / SX_HA_M2;
}

/* A figure within a total that the tables round together with others: up to one last digit away. */
static void
add_part (SxProofState *self, const char *id, SxPhase phase, double area, guint n)
{
  SxProofFact *fact = add (self, id, phase, SX_DIMENSION_AREA, area, SX_HA_M2, 4);

  fact->is_part = TRUE;
  fact->precision *= 2;
  add (self, id, phase, SX_DIMENSION_COUNT, n, 1, 0)->is_part = TRUE;
}

static void
add_flow (SxProofState *self, const SxDelivery *delivery, SxLine line, SxDirection direction)
{
  static const SxMeasure measures[SX_N_LINES] = {
    SX_MEASURE_FARMLAND_AREA,    SX_MEASURE_REDLINE_AREA,   SX_MEASURE_BOUNDARY_AREA,
    SX_MEASURE_HERITAGE_AREA,    SX_MEASURE_FLOOD_AREA,     SX_MEASURE_MINERAL_AREA,
    SX_MEASURE_GREEN_LINE_AREA,  SX_MEASURE_BLUE_LINE_AREA, SX_MEASURE_YELLOW_LINE_AREA,
    SX_MEASURE_PURPLE_LINE_AREA,
  };
  const SxAfterLayer *layer = sx_after_state_layer (delivery->after, sx_line_table (line));
  const GPtrArray *situations = delivery->result->rules->situations;
  const GPtrArray *adjustments = delivery->scheme->adjustments;
  const char *id = sx_measure_name (measures[line]);
  SxPhase phase = direction == SX_DIRECTION_IN ? SX_PHASE_IN : SX_PHASE_OUT;
  double area;
  guint n;

  if (!layer)
    return;
  area = _sx_report_round (flow (layer, direction, NULL, NULL, &n), 4);
  add (self, id, phase, SX_DIMENSION_AREA, area, SX_HA_M2, 4);
  add (self, id, phase, SX_DIMENSION_COUNT, n, 1, 0);
  for (guint i = 0; i < situations->len; i++)
    {
      const SxSituation *s = situations->pdata[i];

      if (s->line != line || s->direction != direction)
        continue;
      area = flow (layer, direction, s->code, NULL, &n);
      add_part (self, id, phase, area, n);
    }
  for (guint i = 0; i < adjustments->len; i++)
    {
      area = flow (layer, direction, NULL, adjustments->pdata[i], &n);
      if (n)
        add_part (self, id, phase, area, n);
    }
}

/* Before, after and change of a row of 附表6 or 附表7, areas and shares. */
static void
add_balance (SxProofState *self, const char *kind, const char *name, const SxGrid *grid, guint row)
{
  g_autofree char *id = g_strconcat (kind, ".", name, NULL);
  const SxCell *cells[5];

  for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
    {
      cells[c] = sx_grid_cell (grid, row, 4 + c);
      if (cells[c]->kind != SX_CELL_NUMBER)
        return;
    }
  add (self, id, SX_PHASE_BEFORE, SX_DIMENSION_AREA, cells[0]->number, SX_HA_M2, cells[0]->decimals);
  add (self, id, SX_PHASE_BEFORE, SX_DIMENSION_RATIO, cells[1]->number, 1, cells[1]->decimals);
  add (self, id, SX_PHASE_AFTER, SX_DIMENSION_AREA, cells[2]->number, SX_HA_M2, cells[2]->decimals);
  add (self, id, SX_PHASE_AFTER, SX_DIMENSION_RATIO, cells[3]->number, 1, cells[3]->decimals);
  add (self, id, SX_PHASE_CHANGE, SX_DIMENSION_AREA, cells[4]->number, SX_HA_M2, cells[4]->decimals);
  add (self, id, SX_PHASE_CHANGE, SX_DIMENSION_RATIO, cells[3]->number - cells[1]->number, 1,
       cells[3]->decimals);
}

/* Zones of the first level: in their own row, or in their subtotal. */
static void
add_zones (SxProofState *self, const SxGrid *grid)
{
  for (guint r = grid->n_head; r + 1 < grid->n_rows; r++)
    {
      const char *name = sx_grid_cell (grid, r, 1)->text;
      guint row = r;

      for (guint k = r + 1; name && k + 1 < grid->n_rows && !sx_grid_cell (grid, k, 1)->text; k++)
        if (g_strcmp0 (sx_grid_cell (grid, k, 2)->text, "小计") == 0)
          row = k;
      if (name)
        add_balance (self, "zone", name, grid, row);
    }
}

/* Of classes that have the same name in towns and in villages, the first, of towns. */
static void
add_uses (SxProofState *self, const SxGrid *grid)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint r = grid->n_head; r + 1 < grid->n_rows; r++)
    {
      const char *name = NULL;

      for (guint c = 0; c < 4; c++)
        if (sx_grid_cell (grid, r, c)->text)
          name = sx_grid_cell (grid, r, c)->text;
      if (name && g_hash_table_add (seen, (gpointer)name))
        add_balance (self, "use", name, grid, r);
    }
}

/* The counts of 附表1. */
static void
add_projects (SxProofState *self, const SxGrid *grid)
{
  static const SxPhase order[] = { SX_PHASE_BEFORE, SX_PHASE_IN, SX_PHASE_OUT, SX_PHASE_AFTER };
  guint row = grid->n_rows - 1;

  for (guint i = 0; i < G_N_ELEMENTS (order) && grid->n_columns >= 19; i++)
    if (sx_grid_cell (grid, row, 15 + i)->kind == SX_CELL_NUMBER)
      add (self, "project_count", order[i], SX_DIMENSION_COUNT, sx_grid_cell (grid, row, 15 + i)->number, 1,
           0);
}

static void
add_limits (SxProofState *self, const SxRuleProfile *rules)
{
  add (self, "boundary_fragment_count", SX_PHASE_LIMIT, SX_DIMENSION_AREA, rules->boundary_fragment_m2, 1, 0);
  add (self, "farmland_fragment_count", SX_PHASE_LIMIT, SX_DIMENSION_AREA, rules->fragment_plain_m2, 1, 0);
  add (self, "farmland_fragment_count", SX_PHASE_LIMIT, SX_DIMENSION_AREA, rules->fragment_hill_m2, 1, 0);
  add (self, "redline_small_count", SX_PHASE_LIMIT, SX_DIMENSION_AREA, rules->redline_small_m2, 1, 0);
}

SxProofState *
sx_proof_state_new (const SxDelivery *delivery, GError **error)
{
  g_autoptr (GPtrArray) tables = sx_tables_new (delivery, error);
  SxProofState *self;

  if (!tables)
    return NULL;
  self = state_new (delivery->scheme->name);
  add_indicators (self, delivery->result);
  for (guint line = 0; line < SX_N_LINES; line++)
    {
      add_flow (self, delivery, (SxLine)line, SX_DIRECTION_IN);
      add_flow (self, delivery, (SxLine)line, SX_DIRECTION_OUT);
    }
  add (self, "boundary_increment_in", SX_PHASE_AFTER, SX_DIMENSION_AREA, delivery->result->increment_in,
       SX_HA_M2, 4);
  add (self, "boundary_increment_out", SX_PHASE_AFTER, SX_DIMENSION_AREA, delivery->result->increment_out,
       SX_HA_M2, 4);
  add_projects (self, tables->pdata[0]);
  add_zones (self, tables->pdata[5]);
  add_uses (self, tables->pdata[6]);
  add_limits (self, delivery->result->rules);
  return self;
}

/* ---- from published figures */

static gboolean
read_fact (SxProofState *self, const SxJsonPlace *at, GError **error)
{
  static const char *const keys[] = { "subject", "phase", "figure", NULL };
  const char *names[SX_N_PHASES + 1] = { NULL };
  g_autofree char *subject = NULL, *figure = NULL;
  g_autoptr (GArray) figures = NULL;
  const SxFigure *found;
  int phase = -1;

  for (guint i = 0; i < SX_N_PHASES; i++)
    names[i] = phases[i].name;
  if (!sx_json_check_object (at, keys, error) || !sx_json_member_text (at, "subject", &subject, error)
      || !sx_json_member_word (at, "phase", names, &phase, error)
      || !sx_json_member_text (at, "figure", &figure, error))
    return FALSE;
  figures = sx_figures_find (figure);
  if (figures->len != 1)
    return sx_json_fail (at, error, _ ("“%s” is not one figure with its unit, such as “21300.46 公顷”"),
                         figure);
  found = &g_array_index (figures, SxFigure, 0);
  add (self, subject, (SxPhase)phase,
       found->unit->dimension == SX_DIMENSION_NONE ? SX_DIMENSION_MULTIPLE : found->unit->dimension,
       found->value, found->unit->factor, found->decimals);
  return TRUE;
}

SxProofState *
sx_proof_state_parse (const char *text, gssize length, const char *name, GError **error)
{
  static const char *const keys[] = { "name", "facts", NULL };
  g_autoptr (JsonNode) node = sx_json_text_parse (text, length, name, SX_ERROR_FORMAT, error);
  SxJsonPlace root, facts;
  g_autofree char *called = NULL;
  g_autoptr (SxProofState) self = NULL;

  if (!node)
    return NULL;
  root = sx_json_root (name, SX_ERROR_FORMAT, node);
  if (!sx_json_check_object (&root, keys, error) || !sx_json_member_text (&root, "name", &called, error))
    return NULL;
  if (!sx_json_has (&root, "facts", &facts))
    {
      sx_json_fail_missing (&root, "facts", error);
      return NULL;
    }
  self = state_new (called);
  if (!sx_json_check_list (&facts, error))
    return NULL;
  for (guint i = 0; i < sx_json_length (&facts); i++)
    {
      SxJsonPlace at = sx_json_element (&facts, i);

      if (!read_fact (self, &at, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
