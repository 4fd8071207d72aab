/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-pdf-insert.h"

#include <math.h>
#include <string.h>

#include "atlas/sx-pdf-content.h"

#define MOST_HEAD 1024 /* bytes of an object before its content */

struct _SxPdfInsert
{
  double width, height;
  double
      side; /* of the square that the image covers, which has the page in it: a power of two, exact as text */
  GPtrArray *contents; /* GBytes */
};

SxPdfInsert *
sx_pdf_insert_new (double width, double height)
{
  SxPdfInsert *self = g_new0 (SxPdfInsert, 1);

  self->width = width;
  self->height = height;
  self->side = exp2 (ceil (log2 (MAX (width, height))));
  self->contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return self;
}

void
sx_pdf_insert_free (SxPdfInsert *self)
{
  g_ptr_array_unref (self->contents);
  g_free (self);
}

/* ---- as an image */

static void
free_bytes (void *data)
{
  g_bytes_unref (data);
}

void
sx_pdf_insert_paint (SxPdfInsert *self, cairo_t *cr, GBytes *content)
{
  static const char params[] = "Columns=1 Rows=1 K=-1";
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  cairo_surface_set_mime_data (image, CAIRO_MIME_TYPE_CCITT_FAX, data, size, free_bytes,
                               g_bytes_ref (content));
  cairo_surface_set_mime_data (image, CAIRO_MIME_TYPE_CCITT_FAX_PARAMS, (const guint8 *)params,
                               strlen (params), NULL, NULL);
  cairo_save (cr);
  cairo_scale (cr, self->side, self->side);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
  g_ptr_array_add (self->contents, g_bytes_ref (content));
}

/* ---- as a form */

/* The last `what` that ends before the end. */
static guint8 *
find_before (guint8 *from, guint8 *end, const char *what)
{
  gsize n = strlen (what);

  for (guint8 *at = end - n; at >= from; at--)
    if (memcmp (at, what, n) == 0)
      return at;
  return NULL;
}

/* The length in an image's dictionary, which may be a reference to another object; NULL: it is none. */
static char *
find_length (const char *dictionary)
{
  const char *length = strstr (dictionary, "/Length "), *end;

  if (!length || !strstr (dictionary, "/Subtype /Image") || !strstr (dictionary, "/Filter /CCITTFaxDecode"))
    return NULL;
  end = strpbrk (length + strlen ("/Length "), "/\n>");
  return end ? g_strndup (length, (gsize)(end - length)) : NULL;
}

/* From unit square to page the image is turned upside down already; its y is up, that of the content down. */
static char *
form_dictionary (const SxPdfInsert *self, const char *length)
{
  char scale[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (scale, sizeof scale, "%.17f", 1 / (self->side * SX_PDF_GRID));
  return g_strdup_printf ("<< %s /Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Matrix [%s 0 0 -%s 0 1]"
                          " /Resources << >> /Filter /FlateDecode >>",
                          length, (int)ceil (self->width * SX_PDF_GRID),
                          (int)ceil (self->height * SX_PDF_GRID), scale, scale);
}

static gboolean
make_form (const SxPdfInsert *self, GByteArray *pdf, GBytes *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  guint8 *start = pdf->len ? memmem (pdf->data, pdf->len, data, size) : NULL, *dictionary, *end;
  g_autofree char *old = NULL, *length = NULL, *form = NULL;

  if (!start)
    return FALSE;
  end = find_before (MAX (pdf->data, start - MIN (MOST_HEAD, start - pdf->data)), start, "stream");
  dictionary
      = end ? find_before (MAX (pdf->data, end - MIN (MOST_HEAD, end - pdf->data)), end, " obj") : NULL;
  if (!dictionary)
    return FALSE;
  dictionary += strlen (" obj");
  old = g_strndup ((const char *)dictionary, (gsize)(end - dictionary));
  length = find_length (old);
  form = length ? form_dictionary (self, length) : NULL;
  if (!form || strlen (form) + 2 > strlen (old))
    return FALSE;
  memset (dictionary, ' ', strlen (old));
  dictionary[0] = end[-1] = '\n';
  memcpy (dictionary + 1, form, strlen (form));
  return TRUE;
}

gboolean
sx_pdf_insert_finish (const SxPdfInsert *self, GByteArray *pdf)
{
  for (guint i = 0; i < self->contents->len; i++)
    if (!make_form (self, pdf, self->contents->pdata[i]))
      return FALSE;
  return TRUE;
}
