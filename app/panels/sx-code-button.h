/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that shows a code with its full text and opens the list of codes to choose from: situations of
 * 附表2–4, types of red line. A code that is not in the list is shown in parentheses and kept. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_CODE_BUTTON (sx_code_button_get_type ())
G_DECLARE_FINAL_TYPE (SxCodeButton, sx_code_button, SX, CODE_BUTTON, GtkWidget)

/* Property "lines" (int): how many lines of the text the button shows at most; 1: its beginning, cut off.
 * Signals: "chosen" (char *code): the user chose; NULL: none of the codes. "closed": the list is shut,
 * whether or not one was chosen. */

void sx_code_button_clear (SxCodeButton *self);
/* code NULL: the choice of none of the others. mark: what stands before the text, "④". */
void sx_code_button_add (SxCodeButton *self, const char *code, const char *mark, const char *text);
/* NULL or "": none. Does not emit "chosen". */
void sx_code_button_set_code (SxCodeButton *self, const char *code);
/* Several different codes at once. */
void sx_code_button_set_mixed (SxCodeButton *self);
/* What stands before the code for who hears it: "Situation". */
void sx_code_button_set_name (SxCodeButton *self, const char *name);
const char *sx_code_button_get_text (SxCodeButton *self); /* as shown */
void sx_code_button_popup (SxCodeButton *self);
