/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of each table, row by row beside the layer's shapes. */
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "geometry/sx-area.h"
#include "geometry/sx-shape-wkb.h"
#include "store/sx-quality-run.h"

#include <string.h>

#define MAX_FIELDS 16
#define CHUNK 1024

typedef struct
{
  const char *name; /* of the unit */
  double in_m2;
  guint n;
} Unit;

typedef struct
{
  const SxQualityRun *run;
  const SxPackageTable *table;
  const SxLayer *layer;
  const SxQualityField *fields[MAX_FIELDS];
  int columns[MAX_FIELDS]; /* in the statement */
  guint n_fields;
  GHashTable *bsm; /* char * → guint, feature + 1 */
  double *areas;   /* ellipsoidal, per feature */
  guint n_compared;
  Unit units[3];
} Table;

/* The row at hand. */
typedef struct
{
  guint feature;
  gboolean has_shape;
  char *texts[MAX_FIELDS];
  double numbers[MAX_FIELDS];
} Row;

static SxQualityFinding
finding_of (const Table *self, const Row *row, SxQualityKind kind, SxQualitySeverity severity)
{
  return sx_quality_finding_of (kind, severity, self->layer, row->feature);
}

static gint64
fid_of (const Table *self, const Row *row)
{
  return self->layer->fid[row->feature];
}

/* The index of the field in that role, or -1. */
static int
field_in_role (const Table *self, SxFieldRole role)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i]->role == role)
      return (int)i;
  return -1;
}

/* NAN where there is no such field, and for values that cannot be. */
static double
number_in_role (const Table *self, const Row *row, SxFieldRole role)
{
  int i = field_in_role (self, role);

  return i >= 0 && row->numbers[i] >= 0 && isfinite (row->numbers[i]) ? row->numbers[i] : (double)NAN;
}

/* "" for NULL and where there is no such field. */
static const char *
text_of (const Table *self, const Row *row, const char *field)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (row->texts[i] && g_str_equal (self->fields[i]->field, field))
      return row->texts[i];
  return "";
}

static void
check_bsm (Table *self, const Row *row, const char *bsm)
{
  const SxQualityRun *run = self->run;
  const char *table = self->layer->table;
  gpointer first;

  if (*bsm == '\0')
    {
      sx_quality_tell (run, finding_of (self, row, SX_QUALITY_BSM_MISSING, SX_QUALITY_WARNING),
                       _ ("%s %" PRId64 " has no BSM."), table, fid_of (self, row));
      return;
    }
  if (strlen (bsm) != 18 || strspn (bsm, "0123456789") != 18)
    sx_quality_tell (run, finding_of (self, row, SX_QUALITY_BSM_FORM, SX_QUALITY_INFO),
                     _ ("%s %" PRId64 " has the BSM “%s”, which is not 18 digits."), table,
                     fid_of (self, row), bsm);
  if (g_hash_table_lookup_extended (self->bsm, bsm, NULL, &first))
    sx_quality_tell (run, finding_of (self, row, SX_QUALITY_BSM_TWICE, SX_QUALITY_ERROR),
                     _ ("%s %" PRId64 " has the same BSM “%s” as %" PRId64 "."), table, fid_of (self, row),
                     bsm, self->layer->fid[GPOINTER_TO_UINT (first)]);
  else
    g_hash_table_insert (self->bsm, g_strdup (bsm), GUINT_TO_POINTER (row->feature));
}

/* name: what the file calls the code; NULL: the file has no field for it. */
static void
check_code (const Table *self, const Row *row, const SxQualityField *field, const char *code,
            const char *name)
{
  const char *table = self->layer->table, *standard = NULL;

  if (*code == '\0')
    {
      if (field->is_mandatory)
        sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_CODE_MISSING, SX_QUALITY_WARNING),
                         _ ("%s %" PRId64 " has no %s."), table, fid_of (self, row), field->field);
      return;
    }
  if (field->codes == SX_CODES_NONE)
    return;
  if (!sx_codes_find (field->codes, code, &standard))
    sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_CODE_UNKNOWN, SX_QUALITY_WARNING),
                     _ ("%s %" PRId64 " has %s “%s”, which is in no code list."), table, fid_of (self, row),
                     field->field, code);
  else if (standard && name && *name && !sx_codes_name_fits (name, standard))
    sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_CODE_NAME, SX_QUALITY_WARNING),
                     _ ("%s %" PRId64 " has %s “%s” but the name “%s”; the code means “%s”."), table,
                     fid_of (self, row), field->field, code, name, standard);
}

