/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-adjustment-row.h"

#include "sx-tooltip.h"

#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"

struct _SxAdjustmentRow
{
  GtkWidget parent_instance;
  SxSchemeRow *row;
  SxRuleProfile *rules;

  /* template */
  GtkStack *stack;
  GtkButton *fold_button;
  GtkLabel *heading;
  GtkLabel *heading_count;
  GtkLabel *heading_sums;
  GtkWidget *badge;
  GtkImage *badge_icon;
  GtkLabel *badge_word;
  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *conflict;
  GtkImage *conflict_icon;
  GtkLabel *conflict_count;
  GtkLabel *first;
  GtkLabel *second;
};

static guint fold_signal;

G_DEFINE_FINAL_TYPE (SxAdjustmentRow, sx_adjustment_row, GTK_TYPE_WIDGET)

static void
fold_clicked (SxAdjustmentRow *self)
{
  g_signal_emit (self, fold_signal, 0, self->row->group);
}

/* What a screen reader says of the row: the list's own widget takes the focus. */
static void
set_spoken (SxAdjustmentRow *self, const char *text)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* ---- headings */

static void
show_heading (SxAdjustmentRow *self, SxSchemeRow *row)
{
  const char *title = sx_scheme_row_get_heading (row);
  g_autofree char *count = g_strdup_printf ("%u", row->n_items);
  g_autofree char *in = sx_words_area_change (row->size_in, 2),
                  *out = sx_words_area_change (-row->size_out, 2);
  g_autofree char *sums
      = row->group < SX_N_LINES && !isnan (row->size_in + row->size_out)
            ? g_strdup_printf ("%s  %s", row->size_in > 0 ? in : "", row->size_out > 0 ? out : "")
            : g_strdup ("");
  g_autofree char *spoken = g_strdup_printf ("%s %s %s", title, count, sums);
  const char *fold = row->is_folded ? _ ("Show the Rows of the Group") : _ ("Hide the Rows of the Group");

  gtk_stack_set_visible_child_name (self->stack, "heading");
  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->heading_count, count);
  gtk_label_set_label (self->heading_sums, sums);
  gtk_button_set_icon_name (self->fold_button, row->is_folded ? "pan-end-symbolic" : "pan-down-symbolic");
  sx_tooltip_set (GTK_WIDGET (self->fold_button), fold);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold_button), GTK_ACCESSIBLE_PROPERTY_LABEL, fold,
                                  -1);
  set_spoken (self, spoken);
}

/* ---- items */

static void
show_badge (SxAdjustmentRow *self, const char *icon, const char *word, const char *css_class)
{
  static const char *const classes[] = { "in", "out", "neutral" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->badge, classes[i]);
  gtk_widget_add_css_class (self->badge, css_class);
  gtk_image_set_from_icon_name (self->badge_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), icon != NULL);
  gtk_label_set_label (self->badge_word, word);
}

static void
show_conflicts (SxAdjustmentRow *self, SxSchemeRow *row)
{
  guint n = row->n_errors + row->n_warnings;
  gboolean is_error = row->n_errors > 0;
  g_autofree char *count = g_strdup_printf ("%u", n);

  gtk_widget_set_visible (self->conflict, n > 0);
  if (n == 0)
    return;
  gtk_image_set_from_icon_name (self->conflict_icon,
                                is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->conflict, is_error ? "warning" : "error");
  gtk_widget_add_css_class (self->conflict, is_error ? "error" : "warning");
  gtk_label_set_label (self->conflict_count, count);
  sx_tooltip_set (self->conflict, row->conflicts);
}

static char *
dup_detail (SxAdjustmentRow *self, SxSchemeRow *row)
{
  if (row->adjustment)
    {
      const SxAdjustment *item = row->adjustment;
      g_autofree char *situation
          = sx_words_situation (self->rules, item->line, item->direction, item->situation);
      gboolean has_list = sx_words_has_situations (self->rules, item->line, item->direction);

      if (item->situation || has_list)
        return g_steal_pointer (&situation);
      return g_strdup (item->project ? item->project : "");
    }
  if (row->reclass)
    return g_strdup_printf ("%s %s",
                            row->reclass->layer == SX_RECLASS_GHFQ ? _ ("Planning zone") : _ ("Planned use"),
                            row->reclass->code);
  return g_strdup (row->road->grade ? row->road->grade : "");
}

