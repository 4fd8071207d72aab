/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes from the plan's plane into the coordinate system of the table they are stored in: the plan's for a
 * table that the program made, any CGCS2000 one for a table that came with the package.
 *
 * Private to the scheme store. */
#pragma once

#include "plan/sx-plan.h"
#include "store/sx-scheme-store-db.h"

/* The srs_id under which the package keeps the plan's CRS. Errors: CRS. */
gboolean sx_store_plan_srs_id (SxStoreDb *db, const SxPlan *plan, gint64 *out, GError **error);
/* The GeoPackage blob of a shape for a table with that srs_id. Errors: CRS, GEOMETRY. */
GBytes *sx_store_blob_new (SxStoreDb *db, const SxPlan *plan, gint64 plan_srs_id, gint64 srs_id,
                           const SxShape *shape, gboolean is_line, GError **error);
