/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of a paragraph speak of. A figure belongs to the last subject named before it; the words
 * between the two say when it was and whether it came in, and the more of them nobody knows, the less sure it
 * is. */
#include "report/sx-proof-private.h"

#include <math.h>
#include <string.h>

/* Characters that no word accounts for, between what a figure speaks of and the figure. */
#define STRAY_SURE 1
#define STRAY_LIKELY 3
#define STRAY_LOOSE 8
#define LONG_TEXT 8192 /* bytes: what is farther apart in prose has nothing to do with each other */
#define LIMIT_REACH 45 /* bytes behind a limit, in which its kind is named */
#define SURE_DIGITS 4  /* that two figures do not share by chance */

typedef struct
{
  SxProofRun *run;
  const char *text;
  const SxPlaceInDraft *place;
  GArray *tokens, *figures, *brackets, *parents;
  char *counted;      /* the text, counted */
  guint at;           /* the figure at hand */
  gboolean is_adrift; /* the figure before was of something unnamed */
} Paragraph;

/* What was found out of one figure. */
typedef struct
{
  const SxToken *subject; /* NULL: none named */
  guint n_breaks;         /* sentences between it and the figure */
  SxPhase phase;
  int sign;
  guint stray;
  gboolean says_share, says_plots, has_own; /* 占比; 图斑; a word of its own since the figure before */
  gboolean is_part, is_other;               /* 其中; something else by the words behind it */
} Context;

/* ---- looking back */

/* Whether what stands in those brackets is heard by the figure: they are its own, or around it. */
static gboolean
is_heard (const Paragraph *self, guint bracket, guint by)
{
  for (guint b = by;; b = g_array_index (self->parents, guint, b))
    {
      if (b == bracket)
        return TRUE;
      if (b == 0)
        return FALSE;
    }
}

static gboolean
is_break (const char *p)
{
  return strncmp (p, "。", 3) == 0 || strncmp (p, "；", 3) == 0 || *p == ';' || strncmp (p, "！", 3) == 0
         || strncmp (p, "？", 3) == 0;
}

static guint
count_breaks (const Paragraph *self, gsize from, gsize to)
{
  guint n = 0;

  for (gsize i = from; i < to; i++)
    n += is_break (self->text + i);
  return n;
}

static gsize
last_break (const Paragraph *self, gsize before)
{
  for (gsize i = before; i > 0; i--)
    if (is_break (self->text + i - 1))
      return i - 1;
  return 0;
}

/* Characters from one place to another that no word accounts for. */
static guint
count_stray (const Paragraph *self, gsize from, gsize to, guint bracket)
{
  guint n = 0, t = 0;

  for (gsize i = from; i < to;)
    {
      const char *p = self->text + i;
      gunichar c = g_utf8_get_char (p);
      const SxToken *token = NULL;

      while (t < self->tokens->len && g_array_index (self->tokens, SxToken, t).end <= i)
        t++;
      if (t < self->tokens->len)
        token = &g_array_index (self->tokens, SxToken, t);
      if (token && token->start <= i)
        {
          i = token->end;
          continue;
        }
      if (is_heard (self, g_array_index (self->brackets, guint, i), bracket) && g_unichar_isalpha (c))
        n++;
      i += (gsize)(g_utf8_next_char (p) - p);
    }
  return n;
}

static gboolean
is_word (const Paragraph *self, const SxToken *token, const char *const *words)
{
  gsize n = token->end - token->start;

  for (guint i = 0; words[i]; i++)
    if (strlen (words[i]) == n && memcmp (self->text + token->start, words[i], n) == 0)
      return TRUE;
  return FALSE;
}

