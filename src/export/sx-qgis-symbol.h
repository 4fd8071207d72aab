/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a feature is painted, as a symbol of QGIS. */
#pragma once

#include "picture/sx-map-style.h"

/* Appends <symbol name="number"> for a class of the table, as on the light map: fill, hatch, band along the
 * border, and the border with its dashes; of lines their casing and the line. */
void sx_qgis_symbol_append (GString *out, guint number, const SxTableStyle *style, guint map_class,
                            gboolean is_line);
