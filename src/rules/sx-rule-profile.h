/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule profile: which indicators, how they are judged, which conflicts, which situations, which choices.
 * Read from JSON (resources/rules/profile.schema.json describes it); immutable and counted afterwards. */
#pragma once

#include "base/sx-types.h"
#include "plan/sx-lines.h"
#include "rules/sx-filter.h"

typedef enum
{
  SX_COMPARE_INCREASE,
  SX_COMPARE_NOT_DECREASE,
  SX_COMPARE_DECREASE,
  SX_COMPARE_NOT_INCREASE,
  SX_COMPARE_AT_LEAST_TARGET,
  SX_COMPARE_AT_MOST_TARGET,
  SX_COMPARE_MANUAL,
} SxComparator;

/* What an indicator measures: the ids of indicators.md, in its order. */
typedef enum
{
  SX_MEASURE_ARABLE_AREA,
  SX_MEASURE_FARMLAND_AREA,
  SX_MEASURE_FOREST_AREA,
  SX_MEASURE_FOREST_COVER,
  SX_MEASURE_FARMLAND_IRRIGATED_RATIO,
  SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO,
  SX_MEASURE_FARMLAND_STEEP_AREA,
  SX_MEASURE_FARMLAND_CONTIGUITY,
  SX_MEASURE_FARMLAND_FRAGMENT_COUNT,
  SX_MEASURE_REDLINE_AREA,
  SX_MEASURE_REDLINE_ECOLOGICAL_AREA,
  SX_MEASURE_REDLINE_CROPLAND_AREA,
  SX_MEASURE_REDLINE_SMALL_COUNT,
  SX_MEASURE_BOUNDARY_AREA,
  SX_MEASURE_BOUNDARY_INCREMENT_BALANCE,
  SX_MEASURE_BOUNDARY_EXPANSION_SCALE,
  SX_MEASURE_BOUNDARY_MULTIPLIER,
  SX_MEASURE_BOUNDARY_FRAGMENT_COUNT,
  SX_MEASURE_BOUNDARY_WINDOW_COUNT,
  SX_MEASURE_BOUNDARY_ZONE_RATIO,
  SX_MEASURE_BOUNDARY_DIRECTION,
  SX_MEASURE_BOUNDARY_UNSUITABLE_AREA,
  SX_MEASURE_ROAD_DENSITY,
  SX_MEASURE_GREEN_COVERAGE,
  SX_MEASURE_SPECIAL_CASE,
  SX_MEASURE_ZONE_MATCH_FARMLAND,
  SX_MEASURE_ZONE_MATCH_BOUNDARY,
  SX_MEASURE_ZONE_MATCH_REDLINE,
  SX_MEASURE_HERITAGE_AREA,
  SX_MEASURE_FLOOD_AREA,
  SX_MEASURE_MINERAL_AREA,
  SX_MEASURE_GREEN_LINE_AREA,
  SX_MEASURE_BLUE_LINE_AREA,
  SX_MEASURE_YELLOW_LINE_AREA,
  SX_MEASURE_PURPLE_LINE_AREA,
  SX_MEASURE_LINES_OVERLAP_AREA,
  SX_MEASURE_RESERVE_SCALE,
  SX_MEASURE_RESERVE_RATIO,
  SX_N_MEASURES,
} SxMeasure;

const char *sx_measure_name (SxMeasure measure); /* "arable_area" */
gboolean sx_measure_parse (const char *text, SxMeasure *out);
const char *sx_comparator_name (SxComparator comparator);

struct _SxIndicatorRule
{
  char *id; /* = the measure's name, unless a user's profile names its own row */
  SxMeasure measure;
  int number;  /* 序号 of 附录一; 0 beyond it */
  char *group; /* farmland redline boundary centre other zoning lines reserve */
  char *label_zh, *label_en;
  char *unit;   /* 万亩, 亩, 亩/个, %, km², ha, m², km/km², 个, "" */
  int decimals; /* for people; JSON is never rounded */
  SxComparator comparator;
  char *target_parameter; /* parameter that holds the target, in the indicator's unit; NULL: none */
  double target;          /* constant target, or the default of target_parameter; NAN: none */
  char *statute;          /* the statutory sentence */
  char *source;           /* where it stands */
};

typedef enum
{
  SX_CONFLICT_OVERLAP,         /* polygon ∩ ground */
  SX_CONFLICT_OUTSIDE,         /* polygon \ ground */
  SX_CONFLICT_SAME_LINE,       /* polygon ∩ other adjustments of its line */
  SX_CONFLICT_SITUATION,       /* situation missing or unknown */
  SX_CONFLICT_SITUATION_LIMIT, /* area beyond its situation's limit */
} SxConflictKind;

/* A part of a rule's ground: a layer's features that pass a filter, or a control line's state after the
 * scheme. */
