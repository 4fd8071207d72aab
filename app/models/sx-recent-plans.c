/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-recent-plans.h"

#include "sx-app-words.h"

#define MOST 10

struct _SxRecentPlan
{
  GObject parent_instance;
  GFile *file;
  char *title;
  char *folder;
};

G_DEFINE_FINAL_TYPE (SxRecentPlan, sx_recent_plan, G_TYPE_OBJECT)

static void
sx_recent_plan_finalize (GObject *object)
{
  SxRecentPlan *self = SX_RECENT_PLAN (object);

  g_object_unref (self->file);
  g_free (self->title);
  g_free (self->folder);
  G_OBJECT_CLASS (sx_recent_plan_parent_class)->finalize (object);
}

static void
sx_recent_plan_class_init (SxRecentPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_recent_plan_finalize;
}

static void
sx_recent_plan_init (SxRecentPlan *self)
{
}

static SxRecentPlan *
recent_plan_new (const char *path)
{
  SxRecentPlan *self = g_object_new (SX_TYPE_RECENT_PLAN, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  const char *home = g_get_home_dir ();
  g_autofree char *short_folder
      = g_str_has_prefix (folder, home) && (folder[strlen (home)] == '/' || !folder[strlen (home)])
            ? g_strconcat ("~", folder + strlen (home), NULL)
            : g_strdup (folder);

  self->file = g_file_new_for_path (path);
  self->title = sx_words_file_title (path);
  self->folder = g_filename_display_name (short_folder);
  return self;
}

GFile *
sx_recent_plan_get_file (SxRecentPlan *self)
{
  return self->file;
}

const char *
sx_recent_plan_get_title (SxRecentPlan *self)
{
  return self->title;
}

const char *
sx_recent_plan_get_folder (SxRecentPlan *self)
{
  return self->folder;
}

/* ---- all of them */

/* On a thread: keeps of the paths, newest first, those that are there. */
static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char **paths = data;
  g_autoptr (GStrvBuilder) there = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; paths[i] && n < MOST; i++)
    if (g_file_test (paths[i], G_FILE_TEST_IS_REGULAR))
      {
        g_strv_builder_add (there, paths[i]);
        n++;
      }
  g_task_return_pointer (task, g_strv_builder_end (there), (GDestroyNotify)g_strfreev);
}

static void
looked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_auto (GStrv) paths = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; paths && paths[i]; i++)
    g_ptr_array_add (rows, recent_plan_new (paths[i]));
  sx_row_list_set_rows (SX_ROW_LIST (object), rows);
}

static gint
compare_infos (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *)b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *)a));
}

static void
refresh (SxRowList *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, looked, NULL);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  GList *infos
      = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_infos);

  for (GList *l = infos; l; l = l->next)
    {
      g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (l->data), NULL, NULL);

      if (path && g_str_has_suffix (path, ".gpkg"))
        g_strv_builder_add (paths, path);
    }
  g_list_free_full (infos, (GDestroyNotify)gtk_recent_info_unref);
  g_task_set_task_data (task, g_strv_builder_end (paths), (GDestroyNotify)g_strfreev);
  g_task_run_in_thread (task, look_thread);
}

GListModel *
sx_recent_plans_get (void)
{
  static GWeakRef shared;
  SxRowList *self = g_weak_ref_get (&shared);

  if (!self)
    {
      self = sx_row_list_new ();
      g_weak_ref_set (&shared, self);
      g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (refresh), self,
                               G_CONNECT_SWAPPED);
      refresh (self);
    }
  return G_LIST_MODEL (self);
}
