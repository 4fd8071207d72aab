# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a plan package with sqlite3 and nothing else."""
import math
import pathlib
import sqlite3
import struct

import numpy
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon

from planes import EMPTY, Plane, areal, repaired, without_slivers

ALIASES = {
    'XZQ': ['XZQXZ'],
    'YJJBNTBHTB': ['YJJBNTBHHX', 'YJJBNTTB', 'YJJBNT', 'JJBNTBHTB'],
    'STBHHX': ['STBHXX'],
    'CZKFBJGX': ['CZKFBJ'],
    'GHFQ': ['YDYHGHFQ'],
    'ZXCQGHYDYH': ['GHYDYH'],
    'ZXCQFW': ['ZXCQ'],
    'ZXCQDLZXX': ['DLZXX', 'DL'],
    'YJJBNTCBQ': ['YNCBQ'],
    'CZJSSYXPJJG': ['CZJSSYX'],
    'KCZYKCBHX': ['KCZYKZX'],
    'ZXCQCSLVX': ['CSLVX'],
    'ZXCQCSLX': ['CSLX'],
    'ZXCQCSHX': ['CSHX'],
    'ZXCQCSZX': ['CSZX'],
    'DLTB': [],
    'DLTB2020': [],
    'GBZNT': [],
    'PZJSYD': [],
    'PZWJSTD': [],
    'KFQ': [],
    'FNYQ': [],
    'DLCZJSYD': [],
    'DZZHQ': [],
    'XZHQ': [],
    'DYZ': [],
    'HDGLFW': [],
    'ZRBHD': [],
    'KCZYYF': [],
    'LSWHBHX': [],
    'HLFXKZX': [],
    'FZFX': [],
}
FIELDS = {'HXLX': ['LXBM'], 'FJ': ['分级'], 'YDYHFLDM': ['YDYHDM'], 'YDYHFLMC': ['YDYHMC']}
LINES = {
    'farmland': 'YJJBNTBHTB',
    'redline': 'STBHHX',
    'boundary': 'CZKFBJGX',
    'heritage': 'LSWHBHX',
    'flood': 'HLFXKZX',
    'mineral': 'KCZYKCBHX',
    'green': 'ZXCQCSLVX',
    'blue': 'ZXCQCSLX',
    'yellow': 'ZXCQCSHX',
    'purple': 'ZXCQCSZX',
}


def text(value):
    """A code as trimmed text; a number without a fraction is written without one."""
    if value is None:
        return ''
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def number(value):
    """A measure, or None where it is missing, negative or not finite."""
    if isinstance(value, str):
        try:
            value = float(value.strip())
        except ValueError:
            return None
    if isinstance(value, (int, float)) and math.isfinite(value) and value >= 0:
        return float(value)
    return None


class Wkb:
    def __init__(self, blob):
        self.blob, self.at = blob, 0

    def take(self, order, form):
        values = struct.unpack_from(order + form, self.blob, self.at)
        self.at += struct.calcsize(order + form)
        return values

    def points(self, order, dims):
        (n,) = self.take(order, 'I')
        values = numpy.array(self.take(order, 'd' * (n * dims))).reshape(n, dims)
        return values[:, :2]

    def read(self):
        """[('polygon', [ring, …]) or ('line', points), …]"""
        order = '<' if self.blob[self.at] == 1 else '>'
        self.at += 1
        (kind,) = self.take(order, 'I')
        dims = 2
        if kind & 0xF0000000:
            dims += bool(kind & 0x80000000) + bool(kind & 0x40000000)
            kind &= 0x0FFFFFFF
        dims += {0: 0, 1: 1, 2: 1, 3: 2}[kind // 1000]
        kind %= 1000
        if kind == 1:
            self.take(order, 'd' * dims)
            return []
        if kind == 2:
            return [('line', self.points(order, dims))]
        if kind == 3:
            return [('polygon', [self.points(order, dims) for _ in range(self.take(order, 'I')[0])])]
        return [part for _ in range(self.take(order, 'I')[0]) for part in self.read()]


def parts_of(blob):
    if not isinstance(blob, bytes) or blob[:2] != b'GP':
        return []
    return Wkb(blob[8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7] :]).read()


class Feature:
    def __init__(self, fid, geometry, row):
        self.fid, self.geometry, self.row = fid, geometry, row

    def value(self, field):
        for name in [field] + FIELDS.get(field, []):
            if name.lower() in self.row:
                return self.row[name.lower()]
        return None

    def code(self, field):
        return text(self.value(field))

    def measure(self, field):
        return number(self.value(field))


