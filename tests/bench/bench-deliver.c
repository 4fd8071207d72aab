/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-deliver PLAN [CANCELS]: what handing a scheme in costs beside one full evaluation and the disk's own
 * writing of as many bytes, part by part; how soon a cancel is heard; what memory it takes. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "figures.h"
#include "cli/sx-opened-plan.h"
#include "deliver/sx-deliver.h"
#include "deliver/sx-preflight.h"

#define RUNS 3
#define MB 1e6

static double
ms_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000.0;
}

/* ---- memory */

static double
peak_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status ? strstr (status, "VmHWM:") : NULL;
  return line ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) * 1024 / MB : 0;
}

static double
heap_mb (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double)(info.uordblks + info.hblkhd) / MB;
}

/* ---- the disk */

static gint64
bytes_below (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  GStatBuf info;
  gint64 n = 0;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += bytes_below (child);
    }
  return dir ? n : g_stat (path, &info) == 0 ? info.st_size : 0;
}

/* As many bytes, written and synced. */
static double
write_ms (const char *folder, gint64 n)
{
  g_autofree char *path = g_build_filename (folder, "bytes", NULL);
  g_autofree char *block = g_malloc0 (1 << 20);
  int fd = g_open (path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  gint64 start = g_get_monotonic_time ();
  double ms;

  for (gint64 done = 0; done < n; done += 1 << 20)
    if (write (fd, block, 1 << 20) != 1 << 20)
      g_error ("no room");
  fsync (fd);
  close (fd);
  ms = ms_since (start);
  g_unlink (path);
  return ms;
}

/* ---- handing in */

static void
tell (double fraction, const char *what, gpointer data)
{
  double *last = data;

  if (fraction < *last)
    g_error ("progress goes back");
  *last = fraction;
}

static double
deliver (const SxDelivery *delivery, const char *folder, guint parts)
{
  SxDeliverOptions options = { .folder = folder, .parts = parts };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  double last = 0;

  sx_deliver (delivery, &options, tell, &last, NULL, NULL, &error);
  check (error);
  return ms_since (start);
}

/* ---- cancelling */

typedef struct
{
  GCancellable *cancellable;
  gulong after; /* µs */
  gint64 at;
} Canceller;

static gpointer
cancel_later (gpointer data)
{
  Canceller *self = data;

  g_usleep (self->after);
  self->at = g_get_monotonic_time ();
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* The longest and the median way from a cancel to the end. */
static void
measure_cancels (const SxDelivery *delivery, const char *folder, double length_ms, guint n)
{
  SxDeliverOptions options = { .folder = folder, .parts = SX_PARTS_ALL };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double longest = 0, sum = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Canceller canceller = { cancellable, (gulong)(g_rand_double (random) * length_ms * 1000), 0 };
      GThread *thread = g_thread_new ("cancel", cancel_later, &canceller);
      gint64 end;
      double ms;

      sx_deliver (delivery, &options, NULL, NULL, NULL, cancellable, NULL);
      end = g_get_monotonic_time ();
      g_thread_join (thread);
      ms = end > canceller.at ? (double)(end - canceller.at) / 1000.0 : 0;
      longest = MAX (longest, ms);
      sum += ms;
    }
  g_print ("cancel_mean: %.1f ms\ncancel_longest: %.1f ms\n", sum / MAX (n, 1), longest);
}

/* ---- the whole */

static SxDelivery *
make_delivery (SxOpenedPlan *opened)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxResult) result = sx_evaluator_result (opened->evaluator, &error);
  SxMetric metric = { opened->plan->plane, FALSE };
  g_autoptr (GPtrArray) items = NULL;
  gint64 start = g_get_monotonic_time ();
  SxDelivery *delivery = sx_delivery_new (opened->plan, opened->scheme, result, &metric, NULL, &error);

  check (error);
  g_print ("deliver_prepare: %.0f ms\n", ms_since (start));
  items = sx_preflight (opened->plan, opened->scheme, result, delivery);
  sx_delivery_accept (delivery, items);
  return delivery;
}

int
main (int argc, char *argv[])
{
  SxPlanOptions options = { .also = SX_DELIVERY_CITY_ZONES };
  g_autoptr (GError) error = NULL;
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (SxDelivery) delivery = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sanxian-bench-XXXXXX", NULL);
  guint n_cancels = argc > 2 ? (guint)strtoul (argv[2], NULL, 10) : 20;
  g_autofree char *asked
      = g_build_filename (folder, "default", NULL); /* what is asked for as a rule, by itself */
  double evaluation, best = G_MAXDOUBLE, writing, all, before;

  if (argc < 2)
    return 2;
  opened = sx_opened_plan_new (argv[1], &options, &error);
  check (error);
  evaluation = opened->index_ms + opened->evaluate_ms;
  g_print ("evaluation: %.0f ms\nopened_peak: %.0f MB\n", evaluation, peak_mb ());
  delivery = make_delivery (opened);
  for (guint part = 1; part <= SX_PARTS_ALL; part <<= 1)
    g_print ("deliver_part_%u: %.0f ms\n", part, deliver (delivery, folder, part));
  before = heap_mb ();
  for (guint i = 0; i < RUNS; i++)
    best = MIN (best, deliver (delivery, asked, SX_PARTS_DEFAULT));
  g_print ("heap_growth: %.2f MB\ndeliver_peak: %.0f MB\n", (heap_mb () - before) / RUNS, peak_mb ());
  writing = write_ms (folder, bytes_below (asked));
  g_print ("deliver_bytes: %.1f MB\nwriting: %.0f ms\ndeliver: %.0f ms\n", (double)bytes_below (asked) / MB,
           writing, best);
  g_print ("deliver_less_writing_vs_evaluation: %.2f x\n", (best - writing) / evaluation);
  all = deliver (delivery, folder, SX_PARTS_ALL);
  g_print ("deliver_all: %.0f ms\ndeliver_all_peak: %.0f MB\n", all, peak_mb ());
  measure_cancels (delivery, folder, all, n_cancels);
  g_spawn_sync (NULL, (char *[]){ (char *)"rm", (char *)"-rf", folder, NULL }, NULL, G_SPAWN_SEARCH_PATH,
                NULL, NULL, NULL, NULL, NULL, NULL);
  return 0;
}
