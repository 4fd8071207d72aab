/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-map-style.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/sx-locale.h"
#include "base/sx-resource.h"

static SxInk
ink_parse (const char *text)
{
  guint64 v = g_ascii_strtoull (text + 1, NULL, 16);

  if (strcspn (text + 1, " ") == 6)
    v = v << 8 | 0xff;
  return (SxInk){ (float)(v >> 24 & 0xff) / 255, (float)(v >> 16 & 0xff) / 255, (float)(v >> 8 & 0xff) / 255,
                  (float)(v & 0xff) / 255 };
}

static SxInk
ink_mix (SxInk a, SxInk b, float share_of_b)
{
  float k = 1 - share_of_b;

  return (SxInk){ a.r * k + b.r * share_of_b, a.g * k + b.g * share_of_b, a.b * k + b.b * share_of_b, a.a };
}

/* "#light #dark"; where there is no dark one it is the light one. TRUE: there is. */
static gboolean
inks_parse (const char *text, SxInk *out)
{
  const char *dark = strchr (text, ' ');

  out[SX_THEME_LIGHT] = ink_parse (text);
  out[SX_THEME_DARK] = ink_parse (dark ? dark + 1 : text);
  return dark != NULL;
}

/* A fill lies on much of the map: muted towards the paper, and in the dark map most of it is dark. */
static void
fill_parse (const SxMapStyle *style, const char *text, double mute, SxInk *out)
{
  gboolean has_dark = inks_parse (text, out);

  out[SX_THEME_LIGHT] = ink_mix (out[SX_THEME_LIGHT], style->paper[SX_THEME_LIGHT], (float)mute);
  if (!has_dark)
    out[SX_THEME_DARK] = ink_mix (out[SX_THEME_DARK], style->paper[SX_THEME_DARK], (float)(0.48 + mute / 2));
}

static SxHatch
hatch_parse (const char *word)
{
  static const char *const words[] = { "none", "rising", "falling", "cross", "level", "upright", "dots" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      return (SxHatch)i;
  g_return_val_if_reached (SX_HATCH_NONE);
}

/* [width, colour] of that name */
static gboolean
read_edge (JsonObject *line, const char *name, double *width, SxInk *inks)
{
  JsonArray *edge;

  if (!json_object_has_member (line, name))
    return FALSE;
  edge = json_object_get_array_member (line, name);
  *width = json_array_get_double_element (edge, 0);
  inks_parse (json_array_get_string_element (edge, 1), inks);
  return TRUE;
}

static void
read_line (JsonObject *line, SxSymbol *symbols)
{
  SxInk inks[SX_N_THEMES], casing[SX_N_THEMES] = { 0 }, band[SX_N_THEMES] = { 0 };
  double casing_width = 0, band_width = 0;
  JsonArray *dash
      = json_object_has_member (line, "dash") ? json_object_get_array_member (line, "dash") : NULL;

  inks_parse (json_object_get_string_member (line, "colour"), inks);
  read_edge (line, "casing", &casing_width, casing);
  read_edge (line, "band", &band_width, band);
  for (guint t = 0; t < SX_N_THEMES; t++)
    {
      SxSymbol *s = &symbols[t];

      s->line = inks[t];
      s->width = json_object_get_double_member (line, "width");
      s->metres = json_object_get_double_member_with_default (line, "metres", 0);
      s->fades = json_object_get_boolean_member_with_default (line, "fade", FALSE);
      s->dash[0] = dash ? json_array_get_double_element (dash, 0) : 0;
      s->dash[1] = dash ? json_array_get_double_element (dash, 1) : 0;
      s->casing = casing[t];
      s->casing_width = casing_width;
      s->band = band[t];
      s->band_width = band_width;
    }
}

static void
read_classes (const SxMapStyle *style, SxTableStyle *self, JsonArray *classes, double mute)
{
  guint n = json_array_get_length (classes);

  self->classes = g_renew (SxMapClass, self->classes, n + 1);
  self->n_classes = n + 1;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (classes, i);
      SxMapClass *c = &self->classes[i + 1];

      c->code = g_strdup (json_object_get_string_member (object, "code"));
      c->title = g_strdup (json_object_get_string_member (object, "title"));
      c->title_en = g_strdup (json_object_get_string_member (object, "title_en"));
      fill_parse (style, json_object_get_string_member (object, "fill"), mute, c->fill);
    }
}

