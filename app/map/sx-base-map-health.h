/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a server does: who asks, and for how long nobody does. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  guint attempt;    /* since the last pause; rises with each */
  guint n_failures; /* pauses in a row */
  gboolean is_refused;
  gint64 paused_until; /* monotonic; 0: not */
  void (*changed) (gpointer data);
  gpointer data;
} SxBaseMapHealth;

static inline gboolean
sx_base_map_health_is_paused (const SxBaseMapHealth *self)
{
  return self->is_refused || g_get_monotonic_time () < self->paused_until;
}
