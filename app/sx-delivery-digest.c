/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-delivery-digest.h"

static void
sheet_free (gpointer data)
{
  SxDeliverySheet *self = data;

  g_free (self->title);
  g_free (self->missing);
  g_free (self);
}

static void
digest_clear (gpointer data)
{
  SxDeliveryDigest *self = data;

  g_free (self->failure);
  g_free (self->fingerprint);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->sheets);
  sx_result_unref (self->result);
}

SxDeliveryDigest *
sx_delivery_digest_new (guint64 state, SxResult *result)
{
  SxDeliveryDigest *self = g_atomic_rc_box_new0 (SxDeliveryDigest);

  self->state = state;
  self->result = sx_result_ref (result);
  self->checks = g_ptr_array_new ();
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  return self;
}

void
sx_delivery_digest_add_sheet (SxDeliveryDigest *self, const char *title, const char *missing, double width,
                              double height)
{
  SxDeliverySheet *sheet = g_new (SxDeliverySheet, 1);

  *sheet = (SxDeliverySheet){ g_strdup (title), g_strdup (missing), width, height };
  g_ptr_array_add (self->sheets, sheet);
}

SxDeliveryDigest *
sx_delivery_digest_ref (SxDeliveryDigest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sx_delivery_digest_unref (SxDeliveryDigest *self)
{
  g_atomic_rc_box_release_full (self, digest_clear);
}

SxDeliveryLook *
sx_delivery_look_copy (const SxDeliveryLook *self)
{
  SxDeliveryLook *copy = g_new (SxDeliveryLook, 1);

  *copy = (SxDeliveryLook){ g_strdup (self->paper), g_strdup (self->agency) };
  return copy;
}

void
sx_delivery_look_free (SxDeliveryLook *self)
{
  g_free ((char *)self->paper);
  g_free ((char *)self->agency);
  g_free (self);
}
