/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars below the header that stay until their cause is gone: the package cannot be written, edits wait to be
 * written, an unfinished polygon is offered. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_NOTICES (sx_notices_get_type ())
G_DECLARE_FINAL_TYPE (SxNotices, sx_notices, SX, NOTICES, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_notices_set_session (SxNotices *self, SxSession *session);
