/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the map: where it is, what is on it, which plots there are, how long a kilometre is, and who made
 * it. On a landscape page one below the other, on a portrait page side by side. */
#include <math.h>
#include <string.h>

#include "atlas/sx-sheet-drawing.h"
#include "base/sx-text.h"

#define HEADING_PT 9.5
#define LEGEND_PT 7.6
#define LIST_PT 6.4
#define HEADING_MM 8.0
#define PAD_MM 3.0
#define SWATCH_W_MM 9.0
#define SWATCH_H_MM 4.6
#define ROW_MM 6.2
#define PLOT_ENTRY_MM 62.0 /* wide is an entry with a number and an area */
#define COLUMN_MM 72.0     /* no column of a legend is wider */
#define LARGEST_LEGEND 1.3 /* on a portrait page, where there is room enough */
#define LIST_ROW_MM 3.7
#define LOW_LIST_MM 66.0 /* room for a list on a portrait page */
#define INSET_MM 44.0
#define SCALE_MM 22.0
#define AGENCY_MM 13.0

static double
heading (SxSheetDrawing *self, const char *text, SxBox box)
{
  sx_page_text_line (&self->text, SX_FACE_TITLE, sx_sheet_pt (self, HEADING_PT), text, (box.x0 + box.x1) / 2,
                     box.y0 + sx_sheet_mm (self, 3.6), SX_ALIGN_MIDDLE, self->theme->ink);
  return box.y0 + sx_sheet_mm (self, HEADING_MM);
}

static void
rule (SxSheetDrawing *self, double x0, double x1, double y)
{
  cairo_move_to (self->cr, x0, y);
  cairo_line_to (self->cr, x1, y);
  sx_page_set_ink (self->cr, self->theme->faint);
  cairo_set_line_width (self->cr, sx_sheet_mm (self, 0.1));
  cairo_stroke (self->cr);
}

/* ---- legend */

