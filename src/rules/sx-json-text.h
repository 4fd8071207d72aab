/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON text into a tree, strictly as RFC 8259 has it. json-glib alone takes comments, lets the last of two
 * equal keys win, and recurses as deep as the text does; here all of these are answered with line and column.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/sx-error.h"

/* A byte order mark is skipped. `document` is what messages call the text; `code` is the error's code. The
 * message names line and column, counted from 1, in characters. length -1: up to the NUL. */
JsonNode *sx_json_text_parse (const char *text, gssize length, const char *document, SxErrorCode code,
                              GError **error);
/* A text from a file as a message may show it: short, on one line, without control characters. Owned. */
char *sx_json_text_shown (const char *text);