/* Goes through the words before the figure. */
static void
look_back (const Paragraph *self, const SxFigure *figure, Context *context)
{
  static const char *const shares[] = { "占比", "比重", "比例", "占", NULL };
  static const char *const plots[] = { "图斑", "地块", NULL };
  const SxFigure *previous = self->at > 0 ? &g_array_index (self->figures, SxFigure, self->at - 1) : NULL;
  guint bracket = g_array_index (self->brackets, guint, figure->start);
  gsize sentence = last_break (self, figure->start), segment = previous ? previous->end : 0;

  *context = (Context){ 0 };
  segment = MAX (segment, sentence);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const SxToken *token = &g_array_index (self->tokens, SxToken, i);
      SxWordKind kind = token->word->kind;

      if (token->start >= figure->start)
        break;
      if (!is_heard (self, token->bracket, bracket))
        continue;
      if (kind == SX_WORD_SUBJECT || kind == SX_WORD_OTHER)
        context->subject = token;
      if (token->start >= segment)
        {
          context->has_own |= kind == SX_WORD_SUBJECT || kind == SX_WORD_PHASE;
          context->says_share |= is_word (self, token, shares);
          context->says_plots |= is_word (self, token, plots);
          context->is_part |= is_word (self, token, (const char *const[]){ "其中", NULL });
        }
      if (kind == SX_WORD_PHASE && token->start >= sentence)
        {
          context->phase = token->word->phase;
          context->sign = token->word->sign;
        }
    }
  if (context->subject)
    {
      context->n_breaks = count_breaks (self, context->subject->end, figure->start);
      segment = MAX (segment, context->subject->end);
    }
  context->stray = count_stray (self, segment, figure->start, bracket);
}

/* The words right behind a figure may name it: "15.66 公顷机动指标". */
static void
look_ahead (const Paragraph *self, const SxFigure *figure, Context *context)
{
  gsize at = figure->end;

  if (sx_target_follows (self->text + at))
    context->phase = SX_PHASE_TARGET;
  context->is_other = sx_other_follows (self->text + at);
  while (self->text[at] == ' ')
    at++;
  if (strncmp (self->text + at, "的", 3) == 0)
    at += 3;
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const SxToken *token = &g_array_index (self->tokens, SxToken, i);

      if (token->start == at && token->word->kind == SX_WORD_SUBJECT)
        {
          context->subject = token;
          context->n_breaks = 0;
          context->stray = 0;
        }
      else if (token->start == at && is_word (self, token, (const char *const[]){ "图斑", "地块", NULL }))
        context->says_plots = TRUE;
    }
}

/* ---- one subject */

/* What the figure is measured in, as the subject may be; NONE: it cannot be about it. */
static SxDimension
dimension_of (const Context *context, const char *subject, const SxFigure *figure)
{
  SxDimension own = sx_subject_dimension (subject), said = figure->unit->dimension;

  if (said == SX_DIMENSION_COUNT && own != SX_DIMENSION_COUNT)
    return context->says_plots && (context->phase == SX_PHASE_IN || context->phase == SX_PHASE_OUT)
               ? said
               : SX_DIMENSION_NONE;
  if (said == SX_DIMENSION_RATIO && own != SX_DIMENSION_RATIO)
    return context->says_share ? said : SX_DIMENSION_NONE;
  if (said != SX_DIMENSION_NONE)
    return said;
  /* no unit: only where the words leave no doubt */
  if (figure->is_bare || context->stray > STRAY_SURE || context->n_breaks)
    return SX_DIMENSION_NONE;
  if (own == SX_DIMENSION_MULTIPLE)
    return own;
  if (context->says_share)
    return SX_DIMENSION_RATIO;
  return own == SX_DIMENSION_COUNT && (context->phase == SX_PHASE_BEFORE || context->phase == SX_PHASE_AFTER)
             ? own
             : SX_DIMENSION_NONE;
}

static SxCertainty
certainty_of (const Context *context)
{
  if (context->stray > STRAY_LIKELY || context->n_breaks > 1)
    return SX_CERTAINTY_LOW;
  if (context->n_breaks)
    return context->stray <= STRAY_SURE && context->phase != SX_PHASE_NONE ? SX_CERTAINTY_MEDIUM
                                                                           : SX_CERTAINTY_LOW;
  if (context->phase == SX_PHASE_NONE)
    return context->stray == 0 ? SX_CERTAINTY_MEDIUM : SX_CERTAINTY_LOW;
  return context->stray <= STRAY_SURE ? SX_CERTAINTY_HIGH : SX_CERTAINTY_MEDIUM;
}

/* The best finding among the things that a word may mean. */
static SxFinding
find_among (const Paragraph *self, const Context *context, const GPtrArray *subjects, const SxFigure *figure,
            SxDimension *dimension)
{
  SxFinding best = { 0 };

  *dimension = SX_DIMENSION_NONE;
  for (guint i = 0; i < subjects->len; i++)
    {
      const char *subject = subjects->pdata[i];
      SxDimension d = dimension_of (context, subject, figure);
      SxFinding finding = { 0 };

      if (d != SX_DIMENSION_NONE)
        finding = _sx_proof_compare (self->run->state, subject, context->phase, context->sign, d, figure);
      if (finding.agrees || (finding.fact && !best.fact))
        {
          best = finding;
          *dimension = d;
        }
      if (best.agrees)
        break;
    }
  return best;
}

