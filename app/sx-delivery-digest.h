/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the export dialog knows of one state: a copy that the thread which makes the delivery hands out. */
#pragma once

#include "sx-app-types.h"

#include "deliver/sx-preflight.h"

/* One map sheet. */
typedef struct
{
  char *title;
  char *missing;        /* why there is no such sheet, or NULL */
  double width, height; /* points */
} SxDeliverySheet;

/* What the dialog shows of one state. Immutable and counted. */
typedef struct
{
  guint64 state;     /* the generation of its snapshot */
  char *failure;     /* why nothing can be handed in, or NULL; then there is nothing else */
  char *fingerprint; /* 64 hexadecimal digits */
  GPtrArray *checks; /* SxPreflightItem *, what blocks first */
  guint n_blocking;
  GPtrArray *sheets; /* SxDeliverySheet * */
  SxResult *result;
} SxDeliveryDigest;

/* All zero but for the count, its lists empty; for who makes it. Takes a reference on the result. */
SxDeliveryDigest *sx_delivery_digest_new (guint64 state, SxResult *result);
void sx_delivery_digest_add_sheet (SxDeliveryDigest *self, const char *title, const char *missing,
                                   double width, double height);
SxDeliveryDigest *sx_delivery_digest_ref (SxDeliveryDigest *self);
void sx_delivery_digest_unref (SxDeliveryDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxDeliveryDigest, sx_delivery_digest_unref)

/* How the sheets look. */
typedef struct
{
  const char *paper;  /* "A4" … "A0" */
  const char *agency; /* 编制单位; NULL or "": none */
} SxDeliveryLook;
SxDeliveryLook *sx_delivery_look_copy (const SxDeliveryLook *self);
void sx_delivery_look_free (SxDeliveryLook *self); /* a copy */
