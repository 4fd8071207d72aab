/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheme writer by itself: what goes in comes out in order, and what comes out is in the package. */
#include <math.h>

#include "base/sx-error.h"
#include "writer-fixture.h"

/* Nothing is made before the first edit; it makes tables and scheme, and its undo takes both away. */
static void
test_first_edit (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autofree char *tables = NULL;

  writer_session_wait_state (self);
  g_assert_cmpint (writer_session_scheme (self)->id, ==, 0);
  g_assert_cmpuint (self->state->schemes->len, ==, 0);
  g_assert_null (self->state->undo_label);
  tables = store_fixture_ask (f, "SELECT count (*) FROM sqlite_master WHERE name LIKE 'sx_%'");
  g_assert_cmpstr (tables, ==, "0");

  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  g_assert_cmpstr (writer_session_scheme (self)->name, ==, "方案一");
  g_assert_cmpuint (self->fids->len, ==, 1);
  g_assert_cmpint (writer_session_adjustment (self, 0)->fid, ==, writer_session_fid (self, 0));
  g_assert_cmpstr (self->state->undo_label, ==, "甲地");
  g_assert_null (self->state->redo_label);
  writer_session_check (self, f->plan);

  writer_session_do (self, sx_edit_new_undo ());
  g_assert_cmpint (writer_session_scheme (self)->id, ==, 0);
  g_assert_cmpstr (self->state->redo_label, ==, "甲地");
  writer_session_do (self, sx_edit_new_redo ());
  g_assert_cmpstr (writer_session_scheme (self)->name, ==, "方案一");
  writer_session_check (self, f->plan);
  writer_session_refuse (self, sx_edit_new_redo (), SX_ERROR_NOT_FOUND, "nothing to redo");
  g_assert_cmpuint (self->n_outside, ==, 0);
  writer_session_stop (self);
  g_assert_no_error (self->stop_error);
  store_fixture_check_base (f);
}

/* What did not change stays the same object, whatever the edit. */
static void
test_same_objects (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (SxAdjustment) changed = NULL;
  g_autoptr (SxSchemeState) before = NULL;
  SxEdit *edit;

  for (guint i = 0; i < 5; i++)
    writer_session_do (self, writer_edit_add (f, i * 200, "甲地"));
  before = sx_scheme_state_ref (self->state);
  changed = sx_adjustment_copy (writer_session_adjustment (self, 2));
  g_free (changed->name);
  changed->name = g_strdup ("乙地");
  edit = sx_edit_new ("rename", 0);
  sx_edit_set_adjustment (edit, changed);
  writer_session_do (self, edit);
  for (guint round = 0; round < 4; round++)
    {
      for (guint i = 0; i < 5; i++)
        g_assert_true (
            (writer_session_adjustment (self, i) == before->snapshot->scheme->adjustments->pdata[i])
            == (i != 2));
      g_assert_cmpstr (writer_session_adjustment (self, 2)->name, ==, round % 2 ? "甲地" : "乙地");
      writer_session_check (self, f->plan);
      if (round < 3)
        writer_session_do (self, round % 2 ? sx_edit_new_redo () : sx_edit_new_undo ());
    }
  g_clear_pointer (&before, sx_scheme_state_unref);
  before = sx_scheme_state_ref (self->state);
  writer_session_do (self, sx_edit_new_reload ());
  g_assert_true (self->state == before);
  writer_session_do (self, writer_edit_remove (writer_session_adjustment (self, 0)->fid));
  for (guint i = 0; i < 4; i++)
    g_assert_true (writer_session_adjustment (self, i)
                   == before->snapshot->scheme->adjustments->pdata[i + 1]);
  g_assert_cmpuint (self->n_outside, ==, 0);
}

