#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""random-edits.py CLI [EDITS [PARCELS [SEED [METRES]]]]: random edits of a made-up county, all lines, many sizes, some of them
invalid polygons, replayed with --verify: after each the incremental numbers are those of a full evaluation. METRES: all of them
in a square of that side, beside and over each other, as plots are where a planner works."""
import json
import math
import pathlib
import random
import sqlite3
import sys
import tempfile

from scenario import finish, run, sample

LINES = ['farmland'] * 4 + ['redline'] * 3 + ['boundary'] * 5 + ['heritage', 'flood', 'mineral', 'green', 'blue', 'yellow', 'purple']
SITUATIONS = [None, '1', '2', '3', '4', '5', '6', '7']


def extents(package):
    """Boxes in which an edit of a line finds something to touch: the line's own features, else the county (also where the line is
    stored in other coordinates than the county)."""
    tables = {'farmland': 'YJJBNTBHTB', 'redline': 'STBHHX', 'boundary': 'CZKFBJGX'}
    with sqlite3.connect('file:%s?mode=ro' % package, uri=True) as database:
        boxes = {name.upper(): (srs, box) for name, srs, *box in database.execute(
            'select table_name, srs_id, min_x, min_y, max_x, max_y from gpkg_contents where min_x is not null')}
    srs, county = boxes['DLTB']
    own = {line: boxes[tables[line]] for line in tables}
    return {line: own[line][1] if line in own and own[line][0] == srs else county for line in set(LINES)}


def middle(box, metres):
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return [x - metres / 2, y - metres / 2, x + metres / 2, y + metres / 2]


def ring(rng, box):
    """A star-shaped ring around a random place; now and then a bow-tie, which has to be repaired."""
    x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
    size = min(10 ** rng.uniform(0.7, 2.8), (box[2] - box[0]) / 4)  # 5 m to 600 m
    n = rng.randint(3, 24)
    points = [(x + size * rng.uniform(0.3, 1) * math.cos(2 * math.pi * i / n),
               y + size * rng.uniform(0.3, 1) * math.sin(2 * math.pi * i / n)) for i in range(n)]
    if rng.random() < 0.05:
        rng.shuffle(points)
    return '((%s))' % ', '.join('%.4f %.4f' % p for p in points + points[:1])


def polygon(rng, box):
    if rng.random() < 0.1:
        return 'MULTIPOLYGON(%s, %s)' % (ring(rng, box), ring(rng, box))
    return 'POLYGON' + ring(rng, box)


def random_edits(rng, boxes, n):
    edits, lines = [], {}
    while len(edits) < n:
        kind = rng.random()
        if kind < 0.6 or not lines:
            line, name = rng.choice(LINES), 'e%d' % len(edits)
            lines[name] = line
            edit = {'op': 'add', 'id': name, 'line': line, 'direction': rng.choice(['in', 'out']),
                    'situation': rng.choice(SITUATIONS), 'wkt': polygon(rng, boxes[line])}
            if line == 'boundary' and rng.random() < 0.3:
                edit['uncounted'] = 1
            if line == 'redline' and rng.random() < 0.3:
                edit['hxlx'] = rng.choice(['12', '31'])
        elif kind < 0.8:
            name = rng.choice(sorted(lines))
            edit = {'op': 'replace', 'id': name, 'wkt': polygon(rng, boxes[lines[name]])}
        else:
            name = rng.choice(sorted(lines))
            del lines[name]
            edit = {'op': 'remove', 'id': name}
        edits.append(edit)
    return edits


def main():
    cli = sys.argv[1]
    n, parcels, seed, metres = (list(map(int, sys.argv[2:])) + [60, 1500, 1, 0][len(sys.argv) - 2:])[:4]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        package = sample(cli, folder, parcels)
        edits, boxes = folder / 'edits.json', extents(package)
        if metres:
            boxes = dict.fromkeys(boxes, middle(boxes['farmland'], metres))
        edits.write_text(json.dumps(random_edits(random.Random(seed), boxes, n)), encoding='utf-8')
        status, out, messages = run(cli, 'replay', package, '--edits', edits, '--verify')
        faults = []
        if status or out.count('\n') != n:
            keep = pathlib.Path(tempfile.gettempdir()) / 'random-edits-failed.json'
            keep.write_bytes(edits.read_bytes())
            faults.append('exit status %d after %d of %d steps (%s)\n%s' % (status, out.count('\n'), n, keep, messages))
    return finish(faults, '%d edits, each the same as a full evaluation' % n)


if __name__ == '__main__':
    sys.exit(main())
