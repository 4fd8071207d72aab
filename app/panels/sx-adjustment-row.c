/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-adjustment-row.h"

#include "panels/sx-culling.h"
#include "panels/sx-row-painter.h"
#include "sx-app-words.h"
#include "sx-tooltip.h"

#include "base/sx-i18n.h"

#define SPACING 8
#define HEADING_SPACING 6
#define ICON 16
#define ICON_SPACING 2
#define LEAST_TITLE 0.6 /* of a heading, by which it is still known */

struct _SxAdjustmentRow
{
  GtkWidget parent_instance;
  SxSchemeRow *row;
  SxRuleProfile *rules;
  GtkWidget *fold_button; /* of headings; else NULL */

  /* what it says; NULL: not this kind of row */
  SxRowBadge badge; /* word NULL: none */
  char *title, *detail;
  char *count;                     /* of a heading's items, or of conflicts */
  char *first, *second;            /* sizes; a heading has one line of sums */
  PangoRectangle texts, conflicts; /* where they were painted: for tooltips */
  int body, caption;               /* heights of lines */
};

static guint fold_signal;

G_DEFINE_FINAL_TYPE (SxAdjustmentRow, sx_adjustment_row, GTK_TYPE_WIDGET)

static gboolean
is_heading (SxAdjustmentRow *self)
{
  return self->row && self->row->kind == SX_ROW_HEADING;
}

/* ---- what it says */

static void
clear_words (SxAdjustmentRow *self)
{
  self->badge = (SxRowBadge){ NULL, NULL, NULL };
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->count, g_free);
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->second, g_free);
}

static void
tell_heading (SxAdjustmentRow *self, SxSchemeRow *row)
{
  gboolean has_sums = row->group < SX_N_LINES && !isnan (row->size_in + row->size_out);

  self->title = g_strdup (sx_scheme_row_get_heading (row));
  self->count = g_strdup_printf ("%u", row->n_items);
  self->first = has_sums ? sx_words_area_in_out (row->size_in, row->size_out, 2) : g_strdup ("");
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

static SxRowBadge
badge_of (SxSchemeRow *row)
{
  if (row->adjustment)
    return (SxRowBadge){ row->adjustment->direction == SX_DIRECTION_OUT ? "out" : "in",
                         sx_words_direction_icon (row->adjustment->direction),
                         sx_words_direction (row->adjustment->direction) };
  if (row->road)
    return (SxRowBadge){ "neutral", row->road->is_removal ? "list-remove-symbolic" : "list-add-symbolic",
                         row->road->is_removal ? _ ("Remove") : _ ("Add") };
  return (SxRowBadge){ "neutral", "object-flip-horizontal-symbolic", _ ("Change") };
}

static void
tell_sizes (SxAdjustmentRow *self, SxSchemeRow *row)
{
  if (row->kind == SX_ROW_ROAD)
    {
      g_autofree char *metres = sx_words_number (row->size, 0);

      self->first = g_strdup_printf (_ ("%s m"), metres);
      return;
    }
  self->first = sx_words_area_first (row->size, 2);
  self->second = sx_words_area_second (row->size, 2);
}

static void
tell_item (SxAdjustmentRow *self, SxSchemeRow *row)
{
  guint n_conflicts = row->n_errors + row->n_warnings;

  self->badge = badge_of (row);
  self->title = sx_scheme_row_dup_title (row);
  self->detail = dup_detail (self, row);
  self->count = n_conflicts > 0 ? g_strdup_printf ("%u", n_conflicts) : NULL;
  tell_sizes (self, row);
}

/* What a screen reader says of the row: the list's own widget takes the focus. */
static void
tell_screen_reader (SxAdjustmentRow *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *text = NULL;

  if (!row)
    return;
  if (is_heading (self))
    text = g_strdup_printf ("%s %s %s", self->title, self->count, self->first);
  else
    text = g_strdup_printf ("%s %s %s %s %s", self->badge.word, self->title, self->detail, self->first,
                            self->row->conflicts ? self->row->conflicts : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* ---- the arrow of a heading */

static void
fold_clicked (SxAdjustmentRow *self)
{
  g_signal_emit (self, fold_signal, 0, self->row->group);
}

static void
set_fold_button (SxAdjustmentRow *self, gboolean is_wanted)
{
  if (is_wanted == (self->fold_button != NULL))
    return;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (!is_wanted)
    {
      g_clear_pointer (&self->fold_button, gtk_widget_unparent);
      return;
    }
  self->fold_button = gtk_button_new ();
  gtk_widget_add_css_class (self->fold_button, "flat");
  gtk_widget_add_css_class (self->fold_button, "sx-row-button");
  g_signal_connect_object (self->fold_button, "clicked", G_CALLBACK (fold_clicked), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->fold_button, GTK_WIDGET (self));
}

static void
show_fold (SxAdjustmentRow *self)
{
  gboolean is_folded = self->row->is_folded;
  const char *icon = is_folded ? "pan-end-symbolic" : "pan-down-symbolic";
  const char *what = is_folded ? _ ("Show the Rows of the Group") : _ ("Hide the Rows of the Group");

  if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (self->fold_button)), icon) == 0)
    return; /* setting it again would lay out the window */
  gtk_button_set_icon_name (GTK_BUTTON (self->fold_button), icon);
  sx_tooltip_set (self->fold_button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold_button), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                  -1);
}

