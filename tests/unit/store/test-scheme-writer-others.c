/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheme writer beside others: other programs, other windows, and schemes that are not open. Nobody's
 * work is overwritten unseen. */
#include "base/sx-error.h"
#include "writer-fixture.h"

/* ---- another program */

static void
test_seen_while_idle (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  gpointer kept;

  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  writer_session_do (self, writer_edit_add (f, 200, "乙地"));
  kept = writer_session_adjustment (self, 1);
  store_fixture_run (f, "UPDATE sx_adjustment SET note = 'QGIS' WHERE fid = 1");
  writer_session_wait_outside (self, 1);
  g_assert_cmpstr (writer_session_adjustment (self, 0)->note, ==, "QGIS");
  g_assert_true (writer_session_adjustment (self, 1) == kept);
  /* now that it was told the row may be changed */
  writer_session_do (self, writer_edit_remove (1));
  g_assert_cmpuint (self->n_outside, ==, 1);
}

static void
test_conflicts (void)
{
  static const struct
  {
    const char *sql, *word;
  } cases[] = {
    { "UPDATE sx_adjustment SET note = 'x' WHERE fid = 1", "adjustment 1" },
    { "DELETE FROM sx_adjustment WHERE fid = 1", "adjustment 1" },
    { "DELETE FROM sx_adjustment WHERE fid = 1; INSERT INTO sx_adjustment (fid, scheme_id, line, direction) "
      "VALUES (1, 1, 'farmland', 'out')",
      "adjustment 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (StoreFixture) f = store_fixture_new (4527);
      g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
      g_autofree char *left = NULL, *now = NULL;
      SxEdit *edit;

      writer_session_do (self, writer_edit_add (f, 0, "甲地"));
      store_fixture_run (f, cases[i].sql);
      left = store_fixture_dump_schemes (f->file);
      edit = sx_edit_new ("set", 0);
      sx_edit_set_adjustment (edit, writer_session_adjustment (self, 0));
      writer_session_refuse (self, edit, SX_ERROR_CONFLICT, cases[i].word);
      now = store_fixture_dump_schemes (f->file);
      g_assert_cmpstr (now, ==, left);
      g_assert_cmpuint (self->n_outside, ==, 1);
      writer_session_check (self, f->plan);
      /* what does not touch it goes on */
      writer_session_do (self, writer_edit_add (f, 200, "乙地"));
      writer_session_check (self, f->plan);
    }
}

static void
test_other_conflicts (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  SxEdit *edit;

  writer_session_do (self, writer_edit_scheme ("甲", 0));
  writer_session_fill (self, f);
  store_fixture_run (f, "UPDATE sx_judgement SET verdict = 'fail'");
  edit = sx_edit_new ("judge", 0);
  sx_edit_set_judgement (edit, "farmland_quality", "pass", "仍然");
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "farmland_quality");

  store_fixture_run (f, "UPDATE sx_parameter SET value = '13' WHERE key = 'scheme.1.forest_area'");
  edit = sx_edit_new ("set", 0);
  sx_edit_set_parameter (edit, "forest_area", "14");
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "forest_area");

  store_fixture_run (f, "DELETE FROM sx_road");
  edit = sx_edit_new ("road", 0);
  sx_edit_remove_road (edit, 1);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "road 1");

  store_fixture_run (f, "UPDATE sx_reclass SET code = '540'");
  edit = sx_edit_new ("reclass", 0);
  sx_edit_remove_reclass (edit, 1);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "reclassification 1");

  store_fixture_run (f, "UPDATE sx_scheme SET name = '丙'");
  edit = sx_edit_new ("rename", 0);
  sx_edit_rename_scheme (edit, 1, "乙");
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "scheme");

  store_fixture_run (f,
                     "INSERT INTO sx_adjustment (scheme_id, line, direction) VALUES (1, 'farmland', 'out')");
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_scheme (edit, 1);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "scheme");
  g_assert_cmpstr (writer_session_scheme (self)->name, ==, "丙");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 2);

  store_fixture_run (f, "DELETE FROM sx_scheme");
  writer_session_refuse (self, writer_edit_add (f, 0, "甲地"), SX_ERROR_CONFLICT, "scheme");
  g_assert_cmpint (writer_session_scheme (self)->id, ==, 0);
}

/* ---- a scheme that is not open */

static SxAdjustment *
in_scheme (const StoreFixture *f, gint64 scheme, guint i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sx_package_read_schemes (f->plan, &scheme, 1, &error);
  const SxScheme *found;

  g_assert_no_error (error);
  found = read->pdata[0];
  g_assert_cmpuint (found->adjustments->len, >, i);
  return sx_adjustment_ref (found->adjustments->pdata[i]);
}

static guint
count_in_scheme (const StoreFixture *f, gint64 scheme)
{
  g_autoptr (GPtrArray) read = sx_package_read_schemes (f->plan, &scheme, 1, NULL);

  return ((SxScheme *)read->pdata[0])->adjustments->len;
}

