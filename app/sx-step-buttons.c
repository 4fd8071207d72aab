/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-step-buttons.h"

#include "base/sx-i18n.h"
#include "sx-tooltip.h"

static void
name_step (GtkWidget *button, const char *words, const char *step)
{
  g_autofree char *text = step && *step ? g_strdup_printf (_ ("%s: %s"), words, step) : g_strdup (words);

  sx_tooltip_set (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
sx_step_buttons_update (GtkWidget *undo, GtkWidget *redo, const SxSchemeState *state)
{
  name_step (undo, _ ("Undo"), state ? state->undo_label : NULL);
  name_step (redo, _ ("Redo"), state ? state->redo_label : NULL);
}
