/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-plots.h"
#include "sample/sx-sample-plot-kinds.h"
#include <string.h>

/* The parcels beside parcel n, each at least once. */
static void
list_neighbours (SxSampler *sampler, guint n, GArray *out)
{
  const SxLattice *lattice = &sampler->county->lattice;
  guint32 nu = (guint32)lattice->nu, last = 0;
  const GArray *cells = sx_outliner_cells (&sampler->outliner, sampler->county->parcels[n].seed);

  g_array_set_size (out, 0);
  for (guint c = 0; c < cells->len; c++)
    {
      guint32 cell = g_array_index (cells, guint32, c);
      const guint32 beside[4] = { cell - nu, cell - 1, cell + 1, cell + nu };

      for (guint b = 0; b < 4; b++)
        {
          guint32 other = lattice->label[beside[b]];

          if (other && other != n && other != last)
            g_array_append_val (out, other);
          last = other ? other : last;
        }
    }
}

static gboolean
lies_beside (SxSampler *sampler, guint n, SxPlotFits fits)
{
  g_autoptr (GArray) neighbours = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean is_found = fits == NULL;

  if (!is_found)
    list_neighbours (sampler, n, neighbours);
  for (guint k = 0; k < neighbours->len && !is_found; k++)
    is_found = fits (sampler, g_array_index (neighbours, guint32, k));
  return is_found;
}

/* Lists parcels from `seed` on through neighbours that fit, as many as there is room for, and marks them as
 * taken. FALSE where the plot has to be whole and is not. */
static gboolean
collect (SxPlotter *self, guint32 seed, const SxPlotKind *kind, GArray *parcels)
{
  SxSampler *sampler = self->sampler;
  g_autoptr (GArray) neighbours = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_cells = sampler->county->parcels[seed].n_cells;

  self->is_taken[seed] = TRUE;
  g_array_append_val (parcels, seed);
  for (guint k = 0; k < parcels->len; k++)
    {
      list_neighbours (sampler, g_array_index (parcels, guint32, k), neighbours);
      for (guint b = 0; b < neighbours->len; b++)
        {
          guint32 other = g_array_index (neighbours, guint32, b);
          guint size = sampler->county->parcels[other].n_cells;

          if (self->is_taken[other] || !kind->fits (sampler, other))
            continue;
          if (n_cells + size > kind->most_cells && kind->is_whole)
            return FALSE;
          if (n_cells + size > kind->most_cells)
            continue;
          n_cells += size;
          self->is_taken[other] = TRUE;
          g_array_append_val (parcels, other);
        }
    }
  return TRUE;
}

/* The union of the parcels, in the sampler's buffer. */
static SxShapeView
unite (SxSampler *sampler, const GArray *parcels, SxPlotSum *sum)
{
  guint32 key;

  *sum = (SxPlotSum){ 0, 0 };
  memset (sampler->key, 0, sizeof (guint32) * (sampler->county->n_parcels + 1));
  for (guint k = 0; k < parcels->len; k++)
    {
      guint32 n = g_array_index (parcels, guint32, k);

      sampler->key[n] = 1;
      sum->area += sampler->area[n];
      if (sx_plot_is_farmland (sampler, n))
        sum->farmland += sampler->area[n] * (1 - sampler->use->land[n].kc / 10000.0);
    }
  sx_outliner_reset (&sampler->outliner, sampler->key, NULL);
  sx_shape_buffer_reset (&sampler->buffer);
  while (sx_outliner_next (&sampler->outliner, &sampler->buffer, &key))
    ;
  return sx_shape_buffer_view (&sampler->buffer, 0, sampler->buffer.n_rings);
}

gboolean
sx_plotter_gather (SxPlotter *self, guint32 n, const SxPlotKind *kind, SxShapeView *view, SxPlotSum *sum)
{
  g_autoptr (GArray) parcels = g_array_new (FALSE, FALSE, sizeof (guint32));
  SxPlotFits starts = kind->starts ? kind->starts : kind->fits;

  if (self->is_taken[n] || self->sampler->county->parcels[n].n_cells > kind->most_cells
      || !starts (self->sampler, n) || !lies_beside (self->sampler, n, kind->beside))
    return FALSE;
  if (!collect (self, n, kind, parcels))
    {
      for (guint k = 0; k < parcels->len; k++)
        self->is_taken[g_array_index (parcels, guint32, k)] = FALSE;
      return FALSE;
    }
  *view = unite (self->sampler, parcels, sum);
  return TRUE;
}
