/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-project-codes.h"

#include <json-glib/json-glib.h>

#include "base/sx-resource.h"

/* ---- the file, read once */

typedef struct
{
  JsonObject *object;
  char **values[SX_PROJECT_N_TEXTS];
} Codes;

static JsonObject *
load (void)
{
  g_autoptr (GBytes) bytes = sx_resource_load ("projects.json");
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  if (bytes
      && json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                     &error))
    return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  g_critical ("projects.json: %s", error ? error->message : "missing");
  return json_object_new ();
}

static const char *
column_key (guint column)
{
  return column < SX_PROJECT_N_TEXTS        ? sx_project_field (column)
         : column == SX_PROJECT_COLUMN_AREA ? "area_ha"
                                            : "number";
}

static JsonObject *
section (JsonObject *object, guint column)
{
  JsonNode *node = json_object_get_member (object, column_key (column));

  return node ? json_node_get_object (node) : NULL;
}

static char **
read_list (JsonObject *object, const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array
      = object && json_object_has_member (object, key) ? json_object_get_array_member (object, key) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static const Codes *
codes (void)
{
  static gsize done;
  static Codes self;

  if (g_once_init_enter (&done))
    {
      self.object = load ();
      for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
        self.values[i] = read_list (section (self.object, i), "values");
      g_once_init_leave (&done, 1);
    }
  return &self;
}

/* ---- asked for */

const char *
sx_project_heading (guint column)
{
  JsonObject *object = section (codes ()->object, column);

  return object ? json_object_get_string_member (object, "heading") : "";
}

/* Whether the list under that key has a text that matches. */
static gboolean
list_has (JsonObject *object, const char *key, const char *text,
          gboolean (*match) (gconstpointer, gconstpointer))
{
  g_auto (GStrv) list = read_list (object, key);

  for (guint i = 0; list[i]; i++)
    if (match (text, list[i]))
      return TRUE;
  return FALSE;
}

int
sx_project_find_heading (const char *heading)
{
  for (guint i = 0; i < SX_PROJECT_N_COLUMNS; i++)
    {
      JsonObject *object = section (codes ()->object, i);

      if (object
          && (g_str_equal (heading, json_object_get_string_member (object, "heading"))
              || list_has (object, "also", heading, g_str_equal)))
        return (int)i;
    }
  return -1;
}

const char *const *
sx_project_values (SxProjectText text)
{
  char **values = codes ()->values[text];

  return values[0] ? (const char *const *)values : NULL;
}

gboolean
sx_project_is_open (SxProjectText text)
{
  JsonObject *object = section (codes ()->object, text);

  return !sx_project_values (text) || json_object_get_boolean_member_with_default (object, "is_open", FALSE);
}

const char *
sx_project_printed (SxProjectText text, const char *written)
{
  JsonObject *object = section (codes ()->object, text);
  const char *const *values = sx_project_values (text);

  for (guint i = 0; values && values[i]; i++)
    if (g_str_equal (values[i], written))
      return values[i];
  object = object && json_object_has_member (object, "written")
               ? json_object_get_object_member (object, "written")
               : NULL;
  return object ? json_object_get_string_member_with_default (object, written, NULL) : NULL;
}

gboolean
sx_project_is_sum (const char *text)
{
  return list_has (codes ()->object, "sums", text, g_str_equal);
}

static gboolean
begins_with (gconstpointer text, gconstpointer prefix)
{
  return g_str_has_prefix (text, prefix);
}

gboolean
sx_project_is_note (const char *text)
{
  return list_has (codes ()->object, "notes", text, begins_with);
}
