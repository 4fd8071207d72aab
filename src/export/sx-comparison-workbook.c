/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-comparison-workbook.h"

#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "base/sx-units.h"
#include "evaluate/sx-result-words.h"
#include "export/sx-comparison-sheet.h"
#include "export/sx-delivery-stage.h"
#include "export/sx-delivery.h"
#include "export/sx-tables.h"

#define AREA_DECIMALS 4   /* of hectares */
#define LENGTH_DECIMALS 3 /* of kilometres */
#define ACCOUNT_DECIMALS 4

static SxSheetRows
begin_sheet (const SxSheetBook *book, const SxComparison *c, const char *name, const char *title)
{
  g_autofree char *which = g_strdup_printf (_ ("A: %s    B: %s"), c->name[0], c->name[1]);

  return sx_sheet_begin (book, name, title, which);
}

/* ---- indicators */

static void
put_indicator (SxSheetRows *self, const SxComparisonRow *row)
{
  const SxIndicatorRule *rule = row->rule;

  self->differs = row->differs;
  sx_sheet_put_text (self, sx_words_group (rule->group));
  sx_sheet_put_text (self, sx_locale_is_chinese () ? rule->label_zh : rule->label_en);
  sx_sheet_put_text (self, sx_words_unit (rule->unit));
  sx_sheet_put_number (self, row->value[0]->before, rule->decimals, FALSE);
  for (gint side = 0; side < SX_COMPARISON_SIDES; side++)
    sx_sheet_put_number (self, row->value[side]->after, rule->decimals, row->best == side);
  sx_sheet_put_number (self, row->difference, rule->decimals, FALSE);
  for (gint side = 0; side < SX_COMPARISON_SIDES; side++)
    sx_sheet_put_verdict (self, row->value[side]->verdict);
  sx_sheet_put_text (self, row->best == SX_COMPARISON_NONE ? "" : row->best == 0 ? "A" : "B");
  sx_sheet_put_text (self, row->differs ? "≠" : "=");
  sx_sheet_end_row (self);
}

static void
write_indicators (const SxSheetBook *book, const SxComparison *c)
{
  const char *const heads[]
      = { _ ("Group"),    _ ("Indicator"), _ ("Unit"),      _ ("Before"), _ ("A after"), _ ("B after"),
          _ ("B less A"), _ ("Verdict A"), _ ("Verdict B"), _ ("Better"), _ ("Differs"), NULL };
  static const double widths[] = { 14, 40, 10, 14, 14, 14, 14, 14, 14, 8, 8 };
  SxSheetRows sheet = begin_sheet (book, c, _ ("Indicators"), _ ("Two schemes side by side: indicators"));

  sx_sheet_set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  sx_sheet_put_head (&sheet, heads);
  for (guint i = 0; i < c->rows->len; i++)
    put_indicator (&sheet, &g_array_index (c->rows, SxComparisonRow, i));
  sx_sheet_filter (&sheet, G_N_ELEMENTS (widths));
}

/* ---- ledgers */

static void
put_situation (SxSheetRows *self, const SxComparisonLedger *row)
{
  g_autofree char *line = sx_words_line_direction (row->line, row->direction);

  self->differs = row->n[0] != row->n[1] || fabs (row->area[0] - row->area[1]) > 1e-4;
  sx_sheet_put_text (self, line);
  sx_sheet_put_text (self, row->situation ? row->situation : "–");
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      sx_sheet_put_number (self, row->n[side], 0, FALSE);
      sx_sheet_put_number (self, row->area[side] / SX_HA_M2, AREA_DECIMALS, FALSE);
    }
  sx_sheet_end_row (self);
}

static void
write_ledgers (const SxSheetBook *book, const SxComparison *c)
{
  const char *const heads[] = { _ ("Item"), _ ("Unit"), "A", "B", _ ("B less A"), NULL };
  const char *const by_situation[] = {
    _ ("Line and direction"), _ ("Situation"), _ ("A plots"), _ ("A ha"), _ ("B plots"), _ ("B ha"), NULL
  };
  static const double widths[] = { 30, 14, 14, 14, 14, 14 };
  SxSheetRows sheet = begin_sheet (book, c, _ ("Ledgers"), _ ("Two schemes side by side: ledgers"));

  sx_sheet_set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  sx_sheet_put_head (&sheet, heads);
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    {
      const SxComparisonAccount *account = &c->accounts[i];

      sheet.differs = account->differs;
      sx_sheet_put_text (&sheet, sx_account_words (i));
      sx_sheet_put_text (&sheet, sx_words_unit (account->unit));
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        sx_sheet_put_number (&sheet, account->value[side], ACCOUNT_DECIMALS, FALSE);
      sx_sheet_put_number (&sheet, account->difference, ACCOUNT_DECIMALS, FALSE);
      sx_sheet_end_row (&sheet);
    }
  sx_sheet_end_row (&sheet);
  sx_sheet_put_head (&sheet, by_situation);
  for (guint i = 0; i < c->ledger->len; i++)
    put_situation (&sheet, c->ledger->pdata[i]);
}

