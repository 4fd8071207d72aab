/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-rtree-fill.h"

#include <math.h>
#include <string.h>

#define HEAD_BYTES 4 /* of a page: depth (of the root only) and number of cells */
#define CELL_BYTES 24
#define ROOT 1
#define PAGES_BETWEEN_LOOKS 64

/* A row, or a page as its parent has it. */
typedef struct
{
  gint64 id;
  float box[4]; /* x from, to; y from, to: never smaller than the ground */
  guint at;     /* a row's place in what was given */
} Cell;

typedef struct
{
  sqlite3 *db;
  const char *rtree;
  guint page_bytes, cells_a_page;
  gint64 last_page;
  sqlite3_stmt *page, *parent;
  guint8 *blob;
  gint64 *page_of; /* a row's */
  GCancellable *cancellable;
  int status;
} Filler;

/* ---- cells */

static float
down (double value)
{
  float f = (float)value;

  return (double)f > value ? nextafterf (f, -INFINITY) : f;
}

static float
up (double value)
{
  float f = (float)value;

  return (double)f < value ? nextafterf (f, INFINITY) : f;
}

static int
compare_x (gconstpointer a, gconstpointer b)
{
  const Cell *p = a, *q = b;
  double x = (double)p->box[0] + (double)p->box[1], y = (double)q->box[0] + (double)q->box[1];

  return x != y ? (x > y) - (x < y) : (p->id > q->id) - (p->id < q->id);
}

static int
compare_y (gconstpointer a, gconstpointer b)
{
  const Cell *p = a, *q = b;
  double x = (double)p->box[2] + (double)p->box[3], y = (double)q->box[2] + (double)q->box[3];

  return x != y ? (x > y) - (x < y) : (p->id > q->id) - (p->id < q->id);
}

/* So that each page's worth of cells lies close together: strips by x, within them by y. */
static void
sort_cells (const Filler *self, Cell *cells, guint n)
{
  guint n_pages = (n + self->cells_a_page - 1) / self->cells_a_page;
  guint a_strip = (guint)ceil (sqrt (n_pages)) * self->cells_a_page;

  qsort (cells, n, sizeof (Cell), compare_x);
  for (guint i = 0; i < n; i += a_strip)
    qsort (cells + i, MIN (a_strip, n - i), sizeof (Cell), compare_y);
}

/* ---- pages */

static void
run (Filler *self, sqlite3_stmt *statement)
{
  if (self->status == SQLITE_OK && sqlite3_step (statement) != SQLITE_DONE)
    self->status = sqlite3_errcode (self->db);
  sqlite3_reset (statement);
}

static guint8 *
put (guint8 *at, gconstpointer big_endian, gsize n)
{
  memcpy (at, big_endian, n);
  return at + n;
}

static void
write_page (Filler *self, gint64 page, guint depth, const Cell *cells, guint n)
{
  guint16 depth_be = GUINT16_TO_BE ((guint16)depth), n_be = GUINT16_TO_BE ((guint16)n);
  guint8 *at = self->blob;

  memset (self->blob, 0, self->page_bytes);
  at = put (at, &depth_be, sizeof depth_be);
  at = put (at, &n_be, sizeof n_be);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = GINT64_TO_BE (cells[i].id);

      at = put (at, &id, sizeof id);
      for (guint k = 0; k < 4; k++)
        {
          guint32 bits;

          memcpy (&bits, &cells[i].box[k], sizeof bits);
          bits = GUINT32_TO_BE (bits);
          at = put (at, &bits, sizeof bits);
        }
    }
  sqlite3_bind_int64 (self->page, 1, page);
  sqlite3_bind_blob (self->page, 2, self->blob, (int)self->page_bytes, SQLITE_STATIC);
  run (self, self->page);
  if (page % PAGES_BETWEEN_LOOKS == 0 && g_cancellable_is_cancelled (self->cancellable))
    self->status = SQLITE_INTERRUPT;
}

static Cell
cell_of_page (gint64 page, const Cell *cells, guint n)
{
  Cell cell = cells[0];

  cell.id = page;
  for (guint i = 1; i < n; i++)
    for (guint k = 0; k < 4; k++)
      cell.box[k] = k % 2 ? MAX (cell.box[k], cells[i].box[k]) : MIN (cell.box[k], cells[i].box[k]);
  return cell;
}

