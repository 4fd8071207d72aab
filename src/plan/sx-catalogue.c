/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-catalogue.h"
#include <json-glib/json-glib.h>
#include "base/sx-locale.h"
#include "base/sx-resource.h"

static void
field_free (SxCatalogueField *self)
{
  g_free (self->name);
  g_strfreev (self->aliases);
  g_free (self);
}

static void
table_free (SxCatalogueTable *self)
{
  g_free (self->name);
  g_strfreev (self->aliases);
  g_free (self->title);
  g_free (self->title_en);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static char **
read_aliases (JsonObject *object)
{
  GStrvBuilder *names = g_strv_builder_new ();
  char **aliases;

  if (json_object_has_member (object, "aliases"))
    {
      JsonArray *array = json_object_get_array_member (object, "aliases");

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_strv_builder_add (names, json_array_get_string_element (array, i));
    }
  aliases = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return aliases;
}

static SxCatalogueField *
read_field (JsonObject *object)
{
  SxCatalogueField *field = g_new0 (SxCatalogueField, 1);
  const char *type = json_object_get_string_member_with_default (object, "type", "text");

  field->name = g_strdup (json_object_get_string_member (object, "name"));
  field->aliases = read_aliases (object);
  field->type = g_str_equal (type, "number") ? SX_COLUMN_NUMBER : SX_COLUMN_TEXT;
  return field;
}

static SxCatalogueTable *
read_table (JsonObject *object)
{
  SxCatalogueTable *table = g_new0 (SxCatalogueTable, 1);
  const char *geometry = json_object_get_string_member_with_default (object, "geometry", "polygon");

  table->name = g_strdup (json_object_get_string_member (object, "name"));
  table->aliases = read_aliases (object);
  table->title = g_strdup (json_object_get_string_member (object, "title"));
  table->title_en = g_strdup (json_object_get_string_member (object, "title_en"));
  table->is_line = g_str_equal (geometry, "line");
  if (!sx_line_parse (json_object_get_string_member_with_default (object, "line", NULL), &table->line))
    table->line = SX_LINE_ANY;
  table->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)field_free);
  if (json_object_has_member (object, "fields"))
    {
      JsonArray *array = json_object_get_array_member (object, "fields");

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_ptr_array_add (table->fields, read_field (json_array_get_object_element (array, i)));
    }
  return table;
}

SxCatalogue *
sx_catalogue_load (void)
{
  SxCatalogue *self = g_new0 (SxCatalogue, 1);
  g_autoptr (GBytes) bytes = sx_resource_load ("layers.json");
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonArray *tables;

  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify)table_free);
  g_return_val_if_fail (bytes, self);
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                   &error))
    {
      g_critical ("layers.json: %s", error->message);
      return self;
    }
  tables = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "tables");
  for (guint i = 0; i < json_array_get_length (tables); i++)
    g_ptr_array_add (self->tables, read_table (json_array_get_object_element (tables, i)));
  return self;
}

void
sx_catalogue_free (SxCatalogue *self)
{
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/* Whether name is the standard name or one of the aliases, in any case. */
static gboolean
is_called (const char *standard, char **aliases, const char *name)
{
  if (g_ascii_strcasecmp (standard, name) == 0)
    return TRUE;
  for (; *aliases; aliases++)
    if (g_ascii_strcasecmp (*aliases, name) == 0)
      return TRUE;
  return FALSE;
}

const SxCatalogueTable *
sx_catalogue_find (const SxCatalogue *self, const char *table)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SxCatalogueTable *t = g_ptr_array_index (self->tables, i);

      if (is_called (t->name, t->aliases, table))
        return t;
    }
  return NULL;
}

const char *
sx_catalogue_table_label (const SxCatalogueTable *self)
{
  return sx_locale_is_chinese () ? self->title : self->title_en;
}

const SxCatalogueField *
sx_catalogue_table_field (const SxCatalogueTable *self, const char *field)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const SxCatalogueField *f = g_ptr_array_index (self->fields, i);

      if (is_called (f->name, f->aliases, field))
        return f;
    }
  return NULL;
}
