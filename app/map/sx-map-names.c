/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-names.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "atlas/sx-label-placer.h"
#include "atlas/sx-label-points.h"
#include "base/sx-text.h"
#include "picture/sx-plane-map.h"
#include "sx-app-words.h"

#define BEYOND 0.5           /* of the view's size, to each side: what is named though not yet in view */
#define GAP 3.0              /* pixels between two names */
#define HALO 1.6             /* pixels around the letters */
#define NEAREST_TOWNSHIP 1.2 /* metres a pixel: nearer, a township is all around */
#define NEAREST_VILLAGE 0.8  /* likewise */
#define FARTHEST_VILLAGE 9.0 /* farther, there would be too many */
#define FARTHEST_PLOT 24.0   /* farther, plots are dots */
#define FARTHEST_AREA 6.0    /* farther, a plot has its name alone */
#define LEAST_PLOT 7.0       /* pixels that a plot is long, to be named */
#define LONGEST_NAME 16      /* characters */

typedef enum
{
  STYLE_TOWNSHIP,
  STYLE_VILLAGE,
  STYLE_IN,
  STYLE_OUT,
  N_STYLES,
} Style;

static const struct
{
  double pt;
  PangoWeight weight;
  double spacing; /* between letters, pt */
  SxInk ink[SX_N_THEMES];
} styles[N_STYLES] = {
  [STYLE_TOWNSHIP]
  = { 11, PANGO_WEIGHT_BOLD, 1.5, { { 0.16f, 0.16f, 0.2f, 1 }, { 0.96f, 0.96f, 0.98f, 1 } } },
  [STYLE_VILLAGE] = { 8.5, PANGO_WEIGHT_NORMAL, 0, { { 0.3f, 0.3f, 0.33f, 1 }, { 0.78f, 0.78f, 0.82f, 1 } } },
  [STYLE_IN] = { 9, PANGO_WEIGHT_BOLD, 0, { { 0.05f, 0.36f, 0.2f, 1 }, { 0.62f, 0.94f, 0.72f, 1 } } },
  [STYLE_OUT] = { 9, PANGO_WEIGHT_BOLD, 0, { { 0.07f, 0.27f, 0.6f, 1 }, { 0.66f, 0.83f, 1, 1 } } },
};

static const SxInk halos[SX_N_THEMES] = { { 1, 1, 1, 0.85f }, { 0.08f, 0.08f, 0.1f, 0.8f } };

/* ---- villages */

typedef struct
{
  const char *name; /* the layer's */
  SxPoint at;
  double area; /* m², roughly */
} Village;

struct _SxVillages
{
  gint ref_count;
  SxPictureLayer *parcels;
  GArray *list; /* Village, the largest first */
};

static int
compare_villages (gconstpointer a, gconstpointer b)
{
  double x = ((const Village *)a)->area, y = ((const Village *)b)->area;

  return (x < y) - (x > y);
}

SxVillages *
sx_villages_new (SxPictureLayer *parcels)
{
  SxVillages *self = g_new0 (SxVillages, 1);
  const SxColumn *names = sx_layer_column (parcels->layer, "ZLDWMC");
  guint n = names && names->type == SX_COLUMN_TEXT ? names->pool->len : 0;
  g_autofree Village *sums = g_new0 (Village, n + 1);

  self->ref_count = 1;
  self->parcels = sx_picture_layer_ref (parcels);
  self->list = g_array_new (FALSE, FALSE, sizeof (Village));
  for (guint i = 0; i < parcels->n_items && n > 0; i++)
    {
      const SxPictureItem *item = &parcels->items[i];
      double w = (double)(item->x1 - item->x0), h = (double)(item->y1 - item->y0);
      double area = w * h * (item->density + 1) / 256;
      Village *sum = &sums[names->code[item->feature]];

      sum->area += area;
      sum->at.x += area * (double)(item->x0 + item->x1) / 2;
      sum->at.y += area * (double)(item->y0 + item->y1) / 2;
    }
  for (guint i = 1; i < n; i++)
    if (sums[i].area > 0)
      {
        sums[i].name = names->pool->pdata[i];
        sums[i].at.x = parcels->corner.x + sums[i].at.x / sums[i].area;
        sums[i].at.y = parcels->corner.y + sums[i].at.y / sums[i].area;
        g_array_append_val (self->list, sums[i]);
      }
  g_array_sort (self->list, compare_villages);
  return self;
}

SxVillages *
sx_villages_ref (SxVillages *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_villages_unref (SxVillages *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->list);
  sx_picture_layer_unref (self->parcels);
  g_free (self);
}

