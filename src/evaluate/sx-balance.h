/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The balances of ground that 附表6 (zones) and 附表7 (land use of the central city) print: which codes each
 * of their rows counts, and what the plan has of it before any scheme. A feature of the partition counts its
 * attribute area, a part of it that share of it. */
#pragma once

#include <gio/gio.h>

#include "geometry/sx-area.h"
#include "plan/sx-layer.h"
#include "plan/sx-plan.h"

typedef enum
{
  SX_BALANCE_ZONES, /* 附表6, GHFQ */
  SX_BALANCE_USES,  /* 附表7, ZXCQGHYDYH */
  SX_N_BALANCES,
} SxBalanceKind;

#define SX_BALANCE_MAX_ROWS 56

typedef struct
{
  const char *heads[4];       /* as printed: an empty one goes on with what stands above it */
  const char *name, *name_en; /* by itself */
  const char *codes;          /* prefixes, blanks between; "": all others; "-": none; NULL: a sum */
  guint sum_from, sum_to;     /* of rows, both included; sums among them are left out */
} SxBalanceRow;

/* As printed, in order. */
const SxBalanceRow *sx_balance_rows (SxBalanceKind kind, guint *n);
/* The row that counts the code: that of the longest prefix. */
guint sx_balance_row_of (SxBalanceKind kind, const char *code);
const char *sx_balance_table (SxBalanceKind kind); /* "GHFQ" */

/* One side of a balance, m², row by row; sums are filled in from the rows they are of. */
void sx_balance_add_up (SxBalanceKind kind, double *areas);

/* ---- the base */

typedef struct
{
  SxLayer *layer;                     /* borrowed; NULL: the plan has no such table */
  guint8 *row;                        /* per feature */
  double *measured;                   /* per feature, m²: its attribute, or where it has none its area */
  double *scale;                      /* per feature: that by its area */
  double before[SX_BALANCE_MAX_ROWS]; /* m², without the sums */
} SxBalanceBase;

/* Work is shared among all cores. To be cleared in any case. Errors: CANCELLED. */
gboolean sx_balance_base_init (SxBalanceBase *self, SxBalanceKind kind, const SxPlan *plan,
                               const SxMetric *metric, GCancellable *cancellable, GError **error);
void sx_balance_base_clear (SxBalanceBase *self);