/* An edit goes to the scheme that it names: the open one stays what it is, and the undo shows the other. */
static void
test_scheme_not_open (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (SxSchemeState) before = NULL;
  g_autoptr (SxAdjustment) there = NULL;
  gint64 first, second;
  SxEdit *edit;

  writer_session_do (self, writer_edit_scheme ("甲", 0));
  first = writer_session_fid (self, 0);
  writer_session_fill (self, f);
  writer_session_do (self, writer_edit_scheme ("乙", 0));
  second = writer_session_fid (self, 0);
  writer_session_do (self, sx_edit_new_open (first));
  before = sx_scheme_state_ref (self->state);

  edit = sx_edit_new ("复制到 乙", second);
  sx_edit_add_adjustment (edit, writer_session_adjustment (self, 0));
  sx_edit_add_reclass (edit, writer_session_scheme (self)->reclasses->pdata[0]);
  sx_edit_add_road (edit, writer_session_scheme (self)->roads->pdata[0]);
  writer_session_do (self, edit);
  g_assert_cmpuint (self->fids->len, ==, 3);
  writer_session_check_filled (self, "甲");
  g_assert_true (writer_session_adjustment (self, 0) == before->snapshot->scheme->adjustments->pdata[0]);
  g_assert_cmpuint (self->state->snapshot->generation, >, before->snapshot->generation);
  g_assert_cmpstr (self->state->undo_label, ==, "复制到 乙");
  writer_session_check (self, f->plan);
  there = in_scheme (f, second, 0);
  g_assert_cmpint (there->fid, ==, writer_session_fid (self, 0));
  g_assert_cmpstr (there->note, ==, writer_session_adjustment (self, 0)->note);

  writer_session_do (self, sx_edit_new_undo ());
  g_assert_cmpstr (writer_session_scheme (self)->name, ==, "乙");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 0);
  writer_session_do (self, sx_edit_new_redo ());
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 1);
  writer_session_check (self, f->plan);
  g_assert_cmpuint (self->n_outside, ==, 0);
}

/* What another program did there is not overwritten, whether or not a state told it. */
static void
test_conflicts_not_open (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (SxAdjustment) was = NULL, now = NULL, last = NULL, item = NULL;
  gint64 first, second;
  SxEdit *edit;

  writer_session_do (self, writer_edit_scheme ("甲", 0));
  first = writer_session_fid (self, 0);
  writer_session_fill (self, f);
  writer_session_do (self, writer_edit_scheme ("乙", first));
  second = writer_session_fid (self, 0);
  writer_session_do (self, sx_edit_new_open (first));
  was = in_scheme (f, second, 0);
  item = sx_adjustment_copy (was);
  g_free (item->name);
  item->name = g_strdup ("丙地");

  store_fixture_run (f, "UPDATE sx_adjustment SET note = 'x' WHERE scheme_id = 2");
  edit = sx_edit_new ("replace", second);
  sx_edit_replace_adjustment (edit, was, item);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "changed or removed");
  now = in_scheme (f, second, 0);
  g_assert_cmpstr (now->note, ==, "x");
  g_assert_cmpstr (now->name, ==, was->name);

  edit = sx_edit_new ("replace", second);
  sx_edit_replace_adjustment (edit, now, item);
  writer_session_do (self, edit);
  last = in_scheme (f, second, 0);
  g_assert_cmpstr (last->name, ==, "丙地");
  writer_session_check_filled (self, "甲");

  store_fixture_run (f, "UPDATE sx_scheme SET note = 'x' WHERE id = 2");
  edit = sx_edit_new ("remove", second);
  sx_edit_remove_adjustment (edit, last->fid);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "scheme");
  g_assert_cmpuint (count_in_scheme (f, second), ==, 1);

  store_fixture_run (f, "DELETE FROM sx_scheme WHERE id = 2");
  edit = sx_edit_new ("add", second);
  sx_edit_add_adjustment (edit, item);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "scheme");
}

static SxScheme *
read_scheme (const StoreFixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sx_package_read_schemes (f->plan, &id, 1, &error);
  g_autoptr (SxSnapshot) snapshot = NULL;

  g_assert_no_error (error);
  snapshot = sx_snapshot_new (read->pdata[0], 1);
  return g_steal_pointer (&snapshot->scheme);
}

/* Reclassification, road, judgement and figure of a scheme, each made another. */
static SxEdit *
edit_replace_all (const SxScheme *was)
{
  g_autoptr (SxReclass) reclass = sx_reclass_copy (was->reclasses->pdata[0]);
  g_autoptr (SxRoad) road = sx_road_copy (was->roads->pdata[0]);
  SxJudgement judgement = { (char *)"farmland_quality", (char *)"fail", (char *)"所以" };
  SxEdit *edit = sx_edit_new ("复制", was->id);

  g_free (reclass->code);
  reclass->code = g_strdup ("510");
  g_free (road->grade);
  road->grade = g_strdup ("支路");
  sx_edit_replace_reclass (edit, was->reclasses->pdata[0], reclass);
  sx_edit_replace_road (edit, was->roads->pdata[0], road);
  sx_edit_replace_judgement (edit, was->judgements->pdata[0], &judgement);
  sx_edit_replace_parameter (edit, "forest_area", "12.5", "13");
  return edit;
}

