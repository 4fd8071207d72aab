/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of a small made-up county side by side: the tables say what the evaluations say, the maps move
 * together, a plot goes from one scheme to the other and back, and nothing old is taken for what is now. */
#include "panel-fixture.h"
#include "../wait-until.h"

#include <glib/gstdio.h>
#include <math.h>

#include "dialogs/sx-compare-window-private.h"
#include "store/sx-package.h"

typedef struct
{
  PanelFixture base;
  GtkWindow *main;
  SxMapView *map;
  SxCompareWindow *window;
  gint64 first, second; /* A: all of the sample; B: without one plot, with another described otherwise */
} Fixture;

static gboolean
is_idle (PanelFixture *base, gpointer data)
{
  Fixture *self = data;

  return sx_session_is_idle (base->session) && sx_map_view_is_idle (self->map)
         && (!self->window || sx_compare_window_is_idle (self->window));
}

static void
wait_idle (Fixture *self)
{
  panel_fixture_wait (&self->base, is_idle, self);
}

static void
commit (Fixture *self, SxEdit *edit)
{
  sx_session_commit (self->base.session, edit);
  sx_edit_unref (edit);
  panel_fixture_wait_idle (&self->base);
}

static const SxScheme *
open_scheme (Fixture *self)
{
  return sx_session_get_scheme (self->base.session);
}

static void
make_second (Fixture *self)
{
  SxEdit *edit = sx_edit_new ("second", 0);
  SxAdjustment *item;

  self->first = open_scheme (self)->id;
  sx_edit_add_scheme (edit, "乙", NULL, self->first);
  commit (self, edit);
  self->second = open_scheme (self)->id;
  g_assert_cmpint (self->second, !=, self->first);
  edit = sx_edit_new ("other", 0);
  item = open_scheme (self)->adjustments->pdata[0];
  sx_edit_remove_adjustment (edit, item->fid);
  item = sx_adjustment_copy (open_scheme (self)->adjustments->pdata[1]);
  g_free (item->name);
  item->name = g_strdup ("另一个名字");
  sx_edit_set_adjustment (edit, item);
  sx_adjustment_unref (item);
  commit (self, edit);
  sx_session_show_scheme (self->base.session, self->first);
  panel_fixture_wait_idle (&self->base);
}

static void
set_up (Fixture *self, gconstpointer parcels)
{
  panel_fixture_set_up (&self->base, parcels);
  panel_fixture_wait_idle (&self->base);
  self->main = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->main, 600, 400);
  self->map = g_object_new (SX_TYPE_MAP_VIEW, NULL);
  gtk_window_set_child (self->main, GTK_WIDGET (self->map));
  sx_map_view_set_session (self->map, self->base.session);
  gtk_window_present (self->main);
  make_second (self);
  g_set_weak_pointer (&self->window, sx_compare_window_new (NULL, self->map));
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->window)
    gtk_window_destroy (GTK_WINDOW (self->window));
  sx_map_view_set_session (self->map, NULL);
  gtk_window_destroy (self->main);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (self->window);
  panel_fixture_tear_down (&self->base, data);
}

/* ---- what is shown */

static guint
count_items (SxCompareTable *table, SxItemKind kind, guint side, gboolean differing)
{
  guint n = 0;

  for (guint i = 0; i < sx_compare_table_get_n_shown (table); i++)
    {
      SxCompareRow *row = sx_compare_table_get_row (table, i);

      n += row->item && row->item->kind == kind && row->item->item[side] && (!differing || row->differs);
    }
  return n;
}

static guint
count_plots (SxCompareTable *table, guint side, gboolean differing)
{
  return count_items (table, SX_ITEM_ADJUSTMENT, side, differing);
}

static gint64
fid_in (SxCompareRow *row, guint side)
{
  return row->item->item[side] ? sx_item_fid (row->item->kind, row->item->item[side]) : 0;
}

