/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-contributions.h"

#include <math.h>

#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "evaluate/sx-result-words.h"
#include "panels/sx-indicator-contribution.h"

#define SHOWN_AT_FIRST 5

struct _SxIndicatorContributions
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkBox *list;
  GtkLabel *state; /* “computing …”, or that nothing moved it */
  GtkWidget *more;
  SxIndicatorItem *item;
  SxIndicatorQuestions *questions;
  SxMapView *view;
  GPtrArray *shown; /* of whom the list is, or NULL */
  gboolean is_all;
};

G_DEFINE_FINAL_TYPE (SxIndicatorContributions, sx_indicator_contributions, GTK_TYPE_WIDGET)

static void fill (SxIndicatorContributions *self);

static void
more_clicked (SxIndicatorContributions *self)
{
  self->is_all = TRUE;
  fill (self);
}

static void
sx_indicator_contributions_dispose (GObject *object)
{
  SxIndicatorContributions *self = SX_INDICATOR_CONTRIBUTIONS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_CONTRIBUTIONS);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->item);
  g_clear_object (&self->questions);
  G_OBJECT_CLASS (sx_indicator_contributions_parent_class)->dispose (object);
}

static void
sx_indicator_contributions_class_init (SxIndicatorContributionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_contributions_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-contributions.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContributions, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContributions, list);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContributions, state);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorContributions, more);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked);
}

static void
sx_indicator_contributions_init (SxIndicatorContributions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_indicator_contributions_attach (SxIndicatorContributions *self, SxIndicatorItem *item,
                                   SxIndicatorQuestions *questions, SxMapView *view)
{
  g_return_if_fail (!self->item);
  self->item = g_object_ref (item);
  self->questions = g_object_ref (questions);
  self->view = view;
  sx_indicator_contributions_refresh (self);
}

/* ---- locating */

static SxShape *
shape_of (const SxScheme *scheme, const SxContribution *contribution, gint64 *adjustment)
{
  GPtrArray *list = contribution->kind == SX_ITEM_ADJUSTMENT ? scheme->adjustments
                    : contribution->kind == SX_ITEM_ROAD     ? scheme->roads
                                                             : scheme->reclasses;
  gpointer item = contribution->at < list->len ? g_ptr_array_index (list, contribution->at) : NULL;

  *adjustment = item && contribution->kind == SX_ITEM_ADJUSTMENT ? ((SxAdjustment *)item)->fid : 0;
  if (!item)
    return NULL;
  return contribution->kind == SX_ITEM_ADJUSTMENT ? ((SxAdjustment *)item)->shape
         : contribution->kind == SX_ITEM_ROAD     ? ((SxRoad *)item)->shape
                                                  : ((SxReclass *)item)->shape;
}

static void
locate (SxIndicatorContributions *self, GtkWidget *row)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "contribution"));
  SxSession *session = sx_indicator_questions_get_session (self->questions);
  const SxScheme *scheme = sx_indicator_questions_get_scheme (self->questions);
  SxShape *shape;
  gint64 fid;

  if (!session || !scheme || !self->shown || at >= self->shown->len)
    return;
  shape = shape_of (scheme, g_ptr_array_index (self->shown, at), &fid);
  if (fid != 0)
    sx_session_select (session, &fid, 1);
  if (shape && self->view)
    sx_map_view_zoom_to (self->view, shape->box);
}

/* ---- the list */

static int
by_size (gconstpointer a, gconstpointer b, gpointer data)
{
  SxIndicatorContributions *self = data;
  const SxContribution *x = g_ptr_array_index (self->shown, *(const guint *)a);
  const SxContribution *y = g_ptr_array_index (self->shown, *(const guint *)b);
  double p = fabs (x->delta[self->item->at]), q = fabs (y->delta[self->item->at]);

  return p > q ? -1 : p < q ? 1 : 0;
}

