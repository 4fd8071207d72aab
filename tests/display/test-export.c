/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export dialog on a small county: what it lists, what it asks for, what it writes, and that it takes
 * back what it did not finish. */
#include "../remove-tree.h"
#include "panel-fixture.h"

#include "dialogs/sx-export-check-row.h"
#include "dialogs/sx-export-checks.h"
#include "dialogs/sx-export-part-row.h"
#include "dialogs/sx-export-parts.h"
#include "dialogs/sx-export-preview.h"
#include "dialogs/sx-export-window.h"
#include "sx-delivery-job.h"
#include "sx-settings.h"

#define PARCELS GUINT_TO_POINTER (600)

typedef struct
{
  PanelFixture base;
  GtkWindow *dialog;
  char *out; /* the folder to write to; not there yet */
} Fixture;

/* ---- looking and doing */

static gboolean
is_at_rest (PanelFixture *base, gpointer data)
{
  return sx_export_window_is_idle (SX_EXPORT_WINDOW (data)) && sx_session_is_idle (base->session);
}

static void
wait_rest (Fixture *self)
{
  panel_fixture_wait (&self->base, is_at_rest, self->dialog);
}

static gpointer
child (Fixture *self, const char *id)
{
  gpointer found = panel_fixture_child (self->dialog, id);

  g_assert_nonnull (found);
  return found;
}

static const char *
text (Fixture *self, const char *id)
{
  return gtk_label_get_label (GTK_LABEL (child (self, id)));
}

static void
click (Fixture *self, const char *id)
{
  g_assert_true (gtk_widget_is_sensitive (child (self, id)));
  g_signal_emit_by_name (child (self, id), "clicked");
}

static gboolean
can_export (Fixture *self)
{
  return gtk_widget_is_sensitive (child (self, "export_button"));
}

static void
take_on (Fixture *self)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (self, "take_on")), TRUE);
}

static void
choose_parts (Fixture *self, guint parts)
{
  static const char *const ids[] = { "database", "tables", "maps", "report", "filegdb", "shapefiles" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      SxExportPartRow *row = child (self, ids[i]);

      sx_export_part_row_set_active (row, (parts & sx_export_part_row_get_part (row)) != 0);
    }
}

static gboolean
is_shown (PanelFixture *base, gpointer data)
{
  gpointer *wanted = data; /* a stack, the name of its page */

  return g_strcmp0 (gtk_stack_get_visible_child_name (wanted[0]), wanted[1]) == 0;
}

static void
wait_page (Fixture *self, const char *stack, const char *page)
{
  gpointer wanted[] = { child (self, stack), (gpointer)page };

  panel_fixture_wait (&self->base, is_shown, wanted);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir && g_dir_read_name (dir))
    n++;
  return n;
}

/* ---- the fixture */

static void
set_up (Fixture *self, gconstpointer parcels)
{
  panel_fixture_set_up (&self->base, parcels);
  self->out = g_build_filename (self->base.folder, "成果", NULL);
  self->dialog = sx_export_window_new (self->base.window, self->base.session);
  gtk_editable_set_text (GTK_EDITABLE (child (self, "folder")), self->out);
  gtk_window_present (self->dialog);
  wait_rest (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->dialog)
    gtk_window_destroy (self->dialog);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (self->out);
  g_free (self->out);
  panel_fixture_tear_down (&self->base, NULL);
}

/* ---- the list */

static void
count_rows (GtkWidget *widget, gpointer data)
{
  guint *n = data; /* of what blocks, of the rest */

  if (SX_IS_EXPORT_CHECK_ROW (widget))
    n[sx_export_check_row_get_item (SX_EXPORT_CHECK_ROW (widget))->blocks ? 0 : 1]++;
}

/* What of the result blocks, counted by hand. */
static guint
count_blocking (SxResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->n_indicators; i++)
    n += result->indicators[i].verdict == SX_VERDICT_FAIL;
  for (guint i = 0; i < result->conflicts->len; i++)
    n += ((SxConflict *)result->conflicts->pdata[i])->rule->severity == SX_SEVERITY_ERROR;
  return n;
}

