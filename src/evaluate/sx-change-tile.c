/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-change-tile.h"

#include <string.h>

#include "evaluate/sx-change-balance.h"
#include "geometry/sx-overlay.h"

/* An overlap below this, m², is no overlap, and a rest below it is no rest: floating-point noise of
 * coinciding edges. */
#define NOISE_M2 1e-6

/* A piece of the tile: which of the scheme's polygons cover it, and what the base is there. */
typedef struct
{
  SxShape *shape;
  double planar;
  guint64 *cover; /* bit per entry */
  guint32 base;   /* bit per SxLine: inside the line's base */
  guint8 zone;    /* bits: IN_GHFQ, and the matched zones of the base (they may overlap) */
} Cell;

/* Bits of Cell.zone: the zones that farmland, redline and boundary are matched with (by line), and GHFQ's
 * ground. */
#define IN_GHFQ 8

static guint8
zone_bits (guint8 zone_class)
{
  switch (zone_class)
    {
    case SX_ZONE_NONE:
      return 0;
    case SX_ZONE_FARMLAND:
      return IN_GHFQ | 1 << SX_LINE_FARMLAND;
    case SX_ZONE_ECOLOGICAL_PROTECTION:
      return IN_GHFQ | 1 << SX_LINE_REDLINE;
    case SX_ZONE_URBAN:
      return IN_GHFQ | 1 << SX_LINE_BOUNDARY;
    default:
      return IN_GHFQ;
    }
}

typedef struct
{
  const SxPlanIndex *index;
  const SxMetric *metric;
  GArray *entries; /* SxTileEntry */
  guint n_words;
  SxPoint origin;
  SxTileResult *out;
  GArray *cells; /* Cell */
} Tile;

static void
cell_clear (gpointer data)
{
  Cell *cell = data;

  g_clear_pointer (&cell->shape, sx_shape_unref);
  g_free (cell->cover);
}

static GArray *
cells_new (void)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (Cell));

  g_array_set_clear_func (cells, cell_clear);
  return cells;
}

/* Adds each single part as a cell with the flags of `like`. */
static void
add_cells (const Tile *tile, GArray *cells, const SxShapeBuffer *buffer, const Cell *like, gint with_entry)
{
  SxShapeView all = sx_shape_buffer_view (buffer, 0, buffer->n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);
      Cell cell = *like;

      cell.shape = sx_shape_new (&part);
      cell.planar = sx_shape_view_planar_area (&part);
      cell.cover = g_memdup2 (like->cover, tile->n_words * sizeof (guint64));
      if (with_entry >= 0)
        cell.cover[with_entry / 64] |= G_GUINT64_CONSTANT (1) << (with_entry % 64);
      g_array_append_val (cells, cell);
    }
}

static inline gboolean
covers (const Cell *cell, guint entry)
{
  return (cell->cover[entry / 64] >> (entry % 64)) & 1;
}

/* ---- the arrangement of the scheme's polygons */

static gboolean
split_by_entry (Tile *tile, guint number, GError **error)
{
  const SxTileEntry *entry = &g_array_index (tile->entries, SxTileEntry, number);
  GArray *cells = tile->cells;
  guint n = cells->len;
  SxShapeView polygon;

  if (entry->shape)
    polygon = sx_shape_view (entry->shape);
  for (guint i = 0; i < n; i++)
    {
      Cell *cell = &g_array_index (cells, Cell, i);
      SxShapeView view = sx_shape_view (cell->shape);
      double overlap = entry->shape ? sx_overlap_planar (&view, &polygon) : cell->planar;
      SxShapeBuffer in = SX_SHAPE_BUFFER_INIT, out = SX_SHAPE_BUFFER_INIT;
      gboolean ok;

      if (overlap <= NOISE_M2)
        continue;
      if (overlap >= cell->planar - NOISE_M2)
        {
          cell->cover[number / 64] |= G_GUINT64_CONSTANT (1) << (number % 64);
          continue;
        }
      ok = sx_overlay_intersect (&view, &polygon, &in, error)
           && sx_overlay_subtract (&view, &polygon, &out, error);
      if (ok)
        {
          Cell like = *cell; /* the array may move */

          like.cover = g_memdup2 (cell->cover, tile->n_words * sizeof (guint64));
          cell_clear (cell);
          memset (cell, 0, sizeof *cell);
          add_cells (tile, cells, &in, &like, (gint)number);
          add_cells (tile, cells, &out, &like, -1);
          g_free (like.cover);
        }
      sx_shape_buffer_clear (&in);
      sx_shape_buffer_clear (&out);
      if (!ok)
        return FALSE;
    }
  for (guint i = 0; i < cells->len;) /* cells that were split left a hole behind */
    if (!g_array_index (cells, Cell, i).shape)
      g_array_remove_index_fast (cells, i);
    else
      i++;
  return TRUE;
}

