/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-comparison-items.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "evaluate/sx-result-words.h"

/* Two are one and the same, drawn otherwise, from this share of the smaller one on. */
#define SAME_SHARE 0.5
/* A road runs along another one where it is as near as this, m. */
#define ROAD_REACH 20.0
#define ROAD_STEP 10.0

/* ---- words */

const char *
sx_compared_name (SxCompared state)
{
  static const char *const names[] = {
    [SX_COMPARED_SAME] = "same",
    [SX_COMPARED_CHANGED] = "changed",
    [SX_COMPARED_FIRST] = "first",
    [SX_COMPARED_SECOND] = "second",
  };

  return names[state];
}

static const char *
state_words (SxCompared state, const char *changed)
{
  return state == SX_COMPARED_SAME      ? _ ("the same")
         : state == SX_COMPARED_CHANGED ? changed
         : state == SX_COMPARED_FIRST   ? _ ("only in A")
                                        : _ ("only in B");
}

const char *
sx_comparison_item_words (const SxComparisonItem *item)
{
  return state_words (item->state, item->ground_differs ? _ ("drawn otherwise") : _ ("described otherwise"));
}

const char *
sx_comparison_text_words (const SxComparisonText *text)
{
  return state_words (text->state, text->is_judgement ? _ ("judged otherwise") : _ ("another figure"));
}

gpointer
sx_comparison_item_any (const SxComparisonItem *item)
{
  return item->item[0] ? item->item[0] : item->item[1];
}

char *
sx_comparison_item_kind_words (const SxComparisonItem *item)
{
  gconstpointer any = sx_comparison_item_any (item);

  if (item->kind == SX_ITEM_ADJUSTMENT)
    return sx_words_line_direction (((const SxAdjustment *)any)->line,
                                    ((const SxAdjustment *)any)->direction);
  if (item->kind == SX_ITEM_ROAD)
    return g_strdup (((const SxRoad *)any)->is_removal ? _ ("road removed") : _ ("road added"));
  return g_strdup (((const SxReclass *)any)->layer == SX_RECLASS_GHFQ ? _ ("zone reclassified")
                                                                      : _ ("land use reclassified"));
}

char *
sx_comparison_text_title (const SxComparisonText *text)
{
  return g_strdup (!text->rule               ? text->key
                   : sx_locale_is_chinese () ? text->rule->label_zh
                                             : text->rule->label_en);
}

const char *
sx_comparison_text_value_words (const SxComparisonText *text, guint side)
{
  SxVerdict verdict;

  return text->is_judgement && text->value[side] && sx_verdict_parse (text->value[side], &verdict)
             ? sx_words_verdict (verdict)
             : text->value[side];
}

/* ---- which is which */

static gboolean
is_same_ground (SxItemKind kind, gconstpointer a, gconstpointer b)
{
  SxShapeView va = sx_shape_view (sx_item_shape (kind, a)), vb = sx_shape_view (sx_item_shape (kind, b));

  return sx_shape_view_equal (&va, &vb);
}

/* By what does not change when an item is drawn or described otherwise: only items of one group are ever the
 * same thing. Sorts as they are listed. */
static guint
group_of (SxItemKind kind, gconstpointer item)
{
  const SxAdjustment *plot = item;

  if (kind == SX_ITEM_ADJUSTMENT)
    return (guint)plot->line * 2 + (guint)plot->direction;
  if (kind == SX_ITEM_RECLASS)
    return SX_N_LINES * 2 + (guint)((const SxReclass *)item)->layer;
  return SX_N_LINES * 2 + 2 + (guint)((const SxRoad *)item)->is_removal;
}

static gboolean
has_same_words (SxItemKind kind, gconstpointer first, gconstpointer second)
{
  if (g_strcmp0 (sx_item_name (kind, first), sx_item_name (kind, second)) != 0)
    return FALSE;
  if (kind == SX_ITEM_ADJUSTMENT)
    {
      const SxAdjustment *a = first, *b = second;

      return g_strcmp0 (a->situation, b->situation) == 0 && g_strcmp0 (a->project, b->project) == 0
             && g_strcmp0 (a->basis, b->basis) == 0 && g_strcmp0 (a->note, b->note) == 0
             && g_strcmp0 (a->hxlx, b->hxlx) == 0 && a->uncounted == b->uncounted;
    }
  if (kind == SX_ITEM_ROAD)
    return g_strcmp0 (((const SxRoad *)first)->grade, ((const SxRoad *)second)->grade) == 0;
  return g_strcmp0 (((const SxReclass *)first)->code, ((const SxReclass *)second)->code) == 0
         && g_strcmp0 (((const SxReclass *)first)->note, ((const SxReclass *)second)->note) == 0;
}

