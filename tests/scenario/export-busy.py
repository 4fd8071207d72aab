#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""export-busy.py CLI [EDITS [PARCELS [SEED…]]]: counties with plots all over the edges of their lines and over each other, handed
in and read back: whether pieces are one polygon or stay apart, be it by a hair, is the same there."""
import pathlib
import random
import re
import runpy
import sqlite3
import struct
import sys
import tempfile

from export import check_evaluated
from handed_in import export
from scenario import ROOT, finish, sample

EDITS = runpy.run_path(str(ROOT / 'tests' / 'scenario' / 'random-edits.py'))
SEEDS = [23]


def multipolygon(text, srs):
    """A GeoPackage geometry of POLYGON or MULTIPOLYGON text without holes."""
    rings = [[tuple(map(float, point.split())) for point in ring.split(',')] for ring in re.findall(r'\(([^()]+)\)', text)]
    blob = b'GP' + struct.pack('<BBi', 0, 1, srs) + struct.pack('<BII', 1, 6, len(rings))
    for ring in rings:
        blob += struct.pack('<BIII', 1, 3, 1, len(ring)) + b''.join(struct.pack('<dd', *p) for p in ring)
    return blob


def county(cli, folder, edits, parcels, seed):
    """A made-up county whose scheme is what is left of random edits."""
    package = sample(cli, folder, parcels)
    plots = {}
    for edit in EDITS['random_edits'](random.Random(seed), EDITS['extents'](package), edits):
        if edit['op'] == 'remove':
            del plots[edit['id']]
        else:
            plots.setdefault(edit['id'], {}).update(edit)
    database = sqlite3.connect(package)
    for (name,) in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'sx_adjustment'").fetchall():
        database.execute('drop trigger "%s"' % name)
    srs, column = database.execute("select srs_id, column_name from gpkg_geometry_columns where table_name = 'sx_adjustment'").fetchone()
    scheme, name = database.execute('select id, name from sx_scheme order by id').fetchone()
    database.execute('delete from sx_adjustment')
    for plot in plots.values():
        database.execute('insert into sx_adjustment ("%s", scheme_id, line, direction, situation, hxlx) values (?, ?, ?, ?, ?, ?)' % column,
                         [multipolygon(plot['wkt'], srs), scheme, plot['line'], plot['direction'], plot['situation'], plot.get('hxlx')])
    database.commit()
    database.close()
    return package, name


def main():
    cli, edits, parcels = sys.argv[1], *(list(map(int, sys.argv[2:4])) + [200, 800][len(sys.argv[2:4]):])
    faults, seeds = [], list(map(int, sys.argv[4:])) or SEEDS
    for seed in seeds:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            package, scheme = county(cli, folder, edits, parcels, seed)
            delivery, = export(cli, package, folder / 'out', 'gpkg', '--scheme', scheme)
            faults += ['seed %d: %s' % (seed, fault) for fault in check_evaluated(cli, package, scheme, delivery, False)]
    return finish(faults, '%d busy counties handed in and read back' % len(seeds))


if __name__ == '__main__':
    sys.exit(main())