static void
draw_swatch (SxSheetDrawing *self, const SxLegendEntry *entry, SxBox box)
{
  cairo_new_path (self->cr);
  if (entry->kind == SX_LEGEND_LINE)
    {
      cairo_move_to (self->cr, box.x0, (box.y0 + box.y1) / 2);
      cairo_line_to (self->cr, box.x1, (box.y0 + box.y1) / 2);
      sx_sheet_paint_line (self, &entry->symbol);
      return;
    }
  cairo_rectangle (self->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  sx_sheet_paint_area (self, &entry->symbol, TRUE, box);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return (int)((const SxLegendEntry *)a)->kind - (int)((const SxLegendEntry *)b)->kind;
}

/* How entries are set: as large as they are meant to be, or smaller where they are many. */
typedef struct
{
  double row, size, swatch_w, swatch_h;
  guint columns;
  double width; /* of a column */
  gint lines;   /* an entry may have so many; 0: as many as there are, and may be cut off */
} LegendSetting;

static PangoLayout *
entry_layout (SxSheetDrawing *self, const LegendSetting *set, const SxLegendEntry *entry)
{
  return sx_page_text_layout (&self->text, SX_FACE_TEXT, set->size, entry->text,
                              set->width - set->swatch_w - sx_sheet_mm (self, 3), 2);
}

static void
draw_entry (SxSheetDrawing *self, const LegendSetting *set, const SxLegendEntry *entry, PangoLayout *layout,
            double x, double y, double row)
{
  double w, h;

  sx_page_text_size (layout, &w, &h);
  draw_swatch (self, entry,
               (SxBox){ x, y + (row - set->swatch_h) / 2, x + set->swatch_w, y + (row + set->swatch_h) / 2 });
  sx_page_text_show (&self->text, layout, x + set->swatch_w + sx_sheet_mm (self, 2), y + (row - h) / 2,
                     self->theme->ink, (SxInk){ 0 }, 0);
}

static gboolean
is_whole (const LegendSetting *set, PangoLayout *layout)
{
  return set->lines == 0
         || (pango_layout_get_line_count (layout) <= set->lines && !pango_layout_is_ellipsized (layout));
}

/* Sets entries from `first` on column by column below y0; those before it side by side above. FALSE where
 * they do not fit above y1. *end: below the lowest. */
static gboolean
set_columns (SxSheetDrawing *self, const LegendSetting *set, guint first, SxBox box, double y0,
             gboolean is_drawn, double *end)
{
  double y = y0;
  guint column = 0;

  *end = y0;
  for (guint i = first; i < self->legend->len; i++)
    {
      const SxLegendEntry *entry = &g_array_index (self->legend, SxLegendEntry, i);
      g_autoptr (PangoLayout) layout = entry_layout (self, set, entry);
      double w, h, row;

      sx_page_text_size (layout, &w, &h);
      if (!is_whole (set, layout))
        return FALSE;
      row = MAX (set->row, h + sx_sheet_mm (self, 0.8));
      if (y + row > box.y1)
        {
          y = y0;
          column++;
        }
      if (column >= set->columns)
        return FALSE;
      if (is_drawn)
        draw_entry (self, set, entry, layout, box.x0 + set->width * column, y, row);
      y += row;
      *end = MAX (*end, y);
    }
  return TRUE;
}

/* Plots stand above all else, with how many and how large they are: they have the whole width, or on a
 * portrait page half of it. */
static gboolean
set_legend (SxSheetDrawing *self, const LegendSetting *set, SxBox box, double y0, gboolean is_drawn,
            double *end)
{
  guint n_across = box.x1 - box.x0 > 2 * sx_sheet_mm (self, PLOT_ENTRY_MM) ? 2 : 1, i;
  LegendSetting wide = *set;

  wide.width = (box.x1 - box.x0) / n_across;
  for (i = 0; i < self->legend->len; i++)
    {
      const SxLegendEntry *entry = &g_array_index (self->legend, SxLegendEntry, i);
      g_autoptr (PangoLayout) layout = NULL;

      if (entry->kind != SX_LEGEND_PLOT)
        break;
      layout = entry_layout (self, &wide, entry);
      if (!is_whole (set, layout))
        return FALSE;
      if (is_drawn)
        draw_entry (self, set, entry, layout, box.x0 + wide.width * (i % n_across),
                    y0 + set->row * (i / n_across), set->row);
    }
  return set_columns (self, set, i, box, y0 + set->row * ((i + n_across - 1) / n_across), is_drawn, end);
}

/* A legend of several columns is as low as it can be, so that they are of a length. */
static SxBox
lowest_box (SxSheetDrawing *self, const LegendSetting *set, SxBox box, double y0, double *end)
{
  double below = y0; /* too low, as box.y1 is not */

  while (set->columns > 1 && box.y1 - below > set->row / 8)
    {
      SxBox low = box;

      low.y1 = (below + box.y1) / 2;
      if (set_legend (self, set, low, y0, FALSE, end))
        box = low;
      else
        below = low.y1;
    }
  return box;
}

/* In the middle of the box, columns no wider than they need be. */
static gboolean
try_legend (SxSheetDrawing *self, LegendSetting *set, SxBox box, double y0, double *end)
{
  double width = box.x1 - box.x0, spare;

  set->width = MIN (width / set->columns, sx_sheet_mm (self, COLUMN_MM));
  spare = width - set->width * set->columns;
  box.x0 += spare / 2;
  box.x1 -= spare / 2;
  return set_legend (self, set, box, y0, FALSE, end)
         && set_legend (self, set, lowest_box (self, set, box, y0, end), y0, TRUE, end);
}

/* Sets and draws the legend as large as it fits above y1, not below `least` of its size; FALSE: it does not
 * fit. */
static gboolean
fit_legend (SxSheetDrawing *self, SxBox box, double y0, double least, gint lines, double *end)
{
  guint most = self->layout->is_portrait ? 4 : 2;
  LegendSetting set;

  for (double shrink = self->layout->is_portrait ? LARGEST_LEGEND : 1; shrink >= least; shrink *= 0.93)
    {
      set = (LegendSetting){ .row = sx_sheet_mm (self, ROW_MM) * shrink,
                             .size = sx_sheet_pt (self, LEGEND_PT) * shrink,
                             .swatch_w = sx_sheet_mm (self, SWATCH_W_MM) * shrink,
                             .swatch_h = sx_sheet_mm (self, SWATCH_H_MM) * shrink,
                             .lines = lines };
      for (set.columns = 1; set.columns <= most; set.columns++)
        if (try_legend (self, &set, box, y0, end))
          return TRUE;
    }
  return FALSE;
}

/* wanted: the height that leaves room for a list, which goes without where the legend could not be read.
 * Gives the height used. */
static double
draw_legend (SxSheetDrawing *self, SxBox box, double wanted)
{
  double y0 = heading (self, "图　例", box), end = y0;
  SxBox small = box;

  small.y1 = box.y0 + wanted;
  g_array_sort (self->legend, compare_entries);
  if (!fit_legend (self, small, y0, 0.85, 1, &end) && !fit_legend (self, small, y0, 0.78, 2, &end)
      && !fit_legend (self, box, y0, 0.6, 2, &end))
    fit_legend (self, box, y0, 0.2, 0, &end);
  return end - box.y0;
}

/* ---- the list of plots */

/* Plots, then what is on no map. */
static guint
n_listed (const SxSheetDrawing *self)
{
  return self->plots->len + self->unplaced->len;
}

static const SxSheetPlot *
get_listed (const SxSheetDrawing *self, guint i)
{
  return i < self->plots->len ? self->plots->pdata[i] : self->unplaced->pdata[i - self->plots->len];
}

static void
draw_list_row (SxSheetDrawing *self, const SxSheetPlot *plot, SxBox box, double y)
{
  double size = sx_sheet_pt (self, LIST_PT), number_w = sx_sheet_mm (self, 9),
         last_w = sx_sheet_mm (self, 13), w, h;
  g_autofree char *last = plot->remark         ? g_strdup (plot->remark)
                          : isnan (plot->area) ? g_strdup ("")
                                               : sx_text_number (plot->area / 1e4, 4);
  g_autoptr (PangoLayout) words = sx_page_text_layout (&self->text, SX_FACE_TEXT, size, plot->words,
                                                       box.x1 - box.x0 - number_w - (*last ? last_w : 0), 1);

  sx_page_text_size (words, &w, &h);
  sx_page_text_line (&self->text, SX_FACE_TEXT_BOLD, size, plot->number, box.x0, y, SX_ALIGN_START,
                     self->theme->marks[plot->mark].line);
  sx_page_text_show (&self->text, words, box.x0 + number_w, y - h / 2, self->theme->ink, (SxInk){ 0 }, 0);
  sx_page_text_line (&self->text, SX_FACE_TEXT, size, last, box.x1, y, SX_ALIGN_END, self->theme->ink);
}

/* A word about plots that are not in the list, or have no number on the map; NULL: all are there. */
static char *
rest_words (const SxSheetDrawing *self, guint n_rest)
{
  const char *where = self->content->subject == SX_SHEET_PROJECTS ? "附表8" : "数据库";

  if (n_rest && self->n_unlabelled)
    return g_strdup_printf ("另有%u个未列出；%u个因图面所限未注编号，均见%s。", n_rest, self->n_unlabelled,
                            where);
  if (n_rest)
    return g_strdup_printf ("另有%u个未列出，见%s。", n_rest, where);
  if (self->n_unlabelled)
    return g_strdup_printf ("%u个因图面所限未注编号，见%s。", self->n_unlabelled, where);
  return NULL;
}

/* As many plots as there is room for in so many columns. */
static void
draw_list (SxSheetDrawing *self, SxBox box, guint columns)
{
  double row = sx_sheet_mm (self, LIST_ROW_MM), gap = sx_sheet_mm (self, 5),
         width = (box.x1 - box.x0 + gap) / columns, y = box.y0 + sx_sheet_mm (self, HEADING_MM);
  gboolean is_projects = self->content->subject == SX_SHEET_PROJECTS;
  guint rows = (guint)MAX (0, floor ((box.y1 - y) / row)), n = n_listed (self), shown;
  g_autofree char *rest = NULL;

  if (rows < 2)
    return;
  shown = n <= rows * columns && !self->n_unlabelled ? n : MIN (n, (rows - 1) * columns);
  if (shown < n || self->n_unlabelled)
    rows--;
  heading (self, is_projects ? "项目一览（维护情形）" : "图斑一览（面积：公顷）", box);
  rule (self, box.x0, box.x1, y - sx_sheet_mm (self, 0.6));
  for (guint i = 0; i < shown; i++)
    {
      double x = box.x0 + width * (i / rows);

      draw_list_row (self, get_listed (self, i), (SxBox){ x, box.y0, x + width - gap, box.y1 },
                     y + row * (i % rows + 0.5));
    }
  rest = rest_words (self, n - shown);
  if (rest)
    sx_page_text_line (&self->text, SX_FACE_TEXT, sx_sheet_pt (self, LIST_PT), rest, box.x0,
                       y + row * (MIN (rows, shown) + 0.6), SX_ALIGN_START, self->theme->faint);
}

/* ---- where it is */

static void
inset_ground (SxSheetDrawing *self, const SxPageMap *map, SxGroundKind kind, const SxAtlasSymbol *symbol)
{
  const SxAtlasGround *ground
      = sx_atlas_grounds_get (self->atlas->grounds, kind, SX_GROUND_BEFORE, self->cancellable, NULL);
  guint n = ground ? ground->n_classes : 0;
  g_autofree SxAtlasSymbol *symbols = g_new (SxAtlasSymbol, MAX (n, 1));
  g_autofree gboolean *is_seen = g_new0 (gboolean, MAX (n, 1));
  SxGroundCover cover = { ground, symbols, *map, SX_COVER_FILLED, SX_PAGE_TOLERANCE_MM };
  GError **error = self->error;

  for (guint c = 0; c < n; c++)
    symbols[c] = *symbol;
  self->error = NULL; /* that it was cancelled is told once, at the end of the page */
  if (ground)
    sx_sheet_draw_cover (self, &cover, is_seen);
  self->error = error;
}

static void
draw_inset (SxSheetDrawing *self, SxBox box)
{
  double y0 = heading (self, "位置示意图", box);
  SxBox frame = { box.x0, y0, box.x1, box.y1 }, ground = SX_BOX_EMPTY,
        shown = sx_page_map_ground (&self->layout->map);
  const SxLayer *layer = sx_plan_layer (self->delivery->plan, "XZQ");
  const SxAtlasSymbol townships
      = { .fill = { 0.95f, 0.95f, 0.93f, 1 }, .line = self->theme->faint, .width = 0.1 },
      city = { .fill = { 0.82f, 0.82f, 0.82f, 1 }, .line = self->theme->ink, .width = 0.15 },
      territory = { .line = self->theme->ink, .width = 0.3 };
  SxPageMap map;
  SxPoint a, b;
  double scale;

  for (guint f = 0; layer && f < layer->n_features; f++)
    ground = sx_box_union (ground, layer->box[f]);
  if (sx_box_is_empty (ground))
    ground = shown;
  scale = 1.12 * 1000 * SX_PT_PER_MM
          * MAX ((ground.x1 - ground.x0) / (frame.x1 - frame.x0),
                 (ground.y1 - ground.y0) / (frame.y1 - frame.y0));
  sx_page_map_init (&map, frame, (SxPoint){ (ground.x0 + ground.x1) / 2, (ground.y0 + ground.y1) / 2 },
                    scale);
  cairo_save (self->cr);
  cairo_rectangle (self->cr, frame.x0, frame.y0, frame.x1 - frame.x0, frame.y1 - frame.y0);
  cairo_clip (self->cr);
  inset_ground (self, &map, SX_GROUND_TOWNSHIPS, &townships);
  inset_ground (self, &map, SX_GROUND_CITY, &city);
  inset_ground (self, &map, SX_GROUND_TERRITORY, &territory);
  a = sx_page_map_forward (&map, (SxPoint){ shown.x0, shown.y1 });
  b = sx_page_map_forward (&map, (SxPoint){ shown.x1, shown.y0 });
  a = (SxPoint){ MAX (a.x, frame.x0 + 1), MAX (a.y, frame.y0 + 1) };
  b = (SxPoint){ MIN (b.x, frame.x1 - 1), MIN (b.y, frame.y1 - 1) };
  cairo_rectangle (self->cr, a.x, a.y, b.x - a.x, b.y - a.y);
  sx_sheet_paint_line (self, &self->theme->marks[SX_MARK_WINDOW]);
  cairo_restore (self->cr);
  cairo_rectangle (self->cr, frame.x0, frame.y0, frame.x1 - frame.x0, frame.y1 - frame.y0);
  sx_page_set_ink (self->cr, self->theme->faint);
  cairo_set_line_width (self->cr, sx_sheet_mm (self, 0.12));
  cairo_stroke (self->cr);
}

/* ---- scale and north */

static void
draw_north (SxSheetDrawing *self, double x, double y)
{
  double r = sx_sheet_mm (self, 2.6), h = sx_sheet_mm (self, 11);
  cairo_t *cr = self->cr;

  sx_page_text_line (&self->text, SX_FACE_TITLE, sx_sheet_pt (self, 9), "北", x, y, SX_ALIGN_MIDDLE,
                     self->theme->ink);
  y += sx_sheet_mm (self, 2.4);
  for (guint side = 0; side < 2; side++)
    {
      double dx = side ? r : -r;

      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + dx, y + h);
      cairo_line_to (cr, x, y + h * 0.74);
      cairo_close_path (cr);
      sx_page_set_ink (cr, side ? self->theme->paper : self->theme->ink);
      cairo_fill_preserve (cr);
      sx_page_set_ink (cr, self->theme->ink);
      cairo_set_line_width (cr, sx_sheet_mm (self, 0.15));
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
      cairo_stroke (cr);
    }
}

