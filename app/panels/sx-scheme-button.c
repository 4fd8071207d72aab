/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-scheme-button.h"

#include "dialogs/sx-name-dialog.h"
#include "sx-tooltip.h"

#include "base/sx-i18n.h"

struct _SxSchemeButton
{
  GtkWidget parent_instance;
  SxSession *session;
  GSimpleActionGroup *actions;

  /* template */
  GtkStack *stack;
  GtkMenuButton *button;
  GtkLabel *title;
  GtkLabel *subtitle;
  GMenu *schemes;
};

G_DEFINE_FINAL_TYPE (SxSchemeButton, sx_scheme_button, GTK_TYPE_WIDGET)

static const SxScheme *
scheme_of (SxSchemeButton *self)
{
  const SxScheme *scheme = self->session ? sx_session_get_scheme (self->session) : NULL;

  return scheme && scheme->id != 0 ? scheme : NULL;
}

static const char *
name_of (const SxScheme *scheme)
{
  return *scheme->name ? scheme->name : _ ("Unnamed scheme");
}

/* ---- what is shown */

static char *
dup_saved (SxSchemeButton *self)
{
  guint n = sx_session_get_unsaved (self->session, NULL)->len;

  if (n > 0)
    return g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u edit not saved", "%u edits not saved", n), n);
  return g_strdup (sx_session_is_read_only (self->session, NULL) ? _ ("read-only") : _ ("saved"));
}

