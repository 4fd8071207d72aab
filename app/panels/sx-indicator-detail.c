/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-detail.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-formula.h"
#include "evaluate/sx-result-words.h"
#include "panels/sx-indicator-contributions.h"
#include "panels/sx-indicator-judgement.h"
#include "panels/sx-indicator-parameter.h"
#include "panels/sx-indicator-places.h"

struct _SxIndicatorDetail
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *remedy_box;
  GtkLabel *remedy, *message;
  SxIndicatorContributions *contributions;
  SxIndicatorPlaces *places;
  SxIndicatorJudgement *judgement;
  SxIndicatorParameter *parameter;
  GtkLabel *requirement, *formula, *layers_caption, *layers, *statute, *source;
  SxIndicatorItem *item;
  SxIndicatorQuestions *questions;
};

G_DEFINE_FINAL_TYPE (SxIndicatorDetail, sx_indicator_detail, GTK_TYPE_WIDGET)

static void
sx_indicator_detail_dispose (GObject *object)
{
  SxIndicatorDetail *self = SX_INDICATOR_DETAIL (object);

  if (self->questions)
    {
      sx_indicator_questions_drop (self->questions, self->item->rule->measure);
      g_signal_handlers_disconnect_by_data (self->questions, self);
      g_signal_handlers_disconnect_by_data (self->item, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_DETAIL);
  g_clear_object (&self->questions);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (sx_indicator_detail_parent_class)->dispose (object);
}

/* A click on what does not answer to clicks is no click on the row, which would close it. */
static void
pressed (SxIndicatorDetail *self, int n, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
sx_indicator_detail_class_init (SxIndicatorDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_detail_dispose;
  g_type_ensure (SX_TYPE_INDICATOR_CONTRIBUTIONS);
  g_type_ensure (SX_TYPE_INDICATOR_PLACES);
  g_type_ensure (SX_TYPE_INDICATOR_JUDGEMENT);
  g_type_ensure (SX_TYPE_INDICATOR_PARAMETER);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-detail.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, remedy_box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, remedy);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, message);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, contributions);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, places);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, judgement);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, parameter);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, requirement);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, formula);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, layers_caption);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, layers);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, statute);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorDetail, source);
  gtk_widget_class_bind_template_callback (widget_class, pressed);
}

static void
sx_indicator_detail_init (SxIndicatorDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- what it shows */

static void
set_words (GtkLabel *label, GtkWidget *shown, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words ? words : "") != 0)
    gtk_label_set_label (label, words ? words : "");
  gtk_widget_set_visible (shown, words && *words);
}

/* The tables by the names the plan gives them; those it lacks are marked. */
static char *
layers_words (SxSession *session, SxMeasure measure)
{
  const char *const *tables = sx_measure_tables (measure);
  GString *words = g_string_new (NULL);

  for (guint i = 0; tables[i]; i++)
    {
      SxLayerItem *layer = sx_session_find_layer (session, tables[i]);

      if (words->len > 0)
        g_string_append (words, " · ");
      if (layer)
        g_string_append_printf (words, "%s %s", sx_layer_item_get_title (layer), tables[i]);
      else
        g_string_append_printf (words, _ ("%s (not in this plan)"), tables[i]);
    }
  return g_string_free (words, FALSE);
}

static void
show_item (SxIndicatorDetail *self, guint parts)
{
  g_autofree char *requirement = NULL;

  if (parts & SX_INDICATOR_REMEDY)
    set_words (self->remedy, self->remedy_box, self->item->remedy);
  if (parts & SX_INDICATOR_MESSAGE)
    set_words (self->message, GTK_WIDGET (self->message), self->item->message);
  requirement = sx_words_requirement (&self->item->value);
  if (g_strcmp0 (gtk_label_get_label (self->requirement), requirement) != 0)
    gtk_label_set_label (self->requirement, requirement);
}

static void
item_changed (SxIndicatorDetail *self, guint parts)
{
  show_item (self, parts);
}

static void
answers_changed (SxIndicatorDetail *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->contributions)))
    sx_indicator_contributions_refresh (self->contributions);
  if (gtk_widget_get_visible (GTK_WIDGET (self->places)))
    sx_indicator_places_refresh (self->places);
}

static void
show_basis (SxIndicatorDetail *self, SxSession *session)
{
  const SxIndicatorRule *rule = self->item->rule;
  g_autofree char *layers = layers_words (session, rule->measure);

  gtk_label_set_label (self->formula, sx_words_formula (rule->measure));
  gtk_label_set_label (self->layers, layers);
  gtk_widget_set_visible (GTK_WIDGET (self->layers), *layers);
  gtk_widget_set_visible (GTK_WIDGET (self->layers_caption), *layers);
  gtk_label_set_label (self->statute, rule->statute ? rule->statute : "");
  gtk_label_set_label (self->source, rule->source ? rule->source : "");
}

GtkWidget *
sx_indicator_detail_new (SxIndicatorItem *item, SxIndicatorQuestions *questions, SxMapView *view)
{
  SxIndicatorDetail *self = g_object_new (SX_TYPE_INDICATOR_DETAIL, NULL);
  SxSession *session = sx_indicator_questions_get_session (questions);
  const SxIndicatorRule *rule = item->rule;
  gboolean is_manual = rule->comparator == SX_COMPARE_MANUAL;
  gboolean has_parameter = sx_measure_parameter (rule->measure) != NULL;
  gboolean is_moved = !has_parameter && rule->measure != SX_MEASURE_ARABLE_AREA
                      && rule->measure != SX_MEASURE_BOUNDARY_DIRECTION
                      && rule->measure != SX_MEASURE_SPECIAL_CASE;

  self->item = g_object_ref (item);
  self->questions = g_object_ref (questions);
  sx_indicator_questions_want (questions, rule->measure);
  gtk_widget_set_visible (GTK_WIDGET (self->contributions), is_moved);
  gtk_widget_set_visible (GTK_WIDGET (self->places), sx_measure_has_places (rule->measure));
  gtk_widget_set_visible (GTK_WIDGET (self->judgement), is_manual);
  gtk_widget_set_visible (GTK_WIDGET (self->parameter), has_parameter);
  if (is_moved)
    sx_indicator_contributions_attach (self->contributions, item, questions, view);
  if (sx_measure_has_places (rule->measure))
    sx_indicator_places_attach (self->places, rule->measure, questions);
  if (is_manual)
    sx_indicator_judgement_attach (self->judgement, item, session);
  if (has_parameter)
    sx_indicator_parameter_attach (self->parameter, item, session);
  show_basis (self, session);
  show_item (self, SX_INDICATOR_ALL);
  g_signal_connect_object (item, "changed", G_CALLBACK (item_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (questions, "changed", G_CALLBACK (answers_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
