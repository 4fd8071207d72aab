/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-items.h"

#include <string.h>

#include "base/sx-i18n.h"
#include "rules/sx-json-text.h"

#define ID_LENGTH_LIMIT 64

gboolean
sx_rule_check_id (const SxJsonPlace *at, const char *text, GError **error)
{
  g_autofree char *shown = sx_json_text_shown (text);
  gboolean good = g_ascii_isalnum (text[0]) && strlen (text) <= ID_LENGTH_LIMIT;

  for (const char *p = text; good && *p; p++)
    good = g_ascii_isalnum (*p) || strchr ("-_.", *p) != NULL;
  return good
         || sx_json_fail (at, error,
                          _ ("\"%s\" is no id; use up to %d letters a-z, digits, \"-\", \"_\" and \".\", "
                             "a letter or digit first"),
                          shown, ID_LENGTH_LIMIT);
}

char *
sx_rule_item_id (const SxJsonPlace *at, GError **error)
{
  SxJsonPlace place;
  const char *text;

  if (!sx_json_has (at, "id", &place))
    {
      sx_json_fail_missing (at, "id", error);
      return NULL;
    }
  if (!sx_json_text (&place, &text, error) || !sx_rule_check_id (&place, text, error))
    return NULL;
  return g_strdup (text);
}

static gboolean
find_item (const GPtrArray *items, const SxRuleItemKind *kind, const char *key, guint *out)
{
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *other = kind->key_of (items->pdata[i]);

      if (g_str_equal (other, key))
        {
          *out = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* That the item says nothing but its key and "remove": true. */
static gboolean
check_removal (const SxRuleItemKind *kind, const SxJsonPlace *at, const SxJsonPlace *remove, GError **error)
{
  JsonNode *node = remove->node;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN
      || !json_node_get_boolean (node))
    return sx_json_fail (remove, error, _ ("only true can stand here; leave the key out to keep the item"));
  if (json_object_get_size (json_node_get_object (at->node)) > kind->n_identity + 1)
    return sx_json_fail (at, error, _ ("an item to be removed has no other keys; leave them out"));
  return TRUE;
}

static gboolean
read_item (GPtrArray *items, const SxRuleItemKind *kind, const SxJsonPlace *at, GHashTable *seen,
           GError **error)
{
  g_autofree char *key = NULL;
  SxJsonPlace remove;
  guint index = 0;
  gboolean found;

  if (!sx_json_check_object (at, kind->keys, error) || (key = kind->identify (at, error)) == NULL)
    return FALSE;
  if (!g_hash_table_add (seen, g_strdup (key)))
    return sx_json_fail (at, error, _ ("\"%s\" stands in this list twice; remove or rename one of the two"),
                         key);
  found = find_item (items, kind, key, &index);
  if (sx_json_has (at, "remove", &remove))
    {
      if (!check_removal (kind, at, &remove, error))
        return FALSE;
      if (!found)
        return sx_json_fail (at, error, _ ("there is no \"%s\" to remove; leave this item out"), key);
      g_ptr_array_remove_index (items, index);
      return TRUE;
    }
  if (!found)
    g_ptr_array_add (items, kind->create ());
  return kind->apply (items->pdata[found ? index : items->len - 1], at, !found, error);
}

gboolean
sx_rule_items_read (GPtrArray *items, const SxRuleItemKind *kind, const SxJsonPlace *list, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!sx_json_check_list (list, error))
    return FALSE;
  for (guint i = 0; i < sx_json_length (list); i++)
    {
      SxJsonPlace at = sx_json_element (list, i);

      if (!read_item (items, kind, &at, seen, error))
        return FALSE;
    }
  return TRUE;
}
