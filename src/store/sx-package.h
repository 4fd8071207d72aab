/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a plan package (plan-package.md) into an SxPlan. Never writes to the file, not even a journal. Uses
 * all cores: one read-only connection a thread. Any thread; each call is independent. */
#pragma once

#include <gio/gio.h>
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

typedef struct
{
  GHashTable *extra_columns; /* table → GPtrArray of field names a rule profile needs
                                (sx_rule_profile_needed_columns); NULL */
  guint n_threads;           /* 0: number of cores */
  /* Called from any thread, at most some 20 times a second: fraction 0–1. May be NULL. */
  void (*progress) (double fraction, const char *table, gpointer data);
  /* Called on the reading thread as soon as a layer is complete (the editor paints it), with the plane it is
   * in. May be NULL. */
  void (*layer_ready) (SxLayer *layer, SxPlane plane, gpointer data);
  gpointer data;
} SxReadOptions;

/* options may be NULL. Errors: NOT_FOUND, UNREADABLE, FORMAT, CRS, LIMIT, G_IO_ERROR_CANCELLED. */
SxPlan *sx_package_read (const char *file, const SxReadOptions *options, GCancellable *cancellable,
                         GError **error);

typedef struct
{
  gint64 id;
  char *name, *note, *created, *modified;
} SxSchemeInfo;

void sx_scheme_info_free (SxSchemeInfo *self);
/* SxSchemeInfo *, by id; empty where the package has no sx_ tables. */
GPtrArray *sx_package_list_schemes (const char *file, GError **error);
/* One scheme with all it holds, geometry in the plan's plane and repaired (repairs of its polygons are
 * appended to *repairs when not NULL: GArray of SxRepair). name NULL: the only scheme, or an empty one where
 * there is none; with two or more an error (SX_ERROR_USAGE) that names them. */
SxScheme *sx_package_read_scheme (const SxPlan *plan, const char *name, GArray *repairs, GError **error);
/* Several schemes by their ids, all as they were at one and the same moment: SxScheme *, in that order.
 * Errors as above, NOT_FOUND where one is not there (any more). */
GPtrArray *sx_package_read_schemes (const SxPlan *plan, const gint64 *ids, guint n, GError **error);
