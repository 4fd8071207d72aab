/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-scheme-row.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxSchemeRow, sx_scheme_row, G_TYPE_OBJECT)

static void
clear_item (SxSchemeRow *self)
{
  g_clear_pointer (&self->adjustment, sx_adjustment_unref);
  g_clear_pointer (&self->reclass, sx_reclass_unref);
  g_clear_pointer (&self->road, sx_road_unref);
}

static void
sx_scheme_row_finalize (GObject *object)
{
  SxSchemeRow *self = SX_SCHEME_ROW (object);

  clear_item (self);
  g_free (self->conflicts);
  G_OBJECT_CLASS (sx_scheme_row_parent_class)->finalize (object);
}

static void
sx_scheme_row_class_init (SxSchemeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_scheme_row_finalize;
  changed_signal
      = g_signal_new ("changed", SX_TYPE_SCHEME_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sx_scheme_row_init (SxSchemeRow *self)
{
  self->size = NAN;
}

SxSchemeRow *
sx_scheme_row_new_heading (guint group)
{
  SxSchemeRow *self = g_object_new (SX_TYPE_SCHEME_ROW, NULL);

  self->kind = SX_ROW_HEADING;
  self->group = group;
  return self;
}

SxSchemeRow *
sx_scheme_row_new_item (SxRowKind kind, gpointer item)
{
  SxSchemeRow *self = g_object_new (SX_TYPE_SCHEME_ROW, NULL);

  g_assert (kind != SX_ROW_HEADING);
  self->kind = kind;
  sx_scheme_row_set_item (self, item);
  return self;
}

gboolean
sx_scheme_row_set_item (SxSchemeRow *self, gpointer item)
{
  g_autoptr (SxShape) shape = NULL;
  SxShape *new_shape;

  if (item == self->adjustment || item == self->reclass || item == self->road)
    return FALSE;
  if (sx_scheme_row_get_shape (self))
    shape = sx_shape_ref (sx_scheme_row_get_shape (self));
  clear_item (self);
  if (self->kind == SX_ROW_ADJUSTMENT)
    {
      self->adjustment = sx_adjustment_ref (item);
      self->fid = self->adjustment->fid;
      self->group = (guint)self->adjustment->line;
    }
  else if (self->kind == SX_ROW_RECLASS)
    {
      self->reclass = sx_reclass_ref (item);
      self->fid = self->reclass->fid;
      self->group = SX_GROUP_RECLASSES;
    }
  else
    {
      self->road = sx_road_ref (item);
      self->fid = self->road->fid;
      self->group = SX_GROUP_ROADS;
    }
  new_shape = sx_scheme_row_get_shape (self);
  if (shape && shape != new_shape)
    {
      SxShapeView before = sx_shape_view (shape), after = sx_shape_view (new_shape);

      if (!sx_shape_view_equal (&before, &after))
        self->size = NAN;
    }
  return TRUE;
}

SxShape *
sx_scheme_row_get_shape (SxSchemeRow *self)
{
  return self->adjustment ? self->adjustment->shape
         : self->reclass  ? self->reclass->shape
         : self->road     ? self->road->shape
                          : NULL;
}

void
sx_scheme_row_changed (SxSchemeRow *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* ---- words */

const char *
sx_scheme_row_get_heading (SxSchemeRow *self)
{
  return self->group == SX_GROUP_RECLASSES ? _ ("Reclassifications")
         : self->group == SX_GROUP_ROADS   ? _ ("Roads")
                                           : sx_words_line_title ((SxLine)self->group);
}

char *
sx_scheme_row_dup_title (SxSchemeRow *self)
{
  const char *name = self->adjustment ? self->adjustment->name
                     : self->reclass  ? self->reclass->name
                     : self->road     ? self->road->name
                                      : NULL;

  if (name && *name)
    return g_strdup (name);
  switch (self->kind)
    {
    case SX_ROW_ADJUSTMENT:
      return g_strdup_printf (_ ("Plot %" PRId64), self->fid);
    case SX_ROW_RECLASS:
      return g_strdup_printf (_ ("Reclassification %" PRId64), self->fid);
    case SX_ROW_ROAD:
      return g_strdup_printf (_ ("Road %" PRId64), self->fid);
    case SX_ROW_HEADING:
    default:
      return g_strdup (sx_scheme_row_get_heading (self));
    }
}

gboolean
sx_scheme_row_matches (SxSchemeRow *self, const char *words)
{
  const SxAdjustment *adjustment = self->adjustment;
  g_autofree char *title = sx_scheme_row_dup_title (self);
  g_autofree char *all
      = adjustment
            ? g_strjoin ("\n", title, adjustment->project ? adjustment->project : "",
                         adjustment->basis ? adjustment->basis : "", adjustment->note ? adjustment->note : "",
                         sx_words_direction (adjustment->direction), NULL)
        : self->reclass
            ? g_strjoin ("\n", title, self->reclass->code, self->reclass->note ? self->reclass->note : "",
                         NULL)
            : g_strjoin ("\n", title, self->road && self->road->grade ? self->road->grade : "", NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);
  g_autofree char *wanted = g_utf8_casefold (words, -1);

  return strstr (folded, wanted) != NULL;
}
