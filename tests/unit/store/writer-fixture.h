/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One owner of a scheme writer, and what it was told: the order of events is checked as they come. */
#pragma once

#include "store-fixture.h"
#include "store/sx-scheme-writer.h"

typedef struct
{
  GThread *owner;
  GMainContext *context;
  SxSchemeWriter *writer;
  SxSchemeState *state; /* told last */
  guint n_states, n_outside;
  gboolean is_read_only;
  GError *trouble; /* told last, kept when it is over */
  SxDraft *draft;
  gboolean is_stopping, has_stopped;
  GError *stop_error;
  guint n_submitted, n_done, n_failed, n_destroyed;
  guint next_answer; /* number of the request to be answered next */
  GError *error;     /* of the edit that failed last */
  GArray *fids;      /* of the edit done last */
  guint n_flushed;
  void (*on_done) (gpointer owner); /* called at every answer */
  gpointer on_done_data;
} WriterSession;

WriterSession *writer_session_new (const SxPlan *plan, const char *scheme, const char *draft,
                                   GMainContext *context);
/* Frees the writer if it is still there. */
void writer_session_free (WriterSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WriterSession, writer_session_free)

/* Takes edit. */
void writer_session_submit (WriterSession *self, SxEdit *edit);
void writer_session_flush (WriterSession *self);
/* Until everything submitted is answered. */
void writer_session_wait (WriterSession *self);
/* Until the first state is there. */
void writer_session_wait_state (WriterSession *self);
/* Until the writer says that the package is (not) read-only. */
void writer_session_wait_read_only (WriterSession *self, gboolean is_read_only);
/* Until another program's work was told `n` times. */
void writer_session_wait_outside (WriterSession *self, guint n);
void writer_session_stop (WriterSession *self);
/* Takes edit; it must succeed (fail with that code), and nothing else may be under way. */
void writer_session_do (WriterSession *self, SxEdit *edit);
void writer_session_refuse (WriterSession *self, SxEdit *edit, int code, const char *word);

const SxScheme *writer_session_scheme (const WriterSession *self);
gint64 writer_session_fid (const WriterSession *self, guint i);
/* Borrowed. */
SxAdjustment *writer_session_adjustment (const WriterSession *self, guint i);

/* An edit that adds one square so far from the middle. */
SxEdit *writer_edit_add (const StoreFixture *f, double dx, const char *name);
SxEdit *writer_edit_remove (gint64 fid);
/* copy_of: 0, or the scheme that it begins as. */
SxEdit *writer_edit_scheme (const char *name, gint64 copy_of);
/* What the package holds is what the state says, read by another reader. */
void writer_session_check (WriterSession *self, const SxPlan *plan);
/* Adds one of everything that a scheme holds; and that it is there. */
void writer_session_fill (WriterSession *self, const StoreFixture *f);
void writer_session_check_filled (const WriterSession *self, const char *name);
