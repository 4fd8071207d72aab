#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plot by keyboard alone: the pointer is put away, and never moves."""
import time

import hand
from scene import main


def check_list(program):
    """Who has looked at the situations is back on the map, with its keys."""
    program.desktop.keys('q')
    time.sleep(0.3)  # the list says nowhere that it is open
    program.desktop.keys('Escape')
    hand.choose_tool(program, 'rectangle')


def check_one_scheme(program):
    """Where there is one scheme alone, the key shows it beside the plan before it."""
    program.desktop.keys('ctrl+shift+c')
    program.wait('scheme beside the plan before it', lambda s: s.get('compare', {}).get('schemes', [None])[0] == 'Before maintenance', 60)


def check(scene):
    package = scene.package()
    with scene.editor(package, with_accessibility=False) as program:
        desktop = program.desktop
        desktop.move(desktop.size[0] - 2, desktop.size[1] - 2)
        before = program.idle()
        hand.choose_target(program, 'farmland', 'out')
        hand.choose_tool(program, 'polygon')
        hand.draw_by_keys(program, [(0, 0), (12, 0), (0, 10), (-12, 0)])
        after = program.wait('new plot', lambda s: s['adjustments'] == before['adjustments'] + 1 and not s['preview'])
        after = program.idle()
        package.check_agrees(after)
        assert package.adjustments()[-1][1:3] == ('farmland', 'out')
        desktop.keys('ctrl+z')
        program.wait('undone plot', lambda s: s['adjustments'] == before['adjustments'])
        assert program.idle()['indicators'] == before['indicators']
        check_list(program)
        check_one_scheme(program)


if __name__ == '__main__':
    main(check)
