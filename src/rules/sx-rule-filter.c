/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-filter.h"

#include "base/sx-i18n.h"
#include "rules/sx-json-text.h"

#define NAME_LENGTH_LIMIT 63

static const char *const keys[] = { "field", "in", "not_in", "starts_with", NULL };
static const SxTestKind kinds[] = { SX_TEST_IN, SX_TEST_NOT_IN, SX_TEST_STARTS }; /* of keys + 1 */

/* Letters of any script, digits and '_', no digit first. */
static gboolean
is_name (const char *text)
{
  const char *p = text;

  if (!g_unichar_isalpha (g_utf8_get_char (p)) && *p != '_')
    return FALSE;
  while (*p && (g_unichar_isalnum (g_utf8_get_char (p)) || *p == '_'))
    p = g_utf8_next_char (p);
  return *p == '\0' && g_utf8_strlen (text, -1) <= NAME_LENGTH_LIMIT;
}

static gboolean
check_name (const SxJsonPlace *at, const char *text, GError **error)
{
  g_autofree char *shown = sx_json_text_shown (text);

  return is_name (text)
         || sx_json_fail (at, error,
                          _ ("\"%s\" is no table or field name; use letters, digits and \"_\" only"), shown);
}

char *
sx_rule_table_read (const SxJsonPlace *at, GError **error)
{
  static const char *const foreign[] = { "SX_", "GPKG_", "RTREE_", "SQLITE_" };
  g_autofree char *name = NULL;
  const char *text;

  if (!sx_json_text (at, &text, error) || !check_name (at, text, error))
    return NULL;
  name = g_ascii_strup (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (g_str_has_prefix (name, foreign[i]))
      {
        sx_json_fail (at, error, _ ("\"%s\" is a table of the program's own; name one of the plan's layers"),
                      text);
        return NULL;
      }
  return g_steal_pointer (&name);
}

/* "DLBM", or "GHFQDM|GHFQMC": the second where the first is empty. */
static char *
read_field (const SxJsonPlace *at, GError **error)
{
  g_auto (GStrv) names = NULL;
  SxJsonPlace place;
  const char *text;

  if (!sx_json_has (at, "field", &place))
    {
      sx_json_fail_missing (at, "field", error);
      return NULL;
    }
  if (!sx_json_text (&place, &text, error))
    return NULL;
  names = g_strsplit (text, "|", 2);
  for (char **name = names; *name; name++)
    if (!check_name (&place, *name, error))
      return NULL;
  return g_ascii_strup (text, -1);
}

static gboolean
read_test (SxFilter *self, const SxJsonPlace *at, GError **error)
{
  g_autofree char *field = NULL;
  g_auto (GStrv) values = NULL;
  SxTestKind kind = SX_TEST_IN;
  guint n_kinds = 0;

  if (!sx_json_check_object (at, keys, error) || (field = read_field (at, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SxJsonPlace place;

      if (!sx_json_has (at, keys[i + 1], &place))
        continue;
      g_clear_pointer (&values, g_strfreev);
      kind = kinds[i];
      n_kinds++;
      if (!sx_json_texts (&place, &values, error))
        return FALSE;
    }
  if (n_kinds != 1)
    return sx_json_fail (at, error, _ ("give exactly one of \"in\", \"not_in\" and \"starts_with\""));
  sx_filter_add (self, field, kind, FALSE, (const char *const *)values);
  return TRUE;
}

SxFilter *
sx_rule_filter_read (const SxJsonPlace *list, GError **error)
{
  SxFilter *self;

  if (!sx_json_check_list (list, error))
    return NULL;
  self = sx_filter_new ();
  for (guint i = 0; i < sx_json_length (list); i++)
    {
      SxJsonPlace at = sx_json_element (list, i);

      if (!read_test (self, &at, error))
        {
          sx_filter_free (self);
          return NULL;
        }
    }
  return self;
}

void
sx_rule_filter_append (SxFilter *self, const SxFilter *other)
{
  for (guint i = 0; i < other->tests->len; i++)
    {
      const SxTest *test = other->tests->pdata[i];

      sx_filter_add (self, test->field, test->kind, test->first4, (const char *const *)test->values);
    }
}
