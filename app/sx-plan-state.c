/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-plan-state.h"

#include <string.h>

#define WINDOW "window"
#define MAP "map"
#define TARGET "target"
#define LAYER "layer " /* a group a layer */

SxPlanState *
sx_plan_state_new (const char *package)
{
  SxPlanState *self = g_new0 (SxPlanState, 1);

  self->package = g_strdup (package);
  self->line = SX_LINE_BOUNDARY;
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sx_plan_state_free (SxPlanState *self)
{
  g_free (self->package);
  g_free (self->scheme);
  g_free (self->rules);
  g_free (self->situation);
  g_hash_table_unref (self->tables);
  g_free (self);
}

char *
sx_plan_state_path (const char *package)
{
  g_autofree char *whole = g_canonicalize_filename (package, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.view", sum);

  return g_build_filename (g_get_user_state_dir (), "sanxian", name, NULL);
}

/* ---- reading */

/* 0 where it is not there or no number. */
static double
get_number (GKeyFile *keys, const char *group, const char *key)
{
  double number = g_key_file_get_double (keys, group, key, NULL);

  return isfinite (number) ? number : 0;
}

static int
get_size (GKeyFile *keys, const char *key)
{
  int size = g_key_file_get_integer (keys, WINDOW, key, NULL);

  return size > 0 && size < 100000 ? size : 0;
}

static void
read_layers (SxPlanState *self, GKeyFile *keys)
{
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);

  for (guint i = 0; groups[i]; i++)
    if (g_str_has_prefix (groups[i], LAYER))
      {
        SxLayerState *layer = g_new (SxLayerState, 1);

        layer->is_visible = g_key_file_get_boolean (keys, groups[i], "visible", NULL);
        layer->opacity = CLAMP (get_number (keys, groups[i], "opacity"), 0, 1);
        g_hash_table_insert (self->tables, g_strdup (groups[i] + strlen (LAYER)), layer);
      }
}

static void
read_keys (SxPlanState *self, GKeyFile *keys)
{
  g_autofree char *line = g_key_file_get_string (keys, TARGET, "line", NULL);
  g_autofree char *direction = g_key_file_get_string (keys, TARGET, "direction", NULL);

  self->width = get_size (keys, "width");
  self->height = get_size (keys, "height");
  self->is_maximized = g_key_file_get_boolean (keys, WINDOW, "maximized", NULL);
  self->left = get_size (keys, "left");
  self->right = get_size (keys, "right");
  self->layers = get_size (keys, "layers");
  self->adjustments = get_size (keys, "adjustments");
  self->centre.x = get_number (keys, MAP, "x");
  self->centre.y = get_number (keys, MAP, "y");
  self->metres_per_pixel = MAX (get_number (keys, MAP, "metres-per-pixel"), 0);
  self->compare = g_key_file_get_integer (keys, MAP, "compare", NULL);
  self->hides_base_map = g_key_file_get_boolean (keys, MAP, "hides-base-map", NULL);
  self->hides_names = g_key_file_get_boolean (keys, MAP, "hides-names", NULL);
  self->scheme = g_key_file_get_string (keys, TARGET, "scheme", NULL);
  self->rules = g_key_file_get_string (keys, TARGET, "rules", NULL);
  self->area_mode
      = g_key_file_get_boolean (keys, TARGET, "planar", NULL) ? SX_AREA_PLANAR : SX_AREA_ELLIPSOIDAL;
  if (line)
    sx_line_parse (line, &self->line);
  if (direction)
    sx_direction_parse (direction, &self->direction);
  self->situation = g_key_file_get_string (keys, TARGET, "situation", NULL);
  read_layers (self, keys);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SxPlanState *self = sx_plan_state_new (data);
  g_autofree char *path = sx_plan_state_path (data);
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    read_keys (self, keys);
  g_task_return_pointer (task, self, (GDestroyNotify)sx_plan_state_free);
}

void
sx_plan_state_load_async (const char *package, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done, data);

  g_task_set_task_data (task, g_strdup (package), g_free);
  g_task_run_in_thread (task, load_thread);
}