static void
update (SxAdjustmentRow *self)
{
  clear_words (self);
  set_fold_button (self, is_heading (self));
  if (is_heading (self))
    {
      tell_heading (self, self->row);
      show_fold (self);
    }
  else
    tell_item (self, self->row);
  tell_screen_reader (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- painting */

static void
sx_adjustment_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                           int *natural, int *minimum_baseline, int *natural_baseline)
{
  SxAdjustmentRow *self = SX_ADJUSTMENT_ROW (widget);

  *minimum = *natural = 0; /* it takes what width there is, and shortens its texts */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  self->body = sx_row_line_height (widget, SX_ROW_FONT_BODY);
  self->caption = sx_row_line_height (widget, SX_ROW_FONT_CAPTION);
  if (self->fold_button)
    {
      gtk_widget_measure (self->fold_button, orientation, -1, minimum, natural, NULL, NULL);
      *minimum = *natural = MAX (*natural, self->caption);
    }
  else
    *minimum = *natural = self->body + self->caption;
}

static void
sx_adjustment_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SxAdjustmentRow *self = SX_ADJUSTMENT_ROW (widget);
  GtkRequisition size;

  if (!self->fold_button)
    return;
  gtk_widget_get_preferred_size (self->fold_button, NULL, &size);
  gtk_widget_size_allocate (self->fold_button,
                            &(GtkAllocation){ sx_row_place (widget, 0, size.width),
                                              (height - size.height) / 2, size.width, size.height },
                            -1);
}

static void
paint_heading (SxAdjustmentRow *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) title = sx_row_text (widget, SX_ROW_FONT_CAPTION_HEADING, self->title);
  g_autoptr (PangoLayout) count = sx_row_text (widget, SX_ROW_FONT_CAPTION, self->count);
  g_autoptr (PangoLayout) sums = sx_row_text (widget, SX_ROW_FONT_CAPTION, self->first);
  int x = gtk_widget_get_width (self->fold_button) + HEADING_SPACING;
  int width = gtk_widget_get_width (widget) - x, y = sx_row_middle (widget, self->caption);
  int count_width = HEADING_SPACING + sx_row_text_width (count), sums_width = sx_row_text_width (sums);
  int rest = width - count_width - HEADING_SPACING - sums_width; /* of the title, beside the sums */
  gboolean has_sums = rest >= sx_row_text_width (title) * LEAST_TITLE;

  sx_row_text_limit (title, has_sums ? rest : width - count_width);
  sx_row_paint_text (widget, snapshot, NULL, title, x, y);
  x += sx_row_text_width (title) + HEADING_SPACING;
  sx_row_paint_text (widget, snapshot, "sx-dim", count, x, y);
  if (has_sums) /* whole or not at all */
    sx_row_paint_text (widget, snapshot, "sx-dim", sums, gtk_widget_get_width (widget) - sums_width, y);
}

/* The mark of conflicts; gives where it begins. */
static int
paint_conflicts (SxAdjustmentRow *self, GtkSnapshot *snapshot, int right)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_error = self->row->n_errors > 0;
  const char *css_class = is_error ? "error" : "warning";
  g_autoptr (PangoLayout) count = sx_row_text (widget, SX_ROW_FONT_CAPTION_HEADING, self->count);
  int width = ICON + ICON_SPACING + sx_row_text_width (count), x = right - width;

  sx_row_paint_icon (widget, snapshot, css_class,
                     is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic", ICON, x,
                     sx_row_middle (widget, ICON));
  sx_row_paint_text (widget, snapshot, css_class, count, x + ICON + ICON_SPACING,
                     sx_row_middle (widget, self->caption));
  self->conflicts
      = (PangoRectangle){ sx_row_place (widget, x, width), 0, width, gtk_widget_get_height (widget) };
  return x;
}

/* One or two lines in the middle of the row, each where its place says: 0 left, 1 right of the width. */
static void
paint_lines (SxAdjustmentRow *self, GtkSnapshot *snapshot, PangoLayout *first, PangoLayout *second, int x,
             int width, int place)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int y = sx_row_middle (widget, self->body + (second ? self->caption : 0));

  sx_row_paint_text (widget, snapshot, NULL, first, x + place * (width - sx_row_text_width (first)), y);
  if (second)
    sx_row_paint_text (widget, snapshot, "sx-dim", second, x + place * (width - sx_row_text_width (second)),
                       y + self->body);
}

