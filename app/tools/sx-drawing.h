/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being drawn: the corners that are set, the outline that they make with the place under the hand,
 * and what is wrong with it. A motion costs the two edges that move. */
#pragma once

#include "map/sx-sketch.h"

#include "geometry/sx-outline.h"

typedef struct
{
  gboolean is_line;  /* an open line, else a polygon */
  GArray *points;    /* SxPoint, set */
  GArray *corners;   /* SxPoint, of the outline as it is under the hand; whoever changes it tells */
  GArray *crossings; /* SxCrossing of the outline */
  guint n_fixed;     /* of these, between set points */
} SxDrawing;

SxDrawing *sx_drawing_new (gboolean is_line);
void sx_drawing_free (SxDrawing *self);

/* Nothing is drawn. */
void sx_drawing_reset (SxDrawing *self);
/* Points that it needs at least. */
guint sx_drawing_least (const SxDrawing *self);
/* The corners changed; points_changed: not only the last one, and what was set too. */
void sx_drawing_find_crossings (SxDrawing *self, gboolean points_changed);
/* The shape of the corners as it may be kept, owned by the caller, or NULL; *verdict tells why. */
SxShape *sx_drawing_make_shape (const SxDrawing *self, SxOutlineVerdict *verdict);
/* Outline, edges that cross, and where they do. */
void sx_drawing_draw (const SxDrawing *self, SxSketch *sketch, SxPen pen);
