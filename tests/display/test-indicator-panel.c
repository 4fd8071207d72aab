/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The constraint panel on a small county: what a user reads there, and what it does. */
#include "panel-fixture.h"

#include <json-glib/json-glib.h>

#include "sx-app-words.h"

#include "base/sx-locale.h"
#include "base/sx-units.h"
#include "evaluate/sx-result-words.h"
#include "panels/sx-conflict-row.h"

#define PARCELS GUINT_TO_POINTER (400)

/* ---- numbers */

static JsonObject *
ask_command_line (PanelFixture *self, JsonParser *parser)
{
  g_autofree char *out = NULL;
  const char *argv[] = { g_getenv ("SANXIAN_CLI"), "evaluate", "--format=json", self->file, NULL };
  GError *error = NULL;

  g_spawn_sync (NULL, (char **)argv, NULL, 0, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  json_parser_load_from_data (parser, out, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static double
number_of (JsonObject *row, const char *member)
{
  JsonNode *node = json_object_get_member (row, member);

  return node && !JSON_NODE_HOLDS_NULL (node) ? json_node_get_double (node) : (double)NAN;
}

/* Every row says what the command line says of the package. */
static void
test_numbers (PanelFixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows = json_object_get_array_member (ask_command_line (self, parser), "indicators");
  guint n_numbers = 0, n_minus = 0;

  g_assert_cmpuint (json_array_get_length (rows), ==, 38);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *expected = json_array_get_object_element (rows, i);
      SxIndicatorRow *row = panel_fixture_row (self, json_object_get_string_member (expected, "id"));
      int decimals = sx_indicator_row_get_item (row)->rule->decimals;
      g_autofree char *before = sx_words_number (number_of (expected, "before"), decimals);
      g_autofree char *after = sx_words_number (number_of (expected, "after"), decimals);
      SxVerdict verdict;

      g_assert_cmpstr (panel_fixture_text (row, "before"), ==, before);
      g_assert_cmpstr (panel_fixture_text (row, "after"), ==, after);
      g_assert_true (sx_verdict_parse (json_object_get_string_member (expected, "verdict"), &verdict));
      g_assert_cmpstr (panel_fixture_text (row, "verdict"), ==, sx_words_verdict (verdict));
      n_numbers += !g_str_equal (after, "–");
      g_assert_null (strchr (panel_fixture_text (row, "change"), '-')); /* a minus sign is no hyphen */
      n_minus += g_str_has_prefix (panel_fixture_text (row, "change"), "−");
    }
  g_assert_cmpuint (n_numbers, >, 20);
  g_assert_cmpuint (n_minus, >, 0);
}

static void
test_summary (PanelFixture *self, gconstpointer data)
{
  const SxResult *result = sx_session_get_result (self->session);
  guint counts[SX_VERDICT_NO_DATA + 1] = { 0 };
  g_autofree char *title = NULL;
  GtkWidget *summary = panel_fixture_child (self->panel, "summary");

  for (guint i = 0; i < result->n_indicators; i++)
    counts[result->indicators[i].verdict]++;
  title = g_strdup_printf ("%u pass · %u fail · %u to be judged", counts[SX_VERDICT_PASS],
                           counts[SX_VERDICT_FAIL], counts[SX_VERDICT_MANUAL]);
  g_assert_cmpstr (panel_fixture_text (summary, "title"), ==, title);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (summary), GTK_ACCESSIBLE_ROLE_STATUS);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (summary), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

/* ---- previews */

static gboolean
is_preview (PanelFixture *self, gpointer data)
{
  return sx_session_is_preview (self->session);
}

static void
preview (PanelFixture *self, double metres)
{
  g_autoptr (GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_adjustment_unref);

  g_ptr_array_add (plots, panel_fixture_plot (self, metres));
  sx_session_preview (self->session, plots, NULL, NULL);
  panel_fixture_wait (self, is_preview, NULL);
}

/* What is drawn counts, is marked, and leaves no trace. */
static void
test_preview (PanelFixture *self, gconstpointer data)
{
  SxIndicatorRow *row = panel_fixture_row (self, "boundary_area");
  GtkWidget *mark = panel_fixture_child (self->panel, "preview");
  GtkWidget *cells = panel_fixture_child (row, "cells");
  GtkWidget *ledger_cell = panel_fixture_child (self->panel, "in_cell");
  g_autofree char *before = g_strdup (panel_fixture_text (row, "after")), *expected = NULL;

  g_assert_false (gtk_widget_get_visible (mark));
  preview (self, 150);
  expected = sx_words_number (sx_result_find (sx_session_get_result (self->session), SX_MEASURE_BOUNDARY_AREA)
                                  ->after,
                              4);
  g_assert_cmpstr (panel_fixture_text (row, "after"), ==, expected);
  g_assert_cmpstr (panel_fixture_text (row, "after"), !=, before);
  g_assert_true (gtk_widget_get_visible (mark));
  g_assert_true (gtk_widget_has_css_class (cells, "preview"));
  g_assert_true (gtk_widget_has_css_class (ledger_cell, "preview"));
  /* a row that the plot does not move is not marked */
  g_assert_false (
      gtk_widget_has_css_class (panel_fixture_child (panel_fixture_row (self, "arable_area"), "cells"),
                                "preview"));
  sx_session_end_preview (self->session);
  panel_fixture_wait_idle (self);
  g_assert_cmpstr (panel_fixture_text (row, "after"), ==, before);
  g_assert_false (gtk_widget_get_visible (mark));
  g_assert_false (gtk_widget_has_css_class (cells, "preview"));
  g_assert_false (gtk_widget_has_css_class (ledger_cell, "preview"));
}

static void
count_set (GObject *label, GParamSpec *pspec, gpointer data)
{
  ++*(guint *)data;
}

static void
watch (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_LABEL (widget))
    g_signal_connect (widget, "notify::label", G_CALLBACK (count_set), data);
}

static void
count_changed (SxIndicatorItem *item, guint parts, gpointer data)
{
  ++*(guint *)data;
}

/* A result that says nothing new touches nothing; one that moves the boundary leaves the red line alone. */
static void
test_only_what_changes (PanelFixture *self, gconstpointer data)
{
  guint n_labels = 0, n_redline = 0, n_items = 0;
  const SxResult *result = sx_session_get_result (self->session);

  for (guint i = 0; i < result->n_indicators; i++)
    {
      const SxIndicatorRule *rule = result->indicators[i].rule;
      SxIndicatorRow *row = panel_fixture_row (self, rule->id);

      g_signal_connect (sx_indicator_row_get_item (row), "changed", G_CALLBACK (count_changed), &n_items);
      if (g_str_equal (rule->group, "redline"))
        panel_fixture_each (row, watch, &n_redline);
    }
  panel_fixture_each (self->panel, watch, &n_labels);
  g_signal_emit_by_name (self->session, "result-changed");
  g_assert_cmpuint (n_items, ==, 0);
  g_assert_cmpuint (n_labels, ==, 0);
  preview (self, 150);
  g_assert_cmpuint (n_labels, >, 0);
  g_assert_cmpuint (n_items, >, 0);
  g_assert_cmpuint (n_redline, ==, 0);
  n_labels = n_items = 0;
  g_signal_emit_by_name (self->session, "result-changed");
  g_assert_cmpuint (n_items, ==, 0);
  g_assert_cmpuint (n_labels, ==, 0);
  sx_session_end_preview (self->session);
  panel_fixture_wait_idle (self);
}

/* ---- why */

static gboolean
has_contributions (PanelFixture *self, gpointer row)
{
  GtkWidget *contributions = panel_fixture_child (row, "contributions");
  GtkWidget *list = contributions ? panel_fixture_child (contributions, "list") : NULL;

  return list && gtk_widget_get_first_child (list);
}

/* The parts of the change are listed, largest first, and go to the map. */
static void
test_why (PanelFixture *self, gconstpointer data)
{
  SxIndicatorRow *row = panel_fixture_row (self, "boundary_area");
  GtkWidget *first, *second, *list;
  double larger, smaller;
  guint n;

  panel_fixture_activate (self, row);
  g_assert_true (sx_indicator_row_is_open (row));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  panel_fixture_wait (self, has_contributions, row);
  list = panel_fixture_child (panel_fixture_child (row, "contributions"), "list");
  first = gtk_widget_get_first_child (list);
  second = gtk_widget_get_next_sibling (first);
  g_assert_nonnull (second);
  larger = panel_fixture_number (first, "delta");
  smaller = panel_fixture_number (second, "delta");
  g_assert_cmpfloat (ABS (larger), >=, ABS (smaller));
  g_assert_cmpfloat (larger, !=, 0);
  g_signal_emit_by_name (panel_fixture_child (first, "locate"), "clicked");
  sx_session_get_selection (self->session, &n);
  g_assert_cmpuint (n, ==, 1);
  /* while something is drawn they are of a state that is not shown */
  preview (self, 150);
  g_assert_false (has_contributions (self, row));
  sx_session_end_preview (self->session);
  panel_fixture_wait (self, has_contributions, row);
  panel_fixture_activate (self, row);
  g_assert_false (sx_indicator_row_is_open (row));
}

static gboolean
can_show (PanelFixture *self, gpointer row)
{
  GtkWidget *show = panel_fixture_child (row, "show");

  return show && gtk_widget_get_sensitive (show);
}

static void
test_places (PanelFixture *self, gconstpointer data)
{
  SxIndicatorRow *row = panel_fixture_row (self, "boundary_window_count");
  const SxSpot *spots;
  guint n, current, total = (guint)g_ascii_strtoull (panel_fixture_text (row, "after"), NULL, 10);

  g_assert_cmpuint (total, >, 1);
  panel_fixture_activate (self, row);
  panel_fixture_wait (self, can_show, row);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (panel_fixture_child (row, "show")), TRUE);
  spots = sx_session_get_spotlight (self->session, &n, &current);
  g_assert_cmpuint (n, ==, total);
  g_assert_cmpuint (current, ==, 0);
  g_assert_nonnull (strstr (spots[0].label, " mu"));
  g_signal_emit_by_name (panel_fixture_child (row, "previous"), "clicked");
  sx_session_get_spotlight (self->session, &n, &current);
  g_assert_cmpuint (current, ==, total - 1);
  g_signal_emit_by_name (panel_fixture_child (row, "next"), "clicked");
  sx_session_get_spotlight (self->session, &n, &current);
  g_assert_cmpuint (current, ==, 0);
  panel_fixture_activate (self, row); /* closes it */
  sx_session_get_spotlight (self->session, &n, &current);
  g_assert_cmpuint (n, ==, 0);
}

