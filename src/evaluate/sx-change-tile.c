/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-change-cells.h"

#include "evaluate/sx-change-balance.h"

typedef struct
{
  const SxPlanIndex *index;
  const SxMetric *metric;
  GArray *entries; /* SxTileEntry */
  SxPoint origin;
  SxTileResult *out;
} Tile;

/* ---- a cell and what covers it */

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
survey (const Tile *tile, const SxChangeCell *cell)
{
  Ground g = { 0 };

  g.is_counted_hxlx = TRUE;
  g.view = sx_shape_view (cell->shape);
  for (guint e = 0; e < tile->entries->len; e++)
    {
      const SxChangeItem *item = g_array_index (tile->entries, SxTileEntry, e).item;
      const SxAdjustment *a = item->adjustment;

      if (!sx_change_cell_is_covered (cell, e))
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
measure_line (const Tile *tile, const SxChangeCell *cell, const Ground *g, SxLine line)
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
linked_zone (const SxChangeCell *cell, const Ground *g, gboolean f0)
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
measure_zones (const Tile *tile, const SxChangeCell *cell, const Ground *g, gboolean f0, double area)
{
  gboolean r0 = has (cell->base, SX_LINE_REDLINE), b0 = has (cell->base, SX_LINE_BOUNDARY);
  gboolean f1 = after (g, SX_LINE_FARMLAND, f0), r1 = after (g, SX_LINE_REDLINE, r0),
           b1 = after (g, SX_LINE_BOUNDARY, b0);
  gboolean was[3] = { f0, r0, b0 }, is[3] = { f1, r1, b1 };
  SxChangeTerms *t = &tile->out->terms;
  SxTotal a = sx_total (area);
  guint8 zone = cell->zone, linked = linked_zone (cell, g, f0);

  if (zone & SX_CHANGE_IN_GHFQ)
    {
      if (linked != SX_ZONE_NONE)
        zone = sx_change_zone_bits (linked);
      if (g->reclass != SX_ZONE_NONE)
        zone = sx_change_zone_bits (g->reclass);
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
another_of_its_line (const Tile *tile, const SxChangeCell *cell, guint number)
{
  const SxAdjustment *own = g_array_index (tile->entries, SxTileEntry, number).item->adjustment;

  for (guint e = 0; e < tile->entries->len; e++)
    {
      const SxAdjustment *other = g_array_index (tile->entries, SxTileEntry, e).item->adjustment;

      if (e != number && other && other->line == own->line && sx_change_cell_is_covered (cell, e))
        return TRUE;
    }
  return FALSE;
}

/* m² of the cell that is in one of the lines a rule names, after the scheme */
static double
ground_after (const SxChangeCell *cell, const Ground *g, const SxConflictRule *rule)
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
rule_area (const Tile *tile, const SxChangeCell *cell, const Ground *g, const SxConflictRule *rule,
           guint entry)
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
measure_conflicts (const Tile *tile, const SxChangeCell *cell, const Ground *g)
{
  GPtrArray *rules = tile->index->rules->conflicts;

  for (guint e = 0; e < tile->entries->len; e++)
    {
      SxChangeItem *item = g_array_index (tile->entries, SxTileEntry, e).item;

      if (!item->adjustment || !sx_change_cell_is_covered (cell, e))
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
measure_balances (const Tile *tile, const SxChangeCell *cell, const Ground *g, guint32 lines, GError **error)
{
  SxShiftGround ground = { g->view, g->area, g->farmland, { SX_ZONE_NONE, SX_ZONE_NONE }, NULL };

  if (lines & SX_MAIN_LINES)
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
measure_cell (const Tile *tile, const SxChangeCell *cell, GError **error)
{
  Ground g = survey (tile, cell);
  gboolean r0 = has (cell->base, SX_LINE_REDLINE), b0 = has (cell->base, SX_LINE_BOUNDARY);
  guint32 lines = sx_change_cell_lines (cell, tile->index, tile->entries);

  g.area = sx_metric_additive_area (tile->metric, &g.view);
  if (lines & SX_MAIN_LINES)
    g.farmland = MIN (sx_region_overlap (tile->index->line[SX_LINE_FARMLAND], tile->metric, &g.view), g.area);
  for (guint l = SX_LINE_REDLINE; l < SX_N_LINES; l++)
    if ((lines >> l) & 1)
      measure_line (tile, cell, &g, (SxLine)l);
  if (after (&g, SX_LINE_REDLINE, r0) != r0)
    measure_redline (tile, &g, r0 ? -1 : 1);
  if (after (&g, SX_LINE_BOUNDARY, b0) != b0)
    measure_boundary (tile, &g, b0 ? -1 : 1);
  if (lines & SX_MAIN_LINES)
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
  const Tile tile = { index, &index->metric, entries, origin, out };
  g_autoptr (GArray) cells = sx_change_cells_new (index, box, entries, error);

  if (!cells)
    return FALSE;
  for (guint i = 0; i < cells->len; i++)
    if (!measure_cell (&tile, &g_array_index (cells, SxChangeCell, i), error))
      return FALSE;
  return TRUE;
}
