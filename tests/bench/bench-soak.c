/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-soak PLAN.gpkg EDITS.json [N]: memory over N (10 000) edits and as many undos. The list is applied
 * and taken back again and again; memory is looked at after each round, when the scheme is what it was. */
#include "edit-session.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define WARM_UP_ROUNDS 5

static double
rss_bytes (void)
{
  long pages = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (!file || fscanf (file, "%*s %ld", &pages) != 1)
    g_error ("/proc/self/statm cannot be read");
  fclose (file);
  return (double)pages * (double)sysconf (_SC_PAGESIZE);
}

static double
heap_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double)(info.uordblks + info.hblkhd);
}

static void
run_round (EditSession *session)
{
  while (session->places->len < session->edits->len)
    edit_session_apply (session);
  while (session->places->len > 0)
    edit_session_undo (session);
}

int
main (int argc, char **argv)
{
  g_autoptr (EditSession) session = NULL;
  double warm_rss = 0, warm_heap = 0, peak = 0, rounds, edits;

  if (argc < 3)
    g_error ("usage: bench-soak PLAN.gpkg EDITS.json [N]");
  session = edit_session_new (argv[1], argv[2]);
  edits = session->edits->len;
  rounds = MAX (ceil ((argc > 3 ? strtod (argv[3], NULL) : 10000) / edits), WARM_UP_ROUNDS + 1);
  report ("soak_rss_opened", rss_bytes () / 1e6, "MB");
  for (guint round = 1; round <= rounds; round++)
    {
      run_round (session);
      peak = MAX (peak, rss_bytes ());
      if (round == WARM_UP_ROUNDS)
        {
          warm_rss = rss_bytes ();
          warm_heap = heap_bytes ();
          report ("soak_rss_warm", warm_rss / 1e6, "MB");
        }
    }
  report ("soak_edits_and_undos", rounds * edits, "");
  report ("soak_rss_end", rss_bytes () / 1e6, "MB");
  report ("soak_rss_peak", peak / 1e6, "MB");
  report ("soak_rss_growth", (rss_bytes () - warm_rss) / ((rounds - WARM_UP_ROUNDS) * edits), "B/edit");
  report ("soak_heap_growth", (heap_bytes () - warm_heap) / ((rounds - WARM_UP_ROUNDS) * edits), "B/edit");
  return 0;
}
