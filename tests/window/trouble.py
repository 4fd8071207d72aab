#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans that cannot be had whole: damaged, locked by another program, open twice. Each is told, and no edit is lost."""
import contextlib
import sqlite3

import hand
from accessible import Screen
from desktop import wait_for
from scene import main

PLOT = [(0.40, 0.40), (0.50, 0.40), (0.50, 0.52), (0.40, 0.52)]


def check_damaged(scene):
    """The plan that was open stays, and a sentence names the file."""
    package = scene.package()
    damaged = scene.folder / '坏的.gpkg'
    damaged.write_bytes(package.path.read_bytes()[:5000])
    with scene.editor(package, with_accessibility=True) as program:
        program.desktop.run(scene.app, damaged)
        screen = Screen(program.desktop)
        wait_for('word of the damaged file', lambda: any('坏的.gpkg' in text for text in screen.texts()), 10, 0.1)
        scene.picture(program.desktop, 'damaged')
        files = [window.get('file') for window in program.report()['windows']]
        assert str(package.path) in files, 'the plan that was open is gone'


def check_locked(scene):
    """Another program holds the package for itself: it opens to be read, and says so."""
    package = scene.package()
    with contextlib.closing(sqlite3.connect(package.path, isolation_level=None)) as other:
        other.execute('pragma locking_mode = exclusive')
        other.execute('begin immediate')
        other.execute("update sx_scheme set note = 'x'")
        with scene.editor(package) as program:
            state = program.idle()
            assert state['read_only'], 'a package that another program holds was opened for writing'
            scene.picture(program.desktop, 'locked')
        other.execute('rollback')


def check_twice(scene):
    """Two programs on one package: what each drew is there."""
    package = scene.package()
    at_first = len(package.adjustments())
    with scene.editor(package) as first, scene.editor(package) as second:
        for program in (first, second):
            hand.choose_target(program, 'boundary', 'in')
            hand.choose_tool(program, 'polygon')
        hand.draw_polygon(first, PLOT)
        hand.click_corners(second, [(x + 0.2, y + 0.2) for x, y in PLOT])
        second.desktop.keys('Return')
        second.idle()
        first.idle()
        kept = len(package.adjustments()) + second.state()['unsaved']
        assert kept == at_first + 2, '%d of 2 plots are there' % (kept - at_first)
    package.check_sound()


def check(scene):
    check_damaged(scene)
    check_locked(scene)
    check_twice(scene)


if __name__ == '__main__':
    main(check)
