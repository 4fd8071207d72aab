/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-about-text.h"

#include <string.h>

#include "base/sx-error.h"

#define NAME "说明.txt"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define MARK BYTE_ORDER_MARK "三线 Sanxian "

GString *
sx_about_text_begin (const SxDelivery *delivery, const char *title)
{
  GString *text = g_string_new (MARK);
  g_autofree char *plan = sx_delivery_file_name (delivery, "", NULL);

  g_string_append_printf (text,
                          "%s\n%s\n\n方案：%s\n规则：%s（%s）\n程序：Sanxian " SX_VERSION
                          "\n导出日期：%s\n指纹：%s\n",
                          title, plan, delivery->scheme->name, delivery->result->rules->title_zh,
                          delivery->result->rules->id, delivery->date, delivery->fingerprint);
  if (delivery->accepted->len)
    g_string_append (text, "\n提交时仍存在、由提交方明确承担的问题：\n");
  for (guint i = 0; i < delivery->accepted->len; i++)
    g_string_append_printf (text, "%u. %s\n", i + 1, (char *)delivery->accepted->pdata[i]);
  g_string_append_c (text, '\n');
  return text;
}

gboolean
sx_about_text_write (const GString *text, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autoptr (GError) problem = NULL;

  if (g_file_set_contents (path, text->str, (gssize)text->len, &problem))
    return TRUE;
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, problem->message);
  return FALSE;
}

static gboolean
is_ours (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, MARK);
}

gboolean
sx_about_text_is_folder (const char *path, const char *const *suffixes)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      gboolean is_known = g_str_equal (name, NAME);

      for (guint i = 0; !is_known && suffixes[i]; i++)
        is_known = g_str_has_suffix (name, suffixes[i]);
      if (!is_known)
        return FALSE;
    }
  return dir && is_ours (path);
}
