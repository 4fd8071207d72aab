/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-camera.h"

#include <math.h>

#include "map/sx-map-flight.h"
#include "sx-session.h"

/* The map's greatest level, in tiles of 2048 px, is 23 of the usual: some 16 mm a pixel. */
#define MAX_ZOOM 20.0
#define MIN_ZOOM 1.0
#define STEPS 4            /* levels for which tiles are painted, a doubling of the scale */
#define LEAST_STEP 0.2     /* what zooms by less is a pinch, not a notch of a wheel */
#define SMALLEST_VIEW 0.05 /* metres a pixel that a point is zoomed to */
#define MERCATOR_RADIUS 6378137.0

struct _SxMapCamera
{
  GtkWidget *view;
  GtkWidget *map; /* its pixels are those of the coordinates */
  ShumateViewport *viewport;
  SxMapFlight *flight;
  SxSession *session; /* borrowed; NULL: none */
  gboolean is_placed; /* somewhere in its plan */
  SxBox awaited;      /* zoomed to before there was a size: to be done then; empty: nothing */
  SxMapCamera *twin;  /* moves with this one; NULL: none */
};

SxMapCamera *
sx_map_camera_new (GtkWidget *view, ShumateMap *map, void (*moved) (gpointer data), gpointer data)
{
  SxMapCamera *self = g_new0 (SxMapCamera, 1);
  g_autoptr (ShumateMapSource) reference = SHUMATE_MAP_SOURCE (
      shumate_raster_renderer_new_full_from_url ("reference", NULL, NULL, NULL, 0, (guint)MAX_ZOOM,
                                                 SX_MAP_TILE_SIZE, SHUMATE_MAP_PROJECTION_MERCATOR, ""));

  self->view = view;
  self->map = GTK_WIDGET (map);
  self->viewport = shumate_map_get_viewport (map);
  self->awaited = SX_BOX_EMPTY;
  shumate_viewport_set_reference_map_source (self->viewport, reference);
  shumate_viewport_set_max_zoom_level (self->viewport, (guint)MAX_ZOOM);
  shumate_viewport_set_min_zoom_level (self->viewport, (guint)MIN_ZOOM);
  self->flight = sx_map_flight_new (view, self->viewport, moved, data);
  for (const char *const *p
       = (const char *const[]){ "notify::zoom-level", "notify::latitude", "notify::longitude", NULL };
       *p; p++)
    g_signal_connect_swapped (self->viewport, *p, G_CALLBACK (moved), data);
  return self;
}

static void
part (SxMapCamera *self)
{
  if (self->twin)
    self->twin->twin = NULL;
  self->twin = NULL;
}

void
sx_map_camera_free (SxMapCamera *self)
{
  if (!self)
    return;
  part (self);
  sx_map_flight_free (self->flight);
  g_free (self);
}

void
sx_map_camera_set_session (SxMapCamera *self, SxSession *session)
{
  self->session = session;
  self->is_placed = FALSE;
  self->awaited = SX_BOX_EMPTY;
}

gboolean
sx_map_camera_is_placed (const SxMapCamera *self)
{
  return self->is_placed;
}

void
sx_map_camera_bind (SxMapCamera *self, SxMapCamera *other)
{
  part (self);
  part (other);
  self->twin = other;
  other->twin = self;
  for (const char *const *p = (const char *const[]){ "zoom-level", "latitude", "longitude", NULL }; *p; p++)
    g_object_bind_property (self->viewport, *p, other->viewport, *p,
                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* ---- from the plan to the widget and back */

static void
plan_to_location (const SxMapCamera *self, SxPoint at, double *latitude, double *longitude)
{
  SxPlane plane = sx_session_get_plane (self->session);

  sx_plane_inverse (&plane, at, latitude, longitude);
  *latitude *= 180 / G_PI;
  *longitude *= 180 / G_PI;
}

SxPoint
sx_map_camera_to_plan (const SxMapCamera *self, double x, double y)
{
  SxPlane plane;
  double latitude, longitude;

  g_return_val_if_fail (self->session, ((SxPoint){ 0, 0 }));
  plane = sx_session_get_plane (self->session);
  shumate_viewport_widget_coords_to_location (self->viewport, self->map, x, y, &latitude, &longitude);
  return sx_plane_forward (&plane, latitude * G_PI / 180, longitude * G_PI / 180);
}

void
sx_map_camera_to_widget (const SxMapCamera *self, SxPoint at, double *x, double *y)
{
  double latitude, longitude;

  plan_to_location (self, at, &latitude, &longitude);
  shumate_viewport_location_to_widget_coords (self->viewport, self->map, latitude, longitude, x, y);
}

SxBox
sx_map_camera_get_visible_box (const SxMapCamera *self)
{
  double width = gtk_widget_get_width (self->view), height = gtk_widget_get_height (self->view);
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; i < 9; i++)
    sx_box_add (&box, sx_map_camera_to_plan (self, width * (i % 3) / 2, height * (i / 3) / 2));
  return box;
}

/* Metres on the ground that all of the world's tiles are wide at that latitude, over a tile's pixels. */
static double
metres_of_level_0 (double latitude)
{
  return 2 * G_PI * MERCATOR_RADIUS * cos (latitude * G_PI / 180) / SX_MAP_TILE_SIZE;
}

double
sx_map_camera_get_metres_per_pixel (const SxMapCamera *self)
{
  double latitude = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));

  return metres_of_level_0 (latitude) / pow (2, shumate_viewport_get_zoom_level (self->viewport));
}

