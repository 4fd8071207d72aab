/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-comparison-workbook.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "base/sx-text.h"
#include "base/sx-units.h"
#include "evaluate/sx-result-words.h"
#include "export/sx-delivery-stage.h"
#include "export/sx-delivery.h"
#include "export/sx-tables.h"

#define MAX_DECIMALS 6
#define AREA_DECIMALS 4 /* of hectares */
#define ACCOUNT_DECIMALS 4
#define DIFFERS_FILL 0xFFF4CE
#define HEAD_FILL 0xE8E8E8
#define TITLE_ROWS 2 /* the sheet's title, and which scheme is which */

/* How a cell looks: a text or a number of so many decimals, in a row that differs or not, the better of two
 * or not. */
typedef enum
{
  LOOK_TEXT = MAX_DECIMALS + 1,
  N_LOOKS,
} Look;

typedef struct
{
  lxw_workbook *book;
  lxw_format *title, *note, *head;
  lxw_format *looks[N_LOOKS][2][2]; /* by look, differs, best */
} Book;

/* A sheet that is written row by row. */
typedef struct
{
  const Book *book;
  lxw_worksheet *sheet;
  lxw_row_t row;
  lxw_col_t column;
  gboolean differs; /* the row that is being written */
} Sheet;

/* ---- formats */

