/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statutory tables as attribute tables of a package: a row each, columns named by their headings. */
#pragma once

#include "export/sx-grid.h"
#include "store/sx-package-writer.h"

/* Under the grid's name; what stands in a second part goes into a table of its own, "附表1续". */
void sx_grid_write_rows (const SxGrid *self, SxPackageWriter *writer);
