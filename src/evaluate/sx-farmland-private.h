/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to sx-farmland: what its three files share. */
#pragma once

#include "evaluate/sx-farmland.h"
#include "evaluate/sx-pieces.h"

#define SX_FARMLAND_NOISE_M2 1e-6

/* What a parcel (of the base, or of DLTB) has become. */
typedef struct
{
  SxFarmlandTerms terms; /* base parcel: after - base; DLTB parcel: what came in */
  GArray *pieces;        /* guint32, made pieces */
} SxFarmlandParcel;

struct _SxFarmland
{
  const SxPlanIndex *index;
  const SxLayer *base, *land; /* may be NULL */
  double fragment_limit;
  guint8 *irrigated, *steep;           /* per base feature */
  guint8 *land_irrigated, *land_steep; /* per DLTB feature */
  const SxColumn *gross, *net;         /* TBMJ, TBDLMJ */
  SxPieces *pieces;
  GHashTable *touched;  /* base feature + 1 → SxFarmlandParcel * */
  GHashTable *incoming; /* DLTB feature + 1 → SxFarmlandParcel * */
  GHashTable *beyond;   /* SxAdjustment * (in) → SxFarmlandParcel *: new ground outside DLTB */
  SxFarmlandTerms terms;
  GByteArray *is_fragment; /* per component */
  guint8 *was_fragment;    /* per base piece: its cluster was a fragment before any scheme */
  guint n_fragments;
};

/* ---- terms and parcels */

/* Adds the terms (sign 1), or takes them out again (−1). */
void sx_farmland_terms_add (SxFarmlandTerms *sum, const SxFarmlandTerms *terms, int sign);
/* m: measure M of the parcel, highstandard: of its high-standard part, m². */
SxFarmlandTerms sx_farmland_make_terms (double m, double highstandard, gboolean is_irrigated,
                                        gboolean is_steep);
/* The table's parcel of that key, made where there is none. */
SxFarmlandParcel *sx_farmland_parcel_of (GHashTable *table, gpointer key);
/* The adjustments of a direction that cover some of the view, as views. */
void sx_farmland_find_over (GPtrArray *adjustments, SxDirection direction, const SxShapeView *view,
                            GArray *out);
/* Adds to the parcel the single parts of the buffer that are no slivers, drops the others from the buffer's
 * measure; gives the area and the high-standard area of what was kept. */
void sx_farmland_keep_pieces (SxFarmland *self, SxFarmlandParcel *parcel, const SxShapeBuffer *ground,
                              double *area, double *high);

/* ---- what comes in (sx-farmland-incoming.c); the parcel must be empty before */

/* What the adjustments bring in of a feature of DLTB. */
gboolean sx_farmland_update_incoming (SxFarmland *self, guint feature, GPtrArray *adjustments,
                                      GError **error);
/* Ground of an in that is outside DLTB. */
gboolean sx_farmland_update_beyond (SxFarmland *self, SxAdjustment *in, GPtrArray *adjustments,
                                    GError **error);

/* ---- clusters (sx-farmland-clusters.c) */

/* All of them, once, before any scheme. */
gboolean sx_farmland_judge_all (SxFarmland *self, GCancellable *cancellable, GError **error);
/* Those that the last batch of components touched. */
gboolean sx_farmland_judge_changed (SxFarmland *self, GError **error);
