/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map in its frame, from the ground up: background, the sheet's subject, roads, borders. */
#include "atlas/sx-sheet-drawing.h"

#define CHECK_EVERY 256        /* lines */
#define LAND_TOLERANCE_MM 0.03 /* the background has no outlines */

/* ---- classes of a table */

/* fades: drawn as a background, paler. */
static SxInk
pale (SxInk ink, const SxInk *paper, float share)
{
  return (SxInk){ ink.r + (paper->r - ink.r) * share, ink.g + (paper->g - ink.g) * share,
                  ink.b + (paper->b - ink.b) * share, ink.a };
}

static SxAtlasSymbol
class_symbol (const SxSheetDrawing *self, SxAtlasTable table, guint number, SxAtlasMark borders,
              float paleness)
{
  SxAtlasSymbol symbol = self->theme->marks[borders];

  symbol.fill
      = pale (sx_atlas_theme_get_class (self->theme, table, number)->fill, &self->theme->paper, paleness);
  if (symbol.line.a <= 0)
    {
      /* so that nothing shines through between neighbours of two classes */
      symbol.line = symbol.fill;
      symbol.width = 0.05;
    }
  return symbol;
}

static gboolean
draw_classes (SxSheetDrawing *self, SxGroundKind kind, SxGroundState state, SxAtlasMark borders,
              float paleness)
{
  const SxAtlasGround *ground
      = sx_atlas_grounds_get (self->atlas->grounds, kind, state, self->cancellable, self->error);
  g_autofree SxAtlasSymbol *symbols = ground ? g_new (SxAtlasSymbol, MAX (ground->n_classes, 1)) : NULL;
  g_autofree gboolean *is_seen = ground ? g_new0 (gboolean, MAX (ground->n_classes, 1)) : NULL;
  SxGroundCover cover = { ground, symbols, self->layout->map, SX_COVER_FILLED,
                          kind == SX_GROUND_LAND ? LAND_TOLERANCE_MM : SX_PAGE_TOLERANCE_MM };
  SxAtlasTable table;

  if (!ground)
    return FALSE;
  sx_ground_table (kind, &table);
  for (guint c = 0; c < ground->n_classes; c++)
    symbols[c] = class_symbol (self, table, c, borders, paleness);
  if (!sx_sheet_draw_cover (self, &cover, is_seen))
    return FALSE;
  for (guint c = 0; c < ground->n_classes; c++)
    {
      guint legend = sx_atlas_theme_legend_class (self->theme, table, c);

      if (is_seen[c])
        sx_sheet_add_legend (self, kind == SX_GROUND_LAND ? SX_LEGEND_AREA : SX_LEGEND_SUBJECT, &symbols[c],
                             sx_atlas_theme_get_class (self->theme, table, legend)->title);
    }
  return TRUE;
}

/* ---- ground of one look */

/* Beside plots it has to be said which state of a line they change. */
static void
add_mark_legend (SxSheetDrawing *self, const SxAtlasSymbol *symbol, gboolean is_filled)
{
  g_autofree char *text = g_strdup_printf ("%s%s", symbol->title ? symbol->title : "",
                                           !is_filled || !self->content->plots        ? ""
                                           : self->content->state == SX_GROUND_BEFORE ? "（维护前）"
                                                                                      : "（维护后）");

  sx_sheet_add_legend (self, is_filled ? SX_LEGEND_SUBJECT : SX_LEGEND_LINE, symbol, text);
}

/* Ground of one look. */
static gboolean
draw_mark (SxSheetDrawing *self, SxGroundKind kind, SxGroundState state, SxAtlasMark mark, SxCoverStyle style)
{
  const SxAtlasGround *ground
      = sx_atlas_grounds_get (self->atlas->grounds, kind, state, self->cancellable, self->error);
  SxGroundCover cover = { ground, &self->theme->marks[mark], self->layout->map, style, SX_PAGE_TOLERANCE_MM };
  gboolean is_seen = FALSE;

  if (!ground || !sx_sheet_draw_cover (self, &cover, &is_seen))
    return FALSE;
  if (is_seen)
    add_mark_legend (self, cover.symbols, style == SX_COVER_FILLED);
  return TRUE;
}

static gboolean
draw_lines (SxSheetDrawing *self)
{
  static const struct
  {
    SxLine line;
    SxGroundKind ground;
    SxAtlasMark mark;
  } lines[] = { { SX_LINE_FARMLAND, SX_GROUND_FARMLAND, SX_MARK_FARMLAND },
                { SX_LINE_REDLINE, SX_GROUND_REDLINE, SX_MARK_REDLINE },
                { SX_LINE_BOUNDARY, SX_GROUND_BOUNDARY, SX_MARK_BOUNDARY } };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (self->content->lines & SX_BIT (lines[i].line)
        && !draw_mark (self, lines[i].ground, self->content->state, lines[i].mark,
                       self->content->subject == SX_SHEET_LINES ? SX_COVER_FILLED : SX_COVER_OUTLINED))
      return FALSE;
  return TRUE;
}

