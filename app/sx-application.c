/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-application.h"

#include "sx-accessible.h"
#include "sx-inspector.h"
#include "sx-settings.h"
#include "sx-tooltip.h"
#include "sx-window.h"

#include "base/sx-i18n.h"

struct _SxApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (SxApplication, sx_application, ADW_TYPE_APPLICATION)

static SxWindow *
window_of_file (SxApplication *self, GFile *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (SX_IS_WINDOW (l->data))
      {
        SxSession *session = sx_window_get_session (l->data);
        g_autoptr (GFile) open = session && sx_session_get_file (session)
                                     ? g_file_new_for_path (sx_session_get_file (session))
                                     : NULL;

        if (open && g_file_equal (open, file))
          return l->data;
      }
  return NULL;
}

/* One that shows nothing yet, rather than a second. */
static SxWindow *
empty_window (SxApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (SX_IS_WINDOW (l->data) && sx_window_is_empty (l->data))
      return l->data;
  return sx_window_new (self);
}

static void
sx_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      SxWindow *window = window_of_file (SX_APPLICATION (application), files[i]);

      if (!window)
        {
          window = empty_window (SX_APPLICATION (application));
          sx_window_open (window, files[i]);
        }
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
sx_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!window)
    window = GTK_WINDOW (sx_window_new (SX_APPLICATION (application)));
  gtk_window_present (window);
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", _ ("Sanxian"),
                         "application-icon", SX_APPLICATION_ID, "version", SX_VERSION, "developer-name",
                         _ ("The Sanxian project"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Draws what comes in and what goes out, and tells at once whether the plan still "
                            "keeps every limit."),
                         NULL);
}

static gpointer
ref_window (gconstpointer window, gpointer data)
{
  return g_object_ref ((gpointer)window);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy_deep (gtk_application_get_windows (data), ref_window, NULL);

  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
  g_list_free_full (windows, g_object_unref); /* one may have taken another with it */
}

static void
sx_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { "about", show_about }, { "quit", quit } };
  static const struct
  {
    const char *action, *keys[3];
  } accelerators[] = {
    { "app.quit", { "<Control>q" } },
    { "win.open", { "<Control>o" } },
    { "win.close", { "<Control>w" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Control><Shift>z", "<Control>y" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.help", { "F1" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.compare-schemes", { "<Control><Shift>c" } },
    { "win.export", { "<Control>e" } },
    { "win.projects", { "<Control><Shift>p" } },
    { "win.find", { "<Control>f" } },
    { "win.attributes", { "F2" } },
    { "win.focus-map", { "<Control>m" } },
    { "win.compare::swipe", { "<Control>b" } },
    { "win.compare::difference", { "<Control>d" } },
    { "win.compare::blink", { "<Control><Shift>b" } },
    { "target.line::farmland", { "<Alt>1" } },
    { "target.line::redline", { "<Alt>2" } },
    { "target.line::boundary", { "<Alt>3" } },
    { "target.direction::in", { "<Alt>i" } },
    { "target.direction::out", { "<Alt>o" } },
    { "target.situation", { "<Alt>q" } },
    { "map.tool::select", { "<Alt>v" } },
    { "map.tool::pan", { "<Alt>h" } },
    { "map.tool::polygon", { "<Alt>p" } },
    { "map.tool::rectangle", { "<Alt>r" } },
    { "map.tool::parcels", { "<Alt>k" } },
    { "map.tool::vertices", { "<Alt>e" } },
    { "map.tool::move", { "<Alt>m" } },
    { "map.tool::reclass", { "<Alt>c" } },
    { "map.tool::road", { "<Alt>d" } },
    { "map.snapping", { "<Alt>s" } },
    { "win.zoom-in", { "<Control>plus", "<Control>equal" } },
    { "win.zoom-out", { "<Control>minus" } },
    { "win.zoom-plan", { "<Control>0" } },
  };

  G_APPLICATION_CLASS (sx_application_parent_class)->startup (application);
  sx_settings_apply_style ();
  sx_accessible_name_mnemonics ();
  sx_tooltip_fit_wide_text ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
  if (g_getenv ("SANXIAN_INSPECT"))
    sx_inspector_export (SX_APPLICATION (application));
}

static int
sx_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("sanxian " SX_VERSION "\n");
  return 0;
}

static void
sx_application_class_init (SxApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->startup = sx_application_startup;
  G_APPLICATION_CLASS (klass)->activate = sx_application_activate;
  G_APPLICATION_CLASS (klass)->open = sx_application_open;
  G_APPLICATION_CLASS (klass)->handle_local_options = sx_application_handle_local_options;
}

static void
sx_application_init (SxApplication *self)
{
  static const GOptionEntry options[]
      = { { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
          { NULL, 0, 0, 0, NULL, NULL, NULL } };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

SxApplication *
sx_application_new (void)
{
  return g_object_new (SX_TYPE_APPLICATION, "application-id", SX_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/io/github/sanxian/Sanxian", NULL);
}
