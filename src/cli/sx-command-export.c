/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli export: what a scheme is handed in as. */
#include "cli/sx-command.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-interrupt.h"
#include "cli/sx-opened-plan.h"
#include "deliver/sx-deliver.h"
#include "deliver/sx-preflight.h"

typedef struct
{
  SxPlanOptions plan;
  char **out, **only, **formats, **paper, **theme, **agency; /* as given */
  gboolean is_strict, is_dry;
  SxDeliverOptions deliver;
} SxExportOptions;

static void
options_clear (SxExportOptions *self)
{
  sx_plan_options_clear (&self->plan);
  g_clear_pointer (&self->out, g_strfreev);
  g_clear_pointer (&self->only, g_strfreev);
  g_clear_pointer (&self->formats, g_strfreev);
  g_clear_pointer (&self->paper, g_strfreev);
  g_clear_pointer (&self->theme, g_strfreev);
  g_clear_pointer (&self->agency, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxExportOptions, options_clear)

/* ---- the command line */

static gboolean
parse_parts (SxExportOptions *options, GError **error)
{
  const char *only = sx_option_once (options->only, "--only", "gpkg,tables,maps,report", error);
  g_auto (GStrv) names = only ? g_strsplit (only, ",", -1) : NULL;

  for (guint i = 0; names && names[i]; i++)
    {
      guint part = sx_part_parse (names[i]);

      if (!part)
        {
          g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                       _ ("There is no part “%s” to export; there are gpkg, tables, maps, report, gdb and "
                          "shp."),
                       names[i]);
          return FALSE;
        }
      options->deliver.parts |= part;
    }
  return names != NULL;
}

static gboolean
parse_formats (SxExportOptions *options, GError **error)
{
  const char *formats = sx_option_once (options->formats, "--formats", "pdf", error);
  g_auto (GStrv) names = formats ? g_strsplit (formats, ",", -1) : NULL;

  for (guint i = 0; names && names[i]; i++)
    {
      guint format = 0;

      while (format < SX_N_ATLAS_FORMATS
             && !g_str_equal (names[i], sx_atlas_format_suffix ((SxAtlasFormat)format)))
        format++;
      if (format == SX_N_ATLAS_FORMATS)
        {
          g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                       _ ("There is no format “%s” of map sheets; there are pdf, png and svg."), names[i]);
          return FALSE;
        }
      options->deliver.atlas_formats |= 1u << format;
    }
  return names != NULL;
}

/* NULL in *out where it is not given. */
static gboolean
take_text (char **values, const char *name, const char **out, GError **error)
{
  const char *text = sx_option_once (values, name, "", error);

  *out = text && *text ? text : NULL;
  return text != NULL;
}

static gboolean
parse_maps (SxExportOptions *options, GError **error)
{
  SxAtlasOptions *atlas = &options->deliver.atlas;

  return parse_formats (options, error) && take_text (options->paper, "--paper", &atlas->paper, error)
         && take_text (options->theme, "--theme", &atlas->theme, error)
         && take_text (options->agency, "--agency", &atlas->agency, error);
}

static gboolean
check_options (SxExportOptions *options, GError **error)
{
  options->deliver.folder = sx_option_once (options->out, "--out", "", error);
  if (!options->deliver.folder)
    return FALSE;
  if (!*options->deliver.folder && !options->is_dry)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("--out is missing: the folder to write to."));
      return FALSE;
    }
  return parse_parts (options, error) && parse_maps (options, error);
}

