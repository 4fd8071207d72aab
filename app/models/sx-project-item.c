/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-project-item.h"

#include <math.h>
#include <string.h>

#define AREA_DECIMALS 4

G_DEFINE_FINAL_TYPE (SxProjectItem, sx_project_item, G_TYPE_OBJECT)

static void
sx_project_item_finalize (GObject *object)
{
  g_clear_pointer (&SX_PROJECT_ITEM (object)->project, sx_project_unref);
  G_OBJECT_CLASS (sx_project_item_parent_class)->finalize (object);
}

static void
sx_project_item_class_init (SxProjectItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_project_item_finalize;
}

static void
sx_project_item_init (SxProjectItem *self)
{
}

SxProjectItem *
sx_project_item_new (SxProject *project, guint number)
{
  SxProjectItem *self = g_object_new (SX_TYPE_PROJECT_ITEM, NULL);

  self->project = sx_project_ref (project);
  self->number = number;
  return self;
}

char *
sx_project_item_dup_text (SxProjectItem *self, guint column)
{
  const char *text;

  if (column == SX_PROJECT_COLUMN_NUMBER)
    return g_strdup_printf ("%u", self->number);
  if (column == SX_PROJECT_COLUMN_AREA)
    return isnan (self->project->area_ha) ? g_strdup ("")
                                          : g_strdup_printf ("%.*f", AREA_DECIMALS, self->project->area_ha);
  text = sx_project_text (self->project, column);
  return g_strdup (text ? text : "");
}

int
sx_project_item_compare (SxProjectItem *a, SxProjectItem *b, guint column)
{
  double p = a->project->area_ha, q = b->project->area_ha;
  const char *s, *t;

  if (column == SX_PROJECT_COLUMN_NUMBER)
    return (a->number > b->number) - (a->number < b->number);
  if (column == SX_PROJECT_COLUMN_AREA) /* those that say none come first */
    return isnan (p) || isnan (q) ? isnan (q) - isnan (p) : (p > q) - (p < q);
  s = sx_project_text (a->project, column);
  t = sx_project_text (b->project, column);
  return g_utf8_collate (s ? s : "", t ? t : "");
}

gboolean
sx_project_item_matches (SxProjectItem *self, const char *words)
{
  g_autofree char *wanted = g_utf8_casefold (words, -1);

  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    {
      const char *text = sx_project_text (self->project, i);
      g_autofree char *folded = text ? g_utf8_casefold (text, -1) : NULL;

      if (folded && strstr (folded, wanted))
        return TRUE;
    }
  return FALSE;
}

gboolean
sx_project_item_lacks_basis (SxProjectItem *self)
{
  return g_strcmp0 (self->project->maintenance, "新增") == 0 && !self->project->basis;
}

static gboolean
is_item_of (GListStore *items, guint at, const SxProject *project, guint number)
{
  g_autoptr (SxProjectItem) item = g_list_model_get_item (G_LIST_MODEL (items), at);

  return item && item->project == project && item->number == number;
}

void
sx_project_items_update (GListStore *items, const GPtrArray *projects)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (items)), first = 0, last = 0;
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func (g_object_unref);

  while (first < MIN (old, projects->len) && is_item_of (items, first, projects->pdata[first], first + 1))
    first++;
  while (
      last < MIN (old, projects->len) - first
      && is_item_of (items, old - last - 1, projects->pdata[projects->len - last - 1], projects->len - last))
    last++;
  for (guint i = first; i < projects->len - last; i++)
    g_ptr_array_add (new, sx_project_item_new (projects->pdata[i], i + 1));
  if (new->len > 0 || old - first - last > 0)
    g_list_store_splice (items, first, old - first - last, new->pdata, new->len);
}
