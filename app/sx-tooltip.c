/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-tooltip.h"

#include <math.h>

#define MOST_COLUMNS 50 /* GTK's own */
#define WIDE 2.5

/* Of GTK's columns, which are as wide as letters are on average, a Chinese character takes two and a bit. */
static int
columns_of (const char *text)
{
  double columns = 0;

  for (const char *p = text; *p && columns < MOST_COLUMNS; p = g_utf8_next_char (p))
    columns += g_unichar_iswide (g_utf8_get_char (p)) ? WIDE : 1;
  return (int)MIN (ceil (columns), MOST_COLUMNS);
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
