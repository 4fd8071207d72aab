/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-comparison-report.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "base/sx-text.h"
#include "base/sx-units.h"
#include "cli/sx-json-writer.h"
#include "cli/sx-result-json.h"
#include "cli/sx-text-table.h"
#include "evaluate/sx-result-words.h"

/* ---- JSON */

static void
write_numbers (SxJsonWriter *out, const char *key, const double *numbers)
{
  sx_json_writer_begin_array (out, key);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    sx_json_writer_number (out, NULL, numbers[side]);
  sx_json_writer_end (out);
}

static void
write_counts (SxJsonWriter *out, const char *key, const guint *numbers)
{
  sx_json_writer_begin_array (out, key);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    sx_json_writer_integer (out, NULL, numbers[side]);
  sx_json_writer_end (out);
}

static void
write_texts (SxJsonWriter *out, const char *key, const char *first, const char *second)
{
  sx_json_writer_begin_array (out, key);
  sx_json_writer_string (out, NULL, first);
  sx_json_writer_string (out, NULL, second);
  sx_json_writer_end (out);
}

static void
write_row (SxJsonWriter *out, const SxComparison *c, const SxComparisonRow *row)
{
  const SxIndicatorValue *a = row->value[0], *b = row->value[1];

  sx_json_writer_begin_object (out, NULL);
  sx_json_writer_string (out, "id", row->rule->id);
  sx_json_writer_string (out, "group", row->rule->group);
  sx_json_writer_string (out, "label", sx_locale_is_chinese () ? row->rule->label_zh : row->rule->label_en);
  sx_json_writer_string (out, "unit", row->rule->unit);
  sx_json_writer_number (out, "before", a->before);
  write_numbers (out, "after", (double[]){ a->after, b->after });
  sx_json_writer_number (out, "difference", row->difference);
  write_texts (out, "verdict", sx_verdict_name (a->verdict), sx_verdict_name (b->verdict));
  write_texts (out, "message", a->message, b->message);
  sx_json_writer_boolean (out, "differs", row->differs);
  sx_json_writer_string (out, "best", row->best == SX_COMPARISON_NONE ? NULL : c->name[row->best]);
  sx_json_writer_end (out);
}

