/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-panel.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-result-words.h"
#include "panels/sx-balance-list.h"
#include "panels/sx-conflict-list.h"
#include "panels/sx-culling.h"
#include "panels/sx-indicator-heading.h"
#include "panels/sx-indicator-row.h"
#include "panels/sx-indicator-summary.h"
#include "panels/sx-ledger.h"

typedef struct
{
  char *name;
  GtkWidget *heading; /* row of the list */
  GPtrArray *rows;    /* SxIndicatorRow *, borrowed from the list */
} Group;

struct _SxIndicatorPanel
{
  GtkWidget parent_instance;
  GtkWidget *box;
  SxIndicatorSummary *summary;
  SxLedger *ledger;
  GtkWidget *filter_bar, *scroller;
  GtkToggleButton *show_all, *show_open;
  GtkListBox *list;
  SxSession *session;
  SxMapView *view;
  SxRuleProfile *rules; /* that the rows are of */
  SxIndicatorColumns *columns;
  SxIndicatorQuestions *questions;
  SxBalanceList *balances[SX_N_BALANCES]; /* NULL before there is a result */
  gboolean is_unfolded[SX_N_BALANCES];    /* by the user, also of the next plan */
  SxConflictList *conflicts;
  GPtrArray *groups;   /* Group * */
  GPtrArray *items;    /* SxIndicatorItem *, in the profile's order */
  gint64 reveal_frame; /* when what was opened last is laid out */
  GHashTable *folded;  /* char *: groups that the user folded, also of the next plan */
};

G_DEFINE_FINAL_TYPE (SxIndicatorPanel, sx_indicator_panel, GTK_TYPE_WIDGET)

static void
group_free (gpointer data)
{
  Group *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* ---- which rows are shown */

/* A row that a person has to look at. */
static gboolean
is_open_matter (SxIndicatorItem *item)
{
  return item->verdict == SX_VERDICT_FAIL || item->verdict == SX_VERDICT_MANUAL;
}

static void
filter_group (SxIndicatorPanel *self, Group *group)
{
  gboolean only_open = gtk_toggle_button_get_active (self->show_open);
  gboolean is_folded = sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (group->heading));
  guint n = 0;

  for (guint i = 0; i < group->rows->len; i++)
    {
      SxIndicatorRow *row = g_ptr_array_index (group->rows, i);
      SxIndicatorItem *item = sx_indicator_row_get_item (row);
      /* what is open or was there before a preview stays under the hand */
      gboolean is_in = !only_open || is_open_matter (item) || sx_indicator_row_is_open (row)
                       || (item->is_preview && gtk_widget_get_visible (GTK_WIDGET (row)));

      n += is_in;
      gtk_widget_set_visible (GTK_WIDGET (row), is_in && !is_folded);
    }
  gtk_widget_set_visible (group->heading, n > 0);
}

static void
filter (SxIndicatorPanel *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    filter_group (self, g_ptr_array_index (self->groups, i));
}

/* They are no matter to resolve: shown only with all rows. */
static void
show_balances (SxIndicatorPanel *self)
{
  SxResult *result = sx_session_get_result (self->session);
  gboolean is_wanted = !gtk_toggle_button_get_active (self->show_open);

  for (guint k = 0; result && k < SX_N_BALANCES; k++)
    if (self->balances[k])
      sx_balance_list_show (self->balances[k], result, sx_session_is_preview (self->session), is_wanted);
}

