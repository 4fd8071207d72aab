/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-json-place.h"

#include <math.h>
#include <string.h>

#include "base/sx-i18n.h"
#include "rules/sx-json-text.h"

#define LIST_LIMIT 2000 /* keeps hostile files from costing more than a moment */

SxJsonPlace
sx_json_root (const char *document, SxErrorCode code, JsonNode *node)
{
  return (SxJsonPlace){ NULL, document, code, NULL, 0, node };
}

gboolean
sx_json_has (const SxJsonPlace *object, const char *key, SxJsonPlace *out)
{
  JsonNode *node = json_object_get_member (json_node_get_object (object->node), key);

  if (node == NULL)
    return FALSE;
  *out = (SxJsonPlace){ object, object->document, object->code, key, 0, node };
  return TRUE;
}

SxJsonPlace
sx_json_element (const SxJsonPlace *list, guint index)
{
  JsonNode *node = json_array_get_element (json_node_get_array (list->node), index);

  return (SxJsonPlace){ list, list->document, list->code, NULL, index, node };
}

guint
sx_json_length (const SxJsonPlace *list)
{
  return json_array_get_length (json_node_get_array (list->node));
}

gboolean
sx_json_is_null (const SxJsonPlace *self)
{
  return JSON_NODE_HOLDS_NULL (self->node);
}

gboolean
sx_json_is_text (const SxJsonPlace *self)
{
  return JSON_NODE_HOLDS_VALUE (self->node) && json_node_get_value_type (self->node) == G_TYPE_STRING;
}

static void
append_path (const SxJsonPlace *self, GString *path)
{
  g_autofree char *key = self->key ? sx_json_text_shown (self->key) : NULL;

  if (self->parent == NULL)
    {
      g_string_append_c (path, '$');
      return;
    }
  append_path (self->parent, path);
  if (key != NULL)
    g_string_append_printf (path, ".%s", key);
  else
    g_string_append_printf (path, "[%u]", self->index);
}

/* "$.conflicts[3].severity" */
static char *
path_of (const SxJsonPlace *self)
{
  GString *path = g_string_new (NULL);

  append_path (self, path);
  return g_string_free (path, FALSE);
}

gboolean
sx_json_fail (const SxJsonPlace *self, GError **error, const char *format, ...)
{
  g_autofree char *path = path_of (self);
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, SX_ERROR, (int)self->code, _ ("%s, %s: %s"), self->document, path, what);
  return FALSE;
}

gboolean
sx_json_fail_missing (const SxJsonPlace *object, const char *key, GError **error)
{
  return sx_json_fail (object, error, _ ("key \"%s\" is missing; add it"), key);
}

/* What stands at a place, for people. */
static const char *
kind_name (const SxJsonPlace *self)
{
  switch (json_node_get_node_type (self->node))
    {
    case JSON_NODE_OBJECT:
      return _ ("an object {...}");
    case JSON_NODE_ARRAY:
      return _ ("a list [...]");
    case JSON_NODE_NULL:
      return "null";
    case JSON_NODE_VALUE:
    default:
      break;
    }
  if (json_node_get_value_type (self->node) == G_TYPE_STRING)
    return _ ("a text");
  return json_node_get_value_type (self->node) == G_TYPE_BOOLEAN ? _ ("true or false") : _ ("a number");
}

gboolean
sx_json_check_object (const SxJsonPlace *self, const char *const *keys, GError **error)
{
  g_autoptr (GList) members = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (self->node))
    return sx_json_fail (self, error, _ ("an object {...} is needed here, not %s"), kind_name (self));
  if (keys == NULL)
    return TRUE;
  members = json_object_get_members (json_node_get_object (self->node));
  for (GList *l = members; l; l = l->next)
    if (!g_strv_contains (keys, l->data))
      {
        g_autofree char *known = g_strjoinv (", ", (char **)keys);
        g_autofree char *shown = sx_json_text_shown (l->data);

        return sx_json_fail (self, error, _ ("key \"%s\" is not known here; use one of: %s"), (char *)l->data,
                             known);
      }
  return TRUE;
}

gboolean
sx_json_check_list (const SxJsonPlace *self, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (self->node))
    return sx_json_fail (self, error, _ ("a list [...] is needed here, not %s"), kind_name (self));
  if (sx_json_length (self) == 0)
    return sx_json_fail (self, error, _ ("the list is empty; give at least one item or leave the key out"));
  if (sx_json_length (self) > LIST_LIMIT)
    return sx_json_fail (self, error, _ ("the list is longer than %d items; shorten it"), LIST_LIMIT);
  return TRUE;
}

gboolean
sx_json_text (const SxJsonPlace *self, const char **out, GError **error)
{
  const char *text;

  if (!sx_json_is_text (self))
    return sx_json_fail (self, error, _ ("a text in quotes is needed here, not %s"), kind_name (self));
  text = json_node_get_string (self->node);
  if (text[strspn (text, " \t\r\n")] == '\0')
    return sx_json_fail (self, error, _ ("the text is empty; write it"));
  *out = text;
  return TRUE;
}