static void
test_tables (Fixture *self, gconstpointer data)
{
  SxComparison *c;
  SxResult *open;
  guint at = 0, n_differ = 0;

  wait_idle (self);
  c = sx_comparer_get_comparison (sx_compare_window_get_comparer (self->window));
  g_assert_cmpstr (c->name[1], ==, "乙");
  open = sx_session_get_final_result (self->base.session);
  for (guint i = 0; i < open->n_indicators; i++)
    g_assert_true (open->indicators[i].after == c->result[0]->indicators[i].after
                   || isnan (open->indicators[i].after));
  for (guint i = 0; i < sx_compare_table_get_n_shown (self->window->indicators); i++)
    {
      SxCompareRow *row = sx_compare_table_get_row (self->window->indicators, i);
      const SxComparisonRow *of;

      if (row->is_heading)
        continue;
      of = &g_array_index (c->rows, SxComparisonRow, at++);
      g_assert_cmpstr (row->key, ==, of->rule->id);
      g_assert_true (row->differs == of->differs && row->best == of->best);
      n_differ += row->differs;
    }
  g_assert_cmpuint (at, ==, c->rows->len);
  g_assert_cmpuint (n_differ, ==, c->n_rows_differ);
  g_assert_cmpuint (n_differ, >, 0);
  g_assert_cmpuint (count_plots (self->window->items, 0, FALSE), ==, open_scheme (self)->adjustments->len);
  g_assert_cmpuint (count_plots (self->window->items, 0, TRUE), ==, 2);
  gtk_toggle_button_set_active (self->window->only_differing, TRUE);
  g_assert_cmpuint (sx_compare_table_get_n_shown (self->window->items), ==, 3); /* with their heading */
  for (guint i = 0; i < sx_compare_table_get_n_shown (self->window->indicators); i++)
    {
      SxCompareRow *row = sx_compare_table_get_row (self->window->indicators, i);

      g_assert_true (row->is_heading || row->differs);
    }
}

/* ---- maps */

static void
check_same_view (Fixture *self)
{
  SxMapView *a = sx_compare_maps_get_view (self->window->maps, 0),
            *b = sx_compare_maps_get_view (self->window->maps, 1);
  SxBox p = sx_map_view_get_visible_box (a), q = sx_map_view_get_visible_box (b);
  double pixel = sx_map_view_get_metres_per_pixel (a);

  g_assert_cmpfloat_with_epsilon (sx_map_view_get_metres_per_pixel (b), pixel, pixel * 1e-9);
  g_assert_cmpfloat_with_epsilon (p.x0 + p.x1, q.x0 + q.x1, 4 * pixel);
  g_assert_cmpfloat_with_epsilon (p.y0 + p.y1, q.y0 + q.y1, 4 * pixel);
}

static SxCompareRow *
select_id (Fixture *self, guint side, const char *id)
{
  g_assert_true (sx_compare_table_select (self->window->items, side, id));
  wait_idle (self);
  return sx_compare_table_get_selected (self->window->items);
}

static SxCompareRow *
select_plot (Fixture *self, guint side, gint64 fid)
{
  g_autofree char *id = sx_compare_item_id (SX_ITEM_ADJUSTMENT, fid);

  return select_id (self, side, id);
}

static void
test_maps (Fixture *self, gconstpointer data)
{
  const SxAdjustment *item = open_scheme (self)->adjustments->pdata[0];
  SxMapView *views[2];
  SxBox box;

  wait_idle (self);
  for (guint side = 0; side < 2; side++)
    views[side] = sx_compare_maps_get_view (self->window->maps, side);
  g_assert_cmpuint (sx_map_view_get_scheme (views[0])->adjustments->len, ==,
                    sx_map_view_get_scheme (views[1])->adjustments->len + 1);
  check_same_view (self);
  select_plot (self, 0, item->fid);
  box = sx_map_view_get_visible_box (views[1]);
  g_assert_true (sx_box_contains (box, item->shape->box));
  g_assert_cmpfloat (box.x1 - box.x0, <, 40 * (item->shape->box.x1 - item->shape->box.x0) + 2000);
  check_same_view (self);
  sx_map_view_zoom_by (views[1], 2, 10, 10);
  check_same_view (self);
  sx_map_view_pan_by (views[0], 40, -25);
  check_same_view (self);
}

/* ---- from one to the other */

static SxScheme *
in_package (Fixture *self, gint64 id)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) read
      = sx_package_read_schemes (sx_session_get_plan (self->base.session), &id, 1, &error);
  g_autoptr (SxSnapshot) snapshot = NULL;

  g_assert_no_error (error);
  snapshot = sx_snapshot_new (read->pdata[0], 1);
  return g_steal_pointer (&snapshot->scheme);
}

