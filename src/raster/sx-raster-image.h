/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as a server sends it (PNG, JPEG, WebP, GIF, TIFF). */
#pragma once

#include <gio/gio.h>

/* As width × height pixels of red, green, blue, alpha (bytes), whatever its own size, which is looked at
 * before a pixel is read. NULL: it is no picture, or larger than one of a tile may be. */
GBytes *sx_raster_image_decode (GBytes *file, int width, int height);
