/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-name-dialog.h"

#include "base/sx-i18n.h"

typedef struct
{
  AdwMessageDialog *dialog;
  GtkEditable *entry;
  SxNameChosen chosen;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  if (self->destroy)
    self->destroy (self->data);
  g_free (self);
}

static char *
dup_name (Question *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
typed (GtkEditable *entry, Question *self)
{
  g_autofree char *name = dup_name (self);

  adw_message_dialog_set_response_enabled (self->dialog, "accept", *name != '\0');
}

static void
answered (AdwMessageDialog *dialog, const char *response, Question *self)
{
  g_autofree char *name = dup_name (self);

  if (g_str_equal (response, "accept") && *name)
    self->chosen (name, self->data);
}

void
sx_name_dialog_ask (GtkWindow *parent, const char *heading, const char *accept, const char *name,
                    SxNameChosen chosen, gpointer data, GDestroyNotify destroy)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *entry = gtk_entry_new ();

  question->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, NULL));
  question->entry = GTK_EDITABLE (entry);
  question->chosen = chosen;
  question->data = data;
  question->destroy = destroy;
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (question->entry, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  adw_message_dialog_set_extra_child (question->dialog, entry);
  adw_message_dialog_add_response (question->dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (question->dialog, "accept", accept);
  adw_message_dialog_set_response_appearance (question->dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "accept");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (typed), question);
  g_signal_connect_data (question->dialog, "response", G_CALLBACK (answered), question, question_free, 0);
  typed (question->entry, question);
  gtk_window_present (GTK_WINDOW (question->dialog));
  gtk_widget_grab_focus (entry);
}
