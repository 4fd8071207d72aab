/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-atlas PLAN.gpkg FOLDER [--paper A3] [--formats pdf,png,svg] [--theme FILE] [--scheme NAME] [--sheets
 * ID,ID]
 * [--dpi N] [--scale N]: writes all map sheets of the plan's scheme into the folder, as many at once as there
 * are cores, and prints what they took and how large they are, one figure a line; then how soon a cancel is
 * answered. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "figures.h"
#include "atlas/sx-atlas.h"
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "cli/sx-opened-plan.h"

typedef struct
{
  SxAtlas *atlas;
  const char *folder;
  char **formats, **sheets;
  GPtrArray *lines; /* per sheet and format: char *, or NULL */
  GCancellable *cancellable;
} Run;

static SxAtlasFormat
format_named (const char *name)
{
  for (guint f = 0; f < SX_N_ATLAS_FORMATS; f++)
    if (g_strcmp0 (sx_atlas_format_suffix ((SxAtlasFormat)f), name) == 0)
      return (SxAtlasFormat)f;
  fprintf (stderr, "no such format: %s\n", name);
  exit (2);
}

static gboolean
write_sheet (guint i, gpointer data, GError **error)
{
  Run *run = data;
  guint n_formats = g_strv_length (run->formats), sheet = i / n_formats;
  const SxAtlasSheet *about = sx_atlas_sheet (run->atlas, sheet);
  const char *format = run->formats[i % n_formats];
  g_autofree char *name = g_strdup_printf ("%02u-%s.%s", about->number, about->id, format),
                  *file = g_build_filename (run->folder, name, NULL);
  gint64 start = g_get_monotonic_time ();
  GStatBuf info;

  if (about->missing || (run->sheets && !g_strv_contains ((const char *const *)run->sheets, about->id)))
    return TRUE;
  if (!sx_atlas_write (run->atlas, sheet, format_named (format), file, run->cancellable, error))
    return FALSE;
  g_stat (file, &info);
  run->lines->pdata[i] = g_strdup_printf ("%s_%s_time: %.1f ms\n%s_%s_size: %" G_GINT64_FORMAT " bytes\n",
                                          about->id, format, (double)(g_get_monotonic_time () - start) / 1000,
                                          about->id, format, (gint64)info.st_size);
  return TRUE;
}

static gpointer
cancel_later (gpointer data)
{
  Run *run = data;

  g_usleep (60000);
  g_cancellable_cancel (run->cancellable);
  return NULL;
}

/* The time from a cancel to its answer. */
static void
measure_cancel (Run *run, guint n)
{
  g_autofree char *folder = g_build_filename (run->folder, "cancelled", NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GThread *thread;

  run->folder = folder;
  g_mkdir_with_parents (folder, 0777);
  run->cancellable = g_cancellable_new ();
  thread = g_thread_new ("cancel", cancel_later, run);
  if (!sx_parallel (n, write_sheet, run, run->cancellable, &error))
    printf ("atlas_cancel: %.1f ms\n", (double)(g_get_monotonic_time () - start) / 1000 - 60);
  g_thread_join (thread);
  g_clear_object (&run->cancellable);
}

/* Milliseconds of all threads. */
static double
cpu_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
run_atlas (Run *run)
{
  double cpu = cpu_ms ();
  guint n = sx_atlas_n_sheets (run->atlas) * g_strv_length (run->formats);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  run->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (run->lines, (gint)n);
  g_mkdir_with_parents (run->folder, 0777);
  sx_parallel (n, write_sheet, run, NULL, &error);
  check (error);
  for (guint i = 0; i < n; i++)
    if (run->lines->pdata[i])
      fputs (run->lines->pdata[i], stdout);
  for (guint s = 0; s < sx_atlas_n_sheets (run->atlas); s++)
    if (sx_atlas_sheet (run->atlas, s)->missing)
      printf ("# %s: %s\n", sx_atlas_sheet (run->atlas, s)->id, sx_atlas_sheet (run->atlas, s)->missing);
  printf ("atlas_all: %.1f ms\natlas_cpu: %.1f ms\n", (double)(g_get_monotonic_time () - start) / 1000,
          cpu_ms () - cpu);
}

int
main (int argc, char **argv)
{
  g_autofree char *paper = NULL, *formats = g_strdup ("pdf"), *theme = NULL, *sheets = NULL;
  double dpi = 0, scale = 0;
  SxPlanOptions plan = { .also = SX_DELIVERY_CITY_ZONES };
  const GOptionEntry entries[] = { SX_PLAN_OPTION_ENTRIES (plan),
                                   { "paper", 0, 0, G_OPTION_ARG_STRING, &paper, "", NULL },
                                   { "formats", 0, 0, G_OPTION_ARG_STRING, &formats, "", NULL },
                                   { "theme", 0, 0, G_OPTION_ARG_FILENAME, &theme, "", NULL },
                                   { "sheets", 0, 0, G_OPTION_ARG_STRING, &sheets, "", NULL },
                                   { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &dpi, "", NULL },
                                   { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, "", NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new ("PLAN.gpkg FOLDER");
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (SxResult) result = NULL;
  g_autoptr (SxDelivery) delivery = NULL;
  g_autoptr (SxAtlas) atlas = NULL;
  g_autoptr (GError) error = NULL;
  SxMetric metric;
  gint64 start;
  Run run;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    return 2;
  opened = sx_opened_plan_new (argv[1], &plan, &error);
  check (error);
  result = sx_evaluator_result (opened->evaluator, &error);
  check (error);
  metric = (SxMetric){ opened->plan->plane, opened->mode == SX_AREA_PLANAR };
  start = g_get_monotonic_time ();
  delivery = sx_delivery_new (opened->plan, opened->scheme, result, &metric, NULL, &error);
  check (error);
  printf ("delivery: %.1f ms\n", (double)(g_get_monotonic_time () - start) / 1000);
  atlas = sx_atlas_new (delivery,
                        &(SxAtlasOptions){ .paper = paper, .theme = theme, .dpi = dpi, .scale = scale },
                        &error);
  check (error);
  run = (Run){ atlas, argv[2], g_strsplit (formats, ",", -1), sheets ? g_strsplit (sheets, ",", -1) : NULL };
  run_atlas (&run);
  g_clear_pointer (&atlas, sx_atlas_free);
  run.atlas = atlas
      = sx_atlas_new (delivery, &(SxAtlasOptions){ .paper = paper, .theme = theme, .scale = scale }, &error);
  check (error);
  measure_cancel (&run, sx_atlas_n_sheets (atlas) * g_strv_length (run.formats));
  g_ptr_array_unref (run.lines);
  g_strfreev (run.formats);
  g_strfreev (run.sheets);
  sx_plan_options_clear (&plan);
  return 0;
}
