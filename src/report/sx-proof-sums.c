/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a draft that have to add up with each other, whatever the state says. Only what is clear is
 * looked at: columns with a total, 其中 after a total, before and after and their difference, a + b = c. */
#include "report/sx-proof-private.h"

#include <math.h>
#include <string.h>

#include "base/sx-i18n.h"

/* Parts that miss their total by more than this share of it are not all of its parts. */
#define NEAR 0.01
#define MAX_PARTS 40

static double
value_of (const SxMention *mention)
{
  return mention->figure.value * mention->figure.unit->factor;
}

/* One last digit of the figure. */
static double
digit_of (const SxFigure *figure)
{
  return pow (10, -figure->decimals) * figure->unit->factor;
}

/* ---- sentences */

/* A sum that does not come out: said, and what the others give; in_rounding: by no more than they are
 * rounded. */
static void
report (SxProofRun *self, const SxMention *mention, double sum, gboolean in_rounding, const char *how)
{
  char *right = sx_figures_show (sum, mention->figure.unit, mention->figure.decimals);
  char *remark
      = in_rounding ? g_strdup_printf (_ ("%s; no more than rounding."), how) : g_strdup_printf ("%s.", how);

  _sx_proof_add (self, mention, SX_PROOF_SUM, in_rounding ? SX_CERTAINTY_MEDIUM : SX_CERTAINTY_HIGH, right,
                 remark);
}

static gboolean
same_kind (const SxMention *a, const SxMention *b)
{
  return a->figure.unit->dimension == b->figure.unit->dimension
         && a->figure.unit->dimension != SX_DIMENSION_NONE && a->place.table == b->place.table;
}

/* Whether the word stands between the figure before and this one. */
static gboolean
has_word_before (const SxMention *mention, const SxMention *previous, const char *word)
{
  gsize from = previous && previous->text == mention->text ? previous->figure.end : 0;
  g_autofree char *between = g_strndup (mention->text + from, mention->figure.start - from);

  return strstr (between, word) != NULL;
}

/* Parts go on from figure to figure while nothing else begins. */
static gboolean
goes_on (const SxMention *part, const SxMention *previous)
{
  static const char *const ends[]
      = { "其中", "合计", "共", "总", "目前", "维护", "调出", "调入", "减少", "增加", NULL };

  if (part->place.paragraph > previous->place.paragraph + 1 || part->place.table)
    return FALSE;
  for (guint i = 0; ends[i]; i++)
    if (has_word_before (part, previous, ends[i]))
      return FALSE;
  return TRUE;
}

/* total, 其中 part, part, …: parts that nearly make the total have to make it. */
static void
check_parts (SxProofRun *self, guint first)
{
  const SxMention *mentions = (const SxMention *)(gconstpointer)self->mentions->data;
  const SxMention *total = &mentions[first - 1];
  double sum = 0, half = 0.5 * digit_of (&total->figure), near_sum = NAN, near_half = 0;
  guint n = 0;

  if (!same_kind (total, &mentions[first]) || mentions[first].place.paragraph > total->place.paragraph + 1)
    return;
  for (guint i = first; i < self->mentions->len && n < MAX_PARTS; i++)
    {
      if (!same_kind (total, &mentions[i]) || (i > first && !goes_on (&mentions[i], &mentions[i - 1])))
        break;
      sum += value_of (&mentions[i]);
      half += 0.5 * digit_of (&mentions[i].figure);
      n++;
      if (n >= 2 && fabs (sum - value_of (total)) <= half * (1 + 1e-9))
        return;
      if (n >= 2 && fabs (sum - value_of (total)) <= NEAR * fabs (value_of (total)))
        {
          near_sum = sum;
          near_half = half;
        }
    }
  if (isfinite (near_sum))
    report (self, total, near_sum, fabs (near_sum - value_of (total)) <= near_half,
            _ ("The parts named behind it make this"));
}

/* a + b = c, as written. */
static void
check_equation (SxProofRun *self, guint last)
{
  const SxMention *mentions = (const SxMention *)(gconstpointer)self->mentions->data;
  const SxMention *result = &mentions[last];
  double sum = 0, half = 0.5 * digit_of (&result->figure);
  guint n = 0;

  for (guint i = last; i > 0 && n < MAX_PARTS; i--)
    {
      const SxMention *part = &mentions[i - 1];
      g_autofree char *between = NULL;

      if (part->text != result->text || !same_kind (part, result))
        break;
      between = g_strndup (part->text + part->figure.end, mentions[i].figure.start - part->figure.end);
      g_strstrip (between);
      if (!g_str_equal (between, i == last ? "=" : "+"))
        break;
      sum += value_of (part);
      half += 0.5 * digit_of (&part->figure);
      n++;
    }
  if (n >= 2 && fabs (sum - value_of (result)) > half * (1 + 1e-9))
    report (self, result, sum, FALSE, _ ("The summands before it make this"));
}