/* The button of a toast that is shown now, by its symbol; NULL if there is none. */
static GtkWidget *
find_dismissal (AdwToastOverlay *toasts)
{
  for (GtkWidget *toast = gtk_widget_get_first_child (GTK_WIDGET (toasts)); toast;
       toast = gtk_widget_get_next_sibling (toast))
    for (GtkWidget *child = gtk_widget_get_first_child (toast); child;
         child = gtk_widget_get_next_sibling (child))
      if (GTK_IS_BUTTON (child) && gtk_button_get_icon_name (GTK_BUTTON (child)))
        return child;
  return NULL;
}

/* libadwaita 1.2 gives that button no name. */
static void
test_toast (Fixture *self, gconstpointer data)
{
  GtkWidget *button;

  _sx_compare_window_toast (self->window, "Copied", NULL, NULL);
  button = find_dismissal (self->window->toasts);
  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Dismiss");
}

static void
test_copy (Fixture *self, gconstpointer data)
{
  SxAdjustment *item = sx_adjustment_ref (open_scheme (self)->adjustments->pdata[0]);
  g_autoptr (SxScheme) before = in_package (self, self->second), after = NULL, undone = NULL;
  const SxAdjustment *copy;
  SxCompareRow *row;

  wait_idle (self);
  row = select_plot (self, 0, item->fid);
  g_assert_true (row->differs && !row->item->item[1]);
  g_assert_false (_sx_compare_window_can_copy (self->window, 0));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "compare.copy-to-b", NULL));
  g_assert_false (_sx_compare_window_can_copy (self->window, 1)); /* once */
  wait_idle (self);
  after = in_package (self, self->second);
  g_assert_cmpuint (after->adjustments->len, ==, before->adjustments->len + 1);
  copy = after->adjustments->pdata[after->adjustments->len - 1];
  g_assert_cmpstr (copy->name, ==, item->name);
  g_assert_cmpstr (copy->situation, ==, item->situation);
  g_assert_cmpstr (copy->basis, ==, item->basis);
  g_assert_cmpint (open_scheme (self)->id, ==, self->first);
  g_assert_true (
      g_str_has_prefix (sx_session_get_state (self->base.session)->undo_label, "Copy to scheme 乙: "));
  row = sx_compare_table_get_selected (self->window->items);
  g_assert_true (row && !row->differs && fid_in (row, 1) == copy->fid);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "compare.undo", NULL);
  panel_fixture_wait_idle (&self->base);
  wait_idle (self);
  undone = in_package (self, self->second);
  g_assert_cmpuint (undone->adjustments->len, ==, before->adjustments->len);
  row = sx_compare_table_get_selected (self->window->items);
  g_assert_true (row && row->differs && !row->item->item[1]);
  sx_adjustment_unref (item);
}

/* The plot of the other scheme becomes as this one, it is not doubled. */
static void
test_copy_changed (Fixture *self, gconstpointer data)
{
  g_autoptr (SxScheme) before = in_package (self, self->second), after = NULL;
  const SxAdjustment *other = before->adjustments->pdata[0];
  SxCompareRow *row;

  wait_idle (self);
  row = select_plot (self, 1, other->fid);
  g_assert_true (row->differs && row->item->item[0]);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "compare.copy-to-b", NULL);
  wait_idle (self);
  after = in_package (self, self->second);
  g_assert_cmpuint (after->adjustments->len, ==, before->adjustments->len);
  g_assert_cmpint (((SxAdjustment *)after->adjustments->pdata[0])->fid, ==, other->fid);
  g_assert_cmpstr (((SxAdjustment *)after->adjustments->pdata[0])->name, !=, "另一个名字");
  row = sx_compare_table_get_selected (self->window->items);
  g_assert_true (row && !row->differs);
}

/* Something of each kind that B has otherwise, or not at all. */
static void
make_other_kinds (Fixture *self)
{
  SxEdit *edit = sx_edit_new ("other kinds", self->second);
  g_autoptr (SxScheme) there = in_package (self, self->second);
  g_autoptr (SxReclass) reclass = sx_reclass_copy (there->reclasses->pdata[0]);

  g_free (reclass->code);
  reclass->code = g_strdup ("520");
  sx_edit_replace_reclass (edit, there->reclasses->pdata[0], reclass);
  sx_edit_remove_road (edit, ((SxRoad *)there->roads->pdata[0])->fid);
  sx_edit_set_judgement (edit, "boundary_direction", "fail", "缺图");
  sx_edit_set_parameter (edit, "forest_area", NULL);
  commit (self, edit);
}

