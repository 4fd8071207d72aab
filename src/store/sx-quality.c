/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-quality.h"
#include "base/sx-i18n.h"
#include "store/sx-quality-run.h"

static const struct
{
  const char *name, *title;
} kinds[SX_QUALITY_N_KINDS] = {
  [SX_QUALITY_TABLE_MISSING] = { "table-missing", N_ ("Tables that are not there") },
  [SX_QUALITY_TABLE_UNKNOWN] = { "table-unknown", N_ ("Tables under names the program does not know") },
  [SX_QUALITY_TABLE_TWICE] = { "table-twice", N_ ("Tables that are there under two names") },
  [SX_QUALITY_TABLE_EMPTY] = { "table-empty", N_ ("Tables without a row") },
  [SX_QUALITY_FIELD_MISSING] = { "field-missing", N_ ("Fields that are not there") },
  [SX_QUALITY_FIELD_TYPE] = { "field-type", N_ ("Fields of the wrong type") },
  [SX_QUALITY_FIELD_NUMERIC_CODE] = { "field-numeric-code", N_ ("Codes stored as numbers") },
  [SX_QUALITY_CRS_UNKNOWN] = { "crs-unknown", N_ ("Tables in an unknown coordinate system") },
  [SX_QUALITY_CRS_DIFFERS] = { "crs-differs", N_ ("Tables in another coordinate system than the plan's") },
  [SX_QUALITY_PARAMETER] = { "parameter", N_ ("Parameters that cannot be used") },
  [SX_QUALITY_SCHEME] = { "scheme", N_ ("Schemes that cannot be read") },
  [SX_QUALITY_RULE_LAYER_MISSING] = { "rule-layer-missing", N_ ("Tables that rules ask for") },
  [SX_QUALITY_GEOMETRY_UNUSED]
  = { "geometry-unused", N_ ("Features without usable geometry, which take part in nothing") },
  [SX_QUALITY_GEOMETRY_REPAIRED] = { "geometry-repaired", N_ ("Invalid geometry that was repaired") },
  [SX_QUALITY_CURVE] = { "curve", N_ ("Arcs instead of straight edges") },
  [SX_QUALITY_SLIVER] = { "sliver", N_ ("Slivers") },
  [SX_QUALITY_ACUTE_ANGLE] = { "acute-angle", N_ ("Angles below 10 degrees") },
  [SX_QUALITY_HOLE] = { "hole", N_ ("Holes") },
  [SX_QUALITY_MULTIPART] = { "multipart", N_ ("Features of several parts") },
  [SX_QUALITY_NEAR_POINTS] = { "near-points", N_ ("Vertices nearer than 0.1 mm to the next") },
  [SX_QUALITY_BSM_MISSING] = { "bsm-missing", N_ ("Features without BSM") },
  [SX_QUALITY_BSM_FORM] = { "bsm-form", N_ ("BSM that is not 18 digits") },
  [SX_QUALITY_BSM_TWICE] = { "bsm-twice", N_ ("BSM given twice") },
  [SX_QUALITY_CODE_MISSING] = { "code-missing", N_ ("Features without a code") },
  [SX_QUALITY_CODE_UNKNOWN] = { "code-unknown", N_ ("Codes that are in no list") },
  [SX_QUALITY_CODE_NAME] = { "code-name", N_ ("Codes and names that do not fit") },
  [SX_QUALITY_CODE_COMBINATION] = { "code-combination", N_ ("Codes that go with other codes") },
  [SX_QUALITY_AREA_MISSING]
  = { "area-missing", N_ ("Features without an area, counted by their computed area") },
  [SX_QUALITY_AREA_BAD]
  = { "area-bad",
      N_ ("Negative or infinite areas, where the computed area is counted, and other impossible values") },
  [SX_QUALITY_AREA_DIFFERS] = { "area-differs", N_ ("Areas that differ from the ellipsoidal area") },
  [SX_QUALITY_AREA_UNIT] = { "area-unit", N_ ("Areas in another unit than m²") },
  [SX_QUALITY_AREA_SUM] = { "area-sum", N_ ("Areas that do not add up") },
  [SX_QUALITY_OVERLAP] = { "overlap", N_ ("Overlaps within a layer") },
  [SX_QUALITY_GAP] = { "gap", N_ ("Gaps in a partition") },
  [SX_QUALITY_OUTSIDE] = { "outside", N_ ("Ground outside XZQ") },
  [SX_QUALITY_LINES_OVERLAP] = { "lines-overlap", N_ ("Overlaps between the three control lines") },
};

const char *
sx_quality_kind_name (SxQualityKind kind)
{
  return kinds[kind].name;
}

const char *
sx_quality_kind_title (SxQualityKind kind)
{
  return _ (kinds[kind].title);
}

const char *
sx_quality_severity_name (SxQualitySeverity severity)
{
  static const char *const names[] = { "info", "warning", "error" };

  return names[severity];
}

void
sx_quality_tell (const SxQualityRun *run, SxQualityFinding finding, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding.message = message;
  if (isfinite (finding.at.x) && isfinite (finding.at.y))
    sx_plan_from_plane (run->plan, &finding.at, 1);
  run->found (&finding, run->data);
}

