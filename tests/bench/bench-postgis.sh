#!/bin/sh
# bench-postgis.sh CLI COUNTY.gpkg PEER: a full evaluation beside the core measures of the same scheme in PostGIS, one
# after the other. PEER is a script that loads the package, prints a line a measure, and last
# "after state + all measures SECONDS s"; what it needs besides (PostgreSQL, root) it says itself.
set -eu
cli=$1 plan=$2 peer=$3

# Seconds of indexing and evaluating; reading the package is left out, as loading is for the peer.
ours () {
  "$cli" evaluate --format json "$plan" | python3 -c '
import json, sys
ms = json.load(sys.stdin)["timing_ms"]
print((ms["index"] + ms["evaluate"]) / 1000)'
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
before=$(ours)
bash "$peer" "$plan" >"$log"
after=$(ours)
cat "$log" >&2
python3 - "$before" "$after" "$log" <<'END'
import re
import sys

before, after = map(float, sys.argv[1:3])
total = re.findall(r'^after state \+ all measures\s+([0-9.]+) s', open(sys.argv[3], encoding='utf-8').read(), re.MULTILINE)
if not total:
    sys.exit('the peer did not come to its end')
theirs, ours = float(total[-1]), (before + after) / 2
print('postgis_measures: %.3f s' % theirs)
print('postgis_full_evaluation_before: %.3f s' % before)
print('postgis_full_evaluation_after: %.3f s' % after)
print('postgis_vs_full_evaluation: %.1f x' % (theirs / ours))
END
