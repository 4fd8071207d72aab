/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-snapper.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"

#define MAX_FEATURES 256 /* looked at in one search; where more are near, only the nearest ground is */
#define MIN_PIXELS 3     /* features smaller than this are not told apart on the screen */
#define LONG_OUTLINE 1024

typedef struct
{
  SxLayerItem *layer; /* or: */
  guint feature;
  SxAdjustment *adjustment;
} Owner;

struct _SxSnapper
{
  GObject parent_instance;
  SxSession *session;
  gboolean enabled;
  int distance;
  GHashTable *layer_runs;  /* const SxPoint * of a layer's long feature → SxSnapRuns */
  GHashTable *scheme_runs; /* SxShape * → SxSnapRuns */
  guint64 generation;      /* of the scheme that scheme_runs are of */
  GArray *owners;          /* Owner, of the search that is going on or was last */
  SxSnapHit found;
};

enum
{
  PROP_ENABLED = 1,
  PROP_DISTANCE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SxSnapper, sx_snapper, G_TYPE_OBJECT)

static void
forget (SxSnapper *self)
{
  g_hash_table_remove_all (self->layer_runs);
  g_hash_table_remove_all (self->scheme_runs);
  g_array_set_size (self->owners, 0);
  self->found.kind = SX_SNAP_NONE;
  self->generation = 0;
}

static void
sx_snapper_finalize (GObject *object)
{
  SxSnapper *self = SX_SNAPPER (object);

  g_hash_table_unref (self->layer_runs);
  g_hash_table_unref (self->scheme_runs);
  g_array_unref (self->owners);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sx_snapper_parent_class)->finalize (object);
}

static void
sx_snapper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SxSnapper *self = SX_SNAPPER (object);

  if (id == PROP_ENABLED)
    g_value_set_boolean (value, self->enabled);
  else
    g_value_set_int (value, self->distance);
}

static void
sx_snapper_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SxSnapper *self = SX_SNAPPER (object);

  if (id == PROP_ENABLED)
    sx_snapper_set_enabled (self, g_value_get_boolean (value));
  else
    self->distance = g_value_get_int (value);
}

static void
sx_snapper_class_init (SxSnapperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sx_snapper_finalize;
  object_class->get_property = sx_snapper_get_property;
  object_class->set_property = sx_snapper_set_property;
  properties[PROP_ENABLED]
      = g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DISTANCE]
      = g_param_spec_int ("distance", NULL, NULL, 1, 100, 10, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sx_snapper_init (SxSnapper *self)
{
  self->enabled = TRUE;
  self->distance = 10;
  self->layer_runs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)sx_snap_runs_free);
  self->scheme_runs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)sx_snap_runs_free);
  self->owners = g_array_new (FALSE, FALSE, sizeof (Owner));
}

SxSnapper *
sx_snapper_new (void)
{
  return g_object_new (SX_TYPE_SNAPPER, NULL);
}

void
sx_snapper_set_session (SxSnapper *self, SxSession *session)
{
  if (g_set_object (&self->session, session))
    forget (self);
}

void
sx_snapper_set_enabled (SxSnapper *self, gboolean enabled)
{
  if (self->enabled == !!enabled)
    return;
  self->enabled = !!enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/* ---- one search */

static guint
add_owner (SxSnapper *self, SxLayerItem *layer, guint feature, SxAdjustment *adjustment)
{
  Owner owner = { layer, feature, adjustment };

  g_array_append_val (self->owners, owner);
  return self->owners->len - 1;
}

/* Long outlines are looked at through the boxes of their runs, made when first met. */
static void
add_view (SxSnapSearch *search, const SxShapeView *view, guint owner, GHashTable *runs, gconstpointer key)
{
  SxSnapRuns *found;

  if (sx_shape_view_n_points (view) < LONG_OUTLINE)
    {
      sx_snap_search_add (search, view, owner);
      return;
    }
  if (!(found = g_hash_table_lookup (runs, key)))
    {
      found = sx_snap_runs_new (view);
      g_hash_table_insert (runs, (gpointer)key, found);
    }
  sx_snap_search_add_runs (search, view, found, owner);
}

static gboolean
is_without (const gint64 *without, guint n_without, gint64 fid)
{
  for (guint i = 0; i < n_without; i++)
    if (without[i] == fid)
      return TRUE;
  return FALSE;
}

static void
add_scheme (SxSnapper *self, SxSnapSearch *search, SxBox reach, const gint64 *without, guint n_without)
{
  SxSchemeState *state = sx_session_get_state (self->session);
  GPtrArray *adjustments;

  if (!state)
    return;
  if (self->generation != state->snapshot->generation)
    g_hash_table_remove_all (self->scheme_runs);
  self->generation = state->snapshot->generation;
  adjustments = state->snapshot->scheme->adjustments;
  for (guint i = adjustments->len; i > 0; i--)
    {
      SxAdjustment *item = g_ptr_array_index (adjustments, i - 1);
      SxShapeView view = sx_shape_view (item->shape);

      if (view.n_rings > 0 && sx_box_overlaps (view.box, reach)
          && !is_without (without, n_without, item->fid))
        add_view (search, &view, add_owner (self, NULL, 0, item), self->scheme_runs, item->shape);
    }
}

typedef struct
{
  GArray *near; /* Owner, without adjustments */
  SxLayerItem *item;
  double least; /* metres */
} Gathering;

static gboolean
gather_feature (guint feature, gpointer data)
{
  Gathering *self = data;
  SxBox box = sx_layer_item_get_layer (self->item)->box[feature];
  Owner owner = { self->item, feature, NULL };

  if (box.x1 - box.x0 < self->least && box.y1 - box.y0 < self->least)
    return TRUE;
  g_array_append_val (self->near, owner);
  return self->near->len <= MAX_FEATURES;
}

/* Features of the layers that are shown, highest first. FALSE: there are too many. */
static gboolean
gather (SxSnapper *self, SxBox reach, double metres, GArray *near)
{
  GListModel *layers = sx_session_get_layers (self->session);
  Gathering gathering = { near, NULL, MIN_PIXELS * metres };

  g_array_set_size (near, 0);
  for (guint i = g_list_model_get_n_items (layers); i > 0; i--)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (layers, i - 1);

      gathering.item = item; /* the session holds it */
      if (sx_layer_item_get_visible (item) && sx_layer_item_get_opacity (item) > 0
          && !sx_box_tree_search (sx_layer_item_get_tree (item), reach, gather_feature, &gathering))
        return FALSE;
    }
  return TRUE;
}

