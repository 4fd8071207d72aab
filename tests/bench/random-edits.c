/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random-edits PLAN.gpkg COUNT SEED [MAX_PARCELS]: a made-up EDITS.json for `replay`, mixed adds,
 * replacements and removals on all lines, each polygon reaching over at most some MAX_PARCELS parcels (200).
 * random-edits PLAN.gpkg COUNT dense: plots of the three lines side by side, as many as a planner puts into
 * one view: 500 in 2 km. */
#include <stdio.h>
#include <stdlib.h>

#include "geometry/sx-shape-wkt.h"
#include "plan/sx-lines.h"
#include "store/sx-package.h"

typedef struct
{
  SxPlan *plan;
  SxLayer *land;
  GRand *rand;
  double spacing; /* of parcels, m */
  guint max_parcels;
  GArray *alive; /* guint, numbers of the edits in force */
} Maker;

static SxPoint
random_place (Maker *m)
{
  for (;;)
    {
      guint f = (guint)g_rand_int_range (m->rand, 0, (gint)m->land->n_features);
      SxShapeView v = sx_layer_shape (m->land, f);

      if (v.n_rings)
        return sx_shape_view_centroid (&v);
    }
}

/* a parcel as it is, or a star over 1 … max_parcels parcels */
static char *
random_polygon (Maker *m)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  char *wkt;

  if (g_rand_int_range (m->rand, 0, 4) == 0)
    {
      do
        v = sx_layer_shape (m->land, (guint)g_rand_int_range (m->rand, 0, (gint)m->land->n_features));
      while (v.n_rings == 0);
      sx_shape_buffer_append (&buffer, &v);
    }
  else
    {
      SxPoint c = random_place (m);
      double parcels = exp (g_rand_double_range (m->rand, 0, log (m->max_parcels)));
      double radius = m->spacing * sqrt (parcels / G_PI) * 0.85;
      guint n = (guint)g_rand_int_range (m->rand, 4, 60);

      for (guint i = 0; i <= n; i++)
        {
          double r = radius * g_rand_double_range (m->rand, 0.7, 1.1), a = -2 * G_PI * i / n;

          if (i == n)
            sx_shape_buffer_add_point (&buffer, buffer.points[0]);
          else
            sx_shape_buffer_add_point (&buffer, (SxPoint){ round ((c.x + r * cos (a)) * 1e4) / 1e4,
                                                           round ((c.y + r * sin (a)) * 1e4) / 1e4 });
        }
      sx_shape_buffer_end_ring (&buffer, TRUE);
    }
  sx_plan_from_plane (m->plan, buffer.points, buffer.n_points);
  v = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  wkt = sx_shape_to_wkt (&v, FALSE);
  sx_shape_buffer_clear (&buffer);
  return wkt;
}

static void
print_edit (Maker *m, guint number)
{
  int kind = m->alive->len < 3 ? 0 : g_rand_int_range (m->rand, 0, 10);
  guint at = m->alive->len ? (guint)g_rand_int_range (m->rand, 0, (gint)m->alive->len) : 0;
  g_autofree char *wkt = random_polygon (m);

  if (kind < 6)
    {
      /* the three lines of every day far more often than the others */
      SxLine line = g_rand_int_range (m->rand, 0, 10) < 9 ? (SxLine)g_rand_int_range (m->rand, 0, 3)
                                                          : (SxLine)g_rand_int_range (m->rand, 3, SX_N_LINES);
      gboolean in = g_rand_boolean (m->rand);

      printf ("{\"op\": \"add\", \"id\": \"e%u\", \"line\": \"%s\", \"direction\": \"%s\", \"situation\": "
              "\"%d\"%s, \"wkt\": \"%s\"}",
              number, sx_line_name (line), in ? "in" : "out", g_rand_int_range (m->rand, 1, 6),
              line == SX_LINE_BOUNDARY && in && g_rand_int_range (m->rand, 0, 5) == 0 ? ", \"uncounted\": 1"
                                                                                      : "",
              wkt);
      g_array_append_val (m->alive, number);
    }
  else if (kind < 8)
    printf ("{\"op\": \"replace\", \"id\": \"e%u\", \"wkt\": \"%s\"}", g_array_index (m->alive, guint, at),
            wkt);
  else
    {
      printf ("{\"op\": \"remove\", \"id\": \"e%u\"}", g_array_index (m->alive, guint, at));
      g_array_remove_index (m->alive, at);
    }
}

/* Squares of 40 m, 50 m apart, in rows of 25, in the middle of the county. */
static void
print_dense (Maker *m, guint count)
{
  static const char *const directions[] = { "out", "in" };
  SxBox county = m->land->box[0];

  for (guint i = 1; i < m->land->n_features; i++)
    county = sx_box_union (county, m->land->box[i]);
  for (guint i = 0; i < count; i++)
    {
      double x = round ((county.x0 + county.x1) / 2) + 50.0 * (i % 25 - 12.0);
      double y = round ((county.y0 + county.y1) / 2) + 50.0 * (i / 25 - 10.0);
      SxPoint ring[] = { { x, y }, { x, y + 40 }, { x + 40, y + 40 }, { x + 40, y }, { x, y } };
      guint32 starts[] = { 0, G_N_ELEMENTS (ring) };
      guint8 shell = 1;
      SxShapeView v = { ring, starts, &shell, 1, SX_BOX_EMPTY };
      g_autofree char *wkt = NULL;

      sx_plan_from_plane (m->plan, ring, G_N_ELEMENTS (ring));
      v.box = sx_shape_view_compute_box (&v);
      wkt = sx_shape_to_wkt (&v, FALSE);
      printf ("{\"op\": \"add\", \"id\": \"d%u\", \"line\": \"%s\", \"direction\": \"%s\", "
              "\"situation\": \"1\", \"wkt\": \"%s\"}%s\n",
              i, sx_line_name ((SxLine)(i % 3)), directions[i / 3 % 2], wkt, i + 1 < count ? "," : "");
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Maker m = { 0 };
  double sum = 0;
  guint count;

  if (argc < 4)
    {
      fprintf (stderr, "usage: random-edits PLAN.gpkg COUNT SEED [MAX_PARCELS] | dense\n");
      return 2;
    }
  m.plan = sx_package_read (argv[1], NULL, NULL, &error);
  if (!m.plan || !(m.land = sx_plan_layer (m.plan, "DLTB")))
    {
      fprintf (stderr, "random-edits: %s\n", error ? error->message : "no DLTB");
      return 1;
    }
  count = (guint)strtoul (argv[2], NULL, 10);
  m.rand = g_rand_new_with_seed ((guint32)strtoul (argv[3], NULL, 10));
  m.max_parcels = argc > 4 ? (guint)strtoul (argv[4], NULL, 10) : 200;
  m.alive = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < m.land->n_features; i++)
    {
      SxShapeView v = sx_layer_shape (m.land, i);

      sum += sx_shape_view_planar_area (&v);
    }
  m.spacing = sqrt (sum / m.land->n_features);
  printf ("[\n");
  if (g_str_equal (argv[3], "dense"))
    {
      print_dense (&m, count);
      count = 0;
    }
  for (guint i = 1; i <= count; i++)
    {
      print_edit (&m, i);
      printf (i < count ? ",\n" : "\n");
    }
  printf ("]\n");
  g_array_unref (m.alive);
  g_rand_free (m.rand);
  sx_plan_unref (m.plan);
  return 0;
}