/* ---- items */

/* One kind of item has a sheet: what stands in its columns beside the state and the kind. */
typedef struct
{
  SxItemKind kind;
  const char *name, *title;
  const char *heads[SX_COMPARISON_SIDES][2]; /* of the code, and of the size */
  double per_unit;                           /* m² or m */
  int decimals;
  const char *(*code_of) (gconstpointer item);
} ItemSheet;

static const char *
situation_of (gconstpointer item)
{
  return ((const SxAdjustment *)item)->situation;
}

static const char *
code_of (gconstpointer item)
{
  return ((const SxReclass *)item)->code;
}

static const char *
grade_of (gconstpointer item)
{
  return ((const SxRoad *)item)->grade;
}

static const ItemSheet item_sheets[] = {
  { SX_ITEM_ADJUSTMENT,
    N_ ("Plots"),
    N_ ("Two schemes side by side: plots"),
    { { N_ ("A situation"), N_ ("A ha") }, { N_ ("B situation"), N_ ("B ha") } },
    SX_HA_M2,
    AREA_DECIMALS,
    situation_of },
  { SX_ITEM_RECLASS,
    N_ ("Reclassifications"),
    N_ ("Two schemes side by side: reclassifications"),
    { { N_ ("A code"), N_ ("A ha") }, { N_ ("B code"), N_ ("B ha") } },
    SX_HA_M2,
    AREA_DECIMALS,
    code_of },
  { SX_ITEM_ROAD,
    N_ ("Roads"),
    N_ ("Two schemes side by side: roads"),
    { { N_ ("A grade"), N_ ("A km") }, { N_ ("B grade"), N_ ("B km") } },
    1000,
    LENGTH_DECIMALS,
    grade_of },
};

static void
put_item (SxSheetRows *self, const ItemSheet *of, const SxComparisonItem *item)
{
  g_autofree char *kind = sx_comparison_item_kind_words (item);

  self->differs = item->state != SX_COMPARED_SAME;
  sx_sheet_put_text (self, sx_comparison_item_words (item));
  sx_sheet_put_text (self, kind);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      gconstpointer it = item->item[side];

      sx_sheet_put_number (self, it ? (double)sx_item_fid (item->kind, it) : (double)NAN, 0, FALSE);
      sx_sheet_put_text (self, it ? sx_item_name (item->kind, it) : NULL);
      sx_sheet_put_text (self, it ? of->code_of (it) : NULL);
      sx_sheet_put_number (self, item->size[side] / of->per_unit, of->decimals, FALSE);
    }
  sx_sheet_end_row (self);
}

static void
write_items (const SxSheetBook *book, const SxComparison *c, const ItemSheet *of)
{
  const char *const heads[]
      = { _ ("State"),
          of->kind == SX_ITEM_ADJUSTMENT ? _ ("Line and direction") : _ ("What is done"),
          _ ("A number"),
          _ ("A name"),
          _ (of->heads[0][0]),
          _ (of->heads[0][1]),
          _ ("B number"),
          _ ("B name"),
          _ (of->heads[1][0]),
          _ (of->heads[1][1]),
          NULL };
  static const double widths[] = { 14, 18, 9, 26, 9, 14, 9, 26, 9, 14 };
  SxSheetRows sheet = begin_sheet (book, c, _ (of->name), _ (of->title));

  sx_sheet_set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  sx_sheet_put_head (&sheet, heads);
  for (guint i = 0; i < c->items->len; i++)
    if (((SxComparisonItem *)c->items->pdata[i])->kind == of->kind)
      put_item (&sheet, of, c->items->pdata[i]);
  sx_sheet_filter (&sheet, G_N_ELEMENTS (widths));
}

/* ---- what is said */

