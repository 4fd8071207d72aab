/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-shape-text.h"

#include <string.h>

/* How many bytes the character has in GBK; 0: it is not there. */
static gsize
gbk_size (GIConv gbk, const char *character)
{
  char out[4], *in = (char *)character, *to = out;
  gsize n_in = (gsize)(g_utf8_next_char (character) - character), n_out = sizeof out;

  if ((guchar)*character < 128)
    return 1;
  g_iconv (gbk, NULL, NULL, NULL, NULL);
  return g_iconv (gbk, &in, &n_in, &to, &n_out) == 0 ? sizeof out - n_out : 0;
}

gsize
sx_shape_text_bytes (GIConv gbk, const char *text)
{
  gsize n = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    n += MAX (gbk_size (gbk, p), 1);
  return n;
}

char *
sx_shape_text_fit (GIConv gbk, const char *text, gsize bytes, gboolean *is_whole)
{
  GString *out = g_string_new (NULL);
  gsize n = 0;

  *is_whole = TRUE;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gsize size = gbk_size (gbk, p);

      *is_whole = *is_whole && size > 0 && n + size <= bytes;
      if (n + MAX (size, 1) > bytes)
        break;
      n += MAX (size, 1);
      if (size)
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
      else
        g_string_append_c (out, '?');
    }
  return g_string_free (out, FALSE);
}

char *
sx_shape_name_fit (GIConv gbk, const char *name, GHashTable *taken)
{
  gboolean is_whole;
  char *fitted = sx_shape_text_fit (gbk, name, SX_SHAPE_NAME_BYTES, &is_whole);
  char *upper = g_ascii_strup (fitted, -1);

  for (guint i = 1; g_hash_table_contains (taken, upper); i++)
    {
      g_autofree char *number = g_strdup_printf ("_%u", i);
      g_autofree char *stem = sx_shape_text_fit (gbk, name, SX_SHAPE_NAME_BYTES - strlen (number), &is_whole);

      g_free (fitted);
      g_free (upper);
      fitted = g_strconcat (stem, number, NULL);
      upper = g_ascii_strup (fitted, -1);
    }
  g_hash_table_add (taken, upper);
  return fitted;
}
