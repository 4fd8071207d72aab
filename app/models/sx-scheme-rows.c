/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-scheme-rows.h"

#include "geometry/sx-area.h"

struct _SxSchemeRows
{
  SxRowList parent_instance;
  SxSession *session;
  GHashTable *items; /* key_of() → SxSchemeRow *, owned: of the whole scheme */
  SxSchemeRow *headings[SX_N_GROUPS];
  char *filter;
  SxResult *result; /* whose conflicts the rows tell */
  gboolean is_measuring;
  gboolean is_selecting;
};

static guint measured_signal;

static void scheme_rows_init_selection (GtkSelectionModelInterface *model);

G_DEFINE_FINAL_TYPE_WITH_CODE (SxSchemeRows, sx_scheme_rows, SX_TYPE_ROW_LIST,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, scheme_rows_init_selection))

/* ---- the selection */

static gboolean
is_row_selected (SxSchemeRows *self, SxSchemeRow *row)
{
  return row->kind == SX_ROW_ADJUSTMENT ? sx_session_is_selected (self->session, row->fid) : row->is_picked;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  SxSchemeRow *row = sx_row_list_get_row (SX_ROW_LIST (model), position);

  return row && is_row_selected (SX_SCHEME_ROWS (model), row);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  GtkBitset *set = gtk_bitset_new_empty ();
  guint end = MIN (position + n, sx_row_list_get_n_rows (SX_ROW_LIST (model)));

  for (guint i = position; i < end; i++)
    if (is_selected (model, i))
      gtk_bitset_add (set, i);
  return set;
}

static void
told_selection (SxSchemeRows *self)
{
  guint n = sx_row_list_get_n_rows (SX_ROW_LIST (self));

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  SxSchemeRows *self = SX_SCHEME_ROWS (model);
  guint n_rows = sx_row_list_get_n_rows (SX_ROW_LIST (self)), n;
  const gint64 *before = sx_session_get_selection (self->session, &n);
  gboolean is_whole = gtk_bitset_get_size (mask) >= n_rows; /* then what is not shown is not kept either */
  g_autoptr (GArray) fids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      guint at;
      gboolean is_shown = sx_scheme_rows_find (self, before[i], &at);

      if (is_shown && gtk_bitset_contains (mask, at) ? gtk_bitset_contains (selected, at) : !is_whole)
        g_array_append_val (fids, before[i]);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      SxSchemeRow *row = sx_row_list_get_row (SX_ROW_LIST (self), i);

      if (!gtk_bitset_contains (mask, i))
        continue;
      if (row->kind == SX_ROW_RECLASS || row->kind == SX_ROW_ROAD)
        row->is_picked = gtk_bitset_contains (selected, i);
      else if (row->kind == SX_ROW_ADJUSTMENT && gtk_bitset_contains (selected, i)
               && !sx_session_is_selected (self->session, row->fid))
        g_array_append_val (fids, row->fid);
    }
  self->is_selecting = TRUE;
  sx_session_select (self->session, (const gint64 *)fids->data, fids->len);
  self->is_selecting = FALSE;
  told_selection (self);
  return TRUE;
}

static void
scheme_rows_init_selection (GtkSelectionModelInterface *model)
{
  model->is_selected = is_selected;
  model->get_selection_in_range = get_selection_in_range;
  model->set_selection = set_selection;
}

static void
selection_changed (SxSchemeRows *self)
{
  GHashTableIter iter;
  gpointer row;

  if (self->is_selecting)
    return;
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &row)) /* another selection, made elsewhere */
    ((SxSchemeRow *)row)->is_picked = FALSE;
  told_selection (self);
}

/* ---- measuring */

typedef struct
{
  SxSchemeRow *row;
  SxShape *shape;
  gboolean is_line;
  double size;
} Measure;

typedef struct
{
  SxMetric metric;
  GArray *measures; /* Measure */
} Measuring;

static void
measure_clear (gpointer data)
{
  Measure *self = data;

  g_object_unref (self->row);
  sx_shape_unref (self->shape);
}

static void
measuring_free (gpointer data)
{
  Measuring *self = data;

  g_array_unref (self->measures);
  g_free (self);
}

static void
measure_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Measuring *measuring = data;

  for (guint i = 0; i < measuring->measures->len; i++)
    {
      Measure *measure = &g_array_index (measuring->measures, Measure, i);
      SxShapeView view = sx_shape_view (measure->shape);

      measure->size = measure->is_line ? sx_metric_length (&measuring->metric, &view)
                                       : sx_metric_area (&measuring->metric, &view);
    }
  g_task_return_boolean (task, TRUE);
}

static void start_measuring (SxSchemeRows *self);
static void update_headings (SxSchemeRows *self);

static void
measured (GObject *object, GAsyncResult *result, gpointer data)
{
  SxSchemeRows *self = SX_SCHEME_ROWS (object);
  Measuring *measuring = g_task_get_task_data (G_TASK (result));

  self->is_measuring = FALSE;
  for (guint i = 0; i < measuring->measures->len; i++)
    {
      Measure *measure = &g_array_index (measuring->measures, Measure, i);

      if (sx_scheme_row_get_shape (measure->row) != measure->shape)
        continue; /* it is another one by now */
      measure->row->size = measure->size;
      sx_scheme_row_changed (measure->row);
    }
  update_headings (self);
  g_signal_emit (self, measured_signal, 0);
  start_measuring (self);
}

