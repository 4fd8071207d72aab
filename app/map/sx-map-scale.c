/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-scale.h"

#include <math.h>

#include "base/sx-i18n.h"

#define BAR_WIDTH 156 /* what the bar and its numbers take */
#define LEAST_SIDE 20 /* to each side of the arrow's middle */
#define HEIGHT 40
#define LONGEST 110.0 /* of the bar, pixels */
#define LEFT 14.0

struct _SxMapScale
{
  GtkWidget parent_instance;
  double metres_per_pixel, north;
  double metres; /* that the bar is long */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (SxMapScale, sx_map_scale, GTK_TYPE_WIDGET)

/* The greatest of 1, 2, 5, 10 … that is no longer than most. */
static double
round_length (double most)
{
  double power = pow (10, floor (log10 (most)));

  return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
}

static char *
length_text (double metres)
{
  if (metres >= 1000)
    return g_strdup_printf (_ ("%g km"), metres / 1000);
  if (metres >= 1)
    return g_strdup_printf (_ ("%g m"), metres);
  return g_strdup_printf (_ ("%g cm"), metres * 100);
}

static void
draw_text (SxMapScale *self, cairo_t *cr, const char *text, double x, double y)
{
  int width, height;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  cairo_move_to (cr, floor (x - width / 2.0), floor (y - height / 2.0));
  pango_cairo_show_layout (cr, self->layout);
}

/* Room to each side of the arrow's middle: its word is longer in some languages, and where text is large. */
static int
arrow_side (SxMapScale *self)
{
  int width;

  pango_layout_set_text (self->layout, _ ("North"), -1);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return MAX (LEAST_SIDE, (width + 1) / 2 + 6);
}

/* Alternating halves, as on printed maps. */
static void
draw_bar (SxMapScale *self, cairo_t *cr, const GdkRGBA *ink)
{
  double length = rint (self->metres / self->metres_per_pixel), half = rint (length / 2), y = 25;
  g_autofree char *text = length_text (self->metres);

  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, LEFT + 0.5, y + 0.5, length, 4);
  cairo_stroke (cr);
  cairo_rectangle (cr, LEFT, y, half, 5);
  cairo_fill (cr);
  draw_text (self, cr, "0", LEFT + 1, 14);
  draw_text (self, cr, text, LEFT + MAX (length, 30), 14);
}

static void
draw_arrow (SxMapScale *self, cairo_t *cr, const GdkRGBA *ink)
{
  double x = BAR_WIDTH + arrow_side (self);

  cairo_save (cr);
  cairo_translate (cr, x, 25);
  cairo_rotate (cr, self->north);
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, -8);
  cairo_line_to (cr, 5.5, 8);
  cairo_line_to (cr, 0, 4.5);
  cairo_close_path (cr);
  cairo_stroke_preserve (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, 0, -8);
  cairo_line_to (cr, -5.5, 8);
  cairo_line_to (cr, 0, 4.5);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
  draw_text (self, cr, _ ("North"), x, 9);
}

static void
sx_map_scale_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxMapScale *self = SX_MAP_SCALE (widget);
  GdkRGBA ink;
  cairo_t *cr;

  if (!(self->metres_per_pixel > 0))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget), HEIGHT));
  draw_bar (self, cr, &ink);
  draw_arrow (self, cr, &ink);
  cairo_destroy (cr);
}

static void
sx_map_scale_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  int width = BAR_WIDTH + 2 * arrow_side (SX_MAP_SCALE (widget));

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : HEIGHT;
}

static void
sx_map_scale_finalize (GObject *object)
{
  g_object_unref (SX_MAP_SCALE (object)->layout);
  G_OBJECT_CLASS (sx_map_scale_parent_class)->finalize (object);
}

static void
sx_map_scale_class_init (SxMapScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_map_scale_finalize;
  widget_class->snapshot = sx_map_scale_snapshot;
  widget_class->measure = sx_map_scale_measure;
  gtk_widget_class_set_css_name (widget_class, "sx-map-scale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sx_map_scale_init (SxMapScale *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

SxMapScale *
sx_map_scale_new (void)
{
  return g_object_new (SX_TYPE_MAP_SCALE, NULL);
}

void
sx_map_scale_set (SxMapScale *self, double metres_per_pixel, double north)
{
  g_autofree char *text = NULL, *label = NULL;

  if (metres_per_pixel == self->metres_per_pixel && fabs (north - self->north) < 0.002)
    return;
  self->metres_per_pixel = metres_per_pixel;
  self->north = north;
  self->metres = round_length (LONGEST * metres_per_pixel);
  text = length_text (self->metres);
  label = g_strdup_printf (_ ("Scale bar: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
