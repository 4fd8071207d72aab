/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far long work has come, told by whichever thread finishes a part of it. */
#pragma once

#include <glib.h>

typedef struct
{
  void (*told) (double fraction, gpointer data); /* may be NULL; one call at a time, from any thread */
  gpointer data;
  double done;
  GMutex lock;
} SxProgress;

void sx_progress_init (SxProgress *self, void (*told) (double fraction, gpointer data), gpointer data);
void sx_progress_clear (SxProgress *self);
/* A share of the whole, 0–1, is done. Any thread; self may be NULL. */
void sx_progress_add (SxProgress *self, double share);
