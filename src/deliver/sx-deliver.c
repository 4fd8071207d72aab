/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-deliver.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-progress.h"
#include "deliver/sx-filegdb.h"
#include "deliver/sx-map-folder.h"
#include "deliver/sx-preflight.h"
#include "deliver/sx-shapefiles.h"
#include "export/sx-delivery-database.h"
#include "export/sx-delivery-stage.h"
#include "export/sx-tables.h"
#include "report/sx-report.h"

#define MOVING_SHARE 0.02 /* of the whole: on disk and in place */

#define MARK_AT                                                                                              \
  30 /* in a ZIP archive: the name of its first file, then, where it is not packed, the file                 \
      */

typedef struct
{
  const SxDelivery *delivery;
  const SxDeliverOptions *options;
  SxDeliveryStage *stage;
  guint asked;          /* SxPart */
  const char *database; /* where it is being written; the parts after it are made from it */
  GCancellable *cancellable;
  SxDeliverTold told;
  gpointer data;
  const char *what;
  double done, share, whole; /* of the parts before, of this part, of all */
} Run;

static gboolean write_database (Run *run, const char *path, SxProgress *progress, GError **error);
static gboolean write_tables (Run *run, const char *path, SxProgress *progress, GError **error);
static gboolean write_maps (Run *run, const char *path, SxProgress *progress, GError **error);
static gboolean write_report (Run *run, const char *path, SxProgress *progress, GError **error);
static gboolean write_filegdb (Run *run, const char *path, SxProgress *progress, GError **error);
static gboolean write_shapefiles (Run *run, const char *path, SxProgress *progress, GError **error);

/* An OpenDocument text: the archive's first file says so. */
static gboolean
is_report (const char *path)
{
  static const char mark[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);

  return mapped && g_mapped_file_get_length (mapped) > MARK_AT + strlen (mark)
         && memcmp (g_mapped_file_get_contents (mapped) + MARK_AT, mark, strlen (mark)) == 0;
}

static const struct
{
  SxPart part;
  const char *name, *title;
  const char *what, *suffix; /* of its file's name */
  double weight;             /* how long it takes, roughly */
  SxDeliveryKind is_ours;
  gboolean (*write) (Run *run, const char *path, SxProgress *progress, GError **error);
} parts[] = {
  { SX_PART_DATABASE, "gpkg", N_ ("Submission database"), "", "gpkg", 10, sx_delivery_is_database,
    write_database },
  { SX_PART_TABLES, "tables", N_ ("Statutory tables"), "附表", "xlsx", 1, sx_delivery_is_workbook,
    write_tables },
  { SX_PART_MAPS, "maps", N_ ("Map sheets"), "图件", NULL, 20, sx_map_folder_is_delivery, write_maps },
  { SX_PART_REPORT, "report", N_ ("Report"), "方案", "odt", 1, is_report, write_report },
  { SX_PART_FILEGDB, "gdb", N_ ("File geodatabase"), "", "gdb", 10, sx_filegdb_is_delivery, write_filegdb },
  { SX_PART_SHAPEFILES, "shp", N_ ("Shapefiles"), "Shapefile", NULL, 10, sx_shapefiles_is_delivery,
    write_shapefiles },
};

/* What is made from the database, which is made for them even where nobody asked for it. */
#define FROM_DATABASE (SX_PART_FILEGDB | SX_PART_SHAPEFILES)

/* ---- parts */

static gboolean
write_database (Run *run, const char *path, SxProgress *progress, GError **error)
{
  return sx_delivery_write_database (run->delivery, path, run->options->with_personal, progress,
                                     run->cancellable, error);
}

static gboolean
write_tables (Run *run, const char *path, SxProgress *progress, GError **error)
{
  return sx_delivery_write_tables (run->delivery, path, run->cancellable, error);
}

static gboolean
write_maps (Run *run, const char *path, SxProgress *progress, GError **error)
{
  return sx_map_folder_write (run->delivery, &run->options->atlas, run->options->atlas_formats, path,
                              progress, run->cancellable, error);
}

