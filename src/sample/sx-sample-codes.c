/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-codes.h"

static const SxClassInfo classes[SX_N_CLASSES] = {
  [SX_CLASS_NONE] = { "", "", SX_GROUP_OTHER, 0, "", "" },
  [SX_CLASS_PADDY] = { "0101", "水田", SX_GROUP_CROP, 0, "010100", "水田" },
  [SX_CLASS_IRRIGATED] = { "0102", "水浇地", SX_GROUP_CROP, 0, "010200", "水浇地" },
  [SX_CLASS_DRY] = { "0103", "旱地", SX_GROUP_CROP, 0, "010300", "旱地" },
  [SX_CLASS_ORCHARD] = { "0201", "果园", SX_GROUP_GARDEN, 0, "020100", "果园" },
  [SX_CLASS_TEA] = { "0202", "茶园", SX_GROUP_GARDEN, 0, "020200", "茶园" },
  [SX_CLASS_OTHER_GARDEN] = { "0204", "其他园地", SX_GROUP_GARDEN, 0, "020500", "其他园地" },
  [SX_CLASS_WOOD] = { "0301", "乔木林地", SX_GROUP_WOOD, 0, "030100", "乔木林地" },
  [SX_CLASS_BAMBOO] = { "0302", "竹林地", SX_GROUP_WOOD, 0, "030200", "竹林地" },
  [SX_CLASS_SHRUB] = { "0305", "灌木林地", SX_GROUP_WOOD, 0, "030300", "灌木林地" },
  [SX_CLASS_OTHER_WOOD] = { "0307", "其他林地", SX_GROUP_WOOD, 0, "030400", "其他林地" },
  [SX_CLASS_MEADOW] = { "0401", "天然牧草地", SX_GROUP_GRASS, 0, "040100", "天然牧草地" },
  [SX_CLASS_GRASS] = { "0404", "其他草地", SX_GROUP_GRASS, 0, "040300", "其他草地" },
  [SX_CLASS_COMMERCE] = { "05H1", "商业服务业设施用地", SX_GROUP_BUILT, 0, "090100", "商业用地" },
  [SX_CLASS_LOGISTICS] = { "0508", "物流仓储用地", SX_GROUP_BUILT, 0, "110100", "物流仓储用地" },
  [SX_CLASS_INDUSTRY] = { "0601", "工业用地", SX_GROUP_BUILT, 0, "100100", "工业用地" },
  [SX_CLASS_MINE] = { "0602", "采矿用地", SX_GROUP_BUILT, 0, "100200", "采矿用地" },
  [SX_CLASS_TOWN_HOUSE] = { "0701", "城镇住宅用地", SX_GROUP_BUILT, 0, "070102", "二类城镇住宅用地" },
  [SX_CLASS_FARM_HOUSE] = { "0702", "农村宅基地", SX_GROUP_BUILT, 0, "070301", "一类农村宅基地" },
  [SX_CLASS_OFFICE] = { "08H1", "机关团体新闻出版用地", SX_GROUP_BUILT, 0, "080100", "机关团体用地" },
  [SX_CLASS_SCHOOL] = { "08H2", "科教文卫用地", SX_GROUP_BUILT, 0, "080403", "中小学用地" },
  [SX_CLASS_UTILITY] = { "0809", "公用设施用地", SX_GROUP_BUILT, 0, "130300", "供电用地" },
  [SX_CLASS_PARK] = { "0810", "公园与绿地", SX_GROUP_BUILT, 0, "140100", "公园绿地" },
  [SX_CLASS_SQUARE] = { "0810A", "广场用地", SX_GROUP_BUILT, 0, "140300", "广场用地" },
  [SX_CLASS_SPECIAL] = { "09", "特殊用地", SX_GROUP_BUILT, 0, "150600", "殡葬用地" },
  [SX_CLASS_RAILWAY] = { "1001", "铁路用地", SX_GROUP_STRIP, 0.05, "120100", "铁路用地" },
  [SX_CLASS_ROAD] = { "1003", "公路用地", SX_GROUP_STRIP, 0.15, "120200", "公路用地" },
  [SX_CLASS_STREET] = { "1004", "城镇村道路用地", SX_GROUP_STRIP, 0.2, "120700", "城镇村道路用地" },
  [SX_CLASS_STATION] = { "1005", "交通服务场站用地", SX_GROUP_BUILT, 0, "120800", "交通场站用地" },
  [SX_CLASS_TRACK] = { "1006", "农村道路", SX_GROUP_STRIP, 0.36, "060100", "农村道路" },
  [SX_CLASS_RIVER] = { "1101", "河流水面", SX_GROUP_WATER, 0, "170100", "河流水面" },
  [SX_CLASS_RESERVOIR] = { "1103", "水库水面", SX_GROUP_WATER, 0, "170300", "水库水面" },
  [SX_CLASS_POND] = { "1104", "坑塘水面", SX_GROUP_WATER, 0, "170400", "坑塘水面" },
  [SX_CLASS_FISHPOND] = { "1104A", "养殖坑塘", SX_GROUP_WATER, 0, "170400", "坑塘水面" },
  [SX_CLASS_SHOAL] = { "1106", "内陆滩涂", SX_GROUP_WATER, 0, "050600", "内陆滩涂" },
  [SX_CLASS_DITCH] = { "1107", "沟渠", SX_GROUP_STRIP, 0.38, "170500", "沟渠" },
  [SX_CLASS_DYKE] = { "1109", "水工建筑用地", SX_GROUP_STRIP, 0, "131100", "水工设施用地" },
  [SX_CLASS_IDLE] = { "1201", "空闲地", SX_GROUP_BUILT, 0, "230100", "空闲地" },
  [SX_CLASS_FACILITY] = { "1202", "设施农用地", SX_GROUP_OTHER, 0, "060200", "设施农用地" },
  [SX_CLASS_BARE] = { "1206", "裸土地", SX_GROUP_OTHER, 0, "230600", "裸土地" },
};

const SxClassInfo *
sx_class_info (SxClass c)
{
  return &classes[c];
}

const char *
sx_settled_code (SxSettled s)
{
  static const char *const codes[] = { NULL, "201", "201A", "202", "202A", "203", "203A", "204", "205" };

  return codes[s];
}