/* Notes on which page a page's cells are. */
static void
note_page (Filler *self, gboolean is_leaf, gint64 page, const Cell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    if (is_leaf)
      self->page_of[cells[i].at] = page;
    else
      {
        sqlite3_bind_int64 (self->parent, 1, cells[i].id);
        sqlite3_bind_int64 (self->parent, 2, page);
        run (self, self->parent);
      }
}

/* A level: its cells become pages, and these the cells of the next. */
static guint
write_level (Filler *self, gboolean is_leaf, Cell *cells, guint n)
{
  guint n_pages = (n + self->cells_a_page - 1) / self->cells_a_page;

  sort_cells (self, cells, n);
  for (guint p = 0; p < n_pages && self->status == SQLITE_OK; p++)
    {
      /* spread evenly, so that no page is nearly empty; done cells make room for their pages */
      guint from = (guint)((guint64)n * p / n_pages), end = (guint)((guint64)n * (p + 1) / n_pages);
      gint64 page = ++self->last_page;

      write_page (self, page, 0, cells + from, end - from);
      note_page (self, is_leaf, page, cells + from, end - from);
      cells[p] = cell_of_page (page, cells + from, end - from);
    }
  return n_pages;
}

static void
write_tree (Filler *self, Cell *cells, guint n)
{
  guint depth = 0;

  for (; n > self->cells_a_page && self->status == SQLITE_OK; depth++)
    n = write_level (self, depth == 0, cells, n);
  if (self->status != SQLITE_OK)
    return;
  write_page (self, ROOT, depth, cells, n);
  note_page (self, depth == 0, ROOT, cells, n);
}

static void
write_rows (Filler *self, const SxRtreeEntry *entries, guint n, sqlite3_stmt *row)
{
  for (guint i = 0; i < n && self->status == SQLITE_OK; i++)
    {
      sqlite3_bind_int64 (row, 1, entries[i].fid);
      sqlite3_bind_int64 (row, 2, self->page_of[i]);
      run (self, row);
    }
}

/* ---- the tree */

static sqlite3_stmt *
prepare (Filler *self, const char *format)
{
  char *sql = sqlite3_mprintf (format, self->rtree);
  sqlite3_stmt *statement = NULL;

  if (self->status == SQLITE_OK)
    self->status = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);
  sqlite3_free (sql);
  return statement;
}

static void
find_page_size (Filler *self)
{
  sqlite3_stmt *root = prepare (self, "SELECT length (data) FROM \"%w_node\" WHERE nodeno = 1");

  if (root && sqlite3_step (root) == SQLITE_ROW)
    self->page_bytes = (guint)sqlite3_column_int (root, 0);
  if (self->status == SQLITE_OK && self->page_bytes < HEAD_BYTES + 2 * CELL_BYTES)
    self->status = SQLITE_CORRUPT;
  self->cells_a_page = (self->page_bytes - HEAD_BYTES) / CELL_BYTES;
  sqlite3_finalize (root);
}

int
sx_rtree_fill (sqlite3 *db, const char *rtree, const SxRtreeEntry *entries, guint n,
               GCancellable *cancellable)
{
  Filler self = { .db = db, .rtree = rtree, .last_page = ROOT, .cancellable = cancellable };
  g_autofree Cell *cells = g_new (Cell, MAX (n, 1));
  sqlite3_stmt *row;

  find_page_size (&self);
  self.page = prepare (&self, "INSERT OR REPLACE INTO \"%w_node\" VALUES (?, ?)");
  self.parent = prepare (&self, "INSERT INTO \"%w_parent\" VALUES (?, ?)");
  row = prepare (&self, "INSERT INTO \"%w_rowid\" VALUES (?, ?)");
  self.blob = g_malloc (MAX (self.page_bytes, 1));
  self.page_of = g_new (gint64, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const SxBox *b = &entries[i].box;

      cells[i] = (Cell){ entries[i].fid, { down (b->x0), up (b->x1), down (b->y0), up (b->y1) }, i };
    }
  if (n && self.status == SQLITE_OK)
    {
      write_tree (&self, cells, n);
      write_rows (&self, entries, n, row);
    }
  sqlite3_finalize (self.page);
  sqlite3_finalize (self.parent);
  sqlite3_finalize (row);
  g_free (self.blob);
  g_free (self.page_of);
  return self.status;
}
