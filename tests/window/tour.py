#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make run` where there is no display: opens a package on a display of its own, draws a plot as a planner would, and leaves a
picture. The package itself stays as it is: the tour is on a copy.

tour.py APP CLI PACKAGE PICTURE"""
import os
import pathlib
import shutil
import sys

import hand
from desktop import CHINESE, Desktop
from program import Package, Program
from scene import open_plan

PLOT = [(0.46, 0.40), (0.56, 0.37), (0.61, 0.47), (0.55, 0.57), (0.45, 0.52)]


def language():
    chosen = next((os.environ[name] for name in ('LC_ALL', 'LC_MESSAGES', 'LANG') if os.environ.get(name)), '')
    return CHINESE if chosen.startswith('zh') else 'C.UTF-8'


def draw(desktop, app, package, picture):
    with Program(desktop, app, package.path, expected_messages=['']) as program:  # a tour, not a test
        before = open_plan(program)
        program.desktop.wheel(*program.on_map([(0.575, 0.46)])[0], 6)
        program.idle()
        hand.choose_target(program, 'boundary', 'in')
        hand.choose_tool(program, 'polygon')
        hand.draw_polygon(program, PLOT)
        after = program.idle()
        desktop.screenshot(picture)
        package.check_agrees(after)
    return before, after


def main():
    app, cli, source, picture = sys.argv[1:]
    with Desktop(1440, 900, locale=language()) as desktop:
        package = Package(shutil.copy(source, desktop.folder / pathlib.Path(source).name), cli)
        before, after = draw(desktop, app, package, picture)
    changed = [name for name, row in after['indicators'].items() if row != before['indicators'][name]]
    print('Drew a plot that comes into the urban development boundary: %d indicators moved.' % len(changed))
    for name in changed:
        old, new = before['indicators'][name], after['indicators'][name]
        if old['verdict'] != new['verdict']:
            print('  %s: %s → %s' % (name, old['verdict'], new['verdict']))
    print('The window is in %s.' % picture)


if __name__ == '__main__':
    main()
