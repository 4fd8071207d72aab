/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes JSON whose numbers are not rounded: each double is the shortest text that reads back as the same
 * double. Strings that are not UTF-8 have their bad bytes replaced. */
#pragma once

#include <glib.h>

typedef struct _SxJsonWriter SxJsonWriter;

/* is_pretty: one member or element a line, indented; else all on one line. */
SxJsonWriter *sx_json_writer_new (gboolean is_pretty);
void sx_json_writer_free (SxJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxJsonWriter, sx_json_writer_free)

/* key: the member's name inside an object, NULL inside an array and for the outermost value. */
void sx_json_writer_begin_object (SxJsonWriter *self, const char *key);
void sx_json_writer_begin_array (SxJsonWriter *self, const char *key);
void sx_json_writer_end (SxJsonWriter *self); /* ends the innermost object or array */
void sx_json_writer_string (SxJsonWriter *self, const char *key, const char *text); /* NULL: null */
void sx_json_writer_number (SxJsonWriter *self, const char *key, double number);    /* not finite: null */
void sx_json_writer_integer (SxJsonWriter *self, const char *key, gint64 number);
void sx_json_writer_boolean (SxJsonWriter *self, const char *key, gboolean value);

/* Ends everything and gives the text with a newline at its end, owned by the caller; the writer is empty
 * afterwards. */
char *sx_json_writer_take (SxJsonWriter *self);
