/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-indicator-item.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "evaluate/sx-result-words.h"

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxIndicatorItem, sx_indicator_item, G_TYPE_OBJECT)

static void
sx_indicator_item_finalize (GObject *object)
{
  SxIndicatorItem *self = SX_INDICATOR_ITEM (object);

  g_clear_pointer (&self->rules, sx_rule_profile_unref);
  g_free (self->before);
  g_free (self->after);
  g_free (self->change);
  g_free (self->message);
  g_free (self->remedy);
  G_OBJECT_CLASS (sx_indicator_item_parent_class)->finalize (object);
}

static void
sx_indicator_item_class_init (SxIndicatorItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_indicator_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sx_indicator_item_init (SxIndicatorItem *self)
{
}

SxIndicatorItem *
sx_indicator_item_new (SxRuleProfile *rules, guint at)
{
  SxIndicatorItem *self = g_object_new (SX_TYPE_INDICATOR_ITEM, NULL);

  self->rules = sx_rule_profile_ref (rules);
  self->rule = g_ptr_array_index (rules->indicators, at);
  self->at = at;
  self->before = g_strdup ("–");
  self->after = g_strdup ("–");
  self->change = g_strdup ("–");
  self->verdict = SX_VERDICT_NO_DATA;
  self->value = (SxIndicatorValue){ self->rule, NAN, NAN, NAN, NAN, SX_VERDICT_NO_DATA, NULL };
  return self;
}

/* Takes the text. */
static guint
set_text (char **place, char *text, guint part)
{
  if (g_strcmp0 (*place, text) == 0)
    {
      g_free (text);
      return 0;
    }
  g_free (*place);
  *place = text;
  return part;
}

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static guint
update_numbers (SxIndicatorItem *self, const SxIndicatorValue *value)
{
  int decimals = self->rule->decimals;
  guint parts = 0;

  if (!is_same (self->value.before, value->before))
    parts |= set_text (&self->before, sx_words_number (value->before, decimals), SX_INDICATOR_BEFORE);
  if (!is_same (self->value.after, value->after))
    parts |= set_text (&self->after, sx_words_number (value->after, decimals), SX_INDICATOR_AFTER);
  if (!is_same (self->value.before, value->before) || !is_same (self->value.after, value->after))
    parts |= set_text (&self->change, sx_words_change (sx_indicator_value_change (value), decimals),
                       SX_INDICATOR_CHANGE);
  self->has_value = !isnan (value->before) || !isnan (value->after);
  return parts;
}

void
sx_indicator_item_update (SxIndicatorItem *self, const SxResult *shown, const SxResult *settled)
{
  const SxIndicatorValue *value = &shown->indicators[self->at];
  const SxIndicatorValue *own = settled ? &settled->indicators[self->at] : NULL;
  SxOrigin origin = sx_remedy_origin (value);
  gboolean is_preview
      = shown != settled && (!own || !is_same (own->after, value->after) || own->verdict != value->verdict);
  guint parts = update_numbers (self, value);

  if (self->verdict != value->verdict || self->origin != origin)
    parts |= SX_INDICATOR_VERDICT;
  self->verdict = value->verdict;
  self->origin = origin;
  if (g_strcmp0 (self->message, value->message) != 0)
    parts |= set_text (&self->message, g_strdup (value->message), SX_INDICATOR_MESSAGE);
  if (self->remedy || value->verdict == SX_VERDICT_FAIL)
    parts |= set_text (&self->remedy, sx_remedy_sentence (shown, self->at), SX_INDICATOR_REMEDY);
  if (self->is_preview != is_preview)
    parts |= SX_INDICATOR_PREVIEW;
  self->is_preview = is_preview;
  self->value = *value;
  self->value.message = NULL;
  if (parts)
    g_signal_emit (self, changed_signal, 0, parts);
}

const char *
sx_indicator_item_get_label (SxIndicatorItem *self)
{
  return sx_locale_is_chinese () ? self->rule->label_zh : self->rule->label_en;
}

const char *
sx_indicator_item_get_unit (SxIndicatorItem *self)
{
  return sx_words_unit (self->rule->unit);
}

const char *
sx_verdict_icon (SxVerdict verdict)
{
  static const char *const icons[] = {
    [SX_VERDICT_PASS] = "sx-verdict-pass-symbolic",
    [SX_VERDICT_FAIL] = "sx-verdict-fail-symbolic",
    [SX_VERDICT_NOT_INVOLVED] = "sx-verdict-not-involved-symbolic",
    [SX_VERDICT_MANUAL] = "sx-verdict-manual-symbolic",
    [SX_VERDICT_NO_DATA] = "sx-verdict-nodata-symbolic",
  };

  return icons[verdict];
}

const char *
sx_verdict_class (SxVerdict verdict)
{
  static const char *const classes[] = {
    [SX_VERDICT_PASS] = "verdict-pass",         [SX_VERDICT_FAIL] = "verdict-fail",
    [SX_VERDICT_NOT_INVOLVED] = "verdict-idle", [SX_VERDICT_MANUAL] = "verdict-manual",
    [SX_VERDICT_NO_DATA] = "verdict-idle",
  };

  return classes[verdict];
}

const char *
sx_origin_words (SxOrigin origin)
{
  return origin == SX_ORIGIN_EXISTING   ? _ ("existing problem")
         : origin == SX_ORIGIN_WORSENED ? _ ("existing, made worse")
                                        : "";
}

char *
sx_indicator_item_dup_summary (SxIndicatorItem *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s", sx_indicator_item_get_label (self),
                          sx_words_verdict (self->verdict));
  if (self->origin != SX_ORIGIN_SCHEME)
    g_string_append_printf (text, ", %s", sx_origin_words (self->origin));
  if (self->has_value)
    g_string_append_printf (text, ", %s → %s %s, %s", self->before, self->after,
                            sx_indicator_item_get_unit (self), self->change);
  if (self->message)
    g_string_append_printf (text, ", %s", self->message);
  return g_string_free (text, FALSE);
}
