/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the way of handing a scheme in, or should be looked at before, in one list. */
#pragma once

#include "export/sx-delivery.h"

typedef enum
{
  SX_PREFLIGHT_EMPTY,     /* the scheme changes nothing: there is nothing to hand in */
  SX_PREFLIGHT_INDICATOR, /* a row fails */
  SX_PREFLIGHT_CONFLICT,
  SX_PREFLIGHT_SITUATION, /* a plot without situation, or with an unknown one */
  SX_PREFLIGHT_INVARIANT, /* the after-state does not add up */
  SX_PREFLIGHT_JUDGEMENT, /* a row that a person has to judge, and nobody did */
  SX_PREFLIGHT_REASON,    /* a judgement without its reason, plots without their basis */
  SX_PREFLIGHT_NO_DATA,   /* a row that has no data */
  SX_PREFLIGHT_NO_LAYER,  /* a layer that the package has not */
} SxPreflightKind;

typedef struct
{
  SxPreflightKind kind;
  gboolean blocks;       /* nothing is handed in, unless it is taken on */
  gboolean is_final;     /* and that cannot be */
  char *text;            /* a sentence in the user's language */
  char *record;          /* the same in Chinese, for the files */
  const char *indicator; /* go there: id of the row; of the result's rules; NULL: none */
  gint64 adjustment;     /* go there: fid of the plot; 0: none */
  SxBox box;             /* go there: the ground, in the plan's plane; empty: none */
} SxPreflightItem;

/* SxPreflightItem *, what blocks first. delivery: NULL where it is not made yet; then invariants are not in
 * the list. result: of that scheme. Cheap; any thread, as nothing of it is changed. */
GPtrArray *sx_preflight (const SxPlan *plan, const SxScheme *scheme, const SxResult *result,
                         const SxDelivery *delivery);
guint sx_preflight_n_blocking (const GPtrArray *items);
const char *sx_preflight_kind_name (SxPreflightKind kind); /* "empty", "indicator", … */

/* Who hands it in takes on what of the list blocks, instead of anything before; every file says so. Before
 * sx_deliver(), and on the delivery's thread. FALSE where something cannot be taken on. */
gboolean sx_delivery_accept (SxDelivery *delivery, const GPtrArray *items);
/* Whether all that blocks was taken on; else *open, SxPreflightItem's sentence, owned by the caller; may be
 * NULL.
 */
gboolean sx_delivery_is_accepted (const SxDelivery *delivery, char **open);
