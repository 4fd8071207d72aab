/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-plan.h"
#include <string.h>

#define RADIANS (G_PI / 180.0)

static void
repair_clear (SxRepair *self)
{
  g_free (self->table);
  g_free (self->reason);
}

static void
skipped_clear (SxSkipped *self)
{
  g_free (self->table);
}

SxPlan *
sx_plan_new (const char *file)
{
  SxPlan *self = g_new0 (SxPlan, 1);

  self->ref_count = 1;
  self->file = g_strdup (file);
  self->layers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)sx_layer_unref);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->repairs = g_array_new (FALSE, TRUE, sizeof (SxRepair));
  g_array_set_clear_func (self->repairs, (GDestroyNotify)repair_clear);
  self->skipped = g_array_new (FALSE, TRUE, sizeof (SxSkipped));
  g_array_set_clear_func (self->skipped, (GDestroyNotify)skipped_clear);
  return self;
}

SxPlan *
sx_plan_ref (SxPlan *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_plan_unref (SxPlan *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_hash_table_unref (self->layers);
  g_hash_table_unref (self->parameters);
  g_array_unref (self->repairs);
  g_array_unref (self->skipped);
  g_free (self->file);
  g_free (self);
}

SxLayer *
sx_plan_layer (const SxPlan *self, const char *standard_name)
{
  return g_hash_table_lookup (self->layers, standard_name);
}

SxBox
sx_plan_extent (const SxPlan *self)
{
  SxBox extent = SX_BOX_EMPTY;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->layers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SxLayer *layer = value;

      for (guint i = 0; i < layer->n_features; i++)
        extent = sx_box_union (extent, layer->box[i]);
    }
  return extent;
}

const char *
sx_plan_parameter (const SxPlan *self, const char *key)
{
  return g_hash_table_lookup (self->parameters, key);
}

gboolean
sx_plan_parameter_number (const SxPlan *self, const char *key, double *out)
{
  const char *text = sx_plan_parameter (self, key);
  char *end;
  double v;

  /* g_ascii_strtod takes "nan", "inf" and hexadecimal, which are no parameters */
  if (!text || !*text || text[strspn (text, "0123456789+-.eE \t")] != '\0')
    return FALSE;
  v = g_ascii_strtod (text, &end);
  if (end == text || end[strspn (end, " \t")] != '\0' || !isfinite (v))
    return FALSE;
  *out = v;
  return TRUE;
}

void
sx_plan_to_plane (const SxPlan *self, SxPoint *points, gsize n)
{
  if (self->is_geographic)
    for (gsize i = 0; i < n; i++)
      points[i] = sx_plane_forward (&self->plane, points[i].y * RADIANS, points[i].x * RADIANS);
}

void
sx_plan_from_plane (const SxPlan *self, SxPoint *points, gsize n)
{
  double lat, lon;

  if (self->is_geographic)
    for (gsize i = 0; i < n; i++)
      {
        sx_plane_inverse (&self->plane, points[i], &lat, &lon);
        points[i] = (SxPoint){ lon / RADIANS, lat / RADIANS };
      }
}
