/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets that there are: those of the guideline by its list 3.2, then those that a city adds of the state
 * before. */
#include "atlas/sx-atlas-private.h"

#include "base/sx-i18n.h"

#define THREE (SX_BIT (SX_LINE_FARMLAND) | SX_BIT (SX_LINE_REDLINE) | SX_BIT (SX_LINE_BOUNDARY))
#define IN SX_BIT (SX_MAINTAIN_IN)
#define OUT SX_BIT (SX_MAINTAIN_OUT)

const SxSheetContent sx_sheet_contents[] = {
  { "three-lines-after", 1, "三条控制线规划图（维护后）", SX_SHEET_LINES, SX_GROUND_AFTER, THREE },
  { "farmland-analysis", 2, "永久基本农田维护调整分析图", SX_SHEET_LINES, SX_GROUND_BEFORE,
    SX_BIT (SX_LINE_FARMLAND), SX_BIT (SX_LINE_FARMLAND), IN | OUT },
  { "redline-analysis", 3, "生态保护红线维护调整分析图", SX_SHEET_LINES, SX_GROUND_BEFORE,
    SX_BIT (SX_LINE_REDLINE), SX_BIT (SX_LINE_REDLINE), IN | OUT },
  { "boundary-analysis", 4, "城镇开发边界维护调整分析图", SX_SHEET_LINES, SX_GROUND_BEFORE,
    SX_BIT (SX_LINE_BOUNDARY), SX_BIT (SX_LINE_BOUNDARY), IN | OUT },
  { "zoning-after", 5, "国土空间用途分区规划图（维护后）", SX_SHEET_ZONES, SX_GROUND_AFTER },
  { "zoning-analysis", 6, "国土空间用途分区调整分析图", SX_SHEET_ZONES, SX_GROUND_AFTER, 0, 0, 0, TRUE },
  { "city-after", 7, "中心城区用地规划布局图（维护后）", SX_SHEET_USES, SX_GROUND_AFTER },
  { "city-analysis", 8, "中心城区用地规划布局调整分析图", SX_SHEET_USES, SX_GROUND_AFTER, 0,
    SX_BIT (SX_LINE_BOUNDARY), IN | OUT, TRUE },
  { "projects", 9, "新增重点项目示意图", SX_SHEET_PROJECTS, SX_GROUND_AFTER, SX_BIT (SX_LINE_BOUNDARY) },
  { "three-lines-before-out", 10, "三条控制线维护前图（标明调出）", SX_SHEET_LINES, SX_GROUND_BEFORE, THREE,
    THREE, OUT },
  { "three-lines-before-in", 11, "三条控制线维护前图（标明调入）", SX_SHEET_LINES, SX_GROUND_BEFORE, THREE,
    THREE, IN },
  { "farmland-after", 12, "永久基本农田维护后图", SX_SHEET_LINES, SX_GROUND_AFTER,
    SX_BIT (SX_LINE_FARMLAND) },
  { "boundary-after", 13, "城镇开发边界维护后图", SX_SHEET_LINES, SX_GROUND_AFTER,
    SX_BIT (SX_LINE_BOUNDARY) },
  { "zoning-before", 14, "国土空间用途分区图（维护前）", SX_SHEET_ZONES, SX_GROUND_BEFORE },
  { "city-before", 15, "中心城区用地规划布局图（维护前）", SX_SHEET_USES, SX_GROUND_BEFORE },
};
const guint sx_n_sheet_contents = G_N_ELEMENTS (sx_sheet_contents);

enum
{
  NO_LAYER,
  NO_PLOT,
  NO_ZONES,
  NO_USES,
  NO_ZONE,
  NO_USE,
  NO_NEW_PROJECT,
  NO_PROJECTS,
};

