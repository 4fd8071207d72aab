/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-manuscript.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "report/sx-manuscript-archive.h"

#define MAX_FILE (64u << 20)
#define MAX_COLUMNS 200
#define MAX_ROWS 20000
#define MAX_BROKEN 4     /* characters of a cell that a page break cut off */
#define MAX_REPEATED 300 /* bytes of a merged cell that stand in all it covers: a heading, not prose */
#define LEAST_CUT 60     /* characters of a paragraph that may go on after the end of a page */

/* ---- words */

/* One line without marks of emphasis, with the usual digits, letters and signs. */
static char *
plain (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean was_space = TRUE;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '*' && p[1] == '*')
        {
          p++;
          continue;
        }
      if (c == 0x3000 || c == 0xA0 || g_unichar_isspace (c) || g_unichar_iscntrl (c))
        c = ' ';
      else if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A)
               || c == 0xFF0E || c == 0xFF05 || c == 0xFF0B || c == 0xFF0D || c == 0xFF1D)
        c -= 0xFEE0;
      if (g_unichar_type (c) == G_UNICODE_FORMAT || (c == ' ' && was_space))
        continue;
      was_space = c == ' ';
      g_string_append_unichar (out, c);
    }
  while (out->len && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* ---- tables */

static void
cell_free (gpointer text)
{
  g_clear_pointer (&text, g_ref_string_release);
}

SxManuscriptTable *
sx_manuscript_table_new (void)
{
  SxManuscriptTable *self = g_new0 (SxManuscriptTable, 1);

  self->cells = g_ptr_array_new_with_free_func (cell_free);
  self->is_first = g_array_new (FALSE, TRUE, sizeof (guint8));
  return self;
}

void
sx_manuscript_table_free (SxManuscriptTable *self)
{
  g_ptr_array_unref (self->cells);
  g_array_unref (self->is_first);
  g_free (self);
}

/* Grows to that many rows and columns. */
static void
grow (SxManuscriptTable *self, guint rows, guint columns)
{
  GPtrArray *cells;
  GArray *is_first;

  if (rows <= self->n_rows && columns <= self->n_columns)
    return;
  rows = MAX (rows, self->n_rows);
  columns = MAX (columns, self->n_columns);
  if (columns == self->n_columns)
    {
      g_ptr_array_set_size (self->cells, (gint)(rows * columns));
      g_array_set_size (self->is_first, rows * columns);
      self->n_rows = rows;
      return;
    }
  cells = g_ptr_array_new_with_free_func (cell_free);
  is_first = g_array_new (FALSE, TRUE, sizeof (guint8));
  g_ptr_array_set_size (cells, (gint)(rows * columns));
  g_array_set_size (is_first, rows * columns);
  for (guint r = 0; r < self->n_rows; r++)
    for (guint c = 0; c < self->n_columns; c++)
      {
        cells->pdata[r * columns + c] = g_steal_pointer (&self->cells->pdata[r * self->n_columns + c]);
        g_array_index (is_first, guint8, r * columns + c)
            = g_array_index (self->is_first, guint8, r * self->n_columns + c);
      }
  g_ptr_array_unref (self->cells);
  g_array_unref (self->is_first);
  self->cells = cells;
  self->is_first = is_first;
  self->n_rows = rows;
  self->n_columns = columns;
}

/* The text in a block of cells; the first of them has it whole where something begins there. */
static void
fill (SxManuscriptTable *self, guint row, guint column, guint rows, guint columns, const char *text,
      gboolean begins)
{
  char *whole, *repeated;

  rows = CLAMP (rows, 1, MAX_ROWS);
  columns = CLAMP (columns, 1, MAX_COLUMNS);
  if (row >= MAX_ROWS || column >= MAX_COLUMNS || row + rows > MAX_ROWS || column + columns > MAX_COLUMNS)
    return;
  whole = g_ref_string_new (text);
  repeated = strlen (text) <= MAX_REPEATED ? g_ref_string_acquire (whole) : g_ref_string_new ("");
  grow (self, row + rows, column + columns);
  for (guint r = row; r < row + rows; r++)
    for (guint c = column; c < column + columns; c++)
      {
        guint at = r * self->n_columns + c;
        gboolean is_first = begins && r == row && c == column;

        cell_free (self->cells->pdata[at]);
        self->cells->pdata[at] = g_ref_string_acquire (is_first ? whole : repeated);
        g_array_index (self->is_first, guint8, at) = is_first;
      }
  g_ref_string_release (whole);
  g_ref_string_release (repeated);
}

void
sx_manuscript_table_set (SxManuscriptTable *self, guint row, guint column, guint rows, guint columns,
                         const char *text)
{
  g_autofree char *line = plain (text);

  fill (self, row, column, rows, columns, line, TRUE);
}

void
sx_manuscript_table_go_on (SxManuscriptTable *self, guint row, guint column, guint columns)
{
  fill (self, row, column, 1, columns, row > 0 ? sx_manuscript_table_cell (self, row - 1, column) : "",
        FALSE);
}

gboolean
sx_manuscript_table_is_taken (const SxManuscriptTable *self, guint row, guint column)
{
  return row < self->n_rows && column < self->n_columns
         && self->cells->pdata[row * self->n_columns + column] != NULL;
}

const char *
sx_manuscript_table_cell (const SxManuscriptTable *self, guint row, guint column)
{
  const char *text = sx_manuscript_table_is_taken (self, row, column)
                         ? self->cells->pdata[row * self->n_columns + column]
                         : NULL;

  return text ? text : "";
}

/* ---- blocks */

static void
block_free (gpointer data)
{
  SxManuscriptBlock *self = data;

  if (self->table)
    sx_manuscript_table_free (self->table);
  g_free (self->text);
  g_free (self);
}

static SxManuscript *
manuscript_new (void)
{
  SxManuscript *self = g_new0 (SxManuscript, 1);

  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
sx_manuscript_free (SxManuscript *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
sx_manuscript_add_paragraph (SxManuscript *self, const char *text)
{
  g_autofree char *line = plain (text);
  SxManuscriptBlock *block;

  self->n_paragraphs++;
  if (!*line)
    return;
  block = g_new0 (SxManuscriptBlock, 1);
  block->number = self->n_paragraphs;
  block->text = g_steal_pointer (&line);
  g_ptr_array_add (self->blocks, block);
}

void
sx_manuscript_add_table (SxManuscript *self, SxManuscriptTable *table)
{
  SxManuscriptBlock *block;

  if (table->n_rows == 0)
    {
      sx_manuscript_table_free (table);
      return;
    }
  block = g_new0 (SxManuscriptBlock, 1);
  block->number = ++self->n_tables;
  block->table = table;
  g_ptr_array_add (self->blocks, block);
}

/* ---- text */

/* A row of a table as text gives it. */
static void
add_row (SxManuscriptTable *table, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", MAX_COLUMNS);
  guint row = table->n_rows;

  for (guint c = 0; cells[c]; c++)
    sx_manuscript_table_set (table, row, c, 1, 1, cells[c]);
}

static gboolean
is_blank (const char *line)
{
  while (g_ascii_isspace (*line))
    line++;
  return *line == '\0';
}

static guint
count_tabs (const char *line)
{
  guint n = 0;

  for (; *line; line++)
    n += *line == '\t';
  return n;
}

/* Whether the table goes on behind blank lines, as pages are broken; *broken: the end of a cell that the
 * break cut off, on a line of its own. *at: the next row's line. */
static gboolean
goes_on (char **lines, guint *at, guint n_tabs, const char **broken)
{
  guint i = *at;

  *broken = NULL;
  while (lines[i] && is_blank (lines[i]))
    i++;
  if (lines[i] && count_tabs (lines[i]) == 0 && i > *at && g_utf8_strlen (lines[i], -1) <= MAX_BROKEN)
    {
      *broken = lines[i++];
      while (lines[i] && is_blank (lines[i]))
        i++;
    }
  if (!lines[i] || count_tabs (lines[i]) != n_tabs)
    return FALSE;
  *at = i;
  return TRUE;
}

static void
append_to_cell (SxManuscriptTable *table, const char *broken)
{
  guint row = table->n_rows - 1;
  g_autofree char *whole = g_strconcat (sx_manuscript_table_cell (table, row, 0), broken, NULL);

  sx_manuscript_table_set (table, row, 0, 1, 1, whole);
}

/* Reads rows from that line on and returns the line behind them. */
static guint
add_rows (SxManuscript *self, char **lines, guint at)
{
  SxManuscriptTable *table = sx_manuscript_table_new ();
  const char *broken;
  guint n_tabs;

  do
    {
      n_tabs = count_tabs (lines[at]);
      add_row (table, lines[at++]);
      if (lines[at] && count_tabs (lines[at]))
        continue;
      if (!lines[at] || !goes_on (lines, &at, n_tabs, &broken))
        break;
      if (broken)
        append_to_cell (table, broken);
    }
  while (lines[at]);
  sx_manuscript_add_table (self, table);
  return at;
}

/* Whether a paragraph was cut off by the end of a page: it is long, ends within a sentence, and what comes
 * after blank lines goes on with words. */
static gboolean
is_cut (const GString *paragraph, const char *rest)
{
  gsize enough = MIN (paragraph->len, LEAST_CUT * 4);
  gunichar last, first = g_utf8_get_char (rest);

  if (g_utf8_strlen (paragraph->str, (gssize)enough) < LEAST_CUT)
    return FALSE;
  last = g_utf8_get_char (g_utf8_prev_char (paragraph->str + paragraph->len));
  return g_unichar_type (last) == G_UNICODE_OTHER_LETTER && g_unichar_type (first) == G_UNICODE_OTHER_LETTER
         && !g_str_has_prefix (g_utf8_next_char (rest), "、");
}

/* Reads a paragraph from that line on and returns the line behind it. */
static guint
add_paragraph (SxManuscript *self, char **lines, guint at)
{
  g_autoptr (GString) text = g_string_new (g_strchomp (lines[at++]));
  guint next = at;

  for (;;)
    {
      while (lines[next] && is_blank (lines[next]))
        next++;
      if (!lines[next] || next == at || count_tabs (lines[next]) || !is_cut (text, lines[next]))
        break;
      g_string_append (text, g_strchomp (lines[next++]));
      at = next;
    }
  sx_manuscript_add_paragraph (self, text->str);
  return at;
}

SxManuscript *
sx_manuscript_new (const char *text)
{
  SxManuscript *self = manuscript_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i];)
    {
      if (count_tabs (lines[i]))
        {
          i = add_rows (self, lines, i);
          continue;
        }
      i = is_blank (lines[i]) ? i + 1 : add_paragraph (self, lines, i);
    }
  return self;
}

/* As UTF-8; NULL where it is in no encoding that is known. */
static char *
decode (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const guint8 *b = (const guint8 *)data;

  if (size >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF
      && g_utf8_validate (data + 3, (gssize)size - 3, NULL))
    return g_strndup (data + 3, size - 3);
  if (size >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF)))
    return g_convert (data, (gssize)size, "UTF-8", "UTF-16", NULL, NULL, NULL);
  if (g_utf8_validate (data, (gssize)size, NULL))
    return g_strndup (data, size);
  if (memchr (data, 0, size))
    return NULL;
  return g_convert (data, (gssize)size, "UTF-8", "GB18030", NULL, NULL, NULL);
}

