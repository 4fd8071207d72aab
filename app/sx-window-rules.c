/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rules the plan is judged by, and how areas are measured: a choice opens the plan anew, as rules
 * decide what is read of it. */
#include "sx-window-private.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"

void
_sx_rules_choice_free (SxRulesChoice *self)
{
  g_free (self->rules);
  g_free (self);
}

static void
open_with (SxWindow *self, const char *rules, SxAreaMode area_mode)
{
  g_autoptr (GFile) file = g_file_new_for_path (sx_session_get_file (self->session));

  g_clear_pointer (&self->rules_choice, _sx_rules_choice_free);
  self->rules_choice = g_new0 (SxRulesChoice, 1);
  self->rules_choice->rules = g_strdup (rules);
  self->rules_choice->area_mode = area_mode;
  _sx_window_keep_state (self);
  sx_window_open (self, file);
}

void
_sx_window_apply_rules (SxWindow *self, SxSession *session)
{
  const SxRulesChoice *choice = self->rules_choice;

  sx_session_set_rules (session, choice ? choice->rules : self->state->rules);
  sx_session_set_area_mode (session, choice ? choice->area_mode : self->state->area_mode);
}

/* ---- actions */

static void
rules_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxWindow *self = data;
  const char *rules = g_variant_get_string (parameter, NULL);

  if (!g_str_equal (rules, sx_session_get_rules_id (self->session)))
    open_with (self, rules, sx_session_get_area_mode (self->session));
}

static void
area_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxWindow *self = data;
  SxAreaMode mode
      = g_str_equal (g_variant_get_string (parameter, NULL), "planar") ? SX_AREA_PLANAR : SX_AREA_ELLIPSOIDAL;

  if (mode != sx_session_get_area_mode (self->session))
    open_with (self, sx_session_get_rules_id (self->session), mode);
}

static void
file_chosen (GtkNativeDialog *dialog, int response, SxWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)))
      && self->session)
    {
      g_autofree char *path = g_file_get_path (file);

      open_with (self, path, sx_session_get_area_mode (self->session));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
rules_file_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Choose a Rule Profile"), GTK_WINDOW (data),
                                     GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Rule profiles (*.json)"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- the menu */

/* Reads the titles of the built-in profiles: char ** of id, title, id, title … */
static void
titles_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  for (const char *const *id = sx_rule_profile_builtin_ids (); *id; id++)
    {
      g_autoptr (SxRuleProfile) profile = sx_rule_profile_load (*id, NULL);

      if (!profile)
        continue;
      g_strv_builder_add (titles, *id);
      g_strv_builder_add (titles, sx_locale_is_chinese () ? profile->title_zh : profile->title_en);
    }
  g_task_return_pointer (task, g_strv_builder_end (titles), (GDestroyNotify)g_strfreev);
}

static void
titles_read (GObject *object, GAsyncResult *result, gpointer data)
{
  SxWindow *self = SX_WINDOW (object);
  g_auto (GStrv) titles = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GMenu) built_in = g_menu_new (), others = g_menu_new ();

  for (guint i = 0; titles && titles[i]; i += 2)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (titles[i + 1], NULL);

      g_menu_item_set_action_and_target (item, "win.rules", "s", titles[i]);
      g_menu_append_item (built_in, item);
    }
  g_menu_append (others, _ ("_From a File…"), "win.rules-file");
  g_menu_append_section (self->rules_menu, NULL, G_MENU_MODEL (built_in));
  g_menu_append_section (self->rules_menu, NULL, G_MENU_MODEL (others));
}

void
_sx_window_set_up_rules (SxWindow *self)
{
  const GActionEntry entries[] = { { "rules", rules_activated, "s", "''" },
                                   { "rules-file", rules_file_activated },
                                   { "area", area_activated, "s", "'ellipsoidal'" } };
  g_autoptr (GTask) task = g_task_new (self, NULL, titles_read, NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_task_run_in_thread (task, titles_thread);
  _sx_window_update_rules (self);
}

void
_sx_window_update_rules (SxWindow *self)
{
  static const char *const names[] = { "rules", "rules-file", "area" };
  SxSession *session = self->session;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
                                 session != NULL);
  if (!session)
    return;
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "rules")),
                             g_variant_new_string (sx_session_get_rules_id (session)));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "area")),
                             g_variant_new_string (sx_session_get_area_mode (session) == SX_AREA_PLANAR
                                                       ? "planar"
                                                       : "ellipsoidal"));
}
