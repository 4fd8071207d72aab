/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-shapefiles.h"

#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "deliver/sx-about-text.h"
#include "deliver/sx-copy.h"
#include "deliver/sx-shape-text.h"

#define REAL_WIDTH 24
#define REAL_DECIMALS 10
#define REAL_NOISE 1e-12 /* of the number: beyond what a double holds */
#define INTEGER_WIDTH 18
#define LISTED_A_FIELD 1000

/* The layer at hand, and what is to be said of all. */
typedef struct
{
  GIConv gbk;
  GHashTable *said_fields; /* "layer.field" → how many values were said of it */
  GArray *widths;          /* int: of the layer's fields */
  GPtrArray *source;       /* number of the field in the source */
  GPtrArray *renamed, *lost;
  const char *layer;
} Shapes;

/* ---- fields */

/* For each field of text the bytes of its longest value, at most what a table can hold. */
static void
measure_texts (Shapes *self, SxCopy *copy, OGRLayerH from)
{
  static const char *const no_geometry[] = { "OGR_GEOMETRY", NULL };
  int n = OGR_FD_GetFieldCount (OGR_L_GetLayerDefn (from));
  OGRFeatureH row;

  g_array_set_size (self->widths, 0);
  g_array_set_size (self->widths, (guint)n);
  OGR_L_SetIgnoredFields (from, (const char **)no_geometry);
  OGR_L_ResetReading (from);
  while (!g_cancellable_is_cancelled (copy->cancellable) && (row = OGR_L_GetNextFeature (from)))
    {
      for (int i = 0; i < n; i++)
        {
          int *width = &g_array_index (self->widths, int, i);

          if (OGR_Fld_GetType (OGR_F_GetFieldDefnRef (row, i)) == OFTString
              && OGR_F_IsFieldSetAndNotNull (row, i) && *width < SX_SHAPE_TEXT_BYTES)
            *width = MAX (*width, (int)MIN (sx_shape_text_bytes (self->gbk, OGR_F_GetFieldAsString (row, i)),
                                            SX_SHAPE_TEXT_BYTES));
        }
      OGR_F_Destroy (row);
    }
  OGR_L_SetIgnoredFields (from, NULL);
}

static OGRFieldDefnH
new_field (Shapes *self, OGRFieldDefnH from, int i, const char *name)
{
  OGRFieldType type = OGR_Fld_GetType (from);
  OGRFieldDefnH field;

  if (type == OFTBinary)
    return NULL;
  if (type != OFTInteger && type != OFTInteger64 && type != OFTReal && type != OFTDate)
    type = OFTString;
  field = OGR_Fld_Create (name, type);
  if (type == OFTString)
    OGR_Fld_SetWidth (field, CLAMP (MAX (OGR_Fld_GetWidth (from), g_array_index (self->widths, int, i)), 1,
                                    SX_SHAPE_TEXT_BYTES));
  else if (type == OFTReal)
    {
      OGR_Fld_SetWidth (field, REAL_WIDTH);
      OGR_Fld_SetPrecision (field, REAL_DECIMALS);
    }
  else if (type != OFTDate)
    OGR_Fld_SetWidth (field, type == OFTInteger ? INTEGER_WIDTH / 2 : INTEGER_WIDTH);
  return field;
}

static void
add_fields (Shapes *self, OGRLayerH from, OGRLayerH out)
{
  OGRFeatureDefnH fields = OGR_L_GetLayerDefn (from);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_set_size (self->source, 0);
  for (int i = 0; i < OGR_FD_GetFieldCount (fields); i++)
    {
      OGRFieldDefnH field = OGR_FD_GetFieldDefn (fields, i);
      const char *name = OGR_Fld_GetNameRef (field);
      g_autofree char *fitted = sx_shape_name_fit (self->gbk, name, taken);
      OGRFieldDefnH copy = new_field (self, field, i, fitted);

      if (!copy)
        {
          g_ptr_array_add (self->lost, g_strdup_printf ("%s.%s：二进制内容，Shapefile 不能存放，整列未写入。",
                                                        self->layer, name));
          continue;
        }
      if (!g_str_equal (name, fitted))
        g_ptr_array_add (self->renamed, g_strdup_printf ("%s\t%s\t%s", self->layer, fitted, name));
      OGR_L_CreateField (out, copy, FALSE);
      g_ptr_array_add (self->source, GINT_TO_POINTER (i));
      OGR_Fld_Destroy (copy);
    }
}