static gboolean
is_lit (PanelFixture *self, gpointer data)
{
  guint n, current;

  sx_session_get_spotlight (self->session, &n, &current);
  return n == 1;
}

/* Every conflict has a row, in their order, and nothing else has one. Gives the first. */
static GtkWidget *
check_conflict_rows (PanelFixture *self)
{
  GPtrArray *conflicts = sx_session_get_result (self->session)->conflicts;
  GtkWidget *list = panel_fixture_child (self->panel, "list"), *first = NULL;
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row; row = gtk_widget_get_next_sibling (row))
    if (SX_IS_CONFLICT_ROW (row) && gtk_widget_get_visible (row))
      {
        const SxConflict *expected = g_ptr_array_index (conflicts, n);
        g_autofree char *number = sx_words_number (expected->area / SX_HA_M2, 4);
        g_autofree char *area = g_strconcat (number, " ha", NULL);

        g_assert_cmpstr (panel_fixture_text (row, "area"), ==, area);
        g_assert_cmpstr (panel_fixture_text (row, "text"), ==, expected->message);
        g_assert_true (gtk_widget_has_css_class (row, expected->rule->severity == SX_SEVERITY_ERROR
                                                          ? "verdict-fail"
                                                          : "verdict-manual"));
        first = first ? first : row;
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, ==, conflicts->len);
  return first;
}

