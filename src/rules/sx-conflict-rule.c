/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an adjustment of a line may not touch, as a profile has it. */
#include "rules/sx-rule-items.h"

#include <string.h>

#include "base/sx-i18n.h"
#include "rules/sx-rule-classes.h"
#include "rules/sx-rule-filter.h"
#include "rules/sx-rule-words.h"

#define ALL_LINES ((1u << SX_N_LINES) - 1)

static const char *const keys[]
    = { "id",          "line",     "direction", "kind",   "ground", "exempt", "distance_m",
        "min_area_m2", "severity", "text",      "source", "remove", NULL };

static void
ground_free (gpointer data)
{
  SxGround *self = data;

  g_free (self->layer);
  g_free (self->fallback);
  g_free (self->class_name);
  sx_filter_free (self->filter);
  g_free (self);
}

static gpointer
conflict_create (void)
{
  SxConflictRule *self = g_new0 (SxConflictRule, 1);

  self->grounds = g_ptr_array_new_with_free_func (ground_free);
  self->exempt = g_ptr_array_new_with_free_func (ground_free);
  self->min_area_m2 = 1;
  return self;
}

static void
conflict_free (gpointer data)
{
  SxConflictRule *self = data;

  g_free (self->id);
  g_ptr_array_unref (self->grounds);
  g_ptr_array_unref (self->exempt);
  g_free (self->text_zh);
  g_free (self->text_en);
  g_free (self->source);
  g_free (self);
}

static char *
conflict_key (gconstpointer item)
{
  return g_strdup (((const SxConflictRule *)item)->id);
}

/* {"line_after": "redline"} */
static gboolean
read_line_after (SxGround *self, const SxJsonPlace *at, GError **error)
{
  const char *words[SX_N_LINES + 2];
  int line = -1;

  if (json_object_get_size (json_node_get_object (at->node)) != 1)
    return sx_json_fail (at, error, _ ("\"line_after\" stands alone; leave the other keys out"));
  sx_line_words (words);
  words[SX_N_LINES] = NULL;
  if (!sx_json_member_word (at, "line_after", words, &line, error))
    return FALSE;
  self->line_after = TRUE;
  self->line = (SxLine)line;
  return TRUE;
}

static gboolean
read_layer (SxGround *self, const SxJsonPlace *at, GError **error)
{
  SxJsonPlace place;
  int class = -1;

  if (!sx_json_has (at, "layer", &place))
    return sx_json_fail_missing (at, "layer", error);
  if ((self->layer = sx_rule_table_read (&place, error)) == NULL)
    return FALSE;
  if (sx_json_has (at, "fallback", &place) && (self->fallback = sx_rule_table_read (&place, error)) == NULL)
    return FALSE;
  if (sx_json_has (at, "class", &place))
    {
      if (!sx_json_word (&place, sx_class_words (), &class, error))
        return FALSE;
      self->class_name = g_strdup (sx_class_words ()[class]);
    }
  return !sx_json_has (at, "where", &place) || (self->filter = sx_rule_filter_read (&place, error)) != NULL;
}

static gboolean
read_grounds (GPtrArray *grounds, const SxJsonPlace *list, gboolean lines_allowed, GError **error)
{
  static const char *const layer_keys[] = { "layer", "where", "class", "fallback", NULL };
  static const char *const ground_keys[] = { "layer", "where", "class", "fallback", "line_after", NULL };

  g_ptr_array_set_size (grounds, 0);
  if (!sx_json_check_list (list, error))
    return FALSE;
  for (guint i = 0; i < sx_json_length (list); i++)
    {
      SxJsonPlace at = sx_json_element (list, i);
      SxGround *ground = g_new0 (SxGround, 1);
      SxJsonPlace line;

      g_ptr_array_add (grounds, ground);
      if (!sx_json_check_object (&at, lines_allowed ? ground_keys : layer_keys, error))
        return FALSE;
      if (sx_json_has (&at, "line_after", &line) ? !read_line_after (ground, &at, error)
                                                 : !read_layer (ground, &at, error))
        return FALSE;
    }
  return TRUE;
}

