#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plot by keyboard alone: the pointer is put away, and never moves."""
import hand
from scene import main


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


if __name__ == '__main__':
    main(check)
