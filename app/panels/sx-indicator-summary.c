/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-summary.h"

#include "sx-tooltip.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "evaluate/sx-result-words.h"
#include "models/sx-indicator-item.h"

#define NAMES_AT_MOST 3

struct _SxIndicatorSummary
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *title, *subtitle;
  GtkWidget *preview;
  GtkSpinner *spinner;
  const char *look; /* the style class on */
  SxResult *told;   /* the settled result that was announced last */
};

typedef struct
{
  guint verdict[SX_VERDICT_NO_DATA + 1];
  guint n_errors, n_warnings;
} Counts;

G_DEFINE_FINAL_TYPE (SxIndicatorSummary, sx_indicator_summary, GTK_TYPE_WIDGET)

static void
sx_indicator_summary_dispose (GObject *object)
{
  SxIndicatorSummary *self = SX_INDICATOR_SUMMARY (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_SUMMARY);
  g_clear_pointer (&self->told, sx_result_unref);
  G_OBJECT_CLASS (sx_indicator_summary_parent_class)->dispose (object);
}

static void
sx_indicator_summary_class_init (SxIndicatorSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_summary_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-summary.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorSummary, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorSummary, icon);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorSummary, title);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorSummary, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorSummary, preview);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorSummary, spinner);
}

static void
sx_indicator_summary_init (SxIndicatorSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- words */

static Counts
count (const SxResult *result)
{
  Counts counts = { 0 };

  for (guint i = 0; i < result->n_indicators; i++)
    counts.verdict[result->indicators[i].verdict]++;
  for (guint i = 0; i < result->conflicts->len; i++)
    if (((SxConflict *)g_ptr_array_index (result->conflicts, i))->rule->severity == SX_SEVERITY_ERROR)
      counts.n_errors++;
    else
      counts.n_warnings++;
  return counts;
}

/* “27 pass · 2 fail · 1 to be judged” */
static char *
title_words (const Counts *counts)
{
  return g_strdup_printf ("%u %s · %u %s · %u %s", counts->verdict[SX_VERDICT_PASS],
                          sx_words_verdict (SX_VERDICT_PASS), counts->verdict[SX_VERDICT_FAIL],
                          sx_words_verdict (SX_VERDICT_FAIL), counts->verdict[SX_VERDICT_MANUAL],
                          sx_words_verdict (SX_VERDICT_MANUAL));
}

static char *
subtitle_words (const Counts *counts)
{
  static const SxVerdict others[] = { SX_VERDICT_NOT_INVOLVED, SX_VERDICT_NO_DATA };
  guint n = counts->n_errors + counts->n_warnings;
  GString *words = g_string_new (NULL);

  if (n == 0)
    g_string_append (words, _ ("No conflicts"));
  else
    g_string_append_printf (words, dngettext (SX_GETTEXT_DOMAIN, "%u conflict", "%u conflicts", n), n);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (counts->verdict[others[i]] > 0)
      g_string_append_printf (words, " · %u %s", counts->verdict[others[i]], sx_words_verdict (others[i]));
  return g_string_free (words, FALSE);
}

static void
append_turned (GString *text, const char *words, GPtrArray *names)
{
  if (names->len == 0)
    return;
  g_string_append_printf (text, "; %s: ", words);
  for (guint i = 0; i < MIN (names->len, NAMES_AT_MOST); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *)g_ptr_array_index (names, i));
  if (names->len > NAMES_AT_MOST)
    g_string_append (text, " …");
}

/* What changed since it was last told; NULL: no verdict did. */
static char *
news (SxIndicatorSummary *self, const SxResult *result)
{
  g_autoptr (GPtrArray) failing = g_ptr_array_new (), passing = g_ptr_array_new ();
  gboolean is_new = !self->told || self->told->rules != result->rules
                    || self->told->conflicts->len != result->conflicts->len;
  Counts counts = count (result);
  GString *text;
  g_autofree char *title = title_words (&counts), *subtitle = subtitle_words (&counts);

  for (guint i = 0; self->told && self->told->rules == result->rules && i < result->n_indicators; i++)
    {
      const SxIndicatorValue *value = &result->indicators[i];
      char *name = sx_locale_is_chinese () ? value->rule->label_zh : value->rule->label_en;

      if (value->verdict == self->told->indicators[i].verdict)
        continue;
      is_new = TRUE;
      if (value->verdict == SX_VERDICT_FAIL)
        g_ptr_array_add (failing, name);
      else if (value->verdict == SX_VERDICT_PASS)
        g_ptr_array_add (passing, name);
    }
  if (!is_new)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s; %s", title, subtitle);
  append_turned (text, _ ("fails now"), failing);
  append_turned (text, _ ("passes now"), passing);
  return g_string_free (text, FALSE);
}

