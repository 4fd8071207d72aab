/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and numbers as people read them. */
#pragma once

#include <glib.h>

/* The text as UTF-8 without control characters: what a file names its things must not steer a terminal.
 * Owned by the caller. */
char *sx_text_clean (const char *text);
/* Rounded to that many decimals, halves away from zero, whatever the locale; "–" for NAN. Owned by the
 * caller. */
char *sx_text_number (double number, int decimals);
/* The same with its sign: "+0.00" says that it is not zero but rounds to it. Owned by the caller. */
char *sx_text_change (double number, int decimals);
