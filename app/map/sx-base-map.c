/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map.h"

#include <string.h>

#include "sx-settings.h"

#include "base/sx-i18n.h"

#define REST_MS 250 /* of the settings, before they count */

struct _SxBaseMap
{
  GObject parent_instance;
  SxBaseMapWorker *worker;
  guint generation;
  guint timeout;
  SxBaseMapState state;
  char *title;
  char *sentence;
  gboolean is_told;        /* its trouble, since it last did well */
  SxBaseMapReport *report; /* NULL: none yet */
  guint attempt;
  gint64 retry_at;
  GHashTable *owners; /* GObject → Owner */
};

typedef struct
{
  GArray *wishes; /* SxBaseMapWish */
  SxBaseMapDone done;
} Owner;

enum
{
  CHANGED,
  STATUS_CHANGED,
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxBaseMap, sx_base_map, G_TYPE_OBJECT)

static void
owner_free (gpointer data)
{
  g_array_unref (((Owner *)data)->wishes);
  g_free (data);
}

/* ---- answers of the worker */

static void
drop_wish (Owner *owner, SxRasterTile tile)
{
  for (guint i = owner->wishes->len; i > 0; i--)
    {
      SxRasterTile wish = g_array_index (owner->wishes, SxBaseMapWish, i - 1).tile;

      if (wish.zoom == tile.zoom && wish.x == tile.x && wish.y == tile.y)
        g_array_remove_index (owner->wishes, i - 1);
    }
}

/* Whoever is there: side by side, maps want the same tiles. */
static void
answered (gpointer data, guint generation, SxRasterTile tile, SxBaseMapAnswer answer, SxTileImage *image)
{
  SxBaseMap *self = data;
  g_autofree gpointer *all = NULL;
  guint n = 0;

  if (generation != self->generation)
    return;
  all = g_hash_table_get_keys_as_array (self->owners, &n);
  for (guint i = 0; i < n; i++)
    {
      Owner *owner = g_hash_table_lookup (self->owners, all[i]);

      if (!owner)
        continue;
      drop_wish (owner, tile);
      owner->done (all[i], tile, answer, image);
    }
}

static void
tell_status (SxBaseMap *self)
{
  if (self->state == SX_BASE_MAP_GOOD)
    self->is_told = FALSE;
  else if (self->state == SX_BASE_MAP_TROUBLE && !self->is_told && self->sentence)
    {
      self->is_told = TRUE;
      g_signal_emit (self, signals[NOTICE], 0, self->sentence);
    }
  g_signal_emit (self, signals[STATUS_CHANGED], 0);
}

static void
reported (gpointer data, guint generation, SxBaseMapReport *report)
{
  SxBaseMap *self = data;
  gboolean is_first = !self->report;

  if (generation != self->generation)
    {
      sx_base_map_report_free (report);
      return;
    }
  g_clear_pointer (&self->report, sx_base_map_report_free);
  self->report = report;
  self->retry_at = report->retry_at;
  self->state = report->is_good ? SX_BASE_MAP_GOOD : SX_BASE_MAP_TROUBLE;
  g_free (self->sentence);
  self->sentence = g_strdup (report->sentence);
  if (report->is_good)
    self->attempt++;
  if (is_first)
    g_signal_emit (self, signals[CHANGED], 0); /* now the size of it is known */
  tell_status (self);
}

/* ---- settings */

static char *
title_of (const SxBaseMapConfig *config)
{
  if (!config)
    return NULL;
  return config->kind == SX_BASE_MAP_TIANDITU ? g_strdup (_ ("Tianditu")) : sx_base_map_config_name (config);
}

static void
forget_wishes (SxBaseMap *self)
{
  GHashTableIter iter;
  gpointer owner;

  g_hash_table_iter_init (&iter, self->owners);
  while (g_hash_table_iter_next (&iter, NULL, &owner))
    g_array_set_size (((Owner *)owner)->wishes, 0);
}

static void
load (SxBaseMap *self)
{
  g_autoptr (GError) error = NULL;
  SxBaseMapConfig *config = sx_base_map_config_new (sx_settings_get (), &error);

  self->generation++;
  self->attempt++;
  self->retry_at = 0;
  self->is_told = TRUE; /* who sets it sees it beside the setting */
  g_clear_pointer (&self->report, sx_base_map_report_free);
  g_free (self->title);
  g_free (self->sentence);
  self->title = title_of (config);
  self->sentence = error ? g_strdup (error->message) : NULL;
  self->state = config ? SX_BASE_MAP_LOOKING : error ? SX_BASE_MAP_TROUBLE : SX_BASE_MAP_OFF;
  forget_wishes (self);
  if (config)
    self->is_told = FALSE;
  sx_base_map_worker_set_config (self->worker, config, self->generation);
  g_signal_emit (self, signals[CHANGED], 0);
  tell_status (self);
}

