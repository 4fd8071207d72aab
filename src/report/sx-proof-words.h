/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words by which a draft says what a figure speaks of (resources/report/proof-words.json). */
#pragma once

#include "report/sx-proof-state.h"

typedef enum
{
  SX_WORD_SUBJECT,
  SX_WORD_OTHER, /* names something that the state has no figures of */
  SX_WORD_PHASE,
  SX_WORD_NEUTRAL,
} SxWordKind;

typedef struct
{
  SxWordKind kind;
  GPtrArray *subjects; /* char *, ids that it may mean; SUBJECT only */
  SxPhase phase;
  int sign; /* CHANGE: +1 more, -1 less, 0 not said */
} SxWord;

/* A word where it stands in a text. */
typedef struct
{
  gsize start, end;
  const SxWord *word;
  guint bracket; /* number of the brackets it stands in; 0: none */
} SxToken;

/* SxToken, in order; the longest word counts. */
GArray *sx_tokens_find (const char *text);
/* Which brackets each byte stands in, and which brackets those stand in: parents[n] of brackets n. */
void sx_brackets_find (const char *text, GArray **of_byte, GArray **parents);

/* What the draft calls it; the id itself where there is no such subject. */
const char *sx_subject_label (const char *id);
/* What it is measured in. */
SxDimension sx_subject_dimension (const char *id);
/* What the words right behind a figure make of it: "30.62 万亩的保护目标" a target, "50 公顷处于…" something
 * that the state has no figures of. */
gboolean sx_target_follows (const char *text);
gboolean sx_other_follows (const char *text);
