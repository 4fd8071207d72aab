/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-overlay.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-geos.h"
#include "geometry/sx-validity.h"

typedef GEOSGeometry *(*Overlay) (GEOSContextHandle_t h, const GEOSGeometry *a, const GEOSGeometry *b);

static gboolean
refuse (SxBox box, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_GEOMETRY,
               _ ("The overlay near (%.2f, %.2f) failed: %s; look at the geometry there with `check`."),
               (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, sx_geos_message ());
  return FALSE;
}

/* takes g */
static gboolean
give (GEOSGeometry *g, SxBox box, SxShapeBuffer *out, GError **error)
{
  if (!g)
    return refuse (box, error);
  sx_geos_append_to_buffer (g, out);
  GEOSGeom_destroy_r (sx_geos_context (), g);
  return TRUE;
}

/* Large polygons are cut down to what lies near the other one before GEOS sees them, by no edge that meets
 * it: the result is the same to the last digit, and the cost is that of the neighbourhood. */
#define NEAR_M 1e-3
#define LARGE_POINTS 250

/* a view of what counts of v near the box; `room` holds it where it is not v itself */
static SxShapeView
near_part (const SxShapeView *v, SxBox box, SxShapeBuffer *room)
{
  if (sx_shape_view_n_points (v) < LARGE_POINTS || sx_box_contains (box, v->box))
    return *v;
  sx_cut_around (v, sx_box_grown (box, NEAR_M), room);
  return sx_shape_buffer_view (room, 0, room->n_rings);
}

static gboolean
overlay (Overlay function, const SxShapeView *a, const SxShapeView *b, SxShapeBuffer *out, GError **error)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *ga = sx_geos_from_view (a), *gb = sx_geos_from_view (b);
  GEOSGeometry *result = ga && gb ? function (h, ga, gb) : NULL;

  if (ga)
    GEOSGeom_destroy_r (h, ga);
  if (gb)
    GEOSGeom_destroy_r (h, gb);
  return give (result, a->box, out, error);
}

gboolean
sx_overlay_intersect (const SxShapeView *a, const SxShapeView *b, SxShapeBuffer *out, GError **error)
{
  SxShapeBuffer room[2] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };
  SxShapeView va, vb;
  gboolean ok;

  if (!sx_box_overlaps (a->box, b->box))
    return TRUE;
  va = near_part (a, b->box, &room[0]);
  vb = near_part (b, a->box, &room[1]);
  ok = overlay (GEOSIntersection_r, &va, &vb, out, error);
  sx_shape_buffer_clear (&room[0]);
  sx_shape_buffer_clear (&room[1]);
  return ok;
}

gboolean
sx_overlay_subtract (const SxShapeView *a, const SxShapeView *b, SxShapeBuffer *out, GError **error)
{
  return sx_overlay_subtract_all (a, b, 1, out, error);
}

gboolean
sx_overlay_subtract_all (const SxShapeView *a, const SxShapeView *bs, guint n, SxShapeBuffer *out,
                         GError **error)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *rest = sx_geos_from_view (a);

  for (guint i = 0; rest && i < n; i++)
    {
      SxShapeBuffer room = SX_SHAPE_BUFFER_INIT;
      GEOSGeometry *b, *less;
      SxShapeView near;

      if (!sx_box_overlaps (a->box, bs[i].box))
        continue;
      near = near_part (&bs[i], a->box, &room);
      b = sx_geos_from_view (&near);
      sx_shape_buffer_clear (&room);
      less = b ? GEOSDifference_r (h, rest, b) : NULL;
      GEOSGeom_destroy_r (h, rest);
      if (b)
        GEOSGeom_destroy_r (h, b);
      rest = less;
    }
  return give (rest, a->box, out, error);
}

