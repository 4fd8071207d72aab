/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A theme of the user's changes what it says and nothing else; mistakes are answered with file, path, remedy.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "atlas/sx-atlas-theme.h"
#include "base/sx-error.h"

static SxAtlasTheme *
load_text (const char *text, GError **error)
{
  g_autofree char *file = NULL;
  int fd = g_file_open_tmp ("sx-theme-XXXXXX.json", &file, NULL);
  SxAtlasTheme *theme;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  theme = sx_atlas_theme_load (file, error);
  g_unlink (file);
  return theme;
}

static void
test_built_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxAtlasTheme) theme = sx_atlas_theme_load (NULL, &error);
  guint number;

  g_assert_no_error (error);
  for (guint m = 0; m < SX_N_MARKS; m++)
    g_assert_true (m == SX_MARK_LAND || m == SX_MARK_ZONE || m == SX_MARK_USE || theme->marks[m].title);
  /* what a grey print tells apart: hatch and dash */
  g_assert_cmpint (theme->marks[SX_MARK_IN].hatch, !=, theme->marks[SX_MARK_OUT].hatch);
  g_assert_true (theme->marks[SX_MARK_IN].dash[0] == 0 && theme->marks[SX_MARK_OUT].dash[0] > 0);
  number = sx_atlas_theme_class (theme, SX_ATLAS_USES, "140100", NULL);
  g_assert_cmpstr (sx_atlas_theme_get_class (theme, SX_ATLAS_USES, number)->title, ==, "公园绿地");
  number = sx_atlas_theme_legend_class (theme, SX_ATLAS_USES, number);
  g_assert_cmpstr (sx_atlas_theme_get_class (theme, SX_ATLAS_USES, number)->title, ==, "绿地与开敞空间用地");
  number = sx_atlas_theme_class (theme, SX_ATLAS_ZONES, "", "农田保护区");
  g_assert_cmpstr (sx_atlas_theme_get_class (theme, SX_ATLAS_ZONES, number)->code, ==, "300");
  g_assert_cmpuint (sx_atlas_theme_class (theme, SX_ATLAS_ZONES, "999", "无此区"), ==, 0);
}

static void
test_user (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxAtlasTheme) plain = sx_atlas_theme_load (NULL, &error);
  g_autoptr (SxAtlasTheme) theme
      = load_text ("{\"fonts\": {\"title\": \"FangSong\"}, \"agency\": \"清河县人民政府\","
                   " \"marks\": {\"in\": {\"line\": \"#00ff0080\", \"dash\": [2, 1]}},"
                   " \"zones\": [{\"code\": \"300\", \"title\": \"农田保护区（甲）\"},"
                   " {\"code\": \"888\", \"title\": \"其他区\", \"fill\": \"#102030\"}]}",
                   &error);
  const SxAtlasClass *c;

  g_assert_no_error (error);
  g_assert_cmpstr (theme->title_font, ==, "FangSong");
  g_assert_cmpstr (theme->text_font, ==, plain->text_font);
  g_assert_cmpstr (theme->agency, ==, "清河县人民政府");
  g_assert_cmpfloat_with_epsilon ((double)theme->marks[SX_MARK_IN].line.a, 128 / 255.0, 1e-6);
  g_assert_cmpfloat (theme->marks[SX_MARK_IN].dash[0], ==, 2);
  g_assert_cmpfloat (theme->marks[SX_MARK_IN].width, ==, plain->marks[SX_MARK_IN].width);
  g_assert_cmpstr (theme->marks[SX_MARK_IN].title, ==, plain->marks[SX_MARK_IN].title);
  c = sx_atlas_theme_get_class (theme, SX_ATLAS_ZONES,
                                sx_atlas_theme_class (theme, SX_ATLAS_ZONES, "300", NULL));
  g_assert_cmpstr (c->title, ==, "农田保护区（甲）");
  g_assert_cmpfloat ((double)c->fill.a, ==, 1);
  c = sx_atlas_theme_get_class (theme, SX_ATLAS_ZONES,
                                sx_atlas_theme_class (theme, SX_ATLAS_ZONES, "88801", NULL));
  g_assert_cmpstr (c->title, ==, "其他区");
}

static const struct
{
  const char *text, *path;
} mistakes[] = {
  { "{\"marks\": {\"in\": {\"line\": \"red\"}}}", "$.marks.in.line" },
  { "{\"marks\": {\"in\": {\"line\": \"#12345\"}}}", "$.marks.in.line" },
  { "{\"marks\": {\"in\": {\"width\": -1}}}", "$.marks.in.width" },
  { "{\"marks\": {\"in\": {\"width\": 51}}}", "$.marks.in.width" },
  { "{\"marks\": {\"in\": {\"hatch_step\": 0}}}", "$.marks.in.hatch_step" },
  { "{\"marks\": {\"out\": {\"dash\": [1]}}}", "$.marks.out.dash" },
  { "{\"marks\": {\"out\": {\"dash\": [1, 0]}}}", "$.marks.out.dash[1]" },
  { "{\"marks\": {\"out\": {\"hatch\": \"wavy\"}}}", "$.marks.out.hatch" },
  { "{\"marks\": {\"inn\": {}}}", "inn" },
  { "{\"colour\": 1}", "colour" },
  { "{\"paper\": 7}", "$.paper" },
  { "{\"fonts\": []}", "$.fonts" },
  { "{\"zones\": [{\"title\": \"x\"}]}", "$.zones[0]" },
  { "{\"zones\": [{\"code\": \"999\", \"fill\": \"#ffffff\"}]}", "$.zones[0]" },
  { "{\"uses\": {}}", "$.uses" },
  { "[]", "$" },
  { "{", "1" },
  { "", "1" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_text (mistakes[i].text, &error));
      g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, ".json"));
      if (!strstr (error->message, mistakes[i].path))
        g_error ("%s: “%s” does not name %s", mistakes[i].text, error->message, mistakes[i].path);
    }
}

static void
test_no_file (void)
{
  g_autoptr (GError) absent = NULL, folder = NULL;

  g_assert_null (sx_atlas_theme_load ("/nowhere/theme.json", &absent));
  g_assert_error (absent, SX_ERROR, SX_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (absent->message, "/nowhere/theme.json"));
  g_assert_null (sx_atlas_theme_load (g_get_tmp_dir (), &folder));
  g_assert_error (folder, SX_ERROR, SX_ERROR_UNREADABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlas/theme/built-in", test_built_in);
  g_test_add_func ("/atlas/theme/user", test_user);
  g_test_add_func ("/atlas/theme/mistakes", test_mistakes);
  g_test_add_func ("/atlas/theme/no-file", test_no_file);
  return g_test_run ();
}
