/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-names.h"
#include "sample/sx-sample-random.h"

const char *
sx_sample_township_name (guint township)
{
  static const char *const names[] = {
    "城关街道", "柳树镇", "石桥镇", "双河镇", "青龙镇", "白马镇", "太平镇", "清泉乡", "龙岗镇", "西湖镇",
    "长岭乡",   "新集镇", "枣林镇", "桃园镇", "东山乡", "沙河镇", "孟塘镇", "黄庄镇", "北坪乡", "古井镇",
  };

  return names[township % G_N_ELEMENTS (names)];
}

char *
sx_sample_village_name (guint64 seed, guint township, guint village)
{
  static const char *const families[]
      = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",
          "马", "朱", "胡", "郭", "何", "高", "林", "罗", "郑", "梁", "谢", "宋",
          "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "潘" };
  static const char *const tails[]
      = { "家庄", "楼", "集", "家湾", "家冲", "店", "圩", "家岗", "小庄", "家畈", "寨", "家河" };
  static const char *const sides[] = { "", "", "", "东", "西", "前", "后", "大", "小", "新" };
  guint64 h = sx_random_hash (seed, SX_SALT_VILLAGE_NAME, village);

  return g_strdup_printf ("%s%s%s%s村", sx_sample_township_name (township),
                          sides[(h >> 40) % G_N_ELEMENTS (sides)], families[h % G_N_ELEMENTS (families)],
                          tails[(h >> 20) % G_N_ELEMENTS (tails)]);
}
