/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-picture-pick.h"

gboolean
sx_shape_has_point (const SxShapeView *view, SxPoint p)
{
  gboolean inside = FALSE;

  for (guint r = 0; r < view->n_rings; r++)
    for (guint i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      {
        SxPoint a = view->points[i - 1], b = view->points[i];

        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
          inside = !inside;
      }
  return inside;
}

static double
square_distance (SxPoint p, SxPoint a, SxPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double t = square > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0, 1) : 0;
  double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;

  return x * x + y * y;
}

gboolean
sx_shape_edge_is_near (const SxShapeView *view, SxPoint p, double distance)
{
  for (guint r = 0; r < view->n_rings; r++)
    for (guint i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      {
        SxPoint a = view->points[i - 1], b = view->points[i];

        if (MIN (a.x, b.x) <= p.x + distance && MAX (a.x, b.x) >= p.x - distance
            && MIN (a.y, b.y) <= p.y + distance && MAX (a.y, b.y) >= p.y - distance
            && square_distance (p, a, b) <= distance * distance)
          return TRUE;
      }
  return FALSE;
}

typedef struct
{
  const SxPictureLayer *layer;
  SxPoint p;
  double tolerance;
  GArray *out;
} Search;

static gboolean
visit_at_point (guint feature, gpointer data)
{
  const Search *search = data;
  SxShapeView view = sx_layer_shape (search->layer->layer, feature);
  SxPick pick = { search->layer, feature };

  if ((!search->layer->layer->is_line && sx_shape_has_point (&view, search->p))
      || (search->tolerance > 0 && sx_shape_edge_is_near (&view, search->p, search->tolerance)))
    g_array_append_val (search->out, pick);
  return TRUE;
}

void
sx_picture_pick_point (const SxPicture *self, SxPoint p, double tolerance, GArray *out)
{
  SxBox box = sx_box_grown ((SxBox){ p.x, p.y, p.x, p.y }, tolerance);

  for (guint i = self->n_entries; i-- > 0;)
    {
      Search search = { self->entries[i].layer, p, tolerance, out };

      sx_box_tree_search (search.layer->tree, box, visit_at_point, &search);
    }
}
