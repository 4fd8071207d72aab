/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-item.h"

GPtrArray *
sx_item_list (const SxScheme *scheme, SxItemKind kind)
{
  return kind == SX_ITEM_ADJUSTMENT ? scheme->adjustments
         : kind == SX_ITEM_ROAD     ? scheme->roads
                                    : scheme->reclasses;
}

gpointer
sx_item_ref (SxItemKind kind, gpointer item)
{
  return kind == SX_ITEM_ADJUSTMENT ? (gpointer)sx_adjustment_ref (item)
         : kind == SX_ITEM_ROAD     ? (gpointer)sx_road_ref (item)
                                    : (gpointer)sx_reclass_ref (item);
}

void
sx_item_unref (SxItemKind kind, gpointer item)
{
  if (kind == SX_ITEM_ADJUSTMENT)
    sx_adjustment_unref (item);
  else if (kind == SX_ITEM_ROAD)
    sx_road_unref (item);
  else
    sx_reclass_unref (item);
}

gint64
sx_item_fid (SxItemKind kind, gconstpointer item)
{
  return kind == SX_ITEM_ADJUSTMENT ? ((const SxAdjustment *)item)->fid
         : kind == SX_ITEM_ROAD     ? ((const SxRoad *)item)->fid
                                    : ((const SxReclass *)item)->fid;
}

const char *
sx_item_name (SxItemKind kind, gconstpointer item)
{
  return kind == SX_ITEM_ADJUSTMENT ? ((const SxAdjustment *)item)->name
         : kind == SX_ITEM_ROAD     ? ((const SxRoad *)item)->name
                                    : ((const SxReclass *)item)->name;
}

SxShape *
sx_item_shape (SxItemKind kind, gconstpointer item)
{
  return kind == SX_ITEM_ADJUSTMENT ? ((const SxAdjustment *)item)->shape
         : kind == SX_ITEM_ROAD     ? ((const SxRoad *)item)->shape
                                    : ((const SxReclass *)item)->shape;
}
