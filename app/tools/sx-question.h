/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover of a tool on the map, where the pointer is. */
#pragma once

#include "tools/sx-tool.h"

typedef struct
{
  GtkWidget *popover; /* owned by the tool; on its map from when it is first shown */
} SxQuestion;

/* Shows it where the pointer is, or in the middle of the map. */
void sx_question_ask (SxQuestion *self, SxTool *tool);
/* Shows it no more. */
void sx_question_end (SxQuestion *self);
/* Before the tool goes: takes it off the map, and drops it. */
void sx_question_clear (SxQuestion *self);