/* tables: where "classes" names another table its classes are looked up. */
static void
read_table (const SxMapStyle *style, SxTableStyle *self, JsonObject *object, JsonArray *tables)
{
  double mute = json_object_get_double_member_with_default (object, "mute", 0);
  JsonNode *classes = json_object_get_member (object, "classes");

  self->table = g_strdup (json_object_get_string_member_with_default (object, "name", NULL));
  self->is_shown = json_object_get_boolean_member_with_default (object, "shown", FALSE);
  self->field = g_strdup (json_object_get_string_member_with_default (object, "field", NULL));
  self->opacity = json_object_get_double_member_with_default (object, "opacity", 1);
  self->n_classes = 1;
  self->classes = g_new0 (SxMapClass, 1);
  self->classes[0].code = g_strdup ("");
  self->classes[0].title = g_strdup ("");
  self->classes[0].title_en = g_strdup ("");
  if (json_object_has_member (object, "fill"))
    fill_parse (style, json_object_get_string_member (object, "fill"), mute, self->classes[0].fill);
  else if (classes)
    fill_parse (style, "#dcd8d0", mute, self->classes[0].fill);
  if (json_object_has_member (object, "line"))
    read_line (json_object_get_object_member (object, "line"), self->symbol);
  if (json_object_has_member (object, "hatch"))
    {
      JsonObject *hatch = json_object_get_object_member (object, "hatch");
      SxInk inks[SX_N_THEMES];

      inks_parse (json_object_get_string_member (hatch, "colour"), inks);
      for (guint t = 0; t < SX_N_THEMES; t++)
        {
          self->symbol[t].hatch = hatch_parse (json_object_get_string_member (hatch, "kind"));
          self->symbol[t].hatch_ink = inks[t];
        }
    }
  for (guint i = 0; classes && JSON_NODE_HOLDS_VALUE (classes) && i < json_array_get_length (tables); i++)
    {
      JsonObject *other = json_array_get_object_element (tables, i);

      if (g_str_equal (json_object_get_string_member (other, "name"), json_node_get_string (classes)))
        classes = json_object_get_member (other, "classes");
    }
  if (classes && JSON_NODE_HOLDS_ARRAY (classes))
    read_classes (style, self, json_node_get_array (classes), mute);
}

static gpointer
style_load (gpointer data)
{
  SxMapStyle *self = g_new0 (SxMapStyle, 1);
  g_autoptr (GBytes) bytes = sx_resource_load ("map-style.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonArray *tables;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (!json_parser_load_from_data (parser, text, (gssize)size, NULL))
    g_return_val_if_reached (self);
  root = json_node_get_object (json_parser_get_root (parser));
  tables = json_object_get_array_member (root, "tables");
  inks_parse (json_object_get_string_member (root, "paper"), self->paper);
  read_table (self, &self->direction[SX_DIRECTION_IN], json_object_get_object_member (root, "in"), tables);
  read_table (self, &self->direction[SX_DIRECTION_OUT], json_object_get_object_member (root, "out"), tables);
  self->tables = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (tables); i++)
    {
      SxTableStyle *table = g_new0 (SxTableStyle, 1);

      read_table (self, table, json_array_get_object_element (tables, i), tables);
      table->z = i;
      g_ptr_array_add (self->tables, table);
    }
  return self;
}

const SxMapStyle *
sx_map_style_get (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, style_load, NULL);
}

const SxTableStyle *
sx_map_style_table (const SxMapStyle *self, const char *table)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SxTableStyle *style = g_ptr_array_index (self->tables, i);

      if (g_ascii_strcasecmp (style->table, table) == 0)
        return style;
    }
  return NULL;
}

guint
sx_table_style_class (const SxTableStyle *self, const char *code)
{
  guint best = 0;
  gsize length = 0;

  for (guint i = 1; i < self->n_classes; i++)
    {
      gsize n = strlen (self->classes[i].code);

      if (n > length && g_str_has_prefix (code, self->classes[i].code))
        {
          best = i;
          length = n;
        }
    }
  return best;
}

const char *
sx_table_style_label (const SxTableStyle *self, guint map_class)
{
  const SxMapClass *c = &self->classes[map_class];

  return sx_locale_is_chinese () ? c->title : c->title_en;
}
