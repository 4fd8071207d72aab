/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-adjustment-list.h"

#include "sx-template.h"

#include "panels/sx-adjustment-row.h"
#include "panels/sx-culling.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"

#define FILTER_FROM 12 /* items: fewer are seen at a glance */

struct _SxAdjustmentList
{
  GtkWidget parent_instance;
  SxSession *session;
  SxSchemeRows *rows;
  SxMapView *view;

  /* template */
  GtkLabel *count;
  GtkSearchEntry *filter;
  GtkStack *stack;
  GtkListView *list;
};

static guint rename_signal;

G_DEFINE_FINAL_TYPE (SxAdjustmentList, sx_adjustment_list, GTK_TYPE_WIDGET)

/* ---- what the user does */

static void
row_activated (SxAdjustmentList *self, guint position)
{
  SxSchemeRow *row = sx_row_list_get_row (SX_ROW_LIST (self->rows), position);
  SxShape *shape = row ? sx_scheme_row_get_shape (row) : NULL;

  if (row && row->kind == SX_ROW_HEADING)
    sx_scheme_rows_toggle_folded (self->rows, row->group);
  else if (shape && shape->n_rings > 0)
    sx_map_view_zoom_to (self->view, shape->box);
}

static char *
delete_label (GPtrArray *rows)
{
  g_autofree char *title = NULL;

  if (rows->len > 1)
    return g_strdup_printf (_ ("Delete %u plots"), rows->len);
  title = sx_scheme_row_dup_title (rows->pdata[0]);
  return g_strdup_printf (_ ("Delete %s"), title);
}

void
sx_adjustment_list_delete (SxAdjustmentList *self)
{
  g_autoptr (GPtrArray) rows = self->rows ? sx_scheme_rows_dup_selected (self->rows) : NULL;
  g_autoptr (SxEdit) edit = NULL;
  g_autofree char *label = NULL;

  if (!rows || rows->len == 0)
    return;
  label = delete_label (rows);
  edit = sx_edit_new (label, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      SxSchemeRow *row = rows->pdata[i];

      if (row->kind == SX_ROW_ADJUSTMENT)
        sx_edit_remove_adjustment (edit, row->fid);
      else if (row->kind == SX_ROW_RECLASS)
        sx_edit_remove_reclass (edit, row->fid);
      else
        sx_edit_remove_road (edit, row->fid);
    }
  sx_session_commit (self->session, edit);
}

static gboolean
list_key (SxAdjustmentList *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (state & gtk_accelerator_get_default_mod_mask ())
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    sx_adjustment_list_delete (self);
  else if (keyval == GDK_KEY_F2)
    g_signal_emit (self, rename_signal, 0);
  else if (keyval == GDK_KEY_Escape)
    sx_session_select (self->session, NULL, 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
filter_changed (SxAdjustmentList *self)
{
  if (self->rows)
    sx_scheme_rows_set_filter (self->rows, gtk_editable_get_text (GTK_EDITABLE (self->filter)));
}

static void
filter_stopped (SxAdjustmentList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
sx_adjustment_list_find (SxAdjustmentList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->filter), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

/* ---- what is shown */

static void
rows_changed (SxAdjustmentList *self)
{
  guint n = sx_scheme_rows_get_n_items (self->rows);
  gboolean is_filtered = *gtk_editable_get_text (GTK_EDITABLE (self->filter)) != '\0';
  gboolean nothing_found = is_filtered && sx_row_list_get_n_rows (SX_ROW_LIST (self->rows)) == 0;
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), n >= FILTER_FROM || is_filtered
                                                         || gtk_widget_has_focus (GTK_WIDGET (self->filter)));
  gtk_stack_set_visible_child_name (self->stack, n == 0 ? "empty" : nothing_found ? "not-found" : "list");
}

/* The first one selected is seen; the list moves only where it is not. */
static void
selection_changed (SxAdjustmentList *self)
{
  guint n, position;
  const gint64 *fids = sx_session_get_selection (self->session, &n);

  if (n > 0 && sx_scheme_rows_find (self->rows, fids[0], &position))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
fold_clicked (SxAdjustmentList *self, guint group)
{
  sx_scheme_rows_toggle_folded (self->rows, group);
}

static void
set_up_row (SxAdjustmentList *self, GtkListItem *list_item)
{
  GtkWidget *row = sx_adjustment_row_new ();

  g_signal_connect_object (row, "fold-clicked", G_CALLBACK (fold_clicked), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

/* The list binds anew whatever stands below a row that came or went; it shows its row already. */
static void
bind_row (SxAdjustmentList *self, GtkListItem *list_item)
{
  SxSchemeRow *row = gtk_list_item_get_item (list_item);

  gtk_list_item_set_selectable (list_item, row->kind != SX_ROW_HEADING);
  sx_adjustment_row_set_row (SX_ADJUSTMENT_ROW (gtk_list_item_get_child (list_item)), row,
                             sx_session_get_rules (self->session));
}

/* ---- the object */

void
sx_adjustment_list_set_session (SxAdjustmentList *self, SxSession *session, SxSchemeRows *rows)
{
  if (self->rows)
    {
      g_signal_handlers_disconnect_by_data (self->rows, self);
      g_signal_handlers_disconnect_by_data (self->session, self);
      gtk_list_view_set_model (self->list, NULL);
    }
  g_set_object (&self->session, session);
  g_set_object (&self->rows, rows);
  if (!rows)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  g_signal_connect_swapped (rows, "items-changed", G_CALLBACK (rows_changed), self);
  g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (selection_changed), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
  rows_changed (self);
}

void
sx_adjustment_list_set_view (SxAdjustmentList *self, SxMapView *view)
{
  self->view = view;
}

static void
sx_adjustment_list_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxAdjustmentList *self = SX_ADJUSTMENT_LIST (widget);

  sx_culling_mark (GTK_WIDGET (self->list), GTK_WIDGET (self->list)); /* it scrolls what is in it */
  GTK_WIDGET_CLASS (sx_adjustment_list_parent_class)->snapshot (widget, snapshot);
}

static void
sx_adjustment_list_dispose (GObject *object)
{
  SxAdjustmentList *self = SX_ADJUSTMENT_LIST (object);

  sx_adjustment_list_set_session (self, NULL, NULL);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_ADJUSTMENT_LIST);
  G_OBJECT_CLASS (sx_adjustment_list_parent_class)->dispose (object);
}

static void
sx_adjustment_list_class_init (SxAdjustmentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_adjustment_list_dispose;
  widget_class->snapshot = sx_adjustment_list_snapshot;
  rename_signal = g_signal_new ("rename", SX_TYPE_ADJUSTMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "sx-adjustment-list");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-adjustment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentList, count);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentList, filter);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentList, stack);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped);
}

static void
sx_adjustment_list_init (SxAdjustmentList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (list_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), key);
}
