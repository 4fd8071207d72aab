/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says where the toolkit of Debian 12 leaves it to guess. */
#pragma once

#include <adwaita.h>

/* That name alone: GTK 4.8 says of a button with a label first the label with its underscore, then the label.
 */
void sx_accessible_name_button (GtkWidget *button, const char *name);

/* From now on every button with a mnemonic has its label without the underscore for a name, and no more. Call
 * once a program. */
void sx_accessible_name_mnemonics (void);

/* From now on the button that closes a toast has a name; libadwaita 1.2 gives it none. Call once for an
 * overlay. */
void sx_accessible_name_toasts (AdwToastOverlay *toasts);
