/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels never lie on each other, on blocked ground or outside the frame, and no leader runs through one. */
#include "atlas/sx-label-placer.h"

static const SxBox frame = { 30, 40, 630, 440 };
#define GAP 1.0

static gboolean
apart (SxBox a, SxBox b)
{
  return a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
}

typedef struct
{
  SxPoint a, b;
  guint owner;
} Leader;

/* Whether the line has a point well inside the box: looked for step by step. */
static gboolean
runs_through (const Leader *line, SxBox box)
{
  box = sx_box_grown (box, -0.2);
  for (guint i = 0; i <= 2000; i++)
    {
      double t = i / 2000.0, x = line->a.x + (line->b.x - line->a.x) * t,
             y = line->a.y + (line->b.y - line->a.y) * t;

      if (x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1)
        return TRUE;
    }
  return FALSE;
}

static double
between (GRand *rand, double a, double b)
{
  return g_rand_double_range (rand, a, b);
}

static void
put_one (SxLabelPlacer *placer, GRand *rand, GArray *boxes, GArray *leaders)
{
  double w = between (rand, 4, 60), h = between (rand, 4, 14);
  SxPoint anchor
      = { between (rand, frame.x0 - 20, frame.x1 + 20), between (rand, frame.y0 - 20, frame.y1 + 20) };
  SxPoint half = { between (rand, 1, 12), between (rand, 1, 12) }, end;
  gboolean has_leader = FALSE;
  SxBox box;

  if (g_rand_boolean (rand)
          ? !sx_label_placer_put (placer, &anchor, 1, w, h, &box)
          : !sx_label_placer_put_beside (placer, anchor, half, 90, w, h, &box, &has_leader, &end))
    return;
  g_assert_cmpfloat_with_epsilon (box.x1 - box.x0, w, 1e-9);
  g_assert_cmpfloat_with_epsilon (box.y1 - box.y0, h, 1e-9);
  if (has_leader)
    {
      Leader line = { anchor, end, boxes->len };

      g_array_append_val (leaders, line);
    }
  g_array_append_val (boxes, box);
}

static void
test_random (void)
{
  guint n_leaders = 0;

  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (SxLabelPlacer) placer = sx_label_placer_new (frame, GAP);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (SxBox)),
                         leaders = g_array_new (FALSE, FALSE, sizeof (Leader));
      guint n_blocked = 20;

      for (guint i = 0; i < n_blocked; i++)
        {
          double x = between (rand, frame.x0, frame.x1), y = between (rand, frame.y0, frame.y1);
          SxBox box = { x, y, x + between (rand, 1, 30), y + between (rand, 1, 30) };

          sx_label_placer_block (placer, box);
          g_array_append_val (boxes, box);
        }
      for (guint i = 0; i < 400; i++)
        put_one (placer, rand, boxes, leaders);
      g_assert_cmpuint (boxes->len, >, n_blocked + 60);
      for (guint i = n_blocked; i < boxes->len; i++)
        {
          SxBox box = g_array_index (boxes, SxBox, i);

          g_assert_true (sx_box_contains (frame, box));
          for (guint j = 0; j < i; j++)
            g_assert_true (apart (box, g_array_index (boxes, SxBox, j)));
          for (guint j = 0; j < leaders->len; j++)
            if (g_array_index (leaders, Leader, j).owner != i)
              g_assert_false (runs_through (&g_array_index (leaders, Leader, j), box));
        }
      n_leaders += leaders->len;
    }
  g_assert_cmpuint (n_leaders, >, 200);
}

/* The first place that has room is taken, and none where there is none. */
static void
test_order (void)
{
  g_autoptr (SxLabelPlacer) placer = sx_label_placer_new (frame, GAP);
  const SxPoint points[] = { { 35, 45 }, { 100, 100 }, { 300, 300 } };
  SxBox box;

  g_assert_true (sx_label_placer_put (placer, points, 3, 40, 10, &box));
  g_assert_cmpfloat (box.x0, ==, 80);
  g_assert_true (sx_label_placer_put (placer, points, 3, 40, 10, &box));
  g_assert_cmpfloat (box.x0, ==, 280);
  g_assert_false (sx_label_placer_put (placer, points, 3, 40, 10, &box));
}

/* What is far off has a leader that ends on its border. */
static void
test_leader (void)
{
  g_autoptr (SxLabelPlacer) placer = sx_label_placer_new (frame, GAP);
  SxPoint anchor = { 300, 200 }, end;
  gboolean has_leader;
  SxBox box;

  g_assert_true (
      sx_label_placer_put_beside (placer, anchor, (SxPoint){ 2, 2 }, 100, 20, 8, &box, &has_leader, &end));
  g_assert_false (has_leader);
  /* upper right is liked best */
  g_assert_true (box.x0 + box.x1 > 2 * anchor.x && box.y0 + box.y1 < 2 * anchor.y);
  for (double x = 240; x < 350; x += 10)
    for (double y = 170; y < 230; y += 10)
      if (fabs (x - anchor.x) > 12 || fabs (y - anchor.y) > 12)
        sx_label_placer_block (placer, (SxBox){ x, y, x + 2, y + 2 });
  g_assert_true (
      sx_label_placer_put_beside (placer, anchor, (SxPoint){ 2, 2 }, 150, 40, 14, &box, &has_leader, &end));
  g_assert_true (has_leader);
  g_assert_true (fabs (end.x - box.x0) < 1e-6 || fabs (end.x - box.x1) < 1e-6 || fabs (end.y - box.y0) < 1e-6
                 || fabs (end.y - box.y1) < 1e-6);
}

/* A part of the frame can be kept to, and left again. */
static void
test_within (void)
{
  g_autoptr (SxLabelPlacer) placer = sx_label_placer_new (frame, GAP);
  const SxBox part = { 100, 100, 200, 200 };
  const SxPoint at_edge = { 195, 150 }, anchor = { 198, 102 };
  gboolean has_leader;
  SxPoint end;
  SxBox box;

  sx_label_placer_keep_within (placer, part);
  g_assert_false (sx_label_placer_put (placer, &at_edge, 1, 40, 10, &box));
  g_assert_true (
      sx_label_placer_put_beside (placer, anchor, (SxPoint){ 1, 1 }, 0, 30, 10, &box, &has_leader, &end));
  g_assert_true (sx_box_contains (part, box));
  sx_label_placer_keep_within (placer, frame);
  g_assert_true (sx_label_placer_put (placer, &at_edge, 1, 40, 10, &box));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlas/labels/random", test_random);
  g_test_add_func ("/atlas/labels/within", test_within);
  g_test_add_func ("/atlas/labels/order", test_order);
  g_test_add_func ("/atlas/labels/leader", test_leader);
  return g_test_run ();
}
