/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key projects of 附表8: where they are is in the package's layers of them, what they are in the plan's
 * list where it has one. */
#pragma once

#include <gio/gio.h>

#include "export/sx-delivery.h"

typedef enum
{
  SX_PROJECT_NEW, /* 新增, and where nothing is said */
  SX_PROJECT_UPDATED,
  SX_PROJECT_KEPT,
  SX_PROJECT_DROPPED,
} SxProjectState;

typedef enum
{
  SX_PROJECT_AREA,
  SX_PROJECT_LINE,
  SX_PROJECT_POINT,
} SxProjectKind;

typedef struct
{
  char *name, *type; /* never NULL */
  char *placement;   /* 精准落位, 示意上图, 增补清单, or "" */
  char *feature;     /* "JQZDXMM:12", or NULL */
  SxProjectState state;
  SxProjectKind kind;
  SxShape *shape; /* in the plane; POINT: a line of one point; NULL: it is on no map */
} SxAtlasProject;

/* SxAtlasProject *, in stored order, then those of the list that have no ground; empty where the plan has
 * none. Errors: those of reading a package. */
GPtrArray *sx_atlas_projects_read (const SxDelivery *delivery, GError **error);
