/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-package.h"

#include <string.h>

#include "geometry/sx-shape-wkb.h"
#include "store/sx-package-writer.h"

#define STEP 1024                         /* rows between reports */
#define TIME "'2026-03-01T00:00:00.000Z'" /* fixed: the same sample twice is the same content */
#define PLAN_EPSG 4527

static const int crs[] = { 4490, PLAN_EPSG };

struct _SxSamplePackage
{
  SxPackageWriter *writer;
  SxPlane plane;
  SxWriterTable *rows;
  const char *geometry; /* of that table, and its CRS */
  int epsg;
  guint column;  /* the next to set */
  gint64 n_rows; /* of all tables */
  void (*step) (gint64 n_rows, gpointer data);
  gpointer step_data;
  GByteArray *blob;
  SxShapeBuffer shape; /* one, in the table's CRS */
};

SxSamplePackage *
sx_sample_package_create (const char *file, const SxPlane *plane, GCancellable *cancellable)
{
  static const SxStoreTableId plain[] = { SX_STORE_SCHEME, SX_STORE_PROJECT, SX_STORE_JUDGEMENT };
  SxSamplePackage *self = g_new0 (SxSamplePackage, 1);

  self->plane = *plane;
  self->blob = g_byte_array_new ();
  self->writer = sx_package_writer_new (file, cancellable);
  sx_package_writer_set_time (self->writer, TIME);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autofree char *sql = sx_store_table_sql (plain[i]);

      sx_package_writer_run (self->writer, "%s", sql);
    }
  for (guint i = 0; i < G_N_ELEMENTS (crs); i++)
    sx_package_writer_add_crs (self->writer, crs[i]);
  return self;
}

void
sx_sample_package_on_step (SxSamplePackage *self, void (*step) (gint64 n_rows, gpointer data), gpointer data)
{
  self->step = step;
  self->step_data = data;
}

gboolean
sx_sample_package_has_failed (const SxSamplePackage *self)
{
  return !sx_package_writer_is_good (self->writer);
}

void
sx_sample_package_run (SxSamplePackage *self, const char *format, ...)
{
  va_list args;
  char *sql;

  va_start (args, format);
  sql = sqlite3_vmprintf (format, args);
  va_end (args);
  sx_package_writer_run (self->writer, "%s", sql);
  sqlite3_free (sql);
}

static SxWriteKind
kind_of (const char *geometry)
{
  return g_str_equal (geometry, "LINESTRING")        ? SX_WRITE_SINGLE_LINES
         : g_str_equal (geometry, "MULTILINESTRING") ? SX_WRITE_LINES
                                                     : SX_WRITE_POLYGONS;
}

static void
begin (SxSamplePackage *self, const char *name, const char *title, const char *geometry, int epsg,
       const char *const *columns)
{
  self->geometry = geometry;
  self->epsg = epsg;
  self->column = 0;
  self->rows = sx_package_writer_begin (self->writer, name, title, kind_of (geometry), epsg, columns);
}

void
sx_sample_package_begin (SxSamplePackage *self, const SxSampleTable *table)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) columns = NULL;

  for (guint i = 0; table->columns[i]; i++)
    {
      g_auto (GStrv) name_and_type = g_strsplit (table->columns[i], " ", 2);

      g_strv_builder_addv (builder, (const char **)name_and_type);
    }
  columns = g_strv_builder_end (builder);
  begin (self, table->name, table->title, table->geometry, table->epsg, (const char *const *)columns);
}

void
sx_sample_package_begin_own (SxSamplePackage *self, SxStoreTableId id, const char *title)
{
  const SxStoreTable *table = sx_store_table (id);
  g_auto (GStrv) columns = sx_store_table_attributes (id);

  begin (self, table->name, title, table->geometry, PLAN_EPSG, (const char *const *)columns);
}

void
sx_sample_package_text (SxSamplePackage *self, const char *text)
{
  sx_writer_table_text (self->rows, self->column++, text);
}

void
sx_sample_package_real (SxSamplePackage *self, double number)
{
  sx_writer_table_number (self->rows, self->column++, number);
}

void
sx_sample_package_integer (SxSamplePackage *self, gint64 number)
{
  sx_writer_table_integer (self->rows, self->column++, number);
}

/* The shape with its points in the table's CRS. */
static SxShapeView
take_shape (SxSamplePackage *self, const SxShapeView *shape)
{
  sx_shape_buffer_reset (&self->shape);
  sx_shape_buffer_append (&self->shape, shape);
  for (gsize k = 0; self->epsg == 4490 && k < self->shape.n_points; k++)
    {
      SxPoint *p = &self->shape.points[k];
      double lat, lon;

      sx_plane_inverse (&self->plane, *p, &lat, &lon);
      *p = (SxPoint){ lon * (180 / G_PI), lat * (180 / G_PI) };
    }
  return sx_shape_buffer_view (&self->shape, 0, self->shape.n_rings);
}

gint64
sx_sample_package_add (SxSamplePackage *self, const SxShapeView *shape)
{
  SxShapeView view;
  g_autoptr (GBytes) blob = NULL;

  if (sx_sample_package_has_failed (self))
    return 0;
  view = take_shape (self, shape);
  g_byte_array_set_size (self->blob, 0);
  sx_gpkg_blob_append (self->blob, &view, strstr (self->geometry, "LINE") != NULL,
                       !g_str_has_prefix (self->geometry, "MULTI"), self->epsg);
  blob = g_bytes_new_static (self->blob->data, self->blob->len);
  self->column = 0;
  if (++self->n_rows % STEP == 0 && self->step)
    self->step (self->n_rows, self->step_data);
  return sx_writer_table_row (self->rows, 0, blob, view.box);
}

void
sx_sample_package_end (SxSamplePackage *self)
{
  sx_writer_table_end (self->rows);
}

gboolean
sx_sample_package_close (SxSamplePackage *self, GError **error)
{
  gboolean is_done = sx_package_writer_close (self->writer, error);

  g_byte_array_unref (self->blob);
  sx_shape_buffer_clear (&self->shape);
  g_free (self);
  return is_done;
}
