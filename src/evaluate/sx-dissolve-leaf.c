/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-dissolve-leaf.h"

#include "geometry/sx-components.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-joint.h"
#include "geometry/sx-overlay.h"

#define WHOLE_POINTS 600

static void
atom_free (gpointer data)
{
  SxAtom *atom = data;

  sx_shape_unref (atom->shape);
  g_free (atom->stretches);
  g_free (atom);
}

SxLeaf *
sx_leaf_new (SxBox box)
{
  SxLeaf *self = g_new0 (SxLeaf, 1);

  self->box = box;
  self->neighbours = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    self->atoms[k] = g_ptr_array_new_with_free_func (atom_free);
  self->joints = g_array_new (FALSE, FALSE, sizeof (SxJoint));
  return self;
}

void
sx_leaf_free (gpointer data)
{
  SxLeaf *self = data;

  sx_shape_buffer_clear (&self->base);
  g_array_unref (self->neighbours);
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    g_ptr_array_unref (self->atoms[k]);
  g_array_unref (self->joints);
  g_free (self);
}

/* ---- atoms of a leaf */

static void
add_stretch (GArray *stretches, guint8 side, double a, double b)
{
  SxStretch s = { side, MIN (a, b), MAX (a, b) };

  g_array_append_val (stretches, s);
}

static void
find_stretches (const SxShapeView *v, SxBox box, SxAtom *atom)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SxStretch));

  for (guint r = 0; r < v->n_rings; r++)
    for (guint32 i = v->ring_start[r] + 1; i < v->ring_start[r + 1]; i++)
      {
        SxPoint p = v->points[i - 1], q = v->points[i];

        if (fabs (p.x - box.x0) < SX_ON_BORDER_M && fabs (q.x - box.x0) < SX_ON_BORDER_M)
          add_stretch (found, 0, p.y, q.y);
        else if (fabs (p.x - box.x1) < SX_ON_BORDER_M && fabs (q.x - box.x1) < SX_ON_BORDER_M)
          add_stretch (found, 1, p.y, q.y);
        else if (fabs (p.y - box.y0) < SX_ON_BORDER_M && fabs (q.y - box.y0) < SX_ON_BORDER_M)
          add_stretch (found, 2, p.x, q.x);
        else if (fabs (p.y - box.y1) < SX_ON_BORDER_M && fabs (q.y - box.y1) < SX_ON_BORDER_M)
          add_stretch (found, 3, p.x, q.x);
      }
  atom->n_stretches = found->len;
  atom->stretches = g_memdup2 (found->data, found->len * sizeof (SxStretch));
}

/* least_m2: a part of a smaller planar area is left out, where all of it is in the leaf. */
static void
add_atoms (SxLeaf *self, const SxMetric *metric, SxAtomKind kind, const SxShapeBuffer *ground,
           double least_m2)
{
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);
      SxAtom *atom = g_new0 (SxAtom, 1);

      atom->shape = sx_shape_new (&part);
      atom->node = SX_COMPONENTS_NONE;
      atom->area = kind == SX_ATOM_LINE ? sx_metric_additive_area (metric, &part) : 0;
      atom->ground = NAN;
      find_stretches (&part, self->box, atom);
      if (atom->n_stretches == 0 && least_m2 > 0 && sx_shape_view_planar_area (&part) < least_m2)
        atom_free (atom);
      else
        g_ptr_array_add (self->atoms[kind], atom);
    }
}

/* Which atoms of what the base keeps (the first of all) are one polygon with which of what is new. */
static void
find_joints (SxLeaf *self, guint n_kept)
{
  const GPtrArray *atoms = self->atoms[SX_ATOM_LINE];

  for (guint later = n_kept; later < atoms->len; later++)
    for (guint earlier = 0; earlier < n_kept; earlier++)
      {
        SxShapeView a = sx_shape_view (((SxAtom *)atoms->pdata[earlier])->shape),
                    b = sx_shape_view (((SxAtom *)atoms->pdata[later])->shape);
        SxJoint joint = { earlier, later };

        if (sx_joint (&a, &b))
          g_array_append_val (self->joints, joint);
      }
}

static void
append_rectangle (SxShapeBuffer *out, SxBox b)
{
  SxPoint p[5] = { { b.x0, b.y0 }, { b.x0, b.y1 }, { b.x1, b.y1 }, { b.x1, b.y0 }, { b.x0, b.y0 } };

  for (guint i = 0; i < 5; i++)
    sx_shape_buffer_add_point (out, p[i]);
  sx_shape_buffer_end_ring (out, TRUE);
}