static void
test_list (Fixture *self, gconstpointer data)
{
  guint n[2] = { 0, 0 };
  SxResult *result = sx_session_get_final_result (self->base.session);
  guint blocking = count_blocking (result);
  g_autoptr (GPtrArray) items = sx_preflight (sx_session_get_plan (self->base.session),
                                              sx_session_get_scheme (self->base.session), result, NULL);

  panel_fixture_each (self->dialog, count_rows, n);
  g_assert_cmpuint (blocking, >, 0);
  g_assert_cmpuint (n[0], ==, blocking);
  g_assert_cmpuint (n[0] + n[1], ==, items->len);
  g_assert_cmpuint (strlen (text (self, "fingerprint")), >, 16);

  /* nothing goes out over it but by the user's own hand */
  g_assert_false (can_export (self));
  g_assert_nonnull (strstr (text (self, "status"), "taken on"));
  take_on (self);
  g_assert_true (can_export (self));
  choose_parts (self, 0);
  g_assert_false (can_export (self));
  choose_parts (self, SX_PART_TABLES);
  g_assert_true (can_export (self));
  gtk_editable_set_text (GTK_EDITABLE (child (self, "folder")), "not/absolute");
  g_assert_false (can_export (self));
}

typedef struct
{
  const SxPreflightItem *item;
  guint n;
} Visit;

static void
note_visit (SxExportWindow *window, const SxPreflightItem *item, SxResult *result, Visit *visit)
{
  visit->item = item;
  visit->n++;
}

static void
find_plot_row (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (!*found && SX_IS_EXPORT_CHECK_ROW (widget)
      && sx_export_check_row_get_item (SX_EXPORT_CHECK_ROW (widget))->kind == SX_PREFLIGHT_CONFLICT)
    *found = widget;
}

static void
test_go_there (Fixture *self, gconstpointer data)
{
  Visit visit = { 0 };
  GtkWidget *row = NULL;

  panel_fixture_each (self->dialog, find_plot_row, &row);
  g_assert_nonnull (row);
  g_signal_connect (self->dialog, "go-there", G_CALLBACK (note_visit), &visit);
  g_signal_emit_by_name (panel_fixture_child (row, "go"), "clicked");
  g_assert_cmpuint (visit.n, ==, 1);
  g_assert_true (visit.item == sx_export_check_row_get_item (SX_EXPORT_CHECK_ROW (row)));
  g_assert_nonnull (sx_session_find_adjustment (self->base.session, visit.item->adjustment));
  g_assert_false (sx_box_is_empty (visit.item->box));
}

/* A changed scheme is checked anew, and nothing goes out meanwhile. */
static void
test_follows_scheme (Fixture *self, gconstpointer data)
{
  g_autofree char *before = g_strdup (text (self, "fingerprint"));
  g_autoptr (SxAdjustment) plot = panel_fixture_plot (&self->base, 300);
  SxSchemeState *state = sx_session_get_state (self->base.session);
  g_autoptr (SxEdit) edit = sx_edit_new ("a plot", state->snapshot->scheme->id);

  take_on (self);
  g_assert_true (can_export (self));
  sx_edit_add_adjustment (edit, plot);
  sx_session_commit (self->base.session, edit);
  while (sx_session_get_state (self->base.session) == state)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (can_export (self));
  g_assert_false (gtk_widget_is_visible (child (self, "fingerprint")));
  wait_rest (self);
  g_assert_cmpstr (before, !=, text (self, "fingerprint"));
  g_assert_true (gtk_widget_is_visible (child (self, "fingerprint")));
}

/* ---- the export */

static void
note_sentence (SxExportWindow *window, const char *sentence, char **out)
{
  g_free (*out);
  *out = g_strdup (sentence);
}

static void
test_export (Fixture *self, gconstpointer data)
{
  g_autofree char *said = NULL;
  g_auto (GStrv) remembered = NULL;

  g_signal_connect (self->dialog, "exported", G_CALLBACK (note_sentence), &said);
  take_on (self);
  choose_parts (self, SX_PART_DATABASE | SX_PART_TABLES);
  click (self, "export_button");
  wait_page (self, "stages", "done");
  g_assert_cmpuint (count_files (self->out), ==, 2);
  g_assert_cmpstr (said, ==, "Exported: 2 files");
  remembered = g_settings_get_strv (sx_settings_get (), SX_SETTING_EXPORT_PARTS);
  g_assert_true (
      g_strv_equal ((const char *const *)remembered, (const char *const[]){ "gpkg", "tables", NULL }));
  click (self, "back");
  g_assert_true (can_export (self)); /* once more, over what is there */
  click (self, "export_button");
  wait_page (self, "stages", "done");
  g_assert_cmpuint (count_files (self->out), ==, 2);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  take_on (self);
  choose_parts (self, SX_PART_DATABASE | SX_PART_TABLES | SX_PART_MAPS);
  click (self, "export_button");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (child (self, "bar")), ==, "writing");
  click (self, "cancel_button");
  wait_page (self, "bar", "ready");
  g_assert_true (gtk_info_bar_get_revealed (child (self, "trouble_bar")));
  g_assert_nonnull (strstr (text (self, "trouble"), "cancelled"));
  g_assert_cmpuint (count_files (self->out), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (child (self, "stages")), ==, "prepare");
}

