/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-formula.h"

#include "base/sx-i18n.h"

typedef struct
{
  const char *words;
  const char *tables[8];
} Formula;

#define LINE_AREA                                                                                            \
  N_ ("Area of the line after taking out and in: features keep their stored area, clipped ones their "       \
      "share.")
#define ZONE_MATCH                                                                                           \
  N_ ("Area of the line inside the zone ÷ area of the zone. Zones follow the lines where these change.")
#define EXPANSION                                                                                            \
  N_ ("Expansion scale C: boundary less what was built in 2020, less approved land, less what is marked as " \
      "uncounted.")

static const Formula formulas[SX_N_MEASURES] = {
  [SX_MEASURE_ARABLE_AREA]
  = { N_ ("Sum of the net area of cropland parcels (paddy, irrigated, dry) outside towns and villages."),
      { "DLTB" } },
  [SX_MEASURE_FARMLAND_AREA] = { N_ ("Sum of the farmland parcels after taking out and in: clipped ones "
                                     "count their share, new ones the net area of the land they take."),
                                 { "YJJBNTBHTB", "DLTB" } },
  [SX_MEASURE_FOREST_AREA] = { N_ ("Given by the scheme; without it, unchanged."), { NULL } },
  [SX_MEASURE_FOREST_COVER] = { N_ ("Given by the scheme; without it, unchanged."), { NULL } },
  [SX_MEASURE_FARMLAND_IRRIGATED_RATIO]
  = { N_ ("Paddy and irrigated land in the farmland ÷ all farmland."), { "YJJBNTBHTB", "DLTB" } },
  [SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO]
  = { N_ ("Farmland inside high-standard farmland, each parcel by its share ÷ all farmland."),
      { "YJJBNTBHTB", "GBZNT", "DLTB" } },
  [SX_MEASURE_FARMLAND_STEEP_AREA]
  = { N_ ("Sum of farmland parcels of cropland with slope grade 4 or 5."), { "YJJBNTBHTB", "DLTB" } },
  [SX_MEASURE_FARMLAND_CONTIGUITY] = { N_ ("Farmland area ÷ number of clusters; pieces at most 10 m apart "
                                           "(buffers of 5 m that meet) are one cluster."),
                                       { "YJJBNTBHTB", "DLTB" } },
  [SX_MEASURE_FARMLAND_FRAGMENT_COUNT]
  = { N_ ("Number of farmland clusters below 5 mu (plain) or 3 mu (hills) after a buffer of 5 m."),
      { "YJJBNTBHTB", "DLTB" } },
  [SX_MEASURE_REDLINE_AREA]
  = { N_ ("Sum of the areas of red-line features of kinds 11–15 and 21–25."), { "STBHHX" } },
  [SX_MEASURE_REDLINE_ECOLOGICAL_AREA]
  = { N_ ("Area of forest, grassland, wetland and water inside the red line."), { "STBHHX", "DLTB" } },
  [SX_MEASURE_REDLINE_CROPLAND_AREA] = { N_ ("Area of cropland inside the red line."), { "STBHHX", "DLTB" } },
  [SX_MEASURE_REDLINE_SMALL_COUNT]
  = { N_ ("Number of polygons of the dissolved red line smaller than 1 km²."), { "STBHHX" } },
  [SX_MEASURE_BOUNDARY_AREA] = { LINE_AREA, { "CZKFBJGX" } },
  [SX_MEASURE_BOUNDARY_INCREMENT_BALANCE] = { N_ ("Taken in + scattered urban land outside the boundary − "
                                                  "taken out, each less what was built in 2020."),
                                              { "CZKFBJGX", "DLTB2020", "DLCZJSYD" } },
  [SX_MEASURE_BOUNDARY_EXPANSION_SCALE] = { EXPANSION, { "CZKFBJGX", "DLTB2020", "PZJSYD" } },
  [SX_MEASURE_BOUNDARY_MULTIPLIER]
  = { N_ ("Expansion scale C ÷ urban land of 2020 + 1, rounded to 2 decimals."),
      { "CZKFBJGX", "DLTB2020", "PZJSYD" } },
  [SX_MEASURE_BOUNDARY_FRAGMENT_COUNT]
  = { N_ ("Number of polygons of the dissolved boundary below 15 mu."), { "CZKFBJGX" } },
  [SX_MEASURE_BOUNDARY_WINDOW_COUNT]
  = { N_ ("Number of holes of the dissolved boundary that hold more than 1 m² of farmland."),
      { "CZKFBJGX", "YJJBNTBHTB" } },
  [SX_MEASURE_BOUNDARY_ZONE_RATIO]
  = { N_ ("Development zones and parks inside the boundary ÷ all development zones and parks."),
      { "CZKFBJGX", "KFQ", "FNYQ" } },
  [SX_MEASURE_BOUNDARY_DIRECTION] = { N_ ("A person judges. As an aid: the share of new boundary area in the "
                                          "main direction, and how the centroid moves."),
                                      { "CZKFBJGX", "FZFX" } },
  [SX_MEASURE_BOUNDARY_UNSUITABLE_AREA]
  = { N_ ("Area inside the boundary of unsuitable ground: suitability grade 21, high hazard, flood storage, "
          "minerals, large sites."),
      { "CZKFBJGX", "CZJSSYXPJJG", "DZZHQ", "XZHQ", "KCZYYF", "DYZ" } },
  [SX_MEASURE_ROAD_DENSITY]
  = { N_ ("Length of roads in the central city ÷ its area."), { "ZXCQDLZXX", "ZXCQFW" } },
  [SX_MEASURE_GREEN_COVERAGE] = { N_ ("Residential land within 300 m of parks and squares of at least 400 m² "
                                      "÷ all residential land of the central city."),
                                  { "ZXCQGHYDYH", "ZXCQFW" } },
  [SX_MEASURE_SPECIAL_CASE] = { N_ ("A person judges."), { NULL } },
  [SX_MEASURE_ZONE_MATCH_FARMLAND] = { ZONE_MATCH, { "YJJBNTBHTB", "GHFQ" } },
  [SX_MEASURE_ZONE_MATCH_BOUNDARY] = { ZONE_MATCH, { "CZKFBJGX", "GHFQ" } },
  [SX_MEASURE_ZONE_MATCH_REDLINE] = { ZONE_MATCH, { "STBHHX", "GHFQ" } },
  [SX_MEASURE_HERITAGE_AREA] = { LINE_AREA, { "LSWHBHX" } },
  [SX_MEASURE_FLOOD_AREA] = { LINE_AREA, { "HLFXKZX" } },
  [SX_MEASURE_MINERAL_AREA] = { LINE_AREA, { "KCZYKCBHX" } },
  [SX_MEASURE_GREEN_LINE_AREA] = { LINE_AREA, { "ZXCQCSLVX" } },
  [SX_MEASURE_BLUE_LINE_AREA] = { LINE_AREA, { "ZXCQCSLX" } },
  [SX_MEASURE_YELLOW_LINE_AREA] = { LINE_AREA, { "ZXCQCSHX" } },
  [SX_MEASURE_PURPLE_LINE_AREA] = { LINE_AREA, { "ZXCQCSZX" } },
  [SX_MEASURE_LINES_OVERLAP_AREA]
  = { N_ ("Farmland in the red line + farmland in the boundary + red line in the boundary."),
      { "YJJBNTBHTB", "STBHHX", "CZKFBJGX" } },
  [SX_MEASURE_RESERVE_SCALE]
  = { N_ ("Expansion scale before − expansion scale after: increment that is kept for later."),
      { "CZKFBJGX", "DLTB2020", "PZJSYD" } },
  [SX_MEASURE_RESERVE_RATIO]
  = { N_ ("Reserve ÷ expansion scale before."), { "CZKFBJGX", "DLTB2020", "PZJSYD" } },
};

const char *
sx_words_formula (SxMeasure measure)
{
  g_return_val_if_fail ((guint)measure < SX_N_MEASURES, "");
  return _ (formulas[measure].words);
}

const char *const *
sx_measure_tables (SxMeasure measure)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail ((guint)measure < SX_N_MEASURES, none);
  return formulas[measure].tables;
}
