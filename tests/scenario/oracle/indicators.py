# SPDX-License-Identifier: GPL-3.0-or-later
"""Every indicator and conflict of profile anhui-2026, computed from nothing: a second opinion."""
import math

from shapely.strtree import STRtree

from package import LINES, Package, number
from planes import EMPTY, both, minus, polygons, union
from state import THREE, base_line, line_after, linked_zones, reclassified, zones_of

MU, WAN_MU, HA, KM2 = 2000 / 3, 2e7 / 3, 1e4, 1e6
CROPLAND = {'0101', '0102', '0103'}
VILLAGES = {'201', '202', '203'}
ECOLOGICAL = {
    '0301',
    '0302',
    '0303',
    '0304',
    '0305',
    '0306',
    '0307',
    '0401',
    '0402',
    '0403',
    '0404',
    '0603',
    '1101',
    '1102',
    '1103',
    '1104',
    '1105',
    '1106',
    '1107',
    '1108',
    '1110',
}
BUILT_PLACES = {'201', '201A', '202', '202A', '203', '203A', '204', '205'}
BUILT_CODES = {'1001', '1002', '1003', '1007', '1008', '1009', '1109'}
URBAN = {'201', '201A', '202', '202A'}
LAND_REDLINE = {'11', '12', '13', '14', '15', '21', '22', '23', '24', '25'}
OTHER_LINES = ['heritage', 'flood', 'mineral', 'green', 'blue', 'yellow', 'purple']
CHANGES = {'increase', 'decrease'}
SITUATIONS = {
    ('farmland', 'in'): 5,
    ('farmland', 'out'): 7,
    ('redline', 'in'): 4,
    ('redline', 'out'): 6,
    ('boundary', 'in'): 6,
    ('boundary', 'out'): 7,
}
AREA_UNITS = {'万亩': WAN_MU, '亩': MU, 'km²': KM2, 'ha': HA, 'm²': 1.0}


def is_cropland(parcel):
    return parcel.code('DLBM') in CROPLAND and parcel.code('CZCSXM') not in VILLAGES


def is_built(parcel):
    return parcel.code('CZCSXM') in BUILT_PLACES or parcel.code('DLBM') in BUILT_CODES


class Grounds:
    """Unions of filtered layers, made once; None where every layer is absent."""

    def __init__(self, plan):
        self.plan, self.made = plan, {}

    def of(self, *sources):
        key = tuple((table, wanted.__name__ if wanted else '') for table, wanted in sources)
        if key not in self.made:
            layers = [(self.plan.layer(table), wanted) for table, wanted in sources]
            self.made[key] = (
                None
                if all(layer is None for layer, _ in layers)
                else union([f.geometry for layer, wanted in layers for f in layer or [] if wanted is None or wanted(f)])
            )
        return self.made[key]

    def minerals(self):
        return ('KCZYKCBHX' if self.plan.layer('KCZYYF') is None else 'KCZYYF', None)

    def cropland(self):
        return self.of(('DLTB', is_cropland))

    def ecological(self):
        return self.of(('DLTB', ecological))

    def built2020(self):
        return self.of(('DLTB2020', is_built))

    def unsuitable(self):
        return self.of(
            ('CZJSSYXPJJG', unsuitable), ('DZZHQ', dangerous), ('XZHQ', None), self.minerals(), ('DYZ', None)
        )


def ecological(f):
    return f.code('DLBM') in ECOLOGICAL


def unsuitable(f):
    return f.code('SYXDJ') == '21'


def dangerous(f):
    return f.code('FJ') in ('10', '20')


def urban(f):
    return f.code('CZCSXM') in URBAN


def steep_cropland(f):
    return is_cropland(f) and f.code('GDPDJB') in ('4', '5')


def core(f):
    return f.code('GKFQ') == 'core'


