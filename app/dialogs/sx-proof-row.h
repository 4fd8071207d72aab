/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of a draft in the list of a proof: where it stands, what it says, what is right. */
#pragma once

#include "sx-app-types.h"

#include "report/sx-proof.h"

#define SX_TYPE_PROOF_ROW (sx_proof_row_get_type ())
G_DECLARE_FINAL_TYPE (SxProofRow, sx_proof_row, SX, PROOF_ROW, GtkBox)

GtkWidget *sx_proof_row_new (void);
/* Copies what it shows; NULL: nothing. */
void sx_proof_row_show (SxProofRow *self, const SxProofItem *item);
