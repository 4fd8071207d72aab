/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and names in a shapefile's table: bytes of GBK, cut between characters, nothing lost unseen. */
#include "deliver/sx-shape-text.h"

static GIConv gbk;

static void
assert_fits (const char *text, gsize bytes, const char *expected, gboolean is_whole)
{
  gboolean found;
  g_autofree char *fitted = sx_shape_text_fit (gbk, text, bytes, &found);

  g_assert_cmpstr (fitted, ==, expected);
  g_assert_cmpint (found, ==, is_whole);
  g_assert_cmpuint (sx_shape_text_bytes (gbk, fitted), <=, bytes);
}

static void
test_text (void)
{
  g_assert_cmpuint (sx_shape_text_bytes (gbk, ""), ==, 0);
  g_assert_cmpuint (sx_shape_text_bytes (gbk, "abc"), ==, 3);
  g_assert_cmpuint (sx_shape_text_bytes (gbk, "a县b"), ==, 4);
  /* U+20BB7 is not in GBK */
  g_assert_cmpuint (sx_shape_text_bytes (gbk, "𠮷县"), ==, 3);
  assert_fits ("", 0, "", TRUE);
  assert_fits ("城镇开发边界", 12, "城镇开发边界", TRUE);
  assert_fits ("城镇开发边界", 11, "城镇开发边", FALSE);
  assert_fits ("城镇", 1, "", FALSE);
  assert_fits ("a城", 2, "a", FALSE);
  assert_fits ("𠮷县", 3, "?县", FALSE);
  assert_fits ("DLTB", 4, "DLTB", TRUE);
}

static void
assert_name (GHashTable *taken, const char *name, const char *expected)
{
  g_autofree char *fitted = sx_shape_name_fit (gbk, name, taken);

  g_assert_cmpstr (fitted, ==, expected);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  assert_name (taken, "YJJBNTTBMJ", "YJJBNTTBMJ");
  assert_name (taken, "yjjbnttbmj", "yjjbnttb_1"); /* names have no case there */
  assert_name (taken, "生态保护红线_调整前", "生态保护红");
  assert_name (taken, "生态保护红线_调整后", "生态保护_1");
  assert_name (taken, "生态保护红线_变化", "生态保护_2");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  gbk = g_iconv_open ("GBK", "UTF-8");
  g_test_add_func ("/shape-text/text", test_text);
  g_test_add_func ("/shape-text/names", test_names);
  status = g_test_run ();
  g_iconv_close (gbk);
  return status;
}
