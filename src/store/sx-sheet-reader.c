/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-sheet-reader.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define MAX_FILE_BYTES (64 << 20)
#define MAX_UNPACKED_BYTES ((guint64)512 << 20)
#define MAX_LINE_BYTES "1000000"

static void
sheet_free (gpointer data)
{
  SxSheet *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* ---- rows out of GDAL */

static char **
read_row (OGRFeatureH feature)
{
  int n = MIN (OGR_F_GetFieldCount (feature), SX_SHEET_MAX_COLUMNS);
  char **cells = g_new0 (char *, n + 1);

  for (int i = 0; i < n; i++)
    {
      const char *text = OGR_F_IsFieldSetAndNotNull (feature, i) ? OGR_F_GetFieldAsString (feature, i) : "";

      cells[i] = g_utf8_make_valid (text, -1);
    }
  return cells;
}

static gboolean
read_sheet (OGRLayerH layer, const char *shown, GPtrArray *sheets, GCancellable *cancellable, GError **error)
{
  SxSheet *sheet = g_new0 (SxSheet, 1);
  OGRFeatureH feature;

  sheet->name = g_utf8_make_valid (OGR_L_GetName (layer), -1);
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_ptr_array_add (sheets, sheet);
  OGR_L_ResetReading (layer);
  while ((feature = OGR_L_GetNextFeature (layer)))
    {
      g_ptr_array_add (sheet->rows, read_row (feature));
      OGR_F_Destroy (feature);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (sheet->rows->len > SX_SHEET_MAX_ROWS)
        {
          g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                       _ ("“%s” has more than %d rows; split it into several files."), shown,
                       SX_SHEET_MAX_ROWS);
          return FALSE;
        }
    }
  return TRUE;
}

/* Every cell is text, and no row is taken for headings: which one that is, is found out by who asks. */
static const char *const settings[] = { "OGR_XLSX_HEADERS", "DISABLE", "OGR_XLSX_FIELD_TYPES", "STRING",
                                        "OGR_ODS_HEADERS",  "DISABLE", "OGR_ODS_FIELD_TYPES",  "STRING" };

static void
set_up (gboolean on)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i += 2)
    CPLSetThreadLocalConfigOption (settings[i], on ? settings[i + 1] : NULL);
  if (on)
    CPLPushErrorHandler (CPLQuietErrorHandler);
  else
    CPLPopErrorHandler ();
}

/* place: where GDAL finds it; shown: as the user knows it. */
static GPtrArray *
read_place (const char *place, const char *const *drivers, const char *const *options, const char *shown,
            GCancellable *cancellable, GError **error)
{
  static gsize registered;
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_free);
  GDALDatasetH dataset;
  gboolean ok;

  if (g_once_init_enter (&registered))
    {
      GDALAllRegister ();
      g_once_init_leave (&registered, 1);
    }
  set_up (TRUE);
  dataset = GDALOpenEx (place, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  ok = dataset != NULL;
  for (int i = 0; ok && i < GDALDatasetGetLayerCount (dataset); i++)
    ok = read_sheet (GDALDatasetGetLayer (dataset, i), shown, sheets, cancellable, error);
  if (!dataset)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("“%s” is no table that can be read; save it as .xlsx, .ods or .csv."), shown);
  else
    GDALClose (dataset);
  set_up (FALSE);
  return ok ? g_steal_pointer (&sheets) : NULL;
}

/* ---- text files */

