/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package-loader.h"
#include <glib/gstdio.h>
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-lock.h"
#include "store/sx-package-layer.h"

/* Rows a chunk should have: some megabytes. */
#define CHUNK_ROWS 4096
#define MAX_WIDTH ((gint64)CHUNK_ROWS * 1024)
/* Read but not yet put together, per thread: bounds the memory. */
#define CHUNKS_AHEAD 3
/* What the first chunk tells of the whole layer is not exact. */
#define SPARE_ROOM 1.05
#define PROGRESS_INTERVAL_US 50000

/* A range of rows of one table. */
typedef struct
{
  guint table;
  gint64 first, last;
  gboolean ends_table;
  SxFeatureReader reader;
  SxLayerBuilder *builder;
} Chunk;

typedef struct
{
  const SxPackageFile *file;
  GPtrArray *tables;
  SxPlan *plan;
  const SxReadOptions *options;
  GCancellable *cancellable;
  guint n_threads;

  GMutex lock;
  GCond changed;
  /* under the lock */
  guint table;       /* the next range is of this table, */
  gint64 next;       /* from this rowid, */
  gint64 width;      /* of so many rowids, */
  guint handed_out;  /* and its number */
  guint put;         /* chunks before this one are in their layers */
  GHashTable *ready; /* number + 1 → Chunk * */
  GPtrArray *spare;  /* SxLayerBuilder *, empty, to be filled again: their memory is there already, */
  guint spare_table; /* of this table */
  guint n_workers;   /* still running */
  gboolean stop;
  GError *failure; /* of the chunk with the smallest number, so that the same one is told every time */
  guint failed;
  /* calling thread only */
  double rows_done, rows_all, file_size;
  gint64 told_at;
} Loader;

typedef struct
{
  Loader *loader;
  sqlite3 *db;
} Worker;

static const SxPackageTable *
loader_table (const Loader *self, guint at)
{
  return g_ptr_array_index (self->tables, at);
}

/* Until something under the lock has changed. */
static void
loader_wait (Loader *self)
{
  SX_TSAN_RELEASE (&self->lock);
  g_cond_wait (&self->changed, &self->lock);
  SX_TSAN_ACQUIRE (&self->lock);
}

static void
chunk_free (Chunk *self)
{
  sx_feature_reader_clear (&self->reader);
  sx_layer_builder_free (self->builder);
  g_free (self);
}

/* Rowids may have wide gaps: moves *from to the first one there is. */
static gboolean
skip_gap (Loader *self, sqlite3 *db, const SxPackageTable *table, gint64 *from, GError **error)
{
  g_autofree char *quoted = sx_sqlite_quote (table->table);
  g_autofree char *sql
      = g_strdup_printf ("SELECT min (%s) FROM %s WHERE %s >= ?", table->rowid, quoted, table->rowid);
  g_autoptr (sqlite3_stmt) statement = sx_package_file_prepare (self->file, db, sql, error);
  gboolean row;

  if (!statement)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, *from);
  if (!sx_package_file_step (self->file, statement, &row, error))
    return FALSE;
  *from = row && sqlite3_column_type (statement, 0) != SQLITE_NULL ? sqlite3_column_int64 (statement, 0)
                                                                   : table->last;
  return TRUE;
}

static void
begin_table (Loader *self)
{
  if (self->table < self->tables->len)
    self->next = loader_table (self, self->table)->first;
  self->width = CHUNK_ROWS;
}

/* The next range of rows, under the lock; NULL where there is none left or with error. */
static Chunk *
next_chunk (Loader *self, sqlite3 *db, GError **error)
{
  const SxPackageTable *table = loader_table (self, self->table);
  Chunk *chunk;
  gint64 first = self->next;

  if (table->rowid && table->has_rows && first > table->first && !skip_gap (self, db, table, &first, error))
    return NULL;
  chunk = g_new0 (Chunk, 1);
  chunk->table = self->table;
  chunk->first = first;
  /* in this order nothing overflows */
  chunk->last
      = (guint64)table->last - (guint64)first < (guint64)self->width ? table->last : first + self->width - 1;
  chunk->ends_table = !table->rowid || !table->has_rows || chunk->last >= table->last;
  if (chunk->ends_table)
    {
      self->table++;
      begin_table (self);
    }
  else
    self->next = chunk->last + 1;
  return chunk;
}

static void
fail (Loader *self, guint number, GError *error)
{
  if (!self->failure || number < self->failed)
    {
      g_clear_error (&self->failure);
      self->failure = error;
      self->failed = number;
    }
  else
    g_error_free (error);
  self->stop = TRUE;
}

/* Where rowids are sparse a wider range makes a chunk. */
static void
adapt_width (Loader *self, const Chunk *chunk, guint n_rows)
{
  if (chunk->table != self->table)
    return;
  if (n_rows < CHUNK_ROWS / 4)
    self->width = MIN (self->width * 4, MAX_WIDTH);
  else if (n_rows > CHUNK_ROWS)
    self->width = CHUNK_ROWS;
}

