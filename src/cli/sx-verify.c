/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-verify.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-units.h"

#define RELATIVE 1.0e-7
#define SLACK_M2 0.01
#define SLACK_OTHER 1.0e-9 /* ratios and lengths near zero have no unit of area */

/* 0.01 m² in the indicator's unit; 0 for counts, which are compared exactly. */
static double
slack_of (const SxIndicatorRule *rule)
{
  static const struct
  {
    const char *unit;
    double m2;
  } units[] = {
    { "m²", 1.0 }, { "亩", SX_MU_M2 }, { "ha", SX_HA_M2 }, { "km²", SX_KM2_M2 }, { "万亩", SX_WAN_MU_M2 },
  };

  if (g_str_equal (rule->unit, "个"))
    return 0.0;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (rule->unit, units[i].unit))
      return SLACK_M2 / units[i].m2;
  return SLACK_OTHER;
}

static gboolean
is_same (double a, double b, const SxIndicatorRule *rule)
{
  double slack = slack_of (rule), size = MAX (fabs (a), fabs (b));

  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b);
  if (slack == 0.0)
    return a == b;
  return fabs (a - b) <= RELATIVE * size || fabs (a - b) <= slack;
}

static char *
difference_of_values (const SxIndicatorValue *a, const SxIndicatorValue *b)
{
  const struct
  {
    const char *name;
    double a, b;
  } values[] = {
    { "before", a->before, b->before },
    { "after", a->after, b->after },
    { "target", a->target, b->target },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (!is_same (values[i].a, values[i].b, a->rule))
      return g_strdup_printf ("%s %s: %.17g ≠ %.17g", a->rule->id, values[i].name, values[i].a, values[i].b);
  if (a->verdict != b->verdict)
    return g_strdup_printf ("%s: %s ≠ %s", a->rule->id, sx_verdict_name (a->verdict),
                            sx_verdict_name (b->verdict));
  return NULL;
}

/* Adjustments of both results are the same objects: the fresh evaluator was given the very same ones. */
static const SxConflict *
find_conflict (const SxResult *self, const SxConflict *wanted)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const SxConflict *conflict = g_ptr_array_index (self->conflicts, i);

      if (conflict->adjustment == wanted->adjustment && conflict->rule == wanted->rule)
        return conflict;
    }
  return NULL;
}

static char *
conflict_name (const SxConflict *self)
{
  if (self->adjustment->key)
    return g_strdup_printf ("%s %s", self->rule->id, self->adjustment->key);
  return g_strdup_printf ("%s %" PRId64, self->rule->id, self->adjustment->fid);
}

/* The first conflict of a that b has not, or has with another area. */
static char *
difference_of_conflicts (const SxResult *a, const SxResult *b, const char *only_in_a)
{
  for (guint i = 0; i < a->conflicts->len; i++)
    {
      const SxConflict *mine = g_ptr_array_index (a->conflicts, i);
      const SxConflict *theirs = find_conflict (b, mine);
      g_autofree char *name = conflict_name (mine);

      if (!theirs)
        return g_strdup_printf ("%s (%.17g m²): %s", name, mine->area, only_in_a);
      if (fabs (mine->area - theirs->area) > MAX (SLACK_M2, RELATIVE * fabs (theirs->area)))
        return g_strdup_printf ("%s: %.17g m² ≠ %.17g m²", name, mine->area, theirs->area);
    }
  return NULL;
}

char *
sx_verify_difference (const SxResult *incremental, const SxResult *fresh)
{
  char *found = NULL;

  for (guint i = 0; i < incremental->n_indicators && !found; i++)
    found = difference_of_values (&incremental->indicators[i], &fresh->indicators[i]);
  if (!found)
    found = difference_of_conflicts (incremental, fresh, _ ("only after the edit"));
  if (!found)
    found = difference_of_conflicts (fresh, incremental, _ ("only when recomputed"));
  return found;
}