static void
update_words (SxSchemeButton *self)
{
  const SxScheme *scheme = scheme_of (self);
  g_autofree char *title = NULL, *saved = NULL, *subtitle = NULL, *spoken = NULL;

  if (!self->session)
    return;
  g_object_get (self->session, "title", &title, NULL);
  if (!sx_session_get_state (self->session))
    subtitle = g_strdup (_ ("opening …"));
  else
    {
      saved = dup_saved (self);
      subtitle = g_strdup_printf ("%s · %s", scheme ? name_of (scheme) : _ ("No scheme yet"), saved);
    }
  gtk_label_set_label (self->title, title ? title : "");
  gtk_label_set_label (self->subtitle, subtitle);
  spoken = g_strdup_printf (_ ("Schemes: %s, %s"), title ? title : "", subtitle);
  sx_tooltip_set (GTK_WIDGET (self->button), sx_session_get_file (self->session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* A label of a menu: an underscore in a name is no mnemonic. */
static char *
escape (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static gboolean
is_item (GMenuModel *menu, int at, const SxSchemeInfo *info)
{
  g_autofree char *label = escape (*info->name ? info->name : _ ("Unnamed scheme")), *shown = NULL;
  gint64 id = 0;

  return g_menu_model_get_item_attribute (menu, at, G_MENU_ATTRIBUTE_TARGET, "x", &id) && id == info->id
         && g_menu_model_get_item_attribute (menu, at, G_MENU_ATTRIBUTE_LABEL, "s", &shown)
         && g_str_equal (label, shown);
}

/* Most edits leave the names as they are, and each item of a menu is a widget. */
static gboolean
is_menu_of (SxSchemeButton *self, SxSchemeState *state)
{
  GMenuModel *menu = G_MENU_MODEL (self->schemes);
  guint n = state ? state->schemes->len : 0;

  if (g_menu_model_get_n_items (menu) != (int)n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_item (menu, (int)i, state->schemes->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
update_menu (SxSchemeButton *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);

  if (is_menu_of (self, state))
    return;
  g_menu_remove_all (self->schemes);
  for (guint i = 0; state && i < state->schemes->len; i++)
    {
      const SxSchemeInfo *info = state->schemes->pdata[i];
      g_autofree char *label = escape (*info->name ? info->name : _ ("Unnamed scheme"));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "scheme.show", "x", info->id);
      g_menu_append_item (self->schemes, item);
    }
}

static void
enable (SxSchemeButton *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update (SxSchemeButton *self)
{
  const SxScheme *scheme = scheme_of (self);
  GAction *show = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "show");

  update_words (self);
  update_menu (self);
  g_simple_action_set_state (G_SIMPLE_ACTION (show), g_variant_new_int64 (scheme ? scheme->id : 0));
  enable (self, "new", sx_session_get_state (self->session) != NULL);
  enable (self, "duplicate", scheme != NULL);
  enable (self, "rename", scheme != NULL);
  enable (self, "delete", scheme != NULL);
}

/* ---- what can be done */

static GtkWindow *
window_of (SxSchemeButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
show_scheme (GSimpleAction *action, GVariant *state, gpointer data)
{
  SxSchemeButton *self = data;
  const SxScheme *scheme = scheme_of (self);
  gint64 id = g_variant_get_int64 (state);

  if (!scheme || scheme->id != id)
    sx_session_show_scheme (self->session, id);
}

static void
add_scheme (SxSchemeButton *self, const char *name, gint64 copy_of)
{
  g_autofree char *label = g_strdup_printf (_ ("New scheme %s"), name);
  g_autoptr (SxEdit) edit = sx_edit_new (label, 0);

  sx_edit_add_scheme (edit, name, NULL, copy_of);
  sx_session_commit (self->session, edit);
}

static void
new_named (const char *name, gpointer data)
{
  SxSchemeButton *self = data;

  if (self->session)
    add_scheme (self, name, 0);
}

static void
duplicate_named (const char *name, gpointer data)
{
  SxSchemeButton *self = data;
  const SxScheme *scheme = scheme_of (self);

  if (scheme)
    add_scheme (self, name, scheme->id);
}

static void
renamed (const char *name, gpointer data)
{
  SxSchemeButton *self = data;
  const SxScheme *scheme = scheme_of (self);
  g_autofree char *label = g_strdup_printf (_ ("Rename the scheme to %s"), name);
  g_autoptr (SxEdit) edit = NULL;

  if (!scheme || g_str_equal (scheme->name, name))
    return;
  edit = sx_edit_new (label, 0);
  sx_edit_rename_scheme (edit, scheme->id, name);
  sx_session_commit (self->session, edit);
}

static void
new_scheme (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxSchemeButton *self = data;
  g_autofree char *name
      = g_strdup_printf (_ ("Scheme %u"), sx_session_get_state (self->session)->schemes->len + 1);

  sx_name_dialog_ask (window_of (self), _ ("New Scheme"), _ ("_Create"), name, new_named, g_object_ref (self),
                      g_object_unref);
}

static void
duplicate_scheme (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxSchemeButton *self = data;
  const SxScheme *scheme = scheme_of (self);
  g_autofree char *name = scheme ? g_strdup_printf (_ ("%s (copy)"), name_of (scheme)) : NULL;

  if (name)
    sx_name_dialog_ask (window_of (self), _ ("Duplicate the Scheme"), _ ("_Duplicate"), name, duplicate_named,
                        g_object_ref (self), g_object_unref);
}

static void
rename_scheme (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxSchemeButton *self = data;
  const SxScheme *scheme = scheme_of (self);

  if (scheme)
    sx_name_dialog_ask (window_of (self), _ ("Rename the Scheme"), _ ("_Rename"), scheme->name, renamed,
                        g_object_ref (self), g_object_unref);
}

static void
delete_answered (AdwMessageDialog *dialog, const char *response, SxSchemeButton *self)
{
  const SxScheme *scheme = scheme_of (self);
  g_autofree char *label = NULL;
  g_autoptr (SxEdit) edit = NULL;

  if (!g_str_equal (response, "delete") || !scheme)
    return;
  label = g_strdup_printf (_ ("Delete the scheme %s"), name_of (scheme));
  edit = sx_edit_new (label, 0);
  sx_edit_remove_scheme (edit, scheme->id);
  sx_session_commit (self->session, edit);
}

static void
delete_scheme (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxSchemeButton *self = data;
  const SxScheme *scheme = scheme_of (self);
  g_autofree char *heading = NULL, *body = NULL;
  AdwMessageDialog *dialog;
  guint n;

  if (!scheme)
    return;
  n = scheme->adjustments->len + scheme->reclasses->len + scheme->roads->len;
  heading = g_strdup_printf (_ ("Delete “%s”?"), name_of (scheme));
  body = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN,
                                     "The scheme and the %u plot in it go. It can be undone.",
                                     "The scheme and the %u plots in it go. It can be undone.", n),
                          n);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (self), heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the object */

static void
sx_scheme_button_dispose (GObject *object)
{
  SxSchemeButton *self = SX_SCHEME_BUTTON (object);

  sx_scheme_button_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_SCHEME_BUTTON);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (sx_scheme_button_parent_class)->dispose (object);
}

static void
sx_scheme_button_class_init (SxSchemeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_scheme_button_dispose;
  gtk_widget_class_set_css_name (widget_class, "sx-scheme-button");
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-scheme-button.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxSchemeButton, stack);
  gtk_widget_class_bind_template_child (widget_class, SxSchemeButton, button);
  gtk_widget_class_bind_template_child (widget_class, SxSchemeButton, title);
  gtk_widget_class_bind_template_child (widget_class, SxSchemeButton, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SxSchemeButton, schemes);
}

static void
sx_scheme_button_init (SxSchemeButton *self)
{
  const GActionEntry actions[] = {
    { "show", NULL, "x", "int64 0", show_scheme },
    { "new", new_scheme },
    { "duplicate", duplicate_scheme },
    { "rename", rename_scheme },
    { "delete", delete_scheme },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "scheme", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_scheme_button_set_session (SxSchemeButton *self, SxSession *session)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (self->stack)
    gtk_stack_set_visible_child_name (self->stack, session ? "plan" : "nothing");
  if (!session)
    return;
  g_signal_connect_swapped (session, "scheme-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "unsaved-changed", G_CALLBACK (update_words), self);
  g_signal_connect_swapped (session, "notify::is-read-only", G_CALLBACK (update_words), self);
  g_signal_connect_swapped (session, "notify::title", G_CALLBACK (update_words), self);
  update (self);
}