static void
drop_uncovered (Tile *tile)
{
  for (guint i = 0; i < tile->cells->len;)
    {
      const Cell *cell = &g_array_index (tile->cells, Cell, i);
      gboolean any = FALSE;

      for (guint w = 0; w < tile->n_words; w++)
        any |= cell->cover[w] != 0;
      if (any)
        i++;
      else
        g_array_remove_index_fast (tile->cells, i);
    }
}

/* ---- the base below the cells */

typedef struct
{
  SxShapeView view;         /* of the cell */
  GArray *pieces;           /* SxShapeView */
  GArray *flags;            /* guint8, of each piece */
  const guint8 *zone_class; /* per feature; NULL: every piece has `flag` */
  guint8 flag;
  double sum;
} Below;

static gboolean
visit_below (const SxShapeView *view, const SxLayer *layer, guint32 feature, gpointer data)
{
  Below *below = data;
  double overlap = sx_overlap_planar (&below->view, view);
  guint8 flag = below->zone_class ? zone_bits (below->zone_class[feature]) : below->flag;

  if (overlap <= NOISE_M2)
    return TRUE;
  below->sum += overlap;
  g_array_append_val (below->pieces, *view);
  g_array_append_val (below->flags, flag);
  return TRUE;
}

/* What the pieces of a region say of the ground below them: a line's base, or zone bits. */
typedef struct
{
  const SxRegion *region;
  gint line;                /* -1: zones */
  const guint8 *zone_class; /* the zones' features tell their class themselves */
  guint8 zone;              /* or all of the region has these bits */
} Stratum;

static void
set_flag (Cell *cell, const Stratum *stratum, guint8 flag)
{
  if (stratum->line < 0)
    cell->zone |= flag;
  else
    cell->base |= 1u << stratum->line;
}

/* Cuts one cell along a region (a line's base, or the zones when line < 0) and adds what comes out to
 * `cells`. */
static gboolean
split_by_stratum (Tile *tile, const Cell *cell, const Stratum *stratum, GArray *cells, GError **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) flags = g_array_new (FALSE, FALSE, 1);
  Below below = { sx_shape_view (cell->shape), pieces, flags, stratum->zone_class, stratum->zone, 0 };
  SxShapeBuffer part = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE, same = TRUE;
  Cell like = *cell;

  sx_region_search (stratum->region, below.view.box, visit_below, &below);
  for (guint i = 1; i < flags->len; i++)
    same &= flags->data[i] == flags->data[0];
  if (pieces->len == 0 || (same && below.sum >= cell->planar - NOISE_M2))
    {
      if (pieces->len)
        set_flag (&like, stratum, (guint8)flags->data[0]);
      sx_shape_buffer_append (&part, &below.view);
      add_cells (tile, cells, &part, &like, -1);
      sx_shape_buffer_clear (&part);
      return TRUE;
    }
  for (guint i = 0; ok && i < pieces->len; i++)
    {
      Cell inside = like;

      set_flag (&inside, stratum, (guint8)flags->data[i]);
      sx_shape_buffer_reset (&part);
      ok = sx_overlay_intersect (&below.view, &g_array_index (pieces, SxShapeView, i), &part, error);
      if (ok)
        add_cells (tile, cells, &part, &inside, -1);
    }
  if (ok && below.sum < cell->planar - NOISE_M2)
    {
      sx_shape_buffer_reset (&part);
      ok = sx_overlay_subtract_all (&below.view, (SxShapeView *)(gpointer)pieces->data, pieces->len, &part,
                                    error);
      if (ok)
        add_cells (tile, cells, &part, &like, -1);
    }
  sx_shape_buffer_clear (&part);
  return ok;
}

#define MAIN_LINES ((1u << SX_LINE_FARMLAND) | (1u << SX_LINE_REDLINE) | (1u << SX_LINE_BOUNDARY))

