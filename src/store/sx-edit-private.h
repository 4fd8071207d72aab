/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edit consists of. Private to sx-edit.c, sx-edit-apply.c and the writer. */
#pragma once

#include "store/sx-edit.h"
#include "store/sx-scheme-store.h"

typedef enum
{
  SX_EDIT_CHANGE, /* by operations */
  SX_EDIT_UNDO,
  SX_EDIT_REDO,
  SX_EDIT_OPEN,
  SX_EDIT_RELOAD,
} SxEditKind;

typedef enum
{
  SX_EDIT_ADD_ADJUSTMENT,
  SX_EDIT_SET_ADJUSTMENT,
  SX_EDIT_REMOVE_ADJUSTMENT,
  SX_EDIT_ADD_RECLASS,
  SX_EDIT_SET_RECLASS,
  SX_EDIT_REMOVE_RECLASS,
  SX_EDIT_ADD_ROAD,
  SX_EDIT_SET_ROAD,
  SX_EDIT_REMOVE_ROAD,
  SX_EDIT_ADD_PROJECT,
  SX_EDIT_SET_PROJECT,
  SX_EDIT_REMOVE_PROJECT,
  SX_EDIT_SET_JUDGEMENT,
  SX_EDIT_SET_PARAMETER,
  SX_EDIT_ADD_SCHEME,
  SX_EDIT_RENAME_SCHEME,
  SX_EDIT_REMOVE_SCHEME,
} SxEditVerb;

typedef struct
{
  SxEditVerb verb;
  gint64 id; /* fid, or scheme's id; of a scheme to be copied; of what is added 0 */
  SxAdjustment *adjustment;
  SxReclass *reclass;
  SxRoad *road;
  /* Of what is set: what it has to be until then. */
  gboolean has_was;             /* else whatever it is */
  gpointer was;                 /* adjustment, reclass or road, as what is set; of others NULL */
  char *was_value, *was_reason; /* of judgements and parameters; was_value NULL: there is none */
  SxProject *project;
  char *name;  /* scheme's name, indicator, parameter's key */
  char *value; /* note, verdict, parameter's value */
  char *reason;
} SxEditOp;

struct _SxEdit
{
  gint ref_count;
  SxEditKind kind;
  gboolean is_sealed; /* submitted, and immutable from now on */
  guint64 seen;       /* then: generation of the state that its maker knew */
  char *label;
  gint64 scheme; /* that it goes to, or that is to be opened */
  GArray *ops;   /* SxEditOp */
};

/* Nothing may be added from now on. What its maker knew is what was known the first time: an edit that waited
 * for a lock may be out of date by the time it is submitted again. */
void sx_edit_seal (SxEdit *self, guint64 seen);

/* Does the operations of a change within an open group. *open: in, the scheme that is open (0: none); out,
 * the one that shall be open then. fids gets what was added, in order. On failure the group is to be rolled
 * back. */
gboolean sx_edit_apply (const SxEdit *self, SxSchemeStore *store, const char *default_name, gint64 *open,
                        GArray *fids, GError **error);
/* Whether it is about what a scheme holds, and not only about schemes as a whole or the plan's projects. */
gboolean sx_edit_is_in_scheme (const SxEdit *self);
