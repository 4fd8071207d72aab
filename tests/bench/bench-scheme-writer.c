/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-scheme-writer [STEPS [ITEMS [POINTS]]]: from the submission of an edit to its answer, with the state
 * that it leads to, in a scheme of so many adjustments of so many points; then as many steps of undo and of
 * redo. Beside it the disk's own cost of a synced write. The package is made in $TMPDIR. */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "figures.h"
#include "store-fixture.h"
#include "store/sx-scheme-writer.h"

typedef struct
{
  const StoreFixture *f;
  SxSchemeWriter *writer;
  SxSchemeState *state;
  gboolean is_done;
} Bench;

static void
on_state (SxSchemeState *state, gpointer data)
{
  Bench *self = data;

  sx_scheme_state_unref (self->state);
  self->state = sx_scheme_state_ref (state);
}

static void
on_read_only (const GError *error, gpointer data)
{
  if (error)
    g_error ("%s", error->message);
}

static void
on_done (SxEdit *edit, SxSchemeState *state, GArray *fids, const GError *error, gpointer data)
{
  on_read_only (error, NULL);
  ((Bench *)data)->is_done = TRUE;
}

/* Takes edit. */
static gint64
run_edit (Bench *self, SxEdit *edit)
{
  gint64 start = g_get_monotonic_time ();

  self->is_done = FALSE;
  sx_scheme_writer_submit (self->writer, edit, on_done, self, NULL);
  sx_edit_unref (edit);
  while (!self->is_done)
    g_main_context_iteration (NULL, TRUE);
  return g_get_monotonic_time () - start;
}

static SxShape *
make_circle (const StoreFixture *f, double dx, guint n)
{
  g_autoptr (SxShape) square = store_fixture_square (f, dx, 0, 100);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;
  SxShape *shape;

  for (guint i = 0; i <= n; i++)
    {
      double angle = -2 * G_PI * (i % n) / n;

      sx_shape_buffer_add_point (&buffer, (SxPoint){ square->box.x0 + 50 * cos (angle),
                                                     square->box.y0 + 50 * sin (angle) });
    }
  sx_shape_buffer_end_ring (&buffer, TRUE);
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

static void
fill_scheme (Bench *self, guint n_items, guint n_points)
{
  SxEdit *edit = sx_edit_new ("fill", 0);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SxShape) shape = make_circle (self->f, i * 120.0, n_points);
      g_autoptr (SxAdjustment) item = sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);

      sx_edit_add_adjustment (edit, item);
    }
  g_print ("fill: %.1f ms\n", run_edit (self, edit) / 1000.0);
}

/* A plot is drawn anew. */
static SxEdit *
make_edit (const Bench *self, guint i, guint n_points)
{
  const GPtrArray *items = self->state->snapshot->scheme->adjustments;
  const SxAdjustment *old = items->pdata[i * 7 % items->len];
  g_autoptr (SxAdjustment) item = sx_adjustment_copy (old);
  SxEdit *edit = sx_edit_new ("edit", 0);

  sx_shape_unref (item->shape);
  item->shape = make_circle (self->f, 13 + i * 77 % 30000, n_points);
  sx_edit_set_adjustment (edit, item);
  return edit;
}

static void
print_times (const char *what, GArray *times)
{
  g_array_sort (times, compare_integers);
  g_print ("%s median: %.2f ms, p99: %.2f ms, max: %.2f ms\n", what,
           g_array_index (times, gint64, times->len / 2) / 1000.0,
           g_array_index (times, gint64, (times->len - 1) * 99 / 100) / 1000.0,
           g_array_index (times, gint64, times->len - 1) / 1000.0);
  g_array_set_size (times, 0);
}

static void
print_sync_cost (const StoreFixture *f)
{
  g_autofree char *path = g_build_filename (f->folder, "probe", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  char page[4096] = { 0 };
  int fd = open (path, O_CREAT | O_RDWR, 0600);

  for (guint i = 0; i < 200; i++)
    {
      gint64 start = g_get_monotonic_time (), taken;

      if (write (fd, page, sizeof page) != sizeof page || fdatasync (fd) != 0)
        g_error ("the disk cannot be written");
      taken = g_get_monotonic_time () - start;
      g_array_append_val (times, taken);
    }
  close (fd);
  print_times ("synced write", times);
}

int
main (int argc, char *argv[])
{
  static const SxSchemeWriterEvents events = { on_state, on_read_only, NULL, NULL };
  static const SxSchemeWriterOptions options = { NULL, "方案一", NULL };
  guint n = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 500;
  guint n_items = argc > 2 ? (guint)strtoul (argv[2], NULL, 10) : 300;
  guint n_points = argc > 3 ? (guint)strtoul (argv[3], NULL, 10) : 200;
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  Bench self = { f, NULL, NULL, FALSE };
  gint64 taken;

  print_sync_cost (f);
  self.writer = sx_scheme_writer_new (f->plan, &options, NULL, &events, &self);
  fill_scheme (&self, MAX (n_items, 1), MAX (n_points, 3));
  for (guint i = 0; i < n; i++)
    {
      taken = run_edit (&self, make_edit (&self, i, MAX (n_points, 3)));
      g_array_append_val (times, taken);
    }
  print_times ("edit", times);
  for (guint i = 0; i < n; i++)
    {
      taken = run_edit (&self, sx_edit_new_undo ());
      g_array_append_val (times, taken);
    }
  print_times ("undo", times);
  for (guint i = 0; i < n; i++)
    {
      taken = run_edit (&self, sx_edit_new_redo ());
      g_array_append_val (times, taken);
    }
  print_times ("redo", times);
  g_print ("reload: %.1f ms\n", run_edit (&self, sx_edit_new_reload ()) / 1000.0);
  sx_scheme_writer_free (self.writer);
  sx_scheme_state_unref (self.state);
  return 0;
}