static void
check_copied (Fixture *self, const char *id)
{
  SxCompareRow *row = select_id (self, 0, id);

  g_assert_true (row->differs);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "compare.copy-to-b", NULL);
  wait_idle (self);
  row = sx_compare_table_get_selected (self->window->items);
  g_assert_nonnull (row);
  g_assert_false (row->differs);
  g_assert_true (sx_compare_row_is_in (row, 1));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "compare.undo", NULL);
  panel_fixture_wait_idle (&self->base);
  wait_idle (self);
  row = sx_compare_table_get_selected (self->window->items);
  g_assert_true (row && row->differs);
}

/* Reclassifications, roads, judgements and figures go over as plots do, each as one step. */
static void
test_copy_other_kinds (Fixture *self, gconstpointer data)
{
  const SxScheme *first = open_scheme (self);
  g_autofree char *reclass
      = sx_compare_item_id (SX_ITEM_RECLASS, ((SxReclass *)first->reclasses->pdata[0])->fid);
  g_autofree char *road = sx_compare_item_id (SX_ITEM_ROAD, ((SxRoad *)first->roads->pdata[0])->fid);

  make_other_kinds (self);
  wait_idle (self);
  g_assert_cmpuint (count_items (self->window->items, SX_ITEM_RECLASS, 0, TRUE), ==, 1);
  g_assert_cmpuint (count_items (self->window->items, SX_ITEM_ROAD, 0, TRUE), ==, 1);
  check_copied (self, reclass);
  check_copied (self, road);
  check_copied (self, "judgement boundary_direction");
  check_copied (self, "parameter forest_area");
}

/* A is the plan before any scheme: nothing of it can be copied, nor anything into it. */
static void
test_before (Fixture *self, gconstpointer data)
{
  SxComparer *comparer = sx_compare_window_get_comparer (self->window);
  SxComparison *c;

  wait_idle (self);
  gtk_drop_down_set_selected (self->window->chooser_a, 0);
  wait_idle (self);
  g_assert_cmpint (sx_comparer_get_scheme (comparer, 0), ==, SX_COMPARER_BEFORE);
  c = sx_comparer_get_comparison (comparer);
  for (guint i = 0; i < c->rows->len; i++)
    {
      const SxIndicatorValue *value = g_array_index (c->rows, SxComparisonRow, i).value[0];

      if (isfinite (value->base) && isfinite (value->after))
        g_assert_cmpfloat_with_epsilon (value->after, value->base, 1e-9 * MAX (1, fabs (value->base)));
    }
  g_assert_cmpuint (sx_map_view_get_scheme (sx_compare_maps_get_view (self->window->maps, 0))
                        ->adjustments->len,
                    ==, 0);
  g_assert_cmpuint (count_plots (self->window->items, 0, FALSE), ==, 0);
  for (guint i = 0; i < sx_compare_table_get_n_shown (self->window->items); i++)
    {
      SxCompareRow *row = sx_compare_table_get_row (self->window->items, i);

      if (row->is_heading)
        continue;
      g_assert_true (row->differs);
      select_plot (self, 1, fid_in (row, 1));
      break;
    }
  g_assert_false (_sx_compare_window_can_copy (self->window, 0));
  g_assert_false (_sx_compare_window_can_copy (self->window, 1));
}

/* From three schemes on all of them have a page, which says what each says by itself. */
static void
test_overview (Fixture *self, gconstpointer data)
{
  SxEdit *edit = sx_edit_new ("third", 0);
  AdwViewStackPage *page;
  SxSchemeOverview *overview;
  SxComparison *c;
  guint at = 0;

  wait_idle (self);
  page = adw_view_stack_get_page (self->window->pages, GTK_WIDGET (self->window->overview));
  g_assert_false (adw_view_stack_page_get_visible (page));
  sx_edit_add_scheme (edit, "丙", NULL, 0);
  commit (self, edit);
  wait_idle (self);
  g_assert_true (adw_view_stack_page_get_visible (page));
  overview = sx_comparer_get_overview (sx_compare_window_get_comparer (self->window));
  c = sx_comparer_get_comparison (sx_compare_window_get_comparer (self->window));
  g_assert_cmpuint (overview->n_schemes, ==, 3);
  g_assert_cmpstr (overview->names[2], ==, "丙");
  for (guint i = 0; i < sx_compare_table_get_n_shown (self->window->overview); i++)
    {
      SxCompareRow *row = sx_compare_table_get_row (self->window->overview, i);
      const SxOverviewRow *of;

      if (row->is_heading)
        continue;
      of = overview->rows->pdata[at];
      g_assert_cmpstr (row->key, ==, of->id);
      g_assert_cmpuint (row->values->len, ==, 3);
      for (guint side = 0; of->rule && side < 2; side++)
        g_assert_true (
            sx_comparison_is_same (of->cells[side].value,
                                   g_array_index (c->rows, SxComparisonRow, at).value[side]->after));
      at++;
    }
  g_assert_cmpuint (at, ==, overview->rows->len);
}

