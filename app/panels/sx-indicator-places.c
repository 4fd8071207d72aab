/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-places.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include "evaluate/sx-result-words.h"

struct _SxIndicatorPlaces
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *count, *position;
  GtkToggleButton *show;
  GtkWidget *previous, *next;
  SxMeasure measure;
  SxIndicatorQuestions *questions;
  SxPlaces *places; /* as known now, or NULL */
  guint current;
  gboolean is_lit;     /* the spotlight is ours */
  gboolean is_setting; /* it is us who sets it just now */
};

G_DEFINE_FINAL_TYPE (SxIndicatorPlaces, sx_indicator_places, GTK_TYPE_WIDGET)

static char *
area_label (SxIndicatorPlaces *self, double m2)
{
  gboolean is_large = self->measure == SX_MEASURE_REDLINE_SMALL_COUNT;
  g_autofree char *number = sx_words_number (m2 / (is_large ? SX_KM2_M2 : SX_MU_M2), 2);

  return g_strdup_printf ("%s %s", number, sx_words_unit (is_large ? "km²" : "亩"));
}

static void
update_controls (SxIndicatorPlaces *self)
{
  guint n = self->places ? self->places->places->len : 0;
  g_autofree char *position = g_strdup_printf ("%u / %u", self->is_lit ? self->current + 1 : 0, n);

  gtk_widget_set_sensitive (GTK_WIDGET (self->show), n > 0);
  gtk_widget_set_sensitive (self->previous, n > 0);
  gtk_widget_set_sensitive (self->next, n > 0);
  gtk_label_set_label (self->position, position);
  gtk_widget_set_visible (GTK_WIDGET (self->position), self->is_lit);
  if (gtk_toggle_button_get_active (self->show) != self->is_lit)
    gtk_toggle_button_set_active (self->show, self->is_lit);
}

static void
set_lit (SxIndicatorPlaces *self, gboolean is_lit)
{
  SxSession *session = sx_indicator_questions_get_session (self->questions);
  guint n = self->places ? self->places->places->len : 0;
  g_autofree SxSpot *spots = g_new0 (SxSpot, n + 1);

  is_lit = is_lit && n > 0;
  if (!session || (!is_lit && !self->is_lit))
    return;
  self->current = n > 0 ? MIN (self->current, n - 1) : 0;
  for (guint i = 0; is_lit && i < n; i++)
    {
      const SxPlace *place = g_ptr_array_index (self->places->places, i);

      spots[i] = (SxSpot){ place->shape, area_label (self, place->area) };
    }
  self->is_setting = TRUE;
  sx_session_set_spotlight (session, spots, is_lit ? n : 0, self->current);
  self->is_setting = FALSE;
  self->is_lit = is_lit;
  for (guint i = 0; i < n; i++)
    g_free (spots[i].label);
  update_controls (self);
}

/* Something else is in the spotlight now. */
static void
spotlight_changed (SxIndicatorPlaces *self)
{
  if (self->is_setting || !self->is_lit)
    return;
  self->is_lit = FALSE;
  update_controls (self);
}

static void
show_toggled (SxIndicatorPlaces *self)
{
  gboolean is_active = gtk_toggle_button_get_active (self->show);

  if (is_active != self->is_lit)
    set_lit (self, is_active);
}

static void
step (SxIndicatorPlaces *self, int by)
{
  guint n = self->places ? self->places->places->len : 0;

  if (n == 0)
    return;
  if (self->is_lit)
    self->current = (self->current + n + (guint)by) % n;
  set_lit (self, TRUE);
}

static void
previous_clicked (SxIndicatorPlaces *self)
{
  step (self, -1);
}

static void
next_clicked (SxIndicatorPlaces *self)
{
  step (self, 1);
}

static void
sx_indicator_places_dispose (GObject *object)
{
  SxIndicatorPlaces *self = SX_INDICATOR_PLACES (object);
  SxSession *session = self->questions ? sx_indicator_questions_get_session (self->questions) : NULL;

  if (session)
    {
      g_signal_handlers_disconnect_by_data (session, self);
      if (self->is_lit) /* the row closes */
        sx_session_set_spotlight (session, NULL, 0, 0);
    }
  self->is_lit = FALSE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_PLACES);
  g_clear_pointer (&self->places, sx_places_unref);
  g_clear_object (&self->questions);
  G_OBJECT_CLASS (sx_indicator_places_parent_class)->dispose (object);
}

static void
sx_indicator_places_class_init (SxIndicatorPlacesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_places_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-places.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPlaces, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPlaces, count);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPlaces, position);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPlaces, show);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPlaces, previous);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPlaces, next);
  gtk_widget_class_bind_template_callback (widget_class, show_toggled);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked);
}

static void
sx_indicator_places_init (SxIndicatorPlaces *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_indicator_places_attach (SxIndicatorPlaces *self, SxMeasure measure, SxIndicatorQuestions *questions)
{
  g_return_if_fail (!self->questions);
  self->measure = measure;
  self->questions = g_object_ref (questions);
  g_signal_connect_object (sx_indicator_questions_get_session (questions), "spotlight-changed",
                           G_CALLBACK (spotlight_changed), self, G_CONNECT_SWAPPED);
  sx_indicator_places_refresh (self);
}

static char *
count_words (const SxPlaces *places)
{
  if (places->n_total == 0)
    return g_strdup (_ ("There is none."));
  if (places->n_new == 0)
    return g_strdup_printf (_ ("%u in all, none of them new"), places->n_total);
  return g_strdup_printf (_ ("%u in all, %u of them new"), places->n_total, places->n_new);
}

void
sx_indicator_places_refresh (SxIndicatorPlaces *self)
{
  SxPlaces *places = sx_indicator_questions_get_places (self->questions, self->measure);
  g_autofree char *count = NULL;

  if (places == self->places && places)
    return;
  g_clear_pointer (&self->places, sx_places_unref);
  self->places = places ? sx_places_ref (places) : NULL;
  count = places ? count_words (places) : g_strdup (_ ("Looking for the places …"));
  gtk_label_set_label (self->count, count);
  if (self->is_lit && places)
    set_lit (self, TRUE); /* as they are now */
  update_controls (self);
}
