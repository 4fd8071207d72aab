/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-figures.h"

#include <math.h>
#include <string.h>

#include "base/sx-text.h"
#include "base/sx-units.h"

#define MAX_DIGITS 30 /* of a figure; more are a number of something else */

/* Longest first, as the first that fits counts. */
static const SxFigureUnit units[] = {
  { "千米/每平方千米", SX_DIMENSION_DENSITY, 1 },
  { "千米/平方千米", SX_DIMENSION_DENSITY, 1 },
  { "公里/平方公里", SX_DIMENSION_DENSITY, 1 },
  { "km/km²", SX_DIMENSION_DENSITY, 1 },
  { "km/km2", SX_DIMENSION_DENSITY, 1 },
  { "个百分点", SX_DIMENSION_RATIO, 1 },
  { "平方千米", SX_DIMENSION_AREA, SX_KM2_M2 },
  { "平方公里", SX_DIMENSION_AREA, SX_KM2_M2 },
  { "万平方米", SX_DIMENSION_AREA, 1e4 },
  { "平方米", SX_DIMENSION_AREA, 1 },
  { "万公顷", SX_DIMENSION_AREA, 1e4 * SX_HA_M2 },
  { "亩/个", SX_DIMENSION_AREA_EACH, SX_MU_M2 },
  { "km²", SX_DIMENSION_AREA, SX_KM2_M2 },
  { "km2", SX_DIMENSION_AREA, SX_KM2_M2 },
  { "hm²", SX_DIMENSION_AREA, SX_HA_M2 },
  { "hm2", SX_DIMENSION_AREA, SX_HA_M2 },
  { "公顷", SX_DIMENSION_AREA, SX_HA_M2 },
  { "万亩", SX_DIMENSION_AREA, SX_WAN_MU_M2 },
  { "亿亩", SX_DIMENSION_AREA, 1e4 * SX_WAN_MU_M2 },
  { "千米", SX_DIMENSION_LENGTH, 1000 },
  { "公里", SX_DIMENSION_LENGTH, 1000 },
  { "万个", SX_DIMENSION_COUNT, 1e4 },
  { "ha", SX_DIMENSION_AREA, SX_HA_M2 },
  { "Ha", SX_DIMENSION_AREA, SX_HA_M2 },
  { "m²", SX_DIMENSION_AREA, 1 },
  { "㎡", SX_DIMENSION_AREA, 1 },
  { "km", SX_DIMENSION_LENGTH, 1000 },
  { "亩", SX_DIMENSION_AREA, SX_MU_M2 },
  { "%", SX_DIMENSION_RATIO, 1 },
  { "倍", SX_DIMENSION_MULTIPLE, 1 },
  { "米", SX_DIMENSION_LENGTH, 1 },
  { "个", SX_DIMENSION_COUNT, 1 },
  { "处", SX_DIMENSION_COUNT, 1 },
  { "块", SX_DIMENSION_COUNT, 1 },
  { "宗", SX_DIMENSION_COUNT, 1 },
  { "项", SX_DIMENSION_COUNT, 1 },
};
static const SxFigureUnit no_unit = { "", SX_DIMENSION_NONE, 1 };

/* What follows a number that measures something else. */
static const char *const other_units[]
    = { "年",   "月",   "日", "分钟", "分", "号", "人",   "万人", "‰",  "°",  "℃",  "元", "亿元",
        "立方", "万元", "级", "类",   "条", "期", "小时", "天",   "班", "张", "户", "家", "吨",
        "锭",   "届",   "次", "轮",   "套", "名", "等",   "A",    "层", "版", "页", NULL };

static const char digits[] = "零一二三四五六七八九";

static const char *
skip_space (const char *p)
{
  return *p == ' ' ? p + 1 : p;
}

static const SxFigureUnit *
unit_at (const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (p, units[i].name))
      {
        const char *rest = p + strlen (units[i].name);

        /* "km" of "kmh", "ha" of "hand" */
        if (g_ascii_isalpha (rest[-1]) && g_ascii_isalpha (*rest))
          continue;
        if (g_str_equal (units[i].name, "个")
            && (g_str_has_prefix (rest, "月") || g_str_has_prefix (rest, "百分点")))
          continue;
        return &units[i];
      }
  return &no_unit;
}

const SxFigureUnit *
sx_figures_unit (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].name, name))
      return &units[i];
  return NULL;
}

