/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-layer.h"

#include <string.h>

#include "base/sx-i18n.h"
#include "export/sx-delivery-codes.h"
#include "export/sx-delivery-fields.h"
#include "geometry/sx-box-tree.h"
#include "geometry/sx-shape-wkb.h"

static SxRawRow *
raw_row_new (const SxTableSource *source, GBytes *geometry, SxBox box)
{
  SxRawRow *self = g_new0 (SxRawRow, 1);

  self->fid = source->fid;
  self->n = source->names->len;
  self->values = g_new0 (sqlite3_value *, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    self->values[i] = sqlite3_value_dup (sx_table_source_value (source, i));
  self->geometry = geometry ? g_bytes_ref (geometry) : NULL;
  self->box = box;
  return self;
}

void
sx_raw_row_free (SxRawRow *self)
{
  for (guint i = 0; i < self->n; i++)
    sqlite3_value_free (self->values[i]);
  g_clear_pointer (&self->geometry, g_bytes_unref);
  g_free (self->values);
  g_free (self);
}

static void
copy_row (SxWriterTable *table, const SxTableSource *source, GBytes *geometry, SxBox box)
{
  for (guint i = 0; i < source->names->len; i++)
    sx_writer_table_value (table, i, sx_table_source_value (source, i));
  sx_writer_table_row (table, source->fid, geometry, box);
}

static SxWriteKind
kind_of (const SxLayer *layer)
{
  return layer->is_line ? SX_WRITE_LINES : SX_WRITE_POLYGONS;
}

gboolean
sx_delivery_copy_layer (SxDatabaseMaker *maker, SxTableSource *source, const char *title, GError **error)
{
  g_autofree const char **columns = sx_table_source_columns (source);
  gboolean is_land = g_str_equal (source->table->name, "DLTB"), row = TRUE, ok = TRUE;
  SxWriterTable *table = sx_package_writer_begin (maker->writer, source->table->name, title,
                                                  kind_of (source->layer), SX_DELIVERY_SRS, columns);

  if (is_land)
    {
      maker->land_names = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < source->names->len; i++)
        g_ptr_array_add (maker->land_names, g_strdup (source->names->pdata[i]));
    }
  while (ok && row && sx_package_writer_is_good (maker->writer)
         && (ok = sx_table_source_next (source, &row, error)) && row)
    {
      SxBox box;
      g_autoptr (GBytes) geometry = sx_table_source_geometry (source, &maker->delivery->plan->plane, &box);

      if (is_land && g_hash_table_contains (maker->land, GUINT_TO_POINTER (source->feature + 1)))
        g_hash_table_insert (maker->land, GUINT_TO_POINTER (source->feature + 1),
                             raw_row_new (source, NULL, box));
      copy_row (table, source, geometry, box);
    }
  sx_writer_table_end (table);
  return ok;
}

/* ---- points that come back as they were stored */

/* Where a table is not in the plan's plane, its points on the way to the plane and back would not be quite
 * those of the features beside them, which stay as they came. So those near the scheme are remembered. */
typedef struct
{
  GHashTable *degrees; /* SxPoint * in the plane → SxPoint * in degrees */
  SxBoxTree *tree;     /* of the pieces' boxes */
  SxBox *boxes;
  const SxPlane *plane;
  const SxTableSource *source;
} Memory;

static guint
point_hash (gconstpointer data)
{
  guint64 bits[2];

  memcpy (bits, data, sizeof bits);
  return (guint)((bits[0] * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) ^ bits[1])
                     * G_GUINT64_CONSTANT (0xD6E8FEB86659FD93)
                 >> 32);
}

static gboolean
point_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (SxPoint)) == 0;
}

