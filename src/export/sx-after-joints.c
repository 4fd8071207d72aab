/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new piece that lies against another polygon along part of one edge has its corners there rounded: by a
 * hair it is one polygon with the other, or apart from it. What is handed in is in other coordinates, which
 * are rounded anew, and the untouched feature beside it goes out as it came. So that the piece is then what
 * it is now, such corners are moved off the edge by less than any tolerance and more than any rounding: into
 * the other polygon where the two are one, away from it where they are not. */
#include "export/sx-after-private.h"

#include <string.h>

#include "geometry/sx-corners.h"
#include "geometry/sx-joint.h"
#include "geometry/sx-validity.h"

#define TOUCHES_M 1e-7 /* what is nearer to an edge lies on it but for rounding */
#define OFF_M 1e-7     /* so far off the edge is no rounding in any coordinates */

typedef struct
{
  SxPoint p, q;
} Edge;

typedef struct
{
  const SxAfterLayer *layer;
  guint first;       /* of the pieces that are new */
  GHashTable *moves; /* SxPoint * → SxPoint *: a corner that new pieces share moves for all of them */
  GHashTable *sides; /* the same, of corners that only stay on their side of an edge: after the others */
} Joints;

/* ---- corners and edges */

static gboolean
is_same (SxPoint a, SxPoint b)
{
  return a.x == b.x && a.y == b.y;
}

/* edges of the view that meet the box */
static GArray *
edges_in (const SxShapeView *view, SxBox box)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      {
        Edge e = { view->points[i - 1], view->points[i] };
        SxBox b = { e.p.x, e.p.y, e.p.x, e.p.y };

        sx_box_add (&b, e.q);
        if (sx_box_overlaps (b, box))
          g_array_append_val (edges, e);
      }
  return edges;
}

/* Whether v lies on the edge, but on neither of its ends; *into gets where it is OFF_M to the edge's right,
 * which is inside, *is_inside whether it is on that side now. */
static gboolean
lies_on (SxPoint v, const Edge *e, SxPoint *into, SxPoint *away, gboolean *is_inside)
{
  double dx = e->q.x - e->p.x, dy = e->q.y - e->p.y, length = hypot (dx, dy);
  double along = length > 0 ? ((v.x - e->p.x) * dx + (v.y - e->p.y) * dy) / length : 0;
  double off = length > 0 ? ((v.x - e->p.x) * dy - (v.y - e->p.y) * dx) / length : G_MAXDOUBLE;

  if (fabs (off) > TOUCHES_M || along <= TOUCHES_M || along >= length - TOUCHES_M)
    return FALSE;
  *into = (SxPoint){ v.x + (OFF_M - off) * dy / length, v.y - (OFF_M - off) * dx / length };
  *away = (SxPoint){ v.x - (OFF_M + off) * dy / length, v.y + (OFF_M + off) * dx / length };
  *is_inside = off >= 0;
  return TRUE;
}

static gboolean
is_corner (SxPoint v, const GArray *edges)
{
  for (guint i = 0; i < edges->len; i++)
    if (is_same (v, g_array_index (edges, Edge, i).p) || is_same (v, g_array_index (edges, Edge, i).q))
      return TRUE;
  return FALSE;
}

/* Polygons that have a whole edge in common are one in any coordinates. */
static gboolean
share_edge (const GArray *mine, const GArray *theirs)
{
  for (guint i = 0; i < mine->len; i++)
    for (guint k = 0; k < theirs->len; k++)
      {
        const Edge *e = &g_array_index (mine, Edge, i), *f = &g_array_index (theirs, Edge, k);

        if (is_same (e->p, f->q) && is_same (e->q, f->p))
          return TRUE;
      }
  return FALSE;
}

/* ---- a piece and what is beside it */

static void
note_move (GHashTable *moves, SxPoint from, SxPoint to)
{
  if (!g_hash_table_contains (moves, &from))
    g_hash_table_insert (moves, g_memdup2 (&from, sizeof from), g_memdup2 (&to, sizeof to));
}

/* Pieces of two adjustments are one where these are, as they are drawn: of their union there is but one
 * outline. */
static gboolean
are_one (const SxAfterPiece *piece, const SxShapeView *other, const SxAfterPiece *other_piece)
{
  SxShapeView v = sx_shape_view (piece->shape);

  if (other_piece && other_piece->adjustment)
    {
      SxShapeView a = sx_shape_view (piece->adjustment->shape),
                  b = sx_shape_view (other_piece->adjustment->shape);

      if (sx_joint (&a, &b))
        return TRUE;
    }
  return sx_joint (&v, other);
}

