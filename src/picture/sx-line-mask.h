/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines as a mask of bytes: where lines meet or lie on each other the darker one counts, so a border that two
 * parcels share, or a corner, is no darker than the rest. */
#pragma once

#include "picture/sx-pixel-ring.h"

typedef struct
{
  int width, height;
  guint8 *bytes;
  int y0, y1; /* rows touched; y1 exclusive */
} SxLineMask;

void sx_line_mask_init (SxLineMask *self);
void sx_line_mask_clear (SxLineMask *self);
/* Pixels; another size: all 0. */
void sx_line_mask_resize (SxLineMask *self, int width, int height);
void sx_line_mask_drop (SxLineMask *self); /* all 0 again */

/* A straight line with round ends, `width` pixels wide. */
void sx_line_mask_add (SxLineMask *self, SxPixel a, SxPixel b, float width);
