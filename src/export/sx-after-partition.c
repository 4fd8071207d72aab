/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partitions after the scheme: the zones, which follow the control lines and then the reclassifications
 * (indicators.md, "Linked zoning"), and the central city's land use. A touched feature is cut into faces that
 * cover it exactly, so that a partition stays one. */
#include "export/sx-after-private.h"

#include <string.h>

#include "evaluate/sx-plan-index.h"
#include "export/sx-delivery-codes.h"
#include "geometry/sx-faces.h"
#include "geometry/sx-overlay.h"

/* Smaller faces are what rounding leaves between borders that lie on each other. */
#define SLIVER_FACE_M2 0.01
#define UNCHANGED (-1)

/* What a face may become; equal ones are merged. */
typedef struct
{
  const char *code, *name; /* borrowed */
  const SxReclass *reclass;
  SxAdjustment *adjustment;
} Class;

typedef struct Partition Partition;
struct Partition
{
  SxAfterMaker *maker;
  SxAfterLayer *out;
  const SxColumn *code, *name;
  SxReclassLayer reclass_layer;
  GPtrArray *outlines; /* per adjustment of the three lines: SxShapeBuffer *, of the lines' ground below it */
  /* What the ground at p becomes; FALSE: nothing else than it is. */
  gboolean (*judge) (const Partition *self, guint feature, SxPoint p, Class *out);
};

static gboolean
is_main (const SxAfterMaker *maker, const SxAdjustment *a)
{
  return a->line <= SX_LINE_BOUNDARY && a->shape->n_rings && maker->line[a->line].base;
}

/* ---- faces of one feature */

static guint
class_of (GArray *classes, const Class *wanted)
{
  for (guint i = 0; i < classes->len; i++)
    {
      const Class *c = &g_array_index (classes, Class, i);

      if (g_strcmp0 (c->code, wanted->code) == 0 && c->reclass == wanted->reclass
          && c->adjustment == wanted->adjustment)
        return i;
    }
  g_array_append_val (classes, *wanted);
  return classes->len - 1;
}

static gboolean
unite_class (const SxShapeBuffer *rings, const GArray *faces, const gint *class, gint wanted,
             SxShapeBuffer *out, GError **error)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint f = 0; f < faces->len; f++)
    {
      const SxFace *face = &g_array_index (faces, SxFace, f);
      SxShapeView v = sx_shape_buffer_view (rings, face->first_ring, face->n_rings);

      if (class[f] == wanted)
        g_array_append_val (views, v);
    }
  return sx_overlay_unite ((const SxShapeView *)(gconstpointer)views->data, views->len, out, error);
}

