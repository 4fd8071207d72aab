/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is handed in, written at once from one evaluated state: all of it, or nothing. */
#pragma once

#include "atlas/sx-atlas.h"
#include "export/sx-delivery.h"

/* Bits. */
typedef enum
{
  SX_PART_DATABASE = 1 << 0,   /* the GeoPackage */
  SX_PART_TABLES = 1 << 1,     /* 附表1–11, .xlsx */
  SX_PART_MAPS = 1 << 2,       /* a folder of map sheets */
  SX_PART_REPORT = 1 << 3,     /* .odt */
  SX_PART_FILEGDB = 1 << 4,    /* .gdb, the database again */
  SX_PART_SHAPEFILES = 1 << 5, /* a folder of shapefiles in GBK, the database again */
} SxPart;

#define SX_PARTS_DEFAULT (SX_PART_DATABASE | SX_PART_TABLES | SX_PART_MAPS | SX_PART_REPORT)
#define SX_PARTS_ALL (SX_PARTS_DEFAULT | SX_PART_FILEGDB | SX_PART_SHAPEFILES)

typedef struct
{
  const char *folder;     /* made where it is missing */
  guint parts;            /* SxPart; 0: SX_PARTS_DEFAULT */
  gboolean with_personal; /* names, numbers and addresses of people stay in the fields of farmland */
  SxAtlasOptions atlas;   /* how map sheets look; zeroed: as they are by themselves */
  guint atlas_formats;    /* bits of 1 << SxAtlasFormat; 0: PDF */
} SxDeliverOptions;

/* fraction: 0–1, never less than before. what: what is being written, in the user's language, static. */
typedef void (*SxDeliverTold) (double fraction, const char *what, gpointer data);

/* Writes the parts into options->folder. Every file is written beside its place, and all are moved there when
 * all are complete; failed or cancelled, what was there stays and nothing else is left. Something of another
 * kind under a file's name is never replaced. *files: char *, what stands where now; may be NULL.
 *
 * Thread: the delivery's, which may be any, and worker threads while it lasts; told, which may be NULL, is
 * called on any of them, one call at a time. Errors: CONFLICT where something blocks the delivery that was
 * not taken on (sx-preflight.h) or the package changed since it was read; UNWRITABLE; those of reading;
 * G_IO_ERROR_CANCELLED. */
gboolean sx_deliver (const SxDelivery *delivery, const SxDeliverOptions *options, SxDeliverTold told,
                     gpointer data, GPtrArray **files, GCancellable *cancellable, GError **error);

/* "gpkg", "tables", "maps", "report", "gdb", "shp". 0: there is no such part. */
guint sx_part_parse (const char *name);
/* What a part is called, in the user's language; static. */
const char *sx_part_title (SxPart part);
/* The name that it has in the folder. Owned by the caller. */
char *sx_part_file_name (const SxDelivery *delivery, SxPart part);
