/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-accessible.h"
#include "sx-compare-window-private.h"
#include "sx-context-menu.h"

#include "sx-step-buttons.h"
#include "sx-tooltip.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-result-words.h"
#include "models/sx-indicator-item.h"

G_DEFINE_FINAL_TYPE (SxCompareWindow, sx_compare_window, ADW_TYPE_WINDOW)

/* The pages, by their keys. */
static const struct
{
  const char *name, *title;
} page_names[] = {
  { "indicators", N_ ("Indicators") }, { "ledgers", N_ ("Ledgers") },      { "conflicts", N_ ("Conflicts") },
  { "items", N_ ("Items") },           { "overview", N_ ("All Schemes") },
};

/* ---- small things */

SxCompareRow *
_sx_compare_window_selected (SxCompareWindow *self)
{
  return self->shown ? sx_compare_table_get_selected (self->items) : NULL;
}

static void
toast_dismissed (SxCompareWindow *self)
{
  g_clear_object (&self->toast);
}

/* In place of the one that is shown, which speaks of what was before. */
void
_sx_compare_window_toast (SxCompareWindow *self, const char *sentence, const char *button, const char *action)
{
  AdwToast *toast = adw_toast_new (sentence);

  if (button)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
    }
  if (self->toast)
    adw_toast_dismiss (self->toast);
  g_set_object (&self->toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
_sx_compare_window_show_spinner (SxCompareWindow *self)
{
  gtk_spinner_set_spinning (self->spinner, self->cancellable
                                               || (!sx_comparer_is_current (self->comparer)
                                                   && !sx_comparer_get_failure (self->comparer)));
}

static void
update_copying (SxCompareWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self), *buttons[] = { self->copy_to_a, self->copy_to_b };
  static const char *const actions[] = { "compare.copy-to-a", "compare.copy-to-b" };

  for (guint to = 0; to < SX_N_SIDES; to++)
    {
      gboolean can = _sx_compare_window_can_copy (self, to);
      g_autofree char *words = self->shown ? _sx_compare_window_copy_words (self, to) : NULL;

      gtk_widget_action_set_enabled (widget, actions[to], can);
      sx_tooltip_set (buttons[to], words);
      sx_compare_maps_set_copy_label (self->maps, 1 - to, can ? words : NULL);
    }
}

static void
update_actions (SxCompareWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.undo", state && state->undo_label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.redo", state && state->redo_label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.export",
                                 sx_comparer_is_current (self->comparer) && !self->cancellable);
  sx_step_buttons_update (self->undo_button, self->redo_button, state);
  update_copying (self);
}

/* ---- what is shown */

/* “✓ 27 pass · ✗ 2 fail · ? 1 to be judged”, without what there is none of. */
static void
show_summary (GtkLabel *label, const SxResult *result)
{
  static const SxVerdict told[] = { SX_VERDICT_PASS, SX_VERDICT_FAIL, SX_VERDICT_MANUAL };
  g_autoptr (GString) text = g_string_new (NULL);
  guint n[SX_VERDICT_NO_DATA + 1] = { 0 };

  for (guint i = 0; i < result->n_indicators; i++)
    n[result->indicators[i].verdict]++;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (n[told[i]] > 0)
      g_string_append_printf (text, "%s%s %u %s", text->len > 0 ? " · " : "",
                              sx_words_verdict_symbol (told[i]), n[told[i]], sx_words_verdict (told[i]));
  gtk_label_set_label (label, text->str);
  gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "success");
  if (n[SX_VERDICT_FAIL] > 0 || n[SX_VERDICT_MANUAL] == 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), n[SX_VERDICT_FAIL] > 0 ? "error" : "success");
}

static void
set_picked (SxCompareWindow *self, SxCompareRow *row)
{
  for (guint side = 0; side < SX_N_SIDES; side++)
    {
      g_free (self->picked[side]);
      self->picked[side] = row ? sx_compare_row_dup_id (row, side) : NULL;
    }
}

