/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheme store on a thread of its own, for who may not wait for a disk: edits go in, states of the scheme
 * as it is in the package come out. Write before it counts: a state is told only once it is in the package
 * and survives a power cut.
 *
 * The writer has one owner: the thread that runs `context`. The owner makes the writer, calls all functions
 * here, and gets all events, always from that context's loop and never from within a call. No function waits
 * for the worker, but sx_scheme_writer_free() where sx_scheme_writer_stop() did not come first.
 *
 * Edits are done one after the other, none is left out, and each is answered in that order. Other programs
 * may write to the package as well: their commits are seen before every edit, and within a second
 * otherwise. An edit that speaks of what another program changed or removed since the last state that
 * the owner was told before it first submitted the edit is refused (SX_ERROR_CONFLICT), so that nobody's work
 * is overwritten unseen; it has to be made anew, to submit it again does not help. */
#pragma once

#include "store/sx-draft.h"
#include "store/sx-edit.h"
#include "store/sx-scheme-state.h"

typedef struct _SxSchemeWriter SxSchemeWriter;

typedef struct
{
  const char *scheme;       /* the name of the scheme to open; NULL, or a name that is not there: the first */
  const char *default_name; /* of the scheme that the first edit makes in a package without any */
  const char *draft;        /* sx_draft_path(); NULL: no drafts are kept */
} SxSchemeWriterOptions;

typedef struct
{
  /* The first one soon after the start, then after everything that changed something, always before the
   * `done` of the edit. Generations rise from call to call. The state is borrowed. */
  void (*state) (SxSchemeState *state, gpointer data);
  /* error: why the package cannot be written just now (write-protected, locked by another program, removed
   * …), edits are tried all the same. NULL: it can again; it is tried each second and with every edit.
   * Where it cannot even be read this comes in place of the first state, which follows when it can. */
  void (*read_only) (const GError *error, gpointer data);
  /* May be NULL. Once, after the first state: a polygon that was not finished when the program ended. */
  void (*draft) (SxDraft *draft, gpointer data);
  /* May be NULL. The last event, after sx_scheme_writer_stop(): everything is done, the package is closed and
   * sx_scheme_writer_free() does not wait. error: something could not be folded into the one file
   * (SX_ERROR_UNWRITABLE; it is in "-wal" beside it), or NULL. */
  void (*stopped) (const GError *error, gpointer data);
} SxSchemeWriterEvents;

/* Starts the worker, which opens the package at once. context NULL: the default one. options and events are
 * copied; data goes to each event. */
SxSchemeWriter *sx_scheme_writer_new (SxPlan *plan, const SxSchemeWriterOptions *options,
                                      GMainContext *context, const SxSchemeWriterEvents *events,
                                      gpointer data);
/* Takes no more edits; those submitted are still done and answered, then the package is closed. No event but
 * `stopped` from now on. */
void sx_scheme_writer_stop (SxSchemeWriter *self);
/* Stops, waits until everything submitted is in the package and it is closed, and frees. Answers that were
 * not delivered are dropped: only their destroy is called. May be called from an event. */
void sx_scheme_writer_free (SxSchemeWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxSchemeWriter, sx_scheme_writer_free)

/* fids: gint64, of what the edit added, in order (adjustments, reclasses, roads, projects, schemes). Where
 * error is set state and fids are NULL, the package is as it was, and the edit may be submitted again.
 * Everything is borrowed. Errors: those of sx-scheme-store.h, and CONFLICT. */
typedef void (*SxSchemeWriterDone) (SxEdit *edit, SxSchemeState *state, GArray *fids, const GError *error,
                                    gpointer data);
/* Takes a reference; the edit is immutable from now on. done and destroy may be NULL; destroy frees data
 * afterwards. */
void sx_scheme_writer_submit (SxSchemeWriter *self, SxEdit *edit, SxSchemeWriterDone done, gpointer data,
                              GDestroyNotify destroy);

/* Calls done when everything submitted is written and folded into the one file, as for who wants to copy it.
 * error: it could not be folded just now (another program reads); nothing is lost. */
typedef void (*SxSchemeWriterFlushed) (const GError *error, gpointer data);
void sx_scheme_writer_flush (SxSchemeWriter *self, SxSchemeWriterFlushed done, gpointer data,
                             GDestroyNotify destroy);

/* Keeps the draft, a few times a second at most, the newest counts; NULL: it is finished (to be called when
 * the edit that has it is done) or given up. */
void sx_scheme_writer_set_draft (SxSchemeWriter *self, SxDraft *draft);
