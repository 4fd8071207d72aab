/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key project in a list: the immutable project, and its place in 附表8. */
#pragma once

#include "sx-app-types.h"

#include "plan/sx-project-codes.h"

#define SX_TYPE_PROJECT_ITEM (sx_project_item_get_type ())
G_DECLARE_FINAL_TYPE (SxProjectItem, sx_project_item, SX, PROJECT_ITEM, GObject)

struct _SxProjectItem
{
  GObject parent_instance;
  SxProject *project; /* owned reference */
  guint number;       /* counted from 1 */
};

SxProjectItem *sx_project_item_new (SxProject *project, guint number);
/* What a column shows, one of SxProjectText or SX_PROJECT_COLUMN_…; owned by the caller. */
char *sx_project_item_dup_text (SxProjectItem *self, guint column);
/* By what the column says; numbers by size. */
int sx_project_item_compare (SxProjectItem *a, SxProjectItem *b, guint column);
/* Whether any of its texts has the words, whatever their case. */
gboolean sx_project_item_matches (SxProjectItem *self, const char *words);
/* Added, and says nothing of its basis, as the table demands. */
gboolean sx_project_item_lacks_basis (SxProjectItem *self);
/* Brings a list of items up to date: what stays the same object in the scheme stays the same item. */
void sx_project_items_update (GListStore *items, const GPtrArray *projects);