static void
memory_init (Memory *self, const SxDatabaseMaker *maker, const SxTableSource *source,
             const SxAfterLayer *layer)
{
  guint n = layer->pieces->len;

  self->degrees = g_hash_table_new_full (point_hash, point_equal, g_free, g_free);
  self->boxes = g_new (SxBox, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->boxes[i] = ((SxAfterPiece *)layer->pieces->pdata[i])->shape->box;
  self->tree = sx_box_tree_new (self->boxes, n);
  self->plane = &maker->delivery->plan->plane;
  self->source = source;
}

static void
memory_clear (Memory *self)
{
  g_hash_table_unref (self->degrees);
  sx_box_tree_free (self->tree);
  g_free (self->boxes);
}

static gboolean
stop_at_hit (guint item, gpointer data)
{
  return FALSE;
}

/* Then what the source makes of a point is what it makes of the same point of a piece. */
static gboolean
is_in_plane (const Memory *self)
{
  const SxCrs *crs = &self->source->table->crs;

  return !crs->is_geographic && memcmp (&crs->plane, self->plane, sizeof *self->plane) == 0;
}

static void
remember (Memory *self, const SxTableSource *source)
{
  const SxCrs *crs = &source->table->crs;
  SxBox box = source->layer->box[source->feature];
  SxShapeBuffer stored = SX_SHAPE_BUFFER_INIT;

  if (is_in_plane (self) || sx_box_is_empty (box) || sx_box_tree_search (self->tree, box, stop_at_hit, NULL))
    return;
  if (sx_table_source_points (source, &stored))
    for (gsize i = 0; i < stored.n_points; i++)
      {
        SxPoint in_plane = stored.points[i], degrees = stored.points[i];

        sx_crs_to_plane (crs, self->plane, &in_plane, 1);
        sx_table_source_to_degrees (source, &degrees, 1);
        g_hash_table_insert (self->degrees, g_memdup2 (&in_plane, sizeof in_plane),
                             g_memdup2 (&degrees, sizeof degrees));
      }
  sx_shape_buffer_clear (&stored);
}

static GBytes *
piece_geometry (const Memory *self, const SxShape *shape, gboolean is_line, SxBox *box)
{
  SxCrs crs = { .plane = *self->plane };
  SxShapeView view = sx_shape_view (shape);
  g_autofree SxPoint *points = g_memdup2 (shape->points, shape->n_points * sizeof (SxPoint));

  if (is_in_plane (self))
    sx_table_source_to_degrees (self->source, points, shape->n_points);
  for (guint i = 0; i < shape->n_points && !is_in_plane (self); i++)
    {
      const SxPoint *known = g_hash_table_lookup (self->degrees, &shape->points[i]);

      points[i] = known ? *known : sx_crs_to_degrees (&crs, points[i]);
    }
  view.points = points;
  view.chunks = NULL; /* they are of the plane */
  view.box = *box = sx_shape_view_compute_box (&view);
  return sx_gpkg_blob_new (&view, is_line, SX_DELIVERY_SRS);
}

/* ---- a layer with what replaces its touched features */

static const char *const change_columns[] = {
  "BSM",       "TEXT(18)", "YSDM",     "TEXT(10)", "XZQDM",   "TEXT(12)",  "XZQMC",
  "TEXT(100)", "WHLX",     "TEXT(2)",  "WHLY",     "TEXT(3)", "JDZBLY",    "TEXT(10)",
  "WHBH",      "TEXT(18)", "KZBSHSLX", "TEXT(3)",  "BZ",      "TEXT(255)", NULL,
};

enum
{
  CHANGE_BSM,
  CHANGE_YSDM,
  CHANGE_XZQDM,
  CHANGE_XZQMC,
  CHANGE_WHLX,
  CHANGE_WHLY,
  CHANGE_JDZBLY,
  CHANGE_WHBH,
  CHANGE_KZBSHSLX,
  CHANGE_BZ,
};

static void
change_note (SxWriterTable *table, const SxAfterLayer *layer, const SxAfterChange *change)
{
  const SxColumn *code
      = sx_layer_column (layer->base, g_str_equal (layer->table, "ZXCQGHYDYH") ? "YDYHFLDM" : "GHFQDM");
  g_autofree char *note = NULL;

  if (change->kind == SX_MAINTAIN_ATTRIBUTE)
    note = g_strdup_printf ("%s→%s", sx_column_text (code, (guint)change->parent), change->code);
  else if (change->adjustment && change->adjustment->name)
    note = g_strdup (change->adjustment->name);
  sx_writer_table_text (table, CHANGE_BZ, note);
}

static void
write_changes (SxDatabaseMaker *maker, const SxAfterLayer *layer, const SxDeliveryFields *fields,
               const Memory *memory, const char *title)
{
  g_autofree char *name = g_strconcat ("WHC", layer->table, NULL);
  SxWriterTable *table = sx_package_writer_begin (maker->writer, name, title, SX_WRITE_POLYGONS,
                                                  SX_DELIVERY_SRS, change_columns);

  for (guint i = 0; i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];
      const SxAdjustment *a = change->adjustment;
      gint township = sx_delivery_fields_township (fields, change->shape);
      g_autofree char *bsm = g_strdup_printf ("%s0000%08u", maker->delivery->code, i + 1);
      g_autofree char *day = sx_delivery_fields_day (fields),
                      *number = g_strdup_printf ("%s%06u", day, i + 1);
      char kind[2] = { (char)('0' + change->kind), 0 };
      SxBox box;
      g_autoptr (GBytes) geometry = piece_geometry (memory, change->shape, FALSE, &box);

      sx_writer_table_text (table, CHANGE_BSM, bsm);
      sx_writer_table_text (table, CHANGE_YSDM, sx_delivery_fields_ysdm (fields));
      sx_writer_table_text (table, CHANGE_XZQDM,
                            sx_delivery_fields_township_text (fields, township, "XZQDM"));
      sx_writer_table_text (table, CHANGE_XZQMC,
                            sx_delivery_fields_township_text (fields, township, "XZQMC"));
      sx_writer_table_text (table, CHANGE_WHLX, kind);
      if (a && layer->line == a->line)
        sx_writer_table_text (table, CHANGE_WHLY, sx_delivery_reason (a->line, a->direction, a->situation));
      sx_writer_table_text (table, CHANGE_WHBH, number);
      if (layer->line == SX_LINE_BOUNDARY && change->kind == SX_MAINTAIN_IN)
        sx_writer_table_text (table, CHANGE_KZBSHSLX, sx_delivery_counting (a && a->uncounted));
      change_note (table, layer, change);
      sx_writer_table_row (table, 0, geometry, box);
    }
  sx_writer_table_end (table);
}

