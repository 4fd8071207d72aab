/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The consistency guard: a draft's figures held against one state. A figure speaks of what the words before
 * it name (resources/report/proof-words.json); one that cannot be told is listed as such, never guessed away.
 */
#pragma once

#include "report/sx-manuscript.h"
#include "report/sx-proof-state.h"

typedef enum
{
  SX_PROOF_DIFFERS, /* from the state */
  SX_PROOF_SUM,     /* does not add up with others of the draft, whatever the state says */
  SX_PROOF_UNSURE,  /* differs, if it speaks of that at all: too far from the words */
  SX_PROOF_AGREES,
  SX_PROOF_UNKNOWN, /* the state has no such figure, or no word says what it speaks of */
  SX_N_PROOF_KINDS,
} SxProofKind;

typedef enum
{
  SX_CERTAINTY_LOW,
  SX_CERTAINTY_MEDIUM,
  SX_CERTAINTY_HIGH,
} SxCertainty;

typedef struct
{
  SxProofKind kind;
  SxCertainty certainty;
  guint paragraph;          /* 0: in a table */
  guint table, row, column; /* from 1 */
  char *quote;              /* the words around it, as the draft has them */
  gsize start, end;         /* the figure in the quote, bytes */
  char *said;               /* "135.90 公顷" */
  char *right;   /* what the state, or the sum, says, in that unit and with those decimals; or NULL */
  char *subject; /* "永久基本农田 调出"; Chinese, as the draft is; or NULL */
  char *remark;  /* more about it, in the user's language, or NULL */
} SxProofItem;

typedef struct
{
  char *state;      /* its name */
  GPtrArray *items; /* SxProofItem *, in the order of the draft */
  guint n[SX_N_PROOF_KINDS];
} SxProof;

/* Errors: G_IO_ERROR_CANCELLED. Any thread. */
SxProof *sx_proof_new (const SxManuscript *draft, const SxProofState *state, GCancellable *cancellable,
                       GError **error);
void sx_proof_free (SxProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxProof, sx_proof_free)

/* In the user's language. */
const char *sx_proof_kind_words (SxProofKind kind);
const char *sx_proof_certainty_words (SxCertainty certainty);
/* "paragraph 12", "table 3, row 4, column 2"; owned by the caller. */
char *sx_proof_item_place (const SxProofItem *item);
