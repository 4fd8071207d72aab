/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An R*Tree that was filled at once is one that SQLite finds sound, finds the same in, and goes on with. */
#include "store/sx-rtree-fill.h"

static gint64
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;
  gint64 answer;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

static void
run (sqlite3 *db, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
assert_sound (sqlite3 *db)
{
  g_assert_cmpint (ask (db, "SELECT rtreecheck ('tree') = 'ok'"), ==, 1);
}

static GArray *
make_entries (guint n, GRand *random)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (SxRtreeEntry));

  for (guint i = 0; i < n; i++)
    {
      double x = g_rand_double_range (random, 117, 118), y = g_rand_double_range (random, 32, 33);
      SxRtreeEntry entry = { 3 * (gint64)i + 1, { x, y, x + g_rand_double (random) / 100, y } };

      g_array_append_val (entries, entry);
    }
  return entries;
}

static void
assert_finds (sqlite3 *db, const GArray *entries, GRand *random)
{
  for (guint k = 0; k < 20; k++)
    {
      double x = g_rand_double_range (random, 117, 118), y = g_rand_double_range (random, 32, 33);
      char *sql
          = sqlite3_mprintf ("SELECT count (*) FROM tree WHERE x1 >= %!.17g AND x0 <= %!.17g AND y1 >= %!.17g"
                             " AND y0 <= %!.17g",
                             x, x + 0.1, y, y + 0.1);
      gint64 found = ask (db, sql), n = 0;

      for (guint i = 0; i < entries->len; i++)
        {
          const SxBox *b = &g_array_index (entries, SxRtreeEntry, i).box;

          n += b->x1 >= x && b->x0 <= x + 0.1 && b->y1 >= y && b->y0 <= y + 0.1;
        }
      /* boxes are a little larger there, never smaller */
      g_assert_cmpint (found, >=, n);
      g_assert_cmpint (found, <=, n + 2);
      sqlite3_free (sql);
    }
}

static void
test_sizes (void)
{
  /* one page holds 51; two levels of pages 51 × 51 */
  static const guint sizes[] = { 0, 1, 2, 51, 52, 102, 103, 2601, 2602, 20000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (GArray) entries = make_entries (sizes[s], random);
      sqlite3 *db;

      g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
      run (db, "CREATE VIRTUAL TABLE tree USING rtree (id, x0, x1, y0, y1)");
      g_assert_cmpint (sx_rtree_fill (db, "tree", (SxRtreeEntry *)(gpointer)entries->data, entries->len,
                                      NULL),
                       ==, SQLITE_OK);
      assert_sound (db);
      g_assert_cmpint (ask (db, "SELECT count (*) FROM tree"), ==, sizes[s]);
      assert_finds (db, entries, random);
      /* and on with it, as a package's triggers do */
      run (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
               " INSERT INTO tree SELECT 100000 + i, 117 + i / 500.0, 117.01 + i / 500.0, 32, 32.5 FROM n");
      run (db, "DELETE FROM tree WHERE id % 2 = 0");
      assert_sound (db);
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GArray) entries = make_entries (20000, random);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  sqlite3 *db;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  run (db, "CREATE VIRTUAL TABLE tree USING rtree (id, x0, x1, y0, y1)");
  g_assert_cmpint (sx_rtree_fill (db, "tree", (SxRtreeEntry *)(gpointer)entries->data, entries->len,
                                  cancellable),
                   ==, SQLITE_INTERRUPT);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rtree-fill/sizes", test_sizes);
  g_test_add_func ("/rtree-fill/cancelled", test_cancelled);
  return g_test_run ();
}
