/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-project-form.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "models/sx-project-item.h"

#define MAX_AREA_HA 1e7

struct _SxProjectForm
{
  AdwWindow parent_instance;
  SxSession *session;
  SxProject *project; /* that is changed; NULL: a new one */

  /* template */
  AdwEntryRow *name, *type, *basis, *years, *area;
  AdwComboRow *level, *nature, *maintenance, *placement;
  GtkMenuButton *types;
  GtkWidget *save, *warning;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (SxProjectForm, sx_project_form, ADW_TYPE_WINDOW)

/* ---- what is in the fields */

/* An area in ha from what is typed; NAN for nothing. FALSE: it is no area. */
static gboolean
read_area (SxProjectForm *self, double *out)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->area))));
  char *end;

  *out = NAN;
  if (!*text)
    return TRUE;
  if (text[strspn (text, "0123456789.")])
    return FALSE;
  *out = g_ascii_strtod (text, &end);
  return !*end && *out <= MAX_AREA_HA;
}

/* "" for the first choice, which says nothing. */
static const char *
chosen (AdwComboRow *row)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (row);

  return item && adw_combo_row_get_selected (row) > 0 ? gtk_string_object_get_string (item) : "";
}

static void
check (SxProjectForm *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autofree char *basis = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->basis))));
  double area;
  gboolean is_area = read_area (self, &area);

  if (is_area)
    gtk_widget_remove_css_class (GTK_WIDGET (self->area), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->area), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_STATE_INVALID, !is_area, -1);
  gtk_widget_set_visible (self->warning, !*basis && g_str_equal (chosen (self->maintenance), "新增"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", *name && is_area);
}

static SxProject *
read_fields (SxProjectForm *self)
{
  SxProject *project = self->project ? sx_project_copy (self->project) : sx_project_new (NULL);
  const struct
  {
    SxProjectText text;
    const char *value;
  } fields[] = {
    { SX_PROJECT_NAME, gtk_editable_get_text (GTK_EDITABLE (self->name)) },
    { SX_PROJECT_TYPE, gtk_editable_get_text (GTK_EDITABLE (self->type)) },
    { SX_PROJECT_BASIS, gtk_editable_get_text (GTK_EDITABLE (self->basis)) },
    { SX_PROJECT_YEARS, gtk_editable_get_text (GTK_EDITABLE (self->years)) },
    { SX_PROJECT_LEVEL, chosen (self->level) },
    { SX_PROJECT_NATURE, chosen (self->nature) },
    { SX_PROJECT_MAINTENANCE, chosen (self->maintenance) },
    { SX_PROJECT_PLACEMENT, chosen (self->placement) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    sx_project_set_text (project, fields[i].text, fields[i].value);
  read_area (self, &project->area_ha);
  return project;
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SxProjectForm *self = SX_PROJECT_FORM (widget);
  g_autoptr (SxProject) project = read_fields (self);
  g_autofree char *label
      = g_strdup_printf (self->project ? _ ("Change Key Project: %s") : _ ("Add Key Project: %s"),
                         project->name);
  g_autoptr (SxEdit) edit = sx_edit_new (label, 0);

  if (self->project)
    sx_edit_set_project (edit, project);
  else
    sx_edit_add_project (edit, project);
  sx_session_commit (self->session, edit);
  gtk_window_close (GTK_WINDOW (self));
}

static void
type_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SxProjectForm *self = SX_PROJECT_FORM (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->type), g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->type));
}

/* ---- filling the fields */

/* Nothing, the printed values, and what is there besides. */
static void
fill_choices (AdwComboRow *row, SxProjectText text, const char *value)
{
  const char *const *values = sx_project_values (text);
  const char *const nothing[] = { "–", NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (nothing);
  guint selected = 0;

  for (guint i = 0; values[i]; i++)
    {
      gtk_string_list_append (list, values[i]);
      if (g_strcmp0 (values[i], value) == 0)
        selected = i + 1;
    }
  if (value && selected == 0)
    {
      gtk_string_list_append (list, value);
      selected = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static void
fill_types (SxProjectForm *self)
{
  const char *const *values = sx_project_values (SX_PROJECT_TYPE);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; values[i]; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (values[i], NULL);

      g_menu_item_set_action_and_target (item, "form.type", "s", values[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->types, G_MENU_MODEL (menu));
}

static void
set_entry (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text ? text : "");
}

static void
fill (SxProjectForm *self)
{
  g_autoptr (SxProject) none = sx_project_new (NULL);
  SxProject *p = self->project ? self->project : none;
  g_autoptr (SxProjectItem) item = sx_project_item_new (p, 0);
  g_autofree char *area = sx_project_item_dup_text (item, SX_PROJECT_COLUMN_AREA);

  set_entry (self->name, p->name);
  set_entry (self->type, p->type);
  set_entry (self->basis, p->basis);
  set_entry (self->years, p->years);
  set_entry (self->area, area);
  fill_choices (self->level, SX_PROJECT_LEVEL, p->level);
  fill_choices (self->nature, SX_PROJECT_NATURE, p->nature);
  fill_choices (self->maintenance, SX_PROJECT_MAINTENANCE, self->project ? p->maintenance : "新增");
  fill_choices (self->placement, SX_PROJECT_PLACEMENT, p->placement);
  fill_types (self);
  adw_window_title_set_title (self->title, self->project ? _ ("Key Project") : _ ("New Key Project"));
  gtk_window_set_title (GTK_WINDOW (self), adw_window_title_get_title (self->title));
  check (self);
}

/* ---- the object */

static void
sx_project_form_dispose (GObject *object)
{
  SxProjectForm *self = SX_PROJECT_FORM (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->project, sx_project_unref);
  G_OBJECT_CLASS (sx_project_form_parent_class)->dispose (object);
}

static void
sx_project_form_class_init (SxProjectFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_project_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-project-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, name);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, type);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, types);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, basis);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, years);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, area);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, level);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, nature);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, maintenance);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, placement);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, save);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, warning);
  gtk_widget_class_bind_template_child (widget_class, SxProjectForm, title);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "form.type", "s", type_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.save", NULL);
}

static void
sx_project_form_init (SxProjectForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
sx_project_form_open (GtkWindow *parent, SxSession *session, SxProject *project)
{
  SxProjectForm *self = g_object_new (SX_TYPE_PROJECT_FORM, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->project = project ? sx_project_ref (project) : NULL;
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return GTK_WINDOW (self);
}
