/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "base/sx-units.h"

const char *
sx_words_line_title (SxLine line)
{
  static const char *const titles[SX_N_LINES] = {
    N_ ("Permanent basic farmland"),   N_ ("Ecological protection red line"),
    N_ ("Urban development boundary"), N_ ("Historical and cultural protection line"),
    N_ ("Flood risk control line"),    N_ ("Mineral resources control line"),
    N_ ("Urban green line"),           N_ ("Urban blue line"),
    N_ ("Urban yellow line"),          N_ ("Urban purple line"),
  };

  g_return_val_if_fail (line >= 0 && line < SX_N_LINES, "");
  return _ (titles[line]);
}

const char *
sx_words_line_short (SxLine line)
{
  static const char *const names[SX_N_LINES] = {
    N_ ("Farmland"), N_ ("Red Line"),   N_ ("Boundary"),  N_ ("Heritage"),    N_ ("Flood"),
    N_ ("Mineral"),  N_ ("Green Line"), N_ ("Blue Line"), N_ ("Yellow Line"), N_ ("Purple Line"),
  };

  g_return_val_if_fail (line >= 0 && line < SX_N_LINES, "");
  return _ (names[line]);
}

const char *
sx_words_direction (SxDirection direction)
{
  return direction == SX_DIRECTION_OUT ? _ ("Out") : _ ("In");
}

const char *
sx_words_direction_icon (SxDirection direction)
{
  return direction == SX_DIRECTION_OUT ? "sx-adjust-out-symbolic" : "sx-adjust-in-symbolic";
}

char *
sx_words_situation_mark (const char *code)
{
  char mark[8] = "";

  if (!g_ascii_isdigit (code[0]) || code[0] == '0' || code[1] != '\0')
    return g_strdup_printf ("(%s)", code);
  mark[g_unichar_to_utf8 (0x2460 + (gunichar)(code[0] - '1'), mark)] = '\0'; /* ① … ⑨ */
  return g_strdup (mark);
}

char *
sx_words_situation (const SxRuleProfile *rules, SxLine line, SxDirection direction, const char *code)
{
  const SxSituation *situation;
  g_autofree char *mark = NULL;

  if (!code || !*code)
    return g_strdup (_ ("No situation chosen"));
  situation = sx_rule_profile_situation (rules, line, direction, code);
  if (!situation)
    return g_strdup_printf ("(%s)", code);
  mark = sx_words_situation_mark (code);
  return g_strdup_printf ("%s %s", mark, situation->text);
}

gboolean
sx_words_has_situations (const SxRuleProfile *rules, SxLine line, SxDirection direction)
{
  for (guint i = 0; i < rules->situations->len; i++)
    {
      const SxSituation *situation = rules->situations->pdata[i];

      if (situation->line == line && situation->direction == direction)
        return TRUE;
    }
  return FALSE;
}

/* Takes the text. */
static char *
with_minus (char *text)
{
  g_autofree char *plain = text;

  return *plain == '-' ? g_strconcat ("−", plain + 1, NULL) : g_steal_pointer (&plain);
}

char *
sx_words_number (double number, int decimals)
{
  return with_minus (sx_text_number (number, decimals));
}

char *
sx_words_change (double number, int decimals)
{
  return with_minus (sx_text_change (number, decimals));
}

char *
sx_words_area (double m2, SxAreaUnit unit, int decimals)
{
  gboolean is_mu = unit == SX_AREA_UNIT_MU;
  g_autofree char *number = NULL;

  if (isnan (m2))
    return g_strdup ("…");
  number = sx_words_number (m2 / (is_mu ? SX_MU_M2 : SX_HA_M2), is_mu ? MAX (decimals - 1, 0) : decimals);
  return is_mu ? g_strdup_printf (_ ("%s mu"), number) : g_strdup_printf (_ ("%s ha"), number);
}

static SxAreaUnit
first_unit (void)
{
  return (SxAreaUnit)g_settings_get_enum (sx_settings_get (), SX_SETTING_AREA_UNIT);
}

char *
sx_words_area_in_out (double in_m2, double out_m2, int decimals)
{
  gboolean is_mu = first_unit () == SX_AREA_UNIT_MU;
  double unit = is_mu ? SX_MU_M2 : SX_HA_M2;
  int n = is_mu ? MAX (decimals - 1, 0) : decimals;
  g_autofree char *in = in_m2 > 0 ? sx_words_change (in_m2 / unit, n) : NULL;
  g_autofree char *out = out_m2 > 0 ? sx_words_change (-out_m2 / unit, n) : NULL;
  g_autofree char *both = g_strjoin (in && out ? " " : "", in ? in : "", out ? out : "", NULL);

  if (!*both)
    return g_steal_pointer (&both);
  return is_mu ? g_strdup_printf (_ ("%s mu"), both) : g_strdup_printf (_ ("%s ha"), both);
}

char *
sx_words_area_first (double m2, int decimals)
{
  return sx_words_area (m2, first_unit (), decimals);
}

char *
sx_words_area_second (double m2, int decimals)
{
  return sx_words_area (m2, first_unit () == SX_AREA_UNIT_MU ? SX_AREA_UNIT_HECTARE : SX_AREA_UNIT_MU,
                        decimals);
}

char *
sx_words_count (guint n)
{
  if (n >= 1000000)
    return g_strdup_printf ("%u,%03u,%03u", n / 1000000, n / 1000 % 1000, n % 1000);
  if (n >= 1000)
    return g_strdup_printf ("%u,%03u", n / 1000, n % 1000);
  return g_strdup_printf ("%u", n);
}

char *
sx_words_file_title (const char *file)
{
  g_autofree char *base = g_path_get_basename (file);
  char *title = g_filename_display_name (base);

  if (g_str_has_suffix (title, ".gpkg"))
    title[strlen (title) - strlen (".gpkg")] = '\0';
  return title;
}
