/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies below the map lies where the parcels say: rasters with a disk at corners of parcels, in several
 * systems, and at several scales, are seen within a pixel of them. And what cannot be shown is said. */
#include <cpl_conv.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "map/sx-base-map.h"
#include "sx-settings.h"
#include "tool-fixture.h"

#include "../remove-tree.h"
#include "../unit/raster/raster-fixture.h"

#define NEAR 9 /* pixels around a corner that are looked at */

static char *folder;

static gboolean
has_settled (ToolFixture *f)
{
  SxBaseMapState state = sx_base_map_get_state (sx_base_map_get ());

  return state != SX_BASE_MAP_LOOKING && sx_map_view_is_idle (f->view);
}

static gboolean
is_shown (ToolFixture *f)
{
  return sx_base_map_get_state (sx_base_map_get ()) == SX_BASE_MAP_GOOD && sx_map_view_is_idle (f->view);
}

static gboolean
is_trouble (ToolFixture *f)
{
  return sx_base_map_get_state (sx_base_map_get ()) == SX_BASE_MAP_TROUBLE;
}

static gboolean
is_off (ToolFixture *f)
{
  return sx_base_map_get_state (sx_base_map_get ()) == SX_BASE_MAP_OFF;
}

/* ---- a plan whose layers are hidden */

static void
set_up (ToolFixture *f, gconstpointer data)
{
  GListModel *layers;

  g_settings_reset (sx_settings_get (), SX_SETTING_BASE_MAP_KIND);
  tool_fixture_set_up (f, data);
  layers = sx_session_get_layers (f->session);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (layers, i);

      sx_layer_item_set_visible (item, FALSE);
    }
  sx_map_view_set_compare (f->view, SX_MAP_DIFFERENCE);
  tool_fixture_wait (f, is_off);
}

/* Calls for each corner of each parcel. */
static void
each_corner (SxLayer *parcels, void (*call) (RasterFixture *fixture, guint *n, SxPoint corner),
             RasterFixture *fixture, guint *n)
{
  for (guint i = 0; i < parcels->n_features; i++)
    {
      SxShapeView shape = sx_layer_shape (parcels, i);

      for (guint k = shape.ring_start[0]; k < shape.ring_start[shape.n_rings]; k++)
        call (fixture, n, shape.points[k]);
    }
}

static void
take_nearer (RasterFixture *fixture, guint *n, SxPoint corner)
{
  SxPoint middle = fixture->marks[1];

  if (hypot (corner.x - middle.x, corner.y - middle.y)
      < hypot (fixture->marks[0].x - middle.x, fixture->marks[0].y - middle.y))
    fixture->marks[0] = corner;
}

static void
take_around (RasterFixture *fixture, guint *n, SxPoint corner)
{
  gboolean is_good = *n < G_N_ELEMENTS (fixture->marks)
                     && hypot (corner.x - fixture->marks[0].x, corner.y - fixture->marks[0].y) < 280;

  for (guint j = 0; j < *n && is_good; j++)
    is_good &= hypot (corner.x - fixture->marks[j].x, corner.y - fixture->marks[j].y) > 30;
  if (is_good)
    fixture->marks[(*n)++] = corner;
}

/* The corner of a parcel nearest to the middle, and some around it, not too near to each other. */
static RasterFixture
find_corners (ToolFixture *f)
{
  RasterFixture fixture = { .plane = sx_session_get_plane (f->session) };
  SxLayer *parcels = sx_layer_item_get_layer (sx_session_find_layer (f->session, "DLTB"));
  guint n = 1;

  fixture.marks[1] = tool_fixture_middle (f);
  each_corner (parcels, take_nearer, &fixture, &n);
  each_corner (parcels, take_around, &fixture, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (fixture.marks));
  return fixture;
}

/* ---- what is seen */

/* What the view drew last; NULL: it is about to draw. */
static GskRenderNode *
last_frame (ToolFixture *f)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (f->view));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (f->view)),
                          gtk_widget_get_height (GTK_WIDGET (f->view)));
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
has_frame (ToolFixture *f)
{
  g_autoptr (GskRenderNode) node = last_frame (f);

  return node && sx_map_view_is_idle (f->view);
}

static cairo_surface_t *
take_picture (ToolFixture *f)
{
  int width = gtk_widget_get_width (GTK_WIDGET (f->view)),
      height = gtk_widget_get_height (GTK_WIDGET (f->view));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GskRenderNode) node = NULL;

  tool_fixture_wait (f, has_frame);
  node = last_frame (f);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  return surface;
}

/* How far the light around a corner is from it; NAN: the corner is not well in view. */
static double
distance (ToolFixture *f, cairo_surface_t *picture, SxPoint corner)
{
  const guint8 *data = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture), width = cairo_image_surface_get_width (picture);
  double x, y, sum = 0, sx = 0, sy = 0;

  sx_map_view_to_widget (f->view, corner, &x, &y);
  if (x < 100 || y < 80 || x > width - 100 || y > cairo_image_surface_get_height (picture) - 100)
    return (double)NAN;
  for (int j = (int)y - NEAR; j <= (int)y + NEAR; j++)
    for (int i = (int)x - NEAR; i <= (int)x + NEAR; i++)
      {
        double light = data[j * stride + 4 * i + 1];

        sum += light;
        sx += light * (i + 0.5);
        sy += light * (j + 0.5);
      }
  return sum > 200 ? hypot (sx / sum - x, sy / sum - y) : (double)INFINITY;
}

