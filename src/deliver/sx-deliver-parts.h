/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a delivery consists of, and how each part is written. Private to the room. */
#pragma once

#include "base/sx-progress.h"
#include "deliver/sx-deliver.h"
#include "export/sx-delivery-stage.h"
#include "export/sx-tables.h"

#define SX_N_PARTS 6

/* Parts of different lanes are written at the same time, those of one lane in their order. */
typedef enum
{
  SX_LANE_DATABASE, /* it, and what is made from it */
  SX_LANE_SHEETS,
  SX_N_LANES,
} SxLane;

/* What is made from the database, which is made for them even where nobody asked for it. */
#define SX_PARTS_FROM_DATABASE ((guint)(SX_PART_FILEGDB | SX_PART_SHAPEFILES))

typedef struct
{
  const SxDelivery *delivery;
  const SxDeliverOptions *options;
  SxSharedTables *tables;
  const char *database; /* where it is written */
  const char *path;     /* where this part is to be written */
  SxProgress *progress;
  GCancellable *cancellable;
} SxPartWork;

typedef struct
{
  SxPart part;
  SxLane lane;
  const char *name, *title;  /* in the command line; in English, to be translated */
  const char *what, *suffix; /* of its file's name */
  double weight;             /* how long it takes, roughly */
  SxDeliveryKind is_ours;
  gboolean (*write) (const SxPartWork *work, GError **error);
} SxDeliverPart;

extern const SxDeliverPart sx_deliver_parts[SX_N_PARTS];
