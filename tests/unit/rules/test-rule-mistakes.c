/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every mistake in a profile is answered with the file, the path in it, what is wrong and what to write
 * instead. */
#include "profile-fixture.h"

#include <string.h>

#include "base/sx-error.h"

typedef struct
{
  const char *member; /* of a profile that extends anhui-2026 */
  const char *path;
  const char *words; /* separated by '|', all in the message */
} Mistake;

/* The members that a new conflict and a new indicator cannot do without. */
#define CONFLICT                                                                                             \
  "\"line\": \"boundary\", \"direction\": \"in\", \"severity\": \"error\", \"text\": {\"zh\": \"a\", "       \
  "\"en\": \"a\"},"                                                                                          \
  " \"source\": \"s\""
#define INDICATOR                                                                                            \
  "\"measure\": \"boundary_area\", \"group\": \"boundary\", \"label\": {\"zh\": \"a\", \"en\": \"a\"}, "     \
  "\"unit\": "                                                                                               \
  "\"ha\", \"decimals\": 2, \"statute\": \"s\", \"source\": \"s\""

static const Mistake mistakes[] = {
  /* the profile itself */
  { "\"choises\": {}", "$:", "choises|choices" },
  { "\"choices\": []", "$.choices:", "an object|a list" },
  { "\"$schema\": 1", "$.$schema:", "a text" },
  { "\"indicators\": []", "$.indicators:", "empty" },
  { "\"indicators\": {}", "$.indicators:", "a list" },
  { "\"conflicts\": [3]", "$.conflicts[0]:", "an object|a number" },
  /* choices */
  { "\"choices\": {\"code_match\": \"fuzzy\"}", "$.choices.code_match:", "fuzzy|exact, first4" },
  { "\"choices\": {\"contiguity_layer\": \"redline\"}", "$.choices.contiguity_layer:", "farmland, cropland" },
  { "\"choices\": {\"contiguity_area\": \"buffered\"}", "$.choices.contiguity_area:", "source" },
  { "\"choices\": {\"fragment_area\": 5}", "$.choices.fragment_area:", "a text in quotes|a number" },
  { "\"choices\": {\"multiplier_decimals\": 2.5}", "$.choices.multiplier_decimals:", "a whole number" },
  { "\"choices\": {\"multiplier_decimals\": 11}", "$.choices.multiplier_decimals:", "from 0 to 10" },
  { "\"choices\": {\"residential_codes\": []}", "$.choices.residential_codes:", "empty" },
  { "\"choices\": {\"residential_codes\": [\"0701\", 702]}", "$.choices.residential_codes[1]:", "a number" },
  { "\"choices\": {\"residential_codes\": [\"0701\", \"0701 \"]}",
    "$.choices.residential_codes[1]:", "twice" },
  { "\"choices\": {\"park_codes\": [\"park\"]}", "$.choices.park_codes[0]:", "land-use code" },
  /* limits, classes, parameters */
  { "\"limits\": {\"park_min_m2\": -1}", "$.limits.park_min_m2:", "not negative" },
  { "\"limits\": {\"park_min_m2\": \"400\"}", "$.limits.park_min_m2:", "a number is needed|a text" },
  { "\"limits\": {\"park_min\": 400}", "$.limits:", "park_min|park_min_m2" },
  { "\"classes\": {\"farms\": []}", "$.classes:", "farms|cropland" },
  { "\"classes\": {\"cropland\": []}", "$.classes.cropland:", "empty" },
  { "\"classes\": {\"cropland\": [{\"in\": [\"1\"]}]}", "$.classes.cropland[0]:", "\"field\" is missing" },
  { "\"classes\": {\"cropland\": [{\"field\": \"DLBM\"}]}",
    "$.classes.cropland[0]:", "exactly one of|starts_with" },
  { "\"classes\": {\"steep\": [{\"field\": \"A\", \"in\": [\"1\"], \"not_in\": [\"2\"]}]}",
    "$.classes.steep[0]:", "exactly one of" },
  { "\"classes\": {\"steep\": [{\"field\": \"A\", \"in\": [4]}]}",
    "$.classes.steep[0].in[0]:", "a text in quotes" },
  { "\"classes\": {\"steep\": [{\"field\": \"A B\", \"in\": [\"4\"]}]}",
    "$.classes.steep[0].field:", "letters" },
  { "\"classes\": {\"steep\": [{\"field\": \"A|\", \"in\": [\"4\"]}]}",
    "$.classes.steep[0].field:", "letters" },
  { "\"parameters\": {\"walk_5min\": 300}", "$.parameters.walk_5min:", "walk_5min_m" },
  { "\"parameters\": {\"walk_5min_m\": \"300\"}", "$.parameters.walk_5min_m:", "a number" },
  { "\"parameters\": {\"terrain\": \"flat\"}", "$.parameters.terrain:", "plain, hill" },
  /* indicators */
  { "\"indicators\": [{\"number\": 1}]", "$.indicators[0]:", "\"id\" is missing" },
  { "\"indicators\": [{\"id\": \"a b\"}]", "$.indicators[0].id:", "no id" },
  { "\"indicators\": [{\"id\": \"mine\"}]", "$.indicators[0]:", "\"measure\" is missing" },
  { "\"indicators\": [{\"id\": \"mine\", \"measure\": \"boundary\"}]",
    "$.indicators[0].measure:", "boundary|boundary_area" },
  { "\"indicators\": [{\"id\": \"mine\", " INDICATOR "}]", "$.indicators[0]:", "\"comparator\" is missing" },
  { "\"indicators\": [{\"id\": \"mine\", " INDICATOR ", \"comparator\": \"grow\"}]",
    "$.indicators[0].comparator:", "grow|increase, not_decrease" },
  { "\"indicators\": [{\"id\": \"mine\", " INDICATOR ", \"comparator\": \"at_most_target\"}]",
    "$.indicators[0]:", "needs a \"target\"" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"target\": {\"value\": 1}}]",
    "$.indicators[0]:", "not_increase|has no target" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"target\": {}}]", "$.indicators[0].target:", "either" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"target\": {\"value\": 1, \"default\": 2}}]",
    "$.indicators[0].target:", "\"default\" goes with" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"target\": {\"parameter\": \"a b\"}}]",
    "$.indicators[0].target.parameter:", "no id" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"unit\": \"亩\"}]", "$.indicators[0].unit:", "\"ha\"" },
  { "\"indicators\": [{\"id\": \"boundary_multiplier\", \"unit\": {}}]", "$.indicators[0].unit:", "a text" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"measure\": \"road_density\"}]",
    "$.indicators[0]:", "km/km²" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"group\": \"city\"}]",
    "$.indicators[0].group:", "centre" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"label\": {\"zh\": \"\"}}]",
    "$.indicators[0].label.zh:", "empty" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"label\": {\"fr\": \"a\"}}]",
    "$.indicators[0].label:", "zh, en" },
  { "\"indicators\": [{\"id\": \"boundary_area\"}, {\"id\": \"boundary_area\"}]",
    "$.indicators[1]:", "twice" },
  { "\"indicators\": [{\"id\": \"mine\", \"remove\": true}]", "$.indicators[0]:", "no \"mine\" to remove" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"remove\": 1}]", "$.indicators[0].remove:", "only true" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"remove\": false}]",
    "$.indicators[0].remove:", "only true" },
  { "\"indicators\": [{\"id\": \"boundary_area\", \"unit\": \"ha\", \"remove\": true}]",
    "$.indicators[0]:", "no other keys" },
  /* conflicts */
  { "\"conflicts\": [{\"id\": \"a\", \"line\": \"border\"}]",
    "$.conflicts[0].line:", "border|farmland, redline" },
  { "\"conflicts\": [{\"id\": \"a\", \"line\": [\"any\"]}]", "$.conflicts[0].line[0]:", "farmland" },
  { "\"conflicts\": [{\"id\": \"a\", \"line\": [\"green\", \"green\"]}]",
    "$.conflicts[0].line[1]:", "twice" },
  { "\"conflicts\": [{\"id\": \"a\", " CONFLICT ", \"kind\": \"near\"}]",
    "$.conflicts[0].kind:", "near|overlap, outside, same_line" },
  { "\"conflicts\": [{\"id\": \"a\", " CONFLICT ", \"kind\": \"overlap\"}]",
    "$.conflicts[0]:", "needs a \"ground\"" },
  { "\"conflicts\": [{\"id\": \"a\", " CONFLICT
    ", \"kind\": \"situation\", \"ground\": [{\"layer\": \"A\"}]}]",
    "$.conflicts[0]:", "has no \"ground\"" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"ground\": [{}]}]",
    "$.conflicts[0].ground[0]:", "\"layer\"" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"ground\": [{\"layer\": \"A; DROP\"}]}]",
    "$.conflicts[0].ground[0].layer:", "letters, digits" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"ground\": [{\"layer\": \"sx_adjustment\"}]}]",
    "$.conflicts[0].ground[0].layer:", "of the program's own" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"ground\": [{\"layer\": \"A\", \"class\": \"big\"}]}]",
    "$.conflicts[0].ground[0].class:", "cropland" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"ground\": [{\"line_after\": \"any\"}]}]",
    "$.conflicts[0].ground[0].line_after:", "farmland" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"ground\": [{\"layer\": \"A\", \"line_after\": "
    "\"redline\"}]}]",
    "$.conflicts[0].ground[0]:", "stands alone" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"exempt\": [{\"line_after\": \"redline\"}]}]",
    "$.conflicts[0].exempt[0]:", "line_after|layer" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"exempt\": []}]", "$.conflicts[0].exempt:", "empty" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"distance_m\": -5}]",
    "$.conflicts[0].distance_m:", "negative" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"severity\": \"fatal\"}]",
    "$.conflicts[0].severity:", "fatal|warning, error" },
  { "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"direction\": \"up\"}]",
    "$.conflicts[0].direction:", "in, out, any" },
  /* situations */
  { "\"situations\": [{\"line\": \"boundary\", \"direction\": \"in\"}]",
    "$.situations[0]:", "\"code\" is missing" },
  { "\"situations\": [{\"line\": \"any\", \"direction\": \"in\", \"code\": \"1\"}]",
    "$.situations[0].line:", "farmland" },
  { "\"situations\": [{\"line\": \"boundary\", \"direction\": \"any\", \"code\": \"1\"}]",
    "$.situations[0].direction:", "in, out" },
  { "\"situations\": [{\"line\": \"boundary\", \"direction\": \"in\", \"code\": 1}]",
    "$.situations[0].code:", "a text in quotes" },
  { "\"situations\": [{\"line\": \"boundary\", \"direction\": \"in\", \"code\": \"9\"}]",
    "$.situations[0]:", "\"text\" is missing" },
  { "\"situations\": [{\"line\": \"boundary\", \"direction\": \"in\", \"code\": \"1\", \"limit\": {}}]",
    "$.situations[0].limit:", "one key|at_most_mu" },
  { "\"situations\": [{\"line\": \"boundary\", \"direction\": \"in\", \"code\": \"1\", \"limit\": {\"mu\": "
    "5}}]",
    "$.situations[0].limit:", "at_most_mu" },
};

