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
