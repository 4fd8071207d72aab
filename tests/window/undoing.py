#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo by their keys, also of what was done before the program was started again."""
import hand
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


if __name__ == '__main__':
    main(check)