const SxFigureUnit *
sx_figures_unit_in (const char *text)
{
  static const char *const opens[] = { "（", "(", "、", "：", NULL };

  if (unit_at (text) != &no_unit && text[strlen (unit_at (text)->name)] == '\0')
    return unit_at (text);
  for (guint i = 0; opens[i]; i++)
    for (const char *p = strstr (text, opens[i]); p; p = strstr (p + 1, opens[i]))
      {
        const SxFigureUnit *unit = unit_at (skip_space (p + strlen (opens[i])));

        if (unit != &no_unit)
          return unit;
      }
  return NULL;
}

/* ---- numbers */

/* Plain digits with groups and decimals; NULL: none there, or more than a figure has. */
static const char *
read_plain (const char *p, double *value, int *decimals)
{
  g_autoptr (GString) number = g_string_new (NULL);
  gboolean has_point = FALSE;

  *decimals = 0;
  if (!g_ascii_isdigit (*p))
    return NULL;
  for (; number->len <= MAX_DIGITS; p++)
    {
      gboolean is_group = *p == ',' && !has_point && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2])
                          && g_ascii_isdigit (p[3]) && !g_ascii_isdigit (p[4]) && number->len > 0;

      if (g_ascii_isdigit (*p))
        {
          g_string_append_c (number, *p);
          *decimals += has_point;
        }
      else if (*p == '.' && !has_point && g_ascii_isdigit (p[1]))
        {
          has_point = TRUE;
          g_string_append_c (number, '.');
        }
      else if (!is_group)
        break;
    }
  *value = g_ascii_strtod (number->str, NULL);
  return number->len <= MAX_DIGITS ? p : NULL;
}

/* 0–9 of a Chinese digit, 10, 100, 1000 … of a power; -1: neither. */
static double
chinese_digit (const char *p)
{
  static const struct
  {
    const char *word;
    double value;
  } powers[] = { { "两", 2 }, { "〇", 0 }, { "十", 10 }, { "百", 100 }, { "千", 1000 } };

  for (guint i = 0; i < G_N_ELEMENTS (powers); i++)
    if (g_str_has_prefix (p, powers[i].word))
      return powers[i].value;
  for (guint i = 0; i < 10; i++)
    if (strncmp (p, digits + 3 * i, 3) == 0)
      return i;
  return -1;
}

/* "一百二十三", at most thousands; NULL: none there. */
static const char *
read_chinese (const char *p, double *value)
{
  double sum = 0, digit = -1;
  guint n = 0;

  for (; *p; p = g_utf8_next_char (p), n++)
    {
      double d = chinese_digit (p);

      if (d < 0)
        break;
      if (d >= 10)
        {
          sum += (digit < 0 ? 1 : digit) * d;
          digit = -1;
        }
      else if (digit > 0 || n > 8)
        return NULL; /* a year, a telephone number */
      else
        digit = d;
    }
  *value = sum + MAX (digit, 0);
  return n ? p : NULL;
}

/* ---- figures */

