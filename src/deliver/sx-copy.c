/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-copy.h"

#include <cpl_error.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "deliver/sx-watched-files.h"

#define ROWS_BETWEEN_LOOKS 256

static void CPL_STDCALL
hear (CPLErr kind, CPLErrorNum number, const char *text)
{
  SxCopy *self = CPLGetErrorHandlerUserData ();

  if (kind >= CE_Failure && !self->failure)
    self->failure = g_utf8_make_valid (text, -1);
  else if (kind == CE_Warning && !g_ptr_array_find_with_equal_func (self->said, text, g_str_equal, NULL))
    g_ptr_array_add (self->said, g_utf8_make_valid (text, -1));
}

static gboolean
is_good (const SxCopy *self, GError **error)
{
  if (!self->failure)
    return TRUE;
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, self->failure);
  return FALSE;
}

static void
fill_alike (OGRFeatureH from, OGRFeatureH to)
{
  for (int i = 0, n = OGR_F_GetFieldCount (to); i < n; i++)
    OGR_F_SetFieldRaw (to, i, OGR_F_GetRawFieldRef (from, i));
}

static void
copy_row (SxCopy *self, OGRLayerH out, OGRFeatureH from)
{
  OGRFeatureH to = OGR_F_Create (OGR_L_GetLayerDefn (out));
  OGRGeometryH geometry = OGR_F_StealGeometry (from);

  if (self->format->fill)
    self->format->fill (self, from, to);
  else
    fill_alike (from, to);
  if (geometry)
    OGR_F_SetGeometryDirectly (to, geometry);
  if (OGR_L_CreateFeature (out, to) != OGRERR_NONE && !self->failure)
    self->failure = g_strdup (_ ("a row cannot be written"));
  OGR_F_Destroy (to);
}

static gboolean
copy_layer (SxCopy *self, OGRLayerH from, GError **error)
{
  gboolean skip = FALSE;
  OGRLayerH out = self->format->begin (self, from, &skip);
  GIntBig asked = OGR_L_GetFeatureCount (from, TRUE), n = 0;
  OGRFeatureH row;

  if (skip)
    return TRUE;
  if (!out && !self->failure)
    self->failure = g_strdup (_ ("a layer cannot be made"));
  if (!is_good (self, error))
    return FALSE;
  OGR_L_ResetReading (from);
  while ((row = OGR_L_GetNextFeature (from)))
    {
      copy_row (self, out, row);
      OGR_F_Destroy (row);
      if (++n % ROWS_BETWEEN_LOOKS == 0)
        sx_progress_add (self->progress, self->row_share * ROWS_BETWEEN_LOOKS);
      if (!is_good (self, error)
          || (n % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error)))
        return FALSE;
    }
  if (OGR_L_SyncToDisk (out) != OGRERR_NONE && !self->failure)
    self->failure = g_strdup (_ ("a layer cannot be written"));
  if (n != asked && !self->failure)
    self->failure = g_strdup (_ ("the database cannot be read back"));
  return is_good (self, error) && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
copy_layers (SxCopy *self, const char *database, const char *path, GError **error)
{
  static const char *const drivers[] = { "GPKG", NULL }, *const options[]
                                                         = { "LIST_ALL_TABLES=NO", "IMMUTABLE=YES", NULL };
  GDALDriverH driver = GDALGetDriverByName (self->format->driver);
  double n_rows = 0;

  if (driver)
    self->from = GDALOpenEx (database, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  if (self->from)
    self->to = GDALCreate (driver, path, 0, 0, 0, GDT_Unknown, NULL);
  if (!self->to && !self->failure)
    self->failure
        = g_strdup_printf (_ ("the installed GDAL has no driver “%s” that writes"), self->format->driver);
  if (!is_good (self, error))
    return FALSE;
  for (int i = 0, n = GDALDatasetGetLayerCount (self->from); i < n; i++)
    n_rows += (double)OGR_L_GetFeatureCount (GDALDatasetGetLayer (self->from, i), TRUE);
  self->row_share = 1 / MAX (n_rows, 1);
  for (int i = 0, n = GDALDatasetGetLayerCount (self->from); i < n; i++)
    if (!copy_layer (self, GDALDatasetGetLayer (self->from, i), error))
      return FALSE;
  return TRUE;
}

/* What the disk says goes before what GDAL makes of it, if it says anything. */
static gboolean
is_written (const SxWatchedFiles *watched, GError **error)
{
  int failed = sx_watched_files_error (watched);

  if (!failed)
    return TRUE;
  g_clear_error (error);
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, g_strerror (failed));
  return FALSE;
}

gboolean
sx_copy_run (SxCopy *self, const char *database, const char *path, GError **error)
{
  g_autoptr (SxWatchedFiles) watched = sx_watched_files_new (path);
  gboolean ok;

  GDALAllRegister ();
  self->said = g_ptr_array_new_with_free_func (g_free);
  CPLPushErrorHandlerEx (hear, self);
  ok = copy_layers (self, database, sx_watched_files_path (watched), error);
  g_clear_pointer (&self->from, GDALClose);
  g_clear_pointer (&self->to, GDALClose); /* the last of it is written here */
  CPLPopErrorHandler ();
  return is_written (watched, error) && ok && is_good (self, error);
}

void
sx_copy_clear (SxCopy *self)
{
  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_clear_pointer (&self->failure, g_free);
}

gint
sx_copy_count_layers (const char *path, const char *driver, const char *layer)
{
  const char *const drivers[] = { driver, NULL };
  GDALDatasetH data;
  gint n = -1;

  GDALAllRegister ();
  CPLPushErrorHandler (CPLQuietErrorHandler);
  data = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (data)
    n = GDALDatasetGetLayerByName (data, layer) ? 1 : 0;
  g_clear_pointer (&data, GDALClose);
  CPLPopErrorHandler ();
  return n;
}
