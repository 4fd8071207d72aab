/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One situation of 附表2–4 in which a line may be adjusted. Its key is line, direction and code. */
#include "rules/sx-rule-items.h"

#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include "rules/sx-rule-words.h"

static const char *const keys[] = { "line", "direction", "code", "text", "limit", "remove", NULL };

static const struct
{
  SxLimitKind kind;
  double unit_m2;
} limits[] = {
  { SX_LIMIT_AT_MOST, SX_MU_M2 }, { SX_LIMIT_AT_MOST, SX_HA_M2 }, { SX_LIMIT_AT_MOST, SX_KM2_M2 },
  { SX_LIMIT_BELOW, SX_MU_M2 },   { SX_LIMIT_BELOW, SX_HA_M2 },   { SX_LIMIT_BELOW, SX_KM2_M2 },
};
static const char *const limit_keys[]
    = { "at_most_mu", "at_most_ha", "at_most_km2", "below_mu", "below_ha", "below_km2", NULL };

static gpointer
situation_create (void)
{
  return g_new0 (SxSituation, 1);
}

static void
situation_free (gpointer data)
{
  SxSituation *self = data;

  g_free (self->code);
  g_free (self->text);
  g_free (self);
}

static char *
situation_key (gconstpointer item)
{
  const SxSituation *self = item;

  return g_strdup_printf ("%s %s %s", sx_line_name (self->line), sx_direction_name (self->direction),
                          self->code);
}

static gboolean
read_identity (SxSituation *self, const SxJsonPlace *at, GError **error)
{
  static const char *const direction_words[] = { "in", "out", NULL };
  const char *line_words[SX_N_LINES + 2];
  int line = -1, direction = -1;
  SxJsonPlace place;

  sx_line_words (line_words);
  line_words[SX_N_LINES] = NULL; /* a situation is of one line */
  if (!sx_json_member_word (at, "line", line_words, &line, error)
      || !sx_json_member_word (at, "direction", direction_words, &direction, error)
      || !sx_json_member_text (at, "code", &self->code, error))
    return FALSE;
  self->line = (SxLine)line;
  self->direction = (SxDirection)direction;
  return sx_json_has (at, "code", &place) && sx_rule_check_id (&place, self->code, error);
}

static char *
situation_identify (const SxJsonPlace *at, GError **error)
{
  SxSituation identity = { 0 };
  char *key = read_identity (&identity, at, error) ? situation_key (&identity) : NULL;

  g_free (identity.code);
  return key;
}

/* {"at_most_mu": 5}, or null for none. */
static gboolean
read_limit (SxSituation *self, const SxJsonPlace *at, GError **error)
{
  SxJsonPlace place, number;
  double value = 0;

  if (!sx_json_has (at, "limit", &place))
    return TRUE;
  self->limit_kind = SX_LIMIT_NONE;
  self->limit_m2 = 0;
  if (sx_json_is_null (&place))
    return TRUE;
  if (!sx_json_check_object (&place, limit_keys, error))
    return FALSE;
  if (json_object_get_size (json_node_get_object (place.node)) != 1)
    return sx_json_fail (&place, error, _ ("a limit has one key, like {\"at_most_mu\": 5}; give one"));
  for (guint i = 0; limit_keys[i]; i++)
    if (sx_json_has (&place, limit_keys[i], &number))
      {
        if (!sx_json_number (&number, &value, error))
          return FALSE;
        self->limit_kind = limits[i].kind;
        self->limit_m2 = value * limits[i].unit_m2;
      }
  return TRUE;
}

static gboolean
situation_apply (gpointer item, const SxJsonPlace *at, gboolean is_new, GError **error)
{
  SxSituation *self = item;

  if (is_new && !read_identity (self, at, error))
    return FALSE;
  return sx_json_member_text (at, "text", &self->text, error) && read_limit (self, at, error);
}

const SxRuleItemKind sx_situation_kind
    = { keys, 3, situation_identify, situation_key, situation_create, situation_apply, situation_free };
