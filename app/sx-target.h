/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the next plot will be: chosen before drawing, so that twenty plots need no dialog.
 *
 * Properties, all read-write: "line" (int, SxLine), "direction" (int, SxDirection), "situation" (string: a
 * code of the rules for that line and direction, or NULL). A change of line or direction brings back the
 * situation last used with it. */
#pragma once

#include "sx-app-types.h"

#include "plan/sx-lines.h"

#define SX_TYPE_TARGET (sx_target_get_type ())
G_DECLARE_FINAL_TYPE (SxTarget, sx_target, SX, TARGET, GObject)

SxTarget *sx_target_new (void);
SxLine sx_target_get_line (SxTarget *self);
void sx_target_set_line (SxTarget *self, SxLine line);
SxDirection sx_target_get_direction (SxTarget *self);
void sx_target_set_direction (SxTarget *self, SxDirection direction);
const char *sx_target_get_situation (SxTarget *self);
void sx_target_set_situation (SxTarget *self, const char *code);