/* ---- placing */

typedef struct
{
  const SxPicture *picture;
  const SxNamesView *view;
  SxLabelPlacer *placer; /* its pixels are counted from `corner` */
  SxPoint corner;        /* Mercator's square */
  SxBox reach;           /* plane: what can be named */
  SxBox seen;            /* plane: the view itself */
  SxBox page, shown;     /* pixels: the placer's frame, and the view in it */
  double metres;         /* a pixel, on the ground */
  PangoContext *context;
  GArray *out; /* SxMapName */
} Placing;

static SxBox
plane_box (const SxPicture *picture, const SxNamesView *view, double beyond)
{
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; i < 9; i++)
    {
      double x = ((int)(i % 3) - 1) * view->width * (0.5 + beyond) / view->world,
             y = ((int)(i / 3) - 1) * view->height * (0.5 + beyond) / view->world;

      sx_box_add (&box, sx_mercator_to_plane (&picture->plane,
                                              (SxPoint){ view->middle.x + x, view->middle.y + y }));
    }
  return box;
}

static SxPoint
to_pixels (const Placing *self, SxPoint unit)
{
  return (SxPoint){ (unit.x - self->corner.x) * self->view->world,
                    (unit.y - self->corner.y) * self->view->world };
}

static PangoLayout *
layout_of (const Placing *self, Style style, const char *text, const char *second)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  double px = styles[style].pt * 96 / 72 * self->view->text_scale;
  g_autofree char *both = second ? g_strdup_printf ("%s\n%s", text, second) : g_strdup (text);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *small = pango_attr_scale_new (0.9), *light = pango_attr_weight_new (PANGO_WEIGHT_NORMAL);

  pango_font_description_set_absolute_size (font, px * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (styles[style].spacing > 0)
    pango_attr_list_insert (attributes,
                            pango_attr_letter_spacing_new ((int)(styles[style].spacing * PANGO_SCALE)));
  small->start_index = light->start_index = (guint)strlen (text);
  pango_attr_list_insert (attributes, small);
  pango_attr_list_insert (attributes, light);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, both, -1);
  return layout;
}

/* Its letters with a halo, some pixels larger than they are. */
static SxTileImage *
paint (const Placing *self, PangoLayout *layout, Style style, int width, int height)
{
  int scale = self->view->scale;
  SxInk ink = styles[style].ink[self->picture->theme], halo = halos[self->picture->theme];
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_move_to (cr, GAP, GAP);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * HALO);
  cairo_set_source_rgba (cr, (double)halo.r, (double)halo.g, (double)halo.b, (double)halo.a);
  cairo_stroke (cr);
  cairo_set_source_rgba (cr, (double)ink.r, (double)ink.g, (double)ink.b, (double)ink.a);
  cairo_move_to (cr, GAP, GAP);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
  return sx_tile_image_new (surface);
}

static void
size_of (PangoLayout *layout, int *width, int *height)
{
  pango_layout_get_pixel_size (layout, width, height);
  *width += (int)(2 * GAP);
  *height += (int)(2 * GAP);
}

/* at: what is named, in Mercator's square; box: the place found for the name. */
static void
take (Placing *self, PangoLayout *layout, Style style, SxPoint at, SxBox box)
{
  SxPoint pixels = to_pixels (self, at);
  int width, height;
  SxMapName name = { .at = at,
                     .is_plot = style == STYLE_IN || style == STYLE_OUT,
                     .dx = box.x0 - pixels.x,
                     .dy = box.y0 - pixels.y };

  size_of (layout, &width, &height);
  name.width = width;
  name.height = height;
  name.image = paint (self, layout, style, width, height);
  g_array_append_val (self->out, name);
}

static SxPoint
unit_of (const Placing *self, SxPoint plane)
{
  return sx_mercator_from_plane (&self->picture->plane, plane);
}

/* What is in view has its name wholly in view, or none. */
static void
keep_in_view (Placing *self, SxPoint middle)
{
  gboolean is_in_view = sx_box_contains (self->shown, (SxBox){ middle.x, middle.y, middle.x, middle.y });

  sx_label_placer_keep_within (self->placer, is_in_view ? self->shown : self->page);
}

/* ---- townships */

static gboolean
place_around (Placing *self, const SxShapeView *shape, SxBox box, PangoLayout *layout)
{
  g_autoptr (GArray) found = sx_label_points (shape, box);
  int width, height;
  SxBox place;

  size_of (layout, &width, &height);
  if (sx_box_is_empty (box) || (box.x1 - box.x0) / self->metres < width)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      SxPoint at = unit_of (self, g_array_index (found, SxPoint, i)), middle = to_pixels (self, at);

      keep_in_view (self, middle);
      if (!sx_label_placer_put (self->placer, &middle, 1, width, height, &place))
        continue;
      take (self, layout, STYLE_TOWNSHIP, at, place);
      return TRUE;
    }
  return FALSE;
}

