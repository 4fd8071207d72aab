/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme holds that lies on the ground, for who treats all kinds alike: an item is a pointer to an
 * SxAdjustment, SxRoad or SxReclass, as its kind says. */
#pragma once

#include "plan/sx-scheme.h"

typedef enum
{
  SX_ITEM_ADJUSTMENT,
  SX_ITEM_ROAD,
  SX_ITEM_RECLASS,
  SX_N_ITEM_KINDS,
} SxItemKind;

GPtrArray *sx_item_list (const SxScheme *scheme, SxItemKind kind); /* borrowed, in stored order */
gpointer sx_item_ref (SxItemKind kind, gpointer item);
void sx_item_unref (SxItemKind kind, gpointer item); /* NULL: nothing */
gint64 sx_item_fid (SxItemKind kind, gconstpointer item);
const char *sx_item_name (SxItemKind kind, gconstpointer item); /* borrowed, may be NULL */
SxShape *sx_item_shape (SxItemKind kind, gconstpointer item);   /* borrowed */
