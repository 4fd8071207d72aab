/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ground that a row speaks of is gathered in pieces, which are grouped to places, ordered, and only then,
 * for as many as are given, made into shapes. */
#include "evaluate/sx-places.h"

#include "evaluate/sx-evaluator-private.h"
#include "geometry/sx-overlay.h"

#define NOISE_M2 1e-6

typedef struct
{
  const SxLayer *layer; /* NULL: number is no feature */
  guint32 number;
  guint32 is_new;
} Key;

/* the ground of a place: that of a, or where b has rings of a ∩ b */
typedef struct
{
  SxShapeView a, b;
} Piece;

typedef struct
{
  Key key;
  GArray *pieces; /* Piece */
  double size;    /* m² that places are ordered by: planar, or the measure M */
  double m;       /* measure M; NAN: by area */
} Group;

typedef struct
{
  const SxEvaluator *evaluator;
  GHashTable *groups;  /* Key → Group, the key is the group's */
  GPtrArray *made;     /* SxShape * that pieces borrow from */
  const SxRegion *set; /* that the line is intersected with */
  GCancellable *cancellable;
  GError **error;
} Gather;

/* ---- the list */

static void
place_free (gpointer data)
{
  SxPlace *place = data;

  sx_shape_unref (place->shape);
  g_free (place);
}

static SxPlaces *
places_new (SxMeasure measure)
{
  SxPlaces *self = g_new0 (SxPlaces, 1);

  self->ref_count = 1;
  self->measure = measure;
  self->places = g_ptr_array_new_with_free_func (place_free);
  return self;
}

SxPlaces *
sx_places_ref (SxPlaces *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_places_unref (SxPlaces *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->places);
  g_free (self);
}

/* ---- groups */

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->layer) ^ (key->number * 2654435761u + key->is_new);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *p = a, *q = b;

  return p->layer == q->layer && p->number == q->number && p->is_new == q->is_new;
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_array_unref (group->pieces);
  g_free (group);
}

static Group *
group_of (Gather *self, Key key)
{
  Group *group = g_hash_table_lookup (self->groups, &key);

  if (group)
    return group;
  group = g_new0 (Group, 1);
  group->key = key;
  group->m = NAN;
  group->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_hash_table_insert (self->groups, &group->key, group);
  return group;
}

static void
group_add (Group *group, const SxShapeView *a, const SxShapeView *b, double size)
{
  Piece piece = { *a, b ? *b : (SxShapeView){ 0 } };

  g_array_append_val (group->pieces, piece);
  group->size += size;
}

/* Group *, in no order */
static GPtrArray *
list_groups (const Gather *self)
{
  GPtrArray *groups = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    g_ptr_array_add (groups, group);
  return groups;
}

/* new first, then the largest; by table and number where they are equal */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *p = *(Group *const *)a, *q = *(Group *const *)b;

  if (p->key.is_new != q->key.is_new)
    return p->key.is_new ? -1 : 1;
  if (p->size != q->size)
    return p->size > q->size ? -1 : 1;
  if (p->key.layer != q->key.layer)
    return g_strcmp0 (p->key.layer ? p->key.layer->name : NULL, q->key.layer ? q->key.layer->name : NULL);
  return (p->key.number > q->key.number) - (p->key.number < q->key.number);
}

/* ---- gathering */

static void
gather_farmland (guint number, const SxShapeView *piece, double m, gboolean is_new, gpointer data)
{
  Group *group = group_of (data, (Key){ NULL, number, is_new != FALSE });

  group_add (group, piece, NULL, isnan (m) ? sx_shape_view_planar_area (piece) : 0);
  group->m = m;
  if (!isnan (m))
    group->size = m;
}

static void
gather_dissolved (guint number, const SxShapeView *piece, gpointer data)
{
  Gather *gather = data;

  group_add (group_of (gather, (Key){ NULL, number, FALSE }), piece, NULL, sx_shape_view_planar_area (piece));
}

typedef struct
{
  const SxItemSet *set;
  const SxShapeView *view;
} Meeting;

static gboolean
visit_meeting (guint item, gpointer data)
{
  const Meeting *meeting = data;
  SxShapeView v = sx_item_set_view (meeting->set, item);

  return sx_overlap_planar (meeting->view, &v) <= NOISE_M2;
}