static gboolean
starts_with_one_of (const char *code, const char *const *prefixes)
{
  for (; *prefixes; prefixes++)
    if (g_str_has_prefix (code, *prefixes))
      return TRUE;
  return FALSE;
}

/* Built-up land lies inside a city, town or village patch; arable land has a slope class. */
static void
check_combinations (const Table *self, const Row *row)
{
  static const char *const built[] = { "05", "06", "07", "08", "09", "1004", "1005", "1201", NULL };
  const char *dlbm = text_of (self, row, "DLBM"), *table = self->layer->table;

  if (g_str_equal (self->table->name, "DLTB") && starts_with_one_of (dlbm, built)
      && *text_of (self, row, "CZCSXM") == '\0')
    sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_CODE_COMBINATION, SX_QUALITY_WARNING),
                     _ ("%s %" PRId64 " has DLBM “%s” but no CZCSXM."), table, fid_of (self, row), dlbm);
  if (!g_str_equal (self->table->name, "DLTB2020") && g_str_has_prefix (dlbm, "01")
      && *text_of (self, row, "GDPDJB") == '\0')
    sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_CODE_COMBINATION, SX_QUALITY_WARNING),
                     _ ("%s %" PRId64 " is arable land (DLBM “%s”) but has no GDPDJB."), table,
                     fid_of (self, row), dlbm);
}

/* The field whose values indicators sum. */
static gboolean
is_counted (const Table *self, const SxQualityField *field)
{
  guint n;
  const SxQualityField *all = sx_quality_field_list (&n);

  if (field->role == SX_FIELD_NET)
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (all[i].role == SX_FIELD_NET && g_str_equal (all[i].table, self->table->name))
      return FALSE;
  return field->role == SX_FIELD_AREA && self->table->line != SX_LINE_ANY;
}

static void
check_number (const Table *self, const Row *row, const SxQualityField *field, double number)
{
  const char *table = self->layer->table;
  gboolean is_bad
      = field->role == SX_FIELD_FACTOR ? !(number >= 0 && number < 1) : !(number >= 0 && isfinite (number));
  SxQualityFinding finding;

  if (isnan (number))
    {
      if (field->is_mandatory)
        sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_AREA_MISSING, SX_QUALITY_WARNING),
                         is_counted (self, field)
                             ? _ ("%s %" PRId64 " has no %s: its computed area is counted.")
                             : _ ("%s %" PRId64 " has no %s."),
                         table, fid_of (self, row), field->field);
      return;
    }
  if (!is_bad)
    return;
  finding = finding_of (self, row, SX_QUALITY_AREA_BAD, SX_QUALITY_ERROR);
  finding.value = number;
  sx_quality_tell (self->run, finding,
                   is_counted (self, field) ? _ ("%s %" PRId64 " has %s = %g: its computed area is counted.")
                                            : _ ("%s %" PRId64 " has %s = %g, which cannot be."),
                   table, fid_of (self, row), field->field, number);
}

/* The whole area, against the geometry's on the ellipsoid: 0.01 m² for rounding and 1e-6 for other programs'
 * formulas. */
static void
check_area (Table *self, const Row *row)
{
  int i = field_in_role (self, SX_FIELD_AREA);
  double stored = i < 0 ? (double)NAN : row->numbers[i], area = self->areas[row->feature],
         difference = fabs (stored - area);
  SxQualityFinding finding;

  if (!(stored >= 0) || !isfinite (stored) || !(area > 0))
    return;
  self->n_compared++;
  for (guint k = 0; k < G_N_ELEMENTS (self->units); k++)
    self->units[k].n += fabs (stored * self->units[k].in_m2 / area - 1) < 0.05;
  if (difference <= 0.01 + 1e-6 * area)
    return;
  finding = finding_of (self, row, SX_QUALITY_AREA_DIFFERS,
                        difference > 1 && difference > 1e-3 * area ? SX_QUALITY_ERROR : SX_QUALITY_WARNING);
  finding.area = difference;
  finding.value = stored;
  finding.expected = area;
  sx_quality_tell (self->run, finding,
                   _ ("%s %" PRId64 " has %s = %.2f m², its geometry %.2f m² on the ellipsoid."),
                   self->layer->table, fid_of (self, row), self->fields[i]->field, stored, area);
}

