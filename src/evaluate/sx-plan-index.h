/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an evaluator knows of a plan before any scheme: item sets of the layers, the point sets that the
 * indicators and conflict rules speak of, and the measures of the state as it is. Made by all cores, then
 * read-only. */
#pragma once

#include <gio/gio.h>
#include "base/sx-progress.h"
#include "evaluate/sx-balance.h"
#include "evaluate/sx-region.h"
#include "plan/sx-lines.h"
#include "plan/sx-plan.h"
#include "rules/sx-rule-profile.h"

/* The zone a piece of ground is in: first digit of GHFQDM, or of the zone's name. */
enum
{
  SX_ZONE_NONE = 0, /* outside GHFQ */
  SX_ZONE_ECOLOGICAL_PROTECTION = 1,
  SX_ZONE_ECOLOGICAL_CONTROL = 2,
  SX_ZONE_FARMLAND = 3,
  SX_ZONE_URBAN = 4,
  SX_ZONE_RURAL = 5,
  SX_ZONE_OTHER = 9,
};

/* Pairs of control lines, for overlaps. */
enum
{
  SX_PAIR_FARMLAND_REDLINE,
  SX_PAIR_FARMLAND_BOUNDARY,
  SX_PAIR_REDLINE_BOUNDARY,
  SX_N_PAIRS
};

/* The ground of a static conflict rule, by rule number; NULL where the rule has none or its layers are all
 * absent. */
typedef struct
{
  gboolean is_skipped; /* its layers are all absent */
  gboolean is_shared;  /* ground belongs to the index */
  SxRegion *ground;    /* less the exempt ground */
} SxRuleGround;

typedef struct
{
  SxPlan *plan;
  SxRuleProfile *rules;
  SxMetric metric;
  GHashTable *item_sets; /* standard table name → SxItemSet *, of the layers the plan has */

  guint8 *cropland, *ecological; /* per DLTB feature; NULL without DLTB */
  guint8 *redline_counted;       /* per STBHHX feature: counts in redline_area */
  guint8 *zone_class;            /* per GHFQ feature */

  SxRegion *line[SX_N_LINES];  /* base ground of each line; empty where its table is absent */
  SxRegion *eco, *crop;        /* of DLTB */
  SxRegion *built;             /* Built2020 */
  SxRegion *built_or_approved; /* Built2020 ∪ PZJSYD */
  SxRegion *unbuilt_scattered; /* DLCZJSYD \ Built2020 */
  SxRegion *urban2020;
  SxRegion *parks;        /* KFQ ∪ FNYQ */
  SxRegion *unsuitable;   /* U */
  SxRegion *highstandard; /* GBZNT */
  SxRegion *direction;    /* FZFX */
  SxRegion *zones;        /* GHFQ, first stored where zones overlap */
  SxRegion *zone[3];      /* the zones that farmland, redline and boundary are matched with (300, 100, 400) */
  guint32
      present_lines; /* bits: lines whose table the plan has; the others stay empty whatever a scheme says */
  guint32 watching_lines,
      watched_lines;         /* bits: lines with a rule about another line's after-state, and those others */
  SxRuleGround *rule_ground; /* per conflict rule of the profile */

  double measure_ms; /* spent on the base measures, of the whole */

  /* base measures, m² */
  double line_m[SX_N_LINES]; /* M(layer); redline: the counted types */
  double redline_eco, redline_crop;
  SxPoint boundary_centroid;
  double boundary, expansion, balance_scattered; /* A(boundary), C, A(DLCZJSYD \ boundary \ Built2020) */
  double zone_parks, parks_area, boundary_unsuitable, urban2020_area;
  double zone_area[3], zone_match[3]; /* by line: farmland, redline, boundary */
  double overlap[SX_N_PAIRS];
  double arable;                        /* Σ TBDLMJ over cropland */
  SxBalanceBase balance[SX_N_BALANCES]; /* zones, land use */
} SxPlanIndex;

#define SX_PLAN_INDEX_SHARE 0.7 /* of the work of making an evaluator */

/* progress gets SX_PLAN_INDEX_SHARE in all; may be NULL. */
SxPlanIndex *sx_plan_index_new (SxPlan *plan, SxRuleProfile *rules, gboolean is_planar, SxProgress *progress,
                                GCancellable *cancellable, GError **error);
void sx_plan_index_free (SxPlanIndex *self);

/* The measure M of a feature of a control line: its attribute where it is finite and not negative, else its
 * computed area; m². `field` is the attribute's name (MJ, YJJBNTMJ). */
double sx_plan_index_measure (const SxPlanIndex *self, SxLine line, guint feature);
SxItemSet *sx_plan_index_items (const SxPlanIndex *self,
                                const char *table); /* NULL where the plan has no such table */
gboolean sx_plan_index_has (const SxPlanIndex *self, const char *table);
guint8 sx_zone_class (const char *code, const char *name);