static void
put_said (SxSheetRows *self, const SxComparisonText *text)
{
  g_autofree char *title = sx_comparison_text_title (text);

  self->differs = text->state != SX_COMPARED_SAME;
  sx_sheet_put_text (self, sx_comparison_text_words (text));
  sx_sheet_put_text (self, text->is_judgement ? _ ("Judgement") : _ ("Figure given"));
  sx_sheet_put_text (self, title);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      sx_sheet_put_text (self, sx_comparison_text_value_words (text, side));
      sx_sheet_put_text (self, text->reason[side]);
    }
  sx_sheet_end_row (self);
}

static void
write_said (const SxSheetBook *book, const SxComparison *c)
{
  const char *const heads[]
      = { _ ("State"), _ ("What is said"), _ ("Indicator"), "A", _ ("Reason of A"), "B", _ ("Reason of B"),
          NULL };
  static const double widths[] = { 14, 14, 34, 14, 44, 14, 44 };
  SxSheetRows sheet
      = begin_sheet (book, c, _ ("Judgements"), _ ("Two schemes side by side: judgements and figures"));

  sx_sheet_set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  sx_sheet_put_head (&sheet, heads);
  for (guint i = 0; i < c->texts->len; i++)
    put_said (&sheet, c->texts->pdata[i]);
  sx_sheet_filter (&sheet, G_N_ELEMENTS (widths));
}

/* ---- all schemes */

static void
put_overview_row (SxSheetRows *self, const SxSchemeOverview *of, const SxOverviewRow *row)
{
  self->differs = row->differs;
  sx_sheet_put_text (self, row->rule ? sx_words_group (row->rule->group) : _ ("Increment ledger"));
  sx_sheet_put_text (self, row->title);
  sx_sheet_put_text (self, sx_words_unit (row->unit));
  sx_sheet_put_number (self, row->base, row->decimals, FALSE);
  for (guint i = 0; i < of->n_schemes; i++)
    {
      sx_sheet_put_number (self, row->cells[i].value, row->decimals, row->cells[i].is_best);
      if (row->rule)
        sx_sheet_put_verdict (self, row->cells[i].verdict);
      else
        sx_sheet_put_text (self, NULL);
    }
  sx_sheet_end_row (self);
}

static void
write_overview (const SxSheetBook *book, const SxSchemeOverview *of)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  SxSheetRows sheet = sx_sheet_begin (book, _ ("All schemes"), _ ("All schemes side by side"),
                                      _ ("The better value is bold; rows that differ are coloured."));

  g_ptr_array_add (heads, _ ("Group"));
  g_ptr_array_add (heads, _ ("Indicator"));
  g_ptr_array_add (heads, _ ("Unit"));
  g_ptr_array_add (heads, _ ("Before"));
  for (guint i = 0; i < of->n_schemes; i++)
    {
      g_ptr_array_add (heads, of->names[i]);
      g_ptr_array_add (heads, _ ("Verdict"));
    }
  g_ptr_array_add (heads, NULL);
  sx_sheet_set_widths (&sheet, (const double[]){ 14, 40, 10, 14 }, 4);
  worksheet_set_column (sheet.sheet, 4, (lxw_col_t)(3 + 2 * of->n_schemes), 14, NULL);
  sx_sheet_put_head (&sheet, (const char *const *)heads->pdata);
  for (guint i = 0; i < of->rows->len; i++)
    put_overview_row (&sheet, of, of->rows->pdata[i]);
  sx_sheet_filter (&sheet, 4 + 2 * of->n_schemes);
  worksheet_freeze_panes (sheet.sheet, SX_SHEET_TITLE_ROWS + 1, 2);
}

/* ---- conflicts */

static void
write_conflicts (const SxSheetBook *book, const SxComparison *c)
{
  const char *const heads[]
      = { _ ("Conflict"), _ ("Severity"), _ ("A count"), _ ("A ha"), _ ("B count"), _ ("B ha"), NULL };
  static const double widths[] = { 60, 10, 9, 14, 9, 14 };
  SxSheetRows sheet = begin_sheet (book, c, _ ("Conflicts"), _ ("Two schemes side by side: conflicts"));

  sx_sheet_set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  sx_sheet_put_head (&sheet, heads);
  for (guint i = 0; i < c->conflicts->len; i++)
    {
      const SxComparisonConflict *row = &g_array_index (c->conflicts, SxComparisonConflict, i);

      sheet.differs = row->n[0] != row->n[1] || fabs (row->area[0] - row->area[1]) > 1e-4;
      sx_sheet_put_text (&sheet, sx_locale_is_chinese () ? row->rule->text_zh : row->rule->text_en);
      sx_sheet_put_text (&sheet, sx_words_severity (row->rule->severity));
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        {
          sx_sheet_put_number (&sheet, row->n[side], 0, FALSE);
          sx_sheet_put_number (&sheet, row->area[side] / SX_HA_M2, AREA_DECIMALS, FALSE);
        }
      sx_sheet_end_row (&sheet);
    }
}

