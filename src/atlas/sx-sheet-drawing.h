/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet while it is drawn: what its parts share. One thread. */
#pragma once

#include "atlas/sx-atlas-private.h"
#include "atlas/sx-label-placer.h"
#include "atlas/sx-page-text.h"
#include "atlas/sx-pdf-insert.h"

/* A plot, zone change or project that is marked and listed. */
typedef struct
{
  const SxShape *shape; /* NULL: it is listed only */
  SxAtlasMark mark;
  gboolean is_line;
  gboolean is_filled;   /* by its mark; else only hatched and outlined, so that what is below is seen */
  double area;          /* m²; NAN: none */
  char *label;          /* on the map */
  char *number, *words; /* in the list */
  char *remark;         /* at the end of its row there; NULL: the area */
  SxPoint anchor;       /* on the page, inside it */
  SxPoint half;         /* how far it reaches around that to each side, or its triangle */
  gboolean is_small;    /* shown by a triangle as well */
  gboolean is_seen;     /* the anchor is in the frame */
} SxSheetPlot;

typedef enum
{
  SX_LEGEND_PLOT, /* in the order in which a legend lists them */
  SX_LEGEND_SUBJECT,
  SX_LEGEND_AREA,
  SX_LEGEND_LINE,
} SxLegendKind;

typedef struct
{
  SxLegendKind kind;
  SxAtlasSymbol symbol; /* its title is not used */
  char *text;
} SxLegendEntry;

typedef struct
{
  SxAtlas *atlas;
  const SxDelivery *delivery;
  const SxAtlasTheme *theme;
  const SxSheetContent *content;
  const SxSheetLayout *layout;
  cairo_t *cr;
  SxPdfInsert *insert; /* NULL: cairo draws all of it */
  SxPagePen pen;
  SxPageText text;
  GArray *legend;      /* SxLegendEntry */
  GPtrArray *plots;    /* SxSheetPlot * */
  GPtrArray *unplaced; /* SxSheetPlot *, which stand in the list after those */
  guint n_unlabelled;  /* plots whose label found no place */
  GCancellable *cancellable;
  GError **error;
} SxSheetDrawing;

/* insert: of the PDF that cr draws into; may be NULL. */
gboolean sx_sheet_draw (SxAtlas *atlas, guint sheet, cairo_t *cr, SxPdfInsert *insert,
                        GCancellable *cancellable, GError **error);

/* FALSE with the error set where it is cancelled. */
gboolean sx_sheet_goes_on (SxSheetDrawing *self);
/* Lengths of the theme in points of this page. */
double sx_sheet_mm (const SxSheetDrawing *self, double mm);
double sx_sheet_pt (const SxSheetDrawing *self, double pt);

/* ---- symbols (sx-sheet-symbol.c) */

/* The path as an area: filled, hatched and outlined; takes the path. extents: of what can be seen of it. */
void sx_sheet_paint_area (SxSheetDrawing *self, const SxAtlasSymbol *symbol, gboolean is_filled,
                          SxBox extents);
/* The path as a line. */
void sx_sheet_paint_line (SxSheetDrawing *self, const SxAtlasSymbol *symbol);
void sx_sheet_add_legend (SxSheetDrawing *self, SxLegendKind kind, const SxAtlasSymbol *symbol,
                          const char *text);

/* ---- ground (sx-sheet-cover.c) */

/* is_seen, at least one: set for classes of which there is something on the page; others stay as they are. */
gboolean sx_sheet_draw_cover (SxSheetDrawing *self, const SxGroundCover *cover, gboolean *is_seen);

/* ---- the map in its frame: all but names (sx-sheet-map.c), plots (sx-sheet-plots.c), names
 * (sx-sheet-names.c) */

gboolean sx_sheet_draw_map (SxSheetDrawing *self);
void sx_sheet_find_plots (SxSheetDrawing *self);
gboolean sx_sheet_draw_plots (SxSheetDrawing *self);
gboolean sx_sheet_draw_names (SxSheetDrawing *self);

/* ---- around it (sx-sheet-frame.c, sx-sheet-panel.c) */

void sx_sheet_draw_frame (SxSheetDrawing *self);
void sx_sheet_draw_panel (SxSheetDrawing *self);
