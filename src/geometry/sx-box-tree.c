/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-box-tree.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Items are sorted along a Hilbert curve; each run of 16 is a node, each run of 16 nodes a node of the level
 * above, up to one root. A node's children are found by its number alone.
 *
 * The tree keeps its boxes as floats relative to the corner of the whole. As that mapping never swaps two
 * numbers (it may only make them equal), boxes that overlap do so as floats too; a hit among the items is
 * then made sure with the caller's own boxes. */

#define NODE_SIZE 16
#define MAX_LEVELS 9 /* 16^8 = 2^32 */
#define RADIX_BITS 11
#define RADIX (1 << RADIX_BITS)

/* x0, y0, -x1, -y1: all four sides of a box and of one around it are compared alike. */
typedef struct
{
  float side[4];
} SmallBox;

typedef struct
{
  guint32 key, item;
} Entry;

struct _SxBoxTree
{
  const SxBox *boxes; /* the caller's */
  SxPoint origin;
  guint n_items;
  guint n_levels;                /* level 0: the items; the last one: the root; 0: no items */
  guint level_start[MAX_LEVELS]; /* into small */
  guint level_count[MAX_LEVELS];
  guint32 *items; /* in the order of the curve */
  SmallBox *small;
};

static SmallBox
small_box (const SxBoxTree *self, SxBox b)
{
  return (SmallBox){ { (float)(b.x0 - self->origin.x), (float)(b.y0 - self->origin.y),
                       -(float)(b.x1 - self->origin.x), -(float)(b.y1 - self->origin.y) } };
}

/* What overlaps the query has no side beyond these. */
static SmallBox
limits_of (const SxBoxTree *self, SxBox query)
{
  return small_box (self, (SxBox){ query.x1, query.y1, query.x0, query.y0 });
}

static inline gboolean
is_within (const SmallBox *box, const SmallBox *limits)
{
#ifdef __SSE2__
  return _mm_movemask_ps (_mm_cmple_ps (_mm_loadu_ps (box->side), _mm_loadu_ps (limits->side))) == 15;
#else
  return (box->side[0] <= limits->side[0]) & (box->side[1] <= limits->side[1])
         & (box->side[2] <= limits->side[2]) & (box->side[3] <= limits->side[3]);
#endif
}

/* Position of cell (x, y), 16 bits each, along the Hilbert curve. */
static guint32
hilbert (guint32 x, guint32 y)
{
  guint32 d = 0;

  for (guint32 s = 1u << 15; s > 0; s >>= 1)
    {
      guint32 rx = (x & s) != 0, ry = (y & s) != 0;

      d = d << 2 | ((3 * rx) ^ ry);
      if (ry == 0)
        {
          guint32 t = x;

          x = rx ? ~y : y;
          y = rx ? ~t : t;
        }
    }
  return d;
}

/* Cell of the middle of (a, b); clamped, so that infinite boxes have a place too. */
static guint32
cell (double a, double b, double from, double scale)
{
  double v = ((a - from) + (b - from)) * 0.5 * scale;

  return v >= 65535 ? 65535 : v > 0 ? (guint32)v : 0;
}

static guint
fill_entries (const SxBox *boxes, guint n, SxBox whole, Entry *entries)
{
  double width = whole.x1 - whole.x0, height = whole.y1 - whole.y0;
  double x_scale = width > 0 ? 65536 / width : 0, y_scale = height > 0 ? 65536 / height : 0;
  guint n_entries = 0;

  for (guint i = 0; i < n; i++)
    {
      const SxBox *b = &boxes[i];

      if (sx_box_is_empty (*b))
        continue;
      entries[n_entries++]
          = (Entry){ hilbert (cell (b->x0, b->x1, whole.x0, x_scale), cell (b->y0, b->y1, whole.y0, y_scale)),
                     i };
    }
  return n_entries;
}

/* Sorts by key, keeping the order of equal keys; the result is in `to` (three passes, starting from `from`).
 */
