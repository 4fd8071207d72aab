/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-compare-cell.h"

#include "base/sx-i18n.h"

#define BEST_ICON "starred-symbolic"

struct _SxCompareCell
{
  GtkWidget parent_instance;
  GtkImage *icon;
  GtkLabel *label;
  SxCompareText text;
  SxCompareRow *row;
  const char *look; /* style class of a verdict that is on, or NULL */
};

G_DEFINE_FINAL_TYPE (SxCompareCell, sx_compare_cell, GTK_TYPE_WIDGET)

static void
set_class (SxCompareCell *self, const char *name, gboolean is_on)
{
  if (is_on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* The side that this cell tells of, or SX_COMPARISON_NONE; of `first` and what stands beside it. */
static gint
side_of (const SxCompareCell *self, SxCompareText first)
{
  return self->text == first ? 0 : self->text == first + 1 ? 1 : SX_COMPARISON_NONE;
}

static void
show_icon (SxCompareCell *self, const char *name, const char *spoken)
{
  gtk_widget_set_visible (GTK_WIDGET (self->icon), name != NULL);
  if (name)
    gtk_image_set_from_icon_name (self->icon, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken ? spoken : "", -1);
}

static void
show_look (SxCompareCell *self, const char *look)
{
  if (self->look)
    set_class (self, self->look, FALSE);
  if (look)
    set_class (self, look, TRUE);
  self->look = look;
}

/* What a screen reader says of the cell that this one fills. */
static void
name_cell (SxCompareCell *self, gboolean is_best)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *text = self->row->text[self->text];
  g_autofree char *name = g_strdup_printf ("%s%s%s", text && *text ? text : "–", is_best ? ", " : "",
                                           is_best ? _ ("better") : "");

  if (cell)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
row_changed (SxCompareCell *self)
{
  SxCompareRow *row = self->row;
  gint value = side_of (self, SX_COMPARE_FIRST), note = side_of (self, SX_COMPARE_FIRST_NOTE);
  gboolean is_best = value != SX_COMPARISON_NONE && row->best == value;

  gtk_label_set_label (self->label, row->text[self->text] ? row->text[self->text] : "");
  set_class (self, "heading-row", row->is_heading);
  set_class (self, "differs", row->differs);
  set_class (self, "best", is_best);
  show_look (self, note != SX_COMPARISON_NONE ? row->look[note] : NULL);
  show_icon (self,
             is_best                      ? BEST_ICON
             : note != SX_COMPARISON_NONE ? row->icon[note]
                                          : NULL,
             is_best ? _ ("better") : NULL);
  name_cell (self, is_best);
}

/* What an indicator asks, and what is cut short. */
static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  SxCompareCell *self = SX_COMPARE_CELL (widget);
  const char *text = NULL;

  if (self->row && self->text == SX_COMPARE_TITLE)
    text = self->row->tooltip;
  if (self->row && !text && pango_layout_is_ellipsized (gtk_label_get_layout (self->label)))
    text = self->row->text[self->text];
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
sx_compare_cell_dispose (GObject *object)
{
  SxCompareCell *self = SX_COMPARE_CELL (object);
  GtkWidget *child;

  sx_compare_cell_set_row (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sx_compare_cell_parent_class)->dispose (object);
}

static void
sx_compare_cell_class_init (SxCompareCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_compare_cell_dispose;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "sx-compare-cell");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sx_compare_cell_init (SxCompareCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

GtkWidget *
sx_compare_cell_new (SxCompareText text, gboolean is_number)
{
  SxCompareCell *self = g_object_new (SX_TYPE_COMPARE_CELL, NULL);

  self->text = text;
  gtk_label_set_xalign (self->label, is_number ? 1 : 0);
  if (is_number)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  else
    gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  return GTK_WIDGET (self);
}

void
sx_compare_cell_set_row (SxCompareCell *self, SxCompareRow *row)
{
  if (self->row)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (!row)
    return;
  g_signal_connect_swapped (row, "changed", G_CALLBACK (row_changed), self);
  row_changed (self);
}

SxCompareRow *
sx_compare_cell_get_row (SxCompareCell *self)
{
  return self->row;
}

SxCompareText
sx_compare_cell_get_text (SxCompareCell *self)
{
  return self->text;
}
