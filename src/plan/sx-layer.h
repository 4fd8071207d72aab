/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One immutable layer of a plan: shapes in the plan's plane and the attribute columns that the program uses.
 * Built by one thread through SxLayerBuilder, then counted and shared by all. */
#pragma once

#include "base/sx-types.h"
#include "geometry/sx-shape.h"

typedef enum
{
  SX_COLUMN_TEXT,   /* codes: trimmed UTF-8; a numeric cell becomes its shortest text ("21", not "21.0") */
  SX_COLUMN_NUMBER, /* doubles; NULL, text that is no number and other junk become NAN; ±inf stays */
} SxColumnType;

typedef struct
{
  char *name; /* standard field name, upper case: "DLBM" */
  SxColumnType type;
  guint32 *code;   /* TEXT: per feature, index into pool; 0 is NULL or empty */
  GPtrArray *pool; /* TEXT: owned char *; pool[0] = "" */
  double *number;  /* NUMBER: per feature */
} SxColumn;

struct _SxLayer
{
  gint ref_count;
  char *name;  /* standard table name: "DLTB" */
  char *table; /* the name in the file: "dltb" */
  gboolean is_line;
  guint n_features;    /* in stored (rowid) order; features without usable geometry have no rings */
  gint64 *fid;         /* per feature: rowid in the file */
  guint32 *first_ring; /* n_features + 1 */
  SxShapeBuffer shapes;
  SxBox *box; /* per feature; empty where the feature has no rings */
  guint n_columns;
  SxColumn *columns;
};

SxLayer *sx_layer_ref (SxLayer *self);
void sx_layer_unref (SxLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxLayer, sx_layer_unref)

static inline SxShapeView
sx_layer_shape (const SxLayer *self, guint feature)
{
  guint32 r = self->first_ring[feature];

  return (SxShapeView){ self->shapes.points, self->shapes.ring_start + r, self->shapes.ring_is_shell + r,
                        self->first_ring[feature + 1] - r, self->box[feature] };
}

/* The column of that standard name, or NULL where the file has none. */
const SxColumn *sx_layer_column (const SxLayer *self, const char *name);
/* "" for NULL; never NULL. column may be NULL: "". */
const char *sx_column_text (const SxColumn *column, guint feature);
/* NAN for NULL or where column is NULL. */
double sx_column_number (const SxColumn *column, guint feature);

typedef struct _SxLayerBuilder SxLayerBuilder;

SxLayerBuilder *sx_layer_builder_new (const char *name, const char *table, gboolean is_line);
/* Adds a column, before the first feature; returns its index. */
guint sx_layer_builder_add_column (SxLayerBuilder *self, const char *name, SxColumnType type);
/* Where the next feature's rings are to be written (append, end_ring). */
SxShapeBuffer *sx_layer_builder_shapes (SxLayerBuilder *self);
/* Ends a feature: its rings are those ended in the buffer since the last feature. */
void sx_layer_builder_end_feature (SxLayerBuilder *self, gint64 fid);
/* Cells of the feature to be ended next; unset cells are NULL. text is trimmed; NULL allowed. */
void sx_layer_builder_set_text (SxLayerBuilder *self, guint column, const char *text);
void sx_layer_builder_set_number (SxLayerBuilder *self, guint column, double number);
/* Moves all features of `other` (same columns) to the end of self; other is empty then and may be filled
 * again. */
void sx_layer_builder_take (SxLayerBuilder *self, SxLayerBuilder *other);
/* Room for `times` as many features as there are, of the same size; memory that is never filled costs
 * nothing. */
void sx_layer_builder_make_room (SxLayerBuilder *self, double times);
SxLayer *sx_layer_builder_finish (SxLayerBuilder *self); /* frees the builder, gives the layer */
void sx_layer_builder_free (SxLayerBuilder *self);