static void
check_sum (const Table *self, const Row *row)
{
  double area = number_in_role (self, row, SX_FIELD_AREA), net = number_in_role (self, row, SX_FIELD_NET);
  double factor = number_in_role (self, row, SX_FIELD_FACTOR),
         deducted = number_in_role (self, row, SX_FIELD_DEDUCTED);
  double expected = area - (isnan (deducted) ? 0 : deducted);
  SxQualityFinding finding = finding_of (self, row, SX_QUALITY_AREA_SUM, SX_QUALITY_WARNING);

  if (fabs (net - expected) > 0.02)
    {
      finding.value = net;
      finding.expected = expected;
      sx_quality_tell (self->run, finding,
                       _ ("%s %" PRId64
                          ": the net area %.2f m² is not the whole less the deduction, %.2f m²."),
                       self->layer->table, fid_of (self, row), net, expected);
    }
  /* the factor has four decimals */
  if (factor < 1 && fabs (deducted - area * factor) > 0.02 + 6e-5 * area)
    {
      finding.value = deducted;
      finding.expected = area * factor;
      sx_quality_tell (self->run, finding,
                       _ ("%s %" PRId64
                          ": the deduction %.2f m² is not the whole times its factor, %.2f m²."),
                       self->layer->table, fid_of (self, row), deducted, area * factor);
    }
}

static void
check_row (Table *self, Row *row)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      const SxQualityField *field = self->fields[i];
      const char *text = row->texts[i] ? row->texts[i] : "";
      gboolean is_named = i + 1 < self->n_fields && self->fields[i + 1]->role == SX_FIELD_NAME;

      if (field->role == SX_FIELD_BSM)
        check_bsm (self, row, text);
      else if (field->role == SX_FIELD_CODE)
        check_code (self, row, field, text, is_named ? row->texts[i + 1] : NULL);
      else if (row->has_shape && sx_quality_field_is_number (field))
        check_number (self, row, field, row->numbers[i]);
    }
  check_combinations (self, row);
  if (row->has_shape)
    {
      check_area (self, row);
      check_sum (self, row);
    }
}

/* ISO 13249-3: types 8 to 12 and 13, 14 are arcs and what may hold them; the thousands tell Z and M. */
static void
check_curve (const Table *self, const Row *row, const guint8 *blob, gsize size)
{
  const guint8 *wkb;
  gsize wkb_size;
  guint32 type;

  if (!blob || !sx_gpkg_blob_parse (blob, size, &wkb, &wkb_size) || wkb_size < 5)
    return;
  memcpy (&type, wkb + 1, sizeof type);
  type = wkb[0] == 1 ? GUINT32_FROM_LE (type) : GUINT32_FROM_BE (type);
  type = (type & 0x0fffffff) % 1000;
  if (type >= 8 && type <= 12)
    sx_quality_tell (self->run, finding_of (self, row, SX_QUALITY_CURVE, SX_QUALITY_WARNING),
                     _ ("%s %" PRId64 " has arcs; a submission may have straight edges only."),
                     self->layer->table, fid_of (self, row));
}

static void
read_row (const Table *self, sqlite3_stmt *statement, Row *row)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      g_clear_pointer (&row->texts[i], g_free);
      if (sx_quality_field_is_number (self->fields[i]))
        row->numbers[i] = sx_sqlite_number (statement, self->columns[i]);
      else if ((row->texts[i] = sx_sqlite_text (statement, self->columns[i])))
        g_strstrip (row->texts[i]);
    }
  row->has_shape = self->layer->first_ring[row->feature + 1] > self->layer->first_ring[row->feature];
}

