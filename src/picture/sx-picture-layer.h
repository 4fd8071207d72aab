/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layer made ready to be painted and picked from: its features with their classes, in an order in which
 * what is near on the ground is near in memory. Immutable, counted, any thread. */
#pragma once

#include "geometry/sx-box-tree.h"
#include "picture/sx-map-style.h"

/* What painting needs to know of most features. Metres from the layer's corner; 24 bytes, as there are
 * millions. */
typedef struct
{
  float x0, y0, x1, y1;
  guint32 feature;
  guint8 map_class;
  guint8 density; /* of its box that is covered, 255: all */
} SxPictureItem;

/* A run of items. */
typedef struct
{
  float x0, y0, x1, y1;
  float largest; /* the larger side of the largest box */
} SxPictureBlock;

#define SX_PICTURE_BLOCK 64 /* items a block */

typedef struct
{
  gint ref_count;
  SxLayer *layer;
  const SxTableStyle *style;
  SxBoxTree *tree;
  SxPoint corner;
  SxBox box;
  double mean_size; /* metres: of the squares the features' boxes would be */
  guint n_items;    /* features that have a geometry */
  SxPictureItem *items;
  SxPictureBlock *blocks;
} SxPictureLayer;

/* Takes as long as sorting the features does (half a second a million): not for the main thread. Refs the
 * layer. NULL where such a table is not painted (sx_map_style_table()). */
SxPictureLayer *sx_picture_layer_new (SxLayer *layer);
SxPictureLayer *sx_picture_layer_ref (SxPictureLayer *self);
void sx_picture_layer_unref (SxPictureLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPictureLayer, sx_picture_layer_unref)
