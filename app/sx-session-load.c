/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening: the package is read on a thread; each layer reaches the map as soon as it is complete. */
#include "sx-session-private.h"

#include "export/sx-delivery.h"
#include "map/sx-hover-card.h"

#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "picture/sx-map-style.h"
#include "store/sx-package.h"

typedef struct
{
  SxSession *session; /* borrowed: the task holds it */
  char *file, *rules;
  const SxCatalogue *catalogue; /* the session's */
  GMutex lock;                  /* of what follows */
  double fraction;
  char *table;
  guint progress_idle; /* at most one is pending */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_free (self->file);
  g_free (self->rules);
  g_free (self->table);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* ---- news from the reading threads */

typedef struct
{
  SxSession *session;
  SxPlane plane;
  SxLayerItem *item;
} LayerNews;

static const SxTableStyle *
style_of (SxLayerItem *item)
{
  return sx_map_style_table (sx_map_style_get (), sx_layer_item_get_table (item));
}

/* Lowest first, as the map paints them; what it does not paint is below all. */
static guint
drawing_rank (SxLayerItem *item)
{
  const SxTableStyle *style = style_of (item);

  return style ? style->z + 1 : 0;
}

static gboolean
is_shown_at_first (SxLayerItem *item)
{
  const SxTableStyle *style = style_of (item);

  return style && style->is_shown;
}

static gint
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  guint p = drawing_rank ((SxLayerItem *)a), q = drawing_rank ((SxLayerItem *)b);

  return p < q ? -1 : p > q;
}

static gboolean
take_layer (gpointer data)
{
  LayerNews *news = data;
  SxSession *self = news->session;

  if (self->phase == SX_SESSION_EMPTY)
    return G_SOURCE_REMOVE; /* closed meanwhile */
  self->plane = news->plane;
  sx_layer_item_set_visible (news->item, is_shown_at_first (news->item));
  g_list_store_insert_sorted (self->layers, news->item, compare_items, NULL);
  g_signal_emit (self, sx_session_signals[SX_SESSION_LAYER_ADDED], 0, news->item);
  return G_SOURCE_REMOVE;
}

static void
layer_news_free (gpointer data)
{
  LayerNews *news = data;

  g_object_unref (news->item);
  g_object_unref (news->session);
  g_free (news);
}

/* on a reading thread */
static void
layer_ready (SxLayer *layer, SxPlane plane, gpointer data)
{
  Opening *opening = g_task_get_task_data (data);
  const SxCatalogueTable *table = sx_catalogue_find (opening->catalogue, layer->name);
  LayerNews *news;

  if (g_str_equal (layer->name, SX_DELIVERY_CITY_ZONES))
    return; /* it goes out with an export, and the map has no look for it */
  news = g_new0 (LayerNews, 1);
  news->session = g_object_ref (opening->session);
  news->plane = plane;
  news->item = sx_layer_item_new (layer, table ? sx_catalogue_table_label (table) : layer->name);
  g_idle_add_full (G_PRIORITY_DEFAULT, take_layer, news, layer_news_free);
}

static gboolean
take_progress (gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);
  const SxCatalogueTable *table;
  g_autofree char *name = NULL, *text = NULL;
  double fraction;

  g_mutex_lock (&opening->lock);
  opening->progress_idle = 0;
  fraction = opening->fraction;
  name = g_steal_pointer (&opening->table);
  g_mutex_unlock (&opening->lock);
  if (opening->session->phase != SX_SESSION_OPENING)
    return G_SOURCE_REMOVE;
  table = name ? sx_catalogue_find (opening->catalogue, name) : NULL;
  text = g_strdup_printf (_ ("Reading %s …"), table ? sx_catalogue_table_label (table) : name ? name : "");
  _sx_session_set_progress (opening->session, fraction, text);
  return G_SOURCE_REMOVE;
}

/* on a reading thread */
static void
progressed (double fraction, const char *table, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);

  g_mutex_lock (&opening->lock);
  opening->fraction = fraction;
  g_free (opening->table);
  opening->table = g_strdup (table);
  if (!opening->progress_idle)
    opening->progress_idle
        = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, take_progress, g_object_ref (task), g_object_unref);
  g_mutex_unlock (&opening->lock);
}

typedef struct
{
  SxPlan *plan;
  SxRuleProfile *rules;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *self = data;

  g_clear_pointer (&self->plan, sx_plan_unref);
  g_clear_pointer (&self->rules, sx_rule_profile_unref);
  g_free (self);
}

/* Takes the reference on the task. A thread of its own: those of the pool would keep its priority. The
 * threads that read with it have it too. */
static gpointer
open_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  Opened *opened = g_new0 (Opened, 1);
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GError) error = NULL;
  SxReadOptions options = { .progress = progressed, .layer_ready = layer_ready, .data = task };

  sx_parallel_give_way (); /* the map is panned meanwhile */
  if ((opened->rules = sx_rule_profile_load (opening->rules, &error)))
    {
      options.extra_columns = columns = sx_rule_profile_needed_columns (opened->rules);
      sx_hover_card_add_columns (columns);
      if (!g_hash_table_contains (columns, SX_DELIVERY_CITY_ZONES)) /* handed in, and needed by no row */
        g_hash_table_insert (columns, g_strdup (SX_DELIVERY_CITY_ZONES), g_ptr_array_new ());
      opened->plan = sx_package_read (opening->file, &options, g_task_get_cancellable (task), &error);
    }
  if (opened->plan)
    g_task_return_pointer (task, opened, opened_free);
  else
    {
      opened_free (opened);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  return NULL;
}

/* ---- the main thread's side */

void
sx_session_open_async (SxSession *self, const char *file, GCancellable *cancellable, GAsyncReadyCallback done,
                       gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  SX_ASSERT_MAIN_THREAD ();
  g_return_if_fail (self->phase == SX_SESSION_EMPTY);
  task = g_task_new (self, cancellable, done, data);
  g_task_set_source_tag (task, sx_session_open_async);
  self->file = g_strdup (file);
  opening = g_new0 (Opening, 1);
  opening->session = self;
  opening->file = g_strdup (file);
  opening->rules = g_strdup (self->rules_id);
  opening->catalogue = self->catalogue;
  g_mutex_init (&opening->lock);
  g_task_set_task_data (task, opening, opening_free);
  _sx_session_set_phase (self, SX_SESSION_OPENING);
  _sx_session_set_progress (self, 0, _ ("Reading the package …"));
  g_thread_unref (g_thread_new ("opening", open_thread, g_steal_pointer (&task)));
}

gboolean
sx_session_open_finish (SxSession *self, GAsyncResult *result, GError **error)
{
  Opened *opened = g_task_propagate_pointer (G_TASK (result), error);

  if (!opened)
    {
      _sx_session_set_phase (self, SX_SESSION_EMPTY);
      return FALSE;
    }
  self->plan = g_steal_pointer (&opened->plan);
  self->rules = g_steal_pointer (&opened->rules);
  opened_free (opened);
  self->plane = self->plan->plane;
  _sx_session_set_phase (self, SX_SESSION_OPEN);
  _sx_session_start (self, self->first_scheme);
  return TRUE;
}