static double
distance_to_edge (SxPoint p, SxPoint a, SxPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0, 1) : 0;

  return hypot (p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static gboolean
is_on_road (SxPoint p, const SxShapeView *road)
{
  for (guint ring = 0; ring < road->n_rings; ring++)
    for (guint i = road->ring_start[ring] + 1; i < road->ring_start[ring + 1]; i++)
      if (distance_to_edge (p, road->points[i - 1], road->points[i]) <= ROAD_REACH)
        return TRUE;
  return FALSE;
}

/* How much of a road runs along another, 0–1: looked at every few metres. */
static double
share_along (const SxShapeView *road, const SxShapeView *other)
{
  double length = 0, along = 0;

  for (guint ring = 0; ring < road->n_rings; ring++)
    for (guint i = road->ring_start[ring] + 1; i < road->ring_start[ring + 1]; i++)
      {
        SxPoint a = road->points[i - 1], b = road->points[i];
        double edge = hypot (b.x - a.x, b.y - a.y);
        guint n = (guint)CLAMP (ceil (edge / ROAD_STEP), 1, 10000);

        length += edge;
        for (guint k = 0; k < n; k++)
          {
            double t = (k + 0.5) / n;

            if (is_on_road ((SxPoint){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t }, other))
              along += edge / n;
          }
      }
  return length > 0 ? along / length : 0;
}

/* How much of the smaller of two items they share, 0–1. */
static double
share (SxItemKind kind, gconstpointer a, gconstpointer b)
{
  SxShapeView va = sx_shape_view (sx_item_shape (kind, a)), vb = sx_shape_view (sx_item_shape (kind, b));
  double smaller;

  if (kind == SX_ITEM_ROAD)
    return sx_box_overlaps (sx_box_grown (va.box, ROAD_REACH), vb.box)
               ? MAX (share_along (&va, &vb), share_along (&vb, &va))
               : 0;
  smaller = MIN (sx_shape_view_planar_area (&va), sx_shape_view_planar_area (&vb));
  if (smaller <= 0 || !sx_box_overlaps (va.box, vb.box))
    return 0;
  return sx_overlap_planar (&va, &vb) / smaller;
}

/* The one of `among` that goes best with an item: bit for bit the same ground, rather with the same words;
 * or, in the second round, the one that shares most with it. NULL: none. */
static gpointer
find_partner (SxItemKind kind, gconstpointer item, const GPtrArray *among, GHashTable *taken, guint round)
{
  gpointer found = NULL;
  double most = 0;

  for (guint i = 0; i < among->len; i++)
    {
      gpointer other = among->pdata[i];
      double common;

      if (group_of (kind, item) != group_of (kind, other) || g_hash_table_contains (taken, other))
        continue;
      common = round > 0                            ? share (kind, item, other)
               : is_same_ground (kind, item, other) ? 1 + has_same_words (kind, item, other)
                                                    : 0;
      if (common >= SAME_SHARE && common > most)
        {
          most = common;
          found = other;
        }
    }
  return found;
}

static void
item_free (gpointer data)
{
  SxComparisonItem *self = data;

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    if (self->item[side])
      sx_item_unref (self->kind, self->item[side]);
  g_free (self);
}

static void
add_item (GPtrArray *items, SxItemKind kind, gpointer first, gpointer second, const SxMetric *metric)
{
  SxComparisonItem *self = g_new0 (SxComparisonItem, 1);
  gpointer both[SX_COMPARISON_SIDES] = { first, second };

  self->kind = kind;
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      self->size[side] = NAN;
      if (both[side])
        {
          SxShapeView view = sx_shape_view (sx_item_shape (kind, both[side]));

          self->item[side] = sx_item_ref (kind, both[side]);
          self->size[side]
              = kind == SX_ITEM_ROAD ? sx_metric_length (metric, &view) : sx_metric_area (metric, &view);
        }
    }
  self->state = !second ? SX_COMPARED_FIRST : !first ? SX_COMPARED_SECOND : SX_COMPARED_SAME;
  if (first && second)
    {
      self->ground_differs = !is_same_ground (kind, first, second);
      if (self->ground_differs || !has_same_words (kind, first, second))
        self->state = SX_COMPARED_CHANGED;
    }
  g_ptr_array_add (items, self);
}

