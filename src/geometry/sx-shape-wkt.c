/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-shape-wkt.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"

#include <string.h>

typedef struct
{
  const char *text, *at;
  guint n_numbers; /* a point has; 0: not known before the first point */
  SxShapeBuffer out;
  GError **error;
} Reader;

/* FALSE, with what should stand at `where`. */
static gboolean
fail (Reader *self, const char *where, const char *expected)
{
  gsize position = where - self->text + 1;

  if (*where == '\0')
    g_set_error (self->error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("the WKT ends after %zu characters, where %s should follow"), position - 1, expected);
  else
    {
      g_autofree char *found = g_strndup (where, MIN (strcspn (where, " \t\r\n"), 12));
      g_autofree char *shown = g_utf8_make_valid (found, -1);

      g_set_error (self->error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("the WKT has “%s” at character %zu, where %s should stand"), shown, position, expected);
    }
  return FALSE;
}

static void
skip_space (Reader *self)
{
  self->at += strspn (self->at, " \t\r\n");
}

static gboolean
take_char (Reader *self, char c)
{
  skip_space (self);
  if (*self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gsize
word_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalpha (text[n]))
    n++;
  return n;
}

static gboolean
take_word (Reader *self, const char *word)
{
  gsize n;

  skip_space (self);
  n = word_length (self->at);
  if (n != strlen (word) || g_ascii_strncasecmp (self->at, word, n) != 0)
    return FALSE;
  self->at += n;
  return TRUE;
}

static gboolean
starts_number (const char *text)
{
  if (*text == '+' || *text == '-')
    text++;
  if (*text == '.')
    text++;
  /* g_ascii_strtod would take hexadecimals, infinity and nan too */
  return g_ascii_isdigit (*text) && !(text[0] == '0' && (text[1] == 'x' || text[1] == 'X'));
}

static gboolean
read_number (Reader *self, double *out)
{
  const char *start;
  char *end;

  skip_space (self);
  start = self->at;
  if (!starts_number (start))
    return fail (self, start, _ ("a number"));
  *out = g_ascii_strtod (start, &end);
  self->at = end;
  if (!isfinite (*out))
    return fail (self, start, _ ("a finite number"));
  if (g_ascii_isalnum (*end) || *end == '.')
    return fail (self, start, _ ("a number"));
  return TRUE;
}

/* "x y", "x y z" or "x y z m"; what is beyond x and y goes. */
static gboolean
read_point (Reader *self, SxPoint *out)
{
  double numbers[4];
  guint n = 0;

  do
    {
      if (!read_number (self, &numbers[n]))
        return FALSE;
      n++;
      skip_space (self);
    }
  while (n < (self->n_numbers ? self->n_numbers : 2)
         || (self->n_numbers == 0 && n < 4 && *self->at != ',' && *self->at != ')'));
  self->n_numbers = n;
  *out = (SxPoint){ numbers[0], numbers[1] };
  return TRUE;
}

/* "(x y, x y, …)" becomes a ring of the shape */
static gboolean
read_points (Reader *self, gboolean is_line, gboolean is_shell)
{
  gsize first = self->out.n_points, n;
  const char *start;
  SxPoint p;

  skip_space (self);
  start = self->at;
  if (!take_char (self, '('))
    return fail (self, start, "“(”");
  do
    {
      if (self->out.n_points >= G_MAXUINT32 - 1)
        {
          g_set_error (self->error, SX_ERROR, SX_ERROR_LIMIT,
                       _ ("the WKT has more points than a shape can hold"));
          return FALSE;
        }
      if (!read_point (self, &p))
        return FALSE;
      sx_shape_buffer_add_point (&self->out, p);
    }
  while (take_char (self, ','));
  if (!take_char (self, ')'))
    return fail (self, self->at, _ ("“,” or “)”"));
  n = self->out.n_points - first;
  if (is_line ? n < 2 : n < 4)
    return fail (self, start, is_line ? _ ("a line of 2 or more points") : _ ("a ring of 4 or more points"));
  if (!is_line && (self->out.points[first].x != p.x || self->out.points[first].y != p.y))
    return fail (self, start, _ ("a ring that ends where it begins"));
  sx_shape_buffer_end_ring (&self->out, is_shell);
  return TRUE;
}

/* "EMPTY", or "((…), (…))" */
static gboolean
read_polygon (Reader *self)
{
  gboolean is_shell = TRUE;

  if (take_word (self, "EMPTY"))
    return TRUE;
  if (!take_char (self, '('))
    return fail (self, self->at, _ ("“(” or EMPTY"));
  do
    {
      if (!read_points (self, FALSE, is_shell))
        return FALSE;
      is_shell = FALSE;
    }
  while (take_char (self, ','));
  return take_char (self, ')') || fail (self, self->at, _ ("“,” or “)”"));
}

