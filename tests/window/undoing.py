#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo by their keys, also of what was done before the program was started again."""
import contextlib
import sqlite3

import hand
from accessible import Screen
from scene import main, open_plan

PLOTS = [[(x, y), (x + 0.08, y), (x + 0.08, y + 0.09), (x, y + 0.09)] for x, y in ((0.35, 0.35), (0.55, 0.4), (0.45, 0.6))]


def draw(program, package):
    """The numbers after none, one, two … plots."""
    hand.choose_target(program, 'boundary', 'in')
    hand.choose_tool(program, 'polygon')
    states = [program.idle()]
    for plot in PLOTS:
        hand.draw_polygon(program, plot)
        states.append(program.idle())
    package.check_agrees(states[-1])
    return states


def step(program, package, keys, expected):
    program.desktop.keys(keys)
    program.wait('%d adjustments' % expected['adjustments'], lambda s: s['adjustments'] == expected['adjustments'] and not s['preview'])
    state = program.idle()
    assert state['indicators'] == expected['indicators'], 'after %s the numbers are not those of before' % keys
    assert len(package.adjustments()) == expected['adjustments']
    return state


def check_other_scheme(scene):
    """What was done in another scheme is undone there, and the window says that it shows that one now."""
    package = scene.package()
    with contextlib.closing(sqlite3.connect(package.path)) as database:
        database.execute("insert into sx_scheme (id, name) values (2, '乙')")
        database.commit()
    with scene.editor(package, with_accessibility=True) as program:
        screen, first = Screen(program.desktop), program.state()['scheme']
        hand.choose_target(program, 'boundary', 'in')
        hand.choose_tool(program, 'polygon')
        hand.draw_polygon(program, PLOTS[0])
        screen.click(program, 'Schemes: county, %s · saved' % first)
        program.desktop.keys('Down', 'Return')
        program.wait('other scheme', lambda s: s['scheme'] == '乙')
        program.desktop.keys('Escape', 'ctrl+z')
        state = program.wait('first scheme', lambda s: s['scheme'] == first and s['toast'])
        assert first in state['toast'] and state['redo'] in state['toast'], state['toast']


def check(scene):
    package = scene.package()
    with scene.desktop() as desktop:
        with scene.program(desktop, package.path) as program:
            open_plan(program)
            states = draw(program, package)
            state = step(program, package, 'ctrl+z', states[2])
            assert state['undo'] and state['redo']
            step(program, package, 'ctrl+shift+z', states[3])
            step(program, package, 'ctrl+z', states[2])
        with scene.program(desktop, package.path) as program:
            open_plan(program)
            state = program.idle()
            assert state['undo'] and state['redo'], 'the history is gone after a restart'
            for expected in (states[3], states[2], states[1], states[0]):
                keys = 'ctrl+shift+z' if expected['adjustments'] > program.state()['adjustments'] else 'ctrl+z'
                step(program, package, keys, expected)
            for expected in states[1:]:
                step(program, package, 'ctrl+y', expected)
            package.check_agrees(program.idle())
    check_other_scheme(scene)


if __name__ == '__main__':
    main(check)
