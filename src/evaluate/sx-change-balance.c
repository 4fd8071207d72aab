/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-change-balance.h"

#include "evaluate/sx-change-tile.h"
#include "geometry/sx-overlay.h"

/* Of a piece of ground: so much of it is all of it, or nothing. */
#define NOISE 1e-9

typedef struct
{
  const SxPlanIndex *index;
  SxBalanceKind kind;
  const SxShiftGround *ground;
  SxItemSet *set;
  GArray *shifts;
  GError **error;
  gboolean ok;
} Shifting;

/* The row that a zone's ground counts in; where it is what the feature is already, the feature's. */
static guint
row_of_zone (const Shifting *self, guint32 feature, guint8 zone)
{
  const SxBalanceBase *base = &self->index->balance[self->kind];
  char code[] = { (char)('0' + zone), '0', '0', '\0' };

  return zone == SX_ZONE_NONE || zone == self->index->zone_class[feature]
             ? base->row[feature]
             : sx_balance_row_of (SX_BALANCE_ZONES, code);
}

static void
move (const Shifting *self, guint from, guint to, SxTotal area)
{
  const SxTileShift goes = { (guint8)self->kind, (guint8)from, -area };
  const SxTileShift comes = { (guint8)self->kind, (guint8)to, area };

  if (from == to || area == 0)
    return;
  g_array_append_val (self->shifts, goes);
  g_array_append_val (self->shifts, comes);
}

/* m² of the ground below a piece of the partition that is in the base's farmland. */
static gboolean
measure_farmland (const Shifting *self, const SxShapeView *piece, double overlap, double *out, GError **error)
{
  const SxShiftGround *ground = self->ground;
  const SxPlanIndex *index = self->index;
  SxShapeBuffer common = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;

  *out = ground->farmland / ground->area * overlap;
  if (ground->farmland <= NOISE * ground->area || ground->farmland >= ground->area * (1 - NOISE)
      || overlap >= ground->area * (1 - NOISE))
    return TRUE;
  if (!sx_overlay_intersect (&ground->view, piece, &common, error))
    {
      sx_shape_buffer_clear (&common);
      return FALSE;
    }
  view = sx_shape_buffer_view (&common, 0, common.n_rings);
  *out = MIN (sx_region_overlap (index->line[SX_LINE_FARMLAND], &index->metric, &view), overlap);
  sx_shape_buffer_clear (&common);
  return TRUE;
}

static gboolean
visit_piece (guint item, gpointer data)
{
  Shifting *self = data;
  const SxShiftGround *ground = self->ground;
  const SxBalanceBase *base = &self->index->balance[self->kind];
  guint32 feature = sx_item_set_feature (self->set, item);
  SxShapeView piece = sx_item_set_view (self->set, item);
  double overlap = sx_metric_overlap (&self->index->metric, &ground->view, &piece), farmland = 0;
  guint from = base->row[feature], to[2];

  if (overlap <= 0)
    return TRUE;
  for (guint f = 0; f < 2; f++)
    to[f] = ground->reclass ? sx_balance_row_of (self->kind, ground->reclass->code)
                            : row_of_zone (self, feature, ground->zone[f]);
  if (to[0] == from && to[1] == from)
    return TRUE;
  if (to[0] != to[1] && !measure_farmland (self, &piece, overlap, &farmland, self->error))
    return self->ok = FALSE;
  move (self, from, to[0], sx_total ((overlap - farmland) * base->scale[feature]));
  move (self, from, to[1], sx_total (farmland * base->scale[feature]));
  return TRUE;
}

gboolean
sx_change_shift_ground (const SxPlanIndex *index, SxBalanceKind kind, const SxShiftGround *ground,
                        GArray *shifts, GError **error)
{
  Shifting self
      = { index, kind, ground, sx_plan_index_items (index, sx_balance_table (kind)), shifts, error, TRUE };

  if (self.set && ground->area > 0
      && (ground->reclass || ground->zone[0] != SX_ZONE_NONE || ground->zone[1] != SX_ZONE_NONE))
    sx_box_tree_search (self.set->tree, ground->view.box, visit_piece, &self);
  return self.ok;
}
