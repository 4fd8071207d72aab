/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What figures of a draft are found to speak of, sentence by sentence. */
#include "report/sx-proof.h"

#include <string.h>

static const char figures[]
    = "{\"name\":\"甲\",\"facts\":["
      "{\"subject\":\"farmland_area\",\"phase\":\"in\",\"figure\":\"154.5277 公顷\"},"
      "{\"subject\":\"farmland_area\",\"phase\":\"out\",\"figure\":\"152.8055 公顷\"},"
      "{\"subject\":\"farmland_area\",\"phase\":\"before\",\"figure\":\"21298.74 公顷\"},"
      "{\"subject\":\"farmland_area\",\"phase\":\"after\",\"figure\":\"21300.46 公顷\"},"
      "{\"subject\":\"farmland_area\",\"phase\":\"target\",\"figure\":\"20414.86 公顷\"},"
      "{\"subject\":\"boundary_area\",\"phase\":\"before\",\"figure\":\"4293.87 公顷\"},"
      "{\"subject\":\"boundary_area\",\"phase\":\"after\",\"figure\":\"4209.86 公顷\"},"
      "{\"subject\":\"boundary_area\",\"phase\":\"change\",\"figure\":\"-84.01 公顷\"},"
      "{\"subject\":\"boundary_multiplier\",\"phase\":\"after\",\"figure\":\"1.18 倍\"},"
      "{\"subject\":\"boundary_window_count\",\"phase\":\"before\",\"figure\":\"6 个\"},"
      "{\"subject\":\"boundary_window_count\",\"phase\":\"after\",\"figure\":\"2 个\"},"
      "{\"subject\":\"boundary_fragment_count\",\"phase\":\"limit\",\"figure\":\"15 亩\"},"
      "{\"subject\":\"green_coverage\",\"phase\":\"after\",\"figure\":\"90.1%\"}]}";

/* Whether the draft agrees with what the state says; right: what its first figure that does not should be. */
static const struct
{
  const char *text;
  guint n_agree, n_differ, n_sum;
  const char *right;
} cases[] = {
  { "维护后永久基本农田面积 21300.46 公顷。", 1, 0, 0, NULL },
  { "维护后永久基本农田面积 31.95 万亩。", 1, 0, 0, NULL }, /* the same, in another unit and rounded */
  { "维护后永久基本农田面积 31.96 万亩。", 0, 1, 0, "31.95 万亩" },
  { "维护前永久基本农田 21300.46 公顷。", 0, 1, 0, "21298.74 公顷" },
  { "永久基本农田调出 152.81 公顷、调入 154.53 公顷。", 2, 0, 0, NULL },
  { "永久基本农田实现调出 135.90 公顷、调入 138.10 公顷。", 0, 2, 0, "152.81 公顷" },
  { "永久基本农田超额完成 30.62 万亩的保护目标任务。", 1, 0, 0, NULL },
  { "维护后城镇开发边界规模为 4209.86 公顷，较维护前减少 84.01 公顷。", 2, 0, 0, NULL },
  { "维护后城镇开发边界规模为 4209.86 公顷，较维护前增加 84.01 公顷。", 1, 1, 0, "-84.01 公顷" },
  { "维护后城镇开发边界扩展倍数为 1.18，", 1, 0, 0, NULL },
  { "维护后城镇开发边界扩展倍数为 1.21，", 0, 1, 0, "1.18" },
  { "边界围合内天窗由 293 个降至 252 个", 0, 2, 0, "6 个" },
  { "“天窗”个数由 6 降低到 2，", 2, 0, 0, NULL },
  { "整合 15 亩以下破碎图斑。", 1, 0, 0, NULL },
  { "整合 5 亩以下破碎图斑。", 0, 1, 0, "15 亩" },
  { "公园绿地步行 5 分钟覆盖率提升至 90.18%。", 0, 1, 0, "90.1%" },
  { "永久基本农田储备区 215.29 公顷。", 0, 0, 0, NULL }, /* something else */
  { "永久基本农田范围内存在 1.66 平方公里的林草地。", 0, 0, 0, NULL },
  { "共 10.0 公顷。其中甲 4.0 公顷，乙 6.0 公顷。", 0, 0, 0, NULL },
  { "共 10.00 公顷。其中甲 4.00 公顷，乙 6.05 公顷。", 0, 0, 1, "10.05 公顷" },
  { "共 10.00 公顷。其中甲 4.00 公顷，乙 1.00 公顷。", 0, 0, 0, NULL }, /* not all parts are named */
  { "面积 1.2 公顷+3.4 公顷=4.9 公顷", 0, 0, 1, "4.6 公顷" },
  { "分区\t面积（公顷）\n甲\t4.00\n乙\t6.00\n合计\t10.10\n", 0, 0, 1, "10.00" },
  { "分区\t面积（公顷）\n甲\t4.00\n乙\t6.00\n小计\t10.00\n丙\t1.00\n丁\t2.00\n小计\t3.10\n合计\t13.00\n", 0,
    0, 1, "3.00" },
  { "指标\t维护前（公顷）\t维护后（公顷）\n城镇开发边界总面积\t4293.87\t4210.00\n", 1, 1, 0, "4209.86 公顷" },
};

