/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-deliver.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-lock.h"
#include "base/sx-parallel.h"
#include "deliver/sx-deliver-parts.h"
#include "deliver/sx-preflight.h"

#define MOVING_SHARE 0.02 /* of the whole: on disk and in place */

typedef struct
{
  const SxDelivery *delivery;
  const SxDeliverOptions *options;
  SxDeliveryStage *stage;
  SxSharedTables *tables;
  guint made;                   /* SxPart: what was asked for, and what that is made from */
  const char *path[SX_N_PARTS]; /* NULL: not made */
  GCancellable *cancellable;    /* of this run: that of the caller, or a lane that failed */
  SxDeliverTold told;
  gpointer data;
  GMutex lock; /* of what follows */
  double done[SX_N_PARTS], whole, told_last;
  GError *problem; /* the first */
} Run;

/* A part's own way through it. */
typedef struct
{
  Run *run;
  guint part;
} Share;

/* ---- names */

static guint
find_part (SxPart part)
{
  for (guint i = 0; i < SX_N_PARTS; i++)
    if (sx_deliver_parts[i].part == part)
      return i;
  g_return_val_if_reached (0);
}

guint
sx_part_parse (const char *name)
{
  for (guint i = 0; i < SX_N_PARTS; i++)
    if (g_str_equal (name, sx_deliver_parts[i].name))
      return sx_deliver_parts[i].part;
  return 0;
}

const char *
sx_part_title (SxPart part)
{
  return _ (sx_deliver_parts[find_part (part)].title);
}

char *
sx_part_file_name (const SxDelivery *delivery, SxPart part)
{
  const SxDeliverPart *found = &sx_deliver_parts[find_part (part)];

  return sx_delivery_file_name (delivery, found->what, found->suffix);
}

/* ---- a part */

/* Never less than before, in spite of rounding. */
static void
tell_whole (Run *run, double fraction, const char *what)
{
  run->told_last = MAX (run->told_last, fraction);
  if (run->told)
    run->told (run->told_last, what, run->data);
}

/* Of all lanes together. */
static void
tell (double fraction, gpointer data)
{
  const Share *share = data;
  Run *run = share->run;
  double sum = 0;

  sx_lock (&run->lock);
  run->done[share->part] = fraction * sx_deliver_parts[share->part].weight;
  for (guint i = 0; i < SX_N_PARTS; i++)
    sum += run->done[i];
  tell_whole (run, sum / run->whole, _ (sx_deliver_parts[share->part].title));
  sx_unlock (&run->lock);
}

static gboolean
write_part (Run *run, guint i, GError **error)
{
  Share share = { run, i };
  SxProgress progress;
  SxPartWork work = { run->delivery, run->options, run->tables,     run->path[find_part (SX_PART_DATABASE)],
                      run->path[i],  &progress,    run->cancellable };
  g_autofree char *name = sx_part_file_name (run->delivery, sx_deliver_parts[i].part);
  g_autofree char *place = sx_delivery_stage_place (run->stage, name);
  GError *problem = NULL;
  gboolean ok;

  tell (0, &share);
  sx_progress_init (&progress, tell, &share);
  ok = sx_deliver_parts[i].write (&work, &problem);
  sx_progress_clear (&progress);
  if (!ok)
    return sx_delivery_explain (place, problem, error);
  tell (1, &share);
  return TRUE;
}

/* The first problem is the run's, and ends the other lanes. */
static gboolean
write_lane (guint lane, gpointer data, GError **error)
{
  Run *run = data;
  GError *problem = NULL;

  for (guint i = 0; i < SX_N_PARTS; i++)
    {
      if (!run->path[i] || sx_deliver_parts[i].lane != (SxLane)lane)
        continue;
      if (!g_cancellable_set_error_if_cancelled (run->cancellable, &problem) && write_part (run, i, &problem))
        continue;
      sx_lock (&run->lock);
      if (run->problem)
        g_error_free (problem);
      else
        run->problem = problem;
      sx_unlock (&run->lock);
      g_cancellable_cancel (run->cancellable);
      return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
    }
  return TRUE;
}

/* ---- all of them */

static gboolean
check (const SxDelivery *delivery, GError **error)
{
  g_autofree char *open = NULL;

  if (sx_delivery_is_accepted (delivery, &open))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
               _ ("The delivery is blocked: %s Put it right, or take it on explicitly."), open);
  return FALSE;
}

/* Where each part is written; what stands in the way is told before anything is. */
static gboolean
find_places (Run *run, guint asked, GError **error)
{
  run->made = asked | (asked & SX_PARTS_FROM_DATABASE ? SX_PART_DATABASE : 0);
  for (guint i = 0; i < SX_N_PARTS; i++)
    {
      const SxDeliverPart *part = &sx_deliver_parts[i];
      g_autofree char *name = sx_part_file_name (run->delivery, part->part);

      if (!(run->made & part->part))
        continue;
      run->path[i] = asked & part->part ? sx_delivery_stage_add (run->stage, name, part->is_ours, error)
                                        : sx_delivery_stage_scratch (run->stage, name);
      if (!run->path[i])
        return FALSE;
      run->whole += part->weight;
    }
  run->whole *= 1 + MOVING_SHARE;
  return TRUE;
}

static void
cancel_run (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static gboolean
write_parts (Run *run, GCancellable *cancellable, GError **error)
{
  gulong handler = cancellable
                       ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_run), run->cancellable, NULL)
                       : 0;
  gboolean ok = sx_parallel (SX_N_LANES, write_lane, run, run->cancellable, error);

  g_cancellable_disconnect (cancellable, handler);
  if (run->problem)
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&run->problem));
    }
  return ok;
}

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->stage, sx_delivery_stage_free);
  g_clear_pointer (&self->tables, sx_shared_tables_free);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

gboolean
sx_deliver (const SxDelivery *delivery, const SxDeliverOptions *options, SxDeliverTold told, gpointer data,
            GPtrArray **files, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = {
    .delivery = delivery, .options = options, .cancellable = g_cancellable_new (), .told = told, .data = data
  };

  g_mutex_init (&run.lock);
  run.tables = sx_shared_tables_new (delivery);
  if (!check (delivery, error) || !(run.stage = sx_delivery_stage_new (options->folder, error))
      || !find_places (&run, options->parts ? options->parts : SX_PARTS_DEFAULT, error)
      || !write_parts (&run, cancellable, error))
    return FALSE;
  tell_whole (&run, 1 / (1 + MOVING_SHARE), _ ("Moving into place"));
  if (!sx_delivery_stage_finish (g_steal_pointer (&run.stage), files, cancellable, error))
    return FALSE;
  tell_whole (&run, 1, _ ("Moving into place"));
  return TRUE;
}
