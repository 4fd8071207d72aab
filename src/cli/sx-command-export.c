/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli export: what a scheme is handed in as. */
#include "cli/sx-command.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-interrupt.h"
#include "cli/sx-opened-plan.h"
#include "export/sx-delivery-database.h"
#include "export/sx-tables.h"

typedef enum
{
  PART_GPKG = 1 << 0,
  PART_TABLES = 1 << 1,
} Parts;

static const struct
{
  const char *name;
  guint part; /* 0: comes with a later version */
} parts[] = { { "gpkg", PART_GPKG }, { "tables", PART_TABLES }, { "maps", 0 }, { "report", 0 } };

typedef struct
{
  SxPlanOptions plan;
  char **out, **only; /* as given */
  const char *folder;
  guint parts;
  gboolean with_personal;
} SxExportOptions;

static void
options_clear (SxExportOptions *self)
{
  sx_plan_options_clear (&self->plan);
  g_clear_pointer (&self->out, g_strfreev);
  g_clear_pointer (&self->only, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxExportOptions, options_clear)

static gboolean
add_part (SxExportOptions *options, const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (name, parts[i].name))
      {
        options->parts |= parts[i].part;
        if (!parts[i].part)
          g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“%s” comes with a later version."), name);
        return parts[i].part != 0;
      }
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("There is no part “%s” to export; there are gpkg, tables, maps and report."), name);
  return FALSE;
}

static gboolean
check_options (SxExportOptions *options, GError **error)
{
  const char *only = sx_option_once (options->only, "--only", "gpkg,tables", error);
  g_auto (GStrv) names = NULL;

  if (!only)
    return FALSE;
  options->folder = sx_option_once (options->out, "--out", "", error);
  if (!options->folder)
    return FALSE;
  if (!*options->folder)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("--out is missing: the folder to write to."));
      return FALSE;
    }
  names = g_strsplit (only, ",", -1);
  for (guint i = 0; names[i]; i++)
    if (!add_part (options, names[i], error))
      return FALSE;
  return TRUE;
}

static SxParse
parse (int argc, char **argv, SxExportOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    SX_PLAN_OPTION_ENTRIES (options->plan),
    { "out", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->out, N_ ("Folder to write to; made where missing"),
      N_ ("DIR") },
    { "only", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->only, N_ ("Parts to write, with commas between"),
      "gpkg,tables,maps,report" },
    { "with-personal", 0, 0, G_OPTION_ARG_NONE, &options->with_personal,
      N_ ("Keep the fields that name the people responsible for farmland"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  SxParse parsed
      = sx_command_parse (argc, argv, "PLAN.gpkg", 1,
                          _ ("Writes what a scheme is handed in as, all from one evaluated state. Prints the "
                             "files that were written."),
                          entries, operands);

  if (parsed != SX_PARSE_GO_ON || check_options (options, &error))
    return parsed;
  sx_command_usage (argv[0], "%s", error->message);
  return SX_PARSE_FAILED;
}

/* What is handed in though it should not be: never silent. */
static void
tell_open (const SxDelivery *delivery)
{
  guint n_fail = 0, n_errors = 0;

  for (guint i = 0; i < delivery->result->n_indicators; i++)
    n_fail += delivery->result->indicators[i].verdict == SX_VERDICT_FAIL;
  for (guint i = 0; i < delivery->result->conflicts->len; i++)
    n_errors += ((SxConflict *)delivery->result->conflicts->pdata[i])->rule->severity == SX_SEVERITY_ERROR;
  if (n_fail || n_errors)
    sx_command_notice (_ ("The scheme is not clean: failing indicators %u, conflicts that are errors %u; the "
                          "export says so."),
                       n_fail, n_errors);
  for (guint i = 0; i < delivery->faults->len; i++)
    sx_command_notice ("%s", (char *)delivery->faults->pdata[i]);
}

static void
note_written (GString *written, const char *file)
{
  g_autofree char *shown = g_filename_display_name (file);

  g_string_append_printf (written, "%s\n", shown);
}

static gboolean
write_parts (const SxDelivery *delivery, const SxExportOptions *options, GString *written, GError **error)
{
  GCancellable *cancellable = sx_interrupt_cancellable ();
  g_autofree char *database = NULL, *tables = NULL;

  if (options->parts & PART_GPKG)
    {
      if (!sx_delivery_write_database (delivery, options->folder, options->with_personal, &database,
                                       cancellable, error))
        return FALSE;
      note_written (written, database);
    }
  if (options->parts & PART_TABLES)
    {
      if (!sx_delivery_write_tables (delivery, options->folder, &tables, cancellable, error))
        return FALSE;
      note_written (written, tables);
    }
  return TRUE;
}

static gboolean
export_plan (SxOpenedPlan *opened, const SxExportOptions *options, GString *written, GError **error)
{
  SxMetric metric = { opened->plan->plane, opened->mode == SX_AREA_PLANAR };
  g_autoptr (SxResult) result = sx_evaluator_result (opened->evaluator, error);
  g_autoptr (SxDelivery) delivery = NULL;

  if (!result)
    return FALSE;
  delivery
      = sx_delivery_new (opened->plan, opened->scheme, result, &metric, sx_interrupt_cancellable (), error);
  if (!delivery || !write_parts (delivery, options, written, error))
    return FALSE;
  tell_open (delivery);
  return TRUE;
}

int
sx_command_export (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxExportOptions) options = { 0 };
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (GString) written = g_string_new (NULL);
  GError *error = NULL;
  SxParse parsed = parse (argc, argv, &options, &operands);

  if (parsed != SX_PARSE_GO_ON)
    return parsed == SX_PARSE_HELP_SHOWN ? SX_EXIT_DONE : SX_EXIT_USAGE;
  options.plan.cancellable = sx_interrupt_cancellable ();
  options.plan.also = SX_DELIVERY_CITY_ZONES;
  if (!(opened = sx_opened_plan_new (operands[0], &options.plan, &error)))
    return sx_command_fail (error);
  sx_opened_plan_tell_flaws (opened);
  if (!export_plan (opened, &options, written, &error) || !sx_command_print (written->str, &error))
    return sx_command_fail (error);
  return SX_EXIT_DONE;
}
