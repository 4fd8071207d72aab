/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When nothing is open: open, recent plans, the sample county.
 *
 * Signal "open-file" (GFile): the user chose one, or the sample is made. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_WELCOME_PAGE (sx_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SxWelcomePage, sx_welcome_page, SX, WELCOME_PAGE, GtkWidget)