/* All or none of what an edit replaces in a scheme that is not open; in place, as one step. */
static void
test_replace_not_open (void)
{
  static const char *const meanwhile[] = {
    "UPDATE sx_reclass SET note = 'x' WHERE scheme_id = 2",
    "UPDATE sx_road SET name = 'x' WHERE scheme_id = 2",
    "UPDATE sx_judgement SET reason = 'x' WHERE scheme_id = 2",
    "UPDATE sx_parameter SET value = '12' WHERE key = 'scheme.2.forest_area'",
  };
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (SxScheme) now = NULL, undone = NULL;
  gint64 first;

  writer_session_do (self, writer_edit_scheme ("甲", 0));
  first = writer_session_fid (self, 0);
  writer_session_fill (self, f);
  writer_session_do (self, writer_edit_scheme ("乙", first));
  writer_session_do (self, sx_edit_new_open (first));
  for (guint i = 0; i < G_N_ELEMENTS (meanwhile); i++)
    {
      g_autoptr (SxScheme) was = read_scheme (f, 2), after = NULL;

      store_fixture_run (f, meanwhile[i]);
      writer_session_refuse (self, edit_replace_all (was), SX_ERROR_CONFLICT, "changed");
      after = read_scheme (f, 2);
      g_assert_cmpstr (((SxReclass *)after->reclasses->pdata[0])->code, ==, "530");
    }
  store_fixture_run (f, "UPDATE sx_parameter SET value = '12.5' WHERE key = 'scheme.2.forest_area'");
  now = read_scheme (f, 2);
  writer_session_do (self, edit_replace_all (now));
  writer_session_check_filled (self, "甲");
  undone = read_scheme (f, 2);
  g_assert_cmpstr (((SxReclass *)undone->reclasses->pdata[0])->code, ==, "510");
  g_assert_cmpstr (((SxReclass *)undone->reclasses->pdata[0])->note, ==, "x");
  g_assert_cmpint (((SxRoad *)undone->roads->pdata[0])->fid, ==, ((SxRoad *)now->roads->pdata[0])->fid);
  g_assert_cmpstr (((SxRoad *)undone->roads->pdata[0])->grade, ==, "支路");
  g_assert_cmpstr (((SxJudgement *)undone->judgements->pdata[0])->reason, ==, "所以");
  g_assert_cmpstr (g_hash_table_lookup (undone->parameters, "forest_area"), ==, "13");
  g_clear_pointer (&undone, sx_scheme_free);
  writer_session_do (self, sx_edit_new_undo ());
  undone = read_scheme (f, 2);
  g_assert_cmpstr (((SxReclass *)undone->reclasses->pdata[0])->code, ==, "530");
  g_assert_null (((SxRoad *)undone->roads->pdata[0])->grade);
  g_assert_cmpstr (((SxJudgement *)undone->judgements->pdata[0])->verdict, ==, "pass");
  writer_session_check (self, f->plan);
}

/* Two windows on one package: neither undoes what the other did without having been told. */
static void
test_two_windows (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) one = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (WriterSession) two = NULL;

  writer_session_do (one, writer_edit_add (f, 0, "甲地"));
  two = writer_session_new (f->plan, NULL, NULL, NULL);
  writer_session_wait_state (two);
  g_assert_cmpuint (writer_session_scheme (two)->adjustments->len, ==, 1);
  writer_session_do (one, writer_edit_add (f, 200, "乙地"));
  writer_session_refuse (two, sx_edit_new_undo (), SX_ERROR_CONFLICT, "undone");
  g_assert_cmpuint (writer_session_scheme (two)->adjustments->len, ==, 2);
  g_assert_cmpstr (two->state->undo_label, ==, "乙地");
  writer_session_do (two, sx_edit_new_undo ());
  g_assert_cmpuint (writer_session_scheme (two)->adjustments->len, ==, 1);
  writer_session_wait_outside (one, 1);
  g_assert_cmpuint (writer_session_scheme (one)->adjustments->len, ==, 1);
  writer_session_stop (one);
  writer_session_do (two, sx_edit_new_redo ());
  writer_session_check (two, f->plan);
  writer_session_stop (two);
  store_fixture_check_base (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheme-writer/seen-while-idle", test_seen_while_idle);
  g_test_add_func ("/scheme-writer/conflicts", test_conflicts);
  g_test_add_func ("/scheme-writer/other-conflicts", test_other_conflicts);
  g_test_add_func ("/scheme-writer/scheme-not-open", test_scheme_not_open);
  g_test_add_func ("/scheme-writer/conflicts-not-open", test_conflicts_not_open);
  g_test_add_func ("/scheme-writer/replace-not-open", test_replace_not_open);
  g_test_add_func ("/scheme-writer/two-windows", test_two_windows);
  return g_test_run ();
}