/* Dissolved polygons that lie on no such polygon of before are new. */
static void
mark_new (Gather *self, const SxItemSet *before)
{
  g_autoptr (GPtrArray) groups = list_groups (self);

  for (guint i = 0; i < groups->len; i++)
    {
      Group *group = groups->pdata[i];
      gboolean was_there = FALSE;

      for (guint k = 0; k < group->pieces->len && !was_there; k++)
        {
          const SxShapeView *view = &g_array_index (group->pieces, Piece, k).a;
          Meeting meeting = { before, view };

          was_there = !sx_box_tree_search (before->tree, view->box, visit_meeting, &meeting);
        }
      if (was_there)
        continue;
      g_hash_table_steal (self->groups, &group->key);
      group->key.is_new = TRUE;
      g_hash_table_insert (self->groups, &group->key, group);
    }
}

/* Adds ground of its own to a group. */
static void
add_made (Gather *self, Key key, const SxShapeBuffer *ground)
{
  SxShapeView v = sx_shape_buffer_view (ground, 0, ground->n_rings);
  SxShape *shape;

  if (sx_shape_view_planar_area (&v) <= NOISE_M2)
    return;
  shape = sx_shape_new (&v);
  g_ptr_array_add (self->made, shape);
  v = sx_shape_view (shape);
  group_add (group_of (self, key), &v, NULL, sx_shape_view_planar_area (&v));
}

/* The line's ground that is in the region as well. */
typedef struct
{
  Gather *gather;
  const SxShapeView *piece, *base;
} Common;

static gboolean
visit_common (const SxShapeView *view, const SxLayer *layer, guint32 feature, gpointer data)
{
  Common *common = data;
  Gather *self = common->gather;
  SxShapeBuffer both = SX_SHAPE_BUFFER_INIT, part = SX_SHAPE_BUFFER_INIT;
  double overlap = sx_overlap_planar (common->piece, view);
  SxShapeView v;
  gboolean ok;

  if (overlap <= NOISE_M2)
    return TRUE;
  if (!common->base)
    {
      group_add (group_of (self, (Key){ layer, feature, FALSE }), common->piece, view, overlap);
      return TRUE;
    }
  ok = sx_overlay_intersect (common->piece, view, &both, self->error);
  v = sx_shape_buffer_view (&both, 0, both.n_rings);
  ok = ok && (v.n_rings == 0 || sx_overlay_intersect (&v, common->base, &part, self->error));
  if (ok)
    add_made (self, (Key){ layer, feature, FALSE }, &part);
  sx_shape_buffer_reset (&part);
  ok = ok && (v.n_rings == 0 || sx_overlay_subtract (&v, common->base, &part, self->error));
  if (ok)
    add_made (self, (Key){ layer, feature, TRUE }, &part);
  sx_shape_buffer_clear (&both);
  sx_shape_buffer_clear (&part);
  return ok;
}

static gboolean
gather_common (const SxShapeView *piece, const SxShapeView *base, gpointer data)
{
  Gather *self = data;
  Common common = { self, piece, base };

  return !g_cancellable_set_error_if_cancelled (self->cancellable, self->error)
         && sx_region_search (self->set, piece->box, visit_common, &common);
}

/* Rounding along shared edges leaves ground that is none. */
static gboolean
is_sliver (gpointer key, gpointer value, gpointer data)
{
  return ((Group *)value)->size < ((Gather *)data)->evaluator->index->rules->sliver_m2;
}

static gboolean
gather_ground (Gather *self, SxDissolve *line, const SxRegion *set)
{
  self->set = set;
  if (!sx_dissolve_visit (line, gather_common, self, self->error))
    return FALSE;
  g_hash_table_foreach_remove (self->groups, is_sliver, self);
  return TRUE;
}

/* ---- such places before any scheme */

typedef struct
{
  GArray *views; /* SxShapeView */
} Before;

static void
note_before (guint number, const SxShapeView *piece, gpointer data)
{
  g_array_append_val (((Before *)data)->views, *piece);
}

static SxItemSet *
find_before (void (*show) (const SxDissolve *, SxDissolveShow, gpointer), const SxDissolve *dissolve)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  Before before = { views };

  show (dissolve, note_before, &before);
  return sx_item_set_new_from_views ((SxShapeView *)(gpointer)views->data, views->len);
}

void
sx_evaluator_note_places (SxEvaluator *self)
{
  self->redline_small_before = find_before (sx_dissolve_show_small, self->redline);
  self->boundary_fragments_before = find_before (sx_dissolve_show_small, self->boundary);
  self->boundary_windows_before = find_before (sx_dissolve_show_holes, self->boundary);
}

/* ---- the rows */

