/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Side bar, target bar and scheme button on a small county: what a user sees there, and what it does. */
#include "side-fixture.h"

#include "dialogs/sx-preferences-window.h"
#include "panels/sx-adjustment-form.h"
#include "panels/sx-adjustment-list.h"
#include "panels/sx-adjustment-row.h"
#include "panels/sx-code-button.h"
#include "panels/sx-layer-list.h"
#include "panels/sx-layer-row.h"
#include "sx-app-words.h"

#define PARCELS GUINT_TO_POINTER (600)

/* ---- layers */

static SxLayerRow *
layer_row (SideFixture *self, const char *title)
{
  GtkWidget *list
      = side_fixture_find (side_fixture_find (self->sidebar, SX_TYPE_LAYER_LIST), GTK_TYPE_LIST_VIEW);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row; row = gtk_widget_get_next_sibling (row))
    {
      SxLayerRow *layer = side_fixture_find (row, SX_TYPE_LAYER_ROW);

      if (layer && g_str_equal (panel_fixture_text (layer, "title"), title))
        return layer;
    }
  g_error ("no row %s", title);
}

static void
check (SxLayerRow *row, gboolean active)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (panel_fixture_child (row, "check")), active);
}

static void
test_layers (SideFixture *self, gconstpointer data)
{
  SxLayerItem *farmland = sx_session_find_layer (self->base.session, "YJJBNTBHTB");
  SxLayerItem *parcels = sx_session_find_layer (self->base.session, "DLTB");
  SxLayerItem *parcels2020 = sx_session_find_layer (self->base.session, "DLTB2020");
  SxLayerRow *row = layer_row (self, sx_layer_item_get_title (farmland)),
             *ground = layer_row (self, "Base data");
  g_autofree char *count = sx_words_count (sx_layer_item_get_layer (farmland)->n_features);

  g_assert_cmpstr (panel_fixture_text (row, "count"), ==, count);
  g_assert_true (sx_layer_item_get_visible (farmland));
  check (row, FALSE);
  g_assert_false (sx_layer_item_get_visible (farmland));
  sx_layer_item_set_visible (farmland, TRUE); /* from elsewhere: the row follows */
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (panel_fixture_child (row, "check"))));

  /* a group: some are shown, then all, then none */
  g_assert_true (
      gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (panel_fixture_child (ground, "check"))));
  check (ground, TRUE);
  g_assert_true (sx_layer_item_get_visible (parcels) && sx_layer_item_get_visible (parcels2020));
  g_assert_false (
      gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (panel_fixture_child (ground, "check"))));
  check (ground, FALSE);
  g_assert_false (sx_layer_item_get_visible (parcels) || sx_layer_item_get_visible (parcels2020));
  g_assert_true (sx_layer_item_get_visible (farmland));
}

/* Top of the list = top of the map; what covers the ground is last. */
static void
test_layer_order (SideFixture *self, gconstpointer data)
{
  GListModel *layers = sx_session_get_layers (self->base.session);
  GtkWidget *list
      = side_fixture_find (side_fixture_find (self->sidebar, SX_TYPE_LAYER_LIST), GTK_TYPE_LIST_VIEW);
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  guint n = g_list_model_get_n_items (layers);
  g_autoptr (GObject) top = g_list_model_get_item (layers, n - 1), first = g_list_model_get_item (rows, 0);
  g_autoptr (GObject) bottom = g_list_model_get_item (layers, 0), last = g_list_model_get_item (rows, n);

  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n + 1); /* and the group */
  g_assert_true (top == first);
  g_assert_true (bottom == last);
}

/* ---- adjustments */

static guint
shown_count (SideFixture *self)
{
  gpointer list = side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_LIST);

  return (guint)g_ascii_strtoull (panel_fixture_text (list, "count"), NULL, 10);
}

static guint
scheme_count (SideFixture *self)
{
  const SxScheme *scheme = sx_session_get_scheme (self->base.session);

  return scheme->adjustments->len + scheme->reclasses->len + scheme->roads->len;
}

