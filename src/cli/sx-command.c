/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"

/* One line, whatever is in the names that it tells. Messages are UTF-8 in every locale, like the results:
 * g_printerr() would put question marks for what the locale's character set has not, and every Chinese name
 * would be lost under LC_ALL=C. */
static void
tell (const char *text)
{
  g_autofree char *clean = sx_text_clean (text);

  fprintf (stderr, "sanxian-cli: %s\n", clean);
}

int
sx_command_fail (GError *error)
{
  int status = SX_EXIT_INPUT;

  if (g_error_matches (error, SX_ERROR, SX_ERROR_USAGE) || error->domain == G_OPTION_ERROR)
    status = SX_EXIT_USAGE;
  tell (error->message);
  g_error_free (error);
  return status;
}

int
sx_command_usage (const char *command, const char *format, ...)
{
  g_autofree char *text = NULL, *help = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  tell (text);
  help = command ? g_strdup_printf ("sanxian-cli %s --help", command) : g_strdup ("sanxian-cli --help");
  /* Translators: %s is a command to type */
  fprintf (stderr, _ ("Try “%s”."), help);
  fputc ('\n', stderr);
  return SX_EXIT_USAGE;
}

void
sx_command_notice (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  tell (text);
}

gboolean
sx_command_print (const char *text, GError **error)
{
  size_t length = strlen (text);

  errno = 0;
  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
               _ ("The result cannot be written to standard output: %s."), g_strerror (errno));
  return FALSE;
}

static GOptionContext *
option_context (const char *command, const char *operands, const char *summary, const GOptionEntry *entries,
                char ***remaining)
{
  const GOptionEntry rest[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, remaining, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (operands);
  g_autofree char *name = g_strdup_printf ("sanxian-cli %s", command);

  g_set_prgname (name); /* the usage line begins with it */
  g_option_context_set_summary (context, summary);
  g_option_context_set_help_enabled (context,
                                     FALSE); /* so that this program prints it, in UTF-8, and returns */
  g_option_context_set_translation_domain (context, SX_GETTEXT_DOMAIN);
  if (entries)
    g_option_context_add_main_entries (context, entries, SX_GETTEXT_DOMAIN);
  g_option_context_add_main_entries (context, rest, SX_GETTEXT_DOMAIN);
  return context;
}

int
sx_command_parse (int argc, char **argv, const char *operands, guint n_operands, const char *summary,
                  const GOptionEntry *entries, char ***out)
{
  g_auto (GStrv) remaining = NULL;
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = option_context (argv[0], operands, summary, entries, &remaining);
  g_autofree char **copy = g_memdup2 (argv, sizeof (char *) * (gsize)(argc + 1));

  g_option_context_add_main_entries (context, help_entry, SX_GETTEXT_DOMAIN);
  if (!g_option_context_parse (context, &argc, &copy, &error))
    return sx_command_usage (argv[0], "%s", error->message);
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      return sx_command_print (text, NULL) ? SX_EXIT_DONE : SX_EXIT_INPUT;
    }
  if ((remaining ? g_strv_length (remaining) : 0) != n_operands)
    return sx_command_usage (argv[0], _ ("“%s” takes exactly %u operand (%s)."), argv[0], n_operands,
                             operands);
  *out = g_steal_pointer (&remaining);
  return SX_GO_ON;
}
