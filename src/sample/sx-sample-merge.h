/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges parcels that are too small into the neighbours that suit them best. */
#pragma once

#include "sample/sx-sample-county.h"

/* parcels: SxParcel, [0] unused, as labelled in the lattice. Merges all below 3 cells, then the smallest,
 * until only `wanted` are left; merged ones get n_cells 0. Returns how many are left: wanted, or fewer, or
 * more where no more can go. */
guint sx_merge_parcels (SxLattice *lattice, GArray *parcels, guint wanted);
