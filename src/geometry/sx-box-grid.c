/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-box-grid.h"

#include <stdlib.h>

/* A ladder of grids, each with cells twice as large as the one below. A box lives in one cell only: on the
 * lowest level whose cells are at least as large as the box, in the cell of its lower left corner. So it
 * reaches at most into the next cell, and a query looks at the cells it covers and one more to the left and
 * below.
 *
 * Cells are chains in one hash table; an item is a slot of an array, and slots are used again. */

#define N_LEVELS 64
#define NONE G_MAXUINT32
/* Cell numbers are clamped to ±2^30; beyond that boxes share the outermost cell, which is slow but right. */
#define LAST_CELL (1 << 30)

typedef struct
{
  gint32 x, y;
  guint32 level;
} Cell;

typedef struct
{
  SxBox box;
  Cell cell;
  guint32 id;
  guint32 next; /* slot in the same chain, or the next free slot */
} Item;

struct _SxBoxGrid
{
  double cell_size[N_LEVELS];
  guint level_items[N_LEVELS]; /* how many boxes live on each level */
  Item *items;
  guint n_slots, slots_allocated; /* slots in use or free */
  guint32 first_free;
  guint32 *chains; /* first slot of each, or NONE */
  guint n_chains;  /* a power of two */
  GHashTable *slot_of_id;
};

static gint32
cell_number (double v, double size)
{
  double n = isinf (size) ? 0 : floor (v / size);

  return n >= LAST_CELL ? LAST_CELL : n > -LAST_CELL ? (gint32)n : -LAST_CELL;
}

static guint
chain_of (const SxBoxGrid *self, Cell c)
{
  guint64 h = (guint32)c.x * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  h = (h ^ (h >> 32) ^ (guint32)c.y) * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);
  h = (h ^ (h >> 29) ^ c.level) * G_GUINT64_CONSTANT (0x165667b19e3779f9);
  return (guint)(h >> 32) & (self->n_chains - 1);
}

static Cell
cell_of (const SxBoxGrid *self, SxBox box)
{
  /* a little more, so that rounding cannot make a box reach into the next cell but one */
  double size = MAX (box.x1 - box.x0, box.y1 - box.y0) * 1.00001;
  guint level = 0;

  while (level < N_LEVELS - 1 && self->cell_size[level] < size)
    level++;
  return (Cell){ cell_number (box.x0, self->cell_size[level]), cell_number (box.y0, self->cell_size[level]),
                 level };
}

SxBoxGrid *
sx_box_grid_new (double cell)
{
  SxBoxGrid *self;

  g_return_val_if_fail (cell > 0, NULL);
  self = g_new0 (SxBoxGrid, 1);
  for (guint i = 0; i < N_LEVELS; i++)
    self->cell_size[i] = ldexp (cell, (int)i);
  self->cell_size[N_LEVELS - 1] = INFINITY;
  self->first_free = NONE;
  self->slot_of_id = g_hash_table_new (NULL, NULL);
  return self;
}

void
sx_box_grid_free (SxBoxGrid *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->slot_of_id);
  g_free (self->items);
  g_free (self->chains);
  g_free (self);
}

guint
sx_box_grid_n_items (const SxBoxGrid *self)
{
  return g_hash_table_size (self->slot_of_id);
}

static void
link_slot (SxBoxGrid *self, guint32 slot)
{
  guint32 *head = &self->chains[chain_of (self, self->items[slot].cell)];

  self->items[slot].next = *head;
  *head = slot;
}

static void
unlink_slot (SxBoxGrid *self, guint32 slot)
{
  guint32 *link = &self->chains[chain_of (self, self->items[slot].cell)];

  while (*link != slot)
    link = &self->items[*link].next;
  *link = self->items[slot].next;
}

/* One more slot; the chains grow with the slots. */
static guint32
new_slot (SxBoxGrid *self)
{
  if (self->n_slots < self->slots_allocated)
    return self->n_slots++;
  self->slots_allocated = MAX (64, self->slots_allocated * 2);
  self->items = g_renew (Item, self->items, self->slots_allocated);
  self->n_chains = self->slots_allocated;
  self->chains = g_renew (guint32, self->chains, self->n_chains);
  for (guint i = 0; i < self->n_chains; i++)
    self->chains[i] = NONE;
  /* no slot is free when a new one is asked for */
  for (guint32 slot = 0; slot < self->n_slots; slot++)
    if (!sx_box_is_empty (self->items[slot].box))
      link_slot (self, slot);
  return self->n_slots++;
}

