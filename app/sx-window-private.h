/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sx-window.h"

#include "panels/sx-indicator-panel.h"
#include "panels/sx-scheme-button.h"
#include "panels/sx-sidebar.h"
#include "panels/sx-status-bar.h"
#include "panels/sx-target-bar.h"
#include "panels/sx-tool-palette.h"
#include "panels/sx-welcome-page.h"
#include "dialogs/sx-compare-window.h"
#include "models/sx-recent-plans.h"
#include "sx-notices.h"
#include "sx-plan-state.h"

typedef struct
{
  char *rules; /* as sx_session_set_rules() takes it */
  SxAreaMode area_mode;
} SxRulesChoice;

struct _SxWindow
{
  AdwApplicationWindow parent_instance;

  SxSession *session;        /* shown, or NULL */
  SxSession *opening;        /* read behind what is shown, or being shown for the first time; NULL: none */
  SxSession *previous;       /* shown before `opening` was, and again where that fails; NULL: none */
  GCancellable *cancellable; /* of opening */
  char *last_toast;
  SxRulesChoice *rules_choice; /* of the plan that opens next, in place of what its state says; NULL: none */
  SxPlanState *state; /* of what is opening or shown, as the user left it; NULL: nothing was opened yet */
  GListModel *recent; /* SxRecentPlan */
  SxCompareWindow *compare_window; /* weak: open, or NULL */
  GtkWindow *export_window;        /* weak: open, or NULL */
  GtkWindow *proof_window;         /* likewise */

  /* template */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  SxNotices *notices;
  SxMapView *map;
  SxIndicatorPanel *indicator_panel;
  SxSidebar *sidebar;
  SxStatusBar *status_bar;
  SxTargetBar *target_bar;
  SxToolPalette *tool_palette;
  SxSchemeButton *scheme_button;
  GtkProgressBar *progress;
  GtkLabel *progress_label;
  GtkRevealer *progress_revealer;
  GtkWidget *cancel_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *plan_buttons;    /* that make no sense without a plan */
  GtkWidget *compare_buttons; /* likewise */
  GtkWidget *export_button;   /* likewise */
  GMenu *recent_menu;
  GMenu *rules_menu;
  GtkPaned *left_pane;
  GtkPaned *right_pane;
};

/* sx-window-actions.c */
void _sx_window_install_actions (GtkWidgetClass *klass);
void _sx_window_set_up_actions (SxWindow *self); /* once, when the template is there */
void _sx_window_update_actions (SxWindow *self);

/* sx-window-compare.c: two schemes side by side, one window a window */
void _sx_window_show_compare (SxWindow *self); /* where a plan is open */
void _sx_window_close_compare (SxWindow *self);

/* sx-window-export.c: the export dialog, one a window */
void _sx_window_show_export (SxWindow *self); /* where a plan is open */
void _sx_window_close_export (SxWindow *self);
gboolean _sx_window_is_exporting (SxWindow *self);

/* The proof of a draft, one a window; in sx-window-actions.c. */
void _sx_window_close_proof (SxWindow *self);

/* sx-window-rules.c: which rules the plan is judged by, and how areas are measured */
void _sx_window_set_up_rules (SxWindow *self); /* once */
void _sx_window_update_rules (SxWindow *self); /* another session is shown */
/* Before the session opens: the choice made, else what the state says. */
void _sx_window_apply_rules (SxWindow *self, SxSession *session);
void _sx_rules_choice_free (SxRulesChoice *self);

/* sx-window-state.c: the window as the user left it with a plan */

/* Keeps how it is now; nothing where no plan is shown. */
void _sx_window_keep_state (SxWindow *self);
/* Before the session of self->state opens. */
void _sx_window_prepare_session (SxWindow *self, SxSession *session);
/* When its first layer is shown. */
void _sx_window_bring_back (SxWindow *self);
