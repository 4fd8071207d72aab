/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* To be asked of memory that is about to be filled: where it is large, the kernel hands it out in huge pages.
 * With pages of 4 KiB it takes longer to hand out a plan's memory than to read the plan into it. */
void sx_memory_advise_huge (gpointer memory, gsize size);
