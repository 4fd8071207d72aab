/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled-in style against the catalogue of tables and the codes of the surveys. */
#include "picture-fixture.h"

#include "plan/sx-catalogue.h"

static void
test_every_table (void)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();
  const SxMapStyle *style = sx_map_style_get ();

  g_assert_cmpuint (style->tables->len, ==, catalogue->tables->len);
  for (guint i = 0; i < catalogue->tables->len; i++)
    {
      const SxCatalogueTable *table = g_ptr_array_index (catalogue->tables, i);
      const SxTableStyle *found = sx_map_style_table (style, table->name);
      gboolean is_seen;

      g_assert_nonnull (found);
      if (found->field)
        g_assert_nonnull (sx_catalogue_table_field (table, found->field));
      for (guint t = 0; t < SX_N_THEMES; t++)
        {
          is_seen = found->symbol[t].line.a > 0 || found->symbol[t].hatch != SX_HATCH_NONE;
          for (guint c = 0; c < found->n_classes; c++)
            is_seen |= found->classes[c].fill[t].a > 0;
          g_assert_true (is_seen);
        }
    }
}

static void
assert_class (const char *table, const char *code, const char *title)
{
  const SxTableStyle *style = sx_map_style_table (sx_map_style_get (), table);

  g_assert_cmpstr (style->classes[sx_table_style_class (style, code)].title, ==, title);
}

static void
test_classes (void)
{
  assert_class ("DLTB", "0101", "水田");
  assert_class ("DLTB", "0201K", "果园");
  assert_class ("DLTB", "08H2A", "公共管理与公共服务用地");
  assert_class ("DLTB", "0810A", "公园与绿地");
  assert_class ("DLTB2020", "1107A", "沟渠");
  assert_class ("DLTB", "", "");
  assert_class ("DLTB", "?", "");
  assert_class ("ZXCQGHYDYH", "140100", "绿地与开敞空间用地");
  assert_class ("ZXCQGHYDYH", "140300", "广场用地");
  assert_class ("GHFQ", "410", "城镇集中建设区");
}

/* 调入 and 调出 differ in what is left of them in grey, too. */
static void
test_directions (void)
{
  const SxMapStyle *style = sx_map_style_get ();

  for (guint t = 0; t < SX_N_THEMES; t++)
    {
      const SxSymbol *in = &style->direction[SX_DIRECTION_IN].symbol[t];
      const SxSymbol *out = &style->direction[SX_DIRECTION_OUT].symbol[t];

      g_assert_cmpint (in->hatch, !=, out->hatch);
      g_assert_true ((in->dash[0] > 0) != (out->dash[0] > 0));
    }
}

static void
test_swatches (void)
{
  const SxMapStyle *style = sx_map_style_get ();

  for (guint i = 0; i < style->tables->len; i++)
    {
      const SxTableStyle *table = g_ptr_array_index (style->tables, i);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 24, 16);
      cairo_t *cr = cairo_create (surface);
      guint painted = 0;

      sx_table_style_swatch (table, SX_THEME_DARK, table->n_classes - 1, cr, 24, 16);
      cairo_surface_flush (surface);
      for (int y = 0; y < 16; y++)
        for (int x = 0; x < 24; x++)
          painted += fixture_pixel (surface, x, y) != 0;
      g_assert_cmpuint (painted, >, 20);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-style/every-table", test_every_table);
  g_test_add_func ("/map-style/classes", test_classes);
  g_test_add_func ("/map-style/directions", test_directions);
  g_test_add_func ("/map-style/swatches", test_swatches);
  return g_test_run ();
}
