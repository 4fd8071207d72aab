/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-delivery-desk.h"

#include "atlas/sx-atlas.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"

struct _SxDeliveryDesk
{
  SxDeliveryState *state; /* that the delivery is of */
  SxDelivery *delivery;
  GPtrArray *checks; /* SxPreflightItem * */
  SxDeliveryLook *look;
  SxAtlas *atlas;
};

SxDeliveryState *
sx_delivery_state_new (SxPlan *plan, SxSnapshot *snapshot, SxResult *result, const SxMetric *metric)
{
  SxDeliveryState *self = g_new (SxDeliveryState, 1);

  *self
      = (SxDeliveryState){ sx_plan_ref (plan), sx_snapshot_ref (snapshot), sx_result_ref (result), *metric };
  return self;
}

void
sx_delivery_state_free (SxDeliveryState *self)
{
  sx_plan_unref (self->plan);
  sx_snapshot_unref (self->snapshot);
  sx_result_unref (self->result);
  g_free (self);
}

static void
clear_state (SxDeliveryDesk *self)
{
  g_clear_pointer (&self->atlas, sx_atlas_free);
  g_clear_pointer (&self->delivery, sx_delivery_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->state, sx_delivery_state_free);
}

SxDeliveryDesk *
sx_delivery_desk_new (void)
{
  return g_new0 (SxDeliveryDesk, 1);
}

void
sx_delivery_desk_free (SxDeliveryDesk *self)
{
  clear_state (self);
  g_clear_pointer (&self->look, sx_delivery_look_free);
  g_free (self);
}

/* ---- one state */

static SxAtlasOptions
atlas_options (const SxDeliveryDesk *self)
{
  const char *agency = self->look ? self->look->agency : NULL;

  return (SxAtlasOptions){ .paper = self->look ? self->look->paper : NULL,
                           .agency = agency && *agency ? agency : NULL };
}

static gboolean
make_atlas (SxDeliveryDesk *self, GError **error)
{
  const SxAtlasOptions options = atlas_options (self);

  g_clear_pointer (&self->atlas, sx_atlas_free);
  self->atlas = sx_atlas_new (self->delivery, &options, error);
  return self->atlas != NULL;
}

static gboolean
make_delivery (SxDeliveryDesk *self, GCancellable *cancellable, GError **error)
{
  SxDeliveryState *state = self->state;

  self->delivery = sx_delivery_new (state->plan, state->snapshot->scheme, state->result, &state->metric,
                                    cancellable, error);
  if (!self->delivery)
    return FALSE;
  self->checks = sx_preflight (state->plan, state->snapshot->scheme, state->result, self->delivery);
  return TRUE;
}

static void
add_sheets (SxDeliveryDigest *digest, const SxAtlas *atlas)
{
  for (guint i = 0; i < sx_atlas_n_sheets (atlas); i++)
    {
      const SxAtlasSheet *sheet = sx_atlas_sheet (atlas, i);
      double width, height;

      sx_atlas_page_size (atlas, i, &width, &height);
      sx_delivery_digest_add_sheet (digest, sheet->title, sheet->missing, width, height);
    }
}

static SxDeliveryDigest *
make_digest (const SxDeliveryDesk *self, const char *failure)
{
  SxDeliveryDigest *digest = sx_delivery_digest_new (self->state->snapshot->generation, self->state->result);

  digest->failure = g_strdup (failure);
  if (failure)
    return digest;
  digest->fingerprint = g_strdup (self->delivery->fingerprint);
  g_ptr_array_unref (digest->checks);
  digest->checks = g_ptr_array_ref (self->checks);
  digest->n_blocking = sx_preflight_n_blocking (self->checks);
  add_sheets (digest, self->atlas);
  return digest;
}

SxDeliveryDigest *
sx_delivery_desk_prepare (SxDeliveryDesk *self, SxDeliveryState *state, SxDeliveryLook *look,
                          GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  if (look)
    {
      g_clear_pointer (&self->look, sx_delivery_look_free);
      self->look = look;
    }
  if (state)
    {
      clear_state (self);
      self->state = state;
      good = make_delivery (self, cancellable, &error);
    }
  if (!self->state || (good && !self->delivery))
    return NULL; /* a look alone, and nothing to look at */
  good = good && make_atlas (self, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  return make_digest (self, good ? NULL : error->message);
}

/* ---- what is made of it */

GdkTexture *
sx_delivery_desk_paint (SxDeliveryDesk *self, guint sheet, int width, GCancellable *cancellable,
                        GError **error)
{
  double page_width, page_height;
  cairo_surface_t *surface;
  g_autoptr (GBytes) bytes = NULL;
  gboolean good;
  int height;
  cairo_t *cr;

  if (!self->atlas || sheet >= sx_atlas_n_sheets (self->atlas))
    return NULL;
  sx_atlas_page_size (self->atlas, sheet, &page_width, &page_height);
  height = MAX (1, (int)lround (width * page_height / page_width));
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / page_width, height / page_height);
  good = sx_atlas_draw (self->atlas, sheet, cr, cancellable, error);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)cairo_image_surface_get_stride (surface)
                                          * (gsize)cairo_image_surface_get_height (surface),
                                      (GDestroyNotify)cairo_surface_destroy, surface);
  return good ? gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                        (gsize)cairo_image_surface_get_stride (surface))
              : NULL;
}

gboolean
sx_delivery_desk_deliver (SxDeliveryDesk *self, guint64 state, gboolean take_on,
                          const SxDeliverOptions *options, SxDeliverTold told, gpointer data,
                          GPtrArray **files, GCancellable *cancellable, GError **error)
{
  SxDeliverOptions looked = *options;

  if (!self->delivery || self->state->snapshot->generation != state)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
                   _ ("The scheme changed just now; look at what is to be resolved, and export again."));
      return FALSE;
    }
  looked.atlas = atlas_options (self);
  if (take_on)
    sx_delivery_accept (self->delivery, self->checks);
  return sx_deliver (self->delivery, &looked, told, data, files, cancellable, error);
}