/* other_piece: that `other` is the shape of, or NULL. Polygons that share an edge are one wherever their
 * other corners go; what these enclose, or leave open, together is as it was if each stays on its side. */
static void
look_at (Joints *self, const SxAfterPiece *new_piece, const SxShapeView *other,
         const SxAfterPiece *other_piece)
{
  SxShapeView view = sx_shape_view (new_piece->shape), *piece = &view;
  SxBox box
      = sx_box_intersection (sx_box_grown (piece->box, TOUCHES_M), sx_box_grown (other->box, TOUCHES_M));
  g_autoptr (GArray) mine = edges_in (piece, box), theirs = edges_in (other, box);
  gboolean is_sure = share_edge (mine, theirs), is_told = FALSE, is_one = FALSE, is_inside;

  for (guint i = 0; i < mine->len; i++)
    for (guint k = 0; k < theirs->len; k++)
      {
        SxPoint v = g_array_index (mine, Edge, i).p, into, away;

        if (!lies_on (v, &g_array_index (theirs, Edge, k), &into, &away, &is_inside) || is_corner (v, theirs))
          continue;
        if (!is_told && !is_sure)
          is_one = are_one (new_piece, other, other_piece);
        is_told = TRUE;
        if (is_sure)
          note_move (self->sides, v, is_inside ? into : away);
        else
          note_move (self->moves, v, is_one ? into : away);
      }
}

/* ---- all pieces */

typedef struct
{
  Joints *joints;
  const SxAfterPiece *piece;
} Visit;

static gboolean
visit_feature (guint feature, gpointer data)
{
  const Visit *visit = data;
  const SxAfterLayer *layer = visit->joints->layer;

  if (!layer->is_touched[feature])
    {
      SxShapeView v = sx_layer_shape (layer->base, feature);

      look_at (visit->joints, visit->piece, &v, NULL);
    }
  return TRUE;
}

/* Parts of one adjustment are apart. */
static void
find_moves (Joints *self, const SxBoxTree *tree)
{
  const GPtrArray *pieces = self->layer->pieces;

  for (guint i = self->first; i < pieces->len; i++)
    {
      Visit visit = { self, pieces->pdata[i] };
      SxBox box = sx_box_grown (visit.piece->shape->box, TOUCHES_M);

      if (tree)
        sx_box_tree_search (tree, box, visit_feature, &visit);
      for (guint k = 0; k < i; k++)
        {
          const SxAfterPiece *other = pieces->pdata[k];
          SxShapeView v = sx_shape_view (other->shape);

          if (other->adjustment != visit.piece->adjustment && sx_box_overlaps (v.box, box))
            look_at (self, visit.piece, &v, other);
        }
    }
}

static void
make_moves (const Joints *self)
{
  for (guint i = self->first; i < self->layer->pieces->len; i++)
    {
      SxAfterPiece *piece = self->layer->pieces->pdata[i];
      g_autofree SxPoint *points
          = g_memdup2 (piece->shape->points, piece->shape->n_points * sizeof (SxPoint));
      SxShapeView v = sx_shape_view (piece->shape);
      gboolean is_moved = FALSE;

      for (guint32 p = 0; p < piece->shape->n_points; p++)
        {
          const SxPoint *to = g_hash_table_lookup (self->moves, &points[p]);

          if (!to)
            to = g_hash_table_lookup (self->sides, &points[p]);
          is_moved |= to != NULL;
          points[p] = to ? *to : points[p];
        }
      if (!is_moved)
        continue;
      v.points = points;
      v.chunks = NULL;
      v.box = sx_shape_view_compute_box (&v);
      if (sx_validity_is_certain (&v))
        {
          SxShape *moved = sx_shape_new (&v);

          sx_shape_unref (piece->shape);
          piece->shape = moved;
        }
    }
}

void
sx_after_settle_joints (const SxBoxTree *tree, guint first, SxAfterLayer *layer)
{
  Joints self = { layer, first, g_hash_table_new_full (sx_corner_hash, sx_corner_equal, g_free, g_free),
                  g_hash_table_new_full (sx_corner_hash, sx_corner_equal, g_free, g_free) };

  find_moves (&self, tree);
  if (g_hash_table_size (self.moves) + g_hash_table_size (self.sides))
    make_moves (&self);
  g_hash_table_unref (self.moves);
  g_hash_table_unref (self.sides);
}
