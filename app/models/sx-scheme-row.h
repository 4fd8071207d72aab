/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list of what a scheme holds: an adjustment, a reclassification, a road, or the heading of a
 * group of them. The same object as long as the package holds that item; "changed" tells when what it shows
 * does. */
#pragma once

#include "sx-app-types.h"

#include "plan/sx-scheme.h"

typedef enum
{
  SX_ROW_HEADING,
  SX_ROW_ADJUSTMENT,
  SX_ROW_RECLASS,
  SX_ROW_ROAD,
} SxRowKind;

/* Groups: the lines, then these. */
#define SX_GROUP_RECLASSES SX_N_LINES
#define SX_GROUP_ROADS (SX_N_LINES + 1)
#define SX_N_GROUPS (SX_N_LINES + 2)

#define SX_TYPE_SCHEME_ROW (sx_scheme_row_get_type ())
G_DECLARE_FINAL_TYPE (SxSchemeRow, sx_scheme_row, SX, SCHEME_ROW, GObject)

/* Read by all; written only by the list that makes it, which calls sx_scheme_row_changed() afterwards. */
struct _SxSchemeRow
{
  GObject parent_instance;

  SxRowKind kind;
  guint group;
  /* items */
  gint64 fid;
  SxAdjustment *adjustment; /* one of the three, by kind */
  SxReclass *reclass;
  SxRoad *road;
  double size; /* m², of a road m; NAN: not measured yet */
  guint n_errors, n_warnings;
  char *conflicts;    /* sentences, one a line; NULL: none */
  gboolean is_picked; /* selected, where it is no adjustment: of those the session knows */
  /* headings */
  guint n_items;
  double size_in, size_out;
  gboolean is_folded;
};

SxSchemeRow *sx_scheme_row_new_heading (guint group);
/* item: as kind says. Takes a reference. */
SxSchemeRow *sx_scheme_row_new_item (SxRowKind kind, gpointer item);
/* The item as it is now; TRUE: it is another object. The size is forgotten where its shape is another. */
gboolean sx_scheme_row_set_item (SxSchemeRow *self, gpointer item);
SxShape *sx_scheme_row_get_shape (SxSchemeRow *self); /* borrowed; NULL for a heading */
void sx_scheme_row_changed (SxSchemeRow *self);

/* Words: borrowed where const, else owned by the caller. */
const char *sx_scheme_row_get_heading (SxSchemeRow *self); /* of its group */
char *sx_scheme_row_dup_title (SxSchemeRow *self);         /* its name, or what it is where it has none */
/* Whether the words occur in what the row says; "" does. */
gboolean sx_scheme_row_matches (SxSchemeRow *self, const char *words);