/* In the user's language, and in that of the sheets. */
static const SxSheetReason reasons[] = {
  [NO_LAYER] = { N_ ("The plan has no layer of the lines that this sheet is about."),
                 "规划包中没有本图所示控制线的图层。" },
  [NO_PLOT] = { N_ ("The scheme changes nothing that this sheet would mark."), "方案没有本图应标明的调整。" },
  [NO_ZONES] = { N_ ("The plan has no zoning (GHFQ)."), "规划包中没有规划分区（GHFQ）。" },
  [NO_USES] = { N_ ("The plan has no land use of a central city (ZXCQGHYDYH)."),
                "规划包中没有中心城区规划用地用海（ZXCQGHYDYH）。" },
  [NO_ZONE] = { N_ ("The scheme changes no zone."), "方案不涉及规划分区调整。" },
  [NO_USE] = { N_ ("The scheme changes no land use of the central city."), "方案不涉及中心城区用地调整。" },
  [NO_NEW_PROJECT]
  = { N_ ("None of the plan's key projects is a new one."), "规划包中的重点项目没有新增的。" },
  [NO_PROJECTS]
  = { N_ ("The plan has neither a list nor a layer of key projects (JQZDXMM, JQZDXMX, JQZDXMD)."),
      "规划包中没有重点项目清单和图层（JQZDXMM、JQZDXMX、JQZDXMD）。" },
};

gboolean
sx_sheet_is_city (const SxSheetContent *content)
{
  return content->subject == SX_SHEET_USES;
}

const char *
sx_sheet_table_name (SxSheetSubject subject)
{
  return subject == SX_SHEET_ZONES ? "GHFQ" : subject == SX_SHEET_USES ? "ZXCQGHYDYH" : NULL;
}

static guint
count_plots (const SxSheetContent *content, const SxDelivery *delivery)
{
  guint n = 0;

  for (guint line = 0; line < SX_N_LINES; line++)
    {
      const SxAfterLayer *layer = content->plots & SX_BIT (line)
                                      ? sx_after_state_layer (delivery->after, sx_line_table ((SxLine)line))
                                      : NULL;

      for (guint i = 0; layer && i < layer->changes->len; i++)
        n += (content->kinds & SX_BIT (((SxAfterChange *)layer->changes->pdata[i])->kind)) != 0;
    }
  return n;
}

static const SxSheetReason *
missing_lines (const SxSheetContent *content, const SxDelivery *delivery)
{
  guint n_layers = 0;

  for (guint line = 0; line < SX_N_LINES; line++)
    n_layers += content->lines & SX_BIT (line)
                && sx_after_state_layer (delivery->after, sx_line_table ((SxLine)line));
  if (n_layers == 0)
    return &reasons[NO_LAYER];
  if (content->plots && count_plots (content, delivery) == 0)
    return &reasons[NO_PLOT];
  return NULL;
}

static const SxSheetReason *
missing_table (const SxSheetContent *content, const SxDelivery *delivery)
{
  const char *table = sx_sheet_table_name (content->subject);
  const SxLayer *base = sx_plan_layer (delivery->plan, table);
  const SxAfterLayer *layer = sx_after_state_layer (delivery->after, table);
  gboolean has_base = base && base->n_features;

  if (!has_base && (content->state == SX_GROUND_BEFORE || !layer || layer->pieces->len == 0))
    return content->subject == SX_SHEET_ZONES ? &reasons[NO_ZONES] : &reasons[NO_USES];
  if (content->has_changes && (!layer || layer->changes->len == 0) && count_plots (content, delivery) == 0)
    return content->subject == SX_SHEET_ZONES ? &reasons[NO_ZONE] : &reasons[NO_USE];
  return NULL;
}

const SxSheetReason *
sx_sheet_missing (const SxSheetContent *content, const SxDelivery *delivery, const GPtrArray *projects)
{
  switch (content->subject)
    {
    case SX_SHEET_LINES:
      return missing_lines (content, delivery);
    case SX_SHEET_ZONES:
    case SX_SHEET_USES:
      return missing_table (content, delivery);
    case SX_SHEET_PROJECTS:
    default:
      for (guint i = 0; i < projects->len; i++)
        if (((SxAtlasProject *)projects->pdata[i])->state == SX_PROJECT_NEW)
          return NULL;
      return projects->len ? &reasons[NO_NEW_PROJECT] : &reasons[NO_PROJECTS];
    }
}
