/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outline of many polygons that lie side by side: borders that two of them share fall away. No overlay,
 * but edges cancelled against each other on a grid of centimetres, so it takes time as the edges do and
 * cannot fail. What neighbours do not share point by point stays as a line inside, which filling does not
 * show. */
#pragma once

#include <gio/gio.h>

#include "geometry/sx-shape.h"

typedef struct _SxDissolver SxDissolver;

SxDissolver *sx_dissolver_new (void);
SxDissolver *sx_dissolver_copy (const SxDissolver *self);
void sx_dissolver_free (SxDissolver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxDissolver, sx_dissolver_free)

/* Polygons as shapes have them: shells clockwise, holes the other way round. */
void sx_dissolver_add (SxDissolver *self, const SxShapeView *view);
/* What was added, point by point. */
void sx_dissolver_take_back (SxDissolver *self, const SxShapeView *view);
/* Appends the closed rings that are left, outer ones clockwise and holes the other way round, all marked as
 * shells: they are to be filled together by the winding rule. More may be added after it, and taken back.
 * FALSE: cancelled. */
gboolean sx_dissolver_finish (SxDissolver *self, SxShapeBuffer *out, GCancellable *cancellable);