static void
write_ledgers (SxJsonWriter *out, const SxComparison *c)
{
  sx_json_writer_begin_array (out, "ledger");
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    {
      sx_json_writer_begin_object (out, NULL);
      sx_json_writer_string (out, "id", sx_account_name (i));
      sx_json_writer_string (out, "unit", c->accounts[i].unit);
      write_numbers (out, "value", c->accounts[i].value);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
  sx_json_writer_begin_array (out, "situations");
  for (guint i = 0; i < c->ledger->len; i++)
    {
      const SxComparisonLedger *row = c->ledger->pdata[i];

      sx_json_writer_begin_object (out, NULL);
      sx_json_writer_string (out, "line", sx_line_name (row->line));
      sx_json_writer_string (out, "direction", sx_direction_name (row->direction));
      sx_json_writer_string (out, "situation", row->situation);
      write_counts (out, "plots", row->n);
      write_numbers (out, "area", row->area);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
}

/* The members that all kinds of items have. id: "adjustment", "road", "reclass"; size: "area", "length". */
static void
write_item (SxJsonWriter *out, const SxComparisonItem *item, const char *id, const char *size)
{
  sx_json_writer_begin_array (out, id);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    if (item->item[side])
      sx_json_writer_integer (out, NULL, sx_item_fid (item->kind, item->item[side]));
    else
      sx_json_writer_string (out, NULL, NULL);
  sx_json_writer_end (out);
  write_numbers (out, size, item->size);
}

static void
end_item (SxJsonWriter *out, const SxComparisonItem *item)
{
  gconstpointer a = item->item[0], b = item->item[1];

  write_texts (out, "name", a ? sx_item_name (item->kind, a) : NULL, b ? sx_item_name (item->kind, b) : NULL);
  sx_json_writer_boolean (out, "ground_differs", item->ground_differs);
  sx_json_writer_end (out);
}

static void
write_plot (SxJsonWriter *out, const SxComparisonItem *item)
{
  const SxAdjustment *a = item->item[0], *b = item->item[1], *any = sx_comparison_item_any (item);

  sx_json_writer_string (out, "line", sx_line_name (any->line));
  sx_json_writer_string (out, "direction", sx_direction_name (any->direction));
  write_item (out, item, "adjustment", "area");
  write_texts (out, "situation", a ? a->situation : NULL, b ? b->situation : NULL);
}

static void
write_reclass (SxJsonWriter *out, const SxComparisonItem *item)
{
  const SxReclass *a = item->item[0], *b = item->item[1], *any = sx_comparison_item_any (item);

  sx_json_writer_string (out, "layer", any->layer == SX_RECLASS_GHFQ ? "GHFQ" : "GHYDYH");
  write_item (out, item, "reclass", "area");
  write_texts (out, "code", a ? a->code : NULL, b ? b->code : NULL);
}

static void
write_road (SxJsonWriter *out, const SxComparisonItem *item)
{
  const SxRoad *a = item->item[0], *b = item->item[1], *any = sx_comparison_item_any (item);

  sx_json_writer_string (out, "action", any->is_removal ? "remove" : "add");
  write_item (out, item, "road", "length");
  write_texts (out, "grade", a ? a->grade : NULL, b ? b->grade : NULL);
}

static void
write_items (SxJsonWriter *out, const SxComparison *c, const char *key, SxItemKind kind,
             void (*write) (SxJsonWriter *out, const SxComparisonItem *item))
{
  sx_json_writer_begin_array (out, key);
  for (guint i = 0; i < c->items->len; i++)
    {
      const SxComparisonItem *item = c->items->pdata[i];

      if (item->kind != kind)
        continue;
      sx_json_writer_begin_object (out, NULL);
      sx_json_writer_string (out, "state", sx_compared_name (item->state));
      write (out, item);
      end_item (out, item);
    }
  sx_json_writer_end (out);
}

static void
write_said (SxJsonWriter *out, const SxComparison *c, gboolean judgements)
{
  sx_json_writer_begin_array (out, judgements ? "judgements" : "parameters");
  for (guint i = 0; i < c->texts->len; i++)
    {
      const SxComparisonText *text = c->texts->pdata[i];

      if (text->is_judgement != judgements)
        continue;
      sx_json_writer_begin_object (out, NULL);
      sx_json_writer_string (out, "state", sx_compared_name (text->state));
      sx_json_writer_string (out, judgements ? "indicator" : "key", text->key);
      write_texts (out, judgements ? "verdict" : "value", text->value[0], text->value[1]);
      if (judgements)
        write_texts (out, "reason", text->reason[0], text->reason[1]);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
}

static void
write_conflicts (SxJsonWriter *out, const SxComparison *c)
{
  sx_json_writer_begin_array (out, "conflicts");
  for (guint i = 0; i < c->conflicts->len; i++)
    {
      const SxComparisonConflict *row = &g_array_index (c->conflicts, SxComparisonConflict, i);

      sx_json_writer_begin_object (out, NULL);
      sx_json_writer_string (out, "rule", row->rule->id);
      sx_json_writer_string (out, "severity", row->rule->severity == SX_SEVERITY_ERROR ? "error" : "warning");
      write_counts (out, "count", row->n);
      write_numbers (out, "area", row->area);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
}

char *
sx_comparison_to_json (const SxComparison *c, const SxOpenedPlan *opened)
{
  g_autoptr (SxJsonWriter) out = sx_json_writer_new (TRUE);

  sx_json_writer_begin_object (out, NULL);
  sx_result_write_plan (out, opened);
  sx_json_writer_string (out, "rules", c->result[0]->rules->id);
  write_texts (out, "schemes", c->name[0], c->name[1]);
  sx_json_writer_begin_array (out, "indicators");
  for (guint i = 0; i < c->rows->len; i++)
    write_row (out, c, &g_array_index (c->rows, SxComparisonRow, i));
  sx_json_writer_end (out);
  write_ledgers (out, c);
  write_items (out, c, "plots", SX_ITEM_ADJUSTMENT, write_plot);
  write_conflicts (out, c);
  write_items (out, c, "reclasses", SX_ITEM_RECLASS, write_reclass);
  write_items (out, c, "roads", SX_ITEM_ROAD, write_road);
  write_said (out, c, TRUE);
  write_said (out, c, FALSE);
  return sx_json_writer_take (out);
}

/* ---- text */

/* A side's value, marked where it is the better one. */
static char *
value_cell (double number, int decimals, gboolean is_best)
{
  g_autofree char *text = sx_text_number (number, decimals);

  return g_strconcat (text, is_best ? " ★" : "  ", NULL);
}

static void
append_head (GString *out, const SxComparison *c, const SxOpenedPlan *opened)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("ll");
  g_autofree char *file = g_path_get_basename (opened->plan->file);
  g_autofree char *rows = sx_comparison_summary (c);
  g_auto (GStrv) flaws = sx_opened_plan_flaws (opened);

  sx_text_table_add_line (table, _ ("Two schemes side by side"));
  sx_text_table_add_row (table, (const char *[]){ _ ("Plan"), file });
  sx_text_table_add_row (table, (const char *[]){ "A", c->name[0] });
  sx_text_table_add_row (table, (const char *[]){ "B", c->name[1] });
  sx_text_table_add_row (table, (const char *[]){ _ ("Differences"), rows });
  for (guint i = 0; flaws[i]; i++)
    sx_text_table_add_row (table, (const char *[]){ _ ("Attention"), flaws[i] });
  sx_text_table_append_to (table, out);
}

static void
add_row (SxTextTable *table, const SxComparisonRow *row)
{
  const SxIndicatorValue *a = row->value[0], *b = row->value[1];
  g_autofree char *before = sx_text_number (a->before, row->rule->decimals);
  g_autofree char *first = value_cell (a->after, row->rule->decimals, row->best == 0);
  g_autofree char *second = value_cell (b->after, row->rule->decimals, row->best == 1);
  g_autofree char *difference
      = row->differs ? sx_text_change (row->difference, row->rule->decimals) : g_strdup ("=");
  g_autofree char *va
      = g_strdup_printf ("%s %s", sx_words_verdict_symbol (a->verdict), sx_words_verdict (a->verdict));
  g_autofree char *vb
      = g_strdup_printf ("%s %s", sx_words_verdict_symbol (b->verdict), sx_words_verdict (b->verdict));

  sx_text_table_add_row (table, (const char *[]){ row->differs ? "≠" : "",
                                                  sx_locale_is_chinese () ? row->rule->label_zh
                                                                          : row->rule->label_en,
                                                  before, first, second, difference,
                                                  sx_words_unit (row->rule->unit), va, vb });
}

static void
append_indicators (GString *out, const SxComparison *c)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("llrrrrlll");

  sx_text_table_add_line (table, "");
  sx_text_table_add_row (table,
                         (const char *[]){ "", _ ("Indicator"), _ ("Before"), _ ("A after"), _ ("B after"),
                                           _ ("B less A"), _ ("Unit"), _ ("Verdict A"), _ ("Verdict B") });
  for (guint i = 0; i < c->rows->len; i++)
    add_row (table, &g_array_index (c->rows, SxComparisonRow, i));
  sx_text_table_append_to (table, out);
}

static void
append_ledger (GString *out, const SxComparison *c)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("llrrl");

  sx_text_table_add_line (table, "");
  sx_text_table_add_row (table, (const char *[]){ _ ("Increment ledger"), "", "A", "B", "" });
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    {
      g_autofree char *first = sx_text_number (c->accounts[i].value[0], 4);
      g_autofree char *second = sx_text_number (c->accounts[i].value[1], 4);

      sx_text_table_add_row (table, (const char *[]){ "", sx_account_words (i), first, second,
                                                      sx_words_unit (c->accounts[i].unit) });
    }
  sx_text_table_append_to (table, out);
}

static char *
plots_cell (guint n, double area)
{
  g_autofree char *hectares = sx_text_number (area / SX_HA_M2, 4);

  return g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u plot, %s ha", "%u plots, %s ha", n), n, hectares);
}

static void
append_situations (GString *out, const SxComparison *c)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("lllrr");

  if (c->ledger->len == 0)
    return;
  sx_text_table_add_line (table, "");
  sx_text_table_add_row (table, (const char *[]){ _ ("By situation"), "", "", "A", "B" });
  for (guint i = 0; i < c->ledger->len; i++)
    {
      const SxComparisonLedger *row = c->ledger->pdata[i];
      g_autofree char *line = sx_words_line_direction (row->line, row->direction);
      g_autofree char *first = plots_cell (row->n[0], row->area[0]);
      g_autofree char *second = plots_cell (row->n[1], row->area[1]);

      sx_text_table_add_row (table, (const char *[]){ "", line, row->situation ? row->situation : "–", first,
                                                      second });
    }
  sx_text_table_append_to (table, out);
}