/* Metres of one of the bar's four parts: round, and short enough. */
static double
bar_part (const SxSheetDrawing *self, double width)
{
  double most = width / 4 / self->layout->map.pt_per_m, power = pow (10, floor (log10 (most)));

  return most >= 5 * power                    ? 5 * power
         : most >= 2.5 * power && power >= 10 ? 2.5 * power
         : most >= 2 * power                  ? 2 * power
                                              : power;
}

static void
draw_bar (SxSheetDrawing *self, double x, double y, double width)
{
  double part = bar_part (self, width), w = part * self->layout->map.pt_per_m, h = sx_sheet_mm (self, 1.5),
         size = sx_sheet_pt (self, 6.4);
  gboolean is_km = part * 4 >= 2000;
  cairo_t *cr = self->cr;

  for (guint i = 0; i < 4; i++)
    {
      cairo_rectangle (cr, x + w * i, y, w, h);
      sx_page_set_ink (cr, i % 2 ? self->theme->paper : self->theme->ink);
      cairo_fill_preserve (cr);
      sx_page_set_ink (cr, self->theme->ink);
      cairo_set_line_width (cr, sx_sheet_mm (self, 0.15));
      cairo_stroke (cr);
    }
  for (guint i = 0; i <= 4; i += 2)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *text = NULL;

      g_ascii_formatd (number, sizeof number, "%g", part * i / (is_km ? 1000 : 1));
      text = g_strdup_printf ("%s%s", number, i < 4 ? "" : is_km ? " 千米" : " 米");
      sx_page_text_line (&self->text, SX_FACE_TEXT, size, text, x + w * i, y - sx_sheet_mm (self, 2),
                         SX_ALIGN_MIDDLE, self->theme->ink);
    }
}

