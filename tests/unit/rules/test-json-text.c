/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-json-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *where; /* NULL: good */
  const char *words;
} Case;

static const Case cases[] = {
  { "{}", NULL, NULL },
  { " [1, -2.5e-3, \"\\u4e2d\\n\", true, false, null, {\"a\": []}] \r\n", NULL, NULL },
  { "\xef\xbb\xbf{\"a\": 1}", NULL, NULL },
  { "\"\\ud83d\\ude00\"", NULL, NULL },
  { "0.1E+2", NULL, NULL },
  { "", "line 1, column 1", "cut off" },
  { "{\"a\": 1", "line 1, column 8", "cut off" },
  { "{\"a\": 1,}", "line 1, column 9", "a key" },
  { "[1 2]", "line 1, column 4", "comma" },
  { "[1,\n 2,\n x]", "line 3, column 2", "a value" },
  { "{\"中\": x}", "line 1, column 7", "a value" },
  { "{a: 1}", "line 1, column 2", "a key" },
  { "{\"a\" 1}", "line 1, column 6", "\":\"" },
  { "{\"a\": 1} {}", "line 1, column 10", "ended before" },
  { "// note\n{}", "line 1, column 1", "a value" },
  { "[01]", "line 1, column 2", "cannot start with 0" },
  { "[.5]", "line 1, column 2", "a value" },
  { "[1.]", "line 1, column 4", "digit" },
  { "[1e]", "line 1, column 4", "digit" },
  { "[-]", "line 1, column 3", "digit" },
  { "[NaN]", "line 1, column 2", "a value" },
  { "[1e999]", "line 1, column 2", "too large" },
  { "[9007199254740993000]", "line 1, column 2", "too large" },
  { "\"a\nb\"", "line 1, column 3", "end of a line" },
  { "\"\\x\"", "line 1, column 3", "escape" },
  { "\"\\u12g4\"", "line 1, column 6", "hexadecimal" },
  { "\"\\ud83d\"", "line 1, column 2", "no character" },
  { "\"\\u0000\"", "line 1, column 2", "no character" },
  { "\"\xff\"", "line 1, column 2", "UTF-8" },
  { "{\"a\": 1, \"a\": 2}", "line 1, column 10", "$ has key \"a\" twice" },
  { "{\"b\": [0, {\"k\": 1,\n\"\\u006b\": 2}]}", "line 2, column 1", "$.b[1] has key \"k\" twice" },
  { "{\"\": 1}", "line 1, column 2", "empty" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = sx_json_text_parse (cases[i].text, -1, "f.json", SX_ERROR_RULES, &error);

      if (cases[i].where == NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (node);
          continue;
        }
      g_assert_error (error, SX_ERROR, SX_ERROR_RULES);
      g_assert_null (node);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "f.json: "));
      g_assert_nonnull (strstr (error->message, cases[i].where));
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_values (void)
{
  static const char text[] = "{\"n\": -2.5e1, \"t\": \"\\u4e2d\\t\"}?";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node
      = sx_json_text_parse (text, (gssize)strlen (text) - 1, "f.json", SX_ERROR_FORMAT, &error);
  JsonObject *object;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpfloat (json_object_get_double_member (object, "n"), ==, -25);
  g_assert_cmpstr (json_object_get_string_member (object, "t"), ==, "中\t");
}

/* A NUL is no end of the text where the length is given. */
static void
test_nul (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sx_json_text_parse ("{}\0{}", 5, "f.json", SX_ERROR_FORMAT, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
}

/* Deeper than any stack would bear, were it followed. */
static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (1 << 20, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (sx_json_text_parse (deep, -1, "f.json", SX_ERROR_RULES, &error));
  g_assert_nonnull (strstr (error->message, "nested too deep"));
}

static void
test_shown (void)
{
  g_autofree char *fill = g_strnfill (500, 'x');
  g_autofree char *shown = sx_json_text_shown (fill);
  g_autofree char *line = sx_json_text_shown ("a\nb\x1b[0m中");

  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, 61);
  g_assert_cmpstr (line, ==, "a?b?[0m中");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-text/cases", test_cases);
  g_test_add_func ("/json-text/values", test_values);
  g_test_add_func ("/json-text/nul", test_nul);
  g_test_add_func ("/json-text/depth", test_depth);
  g_test_add_func ("/json-text/shown", test_shown);
  return g_test_run ();
}
