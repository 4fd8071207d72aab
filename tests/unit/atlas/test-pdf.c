/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed content in a PDF that cairo writes: it is a form of the page, and where cairo wrote something else
 * that is noticed. */
#include <cairo-pdf.h>
#include <string.h>

#include "atlas/sx-pdf-content.h"
#include "atlas/sx-pdf-insert.h"

#define WIDTH 300.0
#define HEIGHT 200.0

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
triangle (double size)
{
  g_autoptr (SxPdfContent) content = sx_pdf_content_new ();

  sx_pdf_content_set_fill (content, (SxInk){ 1, 0.5f, 0, 1 });
  sx_pdf_content_set_line (content, (SxInk){ 0, 0, 0, 1 }, 0.5, (const double[]){ 2, 1 });
  sx_pdf_content_move (content, 10, 20);
  sx_pdf_content_line (content, 10 + size, 20.0625);
  sx_pdf_content_line (content, -1, 20 + size);
  sx_pdf_content_close (content);
  sx_pdf_content_paint (content, TRUE, TRUE);
  return sx_pdf_content_finish (content);
}

static char *
unpack (GBytes *bytes)
{
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  gsize size, n_read, n_written;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  char text[4096] = "";
  GError *error = NULL;

  g_assert_cmpint (g_converter_convert (unpacker, data, size, text, sizeof text - 1, G_CONVERTER_INPUT_AT_END,
                                        &n_read, &n_written, &error),
                   ==, G_CONVERTER_FINISHED);
  g_assert_no_error (error);
  return g_strdup (text);
}

static void
test_content (void)
{
  g_autoptr (GBytes) bytes = triangle (5);
  g_autofree char *text = unpack (bytes);

  g_assert_cmpstr (text, ==,
                   "1.0000 0.5000 0.0000 rg\n0.0000 0.0000 0.0000 RG\n8.0000 w 0 J 1 j [32.0000 16.0000 ] "
                   "0 d\n160 320 m\n240 321 "
                   "l\n"
                   "-16 400 l\nh\nB\n");
}

static GByteArray *
make_page (SxPdfInsert *insert, GBytes *const *contents, guint n)
{
  GByteArray *pdf = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, pdf, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_rectangle (cr, 5, 5, 100, 100);
  cairo_clip (cr);
  for (guint i = 0; i < n; i++)
    sx_pdf_insert_paint (insert, cr, contents[i]);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pdf;
}

static guint
count (const GByteArray *pdf, const char *what)
{
  const guint8 *at = pdf->data, *end = pdf->data + pdf->len;
  guint n = 0;

  while ((at = memmem (at, (gsize)(end - at), what, strlen (what))))
    {
      at++;
      n++;
    }
  return n;
}

static void
test_insert (void)
{
  g_autoptr (SxPdfInsert) insert = sx_pdf_insert_new (WIDTH, HEIGHT);
  g_autoptr (GBytes) small = triangle (5), large = triangle (50);
  GBytes *const contents[] = { small, large };
  g_autoptr (GByteArray) pdf = make_page (insert, contents, 2);
  guint len = pdf->len;

  g_assert_cmpuint (count (pdf, "/CCITTFaxDecode"), ==, 2);
  g_assert_true (sx_pdf_insert_finish (insert, pdf));
  g_assert_cmpuint (pdf->len, ==, len); /* so that all references stay right */
  g_assert_cmpuint (count (pdf, "/CCITTFaxDecode"), ==, 0);
  g_assert_cmpuint (count (pdf, "/Subtype /Form /BBox [0 0 4800 3200]"), ==, 2);
}

static void
test_unknown (void)
{
  g_autoptr (SxPdfInsert) insert = sx_pdf_insert_new (WIDTH, HEIGHT);
  g_autoptr (GBytes) content = triangle (5);
  g_autoptr (GByteArray) pdf = make_page (insert, &content, 1), empty = g_byte_array_new ();
  guint8 *filter = memmem (pdf->data, pdf->len, "/CCITTFaxDecode", strlen ("/CCITTFaxDecode"));

  g_assert_nonnull (filter);
  filter[1] = 'X';
  g_assert_false (sx_pdf_insert_finish (insert, pdf));
  g_assert_false (sx_pdf_insert_finish (insert, empty));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlas/pdf/content", test_content);
  g_test_add_func ("/atlas/pdf/insert", test_insert);
  g_test_add_func ("/atlas/pdf/unknown", test_unknown);
  return g_test_run ();
}
