/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key project of 附表8. The list is the plan's: the same in all its schemes. Immutable once shared,
 * counted; may be handed to any thread. */
#pragma once

#include "base/sx-types.h"

struct _SxProject
{
  gint ref_count;
  gint64 id;                                   /* in the package; 0 while it has none */
  char *name;                                  /* never NULL or empty in a package that this program wrote */
  char *type, *level, *basis, *nature, *years; /* as the table prints them, or NULL */
  double area_ha;                              /* NAN: not said */
  char *maintenance, *placement; /* 保留/新增/撤销/更新; 精准落位/示意上图/增补清单 */
  char *feature;                 /* where it is drawn, "JQZDXMM:12", or NULL */
};

/* The texts of a project, in the order in which the table prints them. */
typedef enum
{
  SX_PROJECT_TYPE,
  SX_PROJECT_NAME,
  SX_PROJECT_LEVEL,
  SX_PROJECT_BASIS,
  SX_PROJECT_NATURE,
  SX_PROJECT_YEARS,
  SX_PROJECT_MAINTENANCE,
  SX_PROJECT_PLACEMENT,
  SX_PROJECT_N_TEXTS,
} SxProjectText;

SxProject *sx_project_new (const char *name);
SxProject *sx_project_copy (const SxProject *self); /* a new, not yet shared one to change before use */
SxProject *sx_project_ref (SxProject *self);
void sx_project_unref (SxProject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxProject, sx_project_unref)

const char *sx_project_field (SxProjectText text);                       /* its column in sx_project */
const char *sx_project_text (const SxProject *self, SxProjectText text); /* NULL where it is not said */
/* value may be NULL; stripped, and "" is NULL. Only before the project is shared. */
void sx_project_set_text (SxProject *self, SxProjectText text, const char *value);
gboolean sx_project_equal (const SxProject *a, const SxProject *b);

/* What 附表1 counts of a list. */
typedef struct
{
  guint before, added, removed, after;
} SxProjectCounts;

/* projects: SxProject *. A project that says nothing of its maintenance stays. */
SxProjectCounts sx_project_count (const GPtrArray *projects);
