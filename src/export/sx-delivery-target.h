/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is written beside its place and moved there when it is complete; until then, and whatever
 * happens, what was there stays. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *file;      /* where it goes */
  char *temporary; /* where it is written: there, empty */
  int fd;          /* keeps a lock, so that the leftovers of a killed export can be told from a running one */
} SxDeliveryTarget;

/* folder is made where it is missing. may_replace says whether an existing file is of the kind that may be
 * replaced. Errors: UNWRITABLE. */
SxDeliveryTarget *sx_delivery_target_new (const char *folder, const char *name,
                                          gboolean (*may_replace) (const char *file), GError **error);
/* On disk and under its name; frees self, the temporary file too where it fails. Errors: UNWRITABLE. */
gboolean sx_delivery_target_finish (SxDeliveryTarget *self, GError **error);
/* Takes everything back. */
void sx_delivery_target_free (SxDeliveryTarget *self);
