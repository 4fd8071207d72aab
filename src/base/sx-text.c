/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-text.h"

#include <float.h>
#include <math.h>

char *
sx_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Halves go up although 2.675 is stored a little below: a few units in the last place are given to them. */
static double
round_half_up (double number, int decimals)
{
  double scale = pow (10.0, decimals);
  double scaled = fabs (number) * scale * (1.0 + 4.0 * DBL_EPSILON);

  if (!(scaled < 1.0 / DBL_EPSILON))
    return number;
  return copysign (floor (scaled + 0.5) / scale, number) + 0.0;
}

char *
sx_text_number (double number, int decimals)
{
  double rounded = round_half_up (number, decimals);

  if (!isfinite (number))
    return g_strdup ("–");
  return g_strdup_printf ("%.*f", decimals, rounded == 0.0 ? 0.0 : rounded);
}

char *
sx_text_change (double number, int decimals)
{
  g_autofree char *size = sx_text_number (fabs (number), decimals);

  if (!isfinite (number))
    return g_strdup ("–");
  if (number == 0.0)
    return g_steal_pointer (&size);
  return g_strconcat (number < 0.0 ? "-" : "+", size, NULL);
}
