/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of key projects, and 附表6 and 附表7 in the panel, on a small county. */
#include "panel-fixture.h"

#include <math.h>
#include <string.h>

#include "dialogs/sx-projects-window.h"
#include "export/sx-tables.h"
#include "panels/sx-balance-line.h"
#include "panels/sx-indicator-heading.h"
#include "sx-tooltip.h"

#define PARCELS GUINT_TO_POINTER (400)

/* ---- 附表6 and 附表7 */

typedef struct
{
  const char *prefix;
  GtkWidget *found;
  GPtrArray *lines; /* SxBalanceLine * that are seen */
} Search;

static void
look (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->prefix && SX_IS_INDICATOR_HEADING (widget)
      && g_str_has_prefix (panel_fixture_text (widget, "title"), search->prefix))
    search->found = widget;
  if (search->lines && SX_IS_BALANCE_LINE (widget) && gtk_widget_get_visible (widget))
    g_ptr_array_add (search->lines, widget);
}

static GtkWidget *
heading (PanelFixture *self, const char *prefix)
{
  Search search = { prefix, NULL, NULL };

  panel_fixture_each (self->panel, look, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

static GPtrArray *
seen_lines (PanelFixture *self)
{
  Search search = { NULL, NULL, g_ptr_array_new () };

  panel_fixture_each (self->panel, look, &search);
  return search.lines;
}

static SxGrid *
make_table (PanelFixture *self, SxBalanceKind kind)
{
  SxPlan *plan = sx_session_get_plan (self->session);
  const SxMetric metric = { plan->plane, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (SxDelivery) delivery
      = sx_delivery_new (plan, sx_session_get_scheme (self->session),
                         sx_session_get_final_result (self->session), &metric, NULL, &error);

  g_assert_no_error (error);
  return kind == SX_BALANCE_ZONES ? sx_table_zones (delivery) : sx_table_uses (delivery);
}

/* The grid's row of that row of the table, or -1: it is not printed. */
static gint
grid_row (const SxGrid *grid, const SxBalanceRow *rows, guint wanted)
{
  guint at = grid->n_head;

  for (guint r = 0; r <= wanted && at < grid->n_rows; r++)
    {
      gboolean is_it = TRUE;

      for (guint h = 0; h < 4; h++)
        {
          const char *text = sx_grid_cell (grid, at, h)->text;

          is_it &= g_str_equal (text ? text : "", rows[r].heads[h]);
        }
      if (is_it && r == wanted)
        return (gint)at;
      at += is_it;
    }
  return -1;
}

/* Every row that is seen says what the table of the export says; none that has something is left out. */
static void
check_against_table (PanelFixture *self, SxBalanceKind kind)
{
  guint n, n_seen = 0;
  const SxBalanceRow *rows = sx_balance_rows (kind, &n);
  g_autoptr (GPtrArray) lines = seen_lines (self);
  SxGrid *grid = make_table (self, kind);

  for (guint r = 0; r < n; r++)
    {
      gint at = grid_row (grid, rows, r);
      GtkWidget *line = NULL;

      for (guint i = 0; i < lines->len && !line; i++)
        if (g_str_equal (panel_fixture_text (lines->pdata[i], "title"), rows[r].name_en)
            && g_strcmp0 (rows[r].codes, "-") != 0)
          line = lines->pdata[i];
      if (at >= 0 && !line && rows[r].codes && g_strcmp0 (rows[r].codes, "-") != 0)
        {
          g_assert_cmpfloat (sx_grid_cell (grid, (guint)at, 4)->number, <, 0.01);
          g_assert_cmpfloat (sx_grid_cell (grid, (guint)at, 6)->number, <, 0.01);
        }
      if (!line)
        continue;
      n_seen++;
      g_assert_cmpint (at, >=, 0);
      g_assert_cmpfloat_with_epsilon (panel_fixture_number (line, "before"),
                                      sx_grid_cell (grid, (guint)at, 4)->number, 1e-6);
      g_assert_cmpfloat_with_epsilon (panel_fixture_number (line, "after"),
                                      sx_grid_cell (grid, (guint)at, 6)->number, 1e-6);
      g_assert_cmpfloat_with_epsilon (panel_fixture_number (line, "change"),
                                      sx_grid_cell (grid, (guint)at, 8)->number, 1e-6);
    }
  g_assert_cmpuint (n_seen, ==, lines->len);
  g_assert_cmpuint (n_seen, >, 3);
  sx_grid_free (grid);
}

static void
test_balances (PanelFixture *self, gconstpointer data)
{
  static const char *const names[SX_N_BALANCES] = { "Zones", "Land Use" };

  for (guint kind = 0; kind < SX_N_BALANCES; kind++)
    {
      g_autoptr (GPtrArray) none = seen_lines (self);

      g_assert_cmpuint (none->len, ==, 0); /* folded at first */
      panel_fixture_activate (self, heading (self, names[kind]));
      check_against_table (self, kind);
      g_assert_true (
          strstr (sx_tooltip_get (panel_fixture_child (heading (self, names[kind]), "count")), "unchanged")
          != NULL);
      panel_fixture_activate (self, heading (self, names[kind]));
    }
}

static gboolean
shows_preview (PanelFixture *self, gpointer data)
{
  return sx_session_is_preview (self->session) == GPOINTER_TO_INT (data);
}

static guint
n_marked (PanelFixture *self, char **text)
{
  g_autoptr (GPtrArray) lines = seen_lines (self);
  g_autoptr (GString) all = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      n += gtk_widget_has_css_class (lines->pdata[i], "preview");
      g_string_append_printf (all, "%s ", panel_fixture_text (lines->pdata[i], "after"));
    }
  *text = g_strdup (all->str);
  return n;
}

/* They follow the hand, marked as passing, and come back with it; only what is to be resolved: they are gone.
 */
static void
test_preview (PanelFixture *self, gconstpointer data)
{
  g_autoptr (SxAdjustment) plot = panel_fixture_plot (self, 200);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autofree char *before = NULL, *during = NULL, *afterwards = NULL;
  g_autoptr (GPtrArray) none = NULL;

  panel_fixture_activate (self, heading (self, "Zones"));
  g_assert_cmpuint (n_marked (self, &before), ==, 0);
  g_ptr_array_add (items, plot);
  sx_session_preview (self->session, items, NULL, NULL);
  panel_fixture_wait (self, shows_preview, GINT_TO_POINTER (TRUE));
  g_assert_cmpuint (n_marked (self, &during), >, 1);
  g_assert_cmpstr (during, !=, before);
  sx_session_end_preview (self->session);
  panel_fixture_wait (self, shows_preview, GINT_TO_POINTER (FALSE));
  panel_fixture_wait_idle (self);
  g_assert_cmpuint (n_marked (self, &afterwards), ==, 0);
  g_assert_cmpstr (afterwards, ==, before);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (panel_fixture_child (self->panel, "show_open")), TRUE);
  none = seen_lines (self);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (gtk_widget_get_visible (heading (self, "Zones")));
}

/* ---- the list */

static GtkWidget *
find_message (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
asks (PanelFixture *self, gpointer data)
{
  return find_message () != NULL;
}

static gboolean
has_projects (PanelFixture *self, gpointer n)
{
  return sx_session_get_scheme (self->session)->projects->len == GPOINTER_TO_UINT (n);
}

static guint
n_rows (SxProjectsWindow *window)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (panel_fixture_child (window, "view"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

static void
import (PanelFixture *self, SxProjectsWindow *window, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sx_projects_window_import (window, file);
  panel_fixture_wait (self, asks, NULL);
}

static void
answer (PanelFixture *self, const char *response)
{
  GtkWidget *dialog = find_message ();

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_list (PanelFixture *self, gconstpointer data)
{
  SxProjectsWindow *window = sx_projects_window_open (self->window, self->session);
  guint n = sx_session_get_scheme (self->session)->projects->len;
  GtkWidget *search = panel_fixture_child (window, "search");
  g_autofree char *counts = NULL;

  g_assert_true (sx_projects_window_open (self->window, self->session) == window);
  g_assert_cmpuint (n_rows (window), ==, n);
  import (self, window,
          "项目名称,项目类型,维护类型,用地面积\n甲路,交通,新增,1\n乙厂,水利,撤销,2\n丙,,或许,3\n");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_message ())),
                            "2 new, 0 changed, 0 as they are, 1 rows"));
  answer (self, "cancel");
  panel_fixture_wait_idle (self);
  g_assert_cmpuint (n_rows (window), ==, n);

  import (self, window, "项目名称,项目类型,维护类型,用地面积\n甲路,交通,新增,1\n乙厂,水利,撤销,2\n");
  answer (self, "import");
  panel_fixture_wait (self, has_projects, GUINT_TO_POINTER (n + 2));
  panel_fixture_wait_idle (self);
  g_assert_cmpuint (n_rows (window), ==, n + 2);
  g_assert_cmpstr (sx_session_get_state (self->session)->undo_label, ==, "Import Key Projects: list.csv");
  counts = g_strdup_printf ("After: %u", n + 1);
  g_assert_nonnull (strstr (panel_fixture_text (window, "counts"), counts));

  gtk_editable_set_text (GTK_EDITABLE (search), "水利");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (n_rows (window), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  g_signal_emit_by_name (search, "search-changed");

  /* the same once more changes nothing; a row of that name stands for it, its empty cells for nothing */
  import (self, window, "项目名称,项目类型,维护类型,用地面积\n甲路,交通,新增,1\n乙厂,,更新,\n");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_message ())),
                            "0 new, 1 changed, 1 as they are"));
  answer (self, "import");
  panel_fixture_wait_idle (self);
  {
    const GPtrArray *projects = sx_session_get_scheme (self->session)->projects;
    const SxProject *last = projects->pdata[projects->len - 1];

    g_assert_cmpuint (projects->len, ==, n + 2);
    g_assert_cmpstr (last->maintenance, ==, "更新");
    g_assert_cmpstr (last->type, ==, "水利");
    g_assert_cmpfloat (last->area_ha, ==, 2);
  }
  for (guint i = 0; i < 2; i++)
    gtk_widget_activate_action (GTK_WIDGET (window), "projects.undo", NULL);
  panel_fixture_wait (self, has_projects, GUINT_TO_POINTER (n));
  panel_fixture_wait_idle (self);
  g_assert_cmpuint (n_rows (window), ==, n);

  gtk_selection_model_select_all (
      gtk_column_view_get_model (GTK_COLUMN_VIEW (panel_fixture_child (window, "view"))));
  gtk_widget_activate_action (GTK_WIDGET (window), "projects.remove", NULL);
  panel_fixture_wait (self, has_projects, GUINT_TO_POINTER (0));
  panel_fixture_wait_idle (self);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (panel_fixture_child (window, "stack"))), ==,
                   "empty");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  panel_fixture_init ();
  g_test_add ("/projects/balances", PanelFixture, PARCELS, panel_fixture_set_up, test_balances,
              panel_fixture_tear_down);
  g_test_add ("/projects/preview", PanelFixture, PARCELS, panel_fixture_set_up, test_preview,
              panel_fixture_tear_down);
  g_test_add ("/projects/list", PanelFixture, PARCELS, panel_fixture_set_up, test_list,
              panel_fixture_tear_down);
  return g_test_run ();
}
