/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-conflict-item.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "evaluate/sx-result-words.h"

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxConflictItem, sx_conflict_item, G_TYPE_OBJECT)

static void
sx_conflict_item_finalize (GObject *object)
{
  SxConflictItem *self = SX_CONFLICT_ITEM (object);

  g_clear_pointer (&self->adjustment, sx_adjustment_unref);
  g_clear_pointer (&self->rules, sx_rule_profile_unref);
  g_free (self->name);
  g_free (self->area);
  g_free (self->text);
  G_OBJECT_CLASS (sx_conflict_item_parent_class)->finalize (object);
}

static void
sx_conflict_item_class_init (SxConflictItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_conflict_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sx_conflict_item_init (SxConflictItem *self)
{
}

SxConflictItem *
sx_conflict_item_new (const SxResult *result, const SxConflict *conflict)
{
  SxConflictItem *self = g_object_new (SX_TYPE_CONFLICT_ITEM, NULL);

  self->rules = sx_rule_profile_ref (result->rules);
  self->rule = conflict->rule;
  self->area_m2 = -1;
  sx_conflict_item_update (self, conflict);
  return self;
}

/* What is drawn has no fid yet; there is one such polygon at a time. */
gboolean
sx_conflict_item_is (SxConflictItem *self, const SxConflict *conflict)
{
  return self->rule == conflict->rule && self->adjustment->fid == conflict->adjustment->fid
         && self->adjustment->line == conflict->adjustment->line
         && self->adjustment->direction == conflict->adjustment->direction;
}

void
sx_conflict_item_update (SxConflictItem *self, const SxConflict *conflict)
{
  gboolean is_changed = FALSE;

  if (self->adjustment != conflict->adjustment)
    {
      gboolean is_drawn = conflict->adjustment->fid == 0; /* it is in no package yet */
      g_autofree char *name
          = is_drawn ? g_strdup (_ ("What is being drawn")) : sx_words_adjustment (conflict->adjustment);

      g_clear_pointer (&self->adjustment, sx_adjustment_unref);
      self->adjustment = sx_adjustment_ref (conflict->adjustment);
      g_free (self->name);
      self->name = sx_text_clean (name);
      is_changed = TRUE;
    }
  if (self->area_m2 != conflict->area)
    {
      self->area_m2 = conflict->area;
      g_free (self->area);
      self->area = sx_words_area_first (conflict->area, 4);
      is_changed = TRUE;
    }
  if (g_strcmp0 (self->text, conflict->message ? conflict->message : self->rule->id) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (conflict->message ? conflict->message : self->rule->id);
      is_changed = TRUE;
    }
  if (is_changed)
    g_signal_emit (self, changed_signal, 0);
}
