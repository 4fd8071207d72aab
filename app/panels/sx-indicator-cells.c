/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-cells.h"

#include "sx-tooltip.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-result-words.h"

#define GAP 8
#define SMALL_GAP 4
#define ICON 16
#define INDENT (ICON + GAP)
#define TITLE_MIN 96
#define TITLE_MAX 260 /* beyond this a title does not ask for two lines */

struct _SxIndicatorCells
{
  GtkWidget parent_instance;
  GtkImage *icon;
  GtkLabel *title, *tag, *verdict;
  GtkLabel *before, *arrow, *after, *change, *unit;
  GtkLabel *note; /* in place of the numbers, where there are none */
  SxIndicatorColumns *columns;
};

G_DEFINE_FINAL_TYPE (SxIndicatorCells, sx_indicator_cells, GTK_TYPE_WIDGET)

static int
width_of (gpointer widget)
{
  int natural = 0;

  if (gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
height_of (gpointer widget)
{
  int natural = 0;

  if (gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
measure_columns (SxIndicatorCells *self)
{
  sx_indicator_columns_need (self->columns, SX_COLUMN_BEFORE, width_of (self->before));
  sx_indicator_columns_need (self->columns, SX_COLUMN_AFTER, width_of (self->after));
  sx_indicator_columns_need (self->columns, SX_COLUMN_CHANGE, width_of (self->change));
  sx_indicator_columns_need (self->columns, SX_COLUMN_UNIT, width_of (self->unit));
  sx_indicator_columns_need (self->columns, SX_COLUMN_VERDICT, width_of (self->verdict));
  sx_indicator_columns_need (self->columns, SX_COLUMN_TITLE,
                             MIN (width_of (self->title) + width_of (self->tag), TITLE_MAX));
}

/* before → after, change, unit */
static int
numbers_width (SxIndicatorCells *self)
{
  const int *width = self->columns->width;

  return width[SX_COLUMN_BEFORE] + SMALL_GAP + width_of (self->arrow) + SMALL_GAP + width[SX_COLUMN_AFTER]
         + GAP + width[SX_COLUMN_CHANGE] + SMALL_GAP + width[SX_COLUMN_UNIT];
}

static gboolean
is_one_line (SxIndicatorCells *self, int width)
{
  const int *columns = self->columns->width;

  return width
         >= INDENT + columns[SX_COLUMN_TITLE] + GAP + numbers_width (self) + GAP + columns[SX_COLUMN_VERDICT];
}

static void
sx_indicator_cells_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                            int *natural, int *minimum_baseline, int *natural_baseline)
{
  SxIndicatorCells *self = SX_INDICATOR_CELLS (widget);
  int first, second, tag = width_of (self->tag);

  measure_columns (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (INDENT + numbers_width (self), INDENT + TITLE_MIN + (tag ? GAP + tag : 0) + GAP
                                                         + self->columns->width[SX_COLUMN_VERDICT]);
      *natural = *minimum;
      return;
    }
  first = MAX (MAX (ICON, height_of (self->title)), MAX (height_of (self->verdict), height_of (self->tag)));
  second = MAX (MAX (height_of (self->after), height_of (self->note)), height_of (self->unit));
  *minimum = *natural = is_one_line (self, for_size < 0 ? 0 : for_size) ? MAX (first, second)
                        : second > 0                                    ? first + second
                                                                        : first;
}

static void
place (gpointer widget, int x, int y, int width, int height)
{
  GtkAllocation at = { x, y, width, height };

  if (gtk_widget_should_layout (widget))
    gtk_widget_size_allocate (widget, &at, -1);
}

static void
place_numbers (SxIndicatorCells *self, int left, int right, int y, int height, gboolean is_apart)
{
  const int *width = self->columns->width;
  int arrow = width_of (self->arrow);
  int change = right - width[SX_COLUMN_UNIT] - SMALL_GAP - width[SX_COLUMN_CHANGE];
  int x = is_apart ? left
                   : change - GAP - width[SX_COLUMN_AFTER] - 2 * SMALL_GAP - arrow - width[SX_COLUMN_BEFORE];

  place (self->note, left, y, MAX (right - left, 1), height);
  place (self->before, x, y, width[SX_COLUMN_BEFORE], height);
  x += width[SX_COLUMN_BEFORE] + SMALL_GAP;
  place (self->arrow, x, y, arrow, height);
  x += arrow + SMALL_GAP;
  place (self->after, x, y, width[SX_COLUMN_AFTER], height);
  place (self->change, change, y, width[SX_COLUMN_CHANGE], height);
  place (self->unit, right - width[SX_COLUMN_UNIT], y, width[SX_COLUMN_UNIT], height);
}

static void
sx_indicator_cells_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SxIndicatorCells *self = SX_INDICATOR_CELLS (widget);
  gboolean one = is_one_line (self, width);
  int verdict = self->columns->width[SX_COLUMN_VERDICT], tag = width_of (self->tag), numbers, title;
  int first = one ? height
                  : MAX (MAX (ICON, height_of (self->title)),
                         MAX (height_of (self->verdict), height_of (self->tag)));

  place (self->icon, 0, (first - ICON) / 2, ICON, ICON);
  place (self->verdict, width - verdict, 0, verdict, first);
  numbers = one ? width - verdict - GAP : width;
  title = (one ? numbers - numbers_width (self) : width - verdict) - GAP - INDENT - (tag ? GAP + tag : 0);
  title = MAX (MIN (title, width_of (self->title)), 1);
  place (self->title, INDENT, 0, title, first);
  place (self->tag, INDENT + title + GAP, (first - height_of (self->tag)) / 2, tag, height_of (self->tag));
  if (one)
    place_numbers (self, numbers - numbers_width (self), numbers, 0, height, FALSE);
  else
    place_numbers (self, INDENT, width, first, height - first, TRUE);
}

static void
sx_indicator_cells_dispose (GObject *object)
{
  SxIndicatorCells *self = SX_INDICATOR_CELLS (object);

  if (self->columns)
    sx_indicator_columns_remove (self->columns, GTK_WIDGET (self));
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_CELLS);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (sx_indicator_cells_parent_class)->dispose (object);
}

static GtkSizeRequestMode
sx_indicator_cells_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sx_indicator_cells_class_init (SxIndicatorCellsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_cells_dispose;
  widget_class->measure = sx_indicator_cells_measure;
  widget_class->size_allocate = sx_indicator_cells_size_allocate;
  widget_class->get_request_mode = sx_indicator_cells_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "sx-cells");
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-cells.ui");
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, icon);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, title);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, tag);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, verdict);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, before);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, arrow);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, after);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, change);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, unit);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorCells, note);
}

