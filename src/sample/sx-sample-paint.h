/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints over the divided county what does not follow its blocks: rivers with their banks, reservoirs,
 * railway, roads and tracks, mines, and small lone fields in the hills. */
#pragma once

#include "sample/sx-sample-county.h"

/* Appends to zones and relabels cells. */
void sx_paint_county (SxCounty *county, GArray *zones);
