/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-compare-cell.h"

#include "base/sx-i18n.h"

#define BEST_ICON "starred-symbolic"

struct _SxCompareCell
{
  GtkWidget parent_instance;
  GtkImage *icon, *star;
  GtkLabel *label;
  SxCompareText text; /* SX_COMPARE_N_TEXTS: the value of a scheme */
  guint scheme;
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
show_look (SxCompareCell *self, const char *look)
{
  if (self->look)
    set_class (self, self->look, FALSE);
  if (look)
    set_class (self, look, TRUE);
  self->look = look;
}

/* What a cell says, however it is found in its row. */
typedef struct
{
  const char *text, *icon, *look, *verdict;
  gboolean is_best;
} Said;

static Said
said_by (const SxCompareCell *self)
{
  const SxCompareRow *row = self->row;
  gint value = side_of (self, SX_COMPARE_FIRST), note = side_of (self, SX_COMPARE_FIRST_NOTE);
  Said said = { 0 };

  if (self->text != SX_COMPARE_N_TEXTS)
    {
      said.text = row->text[self->text];
      said.icon = note != SX_COMPARISON_NONE ? row->icon[note] : NULL;
      said.look = note != SX_COMPARISON_NONE ? row->look[note] : NULL;
      said.is_best = value != SX_COMPARISON_NONE && row->best == value;
    }
  else if (row->values && self->scheme < row->values->len)
    {
      const SxCompareValue *of = &g_array_index (row->values, SxCompareValue, self->scheme);

      said = (Said){ of->text, of->icon, of->look, of->verdict, of->is_best };
    }
  return said;
}

/* What a screen reader says of the cell that this one fills. */
static void
name_cell (SxCompareCell *self, const Said *said)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autoptr (GString) name = g_string_new (said->text && *said->text ? said->text : "–");

  if (said->verdict)
    g_string_append_printf (name, ", %s", said->verdict);
  if (said->is_best)
    g_string_append_printf (name, ", %s", _ ("better"));
  if (cell)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

static void
row_changed (SxCompareCell *self)
{
  SxCompareRow *row = self->row;
  Said said = said_by (self);

  gtk_label_set_label (self->label, said.text ? said.text : "");
  set_class (self, "heading-row", row->is_heading);
  set_class (self, "differs", row->differs);
  set_class (self, "best", said.is_best);
  show_look (self, said.look);
  gtk_widget_set_visible (GTK_WIDGET (self->star), said.is_best);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), said.icon != NULL);
  if (said.icon)
    gtk_image_set_from_icon_name (self->icon, said.icon);
  name_cell (self, &said);
}

/* What an indicator asks, and what is cut short. */
static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  SxCompareCell *self = SX_COMPARE_CELL (widget);
  const char *text = NULL;

  if (self->row && self->text == SX_COMPARE_TITLE)
    text = self->row->tooltip;
  if (self->row && !text && self->text == SX_COMPARE_N_TEXTS)
    text = said_by (self).verdict;
  if (self->row && !text && pango_layout_is_ellipsized (gtk_label_get_layout (self->label)))
    text = gtk_label_get_label (self->label);
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

/* The words beside it say what it shows. */
static GtkImage *
add_image (SxCompareCell *self, const char *icon)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "visible", FALSE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_parent (image, GTK_WIDGET (self));
  return GTK_IMAGE (image);
}

static void
sx_compare_cell_init (SxCompareCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->icon = add_image (self, NULL);
  self->star = add_image (self, BEST_ICON);
  gtk_widget_add_css_class (GTK_WIDGET (self->star), "star");
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

GtkWidget *
sx_compare_cell_new_value (guint scheme)
{
  GtkWidget *self = sx_compare_cell_new (SX_COMPARE_N_TEXTS, TRUE);

  SX_COMPARE_CELL (self)->scheme = scheme;
  gtk_widget_add_css_class (self, "of-all");
  return self;
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