/* 1 : 50 000 */
static char *
scale_text (double scale)
{
  g_autofree char *digits = g_strdup_printf ("%.0f", scale);
  GString *out = g_string_new ("1 : ");
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    {
      if (i && (n - i) % 3 == 0)
        g_string_append_c (out, ' ');
      g_string_append_c (out, digits[i]);
    }
  return g_string_free (out, FALSE);
}

static void
draw_scale (SxSheetDrawing *self, SxBox box)
{
  double north = sx_sheet_mm (self, 12), top = box.y0 + sx_sheet_mm (self, 4),
         left = box.x0 + north + sx_sheet_mm (self, 4);
  g_autofree char *text = scale_text (self->layout->scale);

  draw_north (self, box.x0 + north / 2, top);
  sx_page_text_line (&self->text, SX_FACE_TEXT_BOLD, sx_sheet_pt (self, 9), text,
                     (left + box.x1 - sx_sheet_mm (self, 4)) / 2, top + sx_sheet_mm (self, 1),
                     SX_ALIGN_MIDDLE, self->theme->ink);
  draw_bar (self, left, top + sx_sheet_mm (self, 10), box.x1 - left - sx_sheet_mm (self, 6));
}

/* "2026-06-30" as people write it. */
static char *
chinese_date (const char *date)
{
  int y, m, d;

  if (sscanf (date, "%d-%d-%d", &y, &m, &d) != 3)
    return g_strdup (date);
  return g_strdup_printf ("%d年%d月%d日", y, m, d);
}

