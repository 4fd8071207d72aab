/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-result-words.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "base/sx-text.h"

typedef struct
{
  const char *name, *words;
} Words;

const char *
sx_words_verdict (SxVerdict verdict)
{
  switch (verdict)
    {
    case SX_VERDICT_PASS:
      return _ ("pass");
    case SX_VERDICT_FAIL:
      return _ ("fail");
    case SX_VERDICT_NOT_INVOLVED:
      return _ ("not involved");
    case SX_VERDICT_MANUAL:
      return _ ("to be judged");
    case SX_VERDICT_NO_DATA:
      return _ ("no data");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
sx_words_verdict_symbol (SxVerdict verdict)
{
  static const char *const symbols[] = {
    [SX_VERDICT_PASS] = "✓",   [SX_VERDICT_FAIL] = "✗",    [SX_VERDICT_NOT_INVOLVED] = "–",
    [SX_VERDICT_MANUAL] = "?", [SX_VERDICT_NO_DATA] = "○",
  };

  return symbols[verdict];
}

const char *
sx_words_severity (SxSeverity severity)
{
  return severity == SX_SEVERITY_ERROR ? _ ("✗ error") : _ ("! warning");
}

static const char *
look_up (const Words *words, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (words[i].name, name))
      return _ (words[i].words);
  return name;
}

const char *
sx_words_group (const char *group)
{
  static const Words words[] = {
    { "farmland", N_ ("Permanent basic farmland") },
    { "redline", N_ ("Ecological protection red line") },
    { "boundary", N_ ("Urban development boundary") },
    { "centre", N_ ("Central city") },
    { "other", N_ ("Other cases") },
    { "zoning", N_ ("Match of planning zones") },
    { "lines", N_ ("Other control lines") },
    { "reserve", N_ ("Reserve") },
  };

  return look_up (words, G_N_ELEMENTS (words), group);
}

static const char *
find_unit (const Words *words, gsize n, const char *unit)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (words[i].name, unit))
      return words[i].words;
  return unit;
}

const char *
sx_words_unit_zh (const char *unit)
{
  static const Words words[] = {
    { "ha", "公顷" },
    { "m²", "平方米" },
    { "km²", "平方公里" },
    { "km/km²", "公里/平方公里" },
  };

  return find_unit (words, G_N_ELEMENTS (words), unit);
}

const char *
sx_words_unit (const char *unit)
{
  static const Words words[] = {
    { "万亩", "10⁴ mu" },
    { "亩", "mu" },
    { "亩/个", "mu each" },
    { "个", "" },
  };

  return sx_locale_is_chinese () ? sx_words_unit_zh (unit) : find_unit (words, G_N_ELEMENTS (words), unit);
}

char *
sx_words_requirement (const SxIndicatorValue *value)
{
  g_autofree char *target = sx_text_number (value->target, value->rule->decimals);

  switch (value->rule->comparator)
    {
    case SX_COMPARE_INCREASE:
      return g_strdup (_ ("more"));
    case SX_COMPARE_NOT_DECREASE:
      return g_strdup (_ ("not less"));
    case SX_COMPARE_DECREASE:
      return g_strdup (_ ("less"));
    case SX_COMPARE_NOT_INCREASE:
      return g_strdup (_ ("not more"));
    case SX_COMPARE_AT_LEAST_TARGET:
      return g_strdup_printf ("≥ %s", target);
    case SX_COMPARE_AT_MOST_TARGET:
      if (!isfinite (value->target)) /* a row beside the one that has the limit */
        return g_strdup (_ ("≤ limit"));
      return g_strdup_printf ("≤ %s", target);
    case SX_COMPARE_MANUAL:
      return g_strdup (_ ("a person judges"));
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
line_words (SxLine line)
{
  static const Words words[] = {
    { "farmland", N_ ("farmland") },  { "redline", N_ ("red line") }, { "boundary", N_ ("boundary") },
    { "heritage", N_ ("heritage") },  { "flood", N_ ("flood") },      { "mineral", N_ ("mineral") },
    { "green", N_ ("green line") },   { "blue", N_ ("blue line") },   { "yellow", N_ ("yellow line") },
    { "purple", N_ ("purple line") },
  };

  return look_up (words, G_N_ELEMENTS (words), sx_line_name (line));
}

static char *
with_name (const char *what, const char *id, const char *name)
{
  if (!name || !*name)
    return g_strdup_printf ("%s %s", what, id);
  /* Translators: what it is, its number, its name */
  return g_strdup_printf (_ ("%s %s, %s"), what, id, name);
}

char *
sx_words_line_direction (SxLine line, SxDirection direction)
{
  /* Translators: a control line, then where ground goes: "boundary in" */
  return g_strdup_printf (direction == SX_DIRECTION_IN ? _ ("%s in") : _ ("%s out"), line_words (line));
}

char *
sx_words_adjustment (const SxAdjustment *adjustment)
{
  g_autofree char *fid = g_strdup_printf ("%" PRId64, adjustment->fid);
  g_autofree char *what = sx_words_line_direction (adjustment->line, adjustment->direction);

  return with_name (what, adjustment->key ? adjustment->key : fid, adjustment->name);
}

char *
sx_words_item (SxItemKind kind, gconstpointer item)
{
  g_autofree char *fid = g_strdup_printf ("%" PRId64, sx_item_fid (kind, item));

  if (kind == SX_ITEM_ADJUSTMENT)
    return sx_words_adjustment (item);
  if (kind == SX_ITEM_ROAD)
    return with_name (((const SxRoad *)item)->is_removal ? _ ("road removed") : _ ("road added"), fid,
                      sx_item_name (kind, item));
  return with_name (_ ("reclassification"), fid, sx_item_name (kind, item));
}