static void
filter_toggled (SxIndicatorPanel *self)
{
  filter (self);
  show_balances (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* ---- rows */

static void
count_group (Group *group)
{
  guint n_pass = 0, n_fail = 0, n = 0;
  g_autofree char *count = NULL, *what = NULL;

  for (guint i = 0; i < group->rows->len; i++)
    {
      SxIndicatorItem *item = sx_indicator_row_get_item (g_ptr_array_index (group->rows, i));

      n_pass += item->verdict == SX_VERDICT_PASS;
      n_fail += item->verdict == SX_VERDICT_FAIL;
      n += item->verdict != SX_VERDICT_NOT_INVOLVED;
    }
  count = n > 0 ? g_strdup_printf ("%u / %u", n_pass, n) : g_strdup ("–");
  what = n > 0 ? g_strdup_printf (_ ("%u of %u pass"), n_pass, n)
               : g_strdup (sx_words_verdict (SX_VERDICT_NOT_INVOLVED));
  sx_indicator_heading_set_count (SX_INDICATOR_HEADING (group->heading), count, what, n_fail > 0);
}

static Group *
get_group (SxIndicatorPanel *self, const char *name)
{
  Group *group;

  for (guint i = 0; i < self->groups->len; i++)
    {
      group = g_ptr_array_index (self->groups, i);
      if (g_str_equal (group->name, name))
        return group;
    }
  group = g_new0 (Group, 1);
  group->name = g_strdup (name);
  group->heading = sx_indicator_heading_new (sx_words_group (name));
  group->rows = g_ptr_array_new ();
  sx_indicator_heading_set_folded (SX_INDICATOR_HEADING (group->heading),
                                   g_hash_table_contains (self->folded, name));
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
clear_rows (SxIndicatorPanel *self)
{
  GtkWidget *child;

  for (guint k = 0; k < SX_N_BALANCES; k++)
    {
      if (self->balances[k])
        sx_balance_list_close (self->balances[k]);
      g_clear_object (&self->balances[k]);
    }
  if (self->conflicts)
    sx_conflict_list_close (self->conflicts);
  g_clear_object (&self->conflicts);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, child);
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->rules, sx_rule_profile_unref);
}

/* Once a plan: a row an indicator, in the order of the profile, by group. */
static void
make_rows (SxIndicatorPanel *self, SxRuleProfile *rules)
{
  clear_rows (self);
  self->rules = sx_rule_profile_ref (rules);
  self->columns = sx_indicator_columns_new ();
  for (guint i = 0; i < rules->indicators->len; i++)
    {
      SxIndicatorItem *item = sx_indicator_item_new (rules, i);
      Group *group = get_group (self, item->rule->group);

      g_ptr_array_add (self->items, item);
      g_ptr_array_add (group->rows, sx_indicator_row_new (item, self->columns));
    }
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);

      gtk_list_box_append (self->list, group->heading);
      for (guint k = 0; k < group->rows->len; k++)
        gtk_list_box_append (self->list, g_ptr_array_index (group->rows, k));
    }
  for (guint k = 0; k < SX_N_BALANCES; k++)
    {
      self->balances[k] = sx_balance_list_new (self->list, k);
      sx_balance_list_set_folded (self->balances[k], !self->is_unfolded[k]);
    }
  self->conflicts = sx_conflict_list_new (self->list, self->session, self->view);
}

static void
count_open_matters (SxIndicatorPanel *self)
{
  g_autofree char *label = NULL;
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += is_open_matter (g_ptr_array_index (self->items, i));
  label = g_strdup_printf (_ ("To resolve (%u)"), n);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->show_open)), label) != 0)
    gtk_button_set_label (GTK_BUTTON (self->show_open), label);
}

static void
result_changed (SxIndicatorPanel *self)
{
  SxResult *result = sx_session_get_result (self->session);
  SxResult *settled = sx_session_get_final_result (self->session);
  gboolean is_shown = result && !sx_session_get_failure (self->session);

  sx_indicator_summary_show (self->summary, self->session);
  sx_ledger_show (self->ledger, is_shown ? result : NULL, settled);
  gtk_widget_set_visible (self->filter_bar, is_shown);
  gtk_widget_set_visible (self->scroller, is_shown);
  if (!is_shown)
    return;
  if (self->rules != result->rules)
    make_rows (self, result->rules);
  for (guint i = 0; i < self->items->len; i++)
    sx_indicator_item_update (g_ptr_array_index (self->items, i), result, settled);
  for (guint i = 0; i < self->groups->len; i++)
    count_group (g_ptr_array_index (self->groups, i));
  count_open_matters (self);
  show_balances (self);
  sx_conflict_list_show (self->conflicts, result);
  filter (self);
}

static Group *
group_of_heading (SxIndicatorPanel *self, GtkListBoxRow *row)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);

      if (group->heading == GTK_WIDGET (row))
        return group;
    }
  return NULL;
}

/* The table whose heading the row is, or NULL. */
static SxBalanceList *
balance_of_heading (SxIndicatorPanel *self, gpointer row)
{
  for (guint k = 0; k < SX_N_BALANCES; k++)
    if (self->balances[k] && sx_balance_list_has_heading (self->balances[k], row))
      return self->balances[k];
  return NULL;
}

static void
fold_balance (SxIndicatorPanel *self, SxBalanceList *balance)
{
  sx_balance_list_set_folded (balance, !sx_balance_list_is_folded (balance));
  for (guint k = 0; k < SX_N_BALANCES; k++)
    self->is_unfolded[k] = !sx_balance_list_is_folded (self->balances[k]);
}

static void
fold (SxIndicatorPanel *self, Group *group)
{
  gboolean is_folded = !sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (group->heading));

  sx_indicator_heading_set_folded (SX_INDICATOR_HEADING (group->heading), is_folded);
  if (is_folded)
    g_hash_table_add (self->folded, g_strdup (group->name));
  else
    g_hash_table_remove (self->folded, group->name);
  filter_group (self, group);
}

/* ---- opening */

/* Once the row has its new height: as much of it as fits comes into view, its head in any case. */
static gboolean
reveal (GtkWidget *row, GdkFrameClock *clock, gpointer data)
{
  SxIndicatorPanel *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double top, bottom, value = gtk_adjustment_get_value (adjustment);
  graphene_rect_t bounds;

  if (gdk_frame_clock_get_frame_counter (clock) < self->reveal_frame)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    {
      top = (double)bounds.origin.y;
      bottom = top + (double)bounds.size.height;
      value = MAX (value, bottom - gtk_adjustment_get_page_size (adjustment));
      gtk_adjustment_set_value (adjustment, MIN (value, top));
    }
  return G_SOURCE_REMOVE;
}