static void
test_list_follows (SideFixture *self, gconstpointer data)
{
  g_autoptr (SxAdjustment) plot = panel_fixture_plot (&self->base, 100);
  g_autoptr (SxEdit) edit = sx_edit_new ("Draw", 0);
  SxSchemeRows *rows = side_fixture_rows (self);
  SxAdjustment *old = side_fixture_adjustment (self, SX_LINE_FARMLAND, SX_DIRECTION_OUT);
  SxSchemeRow *kept = sx_scheme_rows_get_adjustment (rows, old->fid);
  guint n = scheme_count (self), position, n_selected;
  const gint64 *selection;
  gint64 fid;

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (shown_count (self), ==, n);
  sx_edit_add_adjustment (edit, plot);
  sx_session_commit (self->base.session, edit);
  side_fixture_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, n + 1);
  /* what was drawn is selected, in the list as in the session; other rows are the same objects */
  selection = sx_session_get_selection (self->base.session, &n_selected);
  g_assert_cmpuint (n_selected, ==, 1);
  fid = selection[0];
  g_assert_true (sx_scheme_rows_find (rows, fid, &position));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), position));
  g_assert_true (sx_scheme_rows_get_adjustment (rows, old->fid) == kept);

  sx_sidebar_delete (self->sidebar);
  side_fixture_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, n);
  g_assert_null (sx_session_find_adjustment (self->base.session, fid));
  side_fixture_undo (self);
  g_assert_cmpuint (shown_count (self), ==, n + 1);
}

static gboolean
is_measured (PanelFixture *base, gpointer row)
{
  return !isnan (((SxSchemeRow *)row)->size);
}

/* The official area of a square of 100 m: a hectare, but for the scale of the projection. */
static void
test_area (SideFixture *self, gconstpointer data)
{
  g_autoptr (SxAdjustment) plot = panel_fixture_plot (&self->base, 100);
  g_autoptr (SxEdit) edit = sx_edit_new ("Draw", 0);
  guint n;
  SxSchemeRow *row;

  sx_edit_add_adjustment (edit, plot);
  sx_session_commit (self->base.session, edit);
  side_fixture_wait_idle (self);
  row = sx_scheme_rows_get_adjustment (side_fixture_rows (self),
                                       sx_session_get_selection (self->base.session, &n)[0]);
  panel_fixture_wait (&self->base, is_measured, row);
  g_assert_cmpfloat_with_epsilon (row->size, 10000, 30);
  g_assert_true (
      g_str_has_prefix (panel_fixture_text (side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_FORM),
                                            "size"),
                        "1.00"));
}

static void
test_selection (SideFixture *self, gconstpointer data)
{
  SxSchemeRows *rows = side_fixture_rows (self);
  gint64 both[] = { side_fixture_adjustment (self, SX_LINE_FARMLAND, SX_DIRECTION_OUT)->fid,
                    side_fixture_adjustment (self, SX_LINE_BOUNDARY, SX_DIRECTION_IN)->fid };
  guint a, b, n;

  g_assert_true (sx_scheme_rows_find (rows, both[0], &a) && sx_scheme_rows_find (rows, both[1], &b));
  sx_session_select (self->base.session, both, 2); /* on the map */
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), a));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), b));
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (rows), a); /* in the list */
  g_assert_cmpint (sx_session_get_selection (self->base.session, &n)[0], ==, both[1]);
  g_assert_cmpuint (n, ==, 1);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (rows));
  sx_session_get_selection (self->base.session, &n);
  g_assert_cmpuint (n, ==, sx_session_get_scheme (self->base.session)->adjustments->len);
}

static void
test_filter_and_fold (SideFixture *self, gconstpointer data)
{
  SxSchemeRows *rows = side_fixture_rows (self);
  SxAdjustment *item = side_fixture_adjustment (self, SX_LINE_BOUNDARY, SX_DIRECTION_IN);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (rows)), position;

  g_assert_true (sx_scheme_rows_find (rows, item->fid, &position));
  sx_scheme_rows_toggle_folded (rows, SX_LINE_BOUNDARY);
  g_assert_false (sx_scheme_rows_find (rows, item->fid, &position));
  sx_scheme_rows_set_filter (rows, item->name); /* what is looked for is seen, folded or not */
  g_assert_true (sx_scheme_rows_find (rows, item->fid, &position));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), <, n);
  sx_scheme_rows_set_filter (rows, "no such words");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 0);
  g_assert_cmpuint (shown_count (self), ==, scheme_count (self));
  sx_scheme_rows_set_filter (rows, "");
  sx_scheme_rows_toggle_folded (rows, SX_LINE_BOUNDARY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, n);
}

