/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels as files have them and as the screen wants them. */
#pragma once

#include <glib.h>

/* n pixels of red, green, blue, alpha (bytes) as cairo's ARGB32, in place. TRUE: some of them can be seen. */
gboolean sx_raster_premultiply (guint8 *pixels, gsize n);
/* Draws n pixels of ARGB32 over others of it. */
void sx_raster_lay_over (guint32 *below, const guint32 *above, gsize n);
