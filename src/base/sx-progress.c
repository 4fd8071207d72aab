/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-progress.h"

#include "base/sx-lock.h"

void
sx_progress_init (SxProgress *self, void (*told) (double fraction, gpointer data), gpointer data)
{
  self->told = told;
  self->data = data;
  self->done = 0;
  g_mutex_init (&self->lock);
}

void
sx_progress_clear (SxProgress *self)
{
  g_mutex_clear (&self->lock);
}

void
sx_progress_add (SxProgress *self, double share)
{
  if (!self || !self->told)
    return;
  sx_lock (&self->lock);
  if (self->done < 1)
    self->told (self->done = MIN (1, self->done + share), self->data);
  sx_unlock (&self->lock);
}
