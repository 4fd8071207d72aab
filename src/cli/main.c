/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli: everything the core can do, without a window. */

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "cli/sx-command.h"

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv); /* NULL: comes with a later version */
  const char *summary;
} commands[] = {
  { "evaluate", sx_command_evaluate, N_ ("every indicator and conflict of a plan and one of its schemes") },
  { "replay", sx_command_replay, N_ ("apply edits one at a time and tell the indicators after each") },
  { "check", sx_command_check, N_ ("quality check of a plan package's data") },
  { "compare", sx_command_compare, N_ ("two schemes of a plan side by side") },
  { "export", sx_command_export,
    N_ ("what a scheme is handed in as: the database and the statutory tables") },
  { "proof", sx_command_proof, N_ ("the figures of a draft text against a scheme") },
  { "sample", sx_command_sample, N_ ("make up a county to try the program on") },
  { "import", NULL, NULL },
};

static int
print_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n  sanxian-cli %s\n\n%s\n", _ ("Usage:"),
                          _ ("COMMAND [OPTION…] OPERAND…"), _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].run)
      g_string_append_printf (text, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  g_string_append_printf (text, "\n%s\n", _ ("“sanxian-cli COMMAND --help” tells a command's options."));
  g_string_append (text, _ ("Exit status: 0 done; 1 the input cannot be used; 2 wrong usage; 3 done, and "
                            "--strict was given and some verdict is “fail” or some conflict an “error”."));
  g_string_append_c (text, '\n');
  return sx_command_print (text->str, NULL) ? SX_EXIT_DONE : SX_EXIT_INPUT;
}

int
main (int argc, char **argv)
{
  sx_locale_init ();
  if (argc < 2)
    return sx_command_usage (NULL, "%s", _ ("A command is missing."));
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    return sx_command_print ("sanxian-cli " SX_VERSION "\n", NULL) ? SX_EXIT_DONE : SX_EXIT_INPUT;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (argv[1], commands[i].name))
        continue;
      if (!commands[i].run)
        return sx_command_usage (NULL, _ ("“%s” comes with a later version."), argv[1]);
      return commands[i].run (argc - 1, argv + 1);
    }
  return sx_command_usage (NULL, _ ("There is no command “%s”."), argv[1]);
}
