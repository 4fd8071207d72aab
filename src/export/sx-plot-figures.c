/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-plot-figures.h"

#include "base/sx-units.h"
#include "export/sx-delivery-rounding.h"

/* What is divided among what: all that comes in among situations, and so on. */
typedef enum
{
  BY_DIRECTION,
  BY_SITUATION,
  BY_ADJUSTMENT,
  BY_PIECE,
} Level;

typedef struct
{
  guint at; /* among the layer's changes */
  const SxAdjustment *adjustment;
  const SxSituation *situation; /* NULL: none that the rules know */
  double ha;
} Plot;

/* Whether two plots are of one part at the level; plots of a part stand side by side. */
static int
compare (const Plot *a, const Plot *b, Level level)
{
  switch (level)
    {
    case BY_DIRECTION:
      return (int)a->adjustment->direction - (int)b->adjustment->direction;
    case BY_SITUATION:
      return g_strcmp0 (a->situation ? a->situation->code : NULL, b->situation ? b->situation->code : NULL);
    case BY_ADJUSTMENT:
      return (a->adjustment->fid > b->adjustment->fid) - (a->adjustment->fid < b->adjustment->fid);
    case BY_PIECE:
    default:
      return (a->at > b->at) - (a->at < b->at);
    }
}

static int
compare_plots (gconstpointer a, gconstpointer b)
{
  int order = 0;

  for (Level level = BY_DIRECTION; order == 0 && level <= BY_PIECE; level++)
    order = compare (a, b, level);
  return order;
}

/* Plots of one part from the first on. */
static guint
part_length (const Plot *plots, guint n, Level level)
{
  guint length = 1;

  while (length < n && compare (&plots[0], &plots[length], level) == 0)
    length++;
  return length;
}

static double
sum_of (const Plot *plots, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += plots[i].ha;
  return sum;
}

/* Divides a figure among the parts that these plots make at the level, and each part's among its own. */
static void
divide (const Plot *plots, guint n, Level level, double figure, double *out)
{
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (double));
  guint part = 0;

  for (guint i = 0; i < n; i += part)
    {
      double sum;

      part = part_length (plots + i, n - i, level);
      sum = sum_of (plots + i, part);
      g_array_append_val (figures, sum);
    }
  sx_round_to_sum ((double *)(gpointer)figures->data, figures->len, SX_PLOT_DECIMALS, figure);
  for (guint i = 0, k = 0; i < n; i += part, k++)
    {
      double own = g_array_index (figures, double, k);

      part = part_length (plots + i, n - i, level);
      if (level < BY_PIECE)
        divide (plots + i, part, level + 1, own, out);
      else
        out[plots[i].at] = own;
    }
}

double *
sx_plot_figures (const SxDelivery *delivery, SxLine line)
{
  const SxAfterLayer *layer = sx_after_state_layer (delivery->after, sx_line_table (line));
  g_autoptr (GArray) plots = g_array_new (FALSE, FALSE, sizeof (Plot));
  double *out;
  guint part = 0;

  if (!layer)
    return NULL;
  out = g_new0 (double, layer->changes->len + 1);
  for (guint i = 0; i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];
      const SxAdjustment *a = change->adjustment;
      Plot plot = { i, a, NULL, change->area / SX_HA_M2 };

      if (!a)
        continue;
      plot.situation = sx_rule_profile_situation (delivery->result->rules, line, a->direction, a->situation);
      g_array_append_val (plots, plot);
    }
  g_array_sort (plots, compare_plots);
  for (guint i = 0; i < plots->len; i += part)
    {
      const Plot *first = &g_array_index (plots, Plot, i);
      double sum;

      part = part_length (first, plots->len - i, BY_DIRECTION);
      sum = sum_of (first, part);
      sx_round_together (&sum, 1, SX_PLOT_DECIMALS);
      divide (first, part, BY_SITUATION, sum, out);
    }
  return out;
}