/* what of the leaf is not ground, appended */
static gboolean
find_beside (const SxLeaf *self, const SxShapeBuffer *ground, SxShapeBuffer *beside, GError **error)
{
  SxShapeBuffer rectangle = SX_SHAPE_BUFFER_INIT;
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings), whole;
  gboolean ok = TRUE;

  append_rectangle (&rectangle, self->box);
  whole = sx_shape_buffer_view (&rectangle, 0, 1);
  if (all.n_rings)
    ok = sx_overlay_subtract (&whole, &all, beside, error);
  else
    sx_shape_buffer_append (beside, &whole);
  sx_shape_buffer_clear (&rectangle);
  return ok;
}

static void
set_atoms (SxLeaf *self, const SxMetric *metric, const SxShapeBuffer *kept, const SxShapeBuffer *fresh,
           double sliver_m2, const SxShapeBuffer *beside)
{
  guint n_kept;

  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    g_ptr_array_set_size (self->atoms[k], 0);
  g_array_set_size (self->joints, 0);
  add_atoms (self, metric, SX_ATOM_LINE, kept, 0);
  n_kept = self->atoms[SX_ATOM_LINE]->len;
  add_atoms (self, metric, SX_ATOM_LINE, fresh, sliver_m2);
  find_joints (self, n_kept);
  add_atoms (self, metric, SX_ATOM_BESIDE, beside, 0);
}

/* one view for each polygon part of a buffer */
static GArray *
parts_of (const SxShapeBuffer *buffer)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeView all = sx_shape_buffer_view (buffer, 0, buffer->n_rings);

  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      g_array_append_val (parts, part);
    }
  return parts;
}

gboolean
sx_leaf_clip (const SxShapeView *view, SxBox box, SxShapeBuffer *out, GError **error)
{
  return sx_cut_to_box (view, box, out) || sx_overlay_clip (view, box, out, error);
}

/* The views that meet the box. Those of usual size stay whole: cutting an edge moves the last digit of where
 * it crosses others, and with it what touches what. */
static gboolean
near_all (const SxShapeView *views, guint n, SxBox box, SxShapeBuffer *out, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!sx_box_overlaps (views[i].box, box))
      continue;
    else if (sx_shape_view_n_points (&views[i]) <= WHOLE_POINTS)
      sx_shape_buffer_append (out, &views[i]);
    else if (!sx_leaf_clip (&views[i], sx_box_grown (box, box.x1 - box.x0), out, error))
      return FALSE;
  return TRUE;
}

static gboolean
subtract_parts (const SxShapeBuffer *from, const SxShapeBuffer *what, SxShapeBuffer *out, GError **error)
{
  SxShapeView view = sx_shape_buffer_view (from, 0, from->n_rings);
  g_autoptr (GArray) parts = parts_of (what);

  return view.n_rings == 0
         || sx_overlay_subtract_all (&view, (SxShapeView *)(gpointer)parts->data, parts->len, out, error);
}

static gboolean
unite_parts (const SxShapeBuffer *what, SxShapeBuffer *out, GError **error)
{
  g_autoptr (GArray) parts = parts_of (what);

  if (parts->len > 1)
    return sx_overlay_unite ((SxShapeView *)(gpointer)parts->data, parts->len, out, error);
  if (parts->len == 1)
    sx_shape_buffer_append (out, &g_array_index (parts, SxShapeView, 0));
  return TRUE;
}

gboolean
sx_leaf_build (SxLeaf *self, const SxMetric *metric, gboolean with_holes, GError **error)
{
  SxShapeBuffer united = SX_SHAPE_BUFFER_INIT, fresh = SX_SHAPE_BUFFER_INIT, beside = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;

  if (!self->is_dissolved)
    {
      if (!unite_parts (&self->base, &united, error))
        return FALSE;
      sx_shape_buffer_clear (&self->base);
      self->base = united;
      self->is_dissolved = TRUE;
    }
  ok = !with_holes || find_beside (self, &self->base, &beside, error);
  if (ok)
    set_atoms (self, metric, &self->base, &fresh, 0, &beside);
  sx_shape_buffer_clear (&beside);
  return ok;
}