static lxw_format *
new_format (lxw_workbook *book)
{
  lxw_format *format = workbook_add_format (book);

  format_set_font_size (format, 10);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

static lxw_format *
new_look (lxw_workbook *book, guint look, gboolean differs, gboolean is_best)
{
  lxw_format *format = new_format (book);
  char decimals[12] = "0.000000";

  format_set_border (format, LXW_BORDER_THIN);
  if (look == LOOK_TEXT)
    format_set_text_wrap (format);
  else
    {
      decimals[look ? 2 + look : 1] = '\0';
      format_set_num_format (format, decimals);
    }
  if (differs)
    format_set_bg_color (format, DIFFERS_FILL);
  if (is_best)
    format_set_bold (format);
  return format;
}

static void
make_formats (Book *self)
{
  self->title = new_format (self->book);
  format_set_font_size (self->title, 14);
  format_set_bold (self->title);
  self->note = new_format (self->book);
  self->head = new_format (self->book);
  format_set_bold (self->head);
  format_set_border (self->head, LXW_BORDER_THIN);
  format_set_bg_color (self->head, HEAD_FILL);
  format_set_text_wrap (self->head);
  format_set_align (self->head, LXW_ALIGN_CENTER);
  for (guint look = 0; look < N_LOOKS; look++)
    for (guint i = 0; i < 4; i++)
      self->looks[look][i / 2][i % 2] = new_look (self->book, look, i / 2, i % 2);
}

/* ---- cells */

static void
end_row (Sheet *self)
{
  self->row++;
  self->column = 0;
  self->differs = FALSE;
}

static void
put_with (Sheet *self, const char *text, lxw_format *format)
{
  g_autofree char *clean = sx_text_clean (text ? text : "");

  worksheet_write_string (self->sheet, self->row, self->column++, clean, format);
}

static void
put_text (Sheet *self, const char *text)
{
  put_with (self, text, self->book->looks[LOOK_TEXT][self->differs][0]);
}

/* NAN: the cell stays empty. */
static void
put_number (Sheet *self, double number, int decimals, gboolean is_best)
{
  lxw_format *format = self->book->looks[CLAMP (decimals, 0, MAX_DECIMALS)][self->differs][is_best];

  if (isnan (number))
    worksheet_write_blank (self->sheet, self->row, self->column, format);
  else
    worksheet_write_number (self->sheet, self->row, self->column, number, format);
  self->column++;
}

static void
put_head (Sheet *self, const char *const *heads)
{
  for (guint i = 0; heads[i]; i++)
    put_with (self, heads[i], self->book->head);
  end_row (self);
}

static Sheet
begin_sheet (const Book *book, const SxComparison *c, const char *name, const char *title)
{
  Sheet self = { book, workbook_add_worksheet (book->book, name), 0, 0, FALSE };
  g_autofree char *which = g_strdup_printf (_ ("A: %s    B: %s"), c->name[0], c->name[1]);

  put_with (&self, title, book->title);
  end_row (&self);
  put_with (&self, which, book->note);
  end_row (&self);
  worksheet_set_landscape (self.sheet);
  worksheet_set_paper (self.sheet, 9); /* A4 */
  worksheet_fit_to_pages (self.sheet, 1, 0);
  worksheet_freeze_panes (self.sheet, TITLE_ROWS + 1, 0);
  return self;
}

static void
set_widths (Sheet *self, const double *widths, guint n)
{
  for (guint i = 0; i < n; i++)
    worksheet_set_column (self->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
}

/* ---- indicators */

static void
put_verdict (Sheet *self, SxVerdict verdict)
{
  g_autofree char *text
      = g_strdup_printf ("%s %s", sx_words_verdict_symbol (verdict), sx_words_verdict (verdict));

  put_text (self, text);
}

static void
put_indicator (Sheet *self, const SxComparisonRow *row)
{
  const SxIndicatorRule *rule = row->rule;

  self->differs = row->differs;
  put_text (self, sx_words_group (rule->group));
  put_text (self, sx_locale_is_chinese () ? rule->label_zh : rule->label_en);
  put_text (self, sx_words_unit (rule->unit));
  put_number (self, row->value[0]->before, rule->decimals, FALSE);
  for (gint side = 0; side < SX_COMPARISON_SIDES; side++)
    put_number (self, row->value[side]->after, rule->decimals, row->best == side);
  put_number (self, row->difference, rule->decimals, FALSE);
  for (gint side = 0; side < SX_COMPARISON_SIDES; side++)
    put_verdict (self, row->value[side]->verdict);
  put_text (self, row->best == SX_COMPARISON_NONE ? "" : row->best == 0 ? "A" : "B");
  put_text (self, row->differs ? "≠" : "=");
  end_row (self);
}

static void
write_indicators (const Book *book, const SxComparison *c)
{
  const char *const heads[]
      = { _ ("Group"),    _ ("Indicator"), _ ("Unit"),      _ ("Before"), _ ("A after"), _ ("B after"),
          _ ("B less A"), _ ("Verdict A"), _ ("Verdict B"), _ ("Better"), _ ("Differs"), NULL };
  static const double widths[] = { 14, 40, 10, 14, 14, 14, 14, 14, 14, 8, 8 };
  Sheet sheet = begin_sheet (book, c, _ ("Indicators"), _ ("Two schemes side by side: indicators"));

  set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  put_head (&sheet, heads);
  for (guint i = 0; i < c->rows->len; i++)
    put_indicator (&sheet, &g_array_index (c->rows, SxComparisonRow, i));
  worksheet_autofilter (sheet.sheet, TITLE_ROWS, 0, MAX (sheet.row, TITLE_ROWS + 1) - 1,
                        G_N_ELEMENTS (widths) - 1);
}

/* ---- ledgers */

static void
put_situation (Sheet *self, const SxComparisonLedger *row)
{
  g_autofree char *line = sx_words_line_direction (row->line, row->direction);

  self->differs = row->n[0] != row->n[1] || fabs (row->area[0] - row->area[1]) > 1e-4;
  put_text (self, line);
  put_text (self, row->situation ? row->situation : "–");
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      put_number (self, row->n[side], 0, FALSE);
      put_number (self, row->area[side] / SX_HA_M2, AREA_DECIMALS, FALSE);
    }
  end_row (self);
}

static void
write_ledgers (const Book *book, const SxComparison *c)
{
  const char *const heads[] = { _ ("Item"), _ ("Unit"), "A", "B", _ ("B less A"), NULL };
  const char *const by_situation[] = {
    _ ("Line and direction"), _ ("Situation"), _ ("A plots"), _ ("A ha"), _ ("B plots"), _ ("B ha"), NULL
  };
  static const double widths[] = { 30, 14, 14, 14, 14, 14 };
  Sheet sheet = begin_sheet (book, c, _ ("Ledgers"), _ ("Two schemes side by side: ledgers"));

  set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  put_head (&sheet, heads);
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    {
      const SxComparisonAccount *account = &c->accounts[i];

      sheet.differs = account->differs;
      put_text (&sheet, sx_account_words (i));
      put_text (&sheet, sx_words_unit (account->unit));
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        put_number (&sheet, account->value[side], ACCOUNT_DECIMALS, FALSE);
      put_number (&sheet, account->difference, ACCOUNT_DECIMALS, FALSE);
      end_row (&sheet);
    }
  end_row (&sheet);
  put_head (&sheet, by_situation);
  for (guint i = 0; i < c->ledger->len; i++)
    put_situation (&sheet, c->ledger->pdata[i]);
}

/* ---- plots */

static void
put_plot (Sheet *self, const SxComparisonPlot *plot)
{
  const SxAdjustment *any = plot->adjustment[0] ? plot->adjustment[0] : plot->adjustment[1];
  g_autofree char *line = sx_words_line_direction (any->line, any->direction);

  self->differs = plot->state != SX_PLOT_SAME;
  put_text (self, sx_comparison_plot_words (plot));
  put_text (self, line);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      const SxAdjustment *item = plot->adjustment[side];

      put_number (self, item ? (double)item->fid : (double)NAN, 0, FALSE);
      put_text (self, item ? item->name : NULL);
      put_text (self, item ? item->situation : NULL);
      put_number (self, plot->area[side] / SX_HA_M2, AREA_DECIMALS, FALSE);
    }
  end_row (self);
}

