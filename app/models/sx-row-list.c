/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-row-list.h"

typedef struct
{
  GPtrArray *rows;
} SxRowListPrivate;

static void row_list_init_model (GListModelInterface *model);

G_DEFINE_TYPE_WITH_CODE (SxRowList, sx_row_list, G_TYPE_OBJECT,
                         G_ADD_PRIVATE (SxRowList)
                             G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, row_list_init_model))

static GPtrArray *
rows_of (gpointer self)
{
  return ((SxRowListPrivate *)sx_row_list_get_instance_private (self))->rows;
}

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return rows_of (model)->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *rows = rows_of (model);

  return position < rows->len ? g_object_ref (rows->pdata[position]) : NULL;
}

static void
row_list_init_model (GListModelInterface *model)
{
  model->get_item_type = get_item_type;
  model->get_n_items = get_n_items;
  model->get_item = get_item;
}

static void
sx_row_list_finalize (GObject *object)
{
  g_ptr_array_unref (rows_of (object));
  G_OBJECT_CLASS (sx_row_list_parent_class)->finalize (object);
}

static void
sx_row_list_class_init (SxRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_row_list_finalize;
}

static void
sx_row_list_init (SxRowList *self)
{
  SxRowListPrivate *private = sx_row_list_get_instance_private (self);

  private->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

SxRowList *
sx_row_list_new (void)
{
  return g_object_new (SX_TYPE_ROW_LIST, NULL);
}

void
sx_row_list_set_rows (SxRowList *self, GPtrArray *rows)
{
  SxRowListPrivate *private = sx_row_list_get_instance_private (self);
  g_autoptr (GPtrArray) old = private->rows;
  guint head = 0, tail = 0;

  private->rows = g_ptr_array_new_full (rows->len, g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (private->rows, g_object_ref (rows->pdata[i]));
  while (head < old->len && head < rows->len && old->pdata[head] == rows->pdata[head])
    head++;
  while (tail < old->len - head && tail < rows->len - head
         && old->pdata[old->len - 1 - tail] == rows->pdata[rows->len - 1 - tail])
    tail++;
  if (old->len != rows->len || head != rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, rows->len - head - tail);
}

guint
sx_row_list_get_n_rows (SxRowList *self)
{
  return rows_of (self)->len;
}

gpointer
sx_row_list_get_row (SxRowList *self, guint position)
{
  GPtrArray *rows = rows_of (self);

  return position < rows->len ? rows->pdata[position] : NULL;
}
