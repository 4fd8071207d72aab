/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-proof-row.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"

struct _SxProofRow
{
  GtkBox parent_instance;
  char *right; /* for the clipboard, or NULL */

  /* template */
  GtkImage *icon;
  GtkLabel *place;
  GtkLabel *quote;
  GtkLabel *said;
  GtkLabel *remark;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (SxProofRow, sx_proof_row, GTK_TYPE_BOX)

static void
copy_clicked (SxProofRow *self)
{
  if (self->right)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->right);
}

static void
sx_proof_row_dispose (GObject *object)
{
  SxProofRow *self = SX_PROOF_ROW (object);

  g_clear_pointer (&self->right, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_PROOF_ROW);
  G_OBJECT_CLASS (sx_proof_row_parent_class)->dispose (object);
}

static void
sx_proof_row_class_init (SxProofRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_proof_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-proof-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxProofRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SxProofRow, place);
  gtk_widget_class_bind_template_child (widget_class, SxProofRow, quote);
  gtk_widget_class_bind_template_child (widget_class, SxProofRow, said);
  gtk_widget_class_bind_template_child (widget_class, SxProofRow, remark);
  gtk_widget_class_bind_template_child (widget_class, SxProofRow, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked);
}

static void
sx_proof_row_init (SxProofRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sx_proof_row_new (void)
{
  return g_object_new (SX_TYPE_PROOF_ROW, NULL);
}

static const char *
icon_of (SxProofKind kind)
{
  static const char *const names[SX_N_PROOF_KINDS] = {
    [SX_PROOF_DIFFERS] = "sx-verdict-fail-symbolic",   [SX_PROOF_SUM] = "sx-verdict-fail-symbolic",
    [SX_PROOF_UNSURE] = "sx-verdict-manual-symbolic",  [SX_PROOF_AGREES] = "sx-verdict-pass-symbolic",
    [SX_PROOF_UNKNOWN] = "sx-verdict-nodata-symbolic",
  };

  return names[kind];
}

/* The quote with its figure in bold. */
static char *
quote_markup (const SxProofItem *item)
{
  g_autofree char *before = g_markup_escape_text (item->quote, (gssize)item->start);
  g_autofree char *figure
      = g_markup_escape_text (item->quote + item->start, (gssize)(item->end - item->start));
  g_autofree char *after = g_markup_escape_text (item->quote + item->end, -1);

  return g_strdup_printf ("%s<b>%s</b>%s", before, figure, after);
}

static char *
said_text (const SxProofItem *item)
{
  if (!item->right)
    return g_strdup (item->subject ? item->subject : item->said);
  if (item->subject)
    /* Translators: what a figure speaks of, what the draft says, and what is right */
    return g_strdup_printf (_ ("%s: the draft says %s, right is %s"), item->subject, item->said, item->right);
  return g_strdup_printf (_ ("the draft says %s, right is %s"), item->said, item->right);
}

void
sx_proof_row_show (SxProofRow *self, const SxProofItem *item)
{
  g_autofree char *place = NULL, *where = NULL, *quote = NULL, *said = NULL;

  g_clear_pointer (&self->right, g_free);
  if (!item)
    return;
  where = sx_proof_item_place (item);
  place = item->kind == SX_PROOF_UNKNOWN || item->kind == SX_PROOF_AGREES
              ? g_strdup_printf ("%s · %s", sx_proof_kind_words (item->kind), where)
              : g_strdup_printf ("%s · %s · %s", sx_proof_kind_words (item->kind), where,
                                 sx_proof_certainty_words (item->certainty));
  quote = quote_markup (item);
  said = said_text (item);
  self->right = g_strdup (item->right);
  gtk_image_set_from_icon_name (self->icon, icon_of (item->kind));
  if (item->kind == SX_PROOF_DIFFERS || item->kind == SX_PROOF_SUM)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  gtk_label_set_text (self->place, place);
  gtk_label_set_markup (self->quote, quote);
  gtk_label_set_text (self->said, said);
  gtk_label_set_text (self->remark, item->remark ? item->remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), item->remark != NULL);
  gtk_widget_set_visible (self->copy, self->right != NULL);
}