/* Every operation, in one step of undo. */
static void
test_everything (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  SxEdit *edit;

  writer_session_do (self, writer_edit_scheme ("甲", 0));
  writer_session_fill (self, f);
  writer_session_check_filled (self, "甲");
  writer_session_check (self, f->plan);
  edit = sx_edit_new ("none", 0);
  sx_edit_remove_adjustment (edit, writer_session_fid (self, 0));
  sx_edit_remove_reclass (edit, writer_session_fid (self, 1));
  sx_edit_remove_road (edit, writer_session_fid (self, 2));
  sx_edit_set_judgement (edit, "farmland_quality", NULL, NULL);
  sx_edit_set_parameter (edit, "forest_area", NULL);
  writer_session_do (self, edit);
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 0);
  g_assert_cmpuint (writer_session_scheme (self)->judgements->len, ==, 0);
  g_assert_cmpuint (g_hash_table_size (writer_session_scheme (self)->parameters), ==, 0);
  writer_session_check (self, f->plan);
  writer_session_do (self, sx_edit_new_undo ());
  writer_session_check_filled (self, "甲");
  writer_session_check (self, f->plan);
}

/* Schemes come, are copied, renamed, opened and go; undo shows the scheme that it touches. */
static void
test_schemes (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  gint64 first, copy;
  SxEdit *edit;

  writer_session_do (self, writer_edit_scheme ("甲", 0));
  first = writer_session_fid (self, 0);
  writer_session_fill (self, f);
  writer_session_do (self, writer_edit_scheme ("乙", first));
  copy = writer_session_fid (self, 0);
  writer_session_check_filled (self, "乙");
  g_assert_cmpint (writer_session_scheme (self)->id, ==, copy);
  g_assert_cmpuint (self->state->schemes->len, ==, 2);
  writer_session_check (self, f->plan);
  writer_session_refuse (self, writer_edit_scheme ("乙", 0), SX_ERROR_USAGE, "乙");
  writer_session_refuse (self, writer_edit_scheme ("丙", 99), SX_ERROR_NOT_FOUND, "99");

  writer_session_do (self, writer_edit_remove (writer_session_adjustment (self, 0)->fid));
  writer_session_do (self, sx_edit_new_open (first));
  writer_session_check_filled (self, "甲");
  writer_session_do (self, sx_edit_new_undo ());
  writer_session_check_filled (self, "乙");

  edit = sx_edit_new ("rename", 0);
  sx_edit_rename_scheme (edit, copy, "丙");
  writer_session_do (self, edit);
  writer_session_check_filled (self, "丙");
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_scheme (edit, copy);
  writer_session_do (self, edit);
  writer_session_check_filled (self, "甲");
  g_assert_cmpuint (self->state->schemes->len, ==, 1);
  writer_session_do (self, sx_edit_new_undo ());
  writer_session_check_filled (self, "丙");
  writer_session_refuse (self, sx_edit_new_open (99), SX_ERROR_NOT_FOUND, "not in");
  writer_session_check_filled (self, "丙");
  writer_session_do (self, sx_edit_new_undo ());
  writer_session_check_filled (self, "乙");
  writer_session_do (self, sx_edit_new_undo ());
  g_assert_cmpstr (self->state->undo_label, ==, "all");
  writer_session_check_filled (self, "甲");
}

static void
test_name (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  static const char *const wanted[] = { "乙", "丁", NULL };
  static const char *const open[] = { "乙", "甲", "甲" };
  g_autoptr (WriterSession) first = writer_session_new (f->plan, NULL, NULL, NULL);

  writer_session_do (first, writer_edit_scheme ("甲", 0));
  writer_session_do (first, writer_edit_scheme ("乙", 0));
  writer_session_stop (first);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (WriterSession) self = writer_session_new (f->plan, wanted[i], NULL, NULL);

      writer_session_wait_state (self);
      g_assert_cmpstr (writer_session_scheme (self)->name, ==, open[i]);
    }
}

