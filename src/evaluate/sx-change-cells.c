/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-change-cells.h"

#include <string.h>

#include "geometry/sx-overlay.h"

#define NOISE_M2 SX_TILE_NOISE_M2

guint8
sx_change_zone_bits (guint8 zone_class)
{
  switch (zone_class)
    {
    case SX_ZONE_NONE:
      return 0;
    case SX_ZONE_FARMLAND:
      return SX_CHANGE_IN_GHFQ | 1 << SX_LINE_FARMLAND;
    case SX_ZONE_ECOLOGICAL_PROTECTION:
      return SX_CHANGE_IN_GHFQ | 1 << SX_LINE_REDLINE;
    case SX_ZONE_URBAN:
      return SX_CHANGE_IN_GHFQ | 1 << SX_LINE_BOUNDARY;
    default:
      return SX_CHANGE_IN_GHFQ;
    }
}

typedef struct
{
  const SxPlanIndex *index;
  GArray *entries; /* SxTileEntry */
  guint n_words;   /* of a cover */
  GArray *cells;   /* SxChangeCell */
} Tile;

static void
cell_clear (gpointer data)
{
  SxChangeCell *cell = data;

  g_clear_pointer (&cell->shape, sx_shape_unref);
  g_free (cell->cover);
}

static GArray *
cells_new (void)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (SxChangeCell));

  g_array_set_clear_func (cells, cell_clear);
  return cells;
}

/* Adds each single part as a cell with the flags of `like`. */
static void
add_cells (const Tile *tile, GArray *cells, const SxShapeBuffer *buffer, const SxChangeCell *like,
           gint with_entry)
{
  SxShapeView all = sx_shape_buffer_view (buffer, 0, buffer->n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);
      SxChangeCell cell = *like;

      cell.shape = sx_shape_new (&part);
      cell.planar = sx_shape_view_planar_area (&part);
      cell.cover = g_memdup2 (like->cover, tile->n_words * sizeof (guint64));
      if (with_entry >= 0)
        cell.cover[with_entry / 64] |= G_GUINT64_CONSTANT (1) << (with_entry % 64);
      g_array_append_val (cells, cell);
    }
}

/* ---- the arrangement of the scheme's polygons */

/* Makes of a cell that the polygon covers in part one cell that it covers and one that it does not. */
static gboolean
split_cell (Tile *tile, guint at, const SxShapeView *polygon, guint number, GError **error)
{
  SxChangeCell cell = g_array_index (tile->cells, SxChangeCell, at); /* the array may move */
  SxShapeView view = sx_shape_view (cell.shape);
  SxShapeBuffer in = SX_SHAPE_BUFFER_INIT, out = SX_SHAPE_BUFFER_INIT;
  gboolean ok = sx_overlay_intersect (&view, polygon, &in, error)
                && sx_overlay_subtract (&view, polygon, &out, error);

  if (ok)
    {
      memset (&g_array_index (tile->cells, SxChangeCell, at), 0, sizeof cell);
      add_cells (tile, tile->cells, &in, &cell, (gint)number);
      add_cells (tile, tile->cells, &out, &cell, -1);
      cell_clear (&cell);
    }
  sx_shape_buffer_clear (&in);
  sx_shape_buffer_clear (&out);
  return ok;
}

/* What of the polygon none of the cells below it has. */
static gboolean
add_rest (Tile *tile, const SxShapeView *polygon, GPtrArray *below, guint number, GError **error)
{
  g_autofree guint64 *cover = g_new0 (guint64, tile->n_words);
  g_autofree SxShapeView *views = g_new (SxShapeView, below->len + 1);
  const SxChangeCell like = { .cover = cover };
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;

  for (guint i = 0; i < below->len; i++)
    views[i] = sx_shape_view (below->pdata[i]);
  if (below->len == 0)
    sx_shape_buffer_append (&rest, polygon);
  else
    ok = sx_overlay_subtract_all (polygon, views, below->len, &rest, error);
  if (ok)
    add_cells (tile, tile->cells, &rest, &like, (gint)number);
  sx_shape_buffer_clear (&rest);
  return ok;
}

static void
drop_split (GArray *cells)
{
  for (guint i = 0; i < cells->len;)
    if (!g_array_index (cells, SxChangeCell, i).shape)
      g_array_remove_index_fast (cells, i);
    else
      i++;
}