static gboolean
rested (gpointer data)
{
  SxBaseMap *self = data;

  self->timeout = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
setting_changed (SxBaseMap *self, const char *key)
{
  if (g_str_equal (key, SX_SETTING_BASE_MAP_OPACITY))
    {
      g_signal_emit (self, signals[STATUS_CHANGED], 0);
      return;
    }
  if (!g_str_has_prefix (key, SX_SETTING_BASE_MAP_PREFIX))
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (REST_MS, rested, self);
}

/* ---- the object */

static void
sx_base_map_class_init (SxBaseMapClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATUS_CHANGED]
      = g_signal_new ("status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE]
      = g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sx_base_map_init (SxBaseMap *self)
{
  self->owners = g_hash_table_new_full (NULL, NULL, NULL, owner_free);
  self->worker = sx_base_map_worker_new ((SxBaseMapWorkerCalls){ answered, reported }, self);
  g_signal_connect_swapped (sx_settings_get (), "changed", G_CALLBACK (setting_changed), self);
  load (self);
}

SxBaseMap *
sx_base_map_get (void)
{
  static SxBaseMap *base_map;

  SX_ASSERT_MAIN_THREAD ();
  if (!base_map)
    base_map = g_object_new (SX_TYPE_BASE_MAP, NULL);
  return base_map;
}

SxBaseMapState
sx_base_map_get_state (SxBaseMap *self)
{
  return self->state;
}

const char *
sx_base_map_get_sentence (SxBaseMap *self)
{
  return self->sentence;
}

const char *
sx_base_map_get_attribution (SxBaseMap *self)
{
  return self->report ? self->report->attribution : NULL;
}

double
sx_base_map_get_opacity (SxBaseMap *self)
{
  return g_settings_get_double (sx_settings_get (), SX_SETTING_BASE_MAP_OPACITY);
}

int
sx_base_map_get_max_zoom (SxBaseMap *self)
{
  return self->report ? self->report->max_zoom : 0;
}

SxBox
sx_base_map_get_box (SxBaseMap *self)
{
  return self->report ? self->report->box : SX_BOX_EMPTY;
}

const char *const *
sx_base_map_get_layers (SxBaseMap *self)
{
  return self->report ? (const char *const *)self->report->layers : NULL;
}

const char *
sx_base_map_get_layer (SxBaseMap *self)
{
  return self->report ? self->report->layer : NULL;
}

char *
sx_base_map_get_title (SxBaseMap *self)
{
  return g_strdup (self->title ? self->title : _ ("Base Map"));
}

/* ---- wishes */

static void
hand_on (SxBaseMap *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (SxBaseMapWish));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->owners);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Owner *owner = value;

      for (guint i = 0; i < owner->wishes->len; i++)
        {
          SxBaseMapWish wish = g_array_index (owner->wishes, SxBaseMapWish, i);
          gint64 name = (gint64)wish.tile.zoom << 56 | (gint64)wish.tile.x << 28 | wish.tile.y;

          if (g_hash_table_add (seen, g_memdup2 (&name, sizeof name)))
            g_array_append_val (all, wish);
        }
    }
  sx_base_map_worker_want (self->worker, all);
}

guint
sx_base_map_get_attempt (SxBaseMap *self)
{
  if (self->retry_at > 0 && self->retry_at < g_get_monotonic_time ())
    {
      self->retry_at = 0;
      self->attempt++;
      if (sx_box_is_empty (sx_base_map_get_box (self)))
        hand_on (self); /* nothing can be wished for yet: what there is is to be found out first */
    }
  return self->attempt;
}

static gboolean
are_same (const GArray *old, const SxBaseMapWish *wishes, guint n)
{
  if (old->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (memcmp (&g_array_index (old, SxBaseMapWish, i).tile, &wishes[i].tile, sizeof wishes[i].tile) != 0)
      return FALSE;
  return TRUE;
}

void
sx_base_map_want (SxBaseMap *self, gpointer owner, const SxBaseMapWish *wishes, guint n, SxBaseMapDone done)
{
  Owner *entry = g_hash_table_lookup (self->owners, owner);

  if (!entry)
    {
      entry = g_new0 (Owner, 1);
      entry->wishes = g_array_new (FALSE, FALSE, sizeof (SxBaseMapWish));
      g_hash_table_insert (self->owners, owner, entry);
    }
  entry->done = done;
  if (are_same (entry->wishes, wishes, n))
    return;
  g_array_set_size (entry->wishes, 0);
  if (n > 0)
    g_array_append_vals (entry->wishes, wishes, n);
  hand_on (self);
}

void
sx_base_map_forget (SxBaseMap *self, gpointer owner)
{
  Owner *entry = g_hash_table_lookup (self->owners, owner);
  gboolean is_waiting = entry && entry->wishes->len > 0;

  g_hash_table_remove (self->owners, owner);
  if (is_waiting)
    hand_on (self);
}