class Package:
    def __init__(self, path, planar=False):
        self.path = path
        self.database = sqlite3.connect(pathlib.Path(path).as_uri() + '?mode=ro', uri=True)
        self.database.text_factory = lambda b: b.decode('utf-8', 'replace')
        self.tables = {
            name.lower(): name for name, in self.database.execute("select name from sqlite_master where type = 'table'")
        }
        self.columns = {
            table.lower(): (column, srs)
            for table, column, srs in self.database.execute(
                'select table_name, column_name, srs_id from gpkg_geometry_columns'
            )
        }
        self.srs = {
            srs: int(code)
            for srs, name, code in self.database.execute(
                'select srs_id, organization, organization_coordsys_id from gpkg_spatial_ref_sys'
            )
            if name.lower() == 'epsg'
        }
        self.plane = Plane(self.zone(), planar)
        self.layers = {}

    def stored(self, table):
        """The table as it is called in the package, or None."""
        for name in [table] + ALIASES.get(table, []):
            if name.lower() in self.tables and name.lower() in self.columns:
                return name.lower()
        return None

    def crs(self, table):
        return self.srs[self.columns[table][1]]

    def plan_crs(self):
        for table in ['DLTB', *LINES.values(), *ALIASES]:
            stored = self.stored(table)
            if stored:
                return self.crs(stored)
        raise SystemExit('no table')

    def zone(self):
        crs = self.plan_crs()
        if crs != 4490:
            return crs
        for table in ['XZQ', 'DLTB', *LINES.values(), *ALIASES]:
            points = (
                [
                    p
                    for row in self.rows(table)
                    for kind, part in parts_of(row[1])
                    for p in (part if kind == 'polygon' else [part])
                ]
                if self.stored(table)
                else []
            )
            if points:
                points = numpy.concatenate(points)
                if self.crs(self.stored(table)) != 4490:
                    points = Plane(4490, True).bring(self.crs(self.stored(table)), points)
                lon = (points[:, 0].min() + points[:, 0].max()) / 2
                return 4513 + int(math.floor(lon / 3 + 0.5)) - 25
        raise SystemExit('no place')

    def rows(self, table):
        stored = self.stored(table)
        cursor = self.database.execute('select rowid, * from "%s" order by rowid' % self.tables[stored])
        names = [d[0].lower() for d in cursor.description]
        geometry = len(names) - 1 - names[::-1].index(self.columns[stored][0].lower())
        for row in cursor:
            yield row[0], row[geometry], dict(list(zip(names, row))[1:])

    def geometry(self, blob, crs):
        """The polygons of a blob, repaired in the plane; or its lines."""
        areas, curves = [], []
        for kind, part in parts_of(blob):
            if kind == 'line':
                points = self.plane.bring(crs, part)
                if len(points) > 1:
                    curves.append(LineString(points))
                continue
            rings = [self.plane.bring(crs, ring) for ring in part]
            if rings and len(rings[0]) > 3:
                areas.append(Polygon(rings[0], [r for r in rings[1:] if len(r) > 3]))
        if curves:
            return MultiLineString(curves)
        return areal(repaired(areas[0] if len(areas) == 1 else MultiPolygon(areas))) if areas else EMPTY

    def layer(self, table):
        """The features that take part, or None where there is no such table. Control lines come without slivers."""
        if table not in self.layers:
            stored = self.stored(table)
            features = None
            if stored:
                features = [
                    Feature(fid, self.geometry(blob, self.crs(stored)), row) for fid, blob, row in self.rows(table)
                ]
                if table in LINES.values():
                    for feature in features:
                        feature.geometry = without_slivers(feature.geometry)
                features = [f for f in features if not f.geometry.is_empty]
            self.layers[table] = features
        return self.layers[table]

    def has(self, table):
        return table.lower() in self.tables

    def parameters(self):
        if not self.has('sx_parameter'):
            return {}
        return dict(self.database.execute('select key, value from sx_parameter'))

    def scheme_id(self, name):
        if name is None:
            return None
        return self.database.execute('select id from sx_scheme where name = ?', [name]).fetchone()[0]

    def of_scheme(self, table, scheme):
        """The rows of a table of the program's own, of one scheme, as stored."""
        if scheme is None or not self.has(table) or not self.stored(table):
            return []
        rows = [
            Feature(fid, self.geometry(blob, self.crs(table)), row)
            for fid, blob, row in self.rows(table)
            if row['scheme_id'] == scheme
        ]
        return [f for f in rows if not f.geometry.is_empty]

    def judgements(self, scheme):
        if scheme is None or not self.has('sx_judgement'):
            return {}
        return dict(self.database.execute('select indicator, verdict from sx_judgement where scheme_id = ?', [scheme]))
