/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to hold of an after-state, whatever the scheme. */
#include "export/sx-after-state.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "geometry/sx-box-tree.h"

/* Of large areas, what the 70 m rule (sx-area.h) and rounded crossings may come to. */
#define RELATIVE 1e-7
/* A part that is dropped, or a crossing that is rounded, a part. */
#define PER_PART_M2 0.02

/* Areas of one layer, m²; what has to hold of them is sx_after_layer_check(). */
typedef struct
{
  double touched;       /* A(WHQ) */
  double in, out;       /* A(WHC, 1), A(WHC, 3) */
  double changed;       /* A(WHC, 2) */
  double replacing;     /* A(WHH) */
  double before, after; /* of the whole layer */
  double tolerance;     /* what rounding and dropped slivers may add up to */
} Areas;

static void
measure (const SxAfterState *self, const SxAfterLayer *layer, Areas *out)
{
  *out = (Areas){ 0 };
  if (layer->base->is_line)
    return;
  for (guint f = 0; f < layer->base->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (layer->base, f);
      double area = sx_metric_area (&self->metric, &v);

      out->before += area;
      if (layer->is_touched[f])
        out->touched += area;
    }
  for (guint i = 0; i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];

      *(change->kind == SX_MAINTAIN_IN    ? &out->in
        : change->kind == SX_MAINTAIN_OUT ? &out->out
                                          : &out->changed)
          += change->area;
    }
  for (guint i = 0; i < layer->pieces->len; i++)
    out->replacing += ((SxAfterPiece *)layer->pieces->pdata[i])->area;
  out->after = out->before - out->touched + out->replacing;
  out->tolerance = RELATIVE * (out->touched + out->replacing)
                   + PER_PART_M2 * (layer->changes->len + layer->pieces->len + layer->n_touched);
}

/* m² that pieces have in common. */
static double
overlap_of_pieces (const SxAfterLayer *layer)
{
  guint n = layer->pieces->len;
  g_autofree SxBox *boxes = g_new (SxBox, MAX (n, 1));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  SxBoxTree *tree;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    boxes[i] = ((SxAfterPiece *)layer->pieces->pdata[i])->shape->box;
  tree = sx_box_tree_new (boxes, n);
  for (guint i = 0; i < n; i++)
    {
      SxShapeView v = sx_shape_view (((SxAfterPiece *)layer->pieces->pdata[i])->shape);

      g_array_set_size (found, 0);
      sx_box_tree_query (tree, v.box, found);
      for (guint k = 0; k < found->len; k++)
        if (g_array_index (found, guint32, k) < i)
          {
            SxShapeView w = sx_shape_view (
                ((SxAfterPiece *)layer->pieces->pdata[g_array_index (found, guint32, k)])->shape);

            sum += sx_overlap_planar (&v, &w);
          }
    }
  sx_box_tree_free (tree);
  return sum;
}

/* The same of touched features: what a base that overlaps itself brings along. */
static double
overlap_of_touched (const SxAfterLayer *layer)
{
  SxBoxTree *tree = sx_box_tree_new (layer->base->box, layer->base->n_features);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  double sum = 0;

  for (guint f = 0; f < layer->base->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (layer->base, f);

      if (!layer->is_touched[f])
        continue;
      g_array_set_size (found, 0);
      sx_box_tree_query (tree, v.box, found);
      for (guint k = 0; k < found->len; k++)
        {
          guint32 other = g_array_index (found, guint32, k);
          SxShapeView w = sx_layer_shape (layer->base, other);

          if (other < f || (other != f && !layer->is_touched[other]))
            sum += sx_overlap_planar (&v, &w);
        }
    }
  sx_box_tree_free (tree);
  return sum;
}

gboolean
sx_after_layer_check (const SxAfterState *self, const SxAfterLayer *layer, char **fault)
{
  Areas a;
  double expected, doubled, allowed;

  *fault = NULL;
  if (layer->base->is_line)
    return TRUE;
  measure (self, layer, &a);
  doubled = overlap_of_touched (layer);
  expected = a.touched - a.out + a.in;
  /* where base features overlap each other, an area counts as often as it is stored */
  allowed = a.tolerance + doubled;
  if (fabs (expected - a.replacing) > allowed)
    *fault = g_strdup_printf (_ ("%s: %.2f m² touched less %.2f out and plus %.2f in are not the %.2f that "
                                 "replace them."),
                              layer->table, a.touched, a.out, a.in, a.replacing);
  else if (layer->line == SX_LINE_ANY && fabs (a.touched - a.replacing) > a.tolerance)
    *fault = g_strdup_printf (_ ("%s: the partition would change from %.2f to %.2f m²."), layer->table,
                              a.before, a.after);
  else if (overlap_of_pieces (layer) > allowed)
    *fault = g_strdup_printf (_ ("%s: what replaces the touched features overlaps itself by %.2f m²."),
                              layer->table, overlap_of_pieces (layer));
  return *fault == NULL;
}
