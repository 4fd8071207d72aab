/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of the submission: as it came, or with what replaces its touched features. Private to the
 * database. */
#pragma once

#include "export/sx-delivery.h"
#include "export/sx-table-source.h"
#include "store/sx-package-writer.h"

typedef struct
{
  const SxDelivery *delivery;
  SxPackageWriter *writer;
  const SxPackageFile *file;
  sqlite3 *db;           /* of the source */
  GHashTable *land;      /* DLTB feature → SxRawRow *, of parcels that new farmland inherits from */
  GPtrArray *land_names; /* char *: DLTB's fields; NULL before it was read */
  SxDegreeGrid *degrees; /* of the plan's plane */
  SxLayer *townships;    /* XZQ, or NULL */
} SxDatabaseMaker;

/* A stored row, kept. */
typedef struct
{
  gint64 fid;
  guint n;
  sqlite3_value **values;
  GBytes *geometry;
  SxBox box;
} SxRawRow;

void sx_raw_row_free (SxRawRow *self);

/* Copies a table that the scheme does not change; keeps the rows of DLTB that are asked for. */
gboolean sx_delivery_copy_layer (SxDatabaseMaker *maker, SxTableSource *source, const char *title,
                                 GError **error);
/* The after-state of a table, and its WHQ, WHC and WHH where it is a maintained one. */
gboolean sx_delivery_write_layer (SxDatabaseMaker *maker, SxTableSource *source, const SxAfterLayer *layer,
                                  const char *title, GError **error);
/* WHQ, WHC and WHH of a maintained table that no scheme can change: empty. */
void sx_delivery_write_unchanged (SxDatabaseMaker *maker, const SxTableSource *source, const char *title);
