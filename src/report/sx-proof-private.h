/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/sx-proof-words.h"
#include "report/sx-proof.h"

/* Where a text of the draft stands. */
typedef struct
{
  guint paragraph, table, row, column;
} SxPlaceInDraft;

/* A figure of the draft with what it was found to speak of. */
typedef struct
{
  SxFigure figure;
  SxPlaceInDraft place;
  char *text;          /* of the paragraph or cell: a counted string */
  const char *subject; /* interned id, or NULL */
  SxPhase phase;
  int sign;
  SxProofKind kind;
} SxMention;

typedef struct
{
  const SxProofState *state;
  SxProof *proof;
  GArray *mentions; /* SxMention, in the order of the draft */
  GCancellable *cancellable;
} SxProofRun;

/* Adds an item; takes right and remark. */
SxProofItem *_sx_proof_add (SxProofRun *self, const SxMention *mention, SxProofKind kind,
                            SxCertainty certainty, char *right, char *remark);

/* What facts say of a figure: sx-proof-judge.c */
typedef struct
{
  const SxProofFact *fact; /* the one it agrees with, or the one that it should; NULL: there is none */
  gboolean agrees;
  SxPhase other_phase; /* it is the figure of that phase instead; NONE: of none */
} SxFinding;

SxFinding _sx_proof_compare (const SxProofState *state, const char *subject, SxPhase phase, int sign,
                             SxDimension dimension, const SxFigure *figure);
/* With how many decimals the fact is said in place of the figure: no more than either has. */
int _sx_proof_decimals (const SxProofFact *fact, const SxFigure *figure);

void _sx_proof_paragraph (SxProofRun *self, const char *text, const SxPlaceInDraft *place); /* -match.c */
void _sx_proof_table (SxProofRun *self, const SxManuscriptTable *table, guint number);      /* -table.c */
void _sx_proof_sums (SxProofRun *self);                                                     /* -sums.c */
void _sx_proof_table_sums (SxProofRun *self, const SxManuscriptTable *table, guint number);
/* The one number of a cell, "≥8.0", "-3.29", "26.13%"; FALSE: it is none. */
gboolean _sx_proof_cell_figure (const char *text, SxFigure *figure);
