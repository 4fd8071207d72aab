/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ground that comes in: cut along DLTB, less what the base keeps and what came earlier. */
#include "evaluate/sx-farmland-private.h"

#include "geometry/sx-cut.h"
#include "geometry/sx-overlay.h"

#define MANY_PARCELS 8
#define TOO_MANY_PARCELS 256 /* to be compared with each other */

typedef struct
{
  const SxFarmland *self;
  SxShapeView view;
  GArray *views; /* SxShapeView of farmland, or of DLTB parcels, that overlap it */
  double sum;
  const SxItemSet *land;
  guint32 before; /* only DLTB parcels stored before this one */
} Over;

static void
note_over (Over *over, const SxShapeView *other)
{
  double overlap = sx_overlap_planar (&over->view, other);

  if (overlap <= SX_FARMLAND_NOISE_M2)
    return;
  over->sum += overlap;
  g_array_append_val (over->views, *other);
}

static gboolean
visit_alive_base (guint item, gpointer data)
{
  Over *over = data;

  if (over->self->pieces->is_alive[item])
    {
      SxShapeView v = sx_pieces_view (over->self->pieces, item);

      note_over (over, &v);
    }
  return TRUE;
}

/* what is left of the base farmland in the view: Base \ Out */
static void
find_kept (Over *over)
{
  const SxPieces *pieces = over->self->pieces;
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_search (pieces->tree, over->view.box, visit_alive_base, over);
  sx_box_grid_query (pieces->grid, over->view.box, made);
  for (guint i = 0; i < made->len; i++)
    {
      SxShapeView v = sx_pieces_view (pieces, g_array_index (made, guint32, i));

      note_over (over, &v);
    }
}

static gboolean
visit_earlier_land (guint item, gpointer data)
{
  Over *over = data;

  if (sx_item_set_feature (over->land, item) < over->before)
    {
      SxShapeView v = sx_item_set_view (over->land, item);
      double overlap = sx_overlap_planar (&over->view, &v);

      if (overlap > 2e-3)
        g_array_append_val (over->views, v);
    }
  return TRUE;
}

/* ∪ ins ∩ view, and its planar area */
static gboolean
unite_ins (const SxShapeView *view, GArray *ins, SxShapeBuffer *out, GError **error)
{
  SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  double area = sx_shape_view_planar_area (view);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  gboolean ok = TRUE;
  gsize start = 0;

  for (guint i = 0; i < ins->len; i++)
    if (sx_overlap_planar (view, &g_array_index (ins, SxShapeView, i)) >= area - SX_FARMLAND_NOISE_M2)
      {
        sx_shape_buffer_append (out, view);
        return TRUE;
      }
  if (ins->len == 1)
    return sx_overlay_intersect (view, &g_array_index (ins, SxShapeView, 0), out, error);
  for (guint i = 0; ok && i < ins->len; i++)
    {
      ok = sx_overlay_intersect (view, &g_array_index (ins, SxShapeView, i), &parts, error);
      g_array_append_val (ends, parts.n_rings);
    }
  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      SxShapeView v = sx_shape_buffer_view (&parts, start, end - start);

      if (end > start)
        g_array_append_val (views, v);
      start = end;
    }
  ok = ok && sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, out, error);
  sx_shape_buffer_clear (&parts);
  return ok;
}

/* ground minus views, in place */
static gboolean
take_away (SxShapeBuffer *ground, GArray *views, GError **error)
{
  SxShapeBuffer left = SX_SHAPE_BUFFER_INIT;
  SxShapeView v = sx_shape_buffer_view (ground, 0, ground->n_rings);
  gboolean ok = sx_overlay_subtract_all (&v, (SxShapeView *)(gpointer)views->data, views->len, &left, error);

  if (!ok)
    return FALSE;
  sx_shape_buffer_clear (ground);
  *ground = left;
  return TRUE;
}

/* (In ∩ parcel) \ (Base \ Out), less what earlier DLTB parcels cover */
static gboolean
new_ground (const SxFarmland *self, guint parcel, GArray *ins, SxShapeBuffer *ground, GError **error)
{
  SxShapeView v = sx_layer_shape (self->land, parcel);
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  const SxItemSet *set = sx_plan_index_items (self->index, "DLTB");
  Over over = { self, v, earlier, 0, set, parcel };

  if (!unite_ins (&v, ins, ground, error))
    return FALSE;
  over.view = sx_shape_buffer_view (ground, 0, ground->n_rings);
  if (over.view.n_rings == 0)
    return TRUE;
  sx_box_tree_search (set->tree, over.view.box, visit_earlier_land, &over);
  if (earlier->len && !take_away (ground, earlier, error))
    return FALSE;
  over = (Over){ self, sx_shape_buffer_view (ground, 0, ground->n_rings), kept, 0, set, 0 };
  if (over.view.n_rings == 0)
    return TRUE;
  find_kept (&over);
  if (kept->len == 0)
    return TRUE;
  return take_away (ground, kept, error);
}

static double
net_ratio (const SxFarmland *self, guint parcel)
{
  double gross = sx_column_number (self->gross, parcel), net = sx_column_number (self->net, parcel);

  if (!isfinite (gross) || !isfinite (net) || gross <= 0 || net < 0)
    return 1;
  return net / gross;
}