/* Those whose share does not round to nothing, largest first. */
static GArray *
list_moving (SxIndicatorContributions *self, guint *n_small)
{
  GArray *moving = g_array_new (FALSE, FALSE, sizeof (guint));
  double shown = 0.5 * pow (10.0, -self->item->rule->decimals);
  const SxIndicatorValue *value = &self->item->value;
  double noise = SX_INDICATOR_NOISE * fmax (fabs (value->before), fabs (value->after));

  *n_small = 0;
  for (guint i = 0; i < self->shown->len; i++)
    {
      const SxContribution *contribution = g_ptr_array_index (self->shown, i);
      double size = fabs (contribution->delta[self->item->at]);

      if (size >= shown)
        g_array_append_val (moving, i);
      else if (size > noise)
        (*n_small)++;
    }
  g_array_sort_with_data (moving, by_size, self);
  return moving;
}

static gboolean
wants_less (const SxIndicatorRule *rule)
{
  return rule->comparator == SX_COMPARE_DECREASE || rule->comparator == SX_COMPARE_NOT_INCREASE
         || rule->comparator == SX_COMPARE_AT_MOST_TARGET;
}

static void
add_row (SxIndicatorContributions *self, guint at, double largest)
{
  const SxIndicatorRule *rule = self->item->rule;
  const SxContribution *contribution = g_ptr_array_index (self->shown, at);
  double delta = contribution->delta[self->item->at];
  const SxScheme *scheme = sx_indicator_questions_get_scheme (self->questions);
  GtkWidget *row = sx_indicator_contribution_new ();
  g_autofree char *name
      = sx_words_item (contribution->kind,
                       g_ptr_array_index (sx_item_list (scheme, contribution->kind), contribution->at));
  g_autofree char *clean = sx_text_clean (name);
  g_autofree char *change = sx_words_change (delta, rule->decimals);
  g_autofree char *without = sx_words_number (contribution->without[self->item->at], rule->decimals);

  sx_indicator_contribution_show (SX_INDICATOR_CONTRIBUTION (row), clean, change, without,
                                  (wants_less (rule) ? -1 : 1) * delta / largest);
  g_object_set_data (G_OBJECT (row), "contribution", GUINT_TO_POINTER (at));
  g_signal_connect_object (row, "locate", G_CALLBACK (locate), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, row);
}

static char *
state_words (SxIndicatorContributions *self, guint n_moving, guint n_small)
{
  const char *failure = sx_indicator_questions_get_failure (self->questions);

  if (!self->shown)
    return g_strdup (failure ? failure : _ ("Computing what moved it …"));
  if (n_small > 0)
    return g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u part that moves it by less",
                                       "%u parts that move it by less", n_small),
                            n_small);
  return n_moving == 0 ? g_strdup (_ ("Nothing in the scheme moves it.")) : NULL;
}

static void
fill (SxIndicatorContributions *self)
{
  GtkWidget *child;
  guint n_small = 0, n = 0;
  g_autoptr (GArray) moving = self->shown ? list_moving (self, &n_small) : NULL;
  g_autofree char *state = state_words (self, moving ? moving->len : 0, n_small);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_box_remove (self->list, child);
  if (moving)
    n = self->is_all || moving->len <= SHOWN_AT_FIRST + 1 ? moving->len : SHOWN_AT_FIRST;
  for (guint i = 0; i < n; i++)
    {
      const SxContribution *largest = g_ptr_array_index (self->shown, g_array_index (moving, guint, 0));

      add_row (self, g_array_index (moving, guint, i), fabs (largest->delta[self->item->at]));
    }
  gtk_widget_set_visible (self->more, moving && n < moving->len);
  if (moving && n < moving->len)
    {
      g_autofree char *label = g_strdup_printf (_ ("Show all %u"), moving->len);

      gtk_button_set_label (GTK_BUTTON (self->more), label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->state), state && !gtk_widget_get_visible (self->more));
  gtk_label_set_label (self->state, state ? state : "");
}

void
sx_indicator_contributions_refresh (SxIndicatorContributions *self)
{
  GPtrArray *known = sx_indicator_questions_get_contributions (self->questions);

  if (known && known == self->shown)
    return;
  if (!known && self->shown) /* the room stays, so that nothing below jumps while it is computed anew */
    gtk_widget_set_size_request (self->box, -1, gtk_widget_get_height (self->box));
  else if (known)
    gtk_widget_set_size_request (self->box, -1, -1);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = known ? g_ptr_array_ref (known) : NULL;
  fill (self);
}