static void
sx_indicator_cells_init (SxIndicatorCells *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_indicator_cells_set_columns (SxIndicatorCells *self, SxIndicatorColumns *columns)
{
  g_return_if_fail (!self->columns);
  self->columns = g_object_ref (columns);
  sx_indicator_columns_add (columns, GTK_WIDGET (self));
}

static void
show_verdict (SxIndicatorCells *self, SxIndicatorItem *item)
{
  static const char *const classes[] = { "verdict-pass", "verdict-fail", "verdict-manual", "verdict-idle" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), sx_verdict_class (item->verdict));
  gtk_image_set_from_icon_name (self->icon, sx_verdict_icon (item->verdict));
  gtk_label_set_label (self->verdict, sx_words_verdict (item->verdict));
  gtk_label_set_label (self->tag, sx_origin_words (item->origin));
  sx_tooltip_set (GTK_WIDGET (self->tag),
                  item->origin == SX_ORIGIN_WORSENED
                      ? _ ("This failed before the scheme, which makes it worse.")
                      : _ ("This failed before the scheme: it is not the scheme’s doing."));
  gtk_widget_set_visible (GTK_WIDGET (self->tag), item->origin != SX_ORIGIN_SCHEME);
}

/* Numbers, or where there are none why not. */
static void
show_note (SxIndicatorCells *self, SxIndicatorItem *item)
{
  GtkWidget *numbers[] = { GTK_WIDGET (self->before), GTK_WIDGET (self->arrow), GTK_WIDGET (self->after),
                           GTK_WIDGET (self->change), GTK_WIDGET (self->unit) };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    gtk_widget_set_visible (numbers[i], item->has_value);
  gtk_widget_set_visible (GTK_WIDGET (self->note), !item->has_value && item->message);
  if (!item->has_value && item->message)
    {
      gtk_label_set_label (self->note, item->message);
      sx_tooltip_set (GTK_WIDGET (self->note), item->message);
    }
}

void
sx_indicator_cells_show (SxIndicatorCells *self, SxIndicatorItem *item, guint parts)
{
  if (parts == SX_INDICATOR_ALL)
    {
      gtk_label_set_label (self->title, sx_indicator_item_get_label (item));
      sx_tooltip_set (GTK_WIDGET (self->title), sx_indicator_item_get_label (item));
      gtk_label_set_label (self->unit, sx_indicator_item_get_unit (item));
    }
  if (parts & SX_INDICATOR_BEFORE)
    gtk_label_set_label (self->before, item->before);
  if (parts & SX_INDICATOR_AFTER)
    gtk_label_set_label (self->after, item->after);
  if (parts & SX_INDICATOR_CHANGE)
    gtk_label_set_label (self->change, item->change);
  if (parts & SX_INDICATOR_VERDICT)
    show_verdict (self, item);
  if (parts & (SX_INDICATOR_MESSAGE | SX_INDICATOR_BEFORE | SX_INDICATOR_AFTER))
    show_note (self, item);
  if (parts & SX_INDICATOR_PREVIEW && item->is_preview)
    gtk_widget_add_css_class (GTK_WIDGET (self), "preview");
  else if (parts & SX_INDICATOR_PREVIEW)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "preview");
}
