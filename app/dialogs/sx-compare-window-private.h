/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */
#pragma once

#include "dialogs/sx-compare-table.h"
#include "dialogs/sx-compare-window.h"
#include "map/sx-compare-maps.h"

#define SX_N_SIDES SX_COMPARISON_SIDES

struct _SxCompareWindow
{
  AdwWindow parent_instance;

  SxSession *session; /* reference until it is disposed of */
  SxComparer *comparer;
  GPtrArray *schemes;        /* char *, names as the choosers show them */
  GArray *ids;               /* gint64, theirs */
  SxComparison *shown;       /* by the tables and maps; NULL: nothing yet */
  gboolean is_choosing;      /* the choosers are being set: that is no choice */
  char *copied;              /* label of the edit that is on its way, or NULL */
  char *picked[SX_N_SIDES];  /* ids of what is selected, by side; NULL: none there */
  GCancellable *cancellable; /* of the workbook that is being written, or NULL */
  GtkWidget *menu;           /* once it was shown, or NULL */
  AdwToast *toast;           /* that is shown; reference, or NULL */

  /* template */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkSpinner *spinner;
  GtkWidget *undo_button, *redo_button;
  GtkDropDown *chooser_a, *chooser_b;
  GtkLabel *summary_a, *summary_b;
  SxCompareMaps *maps;
  AdwViewStack *pages;
  GtkToggleButton *only_differing;
  GtkWidget *copy_to_a, *copy_to_b;
  SxCompareTable *indicators, *ledgers, *conflicts, *items, *overview;
  GtkLabel *failure;
  GtkWidget *failure_bar;
};

SxCompareRow *
_sx_compare_window_selected (SxCompareWindow *self); /* of what schemes hold; borrowed, or NULL */
void _sx_compare_window_toast (SxCompareWindow *self, const char *sentence, const char *button,
                               const char *action);
void _sx_compare_window_show_spinner (SxCompareWindow *self);

/* sx-compare-choice.c */

/* The schemes of the package: what is compared is chosen anew where it is no more. At least two. */
void _sx_compare_window_list_schemes (SxCompareWindow *self, const GPtrArray *schemes);
void _sx_compare_window_chosen (SxCompareWindow *self, GParamSpec *pspec, GtkDropDown *chooser);
void _sx_compare_window_swap (SxCompareWindow *self);

/* sx-compare-copy.c */

/* Whether what is selected can be copied to that side now. */
gboolean _sx_compare_window_can_copy (SxCompareWindow *self, guint to);
void _sx_compare_window_copy (SxCompareWindow *self, guint to);
/* “Copy to B: 乙”; owned by the caller. */
char *_sx_compare_window_copy_words (SxCompareWindow *self, guint to);

/* sx-compare-export.c */
void _sx_compare_window_export (SxCompareWindow *self); /* where there is a comparison: asks where to */
void _sx_compare_window_write (SxCompareWindow *self, const char *file); /* while it is current */
