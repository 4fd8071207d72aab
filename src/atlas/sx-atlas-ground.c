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
  SxDissolver *
      *dissolvers; /* per class, may be NULL; before what a scheme changes: kept for what it makes of it */
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
entry_clear (Entry *self)
{
  for (guint c = 0; c < self->ground.n_classes; c++)
    {
      sx_shape_buffer_clear (&self->ground.rings[c]);
      if (self->dissolvers)
        g_clear_pointer (&self->dissolvers[c], sx_dissolver_free);
    }
  g_clear_pointer (&self->dissolvers, g_free);
  g_free (self->ground.rings);
  self->ground = (SxAtlasGround){ 0 };
}

void
sx_atlas_grounds_free (SxAtlasGrounds *self)
{
  for (guint k = 0; k < SX_N_GROUNDS; k++)
    for (guint s = 0; s < SX_N_GROUND_STATES; s++)
      {
        entry_clear (&self->entries[k][s]);
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
  for (guint c = 0; self->dissolvers && c < self->n_classes; c++)
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

static SxDissolver *
dissolver_of (Maker *self, guint number)
{
  if (!self->dissolvers[number])
    self->dissolvers[number] = sx_dissolver_new ();
  return self->dissolvers[number];
}

/* What a class of the background without colour covers is not looked at. */
static gboolean
is_drawn (const Maker *self, guint number)
{
  return self->kind != SX_GROUND_LAND
         || sx_atlas_theme_get_class (self->grounds->theme, SX_ATLAS_LAND, number)->fill.a > 0;
}

static gboolean
add_features (Maker *self)
{
  for (guint f = 0; f < self->layer->n_features; f++)
    {
      guint number = class_of_feature (self, f);
      SxShapeView view;

      if (f % CHECK_EVERY == 0 && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if (!is_drawn (self, number))
        continue;
      view = sx_layer_shape (self->layer, f);
      sx_dissolver_add (dissolver_of (self, number), &view);
    }
  return TRUE;
}

/* What a scheme makes of what was put together before it: only what it touches is looked at. */
static void
exchange (Maker *self, SxDissolver *const *before, const SxAfterLayer *after)
{
  for (guint c = 0; before && c < self->n_classes; c++)
    self->dissolvers[c] = before[c] ? sx_dissolver_copy (before[c]) : NULL;
  for (guint f = 0; f < self->layer->n_features; f++)
    if (after->is_touched[f])
      {
        SxShapeView view = sx_layer_shape (self->layer, f);

        sx_dissolver_take_back (dissolver_of (self, class_of_feature (self, f)), &view);
      }
  for (guint i = 0; i < after->pieces->len; i++)
    {
      const SxAfterPiece *piece = after->pieces->pdata[i];
      SxShapeView view = sx_shape_view (piece->shape);

      sx_dissolver_add (dissolver_of (self, class_of_piece (self, piece)), &view);
    }
}

static gboolean
finish (Maker *self, SxAtlasGround *out)
{
  gboolean is_done = TRUE;

  *out = (SxAtlasGround){ self->n_classes, g_new0 (SxShapeBuffer, MAX (self->n_classes, 1)) };
  for (guint c = 0; is_done && c < self->n_classes; c++)
    is_done = !self->dissolvers[c]
              || sx_dissolver_finish (self->dissolvers[c], &out->rings[c], self->cancellable);
  return is_done;
}

/* before: what it is made from; NULL: from the layer, and change is what a scheme is going to make of it. */
static gboolean
make (Maker *self, const Entry *before, const SxAfterLayer *change, Entry *out)
{
  gboolean is_done;

  if (self->kind == SX_GROUND_BORDERS)
    {
      out->ground = (SxAtlasGround){ 1, g_new0 (SxShapeBuffer, 1) };
      sx_shared_borders (self->layer, out->ground.rings);
      return TRUE;
    }
  maker_init (self);
  if (before)
    exchange (self, before->dissolvers, change);
  is_done = (before || add_features (self)) && finish (self, &out->ground);
  if (is_done && change && !before)
    out->dissolvers = g_steal_pointer (&self->dissolvers);
  if (!is_done)
    entry_clear (out);
  maker_clear (self);
  return is_done;
}

/* What a scheme makes of a kind of ground; NULL: nothing else than it was. */
static const SxAfterLayer *
find_change (const SxAtlasGrounds *self, SxGroundKind kind)
{
  const SxAfterLayer *after = sx_after_state_layer (self->delivery->after, sources[kind].table);

  return after && after->n_touched + after->pieces->len ? after : NULL;
}

const SxAtlasGround *
sx_atlas_grounds_get (SxAtlasGrounds *self, SxGroundKind kind, SxGroundState state, GCancellable *cancellable,
                      GError **error)
{
  const SxAfterLayer *change = find_change (self, kind);
  gboolean is_after = state == SX_GROUND_AFTER && change, is_made;
  Entry *before = &self->entries[kind][SX_GROUND_BEFORE],
        *entry = is_after ? &self->entries[kind][SX_GROUND_AFTER] : before;
  SxLayer *layer = layer_of (self->delivery, kind);

  if (is_after && !sx_atlas_grounds_get (self, kind, SX_GROUND_BEFORE, cancellable, error))
    return NULL;
  if (is_after && !layer)
    layer = change->base;
  sx_lock (&entry->lock);
  if (!entry->is_made)
    {
      Maker maker = { .grounds = self, .kind = kind, .layer = layer, .cancellable = cancellable };

      entry->is_made = !layer || make (&maker, is_after ? before : NULL, change, entry);
    }
  is_made = entry->is_made;
  sx_unlock (&entry->lock);
  if (is_made)
    return &entry->ground;
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}
