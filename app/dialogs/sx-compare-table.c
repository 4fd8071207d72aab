/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-compare-table.h"

#include "dialogs/sx-compare-cell.h"
#include "models/sx-row-list.h"
#include "sx-template.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"

/* One column: what it shows, and how wide it is at least. */
typedef struct
{
  SxCompareText text;
  const char *title;
  gboolean is_number, expands;
  int width; /* 0: as its texts need */
} Column;

struct _SxCompareTable
{
  GtkWidget parent_instance;
  SxRowList *list;
  GPtrArray *rows; /* SxCompareRow *: all, also what is not shown */
  GtkSingleSelection *selection;
  char **schemes; /* whose columns there are, in a table of all schemes; else NULL */
  gboolean only_differing;
  gboolean is_changing; /* the rows are being set: what is selected is no choice */

  /* template */
  GtkStack *stack;
  GtkColumnView *view;
  AdwStatusPage *empty;
};

enum
{
  SELECTED,
  ACTIVATED,
  MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxCompareTable, sx_compare_table, GTK_TYPE_WIDGET)

/* ---- columns */

static const Column indicator_columns[] = {
  { SX_COMPARE_TITLE, N_ ("Indicator"), FALSE, TRUE, 0 },
  { SX_COMPARE_UNIT, N_ ("Unit"), FALSE, FALSE, 0 },
  { SX_COMPARE_BEFORE, N_ ("Before"), TRUE, FALSE, 0 },
  { SX_COMPARE_FIRST, N_ ("A after"), TRUE, FALSE, 0 },
  { SX_COMPARE_SECOND, N_ ("B after"), TRUE, FALSE, 0 },
  { SX_COMPARE_DIFFERENCE, N_ ("B less A"), TRUE, FALSE, 0 },
  { SX_COMPARE_FIRST_NOTE, N_ ("Verdict A"), FALSE, FALSE, 118 },
  { SX_COMPARE_SECOND_NOTE, N_ ("Verdict B"), FALSE, FALSE, 118 },
};
static const Column ledger_columns[] = {
  { SX_COMPARE_TITLE, N_ ("Item"), FALSE, TRUE, 0 },
  { SX_COMPARE_UNIT, N_ ("Unit"), FALSE, FALSE, 0 },
  { SX_COMPARE_FIRST, N_ ("A"), TRUE, FALSE, 110 },
  { SX_COMPARE_SECOND, N_ ("B"), TRUE, FALSE, 110 },
  { SX_COMPARE_DIFFERENCE, N_ ("B less A"), TRUE, FALSE, 110 },
  { SX_COMPARE_FIRST_NOTE, N_ ("A plots"), FALSE, FALSE, 90 },
  { SX_COMPARE_SECOND_NOTE, N_ ("B plots"), FALSE, FALSE, 90 },
};
static const Column conflict_columns[] = {
  { SX_COMPARE_TITLE, N_ ("Conflict"), FALSE, TRUE, 0 },
  { SX_COMPARE_UNIT, N_ ("Severity"), FALSE, FALSE, 100 },
  { SX_COMPARE_FIRST_NOTE, N_ ("A count"), FALSE, FALSE, 90 },
  { SX_COMPARE_SECOND_NOTE, N_ ("B count"), FALSE, FALSE, 90 },
  { SX_COMPARE_FIRST, N_ ("A ha"), TRUE, FALSE, 110 },
  { SX_COMPARE_SECOND, N_ ("B ha"), TRUE, FALSE, 110 },
  { SX_COMPARE_DIFFERENCE, N_ ("B less A"), TRUE, FALSE, 110 },
};
static const Column item_columns[] = {
  { SX_COMPARE_TITLE, N_ ("What is done"), FALSE, FALSE, 210 },
  { SX_COMPARE_UNIT, N_ ("State"), FALSE, FALSE, 168 },
  { SX_COMPARE_FIRST_NOTE, N_ ("In A"), FALSE, TRUE, 0 },
  { SX_COMPARE_FIRST, N_ ("A ha"), TRUE, FALSE, 100 },
  { SX_COMPARE_SECOND_NOTE, N_ ("In B"), FALSE, TRUE, 0 },
  { SX_COMPARE_SECOND, N_ ("B ha"), TRUE, FALSE, 100 },
  { SX_COMPARE_DIFFERENCE, N_ ("B less A"), TRUE, FALSE, 100 },
};
/* Before those of the schemes. */
static const Column overview_columns[] = {
  { SX_COMPARE_TITLE, N_ ("Indicator"), FALSE, TRUE, 0 },
  { SX_COMPARE_UNIT, N_ ("Unit"), FALSE, FALSE, 0 },
  { SX_COMPARE_BEFORE, N_ ("Before"), TRUE, FALSE, 0 },
};

