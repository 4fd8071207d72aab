/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-label-points.h"

#include <math.h>

#define ROWS 9 /* and columns */

static int
compare_distances (gconstpointer a, gconstpointer b, gpointer data)
{
  const SxPoint *p = a, *q = b, *middle = data;
  double x = hypot (p->x - middle->x, p->y - middle->y), y = hypot (q->x - middle->x, q->y - middle->y);

  return (x > y) - (x < y);
}

GArray *
sx_label_points (const SxShapeView *shape, SxBox box)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  SxPoint middle = { (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 };

  for (guint i = 0; !sx_box_is_empty (box) && i < ROWS * ROWS; i++)
    {
      SxPoint p = { box.x0 + (box.x1 - box.x0) * (i % ROWS + 0.5) / ROWS,
                    box.y0 + (box.y1 - box.y0) * (i / ROWS + 0.5) / ROWS };

      if (sx_shape_view_contains (shape, p))
        g_array_append_val (found, p);
    }
  g_array_sort_with_data (found, compare_distances, &middle);
  return found;
}
