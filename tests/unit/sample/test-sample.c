/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a sample: valid shapes, an exact partition, as many parcels as asked for, tables as the plan
 * package names them. */
#include "geometry/sx-overlay.h"
#include "geometry/sx-repair.h"
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"
#include "sample/sx-sample.h"
#include "store/sx-package.h"
#include <glib/gstdio.h>
#include <string.h>

#define N_PARCELS 2000

typedef struct
{
  char *folder, *file;
  SxPlan *plan;
} Fixture;

static void
set_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sample-XXXXXX", &error);
  g_assert_no_error (error);
  self->file = g_build_filename (self->folder, "county.gpkg", NULL);
  sx_sample_write (self->file, N_PARCELS, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->plan = sx_package_read (self->file, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self)
{
  sx_plan_unref (self->plan);
  g_unlink (self->file);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0); /* nothing else was left */
  g_free (self->file);
  g_free (self->folder);
}

/* Every table of the contract that the program reads. */
static const char *const tables[]
    = { "XZQ",      "DLTB",        "DLTB2020",  "YJJBNTBHTB", "STBHHX",  "CZKFBJGX", "GHFQ",   "ZXCQGHYDYH",
        "ZXCQFW",   "GBZNT",       "PZJSYD",    "YJJBNTCBQ",  "PZWJSTD", "KFQ",      "FNYQ",   "DZZHQ",
        "DLCZJSYD", "CZJSSYXPJJG", "XZHQ",      "DYZ",        "HDGLFW",  "ZRBHD",    "KCZYYF", "LSWHBHX",
        "HLFXKZX",  "KCZYKCBHX",   "ZXCQCSLVX", "ZXCQCSLX",   "FZFX" };

static void
test_tables (gconstpointer data)
{
  const Fixture *self = data;
  for (guint k = 0; k < G_N_ELEMENTS (tables); k++)
    {
      const SxLayer *layer = sx_plan_layer (self->plan, tables[k]);

      g_test_message ("%s", tables[k]);
      g_assert_nonnull (layer);
      /* the first ten have rows at any size */
      g_assert_true (k >= 10 || layer->n_features > 0);
    }
  g_assert_true (sx_plan_layer (self->plan, "ZXCQDLZXX")->is_line);
  g_assert_cmpuint (sx_plan_layer (self->plan, "DLTB")->n_features, ==, N_PARCELS);
  g_assert_cmpint (self->plan->epsg, ==, 4527);
  g_assert_nonnull (sx_plan_parameter (self->plan, "target.farmland_area"));
}

