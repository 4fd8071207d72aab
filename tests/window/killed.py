#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An editor that is killed while a polygon is drawn offers it again, and it is finished as if nothing had happened. And one that is killed at any moment, over and over, while plots are drawn: no finished edit is lost, the package stays sound,
and the scheme is what the numbers say. In `make check` as many kills as fit in the time; SANXIAN_KILLS=200 in the environment makes as
many."""
import os
import pathlib
import random
import sys
import time

import shapely.geometry
import shapely.wkb

import hand
from accessible import Screen
from desktop import wait_for
from scene import main, open_plan

SECONDS = 40
FRESH = 20  # kills of one package, before it has more plots than a county
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


def kill_once(scene, desktop, package, chance):
    with scene.program(desktop, package.path) as program:
        open_plan(program)
        watch = Watch(program)
        hand.choose_tool(program, 'rectangle')
        work = hand.start_drawing_rectangles(program, chance)
        watch.until(time.monotonic() + chance.uniform(0.05, 1.2))
        program.kill()
        desktop.end(work)
        desktop.hand('mouseup', 1)
        kept = len(package.adjustments())
        assert kept >= watch.finished, '%d adjustments were there, %d were kept' % (watch.finished, kept)
        package.check_sound()
    return kept


CORNERS = [(0.42, 0.42), (0.52, 0.42), (0.54, 0.56), (0.44, 0.58)]


def drafts(desktop):
    """What is kept of unfinished polygons, beside the user's state."""
    folder = pathlib.Path(desktop.environment['XDG_STATE_HOME']) / 'sanxian'
    return {path.name: path.read_bytes() for path in folder.glob('*') if path.suffix != '.view'}


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
            three = wait_for('draft', lambda: drafts(desktop))
            hand.click_corners(program, CORNERS[3:])
            wait_for('draft with the last corner', lambda: drafts(desktop) not in ({}, three))
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
    start, killed, drawn = time.monotonic(), 0, 0
    try:
        with scene.desktop(1280, 720) as desktop:
            while killed < KILLS if KILLS else time.monotonic() < start + SECONDS:
                if killed % FRESH == 0:
                    package = scene.package(500)
                    kept = len(package.adjustments())
                before = kept
                kept = kill_once(scene, desktop, package, chance)
                drawn += kept - before
                killed += 1
            with scene.program(desktop, package.path) as program:
                state = open_plan(program)
                assert state['adjustments'] == kept
                package.check_agrees(state)
    except BaseException:
        print('The seed was %d, after %d kills.' % (seed, killed), file=sys.stderr)
        raise
    assert drawn > 0, 'nothing was drawn before the kills'
    print('%d kills, %d plots drawn, none lost' % (killed, drawn))


if __name__ == '__main__':
    main(check)
