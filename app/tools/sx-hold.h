/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a click from a drag: a hand that trembles moves nothing. */
#pragma once

#include "tools/sx-tool.h"

#define SX_HOLD_PIXELS 3
#define SX_HOLD_MS 150
#define SX_HOLD_SURE_PIXELS 12 /* nobody trembles so far */

typedef struct
{
  gboolean is_down;
  gboolean is_drag;
  SxPointer start;
} SxHold;

static inline void
sx_hold_press (SxHold *self, const SxPointer *pointer)
{
  *self = (SxHold){ TRUE, FALSE, *pointer };
}

/* Whether the button is held and what it holds is being dragged. */
static inline gboolean
sx_hold_motion (SxHold *self, const SxPointer *pointer)
{
  double distance = hypot (pointer->x - self->start.x, pointer->y - self->start.y);

  if (self->is_down && !self->is_drag)
    self->is_drag = distance > SX_HOLD_SURE_PIXELS
                    || (distance > SX_HOLD_PIXELS && pointer->time - self->start.time >= SX_HOLD_MS);
  return self->is_down && self->is_drag;
}

/* Whether that ends a drag; else it was a click. */
static inline gboolean
sx_hold_release (SxHold *self)
{
  gboolean was_drag = self->is_down && self->is_drag;

  self->is_down = self->is_drag = FALSE;
  return was_drag;
}
