/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-projects-window.h"

#include "sx-accessible.h"
#include "sx-step-buttons.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "dialogs/sx-project-form.h"
#include "dialogs/sx-projects-import.h"
#include "models/sx-project-item.h"

struct _SxProjectsWindow
{
  AdwWindow parent_instance;
  SxSession *session;
  GListStore *items;            /* SxProjectItem, in the list's order */
  GtkCustomFilter *filter;      /* by what is searched for */
  GtkMultiSelection *selection; /* of what is shown */

  /* template */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkColumnView *view;
  GtkWidget *undo_button, *redo_button;
  GtkLabel *counts;
};

G_DEFINE_FINAL_TYPE (SxProjectsWindow, sx_projects_window, ADW_TYPE_WINDOW)

/* ---- columns */

/* In the order of the table; widths in pixels, 0: the rest. */
static const struct
{
  guint column;
  int width;
} columns[] = {
  { SX_PROJECT_COLUMN_NUMBER, 56 }, { SX_PROJECT_TYPE, 96 },         { SX_PROJECT_NAME, 0 },
  { SX_PROJECT_LEVEL, 84 },         { SX_PROJECT_BASIS, 0 },         { SX_PROJECT_NATURE, 98 },
  { SX_PROJECT_YEARS, 104 },        { SX_PROJECT_COLUMN_AREA, 128 }, { SX_PROJECT_MAINTENANCE, 106 },
  { SX_PROJECT_PLACEMENT, 96 },
};

/* As on the screen: what the table prints, or its English. */
static const char *
column_title (guint column)
{
  static const char *const titles[SX_PROJECT_N_COLUMNS] = {
    [SX_PROJECT_TYPE] = N_ ("Type"),
    [SX_PROJECT_NAME] = N_ ("Name"),
    [SX_PROJECT_LEVEL] = N_ ("Level"),
    [SX_PROJECT_BASIS] = N_ ("Basis"),
    [SX_PROJECT_NATURE] = N_ ("Construction"),
    [SX_PROJECT_YEARS] = N_ ("Years"),
    [SX_PROJECT_MAINTENANCE] = N_ ("Maintenance"),
    [SX_PROJECT_PLACEMENT] = N_ ("On the Map"),
    [SX_PROJECT_COLUMN_AREA] = N_ ("Area (ha)"),
    [SX_PROJECT_COLUMN_NUMBER] = N_ ("No."),
  };

  /* the table's own words */
  if (sx_locale_is_chinese () && column != SX_PROJECT_COLUMN_AREA)
    return sx_project_heading (column);
  return _ (titles[column]);
}

static gboolean
is_number (guint column)
{
  return column == SX_PROJECT_COLUMN_AREA || column == SX_PROJECT_COLUMN_NUMBER;
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number (GPOINTER_TO_UINT (column)) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_number (GPOINTER_TO_UINT (column)))
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (cell, label);
}

/* What a screen reader says of a cell, which has no name by itself. */
static void
name_cell (GtkWidget *label, guint column, const char *text)
{
  GtkWidget *cell = gtk_widget_get_parent (label);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), column_title (column), *text ? text : "–");

  if (cell)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* What a project that is added must say is asked for where it would stand. */
static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  guint column = GPOINTER_TO_UINT (data);
  SxProjectItem *item = gtk_list_item_get_item (cell);
  GtkWidget *label = gtk_list_item_get_child (cell);
  gboolean is_lacking = column == SX_PROJECT_BASIS && sx_project_item_lacks_basis (item);
  g_autofree char *text
      = is_lacking ? g_strdup (_ ("to be filled in")) : sx_project_item_dup_text (item, column);

  gtk_label_set_label (GTK_LABEL (label), text);
  name_cell (label, column, text);
  gtk_widget_set_tooltip_text (label, column == SX_PROJECT_NAME || column == SX_PROJECT_BASIS ? text : NULL);
  if (is_lacking)
    gtk_widget_add_css_class (label, "warning");
  else
    gtk_widget_remove_css_class (label, "warning");
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer column)
{
  return sx_project_item_compare ((SxProjectItem *)a, (SxProjectItem *)b, GPOINTER_TO_UINT (column));
}

static void
add_columns (SxProjectsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gpointer data = GUINT_TO_POINTER (columns[i].column);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column
          = gtk_column_view_column_new (column_title (columns[i].column), factory);
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items, data, NULL));

      g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), data);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), data);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->view, column);
    }
}

/* ---- what is shown */

static gboolean
matches (gpointer item, gpointer data)
{
  SxProjectsWindow *self = data;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return !*words || sx_project_item_matches (item, words);
}

static guint
n_selected (SxProjectsWindow *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint)gtk_bitset_get_size (set);
}

static void
update_actions (SxProjectsWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.edit", n_selected (self) == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.remove", n_selected (self) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.undo", state && state->undo_label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.redo", state && state->redo_label);
  sx_step_buttons_update (self->undo_button, self->redo_button, state);
}

/* The list, or why there is none to see. */
static void
update_page (SxProjectsWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  gtk_stack_set_visible_child_name (self->stack, n == 0 ? "empty" : n_shown == 0 ? "nothing" : "list");
}

static void
update_counts (SxProjectsWindow *self, const GPtrArray *projects)
{
  SxProjectCounts counts = sx_project_count (projects);
  g_autofree char *text = g_strdup_printf (_ ("Before: %u · Added: %u · Removed: %u · After: %u"),
                                           counts.before, counts.added, counts.removed, counts.after);

  gtk_label_set_label (self->counts, text);
}