static gboolean
add_faces (const Partition *self, guint feature, const SxShapeBuffer *rings, const GArray *faces,
           const gint *class, const GArray *classes, GError **error)
{
  SxShapeView whole = sx_layer_shape (self->out->base, feature);
  double area = sx_metric_area (&self->maker->state->metric, &whole);

  sx_after_touch (self->out, feature);
  for (gint c = UNCHANGED; c < (gint)classes->len; c++)
    {
      const Class *to = c == UNCHANGED ? NULL : &g_array_index (classes, Class, c);
      SxShapeBuffer ground = SX_SHAPE_BUFFER_INIT;
      SxAfterPiece piece = { .parent = (gint)feature, .land = -1 };
      SxAfterChange change = { .kind = SX_MAINTAIN_ATTRIBUTE, .parent = (gint)feature };
      gboolean ok = unite_class (rings, faces, class, c, &ground, error);

      if (ok && to)
        {
          piece.code = (char *)to->code;
          piece.name = (char *)to->name;
          piece.reclass = change.reclass = to->reclass;
          piece.adjustment = change.adjustment = to->adjustment;
          change.code = (char *)to->code;
          sx_after_add_changes (self->maker, self->out, &ground, &change, 0);
        }
      if (ok)
        sx_after_add_pieces (self->maker, self->out, &ground, &piece, area, 0);
      sx_shape_buffer_clear (&ground);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
divide (const Partition *self, guint feature, const GArray *others, GError **error)
{
  SxShapeView v = sx_layer_shape (self->out->base, feature);
  SxShapeBuffer rings = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) faces = g_array_new (FALSE, FALSE, sizeof (SxFace));
  g_autoptr (GArray) classes = g_array_new (FALSE, FALSE, sizeof (Class));
  gboolean ok = sx_faces_cut (&v, (const SxShapeView *)(gconstpointer)others->data, others->len, &rings,
                              faces, error);
  g_autofree gint *class = g_new (gint, MAX (faces->len, 1));
  gboolean any = FALSE;

  for (guint f = 0; f < faces->len; f++)
    {
      Class to = { 0 };
      gboolean is_changed = self->judge (self, feature, g_array_index (faces, SxFace, f).inside, &to);

      class[f] = is_changed ? (gint)class_of (classes, &to) : UNCHANGED;
    }
  sx_faces_absorb (&rings, faces, class, SLIVER_FACE_M2);
  for (guint f = 0; f < faces->len; f++)
    any |= class[f] != UNCHANGED && g_array_index (faces, SxFace, f).area >= SLIVER_FACE_M2;
  if (ok && any)
    ok = add_faces (self, feature, &rings, faces, class, classes, error);
  sx_shape_buffer_clear (&rings);
  return ok;
}

/* ---- which features, and along what */

static void
buffer_free (gpointer data)
{
  if (data)
    sx_shape_buffer_clear (data);
  g_free (data);
}

/* The ground of the three lines below an adjustment, line by line, dissolved: along its outlines the state
 * below the adjustment changes. */
static gboolean
outline_below (const SxAfterMaker *maker, const SxAdjustment *a, SxShapeBuffer *out, GError **error)
{
  SxShapeView v = sx_shape_view (a->shape);
  gboolean ok = TRUE;

  for (guint l = 0; ok && l <= SX_LINE_BOUNDARY; l++)
    {
      const SxLineGround *ground = &maker->line[l];
      g_autoptr (GArray) found = sx_after_find_over (ground->base, ground->tree, &v);
      g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
      g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
      SxShapeBuffer parts = SX_SHAPE_BUFFER_INIT;

      for (guint i = 0; ok && i < found->len; i++)
        {
          SxShapeView feature = sx_layer_shape (ground->base, g_array_index (found, guint32, i));

          ok = sx_overlay_intersect (&feature, &v, &parts, error);
          g_array_append_val (ends, parts.n_rings);
        }
      for (guint i = 0; i < ends->len; i++)
        {
          gsize start = i ? g_array_index (ends, gsize, i - 1) : 0;
          SxShapeView part = sx_shape_buffer_view (&parts, start, g_array_index (ends, gsize, i) - start);

          if (part.n_rings)
            g_array_append_val (views, part);
        }
      ok = ok && sx_overlay_unite ((const SxShapeView *)(gconstpointer)views->data, views->len, out, error);
      sx_shape_buffer_clear (&parts);
    }
  return ok;
}

/* Everything of the scheme that lies over the feature. */
static GArray *
find_others (const Partition *self, const SxShapeView *feature)
{
  const SxScheme *scheme = self->maker->scheme;
  GArray *others = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = 0; self->outlines && i < scheme->adjustments->len; i++)
    {
      const SxAdjustment *a = scheme->adjustments->pdata[i];
      const SxShapeBuffer *below = self->outlines->pdata[i];
      SxShapeView v = sx_shape_view (a->shape), b;

      if (!is_main (self->maker, a) || !sx_box_overlaps (v.box, feature->box)
          || sx_overlap_planar (&v, feature) <= SX_AFTER_NOISE_M2)
        continue;
      g_array_append_val (others, v);
      b = sx_shape_buffer_view (below, 0, below->n_rings);
      if (b.n_rings)
        g_array_append_val (others, b);
    }
  for (guint i = 0; i < scheme->reclasses->len; i++)
    {
      const SxReclass *r = scheme->reclasses->pdata[i];
      SxShapeView v = sx_shape_view (r->shape);

      if (r->layer == self->reclass_layer && v.n_rings && sx_box_overlaps (v.box, feature->box)
          && sx_overlap_planar (&v, feature) > SX_AFTER_NOISE_M2)
        g_array_append_val (others, v);
    }
  return others;
}

static gboolean
make_partition (Partition *self, GError **error)
{
  const SxLayer *base = self->out->base;

  for (guint f = 0; f < base->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (base, f);
      g_autoptr (GArray) others = NULL;

      if (f % 1024 == 0 && g_cancellable_set_error_if_cancelled (self->maker->cancellable, error))
        return FALSE;
      others = v.n_rings ? find_others (self, &v) : NULL;
      if (others && others->len && !divide (self, f, others, error))
        return FALSE;
    }
  return TRUE;
}

