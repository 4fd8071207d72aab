/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli export: what a scheme is handed in as. */
#include "cli/sx-command.h"

#include <math.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-interrupt.h"
#include "cli/sx-opened-plan.h"
#include "deliver/sx-deliver.h"
#include "deliver/sx-preflight.h"
#include "store/sx-crs.h"

typedef struct
{
  SxPlanOptions plan;
  char **out, **only, **formats, **paper, **scale, **dpi, **window, **theme, **name, **agency; /* as given */
  const char *place; /* --name, or NULL */
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
  g_clear_pointer (&self->scale, g_strfreev);
  g_clear_pointer (&self->dpi, g_strfreev);
  g_clear_pointer (&self->window, g_strfreev);
  g_clear_pointer (&self->theme, g_strfreev);
  g_clear_pointer (&self->name, g_strfreev);
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
  if (!names || options->deliver.parts)
    return names != NULL;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("--only names no part; there are gpkg, tables, maps, report, gdb and shp."));
  return FALSE;
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
  if (!names || options->deliver.atlas_formats)
    return names != NULL;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("--formats names no format of map sheets; there are pdf, png and svg."));
  return FALSE;
}

/* NULL in *out where it is not given. */
static gboolean
take_text (char **values, const char *name, const char **out, GError **error)
{
  const char *text = sx_option_once (values, name, "", error);

  *out = text && *text ? text : NULL;
  return text != NULL;
}

/* Numbers with `between` between them, from a point of text on; FALSE where it is anything else. */
static gboolean
read_numbers (const char *text, const char *between, double *out, guint n)
{
  g_auto (GStrv) parts = g_strsplit (text, between, (gint)n + 1);

  if (g_strv_length (parts) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      char *end, *number = g_strstrip (parts[i]);

      out[i] = g_ascii_strtod (number, &end);
      if (end == number || *end || !isfinite (out[i]))
        return FALSE;
    }
  return TRUE;
}

/* "10000" or "1:10000". */
static gboolean
parse_scale (SxExportOptions *options, GError **error)
{
  const char *text = NULL;
  double *scale = &options->deliver.atlas.scale;

  if (!take_text (options->scale, "--scale", &text, error))
    return FALSE;
  if (!text || (read_numbers (g_str_has_prefix (text, "1:") ? text + 2 : text, ",", scale, 1) && *scale > 0))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("“%s” is no scale for --scale; say 10000 or 1:10000 for 1 : 10 000."), text);
  return FALSE;
}

static gboolean
parse_dpi (SxExportOptions *options, GError **error)
{
  const char *text = NULL;
  double *dpi = &options->deliver.atlas.dpi;

  if (!take_text (options->dpi, "--dpi", &text, error))
    return FALSE;
  if (!text || (read_numbers (text, ",", dpi, 1) && *dpi > 0))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“%s” is no number of dots an inch for --dpi."), text);
  return FALSE;
}

/* West, south, east and north; what they are of is known when the plan is. */
static gboolean
parse_window (SxExportOptions *options, GError **error)
{
  const char *text = NULL;
  SxBox *window = &options->deliver.atlas.window;
  double sides[4];

  if (!take_text (options->window, "--window", &text, error))
    return FALSE;
  if (!text)
    return TRUE;
  if (read_numbers (text, ",", sides, G_N_ELEMENTS (sides)) && sides[0] < sides[2] && sides[1] < sides[3])
    {
      *window = (SxBox){ sides[0], sides[1], sides[2], sides[3] };
      return TRUE;
    }
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("“%s” is no window for --window; say its west, south, east and north, in metres of the "
                  "plan's plane or in degrees, with commas between."),
               text);
  return FALSE;
}

