/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-atlas-ground.h"

#include <string.h>

#include "atlas/sx-dissolver.h"
#include "atlas/sx-shared-borders.h"
#include "base/sx-lock.h"

#define CHECK_EVERY 4096 /* features */

static const struct
{
  const char *table;
  const char *code, *name; /* fields */
} sources[SX_N_GROUNDS] = {
  [SX_GROUND_FARMLAND] = { "YJJBNTBHTB", NULL, NULL },
  [SX_GROUND_REDLINE] = { "STBHHX", NULL, NULL },
  [SX_GROUND_BOUNDARY] = { "CZKFBJGX", NULL, NULL },
  [SX_GROUND_LAND] = { "DLTB", "DLBM", NULL },
  [SX_GROUND_ZONES] = { "GHFQ", "GHFQDM", "GHFQMC" },
  [SX_GROUND_USES] = { "ZXCQGHYDYH", "YDYHFLDM", "YDYHFLMC" },
  [SX_GROUND_TOWNSHIPS] = { "XZQ", NULL, NULL },
  [SX_GROUND_BORDERS] = { "XZQ", NULL, NULL },
  [SX_GROUND_TERRITORY] = { "XZQ", NULL, NULL },
  [SX_GROUND_CITY] = { "ZXCQFW", NULL, NULL },
};

typedef struct
{
  GMutex lock; /* held while it is made */
  gboolean is_made;
  SxAtlasGround ground;
} Entry;

struct _SxAtlasGrounds
{
  const SxDelivery *delivery;
  const SxAtlasTheme *theme;
  Entry entries[SX_N_GROUNDS][SX_N_GROUND_STATES];
};

SxAtlasGrounds *
sx_atlas_grounds_new (const SxDelivery *delivery, const SxAtlasTheme *theme)
{
  SxAtlasGrounds *self = g_new0 (SxAtlasGrounds, 1);

  self->delivery = delivery;
  self->theme = theme;
  for (guint k = 0; k < SX_N_GROUNDS; k++)
    for (guint s = 0; s < SX_N_GROUND_STATES; s++)
      g_mutex_init (&self->entries[k][s].lock);
  return self;
}

static void
ground_clear (SxAtlasGround *self)
{
  for (guint c = 0; c < self->n_classes; c++)
    sx_shape_buffer_clear (&self->rings[c]);
  g_free (self->rings);
  *self = (SxAtlasGround){ 0 };
}

void
sx_atlas_grounds_free (SxAtlasGrounds *self)
{
  for (guint k = 0; k < SX_N_GROUNDS; k++)
    for (guint s = 0; s < SX_N_GROUND_STATES; s++)
      {
        ground_clear (&self->entries[k][s].ground);
        g_mutex_clear (&self->entries[k][s].lock);
      }
  g_free (self);
}

/* The plan's layer, or NULL where it has none. */
static SxLayer *
layer_of (const SxDelivery *delivery, SxGroundKind kind)
{
  return sx_plan_layer (delivery->plan, sources[kind].table);
}

gboolean
sx_ground_table (SxGroundKind kind, SxAtlasTable *table)
{
  *table = kind == SX_GROUND_LAND ? SX_ATLAS_LAND : kind == SX_GROUND_ZONES ? SX_ATLAS_ZONES : SX_ATLAS_USES;
  return kind == SX_GROUND_LAND || kind == SX_GROUND_ZONES || kind == SX_GROUND_USES;
}

/* ---- making */

typedef struct
{
  const SxAtlasGrounds *grounds;
  SxGroundKind kind;
  SxLayer *layer;
  const SxAfterLayer *after; /* NULL: the layer as it is */
  guint n_classes;
  SxDissolver **dissolvers; /* per class */
  guint *class_of_code;     /* of the pool of the code column; NULL: there is none */
  GCancellable *cancellable;
} Maker;

static void
maker_init (Maker *self)
{
  const SxColumn *code
      = sources[self->kind].code ? sx_layer_column (self->layer, sources[self->kind].code) : NULL;
  SxAtlasTable table;

  self->n_classes = self->kind == SX_GROUND_TOWNSHIPS ? self->layer->n_features : 1;
  if (sx_ground_table (self->kind, &table))
    {
      self->n_classes = self->grounds->theme->classes[table]->len;
      self->class_of_code = code ? g_new0 (guint, code->pool->len) : NULL;
      for (guint i = 0; code && i < code->pool->len; i++)
        self->class_of_code[i]
            = sx_atlas_theme_class (self->grounds->theme, table, code->pool->pdata[i], NULL);
    }
  self->dissolvers = g_new0 (SxDissolver *, MAX (self->n_classes, 1));
}

