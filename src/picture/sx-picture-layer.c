/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-picture-layer.h"

SxPictureLayer *
sx_picture_layer_ref (SxPictureLayer *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_picture_layer_unref (SxPictureLayer *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  sx_box_tree_free (self->tree);
  sx_layer_unref (self->layer);
  g_free (self->items);
  g_free (self->blocks);
  g_free (self);
}

/* Class of every text that the layer has in the field. */
static guint8 *
classes_of_codes (const SxTableStyle *style, const SxColumn *column)
{
  guint8 *classes;

  if (!column || column->type != SX_COLUMN_TEXT)
    return NULL;
  classes = g_new0 (guint8, column->pool->len);
  for (guint i = 1; i < column->pool->len; i++)
    classes[i] = (guint8)sx_table_style_class (style, g_ptr_array_index (column->pool, i));
  return classes;
}

static guint8
density_of (const SxLayer *layer, guint feature)
{
  SxShapeView view = sx_layer_shape (layer, feature);
  double box = (view.box.x1 - view.box.x0) * (view.box.y1 - view.box.y0);
  double share = box > 0 && !layer->is_line ? sx_shape_view_planar_area (&view) / box : 1;

  return (guint8)(CLAMP (share, 0, 1) * 255 + 0.5);
}

static void
make_items (SxPictureLayer *self)
{
  const SxLayer *layer = self->layer;
  const SxColumn *column = self->style->field ? sx_layer_column (layer, self->style->field) : NULL;
  g_autofree guint8 *classes = classes_of_codes (self->style, column);
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), MAX (self->n_items, 1));
  double squares = 0;

  sx_box_tree_query (self->tree, self->box, order);
  self->n_items = order->len;
  self->items = g_new (SxPictureItem, MAX (self->n_items, 1));
  for (guint i = 0; i < self->n_items; i++)
    {
      guint32 feature = g_array_index (order, guint32, i);
      SxBox b = layer->box[feature];

      self->items[i] = (SxPictureItem){ (float)(b.x0 - self->corner.x),
                                        (float)(b.y0 - self->corner.y),
                                        (float)(b.x1 - self->corner.x),
                                        (float)(b.y1 - self->corner.y),
                                        feature,
                                        classes ? classes[column->code[feature]] : 0,
                                        density_of (layer, feature) };
      squares += (b.x1 - b.x0) * (b.y1 - b.y0);
    }
  self->mean_size = self->n_items ? sqrt (squares / self->n_items) : 0;
}

static void
make_blocks (SxPictureLayer *self)
{
  guint n_blocks = (self->n_items + SX_PICTURE_BLOCK - 1) / SX_PICTURE_BLOCK;

  self->blocks = g_new (SxPictureBlock, MAX (n_blocks, 1));
  for (guint b = 0; b < n_blocks; b++)
    {
      SxPictureBlock *block = &self->blocks[b];
      guint end = MIN ((b + 1) * SX_PICTURE_BLOCK, self->n_items);

      *block = (SxPictureBlock){ INFINITY, INFINITY, -INFINITY, -INFINITY, 0 };
      for (guint i = b * SX_PICTURE_BLOCK; i < end; i++)
        {
          const SxPictureItem *item = &self->items[i];

          block->x0 = MIN (block->x0, item->x0);
          block->y0 = MIN (block->y0, item->y0);
          block->x1 = MAX (block->x1, item->x1);
          block->y1 = MAX (block->y1, item->y1);
          block->largest = MAX (block->largest, MAX (item->x1 - item->x0, item->y1 - item->y0));
        }
    }
}

SxPictureLayer *
sx_picture_layer_new (SxLayer *layer)
{
  const SxTableStyle *style = sx_map_style_table (sx_map_style_get (), layer->name);
  SxPictureLayer *self;

  if (!style)
    return NULL;
  self = g_new0 (SxPictureLayer, 1);
  self->ref_count = 1;
  self->layer = sx_layer_ref (layer);
  self->style = style;
  self->box = SX_BOX_EMPTY;
  for (guint i = 0; i < layer->n_features; i++)
    if (!sx_box_is_empty (layer->box[i]))
      self->box = sx_box_union (self->box, layer->box[i]);
  self->corner = (SxPoint){ self->box.x0, self->box.y0 };
  self->tree = sx_box_tree_new (layer->box, layer->n_features);
  make_items (self);
  make_blocks (self);
  return self;
}
