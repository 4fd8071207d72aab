/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+C and a polite kill as a cancellable, so that a command ends in order. */
#pragma once

#include <gio/gio.h>

/* From now on SIGINT and SIGTERM cancel it. To be called before any other thread is made, and once. Borrowed,
 * for the life of the program. */
GCancellable *sx_interrupt_cancellable (void);
