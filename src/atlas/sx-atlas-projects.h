/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the key projects of 附表8 are: the package's layers of them. */
#pragma once

#include <gio/gio.h>

#include "plan/sx-plan.h"

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
  SxProjectState state;
  SxProjectKind kind;
  SxShape *shape; /* in the plane; POINT: a line of one point */
} SxAtlasProject;

/* SxAtlasProject *, in stored order; empty where the package has none. Errors: those of reading a package. */
GPtrArray *sx_atlas_projects_read (const SxPlan *plan, GError **error);
