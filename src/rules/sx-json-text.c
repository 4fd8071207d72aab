/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-json-text.h"

#include <math.h>
#include <string.h>

#include "base/sx-i18n.h"

#define DEPTH_LIMIT 32
#define SHOWN_LIMIT 60                 /* characters */
#define WHOLE_LIMIT 9007199254740992.0 /* 2^53: beyond it a double no longer tells whole numbers apart */

typedef struct
{
  const char *start, *at, *end;
  const char *document;
  SxErrorCode code;
  guint depth;
  GString *string; /* the text of the string just read, without its escapes */
  GString *path;   /* of the object or list being read: "$.conflicts[3]" */
} Scan;

static gboolean scan_value (Scan *self, GError **error);

/* Always FALSE. Names the place `at`. */
static gboolean
fail_at (const Scan *self, const char *at, GError **error, const char *what)
{
  const char *line = self->start;
  guint n_line = 1;

  for (const char *p = self->start; p < at; p++)
    if (*p == '\n')
      {
        n_line++;
        line = p + 1;
      }
  g_set_error (error, SX_ERROR, (int)self->code, _ ("%s: line %u, column %ld: %s"), self->document, n_line,
               g_utf8_strlen (line, at - line) + 1, what);
  return FALSE;
}

static gboolean
fail (const Scan *self, GError **error, const char *what)
{
  if (self->at >= self->end)
    what = _ ("the text ends too early, as if cut off; save the file again");
  return fail_at (self, self->at, error, what);
}

static char
peek (const Scan *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
skip_space (Scan *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static gboolean
scan_hex4 (Scan *self, gunichar *out, GError **error)
{
  gunichar value = 0;

  for (int i = 0; i < 4; i++, self->at++)
    {
      if (!g_ascii_isxdigit (peek (self)))
        return fail (self, error, _ ("\\u needs four hexadecimal digits"));
      value = value * 16 + (gunichar)g_ascii_xdigit_value (*self->at);
    }
  *out = value;
  return TRUE;
}

/* After "\u": one character, or the two halves of one. */
static gboolean
scan_unicode_escape (Scan *self, GError **error)
{
  const char *start = self->at - 2;
  gunichar c, low;

  if (!scan_hex4 (self, &c, error))
    return FALSE;
  if (c >= 0xd800 && c < 0xdc00 && self->end - self->at >= 2 && memcmp (self->at, "\\u", 2) == 0)
    {
      self->at += 2;
      if (!scan_hex4 (self, &low, error))
        return FALSE;
      if (low >= 0xdc00 && low < 0xe000)
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  if (c == 0 || (c >= 0xd800 && c < 0xe000))
    return fail_at (self, start, error, _ ("this \\u escape is no character; write the character itself"));
  g_string_append_unichar (self->string, c);
  return TRUE;
}

static gboolean
scan_escape (Scan *self, GError **error)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  char c = peek (self);
  const char *found = c ? strchr (letters, c) : NULL;

  if (c != 'u' && found == NULL)
    return fail (self, error, _ ("JSON has no such escape; write \\\\ for a backslash"));
  self->at++;
  if (c == 'u')
    return scan_unicode_escape (self, error);
  g_string_append_c (self->string, meanings[found - letters]);
  return TRUE;
}

static gboolean
scan_string (Scan *self, GError **error)
{
  g_string_truncate (self->string, 0);
  for (self->at++; peek (self) != '"';)
    {
      if (self->at >= self->end)
        return fail (self, error, "");
      if ((guchar)*self->at < 0x20)
        return fail (self, error,
                     _ ("a text cannot go over the end of a line; close it with \" or write \\n"));
      if (*self->at++ != '\\')
        g_string_append_c (self->string, self->at[-1]);
      else if (!scan_escape (self, error))
        return FALSE;
    }
  self->at++;
  return TRUE;
}

static gboolean
scan_digits (Scan *self, GError **error)
{
  if (!g_ascii_isdigit (peek (self)))
    return fail (self, error, _ ("a digit is needed here"));
  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return TRUE;
}

static gboolean
scan_number (Scan *self, GError **error)
{
  const char *start = self->at;
  g_autofree char *copy = NULL;
  gboolean whole = TRUE;
  double value;

  if (peek (self) == '-')
    self->at++;
  if (peek (self) == '0' && self->at + 1 < self->end && g_ascii_isdigit (self->at[1]))
    return fail (self, error, _ ("a number cannot start with 0; write a code in quotes, like \"0101\""));
  if (!scan_digits (self, error))
    return FALSE;
  if (peek (self) == '.')
    {
      whole = FALSE;
      self->at++;
      if (!scan_digits (self, error))
        return FALSE;
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      whole = FALSE;
      self->at++;
      if (peek (self) == '+' || peek (self) == '-')
        self->at++;
      if (!scan_digits (self, error))
        return FALSE;
    }
  copy = g_strndup (start, (gsize)(self->at - start));
  value = g_ascii_strtod (copy, NULL);
  if (!isfinite (value) || (whole && fabs (value) > WHOLE_LIMIT))
    return fail_at (self, start, error,
                    _ ("this number is too large to be kept exactly; write a smaller one"));
  return TRUE;
}

static gboolean
scan_word (Scan *self, GError **error)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize)(self->end - self->at) >= n && memcmp (self->at, words[i], n) == 0)
        {
          self->at += n;
          return TRUE;
        }
    }
  return fail (self, error,
               _ ("a value is needed here: a text in \"...\", a number, true, false, null, [...] or {...}"));
}