SxPlanState *
sx_plan_state_load_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ---- writing */

static void
write_layers (const SxPlanState *self, GKeyFile *keys)
{
  GHashTableIter iter;
  gpointer table, value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &table, &value))
    {
      g_autofree char *group = g_strconcat (LAYER, table, NULL);
      const SxLayerState *layer = value;

      g_key_file_set_boolean (keys, group, "visible", layer->is_visible);
      g_key_file_set_double (keys, group, "opacity", layer->opacity);
    }
}

static GKeyFile *
to_keys (const SxPlanState *self)
{
  GKeyFile *keys = g_key_file_new ();

  g_key_file_set_string (keys, WINDOW, "package", self->package); /* for who looks into the folder */
  g_key_file_set_integer (keys, WINDOW, "width", self->width);
  g_key_file_set_integer (keys, WINDOW, "height", self->height);
  g_key_file_set_boolean (keys, WINDOW, "maximized", self->is_maximized);
  g_key_file_set_integer (keys, WINDOW, "left", self->left);
  g_key_file_set_integer (keys, WINDOW, "right", self->right);
  g_key_file_set_integer (keys, WINDOW, "layers", self->layers);
  g_key_file_set_integer (keys, WINDOW, "adjustments", self->adjustments);
  g_key_file_set_double (keys, MAP, "x", self->centre.x);
  g_key_file_set_double (keys, MAP, "y", self->centre.y);
  g_key_file_set_double (keys, MAP, "metres-per-pixel", self->metres_per_pixel);
  g_key_file_set_integer (keys, MAP, "compare", self->compare);
  g_key_file_set_boolean (keys, MAP, "hides-base-map", self->hides_base_map);
  g_key_file_set_boolean (keys, MAP, "hides-names", self->hides_names);
  if (self->scheme)
    g_key_file_set_string (keys, TARGET, "scheme", self->scheme);
  if (self->rules)
    g_key_file_set_string (keys, TARGET, "rules", self->rules);
  g_key_file_set_boolean (keys, TARGET, "planar", self->area_mode == SX_AREA_PLANAR);
  g_key_file_set_string (keys, TARGET, "line", sx_line_name (self->line));
  g_key_file_set_string (keys, TARGET, "direction", sx_direction_name (self->direction));
  if (self->situation)
    g_key_file_set_string (keys, TARGET, "situation", self->situation);
  write_layers (self, keys);
  return keys;
}

typedef struct
{
  char *path, *text;
  guint64 number; /* of the saves of this program, rising */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

/* One at a time, and none after a later one of the same file. */
static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static GMutex lock;
  static GHashTable *written; /* path → number */
  Saving *saving = data;
  g_autofree char *folder = g_path_get_dirname (saving->path);
  g_autoptr (GError) error = NULL;
  guint64 *last;

  g_mutex_lock (&lock);
  if (!written)
    written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  last = g_hash_table_lookup (written, saving->path);
  if (!last || *last < saving->number)
    {
      g_hash_table_insert (written, g_strdup (saving->path),
                           g_memdup2 (&saving->number, sizeof saving->number));
      g_mkdir_with_parents (folder, 0700);
      if (!g_file_set_contents (saving->path, saving->text, -1, &error))
        g_message ("%s", error->message);
    }
  g_mutex_unlock (&lock);
  g_task_return_boolean (task, TRUE);
}

static void
saved (GObject *object, GAsyncResult *result, gpointer data)
{
  GApplication *application = data;

  if (!application)
    return;
  g_application_release (application);
  g_object_unref (application);
}

void
sx_plan_state_save (const SxPlanState *self)
{
  static guint64 number;
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, saved, application ? g_object_ref (application) : NULL);
  g_autoptr (GKeyFile) keys = to_keys (self);
  Saving *saving = g_new0 (Saving, 1);

  SX_ASSERT_MAIN_THREAD ();
  if (application)
    g_application_hold (application);
  saving->path = sx_plan_state_path (self->package);
  saving->text = g_key_file_to_data (keys, NULL, NULL);
  saving->number = ++number;
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_thread);
}
