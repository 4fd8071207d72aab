/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli check: what is odd in a plan package's data. */
#include "cli/sx-command.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-check-report.h"
#include "cli/sx-opened-plan.h"
#include "rules/sx-rule-profile.h"
#include "store/sx-package.h"

typedef struct
{
  char **format, **rules; /* as given */
  gboolean is_json, strict;
} SxCheckOptions;

static void
options_clear (SxCheckOptions *self)
{
  g_clear_pointer (&self->format, g_strfreev);
  g_clear_pointer (&self->rules, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxCheckOptions, options_clear)

static int
parse (int argc, char **argv, SxCheckOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    SX_FORMAT_OPTION_ENTRY (&options->format),
    { "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rules,
      N_ ("Rule profile whose tables are looked for (default anhui-2026)"), N_ ("ID|FILE.json") },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options->strict, N_ ("Exit with 3 where an error is found"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status = sx_command_parse (argc, argv, "PLAN.gpkg", 1,
                                 _ ("Checks the quality of a plan package's data."), entries, operands);

  if (status == SX_GO_ON && !sx_option_format (options->format, &options->is_json, &error))
    status = sx_command_usage (argv[0], "%s", error->message);
  return status;
}

/* The first layer of a rule; NULL where the plan has one of them, or the rule needs none. */
static const char *
missing_layer (const SxPlan *plan, const SxConflictRule *rule)
{
  const char *missing = NULL;

  for (guint i = 0; rule->grounds && i < rule->grounds->len; i++)
    {
      const SxGround *ground = g_ptr_array_index (rule->grounds, i);
      const char *table = ground->line_after ? sx_line_table (ground->line) : ground->layer;

      if (sx_plan_layer (plan, table) || (ground->fallback && sx_plan_layer (plan, ground->fallback)))
        return NULL;
      missing = missing ? missing : table;
    }
  return missing;
}

static void
check_rules (const SxPlan *plan, const SxRuleProfile *rules, SxCheckReport *report)
{
  for (guint i = 0; i < rules->conflicts->len; i++)
    {
      const SxConflictRule *rule = g_ptr_array_index (rules->conflicts, i);
      const char *missing = missing_layer (plan, rule);
      g_autofree char *message = NULL;
      SxQualityFinding finding = { .kind = SX_QUALITY_RULE_LAYER_MISSING,
                                   .severity = SX_QUALITY_INFO,
                                   .table = missing,
                                   .area = NAN,
                                   .value = NAN,
                                   .expected = NAN,
                                   .at = { NAN, NAN } };

      if (!missing)
        continue;
      message = g_strdup_printf (_ ("Rule %s of profile %s is skipped: the package has no table %s."),
                                 rule->id, rules->id, missing);
      finding.message = message;
      sx_check_report_add (&finding, report);
    }
}

int
sx_command_check (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxCheckOptions) options = { 0 };
  g_autoptr (SxRuleProfile) rules = NULL;
  g_autoptr (SxPlan) plan = NULL;
  g_autoptr (SxCheckReport) report = NULL;
  const char *profile;
  GError *error = NULL;
  int status = parse (argc, argv, &options, &operands);

  if (status != SX_GO_ON)
    return status;
  if (!(profile = sx_option_once (options.rules, "--rules", "anhui-2026", &error))
      || !(rules = sx_rule_profile_load (profile, &error))
      || !(plan = sx_package_read (operands[0], NULL, NULL, &error)))
    return sx_command_fail (error);
  report = sx_check_report_new (plan, options.is_json);
  if (!sx_quality_check (plan, sx_check_report_add, report, NULL, &error))
    return sx_command_fail (error);
  check_rules (plan, rules, report);
  if (!sx_check_report_finish (report, &error))
    return sx_command_fail (error);
  return options.strict && sx_check_report_count (report, SX_QUALITY_ERROR) > 0 ? SX_EXIT_STRICT
                                                                                : SX_EXIT_DONE;
}
