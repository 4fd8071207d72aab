/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that a quality check looks at, table by table, and what is expected of them (domain.md 1.5). */
#pragma once

#include <glib.h>
#include "store/sx-quality-codes.h"

typedef enum
{
  SX_FIELD_BSM,
  SX_FIELD_CODE,
  SX_FIELD_NAME,   /* of the code before it */
  SX_FIELD_AREA,   /* m², of the whole polygon */
  SX_FIELD_NET,    /* m², less what is deducted: what indicators count */
  SX_FIELD_FACTOR, /* 扣除地类系数, 0 ≤ x < 1 */
  SX_FIELD_DEDUCTED,
} SxFieldRole;

typedef struct
{
  const char *table, *field; /* standard names */
  SxFieldRole role;
  SxCodeList codes;
  gboolean is_mandatory; /* the field, and a value in every row */
} SxQualityField;

/* All of them, n in number; static. */
const SxQualityField *sx_quality_field_list (guint *n);
/* NULL: not looked at. */
const SxQualityField *sx_quality_field_find (const char *table, const char *field);
gboolean sx_quality_field_is_number (const SxQualityField *self);
/* Table → GPtrArray of field names, as sx_package_tables_find () wants it. */
GHashTable *sx_quality_field_names (void);
