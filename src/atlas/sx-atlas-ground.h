/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a delivery's layers cover before and after the scheme, put together by class of the theme: made by
 * whichever sheet needs it first, then used by all. Any thread. */
#pragma once

#include "atlas/sx-atlas-theme.h"
#include "export/sx-delivery.h"

typedef enum
{
  SX_GROUND_FARMLAND, /* as SxLine */
  SX_GROUND_REDLINE,
  SX_GROUND_BOUNDARY,
  SX_GROUND_LAND,
  SX_GROUND_ZONES,
  SX_GROUND_USES,
  SX_GROUND_TOWNSHIPS, /* one class a township */
  SX_GROUND_BORDERS,   /* between townships: open lines */
  SX_GROUND_TERRITORY,
  SX_GROUND_CITY,
  SX_N_GROUNDS,
} SxGroundKind;

typedef enum
{
  SX_GROUND_BEFORE,
  SX_GROUND_AFTER, /* of what a scheme does not change: the same */
  SX_N_GROUND_STATES,
} SxGroundState;

/* Rings of a class, in the plane, to be filled together by the winding rule. */
typedef struct
{
  guint n_classes;
  SxShapeBuffer *rings; /* per class */
} SxAtlasGround;

typedef struct _SxAtlasGrounds SxAtlasGrounds;

/* Borrows both. */
SxAtlasGrounds *sx_atlas_grounds_new (const SxDelivery *delivery, const SxAtlasTheme *theme);
void sx_atlas_grounds_free (SxAtlasGrounds *self);

/* NULL: cancelled. A layer that is not there gives classes without rings. Borrowed. */
const SxAtlasGround *sx_atlas_grounds_get (SxAtlasGrounds *self, SxGroundKind kind, SxGroundState state,
                                           GCancellable *cancellable, GError **error);
/* Whether a kind of ground is painted by classes of a table of the theme, and which. */
gboolean sx_ground_table (SxGroundKind kind, SxAtlasTable *table);