/* A collection of what make() gives for each view; NULL when one fails. */
static GEOSGeometry *
collect (const SxShapeView *views, guint n, GEOSGeometry *(*make) (const SxShapeView *, double, int),
         double d, int q)
{
  GEOSContextHandle_t h = sx_geos_context ();
  g_autofree GEOSGeometry **parts = g_new0 (GEOSGeometry *, MAX (n, 1));
  guint made = 0;

  while (made < n && (parts[made] = make (&views[made], d, q)))
    made++;
  if (made == n)
    return GEOSGeom_createCollection_r (h, GEOS_GEOMETRYCOLLECTION, parts, n);
  while (made > 0)
    GEOSGeom_destroy_r (h, parts[--made]);
  return NULL;
}

static GEOSGeometry *
as_is (const SxShapeView *view, double distance, int quadrant_segments)
{
  return sx_geos_from_view (view);
}

/* Takes g, which may be NULL. */
static GEOSGeometry *
round_buffer (GEOSGeometry *g, double distance, int quadrant_segments)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *b = g ? GEOSBufferWithStyle_r (h, g, distance, quadrant_segments, GEOSBUF_CAP_ROUND,
                                               GEOSBUF_JOIN_ROUND, 5.0)
                      : NULL;

  if (g)
    GEOSGeom_destroy_r (h, g);
  return b;
}

static GEOSGeometry *
grown (const SxShapeView *view, double distance, int quadrant_segments)
{
  return round_buffer (sx_geos_from_view (view), distance, quadrant_segments);
}

static gboolean
unite (GEOSGeometry *all, SxBox box, SxShapeBuffer *out, GError **error)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *result = all ? GEOSUnaryUnion_r (h, all) : NULL;

  if (all)
    GEOSGeom_destroy_r (h, all);
  return give (result, box, out, error);
}

/* ---- unions of what is near */

static guint
first_of (guint *first, guint i)
{
  while (first[i] != i)
    i = first[i] = first[first[i]];
  return i;
}

static int
compare_west (gconstpointer a, gconstpointer b, gpointer data)
{
  const SxShapeView *views = data;
  double p = views[*(const guint *)a].box.x0, q = views[*(const guint *)b].box.x0;

  return (p > q) - (p < q);
}

/* For each view the first one of those whose boxes hang together with its own. */
static guint *
group_by_boxes (const SxShapeView *views, guint n)
{
  guint *first = g_new (guint, n + 1);
  g_autofree guint *eastward = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    first[i] = eastward[i] = i;
  g_qsort_with_data (eastward, (gint)n, sizeof (guint), compare_west, (gpointer)views);
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n && views[eastward[k]].box.x0 <= views[eastward[i]].box.x1; k++)
      if (sx_box_overlaps (views[eastward[i]].box, views[eastward[k]].box))
        {
          guint p = first_of (first, eastward[i]), q = first_of (first, eastward[k]);

          first[MAX (p, q)] = MIN (p, q);
        }
  for (guint i = 0; i < n; i++)
    first[i] = first_of (first, i);
  return first;
}

