/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-status-bar.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "sx-template.h"
#include "sx-tooltip.h"

#define PIXEL_M (0.0254 / 96) /* of a screen, as CSS has it */
#define SPACING 18
#define LEAST_SYSTEM 120 /* pixels; in less it says nothing */

struct _SxStatusBar
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
  SxTool *tool; /* whose hint is shown; owned, or NULL */
  guint tick;   /* at most one change a frame */
  GtkLabel *position, *location, *scale, *hint, *system, *engine;
  GtkSpinner *spinner;
  GtkWidget *head, *tail; /* what stands before and behind the system */
};

G_DEFINE_FINAL_TYPE (SxStatusBar, sx_status_bar, GTK_TYPE_WIDGET)

/* ---- where the pointer is */

/* "3 689 402.7": thin spaces between thousands. */
static char *
grouped (double number, int decimals)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GString) text = NULL;
  gssize dot;

  g_ascii_formatd (digits, sizeof digits, decimals > 0 ? "%.1f" : "%.0f", number);
  text = g_string_new (digits);
  dot = decimals > 0 ? (gssize)text->len - 2 : (gssize)text->len;
  for (gssize at = dot - 3; at > (number < 0 ? 1 : 0); at -= 3)
    g_string_insert (text, at, "\u2009");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Three digits, as a scale is read out: 1 : 12 400. */
static char *
scale_text (double metres_per_pixel)
{
  double n = metres_per_pixel / PIXEL_M, step = pow (10, floor (log10 (MAX (n, 1))) - 2);
  g_autofree char *number = grouped (MAX (round (n / step) * step, 1), 0);

  return g_strdup_printf ("1 : %s", number);
}

static void
show_pointer (SxStatusBar *self)
{
  SxPlane plane = sx_session_get_plane (self->session);
  g_autofree char *position = NULL, *location = NULL;
  double x, y, latitude, longitude;

  if (sx_map_view_get_pointer (self->view, &x, &y))
    {
      SxPoint at = sx_map_view_to_plan (self->view, x, y);
      g_autofree char *east = grouped (at.x, 1), *north = grouped (at.y, 1);

      position = g_strdup_printf ("X %s   Y %s", east, north);
      sx_plane_inverse (&plane, at, &latitude, &longitude);
      location = g_strdup_printf ("%.6f°E  %.6f°N", longitude * 180 / G_PI, latitude * 180 / G_PI);
    }
  gtk_label_set_label (self->position, position ? position : "");
  gtk_label_set_label (self->location, location ? location : "");
}

static gboolean
show_place (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SxStatusBar *self = SX_STATUS_BAR (widget);
  g_autofree char *scale = NULL;

  self->tick = 0;
  if (!self->session || sx_session_get_phase (self->session) == SX_SESSION_EMPTY)
    return G_SOURCE_REMOVE;
  show_pointer (self);
  scale = scale_text (sx_map_view_get_metres_per_pixel (self->view));
  gtk_label_set_label (self->scale, scale);
  return G_SOURCE_REMOVE;
}

static void
place_changed (SxStatusBar *self)
{
  if (!self->tick && self->session)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_place, NULL, NULL);
}

/* ---- what a click would do */

static void
show_hint (SxStatusBar *self)
{
  const char *hint = self->tool ? sx_tool_get_hint (self->tool) : NULL;

  gtk_label_set_label (self->hint, hint ? hint : "");
  sx_tooltip_set (GTK_WIDGET (self->hint), hint);
}

static void
tool_changed (SxStatusBar *self)
{
  if (self->tool)
    g_signal_handlers_disconnect_by_data (self->tool, self);
  g_set_object (&self->tool, sx_map_view_get_tool (self->view));
  if (self->tool)
    g_signal_connect_object (self->tool, "hint-changed", G_CALLBACK (show_hint), self, G_CONNECT_SWAPPED);
  show_hint (self);
}

/* ---- what the numbers are of */

static void
show_system (SxStatusBar *self)
{
  SxRuleProfile *rules = sx_session_get_rules (self->session);
  g_autofree char *text = NULL;

  if (!rules)
    return;
  text = g_strdup_printf (_ ("%s · %.0f°E · %s"), sx_locale_is_chinese () ? rules->title_zh : rules->title_en,
                          sx_session_get_plane (self->session).central_meridian * 180 / G_PI,
                          sx_session_get_area_mode (self->session) == SX_AREA_PLANAR
                              ? _ ("plane areas")
                              : _ ("ellipsoidal areas"));
  gtk_label_set_label (self->system, text);
  sx_tooltip_set (GTK_WIDGET (self->system),
                  _ ("The rules the plan is judged by, its central meridian, and how areas are "
                     "measured; the main menu has "
                     "others"));
}

