/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ground that fills the sheet: what several sheets show alike is put into a PDF as it was packed for the
 * first of them; all else is drawn by cairo. */
#include "atlas/sx-sheet-drawing.h"

#define MOST_POINTS 40000 /* filled at once, so that a cancel need not wait long */
#define CHECK_EVERY 256   /* rings */

static void
flush (SxSheetDrawing *self, const SxGroundCover *cover, guint number, SxPagePen *pen)
{
  if (pen->n_points == 0)
    return;
  if (cover->style == SX_COVER_FILLED)
    sx_sheet_paint_area (self, &cover->symbols[number], TRUE, cover->map.frame);
  else
    sx_sheet_paint_line (self, &cover->symbols[number]);
  sx_page_pen_begin (pen);
}

static gboolean
draw_class (SxSheetDrawing *self, const SxGroundCover *cover, guint number, SxPagePen *pen, gboolean *is_seen)
{
  const SxShapeBuffer *rings = &cover->ground->rings[number];

  sx_page_pen_begin (pen);
  for (gsize r = 0; r < rings->n_rings; r++)
    {
      if (r % CHECK_EVERY == 0 && !sx_sheet_goes_on (self))
        return FALSE;
      *is_seen |= sx_ground_cover_add (cover, rings, r, pen);
      if (pen->n_points > MOST_POINTS)
        flush (self, cover, number, pen);
    }
  flush (self, cover, number, pen);
  return TRUE;
}

static gboolean
draw (SxSheetDrawing *self, const SxGroundCover *cover, gboolean *is_seen)
{
  gboolean goes_on = TRUE;
  SxPagePen pen;

  sx_page_pen_init (&pen, self->cr, &cover->map);
  pen.tolerance = SX_PT_PER_MM * cover->tolerance_mm;
  pen.is_outline = cover->style == SX_COVER_OUTLINED;
  for (guint c = 0; goes_on && c < cover->ground->n_classes; c++)
    goes_on = draw_class (self, cover, c, &pen, &is_seen[c]);
  sx_page_pen_clear (&pen);
  return goes_on;
}

gboolean
sx_sheet_draw_cover (SxSheetDrawing *self, const SxGroundCover *cover, gboolean *is_seen)
{
  const SxGroundContent *content;

  if (!self->insert || !sx_ground_cover_is_plain (cover))
    return draw (self, cover, is_seen);
  content = sx_ground_contents_get (self->atlas->contents, cover, self->layout->mm, self->cancellable,
                                    self->error);
  if (!content)
    return FALSE;
  if (content->bytes)
    sx_pdf_insert_paint (self->insert, self->cr, content->bytes);
  for (guint c = 0; c < cover->ground->n_classes; c++)
    is_seen[c] = content->is_seen[c];
  return TRUE;
}