def clusters(pieces):
    """Connected components of single-part pieces no more than 10 m apart."""
    if not pieces:
        return []
    group = list(range(len(pieces)))

    def find(i):
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    tree = STRtree(pieces)
    place = {id(p): i for i, p in enumerate(pieces)}
    for i, piece in enumerate(pieces):
        for other in tree.query(piece.buffer(11).envelope):
            j = place[id(other)]
            if j < i and find(i) != find(j) and piece.distance(other) <= 10:
                group[find(j)] = find(i)
    members = {}
    for i, piece in enumerate(pieces):
        members.setdefault(find(i), []).append(piece)
    return list(members.values())


def holes(line):
    """What each dissolved polygon encloses, less what of the line stands inside. Where polygons touch in points without being one,
    none of them encloses what lies between them."""
    world = line.ground.buffer(1000).envelope
    for group in line.dissolved():
        for beside in polygons(minus(world, union(group))):
            if not beside.intersects(world.exterior):
                yield minus(beside, line.ground)


class State:
    """What can be measured of the plan with one set of lines, zones and roads; None stands for no value."""

    def __init__(self, plan, grounds, lines, zones, city, roads, uncounted, parameters):
        self.plan, self.grounds, self.lines, self.zones, self.city = plan, grounds, lines, zones, city
        self.roads, self.uncounted, self.parameters = roads, uncounted, parameters
        self.area = plan.plane.area

    def values(self):
        v = {}
        self.farmland(v)
        self.redline(v)
        self.boundary(v)
        v['road_density'] = self.road_density()
        v['green_coverage'] = self.green_coverage()
        for line, digit, name in [('farmland', '3', '农田保护区'), ('boundary', '4', '城镇发展区'), ('redline', '1', '生态保护区')]:
            v['zone_match_' + line] = self.zone_match(line, digit, name)
        for line in OTHER_LINES:
            v[line + '_area' if line in OTHER_LINES[:3] else line + '_line_area'] = (
                None if self.lines[line].absent else self.lines[line].total() / HA
            )
        f, r, b = (self.lines[line] for line in THREE)
        v['lines_overlap_area'] = (
            None
            if f.absent or r.absent or b.absent
            else sum(self.area(both(x.ground, y.ground)) for x, y in [(f, r), (f, b), (r, b)])
        )
        return v

    def farmland(self, v):
        line = self.lines['farmland']
        for id in [
            'farmland_area',
            'farmland_irrigated_ratio',
            'farmland_highstandard_ratio',
            'farmland_steep_area',
            'farmland_contiguity',
            'farmland_fragment_count',
        ]:
            v[id] = None
        if line.absent:
            return
        total = line.total()
        v['farmland_area'] = total / WAN_MU
        v['farmland_steep_area'] = (
            line.total(lambda p: p.codes['DLBM'].startswith('01') and p.codes['GDPDJB'] in ('4', '5')) / MU
        )
        if total > 0:
            v['farmland_irrigated_ratio'] = 100 * line.total(lambda p: p.codes['DLBM'] in ('0101', '0102')) / total
            high = self.grounds.of(('GBZNT', None))
            if high is not None:
                v['farmland_highstandard_ratio'] = (
                    100
                    / total
                    * sum(p.measure * self.area(both(p.geometry, high)) / self.area(p.geometry) for p in line.pieces)
                )
        groups = clusters([q for p in line.pieces for q in polygons(p.geometry)])
        if groups:
            v['farmland_contiguity'] = total / MU / len(groups)
        limit = (3 if self.parameters.get('terrain', 'plain').strip() == 'hill' else 5) * MU
        v['farmland_fragment_count'] = sum(union([p.buffer(5, 8) for p in g]).area < limit for g in groups)

    def count_smaller(self, line, limit):
        return sum(self.area(union(group)) < limit for group in line.dissolved())

    def redline(self, v):
        line, ecological, cropland = self.lines['redline'], self.grounds.ecological(), self.grounds.cropland()
        absent = line.absent
        v['redline_area'] = None if absent else line.total(lambda p: p.codes['HXLX'] in LAND_REDLINE) / KM2
        v['redline_ecological_area'] = (
            None if absent or ecological is None else self.area(both(line.ground, ecological)) / KM2
        )
        v['redline_cropland_area'] = (
            None if absent or cropland is None else self.area(both(line.ground, cropland)) / KM2
        )
        v['redline_small_count'] = None if absent else self.count_smaller(line, KM2)

    def expansion(self):
        """C, in m²"""
        line, built, approved = self.lines['boundary'], self.grounds.built2020(), self.grounds.of(('PZJSYD', None))
        if line.absent or built is None or approved is None:
            return None
        return self.area(minus(minus(minus(line.ground, built), approved), self.uncounted))

    def urban2020(self):
        given = number(self.parameters.get('urban2020_ha'))
        if given is not None:
            return given * HA
        ground = self.grounds.of(('DLTB2020', urban))
        return None if ground is None else self.area(ground)

    def boundary(self, v):
        line, farmland = self.lines['boundary'], self.lines['farmland']
        c, base = self.expansion(), self.urban2020()
        v['boundary_area'] = None if line.absent else line.total() / HA
        v['boundary_expansion_scale'] = None if c is None else c / HA
        v['boundary_multiplier'] = None if c is None or not base else c / base + 1
        v['boundary_fragment_count'] = None if line.absent else self.count_smaller(line, 15 * MU)
        v['boundary_window_count'] = (
            None
            if line.absent or farmland.absent
            else sum(self.area(both(hole, farmland.ground)) > 1 for hole in holes(line))
        )
        parks = self.grounds.of(('KFQ', None), ('FNYQ', None))
        v['boundary_zone_ratio'] = (
            None
            if line.absent or parks is None or parks.area == 0
            else 100 * self.area(both(line.ground, parks)) / self.area(parks)
        )
        bad = self.grounds.unsuitable()
        v['boundary_unsuitable_area'] = None if line.absent or bad is None else self.area(both(line.ground, bad)) / MU

    def road_density(self):
        city = self.grounds.of(('ZXCQFW', None))
        if self.plan.layer('ZXCQDLZXX') is None or city is None or city.area == 0:
            return None
        removed = union([r.geometry.buffer(1, 8) for r in self.roads if r.code('action') == 'remove'])
        left = [
            f.geometry.difference(removed) if not removed.is_empty else f.geometry for f in self.plan.layer('ZXCQDLZXX')
        ]
        added = [r.geometry for r in self.roads if r.code('action') == 'add']
        return sum(self.plan.plane.length(g.intersection(city)) for g in left + added) / 1000 / (self.area(city) / KM2)

    def green_coverage(self):
        city = self.grounds.of(('ZXCQFW', None))
        if self.city is None or city is None:
            return None
        homes = both(union([z.geometry for z in self.city if z.code.startswith(('0701', '0702'))]), city)
        if homes.area == 0:
            return None
        walk = number(self.parameters.get('walk_5min_m'))
        parks = [
            p
            for p in polygons(union([z.geometry for z in self.city if z.code.startswith(('1401', '1403'))]))
            if self.area(p) >= 400
        ]
        near = union([p.buffer(300 if walk is None else walk, 32) for p in parks])
        return 100 * self.area(both(homes, near)) / self.area(homes)

    def zone_match(self, line, digit, name):
        if self.lines[line].absent or self.zones is None:
            return None
        zone = union([z.geometry for z in self.zones if z.starts(digit, name)])
        return None if zone.area == 0 else 100 * self.area(both(self.lines[line].ground, zone)) / self.area(zone)


