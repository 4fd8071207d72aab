/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli compare: two schemes of one plan side by side. */
#include "cli/sx-command.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-comparison-report.h"
#include "cli/sx-interrupt.h"
#include "export/sx-comparison-workbook.h"
#include "export/sx-delivery.h"
#include "store/sx-package.h"

typedef struct
{
  SxPlanOptions plan;   /* scheme: both names */
  char **format, **out; /* as given */
  gboolean is_json;
  const char *file; /* the workbook; "": none */
} SxCompareOptions;

static void
options_clear (SxCompareOptions *self)
{
  sx_plan_options_clear (&self->plan);
  g_clear_pointer (&self->format, g_strfreev);
  g_clear_pointer (&self->out, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxCompareOptions, options_clear)

static gboolean
check_options (SxCompareOptions *options, GError **error)
{
  char **schemes = options->plan.scheme;

  if (!sx_option_format (options->format, &options->is_json, error)
      || !(options->file = sx_option_once (options->out, "--out", "", error)))
    return FALSE;
  if (*options->file && !sx_comparison_check_workbook_name (options->file, error))
    return FALSE;
  if (!schemes || g_strv_length (schemes) != 2)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("Two schemes are compared; name both, each with --scheme."));
  else if (g_str_equal (schemes[0], schemes[1]))
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("--scheme names the same scheme twice; name two different ones."));
  else
    return TRUE;
  return FALSE;
}

static int
parse (int argc, char **argv, SxCompareOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    { "scheme", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->plan.scheme,
      N_ ("A scheme to compare; to be given twice"), N_ ("NAME") },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->plan.rules,
      N_ ("Rule profile: a built-in one (default anhui-2026) or a JSON file"), N_ ("ID|FILE.json") },
    { "area", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->plan.area,
      N_ ("How areas are measured (default ellipsoidal)"), N_ ("ellipsoidal|planar") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->out, N_ ("Workbook to write besides"),
      N_ ("FILE.xlsx") },
    SX_FORMAT_OPTION_ENTRY (&options->format),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status
      = sx_command_parse (argc, argv, "PLAN.gpkg", 1,
                          _ ("Tells two schemes of a plan side by side: every indicator, what differs and "
                             "which is better, the ledgers, and item by item what they share."),
                          entries, operands);

  if (status == SX_GO_ON && !check_options (options, &error))
    status = sx_command_usage (argv[0], "%s", error->message);
  return status;
}

/* Evaluates the first scheme, which opened holds, and then the second, which it holds then. */
static SxComparison *
compare (SxOpenedPlan *opened, const char *second_name, SxScheme **first_scheme, GError **error)
{
  SxMetric metric = { opened->plan->plane, opened->mode == SX_AREA_PLANAR };
  g_autoptr (SxResult) first = sx_evaluator_result (opened->evaluator, error), second = NULL;

  if (!first)
    return NULL;
  *first_scheme = g_steal_pointer (&opened->scheme);
  if (!sx_opened_plan_set_scheme (opened, second_name, sx_interrupt_cancellable (), error)
      || !(second = sx_evaluator_result (opened->evaluator, error)))
    return NULL;
  return sx_comparison_new (&(SxComparisonSide){ *first_scheme, first },
                            &(SxComparisonSide){ opened->scheme, second }, &metric);
}

/* Of all schemes of the package, where there are more than the two; it holds another scheme then. */
static gboolean
survey (SxOpenedPlan *opened, const SxComparison *c, SxSchemeOverview **overview, GError **error)
{
  g_autoptr (GPtrArray) infos = sx_package_list_schemes (opened->plan->file, error), schemes = NULL;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_result_unref);
  g_autofree gint64 *ids = NULL;
  g_autofree SxComparisonSide *sides = NULL;

  if (!infos || infos->len <= SX_COMPARISON_SIDES)
    return infos != NULL;
  ids = g_new0 (gint64, infos->len);
  sides = g_new0 (SxComparisonSide, infos->len);
  for (guint i = 0; i < infos->len; i++)
    ids[i] = ((SxSchemeInfo *)infos->pdata[i])->id;
  if (!(schemes = sx_package_read_schemes (opened->plan, ids, infos->len, error)))
    return FALSE;
  for (guint i = 0; i < schemes->len; i++)
    {
      SxScheme *scheme = schemes->pdata[i];
      SxResult *result
          = g_str_equal (scheme->name, c->name[0])   ? sx_result_ref (c->result[0])
            : g_str_equal (scheme->name, c->name[1]) ? sx_result_ref (c->result[1])
            : sx_evaluator_set_scheme (opened->evaluator, scheme, sx_interrupt_cancellable (), error)
                ? sx_evaluator_result (opened->evaluator, error)
                : NULL;

      if (!result)
        return FALSE;
      g_ptr_array_add (results, result);
      sides[i] = (SxComparisonSide){ scheme, result };
    }
  *overview = sx_scheme_overview_new (sides, schemes->len);
  return TRUE;
}

static gboolean
write_workbook (const SxComparison *comparison, SxOpenedPlan *opened, const SxScheme *first,
                const SxCompareOptions *options, GError **error)
{
  g_autoptr (SxSchemeOverview) overview = NULL;
  SxComparisonSource source = { opened->plan, { first, opened->scheme }, NULL };

  if (!survey (opened, comparison, &overview, error))
    return FALSE;
  source.overview = overview;
  return sx_comparison_write_workbook (comparison, &source, options->file, options->plan.cancellable, error);
}

static gboolean
tell (const SxComparison *comparison, SxOpenedPlan *opened, const SxScheme *first,
      const SxCompareOptions *options, GError **error)
{
  g_autofree char *text = NULL;

  if (*options->file && !write_workbook (comparison, opened, first, options, error))
    return FALSE;
  if (options->is_json) /* the text says it in its head */
    sx_opened_plan_tell_flaws (opened);
  text = options->is_json ? sx_comparison_to_json (comparison, opened)
                          : sx_comparison_to_text (comparison, opened);
  return sx_command_print (text, error);
}

int
sx_command_compare (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxCompareOptions) options = { 0 };
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (SxComparison) comparison = NULL;
  g_autoptr (SxScheme) first_scheme = NULL;
  SxPlanOptions first;
  GError *error = NULL;
  int status = parse (argc, argv, &options, &operands);

  if (status != SX_GO_ON)
    return status;
  options.plan.cancellable = sx_interrupt_cancellable ();
  /* the fingerprint counts what an export does */
  options.plan.also = *options.file ? SX_DELIVERY_CITY_ZONES : NULL;
  first = options.plan;
  first.scheme = (char *[]){ options.plan.scheme[0], NULL };
  if (!(opened = sx_opened_plan_new (operands[0], &first, &error))
      || !(comparison = compare (opened, options.plan.scheme[1], &first_scheme, &error))
      || !tell (comparison, opened, first_scheme, &options, &error))
    return sx_command_fail (error);
  return SX_EXIT_DONE;
}