/* Profiles whose mistake is not in one member. */
static const Mistake documents[] = {
  { "[]", "$:", "an object" },
  { "{}", "$:", "\"id\" is missing" },
  { "{\"id\": \"x\", \"title\": {\"zh\": \"a\"}}", "$.title:", "\"en\" is missing" },
  { PROFILE_HEAD "\"choices\": {}}", "$.choices:", "\"code_match\" is missing" },
  { "{\"id\": \"x\", \"title\": {\"zh\": \"a\", \"en\": \"a\"}, \"source\": \"s\"}",
    "$:", "\"choices\" is missing|extend" },
  { "{\"extends\": \"anhui-2026\", \"id\": \"x\"}", "$:", "\"title\" is missing" },
  { PROFILE_HEAD "\"extends\": \"anhui\"}", "$.extends:", "anhui|anhui-2026" },
  { PROFILE_HEAD "\"extends\": \"other.json\"}", "$.extends:", "cannot be extended" },
  { PROFILE_HEAD "\"extends\": \"anhui-2026\", \"id\": \"y\"}", "$ has", "\"id\" twice" },
};

static void
assert_answer (const char *text, const Mistake *mistake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRuleProfile) profile = sx_rule_profile_parse (text, -1, "county.json", &error);
  g_auto (GStrv) words = g_strsplit (mistake->words, "|", -1);

  g_test_message ("%s", error ? error->message : text);
  g_assert_null (profile);
  g_assert_error (error, SX_ERROR, SX_ERROR_RULES);
  g_assert_true (g_str_has_prefix (error->message, "county.json"));
  g_assert_nonnull (strstr (error->message, mistake->path));
  for (char **word = words; *word; word++)
    g_assert_nonnull (strstr (error->message, *word));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_members (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *text
          = g_strdup_printf (PROFILE_HEAD "\"extends\": \"anhui-2026\", %s}", mistakes[i].member);

      assert_answer (text, &mistakes[i]);
    }
}

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    assert_answer (documents[i].member, &documents[i]);
}

