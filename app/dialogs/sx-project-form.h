/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of one key project, new or as it is in the list. Saved, it is one edit. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_PROJECT_FORM (sx_project_form_get_type ())
G_DECLARE_FINAL_TYPE (SxProjectForm, sx_project_form, SX, PROJECT_FORM, AdwWindow)

/* project: NULL for a new one. Shows it. */
GtkWindow *sx_project_form_open (GtkWindow *parent, SxSession *session, SxProject *project);
