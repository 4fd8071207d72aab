/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a JSON document: a node and the way to it, so that a mistake is answered with document, path,
 * what is wrong and what may stand there instead. Places live on the stack; a child borrows its parent.
 *
 * The sx_json_member_ functions read a member of an object into a field. An absent member is fine where the
 * field has a value already (a default, or that of the profile being extended) and a mistake where it has
 * none. On failure they return FALSE with `error` set and leave the field alone. */
#pragma once

#include <json-glib/json-glib.h>

#include "base/sx-error.h"

typedef struct _SxJsonPlace SxJsonPlace;
struct _SxJsonPlace
{
  const SxJsonPlace *parent; /* NULL at the root */
  const char *document;      /* what messages call it */
  SxErrorCode code;          /* of all errors about this document */
  const char *key;           /* the member of parent, or NULL: its element `index` */
  guint index;
  JsonNode *node;
};

/* The whole document. `document` is what messages call it, `code` that of all its errors; all borrowed. */
SxJsonPlace sx_json_root (const char *document, SxErrorCode code, JsonNode *node);
/* The member of that name; FALSE: there is none. Only of an object. */
gboolean sx_json_has (const SxJsonPlace *object, const char *key, SxJsonPlace *out);
/* Only of a list, and index below its length. */
SxJsonPlace sx_json_element (const SxJsonPlace *list, guint index);
guint sx_json_length (const SxJsonPlace *list);
gboolean sx_json_is_null (const SxJsonPlace *self);
gboolean sx_json_is_text (const SxJsonPlace *self);

/* Always FALSE: sets "document, path: …". */
gboolean sx_json_fail (const SxJsonPlace *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean sx_json_fail_missing (const SxJsonPlace *object, const char *key, GError **error);

/* That it is an object with no keys but these (NULL-terminated); keys NULL: any. */
gboolean sx_json_check_object (const SxJsonPlace *self, const char *const *keys, GError **error);
/* That it is a list with at least one element and not absurdly many. */
gboolean sx_json_check_list (const SxJsonPlace *self, GError **error);

gboolean sx_json_text (const SxJsonPlace *self, const char **out, GError **error); /* borrowed, not empty */
gboolean sx_json_texts (const SxJsonPlace *self, char ***out,
                        GError **error); /* owned; distinct, at least one */
gboolean sx_json_number (const SxJsonPlace *self, double *out, GError **error); /* finite, ≥ 0 */
/* The index of the text in words (NULL-terminated), which the message lists when it is none of them. */
gboolean sx_json_word (const SxJsonPlace *self, const char *const *words, int *out, GError **error);

gboolean sx_json_member_text (const SxJsonPlace *object, const char *key, char **field, GError **error);
gboolean sx_json_member_texts (const SxJsonPlace *object, const char *key, char ***field, GError **error);
gboolean sx_json_member_number (const SxJsonPlace *object, const char *key, double *field,
                                GError **error); /* NAN: none */
/* field −1: none */
gboolean sx_json_member_integer (const SxJsonPlace *object, const char *key, int max, int *field,
                                 GError **error);
gboolean sx_json_member_word (const SxJsonPlace *object, const char *key, const char *const *words,
                              int *field, GError **error);
/* {"zh": "…", "en": "…"} */
gboolean sx_json_member_bilingual (const SxJsonPlace *object, const char *key, char **zh, char **en,
                                   GError **error);
