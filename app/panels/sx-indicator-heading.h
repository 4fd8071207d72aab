/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heading of a group of rows, which folds it: its name, and how many of it are as they should be. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_INDICATOR_HEADING (sx_indicator_heading_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorHeading, sx_indicator_heading, SX, INDICATOR_HEADING, GtkListBoxRow)

GtkWidget *sx_indicator_heading_new (const char *title);
/* count: "6 / 8". what: the same in words. */
void sx_indicator_heading_set_count (SxIndicatorHeading *self, const char *count, const char *what,
                                     gboolean is_bad);
void sx_indicator_heading_set_folded (SxIndicatorHeading *self, gboolean is_folded);
gboolean sx_indicator_heading_is_folded (SxIndicatorHeading *self);
/* A widget at the end of the heading. */
void sx_indicator_heading_add (SxIndicatorHeading *self, GtkWidget *widget);
