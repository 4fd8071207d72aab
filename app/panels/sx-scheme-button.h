/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the header bar: plan and scheme, and a menu of schemes. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_SCHEME_BUTTON (sx_scheme_button_get_type ())
G_DECLARE_FINAL_TYPE (SxSchemeButton, sx_scheme_button, SX, SCHEME_BUTTON, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_scheme_button_set_session (SxSchemeButton *self, SxSession *session);
