/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 说明.txt: what a folder that is handed in is, and from which state; by it the program knows the folder
 * again. Its words are Chinese in every locale. */
#pragma once

#include "export/sx-delivery.h"

/* Title, scheme, rules, program, date, fingerprint, and what was taken on; to be gone on with. */
GString *sx_about_text_begin (const SxDelivery *delivery, const char *title);
/* Into the folder; in UTF-8 with a mark, as plain editors want it. Errors: UNWRITABLE, whose message names no
 * file. */
gboolean sx_about_text_write (const GString *text, const char *folder, GError **error);
/* Whether that is a folder with such a text and, beside it, files with one of the suffixes only. */
gboolean sx_about_text_is_folder (const char *path, const char *const *suffixes);
