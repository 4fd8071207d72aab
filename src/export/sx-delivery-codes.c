/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-codes.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/sx-resource.h"

/* The file's outermost object, read once. */
static JsonObject *
codes (void)
{
  static gsize done;
  static JsonObject *object;

  if (g_once_init_enter (&done))
    {
      g_autoptr (GBytes) bytes = sx_resource_load ("export/codes.json");
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      g_autoptr (GError) error = NULL;

      if (bytes
          && json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                         (gssize)g_bytes_get_size (bytes), &error))
        object = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
      else
        g_critical ("export/codes.json: %s", error ? error->message : "missing");
      g_once_init_leave (&done, 1);
    }
  return object;
}

static const char *
look_up (const char *section, const char *key)
{
  JsonObject *object = codes ();

  if (!object || !key || !json_object_has_member (object, section))
    return NULL;
  return json_object_get_string_member_with_default (json_object_get_object_member (object, section), key,
                                                     NULL);
}

const char *
sx_delivery_zone_code (guint zone)
{
  char key[4] = { (char)('0' + zone % 10), 0 };

  return look_up ("zone_code", key);
}

const char *
sx_delivery_zone_name (guint zone)
{
  char key[4] = { (char)('0' + zone % 10), 0 };

  return look_up ("zone_name", key);
}

const char *
sx_delivery_reason (SxLine line, SxDirection direction, const char *situation)
{
  g_autofree char *key
      = g_strdup_printf ("%s %s %s", sx_line_name (line), sx_direction_name (direction), situation);
  const char *reason = situation ? look_up ("WHLY", key) : NULL;

  return reason ? reason : situation;
}

const char *
sx_delivery_counting (gboolean is_uncounted)
{
  return look_up ("KZBSHSLX", is_uncounted ? "uncounted" : "counted");
}

const char *
sx_delivery_ysdm (const char *table)
{
  return look_up ("YSDM", table);
}

gboolean
sx_delivery_same_use (const char *a, const char *b)
{
  gsize na = strlen (a), nb = strlen (b), n = MAX (na, nb);

  for (gsize i = 0; i < n; i++)
    if ((i < na ? a[i] : '0') != (i < nb ? b[i] : '0'))
      return FALSE;
  return na > 0 && nb > 0;
}
