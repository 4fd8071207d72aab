/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: any bytes are either text whose figures can be held against a state, or one sentence. */
#include "fuzz.h"

#include <string.h>

#include "base/sx-error.h"
#include "report/sx-proof.h"

static const char figures[]
    = "{\"name\":\"a\",\"facts\":["
      "{\"subject\":\"farmland_area\",\"phase\":\"after\",\"figure\":\"21300.46 公顷\"},"
      "{\"subject\":\"boundary_area\",\"phase\":\"change\",\"figure\":\"-84.01 公顷\"},"
      "{\"subject\":\"boundary_window_count\",\"phase\":\"before\",\"figure\":\"6 个\"}]}";

static void
check_item (const SxProofItem *item)
{
  g_assert_true (item->kind < SX_N_PROOF_KINDS);
  g_assert_true ((item->paragraph > 0) != (item->table > 0));
  g_assert_true (g_utf8_validate (item->quote, -1, NULL) && g_utf8_validate (item->said, -1, NULL));
  g_assert_true (item->start <= item->end && item->end <= strlen (item->quote));
  g_assert_true (item->kind != SX_PROOF_DIFFERS || item->right);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SxManuscript) draft = sx_manuscript_parse (bytes, "draft", NULL, &error);
  g_autoptr (SxProofState) state = NULL;
  g_autoptr (SxProof) proof = NULL;
  guint n = 0;

  if (!draft)
    {
      g_assert_true (error && error->domain == SX_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  state = sx_proof_state_parse (figures, -1, "figures", NULL);
  proof = sx_proof_new (draft, state, NULL, NULL);
  for (guint i = 0; i < proof->items->len; i++)
    check_item (proof->items->pdata[i]);
  for (guint i = 0; i < SX_N_PROOF_KINDS; i++)
    n += proof->n[i];
  g_assert_cmpuint (n, ==, proof->items->len);
  return 0;
}