/* The plan's own ground, a shade darker than the paper around it. */
static gboolean
draw_territory (SxSheetDrawing *self)
{
  const SxAtlasGround *ground = sx_atlas_grounds_get (self->atlas->grounds, SX_GROUND_TERRITORY,
                                                      SX_GROUND_BEFORE, self->cancellable, self->error);
  SxAtlasSymbol symbol = { .fill = self->theme->marks[SX_MARK_TERRITORY].fill };
  SxGroundCover cover = { ground, &symbol, self->layout->map, SX_COVER_FILLED, SX_PAGE_TOLERANCE_MM };
  gboolean is_seen;

  return ground && sx_sheet_draw_cover (self, &cover, &is_seen);
}

/* ---- roads */

static void
paint_roads (SxSheetDrawing *self, const SxAtlasSymbol *symbol, gboolean is_seen)
{
  if (self->pen.n_points)
    sx_sheet_paint_line (self, symbol);
  if (is_seen)
    sx_sheet_add_legend (self, SX_LEGEND_LINE, symbol, symbol->title);
}

static gboolean
draw_shapes (SxSheetDrawing *self, GPtrArray *shapes, SxAtlasMark mark)
{
  gboolean is_seen = FALSE;

  sx_page_pen_begin (&self->pen);
  for (guint i = 0; i < shapes->len; i++)
    {
      SxShapeView view = sx_shape_view (shapes->pdata[i]);

      if (i % CHECK_EVERY == 0 && !sx_sheet_goes_on (self))
        return FALSE;
      is_seen |= sx_page_pen_view (&self->pen, &view, TRUE);
    }
  paint_roads (self, &self->theme->marks[mark], is_seen);
  return TRUE;
}

/* Roads as they are before or after, all at once, so that their casings do not cut them where they meet. */
static gboolean
draw_roads (SxSheetDrawing *self)
{
  const SxLayer *base = sx_plan_layer (self->delivery->plan, "ZXCQDLZXX");
  const SxAfterLayer *after = self->content->state == SX_GROUND_AFTER
                                  ? sx_after_state_layer (self->delivery->after, "ZXCQDLZXX")
                                  : NULL;
  gboolean is_seen = FALSE;
  g_autoptr (GPtrArray) fresh = g_ptr_array_new (), gone = g_ptr_array_new ();
  SxShapeView view;

  sx_page_pen_begin (&self->pen);
  for (guint f = 0; base && f < base->n_features; f++)
    if (!after || !after->is_touched[f])
      {
        view = sx_layer_shape (base, f);
        is_seen |= sx_page_pen_view (&self->pen, &view, TRUE);
      }
  for (guint i = 0; after && i < after->pieces->len; i++)
    {
      const SxAfterPiece *piece = after->pieces->pdata[i];

      view = sx_shape_view (piece->shape);
      if (piece->road && self->content->has_changes)
        g_ptr_array_add (fresh, piece->shape);
      else
        is_seen |= sx_page_pen_view (&self->pen, &view, TRUE);
    }
  paint_roads (self, &self->theme->marks[SX_MARK_ROAD], is_seen);
  for (guint i = 0; self->content->has_changes && i < self->delivery->scheme->roads->len; i++)
    {
      const SxRoad *road = self->delivery->scheme->roads->pdata[i];

      if (road->is_removal)
        g_ptr_array_add (gone, road->shape);
    }
  return draw_shapes (self, gone, SX_MARK_ROAD_GONE) && draw_shapes (self, fresh, SX_MARK_ROAD_NEW);
}

/* ---- the whole */

static gboolean
draw_subject (SxSheetDrawing *self)
{
  const SxSheetContent *content = self->content;

  switch (content->subject)
    {
    case SX_SHEET_ZONES:
      return draw_classes (self, SX_GROUND_ZONES, content->state, SX_MARK_ZONE,
                           content->has_changes ? 0.45f : 0);
    case SX_SHEET_USES:
      return draw_classes (self, SX_GROUND_USES, content->state, SX_MARK_USE,
                           content->has_changes ? 0.45f : 0)
             && draw_roads (self);
    case SX_SHEET_LINES:
    case SX_SHEET_PROJECTS:
    default:
      return draw_classes (self, SX_GROUND_LAND, SX_GROUND_BEFORE, SX_MARK_LAND, 0) && draw_lines (self);
    }
}

gboolean
sx_sheet_draw_map (SxSheetDrawing *self)
{
  sx_sheet_find_plots (self);
  return draw_territory (self) && draw_subject (self)
         && draw_mark (self, SX_GROUND_BORDERS, SX_GROUND_BEFORE, SX_MARK_TOWNSHIP, SX_COVER_LINES)
         && draw_mark (self, SX_GROUND_TERRITORY, SX_GROUND_BEFORE, SX_MARK_TERRITORY, SX_COVER_OUTLINED)
         && (self->content->subject == SX_SHEET_LINES
             || draw_mark (self, SX_GROUND_CITY, SX_GROUND_BEFORE, SX_MARK_CITY, SX_COVER_OUTLINED))
         && sx_sheet_draw_plots (self) && sx_sheet_draw_names (self);
}
