/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-parks.h"

#include "geometry/sx-cut.h"
#include "geometry/sx-near.h"
#include "geometry/sx-overlay.h"

#define WALK_SEGMENTS 32 /* a quadrant */
#define NOISE_M2 1e-6
#define TOUCHING_M 0.01
#define CELL_M 400.0

/* A dissolved park. */
typedef struct
{
  SxShape *shape;
  SxShape *reach; /* NULL: too small */
} Park;

/* Parks of pieces that touch: one, or some that meet in points only. */
typedef struct
{
  GPtrArray *parks; /* Park * */
  SxBox box;
} Group;

/* What is reached inside one cell. */
typedef struct
{
  SxBox box;
  SxItemSet *set;
} Cell;

struct _SxParks
{
  const SxPlanIndex *index;
  double walk;
  GPtrArray *groups; /* Group * */
  GPtrArray *taken;  /* Group * */
  GHashTable *cells; /* gint64 * (column, row) → Cell * */
};

static void
park_free (gpointer data)
{
  Park *park = data;

  sx_shape_unref (park->shape);
  g_clear_pointer (&park->reach, sx_shape_unref);
  g_free (park);
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->parks);
  g_free (group);
}

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  sx_item_set_free (cell->set);
  g_free (cell);
}

SxParks *
sx_parks_new (const SxPlanIndex *index, double walk_m)
{
  SxParks *self = g_new0 (SxParks, 1);

  self->index = index;
  self->walk = walk_m;
  self->groups = g_ptr_array_new ();
  self->taken = g_ptr_array_new_with_free_func (group_free);
  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, cell_free);
  return self;
}

void
sx_parks_free (SxParks *self)
{
  if (!self)
    return;
  for (guint i = 0; i < self->groups->len; i++)
    group_free (self->groups->pdata[i]);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->taken);
  g_hash_table_unref (self->cells);
  g_free (self);
}

/* ---- groups */

static gboolean
cell_is_near (gpointer key, gpointer value, gpointer data)
{
  return sx_box_overlaps (((Cell *)value)->box, *(SxBox *)data);
}

/* What is reached changes inside the box. */
static void
touch (SxParks *self, SxBox group, GArray *touched)
{
  SxBox box = sx_box_grown (group, self->walk + 1);

  g_array_append_val (touched, box);
  g_hash_table_foreach_remove (self->cells, cell_is_near, &box);
}

void
sx_parks_take (SxParks *self, const GArray *boxes, GArray *touched)
{
  g_ptr_array_set_size (self->taken, 0);
  for (guint i = 0; i < self->groups->len;)
    {
      Group *group = self->groups->pdata[i];
      SxBox near = sx_box_grown (group->box, TOUCHING_M);
      gboolean meets = FALSE;

      for (guint b = 0; b < boxes->len && !meets; b++)
        meets = sx_box_overlaps (near, g_array_index (boxes, SxBox, b));
      if (!meets)
        {
          i++;
          continue;
        }
      touch (self, group->box, touched);
      g_ptr_array_add (self->taken, group);
      g_ptr_array_remove_index_fast (self->groups, i);
    }
}

