/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of key projects: any file is either a list whose projects hold what their header promises, or one
 * sentence. */
#include <glib/gstdio.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/sx-error.h"
#include "plan/sx-project-codes.h"
#include "store/sx-project-import.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_project (const SxProject *project)
{
  g_assert_true (project->name && *project->name);
  g_assert_true (isnan (project->area_ha) || (project->area_ha >= 0 && isfinite (project->area_ha)));
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    {
      const char *text = sx_project_text (project, i);

      if (!text)
        continue;
      g_assert_true (*text && g_utf8_validate (text, -1, NULL) && !strpbrk (text, "\r\n"));
      g_assert_true (sx_project_is_open (i) || g_strv_contains (sx_project_values (i), text));
    }
}

static void
check_sentences (const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    g_assert_true (g_utf8_validate (sentences->pdata[i], -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean is_archive = size >= 4 && memcmp (data, "PK\003\004", 4) == 0;
  gboolean is_ods = is_archive && memmem (data, size, "opendocument.spreadsheet", 24);
  g_autofree char *folder = g_dir_make_tmp ("sx-fuzz-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder,
                                            !is_archive ? "f.csv"
                                            : is_ods    ? "f.ods"
                                                        : "f.xlsx",
                                            NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxProjectImport) read = NULL;

  g_assert_true (g_file_set_contents (file, (const char *)data, (gssize)size, NULL));
  read = sx_project_import_read (file, NULL, &error);
  g_unlink (file);
  g_rmdir (folder);
  if (!read)
    {
      g_assert_true (error && error->domain == SX_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_ptr_array_foreach (read->projects, (GFunc)(gpointer)check_project, NULL);
  check_sentences (read->refused);
  check_sentences (read->remarks);
  return 0;
}
