/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-edit-conflict.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-edit-private.h"
#include "store/sx-package-scheme.h"
#include "store/sx-scheme-state-private.h"

/* What something is: the kinds of items come first. */
typedef enum
{
  ABOUT_ADJUSTMENT = SX_SCHEME_ADJUSTMENTS,
  ABOUT_RECLASS = SX_SCHEME_RECLASSES,
  ABOUT_ROAD = SX_SCHEME_ROADS,
  ABOUT_PROJECT = SX_SCHEME_PROJECTS,
  ABOUT_JUDGEMENT = SX_SCHEME_N_ITEMS,
  ABOUT_PARAMETER,
  ABOUT_SCHEME,  /* its name and note */
  ABOUT_OPEN,    /* which scheme is open */
  ABOUT_HISTORY, /* what undo and redo would do */
  ABOUT_ANYTHING,
} About;

struct _SxOutside
{
  GHashTable *since; /* char * "kind:name" → guint64 *: the generation in which it was another */
};

SxOutside *
sx_outside_new (void)
{
  SxOutside *self = g_new (SxOutside, 1);

  self->since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sx_outside_free (SxOutside *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->since);
  g_free (self);
}

static void
note (SxOutside *self, About about, const char *name, guint64 generation)
{
  g_hash_table_insert (self->since, g_strdup_printf ("%d:%s", (int)about, name),
                       g_memdup2 (&generation, sizeof generation));
}

static void
note_number (SxOutside *self, About about, gint64 number, guint64 generation)
{
  g_autofree char *name = g_strdup_printf ("%" PRId64, number);

  note (self, about, name, generation);
}

static gboolean
changed_since (const SxOutside *self, About about, const char *name, guint64 seen)
{
  g_autofree char *key = g_strdup_printf ("%d:%s", (int)about, name);
  const guint64 *since = g_hash_table_lookup (self->since, key);

  return since && *since > seen;
}

/* ---- noting */

static void
note_items (SxOutside *self, guint kind, const SxScheme *before, const SxScheme *after, guint64 generation)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  const GPtrArray *old = sx_scheme_items (before, kind), *new = sx_scheme_items (after, kind);

  /* equal items are the same object */
  for (guint i = 0; i < new->len; i++)
    g_hash_table_add (kept, new->pdata[i]);
  for (guint i = 0; i < old->len; i++)
    if (!g_hash_table_contains (kept, old->pdata[i]))
      note_number (self, kind, sx_scheme_item_fid (kind, old->pdata[i]), generation);
}

/* Judgements of one that are other or missing in the other. */
static void
note_judgements (SxOutside *self, const SxScheme *one, const SxScheme *other, guint64 generation)
{
  for (guint i = 0; i < one->judgements->len; i++)
    {
      const SxJudgement *a = one->judgements->pdata[i], *b = sx_scheme_find_judgement (other, a->indicator);

      if (!b || !sx_judgement_equal (a, b))
        note (self, ABOUT_JUDGEMENT, a->indicator, generation);
    }
}

static void
note_parameters (SxOutside *self, const SxScheme *one, const SxScheme *other, guint64 generation)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, one->parameters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (other->parameters, key), value) != 0)
      note (self, ABOUT_PARAMETER, key, generation);
}

static void
note_schemes (SxOutside *self, const SxSchemeState *before, const SxSchemeState *after, guint64 generation)
{
  for (guint i = 0; i < before->schemes->len; i++)
    {
      const SxSchemeInfo *a = before->schemes->pdata[i], *b = sx_scheme_state_find (after, a->id);

      /* the date follows every edit in the scheme */
      if (!b || g_strcmp0 (a->name, b->name) != 0 || g_strcmp0 (a->note, b->note) != 0)
        note_number (self, ABOUT_SCHEME, a->id, generation);
    }
}

void
sx_outside_note (SxOutside *self, const SxSchemeState *before, const SxSchemeState *after)
{
  const SxScheme *old = before->snapshot->scheme, *new = after->snapshot->scheme;
  guint64 generation = after->snapshot->generation;

  note (self, ABOUT_ANYTHING, "", generation);
  if (g_strcmp0 (before->undo_step, after->undo_step) != 0
      || g_strcmp0 (before->redo_step, after->redo_step) != 0)
    note (self, ABOUT_HISTORY, "", generation);
  note_schemes (self, before, after, generation);
  if (old->id != new->id)
    note (self, ABOUT_OPEN, "", generation);
  for (guint kind = 0; kind < SX_SCHEME_N_ITEMS; kind++)
    note_items (self, kind, old, new, generation);
  note_judgements (self, old, new, generation);
  note_judgements (self, new, old, generation);
  note_parameters (self, old, new, generation);
  note_parameters (self, new, old, generation);
}

/* ---- checking */

static gboolean
refuse_item (About about, gint64 fid, const char *file, GError **error)
{
  g_set_error (
      error, SX_ERROR, SX_ERROR_CONFLICT,
      about == ABOUT_ADJUSTMENT
          ? _ ("Another program changed or removed adjustment %" PRId64
               " in “%s” in between, so this edit was not made; look at it as it is now, then do it again.")
      : about == ABOUT_RECLASS
          ? _ ("Another program changed or removed reclassification %" PRId64
               " in “%s” in between, so this edit was not made; look at it as it is now, then do it again.")
      : about == ABOUT_PROJECT
          ? _ ("Another program changed or removed key project %" PRId64
               " in “%s” in between, so this edit was not made; look at it as it is now, then do it again.")
          : _ ("Another program changed or removed road %" PRId64
               " in “%s” in between, so this edit was not made; look at it as it is now, then do it again."),
      fid, file);
  return FALSE;
}

