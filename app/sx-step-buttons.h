/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The buttons of undo and redo, wherever they stand: named by the step that each would take. */
#pragma once

#include "sx-app-types.h"

#include "store/sx-scheme-state.h"

/* state: of the session; NULL: there is nothing to undo. */
void sx_step_buttons_update (GtkWidget *undo, GtkWidget *redo, const SxSchemeState *state);