/* Gives where they begin. */
static int
paint_sizes (SxAdjustmentRow *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) first = sx_row_text (widget, SX_ROW_FONT_NUMBER, self->first);
  g_autoptr (PangoLayout) second
      = self->second ? sx_row_text (widget, SX_ROW_FONT_CAPTION, self->second) : NULL;
  int width = MAX (sx_row_text_width (first), second ? sx_row_text_width (second) : 0);
  int x = gtk_widget_get_width (widget) - width;

  paint_lines (self, snapshot, first, second, x, width, 1);
  return x;
}

static void
paint_texts (SxAdjustmentRow *self, GtkSnapshot *snapshot, int x, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) title = sx_row_text (widget, SX_ROW_FONT_BODY, self->title);
  g_autoptr (PangoLayout) detail
      = *self->detail ? sx_row_text (widget, SX_ROW_FONT_CAPTION, self->detail) : NULL;

  sx_row_text_limit_middle (title, width);
  if (detail)
    sx_row_text_limit (detail, width);
  paint_lines (self, snapshot, title, detail, x, width, 0);
  self->texts = (PangoRectangle){ sx_row_place (widget, x, width), 0, width, gtk_widget_get_height (widget) };
}

static void
paint_item (SxAdjustmentRow *self, GtkSnapshot *snapshot)
{
  int left = sx_row_paint_badge (GTK_WIDGET (self), snapshot, &self->badge, 0) + SPACING;
  int right = paint_sizes (self, snapshot) - SPACING;

  self->conflicts = (PangoRectangle){ 0, 0, 0, 0 };
  if (self->count)
    right = paint_conflicts (self, snapshot, right) - SPACING;
  paint_texts (self, snapshot, left, right - left);
}

static void
sx_adjustment_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxAdjustmentRow *self = SX_ADJUSTMENT_ROW (widget);

  if (!self->row || !sx_culling_is_seen (widget))
    return;
  if (self->fold_button)
    {
      paint_heading (self, snapshot);
      gtk_widget_snapshot_child (widget, self->fold_button, snapshot);
    }
  else
    paint_item (self, snapshot);
}

/* ---- tooltips */

static gboolean
is_inside (const PangoRectangle *rectangle, int x)
{
  return x >= rectangle->x && x < rectangle->x + rectangle->width;
}

static gboolean
sx_adjustment_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean is_by_keyboard,
                                 GtkTooltip *tooltip)
{
  SxAdjustmentRow *self = SX_ADJUSTMENT_ROW (widget);
  const PangoRectangle *place = NULL;
  const char *text = NULL;

  if (!self->row || self->fold_button)
    return FALSE;
  if (is_inside (&self->conflicts, x))
    {
      place = &self->conflicts;
      text = self->row->conflicts;
    }
  else if (is_inside (&self->texts, x))
    {
      place = &self->texts;
      text = self->detail;
    }
  if (!text || !*text)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ place->x, place->y, place->width, place->height });
  return TRUE;
}

/* ---- the object */

static void
unit_changed (SxAdjustmentRow *self)
{
  if (self->row)
    update (self);
}

void
sx_adjustment_row_set_row (SxAdjustmentRow *self, SxSchemeRow *row, SxRuleProfile *rules)
{
  if (row && row == self->row && rules == self->rules)
    return;
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
  g_clear_pointer (&self->fold_button, gtk_widget_unparent);
  G_OBJECT_CLASS (sx_adjustment_row_parent_class)->dispose (object);
}

static void
sx_adjustment_row_finalize (GObject *object)
{
  clear_words (SX_ADJUSTMENT_ROW (object));
  G_OBJECT_CLASS (sx_adjustment_row_parent_class)->finalize (object);
}

static void
sx_adjustment_row_class_init (SxAdjustmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sx_adjustment_row_dispose;
  object_class->finalize = sx_adjustment_row_finalize;
  widget_class->measure = sx_adjustment_row_measure;
  widget_class->size_allocate = sx_adjustment_row_size_allocate;
  widget_class->snapshot = sx_adjustment_row_snapshot;
  widget_class->query_tooltip = sx_adjustment_row_query_tooltip;
  fold_signal = g_signal_new ("fold-clicked", SX_TYPE_ADJUSTMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "sx-adjustment-row");
}

static void
sx_adjustment_row_init (SxAdjustmentRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (sx_settings_get (), "changed::" SX_SETTING_AREA_UNIT, G_CALLBACK (unit_changed),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
sx_adjustment_row_new (void)
{
  return g_object_new (SX_TYPE_ADJUSTMENT_ROW, NULL);
}
