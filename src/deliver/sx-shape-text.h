/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and texts as a shapefile's table (dBASE) can hold them: in GBK, and no longer than so many bytes.
 * gbk: of g_iconv_open ("GBK", "UTF-8"). */
#pragma once

#include <glib.h>

#define SX_SHAPE_NAME_BYTES 10
#define SX_SHAPE_TEXT_BYTES 254

/* Bytes of the text in GBK; what GBK has not takes one. */
gsize sx_shape_text_bytes (GIConv gbk, const char *text);
/* The text with "?" for what GBK has not, and without what goes beyond the bytes. *is_whole: nothing was
 * lost. */
char *sx_shape_text_fit (GIConv gbk, const char *text, gsize bytes, gboolean *is_whole);
/* The name of a field that is none of `taken` (a set of upper-case char *, to which it is added): itself, or
 * shortened. */
char *sx_shape_name_fit (GIConv gbk, const char *name, GHashTable *taken);
