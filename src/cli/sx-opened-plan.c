/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-opened-plan.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-command.h"
#include "store/sx-package.h"

#define DEFAULT_RULES "anhui-2026"

static const char *const area_names[]
    = { [SX_AREA_ELLIPSOIDAL] = "ellipsoidal", [SX_AREA_PLANAR] = "planar" };

void
sx_plan_options_clear (SxPlanOptions *self)
{
  g_clear_pointer (&self->scheme, g_strfreev);
  g_clear_pointer (&self->rules, g_strfreev);
  g_clear_pointer (&self->area, g_strfreev);
}

const char *
sx_area_mode_name (SxAreaMode mode)
{
  return area_names[mode];
}

const char *
sx_option_once (char **values, const char *name, const char *fallback, GError **error)
{
  if (!values || !values[0])
    return fallback;
  if (values[1])
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("“%s” is given twice; give it once."), name);
      return NULL;
    }
  return values[0];
}

static gboolean
parse_area (char **values, SxAreaMode *out, GError **error)
{
  const char *text = sx_option_once (values, "--area", "ellipsoidal", error);

  if (!text)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (area_names); i++)
    if (g_str_equal (text, area_names[i]))
      {
        *out = (SxAreaMode)i;
        return TRUE;
      }
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("There is no area “%s”; it is “ellipsoidal” or “planar”."),
               text);
  return FALSE;
}

/* A scheme's name as typed: UTF-8 in nearly every terminal whatever the locale says, else in the locale's
 * encoding. */
static char *
name_as_typed (const char *text, GError **error)
{
  char *name
      = g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_locale_to_utf8 (text, -1, NULL, NULL, NULL);

  if (!name)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("The name given with --scheme is not text; type it in UTF-8."));
  return name;
}

/* NULL where none is given. */
static gboolean
scheme_name (char **values, char **out, GError **error)
{
  const char *text = sx_option_once (values, "--scheme", "", error);

  *out = NULL;
  if (!text)
    return FALSE;
  return !values || !values[0] || (*out = name_as_typed (text, error)) != NULL;
}

static void
repair_clear (gpointer data)
{
  SxRepair *repair = data;

  g_free (repair->table);
  g_free (repair->reason);
}

static gboolean
read_inputs (SxOpenedPlan *self, const char *file, const SxPlanOptions *options, GError **error)
{
  g_autoptr (GHashTable) columns = NULL;
  g_autofree char *scheme = NULL;
  const char *rules = sx_option_once (options->rules, "--rules", DEFAULT_RULES, error);
  SxReadOptions read = { 0 };
  gint64 start = g_get_monotonic_time ();

  if (!rules || !parse_area (options->area, &self->mode, error)
      || !scheme_name (options->scheme, &scheme, error))
    return FALSE;
  if (!(self->rules = sx_rule_profile_load (rules, error)))
    return FALSE;
  read.extra_columns = columns = sx_rule_profile_needed_columns (self->rules);
  if (options->also && !g_hash_table_contains (columns, options->also))
    g_hash_table_insert (columns, g_strdup (options->also), g_ptr_array_new ());
  if (!(self->plan = sx_package_read (file, &read, options->cancellable, error)))
    return FALSE;
  self->scheme = sx_package_read_scheme (self->plan, scheme, self->scheme_repairs, error);
  self->load_ms = (double)(g_get_monotonic_time () - start) / 1000.0;
  return self->scheme != NULL;
}

SxOpenedPlan *
sx_opened_plan_new (const char *file, const SxPlanOptions *options, GError **error)
{
  g_autoptr (SxOpenedPlan) self = g_new0 (SxOpenedPlan, 1);
  double base_ms = 0, scheme_ms = 0;

  self->scheme_repairs = g_array_new (FALSE, TRUE, sizeof (SxRepair));
  g_array_set_clear_func (self->scheme_repairs, repair_clear);
  if (!read_inputs (self, file, options, error))
    return NULL;
  self->evaluator = sx_evaluator_new (self->plan, self->rules, self->mode, options->cancellable, error);
  if (!self->evaluator
      || !sx_evaluator_set_scheme (self->evaluator, self->scheme, options->cancellable, error))
    return NULL;
  sx_evaluator_timing (self->evaluator, &self->index_ms, &base_ms, &scheme_ms);
  self->evaluate_ms = base_ms + scheme_ms;
  return g_steal_pointer (&self);
}

gboolean
sx_opened_plan_set_scheme (SxOpenedPlan *self, const char *given, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = name_as_typed (given, error);
  g_autoptr (SxScheme) scheme
      = name ? sx_package_read_scheme (self->plan, name, self->scheme_repairs, error) : NULL;

  if (!scheme || !sx_evaluator_set_scheme (self->evaluator, scheme, cancellable, error))
    return FALSE;
  g_clear_pointer (&self->scheme, sx_scheme_free);
  self->scheme = g_steal_pointer (&scheme);
  return TRUE;
}

void
sx_opened_plan_free (SxOpenedPlan *self)
{
  g_clear_pointer (&self->evaluator, sx_evaluator_free);
  g_clear_pointer (&self->scheme, sx_scheme_free);
  g_clear_pointer (&self->scheme_repairs, g_array_unref);
  g_clear_pointer (&self->plan, sx_plan_unref);
  g_clear_pointer (&self->rules, sx_rule_profile_unref);
  g_free (self);
}

static guint
n_bad (const GArray *repairs)
{
  guint n = 0;

  for (guint i = 0; i < repairs->len; i++)
    n += g_array_index (repairs, SxRepair, i).is_error ? 1 : 0;
  return n;
}

char **
sx_opened_plan_flaws (const SxOpenedPlan *self)
{
  g_autoptr (GStrvBuilder) flaws = g_strv_builder_new ();
  guint n_repairs = n_bad (self->plan->repairs) + n_bad (self->scheme_repairs);
  guint n_skipped = self->plan->skipped->len;
  g_autofree char *repairs = NULL, *skipped = NULL;

  if (n_repairs > 0)
    {
      repairs = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN,
                                            "%u invalid geometry changed its area when it was repaired; "
                                            "“sanxian-cli check” tells which.",
                                            "%u invalid geometries changed their area when they were "
                                            "repaired; “sanxian-cli check” tells which.",
                                            n_repairs),
                                 n_repairs);
      g_strv_builder_add (flaws, repairs);
    }
  if (n_skipped > 0)
    {
      skipped = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN,
                                            "%u feature without usable geometry takes part in nothing; "
                                            "“sanxian-cli check” tells which.",
                                            "%u features without usable geometry take part in nothing; "
                                            "“sanxian-cli check” tells which.",
                                            n_skipped),
                                 n_skipped);
      g_strv_builder_add (flaws, skipped);
    }
  return g_strv_builder_end (flaws);
}

void
sx_opened_plan_tell_flaws (const SxOpenedPlan *self)
{
  g_auto (GStrv) flaws = sx_opened_plan_flaws (self);

  for (guint i = 0; flaws[i]; i++)
    sx_command_notice ("%s", flaws[i]);
}

gboolean
sx_option_format (char **values, gboolean *is_json, GError **error)
{
  const char *format = sx_option_once (values, "--format", "text", error);

  if (!format)
    return FALSE;
  *is_json = g_str_equal (format, "json");
  if (*is_json || g_str_equal (format, "text"))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("There is no format “%s”; it is “json” or “text”."),
               format);
  return FALSE;
}
