/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-rounding.h"

#include <math.h>

/* Halves in decimals are seldom halves in binary: so much is let go by. */
#define SLACK 1e-9

typedef struct
{
  guint at;
  double remainder;
} Rest;

static int
compare_rests (gconstpointer a, gconstpointer b)
{
  const Rest *p = a, *q = b;

  if (p->remainder != q->remainder)
    return p->remainder < q->remainder ? 1 : -1;
  return (p->at > q->at) - (p->at < q->at);
}

/* sum NAN: that of the numbers. */
static void
round_parts (double *numbers, guint n, int decimals, double sum)
{
  double unit = pow (10, decimals), exact = 0, floors = 0;
  g_autoptr (GArray) rests = g_array_new (FALSE, FALSE, sizeof (Rest));
  gint64 missing;

  for (guint i = 0; i < n; i++)
    if (isfinite (numbers[i]))
      {
        double scaled = numbers[i] * unit, below = floor (scaled + SLACK);
        Rest rest = { i, scaled - below };

        exact += scaled;
        floors += below;
        numbers[i] = below;
        g_array_append_val (rests, rest);
      }
  missing = (gint64)(floor ((isnan (sum) ? exact : sum * unit) + 0.5 + SLACK) - floors);
  g_array_sort (rests, compare_rests);
  for (guint i = 0; i < rests->len; i++)
    {
      const Rest *rest = &g_array_index (rests, Rest, i);

      numbers[rest->at] = (numbers[rest->at] + (i < missing ? 1 : 0)) / unit;
    }
}

void
sx_round_together (double *numbers, guint n, int decimals)
{
  round_parts (numbers, n, decimals, (double)NAN);
}

void
sx_round_to_sum (double *numbers, guint n, int decimals, double sum)
{
  round_parts (numbers, n, decimals, sum);
}