/* "EMPTY" or "(…)" */
static gboolean
read_line (Reader *self)
{
  return take_word (self, "EMPTY") || read_points (self, TRUE, TRUE);
}

static gboolean
read_multi (Reader *self, gboolean (*read_one) (Reader *self))
{
  if (take_word (self, "EMPTY"))
    return TRUE;
  if (!take_char (self, '('))
    return fail (self, self->at, _ ("“(” or EMPTY"));
  do
    {
      if (!read_one (self))
        return FALSE;
    }
  while (take_char (self, ','));
  return take_char (self, ')') || fail (self, self->at, _ ("“,” or “)”"));
}

typedef struct
{
  const char *word;
  gboolean is_line, is_multi;
} Kind;

static const Kind kinds[] = {
  { "MULTIPOLYGON", FALSE, TRUE },
  { "POLYGON", FALSE, FALSE },
  { "MULTILINESTRING", TRUE, TRUE },
  { "LINESTRING", TRUE, FALSE },
};

/* The kind, and how many numbers a point has by the word that follows: "POLYGON ZM", "POLYGONZM"; *length: of
 * both. */
static const Kind *
find_kind (const char *text, guint *n_numbers, gsize *length)
{
  static const char *const suffixes[] = { "", "Z", "M", "ZM" };
  static const guint numbers[] = { 0, 3, 3, 4 };
  gsize n = word_length (text);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        gsize k = strlen (kinds[i].word);

        if (n != k + strlen (suffixes[j]) || g_ascii_strncasecmp (text, kinds[i].word, k) != 0
            || g_ascii_strncasecmp (text + k, suffixes[j], n - k) != 0)
          continue;
        *n_numbers = numbers[j];
        *length = n;
        return &kinds[i];
      }
  return NULL;
}

static gboolean
read_all (Reader *self)
{
  gsize length = 0;
  const Kind *kind;

  skip_space (self);
  kind = find_kind (self->at, &self->n_numbers, &length);
  if (kind == NULL)
    return fail (self, self->at, "POLYGON, MULTIPOLYGON, LINESTRING, MULTILINESTRING");
  self->at += length;
  if (self->n_numbers == 0)
    self->n_numbers = take_word (self, "ZM") ? 4 : take_word (self, "Z") || take_word (self, "M") ? 3 : 0;
  if (kind->is_multi ? !read_multi (self, kind->is_line ? read_line : read_polygon)
                     : !(kind->is_line ? read_line (self) : read_polygon (self)))
    return FALSE;
  skip_space (self);
  return *self->at == '\0' || fail (self, self->at, _ ("the end of the text"));
}

SxShape *
sx_shape_from_wkt (const char *text, GError **error)
{
  Reader reader = { .text = text, .at = text, .out = SX_SHAPE_BUFFER_INIT, .error = error };
  SxShape *shape = NULL;

  if (read_all (&reader))
    {
      SxShapeView view = sx_shape_buffer_view (&reader.out, 0, reader.out.n_rings);

      shape = sx_shape_new (&view);
    }
  sx_shape_buffer_clear (&reader.out);
  return shape;
}

gboolean
sx_shape_wkt_is_line (const char *text)
{
  const Kind *kind;
  guint n_numbers;
  gsize length;

  text += strspn (text, " \t\r\n");
  kind = find_kind (text, &n_numbers, &length);
  return kind != NULL && kind->is_line;
}

/* The fewest digits that read back as the same number. */
static void
append_number (GString *text, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (digits, sizeof digits, formats[i], number);
      if (g_ascii_strtod (digits, NULL) == number)
        break;
    }
  g_string_append (text, digits);
}

static void
append_ring (GString *text, const SxPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i == 0 ? "(" : ", ");
      append_number (text, points[i].x);
      g_string_append_c (text, ' ');
      append_number (text, points[i].y);
    }
  g_string_append_c (text, ')');
}

char *
sx_shape_to_wkt (const SxShapeView *view, gboolean is_line)
{
  GString *text = g_string_new (is_line ? "MULTILINESTRING " : "MULTIPOLYGON ");

  if (view->n_rings == 0)
    g_string_append (text, "EMPTY");
  for (guint i = 0; i < view->n_rings; i++)
    {
      gboolean starts = is_line || view->ring_is_shell[i];

      g_string_append (text, i == 0 ? "(" : starts && !is_line ? "), " : ", ");
      if (starts && !is_line)
        g_string_append_c (text, '(');
      append_ring (text, view->points + view->ring_start[i], view->ring_start[i + 1] - view->ring_start[i]);
    }
  if (view->n_rings > 0)
    g_string_append (text, is_line ? ")" : "))");
  return g_string_free (text, FALSE);
}
