/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the holes of the line. A component of the ground beside is one where it is not the outside, but for
 * passes: where two polygons touch in a point, each of them leaves what lies on either side of it together,
 * and only what a single polygon encloses is a hole. */
#include "evaluate/sx-dissolve-private.h"

#include "geometry/sx-box-tree.h"

/* The component that the south-west corner of the world is in, which the first leaf holds. */
static guint32
outside (const SxDissolve *self)
{
  const SxLeaf *leaf = self->leaves->pdata[0];

  for (guint a = 0; a < leaf->atoms[SX_ATOM_BESIDE]->len; a++)
    {
      const SxAtom *atom = leaf->atoms[SX_ATOM_BESIDE]->pdata[a];

      for (guint i = 0; i < atom->n_stretches; i++)
        if (atom->stretches[i].side == 0 && fabs (atom->stretches[i].t0 - leaf->box.y0) < SX_ON_BORDER_M)
          return sx_components_of (self->graphs[SX_ATOM_BESIDE].components, atom->node);
    }
  return SX_COMPONENTS_NONE;
}

/* `found`, and what the component has of the ground that counts: no more atoms than are needed for a hole. */
static double
add_ground (const SxDissolve *self, guint32 component, double found, SxDissolveGround ground, gpointer data)
{
  const SxDissolveGraph *graph = &self->graphs[SX_ATOM_BESIDE];

  for (guint32 node = sx_components_first (graph->components, component);
       node != SX_COMPONENTS_NONE && !(found > self->limits.hole_ground_m2);
       node = sx_components_next (graph->components, node))
    {
      SxAtom *atom = graph->atoms->pdata[node];

      if (isnan (atom->ground))
        {
          SxShapeView v = sx_shape_view (atom->shape);

          atom->ground = ground (&v, data);
        }
      found += atom->ground;
    }
  return found;
}

static gboolean
is_hole (const SxDissolve *self, guint32 component, SxDissolveGround ground, gpointer data)
{
  const SxDissolveGraph *graph = &self->graphs[SX_ATOM_BESIDE];

  return sx_components_size (graph->components, component) > 0 && component != outside (self)
         && add_ground (self, component, 0, ground, data) > self->limits.hole_ground_m2;
}

/* ---- passes */

void
sx_dissolve_note_passes (SxDissolve *self, guint32 leaf)
{
  if (((SxLeaf *)self->leaves->pdata[leaf])->passes->len)
    g_hash_table_add (self->with_passes, GUINT_TO_POINTER (leaf + 1));
  else
    g_hash_table_remove (self->with_passes, GUINT_TO_POINTER (leaf + 1));
}

/* Ground beside at a place where two of the line's polygons touch. */
typedef struct
{
  guint32 polygons[2], beside; /* components; the lesser polygon first */
} OpenPass;

static int
compare_open (gconstpointer a, gconstpointer b)
{
  const OpenPass *p = a, *q = b;
  guint32 x[] = { p->polygons[0], p->polygons[1], p->beside },
          y[] = { q->polygons[0], q->polygons[1], q->beside };

  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return 0;
}

static guint32
component_of (const SxDissolve *self, const SxLeaf *leaf, SxAtomKind kind, guint atom)
{
  return sx_components_of (self->graphs[kind].components, ((SxAtom *)leaf->atoms[kind]->pdata[atom])->node);
}

/* Those of atoms that are not of one polygon, be it far from here, in order. */
static GArray *
open_passes (const SxDissolve *self)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (OpenPass));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->with_passes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SxLeaf *leaf = self->leaves->pdata[GPOINTER_TO_UINT (key) - 1];

      for (guint i = 0; i < leaf->passes->len; i++)
        {
          SxPass pass = g_array_index (leaf->passes, SxPass, i);
          guint32 a = component_of (self, leaf, SX_ATOM_LINE, pass.earlier),
                  b = component_of (self, leaf, SX_ATOM_LINE, pass.later);
          OpenPass one
              = { { MIN (a, b), MAX (a, b) }, component_of (self, leaf, SX_ATOM_BESIDE, pass.beside) };

          if (a != b)
            g_array_append_val (open, one);
        }
    }
  g_array_sort (open, compare_open);
  return open;
}

/* What the component hangs together with, as far as is known; it is added to those passed. */
static guint32
first_of (GArray *passed, guint32 component)
{
  SxPassed one = { component, component, FALSE };

  for (guint i = 0; i < passed->len; i++)
    if (g_array_index (passed, SxPassed, i).component == component)
      return g_array_index (passed, SxPassed, i).first;
  g_array_append_val (passed, one);
  return component;
}

