/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sketch share. */
#pragma once

#include "map/sx-sketch.h"

typedef struct
{
  GtkSnapshot *snapshot;
  GtkWidget *widget;
  SxScreen screen;
  SxBox sight; /* in the plan's plane, with some room */
  SxBox made;  /* pixels: what is being made, as far as it is drawn; the tip keeps off it */
  gboolean is_dark;
} SxSketchFrame;

const SxSketchFrame *_sx_sketch_get_frame (SxSketch *self);
/* sx-sketch-marks.c: rings of a path in pixels; starts has n_rings + 1 entries. */
void _sx_sketch_stroke_path (const SxSketchFrame *frame, const SxPoint *path, const guint *starts,
                             guint n_rings, SxBox box, gboolean is_line, SxPen ink);