/* An edit elsewhere: what is shown is known to be old at once, and is made anew. */
static void
test_follows (Fixture *self, gconstpointer data)
{
  const SxAdjustment *item;
  SxEdit *edit = sx_edit_new ("remove", 0);
  SxComparer *comparer = sx_compare_window_get_comparer (self->window);
  guint n;

  wait_idle (self);
  n = count_plots (self->window->items, 0, FALSE);
  item = open_scheme (self)->adjustments->pdata[2];
  select_plot (self, 0, item->fid);
  sx_edit_remove_adjustment (edit, item->fid);
  commit (self, edit);
  g_assert_false (sx_comparer_is_current (comparer));
  g_assert_false (_sx_compare_window_can_copy (self->window, 1));
  wait_idle (self);
  g_assert_cmpuint (count_plots (self->window->items, 0, FALSE), ==, n - 1);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "compare.swap", NULL);
  wait_idle (self);
  g_assert_cmpint (sx_comparer_get_scheme (comparer, 0), ==, self->second);
  g_assert_cmpuint (count_plots (self->window->items, 1, FALSE), ==, n - 1);
}

/* The workbook is written behind the window, all or nothing. */
static void
test_workbook (Fixture *self, gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->base.folder, "比较.xlsx", NULL), *content = NULL;
  gsize length;

  wait_idle (self);
  _sx_compare_window_write (self->window, file);
  g_assert_false (sx_compare_window_is_idle (self->window));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  wait_idle (self);
  g_assert_true (g_file_get_contents (file, &content, &length, NULL));
  g_assert_cmpuint (length, >, 4000);
  g_assert_cmpint (memcmp (content, "PK\003\004", 4), ==, 0);
  g_assert_cmpint (g_remove (file), ==, 0);
}

/* Closed while a comparison is on its way, at any stage. */
static void
test_closed (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 12; i++)
    {
      gint64 end = g_get_monotonic_time () + i * 20 * 1000;

      if (!self->window)
        g_set_weak_pointer (&self->window, sx_compare_window_new (NULL, self->map));
      while (g_get_monotonic_time () < end)
        g_main_context_iteration (NULL, FALSE);
      gtk_window_destroy (GTK_WINDOW (self->window));
      wait_until (!self->window);
    }
}

/* The only scheme is compared with the plan before it; without any there is nothing to compare. */
static void
test_last_scheme (Fixture *self, gconstpointer data)
{
  SxEdit *edit = sx_edit_new ("remove", 0);
  SxComparer *comparer = sx_compare_window_get_comparer (self->window);

  wait_idle (self);
  sx_edit_remove_scheme (edit, self->second);
  commit (self, edit);
  wait_idle (self);
  g_assert_cmpint (sx_comparer_get_scheme (comparer, 0), ==, SX_COMPARER_BEFORE);
  g_assert_cmpint (sx_comparer_get_scheme (comparer, 1), ==, self->first);
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_scheme (edit, self->first);
  commit (self, edit);
  wait_until (!self->window);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = { { "/compare/tables", test_tables },
                { "/compare/maps", test_maps },
                { "/compare/toast", test_toast },
                { "/compare/copy", test_copy },
                { "/compare/copy-changed", test_copy_changed },
                { "/compare/copy-other-kinds", test_copy_other_kinds },
                { "/compare/before", test_before },
                { "/compare/overview", test_overview },
                { "/compare/follows", test_follows },
                { "/compare/workbook", test_workbook },
                { "/compare/closed", test_closed },
                { "/compare/last-scheme", test_last_scheme } };

  g_test_init (&argc, &argv, NULL);
  panel_fixture_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, GUINT_TO_POINTER (300), set_up, tests[i].test, tear_down);
  return g_test_run ();
}