/* "boundary", "any", or a list of lines. */
static gboolean
read_lines (SxConflictRule *self, const SxJsonPlace *at, GError **error)
{
  const char *words[SX_N_LINES + 2];
  SxJsonPlace place;
  int line = 0;

  if (!sx_json_has (at, "line", &place))
    return self->lines != 0 || sx_json_fail_missing (at, "line", error);
  sx_line_words (words);
  if (!JSON_NODE_HOLDS_ARRAY (place.node))
    {
      if (!sx_json_word (&place, words, &line, error))
        return FALSE;
      self->lines = line == SX_N_LINES ? ALL_LINES : 1u << line;
      return TRUE;
    }
  words[SX_N_LINES] = NULL;
  self->lines = 0;
  if (!sx_json_check_list (&place, error))
    return FALSE;
  for (guint i = 0; i < sx_json_length (&place); i++)
    {
      SxJsonPlace element = sx_json_element (&place, i);

      if (!sx_json_word (&element, words, &line, error))
        return FALSE;
      if (self->lines & (1u << line))
        return sx_json_fail (&element, error, _ ("\"%s\" stands in this list twice; remove one of the two"),
                             words[line]);
      self->lines |= 1u << line;
    }
  return TRUE;
}

static gboolean
read_ground_lists (SxConflictRule *self, const SxJsonPlace *at, GError **error)
{
  SxJsonPlace place;

  if (sx_json_has (at, "ground", &place) && !read_grounds (self->grounds, &place, TRUE, error))
    return FALSE;
  if (!sx_json_has (at, "exempt", &place))
    return TRUE;
  if (sx_json_is_null (&place))
    g_ptr_array_set_size (self->exempt, 0);
  return sx_json_is_null (&place) || read_grounds (self->exempt, &place, FALSE, error);
}

/* Only the kinds that look at ground have any. */
static gboolean
check_ground (const SxConflictRule *self, const SxJsonPlace *at, GError **error)
{
  const char *kind = sx_conflict_kind_words ()[self->kind];

  if (self->kind == SX_CONFLICT_OVERLAP || self->kind == SX_CONFLICT_OUTSIDE)
    return self->grounds->len > 0
           || sx_json_fail (at, error, _ ("kind \"%s\" needs a \"ground\"; add the layers it looks at"),
                            kind);
  return (self->grounds->len == 0 && self->exempt->len == 0 && !(self->distance_m > 0))
         || sx_json_fail (at, error,
                          _ ("kind \"%s\" has no \"ground\", \"exempt\" or \"distance_m\"; leave them out"),
                          kind);
}

static gboolean
conflict_apply (gpointer item, const SxJsonPlace *at, gboolean is_new, GError **error)
{
  static const char *const direction_words[] = { "in", "out", "any", NULL };
  SxConflictRule *self = item;
  int direction = is_new ? -1 : self->direction == SX_DIRECTION_ANY ? 2 : (int)self->direction;
  int kind = is_new ? -1 : (int)self->kind;
  int severity = is_new ? -1 : (int)self->severity;

  if (is_new && (self->id = sx_rule_item_id (at, error)) == NULL)
    return FALSE;
  if (!read_lines (self, at, error)
      || !sx_json_member_word (at, "direction", direction_words, &direction, error)
      || !sx_json_member_word (at, "kind", sx_conflict_kind_words (), &kind, error)
      || !read_ground_lists (self, at, error)
      || !sx_json_member_number (at, "distance_m", &self->distance_m, error)
      || !sx_json_member_number (at, "min_area_m2", &self->min_area_m2, error)
      || !sx_json_member_word (at, "severity", sx_severity_words (), &severity, error)
      || !sx_json_member_bilingual (at, "text", &self->text_zh, &self->text_en, error)
      || !sx_json_member_text (at, "source", &self->source, error))
    return FALSE;
  self->direction = direction == 2 ? SX_DIRECTION_ANY : (SxDirection)direction;
  self->kind = (SxConflictKind)kind;
  self->severity = (SxSeverity)severity;
  return check_ground (self, at, error);
}

const SxRuleItemKind sx_conflict_rule_kind
    = { keys, 1, sx_rule_item_id, conflict_key, conflict_create, conflict_apply, conflict_free };
