/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before and after in turns: keeps time while it is on the screen, and says which of the two is shown.
 *
 * Property: "is-after" (boolean, read-only). */
#pragma once

#include <gtk/gtk.h>

#define SX_TYPE_MAP_BLINKER (sx_map_blinker_get_type ())
G_DECLARE_FINAL_TYPE (SxMapBlinker, sx_map_blinker, SX, MAP_BLINKER, GtkWidget)

SxMapBlinker *sx_map_blinker_new (void);
/* Whose turn it is. */
gboolean sx_map_blinker_is_after (SxMapBlinker *self);
