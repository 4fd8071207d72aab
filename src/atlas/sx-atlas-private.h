/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the atlas: what its sheets are about, and where things are on a page. */
#pragma once

#include "atlas/sx-atlas-ground.h"
#include "atlas/sx-atlas-projects.h"
#include "atlas/sx-atlas.h"
#include "atlas/sx-page-map.h"

#define SX_BIT(n) (1u << (n))
#define SX_OUTER_MM 4.0 /* from the neat line to the outer frame: between them are the grid's numbers */

typedef enum
{
  SX_SHEET_LINES,    /* control lines, with or without plots */
  SX_SHEET_ZONES,    /* 规划分区 */
  SX_SHEET_USES,     /* land use of the central city */
  SX_SHEET_PROJECTS, /* key projects */
} SxSheetSubject;

/* What a sheet is about. */
typedef struct
{
  const char *id;
  guint number;
  const char *title;
  SxSheetSubject subject;
  SxGroundState state;
  guint lines;          /* SX_BIT (SxLine): filled */
  guint plots;          /* SX_BIT (SxLine): whose plots are marked */
  guint kinds;          /* SX_BIT (SxMaintenance): which of them */
  gboolean has_changes; /* zones or uses: what changes is marked, with before and after */
} SxSheetContent;

extern const SxSheetContent sx_sheet_contents[];
extern const guint sx_n_sheet_contents;

typedef struct
{
  const char *message; /* to be translated */
  const char *words;   /* 中文 */
} SxSheetReason;

/* Why the delivery has no such sheet; NULL: it has. Static. */
const SxSheetReason *sx_sheet_missing (const SxSheetContent *content, const SxDelivery *delivery,
                                       const GPtrArray *projects);
gboolean sx_sheet_is_city (const SxSheetContent *content);
const char *sx_sheet_table_name (SxSheetSubject subject); /* "GHFQ", "ZXCQGHYDYH"; NULL */

typedef struct
{
  double width, height; /* of the page, points */
  double mm;            /* points that a millimetre on A3 is here */
  gboolean is_portrait;
  SxBox frame; /* the neat line of the map */
  SxBox panel; /* beside it, or below on a portrait page */
  double scale;
  SxPageMap map;
} SxSheetLayout;

/* paper: 0–4 for A0–A4. ground: of the plane, to be on the sheet. scale 0: the largest round one. */
void sx_sheet_layout_init (SxSheetLayout *self, guint paper, SxBox ground, double scale);

struct _SxAtlas
{
  const SxDelivery *delivery;
  SxAtlasTheme *theme;
  char *agency; /* NULL: to be written by hand */
  guint paper;
  double dpi;
  GPtrArray *projects; /* SxAtlasProject */
  SxAtlasSheet *sheets;
  SxSheetLayout *layouts;
  SxAtlasGrounds *grounds;
};
