# SPDX-License-Identifier: GPL-3.0-or-later
"""Which polygons are one when they are dissolved, in rational arithmetic: those whose areas overlap or whose borders
have a stretch in common. A union in floating point may decide otherwise where corners were rounded."""
from fractions import Fraction
from math import floor, hypot

from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.strtree import STRtree

SAME_CORNER = 1e-6


class Places:
    """Tells of a corner where it belongs."""

    def ring(self, ring):
        return [self.settled(p) for p in ring.coords]

    def settle(self, geometry):
        """The geometry with its corners where those are that they are."""
        if geometry.is_empty:
            return geometry
        parts = [
            Polygon(self.ring(part.exterior), [self.ring(r) for r in part.interiors])
            for part in getattr(geometry, 'geoms', [geometry])
        ]
        made = parts[0] if len(parts) == 1 else MultiPolygon(parts)
        return made if made.is_valid else geometry


class Corners(Places):
    """The corners of some geometries, and which of them a corner of another one is: the nearest within a micrometre."""

    def __init__(self, geometries):
        self.cells = {}
        for part in (p for g in geometries for p in getattr(g, 'geoms', [g]) if not p.is_empty):
            for ring in [part.exterior, *part.interiors]:
                for p in ring.coords:
                    self.cells.setdefault((floor(p[0] * 1000), floor(p[1] * 1000)), set()).add(p[:2])

    def settled(self, p):
        near = {
            q
            for x in (p[0] - SAME_CORNER, p[0] + SAME_CORNER)
            for y in (p[1] - SAME_CORNER, p[1] + SAME_CORNER)
            for q in self.cells.get((floor(x * 1000), floor(y * 1000)), ())
        }
        distance, q = min(
            ((((q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2), q) for q in near), default=(SAME_CORNER, None)
        )
        return q if distance <= SAME_CORNER**2 else p[:2]


def crossing(e, f):
    """Where two edges cross, computed about the middle of what their boxes share; None where they are nearly parallel."""
    (ex, ey), (fx, fy) = ((b[0] - a[0], b[1] - a[1]) for a, b in (e, f))
    sine = abs(ex * fy - ey * fx) / (hypot(ex, ey) * hypot(fx, fy))
    if sine < 1e-3:
        return None
    middle = [
        (max(min(a[i], b[i]) for a, b in (e, f)) + min(max(a[i], b[i]) for a, b in (e, f))) / 2 for i in (0, 1)
    ]
    (a, b), (c, d) = ([(p[0] - middle[0], p[1] - middle[1]) for p in edge] for edge in (e, f))
    ex, ey, ew = a[1] - b[1], b[0] - a[0], a[0] * b[1] - b[0] * a[1]
    fx, fy, fw = c[1] - d[1], d[0] - c[0], c[0] * d[1] - d[0] * c[1]
    w = ex * fy - fx * ey
    return sine, ((ey * fw - fy * ew) / w + middle[0], (fx * ew - ex * fw) / w + middle[1])


class Cuts(Places):
    """Edges as they are stored or drawn. A corner that an overlay made is put where two of them cross, so that it does not
    depend on what was cut first."""

    def __init__(self, geometries):
        rings = [r for g in geometries for p in getattr(g, 'geoms', [g]) if not p.is_empty for r in [p.exterior, *p.interiors]]
        points = [[p[:2] for p in r.coords] for r in rings]
        self.corners = {p for ring in points for p in ring}
        self.edges = [LineString(pair) for ring in points for pair in zip(ring, ring[1:]) if pair[0] != pair[1]]
        self.tree = STRtree(self.edges) if self.edges else None

    def settled(self, p):
        if p[:2] in self.corners or not self.tree:
            return p[:2]
        here = Point(p)
        near = [tuple(e.coords) for e in self.tree.query(here.buffer(2 * SAME_CORNER)) if e.distance(here) <= SAME_CORNER]
        found = [c for i, e in enumerate(near) for c in [crossing(e, f) for f in near[:i]] if c]
        found = [c for c in found if max(abs(c[1][0] - p[0]), abs(c[1][1] - p[1])) <= SAME_CORNER]
        return max(found)[1] if found else p[:2]


def exact(point):
    return Fraction(point[0]), Fraction(point[1])


def turn(a, b, c):
    """1: c lies left of a → b, -1: right, 0: on the line"""
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (area > 0) - (area < 0)


def corners(polygon, box):
    """(corner before, corner, corner after) of the polygon, whose inside is on the left, where the edge reaches the box."""
    for ring, is_shell in [(polygon.exterior, True)] + [(r, False) for r in polygon.interiors]:
        points = list(ring.coords)[:-1]
        points = [p[:2] for i, p in enumerate(points) if p[:2] != points[i - 1][:2]]
        if ring.is_ccw != is_shell:
            points.reverse()
        for i, b in enumerate(points):
            c = points[(i + 1) % len(points)]
            if (
                min(b[0], c[0]) <= box[2]
                and max(b[0], c[0]) >= box[0]
                and min(b[1], c[1]) <= box[3]
                and max(b[1], c[1]) >= box[1]
            ):
                yield exact(points[i - 1]), exact(b), exact(c)


def within(at, angle, to):
    """Whether the way at → to leads into the angle, counter-clockwise from its first side to its last."""
    first, last = angle
    t = turn(at, first, last)
    if t > 0:
        return turn(at, first, to) > 0 and turn(at, to, last) > 0
    if t < 0:
        return turn(at, last, to) < 0 or turn(at, to, first) < 0
    return turn(at, first, to) > 0


def between(p, a, b):
    return min(a[0], b[0]) <= p[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= p[1] <= max(a[1], b[1])


def edges_join(e, f):
    (e0, e1, e2), (f0, f1, f2) = e, f
    s1, s2, s3, s4 = turn(e1, e2, f1), turn(e1, e2, f2), turn(f1, f2, e1), turn(f1, f2, e2)
    if s1 * s2 < 0 and s3 * s4 < 0:
        return True
    if s1 == s2 == 0 and len({p for p in (e1, e2) if between(p, f1, f2)} | {p for p in (f1, f2) if between(p, e1, e2)}) > 1:
        return True
    for at, is_there in ((f1, s1 == 0 and between(f1, e1, e2)), (e1, s3 == 0 and between(e1, f1, f2))):
        if is_there and at not in ({e2, f2}):
            a = (e2, e0 if at == e1 else e1)
            b = (f2, f0 if at == f1 else f1)
            if any(within(at, a, to) for to in b) or any(within(at, b, to) for to in a):
                return True
    return False


def is_one(a, b):
    mine, theirs = list(corners(a, b.bounds)), list(corners(b, a.bounds))
    if any(edges_join(e, f) for e in mine for f in theirs if boxes_meet(e, f)):
        return True
    return any(x.contains(Point(y.exterior.coords[0])) and x.boundary.distance(Point(y.exterior.coords[0])) > 1e-6 for x, y in ((a, b), (b, a)))


def boxes_meet(e, f):
    return all(max(min(e[1][i], e[2][i]), min(f[1][i], f[2][i])) <= min(max(e[1][i], e[2][i]), max(f[1][i], f[2][i])) for i in (0, 1))


def groups(features):
    """The polygons of all features, in the groups that are one. Those of one feature are apart from each other."""
    members = [p for feature in features for p in feature]
    owner = {id(p): i for i, feature in enumerate(features) for p in feature}
    group = {id(p): [p] for p in members}
    tree = STRtree(members) if members else None
    for p in members:
        for q in tree.query(p):
            if owner[id(q)] < owner[id(p)] and group[id(p)] is not group[id(q)] and p.distance(q) < 1e-6 and is_one(p, q):
                whole = group[id(p)] + group[id(q)]
                for member in whole:
                    group[id(member)] = whole
    return list({id(g): g for g in group.values()}.values())