static void
show_selected (SxCompareWindow *self, gboolean zooms)
{
  SxCompareRow *row = _sx_compare_window_selected (self);
  const SxComparisonItem *item = row ? row->item : NULL;
  SxShape *shapes[SX_N_SIDES] = { NULL, NULL };

  for (guint side = 0; item && side < SX_N_SIDES; side++)
    if (item->item[side])
      shapes[side] = sx_item_shape (item->kind, item->item[side]);
  set_picked (self, row);
  sx_compare_maps_select (self->maps, shapes, item && item->kind == SX_ITEM_ROAD, zooms);
  update_copying (self);
}

/* What was selected, whatever its row is now. */
static void
select_again (SxCompareWindow *self)
{
  g_autofree char *first = g_strdup (self->picked[0]), *second = g_strdup (self->picked[1]);

  if (!sx_compare_table_select (self->items, 0, first))
    sx_compare_table_select (self->items, 1, second);
  show_selected (self, FALSE);
}

/* The number stands in the title: a badge of this version of libadwaita covers the icon. */
static void
name_page (SxCompareWindow *self, SxCompareTable *table, guint n_differ)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->pages, GTK_WIDGET (table));
  const char *name = adw_view_stack_page_get_name (page);

  for (guint i = 0; i < G_N_ELEMENTS (page_names); i++)
    if (g_str_equal (page_names[i].name, name))
      {
        g_autofree char *title = n_differ > 0
                                     ? g_strdup_printf (_ ("%s (%u)"), _ (page_names[i].title), n_differ)
                                     : g_strdup (_ (page_names[i].title));

        adw_view_stack_page_set_title (page, title);
      }
}

static void
take_rows (SxCompareWindow *self, SxCompareTable *table, SxCompareRows rows)
{
  name_page (self, table, rows.n_differ);
  sx_compare_table_take_rows (table, rows);
}

/* More than two schemes have a page of their own. */
static void
show_overview (SxCompareWindow *self, gboolean is_there)
{
  GtkWidget *page = GTK_WIDGET (self->overview);

  if (!is_there && adw_view_stack_get_visible_child (self->pages) == page)
    adw_view_stack_set_visible_child_name (self->pages, "indicators");
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->pages, page), is_there);
}

static void
show_comparison (SxCompareWindow *self, SxComparison *comparison)
{
  SxRuleProfile *rules = sx_session_get_rules (self->session);
  SxSnapshot *snapshots[SX_N_SIDES];
  const char *names[SX_N_SIDES];
  SxSchemeOverview *overview = sx_comparer_get_overview (self->comparer);

  self->shown = sx_comparison_ref (comparison);
  for (guint side = 0; side < SX_N_SIDES; side++)
    {
      snapshots[side] = sx_comparer_get_snapshot (self->comparer, side);
      names[side] = comparison->name[side];
    }
  sx_compare_maps_set_schemes (self->maps, snapshots, names);
  show_summary (self->summary_a, comparison->result[0]);
  show_summary (self->summary_b, comparison->result[1]);
  take_rows (self, self->indicators, sx_compare_rows_indicators (comparison));
  take_rows (self, self->ledgers, sx_compare_rows_ledgers (comparison, rules));
  take_rows (self, self->conflicts, sx_compare_rows_conflicts (comparison));
  take_rows (self, self->items, sx_compare_rows_items (comparison, rules));
  if (overview)
    {
      sx_compare_table_set_schemes (self->overview, (const char *const *)overview->names);
      take_rows (self, self->overview, sx_compare_rows_overview (overview));
    }
  show_overview (self, overview != NULL);
  select_again (self);
}

/* The copy that was asked for is in the package, as the history says. */
static void
tell_copied (SxCompareWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);

  if (!self->copied)
    return;
  if (g_strcmp0 (state->undo_label, self->copied) == 0)
    _sx_compare_window_toast (self, self->copied, _ ("_Undo"), "compare.undo");
  g_clear_pointer (&self->copied, g_free);
}