static guint
significant_digits (const SxFigure *figure)
{
  double all = fabs (figure->value) * pow (10, figure->decimals);

  return all >= 1 ? (guint)floor (log10 (all) + 1e-9) + 1 : 0;
}

/* The subject that the paragraph begins with; sentences without one go on with it. */
static const SxToken *
lead_of (const Paragraph *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    if (g_array_index (self->tokens, SxToken, i).word->kind == SX_WORD_SUBJECT)
      return &g_array_index (self->tokens, SxToken, i);
  return NULL;
}

/* A figure that is exactly that of another subject of the paragraph speaks of that one. */
static SxFinding
find_elsewhere (const Paragraph *self, const Context *context, const SxFigure *figure)
{
  SxFinding finding = { 0 };
  SxDimension dimension;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const SxToken *token = &g_array_index (self->tokens, SxToken, i);
      gboolean is_lead = context->n_breaks && token == lead_of (self);

      if (token->start >= figure->start)
        break;
      if (token->word->kind != SX_WORD_SUBJECT || token == context->subject
          || !(is_lead || significant_digits (figure) >= SURE_DIGITS))
        continue;
      finding = find_among (self, context, token->word->subjects, figure, &dimension);
      if (finding.agrees)
        return finding;
    }
  return (SxFinding){ 0 };
}

/* ---- one figure */

static void
note (const Paragraph *self, const SxFigure *figure, const SxFinding *finding, const Context *context,
      SxProofKind kind, SxCertainty certainty)
{
  SxMention mention = {
    .figure = *figure,
    .place = *self->place,
    .text = g_ref_string_acquire (self->counted),
    .subject = finding->fact ? g_intern_string (finding->fact->subject) : NULL,
    .phase = context->phase,
    .sign = context->sign,
    .kind = kind,
  };
  char *right = NULL;

  if (finding->fact && kind != SX_PROOF_AGREES)
    {
      const SxFigureUnit *unit = figure->unit;
      double value = finding->fact->value;

      if (finding->fact->phase == SX_PHASE_CHANGE && context->sign)
        value *= context->sign; /* "减少 -3": the other way */
      right = sx_figures_show (value, unit, _sx_proof_decimals (finding->fact, figure));
    }
  g_array_append_val (self->run->mentions, mention);
  _sx_proof_add (self->run, &g_array_index (self->run->mentions, SxMention, self->run->mentions->len - 1),
                 kind, certainty, right,
                 finding->other_phase != SX_PHASE_NONE && kind != SX_PROOF_AGREES
                     ? g_strdup (sx_phase_words (finding->other_phase))
                     : NULL);
}

/* Whether the figure is within a name, as in 小于1平方公里红线图斑数: it says nothing of its own. */
static gboolean
is_in_a_name (const Paragraph *self, const SxFigure *figure)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const SxToken *token = &g_array_index (self->tokens, SxToken, i);

      if (token->word->kind == SX_WORD_SUBJECT && token->start <= figure->start && token->end >= figure->end)
        return TRUE;
    }
  return FALSE;
}

/* "15 亩以下碎图斑": the limit of a kind is of the rules. */
static void
match_limit (Paragraph *self, const SxFigure *figure)
{
  Context context = { .phase = SX_PHASE_LIMIT };
  SxFinding finding = { 0 };
  gboolean is_named = FALSE;

  for (guint i = 0; i < self->tokens->len && !finding.agrees; i++)
    {
      const SxToken *token = &g_array_index (self->tokens, SxToken, i);

      if (token->start < figure->end || token->word->kind != SX_WORD_SUBJECT)
        continue;
      if (is_named || token->start > figure->end + LIMIT_REACH
          || count_breaks (self, figure->end, token->start) > 0)
        break;
      is_named = TRUE;
      for (guint k = 0; k < token->word->subjects->len && !finding.agrees; k++)
        {
          SxFinding one = _sx_proof_compare (self->run->state, token->word->subjects->pdata[k],
                                             SX_PHASE_LIMIT, 0, figure->unit->dimension, figure);

          if (one.agrees || (one.fact && !finding.fact))
            finding = one;
        }
    }
  if (finding.fact)
    note (self, figure, &finding, &context, finding.agrees ? SX_PROOF_AGREES : SX_PROOF_DIFFERS,
          SX_CERTAINTY_MEDIUM);
}

