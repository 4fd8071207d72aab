/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-tile-painter.h"

#include <string.h>

#include "picture/sx-sheet.h"

/* Sizes of features on the picture, in pixels at 96 dpi. */
#define LEAST_OUTLINE 1.0 /* of the device's own pixels; below: a box of the right area */
#define LEAST_STROKE 4.0  /* below: no border of its own */
#define FADE_FROM 16.0    /* borders between parcels are whole above, */
#define FADE_TO 5.0       /* and gone below this mean size */
#define COARSE_GRAIN 0.25 /* of vertices where parcels are small */
#define FINE_GRAIN 0.0625
#define SMALL_PARCELS 14.0
#define NEAR 16.0       /* over so many pixels every map is straight */
#define WIDEST_LINE 7.0 /* a road must not hide the parcels below it */
#define MARGIN 24.0
#define LINE_STEP 0.35 /* vertices nearer to each other show nothing */

/* What a thread keeps from picture to picture. */
typedef struct
{
  SxPixelRing ring;
  SxCoverage coverage;
  SxLineMask border; /* of a change, before it joins the sheet's */
  SxSheet sheet;
  gsize n_below;
  SxFloat4 *below;
} Scratch;

static void
scratch_free (gpointer data)
{
  Scratch *self = data;

  sx_pixel_ring_clear (&self->ring);
  sx_coverage_clear (&self->coverage);
  sx_line_mask_clear (&self->border);
  sx_sheet_clear (&self->sheet);
  g_free (self->below);
  g_free (self);
}

static GPrivate scratch_of_thread = G_PRIVATE_INIT (scratch_free);

static Scratch *
scratch_get (int width, int height)
{
  Scratch *self = g_private_get (&scratch_of_thread);

  if (!self)
    {
      self = g_new0 (Scratch, 1);
      sx_pixel_ring_init (&self->ring);
      sx_coverage_init (&self->coverage);
      sx_line_mask_init (&self->border);
      sx_sheet_init (&self->sheet);
      g_private_set (&scratch_of_thread, self);
    }
  sx_coverage_resize (&self->coverage, width, height);
  sx_line_mask_resize (&self->border, width, height);
  sx_sheet_resize (&self->sheet, width, height);
  if (self->n_below != (gsize)width * (gsize)height)
    {
      g_free (self->below);
      self->n_below = (gsize)width * (gsize)height;
      self->below = g_malloc (self->n_below * sizeof (SxFloat4));
    }
  return self;
}

/* One picture being painted. */
typedef struct
{
  const SxPicture *picture;
  const SxPlaneMap *map;
  int scale, phase_x, phase_y;
  double px_per_m; /* pixels at 96 dpi, not of the device */
  Scratch *scratch;
  GCancellable *cancellable;
} Painter;

/* How one table's features are drawn here. */
typedef struct
{
  SxSymbol symbol;
  double line_opacity;
  float line, casing, band; /* whole widths in device pixels; 0: none */
  double grain;
} Pen;

/* Lines are thinner where a county is a hand's breadth. */
static double
line_shrink (double px_per_m)
{
  return CLAMP (0.55 + 0.45 * (log10 (px_per_m) + 2.3) / 1.3, 0.55, 1);
}

static Pen
pen_make (const Painter *self, const SxSymbol *symbol, double mean_size)
{
  double shrink = line_shrink (self->px_per_m), size = mean_size * self->px_per_m;
  double ground = MIN (symbol->metres * self->px_per_m, WIDEST_LINE);
  double width = MAX (symbol->width * shrink, ground) * self->scale;
  Pen pen = { .symbol = *symbol, .line_opacity = 1 };

  if (symbol->fades)
    pen.line_opacity = CLAMP ((size - FADE_TO) / (FADE_FROM - FADE_TO), 0, 1);
  if (symbol->line.a > 0 && pen.line_opacity > 0)
    pen.line = (float)width;
  if (symbol->casing.a > 0 && pen.line > 0)
    pen.casing = (float)(width + 2 * symbol->casing_width * shrink * self->scale);
  if (symbol->band.a > 0)
    pen.band = (float)(2 * symbol->band_width * shrink * self->scale);
  pen.grain = (size < SMALL_PARCELS ? COARSE_GRAIN : FINE_GRAIN) * self->scale;
  return pen;
}