static char *
duration_text (double ms)
{
  return ms < 1000 ? g_strdup_printf (_ ("Computed in %.1f ms"), ms)
                   : g_strdup_printf (_ ("Computed in %.1f s"), ms / 1000);
}

static void
show_engine (SxStatusBar *self)
{
  gboolean is_busy = sx_session_is_behind (self->session) || sx_session_get_n_writing (self->session) > 0
                     || (!sx_session_get_result (self->session) && !sx_session_get_failure (self->session));
  g_autofree char *text = NULL;

  gtk_spinner_set_spinning (self->spinner, is_busy);
  if (is_busy)
    text = g_strdup (_ ("Computing …"));
  else if (sx_session_get_failure (self->session))
    text = g_strdup (_ ("Not computed"));
  else
    text = duration_text (sx_session_get_evaluate_ms (self->session));
  gtk_label_set_label (self->engine, text);
}

/* ---- who has the room: what a click would do comes before what never changes */

static void
sx_status_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  SxStatusBar *self = SX_STATUS_BAR (widget);
  GtkWidget *parts[] = { self->head, self->tail, GTK_WIDGET (self->system) };
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = *natural = is_width ? 2 * SPACING : 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int least, most;

      gtk_widget_measure (parts[i], orientation, -1, &least, &most, NULL, NULL);
      if (!is_width)
        {
          *minimum = MAX (*minimum, least);
          *natural = MAX (*natural, most);
          continue;
        }
      *minimum += parts[i] == GTK_WIDGET (self->system) ? 0 : least;
      *natural += most;
    }
}

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
put (GtkWidget *bar, GtkWidget *part, int x, int width, int height)
{
  int left = gtk_widget_get_direction (bar) == GTK_TEXT_DIR_RTL ? gtk_widget_get_width (bar) - x - width : x;

  gtk_widget_size_allocate (part, &(GtkAllocation){ left, 0, width, height }, -1);
}

static void
sx_status_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SxStatusBar *self = SX_STATUS_BAR (widget);
  int tail = natural_width (self->tail), before = width - tail - SPACING;
  int system = MIN (natural_width (GTK_WIDGET (self->system)), before - SPACING - natural_width (self->head));
  gboolean has_system = system >= LEAST_SYSTEM;

  gtk_widget_set_child_visible (GTK_WIDGET (self->system), has_system);
  put (widget, self->head, 0, has_system ? before - SPACING - system : before, height);
  if (has_system)
    put (widget, GTK_WIDGET (self->system), before - system, system, height);
  put (widget, self->tail, width - tail, tail, height);
}

/* ---- the widget */

static void
sx_status_bar_dispose (GObject *object)
{
  SxStatusBar *self = SX_STATUS_BAR (object);

  sx_status_bar_set_session (self, NULL);
  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->tool)
    g_signal_handlers_disconnect_by_data (self->tool, self);
  g_clear_object (&self->tool);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_STATUS_BAR);
  G_OBJECT_CLASS (sx_status_bar_parent_class)->dispose (object);
}

static void
sx_status_bar_class_init (SxStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_status_bar_dispose;
  widget_class->measure = sx_status_bar_measure;
  widget_class->size_allocate = sx_status_bar_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, engine);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, head);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, hint);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, location);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, position);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, scale);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, system);
  gtk_widget_class_bind_template_child (widget_class, SxStatusBar, tail);
}

static void
sx_status_bar_init (SxStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_status_bar_set_session (SxStatusBar *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (!session)
    return;
  g_signal_connect_object (session, "opened", G_CALLBACK (show_system), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "result-changed", G_CALLBACK (show_engine), self, G_CONNECT_SWAPPED);
  show_system (self);
  show_engine (self);
  place_changed (self);
}

void
sx_status_bar_set_view (SxStatusBar *self, SxMapView *view)
{
  self->view = view;
  g_signal_connect_object (view, "pointer-moved", G_CALLBACK (place_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "tool-changed", G_CALLBACK (tool_changed), self, G_CONNECT_SWAPPED);
}
