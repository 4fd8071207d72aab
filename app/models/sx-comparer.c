/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-comparer.h"

#include "base/sx-i18n.h"
#include "store/sx-package.h"
#include "store/sx-scheme-state.h"

#define REST_MS 100 /* of the session, before the engine is asked */
#define N_SIDES SX_COMPARISON_SIDES
#define MORE_THAN_A_PAIR 3

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
  SxSnapshot *shown[N_SIDES]; /* what it compares */
  SxSchemeOverview *overview;
  GPtrArray *known;   /* SxSnapshot *: the plan before, and all schemes, as they were compared last */
  GPtrArray *results; /* SxResult *, theirs */
  char *failure;
};

/* One comparison on its way: read, then evaluated, then put side by side. Counted; of one thread at a time.
 */
typedef struct
{
  SxComparer *comparer; /* reference */
  guint64 wanted;       /* what it is the answer to */
  SxPlan *plan;
  gint64 pair[N_SIDES];
  GArray *ids; /* gint64: of all schemes */
  GPtrArray *known,
      *given;       /* those of the comparer: what is the same stays the same, and needs no evaluation */
  SxSnapshot *open; /* the session's */
  GPtrArray *snapshots;
  GPtrArray *results; /* SxResult *, theirs; NULL: not yet */
  SxMetric metric;
  SxComparison *comparison;
  SxSchemeOverview *overview;
} Round;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxComparer, sx_comparer, G_TYPE_OBJECT)

static void
unref_snapshot (gpointer data)
{
  sx_snapshot_unref (data);
}

/* NULL: not there yet. */
static void
unref_result (gpointer data)
{
  if (data)
    sx_result_unref (data);
}

static void
round_clear (gpointer data)
{
  Round *self = data;

  g_object_unref (self->comparer);
  sx_plan_unref (self->plan);
  g_array_unref (self->ids);
  g_ptr_array_unref (self->known);
  g_ptr_array_unref (self->given);
  sx_snapshot_unref (self->open);
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->comparison, sx_comparison_unref);
  g_clear_pointer (&self->overview, sx_scheme_overview_unref);
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

static SxComparisonSide
side_at (const Round *round, guint at)
{
  return (SxComparisonSide){ ((SxSnapshot *)round->snapshots->pdata[at])->scheme, round->results->pdata[at] };
}

static guint
place_of (const GPtrArray *snapshots, gint64 id)
{
  for (guint i = 0; i < snapshots->len; i++)
    if (((SxSnapshot *)snapshots->pdata[i])->scheme->id == id)
      return i;
  g_return_val_if_reached (0);
}

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Round *round = data;
  SxComparisonSide first = side_at (round, place_of (round->snapshots, round->pair[0]));
  SxComparisonSide second = side_at (round, place_of (round->snapshots, round->pair[1]));
  guint n = round->snapshots->len - 1; /* without the plan before */

  round->comparison = sx_comparison_new (&first, &second, &round->metric);
  if (n >= MORE_THAN_A_PAIR)
    {
      g_autofree SxComparisonSide *sides = g_new0 (SxComparisonSide, n);

      for (guint i = 0; i < n; i++)
        sides[i] = side_at (round, i + 1);
      round->overview = sx_scheme_overview_new (sides, n);
    }
  g_task_return_boolean (task, TRUE);
}

static void
compared (GObject *source, GAsyncResult *result, gpointer data)
{
  SxComparer *self = SX_COMPARER (source);
  Round *round = g_task_get_task_data (G_TASK (result));

  g_ptr_array_unref (self->known); /* right, whatever is asked for by now */
  g_ptr_array_unref (self->results);
  self->known = g_ptr_array_ref (round->snapshots);
  self->results = g_ptr_array_ref (round->results);
  if (!go_on (self, round))
    return;
  self->is_under_way = FALSE;
  self->made = round->wanted;
  g_clear_pointer (&self->comparison, sx_comparison_unref);
  g_clear_pointer (&self->overview, sx_scheme_overview_unref);
  self->comparison = g_steal_pointer (&round->comparison);
  for (guint i = 0; i < N_SIDES; i++)
    {
      g_clear_pointer (&self->shown[i], sx_snapshot_unref);
      self->shown[i] = sx_snapshot_ref (round->snapshots->pdata[place_of (round->snapshots, round->pair[i])]);
    }
  self->overview = g_steal_pointer (&round->overview);
  g_clear_pointer (&self->failure, g_free);
  g_signal_emit (self, changed_signal, 0);
}

static void
compare (SxComparer *self, Round *round)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, compared, NULL);

  g_task_set_task_data (task, g_atomic_rc_box_acquire (round), round_unref);
  g_task_run_in_thread (task, compare_thread);
}

/* ---- evaluated */

static void
evaluated (GPtrArray *results, const GError *error, gpointer data)
{
  Round *round = data;
  SxComparer *self = round->comparer;
  guint taken = 0;

  if (!go_on (self, round))
    return;
  if (error)
    {
      fail (self, error);
      return;
    }
  for (guint i = 0; i < round->results->len; i++)
    if (!round->results->pdata[i])
      round->results->pdata[i] = sx_result_ref (results->pdata[taken++]);
  compare (self, round);
}

