/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-project.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *field;
  glong offset;
} texts[SX_PROJECT_N_TEXTS] = {
  [SX_PROJECT_TYPE] = { "type", G_STRUCT_OFFSET (SxProject, type) },
  [SX_PROJECT_NAME] = { "name", G_STRUCT_OFFSET (SxProject, name) },
  [SX_PROJECT_LEVEL] = { "level", G_STRUCT_OFFSET (SxProject, level) },
  [SX_PROJECT_BASIS] = { "basis", G_STRUCT_OFFSET (SxProject, basis) },
  [SX_PROJECT_NATURE] = { "nature", G_STRUCT_OFFSET (SxProject, nature) },
  [SX_PROJECT_YEARS] = { "years", G_STRUCT_OFFSET (SxProject, years) },
  [SX_PROJECT_MAINTENANCE] = { "maintenance", G_STRUCT_OFFSET (SxProject, maintenance) },
  [SX_PROJECT_PLACEMENT] = { "placement", G_STRUCT_OFFSET (SxProject, placement) },
};

static char **
text_place (const SxProject *self, SxProjectText text)
{
  return &G_STRUCT_MEMBER (char *, self, texts[text].offset);
}

SxProject *
sx_project_new (const char *name)
{
  SxProject *self = g_new0 (SxProject, 1);

  self->ref_count = 1;
  self->name = g_strdup (name);
  self->area_ha = NAN;
  return self;
}

SxProject *
sx_project_copy (const SxProject *self)
{
  SxProject *copy = sx_project_new (NULL);

  copy->id = self->id;
  copy->area_ha = self->area_ha;
  copy->feature = g_strdup (self->feature);
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    *text_place (copy, i) = g_strdup (*text_place (self, i));
  return copy;
}

SxProject *
sx_project_ref (SxProject *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_project_unref (SxProject *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    g_free (*text_place (self, i));
  g_free (self->feature);
  g_free (self);
}

const char *
sx_project_field (SxProjectText text)
{
  return texts[text].field;
}

const char *
sx_project_text (const SxProject *self, SxProjectText text)
{
  return *text_place (self, text);
}

void
sx_project_set_text (SxProject *self, SxProjectText text, const char *value)
{
  char **place = text_place (self, text);

  g_free (*place);
  *place = value ? g_strstrip (g_strdup (value)) : NULL;
  if (*place && !**place)
    g_clear_pointer (place, g_free);
}

gboolean
sx_project_equal (const SxProject *a, const SxProject *b)
{
  if (a->id != b->id || g_strcmp0 (a->feature, b->feature) != 0
      || !(a->area_ha == b->area_ha || (isnan (a->area_ha) && isnan (b->area_ha))))
    return FALSE;
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    if (g_strcmp0 (*text_place (a, i), *text_place (b, i)) != 0)
      return FALSE;
  return TRUE;
}

SxProjectCounts
sx_project_count (const GPtrArray *projects)
{
  SxProjectCounts counts = { 0 };

  for (guint i = 0; i < projects->len; i++)
    {
      const char *what = ((SxProject *)projects->pdata[i])->maintenance;

      if (g_strcmp0 (what, "新增") == 0)
        counts.added++;
      else
        counts.before++;
      if (g_strcmp0 (what, "撤销") == 0)
        counts.removed++;
    }
  counts.after = counts.before + counts.added - counts.removed;
  return counts;
}