/* "5.1000" ha, of a road "1.234 km"; the table's heading names hectares. */
static char *
size_cell (const SxComparisonItem *item, guint side)
{
  g_autofree char *length = NULL;

  if (item->kind != SX_ITEM_ROAD || !item->item[side])
    return sx_text_number (item->size[side] / SX_HA_M2, 4);
  length = sx_text_number (item->size[side] / 1000, 3);
  return g_strdup_printf (_ ("%s km"), length);
}

/* What it is, with the code that a reclassification gives. */
static char *
item_cell (const SxComparisonItem *item, guint side)
{
  g_autofree char *words = NULL;

  if (!item->item[side])
    return NULL;
  words = sx_words_item (item->kind, item->item[side]);
  return item->kind == SX_ITEM_RECLASS
             ? g_strdup_printf ("%s → %s", words, ((const SxReclass *)item->item[side])->code)
             : g_steal_pointer (&words);
}

static void
add_item (SxTextTable *table, const SxComparisonItem *item)
{
  g_autofree char *first = item_cell (item, 0);
  g_autofree char *second = item_cell (item, 1);
  g_autofree char *first_size = size_cell (item, 0);
  g_autofree char *second_size = size_cell (item, 1);

  sx_text_table_add_row (table, (const char *[]){ "", sx_comparison_item_words (item), first, first_size,
                                                  second, second_size });
}

