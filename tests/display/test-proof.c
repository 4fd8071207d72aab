/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window that proofreads a draft: text that is pasted, files, trouble, and edits meanwhile. */
#include "panel-fixture.h"

#include "dialogs/sx-proof-row.h"
#include "dialogs/sx-proof-window.h"

#include <glib/gstdio.h>

#include "base/sx-text.h"

#define PARCELS GUINT_TO_POINTER (600)

typedef struct
{
  PanelFixture base;
  SxProofWindow *window;
} Fixture;

static gboolean
is_idle (PanelFixture *self, gpointer data)
{
  return sx_session_is_idle (self->session) && sx_proof_window_is_idle (data);
}

static void
wait_idle (Fixture *self)
{
  panel_fixture_wait (&self->base, is_idle, self->window);
}

static void
set_up (Fixture *self, gconstpointer parcels)
{
  panel_fixture_set_up (&self->base, parcels);
  panel_fixture_wait_idle (&self->base);
  self->window = sx_proof_window_new (self->base.window, self->base.session);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_ref (self->window);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->window);
  panel_fixture_tear_down (&self->base, NULL);
}

static void
type (Fixture *self, const char *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (panel_fixture_child (self->window, "text"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
  wait_idle (self);
}

static const char *
page (Fixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (panel_fixture_child (self->window, "result_pages")));
}

/* The boundary after the scheme, as a sentence says it. */
static char *
boundary (Fixture *self, double more)
{
  const SxIndicatorValue *value
      = sx_result_find (sx_session_get_settled_result (self->base.session), SX_MEASURE_BOUNDARY_AREA);

  return sx_text_number (value->after + more, 4);
}

static void
test_pasted (Fixture *self, gconstpointer data)
{
  g_autofree char *right = boundary (self, 0), *wrong = boundary (self, 7);
  g_autofree char *good = g_strdup_printf ("维护后城镇开发边界总面积为 %s 公顷。", right);
  g_autofree char *bad = g_strdup_printf ("维护后城镇开发边界总面积为 %s 公顷。", wrong);
  g_autofree char *expected = g_strdup_printf ("%s 公顷", right);
  const SxProofItem *item;

  g_assert_cmpstr (page (self), ==, "nothing");
  g_assert_null (sx_proof_window_get_proof (self->window));
  type (self, good);
  g_assert_cmpuint (sx_proof_window_get_proof (self->window)->n[SX_PROOF_AGREES], ==, 1);
  g_assert_cmpstr (page (self), ==, "trouble"); /* nothing differs */
  type (self, bad);
  g_assert_cmpstr (page (self), ==, "list");
  item = sx_proof_window_get_proof (self->window)->items->pdata[0];
  g_assert_cmpint (item->kind, ==, SX_PROOF_DIFFERS);
  g_assert_cmpint (item->certainty, ==, SX_CERTAINTY_HIGH);
  g_assert_cmpstr (item->right, ==, expected);
  type (self, "");
  g_assert_cmpstr (page (self), ==, "nothing");
  g_assert_null (sx_proof_window_get_proof (self->window));
}

/* The first row of the list, once it is there. */
static gboolean
has_row (PanelFixture *self, gpointer window)
{
  return panel_fixture_child (window, "said") != NULL;
}

static void
read_clipboard (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (PanelFixture *self, gpointer data)
{
  return *(char **)data != NULL;
}

static void
test_row (Fixture *self, gconstpointer data)
{
  g_autofree char *wrong = boundary (self, 7), *right = boundary (self, 0);
  g_autofree char *text
      = g_strdup_printf ("维护后城镇开发边界总面积为 %s 公顷，另有某某企业自己使用的堆场货场 3 公顷。",
                         wrong);
  g_autofree char *expected = g_strdup_printf ("%s 公顷", right), *copied = NULL;
  GtkToggleButton *all = GTK_TOGGLE_BUTTON (panel_fixture_child (self->window, "show_all"));
  GListModel *model;

  type (self, text);
  panel_fixture_wait (&self->base, has_row, self->window);
  g_assert_nonnull (strstr (panel_fixture_text (self->window, "said"), expected));
  g_assert_nonnull (strstr (panel_fixture_text (self->window, "quote"), wrong));
  g_signal_emit_by_name (panel_fixture_child (self->window, "copy"), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL, read_clipboard,
                                 &copied);
  panel_fixture_wait (&self->base, has_text, &copied);
  g_assert_cmpstr (copied, ==, expected);
  model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (panel_fixture_child (self->window, "list"))));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  gtk_toggle_button_set_active (all, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
}

static void
test_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.folder, "草稿.txt", NULL),
                  *wrong = boundary (self, -1);
  g_autofree char *text = g_strdup_printf ("维护后城镇开发边界 %s 公顷。\n", wrong);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sx_proof_window_open (self->window, file);
  wait_idle (self);
  g_assert_cmpstr (panel_fixture_text (self->window, "file_label"), ==, "草稿.txt");
  g_assert_cmpuint (sx_proof_window_get_proof (self->window)->n[SX_PROOF_DIFFERS], ==, 1);
  /* damaged meanwhile: a sentence in place of the list */
  g_assert_true (g_file_set_contents (path, "PK\003\004 no archive", -1, NULL));
  sx_proof_window_open (self->window, file);
  wait_idle (self);
  g_assert_null (sx_proof_window_get_proof (self->window));
  g_assert_cmpstr (page (self), ==, "trouble");
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* The scheme changes: the draft is held against what it is now. */
static void
test_follows (Fixture *self, gconstpointer data)
{
  g_autofree char *before = boundary (self, 0);
  g_autofree char *text = g_strdup_printf ("维护后城镇开发边界总面积为 %s 公顷。", before);
  const SxScheme *scheme = sx_session_get_scheme (self->base.session);
  g_autoptr (SxEdit) edit = sx_edit_new ("Remove", 0);

  type (self, text);
  g_assert_cmpuint (sx_proof_window_get_proof (self->window)->n[SX_PROOF_AGREES], ==, 1);
  for (guint i = 0; i < scheme->adjustments->len; i++)
    {
      const SxAdjustment *a = scheme->adjustments->pdata[i];

      if (a->line == SX_LINE_BOUNDARY && a->direction == SX_DIRECTION_IN)
        sx_edit_remove_adjustment (edit, a->fid);
    }
  sx_session_commit (self->base.session, edit);
  panel_fixture_wait_idle (&self->base);
  wait_idle (self);
  g_assert_cmpuint (sx_proof_window_get_proof (self->window)->n[SX_PROOF_DIFFERS], ==, 1);
}

/* Closed while the thread is at work: nothing comes afterwards. */
static void
test_closed_early (Fixture *self, gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (panel_fixture_child (self->window, "text"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "维护后城镇开发边界 1 公顷。", -1);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  panel_fixture_init ();
  g_test_add ("/proof/pasted", Fixture, PARCELS, set_up, test_pasted, tear_down);
  g_test_add ("/proof/row", Fixture, PARCELS, set_up, test_row, tear_down);
  g_test_add ("/proof/file", Fixture, PARCELS, set_up, test_file, tear_down);
  g_test_add ("/proof/follows", Fixture, PARCELS, set_up, test_follows, tear_down);
  g_test_add ("/proof/closed-early", Fixture, PARCELS, set_up, test_closed_early, tear_down);
  return g_test_run ();
}
