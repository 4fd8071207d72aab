/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three lists of a profile (indicators, conflicts, situations) are read alike: an item whose key the
 * extended profile has overrides that one member by member, a new one is appended, "remove": true drops one.
 */
#pragma once

#include "rules/sx-json-place.h"
#include "rules/sx-rule-profile.h"

typedef struct
{
  const char *const *keys; /* the members an item may have, "remove" among them */
  guint n_identity;        /* the first of keys, of which the item's key is made */
  char *(*identify) (const SxJsonPlace *at, GError **error); /* the item's key, owned; NULL: error */
  char *(*key_of) (gconstpointer item);                      /* the same of an item already read */
  gpointer (*create) (void);
  gboolean (*apply) (gpointer item, const SxJsonPlace *at, gboolean is_new, GError **error);
  GDestroyNotify free;
} SxRuleItemKind;

extern const SxRuleItemKind sx_indicator_rule_kind;
extern const SxRuleItemKind sx_conflict_rule_kind;
extern const SxRuleItemKind sx_situation_kind;

/* On failure `items` may be half changed: the whole profile is to be thrown away. */
gboolean sx_rule_items_read (GPtrArray *items, const SxRuleItemKind *kind, const SxJsonPlace *list,
                             GError **error);

/* Letters, digits, '-', '_' and '.', from a letter or digit on: ids and parameter keys. */
gboolean sx_rule_check_id (const SxJsonPlace *at, const char *text, GError **error);
/* The member `id`, checked; owned. */
char *sx_rule_item_id (const SxJsonPlace *at, GError **error);
