/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plots of a scheme: groups of neighbouring parcels of a kind, found in the made-up county. */
#pragma once

#include "sample/sx-sampler.h"

typedef gboolean (*SxPlotFits) (const SxSampler *self, guint n);

typedef struct
{
  const char *line, *direction, *situation;
  guint n_plots;
  guint most_cells;               /* of a plot */
  SxPlotFits starts;              /* the first parcel; NULL: as the others */
  SxPlotFits fits;                /* the others */
  SxPlotFits beside;              /* what the first one has to lie beside; NULL: anything */
  gboolean is_whole;              /* all that hangs together and fits, or no plot */
  const char *farmland_situation; /* where not NULL, farmland on the same ground goes out for that */
  const char *name, *project, *basis, *note, *hxlx;
  gboolean is_uncounted;
} SxPlotKind;

typedef struct
{
  double area, farmland; /* m²: of the parcels; of those that are farmland, net */
} SxPlotSum;

typedef struct
{
  SxSampler *sampler;
  guint8 *is_taken; /* per parcel: in a plot already */
} SxPlotter;

/* The plot of that kind that begins with parcel n; FALSE where there is none. *view is in the sampler's
 * buffer. */
gboolean sx_plotter_gather (SxPlotter *self, guint n, const SxPlotKind *kind, SxShapeView *view,
                            SxPlotSum *sum);
