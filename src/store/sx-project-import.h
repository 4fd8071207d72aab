/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of key projects from a file, laid out as 附表8: its headings in any order, a title row above them or
 * none, areas in the unit that their heading names. Nothing is left out without a word. */
#pragma once

#include <gio/gio.h>

#include "plan/sx-project.h"

typedef struct
{
  GPtrArray *projects; /* SxProject *, in the file's order, without ids */
  GPtrArray *refused;  /* char *: a sentence for each row that is not among them: row, column, what to do */
  GPtrArray *remarks;  /* char *: what of the rest was left out, or should be looked at */
  char *sheet;         /* the one that was read; "" in a text file */
} SxProjectImport;

/* Any thread. Errors: those of sx_sheets_read(), FORMAT where no row has the headings. */
SxProjectImport *sx_project_import_read (const char *file, GCancellable *cancellable, GError **error);
void sx_project_import_free (SxProjectImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxProjectImport, sx_project_import_free)
