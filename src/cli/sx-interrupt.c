/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-interrupt.h"

#include <pthread.h>
#include <signal.h>

static gpointer
wait_for_signal (gpointer cancellable)
{
  sigset_t set;
  int number;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  sigwait (&set, &number);
  /* the next one ends the program at once */
  signal (number, SIG_DFL);
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
  g_cancellable_cancel (cancellable);
  return NULL;
}

GCancellable *
sx_interrupt_cancellable (void)
{
  static GCancellable *cancellable;
  sigset_t set;

  if (cancellable)
    return cancellable;
  cancellable = g_cancellable_new ();
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &set, NULL); /* threads made from here on inherit it */
  g_thread_unref (g_thread_new ("interrupt", wait_for_signal, cancellable));
  return cancellable;
}