typedef struct
{
  char *layer;         /* standard table name; NULL when line_after is used */
  char *fallback;      /* layer that stands for it where absent (KCZYKCBHX for KCZYYF), or NULL */
  char *class_name;    /* the class of the profile whose tests filter holds too, or NULL */
  SxFilter *filter;    /* NULL: all features */
  gboolean line_after; /* then: the state of `line` after the scheme */
  SxLine line;
} SxGround;

typedef enum
{
  SX_SEVERITY_WARNING,
  SX_SEVERITY_ERROR,
} SxSeverity;

struct _SxConflictRule
{
  char *id;
  SxConflictKind kind;
  guint lines;           /* bit set of 1 << SxLine; all ten for "any" */
  SxDirection direction; /* or SX_DIRECTION_ANY */
  GPtrArray *grounds;    /* SxGround *: their union */
  GPtrArray *exempt;     /* SxGround * (layers only): ground that does not count */
  double distance_m;     /* ground grown by this (round, 32 segments a quadrant); 0 */
  double min_area_m2;    /* reported when larger */
  SxSeverity severity;
  char *text_zh, *text_en;
  char *source;
};

typedef enum
{
  SX_LIMIT_NONE,
  SX_LIMIT_AT_MOST, /* area ≤ limit is fine */
  SX_LIMIT_BELOW,   /* area < limit is fine */
} SxLimitKind;

typedef struct
{
  SxLine line;
  SxDirection direction;
  char *code; /* "1".."7" */
  char *text; /* the full text of 附表2–4 */
  SxLimitKind limit_kind;
  double limit_m2;
} SxSituation;

typedef enum
{
  SX_CONTIGUITY_FARMLAND,
  SX_CONTIGUITY_CROPLAND,
} SxContiguityLayer;

typedef enum
{
  SX_FRAGMENT_BUFFERED,
  SX_FRAGMENT_SOURCE,
} SxFragmentArea;

struct _SxRuleProfile
{
  gint ref_count;
  char *id, *title_zh, *title_en, *source;
  GPtrArray *indicators;  /* SxIndicatorRule *, in the panel's order */
  GPtrArray *conflicts;   /* SxConflictRule * */
  GPtrArray *situations;  /* SxSituation * */
  GHashTable *parameters; /* char * → char *: defaults where the package has no sx_parameter */

  /* choices and limits of indicators.md */
  gboolean code_match_first4;
  SxContiguityLayer contiguity_layer;
  SxFragmentArea fragment_area;
  int multiplier_decimals;
  char **residential_codes;                   /* prefixes of YDYHFLDM */
  char **park_codes;                          /* prefixes: 1401, 1403 */
  double park_min_m2;                         /* 400 */
  double cluster_distance_m;                  /* 10 */
  double fragment_plain_m2, fragment_hill_m2; /* 5 亩, 3 亩 */
  double boundary_fragment_m2;                /* 15 亩 */
  double redline_small_m2;                    /* 1 km² */
  double window_farmland_m2;                  /* 1 */
  double sliver_m2;                           /* 0.01 */

  /* named filters ("classes" in the JSON); none is NULL */
  SxFilter *cropland;               /* DLTB */
  SxFilter *ecological;             /* DLTB */
  SxFilter *built2020;              /* DLTB2020: first of two alternatives */
  SxFilter *built2020_or;           /* DLTB2020: second; built = either */
  SxFilter *urban2020;              /* DLTB2020 */
  SxFilter *irrigated;              /* YJJBNTBHTB */
  SxFilter *steep;                  /* YJJBNTBHTB */
  SxFilter *redline_counted;        /* STBHHX HXLX for redline_area */
  SxFilter *unsuitable_suitability; /* CZJSSYXPJJG */
  SxFilter *unsuitable_hazard;      /* DZZHQ */
};

/* The built-in profile of that id ("anhui-2026", …), or the file when the text has a '/' or ends in ".json".
 */
SxRuleProfile *sx_rule_profile_load (const char *id_or_file, GError **error);
/* From text; `name` is what messages call it. */
SxRuleProfile *sx_rule_profile_parse (const char *text, gssize length, const char *name, GError **error);
const char *const *sx_rule_profile_builtin_ids (void);
SxRuleProfile *sx_rule_profile_ref (SxRuleProfile *self);
void sx_rule_profile_unref (SxRuleProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRuleProfile, sx_rule_profile_unref)

const SxSituation *sx_rule_profile_situation (const SxRuleProfile *self, SxLine line, SxDirection direction,
                                              const char *code); /* NULL: no such */
/* What the package must be read for: table → GPtrArray of field names (char *), beyond the catalogue's own.
 */
GHashTable *sx_rule_profile_needed_columns (const SxRuleProfile *self);
