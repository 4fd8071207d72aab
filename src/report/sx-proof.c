/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-proof.h"

#include <string.h>

#include "base/sx-i18n.h"
#include "report/sx-proof-private.h"

#define QUOTE_CHARS 24 /* of the text on either side */

static void
item_free (gpointer data)
{
  SxProofItem *self = data;

  g_free (self->quote);
  g_free (self->said);
  g_free (self->right);
  g_free (self->subject);
  g_free (self->remark);
  g_free (self);
}

void
sx_proof_free (SxProof *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->state);
  g_free (self);
}

const char *
sx_proof_kind_words (SxProofKind kind)
{
  static const char *const words[] = {
    [SX_PROOF_DIFFERS] = N_ ("differs"),        [SX_PROOF_SUM] = N_ ("does not add up"),
    [SX_PROOF_UNSURE] = N_ ("perhaps differs"), [SX_PROOF_AGREES] = N_ ("agrees"),
    [SX_PROOF_UNKNOWN] = N_ ("not matched"),
  };

  return _ (words[kind]);
}

const char *
sx_proof_certainty_words (SxCertainty certainty)
{
  static const char *const words[] = { N_ ("unsure"), N_ ("likely"), N_ ("sure") };

  return _ (words[certainty]);
}

char *
sx_proof_item_place (const SxProofItem *item)
{
  if (item->paragraph)
    return g_strdup_printf (_ ("paragraph %u"), item->paragraph);
  return g_strdup_printf (_ ("table %u, row %u, column %u"), item->table, item->row, item->column);
}

/* ---- items */

/* The figure and some characters around it; *start, *end: where the figure is in it. */
static char *
quote (const char *text, const SxFigure *figure, gsize *start, gsize *end)
{
  const char *from = text + figure->start, *to = text + figure->end;
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < QUOTE_CHARS && from > text; i++)
    from = g_utf8_prev_char (from);
  for (guint i = 0; i < QUOTE_CHARS && *to; i++)
    to = g_utf8_next_char (to);
  if (from > text)
    g_string_append (out, "…");
  *start = out->len + (gsize)(text + figure->start - from);
  *end = *start + (figure->end - figure->start);
  g_string_append_len (out, from, (gssize)(to - from));
  if (*to)
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}

SxProofItem *
_sx_proof_add (SxProofRun *self, const SxMention *mention, SxProofKind kind, SxCertainty certainty,
               char *right, char *remark)
{
  SxProofItem *item = g_new0 (SxProofItem, 1);

  item->kind = kind;
  item->certainty = certainty;
  item->paragraph = mention->place.paragraph;
  item->table = mention->place.table;
  item->row = mention->place.row;
  item->column = mention->place.column;
  item->quote = quote (mention->text, &mention->figure, &item->start, &item->end);
  item->said = g_strndup (mention->text + mention->figure.start, mention->figure.end - mention->figure.start);
  item->right = right;
  if (mention->subject)
    item->subject = g_strjoin (*sx_phase_words (mention->phase) ? " " : "",
                               sx_subject_label (mention->subject), sx_phase_words (mention->phase), NULL);
  if (remark && kind == SX_PROOF_SUM)
    item->remark = remark;
  else if (remark)
    {
      /* Translators: %s is a Chinese word for a phase, such as 维护后 */
      item->remark = g_strdup_printf (_ ("It is the figure of “%s”."), remark);
      g_free (remark);
    }
  g_ptr_array_add (self->proof->items, item);
  self->proof->n[kind]++;
  return item;
}

/* In the order of the draft: sums come last, but stand where they are. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const SxProofItem *p = *(SxProofItem *const *)a, *q = *(SxProofItem *const *)b;

  if ((p->paragraph == 0) != (q->paragraph == 0))
    return p->paragraph == 0 ? 1 : -1;
  if (p->paragraph != q->paragraph)
    return p->paragraph < q->paragraph ? -1 : 1;
  if (p->table != q->table)
    return p->table < q->table ? -1 : 1;
  if (p->row != q->row)
    return p->row < q->row ? -1 : 1;
  return p->column < q->column ? -1 : p->column > q->column;
}

static void
mention_clear (gpointer data)
{
  SxMention *self = data;

  g_ref_string_release (self->text);
}

SxProof *
sx_proof_new (const SxManuscript *draft, const SxProofState *state, GCancellable *cancellable, GError **error)
{
  g_autoptr (SxProof) proof = g_new0 (SxProof, 1);
  SxProofRun run = { .state = state, .proof = proof, .cancellable = cancellable };
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (SxMention));

  proof->state = g_strdup (state->name);
  proof->items = g_ptr_array_new_with_free_func (item_free);
  g_array_set_clear_func (mentions, mention_clear);
  run.mentions = mentions;
  for (guint i = 0; i < draft->blocks->len; i++)
    {
      const SxManuscriptBlock *block = draft->blocks->pdata[i];
      SxPlaceInDraft place = { .paragraph = block->number };

      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (block->table)
        {
          _sx_proof_table (&run, block->table, block->number);
          _sx_proof_table_sums (&run, block->table, block->number);
        }
      else
        _sx_proof_paragraph (&run, block->text, &place);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  _sx_proof_sums (&run);
  g_ptr_array_sort (proof->items, compare_items);
  return g_steal_pointer (&proof);
}