/* What is wrong is shown, not poured out. */
static void
test_long_words (void)
{
  g_autofree char *fill = g_strnfill (1 << 20, 'x');
  g_autofree char *text = g_strdup_printf (PROFILE_HEAD "\"extends\": \"%s\"}", fill);
  g_autoptr (GError) error = NULL;

  g_assert_null (sx_rule_profile_parse (text, -1, "county.json", &error));
  g_assert_cmpuint (strlen (error->message), <, 400);
}

static void
test_long_lists (void)
{
  g_autoptr (GString) text
      = g_string_new (PROFILE_HEAD "\"extends\": \"anhui-2026\", \"choices\": {\"park_codes\": [");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "%s\"%u\"", i ? "," : "", i);
  g_string_append (text, "]}}");
  g_assert_null (sx_rule_profile_parse (text->str, (gssize)text->len, "county.json", &error));
  g_assert_nonnull (strstr (error->message, "$.choices.park_codes: the list is longer"));
}

static void
test_large (void)
{
  g_autofree char *fill = g_strnfill ((4 << 20) + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (sx_rule_profile_parse (fill, -1, "county.json", &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "4 MiB"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-mistakes/members", test_members);
  g_test_add_func ("/rule-mistakes/documents", test_documents);
  g_test_add_func ("/rule-mistakes/long-words", test_long_words);
  g_test_add_func ("/rule-mistakes/long-lists", test_long_lists);
  g_test_add_func ("/rule-mistakes/large", test_large);
  return g_test_run ();
}
