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


def check_comparison(program, package):
    """The key shows the schemes beside each other, and one alone beside the plan before it."""
    names = [name for name, in package.query('select name from sx_scheme')]
    program.desktop.keys('ctrl+shift+c')
    shown = program.wait('comparison', lambda s: s.get('compare', {}).get('idle') and s['compare']['schemes'], 60)['compare']['schemes']
    if len(names) == 1:
        assert shown == ['Before maintenance', names[0]], shown
    else:
        assert len(set(shown)) == 2 and set(shown) <= set(names), shown


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
        check_comparison(program, package)


if __name__ == '__main__':
    main(check)
