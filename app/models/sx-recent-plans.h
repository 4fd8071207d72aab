/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans that were opened lately and are still there, newest first: what the desktop remembers of *.gpkg.
 * Which are still there is found out on a thread, as a folder of the network may take its time. */
#pragma once

#include "models/sx-row-list.h"

/* ---- one of them */

#define SX_TYPE_RECENT_PLAN (sx_recent_plan_get_type ())
G_DECLARE_FINAL_TYPE (SxRecentPlan, sx_recent_plan, SX, RECENT_PLAN, GObject)

GFile *sx_recent_plan_get_file (SxRecentPlan *self);        /* borrowed */
const char *sx_recent_plan_get_title (SxRecentPlan *self);  /* without its ending */
const char *sx_recent_plan_get_folder (SxRecentPlan *self); /* as people write it: "~/规划" */

/* ---- all of them, at most ten */

/* A GListModel of SxRecentPlan, the same for the whole program; refreshes itself. A new reference. */
GListModel *sx_recent_plans_get (void);
