/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that lives, tells of its life, and is killed, over and over: what the killers share. */
#pragma once

#include <glib.h>
#include <stdio.h>

typedef struct
{
  guint n_kills; /* argv[1], or the default */
  gint64 end;    /* monotonic µs: argv[2] seconds from now, or an hour */
  GRand *random; /* its seed is printed */
} Killing;

/* Also moves temporary files to where no slow disk is. */
void killing_begin (Killing *self, int argc, char *argv[], guint n_kills);
gboolean killing_goes_on (const Killing *self, guint n_killed);
void killing_end (Killing *self);

/* live() never returns; it writes to fd what it does. Killed after a random time of at most longest_us; what
 * it had written comes back, to be closed by the caller. */
FILE *killing_run (const Killing *self, void (*live) (int fd, gpointer data), gpointer data, gint longest_us);
