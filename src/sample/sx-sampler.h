/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of the sample's tables share. Each writer makes whole tables, one after the other. */
#pragma once

#include "sample/sx-sample-land.h"
#include "sample/sx-sample-outline.h"
#include "sample/sx-sample-package.h"

typedef struct
{
  const SxCounty *county;
  const SxLandUse *use;
  SxSamplePackage *package;
  SxOutliner outliner;
  SxShapeBuffer buffer;          /* the shape at hand */
  double *area;                  /* ellipsoidal, m², per parcel; filled by the writer of DLTB */
  guint32 *key;                  /* scratch, per parcel: what sx_sampler_dissolve() takes */
  double arable_m2, farmland_m2; /* sums of what was written */
} SxSampler;

/* 要素层代码 within BSM; those that stand for several layers are counted on from. */
typedef enum
{
  SX_BSM_XZQ = 1001,
  SX_BSM_DLTB = 2001,
  SX_BSM_FARMLAND = 2005,
  SX_BSM_RESERVE = 2007,
  SX_BSM_HIGH_STANDARD = 2008,
  SX_BSM_REDLINE = 2213,
  SX_BSM_BOUNDARY = 2215,
  SX_BSM_ZONING = 2610,
  SX_BSM_CITY_USE = 2620,
  SX_BSM_CITY = 2621,
  SX_BSM_CITY_ROAD = 2622,
  SX_BSM_CITY_LINES = 2630,
  SX_BSM_DISCS = 2700,
  SX_BSM_KFQ = 2710,
  SX_BSM_FNYQ = 2711,
  SX_BSM_FZFX = 2712,
  SX_BSM_APPROVED = 2720,
  SX_BSM_SUITABILITY = 2730,
  SX_BSM_PROTECTED = 2740,
  SX_BSM_RIVER_REACH = 2750,
} SxBsmLayer;

/* "341699" + 4 digits of the layer + 8 of the number; in a buffer of the caller's. */
#define SX_BSM_SIZE 24
const char *sx_sampler_bsm (char buffer[SX_BSM_SIZE], guint layer, guint number);
double sx_sampler_area (const SxSampler *self, const SxShapeView *view); /* ellipsoidal, rounded to 0.01 m² */
/* For each piece of ground of one key (self->key, 0: none), of the cells in mask where that is not NULL:
 * row() binds the row's cells and adds it. */
typedef void (*SxSamplerRow) (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data);
void sx_sampler_dissolve (SxSampler *self, const guint8 *mask, SxSamplerRow row, gpointer data);

/* A number for the township and the square of some 10 km that the parcel lies in: what hangs together for
 * hundreds of kilometres is cut along them. Below 2^17. */
guint sx_sampler_district (const SxSampler *self, guint parcel);
/* Whole tables with the columns BSM, name, MJ: a row a piece of self->key, or all pieces in one row. */
void sx_sampler_write_pieces (SxSampler *self, const SxSampleTable *table, guint layer, const char *name,
                              const guint8 *mask);
void sx_sampler_write_as_one (SxSampler *self, const SxSampleTable *table, guint layer, const char *name);

void sx_sampler_write_survey (SxSampler *self); /* XZQ, DLTB, DLTB2020 */
void sx_sampler_write_lines (SxSampler *self);  /* YJJBNTBHTB, STBHHX, CZKFBJGX, GHFQ, YJJBNTCBQ, GBZNT */
void sx_sampler_write_city (SxSampler *self);   /* ZXCQ… */
void sx_sampler_write_constraints (SxSampler *self); /* the rest of the plan package's tables but JQZDXMM */
void sx_sampler_write_scheme (SxSampler *self);      /* sx_adjustment, …; JQZDXMM */
