/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves whole adjustments: by dragging, or by arrow keys whose steps become one edit. Owned by a tool that
 * hands it what the hand does. */
#pragma once

#include "map/sx-sketch.h"

typedef struct _SxMover SxMover;

SxMover *sx_mover_new (SxTool *tool); /* borrowed */
void sx_mover_free (SxMover *self);
/* Takes hold of the adjustments of those fids at a place; a corner of theirs near it is what snaps. */
void sx_mover_begin (SxMover *self, const gint64 *fids, guint n, const SxPointer *pointer);
void sx_mover_drag (SxMover *self, const SxPointer *pointer);
void sx_mover_finish (SxMover *self); /* commits, where anything moved */
void sx_mover_cancel (SxMover *self);
gboolean sx_mover_is_active (SxMover *self);
/* TRUE: an arrow key that moves those adjustments, 1 m (Shift 10 m, Alt 0.1 m); committed a moment after the
 * last. */
gboolean sx_mover_nudge (SxMover *self, const gint64 *fids, guint n, guint keyval, GdkModifierType state);
/* The step of an arrow key in metres on the ground; FALSE: another key. */
gboolean sx_mover_step (guint keyval, GdkModifierType state, double *dx, double *dy);
void sx_mover_draw (SxMover *self, SxSketch *sketch);
void sx_mover_write_tip (SxMover *self, SxTip *tip);