# id, unit, comparator, in the order of the definition
INDICATORS = [
    ('arable_area', '万亩', 'at_least_target'),
    ('farmland_area', '万亩', 'at_least_target'),
    ('forest_area', '万亩', 'at_least_target'),
    ('forest_cover', '%', 'at_least_target'),
    ('farmland_irrigated_ratio', '%', 'increase'),
    ('farmland_highstandard_ratio', '%', 'increase'),
    ('farmland_steep_area', '亩', 'decrease'),
    ('farmland_contiguity', '亩/个', 'increase'),
    ('farmland_fragment_count', '个', 'decrease'),
    ('redline_area', 'km²', 'not_decrease'),
    ('redline_ecological_area', 'km²', 'increase'),
    ('redline_cropland_area', 'km²', 'not_increase'),
    ('redline_small_count', '个', 'not_increase'),
    ('boundary_area', 'ha', 'not_increase'),
    ('boundary_increment_balance', 'ha', 'not_increase'),
    ('boundary_expansion_scale', 'ha', 'not_increase'),
    ('boundary_multiplier', '', 'not_increase'),
    ('boundary_fragment_count', '个', 'decrease'),
    ('boundary_window_count', '个', 'decrease'),
    ('boundary_zone_ratio', '%', 'increase'),
    ('boundary_direction', '', 'manual'),
    ('boundary_unsuitable_area', '亩', 'not_increase'),
    ('road_density', 'km/km²', 'increase'),
    ('green_coverage', '%', 'increase'),
    ('special_case', '', 'manual'),
    ('zone_match_farmland', '%', 'not_decrease'),
    ('zone_match_boundary', '%', 'not_decrease'),
    ('zone_match_redline', '%', 'not_decrease'),
    ('heritage_area', 'ha', 'not_decrease'),
    ('flood_area', 'ha', 'not_decrease'),
    ('mineral_area', 'ha', 'manual'),
    ('green_line_area', 'ha', 'not_decrease'),
    ('blue_line_area', 'ha', 'not_decrease'),
    ('yellow_line_area', 'ha', 'not_decrease'),
    ('purple_line_area', 'ha', 'not_decrease'),
    ('lines_overlap_area', 'm²', 'at_most_target'),
    ('reserve_scale', 'ha', 'at_most_target'),
    ('reserve_ratio', '%', 'at_most_target'),
]
RESERVE_LIMIT = 5


