/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-settings.h"

#include <stdlib.h>

#include "base/sx-i18n.h"

/* Where the program was installed to a place that the desktop does not look at, or not installed at all:
 * beside the program. */
static GSettingsSchema *
look_up_beside_program (void)
{
  static const char *const folders[]
      = { "../share/glib-2.0/schemas", "../resources", "../../resources" }; /* build/app, build/tests/bench */
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  GSettingsSchema *schema = NULL;

  for (guint i = 0; folder && !schema && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);
      g_autoptr (GSettingsSchemaSource) source
          = g_settings_schema_source_new_from_directory (path, NULL, TRUE, NULL);

      if (source)
        schema = g_settings_schema_source_lookup (source, SX_APPLICATION_ID, FALSE);
    }
  return schema;
}

/* An install into a staging folder (DESTDIR) leaves this step to who packs it. */
G_GNUC_NORETURN static void
end_without_schema (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *schemas = g_build_filename (folder, "..", "share", "glib-2.0", "schemas", NULL);
  g_autofree char *canonical = g_canonicalize_filename (schemas, NULL);

  g_printerr (_ ("The program's settings are not set up: run “glib-compile-schemas %s”, or install it "
                 "again.\n"),
              canonical);
  exit (EXIT_FAILURE);
}

static GSettings *
make_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source ? g_settings_schema_source_lookup (source, SX_APPLICATION_ID, TRUE) : NULL;

  if (!schema)
    schema = look_up_beside_program ();
  if (!schema)
    end_without_schema ();
  return g_settings_new_full (schema, NULL, NULL);
}

GSettings *
sx_settings_get (void)
{
  static GSettings *settings;

  if (!settings)
    settings = make_settings ();
  return settings;
}

static void
color_scheme_changed (GSettings *settings)
{
  static const AdwColorScheme schemes[] = {
    [SX_COLOR_SCHEME_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
    [SX_COLOR_SCHEME_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [SX_COLOR_SCHEME_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[g_settings_get_enum (settings, SX_SETTING_COLOR_SCHEME)]);
}

void
sx_settings_apply_style (void)
{
  GSettings *settings = sx_settings_get ();

  g_signal_connect (settings, "changed::" SX_SETTING_COLOR_SCHEME, G_CALLBACK (color_scheme_changed), NULL);
  color_scheme_changed (settings);
}