/* As UTF-8; NULL where it is in no encoding that is known. */
static char *
decode (const char *bytes, gsize size)
{
  if (size >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    return decode (bytes + 3, size - 3);
  if (size >= 2 && (memcmp (bytes, "\xFF\xFE", 2) == 0 || memcmp (bytes, "\xFE\xFF", 2) == 0))
    return g_convert (bytes, (gssize)size, "UTF-8", "UTF-16", NULL, NULL, NULL);
  if (memchr (bytes, 0, size))
    return NULL;
  return g_utf8_validate (bytes, (gssize)size, NULL)
             ? g_strndup (bytes, size)
             : g_convert (bytes, (gssize)size, "UTF-8", "GB18030", NULL, NULL, NULL);
}

/* What stands between the cells: what the first lines have most of. */
static char
find_separator (const char *text)
{
  static const char candidates[] = ",\t;";
  guint counts[3] = { 0 }, lines = 0, best = 0;

  for (const char *p = text; *p && lines < 20; p++)
    {
      const char *found = strchr (candidates, *p);

      if (found)
        counts[found - candidates]++;
      lines += *p == '\n';
    }
  for (guint i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

/* With a row of names on top, so that GDAL takes none of the file's for it, and no line empty, as GDAL leaves
 * those out and rows are counted. */
static char *
make_regular (const char *text)
{
  char separator = find_separator (text);
  GString *out = g_string_new ("c0");
  gboolean is_quoted = FALSE, is_empty = TRUE;

  for (guint i = 1; i < SX_SHEET_MAX_COLUMNS; i++)
    g_string_append_printf (out, "%cc%u", separator, i);
  g_string_append_c (out, '\n');
  for (const char *p = text; *p; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '"')
        is_quoted = !is_quoted;
      if ((*p == '\n' || *p == '\r') && !is_quoted)
        {
          if (is_empty)
            g_string_append_c (out, separator);
          g_string_append_c (out, '\n');
          is_empty = TRUE;
          continue;
        }
      is_empty = FALSE;
      g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

static GPtrArray *
read_text (const char *bytes, gsize size, const char *shown, GCancellable *cancellable, GError **error)
{
  static const char *const drivers[] = { "CSV", NULL };
  static const char *const options[] = { "HEADERS=YES", "MAX_LINE_SIZE=" MAX_LINE_BYTES, NULL };
  g_autofree char *text = decode (bytes, size), *regular = NULL, *place = NULL;
  GPtrArray *sheets;

  if (!text)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” is neither a spreadsheet nor text in UTF-8 or GB18030; save it as .xlsx, .ods or "
                      ".csv."),
                   shown);
      return NULL;
    }
  regular = make_regular (text);
  place = g_strdup_printf ("/vsimem/sanxian-%p.csv", (gpointer)regular);
  VSIFCloseL (VSIFileFromMemBuffer (place, (GByte *)regular, strlen (regular), FALSE));
  sheets = read_place (place, drivers, options, shown, cancellable, error);
  VSIUnlink (place);
  if (sheets && sheets->len)
    {
      SxSheet *sheet = sheets->pdata[0];

      g_free (sheet->name);
      sheet->name = g_strdup ("");
    }
  return sheets;
}

/* ---- spreadsheets */

/* What a small archive unpacks to may be without end. */
static gboolean
check_unpacked (const char *file, const char *shown, GError **error)
{
  g_autofree char *inside = g_strdup_printf ("/vsizip/{%s}", file);
  VSIDIR *folder = VSIOpenDir (inside, -1, NULL);
  const VSIDIREntry *entry;
  guint64 sum = 0;

  while (folder && (entry = VSIGetNextDirEntry (folder)))
    sum += (guint64)entry->nSize;
  if (folder)
    VSICloseDir (folder);
  if (sum > MAX_UNPACKED_BYTES)
    g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                 _ ("“%s” would unpack to more than %d MB, so it is not read; save the list alone in a new "
                    "file."),
                 shown, (int)(MAX_UNPACKED_BYTES >> 20));
  return sum <= MAX_UNPACKED_BYTES;
}

static GPtrArray *
read_spreadsheet (const char *file, const char *shown, GCancellable *cancellable, GError **error)
{
  static const char *const drivers[] = { "XLSX", "ODS", NULL };

  return check_unpacked (file, shown, error) ? read_place (file, drivers, NULL, shown, cancellable, error)
                                             : NULL;
}

/* ---- any of them */

static gboolean
begins_with (const char *bytes, gsize size, const char *magic, gsize n)
{
  return size >= n && memcmp (bytes, magic, n) == 0;
}

GPtrArray *
sx_sheets_read (const char *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file), *bytes = NULL;
  g_autoptr (GFile) place = g_file_new_for_path (file);
  g_autoptr (GFileInfo) info
      = g_file_query_info (place, "standard::size,standard::type", 0, cancellable, NULL);
  g_autoptr (GError) problem = NULL;
  gsize size;

  if (!info || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("There is no file “%s”."), shown);
      return NULL;
    }
  if (g_file_info_get_size (info) > MAX_FILE_BYTES)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                   _ ("“%s” is larger than %d MB, so it is not read; save the list alone in a new file."),
                   shown, MAX_FILE_BYTES >> 20);
      return NULL;
    }
  if (!g_file_get_contents (file, &bytes, &size, &problem))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("“%s” cannot be read: %s."), shown,
                   problem->message);
      return NULL;
    }
  if (begins_with (bytes, size, "PK\003\004", 4))
    return read_spreadsheet (file, shown, cancellable, error);
  if (begins_with (bytes, size, "\xD0\xCF\x11\xE0", 4))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” is of an old Excel (.xls); open it there and save it as .xlsx or .csv."), shown);
      return NULL;
    }
  return read_text (bytes, size, shown, cancellable, error);
}
