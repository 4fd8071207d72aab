/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-scheme-store [EDITS]: what an edit costs until it is safe on the disk, beside the disk's own cost of
 * a synced write, and whether memory stays flat. The package is made in $TMPDIR. */
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "figures.h"
#include "store-fixture.h"
#include "store/sx-scheme-store.h"

static double
quantile_ms (GArray *times, double q)
{
  g_array_sort (times, compare_integers);
  return g_array_index (times, gint64, (guint)(q * (times->len - 1))) / 1000.0;
}

static void
add_time (GArray *times, gint64 start)
{
  gint64 taken = g_get_monotonic_time () - start;

  g_array_append_val (times, taken);
}

static gint64
heap_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (gint64)(info.uordblks + info.hblkhd);
}

static void
do_edit (const StoreFixture *f, SxSchemeStore *store, gint64 scheme, guint i)
{
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, i % 100);
  g_autoptr (GError) error = NULL;

  sx_scheme_store_begin (store, scheme, "edit", &error);
  check (error);
  sx_scheme_store_add_adjustment (store, scheme, item, NULL, &error);
  check (error);
  sx_scheme_store_commit (store, &error);
  check (error);
}

/* Half of the edits are undone, so the table and the history are at their full size after a quarter. */
static void
run_edits (const StoreFixture *f, SxSchemeStore *store, gint64 scheme, guint n)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) undos = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  gint64 warm = 0;

  g_array_set_size (edits, n);
  g_array_set_size (edits, 0);
  g_array_set_size (undos, n);
  g_array_set_size (undos, 0);
  for (guint i = 0; i < n; i++)
    {
      gint64 start = g_get_monotonic_time ();

      do_edit (f, store, scheme, i);
      add_time (edits, start);
      start = g_get_monotonic_time ();
      sx_scheme_store_undo (store, &error);
      check (error);
      add_time (undos, start);
      if (i == n / 4)
        warm = heap_bytes ();
    }
  g_print ("edit median: %.3f ms\nedit p99: %.3f ms\n", quantile_ms (edits, 0.5), quantile_ms (edits, 0.99));
  g_print ("undo median: %.3f ms\nundo p99: %.3f ms\n", quantile_ms (undos, 0.5), quantile_ms (undos, 0.99));
  g_print ("memory growth: %.2f bytes/edit\n", (double)(heap_bytes () - warm) / (n - n / 4));
}

static double
synced_write_ms (const StoreFixture *f, guint n)
{
  g_autofree char *path = g_build_filename (f->folder, "probe", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  char page[4096] = { 0 };
  int fd = open (path, O_CREAT | O_RDWR, 0600);

  for (guint i = 0; i < n; i++)
    {
      gint64 start = g_get_monotonic_time ();

      if (write (fd, page, sizeof page) != sizeof page || fdatasync (fd) != 0)
        g_error ("the disk cannot be written");
      add_time (times, start);
    }
  close (fd);
  return quantile_ms (times, 0.5);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 500;
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = sx_scheme_store_open (f->plan, &error);
  gint64 scheme = 0, start;

  check (error);
  sx_scheme_store_begin (store, 0, "scheme", &error);
  check (error);
  sx_scheme_store_add_scheme (store, "甲", NULL, &scheme, &error);
  check (error);
  sx_scheme_store_commit (store, &error);
  check (error);
  g_print ("synced write median: %.3f ms\n", synced_write_ms (f, 100));
  run_edits (f, store, scheme, MAX (n, 8));
  start = g_get_monotonic_time ();
  sx_scheme_store_close (store, &error);
  check (error);
  g_print ("close: %.1f ms\n", (g_get_monotonic_time () - start) / 1000.0);
  return 0;
}
