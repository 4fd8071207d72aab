/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages in the user's language: _() looks up English text in the domain "sanxian", without touching the
 * application's own domain. N_() marks a string that is looked up later.
 *
 * A 64-bit number in a message is written with PRId64: xgettext knows it and cuts a message at any other
 * macro. */
#pragma once

#include <inttypes.h>
#include <libintl.h>

#define SX_GETTEXT_DOMAIN "sanxian"
#define _(text) dgettext (SX_GETTEXT_DOMAIN, text)
#define N_(text) (text)