static gboolean
refuse_text (About about, const char *name, const char *file, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
               about == ABOUT_JUDGEMENT ? _ (
                   "Another program judged “%s” in “%s” in between, so this edit was not made; look at the "
                   "judgement as it is now, then do it again.")
                                        : _ ("Another program set “%s” in “%s” in between, so this edit was "
                                             "not made; look at it as it is "
                                             "now, then do it again."),
               name, file);
  return FALSE;
}

static gboolean
refuse_scheme (const char *file, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
               _ ("Another program changed or removed the scheme in “%s” in between, so this edit was not "
                  "made; "
                  "look at it as it is now, then do it again."),
               file);
  return FALSE;
}

static gboolean
check_item (const SxOutside *self, About about, gint64 fid, guint64 seen, const char *file, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" PRId64, fid);

  return !changed_since (self, about, name, seen) || refuse_item (about, fid, file, error);
}

static gboolean
check_text (const SxOutside *self, About about, const char *name, guint64 seen, const char *file,
            GError **error)
{
  return !changed_since (self, about, name, seen) || refuse_text (about, name, file, error);
}

/* A scheme is not removed with what its owner never saw in it. */
static gboolean
check_scheme (const SxOutside *self, const SxEditOp *op, guint64 seen, const char *file, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" PRId64, op->id);

  return (!changed_since (self, ABOUT_SCHEME, name, seen)
          && (op->verb != SX_EDIT_REMOVE_SCHEME || !changed_since (self, ABOUT_ANYTHING, "", seen)))
         || refuse_scheme (file, error);
}

static gboolean
check_op (const SxOutside *self, const SxEditOp *op, guint64 seen, const char *file, GError **error)
{
  switch (op->verb)
    {
    case SX_EDIT_SET_ADJUSTMENT:
    case SX_EDIT_REMOVE_ADJUSTMENT:
      return check_item (self, ABOUT_ADJUSTMENT, op->id, seen, file, error);
    case SX_EDIT_SET_RECLASS:
    case SX_EDIT_REMOVE_RECLASS:
      return check_item (self, ABOUT_RECLASS, op->id, seen, file, error);
    case SX_EDIT_SET_ROAD:
    case SX_EDIT_REMOVE_ROAD:
      return check_item (self, ABOUT_ROAD, op->id, seen, file, error);
    case SX_EDIT_SET_PROJECT:
    case SX_EDIT_REMOVE_PROJECT:
      return check_item (self, ABOUT_PROJECT, op->id, seen, file, error);
    case SX_EDIT_SET_JUDGEMENT:
      return check_text (self, ABOUT_JUDGEMENT, op->name, seen, file, error);
    case SX_EDIT_SET_PARAMETER:
      return check_text (self, ABOUT_PARAMETER, op->name, seen, file, error);
    case SX_EDIT_RENAME_SCHEME:
    case SX_EDIT_REMOVE_SCHEME:
      return check_scheme (self, op, seen, file, error);
    case SX_EDIT_ADD_ADJUSTMENT:
    case SX_EDIT_ADD_RECLASS:
    case SX_EDIT_ADD_ROAD:
    case SX_EDIT_ADD_PROJECT:
    case SX_EDIT_ADD_SCHEME:
    default:
      return TRUE;
    }
}

/* What other programs did in a scheme that is not open is not known item by item. */
static gboolean
is_unseen (const SxOutside *self, const SxEdit *edit, const SxEditOp *op, const SxSchemeState *now)
{
  gboolean changes = op->verb == SX_EDIT_SET_ADJUSTMENT || op->verb == SX_EDIT_REMOVE_ADJUSTMENT
                     || op->verb == SX_EDIT_SET_RECLASS || op->verb == SX_EDIT_REMOVE_RECLASS
                     || op->verb == SX_EDIT_SET_ROAD || op->verb == SX_EDIT_REMOVE_ROAD
                     || op->verb == SX_EDIT_SET_JUDGEMENT || op->verb == SX_EDIT_SET_PARAMETER;

  return changes && !op->has_was && edit->scheme != 0 && edit->scheme != now->snapshot->scheme->id
         && changed_since (self, ABOUT_ANYTHING, "", edit->seen);
}

/* Whether what the edit adds goes where its maker thinks. */
static gboolean
check_target (const SxOutside *self, const SxEdit *edit, const SxSchemeState *now, const char *file,
              GError **error)
{
  gboolean is_good = edit->scheme == 0 ? !changed_since (self, ABOUT_OPEN, "", edit->seen)
                                       : sx_scheme_state_find (now, edit->scheme) != NULL;

  return !sx_edit_is_in_scheme (edit) || is_good || refuse_scheme (file, error);
}

gboolean
sx_outside_check (const SxOutside *self, const SxEdit *edit, const SxSchemeState *now, const char *file,
                  GError **error)
{
  guint64 seen = edit->seen;

  if (edit->kind == SX_EDIT_UNDO || edit->kind == SX_EDIT_REDO)
    {
      if (!changed_since (self, ABOUT_HISTORY, "", seen))
        return TRUE;
      g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
                   _ ("Another program edited “%s” in between, so nothing was undone or redone; look at what "
                      "the last step is now, then do it again."),
                   file);
      return FALSE;
    }
  if (!check_target (self, edit, now, file, error))
    return FALSE;
  for (guint i = 0; i < edit->ops->len; i++)
    {
      const SxEditOp *op = &g_array_index (edit->ops, SxEditOp, i);

      if (is_unseen (self, edit, op, now))
        return refuse_scheme (file, error);
      if (!check_op (self, op, seen, file, error))
        return FALSE;
    }
  return TRUE;
}
