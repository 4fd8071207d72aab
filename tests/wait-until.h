/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for what other threads and the display do: for a state, never for a time. */
#pragma once

#include <glib.h>

#define WAIT_AT_MOST (120 * G_USEC_PER_SEC) /* also on a machine that has other things to do */

/* A turn of the main loop; the end of the test, where it should be over by then. */
static inline void
wait_a_moment (gint64 end)
{
  g_assert_cmpint (g_get_monotonic_time (), <, end);
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (500);
}

/* Runs the main loop until it holds. */
#define wait_until(condition)                                                                                \
  for (gint64 wait_end = g_get_monotonic_time () + WAIT_AT_MOST; !(condition);)                              \
  wait_a_moment (wait_end)
