/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme is handed in as, for the export dialog: prepared, looked at and written on one thread of its
 * own, so that the window never waits and nothing that is not immutable leaves that thread.
 *
 *   dialog ── sx_delivery_job_prepare (state) ──► thread: SxDelivery, pre-flight, sheets
 *                                                    │ SxDeliveryDigest, a copy
 *   dialog ◄── "prepared" ── job ◄───────────────────┤
 *   dialog ◄── "preview" ── job ◄── texture ─────────┤  of sx_delivery_job_show ()
 *   dialog ◄── "progress", "finished" ── job ◄───────┘  of sx_delivery_job_export ()
 *
 * Of states, looks and previews the newest counts: what is under way for an older one is cancelled. An export
 * goes on with the state that it began with; what is asked meanwhile comes after it.
 *
 * All functions are the main thread's, and none waits. Signals, always from the main loop:
 *
 *   "prepared": get_digest () is new
 *
 *   "preview" (uint, GdkTexture *, char *): the sheet of that number, as show () asked for; or why not
 *
 *   "progress" (double, char *): 0–1, of the export, and what is being written; NULL: it begins
 *
 *   "finished": finish () tells how it ended */
#pragma once

#include "sx-delivery-digest.h"

#include "deliver/sx-deliver.h"
#include "plan/sx-snapshot.h"

#define SX_TYPE_DELIVERY_JOB (sx_delivery_job_get_type ())
G_DECLARE_FINAL_TYPE (SxDeliveryJob, sx_delivery_job, SX, DELIVERY_JOB, GObject)

SxDeliveryJob *sx_delivery_job_new (void);
/* To be called before the last reference goes. Cancels everything, without waiting; what an export has begun
 * is taken back, and the program stays until it is. No signal comes afterwards. */
void sx_delivery_job_close (SxDeliveryJob *self);

/* Another state: its snapshot and its result. Takes references. */
void sx_delivery_job_prepare (SxDeliveryJob *self, SxPlan *plan, SxSnapshot *snapshot, SxResult *result,
                              const SxMetric *metric);
/* Copies. "prepared" follows where there is a state, and the look is another one. */
void sx_delivery_job_set_look (SxDeliveryJob *self, const SxDeliveryLook *look);
/* NULL: not prepared yet. Borrowed until the next "prepared". */
SxDeliveryDigest *sx_delivery_job_get_digest (SxDeliveryJob *self);
/* The sheet as wide as so many pixels. */
void sx_delivery_job_show (SxDeliveryJob *self, guint sheet, int width);

/* Writes the state of the digest, with the look that was set; atlas in options is not looked at. Where the
 * digest has something that blocks, take_on has to say that the user takes it on: the package says so. */
void sx_delivery_job_export (SxDeliveryJob *self, const SxDeliverOptions *options, gboolean take_on);
void sx_delivery_job_cancel (SxDeliveryJob *self); /* the export */
gboolean sx_delivery_job_is_exporting (SxDeliveryJob *self);
/* Of the last export: the files that were written (char *, borrowed), or NULL. */
GPtrArray *sx_delivery_job_finish (SxDeliveryJob *self, GError **error);
