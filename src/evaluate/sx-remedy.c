/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-remedy.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "evaluate/sx-result-words.h"
#include "evaluate/sx-verdicts.h"

/* What a planner does to raise or to lower a measure; %s is how much of it, with its unit. NULL: said in
 * general words. */
typedef struct
{
  const char *more, *less;
} Advice;

static const Advice advices[SX_N_MEASURES] = {
  [SX_MEASURE_ARABLE_AREA]
  = { N_ ("Cropland is %s short of the task. No plot changes this number: the survey or the task has to."),
      NULL },
  [SX_MEASURE_FARMLAND_AREA] = { N_ ("Take in %s more permanent farmland to pass."), NULL },
  [SX_MEASURE_FOREST_AREA] = { N_ ("Forest land after the scheme is %s short of the task; give the right "
                                   "figure below, or make it up."),
                               NULL },
  [SX_MEASURE_FOREST_COVER] = { N_ ("Forest cover after the scheme is %s short of the task; give the right "
                                    "figure below, or make it up."),
                                NULL },
  [SX_MEASURE_FARMLAND_IRRIGATED_RATIO]
  = { N_ ("The share has to rise by %s to pass: take in paddy or irrigated land, or give up dry land."),
      NULL },
  [SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO]
  = { N_ ("The share has to rise by %s to pass: take in high-standard farmland, or give up other farmland."),
      NULL },
  [SX_MEASURE_FARMLAND_STEEP_AREA] = { NULL, N_ ("Give up %s more farmland on slopes above 15° to pass.") },
  [SX_MEASURE_FARMLAND_CONTIGUITY]
  = { N_ ("Contiguity has to rise by %s to pass: close the gaps between parcels, or give up lone ones."),
      NULL },
  [SX_MEASURE_FARMLAND_FRAGMENT_COUNT]
  = { NULL,
      N_ ("Fragments have to fall by %s to pass: give them up, or join them to farmland beside them.") },
  [SX_MEASURE_REDLINE_AREA] = { N_ ("Take %s more into the red line to pass."), NULL },
  [SX_MEASURE_REDLINE_ECOLOGICAL_AREA]
  = { N_ ("Take %s more forest, grassland, wetland or water into the red line to pass."), NULL },
  [SX_MEASURE_REDLINE_CROPLAND_AREA] = { NULL, N_ ("Take %s more cropland out of the red line to pass.") },
  [SX_MEASURE_REDLINE_SMALL_COUNT]
  = { NULL, N_ ("Small red-line polygons have to fall by %s to pass: join, enlarge or take them out.") },
  [SX_MEASURE_BOUNDARY_AREA] = { NULL, N_ ("Take %s more out of the boundary to pass.") },
  [SX_MEASURE_BOUNDARY_INCREMENT_BALANCE] = { NULL, N_ ("Take out %s more increment to pass.") },
  [SX_MEASURE_BOUNDARY_EXPANSION_SCALE] = { NULL, N_ ("Take out %s more increment to pass.") },
  [SX_MEASURE_BOUNDARY_MULTIPLIER] = { NULL, N_ ("Take out %s more increment to pass.") },
  [SX_MEASURE_BOUNDARY_FRAGMENT_COUNT]
  = { NULL, N_ ("Fragments have to fall by %s to pass: join them to the boundary beside them, or take them "
                "out.") },
  [SX_MEASURE_BOUNDARY_WINDOW_COUNT]
  = { NULL, N_ ("Windows have to fall by %s to pass: give up the farmland in them, or open them outwards.") },
  [SX_MEASURE_BOUNDARY_ZONE_RATIO]
  = { N_ ("The share has to rise by %s to pass: take more of the approved zones and parks in."), NULL },
  [SX_MEASURE_BOUNDARY_UNSUITABLE_AREA] = { NULL, N_ ("Take %s more unsuitable ground out to pass.") },
  [SX_MEASURE_ROAD_DENSITY]
  = { N_ ("The density has to rise by %s to pass: add roads in the central city."), NULL },
  [SX_MEASURE_GREEN_COVERAGE]
  = { N_ ("The share has to rise by %s to pass: add parks or squares within 5 minutes of housing."), NULL },
  [SX_MEASURE_ZONE_MATCH_FARMLAND]
  = { N_ ("The share has to rise by %s to pass: let zones follow the farmland."), NULL },
  [SX_MEASURE_ZONE_MATCH_BOUNDARY]
  = { N_ ("The share has to rise by %s to pass: let zones follow the boundary."), NULL },
  [SX_MEASURE_ZONE_MATCH_REDLINE]
  = { N_ ("The share has to rise by %s to pass: let zones follow the red line."), NULL },
  [SX_MEASURE_HERITAGE_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_FLOOD_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_MINERAL_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_GREEN_LINE_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_BLUE_LINE_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_YELLOW_LINE_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_PURPLE_LINE_AREA] = { N_ ("Take in %s more to be where it was, and pass."), NULL },
  [SX_MEASURE_LINES_OVERLAP_AREA] = { NULL, N_ ("Clear %s more of the overlap to pass.") },
  [SX_MEASURE_RESERVE_SCALE]
  = { NULL, N_ ("Use %s of the reserve to pass: take in as much more increment.") },
  [SX_MEASURE_RESERVE_RATIO]
  = { NULL, N_ ("Use %s of the reserve to pass: take in as much more increment.") },
};

