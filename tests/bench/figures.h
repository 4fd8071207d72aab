/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benches share: times in order, and figures as run.py reads them, `name: value unit` a line. */
#pragma once

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Ends the program with the message, where there is one. */
static inline void
check (const GError *error)
{
  if (!error)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

static inline gint64
clock_ns (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return (gint64)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline gint64
now_ns (void)
{
  return clock_ns (CLOCK_MONOTONIC);
}

/* Processor time of the program so far, all its threads. */
static inline gint64
work_ns (void)
{
  return clock_ns (CLOCK_PROCESS_CPUTIME_ID);
}

/* For sorting doubles, and gint64. */
static inline int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static inline int
compare_integers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* Of doubles, which it sorts; NAN of none. */
static inline double
quantile (GArray *values, double q)
{
  g_array_sort (values, compare_doubles);
  return values->len ? g_array_index (values, double, (guint)(q * (values->len - 1))) : (double)NAN;
}

static inline void
report (const char *name, double value, const char *unit)
{
  printf ("%s: %.5g %s\n", name, value, unit);
  fflush (stdout);
}
