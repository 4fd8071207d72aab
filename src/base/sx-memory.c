/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-memory.h"

#include <sys/mman.h>

#define HUGE_FROM (4 << 20) /* bytes: of less, too much would be rounding */
#define HUGE_PAGE ((guintptr)1 << 21)

void
sx_memory_advise_huge (gpointer memory, gsize size)
{
#ifdef MADV_HUGEPAGE
  guintptr start = ((guintptr)memory + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
  guintptr end = ((guintptr)memory + size) & ~(HUGE_PAGE - 1);

  if (size >= HUGE_FROM && end > start)
    madvise ((gpointer)start, end - start, MADV_HUGEPAGE);
#endif
}