static gboolean
fail_twice (const Scan *self, const char *at, GError **error)
{
  g_autofree char *key = sx_json_text_shown (self->string->str);
  g_autofree char *what
      = g_strdup_printf (_ ("%s has key \"%s\" twice; remove one of the two"), self->path->str, key);

  return fail_at (self, at, error, what);
}

/* Appends the key to the path. */
static gboolean
scan_key (Scan *self, GHashTable *seen, GError **error)
{
  const char *start = self->at;
  g_autofree char *shown = NULL;

  if (peek (self) != '"')
    return fail (self, error, _ ("a key in \"...\" is needed here (no comma goes before a closing bracket)"));
  if (!scan_string (self, error))
    return FALSE;
  if (self->string->len == 0)
    return fail_at (self, start, error, _ ("a key is empty; name it"));
  if (!g_hash_table_add (seen, g_strdup (self->string->str)))
    return fail_twice (self, start, error);
  shown = sx_json_text_shown (self->string->str);
  g_string_append_printf (self->path, ".%s", shown);
  return TRUE;
}

/* "key": or nothing, as the bracket asks, then a value. */
static gboolean
scan_item (Scan *self, char close, guint index, GHashTable *seen, GError **error)
{
  gsize path_length = self->path->len;

  skip_space (self);
  if (close == ']')
    g_string_append_printf (self->path, "[%u]", index);
  else
    {
      if (!scan_key (self, seen, error))
        return FALSE;
      skip_space (self);
      if (peek (self) != ':')
        return fail (self, error, _ ("\":\" is needed between key and value"));
      self->at++;
    }
  if (!scan_value (self, error))
    return FALSE;
  g_string_truncate (self->path, path_length);
  return TRUE;
}

/* Members of an object or elements of a list, from behind the opening bracket to behind the closing one. */
static gboolean
scan_items (Scan *self, char close, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (self);
  for (guint index = 0; index > 0 || peek (self) != close; index++)
    {
      if (!scan_item (self, close, index, seen, error))
        return FALSE;
      skip_space (self);
      if (peek (self) == close)
        break;
      if (peek (self) != ',')
        return fail (self, error, _ ("a comma or the closing bracket is needed here"));
      self->at++;
    }
  self->at++;
  return TRUE;
}

static gboolean
scan_value (Scan *self, GError **error)
{
  gboolean done;
  char c;

  skip_space (self);
  c = peek (self);
  if (c == '"')
    return scan_string (self, error);
  if (c == '-' || g_ascii_isdigit (c))
    return scan_number (self, error);
  if (c != '{' && c != '[')
    return scan_word (self, error);
  if (++self->depth > DEPTH_LIMIT)
    return fail (self, error, _ ("brackets are nested too deep; such a file is not for this program"));
  self->at++;
  done = scan_items (self, c == '{' ? '}' : ']', error);
  self->depth--;
  return done;
}

static gboolean
scan_text (Scan *self, GError **error)
{
  const char *bad;

  if (!g_utf8_validate_len (self->start, (gsize)(self->end - self->start), &bad))
    return fail_at (self, bad, error, _ ("this is not UTF-8 text; save the file as UTF-8"));
  if (self->end - self->start >= 3 && memcmp (self->start, "\xef\xbb\xbf", 3) == 0)
    self->start = self->at = self->start + 3;
  if (!scan_value (self, error))
    return FALSE;
  skip_space (self);
  if (self->at < self->end)
    return fail (self, error, _ ("the document ended before this; remove what follows"));
  return TRUE;
}

JsonNode *
sx_json_text_parse (const char *text, gssize length, const char *document, SxErrorCode code, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize)length;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GString) path = g_string_new ("$");
  Scan scan = { text, text, text + size, document, code, 0, string, path };

  if (!scan_text (&scan, error))
    return NULL;
  if (!json_parser_load_from_data (parser, scan.start, scan.end - scan.start, &inner))
    {
      g_set_error (error, SX_ERROR, (int)code, _ ("%s is not JSON that can be read: %s"), document,
                   inner->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

char *
sx_json_text_shown (const char *text)
{
  GString *shown = g_string_new (NULL);
  glong n = 0;

  for (const char *p = text; *p && n <= SHOWN_LIMIT; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, n == SHOWN_LIMIT ? 0x2026 : g_unichar_isprint (c) ? c : '?');
    }
  return g_string_free (shown, FALSE);
}