/* Every conflict of the result has its badge, and nothing else has one. */
static void
test_conflicts (SideFixture *self, gconstpointer data)
{
  const SxResult *result = sx_session_get_final_result (self->base.session);
  GPtrArray *all = sx_session_get_scheme (self->base.session)->adjustments;
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      SxSchemeRow *row
          = sx_scheme_rows_get_adjustment (side_fixture_rows (self), ((SxAdjustment *)all->pdata[i])->fid);

      n += row->n_errors + row->n_warnings;
      g_assert_cmpint (row->conflicts != NULL, ==, row->n_errors + row->n_warnings > 0);
    }
  g_assert_cmpuint (n, ==, result->conflicts->len);
}

/* ---- the form */

static void
test_form (SideFixture *self, gconstpointer data)
{
  gint64 fid = side_fixture_adjustment (self, SX_LINE_BOUNDARY, SX_DIRECTION_IN)->fid;
  gpointer form = side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_FORM);
  g_autofree char *before = g_strdup (sx_session_find_adjustment (self->base.session, fid)->name);

  side_fixture_select (self, fid);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (panel_fixture_child (form, "name"))), ==, before);
  side_fixture_type (self, "name", "东部新城");
  side_fixture_type (self, "note", "分期实施"); /* before the first is in the package */
  side_fixture_wait_idle (self);
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fid)->name, ==, "东部新城");
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fid)->note, ==, "分期实施");
  g_assert_true (gtk_window_get_focus (self->window) == GTK_WIDGET (self->map)
                 || gtk_widget_is_ancestor (gtk_window_get_focus (self->window), GTK_WIDGET (self->map)));
  side_fixture_undo (self); /* one edit each */
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fid)->name, ==, "东部新城");
  side_fixture_undo (self);
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fid)->name, ==, before);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (panel_fixture_child (form, "name"))), ==, before);
}

static void
test_form_several (SideFixture *self, gconstpointer data)
{
  gint64 fids[] = { side_fixture_adjustment (self, SX_LINE_FARMLAND, SX_DIRECTION_OUT)->fid,
                    side_fixture_adjustment (self, SX_LINE_BOUNDARY, SX_DIRECTION_IN)->fid };
  char *projects[2];

  for (guint i = 0; i < 2; i++)
    projects[i] = g_strdup (sx_session_find_adjustment (self->base.session, fids[i])->project);
  sx_session_select (self->base.session, fids, 2);
  side_fixture_type (self, "project", "年度维护");
  side_fixture_wait_idle (self);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fids[i])->project, ==, "年度维护");
  side_fixture_undo (self); /* one edit for all */
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fids[i])->project, ==, projects[i]);
  g_free (projects[0]);
  g_free (projects[1]);
}

/* What is typed belongs to the plot it was typed for, also when another is selected before it is left. */
static void
test_form_reselect (SideFixture *self, gconstpointer data)
{
  gint64 a = side_fixture_adjustment (self, SX_LINE_FARMLAND, SX_DIRECTION_OUT)->fid;
  gint64 b = side_fixture_adjustment (self, SX_LINE_BOUNDARY, SX_DIRECTION_IN)->fid;
  g_autofree char *name = g_strdup (sx_session_find_adjustment (self->base.session, b)->name);
  GtkWidget *entry;

  side_fixture_select (self, a);
  entry = panel_fixture_child (side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_FORM), "name");
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "甲");
  sx_session_select (self->base.session, &b, 1);
  side_fixture_wait_idle (self);
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, a)->name, ==, "甲");
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, b)->name, ==, name);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, name);
}

/* A code that the rules do not know is shown, and stays when something else is changed. */
static void
test_unknown_code (SideFixture *self, gconstpointer data)
{
  g_autoptr (SxAdjustment) odd
      = sx_adjustment_copy (side_fixture_adjustment (self, SX_LINE_BOUNDARY, SX_DIRECTION_IN));
  g_autoptr (SxEdit) edit = sx_edit_new ("Odd", 0);
  gint64 fid = odd->fid;
  gpointer form = side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_FORM);
  SxCodeButton *button = SX_CODE_BUTTON (panel_fixture_child (form, "situation"));

  g_free (odd->situation);
  odd->situation = g_strdup ("9");
  sx_edit_set_adjustment (edit, odd);
  sx_session_commit (self->base.session, edit);
  side_fixture_wait_idle (self);
  side_fixture_select (self, fid);
  g_assert_cmpstr (sx_code_button_get_text (button), ==, "(9)");
  side_fixture_type (self, "basis", "批复");
  side_fixture_wait_idle (self);
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fid)->situation, ==, "9");
  g_signal_emit_by_name (button, "chosen", "4");
  side_fixture_wait_idle (self);
  g_assert_cmpstr (sx_session_find_adjustment (self->base.session, fid)->situation, ==, "4");
  g_assert_true (g_str_has_prefix (sx_code_button_get_text (button), "④ 衔接国民经济和社会发展规划"));
}

