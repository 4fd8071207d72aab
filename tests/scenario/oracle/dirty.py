# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes plan packages dirty the way real ones are, with sqlite3 and a seeded generator."""
import math
import random
import shutil
import sqlite3
import struct

import numpy
import pyproj

from package import ALIASES, LINES, parts_of

LAYERS = [t for t in ALIASES if t not in ('FZFX',)]
AREAS = [t for t in LAYERS if t != 'ZXCQDLZXX']


def wkb(parts, many, dims=2, fill=12.5):
    """Multi-part WKB of [('polygon', rings), …]; dims 3 adds Z, 4 adds Z and M."""
    offset = {2: 0, 3: 1000, 4: 3000}[dims]

    def points(p):
        extra = (fill,) * (dims - 2)
        return struct.pack('<I', len(p)) + b''.join(struct.pack('<%dd' % dims, x, y, *extra) for x, y in p)

    def one(kind, part):
        if kind == 'line':
            return struct.pack('<BI', 1, 2 + offset) + points(part)
        return struct.pack('<BII', 1, 3 + offset, len(part)) + b''.join(points(r) for r in part)

    if not many:
        return one(*parts[0])
    code = 5 if parts and parts[0][0] == 'line' else 6
    return struct.pack('<BII', 1, code + offset, len(parts)) + b''.join(one(*p) for p in parts)


def blob(parts, srs, dims=2, many=True):
    return b'GP' + struct.pack('<BBi', 0, 1 if parts else 0x11, srs) + wkb(parts, many, dims)


