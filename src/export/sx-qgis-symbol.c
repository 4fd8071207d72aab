/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every part of a symbol is a layer of it, lowest first, with properties by QGIS's names. */
#include "export/sx-qgis-symbol.h"

#include <math.h>

/* Widths of the style are pixels at 96 dpi, those of QGIS millimetres. */
#define MM_PER_PIXEL (25.4 / 96)
#define HATCH_STEP_PX 8.0
#define HATCH_LINE_PX 1.0
#define DOT_PX 1.6

/* ---- properties */

static void
add_text (GString *out, const char *key, const char *value)
{
  g_string_append_printf (out, "<prop k=\"%s\" v=\"%s\"/>", key, value);
}

static void
add_ink (GString *out, const char *key, SxInk ink)
{
  g_string_append_printf (out, "<prop k=\"%s\" v=\"%d,%d,%d,%d\"/>", key, (int)lroundf (ink.r * 255),
                          (int)lroundf (ink.g * 255), (int)lroundf (ink.b * 255), (int)lroundf (ink.a * 255));
}

static void
add_number (GString *out, const char *key, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  add_text (out, key, g_ascii_formatd (text, sizeof text, "%.3f", value));
}

/* a length in pixels, with its unit under "<key>_unit" */
static void
add_length (GString *out, const char *key, double pixels)
{
  add_number (out, key, pixels * MM_PER_PIXEL);
  g_string_append_printf (out, "<prop k=\"%s_unit\" v=\"MM\"/>", key);
}

/* ---- layers */

static void
begin_layer (GString *out, const char *kind)
{
  g_string_append_printf (out, "<layer class=\"%s\" pass=\"0\" locked=\"0\" enabled=\"1\">", kind);
}

static void
end_layer (GString *out)
{
  g_string_append (out, "</layer>");
}

static void
add_fill (GString *out, SxInk fill)
{
  begin_layer (out, "SimpleFill");
  add_ink (out, "color", fill);
  add_text (out, "style", fill.a > 0 ? "solid" : "no");
  add_text (out, "outline_style", "no");
  end_layer (out);
}

static void
begin_stroke (GString *out, SxInk ink, double width)
{
  begin_layer (out, "SimpleLine");
  add_ink (out, "line_color", ink);
  add_length (out, "line_width", width);
  add_text (out, "joinstyle", "round");
}

static void
add_stroke (GString *out, SxInk ink, double width, const double dash[2])
{
  begin_stroke (out, ink, width);
  if (dash && dash[0] > 0)
    {
      char drawn[G_ASCII_DTOSTR_BUF_SIZE], left_out[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (drawn, sizeof drawn, "%.3f", dash[0] * MM_PER_PIXEL);
      g_ascii_formatd (left_out, sizeof left_out, "%.3f", dash[1] * MM_PER_PIXEL);
      add_text (out, "capstyle", "flat");
      add_text (out, "use_custom_dash", "1");
      g_string_append_printf (out, "<prop k=\"customdash\" v=\"%s;%s\"/>", drawn, left_out);
      add_text (out, "customdash_unit", "MM");
    }
  end_layer (out);
}

/* along the inner side of a border: a line twice as wide, of which the inner half is drawn */
static void
add_band (GString *out, SxInk ink, double width)
{
  begin_stroke (out, ink, 2 * width);
  add_text (out, "draw_inside_polygon", "1");
  end_layer (out);
}

/* ---- hatches */

/* The number of the layer names the symbol within it. */
static void
add_hatch_lines (GString *out, guint layer, double angle, SxInk ink)
{
  begin_layer (out, "LinePatternFill");
  add_number (out, "angle", angle);
  add_length (out, "distance", HATCH_STEP_PX);
  g_string_append_printf (out, "<symbol name=\"@0@%u\" type=\"line\" alpha=\"1\" clip_to_extent=\"1\">",
                          layer);
  add_stroke (out, ink, HATCH_LINE_PX, NULL);
  g_string_append (out, "</symbol>");
  end_layer (out);
}

static void
add_hatch_dots (GString *out, guint layer, SxInk ink)
{
  begin_layer (out, "PointPatternFill");
  add_length (out, "distance_x", HATCH_STEP_PX);
  add_length (out, "distance_y", HATCH_STEP_PX);
  g_string_append_printf (out, "<symbol name=\"@0@%u\" type=\"marker\" alpha=\"1\" clip_to_extent=\"1\">",
                          layer);
  begin_layer (out, "SimpleMarker");
  add_text (out, "name", "circle");
  add_ink (out, "color", ink);
  add_text (out, "outline_style", "no");
  add_length (out, "size", DOT_PX);
  end_layer (out);
  g_string_append (out, "</symbol>");
  end_layer (out);
}

static void
add_hatch (GString *out, SxHatch hatch, SxInk ink)
{
  switch (hatch)
    {
    case SX_HATCH_RISING:
      add_hatch_lines (out, 1, 45, ink);
      break;
    case SX_HATCH_FALLING:
      add_hatch_lines (out, 1, 135, ink);
      break;
    case SX_HATCH_CROSS:
      add_hatch_lines (out, 1, 45, ink);
      add_hatch_lines (out, 2, 135, ink);
      break;
    case SX_HATCH_LEVEL:
      add_hatch_lines (out, 1, 0, ink);
      break;
    case SX_HATCH_UPRIGHT:
      add_hatch_lines (out, 1, 90, ink);
      break;
    case SX_HATCH_DOTS:
      add_hatch_dots (out, 1, ink);
      break;
    case SX_HATCH_NONE:
    default:
      break;
    }
}

/* ---- symbols */

static void
add_area_layers (GString *out, const SxSymbol *symbol, SxInk fill)
{
  add_fill (out, fill);
  add_hatch (out, symbol->hatch, symbol->hatch_ink);
  if (symbol->band.a > 0)
    add_band (out, symbol->band, symbol->band_width);
  if (symbol->line.a > 0 && symbol->width > 0)
    add_stroke (out, symbol->line, symbol->width, symbol->dash);
}

static void
add_line_layers (GString *out, const SxSymbol *symbol)
{
  if (symbol->casing.a > 0)
    add_stroke (out, symbol->casing, symbol->width + 2 * symbol->casing_width, NULL);
  add_stroke (out, symbol->line, symbol->width, symbol->dash);
}

void
sx_qgis_symbol_append (GString *out, guint number, const SxTableStyle *style, guint map_class,
                       gboolean is_line)
{
  const SxSymbol *symbol = &style->symbol[SX_THEME_LIGHT];

  g_string_append_printf (out, "<symbol name=\"%u\" type=\"%s\" alpha=\"1\" clip_to_extent=\"1\">", number,
                          is_line ? "line" : "fill");
  if (is_line)
    add_line_layers (out, symbol);
  else
    add_area_layers (out, symbol, style->classes[map_class].fill[SX_THEME_LIGHT]);
  g_string_append (out, "</symbol>");
}
