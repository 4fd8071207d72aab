/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-classes.h"

static const char *const words[]
    = { "cropland",  "ecological", "built2020",       "built2020_or",           "urban2020",
        "irrigated", "steep",      "redline_counted", "unsuitable_suitability", "unsuitable_hazard",
        NULL };

static const struct
{
  gsize offset;
  const char *table;
} classes[G_N_ELEMENTS (words) - 1] = {
  { G_STRUCT_OFFSET (SxRuleProfile, cropland), "DLTB" },
  { G_STRUCT_OFFSET (SxRuleProfile, ecological), "DLTB" },
  { G_STRUCT_OFFSET (SxRuleProfile, built2020), "DLTB2020" },
  { G_STRUCT_OFFSET (SxRuleProfile, built2020_or), "DLTB2020" },
  { G_STRUCT_OFFSET (SxRuleProfile, urban2020), "DLTB2020" },
  { G_STRUCT_OFFSET (SxRuleProfile, irrigated), "YJJBNTBHTB" },
  { G_STRUCT_OFFSET (SxRuleProfile, steep), "YJJBNTBHTB" },
  { G_STRUCT_OFFSET (SxRuleProfile, redline_counted), "STBHHX" },
  { G_STRUCT_OFFSET (SxRuleProfile, unsuitable_suitability), "CZJSSYXPJJG" },
  { G_STRUCT_OFFSET (SxRuleProfile, unsuitable_hazard), "DZZHQ" },
};

const char *const *
sx_class_words (void)
{
  return words;
}

SxFilter **
sx_class_filter (SxRuleProfile *profile, int index)
{
  return G_STRUCT_MEMBER_P (profile, classes[index].offset);
}

const char *
sx_class_table (int index)
{
  return classes[index].table;
}