/* bit per line that the cell has to be known for */
static guint32
lines_over (const Tile *tile, const Cell *cell)
{
  guint32 lines = 0;

  for (guint e = 0; e < tile->entries->len; e++)
    {
      const SxTileEntry *entry = &g_array_index (tile->entries, SxTileEntry, e);

      if (!covers (cell, e))
        continue;
      if (entry->item->adjustment)
        lines |= 1u << entry->item->adjustment->line;
      else if (entry->item->reclass->layer == SX_RECLASS_GHFQ)
        lines |= MAIN_LINES;
    }
  if (lines & tile->index->watching_lines) /* a rule asks for the state of others below this one */
    lines |= MAIN_LINES | tile->index->watched_lines;
  return lines;
}

/* Cuts every cell that the lines in `lines` matter to. */
static gboolean
split_cells (Tile *tile, guint32 lines, const Stratum *stratum, GError **error)
{
  GArray *next = cells_new ();
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < tile->cells->len; i++)
    {
      Cell *cell = &g_array_index (tile->cells, Cell, i);

      if (lines_over (tile, cell) & lines)
        ok = split_by_stratum (tile, cell, stratum, next, error);
      else
        {
          g_array_append_val (next, *cell);
          memset (cell, 0, sizeof *cell);
        }
    }
  g_array_unref (tile->cells);
  tile->cells = next;
  return ok;
}

/* Red line, boundary and zones matter wherever one of the three lines moves, another line where it moves
 * itself. Farmland is measured by area. Zones that overlap each other are looked at one by one. */
