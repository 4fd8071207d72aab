/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The borders between polygons of a layer, each once: drawn from both sides a dashed line would fill its own
 * gaps. */
#pragma once

#include "plan/sx-layer.h"

/* Appends, as open lines, all edges that two features of the layer have in common. */
void sx_shared_borders (const SxLayer *layer, SxShapeBuffer *out);