/* A screen reader reads a status whose name changes. What passes while the hand moves is not read. */
static void
announce (SxIndicatorSummary *self, SxResult *result)
{
  g_autofree char *text = news (self, result);

  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_clear_pointer (&self->told, sx_result_unref);
  self->told = sx_result_ref (result);
}

/* ---- what it shows */

static void
set_look (SxIndicatorSummary *self, const char *look, const char *icon)
{
  if (g_strcmp0 (self->look, look) == 0)
    return;
  if (self->look)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->look);
  self->look = look;
  gtk_widget_add_css_class (GTK_WIDGET (self), look);
  gtk_image_set_from_icon_name (self->icon, icon);
}

static void
set_words (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words) == 0)
    return;
  gtk_label_set_label (label, words);
  sx_tooltip_set (GTK_WIDGET (label), words); /* it may be cut */
}

/* Sentences are as many lines as they need. Counts change all the time, and have one: to find how narrow a
 * text of several lines may be, GTK 4.8 lays it out again and again, which took a fifth of each frame. */
static void
set_subtitle (SxIndicatorSummary *self, const char *words, gboolean is_sentence)
{
  gtk_label_set_wrap (self->subtitle, is_sentence);
  gtk_label_set_ellipsize (self->subtitle, is_sentence ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  set_words (self->subtitle, words);
}

static void
set_state (SxIndicatorSummary *self, gboolean is_preview, gboolean is_busy)
{
  gtk_widget_set_visible (self->preview, is_preview);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
}

static void
show_result (SxIndicatorSummary *self, SxSession *session, SxResult *result)
{
  Counts counts = count (result);
  gboolean is_preview = sx_session_is_preview (session), is_behind = sx_session_is_behind (session);
  g_autofree char *title = title_words (&counts), *subtitle = subtitle_words (&counts);

  if (counts.verdict[SX_VERDICT_FAIL] > 0 || counts.n_errors > 0)
    set_look (self, "verdict-fail", sx_verdict_icon (SX_VERDICT_FAIL));
  else if (counts.verdict[SX_VERDICT_MANUAL] > 0)
    set_look (self, "verdict-manual", sx_verdict_icon (SX_VERDICT_MANUAL));
  else
    set_look (self, "verdict-pass", sx_verdict_icon (SX_VERDICT_PASS));
  set_words (self->title, title);
  set_subtitle (self, is_behind ? _ ("Computing; these are numbers of a moment ago") : subtitle, FALSE);
  set_state (self, is_preview, is_behind);
  if (!is_preview && !is_behind)
    announce (self, result);
}

void
sx_indicator_summary_show (SxIndicatorSummary *self, SxSession *session)
{
  const GError *failure = session ? sx_session_get_failure (session) : NULL;
  SxResult *result = session ? sx_session_get_result (session) : NULL;

  if (failure)
    {
      set_look (self, "verdict-fail", "dialog-error-symbolic");
      set_words (self->title, _ ("The numbers cannot be computed"));
      set_subtitle (self, failure->message, TRUE);
      set_state (self, FALSE, FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, failure->message,
                                      -1);
    }
  else if (result)
    show_result (self, session, result);
  else
    {
      set_look (self, "verdict-idle", sx_verdict_icon (SX_VERDICT_NO_DATA));
      set_words (self->title, _ ("Computing …"));
      set_subtitle (self, _ ("The plan is measured once; edits are then answered at once."), TRUE);
      set_state (self, FALSE, session != NULL);
    }
}
