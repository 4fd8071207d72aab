/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The survey: townships and the land-use parcels of now and of 2020. */
#include "sample/sx-sampler.h"
#include "sample/sx-sample-names.h"

static const SxSampleTable xzq
    = { "XZQ",
        "行政区",
        "MULTIPOLYGON",
        4527,
        { "BSM TEXT(18)", "YSDM TEXT(10)", "XZQDM TEXT(12)", "XZQMC TEXT(100)", "DCMJ DOUBLE" } };
static const SxSampleTable dltb
    = { "DLTB",
        "地类图斑",
        "MULTIPOLYGON",
        4527,
        { "BSM TEXT(18)", "YSDM TEXT(10)", "TBBH TEXT(8)", "DLBM TEXT(5)", "DLMC TEXT(60)", "QSXZ TEXT(2)",
          "ZLDWDM TEXT(19)", "ZLDWMC TEXT(255)", "TBMJ DOUBLE", "KCDLBM TEXT(5)", "KCXS DOUBLE",
          "KCMJ DOUBLE", "TBDLMJ DOUBLE", "GDPDJB TEXT(2)", "CZCSXM TEXT(4)" } };
static const SxSampleTable dltb2020
    = { "DLTB2020",
        "2020年地类图斑",
        "MULTIPOLYGON",
        4527,
        { "BSM TEXT(18)", "DLBM TEXT(5)", "DLMC TEXT(60)", "CZCSXM TEXT(4)" } };

/* A township is one feature, however many pieces it has. */
static void
write_townships (SxSampler *self)
{
  const SxCounty *county = self->county;
  SxShapeBuffer of[SX_TOWNSHIPS_MAX] = { SX_SHAPE_BUFFER_INIT };
  guint32 key;

  for (guint n = 1; n <= county->n_parcels; n++)
    self->key[n] = county->parcels[n].zone.township + 1u;
  sx_outliner_reset (&self->outliner, self->key, NULL);
  for (sx_shape_buffer_reset (&self->buffer); sx_outliner_next (&self->outliner, &self->buffer, &key);
       sx_shape_buffer_reset (&self->buffer))
    {
      SxShapeView view = sx_shape_buffer_view (&self->buffer, 0, self->buffer.n_rings);

      sx_shape_buffer_append (&of[key - 1], &view);
    }
  sx_sample_package_begin (self->package, &xzq);
  for (guint k = 0; k < SX_TOWNSHIPS_MAX; k++)
    {
      SxShapeView view = sx_shape_buffer_view (&of[k], 0, of[k].n_rings);
      g_autofree char *code = g_strdup_printf (SX_SAMPLE_COUNTY_CODE "%03u", k ? 99 + k : 1);
      char bsm[SX_BSM_SIZE];

      if (of[k].n_rings == 0)
        continue;
      sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_XZQ, k + 1));
      sx_sample_package_text (self->package, "1000600100");
      sx_sample_package_text (self->package, code);
      sx_sample_package_text (self->package, sx_sample_township_name (k));
      sx_sample_package_real (self->package, sx_sampler_area (self, &view));
      sx_sample_package_add (self->package, &view);
      sx_shape_buffer_clear (&of[k]);
    }
  sx_sample_package_end (self->package);
}

static const char *
ownership (const SxParcel *p)
{
  SxGroup group = sx_class_info (p->zone.land)->group;

  return p->zone.place >= SX_PLACE_SEAT && group == SX_GROUP_BUILT ? "20"
         : group == SX_GROUP_WATER                                 ? "10"
                                                                   : "30";
}

static void
write_parcel (SxSampler *self, guint n, const char *where)
{
  const SxParcel *p = &self->county->parcels[n];
  const SxLand *land = &self->use->land[n];
  const SxClassInfo *info = sx_class_info (p->zone.land);
  SxShapeView view = sx_shape_buffer_view (&self->buffer, 0, self->buffer.n_rings);
  double area = self->area[n] = sx_sampler_area (self, &view),
         kc = floor (area * land->kc * 0.01 + 0.5) / 100;
  char bsm[SX_BSM_SIZE], number[12], unit[32], slope[2] = { (char)('0' + land->slope), 0 };

  g_snprintf (number, sizeof number, "%08u", n % 100000000);
  g_snprintf (unit, sizeof unit, SX_SAMPLE_COUNTY_CODE "%03u%03u0000000",
              p->zone.township ? 99u + p->zone.township : 1u, p->village % 1000);
  if (sx_land_is_crop (p->zone.land)
      && !(land->settled >= SX_SETTLED_CITY && land->settled <= SX_SETTLED_VILLAGE_WORKS))
    self->arable_m2 += area - kc;
  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_DLTB, n));
  sx_sample_package_text (self->package, "2001010100");
  sx_sample_package_text (self->package, number);
  sx_sample_package_text (self->package, info->code);
  sx_sample_package_text (self->package, info->name);
  sx_sample_package_text (self->package, ownership (p));
  sx_sample_package_text (self->package, unit);
  sx_sample_package_text (self->package, where);
  sx_sample_package_real (self->package, area);
  sx_sample_package_text (self->package, land->kc ? "1203" : NULL);
  sx_sample_package_real (self->package, land->kc / 10000.0);
  sx_sample_package_real (self->package, kc);
  sx_sample_package_real (self->package, floor ((area - kc) * 100 + 0.5) / 100);
  sx_sample_package_text (self->package, land->slope ? slope : NULL);
  sx_sample_package_text (self->package, sx_settled_code (land->settled));
  sx_sample_package_add (self->package, &view);
}

static void
write_parcels (SxSampler *self)
{
  const SxCounty *county = self->county;
  g_autofree char *where = NULL;
  guint32 village = G_MAXUINT32;

  sx_sample_package_begin (self->package, &dltb);
  sx_outliner_reset (&self->outliner, NULL, NULL);
  for (guint n = 1; n <= county->n_parcels && !sx_sample_package_has_failed (self->package); n++)
    {
      const SxParcel *p = &county->parcels[n];

      if (p->village != village || where == NULL || county->parcels[n - 1].zone.township != p->zone.township)
        {
          g_free (where);
          where = sx_sample_village_name (county->seed, p->zone.township, p->village);
          village = p->village;
        }
      sx_shape_buffer_reset (&self->buffer);
      sx_outliner_piece_at (&self->outliner, p->seed, &self->buffer);
      write_parcel (self, n, where);
    }
  sx_sample_package_end (self->package);
}

static void
write_2020_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  const SxLand *land = &self->use->land[key];
  const SxClassInfo *info = sx_class_info (land->land2020);
  guint *number = data;
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_DLTB, ++*number));
  sx_sample_package_text (self->package, info->code);
  sx_sample_package_text (self->package, info->name);
  sx_sample_package_text (self->package, sx_settled_code (land->settled2020));
  sx_sample_package_add (self->package, view);
}

void
sx_sampler_write_survey (SxSampler *self)
{
  guint number = 0;

  write_townships (self);
  write_parcels (self);
  sx_sample_package_begin (self->package, &dltb2020);
  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = self->use->key2020[n];
  sx_sampler_dissolve (self, NULL, write_2020_row, &number);
  sx_sample_package_end (self->package);
}