/* Half an edit is no edit; the same one may come again when what it lacked is there. */
static void
test_failure (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (SxSchemeState) before = NULL;
  g_autoptr (SxEdit) edit = writer_edit_add (f, 0, "甲地");

  sx_edit_remove_adjustment (edit, 2);
  writer_session_do (self, writer_edit_scheme ("甲", 0));
  before = sx_scheme_state_ref (self->state);
  for (guint i = 0; i < 2; i++)
    {
      writer_session_refuse (self, sx_edit_ref (edit), SX_ERROR_NOT_FOUND, "no row 2");
      g_assert_true (self->state == before);
      g_assert_false (self->is_read_only);
      writer_session_check (self, f->plan);
    }
  writer_session_do (self, writer_edit_add (f, 200, "乙地"));
  writer_session_do (self, sx_edit_ref (edit)); /* its own row 2 goes again */
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 1);
  writer_session_check (self, f->plan);
}

static void
test_no_change (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  SxEdit *edit;
  guint n;

  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  n = self->n_states;
  edit = sx_edit_new ("nothing", 0);
  sx_edit_set_adjustment (edit, writer_session_adjustment (self, 0));
  writer_session_do (self, edit);
  writer_session_do (self, sx_edit_new ("empty", 0));
  g_assert_cmpuint (self->n_states, ==, n);
  g_assert_cmpstr (self->state->undo_label, ==, "甲地");
}

/* After a flush the one file is all of it. */
static void
test_flush (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autofree char *copy = g_build_filename (f->folder, "copy.gpkg", NULL), *n = NULL;
  g_autofree char *content = NULL;
  gsize size;

  for (guint i = 0; i < 10; i++)
    writer_session_submit (self, writer_edit_add (f, i * 200, "甲地"));
  writer_session_flush (self);
  writer_session_wait (self);
  g_assert_cmpuint (self->n_flushed, ==, 1);
  g_assert_cmpuint (self->n_failed, ==, 0);
  g_assert_true (g_file_get_contents (f->file, &content, &size, NULL));
  g_assert_true (g_file_set_contents (copy, content, (gssize)size, NULL));
  n = store_fixture_dump (copy, "SELECT count (*) FROM sx_adjustment");
  g_assert_cmpstr (n, ==, "10\n");
}

/* ---- key projects */

static const SxProject *
project (const WriterSession *self, guint i)
{
  g_assert_cmpuint (i, <, writer_session_scheme (self)->projects->len);
  return writer_session_scheme (self)->projects->pdata[i];
}

static SxEdit *
edit_projects (const char *const *names)
{
  SxEdit *edit = sx_edit_new ("导入", 0);

  for (guint i = 0; names[i]; i++)
    {
      g_autoptr (SxProject) item = sx_project_new (names[i]);

      sx_project_set_text (item, SX_PROJECT_MAINTENANCE, i % 2 ? "保留" : "新增");
      sx_project_set_text (item, SX_PROJECT_YEARS, " 2026-2028 ");
      item->area_ha = 0.1 + i;
      sx_edit_add_project (edit, item);
    }
  return edit;
}

