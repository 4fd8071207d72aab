/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "county.h"

#include <string.h>

struct _County
{
  SxPlan *plan;
  GHashTable *builders; /* table → SxLayerBuilder * */
};

/* every field that the county's tables may have */
static const struct
{
  const char *name;
  SxColumnType type;
} fields[] = {
  { "DLBM", SX_COLUMN_TEXT },     { "GDPDJB", SX_COLUMN_TEXT },     { "CZCSXM", SX_COLUMN_TEXT },
  { "HXLX", SX_COLUMN_TEXT },     { "GHFQDM", SX_COLUMN_TEXT },     { "FJ", SX_COLUMN_TEXT },
  { "MJ", SX_COLUMN_NUMBER },     { "YJJBNTMJ", SX_COLUMN_NUMBER }, { "TBMJ", SX_COLUMN_NUMBER },
  { "TBDLMJ", SX_COLUMN_NUMBER }, { "YDYHFLDM", SX_COLUMN_TEXT },
};

County *
county_new (void)
{
  County *self = g_new0 (County, 1);

  self->plan = sx_plan_new ("county");
  self->plan->epsg = 4526;
  g_assert_true (sx_plane_for_epsg (self->plan->epsg, &self->plan->plane));
  self->builders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static SxLayerBuilder *
builder_of (County *self, const char *table)
{
  SxLayerBuilder *builder = g_hash_table_lookup (self->builders, table);

  if (builder)
    return builder;
  builder = sx_layer_builder_new (table, table, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpuint (sx_layer_builder_add_column (builder, fields[i].name, fields[i].type), ==, i);
  g_hash_table_insert (self->builders, g_strdup (table), builder);
  return builder;
}

static void
add_rectangle (SxShapeBuffer *out, double x0, double y0, double x1, double y1)
{
  const SxPoint corners[] = { { COUNTY_X + x0, COUNTY_Y + y0 },
                              { COUNTY_X + x0, COUNTY_Y + y1 },
                              { COUNTY_X + x1, COUNTY_Y + y1 },
                              { COUNTY_X + x1, COUNTY_Y + y0 },
                              { COUNTY_X + x0, COUNTY_Y + y0 } };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    sx_shape_buffer_add_point (out, corners[i]);
  sx_shape_buffer_end_ring (out, TRUE);
}

static void
set_field (SxLayerBuilder *builder, const char *name, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      {
        if (fields[i].type == SX_COLUMN_TEXT)
          sx_layer_builder_set_text (builder, i, value);
        else
          sx_layer_builder_set_number (builder, i, g_ascii_strtod (value, NULL));
        return;
      }
  g_assert_not_reached ();
}

void
county_add_table (County *self, const char *table)
{
  builder_of (self, table);
}

void
county_add (County *self, const char *table, double x0, double y0, double x1, double y1, ...)
{
  SxLayerBuilder *builder = builder_of (self, table);
  const char *name;
  va_list pairs;

  va_start (pairs, y1);
  while ((name = va_arg (pairs, const char *)))
    set_field (builder, name, va_arg (pairs, const char *));
  va_end (pairs);
  add_rectangle (sx_layer_builder_shapes (builder), x0, y0, x1, y1);
  sx_layer_builder_end_feature (builder, 1);
}

void
county_set_parameter (County *self, const char *key, const char *value)
{
  g_hash_table_insert (self->plan->parameters, g_strdup (key), g_strdup (value));
}

SxPlan *
county_plan (County *self)
{
  SxPlan *plan = self->plan;
  GHashTableIter iter;
  gpointer table, builder;

  g_hash_table_iter_init (&iter, self->builders);
  while (g_hash_table_iter_next (&iter, &table, &builder))
    g_hash_table_insert (plan->layers, g_strdup (table), sx_layer_builder_finish (builder));
  g_hash_table_unref (self->builders);
  g_free (self);
  return plan;
}

SxEvaluator *
county_evaluator (County *self)
{
  g_autoptr (SxPlan) plan = county_plan (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRuleProfile) rules = sx_rule_profile_load ("anhui-2026", &error);
  SxEvaluator *evaluator;

  g_assert_no_error (error);
  evaluator = sx_evaluator_new (plan, rules, SX_AREA_PLANAR, NULL, &error);
  g_assert_no_error (error);
  return evaluator;
}

SxShape *
county_rectangle (double x0, double y0, double x1, double y1)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;
  SxShape *shape;

  add_rectangle (&buffer, x0, y0, x1, y1);
  view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

SxAdjustment *
county_adjustment (SxLine line, SxDirection direction, double x0, double y0, double x1, double y1)
{
  g_autoptr (SxShape) shape = county_rectangle (x0, y0, x1, y1);
  SxAdjustment *item = sx_adjustment_new (line, direction, shape);

  item->situation = g_strdup ("1");
  return item;
}

SxAdjustment *
county_adjust (SxEvaluator *evaluator, SxLine line, SxDirection direction, double x0, double y0, double x1,
               double y1)
{
  g_autoptr (SxAdjustment) item = county_adjustment (line, direction, x0, y0, x1, y1);
  g_autoptr (GError) error = NULL;

  sx_evaluator_insert_adjustment (evaluator, sx_evaluator_n_adjustments (evaluator), item, &error);
  g_assert_no_error (error);
  return item; /* the evaluator keeps it */
}
