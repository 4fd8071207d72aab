#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An editor that is killed while a polygon is drawn offers it again, and it is finished as if nothing had happened. And one that is killed at any moment, over and over, while plots are drawn: no finished edit is lost, the package stays sound,
and the scheme is what the numbers say. In `make check` as many kills as fit in the time; SANXIAN_KILLS=200 in the environment makes as
many."""
import contextlib
import os
import pathlib
import random
import re
import time

import shapely.geometry
import shapely.wkb

import hand
from accessible import Screen
from desktop import wait_for
from scene import main, open_plan

SECONDS = 40
FRESH = 20  # kills of one package, before it has more plots than a county
LONGEST = 1.2  # seconds of drawing
KILLS = int(os.environ.get('SANXIAN_KILLS', 0))


class Watch:
    """What the editor has told to be in the package, at the latest look."""

    def __init__(self, program):
        self.program = program
        self.finished = program.state()['adjustments']

    def until(self, end):
        while time.monotonic() < end:
            state = self.program.state()
            if state and 'adjustments' in state:
                self.finished = max(self.finished, state['adjustments'])


def kill_once(scene, desktop, package, chance, longest):
    with scene.program(desktop, package.path) as program:
        open_plan(program)
        watch = Watch(program)
        hand.choose_tool(program, 'rectangle')
        work = hand.start_drawing_rectangles(program, chance)
        watch.until(time.monotonic() + chance.uniform(0.05, longest))
        program.kill()
        desktop.end(work)
        desktop.hand('mouseup', 1)
        kept = len(package.adjustments())
        assert kept >= watch.finished, '%d adjustments were there, %d were kept' % (watch.finished, kept)
        package.check_sound()
    return kept


CORNERS = [(0.42, 0.42), (0.52, 0.42), (0.54, 0.56), (0.44, 0.58)]


def drafts(desktop):
    """How many corners are kept of each unfinished polygon, beside the user's state."""
    kept = []
    for path in (pathlib.Path(desktop.environment['XDG_STATE_HOME']) / 'sanxian').glob('draft-*.ini'):
        with contextlib.suppress(FileNotFoundError):  # it went while it was looked at
            kept.append(re.search('^points=(.*)$', path.read_text(encoding='utf-8'), re.MULTILINE).group(1).count(';') // 2)
    return kept


def check_draft(scene):
    """The corners set before the kill are there again; none of them was in the package."""
    package = scene.package(500)
    at_first = len(package.adjustments())
    with scene.desktop(1280, 720, with_accessibility=True) as desktop:
        with scene.program(desktop, package.path) as program:
            open_plan(program)
            hand.choose_target(program, 'boundary', 'in')
            hand.choose_tool(program, 'polygon')
            view = program.idle()['map']
            hand.click_corners(program, CORNERS[:3])
            wait_for(lambda: 'draft of three corners, but of %s' % drafts(desktop), lambda: drafts(desktop) == [3])
            hand.click_corners(program, CORNERS[3:])
            wait_for(lambda: 'draft with the last corner, but one of %s' % drafts(desktop), lambda: drafts(desktop) == [4])
            program.idle()
            program.kill()
        assert len(package.adjustments()) == at_first
        package.check_sound()
        with scene.program(desktop, package.path) as program:
            assert open_plan(program)['draft_found'], 'the polygon is not offered again'
            scene.picture(desktop, 'draft')
            Screen(desktop).click(program, 'Go On Drawing')
            program.wait('polygon as before', lambda s: s['preview'])
            assert program.idle()['map']['tool'] == 'SxPolygonTool'
            desktop.keys('Return')
            state = program.wait('finished polygon', lambda s: s['adjustments'] == at_first + 1 and not s['preview'])
            assert state['line'] == 'boundary' and state['direction'] == 'in'
            check_outline(package, view)
            wait_for('no draft any more', lambda: not drafts(desktop))


def check_outline(package, view):
    """Four corners, and the area that they span on the map."""
    name, = package.query("select column_name from gpkg_geometry_columns where table_name = 'sx_adjustment'")[0]
    blob, = package.query('select %s from sx_adjustment order by fid desc limit 1' % name)[0]
    plot = shapely.wkb.loads(blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]:])
    outline = plot.geoms[0] if plot.geom_type == 'MultiPolygon' else plot
    assert len(outline.exterior.coords) == len(CORNERS) + 1, outline.wkt
    width, height = view['x1'] - view['x0'], view['y1'] - view['y0']
    drawn = shapely.geometry.Polygon([(x * width, y * height) for x, y in CORNERS])
    assert 0.9 < outline.area / drawn.area < 1.1, (outline.area, drawn.area)


def check(scene):
    check_draft(scene)
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    start, killed, drawn, longest = time.monotonic(), 0, 0, LONGEST
    with scene.desktop(1280, 720) as desktop:
        while killed < KILLS if KILLS else time.monotonic() < start + SECONDS or not drawn:
            scene.notes[:] = ['The seed was %d, after %d kills.' % (seed, killed)]
            if killed % FRESH == 0:
                package = scene.package(500)
                kept = len(package.adjustments())
            before = kept
            kept = kill_once(scene, desktop, package, chance, longest)
            longest = LONGEST if kept > before else 1.5 * longest  # a busy machine needs its time to draw anything
            drawn += kept - before
            killed += 1
            assert longest < 60, 'nothing was drawn before the kills'
        with scene.program(desktop, package.path) as program:
            state = open_plan(program)
            assert state['adjustments'] == kept
            package.check_agrees(state)
    print('%d kills, %d plots drawn, none lost' % (killed, drawn))


if __name__ == '__main__':
    main(check)
