/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EDITS.json of `replay` (plan-package.md): a list of edits, read and checked as a whole before any is
 * applied. */
#pragma once

#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

typedef enum
{
  SX_REPLAY_ADD,
  SX_REPLAY_REPLACE,
  SX_REPLAY_REMOVE,
} SxReplayOp;

typedef struct
{
  SxReplayOp op;
  char *id;
  SxAdjustment *item; /* what the edit leaves; its key is the id, its shape valid and in the plan's plane;
                         NULL: remove */
  char *flaw; /* or NULL: a sentence where the polygon was repaired with loss, collapsed, or is beside the
                 plan */
} SxReplayEdit;

/* A list of SxReplayEdit *, to be freed with g_ptr_array_unref(), or NULL with SX_ERROR_FORMAT, whose message
 * names document, edit (its number from 1, its id) and mistake. Every replace and remove names an id that an
 * earlier edit added and none removed since; a replace keeps what it does not mention. Text without length
 * (-1) ends at its NUL. Uses this thread's GEOS context. */
GPtrArray *sx_edits_parse (const char *text, gssize length, const char *document, const SxPlan *plan,
                           GError **error);
/* The same from a file; SX_ERROR_NOT_FOUND, SX_ERROR_UNREADABLE and SX_ERROR_LIMIT besides. */
GPtrArray *sx_edits_read (const char *file, const SxPlan *plan, GError **error);
