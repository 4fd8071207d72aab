/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A control line after the scheme: After = (Base \ Out) ∪ In, feature by feature. */
#include "export/sx-after-private.h"

#include "geometry/sx-cut-corners.h"
#include "geometry/sx-overlay.h"

typedef struct
{
  SxAfterMaker *maker;
  const SxLineGround *ground;
  SxAfterLayer *out;
  GPtrArray *lost; /* per out-adjustment: SxShapeBuffer *, what features lost to it */
  double *lost_area;
  guint n_left; /* pieces that are left of touched features; those after are new */
} LineMaker;

static void
swap (SxShapeBuffer *a, SxShapeBuffer *b)
{
  SxShapeBuffer t = *a;

  *a = *b;
  *b = t;
}

/* Replaces the buffer by what is left of it without the views. */
static gboolean
take_away (SxShapeBuffer *ground, const GArray *views, GError **error)
{
  SxShapeView v = sx_shape_buffer_view (ground, 0, ground->n_rings);
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT;
  gboolean ok;

  if (v.n_rings == 0 || views->len == 0)
    return TRUE;
  ok = sx_overlay_subtract_all (&v, (const SxShapeView *)(gconstpointer)views->data, views->len, &rest,
                                error);
  if (ok)
    swap (ground, &rest);
  sx_shape_buffer_clear (&rest);
  return ok;
}

/* The first n of the line's adjustments that cover more than noise of the view, as views. */
static GArray *
over (const SxLineGround *ground, const GPtrArray *adjustments, guint n, const SxShapeView *view)
{
  GArray *views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = 0; i < n; i++)
    {
      SxShapeView v = sx_after_view (ground, adjustments->pdata[i]);

      if (sx_box_overlaps (v.box, view->box) && sx_overlap_planar (&v, view) > SX_AFTER_NOISE_M2)
        g_array_append_val (views, v);
    }
  return views;
}

/* ---- corners */

static void
add_near (const SxLineGround *ground, const GPtrArray *adjustments, SxBox box, GArray *sources)
{
  for (guint i = 0; i < adjustments->len; i++)
    {
      SxShapeView v = sx_after_view (ground, adjustments->pdata[i]);

      if (sx_box_overlaps (v.box, box))
        g_array_append_val (sources, v);
    }
}

/* Puts corners that overlays made, of a line whose polygons are counted, where its features, outs and ins
 * cross: there the evaluator cuts. */
static void
settle_cuts (const LineMaker *self, SxShapeBuffer *pieces)
{
  SxShapeView all = sx_shape_buffer_view (pieces, 0, pieces->n_rings);
  SxLayer *base = self->out->base;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  if (all.n_rings == 0 || (self->out->line != SX_LINE_REDLINE && self->out->line != SX_LINE_BOUNDARY))
    return;
  sx_box_tree_query (self->ground->tree, all.box, found);
  for (guint i = 0; i < found->len; i++)
    {
      SxShapeView v = sx_layer_shape (base, g_array_index (found, guint32, i));

      g_array_append_val (sources, v);
    }
  add_near (self->ground, self->ground->outs, all.box, sources);
  add_near (self->ground, self->ground->ins, all.box, sources);
  sx_cut_corners_settle (pieces, 0, (SxShapeView *)(gpointer)sources->data, sources->len);
}

/* ---- what goes out */

/* What the feature loses to out k: neither lost to an earlier one nor brought in again. */
static gboolean
note_loss (LineMaker *self, const SxShapeView *feature, guint k, GError **error)
{
  SxShapeView out = sx_after_view (self->ground, self->ground->outs->pdata[k]), part;
  SxShapeBuffer lost = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;

  if (sx_box_overlaps (out.box, feature->box) && sx_overlap_planar (&out, feature) > SX_AFTER_NOISE_M2)
    {
      ok = sx_overlay_intersect (feature, &out, &lost, error);
      part = sx_shape_buffer_view (&lost, 0, lost.n_rings);
      if (ok && part.n_rings)
        {
          g_autoptr (GArray) earlier = over (self->ground, self->ground->outs, k, &part);
          g_autoptr (GArray) ins = over (self->ground, self->ground->ins, self->ground->ins->len, &part);

          ok = take_away (&lost, earlier, error) && take_away (&lost, ins, error);
        }
      part = sx_shape_buffer_view (&lost, 0, lost.n_rings);
      if (ok)
        {
          sx_shape_buffer_append (self->lost->pdata[k], &part);
          self->lost_area[k] += sx_shape_view_planar_area (&part);
        }
    }
  sx_shape_buffer_clear (&lost);
  return ok;
}