/* Under the lock. */
static SxLayerBuilder *
take_spare_builder (Loader *self, const Chunk *chunk)
{
  if (self->spare_table != chunk->table)
    {
      g_ptr_array_set_size (self->spare, 0);
      self->spare_table = chunk->table;
    }
  return self->spare->len ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1) : NULL;
}

/* The chunk's builder, which has been emptied, is for another chunk of the table. */
static void
give_spare_builder (Loader *self, Chunk *chunk)
{
  sx_lock (&self->lock);
  if (self->spare_table == chunk->table)
    g_ptr_array_add (self->spare, g_steal_pointer (&chunk->builder));
  sx_unlock (&self->lock);
}

static gboolean
read_chunk (Loader *self, sqlite3 *db, Chunk *chunk, guint *n_rows, GError **error)
{
  const SxPackageTable *table = loader_table (self, chunk->table);

  sx_feature_reader_init (&chunk->reader, table, &self->plan->plane);
  if (!chunk->builder)
    chunk->builder = sx_package_layer_builder (table);
  return !table->has_rows
         || sx_package_layer_read (self->file, db, &chunk->reader, chunk->first, chunk->last, chunk->builder,
                                   n_rows, self->cancellable, error);
}

/* Reads the chunk without the lock and lays it ready. */
static void
work_on (Loader *self, sqlite3 *db, Chunk *chunk, guint number)
{
  GError *error = NULL;
  guint n_rows = 0;
  gboolean done;

  chunk->builder = take_spare_builder (self, chunk);
  sx_unlock (&self->lock);
  done = read_chunk (self, db, chunk, &n_rows, &error);
  sx_lock (&self->lock);
  adapt_width (self, chunk, n_rows);
  if (done)
    g_hash_table_insert (self->ready, GUINT_TO_POINTER (number + 1), chunk);
  else
    {
      fail (self, number, error);
      chunk_free (chunk);
    }
  g_cond_broadcast (&self->changed);
}

static gpointer
run_worker (gpointer data)
{
  Worker *worker = data;
  Loader *self = worker->loader;

  sx_lock (&self->lock);
  while (!self->stop && self->table < self->tables->len)
    {
      GError *error = NULL;
      Chunk *chunk;

      if (self->handed_out - self->put >= self->n_threads * CHUNKS_AHEAD)
        {
          loader_wait (self);
          continue;
        }
      chunk = next_chunk (self, worker->db, &error);
      if (chunk)
        work_on (self, worker->db, chunk, self->handed_out++);
      else
        fail (self, self->handed_out, error);
    }
  self->n_workers--;
  g_cond_broadcast (&self->changed);
  sx_unlock (&self->lock);
  return NULL;
}

static void
tell_progress (Loader *self, const char *table, gboolean last)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->options || !self->options->progress || (!last && now - self->told_at < PROGRESS_INTERVAL_US))
    return;
  self->told_at = now;
  self->options->progress (last ? 1 : MIN (self->rows_done / self->rows_all, 1), table, self->options->data);
}

static void
take_notes (Loader *self, SxFeatureReader *reader)
{
  g_array_append_vals (self->plan->repairs, reader->repairs->data, reader->repairs->len);
  g_array_append_vals (self->plan->skipped, reader->skipped->data, reader->skipped->len);
  /* the strings have moved */
  g_array_set_size (reader->repairs, 0);
  g_array_set_size (reader->skipped, 0);
}

/* Some features may lie anywhere; where most do, it is the CRS that is wrong. */
static gboolean
check_crs (Loader *self, const SxFeatureReader *sum, GError **error)
{
  const SxPackageTable *table = sum->table;
  g_autofree char *crs = sx_crs_name (&table->crs);

  if (sum->n_outside <= sum->n_inside)
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_CRS,
               _ ("“%s”: table %s says it is in %s, but feature %" PRId64
                  " is at %.10g, %.10g, where nothing in that system can be; set the system it is really "
                  "in."),
               self->file->file, table->table, crs, sum->outside_fid, sum->outside_point.x,
               sum->outside_point.y);
  return FALSE;
}

static void
finish_layer (Loader *self, const SxPackageTable *table, SxLayerBuilder *builder)
{
  SxLayer *layer = sx_layer_builder_finish (builder);

  g_hash_table_insert (self->plan->layers, g_strdup (table->name), layer);
  if (self->options && self->options->layer_ready)
    self->options->layer_ready (layer, self->plan->plane, self->options->data);
}

