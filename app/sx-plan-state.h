/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the user left the window when a plan was open last: kept beside the user's state, one file a package,
 * never in the package. It is a comfort: one that cannot be read is as none, and one that cannot be written
 * is told in the log. */
#pragma once

#include "sx-app-types.h"

#include "evaluate/sx-evaluator.h"
#include "geometry/sx-point.h"
#include "plan/sx-lines.h"

typedef struct
{
  gboolean is_visible;
  double opacity; /* 0–1 */
} SxLayerState;

typedef struct
{
  char *package;
  int width, height; /* of the window; 0: not known */
  gboolean is_maximized;
  int left, right;         /* widths of the panes beside the map; 0: not known */
  int layers, adjustments; /* heights of the side bar's; 0: not known */
  SxPoint centre;          /* of the map, in the plan's plane */
  double metres_per_pixel; /* 0: not known */
  int compare;             /* SxMapCompare */
  gboolean hides_base_map;
  gboolean hides_names;
  char *scheme; /* by name; NULL: not known */
  char *rules;  /* of the session; NULL: not known */
  SxAreaMode area_mode;
  SxLine line;
  SxDirection direction;
  char *situation;    /* may be NULL */
  GHashTable *tables; /* standard name → SxLayerState * */
} SxPlanState;

SxPlanState *sx_plan_state_new (const char *package);
void sx_plan_state_free (SxPlanState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPlanState, sx_plan_state_free)

/* Where it is kept. Owned by the caller. */
char *sx_plan_state_path (const char *package);
/* The finish gives a state in any case, with nothing known where there was none. */
void sx_plan_state_load_async (const char *package, GAsyncReadyCallback done, gpointer data);
SxPlanState *sx_plan_state_load_finish (GAsyncResult *result);
/* Writes on a thread; the program stays until it has. Of several of one package the last counts. */
void sx_plan_state_save (const SxPlanState *self);
