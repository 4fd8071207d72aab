/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-dissolve-leaf.h"

#include "geometry/sx-components.h"
#include "geometry/sx-cut-corners.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-joint.h"
#include "geometry/sx-near.h"
#include "geometry/sx-overlay.h"

#define TOUCHING_M2 1e-3 /* polygons with less ground in common only touch, but for rounding */

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
  self->passes = g_array_new (FALSE, FALSE, sizeof (SxPass));
  return self;
}

void
sx_leaf_free (gpointer data)
{
  SxLeaf *self = data;

  sx_shape_buffer_clear (&self->base);
  sx_shape_buffer_clear (&self->around);
  sx_shape_buffer_clear (&self->stored);
  g_array_unref (self->neighbours);
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    g_ptr_array_unref (self->atoms[k]);
  g_array_unref (self->joints);
  g_array_unref (self->passes);
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

/* an atom for each polygon of `ground`, which is inside the leaf */
static void
add_atoms (SxLeaf *self, const SxMetric *metric, SxAtomKind kind, const SxShapeBuffer *ground)
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
      g_ptr_array_add (self->atoms[kind], atom);
    }
}

#define FRESH G_MAXUINT

/* The line's atoms, and what each of them is of. */
typedef struct
{
  SxShapeView part; /* the polygon that it is cut from */
  guint feature;    /* which of the polygons around the leaf that is of; FRESH: it is new */
} Origin;

/* Polygons in and around a leaf, before they are cut. */
typedef struct
{
  SxShapeBuffer parts;
  GArray *features; /* guint, of each part as in an Origin */
} Ground;

