/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-pixels.h"

#include <string.h>

/* a · b / 255, rounded */
static inline guint32
times (guint32 a, guint32 b)
{
  guint32 t = a * b + 128;

  return (t + (t >> 8)) >> 8;
}

gboolean
sx_raster_premultiply (guint8 *pixels, gsize n)
{
  guint32 any = 0;

  for (gsize i = 0; i < n; i++)
    {
      const guint8 *p = pixels + 4 * i;
      guint32 a = p[3], argb = a << 24 | times (p[0], a) << 16 | times (p[1], a) << 8 | times (p[2], a);

      any |= a;
      memcpy (pixels + 4 * i, &argb, sizeof argb);
    }
  return any != 0;
}

void
sx_raster_lay_over (guint32 *below, const guint32 *above, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint32 rest = 255 - (above[i] >> 24), sum = 0;

      for (guint shift = 0; shift < 32; shift += 8)
        sum |= MIN ((above[i] >> shift & 255) + times (below[i] >> shift & 255, rest), 255) << shift;
      below[i] = sum;
    }
}
