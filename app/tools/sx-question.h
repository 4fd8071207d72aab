/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover of a tool on the map, where the pointer is. */
#pragma once

#include "tools/sx-tool.h"

typedef struct
{
  GtkWidget *popover; /* owned by the tool, on the map while it is shown */
} SxQuestion;

void sx_question_ask (SxQuestion *self, SxTool *tool);
/* Takes it off the map. */
void sx_question_end (SxQuestion *self);
