/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the pointer when it rests on the map: the scheme's plots, then every visible layer, highest
 * first. Not while a tool draws. */
#pragma once

#include "sx-app-types.h"

#include "picture/sx-picture.h"

#define SX_TYPE_HOVER_CARD (sx_hover_card_get_type ())
G_DECLARE_FINAL_TYPE (SxHoverCard, sx_hover_card, SX, HOVER_CARD, GtkWidget)

/* For the view, whose "pointer-moved" it follows. */
SxHoverCard *sx_hover_card_new (SxMapView *view);
/* Where it looks; reffed. NULL: it tells nothing. */
void sx_hover_card_set_picture (SxHoverCard *self, SxPicture *picture);
/* Adds the fields that it shows to those that a package is read with: table → GPtrArray of names, both owned.
 */
void sx_hover_card_add_columns (GHashTable *columns);
