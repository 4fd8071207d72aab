/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles that extend others: by member, by file, and as far as it goes. */
#include "profile-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-units.h"

#define LINE(l) (1u << SX_LINE_##l)

/* Given members override, the others and the place in the list stay. */
static void
test_override (void)
{
  g_autoptr (SxRuleProfile) profile = profile_extend (
      "\"choices\": {\"fragment_area\": \"source\"}, \"limits\": {\"fragment_hill_mu\": 2},"
      "\"parameters\": {\"walk_5min_m\": 350.5, \"target.own\": 1},"
      "\"indicators\": [{\"id\": \"farmland_irrigated_ratio\", \"comparator\": \"not_decrease\","
      " \"label\": {\"en\": \"Irrigated\"}}],"
      "\"conflicts\": [{\"id\": \"boundary-in-dyz\", \"severity\": \"warning\", \"exempt\": null,"
      " \"line\": [\"boundary\", \"green\"]}],"
      "\"situations\": [{\"line\": \"boundary\", \"direction\": \"in\", \"code\": \"5\", \"limit\": null}]");
  const SxIndicatorRule *ratio = profile->indicators->pdata[4];
  const SxConflictRule *rule = profile->conflicts->pdata[6];
  const SxSituation *situation = sx_rule_profile_situation (profile, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "5");

  g_assert_cmpstr (profile->id, ==, "x");
  g_assert_cmpstr (profile->title_en, ==, "t");
  g_assert_cmpint (profile->fragment_area, ==, SX_FRAGMENT_SOURCE);
  g_assert_cmpint (profile->multiplier_decimals, ==, 2);
  g_assert_cmpfloat (profile->fragment_hill_m2, ==, 2 * SX_MU_M2);
  g_assert_cmpfloat (profile->fragment_plain_m2, ==, 5 * SX_MU_M2);
  g_assert_cmpstr (g_hash_table_lookup (profile->parameters, "walk_5min_m"), ==, "350.5");
  g_assert_cmpstr (g_hash_table_lookup (profile->parameters, "terrain"), ==, "plain");
  g_assert_cmpstr (ratio->id, ==, "farmland_irrigated_ratio");
  g_assert_cmpint (ratio->comparator, ==, SX_COMPARE_NOT_DECREASE);
  g_assert_cmpstr (ratio->label_en, ==, "Irrigated");
  g_assert_cmpstr (ratio->label_zh, ==, "水田水浇地占永久基本农田比例");
  g_assert_cmpstr (rule->id, ==, "boundary-in-dyz");
  g_assert_cmpint (rule->severity, ==, SX_SEVERITY_WARNING);
  g_assert_cmpuint (rule->lines, ==, LINE (BOUNDARY) | LINE (GREEN));
  g_assert_cmpuint (rule->exempt->len, ==, 0);
  g_assert_cmpuint (rule->grounds->len, ==, 1);
  g_assert_cmpint (situation->limit_kind, ==, SX_LIMIT_NONE);
}

static void
test_append_and_remove (void)
{
  g_autoptr (SxRuleProfile) profile = profile_extend (
      "\"indicators\": [{\"id\": \"reserve_scale\", \"remove\": true}, {\"id\": \"boundary_goal\","
      " \"measure\": \"boundary_area\", \"group\": \"boundary\", \"label\": {\"zh\": \"甲\", \"en\": \"a\"},"
      " \"unit\": \"ha\", \"decimals\": 1, \"comparator\": \"at_most_target\","
      " \"target\": {\"parameter\": \"goal\"}, \"statute\": \"s\", \"source\": \"s\"}],"
      "\"conflicts\": [{\"id\": \"situation\", \"remove\": true}],"
      "\"situations\": [{\"line\": \"farmland\", \"direction\": \"in\", \"code\": \"5\", \"remove\": true},"
      " {\"line\": \"green\", \"direction\": \"out\", \"code\": \"a\", \"text\": \"t\"}],"
      "\"parameters\": {\"goal\": 0.1}");
  const SxIndicatorRule *last = profile->indicators->pdata[profile->indicators->len - 1];

  g_assert_cmpuint (profile->indicators->len, ==, SX_N_MEASURES);
  g_assert_null (profile_indicator (profile, "reserve_scale"));
  g_assert_cmpstr (last->id, ==, "boundary_goal");
  g_assert_cmpint (last->measure, ==, SX_MEASURE_BOUNDARY_AREA);
  g_assert_cmpint (last->number, ==, 0);
  g_assert_cmpstr (g_hash_table_lookup (profile->parameters, "goal"), ==, "0.1");
  g_assert_null (profile_conflict (profile, "situation"));
  g_assert_null (sx_rule_profile_situation (profile, SX_LINE_FARMLAND, SX_DIRECTION_IN, "5"));
  g_assert_nonnull (sx_rule_profile_situation (profile, SX_LINE_GREEN, SX_DIRECTION_OUT, "a"));
}

