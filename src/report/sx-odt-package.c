/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-odt-package.h"

#include <string.h>
#include <zip.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define TYPE "application/vnd.oasis.opendocument.text"

static const char manifest[]
    = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
      "manifest:version=\"1.2\">\n"
      "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"" TYPE
      "\"/>\n"
      "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\n"
      "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>\n"
      "<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>\n"
      "</manifest:manifest>\n";

/* Noon of the date, in UTC; 0 where it is none. */
static time_t
time_of (const char *date)
{
  g_autofree char *text = g_strdup_printf ("%sT12:00:00Z", date);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return time ? (time_t)g_date_time_to_unix (time) : 0;
}

/* The data has to outlive the archive. */
static gboolean
add_part (zip_t *archive, const char *name, gconstpointer data, gsize size, gboolean is_stored, time_t time)
{
  zip_source_t *source = data ? zip_source_buffer (archive, data, size, 0) : NULL;
  zip_int64_t at = source ? zip_file_add (archive, name, source, ZIP_FL_ENC_UTF_8) : -1;

  if (source && at < 0)
    zip_source_free (source);
  return at >= 0 && zip_file_set_mtime (archive, (zip_uint64_t)at, time, 0) == 0
         && zip_set_file_compression (archive, (zip_uint64_t)at, is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0)
                == 0;
}

/* The archive's bytes; the source is freed. */
static GBytes *
bytes_of (zip_source_t *source)
{
  zip_stat_t stat;
  guint8 *data = NULL;
  zip_int64_t n = -1;

  if (zip_source_stat (source, &stat) == 0 && zip_source_open (source) == 0)
    {
      data = g_malloc (stat.size ? stat.size : 1);
      n = zip_source_read (source, data, stat.size);
      zip_source_close (source);
      if (n != (zip_int64_t)stat.size)
        g_clear_pointer (&data, g_free);
    }
  zip_source_free (source);
  return data ? g_bytes_new_take (data, (gsize)n) : NULL;
}

GBytes *
_sx_odt_package_new (xmlDoc *content, xmlDoc *styles, xmlDoc *meta, const char *date, GError **error)
{
  const char *const names[] = { "content.xml", "styles.xml", "meta.xml" };
  xmlDoc *const docs[] = { content, styles, meta };
  xmlChar *texts[G_N_ELEMENTS (docs)] = { NULL };
  zip_source_t *whole = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *archive = whole ? zip_open_from_source (whole, ZIP_TRUNCATE, NULL) : NULL;
  time_t time = time_of (date);
  gboolean is_good = archive != NULL;
  GBytes *bytes = NULL;

  if (archive)
    {
      zip_source_keep (whole); /* past the archive */
      is_good = add_part (archive, "mimetype", TYPE, strlen (TYPE), TRUE, time);
      for (guint i = 0; i < G_N_ELEMENTS (docs); i++)
        {
          int size = 0;

          xmlDocDumpMemoryEnc (docs[i], &texts[i], &size, "UTF-8");
          is_good = is_good && add_part (archive, names[i], texts[i], (gsize)MAX (size, 0), FALSE, time);
        }
      is_good = is_good
                && add_part (archive, "META-INF/manifest.xml", manifest, sizeof manifest - 1, FALSE, time);
      if (!is_good || zip_close (archive) != 0)
        {
          is_good = FALSE;
          zip_discard (archive);
        }
    }
  if (is_good)
    bytes = bytes_of (whole);
  else if (whole)
    zip_source_free (whole);
  for (guint i = 0; i < G_N_ELEMENTS (docs); i++)
    xmlFree (texts[i]);
  if (!bytes)
    g_set_error_literal (error, SX_ERROR, SX_ERROR_INTERNAL, _ ("The document's archive cannot be made."));
  return bytes;
}