/* The chunk of that number once it is ready; NULL when all are put together or nothing more will come. */
static Chunk *
wait_for_chunk (Loader *self, guint number)
{
  Chunk *chunk = NULL;

  sx_lock (&self->lock);
  self->put = number;
  g_cond_broadcast (&self->changed);
  while (!(chunk = g_hash_table_lookup (self->ready, GUINT_TO_POINTER (number + 1))) && self->n_workers > 0)
    loader_wait (self);
  if (chunk)
    g_hash_table_steal (self->ready, GUINT_TO_POINTER (number + 1));
  sx_unlock (&self->lock);
  return chunk;
}

/* After the first of several chunks: room for the others, so that the layer never moves while it grows.
 * Points take no more than the file does, however far apart rowids are. */
static void
make_room (Loader *self, const Chunk *first, SxLayerBuilder *builder)
{
  const SxPackageTable *table = loader_table (self, first->table);
  double times
      = ((double)table->last - (double)table->first + 1) / ((double)first->last - (double)first->first + 1);
  double size = (double)(sx_layer_builder_shapes (builder)->n_points * sizeof (SxPoint));

  if (size > 0)
    sx_layer_builder_make_room (builder, MIN (times * SPARE_ROOM, self->file_size / size));
}

/* Puts the chunk to the end of its layer. */
static gboolean
put_chunk (Loader *self, Chunk *chunk, SxLayerBuilder **builder, SxFeatureReader *sum, GError **error)
{
  const SxPackageTable *table = loader_table (self, chunk->table);
  gboolean is_first = !*builder;

  if (is_first)
    {
      *builder = sx_package_layer_builder (table);
      *sum = (SxFeatureReader){ .table = table };
    }
  if (sum->n_outside == 0)
    {
      sum->outside_fid = chunk->reader.outside_fid;
      sum->outside_point = chunk->reader.outside_point;
    }
  sum->n_outside += chunk->reader.n_outside;
  sum->n_inside += chunk->reader.n_inside;
  sx_layer_builder_take (*builder, chunk->builder);
  if (is_first && !chunk->ends_table)
    make_room (self, chunk, *builder);
  else
    give_spare_builder (self, chunk);
  take_notes (self, &chunk->reader);
  self->rows_done += table->rowid ? (double)(chunk->last - chunk->first) + 1 : CHUNK_ROWS;
  tell_progress (self, table->table, FALSE);
  if (!chunk->ends_table)
    return TRUE;
  if (!check_crs (self, sum, error))
    return FALSE;
  finish_layer (self, table, g_steal_pointer (builder));
  return TRUE;
}

static gboolean
put_together (Loader *self, GError **error)
{
  SxLayerBuilder *builder = NULL;
  SxFeatureReader sum;
  gboolean good = TRUE;
  Chunk *chunk;

  for (guint number = 0; good && (chunk = wait_for_chunk (self, number)); number++)
    {
      good = put_chunk (self, chunk, &builder, &sum, error);
      chunk_free (chunk);
    }
  sx_layer_builder_free (builder);
  return good;
}

static void
loader_init (Loader *self)
{
  GStatBuf info;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->ready = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)chunk_free);
  self->spare = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_layer_builder_free);
  self->file_size = g_stat (self->file->path, &info) == 0 ? (double)info.st_size : 0;
  self->rows_all = 1;
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SxPackageTable *t = loader_table (self, i);

      self->rows_all += t->rowid ? (double)t->last - (double)t->first + 1 : CHUNK_ROWS;
    }
  begin_table (self);
}

static void
loader_clear (Loader *self)
{
  g_hash_table_unref (self->ready);
  g_ptr_array_unref (self->spare);
  g_clear_error (&self->failure);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

static gboolean
run_workers (Loader *self, sqlite3 **connections, GError **error)
{
  g_autofree Worker *workers = g_new0 (Worker, self->n_threads);
  g_autofree GThread **threads = g_new0 (GThread *, self->n_threads);
  gboolean good;

  self->n_workers = self->n_threads;
  for (guint i = 0; i < self->n_threads; i++)
    {
      workers[i] = (Worker){ self, connections[i] };
      threads[i] = g_thread_new ("sx-package", run_worker, &workers[i]);
    }
  good = put_together (self, error);
  sx_lock (&self->lock);
  self->stop = TRUE;
  g_cond_broadcast (&self->changed);
  sx_unlock (&self->lock);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (threads[i]);
  if (good && self->failure)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  return good;
}

gboolean
sx_package_load (const SxPackageFile *file, sqlite3 **connections, guint n_threads, GPtrArray *tables,
                 SxPlan *plan, const SxReadOptions *options, GCancellable *cancellable, GError **error)
{
  Loader self = { .file = file,
                  .tables = tables,
                  .plan = plan,
                  .options = options,
                  .cancellable = cancellable,
                  .n_threads = n_threads };
  gboolean good;

  loader_init (&self);
  good = run_workers (&self, connections, error);
  if (good)
    tell_progress (&self, "", TRUE);
  loader_clear (&self);
  return good;
}