/* 维护前 a, 维护后 b, 增加 c of one thing in one text. */
static void
check_change (SxProofRun *self, guint at)
{
  const SxMention *mentions = (const SxMention *)(gconstpointer)self->mentions->data;
  const SxMention *change = &mentions[at], *before = NULL, *after = NULL;
  double difference, half;

  for (guint i = at; i > 0 && mentions[i - 1].text == change->text; i--)
    {
      const SxMention *m = &mentions[i - 1];

      if (m->subject != change->subject || !same_kind (m, change))
        continue;
      if (m->phase == SX_PHASE_AFTER && !after)
        after = m;
      else if (m->phase == SX_PHASE_BEFORE && !before)
        before = m;
    }
  if (!before || !after || after < before)
    return;
  difference = value_of (after) - value_of (before);
  half = 0.5 * (digit_of (&before->figure) + digit_of (&after->figure) + digit_of (&change->figure));
  if (fabs (fabs (difference) - fabs (value_of (change))) > half * (1 + 1e-9)
      && change->kind == SX_PROOF_AGREES)
    report (self, change, fabs (difference), FALSE, _ ("Before and after differ by this"));
}

void
_sx_proof_sums (SxProofRun *self)
{
  const SxMention *mentions = (const SxMention *)(gconstpointer)self->mentions->data;

  for (guint i = 1; i < self->mentions->len; i++)
    {
      if (mentions[i].place.table)
        continue;
      if (has_word_before (&mentions[i], &mentions[i - 1], "其中"))
        check_parts (self, i);
      check_equation (self, i);
      if (mentions[i].phase == SX_PHASE_CHANGE && mentions[i].subject)
        check_change (self, i);
    }
}

/* ---- columns */

static gboolean
is_total_row (const SxManuscriptTable *table, guint row)
{
  static const char *const words[] = { "合计", "总计", "小计", "共计", "总和", NULL };

  for (guint c = 0; c < table->n_columns; c++)
    for (guint i = 0; words[i]; i++)
      if (g_str_has_suffix (sx_manuscript_table_cell (table, row, c), words[i]))
        return TRUE;
  return FALSE;
}

/* The figure of a cell that begins there. */
static gboolean
figure_at (const SxManuscriptTable *table, guint row, guint column, SxFigure *figure)
{
  return g_array_index (table->is_first, guint8, row * table->n_columns + column)
         && _sx_proof_cell_figure (sx_manuscript_table_cell (table, row, column), figure);
}

/* What the rows above come to. */
typedef struct
{
  double sum, half; /* half a last digit of each */
  guint n;
} ColumnSum;

static void
count_in (ColumnSum *self, const SxFigure *figure)
{
  self->sum += figure->value;
  self->half += 0.5 * pow (10, -figure->decimals);
  self->n++;
}

/* near: of the rows since the total before; all: of all rows that are no totals. The total is of one of them.
 */
static void
check_total (SxProofRun *self, SxMention *total, const ColumnSum *near, const ColumnSum *all, int decimals)
{
  double value = total->figure.value, slack = 1e-6 * pow (10, -total->figure.decimals);
  const ColumnSum *meant = fabs (near->sum - value) > fabs (all->sum - value) ? all : near;
  double error = fabs (meant->sum - value);

  if (error <= slack || meant->n < 2 || error > MAX (NEAR * fabs (value), 0.2))
    return;
  total->figure.decimals = MAX (total->figure.decimals, decimals);
  report (self, total, meant->sum * total->figure.unit->factor, error <= meant->half * (1 + 1e-9),
          _ ("The rows above it make this"));
}

static void
check_column (SxProofRun *self, const SxManuscriptTable *table, guint number, guint column,
              const gboolean *is_total)
{
  ColumnSum near = { 0 }, all = { 0 };
  int decimals = 0;

  for (guint r = 0; r < table->n_rows; r++)
    {
      SxMention mention = { .place = { 0, number, r + 1, column + 1 } };
      gboolean is_figure = figure_at (table, r, column, &mention.figure);

      if (is_total[r])
        {
          mention.text = (char *)sx_manuscript_table_cell (table, r, column);
          if (is_figure && r > 0)
            check_total (self, &mention, &near, &all, decimals);
          near = (ColumnSum){ 0 };
        }
      else if (is_figure)
        {
          count_in (&near, &mention.figure);
          count_in (&all, &mention.figure);
          decimals = MAX (decimals, mention.figure.decimals);
        }
    }
}

void
_sx_proof_table_sums (SxProofRun *self, const SxManuscriptTable *table, guint number)
{
  g_autofree gboolean *is_total = g_new0 (gboolean, table->n_rows);

  for (guint r = 0; r < table->n_rows; r++)
    is_total[r] = is_total_row (table, r);
  for (guint c = 1; c < table->n_columns; c++)
    check_column (self, table, number, c, is_total);
}
