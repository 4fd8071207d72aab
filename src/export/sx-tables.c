/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-tables.h"

#include <string.h>

#include "base/sx-lock.h"
#include "export/sx-projects.h"
#include "export/sx-workbook.h"

GPtrArray *
sx_tables_new (const SxDelivery *delivery, GError **error)
{
  g_autoptr (GPtrArray) projects = sx_projects_find (delivery->plan, delivery->scheme, error);
  GPtrArray *grids;

  if (!projects)
    return NULL;
  grids = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_grid_free);
  g_ptr_array_add (grids, sx_table_summary (delivery, projects));
  for (guint line = SX_LINE_FARMLAND; line <= SX_LINE_BOUNDARY; line++)
    g_ptr_array_add (grids, sx_table_situations (delivery, (SxLine)line));
  g_ptr_array_add (grids, sx_table_indicators (delivery));
  g_ptr_array_add (grids, sx_table_zones (delivery));
  g_ptr_array_add (grids, sx_table_uses (delivery));
  g_ptr_array_add (grids, sx_table_projects (projects));
  g_ptr_array_add (grids, sx_table_townships (delivery));
  g_ptr_array_add (grids, sx_table_passages (delivery));
  g_ptr_array_add (grids, sx_table_effects (delivery));
  return grids;
}

/* ---- once for all parts */

struct _SxSharedTables
{
  const SxDelivery *delivery;
  GMutex lock;
  GPtrArray *grids; /* NULL: not made */
};

SxSharedTables *
sx_shared_tables_new (const SxDelivery *delivery)
{
  SxSharedTables *self = g_new0 (SxSharedTables, 1);

  self->delivery = delivery;
  g_mutex_init (&self->lock);
  return self;
}

void
sx_shared_tables_free (SxSharedTables *self)
{
  g_clear_pointer (&self->grids, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const GPtrArray *
sx_shared_tables_get (SxSharedTables *self, GError **error)
{
  const GPtrArray *grids;

  sx_lock (&self->lock);
  if (!self->grids)
    self->grids = sx_tables_new (self->delivery, error);
  grids = self->grids;
  sx_unlock (&self->lock);
  return grids;
}

/* ---- the workbook */

/* A ZIP archive. */
gboolean
sx_delivery_is_workbook (const char *path)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);

  return mapped && g_mapped_file_get_length (mapped) > 4
         && memcmp (g_mapped_file_get_contents (mapped), "PK\003\004", 4) == 0;
}

/* Lines for the sheet 说明. */
static char **
about (const SxDelivery *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *rules
      = g_strdup_printf ("规则：%s（%s）", self->result->rules->title_zh, self->result->rules->id);
  g_autofree char *scheme = g_strdup_printf ("方案：%s", self->scheme->name);
  g_autofree char *fingerprint = g_strdup_printf ("指纹：%s", self->fingerprint);

  g_strv_builder_add (lines, "各表由同一计算结果生成；合计为公式，分项按最大余数法取整，与合计一致。");
  g_strv_builder_add (lines, "空白栏目及其原因：见下。");
  g_strv_builder_add (lines, scheme);
  g_strv_builder_add (lines, rules);
  g_strv_builder_add (lines, "程序：Sanxian " SX_VERSION);
  g_strv_builder_add (lines, fingerprint);
  if (self->accepted->len)
    g_strv_builder_add (lines, "提交时仍存在、由提交方明确承担的问题：");
  for (guint i = 0; i < self->accepted->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("%u. %s", i + 1, (char *)self->accepted->pdata[i]);

      g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}

gboolean
sx_delivery_write_tables (const SxDelivery *self, SxSharedTables *tables, const char *path,
                          GCancellable *cancellable, GError **error)
{
  const GPtrArray *grids = sx_shared_tables_get (tables, error);
  g_auto (GStrv) lines = about (self);
  g_autofree char *foot
      = g_strdup_printf ("%s　导出日期：%s　指纹：%.16s", self->scheme->name, self->date, self->fingerprint);

  return grids && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && sx_workbook_write (path, grids, (const char *const *)lines, foot, error);
}