gboolean
sx_farmland_update_incoming (SxFarmland *self, guint feature, GPtrArray *adjustments, GError **error)
{
  gpointer key = GUINT_TO_POINTER (feature + 1);
  SxShapeView v = sx_layer_shape (self->land, feature);
  g_autoptr (GArray) ins = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  SxFarmlandParcel *parcel;
  double area, high, ratio = net_ratio (self, feature);
  gboolean ok;

  sx_farmland_find_over (adjustments, SX_DIRECTION_IN, &v, ins);
  if (ins->len == 0)
    return TRUE;
  ok = new_ground (self, feature, ins, &ground, error);
  if (ok && ground.n_rings)
    {
      parcel = sx_farmland_parcel_of (self->incoming, key);
      sx_farmland_keep_pieces (self, parcel, &ground, &area, &high);
      parcel->terms = sx_farmland_make_terms (area * ratio, high * ratio, self->land_irrigated[feature],
                                              self->land_steep[feature]);
      sx_farmland_terms_add (&self->terms, &parcel->terms, 1);
    }
  sx_shape_buffer_clear (&ground);
  return ok;
}

static gboolean
visit_land (guint item, gpointer data)
{
  Over *over = data;
  SxShapeView v = sx_item_set_view (over->land, item);

  note_over (over, &v);
  return TRUE;
}

/* m² of overlap among the views themselves */
static double
doubly_covered (GArray *views)
{
  double sum = 0;

  for (guint i = 0; i < views->len; i++)
    for (guint k = 0; k < i; k++)
      sum += sx_overlap_planar (&g_array_index (views, SxShapeView, i),
                                &g_array_index (views, SxShapeView, k));
  return sum;
}

static gboolean
count_parcel (guint item, gpointer data)
{
  return ++*(guint *)data <= TOO_MANY_PARCELS;
}

static gboolean
has_too_many (const SxItemSet *land, SxBox box)
{
  guint n = 0;

  return !sx_box_tree_search (land->tree, box, count_parcel, &n);
}

/* The view without the parcels of DLTB, appended to `ground`. Cut in halves first, as long as many parcels
 * lie in it: most of a polygon needs no overlay. */
static gboolean
append_beyond (const SxFarmland *self, const SxShapeView *v, guint depth, SxShapeBuffer *ground,
               GError **error)
{
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  Over over = { self, *v, covers, 0, sx_plan_index_items (self->index, "DLTB"), 0 };
  gboolean wide = v->box.x1 - v->box.x0 > v->box.y1 - v->box.y0, ok = TRUE;
  gboolean too_many = depth <= 20 && over.land && has_too_many (over.land, v->box);
  SxShapeBuffer half[2] = { SX_SHAPE_BUFFER_INIT, SX_SHAPE_BUFFER_INIT };

  if (over.land && !too_many)
    sx_box_tree_search (over.land->tree, v->box, visit_land, &over);
  if (!too_many
      && sx_shape_view_planar_area (v) - over.sum + doubly_covered (covers) < self->index->rules->sliver_m2)
    return TRUE;
  if ((covers->len <= MANY_PARCELS && !too_many) || depth > 20
      || !sx_cut (v, wide ? SX_CUT_X : SX_CUT_Y,
                  wide ? (v->box.x0 + v->box.x1) / 2 : (v->box.y0 + v->box.y1) / 2, &half[0], &half[1]))
    {
      if (too_many)
        sx_box_tree_search (over.land->tree, v->box, visit_land, &over);
      return sx_overlay_subtract_all (v, (SxShapeView *)(gpointer)covers->data, covers->len, ground, error);
    }
  for (guint i = 0; ok && i < 2; i++)
    {
      SxShapeView part = sx_shape_buffer_view (&half[i], 0, half[i].n_rings);

      ok = part.n_rings == 0 || append_beyond (self, &part, depth + 1, ground, error);
    }
  sx_shape_buffer_clear (&half[0]);
  sx_shape_buffer_clear (&half[1]);
  return ok;
}

/* Ground of an in that is outside DLTB: counts whole, without class. Earlier ins over the same ground come
 * first. */
gboolean
sx_farmland_update_beyond (SxFarmland *self, SxAdjustment *in, GPtrArray *adjustments, GError **error)
{
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  Over over = { self, sx_shape_view (in->shape), covers, 0, NULL, 0 };
  double area, high;
  gboolean ok = over.view.n_rings == 0 || append_beyond (self, &over.view, 0, &ground, error);
  SxFarmlandParcel *parcel;

  if (ok && ground.n_rings)
    {
      over.view = sx_shape_buffer_view (&ground, 0, ground.n_rings);
      for (guint i = 0; i < adjustments->len && adjustments->pdata[i] != in; i++)
        {
          const SxAdjustment *other = adjustments->pdata[i];
          SxShapeView o = sx_shape_view (other->shape);

          if (other->direction == SX_DIRECTION_IN && sx_box_overlaps (o.box, over.view.box))
            note_over (&over, &o);
        }
      find_kept (&over);
      ok = covers->len == 0 || take_away (&ground, covers, error);
    }
  if (ok && ground.n_rings)
    {
      parcel = sx_farmland_parcel_of (self->beyond, in);
      sx_farmland_keep_pieces (self, parcel, &ground, &area, &high);
      parcel->terms = sx_farmland_make_terms (area, high, FALSE, FALSE);
      sx_farmland_terms_add (&self->terms, &parcel->terms, 1);
    }
  sx_shape_buffer_clear (&ground);
  return ok;
}

double
sx_farmland_inside (const SxFarmland *self, const SxShapeView *view)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  Over over = { self, *view, views, 0, NULL, 0 };

  find_kept (&over);
  return over.sum;
}