static void
test_sentences (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxProofState) state = sx_proof_state_parse (figures, -1, "figures", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SxManuscript) draft = sx_manuscript_new (cases[i].text);
      g_autoptr (SxProof) proof = sx_proof_new (draft, state, NULL, &error);
      const char *right = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      for (guint k = 0; k < proof->items->len; k++)
        {
          const SxProofItem *item = proof->items->pdata[k];

          if (!right && (item->kind == SX_PROOF_DIFFERS || item->kind == SX_PROOF_SUM))
            right = item->right;
          /* the figure stands in its quote */
          g_assert_cmpuint (item->end, <=, strlen (item->quote));
          g_assert_true (strncmp (item->quote + item->start, item->said, item->end - item->start) == 0);
        }
      g_assert_cmpuint (proof->n[SX_PROOF_AGREES], ==, cases[i].n_agree);
      g_assert_cmpuint (proof->n[SX_PROOF_DIFFERS], ==, cases[i].n_differ);
      g_assert_cmpuint (proof->n[SX_PROOF_SUM], ==, cases[i].n_sum);
      g_assert_cmpstr (right, ==, cases[i].right);
    }
}

static SxProof *
proof_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxProofState) state = sx_proof_state_parse (figures, -1, "figures", &error);
  g_autoptr (SxManuscript) draft = sx_manuscript_new (text);
  g_autoptr (SxProof) proof = sx_proof_new (draft, state, NULL, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&proof);
}

/* A text without an end is read part by part, and nothing is lost between two of them. */
static void
test_long_text (void)
{
  enum
  {
    TIMES = 500,
    DIGITS = 60000
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *digits = g_strnfill (DIGITS, '9');
  g_autoptr (SxProof) prose = NULL, number = proof_of (digits);

  for (guint i = 0; i < TIMES; i++)
    g_string_append (text, "维护后永久基本农田面积 21300.46 公顷，维护前城镇开发边界 4293.87 公顷，");
  prose = proof_of (text->str);
  g_assert_cmpuint (prose->n[SX_PROOF_AGREES], ==, 2 * TIMES);
  g_assert_cmpuint (prose->items->len, ==, 2 * TIMES);
  g_assert_cmpuint (number->items->len, ==, 0);
}

static void
test_bad_figures (void)
{
  static const char *const bad[]
      = { "", "[]", "{\"name\":\"a\"}", "{\"name\":\"a\",\"facts\":[{\"subject\":\"x\"}]}",
          "{\"name\":\"a\",\"facts\":[{\"subject\":\"x\",\"phase\":\"after\",\"figure\":\"?\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sx_proof_state_parse (bad[i], -1, "figures", &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proof/sentences", test_sentences);
  g_test_add_func ("/proof/long-text", test_long_text);
  g_test_add_func ("/proof/bad-figures", test_bad_figures);
  return g_test_run ();
}