static void
comparer_changed (SxCompareWindow *self)
{
  SxComparison *comparison = sx_comparer_get_comparison (self->comparer);
  const char *failure = sx_comparer_get_failure (self->comparer);

  if (comparison && comparison != self->shown)
    {
      g_autoptr (SxComparison) old = g_steal_pointer (&self->shown);

      show_comparison (self, comparison);
    }
  if (sx_comparer_is_current (self->comparer))
    tell_copied (self);
  gtk_label_set_label (self->failure, failure ? failure : "");
  gtk_widget_set_visible (self->failure_bar, failure != NULL);
  _sx_compare_window_show_spinner (self);
  update_actions (self);
}

/* ---- which two */

static void
scheme_changed (SxCompareWindow *self)
{
  const GPtrArray *schemes = sx_session_get_state (self->session)->schemes;

  if (schemes->len == 0)
    { /* there is nothing to compare any more */
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  _sx_compare_window_list_schemes (self, schemes);
  update_actions (self);
}

/* ---- what the schemes hold */

static void
item_selected (SxCompareWindow *self)
{
  show_selected (self, TRUE);
}

static void
item_picked (SxCompareWindow *self, guint side, int kind, gint64 fid)
{
  g_autofree char *id = fid != 0 ? sx_compare_item_id ((SxItemKind)kind, fid) : NULL;

  if (id)
    adw_view_stack_set_visible_child_name (self->pages, "items");
  if (!sx_compare_table_select (self->items, side, id) && id)
    { /* it is the same on both sides, and those are hidden */
      gtk_toggle_button_set_active (self->only_differing, FALSE);
      sx_compare_table_select (self->items, side, id);
    }
  show_selected (self, FALSE);
}

static void
copy_from (SxCompareWindow *self, guint side)
{
  _sx_compare_window_copy (self, 1 - side);
  update_copying (self);
}

static void
swap_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sx_compare_window_swap (SX_COMPARE_WINDOW (widget));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_from (SX_COMPARE_WINDOW (widget), g_str_equal (name, "compare.copy-to-a") ? 1 : 0);
}

static void
item_menu (SxCompareWindow *self, double x, double y)
{
  g_autoptr (GMenu) model = g_menu_new ();

  for (guint to = SX_N_SIDES; to > 0; to--)
    if (_sx_compare_window_can_copy (self, to - 1))
      {
        g_autofree char *words = _sx_compare_window_copy_words (self, to - 1);
        g_auto (GStrv) parts = g_strsplit (words, "_", -1); /* of a name: no mnemonic */
        g_autofree char *label = g_strjoinv ("__", parts);

        g_menu_append (model, label, to == 1 ? "compare.copy-to-a" : "compare.copy-to-b");
      }
  g_menu_append (model, _ ("_Zoom To"), "compare.zoom");
  sx_context_menu_show (&self->menu, GTK_WIDGET (self->items), G_MENU_MODEL (model), x, y);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_selected (SX_COMPARE_WINDOW (widget), TRUE);
}

/* ---- the rest */

