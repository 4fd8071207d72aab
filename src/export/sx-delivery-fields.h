/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of what replaces touched features: their parents' fields, identifiers that go on from the
 * highest, areas measured again. Private to the database. */
#pragma once

#include "export/sx-delivery-layer.h"

typedef struct _SxDeliveryFields SxDeliveryFields;

SxDeliveryFields *sx_delivery_fields_new (const SxDatabaseMaker *maker, const SxTableSource *source,
                                          const SxAfterLayer *layer);
void sx_delivery_fields_free (SxDeliveryFields *self);

/* Looks at the source's row at hand, for the highest BSM and the table's YSDM. */
void sx_delivery_fields_see (SxDeliveryFields *self, const SxTableSource *source);
/* A touched feature's row; takes it. */
void sx_delivery_fields_keep (SxDeliveryFields *self, SxRawRow *row, guint feature);

/* Works out the fields of piece i, after all rows were seen; in the pieces' order, each once. */
void sx_delivery_fields_set_piece (SxDeliveryFields *self, guint i);
/* Sets them as values of the row to come. */
void sx_delivery_fields_write (const SxDeliveryFields *self, SxWriterTable *table);

const char *sx_delivery_fields_ysdm (const SxDeliveryFields *self); /* NULL: none */
/* The township (feature of XZQ) that has most of the shape; -1: none. */
gint sx_delivery_fields_township (const SxDeliveryFields *self, const SxShape *shape);
const char *sx_delivery_fields_township_text (const SxDeliveryFields *self, gint township, const char *field);
char *sx_delivery_fields_day (const SxDeliveryFields *self); /* "20260630" */
