/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the survey and the plan say of every parcel of the made-up county: settlement, 2020, and which line
 * and zone it lies in. */
#pragma once

#include "sample/sx-sample-county.h"

typedef enum
{
  SX_FARMLAND_NONE,
  SX_FARMLAND_WHOLE,
  SX_FARMLAND_CUT,     /* cut back from one side */
  SX_FARMLAND_RESERVE, /* 永久基本农田储备区 */
} SxFarmland;

typedef struct
{
  guint8 settled, settled2020; /* SxSettled */
  guint8 land2020;             /* SxClass */
  guint8 slope;                /* GDPDJB of cropland; 0 elsewhere */
  guint8 farmland;             /* SxFarmland */
  guint8 is_redline;
  guint8 is_core; /* of a protected area */
  guint8 is_high_standard;
  guint8 is_city;   /* of the central city */
  guint8 is_near;   /* within a town's reach and a third beyond */
  guint16 boundary; /* 0, 410, 420, 430 */
  guint16 zone;     /* GHFQDM */
  guint16 kc;       /* KCXS in 1/10000 */
} SxLand;

typedef struct
{
  const SxCounty *county;
  SxLand *land;     /* per parcel, [0] unused */
  guint32 *key2020; /* per parcel: the parcel whose shape it was part of in 2020 */
} SxLandUse;

void sx_land_use_init (SxLandUse *self, const SxCounty *county);
void sx_land_use_clear (SxLandUse *self);
/* TRUE where the parcel may be farmland cut back; known before anything else is. */
gboolean sx_land_may_be_cut (guint64 seed, const SxParcel *parcel);

static inline gboolean
sx_land_is_crop (SxClass c)
{
  return sx_class_info (c)->group == SX_GROUP_CROP;
}
