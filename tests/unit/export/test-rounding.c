/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounded figures that add up, and grids whose formulas say what their numbers say. */
#include <math.h>
#include <string.h>

#include "export/sx-balance-figures.h"
#include "export/sx-delivery-rounding.h"
#include "export/sx-grid.h"

static double
sum (const double *numbers, guint n)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += isfinite (numbers[i]) ? numbers[i] : 0;
  return total;
}

static void
test_thirds (void)
{
  /* each alone would be 33.33, and together 99.99 */
  double shares[] = { 100.0 / 3, 100.0 / 3, 100.0 / 3 };

  sx_round_together (shares, 3, 2);
  g_assert_cmpfloat_with_epsilon (shares[0], 33.34, 1e-9);
  g_assert_cmpfloat_with_epsilon (shares[1], 33.33, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum (shares, 3), 100, 1e-9);
}

static void
test_edges (void)
{
  double half[] = { 0.005 }, down[] = { -0.015, 0.02 }, mixed[] = { 1.004, NAN, 2.004, INFINITY, 3.004 };

  sx_round_together (half, 1, 2);
  g_assert_cmpfloat_with_epsilon (half[0], 0.01, 1e-12);
  sx_round_together (down, 2, 2);
  g_assert_cmpfloat_with_epsilon (sum (down, 2), 0.01, 1e-12);
  sx_round_together (mixed, 5, 2); /* 6.012: 6.01 */
  g_assert_true (isnan (mixed[1]) && isinf (mixed[3]));
  g_assert_cmpfloat_with_epsilon (mixed[0] + mixed[2] + mixed[4], 6.01, 1e-9);
  sx_round_together (NULL, 0, 2);
}

static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      guint n = (guint)g_test_rand_int_range (1, 40);
      int decimals = g_test_rand_int_range (0, 5);
      g_autofree double *numbers = g_new (double, n), *exact = NULL;
      double unit = pow (10, -decimals), whole;

      for (guint i = 0; i < n; i++)
        numbers[i] = g_test_rand_double_range (-1000, 100000);
      exact = g_memdup2 (numbers, n * sizeof (double));
      whole = sum (exact, n);
      sx_round_together (numbers, n, decimals);
      g_assert_cmpfloat (fabs (sum (numbers, n) - whole), <=, unit / 2 + 1e-6);
      for (guint i = 0; i < n; i++)
        g_assert_cmpfloat (fabs (numbers[i] - exact[i]), <=, unit * (1 + 1e-6));
    }
}

/* Parts of a part: whichever way that was rounded, they give it, and none is a digit away. */
static void
test_to_sum (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      guint n = (guint)g_test_rand_int_range (1, 40);
      g_autofree double *numbers = g_new (double, n), *exact = NULL;
      double whole, asked;

      for (guint i = 0; i < n; i++)
        numbers[i] = g_test_rand_double_range (0, 100);
      exact = g_memdup2 (numbers, n * sizeof (double));
      whole = sum (exact, n);
      asked = (round % 2 ? floor (whole * 1e4) : ceil (whole * 1e4)) / 1e4;
      sx_round_to_sum (numbers, n, 4, asked);
      g_assert_cmpfloat_with_epsilon (sum (numbers, n), asked, 1e-8);
      for (guint i = 0; i < n; i++)
        g_assert_cmpfloat (fabs (numbers[i] - exact[i]), <=, 1.0001e-4);
    }
}

static void
test_grid (void)
{
  SxGrid *grid = sx_grid_new ("附表", "题", "", 4);
  guint first, last, row;

  sx_grid_add (grid, "项", "前", "后", "变化", NULL);
  sx_grid_end_head (grid);
  first = sx_grid_add (grid, "一", NULL);
  sx_grid_add (grid, "二", NULL);
  last = sx_grid_add (grid, "三", NULL);
  for (guint r = first; r <= last; r++)
    {
      sx_grid_number (grid, r, 1, 100.0 / 3, 2);
      sx_grid_number (grid, r, 2, NAN, 2);
    }
  sx_grid_round (grid, 1, first, last);
  row = sx_grid_add (grid, "计", NULL);
  sx_grid_sum (grid, row, 1, first, last);
  sx_grid_sum (grid, row, 2, first, last); /* of nothing: nothing */
  sx_grid_difference (grid, row, 3, 2, 1);
  g_assert_cmpstr (sx_grid_cell (grid, row, 1)->formula, ==, "=SUM(B4:B6)");
  g_assert_cmpfloat_with_epsilon (sx_grid_cell (grid, row, 1)->number, 100, 1e-9);
  g_assert_cmpint (sx_grid_cell (grid, row, 2)->kind, ==, SX_CELL_EMPTY);
  g_assert_cmpint (sx_grid_cell (grid, row, 3)->kind, ==, SX_CELL_EMPTY);
  sx_grid_sum_of (grid, row, 2, (const guint[]){ first, last }, 2);
  g_assert_cmpint (sx_grid_cell (grid, row, 2)->kind, ==, SX_CELL_EMPTY);
  sx_grid_free (grid);
}

/* 附表6 and 附表7: what stays shows no change, both sides add up to one total, and nothing strays far. */
static void
test_balances (void)
{
  for (guint round = 0; round < 300; round++)
    {
      GRand *rand = g_rand_new_with_seed (round);
      SxBalanceKind kind = round % SX_N_BALANCES;
      double before[SX_BALANCE_MAX_ROWS] = { 0 }, after[SX_BALANCE_MAX_ROWS];
      SxBalanceFigures b, a;
      guint n, last = 0;
      const SxBalanceRow *rows = sx_balance_rows (kind, &n);

      for (guint r = 0; r < n; r++)
        if (rows[r].codes && g_rand_int_range (rand, 0, 3))
          before[r] = g_rand_double_range (rand, 0, 1e7);
      memcpy (after, before, sizeof after);
      for (guint r = 0; r < n; r++)
        if (rows[r].codes && g_rand_int_range (rand, 0, 4) == 0)
          {
            double moved = g_rand_double (rand) * after[last];

            after[last] -= moved;
            after[r] += moved;
            last = r;
          }
      sx_balance_figures (kind, before, after, &b, &a);
      g_assert_cmpfloat_with_epsilon (b.ha[n - 1], a.ha[n - 1], 1e-6);
      g_assert_cmpfloat_with_epsilon (b.share[n - 1], 100, 1e-6);
      g_assert_cmpfloat_with_epsilon (a.share[n - 1], 100, 1e-6);
      for (guint r = 0; r < n; r++)
        {
          if (!rows[r].codes)
            continue;
          if (before[r] == after[r])
            g_assert_cmpfloat (b.ha[r], ==, a.ha[r]);
          g_assert_cmpfloat_with_epsilon (b.ha[r], before[r] / 1e4, 0.0101);
          g_assert_cmpfloat_with_epsilon (a.ha[r], after[r] / 1e4, 0.0301);
        }
      g_rand_free (rand);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/rounding/thirds", test_thirds);
  g_test_add_func ("/export/rounding/edges", test_edges);
  g_test_add_func ("/export/rounding/random", test_random);
  g_test_add_func ("/export/rounding/to-sum", test_to_sum);
  g_test_add_func ("/export/grid", test_grid);
  g_test_add_func ("/export/balances", test_balances);
  return g_test_run ();
}
