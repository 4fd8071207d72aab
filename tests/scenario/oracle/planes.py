# SPDX-License-Identifier: GPL-3.0-or-later
"""Planes, repair and measuring, written from the definition of the indicators alone; slow and plain on purpose."""
import ctypes
import math

import numpy
import pyproj
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Polygon
from shapely.geos import lgeos
from shapely.geometry.base import geom_factory
from shapely.ops import unary_union

A = 6378137.0
F = 1 / 298.257222101
E2 = F * (2 - F)
E = math.sqrt(E2)
B2 = A * A * (1 - E2)
GEOD = pyproj.Geod(a=A, f=F)
LONGEST_EDGE = 70.0
SLIVER = 0.01
GRID = 1e-6
EMPTY = GeometryCollection()

_geos = lgeos._lgeos
_geos.GEOSMakeValidParams_create_r.restype = ctypes.c_void_p
_geos.GEOSMakeValidParams_create_r.argtypes = [ctypes.c_void_p]
_geos.GEOSMakeValidParams_setMethod_r.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
_geos.GEOSMakeValidParams_setKeepCollapsed_r.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
_geos.GEOSMakeValidWithParams_r.restype = ctypes.c_void_p
_geos.GEOSMakeValidWithParams_r.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
_params = _geos.GEOSMakeValidParams_create_r(lgeos.geos_handle)
_geos.GEOSMakeValidParams_setMethod_r(lgeos.geos_handle, _params, 1)  # structure
_geos.GEOSMakeValidParams_setKeepCollapsed_r(lgeos.geos_handle, _params, 0)


for _name in ('GEOSIntersectionPrec_r', 'GEOSDifferencePrec_r'):
    getattr(_geos, _name).restype = ctypes.c_void_p
    getattr(_geos, _name).argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_double]


def repaired(g):
    """The valid geometry of one that need not be: MakeValid, structure method, collapsed parts dropped."""
    if g.is_empty or g.is_valid:
        return g
    return geom_factory(_geos.GEOSMakeValidWithParams_r(lgeos.geos_handle, g._geom, _params))


def polygons(g):
    """The single-part polygons of any geometry."""
    if g is None or g.is_empty:
        return []
    if isinstance(g, Polygon):
        return [g]
    return [p for part in getattr(g, 'geoms', []) for p in polygons(part)]


def lines(g):
    if g is None or g.is_empty:
        return []
    if isinstance(g, LineString):
        return [g]
    return [p for part in getattr(g, 'geoms', []) for p in lines(part)]


def areal(g):
    """The polygons of a geometry and nothing else."""
    parts = polygons(g)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts) if parts else EMPTY


def union(geometries):
    return areal(unary_union([g for g in geometries if not g.is_empty]))


def on_grid(operation, a, b):
    return areal(geom_factory(operation(lgeos.geos_handle, a._geom, b._geom, GRID)))


def split(a, b):
    """What of a lies in b, and what outside. Now and then GEOS puts a face on the wrong side where edges meet within
    the last digit; the areas then do not add up, and both are had on a grid."""
    if a.is_empty or b.is_empty:
        return EMPTY, a
    inside, outside = areal(a.intersection(b)), areal(a.difference(b))
    lost = max(abs(a.area - inside.area - outside.area), abs(b.area - inside.area - areal(b.difference(a)).area))
    if lost > 1e-9 * (a.area + b.area) + 0.01:
        inside, outside = on_grid(_geos.GEOSIntersectionPrec_r, a, b), on_grid(_geos.GEOSDifferencePrec_r, a, b)
    return inside, outside


def minus(a, b):
    return split(a, b)[1]


def both(a, b):
    return split(a, b)[0]


def without_slivers(g):
    parts = polygons(g)
    kept = [p for p in parts if p.area >= SLIVER]
    return g if len(kept) == len(parts) else MultiPolygon(kept) if kept else EMPTY


def z(b):
    s = numpy.sin(b)
    return B2 / 2 * (s / (1 - E2 * s * s) + numpy.log((1 + E * s) / (1 - E * s)) / (2 * E))


class Plane:
    """The plane of a plan (an EPSG code of a Gauss-Krüger zone) and how areas are measured in it."""

    def __init__(self, epsg, planar):
        self.epsg, self.planar = epsg, planar
        self.to_degrees = pyproj.Transformer.from_crs(epsg, 4490, always_xy=True)
        self.others = {}

    def bring(self, epsg, points):
        """Points of another CRS in this plane, vertex by vertex."""
        if epsg == self.epsg or not len(points):
            return points
        if epsg not in self.others:
            self.others[epsg] = pyproj.Transformer.from_crs(epsg, self.epsg, always_xy=True)
        x, y = self.others[epsg].transform(points[:, 0], points[:, 1])
        return numpy.column_stack([x, y])

    def ring_area(self, ring):
        p = numpy.asarray(ring.coords)[:, :2]
        start, step = p[:-1], p[1:] - p[:-1]
        pieces = numpy.hypot(step[:, 0], step[:, 1])
        pieces = numpy.where(pieces > LONGEST_EDGE, numpy.floor(pieces / LONGEST_EDGE) + 1, 1).astype(int)
        edge = numpy.repeat(numpy.arange(len(pieces)), pieces)
        nth = numpy.arange(len(edge)) - numpy.repeat(numpy.cumsum(pieces) - pieces, pieces)
        p = start[edge] + step[edge] * (nth / pieces[edge])[:, None]
        lon, lat = self.to_degrees.transform(p[:, 0], p[:, 1])
        lon, lat = numpy.radians(numpy.asarray(lon)), numpy.radians(numpy.asarray(lat))
        lon = lon - lon[0]
        zs = z(lat)
        zs = zs - zs[0]
        return abs(float(numpy.sum((lon + numpy.roll(lon, -1)) / 2 * (numpy.roll(zs, -1) - zs))))

    def area(self, g):
        if self.planar:
            return areal(g).area
        return sum(self.ring_area(p.exterior) - sum(map(self.ring_area, p.interiors)) for p in polygons(g))

    def length(self, g):
        if self.planar:
            return sum(line.length for line in lines(g))
        total = 0.0
        for line in lines(g):
            p = numpy.asarray(line.coords)[:, :2]
            lon, lat = self.to_degrees.transform(p[:, 0], p[:, 1])
            total += float(numpy.sum(GEOD.line_lengths(lon, lat)))
        return total
