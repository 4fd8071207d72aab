/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-balance-list.h"

#include "panels/sx-balance-line.h"
#include "panels/sx-indicator-heading.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"

struct _SxBalanceList
{
  GObject parent_instance;
  GtkListBox *list; /* NULL: closed */
  SxBalanceKind kind;
  GtkWidget *heading;
  GtkWidget *lines[SX_BALANCE_MAX_ROWS]; /* rows of the list; NULL: not there */
  SxResult *result;                      /* shown last, or NULL */
  gboolean is_preview, is_wanted;
};

G_DEFINE_FINAL_TYPE (SxBalanceList, sx_balance_list, G_TYPE_OBJECT)

static void
sx_balance_list_finalize (GObject *object)
{
  SxBalanceList *self = SX_BALANCE_LIST (object);

  g_clear_pointer (&self->result, sx_result_unref);
  G_OBJECT_CLASS (sx_balance_list_parent_class)->finalize (object);
}

static void
sx_balance_list_class_init (SxBalanceListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_balance_list_finalize;
}

static void
sx_balance_list_init (SxBalanceList *self)
{
}

SxBalanceList *
sx_balance_list_new (GtkListBox *list, SxBalanceKind kind)
{
  SxBalanceList *self = g_object_new (SX_TYPE_BALANCE_LIST, NULL);

  self->list = list;
  self->kind = kind;
  self->heading = sx_indicator_heading_new (kind == SX_BALANCE_ZONES ? _ ("Zones (Table 6)")
                                                                     : _ ("Land Use (Table 7)"));
  sx_indicator_heading_set_folded (SX_INDICATOR_HEADING (self->heading), TRUE);
  gtk_list_box_append (list, self->heading);
  return self;
}

void
sx_balance_list_close (SxBalanceList *self)
{
  if (!self->list)
    return;
  for (guint r = 0; r < SX_BALANCE_MAX_ROWS; r++)
    if (self->lines[r])
      gtk_list_box_remove (self->list, self->lines[r]);
  gtk_list_box_remove (self->list, self->heading);
  self->list = NULL;
}

/* ---- rows */

/* A row that holds something, before or after; a sum of two such, and the total. */
static gboolean
is_filled (const SxBalanceRow *rows, guint r, guint n, const SxBalance *balance)
{
  guint parts = 0;

  if (rows[r].codes)
    return balance->before[r] >= 0.5 || balance->after[r] >= 0.5;
  for (guint k = rows[r].sum_from; k <= rows[r].sum_to; k++)
    parts += rows[k].codes && is_filled (rows, k, n, balance);
  return parts > 1 || r + 1 == n;
}

/* Where the row stands in the list: behind the heading and those before it. */
static int
place_of (const SxBalanceList *self, guint r)
{
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->heading)) + 1;

  for (guint k = 0; k < r; k++)
    at += self->lines[k] != NULL;
  return at;
}

static void
show_lines (SxBalanceList *self)
{
  const SxBalance *balance = &self->result->balances[self->kind];
  guint n;
  const SxBalanceRow *rows = sx_balance_rows (self->kind, &n);
  g_autofree char *longest = sx_words_number (balance->before[n - 1] / 1e4, SX_BALANCE_DECIMALS);
  SxBalanceFigures before, after;

  sx_balance_figures (self->kind, balance->before, balance->after, &before, &after);
  for (guint r = 0; r < n; r++)
    {
      if (!self->lines[r] && is_filled (rows, r, n, balance))
        {
          self->lines[r] = sx_balance_line_new (&rows[r], (int)strlen (longest));
          gtk_list_box_insert (self->list, self->lines[r], place_of (self, r));
        }
      if (!self->lines[r])
        continue;
      sx_balance_line_show (SX_BALANCE_LINE (self->lines[r]), &before, &after, r, self->is_preview);
      /* a row that a preview empties stays under the eye */
      gtk_widget_set_visible (self->lines[r], self->is_preview || is_filled (rows, r, n, balance));
    }
}

static void
show_heading (SxBalanceList *self, const SxBalance *balance)
{
  guint n;
  g_autofree char *before = NULL, *after = NULL, *count = NULL, *what = NULL;

  sx_balance_rows (self->kind, &n);
  before = sx_words_number (balance->before[n - 1] / 1e4, SX_BALANCE_DECIMALS);
  after = sx_words_number (balance->after[n - 1] / 1e4, SX_BALANCE_DECIMALS);
  count = g_strdup_printf (_ ("%s ha"), after);
  what = g_str_equal (before, after) ? g_strdup_printf (_ ("Total %s ha, unchanged"), after)
                                     : g_strdup_printf (_ ("Total %s → %s ha"), before, after);
  sx_indicator_heading_set_count (SX_INDICATOR_HEADING (self->heading), count, what,
                                  !g_str_equal (before, after));
}

static void
update (SxBalanceList *self)
{
  const SxBalance *balance = &self->result->balances[self->kind];
  gboolean is_there = balance->is_there && self->is_wanted;

  gtk_widget_set_visible (self->heading, is_there);
  if (is_there)
    show_heading (self, balance);
  if (is_there && !sx_balance_list_is_folded (self))
    {
      show_lines (self);
      return;
    }
  for (guint r = 0; r < SX_BALANCE_MAX_ROWS; r++)
    if (self->lines[r])
      gtk_widget_set_visible (self->lines[r], FALSE);
}

void
sx_balance_list_show (SxBalanceList *self, SxResult *result, gboolean is_preview, gboolean is_wanted)
{
  if (self->result != result)
    {
      g_clear_pointer (&self->result, sx_result_unref);
      self->result = sx_result_ref (result);
    }
  self->is_preview = is_preview;
  self->is_wanted = is_wanted;
  update (self);
}

gboolean
sx_balance_list_has_heading (SxBalanceList *self, gpointer row)
{
  return row == (gpointer)self->heading;
}

gboolean
sx_balance_list_is_folded (SxBalanceList *self)
{
  return sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (self->heading));
}

void
sx_balance_list_set_folded (SxBalanceList *self, gboolean is_folded)
{
  sx_indicator_heading_set_folded (SX_INDICATOR_HEADING (self->heading), is_folded);
  if (self->result)
    update (self);
}
