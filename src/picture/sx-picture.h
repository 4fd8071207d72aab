/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be painted: layers with what the user set for them, and a scheme's adjustments. Immutable,
 * counted; any thread may paint and pick from one while the main thread makes the next. */
#pragma once

#include "geometry/sx-projection.h"
#include "picture/sx-picture-layer.h"
#include "plan/sx-snapshot.h"

typedef struct
{
  SxPictureLayer *layer;
  double opacity; /* the user's, 0–1, beside that of the style */
} SxPictureEntry;

typedef enum
{
  SX_PICTURE_BEFORE, /* the layers as they are in the plan */
  SX_PICTURE_AFTER, /* 调出 cut out of each line and 调入 filled in, reclassified land and roads likewise */
  SX_PICTURE_DIFFERENCE, /* the adjustments alone */
} SxPictureMode;

/* One thing of the scheme, as it lies on the map. */
typedef struct
{
  const SxTableStyle *style; /* of the table it changes */
  gboolean is_out;           /* 调出, or a road taken away */
  guint map_class;           /* of style, for reclassified land */
  gboolean is_reclass;
  gboolean is_line;
  const SxShape *shape;
} SxPictureChange;

typedef struct
{
  gint ref_count;
  SxPlane plane;
  SxTheme theme;
  guint n_entries; /* in drawing order, lowest first */
  SxPictureEntry *entries;
  SxSnapshot *snapshot; /* NULL: no scheme */
  guint n_changes;
  SxPictureChange *changes;
  SxBox box; /* of everything; empty where there is nothing */
} SxPicture;

/* entries: the layers to be seen, in any order; each is reffed. snapshot may be NULL; it is reffed. */
SxPicture *sx_picture_new (const SxPlane *plane, SxTheme theme, const SxPictureEntry *entries,
                           guint n_entries, SxSnapshot *snapshot);
SxPicture *sx_picture_ref (SxPicture *self);
void sx_picture_unref (SxPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPicture, sx_picture_unref)

/* Whether there can be anything of it in a box of the plane. */
gboolean sx_picture_touches (const SxPicture *self, SxPictureMode mode, SxBox box);
/* What looks different in `other`, whose layers are the same: the box of all adjustments that only one of the
 * two has. Empty: nothing. */
SxBox sx_picture_changed_box (const SxPicture *self, const SxPicture *other);
