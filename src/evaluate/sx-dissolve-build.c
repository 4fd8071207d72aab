/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts the line's polygons into the leaves of the quadtree. */
#include "evaluate/sx-dissolve-private.h"

#include "geometry/sx-cut.h"
#include "geometry/sx-near.h"

#define LEAF_POINTS 160
#define MAX_DEPTH 24
#define ROOT_SIZE 8388608.0 /* m: any Gauss–Krüger zone with room to spare */

/* What of a polygon, or of parts of one, is inside a box of the quadtree; and what it is cut from, in which
 * the edges that meet the box are whole. */
typedef struct
{
  SxShapeView view, around;
  gsize first[2], n[2]; /* rings in the rooms, until the views are made of them; n 0: the view is made */
} Piece;

typedef struct
{
  SxShapeBuffer room[2]; /* of views, and of what is around them, that are the box's own */
  GArray *pieces;        /* Piece */
} Inside;

static void
inside_init (Inside *self)
{
  self->room[0] = self->room[1] = (SxShapeBuffer)SX_SHAPE_BUFFER_INIT;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
}

static void
inside_clear (Inside *self)
{
  sx_shape_buffer_clear (&self->room[0]);
  sx_shape_buffer_clear (&self->room[1]);
  g_array_unref (self->pieces);
}

/* Adds what was cut from a piece, rings from `first` on of the first room. */
static void
inside_add (Inside *self, const Piece *from, gsize first, SxBox box)
{
  Piece piece = { .first = { first, self->room[1].n_rings }, .n = { self->room[0].n_rings - first, 0 } };

  if (piece.n[0] == 0)
    return;
  piece.around = from->around;
  if (!sx_box_contains (sx_box_grown (box, SX_ON_BORDER_M), from->around.box))
    {
      sx_cut_around (&from->around, sx_box_grown (box, SX_ON_BORDER_M), &self->room[1]);
      piece.n[1] = self->room[1].n_rings - piece.first[1];
    }
  g_array_append_val (self->pieces, piece);
}

/* makes views of all that was cut: not before, as the rooms move while they grow */
static void
inside_finish (Inside *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->n[0])
        piece->view = sx_shape_buffer_view (&self->room[0], piece->first[0], piece->n[0]);
      if (piece->n[1])
        piece->around = sx_shape_buffer_view (&self->room[1], piece->first[1], piece->n[1]);
    }
}

static gboolean
halve_piece (const Piece *piece, SxCutAxis axis, const SxBox *boxes, Inside *halves, GError **error)
{
  gsize first[2] = { halves[0].room[0].n_rings, halves[1].room[0].n_rings };
  Piece whole = { .view = piece->view, .around = piece->around };
  gboolean ok = TRUE;

  for (guint h = 0; h < 2; h++)
    if (sx_box_contains (boxes[h], piece->view.box))
      {
        g_array_append_val (halves[h].pieces, whole);
        return TRUE;
      }
  if (!sx_cut (&piece->view, axis, axis == SX_CUT_X ? boxes[0].x1 : boxes[0].y1, &halves[0].room[0],
               &halves[1].room[0]))
    for (guint h = 0; ok && h < 2; h++)
      ok = !sx_box_overlaps (boxes[h], piece->view.box)
           || sx_leaf_clip (&piece->view, boxes[h], &halves[h].room[0], error);
  for (guint h = 0; ok && h < 2; h++)
    inside_add (&halves[h], piece, first[h], boxes[h]);
  return ok;
}

static gboolean
halve_all (const GArray *pieces, SxCutAxis axis, const SxBox *boxes, Inside *halves, GError **error)
{
  gboolean ok = TRUE;

  inside_init (&halves[0]);
  inside_init (&halves[1]);
  for (guint i = 0; ok && i < pieces->len; i++)
    ok = halve_piece (&g_array_index (pieces, Piece, i), axis, boxes, halves, error);
  inside_finish (&halves[0]);
  inside_finish (&halves[1]);
  return ok;
}

/* Each piece is one polygon, or parts of one, so that only two of them can touch. */
static gboolean
are_apart (const GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    for (guint k = 0; k < i; k++)
      if (sx_near_within (&g_array_index (pieces, Piece, i).view, &g_array_index (pieces, Piece, k).view,
                          SX_ON_BORDER_M))
        return FALSE;
  return TRUE;
}

static void
add_leaf (SxDissolve *self, const GArray *pieces, SxBox box)
{
  SxLeaf *leaf = sx_leaf_new (box);

  leaf->is_apart = are_apart (pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      sx_shape_buffer_append (&leaf->base, &piece->view);
      leaf->is_cut |= piece->around.points != piece->view.points;
    }
  for (guint i = 0; (leaf->is_cut || !leaf->is_apart) && i < pieces->len; i++)
    sx_shape_buffer_append (&leaf->around, &g_array_index (pieces, Piece, i).around);
  g_ptr_array_add (self->leaves, leaf);
}

/* Leaves for the polygons inside `box`, one piece each; what a leaf holds is dissolved later, in parallel. */
static gboolean
build (SxDissolve *self, const GArray *pieces, SxBox box, guint depth, GError **error)
{
  double mx = (box.x0 + box.x1) / 2, my = (box.y0 + box.y1) / 2;
  SxBox rows[2] = { { box.x0, box.y0, box.x1, my }, { box.x0, my, box.x1, box.y1 } };
  Inside in_rows[2];
  guint points = 0;
  gboolean ok;

  for (guint i = 0; i < pieces->len; i++)
    points += sx_shape_view_n_points (&g_array_index (pieces, Piece, i).view);
  if (points <= LEAF_POINTS || depth >= MAX_DEPTH)
    {
      add_leaf (self, pieces, box);
      return TRUE;
    }
  ok = halve_all (pieces, SX_CUT_Y, rows, in_rows, error);
  for (guint r = 0; ok && r < 2; r++)
    {
      SxBox quarters[2] = { { box.x0, rows[r].y0, mx, rows[r].y1 }, { mx, rows[r].y0, box.x1, rows[r].y1 } };
      Inside in_quarters[2];

      ok = halve_all (in_rows[r].pieces, SX_CUT_X, quarters, in_quarters, error);
      for (guint q = 0; ok && q < 2; q++)
        ok = build (self, in_quarters[q].pieces, quarters[q], depth + 1, error);
      inside_clear (&in_quarters[0]);
      inside_clear (&in_quarters[1]);
    }
  inside_clear (&in_rows[0]);
  inside_clear (&in_rows[1]);
  return ok;
}

/* Features whole, as far as they can be cut by sx_cut() alone; the others in the pieces they are cut into. */
gboolean
sx_dissolve_build_leaves (SxDissolve *self, const SxItemSet *base, GError **error)
{
  double cx = self->metric->plane.false_easting, y0 = -1194304;
  SxBox root = { cx - ROOT_SIZE / 2, y0, cx + ROOT_SIZE / 2, y0 + ROOT_SIZE };
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint i = 0; base && i < base->n_items; i++)
    {
      gboolean is_piece = i >= base->n_direct;
      gboolean in_pieces
          = g_hash_table_contains (base->touching, GUINT_TO_POINTER (sx_item_set_feature (base, i) + 1));
      SxShapeView v = sx_item_set_view (base, i);
      Piece piece = { .view = v, .around = v };

      if (v.n_rings && is_piece == in_pieces)
        g_array_append_val (pieces, piece);
    }
  return build (self, pieces, root, 0, error);
}
