/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picking against looking at every feature. */
#include "picture-fixture.h"

#include "picture/sx-picture-pick.h"

static const char *const codes[] = { "0101", "0103", "0301" };

static guint
count_of_layer (const GArray *hits, const char *table)
{
  guint n = 0;

  for (guint i = 0; i < hits->len; i++)
    n += g_str_equal (g_array_index (hits, SxPick, i).layer->layer->name, table);
  return n;
}

static void
test_point (void)
{
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 30, 50, codes, 3);
  g_autoptr (SxLayer) line
      = fixture_polygon ("STBHHX", (SxPoint[]){ { 100, 100 }, { 100, 900 }, { 900, 100 } }, 3);
  g_autoptr (SxPicture) picture = fixture_picture ((SxLayer *[]){ parcels, line }, 2, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (SxPick));

  for (guint k = 0; k < 2000; k++)
    {
      SxPoint p = { FIXTURE_X + g_rand_double_range (rand, 60, 1400),
                    FIXTURE_Y + g_rand_double_range (rand, 60, 1400) };
      double u = p.x - FIXTURE_X - 100, v = p.y - FIXTURE_Y - 100;
      gboolean in_line = u > 0 && v > 0 && u + v < 800;

      g_array_set_size (hits, 0);
      sx_picture_pick_point (picture, p, 0, hits);
      /* a partition: each point is in one parcel */
      g_assert_cmpuint (count_of_layer (hits, "DLTB"), ==, 1);
      g_assert_cmpuint (count_of_layer (hits, "STBHHX"), ==, in_line);
      if (in_line)
        g_assert_cmpstr (g_array_index (hits, SxPick, 0).layer->layer->name, ==, "STBHHX");
    }
}

static void
test_tolerance (void)
{
  g_autoptr (SxLayer) line
      = fixture_polygon ("STBHHX", (SxPoint[]){ { 100, 100 }, { 100, 900 }, { 900, 100 } }, 3);
  g_autoptr (SxPicture) picture = fixture_picture (&line, 1, NULL);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (SxPick));
  SxPoint p = { FIXTURE_X + 96, FIXTURE_Y + 500 };

  sx_picture_pick_point (picture, p, 3.9, hits);
  g_assert_cmpuint (hits->len, ==, 0);
  sx_picture_pick_point (picture, p, 4.1, hits);
  g_assert_cmpuint (hits->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-pick/point", test_point);
  g_test_add_func ("/picture-pick/tolerance", test_tolerance);
  return g_test_run ();
}
