/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-style.h"

#include <string.h>

#include "export/sx-qgis-symbol.h"
#include "picture/sx-map-style.h"

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* A category a code that there is, in the order of codes. */
static GPtrArray *
codes_of (const SxTableStyle *style, const SxLayer *base, const SxAfterLayer *layer)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *codes = g_ptr_array_new ();
  const SxColumn *column = style->field ? sx_layer_column (base, style->field) : NULL;

  if (!column || column->type != SX_COLUMN_TEXT)
    return codes;
  for (guint i = 1; i < column->pool->len; i++)
    if (g_hash_table_add (seen, column->pool->pdata[i]))
      g_ptr_array_add (codes, column->pool->pdata[i]);
  for (guint i = 0; layer && i < layer->pieces->len; i++)
    {
      char *code = ((SxAfterPiece *)layer->pieces->pdata[i])->code;

      if (code && g_hash_table_add (seen, code))
        g_ptr_array_add (codes, code);
    }
  g_ptr_array_sort (codes, compare_codes);
  return codes;
}

static void
begin_qml (GString *out, const char *type, const char *field)
{
  g_string_append (out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
                        "<qgis version=\"3.22.16\" styleCategories=\"Symbology\">");
  g_string_append_printf (out, "<renderer-v2 type=\"%s\"", type);
  if (field)
    g_string_append_printf (out, " attr=\"%s\"", field);
  g_string_append (out, " forceraster=\"0\" symbollevels=\"0\" enableorderby=\"0\">");
}

/* frees out */
static char *
end_qml (GString *out, double opacity)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.3g", opacity);
  g_string_append_printf (out, "</symbols></renderer-v2><layerOpacity>%s</layerOpacity></qgis>", text);
  return g_string_free (out, FALSE);
}

static void
add_category (GString *out, guint number, const char *code, const char *title)
{
  g_autofree char *value = g_markup_escape_text (code, -1), *label = g_markup_escape_text (title, -1);

  g_string_append_printf (out, "<category value=\"%s\" label=\"%s %s\" symbol=\"%u\" render=\"true\"/>",
                          value, value, label, number);
}

static char *
qml_of_table (const SxTableStyle *style, const SxLayer *base, const SxAfterLayer *layer)
{
  g_autoptr (GPtrArray) codes = codes_of (style, base, layer);
  GString *out = g_string_new (NULL);

  begin_qml (out, codes->len ? "categorizedSymbol" : "singleSymbol", codes->len ? style->field : NULL);
  if (codes->len)
    {
      g_string_append (out, "<categories>");
      for (guint i = 0; i < codes->len; i++)
        add_category (out, i, codes->pdata[i],
                      style->classes[sx_table_style_class (style, codes->pdata[i])].title);
      g_string_append (out, "</categories>");
    }
  g_string_append (out, "<symbols>");
  for (guint i = 0; i < MAX (codes->len, 1); i++)
    sx_qgis_symbol_append (out, i, style, codes->len ? sx_table_style_class (style, codes->pdata[i]) : 0,
                           base->is_line);
  return end_qml (out, style->opacity);
}

/* Plots: in, changed, out. */
static char *
qml_of_changes (const SxMapStyle *map)
{
  static const struct
  {
    const char *code, *title;
    SxDirection like;
  } kinds[] = {
    { "1", "调入", SX_DIRECTION_IN },
    { "2", "属性变更", SX_DIRECTION_IN },
    { "3", "调出", SX_DIRECTION_OUT },
  };
  GString *out = g_string_new (NULL);

  begin_qml (out, "categorizedSymbol", "WHLX");
  g_string_append (out, "<categories>");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_category (out, i, kinds[i].code, kinds[i].title);
  g_string_append (out, "</categories><symbols>");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    sx_qgis_symbol_append (out, i, &map->direction[kinds[i].like], 0, FALSE);
  return end_qml (out, 1);
}

static void
add_style (SxPackageWriter *writer, const char *prefix, const char *table, const char *qml)
{
  g_autofree char *name = g_strconcat (prefix, table, NULL);

  sx_package_writer_run (writer,
                         "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                         "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner)"
                         " VALUES ('', '', %Q, 'geom', %Q, %Q, '', 1, '', '')",
                         name, name, qml);
}

void
sx_delivery_write_styles (SxPackageWriter *writer, const char *table, const SxLayer *base,
                          const SxAfterLayer *layer)
{
  const SxMapStyle *map = sx_map_style_get ();
  const SxTableStyle *style = sx_map_style_table (map, table);
  g_autofree char *qml = style ? qml_of_table (style, base, layer) : NULL;
  g_autofree char *changes = layer && layer->is_maintained ? qml_of_changes (map) : NULL;

  if (qml)
    add_style (writer, "", table, qml);
  if (qml && changes)
    {
      add_style (writer, "WHQ", table, qml);
      add_style (writer, "WHH", table, qml);
    }
  if (changes)
    add_style (writer, "WHC", table, changes);
}
