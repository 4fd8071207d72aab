/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-quality-fields.h"

static const SxQualityField fields[] = {
  { "XZQ", "BSM", SX_FIELD_BSM, SX_CODES_NONE, FALSE },
  { "XZQ", "XZQDM", SX_FIELD_CODE, SX_CODES_NONE, TRUE },
  { "DLTB", "BSM", SX_FIELD_BSM, SX_CODES_NONE, TRUE },
  { "DLTB", "DLBM", SX_FIELD_CODE, SX_CODES_DLBM, TRUE },
  { "DLTB", "DLMC", SX_FIELD_NAME, SX_CODES_DLBM, FALSE },
  { "DLTB", "GDPDJB", SX_FIELD_CODE, SX_CODES_GDPDJB, FALSE },
  { "DLTB", "CZCSXM", SX_FIELD_CODE, SX_CODES_CZCSXM, FALSE },
  { "DLTB", "TBMJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "DLTB", "KCXS", SX_FIELD_FACTOR, SX_CODES_NONE, FALSE },
  { "DLTB", "KCMJ", SX_FIELD_DEDUCTED, SX_CODES_NONE, FALSE },
  { "DLTB", "TBDLMJ", SX_FIELD_NET, SX_CODES_NONE, TRUE },
  { "DLTB2020", "BSM", SX_FIELD_BSM, SX_CODES_NONE, FALSE },
  { "DLTB2020", "DLBM", SX_FIELD_CODE, SX_CODES_DLBM, TRUE },
  { "DLTB2020", "CZCSXM", SX_FIELD_CODE, SX_CODES_CZCSXM, FALSE },
  { "YJJBNTBHTB", "BSM", SX_FIELD_BSM, SX_CODES_NONE, TRUE },
  { "YJJBNTBHTB", "DLBM", SX_FIELD_CODE, SX_CODES_DLBM, TRUE },
  { "YJJBNTBHTB", "DLMC", SX_FIELD_NAME, SX_CODES_DLBM, FALSE },
  { "YJJBNTBHTB", "GDPDJB", SX_FIELD_CODE, SX_CODES_GDPDJB, FALSE },
  { "YJJBNTBHTB", "YJJBNTTBMJ", SX_FIELD_AREA, SX_CODES_NONE, FALSE },
  { "YJJBNTBHTB", "KCXS", SX_FIELD_FACTOR, SX_CODES_NONE, FALSE },
  { "YJJBNTBHTB", "KCMJ", SX_FIELD_DEDUCTED, SX_CODES_NONE, FALSE },
  { "YJJBNTBHTB", "YJJBNTMJ", SX_FIELD_NET, SX_CODES_NONE, TRUE },
  { "STBHHX", "BSM", SX_FIELD_BSM, SX_CODES_NONE, FALSE },
  { "STBHHX", "HXLX", SX_FIELD_CODE, SX_CODES_HXLX, TRUE },
  { "STBHHX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "CZKFBJGX", "BSM", SX_FIELD_BSM, SX_CODES_NONE, FALSE },
  { "CZKFBJGX", "GHFQDM", SX_FIELD_CODE, SX_CODES_GHFQDM, FALSE },
  { "CZKFBJGX", "GHFQMC", SX_FIELD_NAME, SX_CODES_GHFQDM, FALSE },
  { "CZKFBJGX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "GHFQ", "BSM", SX_FIELD_BSM, SX_CODES_NONE, FALSE },
  { "GHFQ", "GHFQDM", SX_FIELD_CODE, SX_CODES_GHFQDM, TRUE },
  { "GHFQ", "GHFQMC", SX_FIELD_NAME, SX_CODES_GHFQDM, FALSE },
  { "GHFQ", "MJ", SX_FIELD_AREA, SX_CODES_NONE, FALSE },
  { "ZXCQGHYDYH", "BSM", SX_FIELD_BSM, SX_CODES_NONE, FALSE },
  { "ZXCQGHYDYH", "YDYHFLDM", SX_FIELD_CODE, SX_CODES_YDYHFLDM, TRUE },
  { "ZXCQGHYDYH", "YDYHFLMC", SX_FIELD_NAME, SX_CODES_YDYHFLDM, FALSE },
  { "ZXCQGHYDYH", "TBMJ", SX_FIELD_AREA, SX_CODES_NONE, FALSE },
  { "LSWHBHX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "HLFXKZX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "KCZYKCBHX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "ZXCQCSLVX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "ZXCQCSLX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "ZXCQCSHX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "ZXCQCSZX", "MJ", SX_FIELD_AREA, SX_CODES_NONE, TRUE },
  { "CZJSSYXPJJG", "SYXDJ", SX_FIELD_CODE, SX_CODES_NONE, TRUE },
  { "DZZHQ", "FJ", SX_FIELD_CODE, SX_CODES_NONE, TRUE },
  { "ZRBHD", "GKFQ", SX_FIELD_CODE, SX_CODES_NONE, FALSE },
};

const SxQualityField *
sx_quality_field_list (guint *n)
{
  *n = G_N_ELEMENTS (fields);
  return fields;
}

const SxQualityField *
sx_quality_field_find (const char *table, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].table, table) && g_str_equal (fields[i].field, field))
      return &fields[i];
  return NULL;
}

gboolean
sx_quality_field_is_number (const SxQualityField *self)
{
  return self->role == SX_FIELD_AREA || self->role == SX_FIELD_NET || self->role == SX_FIELD_FACTOR
         || self->role == SX_FIELD_DEDUCTED;
}

GHashTable *
sx_quality_field_names (void)
{
  GHashTable *names
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GPtrArray *of_table = g_hash_table_lookup (names, fields[i].table);

      if (!of_table)
        {
          of_table = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (names, g_strdup (fields[i].table), of_table);
        }
      g_ptr_array_add (of_table, g_strdup (fields[i].field));
    }
  return names;
}
