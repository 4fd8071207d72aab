/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-dissolve.h"

#include "base/sx-parallel.h"
#include "evaluate/sx-total.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-overlay.h"

#define LEAF_POINTS 160
#define WHOLE_POINTS 600
#define MAX_DEPTH 24
#define ROOT_SIZE 8388608.0 /* m: any Gauss–Krüger zone with room to spare */
#define ON_BORDER 1e-6      /* m: coordinates on a leaf's border are exact but for rounding */

enum
{
  LINE,
  BESIDE,
  N_KINDS
};

/* a stretch of a leaf's border; side 0 west, 1 east (t = y), 2 south, 3 north (t = x) */
typedef struct
{
  guint8 side;
  double t0, t1;
} Stretch;

typedef struct
{
  SxShape *shape;
  double area;
  double ground; /* NAN: not known */
  guint n_stretches;
  Stretch *stretches;
} Atom;

/* atom `a` of this leaf and atom `b` of leaf `leaf` share a piece of border */
typedef struct
{
  guint32 leaf;
  guint16 a, b;
} Link;

typedef struct
{
  SxBox box;
  SxShapeBuffer base;  /* dissolved */
  gboolean is_changed; /* polygons of the scheme are near */
  GArray *neighbours;  /* guint32 leaves */
  GArray *atoms[N_KINDS];
  GArray *links[N_KINDS]; /* to leaves of a higher number */
  guint first[N_KINDS];   /* number of the first atom, while counting */
} Leaf;

struct _SxDissolve
{
  const SxMetric *metric;
  gboolean with_holes;
  GPtrArray *leaves; /* Leaf * */
  SxBox *boxes;      /* of leaves */
  SxBoxTree *tree;
  /* components, made anew when `stale` */
  gboolean stale[N_KINDS];
  guint n_atoms[N_KINDS];
  guint32 *parent[N_KINDS];
  double *sum[N_KINDS]; /* per root: area of the component */
};

static void
atom_clear (gpointer data)
{
  Atom *atom = data;

  sx_shape_unref (atom->shape);
  g_free (atom->stretches);
}

static void
leaf_free (gpointer data)
{
  Leaf *leaf = data;

  sx_shape_buffer_clear (&leaf->base);
  g_array_unref (leaf->neighbours);
  for (guint k = 0; k < N_KINDS; k++)
    {
      g_array_unref (leaf->atoms[k]);
      g_array_unref (leaf->links[k]);
    }
  g_free (leaf);
}

static Leaf *
leaf_new (SxBox box)
{
  Leaf *leaf = g_new0 (Leaf, 1);

  leaf->box = box;
  leaf->neighbours = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint k = 0; k < N_KINDS; k++)
    {
      leaf->atoms[k] = g_array_new (FALSE, FALSE, sizeof (Atom));
      g_array_set_clear_func (leaf->atoms[k], atom_clear);
      leaf->links[k] = g_array_new (FALSE, FALSE, sizeof (Link));
    }
  return leaf;
}

/* ---- atoms of a leaf */

static void
add_stretch (GArray *stretches, guint8 side, double a, double b)
{
  Stretch s = { side, MIN (a, b), MAX (a, b) };

  g_array_append_val (stretches, s);
}

static void
find_stretches (const SxShapeView *v, SxBox box, Atom *atom)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Stretch));

  for (guint r = 0; r < v->n_rings; r++)
    for (guint32 i = v->ring_start[r] + 1; i < v->ring_start[r + 1]; i++)
      {
        SxPoint p = v->points[i - 1], q = v->points[i];

        if (fabs (p.x - box.x0) < ON_BORDER && fabs (q.x - box.x0) < ON_BORDER)
          add_stretch (found, 0, p.y, q.y);
        else if (fabs (p.x - box.x1) < ON_BORDER && fabs (q.x - box.x1) < ON_BORDER)
          add_stretch (found, 1, p.y, q.y);
        else if (fabs (p.y - box.y0) < ON_BORDER && fabs (q.y - box.y0) < ON_BORDER)
          add_stretch (found, 2, p.x, q.x);
        else if (fabs (p.y - box.y1) < ON_BORDER && fabs (q.y - box.y1) < ON_BORDER)
          add_stretch (found, 3, p.x, q.x);
      }
  atom->n_stretches = found->len;
  atom->stretches = g_memdup2 (found->data, found->len * sizeof (Stretch));
}