static void
sort_entries (Entry *from, Entry *to, guint n)
{
  for (guint shift = 0; shift < 32; shift += RADIX_BITS)
    {
      guint start[RADIX] = { 0 }, sum = 0;
      Entry *swap = from;

      for (guint i = 0; i < n; i++)
        start[from[i].key >> shift & (RADIX - 1)]++;
      for (guint k = 0; k < RADIX; k++)
        {
          guint count = start[k];

          start[k] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[start[from[i].key >> shift & (RADIX - 1)]++] = from[i];
      from = to;
      to = swap;
    }
}

static void
lay_out_levels (SxBoxTree *self)
{
  guint start = 0, count = self->n_items;

  while (count > 0)
    {
      self->level_start[self->n_levels] = start;
      self->level_count[self->n_levels++] = count;
      start += count;
      if (count == 1 && self->n_levels > 1)
        break;
      count = (count - 1) / NODE_SIZE + 1;
    }
  self->small = g_new (SmallBox, start);
}

static void
fill_boxes (SxBoxTree *self)
{
  for (guint i = 0; i < self->n_items; i++)
    self->small[i] = small_box (self, self->boxes[self->items[i]]);
  for (guint level = 1; level < self->n_levels; level++)
    {
      const SmallBox *below = self->small + self->level_start[level - 1];

      for (guint i = 0; i < self->level_count[level]; i++)
        {
          guint end = MIN ((i + 1) * NODE_SIZE, self->level_count[level - 1]);
          SmallBox b = below[i * NODE_SIZE];

          for (guint k = i * NODE_SIZE + 1; k < end; k++)
            for (guint s = 0; s < 4; s++)
              b.side[s] = MIN (b.side[s], below[k].side[s]);
          self->small[self->level_start[level] + i] = b;
        }
    }
}

SxBoxTree *
sx_box_tree_new (const SxBox *boxes, guint n)
{
  SxBoxTree *self = g_new0 (SxBoxTree, 1);
  g_autofree Entry *entries = g_new (Entry, n), *sorted = g_new (Entry, n);
  SxBox whole = SX_BOX_EMPTY;

  for (guint i = 0; i < n; i++)
    if (!sx_box_is_empty (boxes[i]))
      whole = sx_box_union (whole, boxes[i]);
  self->boxes = boxes;
  self->origin = (SxPoint){ isfinite (whole.x0) ? whole.x0 : 0, isfinite (whole.y0) ? whole.y0 : 0 };
  self->n_items = fill_entries (boxes, n, whole, entries);
  sort_entries (entries, sorted, self->n_items);
  self->items = g_new (guint32, self->n_items);
  for (guint i = 0; i < self->n_items; i++)
    self->items[i] = sorted[i].item;
  lay_out_levels (self);
  fill_boxes (self);
  return self;
}

void
sx_box_tree_free (SxBoxTree *self)
{
  if (self == NULL)
    return;
  g_free (self->items);
  g_free (self->small);
  g_free (self);
}

guint
sx_box_tree_n_items (const SxBoxTree *self)
{
  return self->n_items;
}

static gboolean
search_items (const SxBoxTree *self, guint first, SxBox query, const SmallBox *limits, SxBoxVisit visit,
              gpointer data)
{
  guint end = MIN (first + NODE_SIZE, self->n_items), n = 0;
  guint hits[NODE_SIZE];

  /* without a branch: which of them overlap nobody could foresee */
  for (guint i = first; i < end; i++)
    {
      hits[n] = self->items[i];
      n += (guint)is_within (&self->small[i], limits);
    }
  for (guint k = 0; k < n; k++)
    if (sx_box_overlaps (self->boxes[hits[k]], query) && !visit (hits[k], data))
      return FALSE;
  return TRUE;
}

gboolean
sx_box_tree_search (const SxBoxTree *self, SxBox query, SxBoxVisit visit, gpointer data)
{
  struct
  {
    guint level, node;
  } stack[NODE_SIZE * MAX_LEVELS + 1];
  guint depth = 0;
  SmallBox limits = limits_of (self, query);

  if (self->n_items == 0 || sx_box_is_empty (query))
    return TRUE;
  stack[depth].level = self->n_levels - 1;
  stack[depth++].node = 0;
  while (depth > 0)
    {
      guint level = stack[--depth].level - 1, first = stack[depth].node * NODE_SIZE;
      const SmallBox *below = self->small + self->level_start[level];

      if (level == 0)
        {
          if (!search_items (self, first, query, &limits, visit, data))
            return FALSE;
          continue;
        }
      /* the last child first, so that children are visited in their order */
      for (guint i = MIN (first + NODE_SIZE, self->level_count[level]); i-- > first;)
        {
          stack[depth].level = level;
          stack[depth].node = i;
          depth += (guint)is_within (&below[i], &limits);
        }
    }
  return TRUE;
}

static gboolean
append_item (guint item, gpointer data)
{
  guint32 value = item;

  g_array_append_val ((GArray *)data, value);
  return TRUE;
}

void
sx_box_tree_query (const SxBoxTree *self, SxBox query, GArray *out)
{
  g_return_if_fail (g_array_get_element_size (out) == sizeof (guint32));

  sx_box_tree_search (self, query, append_item, out);
}