/* Once something is being written. */
static gboolean
has_begun (PanelFixture *base, gpointer data)
{
  return count_files (((Fixture *)data)->out) > 0;
}

static gboolean
is_empty (PanelFixture *base, gpointer data)
{
  return count_files (((Fixture *)data)->out) == 0;
}

/* To close the dialog is to cancel. */
static void
test_close (Fixture *self, gconstpointer data)
{
  take_on (self);
  choose_parts (self, SX_PARTS_ALL);
  click (self, "export_button");
  panel_fixture_wait (&self->base, has_begun, self);
  gtk_window_close (self->dialog);
  self->dialog = NULL;
  panel_fixture_wait (&self->base, is_empty, self);
}

static void
test_trouble (Fixture *self, gconstpointer data)
{
  g_autofree char *below = g_build_filename (self->base.file, "below", NULL); /* a file is no folder */

  gtk_editable_set_text (GTK_EDITABLE (child (self, "folder")), below);
  take_on (self);
  choose_parts (self, SX_PART_TABLES);
  click (self, "export_button");
  wait_page (self, "bar", "ready");
  g_assert_true (gtk_info_bar_get_revealed (child (self, "trouble_bar")));
  g_assert_nonnull (strstr (text (self, "trouble"), "county.gpkg"));
  g_assert_nonnull (strstr (text (self, "trouble"), "another folder"));
}

/* ---- the sheets */

static gboolean
has_picture (PanelFixture *base, gpointer data)
{
  return gtk_picture_get_paintable (data) != NULL;
}

/* The page may still grow after its first picture: then it is painted again. */
static gboolean
is_as_wide (PanelFixture *base, gpointer data)
{
  GdkPaintable *sheet = gtk_picture_get_paintable (data);

  return sheet && gdk_paintable_get_intrinsic_width (sheet) == gtk_widget_get_width (data);
}

static gboolean
is_printed_size (PanelFixture *base, gpointer data)
{
  GdkPaintable *sheet = gtk_picture_get_paintable (data);
  int longer
      = sheet ? MAX (gdk_paintable_get_intrinsic_width (sheet), gdk_paintable_get_intrinsic_height (sheet))
              : 0;

  return ABS (longer - 420 / 25.4 * 96) < 3;
}

static void
test_sheets (Fixture *self, gconstpointer data)
{
  GtkPicture *picture = child (self, "picture");
  GdkPaintable *first;
  GtkWindow *dialog = self->dialog;

  adw_view_stack_set_visible_child_name (child (self, "pages"), "sheets");
  panel_fixture_wait (&self->base, is_as_wide, picture);
  first = g_object_ref (gtk_picture_get_paintable (picture));
  g_assert_false (gtk_widget_get_sensitive (child (self, "previous")));
  click (self, "next");
  g_assert_null (gtk_picture_get_paintable (picture)); /* never one sheet under another's title */
  panel_fixture_wait (&self->base, has_picture, picture);
  g_assert_true (gtk_picture_get_paintable (picture) != first);
  g_object_unref (first);
  g_assert_true (gtk_widget_get_sensitive (child (self, "previous")));

  /* as large as it will be printed: an A3 sheet has 420 mm */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child (self, "actual_size")), TRUE);
  panel_fixture_wait (&self->base, is_printed_size, picture);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child (self, "actual_size")), FALSE);

  /* another paper is another page */
  adw_combo_row_set_selected (child (self, "paper"), 0);
  panel_fixture_wait (&self->base, is_at_rest, dialog);
  panel_fixture_wait (&self->base, has_picture, picture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  panel_fixture_init ();
#define ADD(path, test) g_test_add (path, Fixture, PARCELS, set_up, test, tear_down)
  ADD ("/export/list", test_list);
  ADD ("/export/go-there", test_go_there);
  ADD ("/export/follows-scheme", test_follows_scheme);
  ADD ("/export/export", test_export);
  ADD ("/export/cancel", test_cancel);
  ADD ("/export/close", test_close);
  ADD ("/export/trouble", test_trouble);
  ADD ("/export/sheets", test_sheets);
  return g_test_run ();
}