/* "pass: the reason", or the figure. */
static char *
said_cell (const SxComparisonText *text, guint side)
{
  const char *value = sx_comparison_text_value_words (text, side);

  if (!value || !text->reason[side] || !*text->reason[side])
    return g_strdup (value);
  return g_strdup_printf (_ ("%s: %s"), value, text->reason[side]);
}

static void
add_said (SxTextTable *table, const SxComparisonText *text)
{
  g_autofree char *title = sx_comparison_text_title (text);
  g_autofree char *first = said_cell (text, 0);
  g_autofree char *second = said_cell (text, 1);

  sx_text_table_add_row (table,
                         (const char *[]){ "", sx_comparison_text_words (text), title, first, second });
}

static void
append_items (GString *out, const SxComparison *c)
{
  g_autoptr (SxTextTable) items = sx_text_table_new ("lllrlr"), texts = sx_text_table_new ("lllll");
  guint n_items = 0, n_texts = 0;

  sx_text_table_add_line (items, "");
  sx_text_table_add_row (items, (const char *[]){ _ ("Items that differ"), "", "A", sx_words_unit ("ha"), "B",
                                                  sx_words_unit ("ha") });
  for (guint i = 0; i < c->items->len; i++)
    if (((SxComparisonItem *)c->items->pdata[i])->state != SX_COMPARED_SAME && ++n_items)
      add_item (items, c->items->pdata[i]);
  sx_text_table_add_line (texts, "");
  sx_text_table_add_row (texts,
                         (const char *[]){ _ ("Judgements and figures that differ"), "", "", "A", "B" });
  for (guint i = 0; i < c->texts->len; i++)
    if (((SxComparisonText *)c->texts->pdata[i])->state != SX_COMPARED_SAME && ++n_texts)
      add_said (texts, c->texts->pdata[i]);
  if (n_items > 0)
    sx_text_table_append_to (items, out);
  if (n_texts > 0)
    sx_text_table_append_to (texts, out);
}

static void
append_conflicts (GString *out, const SxComparison *c)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("lllrr");

  if (c->conflicts->len == 0)
    return;
  sx_text_table_add_line (table, "");
  sx_text_table_add_row (table, (const char *[]){ _ ("Conflicts"), "", "", "A", "B" });
  for (guint i = 0; i < c->conflicts->len; i++)
    {
      const SxComparisonConflict *row = &g_array_index (c->conflicts, SxComparisonConflict, i);
      g_autofree char *first = g_strdup_printf ("%u", row->n[0]);
      g_autofree char *second = g_strdup_printf ("%u", row->n[1]);

      sx_text_table_add_row (table, (const char *[]){ "", sx_words_severity (row->rule->severity),
                                                      sx_locale_is_chinese () ? row->rule->text_zh
                                                                              : row->rule->text_en,
                                                      first, second });
    }
  sx_text_table_append_to (table, out);
}

char *
sx_comparison_to_text (const SxComparison *c, const SxOpenedPlan *opened)
{
  GString *out = g_string_new (NULL);

  append_head (out, c, opened);
  append_indicators (out, c);
  append_ledger (out, c);
  append_situations (out, c);
  append_items (out, c);
  append_conflicts (out, c);
  g_string_append_printf (out, "\n%s\n", _ ("★ the better value; ≠ differs"));
  return g_string_free (out, FALSE);
}