gboolean
sx_parks_were_at (const SxParks *self, const SxShapeView *view)
{
  for (guint g = 0; g < self->taken->len; g++)
    {
      const Group *group = self->taken->pdata[g];

      for (guint i = 0; sx_box_overlaps (group->box, view->box) && i < group->parks->len; i++)
        {
          SxShapeView v = sx_shape_view (((Park *)group->parks->pdata[i])->shape);

          if (sx_overlap_planar (&v, view) > NOISE_M2)
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
add_park (const SxParks *self, Group *group, const SxShapeView *part, GError **error)
{
  SxShapeBuffer grown = SX_SHAPE_BUFFER_INIT;
  Park *park = g_new0 (Park, 1);
  SxShapeView v;

  park->shape = sx_shape_new (part);
  g_ptr_array_add (group->parks, park);
  if (sx_metric_area (&self->index->metric, part) < self->index->rules->park_min_m2)
    return TRUE;
  if (!sx_overlay_buffer (part, 1, self->walk, WALK_SEGMENTS, &grown, error))
    return FALSE;
  v = sx_shape_buffer_view (&grown, 0, grown.n_rings);
  park->reach = sx_shape_new (&v);
  sx_shape_buffer_clear (&grown);
  return TRUE;
}

static gboolean
add_group (SxParks *self, const GArray *views, GArray *touched, GError **error)
{
  Group *group = g_new0 (Group, 1);
  SxShapeBuffer dissolved = SX_SHAPE_BUFFER_INIT;
  SxShapeView all;
  gboolean ok = sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, &dissolved, error);

  all = sx_shape_buffer_view (&dissolved, 0, dissolved.n_rings);
  group->parks = g_ptr_array_new_with_free_func (park_free);
  group->box = all.box;
  g_ptr_array_add (self->groups, group);
  for (guint r = 0, next; ok && r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      ok = add_park (self, group, &part, error);
    }
  touch (self, group->box, touched);
  sx_shape_buffer_clear (&dissolved);
  return ok;
}

/* group[i]: the least number of those that view i hangs together with */
static guint *
find_groups (const SxShapeView *views, guint n)
{
  guint *group = g_new (guint, MAX (n, 1));
  g_autofree SxBox *boxes = g_new (SxBox, MAX (n, 1));
  g_autoptr (SxBoxTree) tree = NULL;
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n; i++)
    {
      boxes[i] = views[i].box;
      group[i] = i;
    }
  tree = sx_box_tree_new (boxes, n);
  for (guint i = 0; i < n; i++)
    {
      g_array_set_size (near, 0);
      sx_box_tree_query (tree, sx_box_grown (boxes[i], TOUCHING_M), near);
      for (guint k = 0; k < near->len; k++)
        {
          guint other = g_array_index (near, guint32, k), a = i, b = other;

          if (other >= i || !sx_near_within (&views[i], &views[other], TOUCHING_M))
            continue;
          while (group[a] != a)
            a = group[a];
          while (group[b] != b)
            b = group[b];
          group[MAX (a, b)] = MIN (a, b);
        }
    }
  for (guint i = 0; i < n; i++) /* a lesser number is final already */
    group[i] = group[group[i]];
  return group;
}

gboolean
sx_parks_put (SxParks *self, const SxShapeView *views, guint n, GArray *touched, GError **error)
{
  g_autofree guint *group = find_groups (views, n);
  g_autofree GArray **lists = g_new0 (GArray *, MAX (n, 1));
  gboolean ok = TRUE;

  g_ptr_array_set_size (self->taken, 0);
  for (guint i = 0; i < n; i++)
    {
      GArray **list = &lists[group[i]];

      if (!*list)
        *list = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
      g_array_append_val (*list, views[i]);
    }
  for (guint i = 0; i < n; i++)
    if (lists[i])
      {
        ok = ok && add_group (self, lists[i], touched, error);
        g_array_unref (lists[i]);
      }
  return ok;
}

/* ---- what is reached */

static int
compare_boxes (gconstpointer a, gconstpointer b)
{
  SxBox p = (*(const Park *const *)a)->shape->box, q = (*(const Park *const *)b)->shape->box;
  double d[] = { p.x0 - q.x0, p.y0 - q.y0, p.x1 - q.x1, p.y1 - q.y1 };

  for (guint i = 0; i < G_N_ELEMENTS (d); i++)
    if (d[i] != 0)
      return d[i] > 0 ? 1 : -1;
  return 0;
}

/* Parks that reach into the box, in an order that depends on where they are alone. */
static GPtrArray *
parks_near (const SxParks *self, SxBox box)
{
  GPtrArray *near = g_ptr_array_new ();

  for (guint g = 0; g < self->groups->len; g++)
    {
      const Group *group = self->groups->pdata[g];

      if (!sx_box_overlaps (sx_box_grown (group->box, self->walk + 1), box))
        continue;
      for (guint i = 0; i < group->parks->len; i++)
        {
          Park *park = group->parks->pdata[i];

          if (park->reach && sx_box_overlaps (park->reach->box, box))
            g_ptr_array_add (near, park);
        }
    }
  g_ptr_array_sort (near, compare_boxes);
  return near;
}

static gboolean
fill_cell (const SxParks *self, Cell *cell, GError **error)
{
  g_autoptr (GPtrArray) near = parks_near (self, cell->box);
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT, united = SX_SHAPE_BUFFER_INIT;
  SxShapeView all;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < near->len; i++)
    {
      SxShapeView v = sx_shape_view (((Park *)near->pdata[i])->reach);

      ok = sx_cut_to_box (&v, cell->box, &parts) || sx_overlay_clip (&v, cell->box, &parts, error);
    }
  all = sx_shape_buffer_view (&parts, 0, parts.n_rings);
  for (guint r = 0, next; r < all.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&all, r, &next);

      g_array_append_val (views, part);
    }
  ok = ok && sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, &united, error);
  all = sx_shape_buffer_view (&united, 0, united.n_rings);
  cell->set = sx_item_set_new_from_views (&all, all.n_rings ? 1 : 0);
  sx_shape_buffer_clear (&parts);
  sx_shape_buffer_clear (&united);
  return ok;
}

static const Cell *
cell_at (SxParks *self, gint32 column, gint32 row, GError **error)
{
  gint64 key = (gint64)((guint64)(guint32)column << 32 | (guint32)row);
  Cell *cell = g_hash_table_lookup (self->cells, &key);

  if (cell)
    return cell;
  cell = g_new0 (Cell, 1);
  cell->box = (SxBox){ column * CELL_M, row * CELL_M, (column + 1) * CELL_M, (row + 1) * CELL_M };
  if (!fill_cell (self, cell, error))
    {
      cell_free (cell);
      return NULL;
    }
  g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), cell);
  return cell;
}

gboolean
sx_parks_reach (SxParks *self, const SxShapeView *view, double *out, GError **error)
{
  gint32 c0 = (gint32)floor (view->box.x0 / CELL_M), c1 = (gint32)floor (view->box.x1 / CELL_M);
  gint32 r0 = (gint32)floor (view->box.y0 / CELL_M), r1 = (gint32)floor (view->box.y1 / CELL_M);

  *out = 0;
  for (gint32 c = c0; c <= c1; c++)
    for (gint32 r = r0; r <= r1; r++)
      {
        const Cell *cell = cell_at (self, c, r, error);
        SxShapeView v;

        if (!cell)
          return FALSE;
        if (cell->set->n_items == 0)
          continue;
        v = sx_item_set_view (cell->set, 0);
        *out += sx_metric_overlap (&self->index->metric, view, &v);
      }
  return TRUE;
}
