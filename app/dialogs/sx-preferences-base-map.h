/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the preferences about what lies below the map; says in place what is wrong with it. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_PREFERENCES_BASE_MAP (sx_preferences_base_map_get_type ())
G_DECLARE_FINAL_TYPE (SxPreferencesBaseMap, sx_preferences_base_map, SX, PREFERENCES_BASE_MAP,
                      AdwPreferencesPage)
