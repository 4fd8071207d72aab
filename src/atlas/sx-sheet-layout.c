/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things are on a page: title above, the map in its frame, a panel beside or below it, notes at the
 * foot. */
#include <math.h>

#include "atlas/sx-atlas-private.h"

/* Millimetres on A3; grow less than the paper does. */
#define MARGIN_MM 9.0
#define HEAD_MM 19.0
#define FOOT_MM 8.0
#define PANEL_MM 68.0
#define LOW_PANEL_MM 74.0
#define GAP_MM 3.0
#define AROUND_MM 4.0 /* at least, between the ground and the neat line */
#define A3_LONG_MM 420.0
#define LEAST_SCALE 500.0 /* of hardly any ground */

static const double long_side_mm[] = { 1189, 841, 594, 420, 297 };
static const double short_side_mm[] = { 841, 594, 420, 297, 210 };

/* The least 1 : n of a round n that is not below least. */
static double
round_scale (double least)
{
  static const double steps[] = { 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 };
  double power = pow (10, floor (log10 (MAX (least, 1))));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= least * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

static void
place (SxSheetLayout *self, guint paper, gboolean is_portrait)
{
  double mm = SX_PT_PER_MM * sqrt (long_side_mm[paper] / A3_LONG_MM), edge = (MARGIN_MM + SX_OUTER_MM) * mm;

  self->is_portrait = is_portrait;
  self->mm = mm;
  self->width = (is_portrait ? short_side_mm : long_side_mm)[paper] * SX_PT_PER_MM;
  self->height = (is_portrait ? long_side_mm : short_side_mm)[paper] * SX_PT_PER_MM;
  self->frame = (SxBox){ edge, edge + HEAD_MM * mm, self->width - edge, self->height - edge - FOOT_MM * mm };
  self->panel = sx_box_grown (self->frame, SX_OUTER_MM * mm);
  if (is_portrait)
    {
      self->panel.y0 = self->panel.y1 - LOW_PANEL_MM * mm;
      self->frame.y1 = self->panel.y0 - (GAP_MM + SX_OUTER_MM) * mm;
    }
  else
    {
      self->panel.x0 = self->panel.x1 - PANEL_MM * mm;
      self->frame.x1 = self->panel.x0 - (GAP_MM + SX_OUTER_MM) * mm;
    }
}

/* 1 : so many at which the ground just fills the frame. */
static double
fitting_scale (const SxSheetLayout *self, SxBox ground)
{
  SxBox inner = sx_box_grown (self->frame, -AROUND_MM * self->mm);

  return 1000 * SX_PT_PER_MM
         * MAX ((ground.x1 - ground.x0) / (inner.x1 - inner.x0),
                (ground.y1 - ground.y0) / (inner.y1 - inner.y0));
}

void
sx_sheet_layout_init (SxSheetLayout *self, guint paper, SxBox ground, double scale)
{
  SxPoint centre = { (ground.x0 + ground.x1) / 2, (ground.y0 + ground.y1) / 2 };
  SxSheetLayout upright;

  place (self, paper, FALSE);
  place (&upright, paper, TRUE);
  /* upright only where that shows the ground larger */
  if (round_scale (fitting_scale (&upright, ground)) < round_scale (fitting_scale (self, ground)))
    *self = upright;
  self->scale = scale > 0 ? scale : round_scale (MAX (fitting_scale (self, ground), LEAST_SCALE));
  sx_page_map_init (&self->map, self->frame, centre, self->scale);
}
