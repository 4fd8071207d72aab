/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheme's adjustments as tools meet them: found under the pointer, made for the session's target,
 * changed and removed by edits whose labels the undo menu shows. */
#pragma once

#include "map/sx-sketch.h"

#include "geometry/sx-outline.h"

/* The one at a place, within tolerance metres of its border; of several the smallest. Borrowed; NULL: none.
 */
SxAdjustment *sx_plot_in_scheme (const SxScheme *scheme, SxPoint at, double tolerance);
/* The same in the open scheme. */
SxAdjustment *sx_plot_at (SxSession *session, SxPoint at, double tolerance);
/* Appends the fids (gint64) of those that have ground in the box. */
void sx_plot_in_box (SxSession *session, SxBox box, GArray *fids);

/* Previews a new one, as the target says. */
void sx_plot_preview_new (SxSession *session, SxShape *shape);
/* How a new one is drawn: by the target's direction. */
SxPen sx_plot_pen (SxSession *session);
/* The same item with another shape. */
SxAdjustment *sx_plot_with_shape (const SxAdjustment *item, SxShape *shape);
/* m², as the panel counts it. */
double sx_plot_area (SxSession *session, const SxShapeView *view);

/* A new one of the target's line, direction and situation, named after the township it lies in. */
void sx_plot_commit_new (SxSession *session, SxShape *shape);
/* One edit for all: each of SxAdjustment * takes the place of that of its fid. */
void sx_plot_commit_changed (SxSession *session, GPtrArray *items, const char *label);
void sx_plot_remove (SxSession *session, const gint64 *fids, guint n);
/* "Move 2 plots", say: one is told by its name, several by their number. Owned by the caller. */
char *sx_plot_label (SxSession *session, const char *one, const char *many, const gint64 *fids, guint n);
/* Every item of a kind is in the scheme that is open: an edit with that label. Owned by the caller. */
SxEdit *sx_plot_edit (SxSession *session, const char *label);

/* Why an outline cannot be kept, a sentence; NULL: it can. */
const char *sx_plot_refusal (SxOutlineVerdict verdict);
/* Takes "3.2104 ha · 48.16 mu" for the tip. */
void sx_plot_tip_area (SxTip *tip, double m2);
/* What the preview's result says of the plot that is being made: its conflicts, the balance. */
void sx_plot_tip_result (SxTip *tip, SxSession *session, gint64 fid);
