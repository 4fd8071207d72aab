/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-faces.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-area.h"
#include "geometry/sx-geos.h"

#define N_SCAN_LINES 7

/* All outlines, noded: every crossing is a point of all lines that cross there. */
static GEOSGeometry *
node (GEOSContextHandle_t h, const SxShapeView *polygon, const SxShapeView *others, guint n)
{
  g_autofree GEOSGeometry **lines = g_new0 (GEOSGeometry *, n + 1);
  GEOSGeometry *all, *noded;
  guint made = 0;

  while (made <= n && (lines[made] = sx_geos_lines_from_view (made == 0 ? polygon : &others[made - 1])))
    made++;
  if (made <= n)
    {
      while (made > 0)
        GEOSGeom_destroy_r (h, lines[--made]);
      return NULL;
    }
  all = GEOSGeom_createCollection_r (h, GEOS_GEOMETRYCOLLECTION, lines, n + 1);
  noded = all ? GEOSUnaryUnion_r (h, all) : NULL;
  if (all)
    GEOSGeom_destroy_r (h, all);
  return noded;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double p = *(const double *)a, q = *(const double *)b;

  return (p > q) - (p < q);
}

/* The widest stretch of the view along y, where it is wider than *widest: its middle in *out. */
static void
scan (const SxShapeView *view, double y, GArray *crossings, double *widest, SxPoint *out)
{
  g_array_set_size (crossings, 0);
  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      {
        SxPoint a = view->points[i - 1], b = view->points[i];
        double x;

        if ((a.y > y) == (b.y > y))
          continue;
        x = a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y));
        g_array_append_val (crossings, x);
      }
  g_array_sort (crossings, compare_numbers);
  for (guint i = 1; i < crossings->len; i += 2)
    {
      double x0 = g_array_index (crossings, double, i - 1), x1 = g_array_index (crossings, double, i);

      if (x1 - x0 > *widest)
        {
          *widest = x1 - x0;
          *out = (SxPoint){ (x0 + x1) / 2, y };
        }
    }
}

/* The middle of the widest stretch of the view along any of some lines across it: farther from the border
 * than one that is merely not on it. A face may be a triangle at the end of a hair, which is what rounding
 * leaves of borders that lie on each other: where the lines met nothing that could hold its area, all heights
 * between its corners are looked at. FALSE where no line finds ground. */
static gboolean
point_inside (const SxShapeView *view, double area, SxPoint *out)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  double height = view->box.y1 - view->box.y0, widest = 0;

  for (guint k = 0; k < N_SCAN_LINES; k++)
    scan (view, view->box.y0 + height * ((k + 0.4637) / N_SCAN_LINES), crossings, &widest, out);
  if (widest * height < area)
    {
      g_autoptr (GArray) heights = g_array_new (FALSE, FALSE, sizeof (double));

      for (guint32 i = view->ring_start[0]; i < view->ring_start[view->n_rings]; i++)
        g_array_append_val (heights, view->points[i].y);
      g_array_sort (heights, compare_numbers);
      for (guint i = 1; i < heights->len; i++)
        scan (view, (g_array_index (heights, double, i - 1) + g_array_index (heights, double, i)) / 2,
              crossings, &widest, out);
    }
  return widest > 0;
}

/* Faces beside the polygon, in others only, are left out. */
static void
keep_face (const SxShapeView *polygon, const GEOSGeometry *geometry, SxShapeBuffer *out, GArray *faces)
{
  SxFace face = { out->n_rings, 0, { 0 }, 0 };
  gsize n_points = out->n_points;
  SxShapeView view;

  sx_geos_append_to_buffer (geometry, out);
  face.n_rings = out->n_rings - face.first_ring;
  view = sx_shape_buffer_view (out, face.first_ring, face.n_rings);
  face.area = sx_shape_view_planar_area (&view);
  if (sx_box_overlaps (view.box, polygon->box) && point_inside (&view, face.area, &face.inside)
      && sx_overlap_planar (&view, polygon) > face.area / 2)
    g_array_append_val (faces, face);
  else
    {
      out->n_rings = face.first_ring;
      out->n_points = n_points;
    }
}

