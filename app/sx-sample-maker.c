/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-sample-maker.h"

#include <glib/gstdio.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "sample/sx-sample.h"

char *
sx_sample_path (void)
{
  /* the name of the file is the title of the plan */
  return g_build_filename (g_get_user_data_dir (), "sanxian", _ ("Sample County.gpkg"), NULL);
}

typedef struct
{
  char *path;
  SxSampleTold told;
  gpointer data;
  gint per_mille; /* atomic: told last */
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_free (self->path);
  g_free (self);
}

static gboolean
tell (gpointer data)
{
  GTask *task = data;
  Making *making = g_task_get_task_data (task);

  if (!g_task_get_completed (task))
    making->told (g_atomic_int_get (&making->per_mille) / 1000.0, making->data);
  return G_SOURCE_REMOVE;
}

/* on the thread */
static void
progressed (double fraction, gpointer data)
{
  GTask *task = data;
  Making *making = g_task_get_task_data (task);
  gint per_mille = (gint)(fraction * 1000);

  if (!making->told || per_mille == g_atomic_int_get (&making->per_mille))
    return;
  g_atomic_int_set (&making->per_mille, per_mille);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell, g_object_ref (task), g_object_unref);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  g_autofree char *folder = g_path_get_dirname (making->path);
  g_autoptr (GError) error = NULL;

  if (g_file_test (making->path, G_FILE_TEST_EXISTS))
    g_task_return_boolean (task, TRUE);
  else if (g_mkdir_with_parents (folder, 0700) != 0)
    g_task_return_new_error (task, SX_ERROR, SX_ERROR_UNWRITABLE,
                             _ ("The folder %s cannot be made: %s. Make it, or open a plan from elsewhere."),
                             folder, g_strerror (errno));
  else if (sx_sample_write (making->path, SX_SAMPLE_PARCELS_DEFAULT, SX_SAMPLE_SEED_DEFAULT, progressed, task,
                            cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sx_sample_make_async (GCancellable *cancellable, SxSampleTold told, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, data);
  Making *making = g_new0 (Making, 1);

  g_task_set_source_tag (task, sx_sample_make_async);
  making->path = sx_sample_path ();
  making->told = told;
  making->data = data;
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_thread);
}

gboolean
sx_sample_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