typedef struct
{
  SxLineMask *mask;
  float width;
  double on, period; /* metres; period 0: solid */
} Stroke;

/* Draws the dashes of an edge; where they begin depends on the way from the line's start alone. */
static void
stroke_edge (SxPixel a, SxPixel b, double along, double length, gpointer data)
{
  const Stroke *stroke = data;
  double at;

  if (stroke->period <= 0)
    {
      sx_line_mask_add (stroke->mask, a, b, stroke->width);
      return;
    }
  at = floor (along / stroke->period) * stroke->period - along;
  for (; at < length; at += stroke->period)
    {
      double from = MAX (at, 0) / length, to = MIN (at + stroke->on, length) / length;

      if (to > from)
        sx_line_mask_add (stroke->mask,
                          (SxPixel){ a.x + (float)from * (b.x - a.x), a.y + (float)from * (b.y - a.y) },
                          (SxPixel){ a.x + (float)to * (b.x - a.x), a.y + (float)to * (b.y - a.y) },
                          stroke->width);
    }
}

/* The line itself of a ring or polyline, dashed where the symbol is. */
static void
stroke_points (const Painter *self, const Pen *pen, const SxPoint *points, guint n, SxLineMask *mask)
{
  double m_per_px = line_shrink (self->px_per_m) / self->px_per_m;
  Stroke stroke = { mask, pen->line, pen->symbol.dash[0] * m_per_px,
                    (pen->symbol.dash[0] + pen->symbol.dash[1]) * m_per_px };

  if (pen->symbol.dash[0] <= 0)
    stroke.period = 0;
  sx_pixel_edges (self->map, points, n, LINE_STEP / self->px_per_m, stroke_edge, &stroke);
}

/* Leaves out vertices that a line of that width does not show. */
static void
stroke_pixels (SxLineMask *mask, const SxPixel *pixels, guint n, float width)
{
  float step = MAX ((float)LINE_STEP, width / 8);
  SxPixel from = pixels[0];

  for (guint i = 1; i < n; i++)
    if (fabsf (pixels[i].x - from.x) + fabsf (pixels[i].y - from.y) >= step || i + 1 == n)
      {
        sx_line_mask_add (mask, from, pixels[i], width);
        from = pixels[i];
      }
}

/* A polygon: into the coverage, and its borders into the masks (line NULL: without). */
static void
add_polygon (const Painter *self, const Pen *pen, const SxShapeView *view, SxLineMask *line, SxLineMask *band)
{
  Scratch *scratch = self->scratch;
  gboolean clips = !sx_box_contains (self->map->reach, view->box);

  for (guint r = 0; r < view->n_rings; r++)
    {
      const SxPoint *points = view->points + view->ring_start[r];
      guint n_points = view->ring_start[r + 1] - view->ring_start[r];
      guint n = sx_pixel_ring_make (&scratch->ring, self->map, points, n_points, clips, pen->grain);
      const SxPixel *pixels = (const SxPixel *)(gconstpointer)scratch->ring.pixels->data;

      if (n == 0)
        continue;
      sx_coverage_add_ring (&scratch->coverage, pixels, n);
      if (band && pen->band > 0)
        stroke_pixels (band, pixels, n, pen->band);
      if (line && pen->line > 0 && pen->symbol.dash[0] <= 0)
        stroke_pixels (line, pixels, n, pen->line);
      else if (line && pen->line > 0)
        stroke_points (self, pen, points, n_points, line);
    }
}

static void
add_polylines (const Painter *self, const Pen *pen, const SxShapeView *view, SxSheet *sheet)
{
  Pen casing = *pen;

  casing.line = pen->casing;
  for (guint r = 0; r < view->n_rings; r++)
    {
      const SxPoint *points = view->points + view->ring_start[r];
      guint n = view->ring_start[r + 1] - view->ring_start[r];

      stroke_points (self, pen, points, n, &sheet->line);
      if (casing.line > 0)
        stroke_points (self, &casing, points, n, &sheet->casing);
    }
}

/* A feature too small for a shape: a rectangle of its area. */
static void
add_speck (const Painter *self, const SxPictureLayer *layer, const SxPictureItem *item, SxPoint p)
{
  float k = (float)(self->px_per_m * self->scale / 2) * sqrtf ((float)item->density / 255);
  float w = (item->x1 - item->x0) * k, h = (item->y1 - item->y0) * k;

  sx_sheet_fill_box (&self->scratch->sheet, (float)p.x - w, (float)p.y - h, (float)p.x + w, (float)p.y + h,
                     layer->style->classes[item->map_class].fill[self->picture->theme]);
}

