/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-comparer.h"

#include "store/sx-package.h"

#define REST_MS 100 /* of the session, before the engine is asked */
#define N_SIDES SX_COMPARISON_SIDES

struct _SxComparer
{
  GObject parent_instance;
  SxSession *session; /* NULL: closed */
  gint64 ids[N_SIDES];
  guint64 wanted;   /* counts what made another comparison necessary */
  guint64 made;     /* what `wanted` was when the one that is shown was begun */
  guint64 numbered; /* generation given to a snapshot last */
  gboolean is_under_way;
  guint timeout;
  SxComparison *comparison;
  SxSnapshot *snapshots[N_SIDES];
  char *failure;
};

/* One comparison on its way: read, then evaluated, then put side by side. Counted; of one thread at a time.
 */
typedef struct
{
  SxComparer *comparer; /* reference */
  guint64 wanted;       /* what it is the answer to */
  SxPlan *plan;
  gint64 ids[N_SIDES];
  GPtrArray *known; /* SxSnapshot *: whose items are kept where they are the same */
  GPtrArray *snapshots;
  GPtrArray *results; /* SxResult * */
  SxMetric metric;
} Round;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxComparer, sx_comparer, G_TYPE_OBJECT)

static void
unref_snapshot (gpointer data)
{
  sx_snapshot_unref (data);
}

static void
round_clear (gpointer data)
{
  Round *self = data;

  g_object_unref (self->comparer);
  sx_plan_unref (self->plan);
  g_ptr_array_unref (self->known);
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
}

static void
round_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, round_clear);
}

static void begin_later (SxComparer *self);

/* Whether the round is still what is asked for; else another is begun. */
static gboolean
go_on (SxComparer *self, const Round *round)
{
  if (self->session && round->wanted == self->wanted)
    return TRUE;
  self->is_under_way = FALSE;
  if (self->session)
    begin_later (self);
  return FALSE;
}

static void
fail (SxComparer *self, const GError *error)
{
  self->is_under_way = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      begin_later (self); /* an edit went first */
      return;
    }
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- side by side */

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Round *round = data;
  SxComparisonSide sides[N_SIDES];

  for (guint i = 0; i < N_SIDES; i++)
    sides[i]
        = (SxComparisonSide){ ((SxSnapshot *)round->snapshots->pdata[i])->scheme, round->results->pdata[i] };
  g_task_return_pointer (task, sx_comparison_new (&sides[0], &sides[1], &round->metric),
                         (GDestroyNotify)sx_comparison_unref);
}

static void
compared (GObject *source, GAsyncResult *result, gpointer data)
{
  SxComparer *self = SX_COMPARER (source);
  Round *round = g_task_get_task_data (G_TASK (result));
  SxComparison *comparison = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!go_on (self, round))
    {
      g_clear_pointer (&comparison, sx_comparison_unref);
      return;
    }
  self->is_under_way = FALSE;
  self->made = round->wanted;
  g_clear_pointer (&self->comparison, sx_comparison_unref);
  self->comparison = comparison;
  for (guint i = 0; i < N_SIDES; i++)
    {
      g_clear_pointer (&self->snapshots[i], sx_snapshot_unref);
      self->snapshots[i] = sx_snapshot_ref (round->snapshots->pdata[i]);
    }
  g_clear_pointer (&self->failure, g_free);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- evaluated */

static void
evaluated (GPtrArray *results, const GError *error, gpointer data)
{
  Round *round = data;
  SxComparer *self = round->comparer;
  g_autoptr (GTask) task = NULL;

  if (!go_on (self, round))
    return;
  if (error)
    {
      fail (self, error);
      return;
    }
  round->results = g_ptr_array_ref (results);
  task = g_task_new (self, NULL, compared, NULL);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (round), round_unref);
  g_task_run_in_thread (task, compare_thread);
}

static void
evaluate (SxComparer *self, Round *round)
{
  for (guint i = 0; i < N_SIDES; i++)
    { /* numbers that rise, as the engine's own do */
      SxSnapshot *snapshot = round->snapshots->pdata[i];

      snapshot->generation = ++self->numbered;
    }
  sx_engine_compare (sx_session_get_engine (self->session), round->snapshots, evaluated,
                     g_atomic_rc_box_acquire (round), round_unref);
}

