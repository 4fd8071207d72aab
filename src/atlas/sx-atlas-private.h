/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the atlas: what its sheets are about, and where things are on a page. */
#pragma once

#include "atlas/sx-atlas-ground.h"
#include "atlas/sx-atlas-projects.h"
#include "atlas/sx-atlas.h"
#include "atlas/sx-page-map.h"
#include "atlas/sx-pdf-insert.h"

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

typedef enum
{
  SX_COVER_FILLED,   /* and outlined */
  SX_COVER_OUTLINED, /* only */
  SX_COVER_LINES,    /* open ones */
} SxCoverStyle;

/* Ground on a page, with a look for each of its classes. */
typedef struct
{
  const SxAtlasGround *ground;
  const SxAtlasSymbol *symbols; /* per class */
  SxPageMap map;
  SxCoverStyle style;
  double tolerance_mm; /* that its outlines may stray */
} SxGroundCover;

/* A cover as it is on sheets of one layout, packed for PDFs: made by whichever sheet needs it first. Any
 * thread. (sx-ground-content.c) */
typedef struct
{
  GBytes *bytes;     /* NULL: nothing of it is on the page */
  gboolean *is_seen; /* per class */
} SxGroundContent;

typedef struct _SxGroundContents SxGroundContents;

SxGroundContents *sx_ground_contents_new (void);
void sx_ground_contents_free (SxGroundContents *self);
/* Whether there is nothing to it but fills and lines. */
gboolean sx_ground_cover_is_plain (const SxGroundCover *cover);
/* A ring or line of it into the pen's path; what the pen's functions return. */
gboolean sx_ground_cover_add (const SxGroundCover *cover, const SxShapeBuffer *rings, gsize ring,
                              SxPagePen *pen);
/* mm: points that a millimetre of the symbols is. NULL: cancelled. Borrowed. */
const SxGroundContent *sx_ground_contents_get (SxGroundContents *self, const SxGroundCover *cover, double mm,
                                               GCancellable *cancellable, GError **error);

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
  SxGroundContents *contents;
};

/* sx_atlas_draw(), where ground may be put into the PDF that cr draws. */
gboolean sx_atlas_draw_with (SxAtlas *self, guint sheet, cairo_t *cr, SxPdfInsert *insert,
                             GCancellable *cancellable, GError **error);