static void
pair_kind (GPtrArray *items, SxItemKind kind, const SxScheme *const *schemes, const SxMetric *metric)
{
  const GPtrArray *first = sx_item_list (schemes[0], kind), *second = sx_item_list (schemes[1], kind);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autofree gpointer *partners = g_new0 (gpointer, MAX (first->len, 1));

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < first->len; i++)
      if (!partners[i] && (partners[i] = find_partner (kind, first->pdata[i], second, taken, round)))
        g_hash_table_add (taken, partners[i]);
  for (guint i = 0; i < first->len; i++)
    add_item (items, kind, first->pdata[i], partners[i], metric);
  for (guint i = 0; i < second->len; i++)
    if (!g_hash_table_contains (taken, second->pdata[i]))
      add_item (items, kind, NULL, second->pdata[i], metric);
}

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const SxComparisonItem *p = *(SxComparisonItem *const *)a, *q = *(SxComparisonItem *const *)b;

  return (int)group_of (p->kind, sx_comparison_item_any (p))
         - (int)group_of (q->kind, sx_comparison_item_any (q));
}

GPtrArray *
sx_comparison_pair_items (const SxScheme *const *schemes, const SxMetric *metric)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (SxItemKind kind = 0; kind < SX_N_ITEM_KINDS; kind++)
    pair_kind (items, kind, schemes, metric);
  g_ptr_array_sort (items, compare_order); /* stable: else as stored */
  return items;
}

/* ---- what is said */

static void
text_free (gpointer data)
{
  SxComparisonText *self = data;

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      g_free (self->value[side]);
      g_free (self->reason[side]);
    }
  g_free (self->key);
  g_free (self);
}

static SxComparisonText *
text_of (GPtrArray *texts, gboolean is_judgement, const char *key)
{
  SxComparisonText *text;

  for (guint i = 0; i < texts->len; i++)
    {
      text = texts->pdata[i];
      if (text->is_judgement == is_judgement && g_str_equal (text->key, key))
        return text;
    }
  text = g_new0 (SxComparisonText, 1);
  text->is_judgement = is_judgement;
  text->key = g_strdup (key);
  g_ptr_array_add (texts, text);
  return text;
}

static void
collect_texts (GPtrArray *texts, const SxScheme *scheme, guint side)
{
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < scheme->judgements->len; i++)
    {
      const SxJudgement *from = scheme->judgements->pdata[i];
      SxComparisonText *text = text_of (texts, TRUE, from->indicator);

      g_free (text->value[side]);
      g_free (text->reason[side]);
      text->value[side] = g_strdup (from->verdict);
      text->reason[side] = g_strdup (from->reason);
    }
  g_hash_table_iter_init (&iter, scheme->parameters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      SxComparisonText *text = text_of (texts, FALSE, key);

      g_free (text->value[side]);
      text->value[side] = g_strdup (value);
    }
}

/* A judgement is of an indicator, a figure is what an indicator's measure is called by. */
static void
find_rule (SxComparisonText *self, const SxRuleProfile *rules)
{
  for (guint i = 0; i < rules->indicators->len && !self->rule; i++)
    {
      const SxIndicatorRule *rule = rules->indicators->pdata[i];

      if (g_str_equal (self->key, self->is_judgement ? rule->id : sx_measure_name (rule->measure)))
        self->rule = rule;
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer data)
{
  const SxComparisonText *p = *(SxComparisonText *const *)a, *q = *(SxComparisonText *const *)b;
  const GPtrArray *rules = data;
  guint at_p = G_MAXINT, at_q = G_MAXINT;

  if (p->is_judgement != q->is_judgement)
    return p->is_judgement ? -1 : 1;
  for (guint i = 0; i < rules->len; i++)
    {
      if (rules->pdata[i] == p->rule)
        at_p = i;
      if (rules->pdata[i] == q->rule)
        at_q = i;
    }
  return at_p != at_q ? (at_p < at_q ? -1 : 1) : strcmp (p->key, q->key);
}

GPtrArray *
sx_comparison_pair_texts (const SxScheme *const *schemes, const SxRuleProfile *rules)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (text_free);

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    collect_texts (texts, schemes[side], side);
  for (guint i = 0; i < texts->len; i++)
    {
      SxComparisonText *text = texts->pdata[i];

      text->state = !text->value[1]   ? SX_COMPARED_FIRST
                    : !text->value[0] ? SX_COMPARED_SECOND
                    : g_str_equal (text->value[0], text->value[1])
                            && g_strcmp0 (text->reason[0], text->reason[1]) == 0
                        ? SX_COMPARED_SAME
                        : SX_COMPARED_CHANGED;
      find_rule (text, rules);
    }
  g_ptr_array_sort_with_data (texts, compare_texts, rules->indicators);
  return texts;
}
