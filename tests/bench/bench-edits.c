/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-edits PLAN.gpkg EDITS.json [PASSES]: what an edit costs, beside a full evaluation and beside the
 * floor, which is one GEOS intersection of the edited polygon with each parcel it shares ground with.
 *
 * The edits are run PASSES times (3), always from the package's own scheme. Of each edit the best time
 * counts: what other programs take from the machine falls out; `_first` figures are those of the first pass
 * as it was, `_work` processor time. `undo` is the way back, step by step.
 *
 * With SX_BENCH_LIST=FILE each edit's best times are listed there. */
#include "edit-session.h"

#include <stdlib.h>
#include <string.h>

#include "geometry/sx-box-tree.h"
#include "geometry/sx-geos.h"

#define MIN_COMMON_M2 1e-6

typedef struct
{
  GArray *first, *best, *work;      /* double, ms, per edit */
  GArray *undo, *undo_work;         /* its way back */
  GArray *floor, *floor_cut, *land; /* ms, ms of the parcels that are cut only, number of parcels */
} Figures;

/* The best time so far of step i, or its first. */
static void
note (GArray *best, guint i, gint64 ns)
{
  const double ms = (double)ns / 1e6, never = INFINITY;

  while (i >= best->len)
    g_array_append_val (best, never);
  g_array_index (best, double, i) = MIN (g_array_index (best, double, i), ms);
}

static void
run_edits (EditSession *session, guint n_passes, Figures *out)
{
  for (guint pass = 0; pass < n_passes; pass++)
    {
      for (guint i = 0; i < session->edits->len; i++)
        {
          gint64 taken = edit_session_apply (session);

          if (pass == 0)
            note (out->first, i, taken);
          note (out->best, i, taken);
          note (out->work, i, session->work_ns);
        }
      for (guint i = session->edits->len; i-- > 0;)
        {
          note (out->undo, i, edit_session_undo (session));
          note (out->undo_work, i, session->work_ns);
        }
    }
}

static void
list_edits (const char *file, const Figures *f)
{
  g_autoptr (GString) text = g_string_new ("edit\tms\twork\tundo\tundo work\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < f->best->len; i++)
    g_string_append_printf (text, "%u\t%.4f\t%.4f\t%.4f\t%.4f\n", i, g_array_index (f->best, double, i),
                            g_array_index (f->work, double, i), g_array_index (f->undo, double, i),
                            g_array_index (f->undo_work, double, i));
  if (!g_file_set_contents (file, text->str, (gssize)text->len, &error))
    g_error ("%s", error->message);
}

/* ---- the floor */

/* The parcels that share ground with the polygon, and which of them are not wholly inside. */
static GPtrArray *
find_parcels (const SxLayer *land, const SxBoxTree *tree, const GEOSGeometry *polygon, SxBox box,
              GByteArray *is_cut)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GPtrArray *parcels = g_ptr_array_new ();
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_query (tree, box, hits);
  for (guint i = 0; i < hits->len; i++)
    {
      SxShapeView view = sx_layer_shape (land, g_array_index (hits, guint32, i));
      GEOSGeometry *parcel = sx_geos_from_view (&view);
      GEOSGeometry *common = parcel ? GEOSIntersection_r (h, polygon, parcel) : NULL;
      double area = 0;
      guint8 cut;

      if (common)
        GEOSArea_r (h, common, &area);
      cut = area < sx_shape_view_planar_area (&view) - MIN_COMMON_M2;
      if (area > MIN_COMMON_M2)
        {
          g_ptr_array_add (parcels, parcel);
          g_byte_array_append (is_cut, &cut, 1);
        }
      else if (parcel)
        GEOSGeom_destroy_r (h, parcel);
      if (common)
        GEOSGeom_destroy_r (h, common);
    }
  return parcels;
}

static double
intersect_all (const GEOSGeometry *polygon, GPtrArray *parcels, const guint8 *which)
{
  GEOSContextHandle_t h = sx_geos_context ();
  double best = INFINITY;

  for (guint pass = 0; pass < 3; pass++)
    {
      gint64 start = now_ns ();

      for (guint i = 0; i < parcels->len; i++)
        if (!which || which[i])
          GEOSGeom_destroy_r (h, GEOSIntersection_r (h, polygon, parcels->pdata[i]));
      best = MIN (best, (double)(now_ns () - start) / 1e6);
    }
  return best;
}