static void
ground_init (Ground *self)
{
  self->parts = (SxShapeBuffer)SX_SHAPE_BUFFER_INIT;
  self->features = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
ground_clear (Ground *self)
{
  sx_shape_buffer_clear (&self->parts);
  g_array_unref (self->features);
}

/* Notes that all parts since the last call are of the feature. */
static void
ground_end (Ground *self, guint feature)
{
  SxShapeView all = sx_shape_buffer_view (&self->parts, 0, self->parts.n_rings);
  guint n = sx_shape_view_n_parts (&all);

  while (self->features->len < n)
    g_array_append_val (self->features, feature);
}

/* Atoms of what of the polygons lies in the leaf. least_m2: new ground of a smaller planar area is none. */
static gboolean
add_clipped (SxLeaf *self, const SxMetric *metric, const Ground *ground, double least_m2, GArray *origins,
             GError **error)
{
  SxShapeView all = sx_shape_buffer_view (&ground->parts, 0, ground->parts.n_rings);
  SxShapeBuffer clipped = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;
  guint number = 0;

  for (guint r = 0, next; ok && r < all.n_rings; r = next, number++)
    {
      Origin origin
          = { sx_shape_view_part (&all, r, &next), g_array_index (ground->features, guint, number) };

      if (!sx_box_overlaps (origin.part.box, self->box)
          || (origin.feature == FRESH && sx_shape_view_planar_area (&origin.part) < least_m2))
        continue;
      sx_shape_buffer_reset (&clipped);
      ok = sx_leaf_clip (&origin.part, self->box, &clipped, error);
      add_atoms (self, metric, SX_ATOM_LINE, &clipped);
      while (origins->len < self->atoms[SX_ATOM_LINE]->len)
        g_array_append_val (origins, origin);
    }
  sx_shape_buffer_clear (&clipped);
  return ok;
}

/* whether the polygon that the atom is cut from has other atoms in the leaf: these lie one after the other */
static gboolean
has_others (const Origin *origins, guint n, guint atom)
{
  return (atom > 0 && origins[atom - 1].part.points == origins[atom].part.points)
         || (atom + 1 < n && origins[atom + 1].part.points == origins[atom].part.points);
}

/* Whether two atoms are one polygon. What they are cut from tells it to the last digit, and where that has
 * several atoms here, the atoms tell which of them it is. */
static gboolean
are_joined (const SxLeaf *self, const Origin *origins, guint n, guint earlier, guint later)
{
  const GPtrArray *atoms = self->atoms[SX_ATOM_LINE];
  SxShapeView a = sx_shape_view (((SxAtom *)atoms->pdata[earlier])->shape),
              b = sx_shape_view (((SxAtom *)atoms->pdata[later])->shape);
  SxBox window = sx_box_grown (sx_box_intersection (a.box, b.box), SX_ON_BORDER_M);

  return !sx_box_is_empty (window) && sx_joint_in (&origins[earlier].part, &origins[later].part, window)
         && ((!has_others (origins, n, earlier) && !has_others (origins, n, later))
             || sx_near_within (&a, &b, SX_ON_BORDER_M));
}

/* Parts of one feature are apart, and so are those of what is new. */
static void
find_joints (SxLeaf *self, const GArray *all)
{
  const Origin *origins = (const Origin *)(gconstpointer)all->data;

  for (guint later = 1; later < all->len; later++)
    for (guint earlier = 0; earlier < later; earlier++)
      {
        SxJoint joint = { earlier, later };

        if (origins[earlier].feature != origins[later].feature
            && (!self->is_apart || origins[later].feature == FRESH)
            && are_joined (self, origins, all->len, earlier, later))
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

/* Makes the atoms anew: of the line's ground, and of what is beside it. */
static gboolean
set_atoms (SxLeaf *self, const SxMetric *metric, const Ground *ground, double least_m2,
           const SxShapeBuffer *beside, GError **error)
{
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (Origin));
  gboolean ok;

  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    g_ptr_array_set_size (self->atoms[k], 0);
  g_array_set_size (self->joints, 0);
  ok = add_clipped (self, metric, ground, least_m2, origins, error);
  find_joints (self, origins);
  add_atoms (self, metric, SX_ATOM_BESIDE, beside);
  sx_leaf_find_passes (self);
  return ok;
}

gboolean
sx_leaf_clip (const SxShapeView *view, SxBox box, SxShapeBuffer *out, GError **error)
{
  return sx_cut_to_box (view, box, out) || sx_overlay_clip (view, box, out, error);
}

/* The views that meet the box, as they are there: cutting an edge moves the last digit of where it crosses
 * others, and with it what touches what. */
static void
near_all (const SxShapeView *views, guint n, SxBox box, SxShapeBuffer *out)
{
  for (guint i = 0; i < n; i++)
    if (sx_box_overlaps (views[i].box, box))
      sx_cut_around (&views[i], sx_box_grown (box, SX_ON_BORDER_M), out);
}

static gboolean
subtract_parts (const SxShapeBuffer *from, const SxShapeBuffer *what, SxShapeBuffer *out, GError **error)
{
  SxShapeView view = sx_shape_buffer_view (from, 0, from->n_rings);
  g_autoptr (GArray) parts = sx_shape_buffer_parts (what);

  return view.n_rings == 0
         || sx_overlay_subtract_all (&view, (SxShapeView *)(gpointer)parts->data, parts->len, out, error);
}

static gboolean
unite_parts (const SxShapeBuffer *what, SxShapeBuffer *out, GError **error)
{
  g_autoptr (GArray) parts = sx_shape_buffer_parts (what);

  if (parts->len > 1)
    return sx_overlay_unite ((SxShapeView *)(gpointer)parts->data, parts->len, out, error);
  if (parts->len == 1)
    sx_shape_buffer_append (out, &g_array_index (parts, SxShapeView, 0));
  return TRUE;
}

const SxShapeBuffer *
sx_leaf_polygons (const SxLeaf *self)
{
  return self->is_cut || !self->is_apart ? &self->around : &self->base;
}

/* Polygons that cover the same ground are made one, so that it counts once; those that only touch stay as
 * they are. */
static gboolean
unite_overlapping (SxShapeBuffer *polygons, GError **error)
{
  g_autoptr (GArray) parts = sx_shape_buffer_parts (polygons);
  SxShapeView *views = (SxShapeView *)(gpointer)parts->data;
  SxShapeBuffer made = SX_SHAPE_BUFFER_INIT;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < parts->len; i++)
    {
      g_autoptr (GArray) group = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

      if (views[i].n_rings == 0)
        continue;
      g_array_append_val (group, views[i]);
      views[i].n_rings = 0;
      for (guint g = 0; g < group->len; g++)
        for (guint k = i + 1; k < parts->len; k++)
          if (views[k].n_rings && sx_box_overlaps (views[k].box, g_array_index (group, SxShapeView, g).box)
              && sx_overlap_planar (&views[k], &g_array_index (group, SxShapeView, g)) > TOUCHING_M2)
            {
              g_array_append_val (group, views[k]);
              views[k].n_rings = 0;
            }
      if (group->len == 1)
        sx_shape_buffer_append (&made, &g_array_index (group, SxShapeView, 0));
      else
        ok = sx_overlay_unite ((SxShapeView *)(gpointer)group->data, group->len, &made, error);
    }
  sx_shape_buffer_clear (polygons);
  *polygons = made;
  return ok;
}

static SxShapeView
whole (const SxShapeBuffer *buffer)
{
  return sx_shape_buffer_view (buffer, 0, buffer->n_rings);
}

/* Puts corners that overlays made of the line's polygons, outs and ins where these cross. */
static void
settle_cuts (const SxLeaf *self, const SxShapeBuffer *out, const SxShapeBuffer *in, SxShapeBuffer *pieces)
{
  const SxShapeView sources[]
      = { whole (self->stored.n_rings ? &self->stored : sx_leaf_polygons (self)), whole (out), whole (in) };

  sx_cut_corners_settle (pieces, 0, sources, G_N_ELEMENTS (sources));
}

/* Makes what is around the leaf polygons that do not overlap. */
static gboolean
unite_around (SxLeaf *self, GError **error)
{
  const SxShapeBuffer none = SX_SHAPE_BUFFER_INIT;
  SxShapeView v = whole (&self->around);
  gsize n_points = self->around.n_points;

  sx_shape_buffer_append (&self->stored, &v);
  if (!unite_overlapping (&self->around, error))
    return FALSE;
  if (self->around.n_points == n_points)
    sx_shape_buffer_clear (&self->stored);
  else
    settle_cuts (self, &none, &none, &self->around);
  return TRUE;
}

gboolean
sx_leaf_dissolve (SxLeaf *self, GError **error)
{
  SxShapeBuffer united = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  gboolean ok;

  if (self->is_apart || self->is_dissolved)
    return TRUE;
  ok = unite_parts (&self->around, &united, error);
  v = whole (&united);
  sx_shape_buffer_reset (&self->base);
  ok = ok && (v.n_rings == 0 || sx_leaf_clip (&v, self->box, &self->base, error));
  sx_shape_buffer_clear (&united);
  self->is_dissolved = ok;
  return ok;
}

/* What the base keeps of each of its polygons. */
static gboolean
keep (const SxLeaf *self, const SxShapeBuffer *out, Ground *kept, GError **error)
{
  const SxShapeBuffer *polygons = sx_leaf_polygons (self);
  SxShapeView all = sx_shape_buffer_view (polygons, 0, polygons->n_rings);
  g_autoptr (GArray) outs = sx_shape_buffer_parts (out);
  guint number = 0;
  gboolean ok = TRUE;

  for (guint r = 0, next; ok && r < all.n_rings; r = next, number++)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      if (outs->len)
        ok = sx_overlay_subtract_all (&part, (SxShapeView *)(gpointer)outs->data, outs->len, &kept->parts,
                                      error);
      else
        sx_shape_buffer_append (&kept->parts, &part);
      ground_end (kept, number);
    }
  return ok;
}

