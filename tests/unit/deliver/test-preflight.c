/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pre-flight list of a county of rectangles, and what is taken on of it. */
#include <glib/gstdio.h>

#include "../evaluate/county.h"
#include "base/sx-error.h"
#include "deliver/sx-deliver.h"
#include "deliver/sx-preflight.h"

typedef struct
{
  SxPlan *plan;
  SxScheme *scheme;
  SxEvaluator *evaluator;
  SxResult *result;
  SxDelivery *delivery; /* NULL: the scheme is empty */
} Fixture;

static SxAdjustment *
add (Fixture *f, SxLine line, const char *situation, const char *basis, double x0, double y0, double x1,
     double y1)
{
  SxAdjustment *a = county_adjustment (line, SX_DIRECTION_IN, x0, y0, x1, y1);

  a->fid = f->scheme->adjustments->len + 1;
  g_free (a->situation);
  a->situation = g_strdup (situation);
  a->basis = g_strdup (basis);
  g_ptr_array_add (f->scheme->adjustments, a);
  return a;
}

/* 100 m × 100 m of boundary, farmland north of it; nothing else. */
static void
fixture_init (Fixture *f)
{
  County *county = county_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRuleProfile) rules = sx_rule_profile_load ("anhui-2026", &error);

  g_assert_no_error (error);
  county_add (county, "CZKFBJGX", 0, 0, 100, 100, "MJ", "10000", NULL);
  county_add (county, "YJJBNTBHTB", 0, 200, 100, 300, "YJJBNTMJ", "10000", "DLBM", "0101", NULL);
  f->plan = county_plan (county);
  f->scheme = sx_scheme_new (1, "甲");
  f->evaluator = sx_evaluator_new (f->plan, rules, SX_AREA_PLANAR, NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
look (Fixture *f)
{
  SxMetric metric = { f->plan->plane, TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_true (sx_evaluator_set_scheme (f->evaluator, f->scheme, NULL, &error));
  f->result = sx_evaluator_result (f->evaluator, &error);
  g_assert_no_error (error);
  f->delivery = sx_delivery_new (f->plan, f->scheme, f->result, &metric, NULL, &error);
  g_assert_true (f->delivery || g_error_matches (error, SX_ERROR, SX_ERROR_FORMAT));
  return sx_preflight (f->plan, f->scheme, f->result, f->delivery);
}

static void
fixture_clear (Fixture *f)
{
  g_clear_pointer (&f->delivery, sx_delivery_free);
  g_clear_pointer (&f->result, sx_result_unref);
  sx_evaluator_free (f->evaluator);
  sx_scheme_free (f->scheme);
  sx_plan_unref (f->plan);
}

static guint
count (const GPtrArray *items, SxPreflightKind kind)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += ((SxPreflightItem *)items->pdata[i])->kind == kind;
  return n;
}

static const SxPreflightItem *
first_of (const GPtrArray *items, SxPreflightKind kind)
{
  for (guint i = 0; i < items->len; i++)
    if (((SxPreflightItem *)items->pdata[i])->kind == kind)
      return items->pdata[i];
  g_assert_not_reached ();
}

static void
test_empty (void)
{
  Fixture f = { 0 };
  g_autoptr (GPtrArray) items = NULL;

  fixture_init (&f);
  items = look (&f);
  g_assert_null (f.delivery);
  g_assert_true (first_of (items, SX_PREFLIGHT_EMPTY)->blocks);
  g_assert_true (first_of (items, SX_PREFLIGHT_EMPTY)->is_final);
  fixture_clear (&f);
}

static void
test_list (void)
{
  Fixture f = { 0 };
  g_autoptr (GPtrArray) items = NULL;
  const SxPreflightItem *conflict, *situation;
  SxAdjustment *onto_farmland, *without;
  guint n;

  fixture_init (&f);
  onto_farmland = add (&f, SX_LINE_BOUNDARY, "4", "批复", 0, 210, 50, 250);
  without = add (&f, SX_LINE_BOUNDARY, NULL, NULL, 100, 0, 150, 100);
  g_ptr_array_add (f.scheme->judgements,
                   g_memdup2 (&(SxJudgement){ g_strdup ("boundary_direction"), g_strdup ("pass"), NULL },
                              sizeof (SxJudgement)));
  items = look (&f);

  /* 2000 m² of farmland taken into the boundary: go there */
  conflict = first_of (items, SX_PREFLIGHT_CONFLICT);
  g_assert_true (conflict->blocks);
  g_assert_cmpint (conflict->adjustment, ==, onto_farmland->fid);
  g_assert_cmpfloat (conflict->box.x1 - conflict->box.x0, ==, 50);
  g_assert_nonnull (strstr (conflict->record, "2000.00平方米"));
  situation = first_of (items, SX_PREFLIGHT_SITUATION);
  g_assert_cmpint (situation->adjustment, ==, without->fid);
  /* the boundary grows by 7000 m² */
  g_assert_cmpuint (count (items, SX_PREFLIGHT_INDICATOR), >, 0);
  g_assert_nonnull (first_of (items, SX_PREFLIGHT_INDICATOR)->indicator);
  /* one judgement without its reason, and the plots without their basis as one */
  g_assert_cmpuint (count (items, SX_PREFLIGHT_REASON), ==, 2);
  g_assert_cmpuint (count (items, SX_PREFLIGHT_INVARIANT), ==, 0);
  /* XZQ, DLTB, GHFQ, ZXCQGHYDYH, ZXCQFW, STBHHX */
  g_assert_cmpuint (count (items, SX_PREFLIGHT_NO_LAYER), ==, 6);
  g_assert_cmpuint (count (items, SX_PREFLIGHT_NO_DATA), >, 0);

  n = sx_preflight_n_blocking (items);
  for (guint i = 0; i < items->len; i++)
    {
      const SxPreflightItem *item = items->pdata[i];

      g_assert_cmpint (item->blocks, ==, i < n);
      g_assert_true (g_utf8_validate (item->text, -1, NULL) && *item->text);
      g_assert_true (g_utf8_validate (item->record, -1, NULL) && *item->record);
    }
  fixture_clear (&f);
}

static void
test_accept (void)
{
  Fixture f = { 0 };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *open = NULL, *folder = g_dir_make_tmp ("sanxian-preflight-XXXXXX", NULL);
  SxDeliverOptions options = { .folder = folder, .parts = SX_PART_TABLES };

  fixture_init (&f);
  add (&f, SX_LINE_BOUNDARY, "4", "批复", 0, 210, 50, 250);
  items = look (&f);
  g_assert_false (sx_delivery_is_accepted (f.delivery, &open));
  g_assert_cmpstr (open, ==, ((SxPreflightItem *)items->pdata[0])->text);
  /* nothing goes out before that */
  g_assert_false (sx_deliver (f.delivery, &options, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_CONFLICT);
  g_assert_true (sx_delivery_accept (f.delivery, items));
  g_assert_cmpuint (f.delivery->accepted->len, ==, sx_preflight_n_blocking (items));
  g_assert_true (sx_delivery_is_accepted (f.delivery, NULL));
  /* another list takes the place of the one before */
  g_assert_true (sx_delivery_accept (f.delivery, items));
  g_assert_cmpuint (f.delivery->accepted->len, ==, sx_preflight_n_blocking (items));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  fixture_clear (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preflight/empty", test_empty);
  g_test_add_func ("/preflight/list", test_list);
  g_test_add_func ("/preflight/accept", test_accept);
  return g_test_run ();
}
