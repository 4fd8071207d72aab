/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-row-painter.h"

#include <math.h>

#define CAPTION_POINTS 9 /* as libadwaita's class */
#define TALL "国Ágj永"   /* has what rises and falls most */
#define BADGE_ICON 12
#define BADGE_SPACING 2

PangoLayout *
sx_row_text (GtkWidget *widget, SxRowFont font, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();

  if (font == SX_ROW_FONT_CAPTION || font == SX_ROW_FONT_CAPTION_HEADING)
    pango_attr_list_insert (attributes, pango_attr_size_new (CAPTION_POINTS * PANGO_SCALE));
  if (font == SX_ROW_FONT_BADGE)
    pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  if (font == SX_ROW_FONT_CAPTION_HEADING || font == SX_ROW_FONT_BADGE)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (font != SX_ROW_FONT_BODY)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

int
sx_row_text_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

int
sx_row_line_height (GtkWidget *widget, SxRowFont font)
{
  g_autoptr (PangoLayout) layout = sx_row_text (widget, font, TALL);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

void
sx_row_text_limit (PangoLayout *layout, int width)
{
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
}

static int
ellipsis_width (PangoLayout *layout)
{
  g_autoptr (PangoLayout) ellipsis = pango_layout_copy (layout);

  pango_layout_set_text (ellipsis, "…", -1);
  return sx_row_text_width (ellipsis);
}

/* Where in the text x is, whole characters only. */
static const char *
text_at (PangoLayout *layout, int x)
{
  int index, trailing;

  pango_layout_xy_to_index (layout, MAX (x, 0) * PANGO_SCALE, 0, &index, &trailing);
  return pango_layout_get_text (layout) + index;
}

/* Pango's own way leaves a gap behind the ellipsis, as wide as the part of a character that had no room. */
void
sx_row_text_limit_middle (PangoLayout *layout, int width)
{
  int whole, rest;
  const char *end, *start;
  g_autofree char *text = NULL;

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  whole = sx_row_text_width (layout);
  rest = width - ellipsis_width (layout);
  if (whole > width && rest > 0)
    {
      start = text_at (layout, whole - rest / 2);
      end = text_at (layout, rest - rest / 2);
      if (*start && start > pango_layout_get_text (layout))
        start = g_utf8_next_char (start);
      text = g_strdup_printf ("%.*s…%s", (int)(end - pango_layout_get_text (layout)),
                              pango_layout_get_text (layout), start);
      pango_layout_set_text (layout, text, -1);
    }
  sx_row_text_limit (layout, width);
}

int
sx_row_place (GtkWidget *widget, int x, int width)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? gtk_widget_get_width (widget) - x - width
                                                               : x;
}

int
sx_row_middle (GtkWidget *widget, int height)
{
  return (gtk_widget_get_height (widget) - height) / 2;
}

/* The row's style with the class; gtk_style_context_restore() ends it. */
static GtkStyleContext *
begin_style (GtkWidget *widget, const char *css_class)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  gtk_style_context_save (style);
  if (css_class)
    gtk_style_context_add_class (style, css_class);
  return style;
}

void
sx_row_paint_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *css_class, PangoLayout *layout,
                   int x, int y)
{
  GtkStyleContext *style = begin_style (widget, css_class);
  PangoRectangle logical;

  /* what is aligned in a given width starts where Pango says */
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  gtk_snapshot_render_layout (snapshot, style, sx_row_place (widget, x, logical.width) - logical.x, y,
                              layout);
  gtk_style_context_restore (style);
}

static void
paint_icon (GtkWidget *widget, GtkSnapshot *snapshot, const GdkRGBA *colour, const char *name, int size,
            int x, int y)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon
      = gtk_icon_theme_lookup_icon (theme, name, NULL, size, gtk_widget_get_scale_factor (widget),
                                    gtk_widget_get_direction (widget), 0);
  const GdkRGBA colours[] = { *colour, *colour, *colour, *colour };
  int left = sx_row_place (widget, x, size);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)left, (float)y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colours,
                                            G_N_ELEMENTS (colours));
  gtk_snapshot_restore (snapshot);
}

void
sx_row_paint_icon (GtkWidget *widget, GtkSnapshot *snapshot, const char *css_class, const char *icon,
                   int size, int x, int y)
{
  GtkStyleContext *style = begin_style (widget, css_class);
  GdkRGBA colour;

  gtk_style_context_get_color (style, &colour);
  gtk_style_context_restore (style);
  paint_icon (widget, snapshot, &colour, icon, size, x, y);
}

int
sx_row_paint_badge (GtkWidget *widget, GtkSnapshot *snapshot, const SxRowBadge *badge, int x)
{
  g_autoptr (PangoLayout) word = sx_row_text (widget, SX_ROW_FONT_BADGE, badge->word);
  GtkStyleContext *style = begin_style (widget, "sx-badge");
  int word_width, word_height, width, height, left, y;
  GtkBorder padding;
  GdkRGBA colour;

  gtk_style_context_add_class (style, badge->css_class);
  gtk_style_context_get_padding (style, &padding);
  gtk_style_context_get_color (style, &colour);
  pango_layout_get_pixel_size (word, &word_width, &word_height);
  left = padding.left + (badge->icon ? BADGE_ICON + BADGE_SPACING : 0);
  width = left + word_width + padding.right;
  height = padding.top + MAX (word_height, BADGE_ICON) + padding.bottom;
  y = sx_row_middle (widget, height);
  if (snapshot)
    gtk_snapshot_render_background (snapshot, style, sx_row_place (widget, x, width), y, width, height);
  gtk_style_context_restore (style);
  if (!snapshot)
    return width;
  if (badge->icon)
    paint_icon (widget, snapshot, &colour, badge->icon, BADGE_ICON, x + padding.left,
                sx_row_middle (widget, BADGE_ICON));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)sx_row_place (widget, x + left, word_width),
                                                          (float)sx_row_middle (widget, word_height)));
  gtk_snapshot_append_layout (snapshot, word, &colour);
  gtk_snapshot_restore (snapshot);
  return width;
}