static OGRwkbGeometryType
shape_type (OGRLayerH layer)
{
  switch ((int)wkbFlatten (OGR_L_GetGeomType (layer)))
    {
    case wkbMultiPolygon:
      return wkbPolygon;
    case wkbMultiLineString:
      return wkbLineString;
    default:
      return wkbNone;
    }
}

static OGRLayerH
begin (SxCopy *copy, OGRLayerH from, gboolean *skip)
{
  static const char *const options[] = { "ENCODING=GBK", "2GB_LIMIT=YES", NULL };
  Shapes *self = copy->data;
  OGRLayerH out;

  self->layer = OGR_L_GetName (from);
  /* they are of the GeoPackage, and in the text */
  *skip = g_str_equal (self->layer, "layer_styles") || g_str_equal (self->layer, "sx_delivery");
  if (*skip)
    return NULL;
  out = GDALDatasetCreateLayer (copy->to, self->layer, OGR_L_GetSpatialRef (from), shape_type (from),
                                (char **)options);
  if (!out)
    return NULL;
  measure_texts (self, copy, from);
  add_fields (self, from, out);
  return out;
}

/* ---- rows */

/* What of a value could not be written; takes the sentence's end. */
static void
say_lost (Shapes *self, OGRFeatureH row, int field, const char *why)
{
  const char *name = OGR_Fld_GetNameRef (OGR_F_GetFieldDefnRef (row, field));
  g_autofree char *key = g_strconcat (self->layer, ".", name, NULL);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->said_fields, key)) + 1;
  int bsm = OGR_F_GetFieldIndex (row, "BSM");

  if (n <= LISTED_A_FIELD)
    {
      /* kept: a number as text lives until the feature is asked for the next one */
      g_autofree char *id = g_strdup (bsm >= 0 ? OGR_F_GetFieldAsString (row, bsm) : "");

      g_ptr_array_add (self->lost, g_strdup_printf ("%s 第%" G_GINT64_FORMAT "行%s%s：%s%s", key,
                                                    (gint64)OGR_F_GetFID (row), bsm >= 0 ? " BSM " : "", id,
                                                    why, OGR_F_GetFieldAsString (row, field)));
    }
  g_hash_table_replace (self->said_fields, g_steal_pointer (&key), GUINT_TO_POINTER (n));
}

static void
fill_text (Shapes *self, OGRFeatureH from, int field, OGRFeatureH to, int at)
{
  gsize width = (gsize)OGR_Fld_GetWidth (OGR_F_GetFieldDefnRef (to, at));
  gboolean is_whole;
  g_autofree char *text
      = sx_shape_text_fit (self->gbk, OGR_F_GetFieldAsString (from, field), width, &is_whole);

  OGR_F_SetFieldString (to, at, text);
  if (!is_whole)
    say_lost (self, from, field, "超过254字节或有GBK以外的字，全文是：");
}

static void
fill_number (Shapes *self, OGRFeatureH from, int field, OGRFeatureH to, int at)
{
  double number = OGR_F_GetFieldAsDouble (from, field);
  char text[64];

  g_snprintf (text, sizeof text, "%.*f", REAL_DECIMALS, number);
  if (strlen (text) > REAL_WIDTH || !isfinite (number))
    {
      say_lost (self, from, field, "数值超出字段宽度，未写入：");
      return;
    }
  OGR_F_SetFieldDouble (to, at, number);
  if (fabs (g_ascii_strtod (text, NULL) - number) > REAL_NOISE * fabs (number))
    say_lost (self, from, field, "小数位数超出字段，完整数值是：");
}

static void
fill_integer (Shapes *self, OGRFeatureH from, int field, OGRFeatureH to, int at)
{
  GIntBig number = OGR_F_GetFieldAsInteger64 (from, field);
  char text[64];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, (gint64)number);
  if (strlen (text) <= (gsize)OGR_Fld_GetWidth (OGR_F_GetFieldDefnRef (to, at)))
    OGR_F_SetFieldInteger64 (to, at, number);
  else
    say_lost (self, from, field, "数值超出字段宽度，未写入：");
}