static gboolean
parse_maps (SxExportOptions *options, GError **error)
{
  SxAtlasOptions *atlas = &options->deliver.atlas;

  return parse_formats (options, error) && take_text (options->paper, "--paper", &atlas->paper, error)
         && parse_scale (options, error) && parse_dpi (options, error) && parse_window (options, error)
         && take_text (options->theme, "--theme", &atlas->theme, error)
         && take_text (options->name, "--name", &options->place, error)
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

static int
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
    { "scale", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->scale,
      N_ ("Scale of map sheets (default: the largest round one that has everything on the sheet)"), "1:N" },
    { "window", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->window,
      N_ ("Ground on the map sheets, in metres of the plan's plane or in degrees"),
      N_ ("WEST,SOUTH,EAST,NORTH") },
    { "dpi", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->dpi,
      N_ ("Dots an inch of PNG (default 300, less on large paper)"), "N" },
    { "theme", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->theme,
      N_ ("How map sheets look, where not as built in"), N_ ("FILE.json") },
    { "name", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->name,
      N_ ("The county's name, where the plan does not say it"), N_ ("NAME") },
    { "agency", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->agency,
      N_ ("Who made it, on every map sheet and on the report"), N_ ("NAME") },
    { "with-personal", 0, 0, G_OPTION_ARG_NONE, &options->deliver.with_personal,
      N_ ("Keep the fields that name the people responsible for farmland"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options->is_strict,
      N_ ("Write nothing where something blocks the delivery: exit status 3"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->is_dry,
      N_ ("Write nothing, but print what blocks the delivery or should be looked at"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status
      = sx_command_parse (argc, argv, "PLAN.gpkg", 1,
                          _ ("Writes what a scheme is handed in as, all from one evaluated state. Prints the "
                             "files that were written."),
                          entries, operands);

  if (status == SX_GO_ON && !check_options (options, &error))
    status = sx_command_usage (argv[0], "%s", error->message);
  return status;
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
tell_open (const SxDelivery *delivery, const GPtrArray *items, gboolean is_blocked, gboolean is_named)
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
  if (!sx_plan_parameter (delivery->plan, "plan.name") && !is_named)
    sx_command_notice (_ ("The plan does not say what the county is called (parameter plan.name), so “%s” "
                          "stands in titles and file names; say it with --name."),
                       delivery->name);
  for (guint i = 0; i < delivery->faults->len; i++)
    sx_command_notice ("%s", (char *)delivery->faults->pdata[i]);
}

/* ---- the work */

/* Degrees are told from metres by their size; a window of them is what lies between its corners. */
static gboolean
place_window (SxBox *window, const SxPlan *plan, GError **error)
{
  SxCrs degrees, plane = { .plane = plan->plane };
  SxPoint corners[4] = { { window->x0, window->y0 },
                         { window->x1, window->y0 },
                         { window->x1, window->y1 },
                         { window->x0, window->y1 } };

  if (window->x1 <= window->x0)
    return TRUE;
  if (fabs (window->x0) <= 180 && fabs (window->x1) <= 180 && sx_crs_from_epsg (SX_DELIVERY_SRS, &degrees))
    {
      sx_crs_to_plane (&degrees, &plan->plane, corners, G_N_ELEMENTS (corners));
      *window = SX_BOX_EMPTY;
      for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
        *window = sx_box_union (*window, (SxBox){ corners[i].x, corners[i].y, corners[i].x, corners[i].y });
    }
  if (sx_crs_may_contain (&plane, corners[0]) && sx_crs_may_contain (&plane, corners[2]))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("The window of --window is nowhere in the plan's plane; the numbers along the edge of any "
                  "map sheet are its kilometres."));
  return FALSE;
}

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
export_plan (SxOpenedPlan *opened, SxExportOptions *options, GString *out, gboolean *is_blocked,
             GError **error)
{
  SxMetric metric = { opened->plan->plane, opened->mode == SX_AREA_PLANAR };
  g_autoptr (SxResult) result = sx_evaluator_result (opened->evaluator, error);
  g_autoptr (SxDelivery) delivery = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (!result || !place_window (&options->deliver.atlas.window, opened->plan, error))
    return FALSE;
  delivery
      = sx_delivery_new (opened->plan, opened->scheme, result, &metric, sx_interrupt_cancellable (), error);
  if (!delivery)
    return FALSE;
  if (options->place)
    sx_delivery_set_name (delivery, options->place);
  items = sx_preflight (opened->plan, opened->scheme, result, delivery);
  *is_blocked = options->is_strict && sx_preflight_n_blocking (items);
  if (options->is_dry)
    print_list (items, out);
  else if (!*is_blocked && !write_parts (delivery, options, items, out, error))
    return FALSE;
  if (!options->is_dry)
    tell_open (delivery, items, *is_blocked, options->place != NULL);
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
  int status = parse (argc, argv, &options, &operands);

  if (status != SX_GO_ON)
    return status;
  options.plan.cancellable = sx_interrupt_cancellable ();
  options.plan.also = SX_DELIVERY_CITY_ZONES;
  if (!(opened = sx_opened_plan_new (operands[0], &options.plan, &error)))
    return sx_command_fail (error);
  sx_opened_plan_tell_flaws (opened);
  if (!export_plan (opened, &options, out, &is_blocked, &error) || !sx_command_print (out->str, &error))
    return sx_command_fail (error);
  return is_blocked ? SX_EXIT_STRICT : SX_EXIT_DONE;
}
