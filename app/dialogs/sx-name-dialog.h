/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a name. */
#pragma once

#include "sx-app-types.h"

typedef void (*SxNameChosen) (const char *name, gpointer data);

/* accept: the word on its button, with mnemonic. chosen is called with a name that is not empty, or not at
 * all; destroy, which may be NULL, in any case. */
void sx_name_dialog_ask (GtkWindow *parent, const char *heading, const char *accept, const char *name,
                         SxNameChosen chosen, gpointer data, GDestroyNotify destroy);