/* kept and fresh, clipped to the leaf; `fresh` may reach beyond it */
static gboolean
find_ground (const SxLeaf *self, const SxShapeBuffer *kept, const SxShapeBuffer *fresh, SxShapeBuffer *ground,
             GError **error)
{
  SxShapeBuffer pieces = SX_SHAPE_BUFFER_INIT, whole = SX_SHAPE_BUFFER_INIT;
  SxShapeView v = sx_shape_buffer_view (kept, 0, kept->n_rings);
  gboolean ok;

  sx_shape_buffer_append (&pieces, &v);
  v = sx_shape_buffer_view (fresh, 0, fresh->n_rings);
  sx_shape_buffer_append (&pieces, &v);
  ok = unite_parts (&pieces, &whole, error);
  v = sx_shape_buffer_view (&whole, 0, whole.n_rings);
  ok = ok && (v.n_rings == 0 || sx_leaf_clip (&v, self->box, ground, error));
  sx_shape_buffer_clear (&pieces);
  sx_shape_buffer_clear (&whole);
  return ok;
}

/* What the in-polygons together have beyond `kept`: whole, and clipped to the leaf. */
static gboolean
find_fresh (const SxLeaf *self, const SxShapeBuffer *in, const SxShapeBuffer *kept, SxShapeBuffer *fresh,
            SxShapeBuffer *clipped, GError **error)
{
  SxShapeBuffer united = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  gboolean ok = unite_parts (in, &united, error) && subtract_parts (&united, kept, fresh, error);

  v = sx_shape_buffer_view (fresh, 0, fresh->n_rings);
  ok = ok && (v.n_rings == 0 || sx_leaf_clip (&v, self->box, clipped, error));
  sx_shape_buffer_clear (&united);
  return ok;
}

/* What the base keeps, and as pieces of their own what is new. Which of them are one polygon is told exactly,
 * and not by their union: where a new piece lies against the base its corners were rounded, and a union
 * rounds once more. */
gboolean
sx_leaf_update (SxLeaf *self, const SxMetric *metric, gboolean with_holes, double sliver_m2,
                const SxShapeView *outs, guint n_outs, const SxShapeView *ins, guint n_ins, GError **error)
{
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT, in = SX_SHAPE_BUFFER_INIT, kept = SX_SHAPE_BUFFER_INIT,
                fresh = SX_SHAPE_BUFFER_INIT, clipped = SX_SHAPE_BUFFER_INIT, ground = SX_SHAPE_BUFFER_INIT,
                beside = SX_SHAPE_BUFFER_INIT;
  gboolean ok = (self->base.n_rings == 0 || near_all (outs, n_outs, self->box, &out, error))
                && near_all (ins, n_ins, self->box, &in, error)
                && subtract_parts (&self->base, &out, &kept, error)
                && find_fresh (self, &in, &kept, &fresh, &clipped, error);

  if (ok && with_holes)
    ok = (fresh.n_rings == 0 || find_ground (self, &kept, &fresh, &ground, error))
         && find_beside (self, fresh.n_rings ? &ground : &kept, &beside, error);
  if (ok)
    {
      set_atoms (self, metric, &kept, &clipped, sliver_m2, &beside);
      self->is_changed = out.n_rings || in.n_rings;
    }
  sx_shape_buffer_clear (&out);
  sx_shape_buffer_clear (&in);
  sx_shape_buffer_clear (&kept);
  sx_shape_buffer_clear (&fresh);
  sx_shape_buffer_clear (&clipped);
  sx_shape_buffer_clear (&ground);
  sx_shape_buffer_clear (&beside);
  return ok;
}

/* ---- between leaves */

gboolean
sx_atoms_share_border (const SxAtom *a, SxBox box_a, const SxAtom *b, SxBox box_b)
{
  for (guint i = 0; i < a->n_stretches; i++)
    for (guint k = 0; k < b->n_stretches; k++)
      {
        const SxStretch *s = &a->stretches[i], *t = &b->stretches[k];
        double line_s, line_t;

        if ((s->side ^ 1) != t->side || MIN (s->t1, t->t1) - MAX (s->t0, t->t0) <= SX_ON_BORDER_M)
          continue;
        line_s = s->side == 0 ? box_a.x0 : s->side == 1 ? box_a.x1 : s->side == 2 ? box_a.y0 : box_a.y1;
        line_t = t->side == 0 ? box_b.x0 : t->side == 1 ? box_b.x1 : t->side == 2 ? box_b.y0 : box_b.y1;
        if (fabs (line_s - line_t) < SX_ON_BORDER_M)
          return TRUE;
      }
  return FALSE;
}