static gboolean
clip_feature (LineMaker *self, guint feature, GError **error)
{
  const GPtrArray *outs = self->ground->outs;
  SxShapeView v = sx_layer_shape (self->out->base, feature);
  g_autoptr (GArray) covers = over (self->ground, outs, outs->len, &v);
  SxShapeBuffer rest = SX_SHAPE_BUFFER_INIT;
  SxAfterPiece like = { .parent = (gint)feature, .land = -1 };
  gboolean ok = TRUE, is_gone;

  is_gone = covers->len == 1
            && sx_overlap_planar (&g_array_index (covers, SxShapeView, 0), &v)
                   >= sx_shape_view_planar_area (&v) - SX_AFTER_NOISE_M2;
  if (!is_gone)
    ok = sx_overlay_subtract_all (&v, (const SxShapeView *)(gconstpointer)covers->data, covers->len, &rest,
                                  error);
  if (ok)
    settle_cuts (self, &rest);
  if (ok)
    sx_after_add_pieces (self->maker, self->out, &rest, &like,
                         sx_metric_area (&self->maker->state->metric, &v), self->maker->sliver);
  for (guint k = 0; ok && k < outs->len; k++)
    ok = note_loss (self, &v, k, error);
  sx_shape_buffer_clear (&rest);
  return ok;
}

/* One plot out of what many features lost to it; not where features overlap, as each has lost its own. */
static gboolean
add_losses (LineMaker *self, GError **error)
{
  for (guint k = 0; k < self->ground->outs->len; k++)
    {
      SxShapeBuffer *lost = self->lost->pdata[k], united = SX_SHAPE_BUFFER_INIT;
      SxShapeView all = sx_shape_buffer_view (lost, 0, lost->n_rings), whole;
      SxAfterChange like
          = { .kind = SX_MAINTAIN_OUT, .parent = -1, .adjustment = self->ground->outs->pdata[k] };
      g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
      gboolean ok;

      for (guint r = 0, next; r < all.n_rings; r = next)
        {
          SxShapeView part = sx_shape_view_part (&all, r, &next);

          g_array_append_val (parts, part);
        }
      ok = sx_overlay_unite ((const SxShapeView *)(gconstpointer)parts->data, parts->len, &united, error);
      whole = sx_shape_buffer_view (&united, 0, united.n_rings);
      if (ok)
        sx_after_add_changes (self->maker, self->out,
                              sx_shape_view_planar_area (&whole) >= self->lost_area[k] - self->maker->sliver
                                  ? &united
                                  : lost,
                              &like, self->maker->sliver);
      sx_shape_buffer_clear (&united);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_outs (LineMaker *self, GError **error)
{
  const GPtrArray *outs = self->ground->outs;

  for (guint k = 0; k < outs->len; k++)
    {
      SxShapeView v = sx_after_view (self->ground, outs->pdata[k]);
      g_autoptr (GArray) found = sx_after_find_over (self->out->base, self->ground->tree, &v);

      for (guint i = 0; i < found->len; i++)
        sx_after_touch (self->out, g_array_index (found, guint32, i));
    }
  for (guint f = 0; outs->len && f < self->out->base->n_features; f++)
    if (self->out->is_touched[f]
        && (g_cancellable_set_error_if_cancelled (self->maker->cancellable, error)
            || !clip_feature (self, f, error)))
      return FALSE;
  self->n_left = self->out->pieces->len;
  return add_losses (self, error);
}

/* ---- what comes in */

/* What the line still has below the view: untouched features, and what is left of the others. */
static GArray *
still_there (const LineMaker *self, const SxShapeView *view)
{
  g_autoptr (GArray) found = sx_after_find_over (self->out->base, self->ground->tree, view);
  GArray *views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = 0; i < found->len; i++)
    {
      guint32 feature = g_array_index (found, guint32, i);
      SxShapeView v = sx_layer_shape (self->out->base, feature);

      if (!self->out->is_touched[feature])
        g_array_append_val (views, v);
    }
  for (guint i = 0; i < self->n_left; i++)
    {
      SxShapeView v = sx_shape_view (((SxAfterPiece *)self->out->pieces->pdata[i])->shape);

      if (sx_box_overlaps (v.box, view->box) && sx_overlap_planar (&v, view) > SX_AFTER_NOISE_M2)
        g_array_append_val (views, v);
    }
  return views;
}

/* Replaces ground of in k by what is new of it. */
static gboolean
keep_new (const LineMaker *self, SxShapeBuffer *ground, guint k, GError **error)
{
  SxShapeView v = sx_shape_buffer_view (ground, 0, ground->n_rings);
  g_autoptr (GArray) there = still_there (self, &v);
  g_autoptr (GArray) earlier = over (self->ground, self->ground->ins, k, &v);

  if (!take_away (ground, there, error) || !take_away (ground, earlier, error))
    return FALSE;
  settle_cuts (self, ground);
  return TRUE;
}

/* The parts of in k's new ground by parcel of DLTB, the first where they overlap, and what lies outside. */
static gboolean
bring_in_farmland (LineMaker *self, guint k, SxAfterPiece *like, GError **error)
{
  const SxAfterMaker *maker = self->maker;
  SxShapeView in = sx_after_view (self->ground, self->ground->ins->pdata[k]);
  g_autoptr (GArray) parcels = sx_after_find_over (maker->land, maker->land_tree, &in);
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  double outside = sx_shape_view_planar_area (&in);
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < parcels->len; i++)
    {
      SxShapeView parcel = sx_layer_shape (maker->land, g_array_index (parcels, guint32, i)), part;
      g_autoptr (GArray) doubled = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

      sx_shape_buffer_reset (&ground);
      ok = sx_overlay_intersect (&in, &parcel, &ground, error);
      part = sx_shape_buffer_view (&ground, 0, ground.n_rings);
      for (guint e = 0; part.n_rings && e < earlier->len; e++)
        if (sx_overlap_planar (&part, &g_array_index (earlier, SxShapeView, e)) > SX_AFTER_NOISE_M2)
          g_array_append_val (doubled, g_array_index (earlier, SxShapeView, e));
      ok = ok && take_away (&ground, doubled, error);
      part = sx_shape_buffer_view (&ground, 0, ground.n_rings);
      outside -= sx_shape_view_planar_area (&part);
      ok = ok && keep_new (self, &ground, k, error);
      like->land = (gint)g_array_index (parcels, guint32, i);
      if (ok)
        sx_after_add_pieces (maker, self->out, &ground, like, 0, maker->sliver);
      g_array_append_val (earlier, parcel);
    }
  like->land = -1;
  sx_shape_buffer_reset (&ground);
  if (outside >= maker->sliver)
    sx_shape_buffer_append (&ground, &in);
  ok = ok && take_away (&ground, earlier, error) && keep_new (self, &ground, k, error);
  if (ok)
    sx_after_add_pieces (maker, self->out, &ground, like, 0, maker->sliver);
  sx_shape_buffer_clear (&ground);
  return ok;
}

