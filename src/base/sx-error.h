/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One error domain for the whole core. A code is what a caller can act on; the message is one sentence in the
 * user's language that says what is wrong, where (file, table, fid, JSON path) and what to do. Cancellation
 * is G_IO_ERROR_CANCELLED. */
#pragma once

#include <glib.h>

#define SX_ERROR (sx_error_quark ())
GQuark sx_error_quark (void);

typedef enum
{
  SX_ERROR_NOT_FOUND,  /* no such file, scheme, id */
  SX_ERROR_UNREADABLE, /* the file cannot be read (permission, lock, damage) */
  SX_ERROR_FORMAT,     /* it can be read but is not what it should be */
  SX_ERROR_CRS,        /* missing or unusable coordinate system */
  SX_ERROR_RULES,      /* a mistake in a rule profile */
  SX_ERROR_GEOMETRY,   /* a geometry that cannot be used or an overlay that failed */
  SX_ERROR_UNWRITABLE, /* the package cannot be written */
  SX_ERROR_LIMIT,      /* larger than the program accepts */
  SX_ERROR_USAGE,      /* a command line that cannot be understood */
  SX_ERROR_CONFLICT,   /* another program changed meanwhile what this is about */
  SX_ERROR_INTERNAL,   /* a bug of this program */
} SxErrorCode;
