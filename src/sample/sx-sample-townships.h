/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives parcels that lie apart from the rest of their township to a neighbouring one, so that every township
 * is one piece without exclaves. */
#pragma once

#include "sample/sx-sample-county.h"

/* parcels: SxParcel, [0] unused, as labelled in the lattice. */
void sx_join_townships (const SxLattice *lattice, GArray *parcels);
