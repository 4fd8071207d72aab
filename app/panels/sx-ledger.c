/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-ledger.h"

#include <math.h>

#include "sx-app-words.h"

#include "base/sx-i18n.h"

typedef enum
{
  CELL_IN,
  CELL_OUT,
  CELL_BALANCE,
  CELL_SCALE,
  CELL_MULTIPLIER,
  CELL_RESERVE,
  N_CELLS,
} Cell;

struct _SxLedger
{
  GtkWidget parent_instance;
  GtkWidget *grid;
  GtkWidget *cell[N_CELLS]; /* with a caption, a value and a note */
  GtkLabel *value[N_CELLS], *note[N_CELLS];
};

G_DEFINE_FINAL_TYPE (SxLedger, sx_ledger, GTK_TYPE_WIDGET)

static const char *const names[N_CELLS] = { "in", "out", "balance", "scale", "multiplier", "reserve" };

static void
sx_ledger_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_LEDGER);
  G_OBJECT_CLASS (sx_ledger_parent_class)->dispose (object);
}

static void
sx_ledger_class_init (SxLedgerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_ledger_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-ledger.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxLedger, grid);
  for (Cell cell = 0; cell < N_CELLS; cell++)
    {
      static const char *const parts[] = { "cell", "value", "note" };
      const gssize offsets[] = { G_STRUCT_OFFSET (SxLedger, cell), G_STRUCT_OFFSET (SxLedger, value),
                                 G_STRUCT_OFFSET (SxLedger, note) };

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        {
          g_autofree char *id = g_strconcat (names[cell], "_", parts[i], NULL);

          gtk_widget_class_bind_template_child_full (widget_class, id, FALSE,
                                                     offsets[i] + (gssize)(cell * sizeof (gpointer)));
        }
    }
}

static void
sx_ledger_init (SxLedger *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_words (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words) != 0)
    gtk_label_set_label (label, words);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean is_on)
{
  if (gtk_widget_has_css_class (widget, name) == is_on)
    return;
  if (is_on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Takes the note, which may be NULL. */
static void
show_cell (SxLedger *self, Cell cell, double value, int decimals, char *note, gboolean is_bad,
           gboolean is_preview)
{
  g_autofree char *text = sx_words_number (value, decimals);
  g_autofree char *words = note;

  set_words (self->value[cell], text);
  set_words (self->note[cell], words ? words : "");
  set_class (self->cell[cell], "bad", is_bad);
  set_class (self->cell[cell], "preview", is_preview);
}

static gboolean
is_moved (double shown, double settled, const SxResult *one, const SxResult *other)
{
  return other && one != other && shown != settled && !(isnan (shown) && isnan (settled));
}

/* Urban land scattered outside the boundary counts as taken in (indicators.md, 14): with it the ledger adds
 * up. Owned by the caller; NULL: there is none. */
static char *
scattered_words (const SxResult *result, double balance, int decimals)
{
  double scattered = balance - (result->increment_in - result->increment_out);
  g_autofree char *size = NULL;

  if (!(fabs (scattered) >= 0.5 * pow (10, -decimals)))
    return NULL;
  size = sx_words_number (scattered, decimals);
  return g_strdup_printf (_ ("+ scattered %s"), size);
}

static void
show_increment (SxLedger *self, const SxResult *shown, const SxResult *settled)
{
  const SxIndicatorValue *balance = sx_result_find (shown, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE);
  const SxIndicatorValue *old
      = settled ? sx_result_find (settled, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE) : NULL;
  int decimals = balance->rule->decimals;
  gboolean is_over = balance->verdict == SX_VERDICT_FAIL;
  g_autofree char *size = sx_words_number (fabs (balance->after), decimals);

  show_cell (self, CELL_IN, shown->increment_in, decimals, scattered_words (shown, balance->after, decimals),
             FALSE, settled && is_moved (shown->increment_in, settled->increment_in, shown, settled));
  show_cell (self, CELL_OUT, shown->increment_out, decimals, NULL, FALSE,
             settled && is_moved (shown->increment_out, settled->increment_out, shown, settled));
  show_cell (self, CELL_BALANCE, balance->after, decimals,
             isnan (balance->after) ? NULL
                                    : g_strdup_printf (is_over ? _ ("%s overdrawn") : _ ("%s left"), size),
             is_over, old && is_moved (balance->after, old->after, shown, settled));
}

/* A row of the result that is held to a limit. */
static void
show_limited (SxLedger *self, Cell cell, const SxResult *shown, const SxResult *settled, SxMeasure measure,
              double limit)
{
  const SxIndicatorValue *value = sx_result_find (shown, measure);
  const SxIndicatorValue *old = settled ? sx_result_find (settled, measure) : NULL;
  g_autofree char *text = NULL;
  char *note = NULL;

  if (!value)
    {
      gtk_widget_set_visible (self->cell[cell], FALSE);
      return;
    }
  text = sx_words_number (limit, value->rule->decimals);
  if (isfinite (limit))
    /* Translators: what a number of the ledger may be at most */
    note = g_strdup_printf (_ ("limit %s"), text);
  gtk_widget_set_visible (self->cell[cell], TRUE);
  show_cell (self, cell, value->after, value->rule->decimals, note, value->verdict == SX_VERDICT_FAIL,
             old && is_moved (value->after, old->after, shown, settled));
}

static void
show_reserve (SxLedger *self, const SxResult *shown, const SxResult *settled)
{
  const SxIndicatorValue *scale = sx_result_find (shown, SX_MEASURE_RESERVE_SCALE);
  const SxIndicatorValue *ratio = sx_result_find (shown, SX_MEASURE_RESERVE_RATIO);
  const SxIndicatorValue *old = settled ? sx_result_find (settled, SX_MEASURE_RESERVE_SCALE) : NULL;
  char *note = NULL;

  gtk_widget_set_visible (self->cell[CELL_RESERVE], scale != NULL);
  if (!scale)
    return;
  if (ratio && isfinite (ratio->after))
    {
      g_autofree char *share = sx_words_number (ratio->after, ratio->rule->decimals);
      g_autofree char *limit = sx_words_number (ratio->target, 0);

      note = g_strdup_printf (_ ("%s %%, limit %s %%"), share, limit);
    }
  show_cell (self, CELL_RESERVE, scale->after, scale->rule->decimals, note, scale->verdict == SX_VERDICT_FAIL,
             old && is_moved (scale->after, old->after, shown, settled));
}

void
sx_ledger_show (SxLedger *self, const SxResult *shown, const SxResult *settled)
{
  const SxIndicatorValue *scale, *multiplier;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          shown && sx_result_find (shown, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE));
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  show_increment (self, shown, settled);
  scale = sx_result_find (shown, SX_MEASURE_BOUNDARY_EXPANSION_SCALE);
  multiplier = sx_result_find (shown, SX_MEASURE_BOUNDARY_MULTIPLIER);
  show_limited (self, CELL_SCALE, shown, settled, SX_MEASURE_BOUNDARY_EXPANSION_SCALE,
                scale ? scale->before : (double)NAN);
  show_limited (self, CELL_MULTIPLIER, shown, settled, SX_MEASURE_BOUNDARY_MULTIPLIER,
                multiplier ? multiplier->before : (double)NAN);
  show_reserve (self, shown, settled);
}