/* A row goes to its overlap and selects its plot. */
static void
test_conflicts (PanelFixture *self, gconstpointer data)
{
  const SxConflict *conflict = g_ptr_array_index (sx_session_get_result (self->session)->conflicts, 0);
  gint64 fid = conflict->adjustment->fid;
  const gint64 *selection;
  guint n;

  panel_fixture_activate (self, check_conflict_rows (self));
  panel_fixture_wait (self, is_lit, NULL);
  selection = sx_session_get_selection (self->session, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (selection[0], ==, fid);
}

/* The plots go and come back one by one, and with them the rows of their conflicts. */
static void
test_conflicts_follow (PanelFixture *self, gconstpointer data)
{
  const SxScheme *scheme = sx_session_get_scheme (self->session);
  guint n_conflicts = sx_session_get_result (self->session)->conflicts->len, n_edits = 0;
  gint64 first = ((SxAdjustment *)scheme->adjustments->pdata[0])->fid;
  gint64 last = ((SxAdjustment *)scheme->adjustments->pdata[scheme->adjustments->len - 1])->fid;

  for (guint i = scheme->adjustments->len; i > 0; i--)
    {
      g_autoptr (SxEdit) edit = sx_edit_new ("Remove", 0);

      scheme = sx_session_get_scheme (self->session);
      sx_edit_remove_adjustment (edit, i % 2 ? first : last);
      sx_session_commit (self->session, edit);
      panel_fixture_wait_idle (self);
      n_edits++;
      scheme = sx_session_get_scheme (self->session);
      if (scheme->adjustments->len == 0 || sx_session_get_result (self->session)->conflicts->len == 0)
        break;
      check_conflict_rows (self);
      first = ((SxAdjustment *)scheme->adjustments->pdata[0])->fid;
      last = ((SxAdjustment *)scheme->adjustments->pdata[scheme->adjustments->len - 1])->fid;
    }
  while (n_edits-- > 0)
    {
      sx_session_undo (self->session);
      panel_fixture_wait_idle (self);
      if (sx_session_get_result (self->session)->conflicts->len > 0)
        check_conflict_rows (self);
    }
  g_assert_cmpuint (sx_session_get_result (self->session)->conflicts->len, ==, n_conflicts);
}

/* ---- what a person gives */

static const SxJudgement *
judgement_of (PanelFixture *self, const char *id)
{
  const SxScheme *scheme = sx_session_get_scheme (self->session);

  for (guint i = 0; i < scheme->judgements->len; i++)
    {
      const SxJudgement *judgement = g_ptr_array_index (scheme->judgements, i);

      if (g_str_equal (judgement->indicator, id))
        return judgement;
    }
  return NULL;
}

static gboolean
is_judged_failing (PanelFixture *self, gpointer data)
{
  const SxJudgement *judgement = judgement_of (self, "special_case");

  return judgement && g_str_equal (judgement->verdict, "fail");
}

static gboolean
is_not_judged (PanelFixture *self, gpointer data)
{
  return !judgement_of (self, "special_case");
}

static void
test_judgement (PanelFixture *self, gconstpointer data)
{
  SxIndicatorRow *row = panel_fixture_row (self, "special_case");
  GtkWidget *save, *reason;

  panel_fixture_activate (self, row);
  save = panel_fixture_child (panel_fixture_child (row, "judgement"), "save");
  reason = panel_fixture_child (row, "reason");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (panel_fixture_child (row, "fail")), TRUE);
  g_assert_false (gtk_widget_get_sensitive (save)); /* not without a reason */
  gtk_editable_set_text (GTK_EDITABLE (reason), "  无立项批文 ");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  panel_fixture_wait (self, is_judged_failing, NULL);
  panel_fixture_wait_idle (self);
  g_assert_cmpstr (judgement_of (self, "special_case")->reason, ==, "无立项批文");
  g_assert_cmpstr (panel_fixture_text (row, "verdict"), ==, "fail");
  g_assert_cmpstr (sx_session_get_state (self->session)->undo_label, ==, "Judge Special cases: fail");
  g_assert_false (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (panel_fixture_child (row, "withdraw"), "clicked");
  panel_fixture_wait (self, is_not_judged, NULL);
  panel_fixture_wait_idle (self);
  g_assert_cmpstr (panel_fixture_text (row, "verdict"), ==, "not involved");
}

static gboolean
has_parameter (PanelFixture *self, gpointer text)
{
  return g_strcmp0 (g_hash_table_lookup (sx_session_get_scheme (self->session)->parameters, "forest_area"),
                    text)
         == 0;
}

static void
test_parameter (PanelFixture *self, gconstpointer data)
{
  SxIndicatorRow *row = panel_fixture_row (self, "forest_area");
  GtkWidget *save, *number;

  panel_fixture_activate (self, row);
  save = panel_fixture_child (panel_fixture_child (row, "parameter"), "save");
  number = panel_fixture_child (row, "number");
  gtk_editable_set_text (GTK_EDITABLE (number), "many");
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_true (gtk_widget_get_visible (panel_fixture_child (row, "problem")));
  gtk_editable_set_text (GTK_EDITABLE (number), "７.2500"); /* as an input method may give it */
  g_assert_false (gtk_widget_get_visible (panel_fixture_child (row, "problem")));
  g_signal_emit_by_name (number, "activate");
  panel_fixture_wait (self, has_parameter, (gpointer) "7.2500");
  panel_fixture_wait_idle (self);
  g_assert_cmpstr (panel_fixture_text (row, "after"), ==, "7.2500");
}

/* ---- filter, folding, names */

static void
test_filter (PanelFixture *self, gconstpointer data)
{
  GtkWidget *show_open = panel_fixture_child (self->panel, "show_open");
  const SxResult *result = sx_session_get_result (self->session);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (show_open), TRUE);
  for (guint i = 0; i < result->n_indicators; i++)
    {
      const SxIndicatorValue *value = &result->indicators[i];
      gboolean is_open = value->verdict == SX_VERDICT_FAIL || value->verdict == SX_VERDICT_MANUAL;

      g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (panel_fixture_row (self, value->rule->id))), ==,
                       is_open);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (panel_fixture_child (self->panel, "show_all")), TRUE);
  for (guint i = 0; i < result->n_indicators; i++)
    g_assert_true (
        gtk_widget_get_visible (GTK_WIDGET (panel_fixture_row (self, result->indicators[i].rule->id))));
}

