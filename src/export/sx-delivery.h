/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme is handed in as: one evaluated state, from which the database, the tables, the maps and the
 * report are all made, each carrying its fingerprint. Owned by one thread. */
#pragma once

#include <gio/gio.h>

#include "evaluate/sx-result.h"
#include "export/sx-after-state.h"

#define SX_DELIVERY_SRS 4490 /* EPSG code of what is handed in */

/* A maintained layer that no indicator needs: to be read beside those. */
#define SX_DELIVERY_CITY_ZONES "ZXCQGHFQ"

typedef struct
{
  SxPlan *plan;
  const SxScheme *scheme; /* borrowed */
  SxResult *result;
  SxAfterState *after;
  SxMetric metric;
  char *code;        /* 行政区代码, "341699" */
  char *name;        /* 行政区名称 */
  guint year;        /* 维护年度 */
  gboolean is_city;  /* 市级, else 县级 */
  char *date;        /* "2026-06-30", of the export */
  char *fingerprint; /* of the plan's data and the scheme: 64 hexadecimal digits */
  GPtrArray *faults; /* char *: invariants that do not hold; empty as it should be */
  /* char *, Chinese sentences: what is wrong with it and who hands it in takes on all the same, as every file
   * says; filled in before anything is written (sx_delivery_accept() of deliver/sx-preflight.h) */
  GPtrArray *accepted;
} SxDelivery;

/* The scheme has to outlive it. Errors: FORMAT for a scheme without any change, GEOMETRY, CANCELLED. */
SxDelivery *sx_delivery_new (SxPlan *plan, const SxScheme *scheme, SxResult *result, const SxMetric *metric,
                             GCancellable *cancellable, GError **error);
void sx_delivery_free (SxDelivery *self);
/* What the county is called, where the plan does not say it or says it otherwise. */
void sx_delivery_set_name (SxDelivery *self, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxDelivery, sx_delivery_free)

/* "{code}{name}{year}年度县级国土空间总体规划动态维护{what}.{suffix}", without anything that a file name
 * cannot have. suffix NULL: the name of a folder. */
char *sx_delivery_file_name (const SxDelivery *self, const char *what, const char *suffix);

/* SHA-256 over the scheme and what the catalogue, the rules and an export know of the plan, whatever the
 * file's bytes are and whatever else its reader asked for. NULL when cancelled. */
char *sx_delivery_fingerprint (const SxPlan *plan, const SxScheme *scheme, const SxRuleProfile *rules,
                               GCancellable *cancellable, GError **error);