void
sx_box_grid_insert (SxBoxGrid *self, guint32 id, SxBox box)
{
  guint32 slot = self->first_free;

  g_return_if_fail (!g_hash_table_contains (self->slot_of_id, GUINT_TO_POINTER (id)));
  if (slot != NONE)
    self->first_free = self->items[slot].next;
  else
    slot = new_slot (self);
  self->items[slot] = (Item){ box, cell_of (self, box), id, NONE };
  g_hash_table_insert (self->slot_of_id, GUINT_TO_POINTER (id), GUINT_TO_POINTER (slot));
  if (sx_box_is_empty (box))
    return;
  self->level_items[self->items[slot].cell.level]++;
  link_slot (self, slot);
}

gboolean
sx_box_grid_remove (SxBoxGrid *self, guint32 id)
{
  gpointer value;
  guint32 slot;

  if (!g_hash_table_steal_extended (self->slot_of_id, GUINT_TO_POINTER (id), NULL, &value))
    return FALSE;
  slot = GPOINTER_TO_UINT (value);
  if (!sx_box_is_empty (self->items[slot].box))
    {
      self->level_items[self->items[slot].cell.level]--;
      unlink_slot (self, slot);
    }
  self->items[slot].box = SX_BOX_EMPTY;
  self->items[slot].next = self->first_free;
  self->first_free = slot;
  return TRUE;
}

/* Cells of a level that a box meeting query may live in. */
static void
cell_range (const SxBoxGrid *self, guint level, SxBox query, Cell *first, Cell *last)
{
  double size = self->cell_size[level];

  *first = (Cell){ cell_number (query.x0, size) - 1, cell_number (query.y0, size) - 1, level };
  *last = (Cell){ cell_number (query.x1, size), cell_number (query.y1, size), level };
}

static double
count_cells (const SxBoxGrid *self, SxBox query)
{
  double n = 0;

  for (guint level = 0; level < N_LEVELS; level++)
    if (self->level_items[level] > 0)
      {
        Cell first, last;

        cell_range (self, level, query, &first, &last);
        n += ((double)last.x - first.x + 1) * ((double)last.y - first.y + 1);
      }
  return n;
}

static void
query_all (const SxBoxGrid *self, SxBox query, GArray *out)
{
  for (guint32 slot = 0; slot < self->n_slots; slot++)
    {
      const Item *item = &self->items[slot];

      if (!sx_box_is_empty (item->box) && sx_box_overlaps (item->box, query))
        g_array_append_val (out, item->id);
    }
}

static void
query_cell (const SxBoxGrid *self, Cell c, SxBox query, GArray *out)
{
  for (guint32 slot = self->chains[chain_of (self, c)]; slot != NONE; slot = self->items[slot].next)
    {
      const Item *item = &self->items[slot];

      if (item->cell.x == c.x && item->cell.y == c.y && item->cell.level == c.level
          && sx_box_overlaps (item->box, query))
        g_array_append_val (out, item->id);
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

void
sx_box_grid_query (const SxBoxGrid *self, SxBox query, GArray *out)
{
  guint before = out->len;

  g_return_if_fail (g_array_get_element_size (out) == sizeof (guint32));
  if (sx_box_is_empty (query) || sx_box_grid_n_items (self) == 0)
    return;
  if (count_cells (self, query) > self->n_slots)
    query_all (self, query, out);
  else
    for (guint level = 0; level < N_LEVELS; level++)
      if (self->level_items[level] > 0)
        {
          Cell first, last;

          cell_range (self, level, query, &first, &last);
          for (Cell c = first; c.x <= last.x; c.x++)
            for (c.y = first.y; c.y <= last.y; c.y++)
              query_cell (self, c, query, out);
        }
  if (out->len - before > 1)
    qsort (&g_array_index (out, guint32, before), out->len - before, sizeof (guint32), compare_ids);
}