static void
add_layers (SxSnapper *self, SxSnapSearch *search, GArray *near)
{
  for (guint i = 0; i < near->len; i++)
    {
      Owner owner = g_array_index (near, Owner, i);
      SxShapeView view = sx_layer_shape (sx_layer_item_get_layer (owner.layer), owner.feature);

      add_view (search, &view, add_owner (self, owner.layer, owner.feature, NULL), self->layer_runs,
                view.points + view.ring_start[0]);
    }
}

void
sx_snapper_find (SxSnapper *self, SxMapView *view, SxPoint at, GdkModifierType state, const gint64 *without,
                 guint n_without, SxSnapHit *found)
{
  double metres = sx_map_view_get_metres_per_pixel (view), radius = self->distance * metres;
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (Owner));
  SxBox reach = sx_box_grown ((SxBox){ at.x, at.y, at.x, at.y }, radius);
  SxSnapSearch search;

  self->found = *found = (SxSnapHit){ SX_SNAP_NONE, at, 0, 0, 0, 0 };
  g_array_set_size (self->owners, 0);
  if (!self->enabled || (state & GDK_CONTROL_MASK) || !self->session)
    return;
  /* where very much is near, the nearest is very near */
  while (!gather (self, reach, metres, near))
    {
      radius /= 2;
      reach = sx_box_grown ((SxBox){ at.x, at.y, at.x, at.y }, radius);
      if (radius < metres / 4)
        break;
    }
  sx_snap_search_init (&search, at, radius);
  add_scheme (self, &search, reach, without, n_without);
  add_layers (self, &search, near);
  if (sx_snap_search_finish (&search, found))
    self->found = *found;
  else
    *found = self->found;
}

/* ---- words */

/* What people call a feature: its name, else its class. "" where the layer has neither. */
static const char *
feature_words (SxLayer *layer, guint feature)
{
  static const char *const columns[]
      = { "XZQMC", "GHFQMC", "DLBM", "YDYHFLDM", "GHFQDM", "HXLX", "DLMC", "SYXDJ", "FJ" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *text = sx_column_text (sx_layer_column (layer, columns[i]), feature);

      if (*text)
        return text;
    }
  return "";
}

char *
sx_snapper_describe (SxSnapper *self)
{
  static const char *const kinds[] = {
    [SX_SNAP_EDGE] = N_ ("Edge"), [SX_SNAP_CROSSING] = N_ ("Crossing"), [SX_SNAP_VERTEX] = N_ ("Vertex")
  };
  const Owner *owner;

  if (self->found.kind == SX_SNAP_NONE || self->found.owner >= self->owners->len)
    return NULL;
  owner = &g_array_index (self->owners, Owner, self->found.owner);
  if (owner->layer)
    {
      const char *feature = feature_words (sx_layer_item_get_layer (owner->layer), owner->feature);

      return g_strdup_printf ("%s · %s%s%s", _ (kinds[self->found.kind]),
                              sx_layer_item_get_title (owner->layer), *feature ? " " : "", feature);
    }
  return g_strdup_printf ("%s · %s %s", _ (kinds[self->found.kind]),
                          sx_words_direction (owner->adjustment->direction),
                          owner->adjustment->name ? owner->adjustment->name : "");
}
