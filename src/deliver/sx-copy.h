/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The submission database once more in another of GDAL's formats, row by row: so that it says the same.
 * Private to the room. */
#pragma once

#include <gio/gio.h>
#include <gdal.h>
#include <ogr_api.h>

#include "base/sx-progress.h"

typedef struct _SxCopy SxCopy;

/* A format. */
typedef struct
{
  const char *driver; /* GDAL's name of it */
  /* The layer that takes the rows of `from`, with its fields; NULL where GDAL made none. *skip: there is to
   * be none. */
  OGRLayerH (*begin) (SxCopy *self, OGRLayerH from, gboolean *skip);
  /* The fields of a row; NULL: the same one after the other. */
  void (*fill) (SxCopy *self, OGRFeatureH from, OGRFeatureH to);
} SxCopyFormat;

struct _SxCopy
{
  const SxCopyFormat *format;
  gpointer data; /* of the format */
  GDALDatasetH from, to;
  GPtrArray *said; /* char *: GDAL's warnings, each once */
  char *failure;   /* GDAL's first error, or NULL */
  SxProgress *progress;
  double row_share;
  GCancellable *cancellable;
};

/* database: complete. path: where nothing is yet. The caller set format and data and, where they are wanted,
 * progress and cancellable. Errors: UNWRITABLE, whose message names no file, G_IO_ERROR_CANCELLED. */
gboolean sx_copy_run (SxCopy *self, const char *database, const char *path, GError **error);
void sx_copy_clear (SxCopy *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxCopy, sx_copy_clear)

/* The number of such layers in the file that GDAL can read with that driver: -1 where it cannot. */
gint sx_copy_count_layers (const char *path, const char *driver, const char *layer);
