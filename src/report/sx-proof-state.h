/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a draft is held against: figures of one state, each with what it speaks of. Made from a delivery, or
 * from figures that were published. Immutable once made, and counted: may be handed to any thread. */
#pragma once

#include "export/sx-delivery.h"
#include "report/sx-figures.h"

typedef enum
{
  SX_PHASE_NONE, /* not said */
  SX_PHASE_BEFORE,
  SX_PHASE_AFTER,
  SX_PHASE_IN,
  SX_PHASE_OUT,
  SX_PHASE_CHANGE, /* signed */
  SX_PHASE_TARGET,
  SX_PHASE_LIMIT, /* of a kind: 15 亩 of 碎图斑 */
  SX_N_PHASES,
} SxPhase;

const char *sx_phase_words (SxPhase phase); /* 维护前; statutory words */

typedef struct
{
  char *subject; /* an id of resources/report/proof-words.json */
  SxPhase phase;
  SxDimension dimension;
  double value;     /* in m² or whatever the dimension is measured in */
  double precision; /* half of its last digit, in the same */
  gboolean is_part; /* of a figure that is there too: one situation, one plot */
} SxProofFact;

typedef struct
{
  gint ref_count;
  char *name; /* of the state: the scheme's, or what the file says */
  GPtrArray *facts;
} SxProofState;

/* Errors: those of sx_tables_new(). */
SxProofState *sx_proof_state_new (const SxDelivery *delivery, GError **error);
/* {"name": …, "facts": [{"subject": …, "phase": "after", "figure": "21300.46 公顷"}, …]}; name is what
 * messages call it. Errors: FORMAT. */
SxProofState *sx_proof_state_parse (const char *text, gssize length, const char *name, GError **error);
SxProofState *sx_proof_state_ref (SxProofState *self);
void sx_proof_state_unref (SxProofState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxProofState, sx_proof_state_unref)