static const struct
{
  const Column *columns;
  guint n;
  const char *empty;
} kinds[SX_COMPARE_N_TABLES] = {
  [SX_COMPARE_INDICATORS]
  = { indicator_columns, G_N_ELEMENTS (indicator_columns), N_ ("No indicator differs") },
  [SX_COMPARE_LEDGERS] = { ledger_columns, G_N_ELEMENTS (ledger_columns), N_ ("The ledgers are the same") },
  [SX_COMPARE_CONFLICTS] = { conflict_columns, G_N_ELEMENTS (conflict_columns), N_ ("No conflicts here") },
  [SX_COMPARE_ITEMS]
  = { item_columns, G_N_ELEMENTS (item_columns), N_ ("What the schemes hold is the same") },
  [SX_COMPARE_OVERVIEW] = { overview_columns, G_N_ELEMENTS (overview_columns), N_ ("No indicator differs") },
};

static void
make_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Column *column = data;

  gtk_list_item_set_child (item, sx_compare_cell_new (column->text, column->is_number));
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  SxCompareRow *row = gtk_list_item_get_item (item);

  sx_compare_cell_set_row (SX_COMPARE_CELL (gtk_list_item_get_child (item)), row);
  gtk_list_item_set_selectable (item, !row->is_heading);
  gtk_list_item_set_activatable (item, !row->is_heading);
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  sx_compare_cell_set_row (SX_COMPARE_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkListItemFactory *
new_factory (void (*make) (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data),
             gpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (make), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  return factory;
}

static void
add_column (SxCompareTable *self, const Column *column)
{
  g_autoptr (GtkColumnViewColumn) added
      = gtk_column_view_column_new (_ (column->title), new_factory (make_cell, (gpointer)column));

  gtk_column_view_column_set_expand (added, column->expands);
  gtk_column_view_column_set_resizable (added, TRUE);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (added, column->width);
  gtk_column_view_append_column (self->view, added);
}

/* ---- what happens */

static void
selection_changed (SxCompareTable *self)
{
  if (!self->is_changing)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
activated (SxCompareTable *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
pressed (SxCompareTable *self, int n_press, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = at ? gtk_widget_get_ancestor (at, SX_TYPE_COMPARE_CELL) : NULL;
  SxCompareRow *row = cell ? sx_compare_cell_get_row (SX_COMPARE_CELL (cell)) : NULL;

  for (guint i = 0; row && i < sx_row_list_get_n_rows (self->list); i++)
    if (sx_row_list_get_row (self->list, i) == row && !row->is_heading)
      {
        gtk_single_selection_set_selected (self->selection, i);
        g_signal_emit (self, signals[MENU], 0, x, y);
      }
}

/* The key that asks for a context menu. */
static gboolean
menu_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  SxCompareTable *self = SX_COMPARE_TABLE (widget);

  if (!sx_compare_table_get_selected (self))
    return FALSE;
  g_signal_emit (self, signals[MENU], 0, gtk_widget_get_width (widget) / 2.0,
                 gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

/* ---- the object */

static void
sx_compare_table_dispose (GObject *object)
{
  SxCompareTable *self = SX_COMPARE_TABLE (object);

  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_COMPARE_TABLE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->schemes, g_strfreev);
  G_OBJECT_CLASS (sx_compare_table_parent_class)->dispose (object);
}

static void
sx_compare_table_class_init (SxCompareTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_compare_table_dispose;
  gtk_widget_class_set_css_name (widget_class, "sx-compare-table");
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-compare-table.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxCompareTable, stack);
  gtk_widget_class_bind_template_child (widget_class, SxCompareTable, view);
  gtk_widget_class_bind_template_child (widget_class, SxCompareTable, empty);
  gtk_widget_class_bind_template_callback (widget_class, activated);
  gtk_widget_class_bind_template_callback (widget_class, pressed);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key, NULL);
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED]
      = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MENU] = g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
