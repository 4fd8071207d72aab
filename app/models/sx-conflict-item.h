/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conflict as the panel lists it: the same object as long as that polygon breaks that rule.
 *
 * Signal: "changed"   its area or its words. */
#pragma once

#include "sx-app-types.h"

#include "evaluate/sx-result.h"

#define SX_TYPE_CONFLICT_ITEM (sx_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (SxConflictItem, sx_conflict_item, SX, CONFLICT_ITEM, GObject)

/* Read by all, written by the item alone. */
struct _SxConflictItem
{
  GObject parent_instance;

  SxRuleProfile *rules; /* owned: the rule is its */
  const SxConflictRule *rule;
  SxAdjustment *adjustment;
  double area_m2;
  char *name, *area, *text;
};

SxConflictItem *sx_conflict_item_new (const SxResult *result, const SxConflict *conflict);
/* Whether it stands for that conflict: the same rule, and the same polygon by its fid. */
gboolean sx_conflict_item_is (SxConflictItem *self, const SxConflict *conflict);
/* Of what it stands for, as it is now; tells "changed" where anything differs. */
void sx_conflict_item_update (SxConflictItem *self, const SxConflict *conflict);