/* Polygons that lie over no other one cost no overlay. */
static gboolean
add_polygon (Tile *tile, const SxShapeView *polygon, guint number, GError **error)
{
  g_autoptr (GPtrArray) below = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_shape_unref);
  guint n = tile->cells->len;
  double rest = sx_shape_view_planar_area (polygon);

  for (guint i = 0; i < n; i++)
    {
      SxChangeCell *cell = &g_array_index (tile->cells, SxChangeCell, i);
      SxShapeView view = sx_shape_view (cell->shape);
      double overlap = sx_overlap_planar (&view, polygon);

      if (overlap <= NOISE_M2)
        continue;
      rest -= overlap;
      g_ptr_array_add (below, sx_shape_ref (cell->shape));
      if (overlap >= cell->planar - NOISE_M2)
        cell->cover[number / 64] |= G_GUINT64_CONSTANT (1) << (number % 64);
      else if (!split_cell (tile, i, polygon, number, error))
        return FALSE;
    }
  if (rest > NOISE_M2 && !add_rest (tile, polygon, below, number, error))
    return FALSE;
  drop_split (tile->cells);
  return TRUE;
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
  guint8 flag = below->zone_class ? sx_change_zone_bits (below->zone_class[feature]) : below->flag;

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
set_flag (SxChangeCell *cell, const Stratum *stratum, guint8 flag)
{
  if (stratum->line < 0)
    cell->zone |= flag;
  else
    cell->base |= 1u << stratum->line;
}

/* Cuts one cell along a region (a line's base, or the zones when line < 0) and adds what comes out to
 * `cells`. */
static gboolean
split_by_stratum (Tile *tile, const SxChangeCell *cell, const Stratum *stratum, GArray *cells, GError **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) flags = g_array_new (FALSE, FALSE, 1);
  Below below = { sx_shape_view (cell->shape), pieces, flags, stratum->zone_class, stratum->zone, 0 };
  SxShapeBuffer part = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE, same = TRUE;
  SxChangeCell like = *cell;

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
      SxChangeCell inside = like;

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

guint32
sx_change_cell_lines (const SxChangeCell *self, const SxPlanIndex *index, GArray *entries)
{
  guint32 lines = 0;

  for (guint e = 0; e < entries->len; e++)
    {
      const SxTileEntry *entry = &g_array_index (entries, SxTileEntry, e);

      if (!sx_change_cell_is_covered (self, e))
        continue;
      if (entry->item->adjustment)
        lines |= 1u << entry->item->adjustment->line;
      else if (entry->item->reclass->layer == SX_RECLASS_GHFQ)
        lines |= SX_MAIN_LINES;
    }
  if (lines & index->watching_lines) /* a rule asks for the state of others below this one */
    lines |= SX_MAIN_LINES | index->watched_lines;
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
      SxChangeCell *cell = &g_array_index (tile->cells, SxChangeCell, i);

      if (sx_change_cell_lines (cell, tile->index, tile->entries) & lines)
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

      if (!split_cells (tile, line <= SX_LINE_BOUNDARY ? SX_MAIN_LINES : 1u << line, &base, error))
        return FALSE;
    }
  if (sx_region_is_plain (index->zones))
    return split_cells (tile, SX_MAIN_LINES, &zones, error);
  zones = (Stratum){ index->zones, -1, NULL, SX_CHANGE_IN_GHFQ };
  if (!split_cells (tile, SX_MAIN_LINES, &zones, error))
    return FALSE;
  for (guint z = 0; z < 3; z++)
    {
      zones = (Stratum){ index->zone[z], -1, NULL, (guint8)(1u << z) };
      if (!split_cells (tile, SX_MAIN_LINES, &zones, error))
        return FALSE;
    }
  return TRUE;
}

GArray *
sx_change_cells_new (const SxPlanIndex *index, SxBox box, GArray *entries, GError **error)
{
  Tile tile = { index, entries, (entries->len + 63) / 64, cells_new () };
  gboolean ok = TRUE;

  for (guint e = 0; ok && e < entries->len; e++)
    {
      SxPoint corners[5];
      SxShapeView polygon = sx_tile_entry_view (&g_array_index (entries, SxTileEntry, e), box, corners);

      ok = add_polygon (&tile, &polygon, e, error);
    }
  if (!ok || !split_by_base (&tile, error))
    g_clear_pointer (&tile.cells, g_array_unref);
  return tile.cells;
}
