/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli replay: edits one at a time through the incremental evaluator, the indicators after each.
 * Nothing is written to the package. */
#include "cli/sx-command.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-edits.h"
#include "cli/sx-opened-plan.h"
#include "cli/sx-result-json.h"
#include "cli/sx-verify.h"

typedef struct
{
  SxPlanOptions plan;
  char **edits; /* as given */
  gboolean verify;
  gint verify_from; /* the first step that is verified; 0: all */
} SxReplayOptions;

static void
options_clear (SxReplayOptions *self)
{
  sx_plan_options_clear (&self->plan);
  g_clear_pointer (&self->edits, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxReplayOptions, options_clear)

static gboolean
check_options (const SxReplayOptions *options, GError **error)
{
  if (!options->edits)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“--edits EDITS.json” is missing."));
  else if (options->verify_from < 0)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“--verify-from” counts edits from 1."));
  else
    return sx_option_once (options->edits, "--edits", NULL, error) != NULL;
  return FALSE;
}

static int
parse (int argc, char **argv, SxReplayOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    { "edits", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->edits,
      N_ ("JSON list of the edits to apply (required)"), "EDITS.json" },
    SX_PLAN_OPTION_ENTRIES (options->plan),
    { "verify", 0, 0, G_OPTION_ARG_NONE, &options->verify,
      N_ ("Recompute everything from nothing after each edit and compare"), NULL },
    { "verify-from", 0, 0, G_OPTION_ARG_INT, &options->verify_from,
      N_ ("The same from this edit on: long lists can be verified in parts, side by side"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status = sx_command_parse (argc, argv, "PLAN.gpkg", 1,
                                 _ ("Applies edits one at a time and tells the indicators after each, "
                                    "one JSON object a line."),
                                 entries, operands);

  if (status == SX_GO_ON && !check_options (options, &error))
    status = sx_command_usage (argv[0], "%s", error->message);
  return status;
}

static guint
index_of (const SxScheme *scheme, const char *id)
{
  for (guint i = 0; i < scheme->adjustments->len; i++)
    if (g_strcmp0 (((SxAdjustment *)g_ptr_array_index (scheme->adjustments, i))->key, id) == 0)
      return i;
  return scheme->adjustments->len;
}

/* Through the evaluator, and in the scheme, which stays the list of what the evaluator holds. */
static gboolean
apply (SxOpenedPlan *opened, const SxReplayEdit *edit, GError **error)
{
  GPtrArray *list = opened->scheme->adjustments;
  guint at = edit->op == SX_REPLAY_ADD ? list->len : index_of (opened->scheme, edit->id);

  switch (edit->op)
    {
    case SX_REPLAY_ADD:
      if (!sx_evaluator_insert_adjustment (opened->evaluator, at, edit->item, error))
        return FALSE;
      g_ptr_array_add (list, sx_adjustment_ref (edit->item));
      return TRUE;
    case SX_REPLAY_REPLACE:
      if (!sx_evaluator_replace_adjustment (opened->evaluator, at, edit->item, error))
        return FALSE;
      sx_adjustment_unref (list->pdata[at]);
      list->pdata[at] = sx_adjustment_ref (edit->item);
      return TRUE;
    case SX_REPLAY_REMOVE:
      if (!sx_evaluator_remove_adjustment (opened->evaluator, at, error))
        return FALSE;
      g_ptr_array_remove_index (list, at);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
verify (const SxOpenedPlan *opened, const SxResult *result, guint step, GError **error)
{
  g_autoptr (SxEvaluator) fresh = sx_evaluator_new (opened->plan, opened->rules, opened->mode, NULL, error);
  g_autoptr (SxResult) expected = NULL;
  g_autofree char *difference = NULL;

  if (!fresh || !sx_evaluator_set_scheme (fresh, opened->scheme, NULL, error)
      || !(expected = sx_evaluator_result (fresh, error)))
    return FALSE;
  if (!(difference = sx_verify_difference (result, expected)))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_INTERNAL,
               _ ("Step %u: the incremental result differs from a full evaluation: %s. Please report this."),
               step, difference);
  return FALSE;
}

static gboolean
replay_edit (SxOpenedPlan *opened, const SxReplayEdit *edit, guint step, gboolean with_verify, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SxResult) result = NULL;
  g_autofree char *line = NULL;
  double ms;

  if (!apply (opened, edit, error) || !(result = sx_evaluator_result (opened->evaluator, error)))
    {
      g_prefix_error (error, _ ("Step %u (“%s”): "), step, edit->id);
      return FALSE;
    }
  ms = (double)(g_get_monotonic_time () - start) / 1000.0;
  line = sx_result_to_step (result, step, ms);
  return sx_command_print (line, error) && (!with_verify || verify (opened, result, step, error));
}

int
sx_command_replay (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxReplayOptions) options = { 0 };
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  GError *error = NULL;
  int status = parse (argc, argv, &options, &operands);

  if (status != SX_GO_ON)
    return status;
  if (!(opened = sx_opened_plan_new (operands[0], &options.plan, &error))
      || !(edits = sx_edits_read (options.edits[0], opened->plan, &error)))
    return sx_command_fail (error);
  sx_opened_plan_tell_flaws (opened);
  for (guint i = 0; i < edits->len; i++)
    {
      const SxReplayEdit *edit = g_ptr_array_index (edits, i);

      if (edit->flaw)
        sx_command_notice (_ ("Edit %u (“%s”): %s"), i + 1, edit->id, edit->flaw);
    }
  for (guint i = 0; i < edits->len; i++)
    {
      gboolean with_verify = options.verify_from > 0 ? i + 1 >= (guint)options.verify_from : options.verify;

      if (!replay_edit (opened, g_ptr_array_index (edits, i), i + 1, with_verify, &error))
        return sx_command_fail (error);
    }
  return SX_EXIT_DONE;
}
