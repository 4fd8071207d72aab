/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The land classes that the sample uses: survey code and name (三调工作分类), what it becomes in a land-use
 * plan (用地用海分类, 6 digits), and what its parcels look like. */
#pragma once

#include <glib.h>

typedef enum
{
  SX_CLASS_NONE,
  SX_CLASS_PADDY,
  SX_CLASS_IRRIGATED,
  SX_CLASS_DRY,
  SX_CLASS_ORCHARD,
  SX_CLASS_TEA,
  SX_CLASS_OTHER_GARDEN,
  SX_CLASS_WOOD,
  SX_CLASS_BAMBOO,
  SX_CLASS_SHRUB,
  SX_CLASS_OTHER_WOOD,
  SX_CLASS_MEADOW,
  SX_CLASS_GRASS,
  SX_CLASS_COMMERCE,
  SX_CLASS_LOGISTICS,
  SX_CLASS_INDUSTRY,
  SX_CLASS_MINE,
  SX_CLASS_TOWN_HOUSE,
  SX_CLASS_FARM_HOUSE,
  SX_CLASS_OFFICE,
  SX_CLASS_SCHOOL,
  SX_CLASS_UTILITY,
  SX_CLASS_PARK,
  SX_CLASS_SQUARE,
  SX_CLASS_SPECIAL,
  SX_CLASS_RAILWAY,
  SX_CLASS_ROAD,
  SX_CLASS_STREET,
  SX_CLASS_STATION,
  SX_CLASS_TRACK,
  SX_CLASS_RIVER,
  SX_CLASS_RESERVOIR,
  SX_CLASS_POND,
  SX_CLASS_FISHPOND,
  SX_CLASS_SHOAL,
  SX_CLASS_DITCH,
  SX_CLASS_DYKE,
  SX_CLASS_IDLE,
  SX_CLASS_FACILITY,
  SX_CLASS_BARE,
  SX_N_CLASSES,
} SxClass;

typedef enum
{
  SX_GROUP_OTHER,
  SX_GROUP_CROP,
  SX_GROUP_GARDEN,
  SX_GROUP_WOOD,
  SX_GROUP_GRASS,
  SX_GROUP_BUILT,
  SX_GROUP_STRIP, /* roads, ditches */
  SX_GROUP_WATER,
} SxGroup;

typedef struct
{
  const char *code, *name; /* DLBM, DLMC */
  SxGroup group;
  double thin;                     /* how far a strip of it is pinched, 0–0.4 of a cell on either side */
  const char *use_code, *use_name; /* YDYHFLDM, YDYHFLMC */
} SxClassInfo;

/* Static. */
const SxClassInfo *sx_class_info (SxClass c);

/* CZCSXM: land inside settlements. */
typedef enum
{
  SX_SETTLED_NONE,
  SX_SETTLED_CITY,          /* 201 */
  SX_SETTLED_CITY_WORKS,    /* 201A */
  SX_SETTLED_TOWN,          /* 202 */
  SX_SETTLED_TOWN_WORKS,    /* 202A */
  SX_SETTLED_VILLAGE,       /* 203 */
  SX_SETTLED_VILLAGE_WORKS, /* 203A */
  SX_SETTLED_MINE,          /* 204 */
  SX_SETTLED_SPECIAL,       /* 205 */
} SxSettled;

const char *sx_settled_code (SxSettled s); /* NULL for none */
