/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-page-text.h"

#include "base/sx-text.h"

void
sx_page_text_init (SxPageText *self, cairo_t *cr, const SxAtlasTheme *theme)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  *self = (SxPageText){ cr, pango_cairo_create_context (cr) };
  /* nothing is moved to pixels, so that a preview breaks lines where the print does */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string ("zh-cn"));
  cairo_font_options_destroy (options);
  for (guint i = 0; i < SX_N_FACES; i++)
    {
      self->faces[i] = pango_font_description_new ();
      pango_font_description_set_family (self->faces[i],
                                         i == SX_FACE_TITLE ? theme->title_font : theme->text_font);
      pango_font_description_set_weight (self->faces[i],
                                         i == SX_FACE_TEXT ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);
    }
}

void
sx_page_text_clear (SxPageText *self)
{
  for (guint i = 0; i < SX_N_FACES; i++)
    pango_font_description_free (self->faces[i]);
  g_object_unref (self->context);
}

PangoLayout *
sx_page_text_layout (SxPageText *self, SxFace face, double size, const char *text, double width, guint lines)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autofree char *clean = sx_text_clean (text); /* much of it is from files */

  pango_font_description_set_absolute_size (self->faces[face], size * PANGO_SCALE);
  pango_layout_set_font_description (layout, self->faces[face]);
  pango_layout_set_text (layout, clean, -1);
  pango_layout_set_single_paragraph_mode (layout, width == 0);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      if (lines)
        {
          pango_layout_set_height (layout, -(int)lines);
          pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
        }
    }
  return layout;
}

void
sx_page_text_size (PangoLayout *layout, double *w, double *h)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *w = (double)logical.width / PANGO_SCALE;
  *h = (double)logical.height / PANGO_SCALE;
}

void
sx_page_text_show (SxPageText *self, PangoLayout *layout, double x, double y, SxInk ink, SxInk halo,
                   double halo_width)
{
  if (halo.a > 0)
    {
      cairo_new_path (self->cr);
      cairo_move_to (self->cr, x, y);
      pango_cairo_layout_path (self->cr, layout);
      sx_page_set_ink (self->cr, halo);
      cairo_set_line_width (self->cr, 2 * halo_width);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke (self->cr);
    }
  sx_page_set_ink (self->cr, ink);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
  cairo_new_path (self->cr);
}

double
sx_page_text_line (SxPageText *self, SxFace face, double size, const char *text, double x, double y,
                   SxAlign align, SxInk ink)
{
  g_autoptr (PangoLayout) layout = sx_page_text_layout (self, face, size, text, 0, 0);
  double w, h;

  sx_page_text_size (layout, &w, &h);
  x -= align == SX_ALIGN_START ? 0 : align == SX_ALIGN_MIDDLE ? w / 2 : w;
  sx_page_text_show (self, layout, x, y - h / 2, ink, (SxInk){ 0 }, 0);
  return w;
}

void
sx_page_set_ink (cairo_t *cr, SxInk ink)
{
  cairo_set_source_rgba (cr, (double)ink.r, (double)ink.g, (double)ink.b, (double)ink.a);
}
