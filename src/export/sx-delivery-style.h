/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of the submission's layers as QGIS keeps them in a package (layer_styles), after the map's own
 * style. */
#pragma once

#include "export/sx-after-state.h"
#include "store/sx-package-writer.h"

/* For the table and, where it is a maintained one, its WHQ, WHC and WHH. layer may be NULL. */
void sx_delivery_write_styles (SxPackageWriter *writer, const char *table, const SxLayer *base,
                               const SxAfterLayer *layer);