/* ---- schemes */

static void
scheme_action (SideFixture *self, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->scheme_button), name, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const char *
open_scheme (SideFixture *self)
{
  return sx_session_get_scheme (self->base.session)->name;
}

static void
test_schemes (SideFixture *self, gconstpointer data)
{
  g_autofree char *first = g_strdup (open_scheme (self)), *subtitle = NULL;
  guint n = scheme_count (self);
  gint64 id = sx_session_get_scheme (self->base.session)->id;

  scheme_action (self, "scheme.rename");
  side_fixture_answer (self, "方案甲", "accept");
  g_assert_cmpstr (open_scheme (self), ==, "方案甲");
  subtitle = g_strdup_printf ("方案甲 · %s", "saved");
  g_assert_cmpstr (panel_fixture_text (self->scheme_button, "subtitle"), ==, subtitle);

  scheme_action (self, "scheme.duplicate");
  side_fixture_answer (self, "方案乙", "accept");
  g_assert_cmpstr (open_scheme (self), ==, "方案乙");
  g_assert_cmpuint (scheme_count (self), ==, n);

  scheme_action (self, "scheme.new");
  side_fixture_answer (self, "方案丙", "accept");
  g_assert_cmpstr (open_scheme (self), ==, "方案丙");
  g_assert_cmpuint (scheme_count (self), ==, 0);
  g_assert_cmpuint (sx_session_get_state (self->base.session)->schemes->len, ==, 3);

  gtk_widget_activate_action (GTK_WIDGET (self->scheme_button), "scheme.show", "x", id);
  side_fixture_wait_idle (self);
  g_assert_cmpstr (open_scheme (self), ==, "方案甲");
  scheme_action (self, "scheme.delete");
  side_fixture_answer (self, NULL, "delete");
  g_assert_cmpuint (sx_session_get_state (self->base.session)->schemes->len, ==, 2);
  side_fixture_undo (self); /* delete, new, duplicate, rename */
  g_assert_cmpuint (sx_session_get_state (self->base.session)->schemes->len, ==, 3);
  g_assert_cmpstr (open_scheme (self), ==, "方案甲");
  g_assert_cmpuint (scheme_count (self), ==, n);
  for (guint i = 0; i < 3; i++)
    side_fixture_undo (self);
  g_assert_cmpuint (sx_session_get_state (self->base.session)->schemes->len, ==, 1);
  g_assert_cmpstr (open_scheme (self), ==, first);
}

/* A name of spaces is none, and cancelling changes nothing. */
static void
test_scheme_cancel (SideFixture *self, gconstpointer data)
{
  scheme_action (self, "scheme.new");
  side_fixture_answer (self, "方案", "cancel");
  scheme_action (self, "scheme.delete");
  side_fixture_answer (self, NULL, "cancel");
  g_assert_cmpuint (sx_session_get_state (self->base.session)->schemes->len, ==, 1);
  g_assert_null (sx_session_get_state (self->base.session)->undo_label);
}

/* ---- the target */

/* What the key does on the map, by the shortcut that hangs there. */
static void
press (SideFixture *self, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->map));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && j < g_list_model_get_n_items (G_LIST_MODEL (controller));
           j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == 0)
            {
              g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                           GTK_WIDGET (self->map),
                                                           gtk_shortcut_get_arguments (shortcut)));
              return;
            }
        }
    }
  g_error ("no such key");
}

