/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli sample OUT.gpkg: makes up a county. */
#include "cli/sx-command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-opened-plan.h"
#include "sample/sx-sample.h"

typedef struct
{
  GCancellable *cancellable;
  gboolean is_shown; /* standard error is a terminal */
  int percent;       /* shown last */
} Progress;

static void
stop_signals (sigset_t *signals)
{
  sigemptyset (signals);
  sigaddset (signals, SIGINT);
  sigaddset (signals, SIGTERM);
  sigaddset (signals, SIGHUP);
}

/* Ctrl+C waits for this: then the unfinished file is taken away as after any failure. */
static gboolean
is_interrupted (void)
{
  sigset_t pending;

  return sigpending (&pending) == 0
         && (sigismember (&pending, SIGINT) || sigismember (&pending, SIGTERM)
             || sigismember (&pending, SIGHUP));
}

static void
on_progress (double fraction, gpointer data)
{
  Progress *self = data;
  int percent = (int)(fraction * 100);

  if (is_interrupted ())
    g_cancellable_cancel (self->cancellable);
  if (!self->is_shown || percent == self->percent)
    return;
  self->percent = percent;
  fprintf (stderr, "\r%3d %%", percent);
}

static gboolean
parse_number (char **given, const char *name, guint64 fallback, guint64 limit, guint64 *out, GError **error)
{
  const char *text = sx_option_once (given, name, "", error);

  if (!text)
    return FALSE;
  *out = fallback;
  if (!given || g_ascii_string_to_unsigned (text, 10, 0, limit, out, NULL))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("%s takes a whole number of 0 or more, not “%s”."), name,
               text);
  return FALSE;
}

static gboolean
write_sample (const char *file, guint parcels, guint64 seed, gboolean force, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { cancellable, isatty (STDERR_FILENO), -1 };
  sigset_t signals, before;
  gboolean is_done;

  stop_signals (&signals);
  pthread_sigmask (SIG_BLOCK, &signals, &before);
  is_done = sx_sample_replace (file, parcels, seed, force, on_progress, &progress, cancellable, error);
  if (progress.percent >= 0)
    fputs ("\r     \r", stderr);
  pthread_sigmask (SIG_SETMASK, &before, NULL); /* a signal that waited ends the program here */
  return is_done;
}

int
sx_command_sample (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL, parcels = NULL, seed = NULL;
  guint64 n_parcels, seed_number;
  gboolean force = FALSE;
  GError *error = NULL;
  const GOptionEntry entries[] = {
    { "parcels", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &parcels, N_ ("Number of parcels (default 20000)"),
      N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &seed, N_ ("Which of the possible counties (default 1)"),
      N_ ("S") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("Replace a sample that was edited since"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  int status = sx_command_parse (argc, argv, _ ("OUT.gpkg"), 1,
                                 _ ("Writes a plan package of a made-up county: the same content for the "
                                    "same N and S."),
                                 entries, &operands);

  if (status != SX_GO_ON)
    return status;
  if (!parse_number (parcels, "--parcels", SX_SAMPLE_PARCELS_DEFAULT, G_MAXUINT, &n_parcels, &error)
      || !parse_number (seed, "--seed", SX_SAMPLE_SEED_DEFAULT, G_MAXUINT64, &seed_number, &error)
      || !write_sample (operands[0], (guint)n_parcels, seed_number, force, &error))
    return sx_command_fail (error);
  return SX_EXIT_DONE;
}