/* What is near nothing else is there as it is: a union of many costs what hangs together. */
gboolean
sx_overlay_unite (const SxShapeView *views, guint n, SxShapeBuffer *out, GError **error)
{
  g_autofree guint *first = group_by_boxes (views, n), *next = g_new0 (guint, n + 1);
  g_autofree SxShapeView *group = g_new (SxShapeView, n + 1);
  const gsize n_rings = out->n_rings, n_points = out->n_points;

  for (guint i = n; i-- > 0;) /* a list for each group, in order: 0 is its end */
    if (first[i] != i)
      {
        next[i] = next[first[i]];
        next[first[i]] = i;
      }
  for (guint i = 0; i < n; i++)
    {
      guint n_group = 0;

      for (guint k = i; first[i] == i && (k > 0 || n_group == 0); k = next[k])
        group[n_group++] = views[k];
      if (n_group == 1)
        sx_shape_buffer_append (out, &group[0]);
      else if (n_group > 1 && !unite (collect (group, n_group, as_is, 0, 0), group[0].box, out, error))
        {
          out->n_rings = n_rings;
          out->n_points = n_points;
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
sx_overlay_buffer (const SxShapeView *views, guint n, double distance, int quadrant_segments,
                   SxShapeBuffer *out, GError **error)
{
  if (n == 0)
    return TRUE;
  return unite (collect (views, n, grown, distance, quadrant_segments), views[0].box, out, error);
}

static gboolean
is_sound (const SxShapeBuffer *buffer, gsize first)
{
  GEOSContextHandle_t h = sx_geos_context ();
  SxShapeView v = sx_shape_buffer_view (buffer, first, buffer->n_rings - first);
  GEOSGeometry *g;
  gboolean valid;

  if (v.n_rings == 0 || sx_validity_is_certain_with_touches (&v))
    return TRUE;
  g = sx_geos_from_view (&v);
  valid = g && GEOSisValid_r (h, g) == 1;
  if (g)
    GEOSGeom_destroy_r (h, g);
  return valid;
}

gboolean
sx_overlay_clip (const SxShapeView *a, SxBox box, SxShapeBuffer *out, GError **error)
{
  GEOSContextHandle_t h = sx_geos_context ();
  gsize first = out->n_rings, n_points = out->n_points;
  GEOSGeometry *g, *clipped;

  if (!sx_box_overlaps (a->box, box))
    return TRUE;
  if (sx_box_contains (box, a->box))
    {
      sx_shape_buffer_append (out, a);
      return TRUE;
    }
  g = sx_geos_from_view (a);
  if (!g)
    return refuse (a->box, error);
  clipped = GEOSClipByRect_r (h, g, box.x0, box.y0, box.x1, box.y1);
  if (clipped)
    {
      sx_geos_append_to_buffer (clipped, out);
      GEOSGeom_destroy_r (h, clipped);
    }
  if (!clipped
      || !is_sound (out, first)) /* the quick clipper may leave rings that touch: then the slow way */
    {
      GEOSGeometry *rectangle = GEOSGeom_createRectangle_r (h, box.x0, box.y0, box.x1, box.y1);
      gboolean ok;

      out->n_rings = first;
      out->n_points = n_points;
      ok = give (rectangle ? GEOSIntersection_r (h, g, rectangle) : NULL, a->box, out, error);
      if (rectangle)
        GEOSGeom_destroy_r (h, rectangle);
      GEOSGeom_destroy_r (h, g);
      return ok;
    }
  GEOSGeom_destroy_r (h, g);
  return TRUE;
}

/* ---- cutting large polygons */

/* Pieces of what a survey draws have few points more than the whole. Of needles side by side each cut makes
 * as many again, the more the finer they are, until there is neither time nor memory. */
#define MOST_GROWTH 4
#define MOST_GROWTH_POINTS 1000000

typedef struct
{
  const SxShapeView *whole;
  guint max_points;
  gboolean is_certain; /* the whole touches itself nowhere, so that its pieces are sound */
  gsize most_points;   /* of all pieces */
  SxShapeBuffer *out;
  GArray *ends;
  GError **error;
} Cut;

static gboolean
give_piece (Cut *cut, const SxShapeView *piece, SxBox box)
{
  gsize first = cut->out->n_rings, end, n_points = cut->out->n_points;
  gboolean ok = TRUE;

  sx_shape_buffer_append (cut->out, piece);
  if (!cut->is_certain && !is_sound (cut->out, first)) /* then the slow way, from the whole */
    {
      cut->out->n_rings = first;
      cut->out->n_points = n_points;
      ok = sx_overlay_clip (cut->whole, box, cut->out, cut->error);
    }
  end = cut->out->n_rings;
  if (end > first)
    g_array_append_val (cut->ends, end);
  return ok;
}

/* Both halves of the view, cut near the middle of the box; half[] gets their boxes. */
static gboolean
halve (Cut *cut, const SxShapeView *view, SxBox box, SxBox *half, SxShapeBuffer *piece)
{
  gboolean wide = box.x1 - box.x0 > box.y1 - box.y0;
  double width = wide ? box.x1 - box.x0 : box.y1 - box.y0,
         middle = wide ? (box.x0 + box.x1) / 2 : (box.y0 + box.y1) / 2;

  half[0] = half[1] = box;
  for (guint try = 0; try < 4; try++) /* a line through a vertex is no good: try one beside it */
    {
      double at = middle + width * 0.0137 * try;

      *(wide ? &half[0].x1 : &half[0].y1) = at;
      *(wide ? &half[1].x0 : &half[1].y0) = at;
      if (sx_cut (view, wide ? SX_CUT_X : SX_CUT_Y, at, &piece[0], &piece[1]))
        return TRUE;
    }
  return sx_overlay_clip (cut->whole, half[0], &piece[0], cut->error)
         && sx_overlay_clip (cut->whole, half[1], &piece[1], cut->error);
}

static gboolean
cut_in_halves (Cut *cut, const SxShapeView *view, SxBox box, guint depth)
{
  SxBox half[2];
  SxShapeBuffer piece[2] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };
  gboolean ok;

  if (cut->out->n_points > cut->most_points)
    {
      g_set_error (cut->error, SX_ERROR, SX_ERROR_LIMIT,
                   _ ("A polygon between (%.0f, %.0f) and (%.0f, %.0f) is too jagged to be cut into pieces; "
                      "simplify it."),
                   cut->whole->box.x0, cut->whole->box.y0, cut->whole->box.x1, cut->whole->box.y1);
      return FALSE;
    }
  if (sx_shape_view_n_points (view) <= cut->max_points || depth > 60)
    return give_piece (cut, view, box);
  ok = halve (cut, view, box, half, piece);
  for (guint i = 0; ok && i < 2; i++)
    {
      SxShapeView v = sx_shape_buffer_view (&piece[i], 0, piece[i].n_rings);

      ok = v.n_rings == 0 || cut_in_halves (cut, &v, half[i], depth + 1);
    }
  sx_shape_buffer_clear (&piece[0]);
  sx_shape_buffer_clear (&piece[1]);
  return ok;
}

gboolean
sx_overlay_cut (const SxShapeView *a, guint max_points, SxShapeBuffer *out, GArray *ends, gboolean *touches,
                GError **error)
{
  gsize most_points = out->n_points + MOST_GROWTH * (gsize)sx_shape_view_n_points (a) + MOST_GROWTH_POINTS;
  Cut cut = { a, max_points, FALSE, most_points, out, ends, error };

  cut.is_certain = sx_validity_is_certain (a);
  if (touches)
    *touches = !cut.is_certain;
  if (a->n_rings == 0)
    return TRUE;
  return cut_in_halves (&cut, a, a->box, 0);
}

gboolean
sx_overlay_lines (const SxShapeView *lines, const SxShapeView *polygon, gboolean inside, SxShapeBuffer *out,
                  GError **error)
{
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *a, *b, *result;

  if (!sx_box_overlaps (lines->box, polygon->box))
    {
      if (!inside)
        sx_shape_buffer_append (out, lines);
      return TRUE;
    }
  a = sx_geos_lines_from_view (lines);
  b = sx_geos_from_view (polygon);
  result = !a || !b ? NULL : inside ? GEOSIntersection_r (h, a, b) : GEOSDifference_r (h, a, b);
  if (a)
    GEOSGeom_destroy_r (h, a);
  if (b)
    GEOSGeom_destroy_r (h, b);
  if (!result)
    return refuse (lines->box, error);
  sx_geos_append_lines_to_buffer (result, out);
  GEOSGeom_destroy_r (h, result);
  return TRUE;
}

gboolean
sx_overlay_buffer_lines (const SxShapeView *lines, double distance, int quadrant_segments, SxShapeBuffer *out,
                         GError **error)
{
  return give (round_buffer (sx_geos_lines_from_view (lines), distance, quadrant_segments), lines->box, out,
               error);
}
