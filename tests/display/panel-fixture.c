/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel-fixture.h"
#include "../wait-until.h"

#include <glib/gstdio.h>

#include "sample/sx-sample.h"

void
panel_fixture_init (void)
{
  static GApplication *application; /* the session holds it while it writes */
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_set_default (application);
  adw_init ();
  gtk_css_provider_load_from_resource (style, SX_RESOURCES "style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    SX_RESOURCES "icons");
}

void
panel_fixture_wait (PanelFixture *self, PanelCondition condition, gpointer data)
{
  wait_until (condition (self, data));
}

static gboolean
is_idle (PanelFixture *self, gpointer data)
{
  return sx_session_is_idle (self->session);
}

void
panel_fixture_wait_idle (PanelFixture *self)
{
  panel_fixture_wait (self, is_idle, NULL);
}

static void
opened (GObject *object, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  sx_session_open_finish (SX_SESSION (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (PanelFixture *self, gpointer data)
{
  return *(gboolean *)data;
}

void
panel_fixture_set_up (PanelFixture *self, gconstpointer parcels)
{
  GError *error = NULL;
  gboolean is_open = FALSE;

  self->folder = g_dir_make_tmp ("sanxian-panel-XXXXXX", &error);
  g_assert_no_error (error);
  self->file = g_build_filename (self->folder, "county.gpkg", NULL);
  sx_sample_write (self->file, GPOINTER_TO_UINT (parcels), 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->session = sx_session_new ();
  sx_session_open_async (self->session, self->file, NULL, opened, &is_open);
  panel_fixture_wait (self, is_true, &is_open);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 420, 860);
  self->panel = g_object_new (SX_TYPE_INDICATOR_PANEL, NULL);
  gtk_window_set_child (self->window, GTK_WIDGET (self->panel));
  sx_indicator_panel_set_session (self->panel, self->session);
  gtk_window_present (self->window);
  panel_fixture_wait_idle (self);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->panel));
}

static void
note_gone (gpointer data, GObject *object)
{
  *(gboolean *)data = TRUE;
}

void
panel_fixture_tear_down (PanelFixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->file);
  gboolean is_gone = FALSE;

  g_object_ref (self->panel);
  sx_indicator_panel_set_session (self->panel, NULL);
  gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->panel);
  g_object_weak_ref (G_OBJECT (self->session), note_gone, &is_gone);
  sx_session_close (self->session);
  g_object_unref (self->session);
  panel_fixture_wait (self, is_true, &is_gone);
  g_assert_true (g_file_delete (file, NULL, NULL));
  for (const char *const *p = (const char *const[]){ "-wal", "-shm", NULL }; *p; p++)
    {
      g_autofree char *beside = g_strconcat (self->file, *p, NULL);

      g_unlink (beside);
    }
  g_rmdir (self->folder);
  g_free (self->file);
  g_free (self->folder);
}

/* ---- looking */

void
panel_fixture_each (gpointer parent, void (*each) (GtkWidget *widget, gpointer data), gpointer data)
{
  each (parent, data);
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child;
       child = gtk_widget_get_next_sibling (child))
    panel_fixture_each (child, each, data);
}

GtkWidget *
panel_fixture_child (gpointer parent, const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (parent), id) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = panel_fixture_child (child, id);

      if (found)
        return found;
    }
  return NULL;
}

const char *
panel_fixture_text (gpointer parent, const char *id)
{
  GtkWidget *label = panel_fixture_child (parent, id);

  g_assert_true (GTK_IS_LABEL (label));
  return gtk_label_get_label (GTK_LABEL (label));
}

double
panel_fixture_number (gpointer parent, const char *id)
{
  const char *text = panel_fixture_text (parent, id);
  gboolean is_below = g_str_has_prefix (text, "−");

  return is_below ? -g_ascii_strtod (text + strlen ("−"), NULL) : g_ascii_strtod (text, NULL);
}

SxIndicatorRow *
panel_fixture_row (PanelFixture *self, const char *id)
{
  GtkWidget *list = panel_fixture_child (self->panel, "list");

  for (GtkWidget *row = gtk_widget_get_first_child (list); row; row = gtk_widget_get_next_sibling (row))
    if (SX_IS_INDICATOR_ROW (row)
        && g_str_equal (sx_indicator_row_get_item (SX_INDICATOR_ROW (row))->rule->id, id))
      return SX_INDICATOR_ROW (row);
  g_error ("no row %s", id);
}

void
panel_fixture_activate (PanelFixture *self, gpointer row)
{
  g_signal_emit_by_name (row, "activate");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

SxAdjustment *
panel_fixture_plot (PanelFixture *self, double metres)
{
  SxLayerItem *layer = sx_session_find_layer (self->session, "DLTB");
  SxBox box = sx_layer_item_get_box (layer);
  double x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
  SxPoint points[] = { { x, y }, { x, y + metres }, { x + metres, y + metres }, { x + metres, y }, { x, y } };
  guint32 starts[] = { 0, G_N_ELEMENTS (points) };
  guint8 shell = 1;
  SxShapeView view = { points, starts, &shell, 1, { x, y, x + metres, y + metres } };
  g_autoptr (SxShape) shape = sx_shape_new (&view);

  return sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
}
