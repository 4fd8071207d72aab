/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The consistency guard: a draft that is pasted or opened, held against the scheme that is shown. It follows
 * the scheme: after an edit the draft is checked anew. */
#pragma once

#include "sx-session.h"

#include "report/sx-proof.h"

#define SX_TYPE_PROOF_WINDOW (sx_proof_window_get_type ())
G_DECLARE_FINAL_TYPE (SxProofWindow, sx_proof_window, SX, PROOF_WINDOW, AdwWindow)

SxProofWindow *sx_proof_window_new (GtkWindow *parent, SxSession *session);
/* The same as when the user opens a file. */
void sx_proof_window_open (SxProofWindow *self, GFile *file);
/* Nothing is being read or compared. */
gboolean sx_proof_window_is_idle (SxProofWindow *self);
/* What is shown, or NULL. Borrowed until it is idle next. */
const SxProof *sx_proof_window_get_proof (SxProofWindow *self);
