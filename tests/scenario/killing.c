/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "killing.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_US (10 * G_USEC_PER_SEC)

/* ---- the seed, last of all where something fails */

static char last_word[64];

static void
tell_seed (int number)
{
  if (write (STDERR_FILENO, last_word, strlen (last_word)) < 0)
    _exit (1);
  raise (number); /* the handler is gone: it ends as without it */
}

/* Of assertions and warnings; the sanitizers have their own handlers of the rest. */
static void
tell_seed_at_failure (guint32 seed)
{
  struct sigaction action = { .sa_handler = tell_seed, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };

  g_snprintf (last_word, sizeof last_word, "The seed was %u.\n", seed);
  sigaction (SIGABRT, &action, NULL);
  sigaction (SIGTRAP, &action, NULL);
}

/* ---- lives */

void
killing_begin (Killing *self, int argc, char *argv[], guint n_kills, gint longest_us)
{
  guint32 seed = (guint32)g_get_real_time ();
  gint64 seconds = argc > 2 ? strtol (argv[2], NULL, 10) : 3600;

  self->n_kills = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : n_kills;
  self->end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  self->random = g_rand_new_with_seed (seed);
  self->longest = self->shortest = longest_us;
  g_print ("seed: %u\n", seed);
  tell_seed_at_failure (seed);
  /* A killed process loses nothing that the kernel has: without a slow disk more edits fall into a life. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
}

gboolean
killing_goes_on (const Killing *self, guint n_killed, guint n_done)
{
  return n_done == 0 || (n_killed < self->n_kills && g_get_monotonic_time () < self->end);
}

void
killing_end (Killing *self)
{
  g_rand_free (self->random);
}

FILE *
killing_run (const Killing *self, void (*live) (int fd, gpointer data), gpointer data)
{
  int ends[2], status = 0;
  pid_t child;

  if (pipe (ends) != 0)
    g_error ("no pipe");
  child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      live (ends[1], data);
      _exit (1);
    }
  close (ends[1]);
  g_usleep ((gulong)g_rand_int_range (self->random, 0, self->longest));
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
  if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL)
    g_error ("it ended before it was killed, with status %d", status);
  return fdopen (ends[0], "r");
}

void
killing_learn (Killing *self, guint n_done)
{
  self->longest = n_done > 0 ? self->shortest : MIN (2 * self->longest, MOST_US);
}