static void
use_file (ToolFixture *f, const char *path)
{
  g_settings_set_string (sx_settings_get (), SX_SETTING_BASE_MAP_FILE, path);
  g_settings_set_enum (sx_settings_get (), SX_SETTING_BASE_MAP_KIND, SX_BASE_MAP_FILE);
}

static void
check_corners (ToolFixture *f, const RasterFixture *fixture)
{
  static const double metres[] = { 1500, 700, 330 };
  guint n_seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (metres); i++)
    {
      cairo_surface_t *picture;

      tool_fixture_look_at (f, fixture->marks[0], metres[i]);
      tool_fixture_wait (f, is_shown);
      picture = take_picture (f);
      for (guint j = 0; j < G_N_ELEMENTS (fixture->marks); j++)
        {
          double far = distance (f, picture, fixture->marks[j]);

          if (isnan (far))
            continue;
          g_test_message ("%g m across, corner %u: %.3f px", metres[i], j, far);
          g_assert_cmpfloat (far, <, 1);
          n_seen++;
        }
      cairo_surface_destroy (picture);
    }
  g_assert_cmpuint (n_seen, >=, 6);
}

static void
test_places (ToolFixture *f, gconstpointer data)
{
  RasterFixture fixture = find_corners (f);
  static const int systems[] = { 3857, 4490, 4525, 4527 };

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%d.tif", folder, systems[i]);

      raster_fixture_write (&fixture, systems[i], path);
      use_file (f, path);
      tool_fixture_wait (f, is_shown);
      check_corners (f, &fixture);
    }
}

/* Hidden, it is not drawn and names nobody; gone, neither. */
static void
test_hidden (ToolFixture *f, gconstpointer data)
{
  RasterFixture fixture = find_corners (f);
  g_autofree char *path = g_build_filename (folder, "hidden.tif", NULL);
  cairo_surface_t *picture;

  raster_fixture_write (&fixture, 3857, path);
  use_file (f, path);
  tool_fixture_wait (f, is_shown);
  tool_fixture_look_at (f, fixture.marks[0], 500);
  sx_map_view_set_base_map_visible (f->view, FALSE);
  tool_fixture_wait (f, has_settled);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->view));
  picture = take_picture (f);
  g_assert_cmpint (cairo_image_surface_get_data (
                       picture)[300 * cairo_image_surface_get_stride (picture) + 4 * 400],
                   >, 100); /* paper, not the raster's black */
  cairo_surface_destroy (picture);
  g_settings_set_enum (sx_settings_get (), SX_SETTING_BASE_MAP_KIND, SX_BASE_MAP_NONE);
  tool_fixture_wait (f, is_off);
}

/* ---- what is wrong, in a sentence */

static void
expect_trouble (ToolFixture *f, const char *word)
{
  tool_fixture_wait (f, is_trouble);
  g_assert_nonnull (strstr (sx_base_map_get_sentence (sx_base_map_get ()), word));
  g_settings_reset (sx_settings_get (), SX_SETTING_BASE_MAP_KIND);
  tool_fixture_wait (f, is_off);
}

static void
test_trouble (ToolFixture *f, gconstpointer data)
{
  GSettings *settings = sx_settings_get ();
  g_autofree char *text = g_build_filename (folder, "notes.txt", NULL);

  g_assert_true (g_file_set_contents (text, "words", -1, NULL));
  use_file (f, text);
  expect_trouble (f, "notes.txt");
  use_file (f, "/nowhere/a.tif");
  expect_trouble (f, "/nowhere/a.tif");
  g_settings_set_string (settings, SX_SETTING_TILES_ADDRESS, "https://maps.example.org/{z}/{x}.png?k=secret");
  g_settings_set_enum (settings, SX_SETTING_BASE_MAP_KIND, SX_BASE_MAP_TILES);
  expect_trouble (f, "{y}");
  g_settings_set_enum (settings, SX_SETTING_BASE_MAP_KIND, SX_BASE_MAP_TIANDITU);
  expect_trouble (f, "key");
  g_settings_set_string (settings, SX_SETTING_TIANDITU_KEY, "not a key!");
  g_settings_set_enum (settings, SX_SETTING_BASE_MAP_KIND, SX_BASE_MAP_TIANDITU);
  expect_trouble (f, "letters and digits");
  g_settings_set_string (settings, SX_SETTING_WMTS_ADDRESS, "nowhere");
  g_settings_set_enum (settings, SX_SETTING_BASE_MAP_KIND, SX_BASE_MAP_WMTS);
  expect_trouble (f, "http");
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  tool_fixture_init ();
  folder = g_dir_make_tmp ("sx-base-map-XXXXXX", NULL);
  g_test_add ("/base-map/places", ToolFixture, GUINT_TO_POINTER (2000), set_up, test_places,
              tool_fixture_tear_down);
  g_test_add ("/base-map/hidden", ToolFixture, GUINT_TO_POINTER (500), set_up, test_hidden,
              tool_fixture_tear_down);
  g_test_add ("/base-map/trouble", ToolFixture, GUINT_TO_POINTER (500), set_up, test_trouble,
              tool_fixture_tear_down);
  status = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return status;
}
