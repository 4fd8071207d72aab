/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tool-fixture.h"
#include "../wait-until.h"

#include <glib/gstdio.h>

#include "geometry/sx-area.h"
#include "sample/sx-sample.h"
#include "store/sx-package.h"

void
tool_fixture_init (void)
{
  static GApplication *application; /* the session holds it while it writes */

  application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_set_default (application);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    SX_RESOURCES "icons");
}

void
tool_fixture_wait (ToolFixture *self, ToolCondition condition)
{
  wait_until (condition (self));
}

static gboolean
is_idle (ToolFixture *self)
{
  return sx_session_get_state (self->session) && sx_session_is_idle (self->session);
}

void
tool_fixture_wait_idle (ToolFixture *self)
{
  tool_fixture_wait (self, is_idle);
}

static void
opened (GObject *object, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  sx_session_open_finish (SX_SESSION (object), result, &error);
  g_assert_no_error (error);
  g_signal_emit_by_name (object, "opened");
}

static gboolean
is_open (ToolFixture *self)
{
  return sx_session_get_phase (self->session) == SX_SESSION_OPEN;
}

static void
said (SxSession *session, const char *sentence, ToolFixture *self)
{
  g_free (self->said);
  self->said = g_strdup (sentence);
}

static gboolean
has_size (ToolFixture *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self->view)) > 100;
}

void
tool_fixture_open (ToolFixture *self, const char *file)
{
  self->file = g_strdup (file);
  self->session = sx_session_new ();
  g_signal_connect (self->session, "trouble", G_CALLBACK (said), self);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 800, 600);
  self->view = g_object_new (SX_TYPE_MAP_VIEW, NULL);
  self->toolbox = sx_toolbox_new (self->view);
  gtk_window_set_child (self->window, GTK_WIDGET (self->view));
  gtk_window_present (self->window);
  sx_map_view_set_session (self->view, self->session);
  sx_session_open_async (self->session, self->file, NULL, opened, NULL);
  sx_toolbox_set_session (self->toolbox, self->session);
  sx_snapper_set_enabled (sx_toolbox_get_snapper (self->toolbox), FALSE);
  tool_fixture_wait (self, is_open);
  tool_fixture_wait_idle (self);
  tool_fixture_wait (self, has_size);
  tool_fixture_look_at (self, tool_fixture_middle (self), 1600);
  self->time = 1000;
}

