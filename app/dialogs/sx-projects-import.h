/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a list of key projects without waiting, tells what is in it, and brings it in as one edit. */
#pragma once

#include "sx-session.h"

/* failed: gets a sentence where the file is no such list; not called after the parent is gone. */
typedef void (*SxProjectsImportFailed) (GtkWindow *parent, const char *sentence);
void sx_projects_import_file (GtkWindow *parent, SxSession *session, GFile *file,
                              SxProjectsImportFailed failed);
