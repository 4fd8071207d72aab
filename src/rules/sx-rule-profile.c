/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-profile.h"

#include "rules/sx-rule-classes.h"
#include "rules/sx-rule-profile-private.h"
#include "rules/sx-rule-items.h"
#include "rules/sx-rule-sections.h"

SxRuleProfile *
_sx_rule_profile_new (void)
{
  SxRuleProfile *self = g_new0 (SxRuleProfile, 1);

  self->ref_count = 1;
  self->indicators = g_ptr_array_new_with_free_func (sx_indicator_rule_kind.free);
  self->conflicts = g_ptr_array_new_with_free_func (sx_conflict_rule_kind.free);
  self->situations = g_ptr_array_new_with_free_func (sx_situation_kind.free);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sx_rule_sections_clear (self);
  return self;
}

static void
profile_free (SxRuleProfile *self)
{
  g_free (self->id);
  g_free (self->title_zh);
  g_free (self->title_en);
  g_free (self->source);
  g_ptr_array_unref (self->indicators);
  g_ptr_array_unref (self->conflicts);
  g_ptr_array_unref (self->situations);
  g_hash_table_unref (self->parameters);
  g_strfreev (self->residential_codes);
  g_strfreev (self->park_codes);
  for (int i = 0; sx_class_words ()[i]; i++)
    sx_filter_free (*sx_class_filter (self, i));
  g_free (self);
}

SxRuleProfile *
sx_rule_profile_ref (SxRuleProfile *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_rule_profile_unref (SxRuleProfile *self)
{
  if (self != NULL && g_atomic_int_dec_and_test (&self->ref_count))
    profile_free (self);
}

const SxSituation *
sx_rule_profile_situation (const SxRuleProfile *self, SxLine line, SxDirection direction, const char *code)
{
  for (guint i = 0; code != NULL && i < self->situations->len; i++)
    {
      const SxSituation *situation = self->situations->pdata[i];

      if (situation->line == line && situation->direction == direction && g_str_equal (situation->code, code))
        return situation;
    }
  return NULL;
}

static void
need_fields (GHashTable *needed, const char *table, const SxFilter *filter)
{
  GPtrArray *fields = g_hash_table_lookup (needed, table);

  if (fields == NULL)
    {
      fields = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (needed, g_strdup (table), fields);
    }
  for (guint i = 0; filter != NULL && i < filter->tests->len; i++)
    {
      const SxTest *test = filter->tests->pdata[i];
      g_auto (GStrv) names = g_strsplit (test->field, "|", 2);

      for (char **name = names; *name; name++)
        if (!g_ptr_array_find_with_equal_func (fields, *name, g_str_equal, NULL))
          g_ptr_array_add (fields, g_strdup (*name));
    }
}

static void
need_grounds (GHashTable *needed, const GPtrArray *grounds)
{
  for (guint i = 0; i < grounds->len; i++)
    {
      const SxGround *ground = grounds->pdata[i];

      if (ground->layer != NULL)
        need_fields (needed, ground->layer, ground->filter);
      if (ground->fallback != NULL)
        need_fields (needed, ground->fallback, ground->filter);
    }
}

GHashTable *
sx_rule_profile_needed_columns (const SxRuleProfile *self)
{
  GHashTable *needed
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (int i = 0; sx_class_words ()[i]; i++)
    need_fields (needed, sx_class_table (i), *sx_class_filter ((SxRuleProfile *)self, i));
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const SxConflictRule *rule = self->conflicts->pdata[i];

      need_grounds (needed, rule->grounds);
      need_grounds (needed, rule->exempt);
    }
  return needed;
}