static void
assert_valid (const char *table, gint64 fid, const SxShapeView *view)
{
  SxShapeBuffer repaired = SX_SHAPE_BUFFER_INIT;
  gboolean was_valid = FALSE;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s %" G_GINT64_FORMAT, table, fid);
  g_assert_true (sx_repair_check (view, &repaired, &was_valid, &reason, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (reason, ==, NULL);
  g_assert_true (was_valid);
  sx_shape_buffer_clear (&repaired);
}

/* GEOS is asked about every shape as it is stored: none was repaired or left out on the way in. */
static void
test_valid (gconstpointer data)
{
  const Fixture *self = data;
  g_assert_cmpuint (self->plan->repairs->len, ==, 0);
  g_assert_cmpuint (self->plan->skipped->len, ==, 0);
  for (guint k = 0; k < G_N_ELEMENTS (tables); k++)
    {
      const SxLayer *layer = sx_plan_layer (self->plan, tables[k]);

      for (guint n = 0; n < layer->n_features; n++)
        {
          SxShapeView view = sx_layer_shape (layer, n);

          assert_valid (tables[k], layer->fid[n], &view);
        }
    }
}

typedef struct
{
  SxPoint from, to;
} Edge;

static guint
hash_edge (gconstpointer data)
{
  const guint32 *words = data;
  guint hash = 5381;

  for (guint k = 0; k < sizeof (Edge) / sizeof (guint32); k++)
    hash = hash * 33 ^ words[k];
  return hash;
}

static gboolean
equal_edges (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

static GHashTable *
collect_edges (const SxLayer *layer)
{
  GHashTable *edges = g_hash_table_new_full (hash_edge, equal_edges, g_free, NULL);

  for (guint n = 0; n < layer->n_features; n++)
    {
      SxShapeView view = sx_layer_shape (layer, n);

      for (guint r = 0; r < view.n_rings; r++)
        for (guint32 k = view.ring_start[r] + 1; k < view.ring_start[r + 1]; k++)
          {
            Edge edge = { view.points[k - 1], view.points[k] };

            g_assert_true (g_hash_table_add (edges, g_memdup2 (&edge, sizeof edge)));
          }
    }
  return edges;
}

static double
total_area (const SxLayer *layer)
{
  double sum = 0;

  for (guint n = 0; n < layer->n_features; n++)
    {
      SxShapeView view = sx_layer_shape (layer, n);

      sum += sx_shape_view_planar_area (&view);
    }
  return sum;
}

/* Every edge of a parcel is once an edge of its neighbour, the other way, or lies on the county's outline,
 * which is the townships'. With equal areas that is an exact partition. */
static void
test_partition (gconstpointer data)
{
  const Fixture *self = data;
  const char *const partitions[] = { "DLTB", "DLTB2020", "GHFQ" };
  const SxLayer *townships = sx_plan_layer (self->plan, "XZQ");
  g_autoptr (GHashTable) outline = collect_edges (townships);

  for (guint k = 0; k < G_N_ELEMENTS (partitions); k++)
    {
      const SxLayer *layer = sx_plan_layer (self->plan, partitions[k]);
      g_autoptr (GHashTable) edges = collect_edges (layer);
      GHashTableIter iter;
      gpointer key;
      guint n_outer = 0;

      g_hash_table_iter_init (&iter, edges);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          const Edge *edge = key;
          Edge back = { edge->to, edge->from };

          if (g_hash_table_contains (edges, &back))
            continue;
          n_outer++;
          g_assert_true (g_hash_table_contains (outline, edge));
        }
      g_assert_cmpuint (n_outer, >, 100);
      g_assert_cmpfloat_with_epsilon (total_area (layer), total_area (townships),
                                      1e-9 * total_area (townships));
    }
}

/* GEOS agrees: neighbours have no ground in common. */
static void
test_no_overlap (gconstpointer data)
{
  const Fixture *self = data;
  const SxLayer *layer = sx_plan_layer (self->plan, "DLTB");
  guint n_pairs = 0;

  for (guint a = 0; a < layer->n_features; a += 3)
    for (guint b = a + 1; b < layer->n_features; b++)
      {
        SxShapeView va = sx_layer_shape (layer, a), vb = sx_layer_shape (layer, b);
        SxShapeBuffer both = SX_SHAPE_BUFFER_INIT;

        if (!sx_box_overlaps (va.box, vb.box))
          continue;
        n_pairs++;
        g_assert_true (sx_overlay_intersect (&va, &vb, &both, NULL));
        g_assert_cmpuint (both.n_rings, ==, 0);
        sx_shape_buffer_clear (&both);
      }
  g_assert_cmpuint (n_pairs, >, N_PARCELS / 3);
}

/* The attributes are those of the shapes. */
static void
test_attributes (gconstpointer data)
{
  const Fixture *self = data;
  const SxLayer *layer = sx_plan_layer (self->plan, "DLTB");
  const SxColumn *area = sx_layer_column (layer, "TBMJ"), *net = sx_layer_column (layer, "TBDLMJ");
  const SxColumn *slope = sx_layer_column (layer, "GDPDJB"), *land = sx_layer_column (layer, "DLBM");
  guint n_crops = 0;

  for (guint n = 0; n < layer->n_features; n++)
    {
      SxShapeView view = sx_layer_shape (layer, n);
      gboolean is_crop = g_str_has_prefix (sx_column_text (land, n), "01");

      /* the ellipsoid against the plane 30 km from the meridian: within 5e-5 */
      g_assert_cmpfloat_with_epsilon (sx_column_number (area, n), sx_shape_view_planar_area (&view),
                                      5e-5 * sx_column_number (area, n) + 0.01);
      /* ridges between fields are taken off, on slopes only */
      g_assert_cmpfloat (sx_column_number (net, n), <=, sx_column_number (area, n));
      g_assert_cmpfloat (sx_column_number (net, n), >, 0.8 * sx_column_number (area, n));
      g_assert_true (sx_column_text (slope, n)[0] > '1'
                     || sx_column_number (net, n) == sx_column_number (area, n));
      g_assert_cmpint (is_crop, ==, sx_column_text (slope, n)[0] != '\0');
      n_crops += is_crop;
    }
  g_assert_cmpuint (n_crops, >, N_PARCELS / 3);
}

static void
test_scheme (gconstpointer data)
{
  const Fixture *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SxScheme) scheme = sx_package_read_scheme (self->plan, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (scheme->name, ==, "2026年度动态维护");
  g_assert_cmpuint (scheme->adjustments->len, >, 10);
  g_assert_cmpuint (scheme->reclasses->len, >, 0);
  g_assert_cmpuint (scheme->roads->len, ==, 3);
  g_assert_cmpuint (scheme->judgements->len, ==, 2);
  for (guint k = 0; k < scheme->adjustments->len; k++)
    {
      const SxAdjustment *item = g_ptr_array_index (scheme->adjustments, k);
      SxShapeView view = sx_shape_view (item->shape);

      assert_valid ("sx_adjustment", item->fid, &view);
    }
}

int
main (int argc, char **argv)
{
  Fixture fixture;
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up (&fixture);
  g_test_add_data_func ("/sample/tables", &fixture, test_tables);
  g_test_add_data_func ("/sample/valid", &fixture, test_valid);
  g_test_add_data_func ("/sample/partition", &fixture, test_partition);
  g_test_add_data_func ("/sample/no-overlap", &fixture, test_no_overlap);
  g_test_add_data_func ("/sample/attributes", &fixture, test_attributes);
  g_test_add_data_func ("/sample/scheme", &fixture, test_scheme);
  status = g_test_run ();
  tear_down (&fixture);
  return status;
}