static void
measure_floor (EditSession *session, Figures *out)
{
  GEOSContextHandle_t h = sx_geos_context ();
  const SxLayer *land = sx_plan_layer (session->opened->plan, "DLTB");
  g_autoptr (SxBoxTree) tree = sx_box_tree_new (land->box, land->n_features);

  for (guint i = 0; i < session->edits->len; i++)
    {
      SxShapeView view = sx_shape_view (edit_session_shape (session, i));
      GEOSGeometry *polygon = sx_geos_from_view (&view);
      g_autoptr (GByteArray) is_cut = g_byte_array_new ();
      g_autoptr (GPtrArray) parcels = find_parcels (land, tree, polygon, view.box, is_cut);
      double n = parcels->len, all = intersect_all (polygon, parcels, NULL);
      double cut = intersect_all (polygon, parcels, is_cut->data);

      g_array_append_val (out->land, n);
      g_array_append_val (out->floor, all);
      g_array_append_val (out->floor_cut, cut);
      for (guint k = 0; k < parcels->len; k++)
        GEOSGeom_destroy_r (h, parcels->pdata[k]);
      GEOSGeom_destroy_r (h, polygon);
    }
}

/* ---- */

static double
median_ratio (const GArray *a, const GArray *b)
{
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < a->len; i++)
    {
      double ratio = g_array_index (a, double, i) / g_array_index (b, double, i);

      if (isfinite (ratio))
        g_array_append_val (ratios, ratio);
    }
  return quantile (ratios, 0.5);
}

int
main (int argc, char **argv)
{
  g_autoptr (EditSession) session = NULL;
  Figures f;
  double full, median, ratio;

  if (argc < 3)
    g_error ("usage: bench-edits PLAN.gpkg EDITS.json [PASSES]");
  session = edit_session_new (argv[1], argv[2]);
  for (GArray **list = (GArray **)&f; list < (GArray **)(&f + 1); list++)
    *list = g_array_new (FALSE, FALSE, sizeof (double));
  full = session->opened->index_ms + session->opened->evaluate_ms;
  run_edits (session, argc > 3 ? (guint)strtoul (argv[3], NULL, 10) : 3, &f);
  if (g_getenv ("SX_BENCH_LIST"))
    list_edits (g_getenv ("SX_BENCH_LIST"), &f);
  measure_floor (session, &f);
  ratio = median_ratio (f.best, f.floor);
  median = quantile (f.best, 0.5);
  report ("full_evaluation", full, "ms");
  report ("edit_parcels_median", quantile (f.land, 0.5), "parcels");
  report ("edit_parcels_max", quantile (f.land, 1), "parcels");
  report ("edit_median", median, "ms");
  report ("edit_p99", quantile (f.best, 0.99), "ms");
  report ("edit_max", quantile (f.best, 1), "ms");
  report ("edit_work_median", quantile (f.work, 0.5), "ms");
  report ("edit_work_p99", quantile (f.work, 0.99), "ms");
  report ("undo_median", quantile (f.undo, 0.5), "ms");
  report ("undo_p99", quantile (f.undo, 0.99), "ms");
  report ("undo_work_p99", quantile (f.undo_work, 0.99), "ms");
  report ("edit_median_first", quantile (f.first, 0.5), "ms");
  report ("edit_p99_first", quantile (f.first, 0.99), "ms");
  report ("edit_max_first", quantile (f.first, 1), "ms");
  report ("edit_vs_full", median / full, "x");
  report ("floor_median", quantile (f.floor, 0.5), "ms");
  report ("floor_cut_median", quantile (f.floor_cut, 0.5), "ms");
  report ("edit_vs_floor", median / quantile (f.floor, 0.5), "x");
  report ("edit_vs_floor_cut", median / quantile (f.floor_cut, 0.5), "x");
  report ("edit_vs_floor_edit_by_edit", ratio, "x");
  for (GArray **list = (GArray **)&f; list < (GArray **)(&f + 1); list++)
    g_array_unref (*list);
  return 0;
}
