/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides the county's cells into zones: rectangles split in two again and again, with streets, tracks and
 * ditches left between them, until they are as large as a parcel of their place is. */
#pragma once

#include "sample/sx-sample-county.h"

/* Appends to zones (SxZone; [0] exists and stands for outside) and labels the county's cells, which are
 * labelled 1 on entry, with zone numbers. */
void sx_divide_county (SxCounty *county, GArray *zones);
