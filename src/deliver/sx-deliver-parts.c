/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-deliver-parts.h"

#include <string.h>

#include "base/sx-i18n.h"
#include "deliver/sx-filegdb.h"
#include "deliver/sx-map-folder.h"
#include "deliver/sx-shapefiles.h"
#include "export/sx-delivery-database.h"
#include "export/sx-tables.h"
#include "report/sx-report.h"

#define NAME_AT 30 /* of the first file's name in a ZIP archive; the file follows, where it is not packed */

static gboolean
write_database (const SxPartWork *work, GError **error)
{
  return sx_delivery_write_database (work->delivery, work->tables, work->path, work->options->with_personal,
                                     work->progress, work->cancellable, error);
}

static gboolean
write_tables (const SxPartWork *work, GError **error)
{
  return sx_delivery_write_tables (work->delivery, work->tables, work->path, work->cancellable, error);
}

static gboolean
write_maps (const SxPartWork *work, GError **error)
{
  return sx_map_folder_write (work->delivery, &work->options->atlas, work->options->atlas_formats, work->path,
                              work->progress, work->cancellable, error);
}

static gboolean
write_report (const SxPartWork *work, GError **error)
{
  return sx_report_write (work->delivery, work->tables, work->options->atlas.agency, work->path,
                          work->cancellable, error);
}

static gboolean
write_filegdb (const SxPartWork *work, GError **error)
{
  return sx_filegdb_write (work->database, work->path, work->progress, work->cancellable, error);
}

static gboolean
write_shapefiles (const SxPartWork *work, GError **error)
{
  return sx_shapefiles_write (work->delivery, work->database, work->path, work->progress, work->cancellable,
                              error);
}

/* An OpenDocument text: the archive's first file says so. */
static gboolean
is_report (const char *path)
{
  static const char mark[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);

  return mapped && g_mapped_file_get_length (mapped) > NAME_AT + strlen (mark)
         && memcmp (g_mapped_file_get_contents (mapped) + NAME_AT, mark, strlen (mark)) == 0;
}

const SxDeliverPart sx_deliver_parts[SX_N_PARTS] = {
  { SX_PART_DATABASE, SX_LANE_DATABASE, "gpkg", N_ ("Submission database"), "", "gpkg", 10,
    sx_delivery_is_database, write_database },
  { SX_PART_TABLES, SX_LANE_SHEETS, "tables", N_ ("Statutory tables"), "附表", "xlsx", 1,
    sx_delivery_is_workbook, write_tables },
  { SX_PART_MAPS, SX_LANE_SHEETS, "maps", N_ ("Map sheets"), "图件", NULL, 20, sx_map_folder_is_delivery,
    write_maps },
  { SX_PART_REPORT, SX_LANE_SHEETS, "report", N_ ("Report"), "方案", "odt", 1, is_report, write_report },
  { SX_PART_FILEGDB, SX_LANE_DATABASE, "gdb", N_ ("File geodatabase"), "", "gdb", 10, sx_filegdb_is_delivery,
    write_filegdb },
  { SX_PART_SHAPEFILES, SX_LANE_DATABASE, "shp", N_ ("Shapefiles"), "Shapefile", NULL, 10,
    sx_shapefiles_is_delivery, write_shapefiles },
};