static void
fill (SxCopy *copy, OGRFeatureH from, OGRFeatureH to)
{
  Shapes *self = copy->data;

  for (guint at = 0; at < self->source->len; at++)
    {
      int i = (int)at, field = GPOINTER_TO_INT (self->source->pdata[at]);
      OGRFieldType type = OGR_Fld_GetType (OGR_F_GetFieldDefnRef (to, i));

      if (!OGR_F_IsFieldSetAndNotNull (from, field))
        continue;
      if (type == OFTString)
        fill_text (self, from, field, to, i);
      else if (type == OFTReal)
        fill_number (self, from, field, to, i);
      else if (type == OFTDate)
        OGR_F_SetFieldRaw (to, i, OGR_F_GetRawFieldRef (from, field));
      else
        fill_integer (self, from, field, to, i);
    }
}

/* ---- the text beside them */

static void
add_list (GString *out, const char *title, const GPtrArray *lines)
{
  g_string_append_printf (out, "\n%s\n", title);
  if (!lines->len)
    g_string_append (out, "无。\n");
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (char *)lines->pdata[i]);
}

static void
add_counts (GString *out, const Shapes *self)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->said_fields), (GCompareFunc)strcmp);

  for (GList *l = keys; l; l = l->next)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->said_fields, l->data));

      if (n > LISTED_A_FIELD)
        g_string_append_printf (out, "%s：共%u处，以上列出前%d处；全部内容见数据库（.gpkg）。\n",
                                (char *)l->data, n, LISTED_A_FIELD);
    }
}

static gboolean
write_about (const Shapes *self, const SxCopy *copy, const SxDelivery *delivery, const char *path,
             GError **error)
{
  g_autoptr (GString) text = sx_about_text_begin (delivery, "Shapefile 成果");

  g_string_append (text,
                   "编码：GBK（各图层旁的 .cpg）。坐标系：CGCS2000 经纬度（EPSG:4490）。\n"
                   "各图层与同名数据库（.gpkg）逐行相同；以下是 Shapefile 容纳不下、因而不同的地方。\n");
  add_list (text, "一、字段名（超过10字节，图层、简名、原名）", self->renamed);
  add_list (text, "二、未能完整写入的内容", self->lost);
  add_counts (text, self);
  add_list (text, "三、写入程序的提示", copy->said);
  return sx_about_text_write (text, path, error);
}

static gboolean
write_all (Shapes *self, SxCopy *copy, const SxDelivery *delivery, const char *database, const char *path,
           GError **error)
{
  return sx_copy_run (copy, database, path, error) && write_about (self, copy, delivery, path, error);
}

gboolean
sx_shapefiles_write (const SxDelivery *delivery, const char *database, const char *path, SxProgress *progress,
                     GCancellable *cancellable, GError **error)
{
  static const SxCopyFormat format = { "ESRI Shapefile", begin, fill };
  Shapes self = { .gbk = g_iconv_open ("GBK", "UTF-8") };
  g_auto (SxCopy) copy
      = { .format = &format, .data = &self, .progress = progress, .cancellable = cancellable };
  gboolean ok;

  if (self.gbk == (GIConv)-1)
    {
      g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("the system has no GBK"));
      return FALSE;
    }
  self.said_fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.widths = g_array_new (FALSE, TRUE, sizeof (int));
  self.source = g_ptr_array_new ();
  self.renamed = g_ptr_array_new_with_free_func (g_free);
  self.lost = g_ptr_array_new_with_free_func (g_free);
  ok = write_all (&self, &copy, delivery, database, path, error);
  g_iconv_close (self.gbk);
  g_hash_table_unref (self.said_fields);
  g_array_unref (self.widths);
  g_ptr_array_unref (self.source);
  g_ptr_array_unref (self.renamed);
  g_ptr_array_unref (self.lost);
  return ok;
}

gboolean
sx_shapefiles_is_delivery (const char *path)
{
  static const char *const suffixes[] = { ".shp", ".shx", ".dbf", ".prj", ".cpg", NULL };

  return sx_about_text_is_folder (path, suffixes);
}
