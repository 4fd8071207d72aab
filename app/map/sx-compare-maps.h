/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two maps side by side that move together, each with a scheme of its own on the layers of a third one, which
 * are not made ready again.
 *
 * Signals: "picked" (uint side, int kind: SxItemKind, gint64 fid: of that side's scheme, 0: none), "copy"
 * (uint side: from). */
#pragma once

#include "map/sx-map-view.h"

#define SX_TYPE_COMPARE_MAPS (sx_compare_maps_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareMaps, sx_compare_maps, SX, COMPARE_MAPS, GtkWidget)

/* The plan, and where on it one is, are those of that view. NULL: nothing is shown any more. */
void sx_compare_maps_set_view (SxCompareMaps *self, SxMapView *beside);
/* While a plan is shown. names: of the schemes, for who cannot see them. Either snapshot may be NULL. */
void sx_compare_maps_set_schemes (SxCompareMaps *self, SxSnapshot *const *snapshots,
                                  const char *const *names);
/* What is marked as selected: a shape on each side, or NULL; zooms to both where asked. */
void sx_compare_maps_select (SxCompareMaps *self, SxShape *const *shapes, gboolean are_lines, gboolean zooms);
/* What the context menu of a side says; NULL: copying is not possible just now. */
void sx_compare_maps_set_copy_label (SxCompareMaps *self, guint side, const char *label);
SxMapView *sx_compare_maps_get_view (SxCompareMaps *self, guint side);
gboolean sx_compare_maps_is_idle (SxCompareMaps *self);