void
tool_fixture_set_up (ToolFixture *self, gconstpointer parcels)
{
  g_autofree char *file = NULL;
  GError *error = NULL;

  self->folder = g_dir_make_tmp ("sanxian-tools-XXXXXX", &error);
  g_assert_no_error (error);
  file = g_build_filename (self->folder, "county.gpkg", NULL);
  sx_sample_write (file, GPOINTER_TO_UINT (parcels), 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  tool_fixture_open (self, file);
}

static void
note_gone (gpointer data, GObject *object)
{
  *(gboolean *)data = TRUE;
}

static void
remove_files (ToolFixture *self)
{
  for (const char *const *p = (const char *const[]){ "", "-wal", "-shm", NULL }; *p; p++)
    {
      g_autofree char *path = g_strconcat (self->file, *p, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0); /* nothing else is left of an editing session */
}

void
tool_fixture_tear_down (ToolFixture *self, gconstpointer data)
{
  gboolean is_gone = FALSE;

  sx_toolbox_set_session (self->toolbox, NULL);
  sx_map_view_set_session (self->view, NULL);
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->toolbox);
  g_object_weak_ref (G_OBJECT (self->session), note_gone, &is_gone);
  sx_session_close (self->session);
  g_object_unref (self->session);
  wait_until (is_gone);
  if (self->folder)
    remove_files (self);
  g_free (self->file);
  g_free (self->folder);
  g_free (self->said);
}

SxPoint
tool_fixture_middle (ToolFixture *self)
{
  SxBox box = sx_layer_item_get_box (sx_session_find_layer (self->session, "DLTB"));

  return (SxPoint){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 };
}

static gboolean
has_settled (ToolFixture *self)
{
  return sx_map_view_is_idle (self->view);
}

void
tool_fixture_look_at (ToolFixture *self, SxPoint at, double metres)
{
  sx_map_view_zoom_to (self->view, sx_box_grown ((SxBox){ at.x, at.y, at.x, at.y }, metres / 2));
  tool_fixture_wait (self, has_settled);
}

SxPoint
tool_fixture_at (ToolFixture *self, double x, double y)
{
  return sx_map_view_to_plan (self->view, x, y);
}

/* ---- the hand */

SxTool *
tool_fixture_use (ToolFixture *self, const char *name)
{
  sx_toolbox_use (self->toolbox, name);
  g_assert_true (sx_map_view_get_tool (self->view) == sx_toolbox_get_tool (self->toolbox, name));
  return sx_map_view_get_tool (self->view);
}

static SxPointer
pointer (ToolFixture *self, double x, double y, GdkModifierType state, guint button, int n_press)
{
  self->time += 20;
  return (SxPointer){ x, y, tool_fixture_at (self, x, y), button, n_press, state, self->time };
}

void
tool_fixture_move (ToolFixture *self, double x, double y, GdkModifierType state)
{
  SxPointer p = pointer (self, x, y, state, 0, 0);

  sx_tool_motion (sx_map_view_get_tool (self->view), &p);
}

static void
press (ToolFixture *self, double x, double y, GdkModifierType state, int n_press)
{
  SxPointer p = pointer (self, x, y, state, GDK_BUTTON_PRIMARY, n_press);

  g_assert_true (sx_tool_press (sx_map_view_get_tool (self->view), &p));
}

void
tool_fixture_let_go (ToolFixture *self, double x, double y, GdkModifierType state)
{
  SxPointer p = pointer (self, x, y, state, GDK_BUTTON_PRIMARY, 1);

  sx_tool_release (sx_map_view_get_tool (self->view), &p);
}

void
tool_fixture_click (ToolFixture *self, double x, double y, GdkModifierType state)
{
  tool_fixture_move (self, x, y, state);
  press (self, x, y, state, 1);
  tool_fixture_let_go (self, x, y, state);
}

void
tool_fixture_double_click (ToolFixture *self, double x, double y)
{
  tool_fixture_click (self, x, y, 0);
  press (self, x, y, 0, 2);
  tool_fixture_let_go (self, x, y, 0);
}

void
tool_fixture_drag_and_hold (ToolFixture *self, double x0, double y0, double x1, double y1,
                            GdkModifierType state)
{
  tool_fixture_move (self, x0, y0, state);
  press (self, x0, y0, state, 1);
  for (guint i = 1; i <= 20; i++)
    tool_fixture_move (self, x0 + (x1 - x0) * i / 20, y0 + (y1 - y0) * i / 20, state);
}

void
tool_fixture_drag (ToolFixture *self, double x0, double y0, double x1, double y1, GdkModifierType state)
{
  tool_fixture_drag_and_hold (self, x0, y0, x1, y1, state);
  tool_fixture_let_go (self, x1, y1, state);
}

gboolean
tool_fixture_key (ToolFixture *self, guint keyval, GdkModifierType state)
{
  return sx_tool_key (sx_map_view_get_tool (self->view), keyval, state);
}

/* ---- what came of it */

guint
tool_fixture_n_adjustments (ToolFixture *self)
{
  return sx_session_get_scheme (self->session)->adjustments->len;
}

SxAdjustment *
tool_fixture_last (ToolFixture *self)
{
  GPtrArray *all = sx_session_get_scheme (self->session)->adjustments;

  return all->pdata[all->len - 1];
}

SxScheme *
tool_fixture_read_package (ToolFixture *self)
{
  GError *error = NULL;
  SxScheme *scheme = sx_package_read_scheme (sx_session_get_plan (self->session), NULL, NULL, &error);

  g_assert_no_error (error);
  return scheme;
}

double
tool_fixture_area (ToolFixture *self, SxShape *shape)
{
  SxPlane plane = sx_session_get_plane (self->session);
  SxShapeView view = sx_shape_view (shape);

  return sx_area_ellipsoidal (&plane, &view);
}