SxQualityFinding
sx_quality_finding_of (SxQualityKind kind, SxQualitySeverity severity, const SxLayer *layer, guint feature)
{
  SxQualityFinding finding = SX_QUALITY_FINDING (kind, severity, layer->table);
  SxBox box = layer->box[feature];

  finding.fid = layer->fid[feature];
  finding.has_fid = TRUE;
  if (!sx_box_is_empty (box))
    finding.at = (SxPoint){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 };
  return finding;
}

gboolean
sx_quality_is_cancelled (const SxQualityRun *run, GError **error)
{
  return g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

const SxPackageTable *
sx_quality_table (const SxQualityRun *run, const char *name)
{
  for (guint i = 0; i < run->tables->len; i++)
    {
      const SxPackageTable *table = g_ptr_array_index (run->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  return NULL;
}

SxLayer *
sx_quality_layer (const SxQualityRun *run, const char *table)
{
  for (guint i = 0; i < run->tables->len; i++)
    {
      const SxPackageTable *t = g_ptr_array_index (run->tables, i);

      if (g_str_equal (t->table, table))
        return sx_plan_layer (run->plan, t->name);
    }
  return NULL;
}

const SxQualityGround *
sx_quality_ground (const SxQualityRun *run, SxLayer *layer, GError **error)
{
  SxQualityGround *ground = g_hash_table_lookup (run->grounds, layer->name);

  if (!ground && (ground = sx_quality_ground_new (layer, run->cancellable, error)))
    g_hash_table_insert (run->grounds, layer->name, ground);
  return ground;
}

double
sx_quality_perimeter (const SxShapeView *view)
{
  double length = 0;

  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      length += hypot (view->points[i].x - view->points[i - 1].x, view->points[i].y - view->points[i - 1].y);
  return length;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double p = *(const double *)a, q = *(const double *)b;

  return (p > q) - (p < q);
}

/* The middle of the widest stretch inside the part, halfway up. */
static SxPoint
point_in_part (const SxShapeView *part)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  double y = (part->box.y0 + part->box.y1) / 2, width = -1;
  SxPoint point = { (part->box.x0 + part->box.x1) / 2, y };

  for (guint r = 0; r < part->n_rings; r++)
    for (guint32 i = part->ring_start[r] + 1; i < part->ring_start[r + 1]; i++)
      {
        SxPoint a = part->points[i - 1], b = part->points[i];
        double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);

        if ((a.y > y) != (b.y > y))
          g_array_append_val (crossings, x);
      }
  g_array_sort (crossings, compare_doubles);
  for (guint i = 0; i + 1 < crossings->len; i += 2)
    {
      double x0 = g_array_index (crossings, double, i), x1 = g_array_index (crossings, double, i + 1);

      if (x1 - x0 > width)
        point.x = (x0 + x1) / 2;
      width = MAX (width, x1 - x0);
    }
  return point;
}

SxPoint
sx_quality_point_in (const SxShapeView *view)
{
  SxPoint point = { NAN, NAN };
  double largest = -1;

  for (guint ring = 0, next; ring < view->n_rings; ring = next)
    {
      SxShapeView part = sx_shape_view_part (view, ring, &next);
      double area = sx_shape_view_planar_area (&part);

      if (area > largest)
        point = point_in_part (&part);
      largest = MAX (largest, area);
    }
  return point;
}

static gboolean
run_open (SxQualityRun *run, GError **error)
{
  g_autoptr (GHashTable) fields = sx_quality_field_names ();

  run->suspects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_byte_array_unref);
  run->grounds
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)sx_quality_ground_free);
  run->catalogue = sx_catalogue_load ();
  run->file = sx_package_file_new (run->plan->file, error);
  run->db = run->file ? sx_package_file_connect (run->file, run->cancellable, error) : NULL;
  run->tables = run->db ? sx_package_tables_find (run->file, run->db, run->catalogue, fields, error) : NULL;
  return run->tables != NULL;
}

static void
run_close (SxQualityRun *run)
{
  g_hash_table_unref (run->grounds);
  g_hash_table_unref (run->suspects);
  g_clear_pointer (&run->tables, g_ptr_array_unref);
  g_clear_pointer (&run->db, sqlite3_close);
  g_clear_pointer (&run->file, sx_package_file_free);
  g_clear_pointer (&run->catalogue, sx_catalogue_free);
}

gboolean
sx_quality_check (const SxPlan *plan, SxQualityFound found, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  static gboolean (*const checks[]) (const SxQualityRun *run, GError **error) = {
    sx_quality_check_structure,  sx_quality_check_schemes,  sx_quality_check_geometry,
    sx_quality_check_attributes, sx_quality_check_topology, sx_quality_check_gaps,
  };
  SxQualityRun run = { .plan = plan, .found = found, .data = data, .cancellable = cancellable };
  gboolean good = run_open (&run, error);

  for (guint i = 0; good && i < G_N_ELEMENTS (checks); i++)
    good = !sx_quality_is_cancelled (&run, error) && checks[i](&run, error);
  good = good && sx_package_file_is_unchanged (run.file, error);
  run_close (&run);
  return good;
}