static gboolean
write_report (Run *run, const char *path, SxProgress *progress, GError **error)
{
  return sx_report_write (run->delivery, path, run->cancellable, error);
}

static gboolean
write_filegdb (Run *run, const char *path, SxProgress *progress, GError **error)
{
  return sx_filegdb_write (run->database, path, progress, run->cancellable, error);
}

static gboolean
write_shapefiles (Run *run, const char *path, SxProgress *progress, GError **error)
{
  return sx_shapefiles_write (run->delivery, run->database, path, progress, run->cancellable, error);
}

static guint
find_part (SxPart part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].part == part)
      return i;
  g_return_val_if_reached (0);
}

guint
sx_part_parse (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (name, parts[i].name))
      return parts[i].part;
  return 0;
}

const char *
sx_part_title (SxPart part)
{
  return _ (parts[find_part (part)].title);
}

char *
sx_part_file_name (const SxDelivery *delivery, SxPart part)
{
  guint i = find_part (part);

  return sx_delivery_file_name (delivery, parts[i].what, parts[i].suffix);
}

/* ---- all of them */

static void
tell (double fraction, gpointer data)
{
  const Run *run = data;

  if (run->told)
    run->told ((run->done + fraction * run->share) / run->whole, run->what, run->data);
}

static gboolean
write_part (Run *run, guint i, GError **error)
{
  g_autofree char *name = sx_part_file_name (run->delivery, parts[i].part);
  g_autofree char *place = sx_delivery_stage_place (run->stage, name);
  const char *path = run->asked & parts[i].part
                         ? sx_delivery_stage_add (run->stage, name, parts[i].is_ours, error)
                         : sx_delivery_stage_scratch (run->stage, name);
  SxProgress progress;
  GError *problem = NULL;
  gboolean ok;

  if (!path)
    return FALSE;
  if (parts[i].part == SX_PART_DATABASE)
    run->database = path;
  run->what = _ (parts[i].title);
  run->share = parts[i].weight;
  tell (0, run);
  sx_progress_init (&progress, tell, run);
  ok = parts[i].write (run, path, &progress, &problem);
  sx_progress_clear (&progress);
  run->done += run->share;
  run->share = 0;
  return ok || sx_delivery_explain (place, problem, error);
}

static gboolean
check (const SxDelivery *delivery, GError **error)
{
  g_autofree char *open = NULL;

  if (sx_delivery_is_accepted (delivery, &open))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
               _ ("The delivery is blocked: %s Put it right, or take it on explicitly."), open);
  return FALSE;
}

static gboolean
write_parts (Run *run, GError **error)
{
  guint made = run->asked | (run->asked & FROM_DATABASE ? SX_PART_DATABASE : 0);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    run->whole += made & parts[i].part ? parts[i].weight : 0;
  run->whole *= 1 + MOVING_SHARE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_cancellable_set_error_if_cancelled (run->cancellable, error)
        || (made & parts[i].part && !write_part (run, i, error)))
      return FALSE;
  return TRUE;
}

gboolean
sx_deliver (const SxDelivery *delivery, const SxDeliverOptions *options, SxDeliverTold told, gpointer data,
            GPtrArray **files, GCancellable *cancellable, GError **error)
{
  Run run = { .delivery = delivery,
              .options = options,
              .asked = options->parts ? options->parts : SX_PARTS_DEFAULT,
              .cancellable = cancellable,
              .told = told,
              .data = data };

  if (!check (delivery, error) || !(run.stage = sx_delivery_stage_new (options->folder, error)))
    return FALSE;
  if (!write_parts (&run, error))
    {
      sx_delivery_stage_free (run.stage);
      return FALSE;
    }
  run.what = _ ("Moving into place");
  tell (0, &run);
  if (!sx_delivery_stage_finish (run.stage, files, cancellable, error))
    return FALSE;
  run.done = run.whole;
  tell (0, &run);
  return TRUE;
}