static inline SxPoint
middle_of (const SxPictureLayer *layer, const SxPictureItem *item)
{
  return (SxPoint){ layer->corner.x + (double)((item->x0 + item->x1) / 2),
                    layer->corner.y + (double)((item->y0 + item->y1) / 2) };
}

/* All of a block whose items are specks, near to each other. */
static void
add_specks (const Painter *self, const SxPictureLayer *layer, guint from, guint end)
{
  SxStraightMap map = sx_plane_map_near (self->map, middle_of (layer, &layer->items[from]));

  for (guint i = from; i < end; i++)
    add_speck (self, layer, &layer->items[i],
               sx_straight_map_forward (&map, middle_of (layer, &layer->items[i])));
}

static void
add_item (const Painter *self, const SxPictureLayer *layer, const Pen *pen, const SxPictureItem *item,
          double size)
{
  SxInk ink = layer->style->classes[item->map_class].fill[self->picture->theme];
  SxSheet *sheet = &self->scratch->sheet;
  SxShapeView view;

  if (size * self->scale < LEAST_OUTLINE && !layer->layer->is_line)
    {
      add_speck (self, layer, item, sx_plane_map_forward (self->map, middle_of (layer, item)));
      return;
    }
  view = sx_layer_shape (layer->layer, item->feature);
  if (layer->layer->is_line)
    add_polylines (self, pen, &view, sheet);
  else
    {
      gboolean strokes = size >= LEAST_STROKE;

      add_polygon (self, pen, &view, strokes ? &sheet->line : NULL, strokes ? &sheet->band : NULL);
      sx_sheet_fill (sheet, &self->scratch->coverage, ink);
    }
}

