/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/sx-odt.h"
#include "report/sx-report.h"

typedef struct
{
  const SxDelivery *delivery;
  const char *agency;      /* 编制单位; NULL: to be written by hand */
  const GPtrArray *tables; /* SxGrid *, 附表1–11 */
  SxOdt *odt;
  guint n_tables; /* of the text, 表1 … */
} SxReport;

/* Writes a paragraph of the running text; takes the text. */
void _sx_report_say (SxReport *self, char *text);
/* A paragraph that is a placeholder. */
void _sx_report_ask (SxReport *self, const char *what);
/* A table of the text with its number and caption; frees the grid. */
void _sx_report_show (SxReport *self, const char *caption, SxGrid *grid);
const SxGrid *_sx_report_table (const SxReport *self, guint number); /* 附表 */

/* ---- sx-report-figures.c: numbers and their words */

/* Rounded as the tables do it. */
double _sx_report_round (double number, int decimals);
char *_sx_report_figure (double number, int decimals);
/* "34.5012 公顷"; unit as rules have it. */
char *_sx_report_amount (double number, int decimals, const char *unit);
const char *_sx_report_unit (const char *unit);
/* "增加 0.12 公顷", "减少 …", "不变": of the figures as they are shown. */
char *_sx_report_change (double before, double after, int decimals, const char *unit);
/* "有增加", "不低于 8.2600 万亩": owned by the caller. */
char *_sx_report_requirement (const SxIndicatorValue *value);
const char *_sx_report_verdict (SxVerdict verdict); /* 达标 … */
const char *_sx_report_line (SxLine line);          /* 永久基本农田 … */
/* The figure of a cell as it is shown; "" where it has none. */
char *_sx_report_cell (const SxGrid *grid, guint row, guint column);

/* ---- parts, each in the file of its name: of is the line or group that the outline names, or "" */

void _sx_report_basis (SxReport *self, const char *of); /* sx-report-whole.c */
void _sx_report_scope (SxReport *self, const char *of);
void _sx_report_present (SxReport *self, const char *of);
void _sx_report_troubles (SxReport *self, const char *of);
void _sx_report_overview (SxReport *self, const char *of);
void _sx_report_summary (SxReport *self, const char *of);
void _sx_report_notes (SxReport *self, const char *of);
void _sx_report_situations (SxReport *self, const char *of); /* sx-report-lines.c */
void _sx_report_ledger (SxReport *self, const char *of);
void _sx_report_lines (SxReport *self, const char *of);
/* "调入图斑 12 个、34.5000 公顷（情形 1、3），调出 …", or NULL where nothing changes. Owned by the caller. */
char *_sx_report_line_changes (const SxReport *self, SxLine line);
void _sx_report_argument (SxReport *self, const char *of); /* sx-report-argument.c */
void _sx_report_checks (SxReport *self, const char *of);   /* sx-report-checks.c */
void _sx_report_zones (SxReport *self, const char *of);    /* sx-report-ground.c */
void _sx_report_uses (SxReport *self, const char *of);
void _sx_report_projects (SxReport *self, const char *of);
void _sx_report_townships (SxReport *self, const char *of);
