/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-fixture.h"

SxRuleProfile *
profile_load (const char *id_or_file)
{
  g_autoptr (GError) error = NULL;
  SxRuleProfile *profile = sx_rule_profile_load (id_or_file, &error);

  g_assert_no_error (error);
  return profile;
}

SxRuleProfile *
profile_extend (const char *members)
{
  g_autofree char *text = g_strdup_printf (PROFILE_HEAD "\"extends\": \"anhui-2026\", %s}", members);
  g_autoptr (GError) error = NULL;
  SxRuleProfile *profile = sx_rule_profile_parse (text, -1, "county.json", &error);

  g_assert_no_error (error);
  return profile;
}

const SxIndicatorRule *
profile_indicator (const SxRuleProfile *profile, const char *id)
{
  for (guint i = 0; i < profile->indicators->len; i++)
    {
      const SxIndicatorRule *rule = profile->indicators->pdata[i];

      if (g_str_equal (rule->id, id))
        return rule;
    }
  return NULL;
}

const SxConflictRule *
profile_conflict (const SxRuleProfile *profile, const char *id)
{
  for (guint i = 0; i < profile->conflicts->len; i++)
    {
      const SxConflictRule *rule = profile->conflicts->pdata[i];

      if (g_str_equal (rule->id, id))
        return rule;
    }
  return NULL;
}