/* ---- read */

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Round *round = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) schemes = sx_package_read_schemes (round->plan, round->ids, N_SIDES, &error);

  if (!schemes)
    {
      g_task_return_error (task, error);
      return;
    }
  round->snapshots = g_ptr_array_new_with_free_func (unref_snapshot);
  for (guint i = 0; i < schemes->len; i++)
    {
      for (guint k = 0; k < round->known->len; k++)
        sx_scheme_reuse_items (schemes->pdata[i], ((SxSnapshot *)round->known->pdata[k])->scheme);
      g_ptr_array_add (round->snapshots, sx_snapshot_new (schemes->pdata[i], 0));
    }
  g_task_return_boolean (task, TRUE);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  SxComparer *self = SX_COMPARER (source);
  Round *round = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (!go_on (self, round))
    return;
  if (error)
    fail (self, error);
  else
    evaluate (self, round);
}

static Round *
round_new (SxComparer *self)
{
  Round *round = g_atomic_rc_box_new0 (Round);
  SxSchemeState *state = sx_session_get_state (self->session);

  round->comparer = g_object_ref (self);
  round->wanted = self->wanted;
  round->plan = sx_plan_ref (sx_session_get_plan (self->session));
  round->metric = (SxMetric){ sx_session_get_plane (self->session),
                              sx_session_get_area_mode (self->session) == SX_AREA_PLANAR };
  round->known = g_ptr_array_new_with_free_func (unref_snapshot);
  for (guint i = 0; i < N_SIDES; i++)
    {
      round->ids[i] = self->ids[i];
      if (self->snapshots[i])
        g_ptr_array_add (round->known, sx_snapshot_ref (self->snapshots[i]));
    }
  g_ptr_array_add (round->known, sx_snapshot_ref (state->snapshot));
  return round;
}

/* When nothing is being drawn, written or computed. */
static gboolean
begin (gpointer data)
{
  SxComparer *self = data;
  g_autoptr (GTask) task = NULL;

  if (!sx_session_is_idle (self->session) || sx_session_is_preview (self->session))
    return G_SOURCE_CONTINUE;
  self->timeout = 0;
  if (self->is_under_way || self->made == self->wanted)
    return G_SOURCE_REMOVE;
  self->is_under_way = TRUE;
  task = g_task_new (self, NULL, was_read, NULL);
  g_task_set_task_data (task, round_new (self), round_unref);
  g_task_run_in_thread (task, read_thread);
  return G_SOURCE_REMOVE;
}

static void
begin_later (SxComparer *self)
{
  if (!self->timeout && self->ids[0] != self->ids[1])
    self->timeout = g_timeout_add (REST_MS, begin, self);
}

static void
want (SxComparer *self)
{
  self->wanted++;
  g_clear_pointer (&self->failure, g_free);
  begin_later (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- the object */

static void
sx_comparer_finalize (GObject *object)
{
  SxComparer *self = SX_COMPARER (object);

  sx_comparer_close (self);
  g_clear_pointer (&self->comparison, sx_comparison_unref);
  for (guint i = 0; i < N_SIDES; i++)
    g_clear_pointer (&self->snapshots[i], sx_snapshot_unref);
  g_free (self->failure);
  G_OBJECT_CLASS (sx_comparer_parent_class)->finalize (object);
}

static void
sx_comparer_class_init (SxComparerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_comparer_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sx_comparer_init (SxComparer *self)
{
}

SxComparer *
sx_comparer_new (SxSession *session)
{
  SxComparer *self = g_object_new (SX_TYPE_COMPARER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (want), self, G_CONNECT_SWAPPED);
  return self;
}

void
sx_comparer_close (SxComparer *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

void
sx_comparer_set_schemes (SxComparer *self, gint64 first, gint64 second)
{
  g_return_if_fail (self->session && first != second);
  if (first == self->ids[0] && second == self->ids[1])
    return;
  self->ids[0] = first;
  self->ids[1] = second;
  g_clear_pointer (&self->comparison, sx_comparison_unref);
  want (self);
}

gint64
sx_comparer_get_scheme (SxComparer *self, guint side)
{
  return self->ids[side];
}

SxComparison *
sx_comparer_get_comparison (SxComparer *self)
{
  return self->comparison;
}

SxSnapshot *
sx_comparer_get_snapshot (SxComparer *self, guint side)
{
  return self->comparison ? self->snapshots[side] : NULL;
}

gboolean
sx_comparer_is_current (SxComparer *self)
{
  return self->session && self->comparison && self->made == self->wanted && !self->failure;
}

const char *
sx_comparer_get_failure (SxComparer *self)
{
  return self->failure;
}
