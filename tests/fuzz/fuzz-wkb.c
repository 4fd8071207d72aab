/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoPackage geometry blobs: what is read keeps the promises of SxShape, and is written and read again as the
 * same. */
#include "fuzz.h"
#include "geometry/sx-shape-wkb.h"
#include "geometry/sx-validity.h"
#include <string.h>

static void
check_promises (const SxShapeView *view, gboolean is_line)
{
  for (guint r = 0; r < view->n_rings; r++)
    {
      const SxPoint *points = view->points + view->ring_start[r];
      guint n = view->ring_start[r + 1] - view->ring_start[r];

      g_assert_cmpuint (n, >=, is_line ? 2 : 4);
      g_assert_true (is_line || memcmp (&points[0], &points[n - 1], sizeof (SxPoint)) == 0
                     || (points[0].x == points[n - 1].x && points[0].y == points[n - 1].y));
      for (guint i = 0; i < n; i++)
        g_assert_true (isfinite (points[i].x) && isfinite (points[i].y));
    }
  g_assert_true (view->n_rings == 0 || view->ring_is_shell[0]);
}

static void
check_round_trip (const SxShapeView *view, gboolean is_line)
{
  g_autoptr (GBytes) blob = sx_gpkg_blob_new (view, is_line, 4526);
  SxShapeBuffer again = SX_SHAPE_BUFFER_INIT;
  const guint8 *wkb;
  gsize size, wkb_size;
  gconstpointer bytes = g_bytes_get_data (blob, &size);
  SxShapeView view_again;

  g_assert_true (sx_gpkg_blob_parse (bytes, size, &wkb, &wkb_size));
  g_assert_cmpint (sx_shape_read_wkb (wkb, wkb_size, is_line, &again, NULL), ==, SX_WKB_OK);
  view_again = sx_shape_buffer_view (&again, 0, again.n_rings);
  g_assert_true (sx_shape_view_equal (view, &view_again));
  sx_shape_buffer_clear (&again);
}

static void
read_as (const guint8 *wkb, gsize size, gboolean is_line)
{
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  guint flaws = 0;
  SxWkbStatus status = sx_shape_read_wkb (wkb, size, is_line, &out, &flaws);
  SxShapeView view = sx_shape_buffer_view (&out, 0, out.n_rings);

  if (status == SX_WKB_OK)
    {
      g_assert_cmpuint (out.n_rings, >, 0);
      check_promises (&view, is_line);
      check_round_trip (&view, is_line);
      if (!is_line)
        sx_validity_is_certain (&view);
    }
  else
    g_assert_true (out.n_rings == 0 && out.n_points == 0);
  sx_shape_buffer_clear (&out);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *wkb = data;
  gsize wkb_size = size;

  /* also without the header, which a fuzzer would have to guess first */
  if (!sx_gpkg_blob_parse (data, size, &wkb, &wkb_size))
    {
      wkb = data;
      wkb_size = size;
    }
  read_as (wkb, wkb_size, FALSE);
  read_as (wkb, wkb_size, TRUE);
  return 0;
}
