/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tools draw with, above all layers: outlines, handles, marks and the tip beside the pointer. Takes
 * places in the plan's plane; keeps outlines that do not change, and leaves out what could not be told apart
 * on the screen, so that a frame costs the same whatever is shown.
 *
 * One a sketch layer; the functions that draw work between _begin and _end only. */
#pragma once

#include "map/sx-screen.h"

#include "geometry/sx-snap.h"

typedef struct _SxSketch SxSketch;

typedef enum
{
  SX_PEN_IN,       /* what comes in, being made */
  SX_PEN_OUT,      /* what goes out */
  SX_PEN_OTHER,    /* a reclassification, a road */
  SX_PEN_SELECTED, /* an adjustment that is selected */
  SX_PEN_HOVER,    /* what a click would take */
  SX_PEN_PICKED,   /* parcels that will become one */
  SX_PEN_FAULT,    /* an outline that crosses itself; an edge of one */
  SX_N_PENS,
} SxPen;

typedef enum
{
  SX_HANDLE_PLAIN,
  SX_HANDLE_SELECTED,
  SX_HANDLE_FIRST, /* a click on it closes the outline */
} SxHandle;

SxSketch *sx_sketch_new (SxMapView *view);
void sx_sketch_free (SxSketch *self);
/* A frame is drawn between the two, into the snapshot, which is borrowed until the end. */
void sx_sketch_begin (SxSketch *self, GtkSnapshot *snapshot);
void sx_sketch_end (SxSketch *self);

/* A shape of polygons, or of lines; it is remembered. */
void sx_sketch_shape (SxSketch *self, SxShape *shape, gboolean is_line, SxPen pen);
/* The same of something that changes with every frame. */
void sx_sketch_view (SxSketch *self, const SxShapeView *view, gboolean is_line, SxPen pen);
/* Square handles; those that would cover another are left out. */
void sx_sketch_handles (SxSketch *self, const SxPoint *points, guint n, SxHandle kind);
void sx_sketch_crossing (SxSketch *self, SxPoint at);
/* Where a click would snap to: a square for a vertex, a cross for a crossing, an hourglass for an edge. */
void sx_sketch_snap (SxSketch *self, SxSnapKind kind, SxPoint at);
/* A frame that is being drawn up, in widget pixels. */
void sx_sketch_frame (SxSketch *self, double x0, double y0, double x1, double y1);
/* The pointer that the arrow keys move, in widget pixels. */
void sx_sketch_crosshair (SxSketch *self, double x, double y);

/* ---- the tip: some lines of text, shown beside a place */

typedef enum
{
  SX_TIP_HEAD,
  SX_TIP_PLAIN,
  SX_TIP_BAD,  /* what is wrong */
  SX_TIP_SNAP, /* what it snaps to */
} SxTipLine;

typedef struct _SxTip SxTip;

SxTip *sx_tip_new (void);
void sx_tip_free (SxTip *self);
void sx_tip_clear (SxTip *self);
/* Takes text; NULL adds nothing. */
void sx_tip_take (SxTip *self, SxTipLine kind, char *text);
/* All lines, for tests and for who cannot see it; borrowed. */
const char *sx_tip_get_text (const SxTip *self);
void sx_sketch_tip (SxSketch *self, const SxTip *tip, double x, double y);
