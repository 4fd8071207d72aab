/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-sketch-private.h"

#define GAP 18     /* between the pointer and the tip */
#define PADDING 10 /* around its text */
#define MAX_WIDTH 340
#define TOOLS 64    /* pixels at the map's left that the tools take */
#define TARGET 56   /* and at its top, the target bar */
#define COVERED 0.2 /* of the tip may lie on what is being made, before another side is better */

struct _SxTip
{
  GString *text;
  PangoAttrList *attributes;
};

/* Light on dark in either style: it lies on a map of any colour. */
static const struct
{
  guint16 red, green, blue;
} colours[] = {
  [SX_TIP_HEAD] = { 0xffff, 0xffff, 0xffff },
  [SX_TIP_PLAIN] = { 0xe0e0, 0xe0e0, 0xe4e4 },
  [SX_TIP_BAD] = { 0xffff, 0xa0a0, 0xa0a0 },
  [SX_TIP_SNAP] = { 0xffff, 0xb8b8, 0xe4e4 },
};

SxTip *
sx_tip_new (void)
{
  SxTip *self = g_new0 (SxTip, 1);

  self->text = g_string_new (NULL);
  self->attributes = pango_attr_list_new ();
  return self;
}

void
sx_tip_free (SxTip *self)
{
  g_string_free (self->text, TRUE);
  pango_attr_list_unref (self->attributes);
  g_free (self);
}

void
sx_tip_clear (SxTip *self)
{
  g_string_truncate (self->text, 0);
  pango_attr_list_unref (self->attributes);
  self->attributes = pango_attr_list_new ();
}

static void
take_attribute (SxTip *self, PangoAttribute *attribute, gsize start)
{
  attribute->start_index = (guint)start;
  attribute->end_index = (guint)self->text->len;
  pango_attr_list_insert (self->attributes, attribute);
}

void
sx_tip_take (SxTip *self, SxTipLine kind, char *text)
{
  gsize start;

  if (!text)
    return;
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  start = self->text->len;
  g_string_append (self->text, text);
  g_free (text);
  take_attribute (self,
                  pango_attr_foreground_new (colours[kind].red, colours[kind].green, colours[kind].blue),
                  start);
  if (kind == SX_TIP_HEAD)
    take_attribute (self, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start);
}

const char *
sx_tip_get_text (const SxTip *self)
{
  return self->text->str;
}

static double
area_of (SxBox box)
{
  return sx_box_is_empty (box) ? 0 : (box.x1 - box.x0) * (box.y1 - box.y0);
}

/* How much of the tip lies on what is being made, as a part of it; more where it would hide the place itself.
 */
static double
badness (const SxSketchFrame *frame, SxBox tip, double x, double y)
{
  double covered = area_of (sx_box_intersection (tip, frame->made)) / area_of (tip);
  gboolean hides = sx_box_contains (sx_box_grown (tip, GAP / 2.0), (SxBox){ x, y, x, y });

  return hides ? 2 : covered > COVERED ? covered : 0;
}

/* Beside the place and off the tools, on the side where it leaves what is being made to be seen: right and
 * below if that can be. */
static SxBox
find_place (const SxSketchFrame *frame, double x, double y, double width, double height)
{
  SxBox best = SX_BOX_EMPTY;
  double least = INFINITY;

  for (guint side = 0; side < 4; side++)
    {
      double x0 = side & 1 ? x - GAP - width : x + GAP, y0 = side & 2 ? y - GAP - height : y + GAP;
      SxBox box;
      double bad;

      x0 = MAX (MIN (x0, frame->screen.width - width), TOOLS);
      y0 = MAX (MIN (y0, frame->screen.height - height), TARGET);
      box = (SxBox){ x0, y0, x0 + width, y0 + height };
      bad = badness (frame, box, x, y);
      if (bad >= least)
        continue;
      least = bad;
      best = box;
    }
  return best;
}

void
sx_sketch_tip (SxSketch *self, const SxTip *tip, double x, double y)
{
  const SxSketchFrame *frame = _sx_sketch_get_frame (self);
  g_autoptr (PangoLayout) layout = NULL;
  GskRoundedRect outline;
  graphene_rect_t rect;
  int width, height;
  SxBox box;

  if (tip->text->len == 0)
    return;
  layout = gtk_widget_create_pango_layout (frame->widget, tip->text->str);
  pango_layout_set_attributes (layout, tip->attributes);
  pango_layout_set_width (layout, MAX_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &width, &height);
  width += 2 * PADDING;
  height += 2 * PADDING - 6;
  box = find_place (frame, x, y, width, height);
  rect = GRAPHENE_RECT_INIT ((float)MAX (floor (box.x0), 0), (float)MAX (floor (box.y0), 0), (float)width,
                             (float)height);
  gsk_rounded_rect_init_from_rect (&outline, &rect, 8);
  gtk_snapshot_push_rounded_clip (frame->snapshot, &outline);
  gtk_snapshot_append_color (frame->snapshot, &(GdkRGBA){ 0.12f, 0.12f, 0.14f, 0.9f }, &rect);
  gtk_snapshot_pop (frame->snapshot);
  gtk_snapshot_save (frame->snapshot);
  gtk_snapshot_translate (frame->snapshot,
                          &GRAPHENE_POINT_INIT (rect.origin.x + PADDING, rect.origin.y + PADDING - 3));
  gtk_snapshot_append_layout (frame->snapshot, layout, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (frame->snapshot);
}
