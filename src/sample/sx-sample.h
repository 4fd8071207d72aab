/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up county as a plan package (plan-package.md): believable, of any size, and the same content for the
 * same number of parcels and seed on every machine. Nothing in it stands for a real place. */
#pragma once

#include <gio/gio.h>

#define SX_SAMPLE_PARCELS_MIN 50
#define SX_SAMPLE_PARCELS_MAX 2000000
#define SX_SAMPLE_PARCELS_DEFAULT 20000
#define SX_SAMPLE_SEED_DEFAULT 1

/* fraction: 0–1, never falling. Called on the calling thread. */
typedef void (*SxSampleProgress) (double fraction, gpointer data);

/* Writes the package beside `file` under a temporary name and moves it into place when it is complete. An
 * existing file is replaced only where it is an earlier sample of this program that nobody wrote to since.
 * Whatever fails, what was there stays and nothing else is left. progress and cancellable may be NULL. Any
 * thread. Errors: SX_ERROR_LIMIT (number of parcels), SX_ERROR_UNWRITABLE, G_IO_ERROR_CANCELLED. */
gboolean sx_sample_write (const char *file, guint parcels, guint64 seed, SxSampleProgress progress,
                          gpointer data, GCancellable *cancellable, GError **error);
/* The same; is_forced: also in place of a sample that was edited. */
gboolean sx_sample_replace (const char *file, guint parcels, guint64 seed, gboolean is_forced,
                            SxSampleProgress progress, gpointer data, GCancellable *cancellable,
                            GError **error);
