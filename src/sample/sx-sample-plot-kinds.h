/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sample's scheme proposes: kinds of plots, in the order of the scheme, and where each is found. */
#pragma once

#include "sample/sx-sample-names.h"
#include "sample/sx-sample-plots.h"

#define BASIS_FIVE_YEARS SX_SAMPLE_COUNTY_NAME "国民经济和社会发展第十五个五年规划纲要"
#define BASIS_TRANSPORT SX_SAMPLE_COUNTY_NAME "综合交通“十五五”规划"
#define BASIS_CHECKUP "2025年度国土空间规划城市体检评估报告"
#define BASIS_FARMLAND "永久基本农田年度评估调整方案"
#define BASIS_NATURE "自然保护地整合优化方案"

/* Each ends with a kind without a line. */
extern const SxPlotKind sx_plot_kinds[];
/* Plots that make up for what the others take, until it is enough. */
extern const SxPlotKind sx_plot_boundary_back;
extern const SxPlotKind sx_plot_farmland_back[];

/* Other uses: ends with one without a layer. */
typedef struct
{
  SxPlotKind kind;
  const char *layer, *code, *name;
} SxPlotReclass;
extern const SxPlotReclass sx_plot_reclasses[];

gboolean sx_plot_is_farmland (const SxSampler *self, guint n);
