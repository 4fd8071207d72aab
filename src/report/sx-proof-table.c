/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a draft: a row's words say what its figures speak of, its column's heading when, and in what
 * unit. */
#include "report/sx-proof-private.h"

#include <math.h>
#include <string.h>

#define LONG_CELL 90 /* bytes: a cell of prose, read as a paragraph */
#define STRAY_SURE 2 /* characters of a row's words that nobody knows */
#define STRAY_LOOSE 6

typedef struct
{
  SxPhase phase;
  int sign;
  const SxFigureUnit *unit; /* or NULL */
  gboolean says_share;
} Heading;

gboolean
_sx_proof_cell_figure (const char *text, SxFigure *figure)
{
  g_autofree char *padded = NULL;
  g_autoptr (GArray) figures = NULL;
  const char *p = text;

  while (*p == ' ')
    p++;
  if (g_str_has_prefix (p, "≥") || g_str_has_prefix (p, "≤"))
    p += strlen ("≥");
  /* a figure that begins a text may be a number of a list; here it stands alone */
  padded = g_strconcat ("为", p, NULL);
  figures = sx_figures_find (padded);
  if (figures->len != 1)
    return FALSE;
  *figure = g_array_index (figures, SxFigure, 0);
  for (const char *q = padded + 3; q < padded + figure->start; q++)
    if (!strchr ("+- ", *q) && !g_str_has_prefix (padded + 3, "−") && !g_str_has_prefix (padded + 3, "－"))
      return FALSE;
  if (padded[figure->end] != '\0')
    return FALSE;
  if (strchr (p, '-') == p || g_str_has_prefix (p, "−"))
    figure->value = -fabs (figure->value);
  figure->start = 0;
  figure->end = strlen (text);
  return TRUE;
}

static gboolean
row_has_figure (const SxManuscriptTable *table, guint row)
{
  SxFigure figure;

  for (guint c = 1; c < table->n_columns; c++)
    if (_sx_proof_cell_figure (sx_manuscript_table_cell (table, row, c), &figure))
      return TRUE;
  return FALSE;
}

static guint
count_heads (const SxManuscriptTable *table)
{
  guint n = 0;

  while (n < table->n_rows && !row_has_figure (table, n))
    n++;
  return n;
}

/* A heading that is empty goes on with the one on its left, as text has no merged cells. */
static const char *
heading_cell (const SxManuscriptTable *table, guint row, guint column)
{
  while (column > 0 && !*sx_manuscript_table_cell (table, row, column))
    column--;
  return sx_manuscript_table_cell (table, row, column);
}

static void
read_words (const char *text, Heading *heading)
{
  g_autoptr (GArray) tokens = sx_tokens_find (text);
  const SxFigureUnit *unit = sx_figures_unit_in (text);

  for (guint i = 0; i < tokens->len; i++)
    {
      const SxToken *token = &g_array_index (tokens, SxToken, i);

      if (token->word->kind != SX_WORD_PHASE)
        continue;
      heading->phase = token->word->phase;
      heading->sign = 0; /* a column's figures have signs of their own */
    }
  if (unit)
    heading->unit = unit;
  heading->says_share = strstr (text, "占比") || strstr (text, "比重") || strstr (text, "比例");
}

static Heading
read_heading (const SxManuscriptTable *table, guint n_heads, guint column)
{
  Heading heading = { 0 };

  for (guint r = 0; r < n_heads; r++)
    read_words (heading_cell (table, r, column), &heading);
  return heading;
}

/* The row's words left of the column, as one text. */
static char *
row_words (const SxManuscriptTable *table, guint row, guint column)
{
  GString *words = g_string_new (NULL);
  const char *last = "";
  SxFigure figure;

  for (guint c = 0; c < column; c++)
    {
      const char *text = sx_manuscript_table_cell (table, row, c);

      if (!*text || g_str_equal (text, last) || strlen (text) > LONG_CELL
          || _sx_proof_cell_figure (text, &figure))
        continue;
      g_string_append_printf (words, "%s%s", words->len ? " " : "", text);
      last = text;
    }
  return g_string_free (words, FALSE);
}