static const SxTest *
first_test (const SxFilter *filter)
{
  return filter->tests->pdata[0];
}

/* A class and the code match reach the conflicts that were written against them; aliases become standard
 * names. */
static void
test_classes_reach_conflicts (void)
{
  g_autoptr (SxRuleProfile) profile
      = profile_extend ("\"choices\": {\"code_match\": \"first4\"},"
                        "\"classes\": {\"cropland\": [{\"field\": \"dlbm\", \"starts_with\": [\"02\"]}]},"
                        "\"conflicts\": [{\"id\": \"redline-out-zrbhd-core\", \"ground\":"
                        " [{\"layer\": \"stbhxx\", \"where\": [{\"field\": \"lxbm\", \"in\": [\"11\"]}]}]}]");
  const SxGround *cropland = profile_conflict (profile, "farmland-in-not-cropland")->grounds->pdata[0];
  const SxGround *alias = profile_conflict (profile, "redline-out-zrbhd-core")->grounds->pdata[0];

  g_assert_cmpuint (cropland->filter->tests->len, ==, 1);
  g_assert_cmpstr (first_test (cropland->filter)->field, ==, "DLBM");
  g_assert_cmpstr (first_test (cropland->filter)->values[0], ==, "02");
  g_assert_true (first_test (cropland->filter)->first4);
  g_assert_cmpstr (alias->layer, ==, "STBHHX");
  g_assert_cmpstr (first_test (alias->filter)->field, ==, "HXLX");
  g_assert_false (first_test (alias->filter)->first4);
  g_assert_true (first_test (profile->steep)->first4);
  g_assert_false (first_test (profile->urban2020)->first4);
}

static char *
write_profile (const char *folder, const char *name, const char *extends)
{
  char *file = g_build_filename (folder, name, NULL);
  g_autofree char *text
      = g_strdup_printf (PROFILE_HEAD "\"extends\": \"%s\", \"limits\": {\"park_min_m2\": 500}}", extends);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
  return file;
}

static void
assert_refused (const char *file, SxErrorCode code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sx_rule_profile_load (file, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SX_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sx-rules-XXXXXX", NULL);
  g_autofree char *a = write_profile (folder, "a.json", "b.json");
  g_autofree char *b = write_profile (folder, "b.json", "anhui-2026");
  g_autofree char *loop = write_profile (folder, "loop.json", "pool.json");
  g_autofree char *pool = write_profile (folder, "pool.json", "loop.json");
  g_autofree char *self = write_profile (folder, "self.json", "self.json");
  g_autofree char *lost = write_profile (folder, "lost.json", "gone.json");
  g_autofree char *away = write_profile (folder, "away.json", "../b.json");
  g_autofree char *absent = g_build_filename (folder, "absent.json", NULL);
  g_autofree char *slashes = g_strconcat (folder, "/./", NULL);
  g_autoptr (SxRuleProfile) profile = profile_load (a);

  g_assert_cmpfloat (profile->park_min_m2, ==, 500);
  g_assert_cmpuint (profile->indicators->len, ==, SX_N_MEASURES);
  assert_refused (loop, SX_ERROR_RULES, "pool.json, $.extends: \"loop.json\" extends this profile in turn");
  assert_refused (self, SX_ERROR_RULES, "$.extends: \"self.json\" extends this profile in turn");
  assert_refused (lost, SX_ERROR_NOT_FOUND, "lost.json, $.extends: ");
  assert_refused (away, SX_ERROR_RULES, "by its name alone");
  assert_refused (absent, SX_ERROR_NOT_FOUND, "absent.json");
  assert_refused (slashes, SX_ERROR_UNREADABLE, "rule profile");
  assert_refused ("anhui", SX_ERROR_NOT_FOUND, "anhui-2026");

  for (char **file = (char *[]){ a, b, loop, pool, self, lost, away, NULL }; *file; file++)
    g_remove (*file);
  g_rmdir (folder);
}

static void
test_depth (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sx-rules-XXXXXX", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  /* 0 extends anhui-2026, 1 extends 0, … */
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.json", i);
      g_autofree char *base = i == 0 ? g_strdup ("anhui-2026") : g_strdup_printf ("%u.json", i - 1);

      g_ptr_array_add (files, write_profile (folder, name, base));
    }
  sx_rule_profile_unref (profile_load (files->pdata[7]));
  assert_refused (files->pdata[8], SX_ERROR_RULES, "more than 8 profiles");
  for (guint i = 0; i < files->len; i++)
    g_remove (files->pdata[i]);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-extends/override", test_override);
  g_test_add_func ("/rule-extends/append-and-remove", test_append_and_remove);
  g_test_add_func ("/rule-extends/classes-reach-conflicts", test_classes_reach_conflicts);
  g_test_add_func ("/rule-extends/files", test_files);
  g_test_add_func ("/rule-extends/depth", test_depth);
  return g_test_run ();
}