/* In the township's middle, or where that is out of view in the middle of what is seen of it. */
static void
name_townships (Placing *self, const SxLayer *layer)
{
  const SxColumn *names = sx_layer_column (layer, "XZQMC");

  for (guint f = 0; names && f < layer->n_features; f++)
    {
      SxShapeView shape = sx_layer_shape (layer, f);
      g_autofree char *name = sx_text_clean (sx_column_text (names, f));
      g_autoptr (PangoLayout) layout = NULL;
      SxPoint middle = { (shape.box.x0 + shape.box.x1) / 2, (shape.box.y0 + shape.box.y1) / 2 };
      gboolean is_in_view = sx_box_contains (self->seen, (SxBox){ middle.x, middle.y, middle.x, middle.y });

      if (shape.n_rings == 0 || !*name || !sx_box_overlaps (shape.box, self->reach))
        continue;
      layout = layout_of (self, STYLE_TOWNSHIP, name, NULL);
      if (is_in_view || !sx_box_overlaps (shape.box, self->seen))
        place_around (self, &shape, shape.box, layout);
      else
        place_around (self, &shape, sx_box_intersection (shape.box, self->seen), layout);
    }
}

/* ---- villages and plots */

/* "双河镇冯楼村" within 双河镇 is 冯楼村. */
static const char *
short_name (const SxLayer *townships, const char *name)
{
  const SxColumn *names = townships ? sx_layer_column (townships, "XZQMC") : NULL;

  for (guint f = 0; names && f < townships->n_features; f++)
    {
      const char *township = sx_column_text (names, f);

      if (*township && g_str_has_prefix (name, township) && name[strlen (township)])
        return name + strlen (township);
    }
  return name;
}

static void
name_villages (Placing *self, const SxVillages *villages, const SxLayer *townships)
{
  for (guint i = 0; i < villages->list->len; i++)
    {
      const Village *village = &g_array_index (villages->list, Village, i);
      g_autoptr (PangoLayout) layout = NULL;
      g_autofree char *name = NULL;
      SxPoint at, middle;
      SxBox place;
      int width, height;

      if (!sx_box_contains (self->reach,
                            (SxBox){ village->at.x, village->at.y, village->at.x, village->at.y }))
        continue;
      name = sx_text_clean (short_name (townships, village->name));
      layout = layout_of (self, STYLE_VILLAGE, name, NULL);
      size_of (layout, &width, &height);
      if (sqrt (village->area) / self->metres < width) /* it would reach over its neighbours */
        continue;
      at = unit_of (self, village->at);
      middle = to_pixels (self, at);
      keep_in_view (self, middle);
      if (sx_label_placer_put (self->placer, &middle, 1, width, height, &place))
        take (self, layout, STYLE_VILLAGE, at, place);
    }
}

static char *
cut (const char *name)
{
  g_autofree char *clean = sx_text_clean (name);

  if (g_utf8_strlen (clean, -1) > LONGEST_NAME)
    {
      g_autofree char *start = g_utf8_substring (clean, 0, LONGEST_NAME - 1);

      return g_strconcat (start, "…", NULL);
    }
  return g_steal_pointer (&clean);
}

/* In its middle, or where that is out of view in the middle of what is seen of it. */
static SxPoint
point_inside (const Placing *self, const SxShapeView *shape)
{
  SxPoint centroid = sx_shape_view_centroid (shape);
  gboolean is_in_view
      = sx_box_contains (self->seen, (SxBox){ centroid.x, centroid.y, centroid.x, centroid.y });
  g_autoptr (GArray) found = NULL;

  if (!is_in_view && sx_box_overlaps (shape->box, self->seen))
    found = sx_label_points (shape, sx_box_intersection (shape->box, self->seen));
  if (found && found->len > 0)
    return g_array_index (found, SxPoint, 0);
  if (sx_shape_view_contains (shape, centroid))
    return centroid;
  g_clear_pointer (&found, g_array_unref);
  found = sx_label_points (shape, shape->box);
  return found->len > 0 ? g_array_index (found, SxPoint, 0) : shape->points[0];
}

