# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the control lines and zonings after a scheme."""
from joints import Corners, Cuts, groups
from package import LINES, Feature
from planes import EMPTY, both, minus, polygons, union, without_slivers

MEASURES = {'farmland': 'YJJBNTMJ'}
THREE = ['farmland', 'redline', 'boundary']
DISSOLVED = ['redline', 'boundary']


class Piece:
    """Something of a control line: what it covers, and what it counts."""

    def __init__(self, geometry, measure, **codes):
        self.geometry, self.measure, self.codes = geometry, measure, codes


class Line:
    """A control line in one state; absent where its table is. new: what of the pieces, the last of all, is new ground."""

    def __init__(self, pieces, n_kept=None, new=EMPTY):
        self.absent = pieces is None
        self.pieces = pieces or []
        self.ground = union([p.geometry for p in self.pieces])
        self.kept, self.new = self.pieces[:n_kept], new

    def dissolved(self):
        """The dissolved polygons, each as the polygons it is made of: of features, and of what is new. Their corners on each
        other are rounded; whether they are one is told exactly."""
        return groups([polygons(p.geometry) for p in self.kept] + [polygons(without_slivers(self.new))])

    def total(self, wanted=lambda piece: True):
        return sum(p.measure for p in self.pieces if wanted(p))


def base_line(plan, line):
    layer = plan.layer(LINES[line])
    if layer is None:
        return Line(None)
    pieces = []
    for feature in layer:
        measure = feature.measure(MEASURES.get(line, 'MJ'))
        if measure is None:
            measure = plan.plane.area(feature.geometry)
        pieces.append(
            Piece(
                feature.geometry,
                measure,
                DLBM=feature.code('DLBM'),
                GDPDJB=feature.code('GDPDJB'),
                HXLX=feature.code('HXLX'),
            )
        )
    return Line(pieces)


def clipped(plan, piece, out):
    if both(piece.geometry, out).area == 0:
        return piece
    left = without_slivers(minus(piece.geometry, out))
    if left.is_empty:
        return None
    return Piece(left, piece.measure * plan.plane.area(left) / plan.plane.area(piece.geometry), **piece.codes)


def new_farmland(plan, ground):
    """Cut along the parcels, each piece with the codes and the net share of the parcel that it lies in."""
    for parcel in plan.layer('DLTB') or []:
        if ground.is_empty:
            return
        inside = both(ground, parcel.geometry)
        if inside.is_empty:
            continue
        ground = minus(ground, parcel.geometry)
        gross, net = parcel.measure('TBMJ'), parcel.measure('TBDLMJ')
        ratio = net / gross if gross and net is not None else 1
        inside = without_slivers(inside)
        if not inside.is_empty:
            yield Piece(inside, plan.plane.area(inside) * ratio, DLBM=parcel.code('DLBM'), GDPDJB=parcel.code('GDPDJB'))
    ground = without_slivers(ground)
    if not ground.is_empty:
        yield Piece(ground, plan.plane.area(ground), DLBM='', GDPDJB='')


def new_redline(plan, adjustments, kept):
    for adjustment in adjustments:
        new = minus(adjustment.geometry, kept)
        kept = union([kept, adjustment.geometry])
        new = without_slivers(new)
        if not new.is_empty:
            yield Piece(new, plan.plane.area(new), HXLX=adjustment.code('hxlx') or '11')


def line_after(plan, line, base, adjustments):
    if base.absent:
        return base
    mine = [a for a in adjustments if a.code('line') == line]
    if line in DISSOLVED:
        corners = Corners([p.geometry for p in base.pieces])
        mine = [Feature(a.fid, corners.settle(a.geometry), a.row) for a in mine]
    out = union([a.geometry for a in mine if a.code('direction') == 'out'])
    entering = [a for a in mine if a.code('direction') == 'in']
    pieces = [q for q in (clipped(plan, p, out) for p in base.pieces) if q]
    n_kept = len(pieces)
    if line in DISSOLVED:
        cuts = Cuts([p.geometry for p in base.pieces] + [a.geometry for a in mine])
        for piece in pieces:
            if piece not in base.pieces:
                piece.geometry = cuts.settle(piece.geometry)
    kept = union([p.geometry for p in pieces])
    new = minus(union([a.geometry for a in entering]), kept)
    if line in DISSOLVED:
        new = cuts.settle(new)
    if line == 'farmland':
        pieces += new_farmland(plan, new)
    elif line == 'redline':
        pieces += new_redline(plan, entering, kept)
    else:
        left = without_slivers(new)
        if not left.is_empty:
            pieces.append(Piece(left, plan.plane.area(left)))
    return Line(pieces, n_kept, new)


class Zone:
    def __init__(self, geometry, code, name):
        self.geometry, self.code, self.name = geometry, code, name

    def starts(self, digit, name):
        return self.code.startswith(digit) if self.code else self.name == name


def zones_of(plan, table, code, name):
    layer = plan.layer(table)
    return None if layer is None else [Zone(f.geometry, f.code(code), f.code(name)) for f in layer]


def overlaid(zones, ground, code, name):
    """The zones with one more on top."""
    if ground.is_empty:
        return zones
    return [Zone(minus(z.geometry, ground), z.code, z.name) for z in zones] + [Zone(ground, code, name)]


def reclassified(zones, rows, layer):
    ground = union([z.geometry for z in zones])
    for row in rows:
        if row.code('layer') == layer:
            zones = overlaid(zones, both(row.geometry, ground), row.code('code'), row.code('name'))
    return zones


def linked_zones(zones, before, after):
    """Where a control line really changes the zone follows it."""
    changed = union(
        [
            g
            for line in THREE
            for g in (minus(after[line].ground, before[line].ground), minus(before[line].ground, after[line].ground))
        ]
    )
    changed = both(changed, union([z.geometry for z in zones]))
    left_redline = minus(before['redline'].ground, after['redline'].ground)
    result, rest = zones, changed
    for code, ground in [
        ('100', after['redline'].ground),
        ('300', after['farmland'].ground),
        ('400', after['boundary'].ground),
        ('200', left_redline),
        ('500', rest),
    ]:
        result = overlaid(result, both(rest, ground), code, '')
        rest = minus(rest, ground)
    return result