/* ---- how far */

static gboolean
wants_more (SxComparator comparator)
{
  return comparator == SX_COMPARE_INCREASE || comparator == SX_COMPARE_NOT_DECREASE
         || comparator == SX_COMPARE_AT_LEAST_TARGET;
}

static double
round_up (double number, int decimals)
{
  double scale = pow (10, decimals);

  /* what is a whole number of steps but for the last bits stays one */
  return ceil (number * scale * (1 - 1e-12) - 1e-9) / scale;
}

/* What the value is held to. */
static double
reference_of (const SxIndicatorValue *value)
{
  SxComparator comparator = value->rule->comparator;

  return comparator == SX_COMPARE_AT_LEAST_TARGET || comparator == SX_COMPARE_AT_MOST_TARGET ? value->target
                                                                                             : value->before;
}

static double
distance_of (const SxIndicatorValue *value)
{
  const SxIndicatorRule *rule = value->rule;
  double reference = reference_of (value), distance, beyond, step = pow (10, -rule->decimals);
  gboolean is_strict = rule->comparator == SX_COMPARE_INCREASE || rule->comparator == SX_COMPARE_DECREASE;

  distance = wants_more (rule->comparator) ? reference - value->after : value->after - reference;
  if (!isfinite (distance))
    return 0;
  if (!is_strict)
    return MAX (round_up (distance, rule->decimals), step);
  /* more than before, not as much as before: what lands on it is not enough */
  beyond = distance + sx_verdict_epsilon (rule, reference);
  distance = MAX (round_up (beyond, rule->decimals), 0);
  if (distance <= beyond + 1e-6 * step)
    distance += step;
  return distance;
}

/* The multiplier is judged as rounded, and nobody can take out a part of a multiplier: what is missing as
 * increment in ha. 0: not known. */
static double
multiplier_as_increment (const SxResult *result, const SxIndicatorValue *value)
{
  const SxIndicatorValue *scale = sx_result_find (result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE);
  double power = pow (10, result->rules->multiplier_decimals);
  double limit = (floor (value->before * power + 0.5 + 1e-9) + 0.5) / power, urban;

  if (!scale || !isfinite (scale->after) || !(value->after > 1))
    return 0;
  urban = scale->after / (value->after - 1);
  /* what is rounded half up has to be below the half */
  return MAX (round_up ((value->after - limit) * urban + 1e-6, scale->rule->decimals), 0);
}

