/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The polygon of an edit: from WKT in the plan's CRS to a valid shape in the plan's plane. */
#pragma once

#include "plan/sx-plan.h"

/* The shape, possibly empty, or NULL with SX_ERROR_FORMAT or SX_ERROR_GEOMETRY; the message names neither
 * file nor edit. *flaw gets a sentence, owned by the caller, where the repair changed the polygon's area or
 * left nothing of it, else NULL. Uses this thread's GEOS context. */
SxShape *sx_edit_shape_new (const char *wkt, const SxPlan *plan, char **flaw, GError **error);