static void
scheme_changed (SxProjectsWindow *self)
{
  const GPtrArray *projects;

  if (!sx_session_get_state (self->session))
    return;
  projects = sx_session_get_scheme (self->session)->projects;
  sx_project_items_update (self->items, projects);
  update_counts (self, projects);
  update_page (self);
  update_actions (self);
}

static void
search_changed (SxProjectsWindow *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_page (self);
}

static void
search_stopped (SxProjectsWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
show_toast (GtkWindow *window, const char *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (SX_PROJECTS_WINDOW (window)->toasts, toast);
}

static void
trouble (SxProjectsWindow *self, const char *sentence)
{
  show_toast (GTK_WINDOW (self), sentence);
}

/* ---- what is done */

static void
row_activated (SxProjectsWindow *self, guint position)
{
  g_autoptr (SxProjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item)
    sx_project_form_open (GTK_WINDOW (self), self->session, item->project);
}

static void
add_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sx_project_form_open (GTK_WINDOW (widget), SX_PROJECTS_WINDOW (widget)->session, NULL);
}

static void
edit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SxProjectsWindow *self = SX_PROJECTS_WINDOW (widget);
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  row_activated (self, gtk_bitset_get_minimum (set));
}

static void
remove_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SxProjectsWindow *self = SX_PROJECTS_WINDOW (widget);
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n = (guint)gtk_bitset_get_size (set);
  g_autoptr (SxProjectItem) first
      = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (set));
  g_autofree char *label = n == 1 ? g_strdup_printf (_ ("Remove Key Project: %s"), first->project->name)
                                  : g_strdup_printf (_ ("Remove %u Key Projects"), n);
  g_autoptr (SxEdit) edit = sx_edit_new (label, 0);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SxProjectItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (set, i));

      sx_edit_remove_project (edit, item->project->id);
    }
  sx_session_commit (self->session, edit);
}

/* What is typed has its own undo, before the list's. */
static void
step_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SxProjectsWindow *self = SX_PROJECTS_WINDOW (widget);

  if (g_str_equal (action, "projects.undo"))
    sx_session_undo (self->session);
  else
    sx_session_redo (self->session);
}

static void
find_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (SX_PROJECTS_WINDOW (widget)->search));
}

/* ---- import */

void
sx_projects_window_import (SxProjectsWindow *self, GFile *file)
{
  sx_projects_import_file (GTK_WINDOW (self), self->session, file, show_toast);
}

static void
file_chosen (GtkNativeDialog *dialog, int response, SxProjectsWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))))
    sx_projects_window_import (self, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
import_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", "txt", "xlsx", "ods" };
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Import Key Projects"), GTK_WINDOW (widget),
                                     GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Tables (*.xlsx, *.ods, *.csv)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, SxProjectsWindow *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (!files)
    return FALSE;
  sx_projects_window_import (self, files->data);
  g_slist_free (files);
  return TRUE;
}

/* ---- the object */

static void
sx_projects_window_dispose (GObject *object)
{
  SxProjectsWindow *self = SX_PROJECTS_WINDOW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->items);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (sx_projects_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "projects.add", NULL, add_action);
  gtk_widget_class_install_action (klass, "projects.edit", NULL, edit_action);
  gtk_widget_class_install_action (klass, "projects.remove", NULL, remove_action);
  gtk_widget_class_install_action (klass, "projects.import", NULL, import_action);
  gtk_widget_class_install_action (klass, "projects.find", NULL, find_action);
  gtk_widget_class_install_action (klass, "projects.undo", NULL, step_action);
  gtk_widget_class_install_action (klass, "projects.redo", NULL, step_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_n, GDK_CONTROL_MASK, "projects.add", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_i, GDK_CONTROL_MASK, "projects.import", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_f, GDK_CONTROL_MASK, "projects.find", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK, "projects.undo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "projects.redo",
                                       NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_y, GDK_CONTROL_MASK, "projects.redo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Delete, 0, "projects.remove", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sx_projects_window_class_init (SxProjectsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_projects_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-projects-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, view);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, SxProjectsWindow, counts);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  install_actions (widget_class);
}

static void
sx_projects_window_init (SxProjectsWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkFilterListModel *found;
  GtkSortListModel *sorted;

  gtk_widget_init_template (GTK_WIDGET (self));
  sx_accessible_name_toasts (self->toasts);
  self->items = g_list_store_new (SX_TYPE_PROJECT_ITEM);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                     GTK_FILTER (g_object_ref (self->filter)));
  add_columns (self);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (found),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drop", G_CALLBACK (dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static SxProjectsWindow *
find_open (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (SX_IS_PROJECTS_WINDOW (window) && gtk_window_get_transient_for (window) == parent)
        return SX_PROJECTS_WINDOW (window);
    }
  return NULL;
}

void
sx_projects_window_close_other (GtkWindow *parent, SxSession *session)
{
  SxProjectsWindow *self = find_open (parent);

  if (self && self->session != session)
    gtk_window_destroy (GTK_WINDOW (self));
}

SxProjectsWindow *
sx_projects_window_open (GtkWindow *parent, SxSession *session)
{
  SxProjectsWindow *self = find_open (parent);

  if (!self)
    {
      self = g_object_new (SX_TYPE_PROJECTS_WINDOW, "transient-for", parent, NULL);
      self->session = g_object_ref (session);
      g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "trouble", G_CALLBACK (trouble), self, G_CONNECT_SWAPPED);
      scheme_changed (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