/* ---- what it was made from */

static void
put_pair (SxSheetRows *self, const char *what, const char *text)
{
  sx_sheet_put_with (self, what, self->book->head);
  sx_sheet_put_text (self, text);
  sx_sheet_end_row (self);
}

static void
write_about (const SxSheetBook *book, const SxComparison *c, const SxComparisonSource *source,
             char *const *fingerprints)
{
  const SxRuleProfile *rules = c->result[0]->rules;
  SxSheetRows sheet = { book, workbook_add_worksheet (book->book, _ ("About")), 0, 0, FALSE };
  g_autofree char *name = g_path_get_basename (source->plan->file);
  g_autofree char *file = g_filename_display_name (name);
  g_autofree char *title
      = g_strdup_printf ("%s (%s)", sx_locale_is_chinese () ? rules->title_zh : rules->title_en, rules->id);
  g_autofree char *differs = sx_comparison_summary (c);

  worksheet_set_column (sheet.sheet, 0, 0, 20, NULL);
  worksheet_set_column (sheet.sheet, 1, 1, 80, NULL);
  put_pair (&sheet, _ ("Plan"), file);
  put_pair (&sheet, _ ("Rules"), title);
  put_pair (&sheet, _ ("Areas"), c->metric.is_planar ? _ ("planar") : _ ("ellipsoidal"));
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      put_pair (&sheet, side == 0 ? "A" : "B", c->name[side]);
      put_pair (&sheet, side == 0 ? _ ("Fingerprint of A") : _ ("Fingerprint of B"), fingerprints[side]);
    }
  put_pair (&sheet, _ ("Differences"), differs);
  put_pair (&sheet, _ ("Program"), "Sanxian " SX_VERSION);
}

/* ---- the file */

static gboolean
write_book (const SxComparison *c, const SxComparisonSource *source, char *const *fingerprints,
            const char *path, GError **error)
{
  SxSheetBook book = { .book = workbook_new (path) };
  lxw_error status;

  if (!book.book)
    {
      g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("the workbook cannot be made"));
      return FALSE;
    }
  sx_sheet_book_make_formats (&book);
  write_indicators (&book, c);
  write_ledgers (&book, c);
  for (guint i = 0; i < G_N_ELEMENTS (item_sheets); i++)
    write_items (&book, c, &item_sheets[i]);
  write_said (&book, c);
  write_conflicts (&book, c);
  if (source->overview)
    write_overview (&book, source->overview);
  write_about (&book, c, source, fingerprints);
  status = workbook_close (book.book);
  if (status == LXW_NO_ERROR)
    return TRUE;
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, lxw_strerror (status));
  return FALSE;
}

gboolean
sx_comparison_check_workbook_name (const char *file, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (file, -1), *shown = g_filename_display_name (file);

  if (g_str_has_suffix (lower, ".xlsx"))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("“%s” does not end in .xlsx; a comparison is written as such a workbook."), shown);
  return FALSE;
}

gboolean
sx_comparison_write_workbook (const SxComparison *c, const SxComparisonSource *source, const char *file,
                              GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) fingerprints = g_new0 (char *, SX_COMPARISON_SIDES + 1);
  g_autofree char *folder = g_path_get_dirname (file), *name = g_path_get_basename (file);
  g_autoptr (SxDeliveryStage) stage = NULL;
  GError *problem = NULL;
  const char *path;

  if (!sx_comparison_check_workbook_name (file, error))
    return FALSE;
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    if (!(fingerprints[side] = sx_delivery_fingerprint (source->plan, source->scheme[side],
                                                        c->result[0]->rules, cancellable, error)))
      return FALSE;
  if (!(stage = sx_delivery_stage_new (folder, error))
      || !(path = sx_delivery_stage_add (stage, name, sx_delivery_is_workbook, error)))
    return FALSE;
  if (!write_book (c, source, fingerprints, path, &problem))
    return sx_delivery_explain (file, problem, error);
  return sx_delivery_stage_finish (g_steal_pointer (&stage), NULL, cancellable, error);
}