static void
write_plots (const Book *book, const SxComparison *c)
{
  const char *const heads[]
      = { _ ("State"), _ ("Line and direction"), _ ("A number"), _ ("A name"),      _ ("A situation"),
          _ ("A ha"),  _ ("B number"),           _ ("B name"),   _ ("B situation"), _ ("B ha"),
          NULL };
  static const double widths[] = { 14, 18, 9, 26, 9, 14, 9, 26, 9, 14 };
  Sheet sheet = begin_sheet (book, c, _ ("Plots"), _ ("Two schemes side by side: plots"));

  set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  put_head (&sheet, heads);
  for (guint i = 0; i < c->plots->len; i++)
    put_plot (&sheet, c->plots->pdata[i]);
  worksheet_autofilter (sheet.sheet, TITLE_ROWS, 0, MAX (sheet.row, TITLE_ROWS + 1) - 1,
                        G_N_ELEMENTS (widths) - 1);
}

/* ---- conflicts */

static void
write_conflicts (const Book *book, const SxComparison *c)
{
  const char *const heads[]
      = { _ ("Conflict"), _ ("Severity"), _ ("A count"), _ ("A ha"), _ ("B count"), _ ("B ha"), NULL };
  static const double widths[] = { 60, 10, 9, 14, 9, 14 };
  Sheet sheet = begin_sheet (book, c, _ ("Conflicts"), _ ("Two schemes side by side: conflicts"));

  set_widths (&sheet, widths, G_N_ELEMENTS (widths));
  put_head (&sheet, heads);
  for (guint i = 0; i < c->conflicts->len; i++)
    {
      const SxComparisonConflict *row = &g_array_index (c->conflicts, SxComparisonConflict, i);

      sheet.differs = row->n[0] != row->n[1] || fabs (row->area[0] - row->area[1]) > 1e-4;
      put_text (&sheet, sx_locale_is_chinese () ? row->rule->text_zh : row->rule->text_en);
      put_text (&sheet, sx_words_severity (row->rule->severity));
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        {
          put_number (&sheet, row->n[side], 0, FALSE);
          put_number (&sheet, row->area[side] / SX_HA_M2, AREA_DECIMALS, FALSE);
        }
      end_row (&sheet);
    }
}

/* ---- what it was made from */

static void
put_pair (Sheet *self, const char *what, const char *text)
{
  put_with (self, what, self->book->head);
  put_text (self, text);
  end_row (self);
}

static void
write_about (const Book *book, const SxComparison *c, const SxComparisonSource *source,
             char *const *fingerprints)
{
  const SxRuleProfile *rules = c->result[0]->rules;
  Sheet sheet = { book, workbook_add_worksheet (book->book, _ ("About")), 0, 0, FALSE };
  g_autofree char *name = g_path_get_basename (source->plan->file);
  g_autofree char *file = g_filename_display_name (name);
  g_autofree char *title
      = g_strdup_printf ("%s (%s)", sx_locale_is_chinese () ? rules->title_zh : rules->title_en, rules->id);
  g_autofree char *differs
      = g_strdup_printf (_ ("%u of %u indicators and %u of %u plots differ"), c->n_rows_differ, c->rows->len,
                         c->n_plots_differ, c->plots->len);

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
  Book book = { .book = workbook_new (path) };
  lxw_error status;

  if (!book.book)
    {
      g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("the workbook cannot be made"));
      return FALSE;
    }
  make_formats (&book);
  write_indicators (&book, c);
  write_ledgers (&book, c);
  write_plots (&book, c);
  write_conflicts (&book, c);
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