/* Adds all features of a layer to the sheet; FALSE: cancelled. */
static gboolean
add_layer (const Painter *self, const SxPictureLayer *layer, const Pen *pen)
{
  SxBox reach = self->map->reach;
  float x0 = (float)(reach.x0 - layer->corner.x), y0 = (float)(reach.y0 - layer->corner.y);
  float x1 = (float)(reach.x1 - layer->corner.x), y1 = (float)(reach.y1 - layer->corner.y);
  guint n_blocks = (layer->n_items + SX_PICTURE_BLOCK - 1) / SX_PICTURE_BLOCK;

  for (guint b = 0; b < n_blocks; b++)
    {
      const SxPictureBlock *block = &layer->blocks[b];
      guint end = MIN ((b + 1) * SX_PICTURE_BLOCK, layer->n_items);

      if (block->x0 > x1 || block->x1 < x0 || block->y0 > y1 || block->y1 < y0)
        continue;
      if (g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if ((double)block->largest * self->px_per_m * self->scale < LEAST_OUTLINE && !layer->layer->is_line
          && (double)MAX (block->x1 - block->x0, block->y1 - block->y0) * self->px_per_m < NEAR)
        {
          add_specks (self, layer, b * SX_PICTURE_BLOCK, end);
          continue;
        }
      for (guint i = b * SX_PICTURE_BLOCK; i < end; i++)
        {
          const SxPictureItem *item = &layer->items[i];

          if (item->x0 <= x1 && item->x1 >= x0 && item->y0 <= y1 && item->y1 >= y0)
            add_item (self, layer, pen, item,
                      (double)MAX (item->x1 - item->x0, item->y1 - item->y0) * self->px_per_m);
        }
    }
  return TRUE;
}

/* Joins a change's border to the sheet's lines where the line's own area is (of a 调出: there it ends now),
 * or is not (of a 调入: there it had ended). */
static void
join_border (SxSheet *sheet, SxLineMask *border, gboolean inside)
{
  for (int y = border->y0; y < border->y1; y++)
    {
      const SxFloat4 *ink = sheet->ink + (gsize)y * (gsize)sheet->width;
      guint8 *from = border->bytes + (gsize)y * (gsize)sheet->width;

      for (int x = 0; x < sheet->width; x++)
        if (from[x])
          {
            float share = MIN (ink[x][3], 1);

            from[x] = (guint8)((float)from[x] * (inside ? share : 1 - share));
          }
    }
}

static void
lay_border (SxSheet *sheet, SxLineMask *border)
{
  SxLineMask *line = &sheet->line;

  for (int y = border->y0; y < border->y1; y++)
    for (int x = 0; x < border->width; x++)
      {
        gsize at = (gsize)y * (gsize)border->width + (gsize)x;

        line->bytes[at] = MAX (line->bytes[at], border->bytes[at]);
      }
  line->y0 = MIN (line->y0, border->y0);
  line->y1 = MAX (line->y1, border->y1);
  sx_line_mask_drop (border);
}

/* The sheet of a table as the scheme makes it. */
static void
apply_change (const Painter *self, const Pen *pen, const SxPictureChange *change)
{
  Scratch *scratch = self->scratch;
  SxSheet *sheet = &scratch->sheet;
  SxShapeView view = sx_shape_view (change->shape);

  if (change->is_line)
    {
      if (!change->is_out)
        add_polylines (self, pen, &view, sheet);
      return;
    }
  add_polygon (self, pen, &view, &scratch->border, NULL);
  join_border (sheet, &scratch->border, change->is_out);
  sx_sheet_cut (sheet, &scratch->coverage);
  if (!change->is_out)
    {
      add_polygon (self, pen, &view, NULL, &sheet->band);
      sx_sheet_fill (sheet, &scratch->coverage,
                     change->style->classes[change->map_class].fill[self->picture->theme]);
    }
  lay_border (sheet, &scratch->border);
}

static void
lay (const Painter *self, const Pen *pen, double fill_opacity, double opacity)
{
  SxSheetLook look
      = { &pen->symbol, fill_opacity, pen->line_opacity, opacity, self->scale, self->phase_x, self->phase_y };

  sx_sheet_lay (&self->scratch->sheet, &look, self->scratch->below);
  sx_sheet_drop (&self->scratch->sheet);
}

static gboolean
is_change_here (const Painter *self, const SxPictureChange *change, const SxTableStyle *style)
{
  return change->style == style && sx_box_overlaps (change->shape->box, self->map->reach);
}

static gboolean
paint_entry (const Painter *self, SxPictureMode mode, const SxPictureEntry *entry)
{
  const SxPicture *picture = self->picture;
  const SxTableStyle *style = entry->layer->style;
  guint n_changes = mode == SX_PICTURE_AFTER ? picture->n_changes : 0, first = 0;
  Pen pen = pen_make (self, &style->symbol[picture->theme], entry->layer->mean_size);

  while (first < n_changes && !is_change_here (self, &picture->changes[first], style))
    first++;
  if (first == n_changes && !sx_box_overlaps (entry->layer->box, self->map->reach))
    return TRUE;
  if (!add_layer (self, entry->layer, &pen))
    {
      sx_sheet_drop (&self->scratch->sheet);
      return FALSE;
    }
  for (guint i = first; i < n_changes; i++)
    if (is_change_here (self, &picture->changes[i], style))
      apply_change (self, &pen, &picture->changes[i]);
  lay (self, &pen, (double)style->classes[0].fill[picture->theme].a, entry->opacity * style->opacity);
  return TRUE;
}

/* How a change is marked: the hatch and border of its direction, and along the inner side the colour of its
 * line. */
static SxSymbol
change_symbol (const SxPicture *picture, const SxPictureChange *change)
{
  const SxMapStyle *style = sx_map_style_get ();
  SxSymbol symbol
      = style->direction[change->is_out ? SX_DIRECTION_OUT : SX_DIRECTION_IN].symbol[picture->theme];
  SxInk line = change->style->symbol[picture->theme].line;

  if (change->is_line)
    symbol.width = 3;
  else
    {
      symbol.band = (SxInk){ line.r, line.g, line.b, 0.5f };
      symbol.band_width = 4;
    }
  if (change->is_reclass)
    symbol.hatch = SX_HATCH_NONE;
  return symbol;
}

static gboolean
is_alike (const SxPictureChange *a, const SxPictureChange *b)
{
  return a->style == b->style && a->is_out == b->is_out && a->is_reclass == b->is_reclass
         && a->is_line == b->is_line;
}

/* All changes that are marked as the one at `first`, on one sheet. */
static void
paint_changes (const Painter *self, guint first)
{
  const SxPicture *picture = self->picture;
  const SxPictureChange *like = &picture->changes[first];
  const SxTableStyle *direction = &sx_map_style_get ()->direction[like->is_out];
  SxInk tint = direction->classes[0].fill[picture->theme];
  SxSymbol symbol = change_symbol (picture, like);
  Pen pen = pen_make (self, &symbol, INFINITY);
  SxSheet *sheet = &self->scratch->sheet;

  for (guint i = first; i < picture->n_changes; i++)
    {
      const SxPictureChange *change = &picture->changes[i];
      SxShapeView view = sx_shape_view (change->shape);
      SxInk ink = change->is_reclass ? change->style->classes[change->map_class].fill[picture->theme] : tint;

      if (!is_alike (change, like) || !sx_box_overlaps (view.box, self->map->reach))
        continue;
      if (change->is_line)
        add_polylines (self, &pen, &view, sheet);
      else
        {
          add_polygon (self, &pen, &view, &sheet->line, &sheet->band);
          sx_sheet_fill (sheet, &self->scratch->coverage, ink);
        }
    }
  lay (self, &pen, like->is_reclass ? 0.85 : (double)tint.a, 1);
}

static gboolean
paint_difference (const Painter *self)
{
  const SxPicture *picture = self->picture;

  for (guint i = 0; i < picture->n_changes; i++)
    {
      gboolean is_first = sx_box_overlaps (picture->changes[i].shape->box, self->map->reach);

      for (guint k = 0; k < i && is_first; k++)
        is_first = !is_alike (&picture->changes[k], &picture->changes[i])
                   || !sx_box_overlaps (picture->changes[k].shape->box, self->map->reach);
      if (is_first)
        paint_changes (self, i);
    }
  return !g_cancellable_is_cancelled (self->cancellable);
}

static cairo_surface_t *
to_surface (const SxFloat4 *from, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < height; y++)
    {
      guint32 *row = (guint32 *)(gpointer)(data + (gssize)y * stride);

      for (int x = 0; x < width; x++)
        {
          SxFloat4 v = *from++ * 255.0f + 0.5f;

          row[x] = (guint32)v[3] << 24 | (guint32)v[0] << 16 | (guint32)v[1] << 8 | (guint32)v[2];
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

cairo_surface_t *
sx_picture_paint (const SxPicture *picture, SxPictureMode mode, const SxPlaneMap *map, int scale, int phase_x,
                  int phase_y, GCancellable *cancellable)
{
  int width = (int)map->width, height = (int)map->height;
  Painter self
      = { picture,    map, scale, phase_x, phase_y, map->px_per_m / scale, scratch_get (width, height),
          cancellable };
  gboolean done = TRUE;

  if (!sx_picture_touches (picture, mode, map->reach))
    return NULL;
  memset (self.scratch->below, 0, self.scratch->n_below * sizeof (SxFloat4));
  if (mode == SX_PICTURE_DIFFERENCE)
    done = paint_difference (&self);
  else
    for (guint i = 0; i < picture->n_entries && done; i++)
      if (picture->entries[i].opacity > 0)
        done = paint_entry (&self, mode, &picture->entries[i]);
  return done ? to_surface (self.scratch->below, width, height) : NULL;
}

static gboolean
tile_map (SxPlaneMap *map, const SxPicture *picture, SxTile tile)
{
  double n = exp2 (tile.zoom);
  guint size = SX_TILE_SIZE * (guint)tile.scale;

  return !sx_box_is_empty (picture->box)
         && sx_plane_map_mercator (map, &picture->plane, (SxPoint){ tile.x / n, tile.y / n }, size * n, size,
                                   size, MARGIN * tile.scale, picture->box);
}

gboolean
sx_tile_has_content (const SxPicture *picture, SxPictureMode mode, SxTile tile)
{
  SxPlaneMap map;

  return tile_map (&map, picture, tile) && sx_picture_touches (picture, mode, map.reach);
}

cairo_surface_t *
sx_tile_paint (const SxPicture *picture, SxPictureMode mode, SxTile tile, GCancellable *cancellable)
{
  int size = SX_TILE_SIZE * tile.scale, period = SX_HATCH_PERIOD * tile.scale;
  SxPlaneMap map;

  if (!tile_map (&map, picture, tile))
    return NULL;
  return sx_picture_paint (picture, mode, &map, tile.scale, (int)((gint64)tile.x * size % period),
                           (int)((gint64)tile.y * size % period), cancellable);
}
