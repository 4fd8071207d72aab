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
#include "sx-notices.h"

struct _SxWindow
{
  AdwApplicationWindow parent_instance;

  SxSession *session;        /* shown, or NULL */
  SxSession *opening;        /* read behind what is shown, or being shown for the first time; NULL: none */
  GCancellable *cancellable; /* of opening */
  char *last_toast;

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
};

/* sx-window-actions.c */
void _sx_window_install_actions (GtkWidgetClass *klass);
void _sx_window_update_actions (SxWindow *self);
