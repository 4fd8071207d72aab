#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Chinese input method is on. On the map its composing keys are the editor's single keys and do their work; in an entry
they compose, whatever the editor does with them on the map; Ctrl keys are shortcuts in both."""
import hand
from accessible import Screen
from scene import main


def check_map(program):
    """Letters and digits, while the map has the keyboard."""
    for line in ('farmland', 'redline', 'boundary'):
        hand.choose_target(program, line, 'out')
        hand.choose_target(program, line, 'in')
    for tool in ('polygon', 'rectangle', 'select'):
        hand.choose_tool(program, tool)


def check_entry(program, package):
    """The name of an adjustment."""
    hand.choose_target(program, 'boundary', 'in')
    hand.choose_tool(program, 'polygon')
    state = hand.draw_polygon(program, [(0.4, 0.4), (0.5, 0.4), (0.5, 0.5), (0.4, 0.5)])
    Screen(program.desktop).click(program, 'Name Name', 'text')
    target, tool = (state['line'], state['direction']), state['map']['tool']
    program.desktop.keys('ctrl+a', 'g', 'u', 'i', 'h', 'u', 'a', 'space', 'o', 'p', '1', '2', 'Return')
    program.wait('new name', lambda s: [row for row in package.adjustments() if row[4] == '规划规划2'], 5)
    state = program.idle()
    assert (state['line'], state['direction']) == target and state['map']['tool'] == tool, 'typing a name changed tool or target'


def check(scene):
    package = scene.package()
    with scene.editor(package, environment={'GTK_PATH': scene.modules, 'GTK_IM_MODULE': 'sanxian-test'},
                      with_accessibility=True) as program:
        check_map(program)
        check_entry(program, package)
        check_map(program)
        before = program.idle()
        program.desktop.keys('ctrl+z')
        program.wait('undone name', lambda s: not [row for row in package.adjustments() if row[4] == '规划规划2'], 5)
        assert program.idle()['adjustments'] == before['adjustments']


if __name__ == '__main__':
    main(check)