static double
zoom_for (double latitude, double metres_per_pixel)
{
  return log2 (metres_of_level_0 (latitude) / metres_per_pixel);
}

double
sx_map_camera_get_north (const SxMapCamera *self)
{
  double width = gtk_widget_get_width (self->view), height = gtk_widget_get_height (self->view);
  double x0, y0, x1, y1;
  SxPoint middle = sx_map_camera_to_plan (self, width / 2, height / 2);

  sx_map_camera_to_widget (self, middle, &x0, &y0);
  middle.y += 100 * sx_map_camera_get_metres_per_pixel (self);
  sx_map_camera_to_widget (self, middle, &x1, &y1);
  return atan2 (x1 - x0, y0 - y1);
}

/* ---- moving */

/* Whichever of two that move together is flying stays where it is. */
static void
stop_flights (SxMapCamera *self)
{
  sx_map_flight_stop (self->flight);
  if (self->twin)
    sx_map_flight_stop (self->twin->flight);
}

void
sx_map_camera_zoom_to (SxMapCamera *self, SxBox box)
{
  double width = gtk_widget_get_width (self->view), height = gtk_widget_get_height (self->view);
  gboolean is_first = !self->is_placed;
  double latitude, longitude, metres, zoom;

  if (!self->session || sx_box_is_empty (box))
    return;
  self->is_placed = TRUE;
  if (width < 1 || height < 1)
    { /* something has to be seen until then, too */
      self->awaited = box;
      width = height = 400;
    }
  plan_to_location (self, (SxPoint){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 }, &latitude, &longitude);
  metres = MAX (MAX ((box.x1 - box.x0) / width, (box.y1 - box.y0) / height) * 1.08, SMALLEST_VIEW);
  if (box.x0 == box.x1 && box.y0 == box.y1)
    metres = MIN (sx_map_camera_get_metres_per_pixel (self), MAX (metres, 1));
  zoom = zoom_for (latitude, metres);
  stop_flights (self);
  sx_map_flight_go (self->flight, latitude, longitude,
                    CLAMP (floor (zoom * STEPS + 1e-6) / STEPS, MIN_ZOOM, MAX_ZOOM), !is_first);
}

void
sx_map_camera_show_at (SxMapCamera *self, SxPoint centre, double metres_per_pixel)
{
  double latitude, longitude;

  g_return_if_fail (metres_per_pixel > 0);
  if (!self->session)
    return;
  self->is_placed = TRUE;
  self->awaited = SX_BOX_EMPTY;
  plan_to_location (self, centre, &latitude, &longitude);
  sx_map_flight_go (self->flight, latitude, longitude,
                    CLAMP (zoom_for (latitude, metres_per_pixel), MIN_ZOOM, MAX_ZOOM), FALSE);
}

/* A notch of a wheel or a key ends at a level for which tiles are painted; a pinch goes as it likes. */
static double
zoom_after (double zoom, double change)
{
  double to = zoom + change;

  if (fabs (change) >= LEAST_STEP)
    to = rint (to * STEPS) / STEPS;
  return CLAMP (to, MIN_ZOOM, MAX_ZOOM);
}

void
sx_map_camera_zoom_by (SxMapCamera *self, double factor, double x, double y)
{
  double zoom = zoom_after (shumate_viewport_get_zoom_level (self->viewport), log2 (factor));
  double latitude, longitude, px, py;

  stop_flights (self);
  shumate_viewport_widget_coords_to_location (self->viewport, self->map, x, y, &latitude, &longitude);
  shumate_viewport_set_zoom_level (self->viewport, zoom);
  shumate_viewport_location_to_widget_coords (self->viewport, self->map, latitude, longitude, &px, &py);
  sx_map_camera_pan_by (self, px - x, py - y);
}

void
sx_map_camera_pan_by (SxMapCamera *self, double dx, double dy)
{
  /* the same widget's size as the coordinates': after being hidden the two may differ for a moment */
  double width = gtk_widget_get_width (self->map), height = gtk_widget_get_height (self->map);
  double latitude, longitude;

  stop_flights (self);
  shumate_viewport_widget_coords_to_location (self->viewport, self->map, width / 2 + dx, height / 2 + dy,
                                              &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), latitude, longitude);
}

void
sx_map_camera_size_changed (SxMapCamera *self)
{
  SxBox awaited = self->awaited;

  self->awaited = SX_BOX_EMPTY;
  sx_map_camera_zoom_to (self, awaited);
}

gboolean
sx_map_camera_is_flying (const SxMapCamera *self)
{
  return sx_map_flight_is_flying (self->flight);
}