static gboolean
ends_with_any (const char *text, const char *at, const char *const *words)
{
  while (at > text && at[-1] == ' ')
    at--;
  for (guint i = 0; words[i]; i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize)(at - text) >= n && memcmp (at - n, words[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
begins_with_any (const char *p, const char *const *words)
{
  p = skip_space (p);
  for (guint i = 0; words[i]; i++)
    if (g_str_has_prefix (p, words[i]))
      return TRUE;
  return FALSE;
}

/* After a number: the other end of a range, "10–20", "10至20". */
static const char *
read_range (const char *p, SxFigure *figure)
{
  static const char *const dashes[] = { "～", "~", "—", "–", "-", "至", "到", NULL };
  const char *at = skip_space (p), *end;
  int decimals;
  double high;

  for (guint i = 0; dashes[i]; i++)
    if (g_str_has_prefix (at, dashes[i]))
      {
        end = read_plain (skip_space (at + strlen (dashes[i])), &high, &decimals);
        if (!end || high <= figure->value || unit_at (skip_space (end)) == &no_unit)
          return p;
        figure->high = high;
        figure->decimals = MAX (figure->decimals, decimals);
        return end;
      }
  return p;
}

static void
read_unit (const char *text, const char *p, SxFigure *figure)
{
  const char *at = skip_space (p);

  if (g_str_has_prefix (at, "万") && unit_at (at) == &no_unit && unit_at (at + 3) != &no_unit)
    {
      figure->value *= 1e4;
      figure->high *= 1e4;
      figure->decimals = MAX (figure->decimals - 4, 0);
      at += 3;
    }
  figure->unit = unit_at (at);
  figure->end = (gsize)((figure->unit == &no_unit ? p : at + strlen (figure->unit->name)) - text);
}

static void
judge (const char *text, SxFigure *figure)
{
  static const char *const limits[] = { "以下", "以上", "以内", "及以上", "及以下", "内范围", "范围", NULL };
  static const char *const about[] = { "约", "近", "超过", "超", "逾", "不足", "大约", NULL };
  static const char *const less[] = { "小于", "大于", "低于", "高于", NULL };
  static const char *const lists[]
      = { "情形", "附表", "表", "图", "第", "附录", "（", "(", "〔", "[", "【", NULL };
  static const char *const not [] = { "不小于", "不大于", "不低于", "不高于", NULL };
  const char *start = text + figure->start, *end = text + figure->end;

  figure->is_limit = begins_with_any (end, limits)
                     || (ends_with_any (text, start, less) && !ends_with_any (text, start, not ));
  figure->is_about = ends_with_any (text, start, about)
                     && !ends_with_any (text, start, (const char *const[]){ "不超过", "不超", NULL });
  if (figure->unit->dimension != SX_DIMENSION_NONE)
    return;
  figure->is_bare = begins_with_any (end, other_units) || ends_with_any (text, start, lists)
                    || g_str_has_prefix (end, ".") || g_str_has_prefix (skip_space (end), "．")
                    || g_ascii_isalpha (*skip_space (end)) || figure->start == 0
                    || (start > text && g_ascii_isalpha (start[-1]));
}

/* "百分之三十" */
static const char *
read_percent (const char *p, SxFigure *figure)
{
  const char *at = p + strlen ("百分之"), *end = read_plain (at, &figure->value, &figure->decimals);

  if (!end)
    end = read_chinese (at, &figure->value);
  figure->unit = sx_figures_unit ("%");
  return end;
}

/* The figure that begins there; NULL: none does. */
static const char *
read_figure (const char *text, const char *p, SxFigure *figure)
{
  const char *end;

  *figure = (SxFigure){ .start = (gsize)(p - text), .high = NAN, .unit = &no_unit };
  if (g_str_has_prefix (p, "百分之"))
    {
      end = read_percent (p, figure);
      figure->end = end ? (gsize)(end - text) : 0;
      return end;
    }
  end = read_plain (p, &figure->value, &figure->decimals);
  if (end)
    {
      end = read_range (end, figure);
      read_unit (text, end, figure);
      return text + figure->end;
    }
  end = read_chinese (p, &figure->value);
  if (!end)
    return NULL;
  read_unit (text, end, figure);
  /* 一个, 两处: a manner of speaking; 一 without a unit: a word */
  if (figure->unit->dimension == SX_DIMENSION_NONE
      || (figure->unit->dimension == SX_DIMENSION_COUNT && figure->value < 2))
    return NULL;
  return text + figure->end;
}

static gboolean
has_minus (const char *text, const char *p)
{
  static const char *const minus[] = { "-", "−", "－", NULL };
  const char *before;

  if (!ends_with_any (text, p, minus) || p[-1] == ' ')
    return FALSE;
  before = g_utf8_find_prev_char (text, p);
  /* a dash between numbers is a range or a date, and one within a word is no sign either */
  return before == text || !(g_ascii_isalnum (before[-1]) || before[-1] == ')');
}

GArray *
sx_figures_find (const char *text)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (SxFigure));

  for (const char *p = text; *p;)
    {
      SxFigure figure;
      const char *end = read_figure (text, p, &figure);

      if (!end)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      judge (text, &figure);
      if (has_minus (text, p))
        figure.value = -figure.value;
      g_array_append_val (out, figure);
      p = end;
    }
  return out;
}

char *
sx_figures_show (double value, const SxFigureUnit *unit, int decimals)
{
  g_autofree char *number = sx_text_number (value / unit->factor, decimals);
  gboolean is_close = !*unit->name || g_str_equal (unit->name, "%");

  return g_strconcat (number, is_close ? "" : " ", unit->name, NULL);
}
