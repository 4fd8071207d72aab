#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench-postgis.sh CLI COUNTY.gpkg PEER: a full evaluation beside the core measures of the same scheme in PostGIS, one
# after the other. PEER is a script that loads the package, prints a line a measure, and last
# "after state + all measures SECONDS s"; what it needs besides (PostgreSQL, root) it says itself. Needs sqlite3, ogr2ogr.
set -eu
cli=$1 plan=$2 peer=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"

# Seconds of indexing, and of evaluating. Reading the package is left out, as loading and indexing are for the peer.
ours () {
  "$cli" evaluate --format json "$plan" | python3 -c '
import json, sys
ms = json.load(sys.stdin)["timing_ms"]
print(ms["index"] / 1000, ms["evaluate"] / 1000)'
}

# The peer wants all tables in one CRS, that of DLTB.
same_crs () {
  cp "$plan" "$folder/county.gpkg"
  crs=$(sqlite3 "$plan" "select srs_id from gpkg_geometry_columns where lower(table_name) = 'dltb'")
  for table in $(sqlite3 "$plan" "select table_name from gpkg_geometry_columns where srs_id <> $crs"); do
    ogr2ogr -update -overwrite -t_srs "EPSG:$crs" -nln "$table" "$folder/county.gpkg" "$plan" "$table"
  done
}

same_crs
before=$(ours)
bash "$peer" "$folder/county.gpkg" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
after=$(ours)
cat "$folder/log" >&2
if grep -q ERROR "$folder/log"; then
  echo "the peer did not take all measures" >&2
  exit 1
fi
theirs=$(sed -n 's/^after state + all measures *\([0-9.]*\) s.*/\1/p' "$folder/log")
python3 - "$theirs" $before $after <<'END'
import sys

theirs, index, evaluate, index_again, evaluate_again = map(float, sys.argv[1:])
evaluate, index = (evaluate + evaluate_again) / 2, (index + index_again) / 2
print('postgis_measures: %.3f s' % theirs)
print('postgis_our_index: %.3f s' % index)
print('postgis_our_evaluate: %.3f s' % evaluate)
print('postgis_vs_index_and_evaluate: %.1f x' % (theirs / (index + evaluate)))
print('postgis_vs_evaluate: %.1f x' % (theirs / evaluate))
END