class Oracle:
    """The whole answer for a plan and its scheme, or for other adjustments put in the scheme's place."""

    def __init__(self, path, planar=False):
        self.plan = Package(path, planar)
        self.grounds = Grounds(self.plan)
        self.base = {line: base_line(self.plan, line) for line in LINES}
        self.zones = zones_of(self.plan, 'GHFQ', 'GHFQDM', 'GHFQMC')
        self.city = zones_of(self.plan, 'ZXCQGHYDYH', 'YDYHFLDM', 'YDYHFLMC')
        self.parameters = self.plan.parameters()
        self.before = self.state(self.base, self.zones, self.city, [], EMPTY).values()

    def state(self, lines, zones, city, roads, uncounted):
        return State(self.plan, self.grounds, lines, zones, city, roads, uncounted, self.parameters)

    def evaluate(self, scheme):
        id = self.plan.scheme_id(scheme)
        rows = [self.plan.of_scheme(table, id) for table in ('sx_adjustment', 'sx_reclass', 'sx_road')]
        return self.answer(id, *rows)

    def answer(self, id, adjustments, reclasses, roads):
        lines = {line: line_after(self.plan, line, self.base[line], adjustments) for line in LINES}
        zones, city = self.zones, self.city
        if zones is not None:
            zones = reclassified(linked_zones(zones, self.base, lines), reclasses, 'GHFQ')
        if city is not None:
            city = reclassified(city, reclasses, 'GHYDYH')
        marked = union(
            [
                a.geometry
                for a in adjustments
                if a.code('line') == 'boundary' and a.code('direction') == 'in' and number(a.value('uncounted'))
            ]
        )
        uncounted = minus(marked, self.base['boundary'].ground)
        after = self.state(lines, zones, city, roads, uncounted)
        values = after.values()
        before = dict(self.before)
        targets = self.special(id, before, values, lines, uncounted)
        self.concerned = {a.code('line') for a in adjustments}
        if roads:
            self.concerned.add('road')
        if any(r.code('layer') == 'GHYDYH' for r in reclasses):
            self.concerned.add('green')
        judgements = self.plan.judgements(id)
        result = []
        for name, unit, comparator in INDICATORS:
            b, a, target = before.get(name), values.get(name), targets.get(name)
            verdict = self.verdict(name, unit, comparator, b, a, target, judgements)
            result.append(
                {
                    'id': name,
                    'unit': unit,
                    'before': b,
                    'after': a,
                    'target': target,
                    'comparator': comparator,
                    'verdict': verdict,
                }
            )
        by_name = {row['id']: row for row in result}
        by_name['reserve_scale']['verdict'] = by_name['reserve_ratio']['verdict']
        return {'indicators': result, 'conflicts': self.conflicts(adjustments, lines)}

    def special(self, id, before, values, lines, uncounted):
        """The rows whose before is a target, a constant or a parameter."""
        targets = {}
        for name in ('arable_area', 'farmland_area', 'forest_area', 'forest_cover'):
            before[name] = targets[name] = number(self.parameters.get('target.' + name))
        dltb = self.plan.layer('DLTB')
        values['arable_area'] = (
            None
            if dltb is None
            else sum(
                self.plan.plane.area(f.geometry) if f.measure('TBDLMJ') is None else f.measure('TBDLMJ')
                for f in dltb
                if is_cropland(f)
            )
            / WAN_MU
        )
        for name in ('forest_area', 'forest_cover'):
            given = number(self.parameters.get('scheme.%s.%s' % (id, name)))
            values[name] = before[name] if given is None else given
        area, base, after = self.plan.plane.area, self.base['boundary'], lines['boundary']
        built, villages = self.grounds.built2020(), self.grounds.of(('DLCZJSYD', None))
        before['boundary_increment_balance'] = 0.0
        values['boundary_increment_balance'] = None
        if not base.absent and built is not None and villages is not None:
            values['boundary_increment_balance'] = (
                area(minus(minus(minus(after.ground, base.ground), uncounted), built))
                + area(minus(minus(villages, after.ground), built))
                - area(minus(minus(base.ground, after.ground), built))
            ) / HA
        c0, c1 = before['boundary_expansion_scale'], values['boundary_expansion_scale']
        before['reserve_scale'] = before['reserve_ratio'] = 0.0
        values['reserve_scale'] = None if c0 is None else c0 - c1
        values['reserve_ratio'] = None if not c0 else 100 * (c0 - c1) / c0
        targets['lines_overlap_area'] = 1.0
        targets['reserve_ratio'] = RESERVE_LIMIT
        return targets

    def verdict(self, name, unit, comparator, before, after, target, judgements):
        if name == 'special_case':
            return judgements.get(name, 'not_involved')
        if name == 'boundary_direction':
            return judgements.get(name, 'manual')
        if before is None or after is None:
            return 'no_data'
        if comparator == 'manual':
            return judgements.get(name, 'manual')
        line = {'road_density': 'road', 'green_coverage': 'green'}.get(name, name.split('_')[0])
        if name == 'boundary_increment_balance' and 'boundary' not in self.concerned:
            return 'not_involved'
        if name == 'boundary_multiplier':
            before, after = (math.floor(x * 100 + 0.5) / 100 for x in (before, after))
        ruler = target if target is not None else before
        slack = 0 if unit == '个' else 1e-7 * abs(ruler)
        if unit in AREA_UNITS:
            slack = max(slack, 0.01 / AREA_UNITS[unit])
        if comparator in CHANGES and line not in self.concerned and abs(after - before) <= slack:
            return 'not_involved'
        good = {
            'increase': after > ruler + slack,
            'not_decrease': after >= ruler - slack,
            'decrease': after < ruler - slack,
            'not_increase': after <= ruler + slack,
            'at_least_target': after >= ruler - slack,
            'at_most_target': after <= ruler + slack,
        }
        return 'pass' if good[comparator] else 'fail'

    def rules(self, lines):
        """(rule, line, direction, ground that may not be touched or None, outside it?, exempt ground, severity)"""
        of = self.grounds.of
        approved = of(('PZJSYD', None)) or EMPTY
        after = {line: None if lines[line].absent else lines[line].ground for line in THREE}
        return [
            ('boundary-in-farmland', 'boundary', 'in', after['farmland'], False, EMPTY, 'error'),
            ('boundary-in-redline', 'boundary', 'in', after['redline'], False, EMPTY, 'error'),
            ('boundary-in-dzzhq', 'boundary', 'in', of(('DZZHQ', dangerous)), False, EMPTY, 'error'),
            ('boundary-in-xzhq', 'boundary', 'in', of(('XZHQ', None)), False, EMPTY, 'error'),
            ('boundary-in-kczyyf', 'boundary', 'in', of(self.grounds.minerals()), False, EMPTY, 'error'),
            ('boundary-in-lswhbhx', 'boundary', 'in', of(('LSWHBHX', None)), False, approved, 'error'),
            ('boundary-in-dyz', 'boundary', 'in', of(('DYZ', None)), False, approved, 'error'),
            ('boundary-in-hlfxkzx', 'boundary', 'in', of(('HLFXKZX', None)), False, approved, 'error'),
            ('boundary-out-pzjsyd', 'boundary', 'out', of(('PZJSYD', None)), False, EMPTY, 'error'),
            ('boundary-out-pzwjstd', 'boundary', 'out', of(('PZWJSTD', None)), False, EMPTY, 'error'),
            ('boundary-out-kfq', 'boundary', 'out', of(('KFQ', None)), False, EMPTY, 'error'),
            ('boundary-out-urban', 'boundary', 'out', of(('DLTB', urban)), False, EMPTY, 'error'),
            ('farmland-in-redline', 'farmland', 'in', after['redline'], False, EMPTY, 'error'),
            ('farmland-in-boundary', 'farmland', 'in', after['boundary'], False, EMPTY, 'error'),
            ('farmland-in-hdglfw', 'farmland', 'in', of(('HDGLFW', None)), False, EMPTY, 'error'),
            ('farmland-in-not-cropland', 'farmland', 'in', self.grounds.cropland(), True, EMPTY, 'error'),
            ('farmland-in-steep', 'farmland', 'in', of(('DLTB', steep_cropland)), False, EMPTY, 'warning'),
            (
                'farmland-in-not-reserve',
                'farmland',
                'in',
                of(('YJJBNTCBQ', None), ('GBZNT', None)),
                True,
                EMPTY,
                'warning',
            ),
            ('redline-out-zrbhd-core', 'redline', 'out', of(('ZRBHD', core)), False, EMPTY, 'error'),
            ('outside-xzq', None, None, of(('XZQ', None)), True, EMPTY, 'error'),
        ]

    def conflicts(self, adjustments, lines):
        found = []
        for a in adjustments:
            line, direction, situation = a.code('line'), a.code('direction'), a.code('situation')

            def report(rule, severity, area):
                found.append({'adjustment': a.fid, 'rule': rule, 'severity': severity, 'area': area})

            for rule, of_line, of_direction, ground, outside, exempt, severity in self.rules(lines):
                if ground is None or of_line not in (None, line) or of_direction not in (None, direction):
                    continue
                area = self.plan.plane.area(
                    minus(minus(a.geometry, ground) if outside else both(a.geometry, ground), exempt)
                )
                if area > 1:
                    report(rule, severity, area)
            others = union([b.geometry for b in adjustments if b.fid != a.fid and b.code('line') == line])
            area = self.plan.plane.area(both(a.geometry, others))
            if area > 1:
                report('overlap-same-line', 'error', area)
            own = self.plan.plane.area(a.geometry)
            known = SITUATIONS.get((line, direction))
            if known and situation not in [str(i + 1) for i in range(known)]:
                report('situation', 'error', own)
            case = (line, direction, situation)
            if (
                case == ('boundary', 'in', '5')
                and own > 5 * MU
                or case in (('boundary', 'in', '2'), ('boundary', 'out', '1'))
                and own >= 15 * MU
                or case == ('redline', 'out', '4')
                and own >= KM2
            ):
                report('situation-limit', 'warning', own)
        return found
