/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What evaluate and replay begin with: the options --scheme, --rules and --area, and the plan, rules, scheme
 * and evaluator that they name. */
#pragma once

#include "evaluate/sx-evaluator.h"
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"
#include "rules/sx-rule-profile.h"

typedef struct
{
  char **scheme, **rules, **area; /* as given, possibly more than once; NULL: not given */
  GCancellable *cancellable;      /* borrowed, or NULL */
  const char *also;               /* a table to read besides those that indicators need; NULL: none */
} SxPlanOptions;

#define SX_PLAN_OPTION_ENTRIES(options)                                                                      \
  { "scheme",                                                                                                \
    0,                                                                                                       \
    0,                                                                                                       \
    G_OPTION_ARG_FILENAME_ARRAY,                                                                             \
    &(options).scheme,                                                                                       \
    N_ ("Scheme to evaluate; where the package has one only, it is that one"),                               \
    N_ ("NAME") },                                                                                           \
      { "rules",                                                                                             \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_FILENAME_ARRAY,                                                                         \
        &(options).rules,                                                                                    \
        N_ ("Rule profile: a built-in one (default anhui-2026) or a JSON file"),                             \
        N_ ("ID|FILE.json") },                                                                               \
  {                                                                                                          \
    "area", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(options).area,                                              \
        N_ ("How areas are measured (default ellipsoidal)"), N_ ("ellipsoidal|planar")                       \
  }

void sx_plan_options_clear (SxPlanOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxPlanOptions, sx_plan_options_clear)

typedef struct
{
  SxRuleProfile *rules;
  SxPlan *plan;
  SxScheme *scheme;
  GArray *scheme_repairs; /* SxRepair, of the scheme's own polygons */
  SxAreaMode mode;
  SxEvaluator *evaluator; /* holds the scheme */
  /* reading rules, plan and scheme; indexing the plan; measuring it before and after the scheme */
  double load_ms, index_ms, evaluate_ms;
} SxOpenedPlan;

/* NULL with the error set: SX_ERROR_USAGE for wrong options, else what reading or measuring gave. */
SxOpenedPlan *sx_opened_plan_new (const char *file, const SxPlanOptions *options, GError **error);
void sx_opened_plan_free (SxOpenedPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxOpenedPlan, sx_opened_plan_free)

/* Puts another scheme of the package in place, `given` as typed after --scheme. Errors: as above. */
gboolean sx_opened_plan_set_scheme (SxOpenedPlan *self, const char *given, GCancellable *cancellable,
                                    GError **error);

const char *sx_area_mode_name (SxAreaMode mode);
/* Sentences about geometry that was repaired with loss or takes part in nothing: never silent.
 * NULL-terminated, owned by the caller. */
char **sx_opened_plan_flaws (const SxOpenedPlan *self);
/* Tells them on standard error. */
void sx_opened_plan_tell_flaws (const SxOpenedPlan *self);

/* Whether --format, as given, asks for JSON (default text). FALSE with SX_ERROR_USAGE for anything else. */
gboolean sx_option_format (char **values, gboolean *is_json, GError **error);

#define SX_FORMAT_OPTION_ENTRY(values)                                                                       \
  {                                                                                                          \
    "format", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, values, N_ ("Form of the result (default text)"),           \
        "json|text"                                                                                          \
  }

/* The only value of an option, or fallback where it was not given; NULL with SX_ERROR_USAGE when given twice
 * or not UTF-8. */
const char *sx_option_once (char **values, const char *name, const char *fallback, GError **error);
