/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EDITS.json: an answer or a sentence, and shapes as promised. */
#include "fuzz.h"
#include "cli/sx-edits.h"

/* Repairing a polygon takes GEOS quadratic time. */
#define MAX_BYTES 8192

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (SxPlan) plan = sx_plan_new ("fuzz.gpkg");
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;

  if (size > MAX_BYTES)
    return 0;
  /* every other input is in degrees */
  plan->is_geographic = size % 2;
  plan->epsg = plan->is_geographic ? 4490 : 4526;
  g_assert_true (sx_plane_for_epsg (4526, &plan->plane));
  edits = sx_edits_parse ((const char *)data, (gssize)size, "edits.json", plan, &error);
  g_assert_true ((edits == NULL) == (error != NULL));
  if (error)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (guint i = 0; edits && i < edits->len; i++)
    {
      const SxReplayEdit *edit = g_ptr_array_index (edits, i);

      g_assert_nonnull (edit->id);
      g_assert_true ((edit->item == NULL) == (edit->op == SX_REPLAY_REMOVE));
    }
  return 0;
}