class Dirty:
    """A package being made dirty."""

    def __init__(self, source, path, seed=1):
        shutil.copyfile(source, path)
        path.chmod(0o644)
        self.path, self.rng = path, random.Random(seed)
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute('begin')
        for (name,) in self.database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            self.database.execute('drop trigger "%s"' % name)
        self.drop_indexes()

    def finish(self):
        self.database.execute('commit')
        self.database.close()
        return self.path

    def drop_indexes(self):
        for (name,) in self.database.execute(
            "select name from sqlite_master where type = 'table' and sql like 'create virtual%rtree%'"
        ).fetchall():
            self.database.execute('drop table "%s"' % name)
        if self.database.execute("select 1 from sqlite_master where name = 'gpkg_extensions'").fetchone():
            self.database.execute("delete from gpkg_extensions where extension_name = 'gpkg_rtree_index'")

    # What there is

    def stored(self, table):
        names = {n.lower(): n for n, in self.database.execute("select name from sqlite_master where type = 'table'")}
        return next((names[a.lower()] for a in [table] + ALIASES.get(table, []) if a.lower() in names), None)

    def geometry(self, table):
        """(column, srs id)"""
        return self.database.execute(
            'select column_name, srs_id from gpkg_geometry_columns where lower(table_name) = lower(?)', [table]
        ).fetchone()

    def columns(self, table):
        return [(name, kind) for _, name, kind, *_ in self.database.execute('pragma table_info("%s")' % table)]

    def fids(self, table):
        return [f for f, in self.database.execute('select rowid from "%s" order by rowid' % table)]

    def parts(self, table, fid):
        column, _ = self.geometry(table)
        return parts_of(
            self.database.execute('select "%s" from "%s" where rowid = ?' % (column, table), [fid]).fetchone()[0]
        )

    def put(self, table, fid, parts, dims=2):
        column, srs = self.geometry(table)
        self.database.execute(
            'update "%s" set "%s" = ? where rowid = ?' % (table, column), [blob(parts, srs, dims), fid]
        )

    def metre(self, table):
        """A metre in the units of the table."""
        return 1e-5 if self.geometry(table)[1] == 4490 else 1.0

    def some(self, table, share, most=40):
        fids = self.fids(table)
        return self.rng.sample(fids, min(most, max(1, int(len(fids) * share)))) if fids else []

    # Geometry

    def bow_tie(self, rings, m):
        ring = rings[0]
        if len(ring) > 5:
            i = self.rng.randrange(1, len(ring) - 2)
            ring[[i, i + 1]] = ring[[i + 1, i]]

    def spike(self, rings, m):
        ring = rings[0]
        i = self.rng.randrange(1, len(ring) - 1)
        tip = ring[i] + numpy.array([self.rng.uniform(20, 60), self.rng.uniform(20, 60)]) * m
        rings[0] = numpy.insert(ring, i + 1, [tip, ring[i]], axis=0)

    def repeat(self, rings, m):
        i = self.rng.randrange(len(rings[0]))
        rings[0] = numpy.insert(rings[0], i, [rings[0][i]] * 3, axis=0)

    def reverse(self, rings, m):
        rings[0] = rings[0][::-1].copy()

    def hole_outside(self, rings, m):
        x, y = rings[0].max(axis=0) + 15 * m
        rings.append(numpy.array([(x, y), (x + 40 * m, y), (x + 40 * m, y + 40 * m), (x, y + 40 * m), (x, y)]))

    def hole_across(self, rings, m):
        x, y = rings[0][len(rings[0]) // 2]
        rings.append(
            numpy.array(
                [
                    (x - 13 * m, y - 17 * m),
                    (x + 31 * m, y - 14 * m),
                    (x + 29 * m, y + 23 * m),
                    (x - 19 * m, y + 21 * m),
                    (x - 13 * m, y - 17 * m),
                ]
            )
        )

    def same_hole_twice(self, rings, m):
        x, y = rings[0].mean(axis=0)
        for d in (0, 3):
            rings.append(numpy.array([(x + d * m, y), (x + 9 * m, y + d * m), (x + 7 * m, y + 8 * m), (x + d * m, y)]))

    def collapse(self, rings, m):
        rings[:] = [numpy.array([rings[0][0], rings[0][1], rings[0][0], rings[0][0]])]

    def spoil(self, tables=None, share=0.15, ways=None):
        """Invalid polygons in every kind of layer."""
        ways = ways or ['bow_tie', 'spike', 'repeat', 'reverse', 'hole_outside', 'hole_across', 'same_hole_twice']
        for table in tables or AREAS + ['sx_adjustment', 'sx_reclass']:
            stored = self.stored(table)
            for fid in self.some(stored, share) if stored else []:
                parts = self.parts(stored, fid)
                for kind, rings in parts[:1]:
                    getattr(self, self.rng.choice(ways))(rings, self.metre(stored))
                if parts:
                    self.put(stored, fid, parts)

    def overlapping_parts(self, tables=None):
        """Features whose parts overlap each other."""
        for table in tables or AREAS + ['sx_adjustment']:
            stored = self.stored(table)
            for fid in self.some(stored, 0.1) if stored else []:
                parts = self.parts(stored, fid)
                if parts:
                    shifted = [r + self.metre(stored) * self.rng.uniform(5, 40) for r in parts[0][1][:1]]
                    self.put(stored, fid, parts + [('polygon', shifted)])

    def vanish(self, tables=None, share=0.1):
        """NULL, empty and collapsed geometry."""
        for table in tables or LAYERS + ['sx_adjustment']:
            stored = self.stored(table)
            for i, fid in enumerate(self.some(stored, share) if stored else []):
                if i % 3 == 0:
                    self.database.execute(
                        'update "%s" set "%s" = null where rowid = ?' % (stored, self.geometry(stored)[0]), [fid]
                    )
                elif i % 3 == 1 or table == 'ZXCQDLZXX':
                    self.put(stored, fid, [])
                else:
                    parts = self.parts(stored, fid)
                    if parts:
                        self.collapse(parts[0][1], 1)
                        self.put(stored, fid, parts[:1])

    def slivers(self):
        """Tiny parts beside features of control lines: below the limit and above it."""
        for table in list(LINES.values()):
            stored = self.stored(table)
            for i, fid in enumerate(self.some(stored, 0.2) if stored else []):
                parts = self.parts(stored, fid)
                if parts:
                    m = self.metre(stored)
                    side = (0.05, 0.3, 2)[i % 3] * m
                    x, y = parts[0][1][0].max(axis=0) + 3 * m
                    self.put(
                        stored,
                        fid,
                        parts + [('polygon', [numpy.array([(x, y), (x + side, y), (x + side, y + side), (x, y)])])],
                    )

    def heights(self, dims=3, tables=None):
        for i, table in enumerate(tables or LAYERS + ['sx_adjustment', 'sx_road']):
            stored = self.stored(table)
            for fid in self.fids(stored) if stored else []:
                parts = self.parts(stored, fid)
                if parts:
                    self.put(stored, fid, parts, dims if dims else (3, 4)[i % 2])

    def overlap(self, tables=None, share=0.08):
        """Copies of features, moved a little, behind and before the others."""
        for table in tables or AREAS:
            stored = self.stored(table)
            names = [n for n, _ in self.columns(stored)] if stored else []
            for fid in self.some(stored, share, 12) if stored else []:
                parts = self.parts(stored, fid)
                m = self.metre(stored)
                by = numpy.array([self.rng.uniform(-70, 70), self.rng.uniform(-70, 70)]) * m
                moved = [(k, [r + by for r in rings]) for k, rings in parts]
                rest = ', '.join('"%s"' % n for n in names if n.lower() not in ('fid',))
                self.database.execute(
                    'insert into "%s" (%s) select %s from "%s" where rowid = ?' % (stored, rest, rest, stored), [fid]
                )
                self.put(stored, self.database.execute('select last_insert_rowid()').fetchone()[0], moved)

    def reproject(self, table, epsg):
        stored = self.stored(table)
        if not stored:
            return
        column, srs = self.geometry(stored)
        self.register(epsg)
        transform = pyproj.Transformer.from_crs(srs, epsg, always_xy=True).transform
        self.database.execute('update gpkg_geometry_columns set srs_id = ? where table_name = ?', [epsg, stored])
        self.database.execute(
            'update gpkg_contents set srs_id = ?, min_x = null, min_y = null, max_x = null, max_y = null where table_name = ?',
            [epsg, stored],
        )

        def bring(points):
            return numpy.column_stack(transform(points[:, 0], points[:, 1]))

        for fid in self.fids(stored):
            value = self.database.execute('select "%s" from "%s" where rowid = ?' % (column, stored), [fid]).fetchone()[
                0
            ]
            if value is not None:
                parts = [(k, bring(p) if k == 'line' else [bring(r) for r in p]) for k, p in parts_of(value)]
                self.put(stored, fid, parts)

    def register(self, epsg):
        if not self.database.execute('select 1 from gpkg_spatial_ref_sys where srs_id = ?', [epsg]).fetchone():
            self.database.execute(
                'insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, ?)',
                ['srs %d' % epsg, epsg, 'EPSG', epsg, pyproj.CRS.from_epsg(epsg).to_wkt('WKT1_GDAL'), ''],
            )

    # Tables and fields

    def drop(self, *tables):
        for table in tables:
            stored = self.stored(table)
            if stored:
                self.database.execute('drop table "%s"' % stored)
                for system in ('gpkg_geometry_columns', 'gpkg_contents', 'gpkg_ogr_contents', 'gpkg_extensions'):
                    if self.database.execute('select 1 from sqlite_master where name = ?', [system]).fetchone():
                        self.database.execute('delete from %s where table_name = ?' % system, [stored])

    def rebuild(self, table, new=None, types={}, rename={}, drop=()):
        """The table anew: another name, other column types and names, columns left out."""
        stored = self.stored(table)
        if not stored:
            return
        new = new or stored
        kept = [(n, k) for n, k in self.columns(stored) if n not in drop]
        geometry = self.geometry(stored)[0]
        made = ', '.join(
            '"%s" %s' % (rename.get(n, n), 'INTEGER PRIMARY KEY' if n == 'fid' else types.get(n, k)) for n, k in kept
        )
        self.database.execute('create table "oracle_new" (%s)' % made)
        self.database.execute(
            'insert into "oracle_new" select %s from "%s"' % (', '.join('"%s"' % n for n, _ in kept), stored)
        )
        self.database.execute('drop table "%s"' % stored)
        self.database.execute('alter table "oracle_new" rename to "%s"' % new)
        self.database.execute(
            'update gpkg_geometry_columns set table_name = ?, column_name = ? where table_name = ?',
            [new, rename.get(geometry, geometry), stored],
        )
        self.database.execute(
            'update gpkg_contents set table_name = ?, identifier = ? where table_name = ?', [new, new, stored]
        )
        if self.database.execute("select 1 from sqlite_master where name = 'gpkg_ogr_contents'").fetchone():
            self.database.execute('delete from gpkg_ogr_contents where table_name = ?', [stored])

    def measures(self, values, share=0.3, tables=None):
        """Attributes in m² that are no such thing."""
        fields = {'mj', 'tbmj', 'tbdlmj', 'yjjbntmj', 'kcmj'}
        for table in tables or LAYERS:
            stored = self.stored(table)
            for name, _ in self.columns(stored) if stored else []:
                if name.lower() in fields:
                    for i, fid in enumerate(self.some(stored, share, 200)):
                        self.database.execute(
                            'update "%s" set "%s" = ? where rowid = ?' % (stored, name), [values[i % len(values)], fid]
                        )

    def spaces(self):
        fields = {
            'dlbm',
            'czcsxm',
            'gdpdjb',
            'hxlx',
            'lxbm',
            'ghfqdm',
            'ydyhfldm',
            'ydyhdm',
            'fj',
            '分级',
            'syxdj',
            'gkfq',
            'ghfqmc',
        }
        for table in LAYERS:
            stored = self.stored(table)
            for name, _ in self.columns(stored) if stored else []:
                if name.lower() in fields:
                    for i, fid in enumerate(self.some(stored, 0.4, 300)):
                        self.database.execute(
                            'update "%s" set "%s" = ? || "%s" || ? where rowid = ?' % (stored, name, name),
                            [' ' * (i % 3), ' ' * (i % 2), fid],
                        )

    def parameter(self, key, value):
        self.database.execute('delete from sx_parameter where key = ?', [key])
        if value is not None:
            self.database.execute('insert into sx_parameter (key, value) values (?, ?)', [key, value])

    # The scheme

    def insert(self, table, parts, **values):
        column, srs = self.geometry(table)
        names = {n.lower() for n, _ in self.columns(table)}
        values = {k: v for k, v in values.items() if k in names}
        self.database.execute(
            'insert into "%s" ("%s", %s) values (?, %s)'
            % (table, column, ', '.join(values), ', '.join('?' * len(values))),
            [blob(parts, srs), *values.values()],
        )

    def star(self, x, y, size, n, turn=0.0, m=1.0):
        return numpy.array(
            [
                (
                    x + m * size * r * math.cos(turn + 2 * math.pi * i / n),
                    y + m * size * r * math.sin(turn + 2 * math.pi * i / n),
                )
                for i, r in [(i % n, 1 - 0.4 * (i % 2) * (i % n > 0)) for i in range(n + 1)]
            ]
        )

    def place(self, table):
        """A vertex of some feature of the table, and a metre there, in the CRS of the scheme's own tables."""
        stored = self.stored(table)
        for _ in range(20):
            fid = self.rng.choice(self.fids(stored) or [None])
            parts = self.parts(stored, fid) if fid is not None else []
            if parts:
                ring = parts[0][1][0] if parts[0][0] == 'polygon' else parts[0][1]
                point = ring[self.rng.randrange(len(ring))]
                a, b = self.geometry(stored)[1], self.geometry('sx_adjustment')[1]
                if a != b:
                    point = numpy.array(pyproj.Transformer.from_crs(a, b, always_xy=True).transform(*point))
                return point
        return None

    def adjust(self, n, lines=None, near=None, scheme=1, sizes=(8, 30, 90, 250, 600)):
        """Adjustments over everything and over each other."""
        m = self.metre('sx_adjustment')
        tables = near or [*LINES.values(), 'DLTB', 'XZQ', 'GHFQ', 'PZJSYD', 'KFQ']
        tables = [t for t in tables if self.stored(t) and self.fids(self.stored(t))]
        drawn = []
        for i in range(n):
            line = self.rng.choice(lines or ['farmland', 'redline', 'boundary'] * 3 + list(LINES))
            own = LINES[line] if self.stored(LINES[line]) and self.rng.random() < 0.5 else self.rng.choice(tables)
            place = self.place(own)
            if drawn and (place is None or self.rng.random() < 0.35):
                place = self.rng.choice(drawn) + self.rng.uniform(-50, 50) * m
            if place is None:
                continue
            drawn.append(place)
            size = self.rng.choice(sizes) * self.rng.uniform(0.7, 1.3)
            x, y = place + numpy.array([self.rng.uniform(-0.4, 0.4) * size, self.rng.uniform(-0.4, 0.4) * size]) * m
            rings = [self.star(x, y, size, self.rng.choice([4, 6, 10, 16]), self.rng.uniform(0, 6), m)]
            if self.rng.random() < 0.3:
                rings.append(self.star(x, y, size * 0.35, 6, 0.3, m))
            parts = [('polygon', rings)]
            if self.rng.random() < 0.25:
                parts.append(('polygon', [self.star(x + 2.6 * size * m, y, size * 0.8, 8, 1, m)]))
            self.insert(
                'sx_adjustment',
                parts,
                scheme_id=scheme,
                line=line,
                direction=self.rng.choice(['in', 'out']),
                situation=self.rng.choice(['1', '2', '3', '4', '5', '6', '7', '8', ' 2 ', '', None]),
                name='',
                hxlx=self.rng.choice([None, '11', '12', '31', '', ' 21 ']),
                uncounted=self.rng.choice([None, 0, 1]),
            )

    def reclass(self, n, scheme=1):
        m = self.metre('sx_reclass')
        for _ in range(n):
            layer = self.rng.choice(['GHFQ', 'GHYDYH'])
            place = self.place('GHFQ' if layer == 'GHFQ' else 'ZXCQGHYDYH')
            if place is None:
                continue
            size = self.rng.choice([40, 150, 400])
            code = self.rng.choice(
                ['100', '300', '410', '200', '500']
                if layer == 'GHFQ'
                else ['0701', '070201', '1401', '140300', '0901', '14']
            )
            self.insert(
                'sx_reclass',
                [('polygon', [self.star(*place, size, 8, 0.2, m)])],
                scheme_id=scheme,
                layer=layer,
                code=code,
                name='',
            )

    def streets(self, n, scheme=1):
        """Roads of the scheme: across the city, and along what is there to take it away."""
        table = self.stored('ZXCQDLZXX')
        m = self.metre('sx_road')
        for i in range(n):
            if i % 2 and table and self.fids(table):
                line = self.parts(table, self.rng.choice(self.fids(table)))
                if line and self.geometry(table)[1] == self.geometry('sx_road')[1]:
                    points = line[0][1]
                    self.insert(
                        'sx_road',
                        [('line', points[: max(2, len(points) * 2 // 3)] + 0.3 * m)],
                        scheme_id=scheme,
                        action='remove',
                    )
                continue
            a, b = self.place('ZXCQFW'), self.place('ZXCQFW')
            if a is not None and b is not None:
                self.insert(
                    'sx_road',
                    [('line', numpy.array([a - 130 * m, (a + b) / 2 + 77 * m, b + 210 * m]))],
                    scheme_id=scheme,
                    action='add' if i % 4 else 'remove',
                )

    def second_scheme(self, scheme=1, name='oracle-empty'):
        """A scheme like the first without adjustments, from which replay leads to the first."""
        q = self.database.execute
        id = q('select max(id) from sx_scheme').fetchone()[0] + 1
        q('insert into sx_scheme (id, name) values (?, ?)', [id, name])
        for table in ('sx_reclass', 'sx_road', 'sx_judgement'):
            if not self.stored(table):
                continue
            names = [n for n, _ in self.columns(table) if n.lower() not in ('fid', 'scheme_id')]
            rest = ', '.join('"%s"' % n for n in names)
            q(
                'insert into "%s" (scheme_id, %s) select ?, %s from "%s" where scheme_id = ? order by rowid'
                % (table, rest, rest, table),
                [id, scheme],
            )
        q(
            "insert into sx_parameter (key, value) select 'scheme.%d.' || substr(key, %d), value from sx_parameter where key like 'scheme.%d.%%'"
            % (id, len('scheme.%d.' % scheme) + 1, scheme)
        )
        return name
