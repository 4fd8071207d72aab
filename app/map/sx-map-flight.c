/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-flight.h"

#include <adwaita.h>
#include <math.h>

#define DURATION 320.0 /* ms */

struct _SxMapFlight
{
  GtkWidget *widget;
  ShumateViewport *viewport;
  void (*done) (gpointer data);
  gpointer data;
  guint tick; /* 0: it is not flying */
  gint64 start;
  double from[3], to[3]; /* latitude, longitude, zoom */
};

SxMapFlight *
sx_map_flight_new (GtkWidget *widget, ShumateViewport *viewport, void (*done) (gpointer data), gpointer data)
{
  SxMapFlight *self = g_new0 (SxMapFlight, 1);

  self->widget = widget;
  self->viewport = viewport;
  self->done = done;
  self->data = data;
  return self;
}

void
sx_map_flight_free (SxMapFlight *self)
{
  if (!self)
    return;
  if (self->tick)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  g_free (self);
}

static void
place (SxMapFlight *self, const double *at)
{
  shumate_viewport_set_zoom_level (self->viewport, at[2]);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), at[0], at[1]);
}

/* How much of the way is done when t of the zoom is: the point flown to moves straight to its place on the
 * screen. */
static double
share_of_way (const SxMapFlight *self, double t)
{
  double d = self->to[2] - self->from[2];

  return fabs (d) < 1e-6 ? t : (1 - exp2 (-d * t)) / (1 - exp2 (-d));
}

static gboolean
fly (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SxMapFlight *self = data;
  double t = (double)(gdk_frame_clock_get_frame_time (clock) - self->start) / (1e3 * DURATION);
  double eased = 1 - pow (1 - CLAMP (t, 0, 1), 3), way = share_of_way (self, eased), at[3];

  if (t >= 1)
    {
      self->tick = 0;
      place (self, self->to);
      self->done (self->data);
      return G_SOURCE_REMOVE;
    }
  for (guint i = 0; i < 3; i++)
    at[i] = self->from[i] + (i == 2 ? eased : way) * (self->to[i] - self->from[i]);
  place (self, at);
  return G_SOURCE_CONTINUE;
}

void
sx_map_flight_go (SxMapFlight *self, double latitude, double longitude, double zoom, gboolean animates)
{
  const double to[3] = { latitude, longitude, zoom };

  sx_map_flight_stop (self);
  if (!animates || !gtk_widget_get_mapped (self->widget) || !adw_get_enable_animations (self->widget))
    {
      place (self, to);
      self->done (self->data);
      return;
    }
  self->from[0] = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));
  self->from[1] = shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport));
  self->from[2] = shumate_viewport_get_zoom_level (self->viewport);
  for (guint i = 0; i < 3; i++)
    self->to[i] = to[i];
  self->start = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (self->widget));
  self->tick = gtk_widget_add_tick_callback (self->widget, fly, self, NULL);
}

void
sx_map_flight_stop (SxMapFlight *self)
{
  if (!self->tick)
    return;
  gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
  self->done (self->data);
}

gboolean
sx_map_flight_is_flying (SxMapFlight *self)
{
  return self->tick != 0;
}
