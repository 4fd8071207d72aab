/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of key projects (附表8): the program's own table sx_project, else the layers of key projects. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *type, *name, *level, *basis, *nature, *years;
  double area_ha;                /* NAN: not said */
  char *maintenance, *placement; /* 保留/新增/撤销/更新; 精准落位/示意上图/增补清单 */
} SxProject;

/* SxProject *, in stored order; empty where the package has none. Errors: those of reading a package. */
GPtrArray *sx_projects_read (const char *file, GError **error);
