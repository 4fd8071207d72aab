/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "killing.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

void
killing_begin (Killing *self, int argc, char *argv[], guint n_kills)
{
  guint32 seed = (guint32)g_get_real_time ();
  gint64 seconds = argc > 2 ? strtol (argv[2], NULL, 10) : 3600;

  self->n_kills = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : n_kills;
  self->end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  self->random = g_rand_new_with_seed (seed);
  g_print ("seed: %u\n", seed);
  /* A killed process loses nothing that the kernel has: without a slow disk more edits fall into a life. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
}

gboolean
killing_goes_on (const Killing *self, guint n_killed)
{
  return n_killed < self->n_kills && g_get_monotonic_time () < self->end;
}

void
killing_end (Killing *self)
{
  g_rand_free (self->random);
}

FILE *
killing_run (const Killing *self, void (*live) (int fd, gpointer data), gpointer data, gint longest_us)
{
  int ends[2];
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
  g_usleep ((gulong)g_rand_int_range (self->random, 0, longest_us));
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  return fdopen (ends[0], "r");
}