static void
filter_toggled (SxCompareWindow *self)
{
  gboolean only = gtk_toggle_button_get_active (self->only_differing);

  sx_compare_table_set_only_differing (self->indicators, only);
  sx_compare_table_set_only_differing (self->ledgers, only);
  sx_compare_table_set_only_differing (self->conflicts, only);
  sx_compare_table_set_only_differing (self->items, only);
  sx_compare_table_set_only_differing (self->overview, only);
  if (self->comparer)
    select_again (self);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SxCompareWindow *self = SX_COMPARE_WINDOW (widget);

  if (g_str_equal (name, "compare.undo"))
    sx_session_undo (self->session);
  else
    sx_session_redo (self->session);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sx_compare_window_export (SX_COMPARE_WINDOW (widget));
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwViewStack *pages = SX_COMPARE_WINDOW (widget)->pages;
  GtkWidget *page = adw_view_stack_get_child_by_name (pages, g_variant_get_string (parameter, NULL));

  if (adw_view_stack_page_get_visible (adw_view_stack_get_page (pages, page)))
    adw_view_stack_set_visible_child (pages, page);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* The copy waits, as the package cannot be written; the main window says so. */
static void
unsaved_changed (SxCompareWindow *self)
{
  g_clear_pointer (&self->copied, g_free);
  update_actions (self);
}

static void
trouble (SxCompareWindow *self, const char *sentence)
{
  g_clear_pointer (&self->copied, g_free);
  _sx_compare_window_toast (self, sentence, NULL, NULL);
  update_actions (self);
}

/* ---- the object */

static void
sx_compare_window_dispose (GObject *object)
{
  SxCompareWindow *self = SX_COMPARE_WINDOW (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->comparer, self);
      sx_comparer_close (self->comparer);
      sx_compare_maps_set_view (self->maps, NULL);
      sx_context_menu_clear (&self->menu);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_COMPARE_WINDOW);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->comparer);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, sx_comparison_unref);
  g_clear_pointer (&self->schemes, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->copied, g_free);
  set_picked (self, NULL);
  g_clear_object (&self->toast);
  G_OBJECT_CLASS (sx_compare_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, chooser_a);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, chooser_b);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, summary_a);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, summary_b);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, maps);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, only_differing);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, copy_to_a);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, copy_to_b);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, indicators);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, ledgers);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, conflicts);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, items);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, SxCompareWindow, failure_bar);
  gtk_widget_class_bind_template_callback_full (widget_class, "chosen",
                                                G_CALLBACK (_sx_compare_window_chosen));
  gtk_widget_class_bind_template_callback (widget_class, item_selected);
  gtk_widget_class_bind_template_callback (widget_class, item_picked);
  gtk_widget_class_bind_template_callback (widget_class, item_menu);
  gtk_widget_class_bind_template_callback (widget_class, copy_from);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "compare.swap", NULL, swap_action);
  gtk_widget_class_install_action (widget_class, "compare.copy-to-a", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "compare.copy-to-b", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "compare.zoom", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "compare.undo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "compare.redo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "compare.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "compare.page", "s", page_action);
  for (guint i = 0; i < G_N_ELEMENTS (page_names); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "compare.page", "s",
                                         page_names[i].name);
  gtk_widget_class_install_action (widget_class, "compare.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "compare.copy-to-a", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "compare.copy-to-b", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "compare.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "compare.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "compare.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "compare.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "compare.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "compare.close", NULL);
}

static void
sx_compare_window_class_init (SxCompareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_compare_window_dispose;
  g_type_ensure (SX_TYPE_COMPARE_MAPS);
  g_type_ensure (SX_TYPE_COMPARE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-compare-window.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
sx_compare_window_init (SxCompareWindow *self)
{
  self->schemes = g_ptr_array_new_with_free_func (g_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  sx_accessible_name_toasts (self->toasts);
  sx_compare_table_set_kind (self->indicators, SX_COMPARE_INDICATORS);
  sx_compare_table_set_kind (self->ledgers, SX_COMPARE_LEDGERS);
  sx_compare_table_set_kind (self->conflicts, SX_COMPARE_CONFLICTS);
  sx_compare_table_set_kind (self->items, SX_COMPARE_ITEMS);
  sx_compare_table_set_kind (self->overview, SX_COMPARE_OVERVIEW);
}

SxCompareWindow *
sx_compare_window_new (GtkApplication *application, SxMapView *view)
{
  SxCompareWindow *self = g_object_new (SX_TYPE_COMPARE_WINDOW, "application", application, NULL);
  g_autofree char *title = NULL;

  self->session = g_object_ref (sx_map_view_get_session (view));
  g_object_get (self->session, "title", &title, NULL);
  adw_window_title_set_subtitle (self->title, title);
  self->comparer = sx_comparer_new (self->session);
  g_signal_connect_object (self->comparer, "changed", G_CALLBACK (comparer_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "scheme-changed", G_CALLBACK (scheme_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "trouble", G_CALLBACK (trouble), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "unsaved-changed", G_CALLBACK (unsaved_changed), self,
                           G_CONNECT_SWAPPED);
  sx_compare_maps_set_view (self->maps, view);
  scheme_changed (self);
  return self;
}

SxComparer *
sx_compare_window_get_comparer (SxCompareWindow *self)
{
  return self->comparer;
}

gboolean
sx_compare_window_is_idle (SxCompareWindow *self)
{
  return sx_comparer_is_current (self->comparer) && !self->cancellable && !self->copied
         && sx_compare_maps_is_idle (self->maps);
}