/* What of in k was not in the base: as plots. */
static gboolean
note_gain (LineMaker *self, guint k, GError **error)
{
  SxAdjustment *in = self->ground->ins->pdata[k];
  SxAfterChange like = { .kind = SX_MAINTAIN_IN, .parent = -1, .adjustment = in };
  SxShapeView v = sx_after_view (self->ground, in);
  g_autoptr (GArray) found = sx_after_find_over (self->out->base, self->ground->tree, &v);
  g_autoptr (GArray) base = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) earlier = over (self->ground, self->ground->ins, k, &v);
  SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
  gboolean ok;

  for (guint i = 0; i < found->len; i++)
    {
      SxShapeView b = sx_layer_shape (self->out->base, g_array_index (found, guint32, i));

      g_array_append_val (base, b);
    }
  sx_shape_buffer_append (&ground, &v);
  ok = take_away (&ground, base, error) && take_away (&ground, earlier, error);
  if (ok)
    sx_after_add_changes (self->maker, self->out, &ground, &like, self->maker->sliver);
  sx_shape_buffer_clear (&ground);
  return ok;
}

static gboolean
make_ins (LineMaker *self, GError **error)
{
  for (guint k = 0; k < self->ground->ins->len; k++)
    {
      SxAdjustment *in = self->ground->ins->pdata[k];
      SxAfterPiece like = { .parent = -1, .land = -1, .adjustment = in };
      SxShapeView v = sx_after_view (self->ground, in);
      SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
      gboolean ok;

      if (g_cancellable_set_error_if_cancelled (self->maker->cancellable, error))
        return FALSE;
      sx_shape_buffer_append (&ground, &v);
      if (self->out->line == SX_LINE_FARMLAND)
        ok = bring_in_farmland (self, k, &like, error);
      else if ((ok = keep_new (self, &ground, k, error)))
        sx_after_add_pieces (self->maker, self->out, &ground, &like, 0, self->maker->sliver);
      sx_shape_buffer_clear (&ground);
      if (!ok || !note_gain (self, k, error))
        return FALSE;
    }
  return TRUE;
}

static void
buffer_free (gpointer data)
{
  sx_shape_buffer_clear (data);
  g_free (data);
}

gboolean
sx_after_make_line (SxAfterMaker *maker, SxLine line, SxAfterLayer *out, GError **error)
{
  LineMaker self = { maker, &maker->line[line], out, g_ptr_array_new_with_free_func (buffer_free), NULL, 0 };
  gboolean ok;

  for (guint k = 0; k < self.ground->outs->len; k++)
    g_ptr_array_add (self.lost, g_new0 (SxShapeBuffer, 1));
  self.lost_area = g_new0 (double, MAX (self.ground->outs->len, 1));
  ok = make_outs (&self, error) && make_ins (&self, error);
  if (ok && (line == SX_LINE_REDLINE || line == SX_LINE_BOUNDARY)) /* whose polygons are counted */
    sx_after_settle_joints (self.ground->tree, self.n_left, out);
  g_ptr_array_unref (self.lost);
  g_free (self.lost_area);
  return ok;
}
