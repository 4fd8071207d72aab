/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The made-up county: its ground, its lattice, and the parcels that the lattice is divided into. */
#pragma once

#include <gio/gio.h>
#include "geometry/sx-projection.h"
#include "sample/sx-sample-codes.h"
#include "sample/sx-sample-ground.h"
#include "sample/sx-sample-lattice.h"

/* What a zone (a piece of ground painted in one go) and the parcels cut from it are. */
typedef struct
{
  guint8 land;     /* SxClass */
  guint8 place;    /* SxPlaceKind */
  guint8 township; /* index into ground.seats */
  guint8 height;   /* 0–255 */
  guint8 is_kept;  /* never merged away, however small */
  guint8 is_works;
} SxZone;

typedef struct
{
  guint32 seed; /* first cell in stored order */
  guint32 n_cells;
  guint32 village;
  SxZone zone;
} SxParcel;

/* A street's centre line in lattice places. */
typedef struct
{
  SxPoint from, to;
  guint8 grade; /* 1 main … 4 lane */
} SxStreet;

typedef struct
{
  guint64 seed;
  SxGround ground;
  SxLattice lattice; /* labels: parcels 1 … n_parcels */
  SxPlane plane;
  guint n_parcels;
  SxParcel *parcels; /* [0] unused; by township, village, then from the south */
  GArray *streets;   /* SxStreet: of the county town */
} SxCounty;

/* Exactly `parcels` parcels. NULL only when cancelled. */
SxCounty *sx_county_new (guint parcels, guint64 seed, GCancellable *cancellable, GError **error);
void sx_county_free (SxCounty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxCounty, sx_county_free)

/* The place of a parcel's first cell. */
SxPoint sx_county_parcel_place (const SxCounty *self, guint parcel);