sx_compare_table_init (SxCompareTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = sx_row_list_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selection_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

void
sx_compare_table_set_kind (SxCompareTable *self, SxCompareTableKind kind)
{
  for (guint i = 0; i < kinds[kind].n; i++)
    add_column (self, &kinds[kind].columns[i]);
  adw_status_page_set_title (self->empty, _ (kinds[kind].empty));
}

/* ---- rows */

static void
show_rows (SxCompareTable *self)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  SxCompareRow *heading = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      SxCompareRow *row = self->rows->pdata[i];

      if (row->is_heading)
        heading = row;
      else if (row->differs || !self->only_differing)
        {
          if (heading)
            g_ptr_array_add (shown, heading);
          heading = NULL;
          g_ptr_array_add (shown, row);
        }
    }
  self->is_changing = TRUE;
  sx_row_list_set_rows (self->list, shown);
  self->is_changing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, shown->len > 0 ? "rows" : "empty");
}

void
sx_compare_table_take_rows (SxCompareTable *self, SxCompareRows rows)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) before = self->rows;

  for (guint i = 0; i < before->len; i++)
    g_hash_table_insert (old, ((SxCompareRow *)before->pdata[i])->key, before->pdata[i]);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows.rows->len; i++)
    {
      SxCompareRow *new = rows.rows->pdata[i], *kept = g_hash_table_lookup (old, new->key);

      if (kept)
        sx_compare_row_take (kept, new);
      g_ptr_array_add (self->rows, g_object_ref (kept ? kept : new));
    }
  g_ptr_array_unref (rows.rows);
  show_rows (self);
}

void
sx_compare_table_set_only_differing (SxCompareTable *self, gboolean only_differing)
{
  self->only_differing = only_differing;
  show_rows (self);
}

guint
sx_compare_table_get_n_shown (SxCompareTable *self)
{
  return sx_row_list_get_n_rows (self->list);
}

SxCompareRow *
sx_compare_table_get_row (SxCompareTable *self, guint position)
{
  return sx_row_list_get_row (self->list, position);
}

SxCompareRow *
sx_compare_table_get_selected (SxCompareTable *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

gboolean
sx_compare_table_select (SxCompareTable *self, guint side, const char *id)
{
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; id && i < sx_row_list_get_n_rows (self->list); i++)
    {
      g_autofree char *its = sx_compare_row_dup_id (sx_row_list_get_row (self->list, i), side);

      if (g_strcmp0 (its, id) == 0)
        found = i;
    }
  gtk_single_selection_set_selected (self->selection, found);
  if (found != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item",
                                "u", found);
  return found != GTK_INVALID_LIST_POSITION;
}

/* ---- all schemes */

static void
make_value_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer scheme)
{
  gtk_list_item_set_child (item, sx_compare_cell_new_value (GPOINTER_TO_UINT (scheme)));
}

static void
add_scheme_column (SxCompareTable *self, const char *name, guint scheme)
{
  g_autofree char *title = sx_text_clean (name);
  g_autoptr (GtkColumnViewColumn) added
      = gtk_column_view_column_new (title, new_factory (make_value_cell, GUINT_TO_POINTER (scheme)));

  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_append_column (self->view, added);
}

void
sx_compare_table_set_schemes (SxCompareTable *self, const char *const *names)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  if (self->schemes && g_strv_equal ((const char *const *)self->schemes, names))
    return;
  g_strfreev (self->schemes);
  self->schemes = g_strdupv ((char **)names);
  while (g_list_model_get_n_items (columns) > G_N_ELEMENTS (overview_columns))
    {
      g_autoptr (GtkColumnViewColumn) last
          = g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);

      gtk_column_view_remove_column (self->view, last);
    }
  for (guint i = 0; names[i]; i++)
    add_scheme_column (self, names[i], i);
}