static gboolean
split_by_base (Tile *tile, GError **error)
{
  const SxPlanIndex *index = tile->index;
  Stratum zones = { index->zones, -1, index->zone_class, 0 };

  for (gint line = SX_LINE_REDLINE; line < SX_N_LINES; line++)
    {
      Stratum base = { index->line[line], line, NULL, 1 };

      if (!split_cells (tile, line <= SX_LINE_BOUNDARY ? MAIN_LINES : 1u << line, &base, error))
        return FALSE;
    }
  if (sx_region_is_plain (index->zones))
    return split_cells (tile, MAIN_LINES, &zones, error);
  zones = (Stratum){ index->zones, -1, NULL, IN_GHFQ };
  if (!split_cells (tile, MAIN_LINES, &zones, error))
    return FALSE;
  for (guint z = 0; z < 3; z++)
    {
      zones = (Stratum){ index->zone[z], -1, NULL, (guint8)(1u << z) };
      if (!split_cells (tile, MAIN_LINES, &zones, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- measuring a uniform cell */

/* What covers a cell, line by line. */
typedef struct
{
  guint32 in, out;                        /* bit per line */
  gboolean is_uncounted;                  /* an uncounted boundary in */
  gboolean is_counted_hxlx;               /* of the earliest red-line in */
  guint8 reclass;                         /* zone of the latest reclass of zones; SX_ZONE_NONE: none */
  const SxReclass *latest[SX_N_BALANCES]; /* reclass of zones, of land use; NULL: none */
  SxShapeView view;
  double area;
  double farmland; /* of area, in the base's farmland */
} Ground;

static Ground
survey (const Tile *tile, const Cell *cell)
{
  Ground g = { 0 };

  g.is_counted_hxlx = TRUE;
  g.view = sx_shape_view (cell->shape);
  for (guint e = 0; e < tile->entries->len; e++)
    {
      const SxChangeItem *item = g_array_index (tile->entries, SxTileEntry, e).item;
      const SxAdjustment *a = item->adjustment;

      if (!covers (cell, e))
        continue;
      if (!a)
        {
          gboolean is_zone = item->reclass->layer == SX_RECLASS_GHFQ;

          g.latest[is_zone ? SX_BALANCE_ZONES : SX_BALANCE_USES] = item->reclass;
          if (is_zone)
            g.reclass = item->zone;
          continue;
        }
      if (!((tile->index->present_lines >> a->line) & 1))
        continue;
      if (a->direction == SX_DIRECTION_OUT)
        {
          g.out |= 1u << a->line;
          continue;
        }
      if (a->line == SX_LINE_REDLINE && !((g.in >> SX_LINE_REDLINE) & 1))
        g.is_counted_hxlx = item->is_counted_hxlx;
      if (a->line == SX_LINE_BOUNDARY && a->uncounted)
        g.is_uncounted = TRUE;
      g.in |= 1u << a->line;
    }
  return g;
}

static inline gboolean
has (guint32 set, SxLine line)
{
  return (set >> line) & 1;
}

/* state of a line after the scheme, given the base's */
static inline gboolean
after (const Ground *g, SxLine line, gboolean base)
{
  return has (g->in, line) || (base && !has (g->out, line));
}

typedef struct
{
  const Tile *tile;
  const Ground *ground;
  SxLine line;
  double lost;
} Clip;

static gboolean
visit_feature (guint item, gpointer data)
{
  Clip *clip = data;
  const SxPlanIndex *index = clip->tile->index;
  SxLayer *layer = sx_plan_layer (index->plan, sx_line_table (clip->line));
  SxItemSet *set = sx_plan_index_items (index, sx_line_table (clip->line));
  SxShapeView piece = sx_item_set_view (set, item), whole;
  guint32 feature = sx_item_set_feature (set, item);
  double overlap = sx_metric_overlap (clip->tile->metric, &clip->ground->view, &piece);

  if (overlap <= 0 || (clip->line == SX_LINE_REDLINE && !index->redline_counted[feature]))
    return TRUE;
  whole = sx_layer_shape (layer, feature);
  clip->lost += sx_plan_index_measure (index, clip->line, feature) * overlap
                / sx_metric_additive_area (clip->tile->metric, &whole);
  return TRUE;
}

/* Attribute measure: features lose their share, what is new counts its area. */
static void
measure_line (const Tile *tile, const Cell *cell, const Ground *g, SxLine line)
{
  gboolean base = has (cell->base, line), was_cut = has (g->out, line);
  SxItemSet *set = sx_plan_index_items (tile->index, sx_line_table (line));

  if (base && was_cut && set)
    {
      Clip clip = { tile, g, line, 0 };

      sx_box_tree_search (set->tree, g->view.box, visit_feature, &clip);
      tile->out->terms.line_m[line] -= sx_total (clip.lost);
    }
  if (has (g->in, line) && (!base || was_cut) && (line != SX_LINE_REDLINE || g->is_counted_hxlx))
    tile->out->terms.line_m[line] += sx_total (g->area);
}

static void
measure_redline (const Tile *tile, const Ground *g, int sign)
{
  tile->out->terms.redline_eco
      += sign * sx_total (sx_region_overlap (tile->index->eco, tile->metric, &g->view));
  tile->out->terms.redline_crop
      += sign * sx_total (sx_region_overlap (tile->index->crop, tile->metric, &g->view));
}

static void
measure_boundary (const Tile *tile, const Ground *g, int sign)
{
  const SxPlanIndex *index = tile->index;
  SxChangeTerms *t = &tile->out->terms;
  SxTotal area = sx_total (g->area);
  SxTotal increment = area - sx_total (sx_region_overlap (index->built, tile->metric, &g->view));
  SxPoint centre = sx_shape_view_centroid (&g->view);

  t->boundary += sign * area;
  if (sign < 0 || !g->is_uncounted)
    {
      t->balance += sign * increment;
      t->expansion
          += sign * (area - sx_total (sx_region_overlap (index->built_or_approved, tile->metric, &g->view)));
      if (sign > 0)
        t->increment_in += increment;
      else
        t->increment_out += increment;
    }
  t->balance -= sign * sx_total (sx_region_overlap (index->unbuilt_scattered, tile->metric, &g->view));
  t->zone_parks += sign * sx_total (sx_region_overlap (index->parks, tile->metric, &g->view));
  t->unsuitable += sign * sx_total (sx_region_overlap (index->unsuitable, tile->metric, &g->view));
  t->moment_x += sign * sx_total (g->area * (centre.x - tile->origin.x));
  t->moment_y += sign * sx_total (g->area * (centre.y - tile->origin.y));
  if (sign > 0)
    {
      t->came_in += area;
      t->came_in_direction += sx_total (sx_region_overlap (index->direction, tile->metric, &g->view));
    }
}

/* The zone that follows the lines on the part of the cell that is, or is not, in the base's farmland; NONE
 * where no line changes there (indicators.md, "Linked zoning"). */
static guint8
linked_zone (const Cell *cell, const Ground *g, gboolean f0)
{
  gboolean r0 = has (cell->base, SX_LINE_REDLINE), b0 = has (cell->base, SX_LINE_BOUNDARY);
  gboolean f1 = after (g, SX_LINE_FARMLAND, f0), r1 = after (g, SX_LINE_REDLINE, r0),
           b1 = after (g, SX_LINE_BOUNDARY, b0);

  if (f0 == f1 && r0 == r1 && b0 == b1)
    return SX_ZONE_NONE;
  return r1   ? SX_ZONE_ECOLOGICAL_PROTECTION
         : f1 ? SX_ZONE_FARMLAND
         : b1 ? SX_ZONE_URBAN
         : r0 ? SX_ZONE_ECOLOGICAL_CONTROL
              : SX_ZONE_RURAL;
}

/* Zones and overlaps of the lines, for the part of the cell that is, or is not, in the base's farmland. */
static void
measure_zones (const Tile *tile, const Cell *cell, const Ground *g, gboolean f0, double area)
{
  gboolean r0 = has (cell->base, SX_LINE_REDLINE), b0 = has (cell->base, SX_LINE_BOUNDARY);
  gboolean f1 = after (g, SX_LINE_FARMLAND, f0), r1 = after (g, SX_LINE_REDLINE, r0),
           b1 = after (g, SX_LINE_BOUNDARY, b0);
  gboolean was[3] = { f0, r0, b0 }, is[3] = { f1, r1, b1 };
  SxChangeTerms *t = &tile->out->terms;
  SxTotal a = sx_total (area);
  guint8 zone = cell->zone, linked = linked_zone (cell, g, f0);

  if (zone & IN_GHFQ)
    {
      if (linked != SX_ZONE_NONE)
        zone = zone_bits (linked);
      if (g->reclass != SX_ZONE_NONE)
        zone = zone_bits (g->reclass);
    }
  for (guint z = 0; z < 3; z++)
    {
      gboolean in_before = (cell->zone >> z) & 1, in_after = (zone >> z) & 1;

      t->zone_area[z] += (in_after - in_before) * a;
      t->zone_match[z] += ((in_after && is[z]) - (in_before && was[z])) * a;
    }
  t->overlap[SX_PAIR_FARMLAND_REDLINE] += ((f1 && r1) - (f0 && r0)) * a;
  t->overlap[SX_PAIR_FARMLAND_BOUNDARY] += ((f1 && b1) - (f0 && b0)) * a;
  t->overlap[SX_PAIR_REDLINE_BOUNDARY] += ((r1 && b1) - (r0 && b0)) * a;
}

/* ---- conflicts */

static gboolean
another_of_its_line (const Tile *tile, const Cell *cell, guint number)
{
  const SxAdjustment *own = g_array_index (tile->entries, SxTileEntry, number).item->adjustment;

  for (guint e = 0; e < tile->entries->len; e++)
    {
      const SxAdjustment *other = g_array_index (tile->entries, SxTileEntry, e).item->adjustment;

      if (e != number && other && other->line == own->line && covers (cell, e))
        return TRUE;
    }
  return FALSE;
}

/* m² of the cell that is in one of the lines a rule names, after the scheme */
static double
ground_after (const Cell *cell, const Ground *g, const SxConflictRule *rule)
{
  double farmland = 0;

  for (guint i = 0; i < rule->grounds->len; i++)
    {
      const SxGround *ground = rule->grounds->pdata[i];

      if (!ground->line_after)
        continue;
      if (ground->line != SX_LINE_FARMLAND)
        {
          if (after (g, ground->line, has (cell->base, ground->line)))
            return g->area;
        }
      else if (has (g->in, SX_LINE_FARMLAND))
        return g->area;
      else if (!has (g->out, SX_LINE_FARMLAND))
        farmland = g->farmland;
    }
  return farmland;
}

static double
rule_area (const Tile *tile, const Cell *cell, const Ground *g, const SxConflictRule *rule, guint entry)
{
  if (rule->kind == SX_CONFLICT_SAME_LINE)
    return another_of_its_line (tile, cell, entry) ? g->area : 0;
  if (rule->kind == SX_CONFLICT_OVERLAP)
    return ground_after (cell, g, rule);
  return 0;
}

static gboolean
rule_is_about_state (const SxConflictRule *rule)
{
  if (rule->kind == SX_CONFLICT_SAME_LINE)
    return TRUE;
  for (guint i = 0; rule->kind == SX_CONFLICT_OVERLAP && i < rule->grounds->len; i++)
    if (((SxGround *)rule->grounds->pdata[i])->line_after)
      return TRUE;
  return FALSE;
}

static void
measure_conflicts (const Tile *tile, const Cell *cell, const Ground *g)
{
  GPtrArray *rules = tile->index->rules->conflicts;

  for (guint e = 0; e < tile->entries->len; e++)
    {
      SxChangeItem *item = g_array_index (tile->entries, SxTileEntry, e).item;

      if (!item->adjustment || !covers (cell, e))
        continue;
      for (guint r = 0; r < rules->len; r++)
        {
          const SxConflictRule *rule = rules->pdata[r];
          SxTileConflict conflict = { item, r, 0 };

          if (!((rule->lines >> item->adjustment->line) & 1) || !rule_is_about_state (rule)
              || (rule->direction != SX_DIRECTION_ANY && rule->direction != item->adjustment->direction))
            continue;
          conflict.area = sx_total (rule_area (tile, cell, g, rule, e));
          if (conflict.area)
            g_array_append_val (tile->out->conflicts, conflict);
        }
    }
}

/* What goes from one row of 附表6 and 附表7 to another. */
static gboolean
measure_balances (const Tile *tile, const Cell *cell, const Ground *g, guint32 lines, GError **error)
{
  SxShiftGround ground = { g->view, g->area, g->farmland, { SX_ZONE_NONE, SX_ZONE_NONE }, NULL };

  if (lines & MAIN_LINES)
    for (guint f0 = 0; f0 < 2; f0++)
      ground.zone[f0] = linked_zone (cell, g, f0);
  for (guint k = 0; k < SX_N_BALANCES; k++)
    {
      ground.reclass = g->latest[k];
      if (!sx_change_shift_ground (tile->index, k, &ground, tile->out->shifts, error))
        return FALSE;
      ground.zone[0] = ground.zone[1] = SX_ZONE_NONE; /* land use follows no line */
    }
  return TRUE;
}

static gboolean
measure_cell (const Tile *tile, const Cell *cell, GError **error)
{
  Ground g = survey (tile, cell);
  gboolean r0 = has (cell->base, SX_LINE_REDLINE), b0 = has (cell->base, SX_LINE_BOUNDARY);
  guint32 lines = lines_over (tile, cell);

  g.area = sx_metric_additive_area (tile->metric, &g.view);
  if (lines & MAIN_LINES)
    g.farmland = MIN (sx_region_overlap (tile->index->line[SX_LINE_FARMLAND], tile->metric, &g.view), g.area);
  for (guint l = SX_LINE_REDLINE; l < SX_N_LINES; l++)
    if ((lines >> l) & 1)
      measure_line (tile, cell, &g, (SxLine)l);
  if (after (&g, SX_LINE_REDLINE, r0) != r0)
    measure_redline (tile, &g, r0 ? -1 : 1);
  if (after (&g, SX_LINE_BOUNDARY, b0) != b0)
    measure_boundary (tile, &g, b0 ? -1 : 1);
  if (lines & MAIN_LINES)
    {
      measure_zones (tile, cell, &g, TRUE, g.farmland);
      measure_zones (tile, cell, &g, FALSE, g.area - g.farmland);
    }
  measure_conflicts (tile, cell, &g);
  return measure_balances (tile, cell, &g, lines, error);
}

gboolean
sx_change_tile_measure (const SxPlanIndex *index, SxBox box, SxPoint origin, GArray *entries,
                        SxTileResult *out, GError **error)
{
  Tile tile = { index, &index->metric, entries, (entries->len + 63) / 64, origin, out, cells_new () };
  SxPoint corners[5] = {
    { box.x0, box.y0 }, { box.x0, box.y1 }, { box.x1, box.y1 }, { box.x1, box.y0 }, { box.x0, box.y0 }
  };
  guint32 starts[2] = { 0, 5 };
  guint8 shell = 1;
  SxShapeView whole = { corners, starts, &shell, 1, box };
  Cell first = { sx_shape_new (&whole), (box.x1 - box.x0) * (box.y1 - box.y0), g_new0 (guint64, tile.n_words),
                 0, 0 };
  gboolean ok = TRUE;

  g_array_append_val (tile.cells, first);
  for (guint e = 0; ok && e < entries->len; e++)
    ok = split_by_entry (&tile, e, error);
  if (ok)
    {
      drop_uncovered (&tile);
      ok = split_by_base (&tile, error);
    }
  for (guint i = 0; ok && i < tile.cells->len; i++)
    ok = measure_cell (&tile, &g_array_index (tile.cells, Cell, i), error);
  g_array_unref (tile.cells);
  return ok;
}
