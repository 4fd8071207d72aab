/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the delivery job works with: one state, its delivery and its atlas, all on one thread. No function
 * here is another thread's. */
#pragma once

#include "sx-delivery-digest.h"

#include "deliver/sx-deliver.h"
#include "plan/sx-snapshot.h"

/* A scheme at one moment, and what it gives. */
typedef struct
{
  SxPlan *plan;
  SxSnapshot *snapshot;
  SxResult *result;
  SxMetric metric;
} SxDeliveryState;

SxDeliveryState *sx_delivery_state_new (SxPlan *plan, SxSnapshot *snapshot, SxResult *result,
                                        const SxMetric *metric);
void sx_delivery_state_free (SxDeliveryState *self);

typedef struct _SxDeliveryDesk SxDeliveryDesk;

SxDeliveryDesk *sx_delivery_desk_new (void);
void sx_delivery_desk_free (SxDeliveryDesk *self);

/* Both are taken, and may be NULL: as before. The digest of what is on the desk now; NULL: nothing is, or it
 * was cancelled. */
SxDeliveryDigest *sx_delivery_desk_prepare (SxDeliveryDesk *self, SxDeliveryState *state,
                                            SxDeliveryLook *look, GCancellable *cancellable);
/* A sheet as wide as so many pixels. NULL with error unset: there is no such sheet any more. */
GdkTexture *sx_delivery_desk_paint (SxDeliveryDesk *self, guint sheet, int width, GCancellable *cancellable,
                                    GError **error);
/* As sx_deliver(); the atlas looks as it does on the desk. state: the generation that the user looked at;
 * another one is not written (CONFLICT). take_on: the user takes on all that blocks. */
gboolean sx_delivery_desk_deliver (SxDeliveryDesk *self, guint64 state, gboolean take_on,
                                   const SxDeliverOptions *options, SxDeliverTold told, gpointer data,
                                   GPtrArray **files, GCancellable *cancellable, GError **error);