static void
evaluate (SxComparer *self, Round *round)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (unref_snapshot);

  for (guint i = 0; i < round->results->len; i++)
    if (!round->results->pdata[i])
      { /* numbers that rise, as the engine's own do */
        SxSnapshot *snapshot = round->snapshots->pdata[i];

        snapshot->generation = ++self->numbered;
        g_ptr_array_add (missing, sx_snapshot_ref (snapshot));
      }
  if (missing->len == 0)
    compare (self, round);
  else
    sx_engine_compare (sx_session_get_engine (self->session), missing, evaluated,
                       g_atomic_rc_box_acquire (round), round_unref);
}

/* ---- read */

/* Whether two, of which equal items are the same objects, are evaluated alike. */
static gboolean
is_same_scheme (const SxScheme *a, const SxScheme *b)
{
  for (SxItemKind kind = 0; kind < SX_N_ITEM_KINDS; kind++)
    {
      const GPtrArray *x = sx_item_list (a, kind), *y = sx_item_list (b, kind);

      if (x->len != y->len || (x->len > 0 && memcmp (x->pdata, y->pdata, x->len * sizeof *x->pdata) != 0))
        return FALSE;
    }
  return a->id == b->id && sx_scheme_texts_equal (a, b);
}

/* Takes scheme over as it is now, with what is known of it. */
static void
add_read (Round *round, SxScheme *scheme)
{
  SxResult *result = NULL;

  if (round->open->scheme->id == scheme->id)
    sx_scheme_reuse_items (scheme, round->open->scheme);
  for (guint i = 0; i < round->known->len && !result; i++)
    {
      const SxScheme *known = ((SxSnapshot *)round->known->pdata[i])->scheme;

      if (known->id != scheme->id)
        continue;
      sx_scheme_reuse_items (scheme, known);
      if (is_same_scheme (scheme, known))
        result = sx_result_ref (round->given->pdata[i]);
    }
  g_ptr_array_add (round->snapshots, sx_snapshot_new (scheme, 0));
  g_ptr_array_add (round->results, result);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Round *round = data;
  GError *error = NULL;
  g_autoptr (SxScheme) before = sx_scheme_new (SX_COMPARER_BEFORE, sx_comparer_before_words ());
  g_autoptr (GPtrArray) schemes
      = sx_package_read_schemes (round->plan, (const gint64 *)round->ids->data, round->ids->len, &error);

  if (!schemes)
    {
      g_task_return_error (task, error);
      return;
    }
  round->snapshots = g_ptr_array_new_with_free_func (unref_snapshot);
  round->results = g_ptr_array_new_with_free_func (unref_result);
  add_read (round, before);
  for (guint i = 0; i < schemes->len; i++)
    add_read (round, schemes->pdata[i]);
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
  round->known = g_ptr_array_ref (self->known);
  round->given = g_ptr_array_ref (self->results);
  round->open = sx_snapshot_ref (state->snapshot);
  round->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < state->schemes->len; i++)
    g_array_append_val (round->ids, ((SxSchemeInfo *)state->schemes->pdata[i])->id);
  memcpy (round->pair, self->ids, sizeof round->pair);
  return round;
}

/* What is asked for is there: else the choice of the two follows the package in a moment. */
static gboolean
are_there (SxComparer *self)
{
  const GPtrArray *schemes = sx_session_get_state (self->session)->schemes;

  for (guint side = 0; side < N_SIDES; side++)
    {
      gboolean is_there = self->ids[side] == SX_COMPARER_BEFORE;

      for (guint i = 0; i < schemes->len; i++)
        is_there = is_there || ((SxSchemeInfo *)schemes->pdata[i])->id == self->ids[side];
      if (!is_there)
        return FALSE;
    }
  return TRUE;
}

/* When nothing is being drawn, written or computed. */
static gboolean
begin (gpointer data)
{
  SxComparer *self = data;
  g_autoptr (GTask) task = NULL;

  if (!sx_session_is_idle (self->session) || sx_session_is_preview (self->session) || !are_there (self))
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
  g_clear_pointer (&self->overview, sx_scheme_overview_unref);
  for (guint i = 0; i < N_SIDES; i++)
    g_clear_pointer (&self->shown[i], sx_snapshot_unref);
  g_ptr_array_unref (self->known);
  g_ptr_array_unref (self->results);
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
  self->known = g_ptr_array_new ();
  self->results = g_ptr_array_new ();
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

SxSchemeOverview *
sx_comparer_get_overview (SxComparer *self)
{
  return self->comparison ? self->overview : NULL;
}

const char *
sx_comparer_before_words (void)
{
  return _ ("Before maintenance");
}

SxSnapshot *
sx_comparer_get_snapshot (SxComparer *self, guint side)
{
  return self->comparison ? self->shown[side] : NULL;
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
