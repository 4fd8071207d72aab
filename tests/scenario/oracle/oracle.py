#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""oracle.py CLI [PATTERN [FOLDER]]: evaluate and replay against a second implementation, on dirty variants of counties.

The second one is slow and plain, written from the definition of the indicators alone, and shares nothing with the
program but GEOS and PROJ. Skipped without Shapely 1.8 and pyproj, or where the counties with known numbers are not
there. FOLDER keeps the packages."""
import fnmatch
import json
import math
import multiprocessing
import pathlib
import sys
import tempfile
import traceback
import warnings
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from scenario import ROOT, SKIPPED, finish, run, sample  # noqa: E402

COUNTIES = ROOT.parent / 'shared' / 'cases'
try:
    import numpy
    import pyproj
    import shapely

    if not shapely.__version__.startswith('1.8'):
        raise ImportError('Shapely %s' % shapely.__version__)
    warnings.simplefilter('ignore')
    sys.path.insert(0, str(COUNTIES))
    sys.dont_write_bytecode = True
    import compare
    from dirty import LAYERS, LINES, Dirty
    from indicators import Oracle
    from package import parts_of
except (ImportError, AttributeError) as missing:
    print('skipped:', missing)
    sys.exit(SKIPPED)

CODES = {'czcsxm', 'gdpdjb', 'hxlx', 'lxbm', 'ghfqdm', 'fj', '分级', 'syxdj'}


def nothing(d):
    pass


def busy(d):
    d.adjust(20)
    d.reclass(8)
    d.streets(6)


def invalid(d):
    d.adjust(6)
    d.spoil()


def overlapping(d):
    d.overlapping_parts()
    d.overlap()


def gone(d):
    d.slivers()
    d.vanish()
    d.heights(0)


def attributes(d):
    for table in LAYERS:
        stored = d.stored(table)
        if stored:
            d.rebuild(table, types={n: 'REAL' for n, _ in d.columns(stored) if n.lower() in CODES})
    d.measures([None, -5.0, math.inf, 0.0, '', -math.inf, 'abc', ' 1234.5 '])


def net_shares(d):
    """Farmland that enters on parcels whose own measures are of every kind."""
    d.spaces()
    d.measures([0.0, None, -1.0, math.inf, 5.0, 1e7], share=0.8, tables=['DLTB'])
    d.adjust(10, lines=['farmland'], near=['DLTB', 'XZQ'])


def many_crs(d):
    own = d.geometry('sx_adjustment')[1]
    three = (4490, 4547, 4527) if own == 4526 else (4528, 4550, 4490)
    for i, table in enumerate(t for t in LAYERS if t != 'DLTB'):
        d.reproject(table, three[i % 3])


def three_deep(d):
    """Out over in over out, in every line."""
    m = d.metre('sx_adjustment')
    for line in LINES:
        place = d.place(LINES[line])
        for k, (size, direction) in enumerate(
            [(500, 'out'), (380, 'in'), (250, 'out'), (150, 'in'), (60, 'in'), (500, 'in')]
        ):
            d.insert(
                'sx_adjustment',
                [('polygon', [d.star(place[0] + 7 * k * m, place[1] - 5 * k * m, size, 5 + k, 0.1 * k, m)])],
                scheme_id=1,
                line=line,
                direction=direction,
                situation='1',
                hxlx=['31', '12', None][k % 3],
                uncounted=k % 2,
            )


def situations(d):
    d.database.execute('delete from sx_adjustment')
    m = d.metre('sx_adjustment')
    for line in ('farmland', 'redline', 'boundary'):
        for direction in ('in', 'out'):
            for situation in ['0', '1', '2', '3', '4', '5', '6', '7', '8', None, '', ' 3', '05']:
                star = d.star(*d.place(LINES[line]), d.rng.choice([20, 50, 70, 90, 900]), 8, 0, m)
                d.insert(
                    'sx_adjustment',
                    [('polygon', [star])],
                    scheme_id=1,
                    line=line,
                    direction=direction,
                    situation=situation,
                )


def other_names(d):
    """Fields in mixed case, another geometry column, zones by their names only."""
    for table in LAYERS:
        stored = d.stored(table)
        if stored:
            geometry = d.geometry(stored)[0]
            names = {
                n: n.lower() if i % 2 else n.capitalize() for i, (n, _) in enumerate(d.columns(stored)) if n != 'fid'
            }
            d.rebuild(table, rename={**names, geometry: 'SHAPE_'}, drop=['GHFQDM'])


def parameters(d):
    d.parameter('urban2020_ha', '512.25')
    d.parameter('walk_5min_m', '450.5')
    d.parameter('terrain', 'hill')
    d.parameter('target.forest_cover', None)
    d.parameter('target.arable_area', None)


def judged(d):
    d.database.execute('delete from sx_adjustment')
    d.database.execute('delete from sx_judgement')
    for indicator, verdict in [
        ('boundary_direction', 'fail'),
        ('mineral_area', 'not_involved'),
        ('special_case', 'no_data'),
        ('farmland_area', 'pass'),
        ('nonsense', 'pass'),
    ]:
        d.database.execute('insert into sx_judgement values (1, ?, ?, ?)', [indicator, verdict, 'x'])


def without(*tables):
    return lambda d: d.drop(*tables)


def only(*tables):
    return without(*[t for t in LAYERS if t not in tables])


def emptied(*tables):
    def empty(d):
        for table in tables:
            d.database.execute('delete from "%s"' % d.stored(table))

    return empty


# (name, county, what is done to it, arguments)
CASES = [
    (name, county, what, options)
    for name, counties, what, *options in [
        ('plain', '12', nothing, 'planar'),
        ('joints', 'm', only('XZQ', 'CZKFBJGX', 'STBHHX'), 'replay'),  # a plot that is rounded to overlap the boundary by a hair
        ('busy', '1s', busy, 'replay'),
        ('busy-planar', '2', busy, 'planar', 'replay'),
        ('invalid', '12', invalid, 'replay'),
        ('overlapping', '1', overlapping),
        ('gone', '2', gone),
        ('attributes', '12', attributes),
        ('net-shares', '2', net_shares),
        ('many-crs', '12', many_crs),
        ('three-deep', '1', three_deep, 'replay'),
        ('situations', '1', situations),
        ('other-names', '1', other_names),
        ('parameters', '1', parameters),
        ('judged', '2', judged),
        ('no-farmland', '1', without('YJJBNTBHTB')),
        ('no-redline', '2', without('STBHHX')),
        ('no-boundary', '1', without('CZKFBJGX')),
        ('no-parcels', '1', without('DLTB', 'GHFQ')),
        ('no-minerals', '1', without('KCZYYF', 'PZJSYD', 'DLCZJSYD')),
        ('only-townships', '2', only('XZQ')),
        ('only-parcels', '1', only('DLTB')),
        ('emptied', '1', emptied('KFQ', 'FNYQ', 'DLTB2020', 'YJJBNTBHTB')),
    ]
    for county in counties
]


# There a corner of an adjustment lies on the boundary's edge but for the last digit of its projection, in which the two programs
# differ: a triangle hangs on the boundary for the one and not for the other.
HANGS_ON_ROUNDING = {('many-crs-2', 'boundary_fragment_count')}


def wkt(parts):
    return 'MULTIPOLYGON(%s)' % ','.join(
        '(%s)' % ','.join('(%s)' % ','.join('%.17g %.17g' % tuple(p) for p in ring) for ring in rings)
        for _, rings in parts
    )


def edits_of(oracle, scheme):
    """The adjustments of a scheme as edits that make it anew."""
    plan = oracle.plan
    id, crs, to = plan.scheme_id(scheme), plan.crs('sx_adjustment'), plan.plan_crs()
    transform = pyproj.Transformer.from_crs(crs, to, always_xy=True).transform
    there = {f.fid for f in plan.of_scheme('sx_adjustment', id)}
    for fid, blob, row in plan.rows('sx_adjustment'):
        if fid in there:
            parts = parts_of(blob)
            if crs != to:
                parts = [(k, [numpy.column_stack(transform(r[:, 0], r[:, 1])) for r in rings]) for k, rings in parts]
            edit = {'op': 'add', 'id': 'a%d' % fid, 'wkt': wkt(parts)}
            yield {
                **edit,
                **{
                    k: row[k] for k in ('line', 'direction', 'situation', 'hxlx', 'uncounted') if row.get(k) is not None
                },
            }


def evaluated(cli, package, scheme, area, wanted):
    status, out, messages = run(cli, 'evaluate', package, '--scheme', scheme, '--area', area, '--format', 'json')
    if status:
        return ['evaluate: exit status %d\n%s' % (status, messages)]
    actual = json.loads(out)
    return ['%s: %s' % fault for fault in compare.indicators(wanted['indicators'], actual['indicators'])] + [
        'conflict %s %s: %s' % (*key, fault)
        for key, fault in compare.conflicts(wanted['conflicts'], actual['conflicts'])[0]
    ]


def replayed(cli, package, start, area, wanted, edits):
    path = package.with_suffix('.json')
    path.write_text(json.dumps(edits, ensure_ascii=False), encoding='utf-8')
    status, out, messages = run(cli, 'replay', package, '--scheme', start, '--area', area, '--edits', path)
    if status:
        return ['replay: exit status %d\n%s' % (status, messages)]
    last, faults = json.loads(out.splitlines()[-1]), []
    for row in wanted['indicators']:
        value, verdict = last['indicators'].get(row['id']), last['verdicts'].get(row['id'])
        if not (compare.same(row['id'], row['after'], value) and verdict == row['verdict']):
            faults.append('replay: %s %r %s != %r %s' % (row['id'], row['after'], row['verdict'], value, verdict))
    if last['conflicts'] != len(wanted['conflicts']):
        faults.append('replay: %d conflicts expected, %d' % (len(wanted['conflicts']), last['conflicts']))
    return faults


def check(job):
    cli, folder, source, name, county, options = job
    what = next(w for n, c, w, _ in CASES if (n, c) == (name, county))
    try:
        package = folder / ('%s-%s.gpkg' % (name, county))
        dirty = Dirty(source, package, zlib.crc32(name.encode()))
        what(dirty)
        (scheme,) = dirty.database.execute('select name from sx_scheme order by id').fetchone()
        start = dirty.second_scheme()
        dirty.finish()
        area = 'planar' if 'planar' in options else 'ellipsoidal'
        oracle = Oracle(package, area == 'planar')
        wanted = oracle.evaluate(scheme)
        faults = evaluated(cli, package, scheme, area, wanted)
        if 'replay' in options:
            faults += replayed(cli, package, start, area, wanted, list(edits_of(oracle, scheme)))
    except Exception:  # a fault of this one case
        faults = [traceback.format_exc()]
    named = [id for case, id in HANGS_ON_ROUNDING if case == '%s-%s' % (name, county)]
    return ['%s-%s: %s' % (name, county, fault) for fault in faults if fault.split(':')[0] not in named]


def main():
    cli, pattern = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else '*'
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else temporary).resolve()
        larger = pathlib.Path(temporary) / 'larger'
        larger.mkdir()
        sources = {
            '1': COUNTIES / 'open-1' / 'county.gpkg',
            '2': COUNTIES / 'open-2' / 'county.gpkg',
            's': sample(cli, temporary, 300),
            'm': sample(cli, larger, 3000),
        }
        jobs = [
            (cli, folder, sources[county], name, county, options)
            for name, county, _, options in CASES
            if fnmatch.fnmatch('%s-%s' % (name, county), pattern)
        ]
        with multiprocessing.Pool() as pool:
            faults = [fault for found in pool.imap(check, jobs) for fault in found]
    return finish(faults, '%d counties agree' % len(jobs))


if __name__ == '__main__':
    sys.exit(main())
