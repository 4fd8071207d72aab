/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-judgement.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-result-words.h"

#define N_CHOICES 3

struct _SxIndicatorJudgement
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkToggleButton *pass, *fail, *not_involved;
  GtkEntry *reason;
  GtkWidget *save, *withdraw;
  SxIndicatorItem *item;
  SxSession *session;
  char *stored_verdict, *stored_reason; /* in the scheme; NULL: not judged */
};

G_DEFINE_FINAL_TYPE (SxIndicatorJudgement, sx_indicator_judgement, GTK_TYPE_WIDGET)

static const SxVerdict verdicts[N_CHOICES] = { SX_VERDICT_PASS, SX_VERDICT_FAIL, SX_VERDICT_NOT_INVOLVED };

static GtkToggleButton *
button_of (SxIndicatorJudgement *self, guint i)
{
  return (GtkToggleButton *[]){ self->pass, self->fail, self->not_involved }[i];
}

/* The verdict that is chosen; FALSE: none. */
static gboolean
get_chosen (SxIndicatorJudgement *self, SxVerdict *out)
{
  for (guint i = 0; i < N_CHOICES; i++)
    if (gtk_toggle_button_get_active (button_of (self, i)))
      {
        *out = verdicts[i];
        return TRUE;
      }
  return FALSE;
}

static char *
dup_reason (SxIndicatorJudgement *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
}

/* There is a verdict with a reason, and it is not what the scheme has. */
static gboolean
can_save (SxIndicatorJudgement *self)
{
  g_autofree char *reason = dup_reason (self);
  SxVerdict verdict;

  return get_chosen (self, &verdict) && *reason
         && (g_strcmp0 (sx_verdict_name (verdict), self->stored_verdict) != 0
             || g_strcmp0 (reason, self->stored_reason) != 0);
}

static void
changed (SxIndicatorJudgement *self)
{
  gtk_widget_set_sensitive (self->save, can_save (self));
  gtk_widget_set_visible (self->withdraw, self->stored_verdict != NULL);
}

static void
commit (SxIndicatorJudgement *self, const char *verdict, const char *words, const char *reason)
{
  /* Translators: an indicator, and how it is judged */
  g_autofree char *label
      = g_strdup_printf (_ ("Judge %s: %s"), sx_indicator_item_get_label (self->item), words);
  g_autoptr (SxEdit) edit = sx_edit_new (label, 0);

  sx_edit_set_judgement (edit, self->item->rule->id, verdict, reason);
  sx_session_commit (self->session, edit);
}

static void
save (SxIndicatorJudgement *self)
{
  g_autofree char *reason = dup_reason (self);
  SxVerdict verdict;

  if (!can_save (self) || !get_chosen (self, &verdict))
    return;
  commit (self, sx_verdict_name (verdict), sx_words_verdict (verdict), reason);
}

static void
withdraw (SxIndicatorJudgement *self)
{
  commit (self, NULL, _ ("withdrawn"), NULL);
}

/* What the scheme has. What the user typed in between stays, but where the scheme's own words changed. */
static void
scheme_changed (SxIndicatorJudgement *self)
{
  const SxScheme *scheme = sx_session_get_scheme (self->session);
  const SxJudgement *found = NULL;

  for (guint i = 0; scheme && i < scheme->judgements->len; i++)
    {
      const SxJudgement *judgement = g_ptr_array_index (scheme->judgements, i);

      if (g_str_equal (judgement->indicator, self->item->rule->id))
        found = judgement;
    }
  if (g_strcmp0 (found ? found->verdict : NULL, self->stored_verdict) != 0
      || g_strcmp0 (found ? found->reason : NULL, self->stored_reason) != 0)
    {
      g_free (self->stored_verdict);
      g_free (self->stored_reason);
      self->stored_verdict = g_strdup (found ? found->verdict : NULL);
      self->stored_reason = g_strdup (found ? found->reason : NULL);
      for (guint i = 0; i < N_CHOICES; i++)
        gtk_toggle_button_set_active (button_of (self, i),
                                      found
                                          && g_strcmp0 (found->verdict, sx_verdict_name (verdicts[i])) == 0);
      gtk_editable_set_text (GTK_EDITABLE (self->reason), found && found->reason ? found->reason : "");
    }
  changed (self);
}

static void
sx_indicator_judgement_dispose (GObject *object)
{
  SxIndicatorJudgement *self = SX_INDICATOR_JUDGEMENT (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_JUDGEMENT);
  g_clear_object (&self->session);
  g_clear_object (&self->item);
  g_clear_pointer (&self->stored_verdict, g_free);
  g_clear_pointer (&self->stored_reason, g_free);
  G_OBJECT_CLASS (sx_indicator_judgement_parent_class)->dispose (object);
}

static void
sx_indicator_judgement_class_init (SxIndicatorJudgementClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_judgement_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-judgement.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, pass);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, fail);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, not_involved);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, reason);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, save);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorJudgement, withdraw);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, withdraw);
}

static void
sx_indicator_judgement_init (SxIndicatorJudgement *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_button_set_label (GTK_BUTTON (button_of (self, i)), sx_words_verdict (verdicts[i]));
}

void
sx_indicator_judgement_attach (SxIndicatorJudgement *self, SxIndicatorItem *item, SxSession *session)
{
  g_return_if_fail (!self->item);
  self->item = g_object_ref (item);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), self, G_CONNECT_SWAPPED);
  scheme_changed (self);
}
