/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole GeoPackage file: it is read and checked, or refused with a sentence. */
#include "fuzz.h"
#include "store/sx-package.h"
#include "store/sx-quality.h"

#include <glib/gstdio.h>

#define MAX_BYTES (256 * 1024)

static void
check_layer (const SxLayer *layer)
{
  for (guint i = 0; i < layer->n_features; i++)
    {
      SxShapeView view = sx_layer_shape (layer, i);

      for (guint k = 0; k < sx_shape_view_n_points (&view); k++)
        g_assert_true (isfinite (view.points[view.ring_start[0] + k].x)
                       && isfinite (view.points[view.ring_start[0] + k].y));
    }
}

static void
count (const SxQualityFinding *finding, gpointer data)
{
  g_assert_nonnull (finding->message);
  ++*(guint *)data;
}

static void
check_plan (const SxPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) schemes = sx_package_list_schemes (plan->file, &error);
  GHashTableIter iter;
  gpointer layer;
  guint n = 0;

  g_assert_true ((schemes == NULL) == (error != NULL));
  g_clear_error (&error);
  g_hash_table_iter_init (&iter, plan->layers);
  while (g_hash_table_iter_next (&iter, NULL, &layer))
    check_layer (layer);
  g_assert_true (sx_quality_check (plan, count, &n, NULL, &error) == (error == NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *folder = NULL, *file = NULL;
  g_autoptr (SxPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (size > MAX_BYTES)
    return 0;
  folder = g_dir_make_tmp ("fuzz-package-XXXXXX", &error);
  g_assert_no_error (error);
  file = g_build_filename (folder, "plan.gpkg", NULL);
  g_assert_true (g_file_set_contents_full (file, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
  plan = sx_package_read (file, NULL, NULL, &error);
  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan)
    check_plan (plan);
  g_assert_cmpint (g_remove (file), ==, 0);
  /* nothing may have been written beside it */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return 0;
}
