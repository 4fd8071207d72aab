/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of sets of cells, on lattices drawn as text: the digit is the label. */
#include "geometry/sx-repair.h"
#include "sample/sx-sample-outline.h"
#include <string.h>

#define SIZE 8

static void
draw (SxLattice *lattice, const char *const rows[SIZE])
{
  static const guint8 none[16] = { 0 };

  sx_lattice_init (lattice, 1, SIZE, SIZE, (SxPoint){ 39500000, 3650000 });
  for (int j = 0; j < SIZE; j++)
    for (int i = 0; i < SIZE; i++)
      lattice->label[sx_lattice_cell (lattice, i, SIZE - 1 - j)] = (guint32)(rows[j][i] - '0');
  sx_lattice_settle (lattice, &(SxLatticeLook){ none, none });
}

static void
assert_valid (const SxShapeView *view)
{
  SxShapeBuffer repaired = SX_SHAPE_BUFFER_INIT;
  gboolean was_valid = FALSE;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sx_repair_check (view, &repaired, &was_valid, &reason, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (reason, ==, NULL);
  g_assert_true (was_valid);
  sx_shape_buffer_clear (&repaired);
}

/* Number of pieces; *n_rings gets the number of rings of all. Every piece is checked. */
static guint
outline (const char *const rows[SIZE], const guint32 *key, guint *n_rings, double *area)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxOutliner outliner;
  SxLattice lattice;
  guint n = 0;
  guint32 found;

  *n_rings = 0;
  *area = 0;
  draw (&lattice, rows);
  sx_outliner_init (&outliner, &lattice);
  sx_outliner_reset (&outliner, key, NULL);
  for (sx_shape_buffer_reset (&buffer); sx_outliner_next (&outliner, &buffer, &found);
       sx_shape_buffer_reset (&buffer))
    {
      SxShapeView view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);

      assert_valid (&view);
      g_assert_true (view.ring_is_shell[0]);
      g_assert_cmpfloat (sx_ring_signed_area (view.points, view.ring_start[1]), <, 0); /* counter-clockwise */
      n++;
      *n_rings += view.n_rings;
      sx_shape_buffer_orient (&buffer, 0);
      *area += sx_shape_view_planar_area (&view);
    }
  sx_shape_buffer_clear (&buffer);
  sx_outliner_clear (&outliner);
  sx_lattice_clear (&lattice);
  return n;
}

static void
test_hole (void)
{
  const char *const rows[SIZE]
      = { "00000000", "01111100", "01222100", "01232100", "01222100", "01111100", "00000000", "00000000" };
  const guint32 as_one[] = { 0, 1, 1, 1 };
  guint n_rings;
  double apart, together;

  g_assert_cmpuint (outline (rows, NULL, &n_rings, &apart), ==, 3);
  g_assert_cmpuint (n_rings, ==, 5);
  g_assert_cmpuint (outline (rows, as_one, &n_rings, &together), ==, 1);
  g_assert_cmpuint (n_rings, ==, 1);
  g_assert_cmpfloat_with_epsilon (apart, together, 1e-6 * together);
}

/* Two cells of one piece that meet in a corner enclose a hole that touches the shell there. */
static void
test_corner_of_one_piece (void)
{
  const char *const rows[SIZE]
      = { "00000000", "01111000", "01001000", "01011000", "01100000", "00000000", "00000000", "00000000" };
  const char *const ring[SIZE]
      = { "00000000", "01110000", "01011000", "01101000", "00111000", "00000000", "00000000", "00000000" };
  guint n_rings;
  double area;

  g_assert_cmpuint (outline (rows, NULL, &n_rings, &area), ==, 1);
  g_assert_cmpuint (n_rings, ==, 2);
  g_assert_cmpuint (outline (ring, NULL, &n_rings, &area), ==, 1);
  g_assert_cmpuint (n_rings, ==, 3);
}

/* Pieces that meet in a corner only stay apart. */
static void
test_corner_of_two_pieces (void)
{
  const char *const rows[SIZE]
      = { "00000000", "01100000", "01100000", "00011000", "00011000", "00000000", "00000000", "00000000" };
  guint n_rings;
  double area;

  g_assert_cmpuint (outline (rows, NULL, &n_rings, &area), ==, 2);
  g_assert_cmpuint (n_rings, ==, 2);
}

static void
test_mask_and_cells (void)
{
  const char *const rows[SIZE]
      = { "00000000", "01111000", "01111000", "01111000", "00000000", "00000000", "00000000", "00000000" };
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  guint8 mask[SIZE];
  SxOutliner outliner;
  SxLattice lattice;
  guint32 key;
  guint n = 0;

  draw (&lattice, rows);
  memset (mask, 0xff, sizeof mask);
  for (int j = 0; j < SIZE; j++) /* takes column 2 away */
    mask[j] &= (guint8) ~(1 << 2);
  sx_outliner_init (&outliner, &lattice);
  sx_outliner_reset (&outliner, NULL, mask);
  while (sx_outliner_next (&outliner, &buffer, &key))
    n++;
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (sx_outliner_cells (&outliner, sx_lattice_cell (&lattice, 1, 4))->len, ==, 12);
  sx_shape_buffer_clear (&buffer);
  sx_outliner_clear (&outliner);
  sx_lattice_clear (&lattice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/outline/hole", test_hole);
  g_test_add_func ("/sample/outline/corner-of-one-piece", test_corner_of_one_piece);
  g_test_add_func ("/sample/outline/corner-of-two-pieces", test_corner_of_two_pieces);
  g_test_add_func ("/sample/outline/mask-and-cells", test_mask_and_cells);
  return g_test_run ();
}