static void
set_atoms (const SxDissolve *self, Leaf *leaf, guint kind, const SxShapeBuffer *ground)
{
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings);

  g_array_set_size (leaf->atoms[kind], 0);
  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);
      Atom atom = { sx_shape_new (&part), sx_metric_additive_area (self->metric, &part), NAN, 0, NULL };

      find_stretches (&part, leaf->box, &atom);
      g_array_append_val (leaf->atoms[kind], atom);
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

static gboolean
leaf_set_ground (const SxDissolve *self, Leaf *leaf, const SxShapeBuffer *ground, GError **error)
{
  SxShapeBuffer rectangle = SX_SHAPE_BUFFER_INIT, beside = SX_SHAPE_BUFFER_INIT;
  SxShapeView all = sx_shape_buffer_view (ground, 0, ground->n_rings), whole;
  gboolean ok = TRUE;

  if (self->with_holes)
    {
      append_rectangle (&rectangle, leaf->box);
      whole = sx_shape_buffer_view (&rectangle, 0, 1);
      if (all.n_rings)
        ok = sx_overlay_subtract (&whole, &all, &beside, error);
      else
        sx_shape_buffer_append (&beside, &whole);
    }
  if (ok)
    {
      set_atoms (self, leaf, LINE, ground);
      set_atoms (self, leaf, BESIDE, &beside);
    }
  sx_shape_buffer_clear (&rectangle);
  sx_shape_buffer_clear (&beside);
  return ok;
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

static gboolean
clip_to (const SxShapeView *view, SxBox box, SxShapeBuffer *out, GError **error)
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
    else if (!clip_to (&views[i], sx_box_grown (box, box.x1 - box.x0), out, error))
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

/* The after-state inside the leaf: what the base keeps, and as pieces of their own what is new (the
 * in-polygons together, less what the base keeps), dissolved. */
static gboolean
leaf_update (const SxDissolve *self, Leaf *leaf, const SxShapeView *outs, guint n_outs,
             const SxShapeView *ins, guint n_ins, GError **error)
{
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT, in = SX_SHAPE_BUFFER_INIT, united = SX_SHAPE_BUFFER_INIT,
                pieces = SX_SHAPE_BUFFER_INIT, fresh = SX_SHAPE_BUFFER_INIT, ground = SX_SHAPE_BUFFER_INIT,
                whole = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  gboolean ok = (leaf->base.n_rings == 0 || near_all (outs, n_outs, leaf->box, &out, error))
                && near_all (ins, n_ins, leaf->box, &in, error)
                && subtract_parts (&leaf->base, &out, &pieces, error) && unite_parts (&in, &united, error)
                && subtract_parts (&united, &pieces, &fresh, error);

  if (ok)
    {
      v = sx_shape_buffer_view (&fresh, 0, fresh.n_rings);
      sx_shape_buffer_append (&pieces, &v);
      ok = unite_parts (&pieces, &whole, error);
      v = sx_shape_buffer_view (&whole, 0, whole.n_rings);
      ok = ok && (v.n_rings == 0 || clip_to (&v, leaf->box, &ground, error))
           && leaf_set_ground (self, leaf, &ground, error);
      leaf->is_changed = out.n_rings || in.n_rings;
    }
  sx_shape_buffer_clear (&out);
  sx_shape_buffer_clear (&in);
  sx_shape_buffer_clear (&united);
  sx_shape_buffer_clear (&pieces);
  sx_shape_buffer_clear (&fresh);
  sx_shape_buffer_clear (&ground);
  sx_shape_buffer_clear (&whole);
  return ok;
}

/* ---- links between leaves */

static gboolean
atoms_share_border (const Atom *a, const Atom *b, SxBox box_a, SxBox box_b)
{
  for (guint i = 0; i < a->n_stretches; i++)
    for (guint k = 0; k < b->n_stretches; k++)
      {
        const Stretch *s = &a->stretches[i], *t = &b->stretches[k];
        double line_s, line_t;

        if ((s->side ^ 1) != t->side || MIN (s->t1, t->t1) - MAX (s->t0, t->t0) <= ON_BORDER)
          continue;
        line_s = s->side == 0 ? box_a.x0 : s->side == 1 ? box_a.x1 : s->side == 2 ? box_a.y0 : box_a.y1;
        line_t = t->side == 0 ? box_b.x0 : t->side == 1 ? box_b.x1 : t->side == 2 ? box_b.y0 : box_b.y1;
        if (fabs (line_s - line_t) < ON_BORDER)
          return TRUE;
      }
  return FALSE;
}

static void
leaf_link (SxDissolve *self, guint32 number)
{
  Leaf *leaf = self->leaves->pdata[number];

  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      g_array_set_size (leaf->links[kind], 0);
      for (guint n = 0; n < leaf->neighbours->len; n++)
        {
          guint32 m = g_array_index (leaf->neighbours, guint32, n);
          Leaf *other = self->leaves->pdata[m];

          if (m <= number)
            continue;
          for (guint a = 0; a < leaf->atoms[kind]->len; a++)
            for (guint b = 0; b < other->atoms[kind]->len; b++)
              if (atoms_share_border (&g_array_index (leaf->atoms[kind], Atom, a),
                                      &g_array_index (other->atoms[kind], Atom, b), leaf->box, other->box))
                {
                  Link link = { m, (guint16)a, (guint16)b };

                  g_array_append_val (leaf->links[kind], link);
                }
        }
    }
}

