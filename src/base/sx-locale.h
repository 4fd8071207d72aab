/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's language for messages, and the same numbers whatever the locale. */
#pragma once

#include <glib.h>

/* Once, first thing in main(). */
void sx_locale_init (void);
/* TRUE where the user reads Chinese: then labels and texts of rule profiles are shown in it. */
gboolean sx_locale_is_chinese (void);
