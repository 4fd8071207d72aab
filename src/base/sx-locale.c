/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-locale.h"

#include <locale.h>
#include <string.h>

#include "base/sx-i18n.h"

/* The translations beside the program when it is run from its build folder (<build>/src/cli or <build>/app,
 * and <build>/po), so that it speaks the user's language without being installed; else where they were
 * installed. */
static char *
translations_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;

  const char *up = folder && g_str_has_suffix (folder, "/src/cli") ? "../.."
                   : folder && g_str_has_suffix (folder, "/app")   ? ".."
                                                                   : NULL;

  if (up)
    {
      g_autofree char *po = g_build_filename (folder, up, "po", NULL);
      g_autofree char *catalogue
          = g_build_filename (po, "zh_CN", "LC_MESSAGES", SX_GETTEXT_DOMAIN ".mo", NULL);

      if (g_file_test (catalogue, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&po);
    }
  return g_strdup (SX_LOCALEDIR);
}

/* The language that the environment names, as setlocale() reads it, without character set: "zh_CN". */
static char *
language_named (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value && *value)
        return g_strndup (value, strcspn (value, ".@"));
    }
  return g_strdup ("C");
}

void
sx_locale_init (void)
{
  g_autofree char *folder = NULL;

  /* A minimal system often has not generated the locale that its user names; messages need only its name. */
  if (!setlocale (LC_ALL, "") && setlocale (LC_ALL, "C.UTF-8"))
    {
      g_autofree char *language = language_named ();

      g_setenv ("LANGUAGE", language, FALSE);
    }
  setlocale (LC_NUMERIC, "C");

  folder = translations_folder ();
  bindtextdomain (SX_GETTEXT_DOMAIN, folder);
  bind_textdomain_codeset (SX_GETTEXT_DOMAIN, "UTF-8");
}

gboolean
sx_locale_is_chinese (void)
{
  return g_str_has_prefix (g_get_language_names ()[0], "zh");
}
