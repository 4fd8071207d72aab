/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-balance-line.h"

#include "sx-app-words.h"
#include "sx-tooltip.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"

struct _SxBalanceLine
{
  GtkListBoxRow parent_instance;
  GtkWidget *grid;
  GtkLabel *title, *share, *before, *after, *change;
};

G_DEFINE_FINAL_TYPE (SxBalanceLine, sx_balance_line, GTK_TYPE_LIST_BOX_ROW)

static void
sx_balance_line_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  G_OBJECT_CLASS (sx_balance_line_parent_class)->dispose (object);
}

static void
sx_balance_line_class_init (SxBalanceLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_balance_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-balance-line.ui");
  gtk_widget_class_bind_template_child (widget_class, SxBalanceLine, grid);
  gtk_widget_class_bind_template_child (widget_class, SxBalanceLine, title);
  gtk_widget_class_bind_template_child (widget_class, SxBalanceLine, share);
  gtk_widget_class_bind_template_child (widget_class, SxBalanceLine, before);
  gtk_widget_class_bind_template_child (widget_class, SxBalanceLine, after);
  gtk_widget_class_bind_template_child (widget_class, SxBalanceLine, change);
}

static void
sx_balance_line_init (SxBalanceLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sx_balance_line_new (const SxBalanceRow *row, int width)
{
  SxBalanceLine *self = g_object_new (SX_TYPE_BALANCE_LINE, NULL);
  const char *name = sx_locale_is_chinese () ? row->name : row->name_en;

  gtk_label_set_label (self->title, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), row->name);
  gtk_label_set_width_chars (self->before, width);
  gtk_label_set_width_chars (self->after, width);
  if (!row->codes)
    gtk_widget_add_css_class (GTK_WIDGET (self), "sum");
  return GTK_WIDGET (self);
}

/* Takes the text. */
static gboolean
set_label (GtkLabel *label, char *text)
{
  gboolean differs = !g_str_equal (gtk_label_get_label (label), text);

  if (differs)
    gtk_label_set_label (label, text);
  g_free (text);
  return differs;
}

static void
say (SxBalanceLine *self)
{
  g_autofree char *sentence
      = g_strdup_printf (_ ("%s, %s → %s ha, %s, %s"), gtk_label_get_label (self->title),
                         gtk_label_get_label (self->before), gtk_label_get_label (self->after),
                         gtk_label_get_label (self->change), gtk_label_get_label (self->share));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static char *
share_text (double before, double after)
{
  g_autofree char *first = sx_words_number (before, SX_BALANCE_DECIMALS);
  g_autofree char *second = sx_words_number (after, SX_BALANCE_DECIMALS);

  return g_str_equal (first, second) ? g_strdup_printf ("%s %%", second)
                                     : g_strdup_printf ("%s → %s %%", first, second);
}

void
sx_balance_line_show (SxBalanceLine *self, const SxBalanceFigures *before, const SxBalanceFigures *after,
                      guint at, gboolean is_preview)
{
  double change = round ((after->ha[at] - before->ha[at]) * 100) / 100;
  gboolean differs = set_label (self->before, sx_words_number (before->ha[at], SX_BALANCE_DECIMALS));

  differs |= set_label (self->after, sx_words_number (after->ha[at], SX_BALANCE_DECIMALS));
  differs |= set_label (self->change, sx_words_change (change, SX_BALANCE_DECIMALS));
  differs |= set_label (self->share, share_text (before->share[at], after->share[at]));
  if (is_preview && differs)
    gtk_widget_add_css_class (GTK_WIDGET (self), "preview");
  else if (!is_preview)
    {
      if (gtk_widget_has_css_class (GTK_WIDGET (self), "preview"))
        gtk_widget_remove_css_class (GTK_WIDGET (self), "preview");
      say (self); /* not while it passes sixty times a second */
    }
}
