/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer snaps to: vertices, crossings and edges of what is shown, by sx-snap.h. Asks the layers'
 * trees, so its cost does not depend on their size.
 *
 * Properties: "enabled" (boolean), "distance" (int, pixels). */
#pragma once

#include "map/sx-map-view.h"

#include "geometry/sx-snap.h"

#define SX_TYPE_SNAPPER (sx_snapper_get_type ())
G_DECLARE_FINAL_TYPE (SxSnapper, sx_snapper, SX, SNAPPER, GObject)

SxSnapper *sx_snapper_new (void);
void sx_snapper_set_session (SxSnapper *self, SxSession *session); /* keeps a reference; NULL: none */
void sx_snapper_set_enabled (SxSnapper *self, gboolean enabled);

/* *found is what `at` snaps to, or SX_SNAP_NONE with `at` itself: where nothing is near, snapping is off, or
 * Ctrl is held (state). without: fids of adjustments that move. */
void sx_snapper_find (SxSnapper *self, SxMapView *view, SxPoint at, GdkModifierType state,
                      const gint64 *without, guint n_without, SxSnapHit *found);
/* "Vertex · 地类图斑 0102" of what was found last, owned by the caller; NULL: nothing was. */
char *sx_snapper_describe (SxSnapper *self);
