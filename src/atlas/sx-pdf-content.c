/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-pdf-content.h"

#include <math.h>
#include <string.h>

#define LEVEL 4           /* of packing: a tenth larger than the best, in a third of its time */
#define PACK_EVERY 65536  /* bytes */
#define MOST_OPERATOR 128 /* bytes */

struct _SxPdfContent
{
  GConverter *packer;
  GByteArray *text, *packed;
};

SxPdfContent *
sx_pdf_content_new (void)
{
  SxPdfContent *self = g_new0 (SxPdfContent, 1);

  self->packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, LEVEL));
  self->text = g_byte_array_sized_new (PACK_EVERY + MOST_OPERATOR);
  self->packed = g_byte_array_new ();
  return self;
}

void
sx_pdf_content_free (SxPdfContent *self)
{
  g_object_unref (self->packer);
  g_byte_array_unref (self->text);
  g_byte_array_unref (self->packed);
  g_free (self);
}

/* Packing into memory cannot fail. */
static void
pack (SxPdfContent *self, GConverterFlags flags)
{
  gsize from = 0;
  GConverterResult result;

  do
    {
      guint8 out[PACK_EVERY];
      gsize n_read = 0, n_written = 0;

      if (from == self->text->len && flags == G_CONVERTER_NO_FLAGS)
        break;
      result = g_converter_convert (self->packer, self->text->data + from, self->text->len - from, out,
                                    sizeof out, flags, &n_read, &n_written, NULL);
      from += n_read;
      g_byte_array_append (self->packed, out, (guint)n_written);
    }
  while (result == G_CONVERTER_CONVERTED);
  g_byte_array_set_size (self->text, 0);
}

/* ---- operators */

static guint8 *
put_number (guint8 *at, double points)
{
  gint32 n = (gint32)lrint (points * SX_PDF_GRID);
  guint8 digits[12], *d = digits + sizeof digits;
  guint32 rest = n < 0 ? 0u - (guint32)n : (guint32)n;

  do
    *--d = (guint8)('0' + rest % 10);
  while (rest /= 10);
  if (n < 0)
    *--d = '-';
  memcpy (at, d, (gsize)(digits + sizeof digits - d));
  at += digits + sizeof digits - d;
  *at++ = ' ';
  return at;
}

static void
add_point (SxPdfContent *self, double x, double y, char operator)
{
  guint8 text[32], *at = put_number (put_number (text, x), y);

  *at++ = (guint8) operator;
  *at++ = '\n';
  g_byte_array_append (self->text, text, (guint)(at - text));
  if (self->text->len >= PACK_EVERY)
    pack (self, G_CONVERTER_NO_FLAGS);
}

static void
add_text (SxPdfContent *self, const char *text)
{
  g_byte_array_append (self->text, (const guint8 *)text, (guint)strlen (text));
}

static void
add_decimal (SxPdfContent *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  add_text (self, g_ascii_formatd (text, sizeof text, "%.4f ", value));
}

static void
add_ink (SxPdfContent *self, SxInk ink, const char *operator)
{
  add_decimal (self, (double)ink.r);
  add_decimal (self, (double)ink.g);
  add_decimal (self, (double)ink.b);
  add_text (self, operator);
}

void
sx_pdf_content_set_fill (SxPdfContent *self, SxInk ink)
{
  add_ink (self, ink, "rg\n");
}

void
sx_pdf_content_set_line (SxPdfContent *self, SxInk ink, double width, const double dash[2])
{
  add_ink (self, ink, "RG\n");
  add_decimal (self, width * SX_PDF_GRID);
  add_text (self, dash[0] > 0 ? "w 0 J 1 j [" : "w 1 J 1 j ["); /* round ends, if not of dashes, and joins */
  for (guint i = 0; i < 2 && dash[0] > 0; i++)
    add_decimal (self, dash[i] * SX_PDF_GRID);
  add_text (self, "] 0 d\n");
}

void
sx_pdf_content_move (SxPdfContent *self, double x, double y)
{
  add_point (self, x, y, 'm');
}

void
sx_pdf_content_line (SxPdfContent *self, double x, double y)
{
  add_point (self, x, y, 'l');
}

void
sx_pdf_content_close (SxPdfContent *self)
{
  add_text (self, "h\n");
}

void
sx_pdf_content_paint (SxPdfContent *self, gboolean is_filled, gboolean has_line)
{
  add_text (self, is_filled && has_line ? "B\n" : is_filled ? "f\n" : has_line ? "S\n" : "n\n");
}

GBytes *
sx_pdf_content_finish (SxPdfContent *self)
{
  pack (self, G_CONVERTER_INPUT_AT_END);
  return g_bytes_new (self->packed->data, self->packed->len);
}
