/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map paints, kept up with a session: its visible layers, made ready on threads as they are first
 * shown, and the scheme.
 *
 * Signal "changed": the picture is another one; sx_map_picture_get_dirty() says where. */
#pragma once

#include "sx-session.h"

#include "picture/sx-picture.h"

#define SX_TYPE_MAP_PICTURE (sx_map_picture_get_type ())
G_DECLARE_FINAL_TYPE (SxMapPicture, sx_map_picture, SX, MAP_PICTURE, GObject)

/* Keeps a reference on the session. */
SxMapPicture *sx_map_picture_new (SxSession *session);
/* Another scheme on the layers of `other`, which are made ready only once: it keeps up with that one's
 * layers, and its scheme is what sx_map_picture_set_snapshot() says. */
SxMapPicture *sx_map_picture_new_beside (SxMapPicture *other);
/* Takes a reference; NULL: no scheme. Only of one that stands beside another. */
void sx_map_picture_set_snapshot (SxMapPicture *self, SxSnapshot *snapshot);
/* The scheme it paints; borrowed, NULL: none. */
const SxScheme *sx_map_picture_get_scheme (SxMapPicture *self);
/* Borrowed; NULL until the first layer is ready. */
SxPicture *sx_map_picture_get (SxMapPicture *self);
/* Only the outlines that tell where one is: what lies under a difference. Borrowed; NULL as above. */
SxPicture *sx_map_picture_get_outlines (SxMapPicture *self);
/* Where the last "changed" changed the layers, and where it changed the scheme; FALSE: everywhere. */
gboolean sx_map_picture_get_dirty (SxMapPicture *self, SxBox *layers, SxBox *scheme);
/* No visible layer is still being made ready. */
gboolean sx_map_picture_is_idle (SxMapPicture *self);
