/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-sections.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include "rules/sx-rule-classes.h"
#include "rules/sx-rule-filter.h"
#include "rules/sx-json-text.h"
#include "rules/sx-rule-items.h"

static const char *const limit_keys[] = { "park_min_m2",
                                          "cluster_distance_m",
                                          "fragment_plain_mu",
                                          "fragment_hill_mu",
                                          "boundary_fragment_mu",
                                          "redline_small_km2",
                                          "window_farmland_m2",
                                          "sliver_m2",
                                          NULL };

static const struct
{
  gsize offset;
  double unit; /* of the number in the JSON, in that of the struct */
} limits[G_N_ELEMENTS (limit_keys) - 1] = {
  { G_STRUCT_OFFSET (SxRuleProfile, park_min_m2), 1 },
  { G_STRUCT_OFFSET (SxRuleProfile, cluster_distance_m), 1 },
  { G_STRUCT_OFFSET (SxRuleProfile, fragment_plain_m2), SX_MU_M2 },
  { G_STRUCT_OFFSET (SxRuleProfile, fragment_hill_m2), SX_MU_M2 },
  { G_STRUCT_OFFSET (SxRuleProfile, boundary_fragment_m2), SX_MU_M2 },
  { G_STRUCT_OFFSET (SxRuleProfile, redline_small_m2), SX_KM2_M2 },
  { G_STRUCT_OFFSET (SxRuleProfile, window_farmland_m2), 1 },
  { G_STRUCT_OFFSET (SxRuleProfile, sliver_m2), 1 },
};

void
sx_rule_sections_clear (SxRuleProfile *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    G_STRUCT_MEMBER (double, self, limits[i].offset) = NAN;
  self->multiplier_decimals
      = -1; /* this one stands for all choices: a profile gives all or extends another */
}

gboolean
sx_rule_limits_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  if (!sx_json_check_object (at, limit_keys, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      double *limit = &G_STRUCT_MEMBER (double, self, limits[i].offset);
      double value = *limit / limits[i].unit;
      SxJsonPlace place;

      if (!sx_json_member_number (at, limit_keys[i], &value, error))
        return FALSE;
      if (sx_json_has (at, limit_keys[i], &place))
        *limit = value * limits[i].unit;
    }
  return TRUE;
}

/* Prefixes of land-use codes. */
static gboolean
read_code_prefixes (const SxJsonPlace *at, const char *key, char ***codes, GError **error)
{
  SxJsonPlace list;

  if (!sx_json_member_texts (at, key, codes, error))
    return FALSE;
  for (guint i = 0; sx_json_has (at, key, &list) && (*codes)[i]; i++)
    if (!g_ascii_isdigit ((*codes)[i][0]))
      {
        SxJsonPlace element = sx_json_element (&list, i);
        g_autofree char *shown = sx_json_text_shown ((*codes)[i]);

        return sx_json_fail (&element, error,
                             _ ("\"%s\" is no land-use code; write its digits, like \"0701\""), shown);
      }
  return TRUE;
}

gboolean
sx_rule_choices_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  static const char *const keys[]
      = { "code_match",          "contiguity_layer",  "contiguity_area", "fragment_area",
          "multiplier_decimals", "residential_codes", "park_codes",      NULL };
  static const char *const match_words[] = { "exact", "first4", NULL };
  static const char *const layer_words[] = { "farmland", "cropland", NULL };
  static const char *const area_words[] = { "source", NULL };
  static const char *const fragment_words[] = { "buffered", "source", NULL };
  gboolean is_new = self->multiplier_decimals < 0;
  int match = is_new ? -1 : self->code_match_first4;
  int layer = is_new ? -1 : (int)self->contiguity_layer;
  int area = is_new ? -1 : 0;
  int fragment = is_new ? -1 : (int)self->fragment_area;
  int decimals = self->multiplier_decimals;

  if (!sx_json_check_object (at, keys, error)
      || !sx_json_member_word (at, "code_match", match_words, &match, error)
      || !sx_json_member_word (at, "contiguity_layer", layer_words, &layer, error)
      || !sx_json_member_word (at, "contiguity_area", area_words, &area, error)
      || !sx_json_member_word (at, "fragment_area", fragment_words, &fragment, error)
      || !sx_json_member_integer (at, "multiplier_decimals", 10, &decimals, error)
      || !read_code_prefixes (at, "residential_codes", &self->residential_codes, error)
      || !read_code_prefixes (at, "park_codes", &self->park_codes, error))
    return FALSE;
  self->code_match_first4 = match == 1;
  self->contiguity_layer = (SxContiguityLayer)layer;
  self->fragment_area = (SxFragmentArea)fragment;
  self->multiplier_decimals = decimals;
  return TRUE;
}

gboolean
sx_rule_classes_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  const char *const *words = sx_class_words ();

  if (!sx_json_check_object (at, words, error))
    return FALSE;
  for (int i = 0; words[i]; i++)
    {
      SxFilter **filter = sx_class_filter (self, i);
      SxFilter *read;
      SxJsonPlace place;

      if (!sx_json_has (at, words[i], &place))
        {
          if (*filter == NULL)
            return sx_json_fail_missing (at, words[i], error);
          continue;
        }
      if ((read = sx_rule_filter_read (&place, error)) == NULL)
        return FALSE;
      sx_filter_free (*filter);
      *filter = read;
    }
  return TRUE;
}

static gboolean
is_target (const SxRuleProfile *self, const char *key)
{
  if (g_str_has_prefix (key, "target."))
    return TRUE;
  for (guint i = 0; i < self->indicators->len; i++)
    if (g_strcmp0 (((SxIndicatorRule *)self->indicators->pdata[i])->target_parameter, key) == 0)
      return TRUE;
  return FALSE;
}

/* Shortest text that is the same number again. */
static char *
number_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  return g_strdup (buffer);
}

static char *
read_parameter (const SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  static const char *const numbers[] = { "walk_5min_m", "reserve_limit", "urban2020_ha", NULL };
  static const char *const terrains[] = { "plain", "hill", NULL };
  g_autofree char *shown = sx_json_text_shown (at->key);
  double value = 0;
  int terrain = 0;

  if (g_str_equal (at->key, "terrain"))
    return sx_json_word (at, terrains, &terrain, error) ? g_strdup (terrains[terrain]) : NULL;
  if (g_strv_contains (numbers, at->key) || is_target (self, at->key))
    return sx_json_number (at, &value, error) ? number_text (value) : NULL;
  sx_json_fail (at, error,
                _ ("parameter \"%s\" is not known; use terrain, walk_5min_m, reserve_limit, urban2020_ha, "
                   "target.* "
                   "or the target parameter of an indicator"),
                shown);
  return NULL;
}

gboolean
sx_rule_parameters_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  g_autoptr (GList) members = NULL;

  if (!sx_json_check_object (at, NULL, error))
    return FALSE;
  members = json_object_get_members (json_node_get_object (at->node));
  for (GList *l = members; l; l = l->next)
    {
      SxJsonPlace place;
      char *text = NULL;

      if (!sx_json_has (at, l->data, &place) || (text = read_parameter (self, &place, error)) == NULL)
        return FALSE;
      g_hash_table_insert (self->parameters, g_strdup (l->data), text);
    }
  return TRUE;
}
