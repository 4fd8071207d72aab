/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet as a file. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "atlas/sx-atlas-private.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define MOST_PIXELS_ACROSS 32000
static const double default_dpi[] = { 150, 200, 250, 300, 300 }; /* A0 to A4 */

static const char *const suffixes[SX_N_ATLAS_FORMATS] = { "pdf", "png", "svg" };

const char *
sx_atlas_format_suffix (SxAtlasFormat format)
{
  return suffixes[format];
}

typedef struct
{
  FILE *file;
  GByteArray *pdf; /* a PDF is complete before it goes to the file */
  int failed;      /* errno of the first write that did not work */
  GCancellable *cancellable;
} Stream;

static cairo_status_t
stream_write (void *closure, const unsigned char *data, unsigned int length)
{
  Stream *self = closure;

  if (g_cancellable_is_cancelled (self->cancellable))
    return CAIRO_STATUS_WRITE_ERROR;
  if (self->pdf)
    {
      g_byte_array_append (self->pdf, data, length);
      return CAIRO_STATUS_SUCCESS;
    }
  if (fwrite (data, 1, length, self->file) == length)
    return CAIRO_STATUS_SUCCESS;
  self->failed = errno;
  return CAIRO_STATUS_WRITE_ERROR;
}

/* Always FALSE. */
static gboolean
fail_write (int number, GError **error)
{
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, g_strerror (number));
  return FALSE;
}

static double
dots_per_inch (const SxAtlas *self)
{
  return self->dpi > 0 ? self->dpi : default_dpi[self->paper];
}

static void
set_metadata (const SxAtlas *self, guint sheet, cairo_surface_t *surface)
{
  const SxDelivery *delivery = self->delivery;
  g_autofree char *title = g_strdup_printf ("%s %s", delivery->name, self->sheets[sheet].title),
                  *subject = g_strdup_printf ("成果指纹 %s", delivery->fingerprint),
                  *date = g_strdup_printf ("%sT00:00:00", delivery->date);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "三线 " SX_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  if (self->agency)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, self->agency);
}

/* NULL with LIMIT where there would be too many pixels. */
static cairo_surface_t *
make_surface (const SxAtlas *self, guint sheet, SxAtlasFormat format, Stream *stream, GError **error)
{
  const SxSheetLayout *layout = &self->layouts[sheet];
  double zoom = dots_per_inch (self) / 72;
  cairo_surface_t *surface;

  if (format == SX_ATLAS_PDF)
    {
      surface = cairo_pdf_surface_create_for_stream (stream_write, stream, layout->width, layout->height);
      set_metadata (self, sheet, surface);
    }
  else if (format == SX_ATLAS_SVG)
    {
      surface = cairo_svg_surface_create_for_stream (stream_write, stream, layout->width, layout->height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
    }
  else if (MAX (layout->width, layout->height) * zoom > MOST_PIXELS_ACROSS)
    surface = NULL;
  else
    surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)lround (layout->width * zoom),
                                          (int)lround (layout->height * zoom));
  if (surface && cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  g_clear_pointer (&surface, cairo_surface_destroy);
  g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
               _ ("A picture of that sheet at %g dots an inch would be too large; take fewer, or a PDF."),
               dots_per_inch (self));
  return NULL;
}

/* What cairo gave up drawing or writing, as memory ran out: a sheet with half of its lines is none. */
static void
note_failure (Stream *stream, cairo_status_t status)
{
  if (status != CAIRO_STATUS_SUCCESS && !stream->failed && !g_cancellable_is_cancelled (stream->cancellable))
    stream->failed = status == CAIRO_STATUS_NO_MEMORY ? ENOMEM : EIO;
}

/* Draws and ends the surface; TRUE: all is in the stream's file, or the stream says why not. */
static gboolean
draw_surface (SxAtlas *self, guint sheet, SxAtlasFormat format, cairo_surface_t *surface, SxPdfInsert *insert,
              Stream *stream, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean is_drawn;

  if (format == SX_ATLAS_PNG)
    cairo_scale (cr, dots_per_inch (self) / 72, dots_per_inch (self) / 72);
  is_drawn = sx_atlas_draw_with (self, sheet, cr, insert, stream->cancellable, error);
  if (is_drawn && format != SX_ATLAS_PNG)
    cairo_show_page (cr);
  note_failure (stream, cairo_status (cr));
  cairo_destroy (cr);
  if (is_drawn && format == SX_ATLAS_PNG)
    note_failure (stream, cairo_surface_write_to_png_stream (surface, stream_write, stream));
  cairo_surface_finish (surface);
  note_failure (stream, cairo_surface_status (surface));
  return is_drawn;
}

static gboolean
draw_stream (SxAtlas *self, guint sheet, SxAtlasFormat format, SxPdfInsert *insert, Stream *stream,
             GError **error)
{
  cairo_surface_t *surface = make_surface (self, sheet, format, stream, error);
  gboolean is_drawn;

  if (!surface)
    return FALSE;
  is_drawn = draw_surface (self, sheet, format, surface, insert, stream, error);
  cairo_surface_destroy (surface);
  return is_drawn && !g_cancellable_set_error_if_cancelled (stream->cancellable, error);
}

/* With ground that is packed once for all sheets, or, where this cairo does not write it so that it could be
 * found again, drawn by cairo alone. */
static gboolean
draw_pdf (SxAtlas *self, guint sheet, Stream *stream, GError **error)
{
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autoptr (SxPdfInsert) insert
      = sx_pdf_insert_new (self->layouts[sheet].width, self->layouts[sheet].height);
  gboolean is_drawn;

  stream->pdf = pdf;
  is_drawn = draw_stream (self, sheet, SX_ATLAS_PDF, insert, stream, error);
  if (is_drawn && !sx_pdf_insert_finish (insert, pdf))
    {
      g_byte_array_set_size (pdf, 0);
      is_drawn = draw_stream (self, sheet, SX_ATLAS_PDF, NULL, stream, error);
    }
  stream->pdf = NULL;
  if (is_drawn && fwrite (pdf->data, 1, pdf->len, stream->file) != pdf->len)
    stream->failed = errno;
  return is_drawn;
}

static gboolean
write_stream (SxAtlas *self, guint sheet, SxAtlasFormat format, Stream *stream, GError **error)
{
  gboolean is_drawn = format == SX_ATLAS_PDF ? draw_pdf (self, sheet, stream, error)
                                             : draw_stream (self, sheet, format, NULL, stream, error);

  if (is_drawn && !stream->failed && fflush (stream->file) != 0)
    stream->failed = errno;
  if (!stream->failed)
    return is_drawn;
  g_clear_error (error); /* cairo's, which does not know why */
  return fail_write (stream->failed, error);
}

gboolean
sx_atlas_write (SxAtlas *self, guint sheet, SxAtlasFormat format, const char *file, GCancellable *cancellable,
                GError **error)
{
  Stream stream = { .cancellable = cancellable };
  GError *local = NULL;
  gboolean is_written;

  g_return_val_if_fail (sheet < sx_n_sheet_contents && format < SX_N_ATLAS_FORMATS, FALSE);
  stream.file = g_fopen (file, "wb");
  if (!stream.file)
    return fail_write (errno, error);
  is_written = write_stream (self, sheet, format, &stream, &local);
  if (fclose (stream.file) != 0 && is_written)
    is_written = fail_write (errno, &local);
  if (is_written)
    return TRUE;
  if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
    g_unlink (file);
  g_propagate_error (error, local);
  return FALSE;
}
