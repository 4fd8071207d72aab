/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands of sanxian-cli, one file each, and what all of them share: exit statuses, options, messages
 * (plan-package.md, "Command line"). Results go to standard output, everything said to people to standard
 * error. */
#pragma once

#include <glib.h>

typedef enum
{
  SX_EXIT_DONE = 0,
  SX_EXIT_INPUT = 1,  /* the input cannot be used */
  SX_EXIT_USAGE = 2,  /* wrong usage */
  SX_EXIT_STRICT = 3, /* done, and --strict found a failing verdict or a conflict that is an error */
} SxExit;

/* argv[0] is the subcommand's own name, argv[argc] NULL; the return value is the program's exit status. */
int sx_command_evaluate (int argc, char **argv);
int sx_command_replay (int argc, char **argv);
int sx_command_check (int argc, char **argv);
int sx_command_compare (int argc, char **argv);
int sx_command_export (int argc, char **argv);
int sx_command_proof (int argc, char **argv);
int sx_command_sample (int argc, char **argv);

/* In place of an exit status: there is work to do. */
#define SX_GO_ON (-1)

/* Parses the options of a subcommand: `entries` (NULL-terminated; may be NULL) and, as `operands` is shown in
 * the usage line ("PLAN.gpkg"), exactly n_operands operands, which come back in *out, to be freed with
 * g_strfreev(). Gives SX_GO_ON, or the exit status to end with: help was shown, or what is wrong was told.
 * Use G_OPTION_ARG_FILENAME for every text: it is taken as it stands, in any locale. */
int sx_command_parse (int argc, char **argv, const char *operands, guint n_operands, const char *summary,
                      const GOptionEntry *entries, char ***out);

/* Tells the error on standard error and returns the exit status that fits it. Takes the error. */
int sx_command_fail (GError *error);
/* Tells wrong usage, with where to find help, and returns SX_EXIT_USAGE. */
int sx_command_usage (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Tells something that does not stop the work. */
void sx_command_notice (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Writes text to standard output as it is (UTF-8 in every locale) and flushes. */
gboolean sx_command_print (const char *text, GError **error);