gboolean
sx_leaf_build (SxLeaf *self, const SxMetric *metric, gboolean with_holes, GError **error)
{
  const SxShapeBuffer none = SX_SHAPE_BUFFER_INIT;
  SxShapeBuffer beside = SX_SHAPE_BUFFER_INIT;
  Ground ground;
  gboolean ok;

  ground_init (&ground);
  ok = (self->is_apart || unite_around (self, error)) && keep (self, &none, &ground, error)
       && (!with_holes || (sx_leaf_dissolve (self, error) && find_beside (self, &self->base, &beside, error)))
       && set_atoms (self, metric, &ground, 0, &beside, error);
  ground_clear (&ground);
  sx_shape_buffer_clear (&beside);
  return ok;
}

/* What the base keeps, and beyond it what the in-polygons together have; both reach beyond the leaf. */
static gboolean
find_after (const SxLeaf *self, const SxShapeView *outs, guint n_outs, const SxShapeView *ins, guint n_ins,
            Ground *after, gboolean *is_new, GError **error)
{
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT, in = SX_SHAPE_BUFFER_INIT, united = SX_SHAPE_BUFFER_INIT,
                fresh = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  gboolean ok;

  near_all (outs, n_outs, self->box, &out);
  near_all (ins, n_ins, self->box, &in);
  ok = keep (self, &out, after, error);
  if (out.n_rings)
    settle_cuts (self, &out, &in, &after->parts);
  ok = ok && unite_parts (&in, &united, error) && subtract_parts (&united, &after->parts, &fresh, error);
  settle_cuts (self, &out, &in, &fresh);
  v = sx_shape_buffer_view (&fresh, 0, fresh.n_rings);
  *is_new = v.n_rings > 0;
  sx_shape_buffer_append (&after->parts, &v);
  ground_end (after, FRESH);
  sx_shape_buffer_clear (&out);
  sx_shape_buffer_clear (&in);
  sx_shape_buffer_clear (&united);
  sx_shape_buffer_clear (&fresh);
  return ok;
}