static void
test_folding (PanelFixture *self, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (panel_fixture_row (self, "redline_area"));
  GtkWidget *heading = gtk_widget_get_prev_sibling (row);

  panel_fixture_activate (self, heading);
  g_assert_false (gtk_widget_get_visible (row));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panel_fixture_row (self, "boundary_area"))));
  panel_fixture_activate (self, heading);
  g_assert_true (gtk_widget_get_visible (row));
}

static void
check_name (GtkWidget *widget, gpointer data)
{
  gboolean has_words
      = GTK_IS_BUTTON (widget)
        && (gtk_button_get_label (GTK_BUTTON (widget)) || gtk_widget_get_tooltip_text (widget));

  if ((GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_LIST_BOX_ROW (widget)) && !has_words
      && gtk_widget_is_visible (widget)
      && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("%s has no accessible name", G_OBJECT_TYPE_NAME (widget));
  ++*(guint *)data;
}

static void
test_names (PanelFixture *self, gconstpointer data)
{
  guint n = 0;

  panel_fixture_activate (self, panel_fixture_row (self, "boundary_direction"));
  panel_fixture_activate (self, panel_fixture_row (self, "forest_cover"));
  panel_fixture_activate (self, panel_fixture_row (self, "boundary_area"));
  panel_fixture_wait (self, has_contributions, panel_fixture_row (self, "boundary_area"));
  panel_fixture_each (self->panel, check_name, &n);
  g_assert_cmpuint (n, >, 100);
}

static void
check_whole (GtkWidget *widget, gpointer data)
{
  int minimum, natural;

  if (!gtk_widget_has_css_class (widget, "figure") || !gtk_widget_get_mapped (widget))
    return;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_allocated_width (widget), >=, minimum);
  if (GTK_IS_LABEL (widget))
    g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (widget)), ==, PANGO_ELLIPSIZE_NONE);
  ++*(guint *)data;
}