/* ---- building */

static gboolean build (SxDissolve *self, const SxShapeView *views, guint n, SxBox box, guint depth,
                       GError **error);

static gboolean
build_quarter (SxDissolve *self, const SxShapeView *views, guint n, SxBox quarter, guint depth,
               GError **error)
{
  SxShapeBuffer clip = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  gboolean ok = TRUE;
  gsize start = 0;

  for (guint i = 0; ok && i < n; i++)
    if (sx_box_contains (quarter, views[i].box))
      g_array_append_val (inside, views[i]);
    else if (sx_box_overlaps (quarter, views[i].box))
      {
        ok = clip_to (&views[i], quarter, &clip, error);
        if (clip.n_rings > start)
          g_array_append_val (ends, clip.n_rings);
        start = clip.n_rings;
      }
  start = 0;
  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      SxShapeView v = sx_shape_buffer_view (&clip, start, end - start);

      g_array_append_val (inside, v);
      start = end;
    }
  ok = ok && build (self, (SxShapeView *)(gpointer)inside->data, inside->len, quarter, depth + 1, error);
  sx_shape_buffer_clear (&clip);
  return ok;
}

/* Leaves for the polygons inside `box`, one view each; what a leaf holds is dissolved later, in parallel. */
static gboolean
build (SxDissolve *self, const SxShapeView *views, guint n, SxBox box, guint depth, GError **error)
{
  double mx = (box.x0 + box.x1) / 2, my = (box.y0 + box.y1) / 2;
  guint points = 0;

  for (guint i = 0; i < n; i++)
    points += sx_shape_view_n_points (&views[i]);
  if (points <= LEAF_POINTS || depth >= MAX_DEPTH)
    {
      Leaf *leaf = leaf_new (box);

      for (guint i = 0; i < n; i++)
        sx_shape_buffer_append (&leaf->base, &views[i]);
      g_ptr_array_add (self->leaves, leaf);
      return TRUE;
    }
  for (guint q = 0; q < 4; q++)
    {
      SxBox quarter = { q & 1 ? mx : box.x0, q & 2 ? my : box.y0, q & 1 ? box.x1 : mx, q & 2 ? box.y1 : my };

      if (!build_quarter (self, views, n, quarter, depth, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
dissolve_leaf (guint i, gpointer data, GError **error)
{
  SxDissolve *self = data;
  Leaf *leaf = self->leaves->pdata[i];
  SxShapeBuffer united = SX_SHAPE_BUFFER_INIT;

  if (!unite_parts (&leaf->base, &united, error))
    return FALSE;
  sx_shape_buffer_clear (&leaf->base);
  leaf->base = united;
  return leaf_set_ground (self, leaf, &leaf->base, error);
}

static gboolean
build_leaves (SxDissolve *self, const SxItemSet *base, GError **error)
{
  double cx = self->metric->plane.false_easting, y0 = -1194304;
  SxBox root = { cx - ROOT_SIZE / 2, y0, cx + ROOT_SIZE / 2, y0 + ROOT_SIZE };
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = 0; base && i < base->n_items; i++)
    if (!sx_box_is_empty (base->boxes[i]))
      {
        SxShapeView v = sx_item_set_view (base, i);

        g_array_append_val (views, v);
      }
  return build (self, (SxShapeView *)(gpointer)views->data, views->len, root, 0, error);
}

SxDissolve *
sx_dissolve_new (const SxItemSet *base, const SxMetric *metric, gboolean with_holes,
                 GCancellable *cancellable, GError **error)
{
  SxDissolve *self = g_new0 (SxDissolve, 1);

  self->metric = metric;
  self->with_holes = with_holes;
  self->leaves = g_ptr_array_new_with_free_func (leaf_free);
  self->stale[LINE] = self->stale[BESIDE] = TRUE;
  if (!build_leaves (self, base, error)
      || !sx_parallel (self->leaves->len, dissolve_leaf, self, cancellable, error))
    {
      sx_dissolve_free (self);
      return NULL;
    }
  self->boxes = g_new (SxBox, self->leaves->len);
  for (guint i = 0; i < self->leaves->len; i++)
    self->boxes[i] = ((Leaf *)self->leaves->pdata[i])->box;
  self->tree = sx_box_tree_new (self->boxes, self->leaves->len);
  for (guint i = 0; i < self->leaves->len; i++)
    sx_box_tree_query (self->tree, sx_box_grown (self->boxes[i], ON_BORDER),
                       ((Leaf *)self->leaves->pdata[i])->neighbours);
  for (guint i = 0; i < self->leaves->len; i++)
    leaf_link (self, i);
  return self;
}

void
sx_dissolve_free (SxDissolve *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->tree, sx_box_tree_free);
  g_ptr_array_unref (self->leaves);
  g_free (self->boxes);
  for (guint k = 0; k < N_KINDS; k++)
    {
      g_free (self->parent[k]);
      g_free (self->sum[k]);
    }
  g_free (self);
}

gboolean
sx_dissolve_update (SxDissolve *self, SxBox dirty, const SxShapeView *outs, guint n_outs,
                    const SxShapeView *ins, guint n_ins, GError **error)
{
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) relink = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;
  gboolean ok = TRUE;

  sx_box_tree_query (self->tree, dirty, hit);
  self->stale[LINE] = self->stale[BESIDE] = TRUE;
  for (guint i = 0; i < hit->len; i++)
    {
      guint32 number = g_array_index (hit, guint32, i);
      Leaf *leaf = self->leaves->pdata[number];

      ok = ok && leaf_update (self, leaf, outs, n_outs, ins, n_ins, error);
      g_hash_table_add (relink, GUINT_TO_POINTER (number));
      for (guint k = 0; k < leaf->neighbours->len; k++)
        g_hash_table_add (relink, GUINT_TO_POINTER (g_array_index (leaf->neighbours, guint32, k)));
    }
  g_hash_table_iter_init (&iter, relink);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    leaf_link (self, GPOINTER_TO_UINT (key));
  return ok;
}

/* ---- components */

static guint32
find (guint32 *parent, guint32 i)
{
  while (parent[i] != i)
    i = parent[i] = parent[parent[i]];
  return i;
}

static void
join (guint32 *parent, guint32 a, guint32 b)
{
  a = find (parent, a);
  b = find (parent, b);
  parent[MAX (a, b)] = MIN (a, b);
}

static void
make_components (SxDissolve *self, guint kind)
{
  guint n = 0;
  guint32 *parent;

  if (!self->stale[kind])
    return;
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = self->leaves->pdata[i];

      leaf->first[kind] = n;
      n += leaf->atoms[kind]->len;
    }
  self->n_atoms[kind] = n;
  self->parent[kind] = parent = g_renew (guint32, self->parent[kind], n + 1);
  self->sum[kind] = g_renew (double, self->sum[kind], n + 1);
  for (guint i = 0; i < n; i++)
    parent[i] = i;
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = self->leaves->pdata[i];

      for (guint l = 0; l < leaf->links[kind]->len; l++)
        {
          Link *link = &g_array_index (leaf->links[kind], Link, l);

          join (parent, leaf->first[kind] + link->a,
                ((Leaf *)self->leaves->pdata[link->leaf])->first[kind] + link->b);
        }
    }
  for (guint i = 0; i < n; i++)
    self->sum[kind][i] = 0;
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = self->leaves->pdata[i];

      for (guint a = 0; a < leaf->atoms[kind]->len; a++)
        self->sum[kind][find (parent, leaf->first[kind] + a)]
            += g_array_index (leaf->atoms[kind], Atom, a).area;
    }
  self->stale[kind] = FALSE;
}