/* what of the leaf is not of that ground, appended */
static gboolean
find_beside_after (const SxLeaf *self, const Ground *after, gboolean is_new, SxShapeBuffer *beside,
                   GError **error)
{
  SxShapeBuffer united = SX_SHAPE_BUFFER_INIT, inside = SX_SHAPE_BUFFER_INIT;
  gboolean must_unite = is_new || !self->is_apart,
           ok = !must_unite || unite_parts (&after->parts, &united, error);
  const SxShapeBuffer *whole = must_unite ? &united : &after->parts;
  SxShapeView v = sx_shape_buffer_view (whole, 0, whole->n_rings);

  ok = ok && (v.n_rings == 0 || sx_leaf_clip (&v, self->box, &inside, error))
       && find_beside (self, &inside, beside, error);
  sx_shape_buffer_clear (&united);
  sx_shape_buffer_clear (&inside);
  return ok;
}

/* Which polygons are one is told exactly, and not by their union: where a new piece lies against the base its
 * corners were rounded, and a union rounds once more, now and then by much. It is told of the polygons as
 * they are, not of what is cut from them: a corner where the leaf's border cuts an edge would be rounded too.
 */
gboolean
sx_leaf_update (SxLeaf *self, const SxMetric *metric, gboolean with_holes, double sliver_m2,
                const SxShapeView *outs, guint n_outs, const SxShapeView *ins, guint n_ins, GError **error)
{
  SxShapeBuffer beside = SX_SHAPE_BUFFER_INIT;
  gboolean is_new, ok;
  Ground after;

  ground_init (&after);
  ok = find_after (self, outs, n_outs, ins, n_ins, &after, &is_new, error)
       && (!with_holes || find_beside_after (self, &after, is_new, &beside, error))
       && set_atoms (self, metric, &after, sliver_m2, &beside, error);
  self->is_changed = FALSE;
  for (guint i = 0; i < n_outs; i++)
    self->is_changed |= sx_box_overlaps (outs[i].box, self->box);
  for (guint i = 0; i < n_ins; i++)
    self->is_changed |= sx_box_overlaps (ins[i].box, self->box);
  ground_clear (&after);
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
