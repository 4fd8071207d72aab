/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-manuscript-archive.h"

#include <libxml/xmlreader.h>
#include <string.h>
#include <zip.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define MAX_PART (96u << 20) /* of one part, unpacked */
#define MAX_DEPTH 8          /* of tables in tables: what is deeper is read as text */
#define CHUNK 65536

/* ---- the archive */

/* A part of the archive unpacked; *is_missing: there is none of that name. Says FORMAT or LIMIT. */
static GByteArray *
unpack (zip_t *archive, const char *part, const char *name, gboolean *is_missing, GError **error)
{
  zip_file_t *file = zip_fopen (archive, part, 0);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 chunk[CHUNK];
  zip_int64_t n;

  *is_missing = file == NULL && zip_name_locate (archive, part, 0) < 0;
  while (file && out->len <= MAX_PART && (n = zip_fread (file, chunk, sizeof chunk)) != 0)
    {
      if (n < 0)
        {
          zip_fclose (file);
          file = NULL;
          break;
        }
      g_byte_array_append (out, chunk, (guint)n);
    }
  if (!file)
    {
      if (!*is_missing)
        g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                     _ ("“%s” is damaged: its part “%s” cannot be unpacked; save it again."), name, part);
      return NULL;
    }
  zip_fclose (file);
  if (out->len <= MAX_PART)
    return g_steal_pointer (&out);
  g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
               _ ("“%s” unpacks to more than %u MB, which no draft does; it is not read."), name,
               MAX_PART >> 20);
  return NULL;
}

/* ---- the text */

/* A table being read, and its cell. */
typedef struct
{
  SxManuscriptTable *table;
  guint row, column, rows, columns; /* of the cell */
  GString *cell;                    /* NULL: between cells */
  gboolean goes_on;                 /* docx: the cell goes on with the one above */
} Level;

typedef struct
{
  SxManuscript *out;
  Level levels[MAX_DEPTH];
  guint depth;
  GString *paragraph; /* NULL: between paragraphs */
  guint skip;         /* depth of what is no text: notes, deleted passages; 0: none */
} Reader;

static gboolean
is_named (xmlTextReader *xml, const char *const *names)
{
  const char *name = (const char *)xmlTextReaderConstLocalName (xml);

  return name && g_strv_contains (names, name);
}

/* A whole number of an attribute, whatever its namespace. */
static guint
attribute (xmlTextReader *xml, const char *name, guint fallback)
{
  guint value = fallback;

  while (xmlTextReaderMoveToNextAttribute (xml) == 1)
    if (g_strcmp0 ((const char *)xmlTextReaderConstLocalName (xml), name) == 0)
      {
        guint64 n = g_ascii_strtoull ((const char *)xmlTextReaderConstValue (xml), NULL, 10);

        value = (guint)MIN (n, 1000);
      }
  xmlTextReaderMoveToElement (xml);
  return value;
}

static void
end_paragraph (Reader *self)
{
  Level *level = self->depth ? &self->levels[self->depth - 1] : NULL;

  if (!self->paragraph)
    return;
  if (level && level->cell)
    g_string_append_printf (level->cell, "%s%s", level->cell->len ? " " : "", self->paragraph->str);
  else
    sx_manuscript_add_paragraph (self->out, self->paragraph->str);
  g_string_free (g_steal_pointer (&self->paragraph), TRUE);
}

static void
begin_paragraph (Reader *self)
{
  end_paragraph (self);
  self->paragraph = g_string_new (NULL);
}

static void
begin_table (Reader *self)
{
  end_paragraph (self);
  if (self->depth < MAX_DEPTH)
    self->levels[self->depth++] = (Level){ .table = sx_manuscript_table_new (), .row = G_MAXUINT };
}

static void
end_cell (Level *level)
{
  g_autoptr (GString) text = g_steal_pointer (&level->cell);

  if (!text)
    return;
  if (level->goes_on)
    sx_manuscript_table_go_on (level->table, level->row, level->column, level->columns);
  else
    sx_manuscript_table_set (level->table, level->row, level->column, level->rows, level->columns, text->str);
  level->column += level->columns;
}

static void
end_table (Reader *self)
{
  end_paragraph (self);
  if (self->depth == 0)
    return;
  end_cell (&self->levels[self->depth - 1]);
  sx_manuscript_add_table (self->out, self->levels[--self->depth].table);
}

static void
begin_row (Level *level)
{
  end_cell (level);
  level->row = level->row == G_MAXUINT ? 0 : level->row + 1;
  level->column = 0;
}

static void
begin_cell (Level *level, guint rows, guint columns)
{
  end_cell (level);
  if (level->row == G_MAXUINT)
    begin_row (level);
  while (sx_manuscript_table_is_taken (level->table, level->row, level->column))
    level->column++;
  level->rows = rows;
  level->columns = columns;
  level->goes_on = FALSE;
  level->cell = g_string_new (NULL);
}

/* ---- elements */