static void
reveal_soon (SxIndicatorPanel *self, GtkWidget *row)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (row);

  if (!clock)
    return;
  self->reveal_frame = gdk_frame_clock_get_frame_counter (clock) + 2; /* it is laid out by then */
  gtk_widget_add_tick_callback (row, reveal, self, NULL);
}

static void
open_row (SxIndicatorPanel *self, SxIndicatorRow *row)
{
  if (!sx_indicator_row_is_open (row))
    sx_indicator_row_open (row, self->questions, self->view);
  reveal_soon (self, GTK_WIDGET (row));
}

/* In view, whatever was folded or filtered. */
static void
uncover (SxIndicatorPanel *self, Group *group)
{
  gtk_toggle_button_set_active (self->show_all, TRUE);
  if (group && sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (group->heading)))
    fold (self, group);
}

void
sx_indicator_panel_show_indicator (SxIndicatorPanel *self, const char *id)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);

      for (guint k = 0; k < group->rows->len; k++)
        {
          SxIndicatorRow *row = g_ptr_array_index (group->rows, k);

          if (!g_str_equal (sx_indicator_row_get_item (row)->rule->id, id))
            continue;
          uncover (self, group);
          open_row (self, row);
          return;
        }
    }
}

void
sx_indicator_panel_show_conflict (SxIndicatorPanel *self, gint64 fid)
{
  GtkWidget *row = self->conflicts ? sx_conflict_list_find (self->conflicts, fid) : NULL;

  if (row)
    reveal_soon (self, row);
}

static void
row_activated (SxIndicatorPanel *self, GtkListBoxRow *row)
{
  Group *group = group_of_heading (self, row);
  SxBalanceList *balance = balance_of_heading (self, row);

  if (group)
    fold (self, group);
  else if (balance)
    fold_balance (self, balance);
  else if (!SX_IS_INDICATOR_ROW (row))
    sx_conflict_list_activate (self->conflicts, row);
  else if (sx_indicator_row_is_open (SX_INDICATOR_ROW (row)))
    sx_indicator_row_close (SX_INDICATOR_ROW (row));
  else
    open_row (self, SX_INDICATOR_ROW (row));
}

/* Left and right close and open, as in a tree. */
static gboolean
key_pressed (SxIndicatorPanel *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  gboolean opens = key == GDK_KEY_Right, is_open;
  Group *group;

  if ((key != GDK_KEY_Left && key != GDK_KEY_Right) || !focus || !gtk_widget_is_focus (focus)
      || modifiers & gtk_accelerator_get_default_mod_mask ())
    return GDK_EVENT_PROPAGATE;
  group = group_of_heading (self, GTK_LIST_BOX_ROW (focus));
  if (group)
    is_open = !sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (focus));
  else if (balance_of_heading (self, focus))
    is_open = !sx_balance_list_is_folded (balance_of_heading (self, focus));
  else if (SX_IS_INDICATOR_ROW (focus))
    is_open = sx_indicator_row_is_open (SX_INDICATOR_ROW (focus));
  else
    return GDK_EVENT_PROPAGATE;
  if (is_open != opens)
    row_activated (self, GTK_LIST_BOX_ROW (focus));
  return GDK_EVENT_STOP;
}

/* ---- the object */

static void
sx_indicator_panel_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxIndicatorPanel *self = SX_INDICATOR_PANEL (widget);

  if (gtk_widget_get_mapped (self->scroller))
    sx_culling_mark (GTK_WIDGET (self->list), self->scroller);
  GTK_WIDGET_CLASS (sx_indicator_panel_parent_class)->snapshot (widget, snapshot);
}

static void
sx_indicator_panel_dispose (GObject *object)
{
  SxIndicatorPanel *self = SX_INDICATOR_PANEL (object);

  if (self->list)
    sx_indicator_panel_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_PANEL);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->folded, g_hash_table_unref);
  G_OBJECT_CLASS (sx_indicator_panel_parent_class)->dispose (object);
}

static void
sx_indicator_panel_class_init (SxIndicatorPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_panel_dispose;
  widget_class->snapshot = sx_indicator_panel_snapshot;
  g_type_ensure (SX_TYPE_INDICATOR_SUMMARY);
  g_type_ensure (SX_TYPE_LEDGER);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-panel.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, ledger);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, show_all);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, show_open);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorPanel, list);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
}

static void
sx_indicator_panel_init (SxIndicatorPanel *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_indicator_panel_set_session (SxIndicatorPanel *self, SxSession *session)
{
  if (session == self->session)
    return;
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  clear_rows (self);
  if (self->questions)
    sx_indicator_questions_close (self->questions);
  g_clear_object (&self->questions);
  g_set_object (&self->session, session);
  if (!session)
    return;
  self->questions = sx_indicator_questions_new (session);
  g_signal_connect_object (session, "result-changed", G_CALLBACK (result_changed), self, G_CONNECT_SWAPPED);
  result_changed (self);
}

void
sx_indicator_panel_set_view (SxIndicatorPanel *self, SxMapView *view)
{
  self->view = view;
}
