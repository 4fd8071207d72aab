/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-tables.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "export/sx-delivery-target.h"
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

/* A workbook is a ZIP archive. */
static gboolean
is_workbook (const char *file)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (file, FALSE, NULL);

  return mapped && g_mapped_file_get_length (mapped) > 4
         && memcmp (g_mapped_file_get_contents (mapped), "PK\003\004", 4) == 0;
}

static gboolean
write_grids (const SxDelivery *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) grids = sx_tables_new (self, error);
  g_autofree char *rules
      = g_strdup_printf ("规则：%s（%s）", self->result->rules->title_zh, self->result->rules->id);
  g_autofree char *scheme = g_strdup_printf ("方案：%s", self->scheme->name);
  g_autofree char *program = g_strdup ("程序：Sanxian " SX_VERSION);
  g_autofree char *fingerprint = g_strdup_printf ("指纹：%s", self->fingerprint);
  g_autofree char *foot
      = g_strdup_printf ("%s　导出日期：%s　指纹：%.16s", self->scheme->name, self->date, self->fingerprint);
  const char *const about[] = { "各表由同一计算结果生成；合计为公式，分项按最大余数法取整，与合计一致。",
                                "空白栏目及其原因：见下。",
                                scheme,
                                rules,
                                program,
                                fingerprint,
                                NULL };

  return grids && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && sx_workbook_write (path, grids, about, foot, error);
}

gboolean
sx_delivery_write_tables (const SxDelivery *self, const char *folder, char **file, GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *name = sx_delivery_file_name (self, "附表", "xlsx");
  SxDeliveryTarget *target = sx_delivery_target_new (folder, name, is_workbook, error);
  g_autofree char *place = target ? g_strdup (target->file) : NULL;
  g_autoptr (GError) problem = NULL;

  if (!target)
    return FALSE;
  if (write_grids (self, target->temporary, cancellable, &problem))
    {
      if (!sx_delivery_target_finish (target, error))
        return FALSE;
      *file = g_steal_pointer (&place);
      return TRUE;
    }
  sx_delivery_target_free (target);
  if (g_error_matches (problem, SX_ERROR, SX_ERROR_UNWRITABLE))
    g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("“%s” cannot be written: %s."), place,
                 problem->message);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
