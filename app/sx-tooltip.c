/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-tooltip.h"

#include <math.h>

#define MOST_COLUMNS 50      /* GTK's own */
#define MOST_WIDE_COLUMNS 90 /* some 36 characters: most sentences of the rules are one line */
#define WIDE 2.5
#define TEXT "sx-tooltip"

/* ---- a text that is told when asked for */

static gboolean
on_query (GtkWidget *widget, int x, int y, gboolean is_by_keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, sx_tooltip_get (widget));
  return TRUE;
}

const char *
sx_tooltip_get (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), TEXT);
}

void
sx_tooltip_set (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (sx_tooltip_get (widget), text) == 0)
    return;
  g_object_set_data_full (G_OBJECT (widget), TEXT, g_strdup (text), g_free);
  g_signal_handlers_disconnect_by_func (widget, on_query, NULL);
  if (text)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), NULL);
  gtk_widget_set_has_tooltip (widget, text != NULL);
  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* ---- as wide as the text */

/* Of GTK's columns, which are as wide as letters are on average, a Chinese character takes two and a bit. */
static int
columns_of (const char *text)
{
  double columns = 0, most = MOST_COLUMNS;

  for (const char *p = text; *p && columns < MOST_WIDE_COLUMNS; p = g_utf8_next_char (p))
    {
      gboolean is_wide = g_unichar_iswide (g_utf8_get_char (p));

      columns += is_wide ? WIDE : 1;
      most = is_wide ? MOST_WIDE_COLUMNS : most;
    }
  return (int)MIN (ceil (columns), most);
}

static void
fit_label (GtkLabel *label)
{
  int columns = columns_of (gtk_label_get_text (label));

  if (gtk_label_get_max_width_chars (label) < columns)
    gtk_label_set_max_width_chars (label, columns);
}

static void
fit (GtkWidget *tooltip)
{
  for (GtkWidget *child = gtk_widget_get_first_child (tooltip); child;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_LABEL (child))
        {
          fit (child);
          continue;
        }
      g_signal_connect (child, "notify::label", G_CALLBACK (fit_label), NULL);
      g_signal_connect (child, "notify::max-width-chars", G_CALLBACK (fit_label), NULL);
      fit_label (GTK_LABEL (child));
    }
}

/* A program has few of them: one a window and popover that ever showed one. */
static gboolean
on_realize (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow")
      && !g_object_get_data (G_OBJECT (widget), "sx-tooltip-fits"))
    {
      g_object_set_data (G_OBJECT (widget), "sx-tooltip-fits", widget);
      fit (widget);
    }
  return TRUE;
}

void
sx_tooltip_fit_wide_text (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET)); /* it has its signals from now on */
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, on_realize, NULL, NULL);
}