SxManuscript *
sx_manuscript_parse (GBytes *bytes, const char *name, GCancellable *cancellable, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;

  if (size > MAX_FILE)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("“%s” is larger than %u MB; give its text alone."),
                   name, MAX_FILE >> 20);
      return NULL;
    }
  if (size >= 4 && memcmp (data, "PK\003\004", 4) == 0)
    {
      g_autoptr (SxManuscript) self = manuscript_new ();

      return sx_manuscript_archive_read (self, bytes, name, cancellable, error) ? g_steal_pointer (&self)
                                                                                : NULL;
    }
  if (size >= 8 && memcmp (data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” is a document of an old kind (.doc); save it as .docx, .odt or text."), name);
      return NULL;
    }
  text = size ? decode (bytes) : g_strdup ("");
  if (!text || strlen (text) < MIN (size, 1))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” is neither a document (.odt, .docx) nor text in UTF-8 or GB18030."), name);
      return NULL;
    }
  return sx_manuscript_new (text);
}

SxManuscript *
sx_manuscript_read (const char *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) path = g_file_new_for_path (file);
  g_autofree char *shown = g_filename_display_basename (file);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) problem = NULL;

  info = g_file_query_info (path, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &problem);
  if (info && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
      && g_file_info_get_size (info) > (goffset)MAX_FILE)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("“%s” is larger than %u MB; give its text alone."),
                   shown, MAX_FILE >> 20);
      return NULL;
    }
  if (info && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("“%s” is no file that can be read."), shown);
      return NULL;
    }
  if (info)
    bytes = g_file_load_bytes (path, cancellable, NULL, &problem);
  if (bytes)
    return sx_manuscript_parse (bytes, shown, cancellable, error);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, SX_ERROR,
                 g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? SX_ERROR_NOT_FOUND
                                                                             : SX_ERROR_UNREADABLE,
                 _ ("“%s” cannot be read: %s."), shown, problem->message);
  return NULL;
}