static void
open_odt (Reader *self, xmlTextReader *xml)
{
  static const char *const paragraphs[] = { "p", "h", NULL };
  Level *level = self->depth ? &self->levels[self->depth - 1] : NULL;
  const char *name = (const char *)xmlTextReaderConstLocalName (xml);

  if (is_named (xml, paragraphs))
    begin_paragraph (self);
  else if (g_str_equal (name, "table"))
    begin_table (self);
  else if (level && g_str_equal (name, "table-row"))
    begin_row (level);
  else if (level && g_str_equal (name, "table-cell"))
    {
      guint rows = attribute (xml, "number-rows-spanned", 1),
            columns = attribute (xml, "number-columns-spanned", 1);

      begin_cell (level, rows, columns);
    }
  else if (self->paragraph
           && (g_str_equal (name, "s") || g_str_equal (name, "tab") || g_str_equal (name, "line-break")))
    g_string_append_c (self->paragraph, ' ');
}

static void
open_docx (Reader *self, xmlTextReader *xml)
{
  Level *level = self->depth ? &self->levels[self->depth - 1] : NULL;
  const char *name = (const char *)xmlTextReaderConstLocalName (xml);

  if (g_str_equal (name, "p"))
    begin_paragraph (self);
  else if (g_str_equal (name, "tbl"))
    begin_table (self);
  else if (level && g_str_equal (name, "tr"))
    begin_row (level);
  else if (level && g_str_equal (name, "tc"))
    begin_cell (level, 1, 1);
  else if (level && level->cell && g_str_equal (name, "gridSpan"))
    level->columns = MAX (attribute (xml, "val", 1), 1);
  else if (level && level->cell && g_str_equal (name, "vMerge"))
    {
      xmlChar *value = xmlTextReaderGetAttribute (xml, (const xmlChar *)"w:val");

      level->goes_on = g_strcmp0 ((const char *)value, "restart") != 0;
      xmlFree (value);
    }
  else if (self->paragraph && (g_str_equal (name, "tab") || g_str_equal (name, "br")))
    g_string_append_c (self->paragraph, ' ');
}

static void
close_element (Reader *self, xmlTextReader *xml)
{
  static const char *const paragraphs[] = { "p", "h", NULL };
  static const char *const cells[] = { "table-cell", "tc", NULL };
  static const char *const tables[] = { "table", "tbl", NULL };

  if (is_named (xml, paragraphs))
    end_paragraph (self);
  else if (is_named (xml, cells) && self->depth)
    end_cell (&self->levels[self->depth - 1]);
  else if (is_named (xml, tables))
    end_table (self);
}

/* Lists of contents repeat headings, comments are no part of the text, and deleted passages neither. */
static const char *const no_text[]
    = { "annotation", "tracked-changes", "table-of-content", "del", "delText", "instrText", "sectPr", NULL };

/* One node; is_docx: the text stands in elements "t" alone. */
static void
read_node (Reader *self, xmlTextReader *xml, gboolean is_docx)
{
  int type = xmlTextReaderNodeType (xml);
  guint depth = (guint)xmlTextReaderDepth (xml) + 1;

  if (self->skip)
    {
      if (depth <= self->skip && type == XML_READER_TYPE_END_ELEMENT)
        self->skip = 0;
      return;
    }
  if (type == XML_READER_TYPE_ELEMENT)
    {
      gboolean is_empty = xmlTextReaderIsEmptyElement (xml) == 1;

      if (is_named (xml, no_text))
        {
          self->skip = is_empty ? 0 : depth;
          return;
        }
      if (is_docx)
        open_docx (self, xml);
      else
        open_odt (self, xml);
      if (is_empty)
        close_element (self, xml);
    }
  else if (type == XML_READER_TYPE_END_ELEMENT)
    close_element (self, xml);
  else if ((type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
           && self->paragraph)
    g_string_append (self->paragraph, (const char *)xmlTextReaderConstValue (xml));
}

static void
ignore_error (void *data, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr locator)
{
}

static gboolean
read_text (SxManuscript *out, const GByteArray *data, gboolean is_docx, const char *name,
           GCancellable *cancellable, GError **error)
{
  /* entities are not replaced, nothing is fetched, and depth and lengths keep the library's limits */
  xmlTextReader *xml = xmlReaderForMemory ((const char *)data->data, (int)data->len, NULL, NULL,
                                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  Reader self = { .out = out };
  int status = xml ? 1 : -1;

  if (xml)
    xmlTextReaderSetErrorHandler (xml, ignore_error, NULL);
  while (status == 1 && (status = xmlTextReaderRead (xml)) == 1)
    {
      read_node (&self, xml, is_docx);
      if (g_cancellable_is_cancelled (cancellable))
        break;
    }
  while (self.depth)
    end_table (&self);
  end_paragraph (&self);
  if (xml)
    xmlFreeTextReader (xml);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status < 0)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("“%s” is damaged: its text is not well-formed XML; save it again."), name);
  return status >= 0;
}

gboolean
sx_manuscript_archive_read (SxManuscript *self, GBytes *bytes, const char *name, GCancellable *cancellable,
                            GError **error)
{
  static const char *const parts[] = { "content.xml", "word/document.xml" };
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *archive = source ? zip_open_from_source (source, ZIP_RDONLY, NULL) : NULL;
  gboolean is_missing = TRUE, is_good = FALSE;

  if (!archive)
    {
      if (source)
        zip_source_free (source);
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” is damaged: it begins as an archive and is none; save it again."), name);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts) && is_missing; i++)
    {
      g_autoptr (GByteArray) text = unpack (archive, parts[i], name, &is_missing, error);

      is_good = text && read_text (self, text, i == 1, name, cancellable, error);
    }
  if (is_missing)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("“%s” is an archive, but no document (.odt, .docx)."),
                 name);
  zip_discard (archive);
  return is_good;
}