guint
sx_dissolve_count_below (SxDissolve *self, double least, double limit)
{
  guint count = 0;

  make_components (self, LINE);
  for (guint i = 0; i < self->n_atoms[LINE]; i++)
    count += self->parent[LINE][i] == i && self->sum[LINE][i] >= least && self->sum[LINE][i] < limit;
  return count;
}

/* the component that the world's corner is in; atom 0 lies in the first leaf, the south-west corner */
static guint32
outside (SxDissolve *self)
{
  return self->n_atoms[BESIDE] ? find (self->parent[BESIDE], 0) : G_MAXUINT32;
}

guint
sx_dissolve_count_holes (SxDissolve *self, double limit, SxDissolveGround ground, gpointer data)
{
  g_autofree double *found = NULL;
  guint32 out;
  guint count = 0;

  make_components (self, BESIDE);
  out = outside (self);
  found = g_new0 (double, self->n_atoms[BESIDE] + 1);
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = self->leaves->pdata[i];

      for (guint a = 0; a < leaf->atoms[BESIDE]->len; a++)
        {
          Atom *atom = &g_array_index (leaf->atoms[BESIDE], Atom, a);
          guint32 root = find (self->parent[BESIDE], leaf->first[BESIDE] + a);

          if (root == out || found[root] > limit)
            continue;
          if (isnan (atom->ground))
            {
              SxShapeView v = sx_shape_view (atom->shape);

              atom->ground = ground (&v, data);
            }
          found[root] += atom->ground;
          count += found[root] > limit;
        }
    }
  return count;
}

