/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names on the map: of townships, of villages, and of the scheme's plots with their areas. Placed for one
 * view, the most important first, so that none lies on another; painted as images that a frame only shows.
 * Any thread. */
#pragma once

#include "map/sx-tile-image.h"

#include "geometry/sx-area.h"
#include "picture/sx-picture.h"
#include "sx-settings.h"

/* Where villages lie: the parcels of one location unit (ZLDWMC) together. Immutable, counted. */
typedef struct _SxVillages SxVillages;

/* Looks at every parcel: not for the main thread. */
SxVillages *sx_villages_new (SxPictureLayer *parcels);
SxVillages *sx_villages_ref (SxVillages *self);
void sx_villages_unref (SxVillages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxVillages, sx_villages_unref)

typedef struct
{
  SxPoint middle;       /* of Mercator's square, 0–1 */
  double world;         /* pixels across all of it */
  double width, height; /* pixels */
  int scale;            /* device pixels a pixel */
  double text_scale;    /* how much larger than by default the user has letters */
  SxMetric metric;      /* how areas are measured, and in what they are said */
  SxAreaUnit unit;
} SxNamesView;

/* One name on the map. */
typedef struct
{
  SxPoint at;           /* what it belongs to, in Mercator's square */
  double dx, dy;        /* from there to the image's upper left corner, pixels */
  double width, height; /* of the image, pixels */
  SxTileImage *image;
  gboolean is_plot; /* of the scheme */
} SxMapName;

/* An array of SxMapName, in which what lies near the view is, too. villages: NULL where none are known. */
GArray *sx_map_names_place (const SxPicture *picture, SxVillages *villages, const SxNamesView *view);
