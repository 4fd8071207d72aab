/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-engine PLAN.gpkg EDITS.json: what the editor's own thread has to wait for: how long handing over a
 * snapshot takes, how long until its result is there, and how long when contributions are being computed at
 * that moment. */
#include "edit-session.h"

#include <stdlib.h>

#include "evaluate/sx-engine.h"

typedef struct
{
  EditSession *session;
  SxEngine *engine;
  guint64 generation, delivered;
} Bench;

static void
on_result (SxResult *result, gpointer data)
{
  ((Bench *)data)->delivered = result->generation;
}

static void
on_failed (guint64 generation, const GError *error, gpointer data)
{
  g_error ("%s", error->message);
}

static void
on_explained (GPtrArray *contributions, const GError *error, gpointer data)
{
}

/* ms until the call is back, and until the result is there */
static void
submit (Bench *self, GArray *call, GArray *result)
{
  gint64 start = now_ns ();
  g_autoptr (SxSnapshot) snapshot = sx_snapshot_new (self->session->opened->scheme, ++self->generation);
  double ms;

  sx_engine_submit (self->engine, snapshot);
  ms = (double)(now_ns () - start) / 1e6;
  g_array_append_val (call, ms);
  while (self->delivered < self->generation)
    g_main_context_iteration (NULL, TRUE);
  ms = (double)(now_ns () - start) / 1e6;
  g_array_append_val (result, ms);
}

/* Each polygon of the list is put at the end of the scheme and taken out again. */
static void
run (Bench *self, gboolean explaining, const char *name)
{
  GPtrArray *list = self->session->opened->scheme->adjustments;
  g_autoptr (GArray) call = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) result = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *call_name = g_strconcat (name, "_call_max", NULL);
  g_autofree char *median_name = g_strconcat (name, "_result_median", NULL);
  g_autofree char *p99_name = g_strconcat (name, "_result_p99", NULL);

  for (guint i = 0; i < 2 * self->session->edits->len; i++)
    {
      const SxReplayEdit *edit = self->session->edits->pdata[i / 2];

      if (!edit->item)
        continue;
      if (explaining)
        {
          sx_engine_explain (self->engine, on_explained, NULL, NULL);
          g_usleep (1000 * (i * 7 % 40));
        }
      if (i % 2 == 0)
        g_ptr_array_add (list, sx_adjustment_ref (edit->item));
      else
        g_ptr_array_remove_index (list, list->len - 1);
      submit (self, call, result);
    }
  report (call_name, quantile (call, 1), "ms");
  report (median_name, quantile (result, 0.5), "ms");
  report (p99_name, quantile (result, 0.99), "ms");
}

int
main (int argc, char **argv)
{
  static const SxEngineEvents events = { .result = on_result, .failed = on_failed };
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (double));
  Bench self = { 0 };
  gint64 start;

  if (argc < 3)
    g_error ("usage: bench-engine PLAN.gpkg EDITS.json");
  self.session = edit_session_new (argv[1], argv[2]);
  self.engine = sx_engine_new (self.session->opened->plan, self.session->opened->rules, SX_AREA_ELLIPSOIDAL,
                               NULL, &events, &self);
  submit (&self, first, first);
  run (&self, FALSE, "engine");
  run (&self, TRUE, "engine_explaining");
  sx_engine_explain (self.engine, on_explained, NULL, NULL);
  g_usleep (20000);
  start = now_ns ();
  sx_engine_stop (self.engine);
  report ("engine_stop_call", (double)(now_ns () - start) / 1e6, "ms");
  sx_engine_free (self.engine);
  report ("engine_stop_until_gone", (double)(now_ns () - start) / 1e6, "ms");
  edit_session_free (self.session);
  return 0;
}
