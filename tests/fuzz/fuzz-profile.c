/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule profiles: any bytes are either a profile that holds what its header promises, or one sentence. */
#include "rules/sx-rule-profile.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/sx-error.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_profile (const SxRuleProfile *profile)
{
  g_autoptr (GHashTable) needed = sx_rule_profile_needed_columns (profile);

  g_assert_true (profile->id && profile->title_zh && profile->title_en && profile->source);
  g_assert_true (profile->cropland && profile->built2020_or && profile->unsuitable_hazard);
  g_assert_true (isfinite (profile->park_min_m2) && isfinite (profile->sliver_m2));
  g_assert_true (profile->residential_codes && profile->park_codes);
  g_assert_cmpuint (profile->indicators->len, >, 0);
  for (guint i = 0; i < profile->indicators->len; i++)
    {
      const SxIndicatorRule *rule = profile->indicators->pdata[i];

      g_assert_true (rule->id && rule->label_zh && rule->label_en && rule->unit && rule->statute
                     && rule->source);
      g_assert_nonnull (sx_measure_name (rule->measure));
      g_assert_nonnull (sx_comparator_name (rule->comparator));
    }
  for (guint i = 0; i < profile->conflicts->len; i++)
    {
      const SxConflictRule *rule = profile->conflicts->pdata[i];

      g_assert_true (rule->id && rule->text_zh && rule->text_en && rule->source && rule->lines != 0);
      g_assert_true (isfinite (rule->distance_m) && isfinite (rule->min_area_m2));
    }
  g_assert_true (g_hash_table_contains (needed, "DLTB"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRuleProfile) profile = NULL;

  profile = sx_rule_profile_parse ((const char *)data, (gssize)size, "fuzz.json", &error);
  if (profile != NULL)
    {
      check_profile (profile);
      return 0;
    }
  g_assert_true (error != NULL && error->domain == SX_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 4000);
  return 0;
}