void
sx_dissolve_forget_ground (SxDissolve *self, SxBox box)
{
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_query (self->tree, box, hit);
  for (guint i = 0; i < hit->len; i++)
    {
      Leaf *leaf = self->leaves->pdata[g_array_index (hit, guint32, i)];

      for (guint a = 0; a < leaf->atoms[BESIDE]->len; a++)
        g_array_index (leaf->atoms[BESIDE], Atom, a).ground = NAN;
    }
}

gboolean
sx_dissolve_visit (SxDissolve *self, SxDissolveVisit visit, gpointer data)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = self->leaves->pdata[i];
      SxShapeView base = sx_shape_buffer_view (&leaf->base, 0, leaf->base.n_rings);

      for (guint a = 0; a < leaf->atoms[LINE]->len; a++)
        {
          SxShapeView v = sx_shape_view (g_array_index (leaf->atoms[LINE], Atom, a).shape);

          if (!visit (&v, leaf->is_changed ? &base : NULL, data))
            return FALSE;
        }
    }
  return TRUE;
}

void
sx_dissolve_show (SxDissolve *self, gboolean holes, double least, double limit, SxDissolveShow visit,
                  gpointer data)
{
  guint kind = holes ? BESIDE : LINE;
  g_autofree double *found = NULL;
  guint32 out;

  make_components (self, kind);
  out = holes ? outside (self) : G_MAXUINT32;
  found = g_new0 (double, self->n_atoms[kind] + 1);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->leaves->len; i++)
      {
        Leaf *leaf = self->leaves->pdata[i];

        for (guint a = 0; a < leaf->atoms[kind]->len; a++)
          {
            Atom *atom = &g_array_index (leaf->atoms[kind], Atom, a);
            guint32 root = find (self->parent[kind], leaf->first[kind] + a);
            SxShapeView v = sx_shape_view (atom->shape);
            double sum = self->sum[kind][root];

            if (root == out)
              continue;
            if (pass == 0)
              found[root] += isnan (atom->ground) ? 0 : atom->ground;
            else if (holes ? found[root] > limit : sum >= least && sum < limit)
              visit (root, &v, data);
          }
      }
}