static void
maker_clear (Maker *self)
{
  for (guint c = 0; c < self->n_classes; c++)
    g_clear_pointer (&self->dissolvers[c], sx_dissolver_free);
  g_free (self->dissolvers);
  g_free (self->class_of_code);
}

static guint
class_of_feature (const Maker *self, guint feature)
{
  const SxColumn *code;
  SxAtlasTable table;
  const char *name;

  if (self->kind == SX_GROUND_TOWNSHIPS)
    return feature;
  if (!sx_ground_table (self->kind, &table))
    return 0;
  code = sx_layer_column (self->layer, sources[self->kind].code);
  if (self->class_of_code && code->code[feature])
    return self->class_of_code[code->code[feature]];
  name = sources[self->kind].name
             ? sx_column_text (sx_layer_column (self->layer, sources[self->kind].name), feature)
             : "";
  return sx_atlas_theme_class (self->grounds->theme, table, "", name);
}

static guint
class_of_piece (const Maker *self, const SxAfterPiece *piece)
{
  SxAtlasTable table;

  if (!sx_ground_table (self->kind, &table))
    return 0;
  if (piece->code && *piece->code)
    return sx_atlas_theme_class (self->grounds->theme, table, piece->code, piece->name);
  return piece->parent >= 0 ? class_of_feature (self, (guint)piece->parent) : 0;
}

static void
add_view (Maker *self, guint number, const SxShapeView *view)
{
  if (!self->dissolvers[number])
    self->dissolvers[number] = sx_dissolver_new ();
  sx_dissolver_add (self->dissolvers[number], view);
}

/* What a class of the background without colour covers is not looked at. */
static gboolean
is_drawn (const Maker *self, guint number)
{
  return self->kind != SX_GROUND_LAND
         || sx_atlas_theme_get_class (self->grounds->theme, SX_ATLAS_LAND, number)->fill.a > 0;
}

static gboolean
add_all (Maker *self)
{
  for (guint f = 0; f < self->layer->n_features; f++)
    {
      guint number = class_of_feature (self, f);
      SxShapeView view;

      if (f % CHECK_EVERY == 0 && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if ((self->after && self->after->is_touched[f]) || !is_drawn (self, number))
        continue;
      view = sx_layer_shape (self->layer, f);
      add_view (self, number, &view);
    }
  for (guint i = 0; self->after && i < self->after->pieces->len; i++)
    {
      const SxAfterPiece *piece = self->after->pieces->pdata[i];
      SxShapeView view = sx_shape_view (piece->shape);

      add_view (self, class_of_piece (self, piece), &view);
    }
  return TRUE;
}

static gboolean
make (Maker *self, SxAtlasGround *out)
{
  gboolean is_done;

  if (self->kind == SX_GROUND_BORDERS)
    {
      *out = (SxAtlasGround){ 1, g_new0 (SxShapeBuffer, 1) };
      sx_shared_borders (self->layer, out->rings);
      return TRUE;
    }
  maker_init (self);
  is_done = add_all (self);
  *out = (SxAtlasGround){ self->n_classes, g_new0 (SxShapeBuffer, MAX (self->n_classes, 1)) };
  for (guint c = 0; is_done && c < self->n_classes; c++)
    if (self->dissolvers[c])
      {
        is_done = sx_dissolver_finish (self->dissolvers[c], &out->rings[c], self->cancellable);
        g_clear_pointer (&self->dissolvers[c], sx_dissolver_free);
      }
  if (!is_done)
    ground_clear (out);
  maker_clear (self);
  return is_done;
}

const SxAtlasGround *
sx_atlas_grounds_get (SxAtlasGrounds *self, SxGroundKind kind, SxGroundState state, GCancellable *cancellable,
                      GError **error)
{
  SxLayer *layer = layer_of (self->delivery, kind);
  const SxAfterLayer *after
      = state == SX_GROUND_AFTER ? sx_after_state_layer (self->delivery->after, sources[kind].table) : NULL;
  Entry *entry = &self->entries[kind][after && after->n_touched + after->pieces->len ? SX_GROUND_AFTER
                                                                                     : SX_GROUND_BEFORE];
  gboolean is_made;

  if (after && !layer)
    layer = after->base;
  sx_lock (&entry->lock);
  if (!entry->is_made)
    {
      Maker maker = { self, kind, layer, entry == &self->entries[kind][SX_GROUND_AFTER] ? after : NULL,
                      0,    NULL, NULL,  cancellable };

      entry->is_made = !layer || make (&maker, &entry->ground);
    }
  is_made = entry->is_made;
  sx_unlock (&entry->lock);
  if (is_made)
    return &entry->ground;
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}