static void
start_measuring (SxSchemeRows *self)
{
  g_autoptr (GTask) task = NULL;
  Measuring *measuring;
  GHashTableIter iter;
  gpointer value;

  if (self->is_measuring)
    return; /* looks again when it is done */
  measuring = g_new0 (Measuring, 1);
  measuring->metric.plane = sx_session_get_plane (self->session);
  measuring->metric.is_planar = sx_session_get_area_mode (self->session) == SX_AREA_PLANAR;
  measuring->measures = g_array_new (FALSE, FALSE, sizeof (Measure));
  g_array_set_clear_func (measuring->measures, measure_clear);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SxSchemeRow *row = value;
      SxShape *shape = sx_scheme_row_get_shape (row);
      Measure measure = { row, shape, row->kind == SX_ROW_ROAD, NAN };

      if (!isnan (row->size))
        continue;
      g_object_ref (row);
      sx_shape_ref (shape);
      g_array_append_val (measuring->measures, measure);
    }
  task = g_task_new (self, NULL, measured, NULL);
  g_task_set_task_data (task, measuring, measuring_free);
  if (measuring->measures->len == 0)
    return;
  self->is_measuring = TRUE;
  g_task_run_in_thread (task, measure_thread);
}

/* ---- what is shown */

/* Sums that are not measured yet are told each time. */
static void
tell_heading (SxSchemeRow *heading, guint n, double in, double out)
{
  if (heading->n_items == n && heading->size_in == in && heading->size_out == out)
    return;
  heading->n_items = n;
  heading->size_in = in;
  heading->size_out = out;
  sx_scheme_row_changed (heading);
}

static void
update_headings (SxSchemeRows *self)
{
  struct
  {
    guint n;
    double in, out;
  } sums[SX_N_GROUPS] = { { 0 } };
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SxSchemeRow *row = value;

      sums[row->group].n++;
      if (row->adjustment && row->adjustment->direction == SX_DIRECTION_IN)
        sums[row->group].in += row->size;
      else if (row->adjustment)
        sums[row->group].out += row->size;
    }
  for (guint group = 0; group < SX_N_GROUPS; group++)
    tell_heading (self->headings[group], sums[group].n, sums[group].in, sums[group].out);
}

static void
show_group (SxSchemeRows *self, GPtrArray *rows, guint group, GPtrArray *members)
{
  gboolean is_folded = self->headings[group]->is_folded && !*self->filter;
  guint heading_at = rows->len;

  for (guint i = 0; i < members->len; i++)
    {
      SxSchemeRow *row = members->pdata[i];

      if (row->group != group || (*self->filter && !sx_scheme_row_matches (row, self->filter)))
        continue;
      if (rows->len == heading_at)
        g_ptr_array_add (rows, self->headings[group]);
      if (!is_folded)
        g_ptr_array_add (rows, row);
    }
}

/* gint64: the kinds' fids beside each other. Owned by the caller. */
static gint64 *
key_of (SxRowKind kind, gint64 fid)
{
  gint64 key = fid * 4 + (gint64)kind;

  return g_memdup2 (&key, sizeof key);
}

static void
collect (SxSchemeRows *self, SxRowKind kind, gpointer item, gint64 fid, GHashTable *items, GPtrArray *members)
{
  g_autofree gint64 *key = key_of (kind, fid);
  SxSchemeRow *row = g_hash_table_lookup (self->items, key);

  if (row)
    {
      g_object_ref (row);
      if (sx_scheme_row_set_item (row, item))
        sx_scheme_row_changed (row);
    }
  else
    row = sx_scheme_row_new_item (kind, item);
  g_hash_table_insert (items, g_steal_pointer (&key), row);
  g_ptr_array_add (members, row);
}

static void
refresh (SxSchemeRows *self)
{
  const SxScheme *scheme = sx_session_get_scheme (self->session);
  GHashTable *items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; scheme && i < scheme->adjustments->len; i++)
    collect (self, SX_ROW_ADJUSTMENT, scheme->adjustments->pdata[i],
             ((SxAdjustment *)scheme->adjustments->pdata[i])->fid, items, members);
  for (guint i = 0; scheme && i < scheme->reclasses->len; i++)
    collect (self, SX_ROW_RECLASS, scheme->reclasses->pdata[i],
             ((SxReclass *)scheme->reclasses->pdata[i])->fid, items, members);
  for (guint i = 0; scheme && i < scheme->roads->len; i++)
    collect (self, SX_ROW_ROAD, scheme->roads->pdata[i], ((SxRoad *)scheme->roads->pdata[i])->fid, items,
             members);
  for (guint group = 0; group < SX_N_GROUPS; group++)
    show_group (self, rows, group, members);
  g_hash_table_unref (self->items);
  self->items = items;
  update_headings (self);
  sx_row_list_set_rows (SX_ROW_LIST (self), rows);
}