static void
join (GArray *passed, guint32 a, guint32 b)
{
  guint32 p = first_of (passed, a), q = first_of (passed, b);

  for (guint i = 0; i < passed->len; i++)
    {
      SxPassed *one = &g_array_index (passed, SxPassed, i);

      if (one->first == MAX (p, q))
        one->first = MIN (p, q);
    }
}

/* What hangs together where the same two polygons touch, be it in several places: no third can lie between.
 */
static void
find_passed (SxDissolve *self)
{
  g_autoptr (GArray) open = open_passes (self);

  g_array_set_size (self->passed, 0);
  for (guint i = 1; i < open->len; i++)
    {
      OpenPass p = g_array_index (open, OpenPass, i - 1), q = g_array_index (open, OpenPass, i);

      if (p.polygons[0] == q.polygons[0] && p.polygons[1] == q.polygons[1] && p.beside != q.beside)
        join (self->passed, p.beside, q.beside);
    }
}

/* Whether those that hang together with this one, which is their first, are a hole. */
static gboolean
are_hole (const SxDissolve *self, guint32 first, SxDissolveGround ground, gpointer data)
{
  guint32 world = outside (self);
  double found = 0;

  for (guint i = 0; i < self->passed->len; i++)
    {
      SxPassed one = g_array_index (self->passed, SxPassed, i);

      if (one.first != first)
        continue;
      if (one.component == world)
        return FALSE;
      found = add_ground (self, one.component, found, ground, data);
    }
  return found > self->limits.hole_ground_m2;
}

/* How many holes the components with passes are. */
static guint
count_passed (SxDissolve *self, SxDissolveGround ground, gpointer data)
{
  guint n = 0;

  for (guint i = 0; i < self->passed->len; i++)
    {
      SxPassed *one = &g_array_index (self->passed, SxPassed, i);

      one->is_counted = are_hole (self, one->first, ground, data);
      n += one->is_counted && one->component == one->first;
    }
  return n;
}

/* ---- counting */

guint
sx_dissolve_count_holes (SxDissolve *self, SxDissolveGround ground, gpointer data)
{
  SxDissolveGraph *graph = &self->graphs[SX_ATOM_BESIDE];
  GHashTableIter iter;
  gpointer key;
  guint n;

  if (self->limits.hole_ground_m2 < 0)
    return 0;
  g_hash_table_iter_init (&iter, graph->unjudged);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 component = GPOINTER_TO_UINT (key) - 1;

      sx_dissolve_set_counted (graph, component, is_hole (self, component, ground, data));
      g_hash_table_iter_remove (&iter);
    }
  find_passed (self);
  n = graph->n_counted + count_passed (self, ground, data);
  for (guint i = 0; i < self->passed->len; i++)
    n -= graph->is_counted->data[g_array_index (self->passed, SxPassed, i).component];
  return n;
}

void
sx_dissolve_forget_ground (SxDissolve *self, SxBox box)
{
  SxDissolveGraph *graph = &self->graphs[SX_ATOM_BESIDE];
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_query (self->tree, box, hit);
  for (guint i = 0; i < hit->len; i++)
    {
      SxLeaf *leaf = self->leaves->pdata[g_array_index (hit, guint32, i)];

      for (guint a = 0; a < leaf->atoms[SX_ATOM_BESIDE]->len; a++)
        {
          SxAtom *atom = leaf->atoms[SX_ATOM_BESIDE]->pdata[a];

          atom->ground = NAN;
          sx_dissolve_mark_unjudged (graph, sx_components_of (graph->components, atom->node));
        }
    }
}

void
sx_dissolve_show_holes (const SxDissolve *self, SxDissolveShow visit, gpointer data)
{
  const SxDissolveGraph *graph = &self->graphs[SX_ATOM_BESIDE];

  for (guint32 c = 0; c < graph->is_counted->len; c++)
    {
      guint32 number = c;
      gboolean is_counted = graph->is_counted->data[c];

      for (guint i = 0; i < self->passed->len; i++)
        if (g_array_index (self->passed, SxPassed, i).component == c)
          {
            number = g_array_index (self->passed, SxPassed, i).first;
            is_counted = g_array_index (self->passed, SxPassed, i).is_counted;
          }
      if (is_counted)
        sx_dissolve_show (graph, c, number, visit, data);
    }
}
