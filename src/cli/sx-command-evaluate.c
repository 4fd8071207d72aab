/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli evaluate: every indicator and conflict of one scheme. */
#include "cli/sx-command.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-opened-plan.h"
#include "cli/sx-result-json.h"
#include "cli/sx-result-text.h"

typedef struct
{
  SxPlanOptions plan;
  char **format; /* as given */
  gboolean is_json, explain, strict;
} SxEvaluateOptions;

static void
options_clear (SxEvaluateOptions *self)
{
  sx_plan_options_clear (&self->plan);
  g_clear_pointer (&self->format, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxEvaluateOptions, options_clear)

static int
parse (int argc, char **argv, SxEvaluateOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    SX_PLAN_OPTION_ENTRIES (options->plan),
    SX_FORMAT_OPTION_ENTRY (&options->format),
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options->explain,
      N_ ("Tell for every indicator what each part of the scheme does to it"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options->strict,
      N_ ("Exit with 3 where a verdict is “fail” or a conflict an “error”"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status = sx_command_parse (argc, argv, "PLAN.gpkg", 1,
                                 _ ("Tells every indicator and conflict of a plan and one of its schemes."),
                                 entries, operands);

  if (status == SX_GO_ON && !sx_option_format (options->format, &options->is_json, &error))
    status = sx_command_usage (argv[0], "%s", error->message);
  return status;
}

static gboolean
is_clean (const SxResult *result)
{
  for (guint i = 0; i < result->n_indicators; i++)
    if (result->indicators[i].verdict == SX_VERDICT_FAIL)
      return FALSE;
  for (guint i = 0; i < result->conflicts->len; i++)
    if (((SxConflict *)g_ptr_array_index (result->conflicts, i))->rule->severity == SX_SEVERITY_ERROR)
      return FALSE;
  return TRUE;
}

/* The result, or NULL. */
static SxResult *
evaluate (SxOpenedPlan *opened, const SxEvaluateOptions *options, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SxResult) result = sx_evaluator_result (opened->evaluator, error);
  g_autoptr (GPtrArray) contributions = NULL;
  g_autofree char *text = NULL;

  if (!result)
    return NULL;
  opened->evaluate_ms += (double)(g_get_monotonic_time () - start) / 1000.0;
  if (options->explain && !(contributions = sx_evaluator_contributions (opened->evaluator, NULL, error)))
    return NULL;
  if (options->is_json)
    text = sx_result_to_json (result, opened, contributions);
  else
    text = sx_result_to_text (result, opened, contributions);
  return sx_command_print (text, error) ? g_steal_pointer (&result) : NULL;
}

int
sx_command_evaluate (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxEvaluateOptions) options = { 0 };
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (SxResult) result = NULL;
  GError *error = NULL;
  int status = parse (argc, argv, &options, &operands);

  if (status != SX_GO_ON)
    return status;
  if (!(opened = sx_opened_plan_new (operands[0], &options.plan, &error)))
    return sx_command_fail (error);
  if (options.is_json) /* the text says it in its head */
    sx_opened_plan_tell_flaws (opened);
  if (!(result = evaluate (opened, &options, &error)))
    return sx_command_fail (error);
  return options.strict && !is_clean (result) ? SX_EXIT_STRICT : SX_EXIT_DONE;
}