static gsize
previous_end (const Paragraph *self)
{
  return self->at > 0 ? g_array_index (self->figures, SxFigure, self->at - 1).end : 0;
}

static void
match_figure (Paragraph *self, const SxFigure *figure)
{
  Context context;
  SxFinding finding = { 0 };
  SxDimension dimension = SX_DIMENSION_NONE;
  SxCertainty certainty;
  gboolean is_named;

  if (is_in_a_name (self, figure))
    return;
  if (figure->is_limit)
    {
      match_limit (self, figure);
      return;
    }
  look_back (self, figure, &context);
  look_ahead (self, figure, &context);
  is_named = context.subject && context.subject->word->kind == SX_WORD_SUBJECT && context.stray <= STRAY_LOOSE
             && !context.is_other
             && !(self->is_adrift && !context.has_own && context.subject->start < figure->start);
  self->is_adrift = !is_named;
  if (is_named)
    finding = find_among (self, &context, context.subject->word->subjects, figure, &dimension);
  if (figure->unit->dimension == SX_DIMENSION_NONE && dimension == SX_DIMENSION_NONE)
    return; /* a number, no figure */
  if (is_named && !finding.agrees && finding.fact)
    {
      SxFinding other = find_elsewhere (self, &context, figure);

      if (other.agrees)
        finding = other;
    }
  certainty = certainty_of (&context);
  if (context.n_breaks && lead_of (self) != context.subject)
    certainty = SX_CERTAINTY_LOW; /* of which of the two, the words do not say */
  if (context.n_breaks && context.phase == SX_PHASE_NONE && !finding.agrees)
    finding = (SxFinding){ 0 };
  /* a part of something is not held against the whole */
  if (context.is_part && !finding.agrees && context.subject && context.subject->start < previous_end (self))
    finding = (SxFinding){ 0 };
  if (!finding.fact)
    note (self, figure, &finding, &context, SX_PROOF_UNKNOWN, SX_CERTAINTY_LOW);
  else if (finding.agrees)
    note (self, figure, &finding, &context, SX_PROOF_AGREES, certainty);
  else
    note (self, figure, &finding, &context,
          certainty == SX_CERTAINTY_LOW ? SX_PROOF_UNSURE : SX_PROOF_DIFFERS, certainty);
}

static void
match_text (SxProofRun *run, const char *text, const SxPlaceInDraft *place)
{
  Paragraph self = { .run = run, .text = text, .place = place };

  self.counted = g_ref_string_new (text);
  self.tokens = sx_tokens_find (text);
  self.figures = sx_figures_find (text);
  sx_brackets_find (text, &self.brackets, &self.parents);
  for (self.at = 0; self.at < self.figures->len; self.at++)
    match_figure (&self, &g_array_index (self.figures, SxFigure, self.at));
  g_array_unref (self.tokens);
  g_array_unref (self.figures);
  g_array_unref (self.brackets);
  g_array_unref (self.parents);
  g_ref_string_release (self.counted);
}

/* How much of a long text is read as one: up to the end of a sentence, or of a part of one, where there is
 * any. */
static gsize
first_part (const char *text, gsize length)
{
  static const char *const ends[] = { "。", "；", "，", NULL };
  const char *end = text + LONG_TEXT;

  if (length <= LONG_TEXT)
    return length;
  for (guint i = 0; ends[i]; i++)
    for (const char *p = end; p > text + LONG_TEXT / 2; p--)
      if (g_str_has_prefix (p, ends[i]))
        return (gsize)(p - text) + strlen (ends[i]);
  return (gsize)(g_utf8_find_prev_char (text, end) - text);
}

void
_sx_proof_paragraph (SxProofRun *run, const char *text, const SxPlaceInDraft *place)
{
  for (gsize left = strlen (text), size; left && !g_cancellable_is_cancelled (run->cancellable);
       text += size, left -= size)
    {
      g_autofree char *part = NULL;

      size = first_part (text, left);
      part = g_strndup (text, size);
      match_text (run, part, place);
    }
}
