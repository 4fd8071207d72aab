/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies below the map, one for the program: none unless the settings name one, and no network without.
 * Main thread.
 *
 * Signals: "changed" (another one: what is drawn of the last is worth nothing), "status-changed" (what the
 * functions below tell), "notice" (a sentence to be shown once, quietly). */
#pragma once

#include "map/sx-base-map-worker.h"

#define SX_TYPE_BASE_MAP (sx_base_map_get_type ())
G_DECLARE_FINAL_TYPE (SxBaseMap, sx_base_map, SX, BASE_MAP, GObject)

typedef enum
{
  SX_BASE_MAP_OFF,     /* there is none */
  SX_BASE_MAP_LOOKING, /* it is being found out what there is */
  SX_BASE_MAP_GOOD,    /* it is shown; the sentence, where there is one, is advice */
  SX_BASE_MAP_TROUBLE, /* the sentence says what is wrong */
} SxBaseMapState;

typedef void (*SxBaseMapDone) (gpointer owner, SxRasterTile tile, SxBaseMapAnswer answer, SxTileImage *image);

/* Borrowed; the same until the program ends. */
SxBaseMap *sx_base_map_get (void);

SxBaseMapState sx_base_map_get_state (SxBaseMap *self);
const char *sx_base_map_get_sentence (SxBaseMap *self);    /* or NULL */
const char *sx_base_map_get_attribution (SxBaseMap *self); /* or NULL */
double sx_base_map_get_opacity (SxBaseMap *self);          /* 0–1 */
int sx_base_map_get_max_zoom (SxBaseMap *self);
SxBox sx_base_map_get_box (SxBaseMap *self); /* of the world as a square; empty: not known, or nothing */
const char *const *sx_base_map_get_layers (SxBaseMap *self); /* of a WMTS: id, title, …; or NULL */
const char *sx_base_map_get_layer (SxBaseMap *self);         /* shown; or NULL */
/* "Tianditu", the file's or the server's name: what the user calls it. Owned by the caller. */
char *sx_base_map_get_title (SxBaseMap *self);
/* Rises when what failed is worth asking for again. */
guint sx_base_map_get_attempt (SxBaseMap *self);

/* The wishes of an owner, a GObject, in place of its last ones. Each is answered on the main thread, unless
 * another map takes its place. */
void sx_base_map_want (SxBaseMap *self, gpointer owner, const SxBaseMapWish *wishes, guint n,
                       SxBaseMapDone done);
void sx_base_map_forget (SxBaseMap *self, gpointer owner);
