/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as Chinese plans write them. */
#include "report/sx-figures.h"

#include <math.h>

static void
check_one (const char *text, double value, int decimals, const char *unit)
{
  g_autoptr (GArray) figures = sx_figures_find (text);
  const SxFigure *figure;

  g_test_message ("%s", text);
  g_assert_cmpuint (figures->len, ==, 1);
  figure = &g_array_index (figures, SxFigure, 0);
  g_assert_cmpfloat_with_epsilon (figure->value, value, 1e-9 * fabs (value));
  g_assert_cmpint (figure->decimals, ==, decimals);
  g_assert_cmpstr (figure->unit->name, ==, unit);
}

static void
test_units (void)
{
  check_one ("面积为 4293.87 公顷", 4293.87, 2, "公顷");
  check_one ("保护面积31.55万亩", 31.55, 2, "万亩");
  check_one ("密度达到 5.06km/km²。", 5.06, 2, "km/km²");
  check_one ("由 4.92 千米/平方千米提升", 4.92, 2, "千米/平方千米");
  check_one ("占比减少 0.43%。", 0.43, 2, "%");
  check_one ("提高 0.87 个百分点", 0.87, 2, "个百分点");
  check_one ("共 1,234.5 平方公里", 1234.5, 1, "平方公里");
  check_one ("约3万个", 3, 0, "万个");
  check_one ("面积 2 万平方米", 2, 0, "万平方米");
  check_one ("变化为-84.01公顷", -84.01, 2, "公顷");
  check_one ("连片度 369.66 亩/个", 369.66, 2, "亩/个");
  check_one ("扩展倍数为 1.18，", 1.18, 2, "");
  check_one ("保留十二个项目", 12, 0, "个");
  check_one ("占百分之三十五", 35, 0, "%");
  check_one ("共一百零二处", 102, 0, "处");
}

static void
test_what_is_none (void)
{
  static const char *const texts[] = { "", "一个方面", "各个乡镇", "没有数字" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) figures = sx_figures_find (texts[i]);

      g_assert_cmpuint (figures->len, ==, 0);
    }
}

static void
test_marks (void)
{
  g_autoptr (GArray) limit = sx_figures_find ("15 亩以下碎图斑");
  g_autoptr (GArray) range = sx_figures_find ("面积 10～20 公顷");
  g_autoptr (GArray) about = sx_figures_find ("约 629.32 平方公里");
  g_autoptr (GArray) year = sx_figures_find ("到2035年，");

  g_assert_true (g_array_index (limit, SxFigure, 0).is_limit);
  g_assert_cmpfloat (g_array_index (range, SxFigure, 0).value, ==, 10);
  g_assert_cmpfloat (g_array_index (range, SxFigure, 0).high, ==, 20);
  g_assert_true (g_array_index (about, SxFigure, 0).is_about);
  g_assert_true (g_array_index (year, SxFigure, 0).is_bare);
}

static void
test_headings (void)
{
  g_assert_cmpstr (sx_figures_unit_in ("面积（公顷）")->name, ==, "公顷");
  g_assert_cmpstr (sx_figures_unit_in ("占比(%)")->name, ==, "%");
  g_assert_cmpstr (sx_figures_unit_in ("万亩")->name, ==, "万亩");
  g_assert_null (sx_figures_unit_in ("指标名称"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/units", test_units);
  g_test_add_func ("/figures/what-is-none", test_what_is_none);
  g_test_add_func ("/figures/marks", test_marks);
  g_test_add_func ("/figures/headings", test_headings);
  return g_test_run ();
}
