/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a WMTS server says of itself (OGC 07-057r7): its layers, and how each is cut into tiles. */
#pragma once

#include "raster/sx-raster-grid.h"

typedef struct
{
  char *id, *title;
  char *address;      /* with names in braces, sx-raster-address.h; NULL: no way to ask for it is known */
  SxRasterGrid *grid; /* the best of its ways; NULL: likewise */
  SxBox box;          /* longitudes and latitudes in degrees; empty: not said */
} SxRasterOffer;

typedef struct
{
  char *provider;    /* who is to be named; NULL: not said */
  GPtrArray *offers; /* SxRasterOffer *, those that can be shown */
} SxRasterCapabilities;

/* xml: as the server sent it. NULL: it is not that; the message is a sentence. Reads no other file and asks
 * nobody. Any thread. */
SxRasterCapabilities *sx_raster_capabilities_parse (GBytes *xml, GError **error);
void sx_raster_capabilities_free (SxRasterCapabilities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRasterCapabilities, sx_raster_capabilities_free)

/* By id; NULL or "": the first one. NULL: there is none. Borrowed. */
const SxRasterOffer *sx_raster_capabilities_find (const SxRasterCapabilities *self, const char *id);
