/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that lives, tells of its life, and is killed, over and over: what the killers share. */
#pragma once

#include <glib.h>
#include <stdio.h>

typedef struct
{
  guint n_kills;          /* argv[1], or the default */
  gint64 end;             /* monotonic µs: argv[2] seconds from now, or an hour */
  GRand *random;          /* its seed is printed, and once more where something fails */
  gint longest, shortest; /* µs: what a life may last now, and may when all goes well */
} Killing;

/* Also moves temporary files to where no slow disk is. */
void killing_begin (Killing *self, int argc, char *argv[], guint n_kills, gint longest_us);
/* n_done: what was finished in all lives so far; there is no end before something was. */
gboolean killing_goes_on (const Killing *self, guint n_killed, guint n_done);
void killing_end (Killing *self);

/* live() never returns; it writes to fd what it does. Killed after a random time of at most the longest; what
 * it had written comes back, to be closed by the caller. */
FILE *killing_run (const Killing *self, void (*live) (int fd, gpointer data), gpointer data);
/* How much the last life finished: where it was nothing, the next one may last longer. A busy machine needs
 * its time. */
void killing_learn (Killing *self, guint n_done);
