/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-filegdb.h"

#include "deliver/sx-copy.h"

#include <cpl_string.h>

#define DRIVER "OpenFileGDB"
#define MARK "sx_delivery"
#define STYLES "layer_styles" /* QGIS looks for them in a GeoPackage only */
/* Units of the grid that coordinates are rounded to, a degree: some micrometres on the ground. */
#define XY_SCALE "XYSCALE=100000000000"

static OGRLayerH
begin (SxCopy *self, OGRLayerH from, gboolean *skip)
{
  OGRFeatureDefnH fields = OGR_L_GetLayerDefn (from);
  const char *name = OGR_L_GetName (from), *title = GDALGetMetadataItem (from, "DESCRIPTION", NULL);
  char **options = CSLSetNameValue (NULL, "LAYER_ALIAS", title ? title : name);
  OGRLayerH out;

  *skip = g_str_equal (name, STYLES);
  if (*skip)
    {
      CSLDestroy (options);
      return NULL;
    }
  options = CSLAddString (options, XY_SCALE);
  out = GDALDatasetCreateLayer (self->to, name, OGR_L_GetSpatialRef (from), OGR_L_GetGeomType (from),
                                options);
  CSLDestroy (options);
  for (int i = 0; out && i < OGR_FD_GetFieldCount (fields); i++)
    {
      OGRFieldDefnH field = OGR_FD_GetFieldDefn (fields, i);
      OGRFieldDefnH copy = OGR_Fld_Create (OGR_Fld_GetNameRef (field), OGR_Fld_GetType (field));

      OGR_Fld_SetSubType (copy, OGR_Fld_GetSubType (field));
      OGR_Fld_SetWidth (copy, OGR_Fld_GetWidth (field));
      /* what a name may not have in it is replaced; there it stands as it is */
      OGR_Fld_SetAlternativeName (copy, OGR_Fld_GetNameRef (field));
      OGR_L_CreateField (out, copy, TRUE);
      OGR_Fld_Destroy (copy);
    }
  return out;
}

gboolean
sx_filegdb_write (const char *database, const char *path, SxProgress *progress, GCancellable *cancellable,
                  GError **error)
{
  static const SxCopyFormat format = { DRIVER, begin, NULL };
  g_auto (SxCopy) copy = { .format = &format, .progress = progress, .cancellable = cancellable };

  return sx_copy_run (&copy, database, path, error);
}

/* The names that such a folder has: a00000001.gdbtable and so on, gdb, timestamps. */
static gboolean
is_part (const char *name)
{
  return g_str_equal (name, "gdb") || g_str_equal (name, "timestamps")
         || (g_str_has_prefix (name, "a0") && g_strstr_len (name, -1, "."))
         || g_str_has_suffix (name, ".lock");
}

gboolean
sx_filegdb_is_delivery (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (!is_part (name))
      return FALSE;
  return dir && sx_copy_count_layers (path, DRIVER, MARK) == 1;
}
