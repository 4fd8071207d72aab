/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a thread has worked, whatever else the machine does meanwhile. */
#pragma once

#include <glib.h>
#include <time.h>

/* Processor time of the calling thread so far, ms. */
static inline double
sx_thread_busy_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}
