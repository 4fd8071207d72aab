/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme holds. The items are immutable and counted; a scheme is a plain list of them, owned by one
 * thread. */
#pragma once

#include "base/sx-types.h"
#include "geometry/sx-shape.h"
#include "plan/sx-lines.h"
#include "plan/sx-project.h"

struct _SxAdjustment
{
  gint ref_count;
  gint64 fid; /* in the package; 0 while it has none */
  char *key;  /* the edit's id in `replay`, else NULL */
  SxLine line;
  SxDirection direction;
  char *situation; /* "1".."7" or NULL */
  char *name, *project, *basis, *note;
  char *hxlx; /* NULL: the default 11 */
  gboolean uncounted;
  SxShape *shape; /* valid polygons in the plan's plane, may be empty */
};

typedef enum
{
  SX_RECLASS_GHYDYH,
  SX_RECLASS_GHFQ,
} SxReclassLayer;

struct _SxReclass
{
  gint ref_count;
  gint64 fid;
  SxReclassLayer layer;
  char *code, *name, *note;
  SxShape *shape;
};

struct _SxRoad
{
  gint ref_count;
  gint64 fid;
  gboolean is_removal;
  char *grade, *name;
  SxShape *shape; /* polylines */
};

struct _SxJudgement
{
  char *indicator, *verdict, *reason;
};

struct _SxScheme
{
  gint64 id;              /* sx_scheme.id; 0: the empty scheme of a package without one */
  char *name;             /* "" for the empty scheme */
  GPtrArray *adjustments; /* SxAdjustment *, stored order */
  GPtrArray *reclasses;   /* SxReclass * */
  GPtrArray *roads;       /* SxRoad * */
  GPtrArray *judgements;  /* SxJudgement * */
  GPtrArray *projects;    /* SxProject *, by id: the plan's list, alike in all its schemes */
  GHashTable *parameters; /* "forest_area" → text: sx_parameter scheme.<id>.<key> */
};

SxAdjustment *sx_adjustment_new (SxLine line, SxDirection direction, SxShape *shape); /* refs the shape */
SxAdjustment *
sx_adjustment_copy (const SxAdjustment *self); /* a new, not yet shared one to change before use */
SxAdjustment *sx_adjustment_ref (SxAdjustment *self);
void sx_adjustment_unref (SxAdjustment *self);
SxReclass *sx_reclass_new (SxReclassLayer layer, const char *code, SxShape *shape);
SxReclass *sx_reclass_copy (const SxReclass *self); /* as above */
SxReclass *sx_reclass_ref (SxReclass *self);
void sx_reclass_unref (SxReclass *self);
SxRoad *sx_road_new (gboolean is_removal, SxShape *shape);
SxRoad *sx_road_copy (const SxRoad *self); /* as above */
SxRoad *sx_road_ref (SxRoad *self);
void sx_road_unref (SxRoad *self);
SxScheme *sx_scheme_new (gint64 id, const char *name);
void sx_scheme_free (SxScheme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxAdjustment, sx_adjustment_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxReclass, sx_reclass_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRoad, sx_road_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxScheme, sx_scheme_free)
