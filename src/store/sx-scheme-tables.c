/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-tables.h"

static const SxStoreColumn parameter_columns[] = {
  { "key", "TEXT PRIMARY KEY" },
  { "value", "TEXT NOT NULL" },
  { NULL },
};

static const SxStoreColumn scheme_columns[] = {
  { "id", "INTEGER PRIMARY KEY" },
  { "name", "TEXT NOT NULL UNIQUE" },
  { "note", "TEXT" },
  { "created", "TEXT" },
  { "modified", "TEXT" },
  { NULL },
};

static const SxStoreColumn adjustment_columns[] = {
  { "fid", "INTEGER PRIMARY KEY" },
  { "geom", "MULTIPOLYGON" },
  { "scheme_id", "INTEGER NOT NULL" },
  { "line", "TEXT NOT NULL" },
  { "direction", "TEXT NOT NULL" },
  { "situation", "TEXT" },
  { "name", "TEXT" },
  { "project", "TEXT" },
  { "basis", "TEXT" },
  { "note", "TEXT" },
  { "hxlx", "TEXT" },
  { "uncounted", "INTEGER" },
  { NULL },
};

static const SxStoreColumn reclass_columns[] = {
  { "fid", "INTEGER PRIMARY KEY" },
  { "geom", "MULTIPOLYGON" },
  { "scheme_id", "INTEGER NOT NULL" },
  { "layer", "TEXT NOT NULL" },
  { "code", "TEXT NOT NULL" },
  { "name", "TEXT" },
  { "note", "TEXT" },
  { NULL },
};

static const SxStoreColumn road_columns[] = {
  { "fid", "INTEGER PRIMARY KEY" },
  { "geom", "MULTILINESTRING" },
  { "scheme_id", "INTEGER NOT NULL" },
  { "action", "TEXT NOT NULL" },
  { "grade", "TEXT" },
  { "name", "TEXT" },
  { NULL },
};

static const SxStoreColumn project_columns[] = {
  { "id", "INTEGER PRIMARY KEY" },
  { "type", "TEXT" },
  { "name", "TEXT NOT NULL" },
  { "level", "TEXT" },
  { "basis", "TEXT" },
  { "nature", "TEXT" },
  { "years", "TEXT" },
  { "area_ha", "REAL" },
  { "maintenance", "TEXT" },
  { "placement", "TEXT" },
  { "feature", "TEXT" },
  { NULL },
};

static const SxStoreColumn judgement_columns[] = {
  { "scheme_id", "INTEGER NOT NULL" },
  { "indicator", "TEXT NOT NULL" },
  { "verdict", "TEXT NOT NULL" },
  { "reason", "TEXT" },
  { NULL },
};

static const SxStoreTable tables[SX_STORE_N_TABLES] = {
  [SX_STORE_PARAMETER] = { "sx_parameter", NULL, { "key" }, NULL, parameter_columns },
  [SX_STORE_SCHEME] = { "sx_scheme", NULL, { "id" }, NULL, scheme_columns },
  [SX_STORE_ADJUSTMENT] = { "sx_adjustment", "MULTIPOLYGON", { "fid" }, NULL, adjustment_columns },
  [SX_STORE_RECLASS] = { "sx_reclass", "MULTIPOLYGON", { "fid" }, NULL, reclass_columns },
  [SX_STORE_ROAD] = { "sx_road", "MULTILINESTRING", { "fid" }, NULL, road_columns },
  [SX_STORE_PROJECT] = { "sx_project", NULL, { "id" }, NULL, project_columns },
  [SX_STORE_JUDGEMENT] = { "sx_judgement",
                           NULL,
                           { "scheme_id", "indicator" },
                           "PRIMARY KEY (scheme_id, indicator)",
                           judgement_columns },
};

const SxStoreTable *
sx_store_table (SxStoreTableId id)
{
  return &tables[id];
}

gboolean
sx_store_table_find (const char *name, SxStoreTableId *out)
{
  for (guint i = 0; i < SX_STORE_N_TABLES; i++)
    if (g_strcmp0 (tables[i].name, name) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

char *
sx_store_table_sql (SxStoreTableId id)
{
  const SxStoreTable *table = &tables[id];
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "CREATE TABLE %s (", table->name);
  for (const SxStoreColumn *c = table->columns; c->name != NULL; c++)
    g_string_append_printf (sql, "%s%s %s", c == table->columns ? "" : ", ", c->name, c->declaration);
  if (table->constraint)
    g_string_append_printf (sql, ", %s", table->constraint);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

char **
sx_store_table_attributes (SxStoreTableId id)
{
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();

  for (const SxStoreColumn *c = tables[id].columns; c->name != NULL; c++)
    if (!g_str_equal (c->name, tables[id].keys[0]) && !g_str_equal (c->name, "geom"))
      g_strv_builder_add_many (pairs, c->name, c->declaration, NULL);
  return g_strv_builder_end (pairs);
}