static void
scheme_changed (SxSchemeRows *self)
{
  refresh (self);
  start_measuring (self);
}

/* ---- conflicts */

static void
add_conflict (SxSchemeRow *row, const SxConflict *conflict)
{
  char *both = row->conflicts ? g_strjoin ("\n", row->conflicts, conflict->message, NULL)
                              : g_strdup (conflict->message);

  if (conflict->rule->severity == SX_SEVERITY_ERROR)
    row->n_errors++;
  else
    row->n_warnings++;
  g_free (row->conflicts);
  row->conflicts = both;
}

static void
result_changed (SxSchemeRows *self)
{
  SxResult *result = sx_session_get_final_result (self->session);
  g_autoptr (GHashTable) told = NULL; /* row → what it told of its conflicts */
  GHashTableIter iter;
  SxSchemeRow *row;

  if (result == self->result)
    return; /* a preview */
  g_clear_pointer (&self->result, sx_result_unref);
  self->result = result ? sx_result_ref (result) : NULL;
  told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&row))
    if (row->conflicts)
      {
        g_hash_table_insert (told, row, g_steal_pointer (&row->conflicts));
        row->n_errors = row->n_warnings = 0;
      }
  for (guint i = 0; result && i < result->conflicts->len; i++)
    {
      const SxConflict *conflict = result->conflicts->pdata[i];

      row = sx_scheme_rows_get_adjustment (self, conflict->adjustment->fid);
      if (row)
        add_conflict (row, conflict);
    }
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&row))
    if (g_strcmp0 (row->conflicts, g_hash_table_lookup (told, row)) != 0)
      sx_scheme_row_changed (row); /* few of hundreds: the others' widgets stay as they are */
}

/* ---- the object */

static void
sx_scheme_rows_dispose (GObject *object)
{
  SxSchemeRows *self = SX_SCHEME_ROWS (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sx_scheme_rows_parent_class)->dispose (object);
}

static void
sx_scheme_rows_finalize (GObject *object)
{
  SxSchemeRows *self = SX_SCHEME_ROWS (object);

  for (guint i = 0; i < SX_N_GROUPS; i++)
    g_object_unref (self->headings[i]);
  g_hash_table_unref (self->items);
  g_clear_pointer (&self->result, sx_result_unref);
  g_free (self->filter);
  G_OBJECT_CLASS (sx_scheme_rows_parent_class)->finalize (object);
}

static void
sx_scheme_rows_class_init (SxSchemeRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sx_scheme_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = sx_scheme_rows_finalize;
  measured_signal = g_signal_new ("measured", SX_TYPE_SCHEME_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
sx_scheme_rows_init (SxSchemeRows *self)
{
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->filter = g_strdup ("");
  for (guint i = 0; i < SX_N_GROUPS; i++)
    self->headings[i] = sx_scheme_row_new_heading (i);
}

SxSchemeRows *
sx_scheme_rows_new (SxSession *session)
{
  SxSchemeRows *self = g_object_new (SX_TYPE_SCHEME_ROWS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "scheme-changed", G_CALLBACK (scheme_changed), self);
  g_signal_connect_swapped (session, "result-changed", G_CALLBACK (result_changed), self);
  g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (selection_changed), self);
  scheme_changed (self);
  result_changed (self);
  return self;
}

void
sx_scheme_rows_set_filter (SxSchemeRows *self, const char *words)
{
  if (g_str_equal (self->filter, words))
    return;
  g_free (self->filter);
  self->filter = g_strdup (words);
  refresh (self);
}

void
sx_scheme_rows_toggle_folded (SxSchemeRows *self, guint group)
{
  g_return_if_fail (group < SX_N_GROUPS);
  self->headings[group]->is_folded = !self->headings[group]->is_folded;
  sx_scheme_row_changed (self->headings[group]);
  refresh (self);
}

guint
sx_scheme_rows_get_n_items (SxSchemeRows *self)
{
  return g_hash_table_size (self->items);
}

gboolean
sx_scheme_rows_find (SxSchemeRows *self, gint64 fid, guint *position)
{
  for (guint i = 0; i < sx_row_list_get_n_rows (SX_ROW_LIST (self)); i++)
    {
      SxSchemeRow *row = sx_row_list_get_row (SX_ROW_LIST (self), i);

      if (row->kind == SX_ROW_ADJUSTMENT && row->fid == fid)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

GPtrArray *
sx_scheme_rows_dup_selected (SxSchemeRows *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sx_row_list_get_n_rows (SX_ROW_LIST (self)); i++)
    {
      SxSchemeRow *row = sx_row_list_get_row (SX_ROW_LIST (self), i);

      if (row->kind != SX_ROW_HEADING && is_row_selected (self, row))
        g_ptr_array_add (rows, g_object_ref (row));
    }
  return rows;
}

SxSchemeRow *
sx_scheme_rows_get_adjustment (SxSchemeRows *self, gint64 fid)
{
  g_autofree gint64 *key = key_of (SX_ROW_ADJUSTMENT, fid);

  return g_hash_table_lookup (self->items, key);
}
