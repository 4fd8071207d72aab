/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what a drawn outline becomes: a class of the land use plan, or of the planning zones.
 *
 * Signals: "changed" (another choice is looked at), "chosen" (this one it is). It closes after that, or
 * without when the user turns away. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_RECLASS_POPOVER (sx_reclass_popover_get_type ())
G_DECLARE_FINAL_TYPE (SxReclassPopover, sx_reclass_popover, SX, RECLASS_POPOVER, GtkPopover)

SxReclassPopover *sx_reclass_popover_new (void);
SxReclassLayer sx_reclass_popover_get_layer (SxReclassPopover *self);
const char *sx_reclass_popover_get_code (SxReclassPopover *self); /* NULL: there is none to choose */
const char *sx_reclass_popover_get_title (SxReclassPopover *self);