/* The latest reclassification over p. */
static const SxReclass *
latest_reclass (const Partition *self, SxPoint p)
{
  const GPtrArray *reclasses = self->maker->scheme->reclasses;

  for (guint i = reclasses->len; i > 0; i--)
    {
      const SxReclass *r = reclasses->pdata[i - 1];
      SxShapeView v = sx_shape_view (r->shape);

      if (r->layer == self->reclass_layer && sx_shape_view_contains (&v, p))
        return r;
    }
  return NULL;
}

/* ---- zones */

/* The zone that follows the lines at p (SX_ZONE_…); NONE where no line changes there. */
static guint8
linked_zone (const Partition *self, SxPoint p)
{
  const SxLineGround *line = self->maker->line;
  gboolean before[3], after[3];

  for (guint l = 0; l <= SX_LINE_BOUNDARY; l++)
    {
      before[l] = sx_after_line_before (&line[l], p);
      after[l] = sx_after_line_after (&line[l], p);
    }
  if (memcmp (before, after, sizeof before) == 0)
    return SX_ZONE_NONE;
  return after[SX_LINE_REDLINE]    ? SX_ZONE_ECOLOGICAL_PROTECTION
         : after[SX_LINE_FARMLAND] ? SX_ZONE_FARMLAND
         : after[SX_LINE_BOUNDARY] ? SX_ZONE_URBAN
         : before[SX_LINE_REDLINE] ? SX_ZONE_ECOLOGICAL_CONTROL
                                   : SX_ZONE_RURAL;
}

/* The earliest adjustment of the three lines over p. */
static SxAdjustment *
adjustment_at (const Partition *self, SxPoint p)
{
  const GPtrArray *adjustments = self->maker->scheme->adjustments;

  for (guint i = 0; i < adjustments->len; i++)
    {
      SxAdjustment *a = adjustments->pdata[i];
      SxShapeView v = sx_shape_view (a->shape);

      if (is_main (self->maker, a) && sx_shape_view_contains (&v, p))
        return a;
    }
  return NULL;
}

static gboolean
judge_zone (const Partition *self, guint feature, SxPoint p, Class *out)
{
  const char *code = sx_column_text (self->code, feature), *name = sx_column_text (self->name, feature);
  const SxReclass *reclass = latest_reclass (self, p);
  guint8 zone;

  if (reclass)
    {
      *out = (Class){ reclass->code, reclass->name, reclass, NULL };
      return g_strcmp0 (reclass->code, code) != 0;
    }
  zone = linked_zone (self, p);
  if (zone == SX_ZONE_NONE || zone == sx_zone_class (code, name))
    return FALSE;
  *out = (Class){ sx_delivery_zone_code (zone), sx_delivery_zone_name (zone), NULL, adjustment_at (self, p) };
  return TRUE;
}

gboolean
sx_after_make_zones (SxAfterMaker *maker, SxAfterLayer *out, GError **error)
{
  Partition self = { maker,
                     out,
                     sx_layer_column (out->base, "GHFQDM"),
                     sx_layer_column (out->base, "GHFQMC"),
                     SX_RECLASS_GHFQ,
                     g_ptr_array_new_with_free_func (buffer_free),
                     judge_zone };
  const GPtrArray *adjustments = maker->scheme->adjustments;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < adjustments->len; i++)
    {
      SxShapeBuffer *below = g_new0 (SxShapeBuffer, 1);

      g_ptr_array_add (self.outlines, below);
      if (is_main (maker, adjustments->pdata[i]))
        ok = outline_below (maker, adjustments->pdata[i], below, error);
    }
  ok = ok && make_partition (&self, error);
  g_ptr_array_unref (self.outlines);
  return ok;
}

/* ---- land use of the central city */

static gboolean
judge_use (const Partition *self, guint feature, SxPoint p, Class *out)
{
  const SxReclass *reclass = latest_reclass (self, p);

  if (!reclass || sx_delivery_same_use (reclass->code, sx_column_text (self->code, feature)))
    return FALSE;
  *out = (Class){ reclass->code, reclass->name, reclass, NULL };
  return TRUE;
}

gboolean
sx_after_make_uses (SxAfterMaker *maker, SxAfterLayer *out, GError **error)
{
  Partition self = { maker,
                     out,
                     sx_layer_column (out->base, "YDYHFLDM"),
                     sx_layer_column (out->base, "YDYHFLMC"),
                     SX_RECLASS_GHYDYH,
                     NULL,
                     judge_use };

  return make_partition (&self, error);
}