static void
draw_agency (SxSheetDrawing *self, SxBox box)
{
  g_autofree char *date = chinese_date (self->delivery->date), *when = g_strdup_printf ("编制日期：%s", date),
                  *who = g_strdup_printf ("编制单位：%s", self->atlas->agency ? self->atlas->agency : "");
  double size = sx_sheet_pt (self, LEGEND_PT);

  sx_page_text_line (&self->text, SX_FACE_TEXT, size, who, box.x0, box.y0 + sx_sheet_mm (self, 3.4),
                     SX_ALIGN_START, self->theme->ink);
  sx_page_text_line (&self->text, SX_FACE_TEXT, size, when, box.x0, box.y0 + sx_sheet_mm (self, 8.6),
                     SX_ALIGN_START, self->theme->ink);
}

/* ---- the whole */

#define LEAST_LIST_ROWS 9 /* a legend leaves room for so many plots */

static void
draw_column (SxSheetDrawing *self, SxBox box)
{
  double y = box.y0, agency = box.y1 - sx_sheet_mm (self, AGENCY_MM),
         scale = agency - sx_sheet_mm (self, SCALE_MM), gap = sx_sheet_mm (self, 2.5), most = scale - gap,
         list = 0;

  if (n_listed (self))
    list = gap + sx_sheet_mm (self, HEADING_MM + LIST_ROW_MM * MIN (n_listed (self) + 1, LEAST_LIST_ROWS));
  draw_inset (self, (SxBox){ box.x0, y, box.x1, y + sx_sheet_mm (self, INSET_MM) });
  y += sx_sheet_mm (self, INSET_MM) + gap;
  y += draw_legend (self, (SxBox){ box.x0, y, box.x1, most }, most - list - y) + gap;
  if (n_listed (self))
    draw_list (self, (SxBox){ box.x0, y, box.x1, most }, 1);
  rule (self, box.x0, box.x1, scale);
  draw_scale (self, (SxBox){ box.x0, scale, box.x1, agency });
  rule (self, box.x0, box.x1, agency);
  draw_agency (self, (SxBox){ box.x0, agency, box.x1, box.y1 });
}