gboolean
sx_faces_cut (const SxShapeView *polygon, const SxShapeView *others, guint n, SxShapeBuffer *out,
              GArray *faces, GError **error)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *noded = node (h, polygon, others, n);
  GEOSGeometry *all = noded ? GEOSPolygonize_r (h, (const GEOSGeometry *const[]){ noded }, 1) : NULL;

  if (noded)
    GEOSGeom_destroy_r (h, noded);
  if (!all)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_GEOMETRY,
                   _ ("The overlay near (%.2f, %.2f) failed: %s; look at the geometry there with `check`."),
                   (polygon->box.x0 + polygon->box.x1) / 2, (polygon->box.y0 + polygon->box.y1) / 2,
                   sx_geos_message ());
      return FALSE;
    }
  for (int i = 0; i < GEOSGetNumGeometries_r (h, all); i++)
    keep_face (polygon, GEOSGetGeometryN_r (h, all, i), out, faces);
  GEOSGeom_destroy_r (h, all);
  return TRUE;
}

/* ---- slivers */

typedef struct
{
  SxPoint a, b;
} Edge;

static guint
edge_hash (gconstpointer data)
{
  guint64 bits[4], hash = 0;

  memcpy (bits, data, sizeof bits);
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    hash = (hash ^ bits[i]) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return (guint)(hash >> 32);
}

static gboolean
edge_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

/* Every directed edge and the face that has it on its right. */
static GHashTable *
index_edges (const SxShapeBuffer *rings, const GArray *faces, GArray *edges)
{
  GHashTable *owner = g_hash_table_new (edge_hash, edge_equal);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint f = 0; f < faces->len; f++)
    {
      const SxFace *face = &g_array_index (faces, SxFace, f);

      for (gsize r = face->first_ring; r < face->first_ring + face->n_rings; r++)
        for (guint32 i = rings->ring_start[r] + 1; i < rings->ring_start[r + 1]; i++)
          {
            Edge edge = { rings->points[i - 1], rings->points[i] };

            g_array_append_val (edges, edge);
            g_array_append_val (numbers, f);
          }
    }
  for (guint i = 0; i < edges->len; i++) /* the array has come to rest */
    g_hash_table_insert (owner, &g_array_index (edges, Edge, i),
                         GUINT_TO_POINTER (g_array_index (numbers, guint, i) + 1));
  return owner;
}

/* The face of at least `least` with the longest common border; -1: none. */
static gint
main_neighbour (const SxShapeBuffer *rings, const GArray *faces, guint f, GHashTable *owner, double least)
{
  const SxFace *face = &g_array_index (faces, SxFace, f);
  g_autofree double *common = g_new0 (double, faces->len);
  gint best = -1;

  for (gsize r = face->first_ring; r < face->first_ring + face->n_rings; r++)
    for (guint32 i = rings->ring_start[r] + 1; i < rings->ring_start[r + 1]; i++)
      {
        Edge back = { rings->points[i], rings->points[i - 1] };
        guint other = GPOINTER_TO_UINT (g_hash_table_lookup (owner, &back));

        if (other == 0 || g_array_index (faces, SxFace, other - 1).area < least)
          continue;
        common[other - 1] += hypot (back.a.x - back.b.x, back.a.y - back.b.y);
        if (best < 0 || common[other - 1] > common[best])
          best = (gint)other - 1;
      }
  return best;
}

void
sx_faces_absorb (const SxShapeBuffer *rings, const GArray *faces, gint *classes, double least)
{
  g_autoptr (GArray) edges = NULL;
  g_autoptr (GHashTable) owner = NULL;

  for (guint f = 0; f < faces->len; f++)
    {
      gint neighbour;

      if (g_array_index (faces, SxFace, f).area >= least)
        continue;
      if (!owner)
        {
          edges = g_array_new (FALSE, FALSE, sizeof (Edge));
          owner = index_edges (rings, faces, edges);
        }
      neighbour = main_neighbour (rings, faces, f, owner, least);
      if (neighbour >= 0)
        classes[f] = classes[neighbour];
    }
}