/* The reserve beyond its share of the expansion scale, in ha. 0: not known. */
static double
reserve_as_increment (const SxResult *result)
{
  const SxIndicatorValue *scale = sx_result_find (result, SX_MEASURE_RESERVE_SCALE);
  const SxIndicatorValue *ratio = sx_result_find (result, SX_MEASURE_RESERVE_RATIO);

  if (!scale || !ratio || !(ratio->after > 0) || !isfinite (ratio->target) || !isfinite (scale->after))
    return 0;
  return MAX (round_up (scale->after * (1 - ratio->target / ratio->after), scale->rule->decimals), 0);
}

double
sx_remedy_distance (const SxResult *result, guint indicator)
{
  const SxIndicatorValue *value = &result->indicators[indicator];

  if (value->verdict != SX_VERDICT_FAIL || value->rule->comparator == SX_COMPARE_MANUAL)
    return 0;
  if (value->rule->measure == SX_MEASURE_RESERVE_SCALE)
    return reserve_as_increment (result);
  return distance_of (value);
}

/* ---- in words */

static char *
amount_words (double amount, int decimals, const char *unit)
{
  g_autofree char *number = sx_text_number (amount, decimals);
  const char *words = g_str_equal (unit, "%") ? _ ("percentage points") : sx_words_unit (unit);

  return *words ? g_strdup_printf ("%s %s", number, words) : g_steal_pointer (&number);
}

static char *
amount_of (const SxResult *result, const SxIndicatorValue *value, double distance)
{
  double increment = value->rule->measure == SX_MEASURE_BOUNDARY_MULTIPLIER
                         ? multiplier_as_increment (result, value)
                     : value->rule->measure == SX_MEASURE_RESERVE_RATIO ? reserve_as_increment (result)
                                                                        : 0;

  if (increment > 0)
    return amount_words (increment, 4, "ha");
  return amount_words (distance, value->rule->decimals, value->rule->unit);
}

char *
sx_remedy_sentence (const SxResult *result, guint indicator)
{
  const SxIndicatorValue *value = &result->indicators[indicator];
  gboolean more = wants_more (value->rule->comparator);
  const char *advice;
  double distance = sx_remedy_distance (result, indicator);
  g_autofree char *amount = NULL;
  g_auto (GStrv) parts = NULL;

  if (value->verdict != SX_VERDICT_FAIL)
    return NULL;
  if (value->rule->comparator == SX_COMPARE_MANUAL)
    return g_strdup (_ ("A person judged so; judge anew when the scheme has changed."));
  if (!(distance > 0))
    return g_strdup (_ ("The row that it goes with fails; see there."));
  amount = amount_of (result, value, distance);
  advice = more ? advices[value->rule->measure].more : advices[value->rule->measure].less;
  if (!advice)
    advice = more ? N_ ("%s more are needed to pass.") : N_ ("%s less are needed to pass.");
  parts = g_strsplit (_ (advice), "%s", 2);
  return g_strjoinv (amount, parts);
}

SxOrigin
sx_remedy_origin (const SxIndicatorValue *value)
{
  SxComparator comparator = value->rule->comparator;
  double epsilon = sx_verdict_epsilon (value->rule, value->target);
  double sign = comparator == SX_COMPARE_AT_LEAST_TARGET ? 1 : -1; /* upwards is better */

  if (value->verdict != SX_VERDICT_FAIL || !isfinite (value->base) || !isfinite (value->target)
      || (comparator != SX_COMPARE_AT_LEAST_TARGET && comparator != SX_COMPARE_AT_MOST_TARGET)
      || sign * (value->target - value->base) <= epsilon)
    return SX_ORIGIN_SCHEME;
  return sign * (value->base - value->after) > epsilon ? SX_ORIGIN_WORSENED : SX_ORIGIN_EXISTING;
}