static void
show_sizes (SxAdjustmentRow *self, SxSchemeRow *row)
{
  g_autofree char *first = NULL, *second = NULL;

  if (row->kind == SX_ROW_ROAD)
    {
      g_autofree char *metres = sx_text_number (row->size, 0);

      first = g_strdup_printf (_ ("%s m"), metres);
      second = g_strdup ("");
    }
  else
    {
      first = sx_words_area_first (row->size, 2);
      second = sx_words_area_second (row->size, 2);
    }
  gtk_label_set_label (self->first, first);
  gtk_label_set_label (self->second, second);
}

static void
show_item (SxAdjustmentRow *self, SxSchemeRow *row)
{
  g_autofree char *title = sx_scheme_row_dup_title (row), *detail = dup_detail (self, row);
  g_autofree char *spoken = NULL;
  const char *word;

  gtk_stack_set_visible_child_name (self->stack, "item");
  if (row->adjustment)
    {
      word = sx_words_direction (row->adjustment->direction);
      show_badge (self, sx_words_direction_icon (row->adjustment->direction), word,
                  row->adjustment->direction == SX_DIRECTION_OUT ? "out" : "in");
    }
  else if (row->road)
    {
      word = row->road->is_removal ? _ ("Remove") : _ ("Add");
      show_badge (self, row->road->is_removal ? "list-remove-symbolic" : "list-add-symbolic", word,
                  "neutral");
    }
  else
    {
      word = _ ("Change");
      show_badge (self, "object-flip-horizontal-symbolic", word, "neutral");
    }
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  sx_tooltip_set (GTK_WIDGET (self->detail), *detail ? detail : NULL);
  show_sizes (self, row);
  show_conflicts (self, row);
  spoken = g_strdup_printf ("%s %s %s %s %s", word, title, detail, gtk_label_get_label (self->first),
                            row->conflicts ? row->conflicts : "");
  set_spoken (self, spoken);
}

static void
update (SxAdjustmentRow *self)
{
  if (self->row->kind == SX_ROW_HEADING)
    show_heading (self, self->row);
  else
    show_item (self, self->row);
}

static void
unit_changed (SxAdjustmentRow *self)
{
  if (self->row)
    update (self);
}

void
sx_adjustment_row_set_row (SxAdjustmentRow *self, SxSchemeRow *row, SxRuleProfile *rules)
{
  if (self->row)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  g_clear_pointer (&self->rules, sx_rule_profile_unref);
  if (!row)
    return;
  self->rules = sx_rule_profile_ref (rules);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  update (self);
}

static void
sx_adjustment_row_dispose (GObject *object)
{
  SxAdjustmentRow *self = SX_ADJUSTMENT_ROW (object);

  sx_adjustment_row_set_row (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_ADJUSTMENT_ROW);
  G_OBJECT_CLASS (sx_adjustment_row_parent_class)->dispose (object);
}

static void
sx_adjustment_row_class_init (SxAdjustmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_adjustment_row_dispose;
  fold_signal = g_signal_new ("fold-clicked", SX_TYPE_ADJUSTMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-adjustment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, stack);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, fold_button);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, heading);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, heading_count);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, heading_sums);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, badge);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, badge_word);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, title);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, conflict);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, conflict_icon);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, conflict_count);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, first);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentRow, second);
  gtk_widget_class_bind_template_callback (widget_class, fold_clicked);
}

static void
sx_adjustment_row_init (SxAdjustmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (sx_settings_get (), "changed::" SX_SETTING_AREA_UNIT, G_CALLBACK (unit_changed),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
sx_adjustment_row_new (void)
{
  return g_object_new (SX_TYPE_ADJUSTMENT_ROW, NULL);
}