/* The last subject that the words name, and how many characters besides nobody knows. */
static const SxWord *
row_subject (const char *words, guint *stray)
{
  g_autoptr (GArray) tokens = sx_tokens_find (words);
  const SxWord *subject = NULL;
  guint t = 0;

  *stray = 0;
  for (const char *p = words; *p;)
    {
      gsize i = (gsize)(p - words);

      while (t < tokens->len && g_array_index (tokens, SxToken, t).end <= i)
        t++;
      if (t < tokens->len && g_array_index (tokens, SxToken, t).start <= i)
        {
          const SxToken *token = &g_array_index (tokens, SxToken, t);

          if (token->word->kind == SX_WORD_SUBJECT)
            subject = token->word;
          else if (token->word->kind == SX_WORD_OTHER)
            *stray += 100;
          p = words + token->end;
          continue;
        }
      *stray += g_unichar_isalpha (g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
  return subject;
}

static SxDimension
cell_dimension (const char *subject, const SxFigure *figure, const Heading *heading)
{
  SxDimension own = sx_subject_dimension (subject);

  if (figure->unit->dimension != SX_DIMENSION_NONE)
    return figure->unit->dimension == own || heading->says_share ? figure->unit->dimension
                                                                 : SX_DIMENSION_NONE;
  return own == SX_DIMENSION_MULTIPLE ? own : SX_DIMENSION_NONE;
}

static void
match_cell (SxProofRun *run, const SxManuscriptTable *table, guint row, guint column,
            const Heading *column_heading, SxMention *mention)
{
  g_autofree char *words = row_words (table, row, column);
  Heading heading = *column_heading, own = { 0 };
  SxFinding finding = { 0 };
  guint stray;
  const SxWord *subject = row_subject (words, &stray);
  char *right = NULL;

  read_words (words, &own);
  if (!heading.unit)
    heading.unit = own.unit;
  if (heading.phase == SX_PHASE_NONE)
    heading.phase = own.phase;
  if (mention->figure.unit->dimension == SX_DIMENSION_NONE && heading.unit)
    mention->figure.unit = heading.unit;
  for (guint i = 0; subject && i < subject->subjects->len && !finding.agrees; i++)
    {
      const char *id = subject->subjects->pdata[i];
      SxDimension d = cell_dimension (id, &mention->figure, &heading);

      if (d != SX_DIMENSION_NONE)
        finding = _sx_proof_compare (run->state, id, heading.phase, 0, d, &mention->figure);
    }
  mention->phase = heading.phase;
  mention->subject = finding.fact ? g_intern_string (finding.fact->subject) : NULL;
  mention->kind = !finding.fact                                          ? SX_PROOF_UNKNOWN
                  : finding.agrees                                       ? SX_PROOF_AGREES
                  : stray > STRAY_SURE || heading.phase == SX_PHASE_NONE ? SX_PROOF_UNSURE
                                                                         : SX_PROOF_DIFFERS;
  if (stray > STRAY_LOOSE && mention->kind != SX_PROOF_AGREES)
    {
      mention->kind = SX_PROOF_UNKNOWN;
      finding = (SxFinding){ 0 };
    }
  if (finding.fact && mention->kind != SX_PROOF_AGREES)
    right = sx_figures_show (finding.fact->value, mention->figure.unit,
                             _sx_proof_decimals (finding.fact, &mention->figure));
  _sx_proof_add (run, mention, mention->kind, stray == 0 ? SX_CERTAINTY_HIGH : SX_CERTAINTY_MEDIUM, right,
                 finding.other_phase != SX_PHASE_NONE && mention->kind != SX_PROOF_AGREES
                     ? g_strdup (sx_phase_words (finding.other_phase))
                     : NULL);
}

void
_sx_proof_table (SxProofRun *run, const SxManuscriptTable *table, guint number)
{
  guint n_heads = count_heads (table);
  g_autofree Heading *headings = g_new0 (Heading, table->n_columns);

  for (guint c = 0; c < table->n_columns; c++)
    headings[c] = read_heading (table, n_heads, c);
  for (guint r = 0; r < table->n_rows && !g_cancellable_is_cancelled (run->cancellable); r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        const char *text = sx_manuscript_table_cell (table, r, c);
        SxPlaceInDraft place = { 0, number, r + 1, c + 1 };
        SxMention mention = { .place = place };

        if (!g_array_index (table->is_first, guint8, r * table->n_columns + c) || !*text)
          continue;
        if (r >= n_heads && c > 0 && _sx_proof_cell_figure (text, &mention.figure))
          {
            mention.text = g_ref_string_new (text);
            match_cell (run, table, r, c, &headings[c], &mention);
            g_array_append_val (run->mentions, mention);
          }
        else if (strlen (text) > LONG_CELL / 3)
          _sx_proof_paragraph (run, text, &place);
      }
}