/* In the plot, else beside it. */
static gboolean
place_plot (Placing *self, SxPoint middle, SxPoint half, int width, int height, SxBox *place)
{
  gboolean has_leader;
  SxPoint end;

  if (2 * half.x > width && 2 * half.y > height
      && sx_label_placer_put (self->placer, &middle, 1, width, height, place))
    return TRUE;
  return sx_label_placer_put_beside (self->placer, middle, half, 0, width, height, place, &has_leader, &end);
}

static void
name_plot (Placing *self, const SxAdjustment *plot)
{
  SxShapeView shape = sx_shape_view (plot->shape);
  Style style = plot->direction == SX_DIRECTION_IN ? STYLE_IN : STYLE_OUT;
  g_autofree char *name = cut (plot->name ? plot->name : "");
  g_autofree char *area = sx_words_area (sx_metric_area (&self->view->metric, &shape), self->view->unit, 2);
  gboolean has_area = self->metres < FARTHEST_AREA;
  g_autoptr (PangoLayout) layout
      = layout_of (self, style, *name ? name : area, *name && has_area ? area : NULL);
  SxPoint at = unit_of (self, point_inside (self, &shape)), middle = to_pixels (self, at);
  SxPoint half = { (shape.box.x1 - shape.box.x0) / 2 / self->metres,
                   (shape.box.y1 - shape.box.y0) / 2 / self->metres };
  int width, height;
  SxBox place;

  size_of (layout, &width, &height);
  keep_in_view (self, middle);
  if (place_plot (self, middle, half, width, height, &place))
    take (self, layout, style, at, place);
}

static int
compare_plots (gconstpointer a, gconstpointer b)
{
  const SxBox *x = &(*(SxAdjustment *const *)a)->shape->box, *y = &(*(SxAdjustment *const *)b)->shape->box;
  double p = (x->x1 - x->x0) * (x->y1 - x->y0), q = (y->x1 - y->x0) * (y->y1 - y->y0);

  return (p < q) - (p > q);
}

/* The largest first. */
static void
name_plots (Placing *self, const SxScheme *scheme)
{
  g_autoptr (GPtrArray) plots = g_ptr_array_new ();

  for (guint i = 0; i < scheme->adjustments->len; i++)
    {
      SxAdjustment *plot = scheme->adjustments->pdata[i];
      SxBox box = plot->shape->box;

      if (plot->shape->n_rings > 0 && sx_box_overlaps (box, self->reach)
          && MAX (box.x1 - box.x0, box.y1 - box.y0) / self->metres >= LEAST_PLOT)
        g_ptr_array_add (plots, plot);
    }
  g_ptr_array_sort (plots, compare_plots);
  for (guint i = 0; i < plots->len; i++)
    name_plot (self, plots->pdata[i]);
}

/* ---- all of it */

static const SxLayer *
find_layer (const SxPicture *picture, const char *table)
{
  for (guint i = 0; i < picture->n_entries; i++)
    if (g_str_equal (picture->entries[i].layer->style->table, table))
      return picture->entries[i].layer->layer;
  return NULL;
}

static void
name_free (gpointer data)
{
  sx_tile_image_unref (((SxMapName *)data)->image);
}

GArray *
sx_map_names_place (const SxPicture *picture, SxVillages *villages, const SxNamesView *view)
{
  double width = view->width * (1 + 2 * BEYOND), height = view->height * (1 + 2 * BEYOND);
  Placing self
      = { .picture = picture,
          .view = view,
          .page = { 0, 0, width, height },
          .shown = { view->width * BEYOND, view->height * BEYOND, view->width * (1 + BEYOND),
                     view->height * (1 + BEYOND) },
          .placer = sx_label_placer_new ((SxBox){ 0, 0, width, height }, 0),
          .corner = { view->middle.x - width / 2 / view->world, view->middle.y - height / 2 / view->world },
          .reach = plane_box (picture, view, BEYOND),
          .seen = plane_box (picture, view, 0),
          .context = pango_font_map_create_context (pango_cairo_font_map_get_default ()),
          .out = g_array_new (FALSE, FALSE, sizeof (SxMapName)) };
  const SxLayer *townships = find_layer (picture, "XZQ");

  g_array_set_clear_func (self.out, name_free);
  self.metres = (self.seen.y1 - self.seen.y0) / view->height;
  if (townships && self.metres >= NEAREST_TOWNSHIP)
    name_townships (&self, townships);
  if (picture->snapshot && self.metres <= FARTHEST_PLOT)
    name_plots (&self, picture->snapshot->scheme);
  if (villages && self.metres >= NEAREST_VILLAGE && self.metres <= FARTHEST_VILLAGE)
    name_villages (&self, villages, townships);
  g_object_unref (self.context);
  sx_label_placer_free (self.placer);
  return self.out;
}