static gboolean
check_rows (Table *self, sqlite3_stmt *statement, GError **error)
{
  const SxQualityRun *run = self->run;
  Row row = { 0 };
  gboolean more = TRUE, good = TRUE;

  for (row.feature = 0; good && more && row.feature < self->layer->n_features; row.feature++)
    {
      good = sx_package_file_step (run->file, statement, &more, error)
             && (row.feature % 4096 != 0 || !sx_quality_is_cancelled (run, error));
      if (!good || !more)
        break;
      read_row (self, statement, &row);
      check_curve (self, &row, sqlite3_column_blob (statement, 1),
                   (gsize)sqlite3_column_bytes (statement, 1));
      check_row (self, &row);
    }
  for (guint i = 0; i < self->n_fields; i++)
    g_free (row.texts[i]);
  return good;
}

static gboolean
measure_chunk (guint chunk, gpointer data, GError **error)
{
  Table *self = data;
  guint end = MIN (self->layer->n_features, (chunk + 1) * CHUNK);

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      SxShapeView view = sx_layer_shape (self->layer, i);

      self->areas[i] = view.n_rings ? sx_area_ellipsoidal (&self->run->plan->plane, &view) : (double)NAN;
    }
  return TRUE;
}

/* In the order of the list, so that a name follows its code. */
static void
table_find_fields (Table *self)
{
  guint n;
  const SxQualityField *all = sx_quality_field_list (&n);

  for (guint i = 0; i < n && self->n_fields < MAX_FIELDS; i++)
    for (guint k = 0; g_str_equal (all[i].table, self->table->name) && k < self->table->columns->len; k++)
      if (g_str_equal (g_array_index (self->table->columns, SxPackageColumn, k).name, all[i].field))
        {
          self->fields[self->n_fields] = &all[i];
          self->columns[self->n_fields++] = (int)k + 2; /* after fid and geometry */
          break;
        }
}

static void
tell_unit (const Table *self)
{
  for (guint k = 0; k < G_N_ELEMENTS (self->units); k++)
    if (self->units[k].n > self->n_compared / 2)
      sx_quality_tell (self->run,
                       SX_QUALITY_FINDING (SX_QUALITY_AREA_UNIT, SX_QUALITY_ERROR, self->layer->table),
                       _ ("Table %s: the areas look like %s, but every area field is in m²; convert them."),
                       self->layer->table, self->units[k].name);
}

static gboolean
check_table (const SxQualityRun *run, const SxPackageTable *package_table, const SxLayer *layer,
             GError **error)
{
  Table self = { .run = run,
                 .table = package_table,
                 .layer = layer,
                 .units = { { "公顷", 1e4, 0 }, { "亩", 2000.0 / 3, 0 }, { "km²", 1e6, 0 } } };
  g_autofree char *sql = sx_package_table_select (package_table, NULL);
  g_autoptr (sqlite3_stmt) statement = sx_package_file_prepare (run->file, run->db, sql, error);
  g_autoptr (GHashTable) bsm = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree double *areas = g_new (double, layer->n_features);
  guint n_chunks = layer->n_features / CHUNK + 1;

  if (!statement)
    return FALSE;
  if (package_table->rowid)
    {
      sqlite3_bind_int64 (statement, 1, package_table->first);
      sqlite3_bind_int64 (statement, 2, package_table->last);
    }
  self.bsm = bsm;
  self.areas = areas;
  table_find_fields (&self);
  if (!sx_parallel (n_chunks, measure_chunk, &self, run->cancellable, error)
      || !check_rows (&self, statement, error))
    return FALSE;
  tell_unit (&self);
  return TRUE;
}

gboolean
sx_quality_check_attributes (const SxQualityRun *run, GError **error)
{
  for (guint i = 0; i < run->tables->len; i++)
    {
      const SxPackageTable *table = g_ptr_array_index (run->tables, i);
      const SxLayer *layer = sx_plan_layer (run->plan, table->name);

      if (layer && layer->n_features > 0 && !check_table (run, table, layer, error))
        return FALSE;
    }
  return TRUE;
}