static void
test_target (SideFixture *self, gconstpointer data)
{
  SxTarget *target = sx_session_get_target (self->base.session);
  SxCodeButton *situation = SX_CODE_BUTTON (panel_fixture_child (self->target_bar, "situation"));

  press (self, GDK_KEY_3);
  press (self, GDK_KEY_i);
  g_signal_emit_by_name (situation, "chosen", "2");
  g_assert_cmpstr (sx_target_get_situation (target), ==, "2");
  g_assert_cmpstr (sx_code_button_get_text (situation), ==,
                   "② 城镇开发边界范围内 15 亩以下其他“天窗”需要填补");
  press (self, GDK_KEY_o);
  g_assert_cmpint (sx_target_get_direction (target), ==, SX_DIRECTION_OUT);
  g_assert_cmpstr (sx_code_button_get_text (situation), ==, "Choose a Situation");
  press (self, GDK_KEY_i); /* and what was chosen with it is back */
  g_assert_cmpstr (sx_target_get_situation (target), ==, "2");
  g_assert_true (g_str_has_prefix (sx_code_button_get_text (situation), "②"));
  press (self, GDK_KEY_1);
  g_assert_cmpint (sx_target_get_line (target), ==, SX_LINE_FARMLAND);
  press (self, GDK_KEY_7);
  g_assert_cmpint (sx_target_get_line (target), ==, SX_LINE_GREEN);
  g_assert_cmpstr (panel_fixture_text (self->target_bar, "more_label"), ==, "Green Line");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (situation)));
  sx_target_set_line (target, SX_LINE_REDLINE); /* from elsewhere */
  g_assert_cmpstr (panel_fixture_text (self->target_bar, "more_label"), ==, "More");
}

/* ---- settings */

static void
test_area_unit (SideFixture *self, gconstpointer data)
{
  g_autofree char *hectares = NULL, *mu = NULL;

  g_settings_set_enum (sx_settings_get (), SX_SETTING_AREA_UNIT, SX_AREA_UNIT_HECTARE);
  hectares = sx_words_area_first (20000, 2);
  g_assert_cmpstr (hectares, ==, "2.00 ha");
  g_settings_set_enum (sx_settings_get (), SX_SETTING_AREA_UNIT, SX_AREA_UNIT_MU);
  mu = sx_words_area_first (20000, 2);
  g_assert_cmpstr (mu, ==, "30.0 mu");
  g_settings_reset (sx_settings_get (), SX_SETTING_AREA_UNIT);
}

static void
test_preferences (SideFixture *self, gconstpointer data)
{
  GtkWidget *window = g_object_new (SX_TYPE_PREFERENCES_WINDOW, "transient-for", self->window, NULL);

  gtk_window_present (GTK_WINDOW (window));
  adw_combo_row_set_selected (ADW_COMBO_ROW (panel_fixture_child (window, "area_unit")), 1);
  g_assert_cmpint (g_settings_get_enum (sx_settings_get (), SX_SETTING_AREA_UNIT), ==, SX_AREA_UNIT_MU);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (panel_fixture_child (window, "snap_distance")), 20);
  g_assert_cmpint (g_settings_get_int (sx_settings_get (), SX_SETTING_SNAP_DISTANCE), ==, 20);
  gtk_window_destroy (GTK_WINDOW (window));
  g_settings_reset (sx_settings_get (), SX_SETTING_AREA_UNIT);
  g_settings_reset (sx_settings_get (), SX_SETTING_SNAP_DISTANCE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (SideFixture *self, gconstpointer data);
  } tests[] = {
    { "/side/layers", test_layers },
    { "/side/layers/order", test_layer_order },
    { "/side/adjustments/follow", test_list_follows },
    { "/side/adjustments/area", test_area },
    { "/side/adjustments/selection", test_selection },
    { "/side/adjustments/filter", test_filter_and_fold },
    { "/side/adjustments/conflicts", test_conflicts },
    { "/side/form", test_form },
    { "/side/form/several", test_form_several },
    { "/side/form/reselect", test_form_reselect },
    { "/side/form/unknown-code", test_unknown_code },
    { "/side/schemes", test_schemes },
    { "/side/schemes/cancel", test_scheme_cancel },
    { "/side/target", test_target },
    { "/side/settings/area-unit", test_area_unit },
    { "/side/settings/window", test_preferences },
  };

  gtk_test_init (&argc, &argv, NULL);
  panel_fixture_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SideFixture, PARCELS, side_fixture_set_up, tests[i].run,
                side_fixture_tear_down);
  return g_test_run ();
}