/* At its narrowest the panel shows every number whole. */
static void
test_narrow (PanelFixture *self, gconstpointer data)
{
  guint n = 0;
  int minimum;

  gtk_widget_measure (GTK_WIDGET (self->panel), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_set_default_size (self->window, 360, 700);
  for (guint i = 0; i < 5; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (self->panel));
  panel_fixture_each (self->panel, check_whole, &n);
  g_assert_cmpuint (n, >, 30);
}

int
main (int argc, char **argv)
{
  sx_locale_init ();
  gtk_disable_setlocale ();
  gtk_test_init (&argc, &argv, NULL);
  panel_fixture_init ();
#define ADD(name, function)                                                                                  \
  g_test_add ("/indicator-panel/" name, PanelFixture, PARCELS, panel_fixture_set_up, function,               \
              panel_fixture_tear_down)
  ADD ("numbers", test_numbers);
  ADD ("summary", test_summary);
  ADD ("preview", test_preview);
  ADD ("only-what-changes", test_only_what_changes);
  ADD ("why", test_why);
  ADD ("places", test_places);
  ADD ("conflicts", test_conflicts);
  ADD ("conflicts-follow", test_conflicts_follow);
  ADD ("judgement", test_judgement);
  ADD ("parameter", test_parameter);
  ADD ("filter", test_filter);
  ADD ("folding", test_folding);
  ADD ("names", test_names);
  ADD ("narrow", test_narrow);
#undef ADD
  return g_test_run ();
}
