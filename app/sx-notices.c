/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-notices.h"

#include "sx-template.h"

#include "base/sx-i18n.h"

struct _SxNotices
{
  GtkWidget parent_instance;
  SxSession *session;
  GtkInfoBar *read_only_bar, *unsaved_bar, *draft_bar;
  GtkLabel *read_only_label, *unsaved_label;
};

G_DEFINE_FINAL_TYPE (SxNotices, sx_notices, GTK_TYPE_WIDGET)

static void
update (SxNotices *self)
{
  const char *why = NULL;
  const GError *error = NULL;
  GPtrArray *unsaved = self->session ? sx_session_get_unsaved (self->session, &error) : NULL;

  gtk_info_bar_set_revealed (self->read_only_bar, self->session
                                                      && sx_session_is_read_only (self->session, &why)
                                                      && !(unsaved && unsaved->len > 0));
  gtk_label_set_label (self->read_only_label, why ? why : "");
  gtk_info_bar_set_revealed (self->unsaved_bar, unsaved && unsaved->len > 0);
  if (unsaved && unsaved->len > 0)
    {
      g_autofree char *text
          = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u edit is not in the package yet: %s",
                                        "%u edits are not in the package yet: %s", unsaved->len),
                             unsaved->len, error ? error->message : "");

      gtk_label_set_label (self->unsaved_label, text);
    }
  gtk_info_bar_set_revealed (self->draft_bar, self->session && sx_session_get_found_draft (self->session));
}

static void
unsaved_response (SxNotices *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    sx_session_retry_unsaved (self->session);
  else
    sx_session_drop_unsaved (self->session);
}

static void
draft_response (SxNotices *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    g_signal_emit_by_name (self->session, "resume-draft");
  else
    {
      g_autoptr (SxDraft) draft = sx_session_steal_found_draft (self->session);

      sx_session_set_draft (self->session, NULL);
    }
  update (self);
}

static void
sx_notices_dispose (GObject *object)
{
  SxNotices *self = SX_NOTICES (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_NOTICES);
  G_OBJECT_CLASS (sx_notices_parent_class)->dispose (object);
}

static void
sx_notices_class_init (SxNoticesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_notices_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-notices.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxNotices, draft_bar);
  gtk_widget_class_bind_template_child (widget_class, SxNotices, read_only_bar);
  gtk_widget_class_bind_template_child (widget_class, SxNotices, read_only_label);
  gtk_widget_class_bind_template_child (widget_class, SxNotices, unsaved_bar);
  gtk_widget_class_bind_template_child (widget_class, SxNotices, unsaved_label);
  gtk_widget_class_bind_template_callback (widget_class, draft_response);
  gtk_widget_class_bind_template_callback (widget_class, unsaved_response);
}

static void
sx_notices_init (SxNotices *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_notices_set_session (SxNotices *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session)
    for (const char *const *p
         = (const char *const[]){ "notify::is-read-only", "unsaved-changed", "draft-found", NULL };
         *p; p++)
      g_signal_connect_object (session, *p, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
