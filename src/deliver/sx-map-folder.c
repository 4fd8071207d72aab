/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-map-folder.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/sx-error.h"
#include "base/sx-parallel.h"
#include "deliver/sx-about-text.h"

/* A sheet in one format. */
typedef struct
{
  guint sheet;
  SxAtlasFormat format;
} Page;

typedef struct
{
  SxAtlas *atlas;
  const char *folder;
  GArray *pages; /* Page */
  SxProgress *progress;
  GCancellable *cancellable;
} Folder;

static void
find_pages (Folder *self, guint formats)
{
  for (guint i = 0; i < sx_atlas_n_sheets (self->atlas); i++)
    for (guint f = 0; f < SX_N_ATLAS_FORMATS; f++)
      if (formats & (1u << f) && !sx_atlas_sheet (self->atlas, i)->missing)
        g_array_append_val (self->pages, ((Page){ i, (SxAtlasFormat)f }));
}

static gboolean
write_page (guint i, gpointer data, GError **error)
{
  const Folder *self = data;
  const Page *page = &g_array_index (self->pages, Page, i);
  g_autofree char *name = g_strdup_printf ("%s.%s", sx_atlas_sheet (self->atlas, page->sheet)->stem,
                                           sx_atlas_format_suffix (page->format));
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  if (!sx_atlas_write (self->atlas, page->sheet, page->format, path, self->cancellable, error))
    return FALSE;
  sx_progress_add (self->progress, 1.0 / self->pages->len);
  return TRUE;
}

static gboolean
write_about (const Folder *self, const SxDelivery *delivery, GError **error)
{
  g_autoptr (GString) text = sx_about_text_begin (delivery, "图件成果");
  gboolean any = FALSE;

  for (guint i = 0; i < sx_atlas_n_sheets (self->atlas); i++)
    {
      const SxAtlasSheet *sheet = sx_atlas_sheet (self->atlas, i);

      if (!sheet->missing)
        continue;
      g_string_append_printf (text, "%s%s：%s\n", any ? "" : "没有的图幅及其原因：\n", sheet->title,
                              sheet->reason);
      any = TRUE;
    }
  return sx_about_text_write (text, self->folder, error);
}

gboolean
sx_map_folder_write (const SxDelivery *delivery, const SxAtlasOptions *options, guint formats,
                     const char *path, SxProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (SxAtlas) atlas = sx_atlas_new (delivery, options, error);
  Folder self = { atlas, path, NULL, progress, cancellable };
  gboolean ok;

  if (!atlas)
    return FALSE;
  if (g_mkdir (path, 0777) != 0)
    {
      g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, g_strerror (errno));
      return FALSE;
    }
  self.pages = g_array_new (FALSE, FALSE, sizeof (Page));
  find_pages (&self, formats ? formats : 1u << SX_ATLAS_PDF);
  ok = sx_parallel (self.pages->len, write_page, &self, cancellable, error)
       && write_about (&self, delivery, error);
  g_array_unref (self.pages);
  return ok;
}

gboolean
sx_map_folder_is_delivery (const char *path)
{
  static const char *const suffixes[] = { ".pdf", ".png", ".svg", NULL };

  return sx_about_text_is_folder (path, suffixes);
}