/* The list is the plan's: it needs no scheme and makes none, and stays whichever scheme is shown. */
static void
test_projects (void)
{
  static const char *const names[] = { "环城路", "水厂's \"二期\"", "变电站", NULL };
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (WriterSession) again = NULL;
  SxProjectCounts counts;

  writer_session_wait_state (self);
  writer_session_do (self, edit_projects (names));
  g_assert_cmpuint (self->fids->len, ==, 3);
  g_assert_cmpint (writer_session_scheme (self)->id, ==, 0);
  g_assert_cmpuint (self->state->schemes->len, ==, 0);
  g_assert_cmpstr (project (self, 1)->name, ==, names[1]);
  g_assert_cmpstr (project (self, 1)->years, ==, "2026-2028");
  g_assert_cmpfloat (project (self, 2)->area_ha, ==, 2.1);
  counts = sx_project_count (writer_session_scheme (self)->projects);
  g_assert_cmpuint (counts.before, ==, 1);
  g_assert_cmpuint (counts.added, ==, 2);
  g_assert_cmpuint (counts.after, ==, 3);
  writer_session_check (self, f->plan);
  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  writer_session_do (self, writer_edit_scheme ("乙", 0));
  g_assert_cmpuint (writer_session_scheme (self)->projects->len, ==, 3);
  writer_session_stop (self);

  again = writer_session_new (f->plan, NULL, NULL, NULL);
  writer_session_wait_state (again);
  for (guint i = 0; i < 2; i++)
    writer_session_do (again, sx_edit_new_undo ());
  g_assert_cmpstr (again->state->undo_label, ==, "导入");
  writer_session_do (again, sx_edit_new_undo ());
  g_assert_cmpuint (writer_session_scheme (again)->projects->len, ==, 0);
  g_assert_cmpstr (again->state->redo_label, ==, "导入");
  writer_session_do (again, sx_edit_new_redo ());
  g_assert_cmpuint (writer_session_scheme (again)->projects->len, ==, 3);
  writer_session_check (again, f->plan);
  store_fixture_check_base (f);
}

static void
test_project_edits (void)
{
  static const char *const names[] = { "环城路", "水厂", "变电站", NULL };
  static const char *const nameless[] = { "", NULL };
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);
  g_autoptr (SxSchemeState) before = NULL;
  g_autoptr (SxProject) changed = NULL;
  SxEdit *edit;

  writer_session_do (self, edit_projects (names));
  before = sx_scheme_state_ref (self->state);
  changed = sx_project_copy (project (self, 1));
  changed->area_ha = NAN;
  sx_project_set_text (changed, SX_PROJECT_MAINTENANCE, "撤销");
  edit = sx_edit_new ("改", 0);
  sx_edit_set_project (edit, changed);
  sx_edit_remove_project (edit, project (self, 2)->id);
  writer_session_do (self, edit);
  g_assert_cmpuint (writer_session_scheme (self)->projects->len, ==, 2);
  g_assert_true (project (self, 0) == before->snapshot->scheme->projects->pdata[0]);
  g_assert_true (isnan (project (self, 1)->area_ha));
  g_assert_cmpuint (sx_project_count (writer_session_scheme (self)->projects).after, ==, 1);
  writer_session_check (self, f->plan);
  writer_session_do (self, sx_edit_new_undo ());
  for (guint i = 0; i < 3; i++)
    g_assert_true (sx_project_equal (project (self, i), before->snapshot->scheme->projects->pdata[i]));
  writer_session_check (self, f->plan);

  writer_session_refuse (self, edit_projects (nameless), SX_ERROR_USAGE, "name");
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_project (edit, 99);
  writer_session_refuse (self, edit, SX_ERROR_NOT_FOUND, "99");
  store_fixture_run (f, "UPDATE sx_project SET years = '2030' WHERE id = 1");
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_project (edit, 1);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "project 1");
  g_assert_cmpstr (project (self, 0)->years, ==, "2030");
  g_assert_cmpuint (writer_session_scheme (self)->projects->len, ==, 3);
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_project (edit, 1); /* now that it was told */
  writer_session_do (self, edit);
  writer_session_check (self, f->plan);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheme-writer/first-edit", test_first_edit);
  g_test_add_func ("/scheme-writer/same-objects", test_same_objects);
  g_test_add_func ("/scheme-writer/everything", test_everything);
  g_test_add_func ("/scheme-writer/schemes", test_schemes);
  g_test_add_func ("/scheme-writer/name", test_name);
  g_test_add_func ("/scheme-writer/failure", test_failure);
  g_test_add_func ("/scheme-writer/no-change", test_no_change);
  g_test_add_func ("/scheme-writer/flush", test_flush);
  g_test_add_func ("/scheme-writer/projects", test_projects);
  g_test_add_func ("/scheme-writer/project-edits", test_project_edits);
  return g_test_run ();
}
