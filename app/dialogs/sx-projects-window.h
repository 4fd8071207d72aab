/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of key projects (附表8): looked through, added to, changed, and brought in from a file. Every
 * change is one edit, and undone like any other. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_PROJECTS_WINDOW (sx_projects_window_get_type ())
G_DECLARE_FINAL_TYPE (SxProjectsWindow, sx_projects_window, SX, PROJECTS_WINDOW, AdwWindow)

/* Shows it; where it is open for that parent already, that one. */
SxProjectsWindow *sx_projects_window_open (GtkWindow *parent, SxSession *session);
/* Closes that of the parent where it is of another session: another plan is shown now, or none. */
void sx_projects_window_close_other (GtkWindow *parent, SxSession *session);
/* Reads the file, and asks whether what is in it is to come in. */
void sx_projects_window_import (SxProjectsWindow *self, GFile *file);
