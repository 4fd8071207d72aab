/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sampler.h"
#include "geometry/sx-area.h"
#include "sample/sx-sample-names.h"

const char *
sx_sampler_bsm (char buffer[SX_BSM_SIZE], guint layer, guint number)
{
  g_snprintf (buffer, SX_BSM_SIZE, SX_SAMPLE_COUNTY_CODE "%04u%08u", layer, number);
  return buffer;
}

double
sx_sampler_area (const SxSampler *self, const SxShapeView *view)
{
  return floor (fabs (sx_area_ellipsoidal (&self->county->plane, view)) * 100 + 0.5) / 100;
}

void
sx_sampler_dissolve (SxSampler *self, const guint8 *mask, SxSamplerRow row, gpointer data)
{
  guint32 key;

  sx_outliner_reset (&self->outliner, self->key, mask);
  for (;;)
    {
      SxShapeView view;

      sx_shape_buffer_reset (&self->buffer);
      if (sx_sample_package_has_failed (self->package)
          || !sx_outliner_next (&self->outliner, &self->buffer, &key))
        return;
      view = sx_shape_buffer_view (&self->buffer, 0, self->buffer.n_rings);
      row (self, key, &view, data);
    }
}

#define SQUARE 500 /* cells */

guint
sx_sampler_district (const SxSampler *self, guint parcel)
{
  SxPoint at = sx_county_parcel_place (self->county, parcel);
  guint column = (guint)(at.x / SQUARE), row = (guint)(at.y / SQUARE);

  return self->county->parcels[parcel].zone.township + SX_TOWNSHIPS_MAX * (column + 64 * row);
}

typedef struct
{
  guint layer, number;
  const char *name;
} NamedRows;

static void
named_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  NamedRows *rows = data;
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, rows->layer, ++rows->number));
  sx_sample_package_text (self->package, rows->name);
  sx_sample_package_real (self->package, sx_sampler_area (self, view));
  sx_sample_package_add (self->package, view);
}

void
sx_sampler_write_pieces (SxSampler *self, const SxSampleTable *table, guint layer, const char *name,
                         const guint8 *mask)
{
  NamedRows rows = { layer, 0, name };

  sx_sample_package_begin (self->package, table);
  sx_sampler_dissolve (self, mask, named_row, &rows);
  sx_sample_package_end (self->package);
}

void
sx_sampler_write_as_one (SxSampler *self, const SxSampleTable *table, guint layer, const char *name)
{
  NamedRows rows = { layer, 0, name };
  SxShapeView view;
  guint32 key;

  sx_outliner_reset (&self->outliner, self->key, NULL);
  sx_shape_buffer_reset (&self->buffer);
  while (sx_outliner_next (&self->outliner, &self->buffer, &key))
    ;
  view = sx_shape_buffer_view (&self->buffer, 0, self->buffer.n_rings);
  sx_sample_package_begin (self->package, table);
  if (view.n_rings)
    named_row (self, 0, &view, &rows);
  sx_sample_package_end (self->package);
}
