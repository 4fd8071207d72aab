/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "DLBM in {0101, 0102}", "DLBM like 01%", "CZCSXM not in {…}": a conjunction of tests on text columns, as
 * rule profiles write them. Codes are compared as trimmed text, exactly, or by their first four characters
 * where the profile chooses code_match = first4 (for land-class fields DLBM only). */
#pragma once

#include "base/sx-types.h"
#include "plan/sx-layer.h"

typedef enum
{
  SX_TEST_IN,     /* the cell is one of values */
  SX_TEST_NOT_IN, /* the cell is none of values (NULL is none of them) */
  SX_TEST_STARTS, /* the cell starts with one of values ("like 01%") */
} SxTestKind;

typedef struct
{
  char *field; /* standard name; or two, "GHFQDM|GHFQMC": the second counts where the first is empty */
  SxTestKind kind;
  gboolean first4; /* compare the first four characters only */
  char **values;   /* NULL-terminated */
} SxTest;

struct _SxFilter
{
  GPtrArray *tests; /* SxTest *; all must hold; empty: everything passes */
};

SxFilter *sx_filter_new (void);
void sx_filter_free (SxFilter *self);
/* One more test that has to hold; copies all. */
void sx_filter_add (SxFilter *self, const char *field, SxTestKind kind, gboolean first4,
                    const char *const *values);
/* One byte a feature, 1 where the filter holds; owned by the caller. NULL filter: all 1. A field that the
 * layer has no column for counts as NULL. Fast: tests each distinct code once. */
guint8 *sx_filter_select (const SxFilter *self, const SxLayer *layer);