static void
draw_row (SxSheetDrawing *self, SxBox box)
{
  guint n = n_listed (self), columns = n == 0 ? 0 : n * LIST_ROW_MM + HEADING_MM > LOW_LIST_MM ? 2 : 1;
  double gap = sx_sheet_mm (self, 5), first = sx_sheet_mm (self, 60), list = columns * sx_sheet_mm (self, 62),
         x1 = box.x0 + first, x2 = box.x1 - list, agency = box.y1 - sx_sheet_mm (self, AGENCY_MM * 0.85);

  draw_inset (self, (SxBox){ box.x0, box.y0, x1 - sx_sheet_mm (self, 10), box.y0 + sx_sheet_mm (self, 36) });
  draw_scale (self, (SxBox){ box.x0, box.y0 + sx_sheet_mm (self, 37), x1, agency });
  draw_agency (self, (SxBox){ box.x0, agency, x1, box.y1 });
  draw_legend (self, (SxBox){ x1 + gap, box.y0, x2 - (columns ? gap : 0), box.y1 }, box.y1 - box.y0);
  if (columns)
    draw_list (self, (SxBox){ x2, box.y0, box.x1, box.y1 }, columns);
}

void
sx_sheet_draw_panel (SxSheetDrawing *self)
{
  SxBox panel = self->layout->panel;

  cairo_rectangle (self->cr, panel.x0, panel.y0, panel.x1 - panel.x0, panel.y1 - panel.y0);
  sx_page_set_ink (self->cr, self->theme->ink);
  cairo_set_line_width (self->cr, sx_sheet_mm (self, 0.3));
  cairo_stroke (self->cr);
  (self->layout->is_portrait ? draw_row : draw_column) (self,
                                                        sx_box_grown (panel, -sx_sheet_mm (self, PAD_MM)));
}