static gboolean
add_text (GPtrArray *texts, GHashTable *seen, const SxJsonPlace *at, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *shown = NULL;
  const char *text;

  if (!sx_json_text (at, &text, error))
    return FALSE;
  trimmed = g_strstrip (g_strdup (text));
  shown = sx_json_text_shown (trimmed);
  if (!g_hash_table_add (seen, trimmed)) /* borrowed of texts */
    return sx_json_fail (at, error, _ ("\"%s\" stands in this list twice; remove one of the two"), shown);
  g_ptr_array_add (texts, g_steal_pointer (&trimmed));
  return TRUE;
}

gboolean
sx_json_texts (const SxJsonPlace *self, char ***out, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (!sx_json_check_list (self, error))
    return FALSE;
  for (guint i = 0; i < sx_json_length (self); i++)
    {
      SxJsonPlace element = sx_json_element (self, i);

      if (!add_text (texts, seen, &element, error))
        return FALSE;
    }
  g_ptr_array_add (texts, NULL);
  *out = (char **)g_ptr_array_free (g_steal_pointer (&texts), FALSE);
  return TRUE;
}

gboolean
sx_json_number (const SxJsonPlace *self, double *out, GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (self->node) ? json_node_get_value_type (self->node) : G_TYPE_INVALID;
  double value;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return sx_json_fail (self, error, _ ("a number is needed here, not %s"), kind_name (self));
  value = json_node_get_double (self->node);
  if (!isfinite (value) || value < 0)
    return sx_json_fail (self, error, _ ("the number must be finite and not negative"));
  *out = value;
  return TRUE;
}

gboolean
sx_json_word (const SxJsonPlace *self, const char *const *words, int *out, GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *shown = NULL;
  const char *text;

  if (!sx_json_text (self, &text, error))
    return FALSE;
  for (int i = 0; words[i]; i++)
    if (g_str_equal (words[i], text))
      {
        *out = i;
        return TRUE;
      }
  known = g_strjoinv (", ", (char **)words);
  shown = sx_json_text_shown (text);
  return sx_json_fail (self, error, _ ("\"%s\" is not known here; use one of: %s"), shown, known);
}

gboolean
sx_json_member_text (const SxJsonPlace *object, const char *key, char **field, GError **error)
{
  SxJsonPlace place;
  const char *text;

  if (!sx_json_has (object, key, &place))
    return *field != NULL || sx_json_fail_missing (object, key, error);
  if (!sx_json_text (&place, &text, error))
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  return TRUE;
}

gboolean
sx_json_member_texts (const SxJsonPlace *object, const char *key, char ***field, GError **error)
{
  SxJsonPlace place;
  char **texts;

  if (!sx_json_has (object, key, &place))
    return *field != NULL || sx_json_fail_missing (object, key, error);
  if (!sx_json_texts (&place, &texts, error))
    return FALSE;
  g_strfreev (*field);
  *field = texts;
  return TRUE;
}

gboolean
sx_json_member_number (const SxJsonPlace *object, const char *key, double *field, GError **error)
{
  SxJsonPlace place;

  if (!sx_json_has (object, key, &place))
    return !isnan (*field) || sx_json_fail_missing (object, key, error);
  return sx_json_number (&place, field, error);
}

gboolean
sx_json_member_integer (const SxJsonPlace *object, const char *key, int max, int *field, GError **error)
{
  SxJsonPlace place;
  double value;

  if (!sx_json_has (object, key, &place))
    return *field >= 0 || sx_json_fail_missing (object, key, error);
  if (!sx_json_number (&place, &value, error))
    return FALSE;
  if (value != floor (value) || value > max)
    return sx_json_fail (&place, error, _ ("a whole number from 0 to %d is needed here"), max);
  *field = (int)value;
  return TRUE;
}

gboolean
sx_json_member_word (const SxJsonPlace *object, const char *key, const char *const *words, int *field,
                     GError **error)
{
  SxJsonPlace place;

  if (!sx_json_has (object, key, &place))
    return *field >= 0 || sx_json_fail_missing (object, key, error);
  return sx_json_word (&place, words, field, error);
}

gboolean
sx_json_member_bilingual (const SxJsonPlace *object, const char *key, char **zh, char **en, GError **error)
{
  static const char *const languages[] = { "zh", "en", NULL };
  SxJsonPlace place;

  if (!sx_json_has (object, key, &place))
    return (*zh != NULL && *en != NULL) || sx_json_fail_missing (object, key, error);
  return sx_json_check_object (&place, languages, error) && sx_json_member_text (&place, "zh", zh, error)
         && sx_json_member_text (&place, "en", en, error);
}
