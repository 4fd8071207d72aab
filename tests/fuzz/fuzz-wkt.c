/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WKT: what is read is written and read again as the same, and what is certainly valid is valid for GEOS. */
#include "fuzz.h"
#include "geometry/sx-repair.h"
#include "geometry/sx-shape-wkt.h"
#include "geometry/sx-validity.h"

/* GEOS takes quadratic time where everything crosses everything. */
#define MAX_POINTS 200

static void
check_validity (const SxShapeView *view)
{
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  g_autofree char *reason = NULL;
  gboolean was_valid = FALSE;

  if (sx_repair_check (view, &out, &was_valid, &reason, NULL))
    g_assert_true (was_valid || !sx_validity_is_certain (view));
  sx_shape_buffer_clear (&out);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size), *written = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SxShape) shape = sx_shape_from_wkt (text, &error), again = NULL;
  gboolean is_line = sx_shape_wkt_is_line (text);
  SxShapeView view, view_again;

  g_assert_true ((shape == NULL) == (error != NULL));
  if (!shape)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  view = sx_shape_view (shape);
  written = sx_shape_to_wkt (&view, is_line);
  again = sx_shape_from_wkt (written, &error);
  g_assert_no_error (error);
  view_again = sx_shape_view (again);
  g_assert_true (sx_shape_view_equal (&view, &view_again));
  if (!is_line && shape->n_points <= MAX_POINTS)
    check_validity (&view);
  return 0;
}