/* Rows that stay go to the after-state as they came, touched ones to WHQ and into `kept`. */
static gboolean
write_base (SxDatabaseMaker *maker, SxTableSource *source, const SxAfterLayer *layer, SxWriterTable *after,
            SxWriterTable *touched, SxDeliveryFields *fields, Memory *memory, GError **error)
{
  gboolean row = TRUE;

  while (sx_package_writer_is_good (maker->writer))
    {
      g_autoptr (GBytes) geometry = NULL;
      SxBox box;

      if (!sx_table_source_next (source, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      geometry = sx_table_source_geometry (source, memory->plane, &box);
      remember (memory, source);
      sx_delivery_fields_see (fields, source);
      sx_writer_table_reserve (after, source->fid);
      if (!layer->is_touched[source->feature])
        copy_row (after, source, geometry, box);
      else
        {
          sx_delivery_fields_keep (fields, raw_row_new (source, geometry, box), source->feature);
          if (touched)
            copy_row (touched, source, geometry, box);
        }
    }
  return TRUE;
}

static void
write_pieces (const SxAfterLayer *layer, SxWriterTable *after, SxWriterTable *replacing,
              SxDeliveryFields *fields, const Memory *memory)
{
  SxWriterTable *const tables[] = { after, replacing };

  for (guint i = 0; i < layer->pieces->len; i++)
    {
      const SxAfterPiece *piece = layer->pieces->pdata[i];
      SxBox box;
      g_autoptr (GBytes) geometry = piece_geometry (memory, piece->shape, layer->base->is_line, &box);

      sx_delivery_fields_set_piece (fields, i);
      for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
        if (tables[t])
          {
            sx_delivery_fields_write (fields, tables[t]);
            sx_writer_table_row (tables[t], 0, geometry, box);
          }
    }
}

gboolean
sx_delivery_write_layer (SxDatabaseMaker *maker, SxTableSource *source, const SxAfterLayer *layer,
                         const char *title, GError **error)
{
  g_autofree const char **columns = sx_table_source_columns (source);
  SxWriteKind kind = kind_of (source->layer);
  g_autofree char *before_name = g_strconcat ("WHQ", layer->table, NULL);
  g_autofree char *after_name = g_strconcat ("WHH", layer->table, NULL);
  g_autofree char *before_title = g_strconcat (title, "（维护前）", NULL);
  g_autofree char *change_title = g_strconcat (title, "（维护）", NULL);
  g_autofree char *after_title = g_strconcat (title, "（维护后）", NULL);
  SxDeliveryFields *fields = sx_delivery_fields_new (maker, source, layer);
  SxWriterTable *after, *touched = NULL, *replacing = NULL;
  Memory memory;
  gboolean ok;

  memory_init (&memory, maker, source, layer);
  after = sx_package_writer_begin (maker->writer, layer->table, title, kind, SX_DELIVERY_SRS, columns);
  if (layer->is_maintained)
    {
      touched = sx_package_writer_begin (maker->writer, before_name, before_title, kind, SX_DELIVERY_SRS,
                                         columns);
      replacing
          = sx_package_writer_begin (maker->writer, after_name, after_title, kind, SX_DELIVERY_SRS, columns);
    }
  ok = write_base (maker, source, layer, after, touched, fields, &memory, error);
  if (ok && sx_package_writer_is_good (maker->writer))
    {
      write_pieces (layer, after, replacing, fields, &memory);
      if (layer->is_maintained)
        write_changes (maker, layer, fields, &memory, change_title);
    }
  sx_writer_table_end (after);
  if (touched)
    sx_writer_table_end (touched);
  if (replacing)
    sx_writer_table_end (replacing);
  memory_clear (&memory);
  sx_delivery_fields_free (fields);
  return ok;
}

void
sx_delivery_write_unchanged (SxDatabaseMaker *maker, const SxTableSource *source, const char *title)
{
  g_autofree const char **columns = sx_table_source_columns (source);
  const struct
  {
    const char *prefix, *suffix;
    const char *const *columns;
  } parts[] = {
    { "WHQ", "（维护前）", columns },
    { "WHC", "（维护）", change_columns },
    { "WHH", "（维护后）", columns },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (parts[i].prefix, source->table->name, NULL);
      g_autofree char *what = g_strconcat (title, parts[i].suffix, NULL);

      sx_writer_table_end (sx_package_writer_begin (maker->writer, name, what, SX_WRITE_POLYGONS,
                                                    SX_DELIVERY_SRS, parts[i].columns));
    }
}