gboolean
sx_measure_has_places (SxMeasure measure)
{
  switch ((int)measure)
    {
    case SX_MEASURE_FARMLAND_FRAGMENT_COUNT:
    case SX_MEASURE_FARMLAND_STEEP_AREA:
    case SX_MEASURE_REDLINE_CROPLAND_AREA:
    case SX_MEASURE_REDLINE_SMALL_COUNT:
    case SX_MEASURE_BOUNDARY_FRAGMENT_COUNT:
    case SX_MEASURE_BOUNDARY_WINDOW_COUNT:
    case SX_MEASURE_BOUNDARY_UNSUITABLE_AREA:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
gather (Gather *self, SxMeasure measure)
{
  const SxEvaluator *e = self->evaluator;

  switch ((int)measure)
    {
    case SX_MEASURE_FARMLAND_FRAGMENT_COUNT:
      sx_farmland_show_fragments (e->farmland, gather_farmland, self);
      break;
    case SX_MEASURE_FARMLAND_STEEP_AREA:
      sx_farmland_show_steep (e->farmland, gather_farmland, self);
      break;
    case SX_MEASURE_REDLINE_SMALL_COUNT:
      sx_dissolve_show_small (e->redline, gather_dissolved, self);
      mark_new (self, e->redline_small_before);
      break;
    case SX_MEASURE_BOUNDARY_FRAGMENT_COUNT:
      sx_dissolve_show_small (e->boundary, gather_dissolved, self);
      mark_new (self, e->boundary_fragments_before);
      break;
    case SX_MEASURE_BOUNDARY_WINDOW_COUNT:
      sx_dissolve_show_holes (e->boundary, gather_dissolved, self);
      mark_new (self, e->boundary_windows_before);
      break;
    case SX_MEASURE_REDLINE_CROPLAND_AREA:
      return gather_ground (self, e->redline, e->index->crop);
    case SX_MEASURE_BOUNDARY_UNSUITABLE_AREA:
      return gather_ground (self, e->boundary, e->index->unsuitable);
    default:
      break;
    }
  return TRUE;
}

/* ---- shapes */

static gboolean
append_piece (const Piece *piece, SxShapeBuffer *parts, GError **error)
{
  if (piece->b.n_rings)
    return sx_overlay_intersect (&piece->a, &piece->b, parts, error);
  sx_shape_buffer_append (parts, &piece->a);
  return TRUE;
}

static SxShape *
make_shape (const Group *group, GError **error)
{
  SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT, united = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShape *shape = NULL;
  gboolean ok = TRUE;
  SxShapeView v;

  for (guint i = 0; ok && i < group->pieces->len; i++)
    ok = append_piece (&g_array_index (group->pieces, Piece, i), &parts, error);
  v = sx_shape_buffer_view (&parts, 0, parts.n_rings);
  for (guint r = 0, next; r < v.n_rings; r = next)
    {
      SxShapeView part = sx_shape_view_part (&v, r, &next);

      g_array_append_val (views, part);
    }
  if (ok && sx_overlay_unite ((SxShapeView *)(gpointer)views->data, views->len, &united, error))
    {
      v = sx_shape_buffer_view (&united, 0, united.n_rings);
      shape = sx_shape_new (&v);
    }
  sx_shape_buffer_clear (&parts);
  sx_shape_buffer_clear (&united);
  return shape;
}

static gboolean
make_places (Gather *self, SxPlaces *out)
{
  g_autoptr (GPtrArray) groups = list_groups (self);

  g_ptr_array_sort (groups, compare_groups);
  out->n_total = groups->len;
  for (guint i = 0; i < groups->len; i++)
    out->n_new += ((Group *)groups->pdata[i])->key.is_new;
  for (guint i = 0; i < MIN (groups->len, SX_PLACES_MAX); i++)
    {
      const Group *group = groups->pdata[i];
      SxPlace *place;
      SxShape *shape;
      SxShapeView v;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, self->error)
          || !(shape = make_shape (group, self->error)))
        return FALSE;
      v = sx_shape_view (shape);
      place = g_new0 (SxPlace, 1);
      *place = (SxPlace){ shape,
                          isnan (group->m) ? sx_metric_area (&self->evaluator->index->metric, &v) : group->m,
                          group->key.is_new != 0 };
      g_ptr_array_add (out->places, place);
    }
  return TRUE;
}

SxPlaces *
sx_evaluator_places (SxEvaluator *self, SxMeasure measure, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (key_hash, key_equal, NULL, group_free);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_shape_unref);
  g_autoptr (SxPlaces) places = places_new (measure);
  Gather all = { self, groups, made, NULL, cancellable, error };

  return gather (&all, measure) && make_places (&all, places) ? g_steal_pointer (&places) : NULL;
}