static SxParse
parse (int argc, char **argv, SxExportOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    SX_PLAN_OPTION_ENTRIES (options->plan),
    { "out", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->out, N_ ("Folder to write to; made where missing"),
      N_ ("DIR") },
    { "only", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->only,
      N_ ("Parts to write, with commas between (default gpkg,tables,maps,report)"),
      "gpkg,tables,maps,report,gdb,shp" },
    { "formats", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->formats,
      N_ ("Formats of map sheets, with commas between (default pdf)"), "pdf,png,svg" },
    { "paper", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->paper, N_ ("Size of map sheets (default A3)"),
      "A4|A3|A2|A1|A0" },
    { "theme", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->theme,
      N_ ("How map sheets look, where not as built in"), N_ ("FILE.json") },
    { "agency", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->agency, N_ ("Who made it, on every map sheet"),
      N_ ("NAME") },
    { "with-personal", 0, 0, G_OPTION_ARG_NONE, &options->deliver.with_personal,
      N_ ("Keep the fields that name the people responsible for farmland"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options->is_strict,
      N_ ("Write nothing where something blocks the delivery: exit status 3"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->is_dry,
      N_ ("Write nothing, but print what blocks the delivery or should be looked at"), NULL },
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

/* ---- what stands in the way */

static void
print_list (const GPtrArray *items, GString *out)
{
  for (guint i = 0; i < items->len; i++)
    {
      const SxPreflightItem *item = items->pdata[i];

      g_string_append_printf (out, "%s %s: %s\n", item->blocks ? "✗" : "!",
                              sx_preflight_kind_name (item->kind), item->text);
    }
}

/* What is handed in though it should not be, or for that reason is not: never silent. */
static void
tell_open (const SxDelivery *delivery, const GPtrArray *items, gboolean is_blocked)
{
  guint n[SX_PREFLIGHT_NO_LAYER + 1] = { 0 };

  for (guint i = 0; i < sx_preflight_n_blocking (items); i++)
    n[((SxPreflightItem *)items->pdata[i])->kind]++;
  if (is_blocked)
    sx_command_notice (_ ("Nothing was written, as this blocks the delivery: %u; see --dry-run."),
                       sx_preflight_n_blocking (items));
  else if (sx_preflight_n_blocking (items))
    sx_command_notice (_ ("The scheme is not clean: failing indicators %u, conflicts that are errors %u; the "
                          "export says so."),
                       n[SX_PREFLIGHT_INDICATOR], n[SX_PREFLIGHT_CONFLICT] + n[SX_PREFLIGHT_SITUATION]);
  for (guint i = 0; i < delivery->faults->len; i++)
    sx_command_notice ("%s", (char *)delivery->faults->pdata[i]);
}

/* ---- the work */

static gboolean
write_parts (SxDelivery *delivery, const SxExportOptions *options, const GPtrArray *items, GString *out,
             GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  sx_delivery_accept (delivery, items);
  if (!sx_deliver (delivery, &options->deliver, NULL, NULL, &files, sx_interrupt_cancellable (), error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *shown = g_filename_display_name (files->pdata[i]);

      g_string_append_printf (out, "%s\n", shown);
    }
  return TRUE;
}

/* *is_blocked: nothing was written, as --strict asks. */
static gboolean
export_plan (SxOpenedPlan *opened, const SxExportOptions *options, GString *out, gboolean *is_blocked,
             GError **error)
{
  SxMetric metric = { opened->plan->plane, opened->mode == SX_AREA_PLANAR };
  g_autoptr (SxResult) result = sx_evaluator_result (opened->evaluator, error);
  g_autoptr (SxDelivery) delivery = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (!result)
    return FALSE;
  delivery
      = sx_delivery_new (opened->plan, opened->scheme, result, &metric, sx_interrupt_cancellable (), error);
  if (!delivery)
    return FALSE;
  items = sx_preflight (opened->plan, opened->scheme, result, delivery);
  *is_blocked = options->is_strict && sx_preflight_n_blocking (items);
  if (options->is_dry)
    print_list (items, out);
  else if (!*is_blocked && !write_parts (delivery, options, items, out, error))
    return FALSE;
  if (!options->is_dry)
    tell_open (delivery, items, *is_blocked);
  return TRUE;
}

int
sx_command_export (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxExportOptions) options = { 0 };
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_blocked = FALSE;
  GError *error = NULL;
  SxParse parsed = parse (argc, argv, &options, &operands);

  if (parsed != SX_PARSE_GO_ON)
    return parsed == SX_PARSE_HELP_SHOWN ? SX_EXIT_DONE : SX_EXIT_USAGE;
  options.plan.cancellable = sx_interrupt_cancellable ();
  options.plan.also = SX_DELIVERY_CITY_ZONES;
  if (!(opened = sx_opened_plan_new (operands[0], &options.plan, &error)))
    return sx_command_fail (error);
  sx_opened_plan_tell_flaws (opened);
  if (!export_plan (opened, &options, out, &is_blocked, &error) || !sx_command_print (out->str, &error))
    return sx_command_fail (error);
  return is_blocked ? SX_EXIT_STRICT : SX_EXIT_DONE;
}
