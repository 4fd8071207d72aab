#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A polygon by mouse: it counts while it is drawn, its numbers are final when it is finished, and are those of the package; what is
cancelled leaves no trace."""
import math

import hand
from scene import main

CORNERS = [(0.40, 0.40), (0.52, 0.38), (0.55, 0.50), (0.42, 0.53)]


def check_preview(program, package):
    before = program.state()
    hand.click_corners(program, CORNERS[:3])
    (x, y), = program.on_map(CORNERS[3:])
    program.desktop.move(x, y)
    program.wait('preview', lambda s: s['preview'] and s['indicators'] != before['indicators'])
    drawn = program.idle()
    assert drawn['adjustments'] == before['adjustments']
    assert len(package.adjustments()) == before['adjustments'], 'a preview is in the package'
    return before, drawn


def check_cancelled(program, package):
    before, _ = check_preview(program, package)
    program.desktop.keys('Escape', 'Escape')
    after = program.wait('numbers without preview', lambda s: not s['preview'])
    after = program.idle()
    assert after['indicators'] == before['indicators'] and after['undo'] == before['undo'], 'a cancelled polygon leaves a trace'
    assert len(package.adjustments()) == before['adjustments']


def same(a, b):
    """But for the rounding of corners, which a plan in degrees stores in degrees."""
    return a == b or None not in (a, b) and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def check_finished(program, package):
    before, drawn = check_preview(program, package)
    program.desktop.click(*program.on_map(CORNERS[3:])[0], times=2)
    after = program.wait('finished polygon', lambda s: s['adjustments'] == before['adjustments'] + 1 and not s['preview'])
    after = program.idle()
    rows = package.adjustments()
    assert len(rows) == before['adjustments'] + 1
    assert rows[-1][1:3] == ('boundary', 'in'), rows[-1]
    package.check_agrees(after)
    for name, row in after['indicators'].items():
        was = drawn['indicators'][name]
        assert row['verdict'] == was['verdict'] and same(row['after'], was['after']), '%s: %r, in the preview %r' % (name, row, was)
    assert after['undo'] and not after['redo']


def check_right_way(program, package):
    """Wheel and drag move the picture; the base data stays where it is."""
    before = program.idle()['map']
    (x, y), = program.on_map([(0.5, 0.5)])
    program.desktop.wheel(x, y, 3)
    nearer = program.idle()['map']
    assert nearer['metres_per_pixel'] < before['metres_per_pixel'] * 0.9
    hand.choose_tool(program, 'pan')
    program.desktop.drag((x, y), (x + 120, y + 60))
    moved = program.idle()['map']
    assert abs((nearer['x0'] - moved['x0']) / moved['metres_per_pixel'] - 120) < 30, (nearer, moved)
    assert len(package.adjustments()) == program.state()['adjustments']


def check(scene):
    package = scene.package()
    with scene.editor(package) as program:
        hand.choose_target(program, 'boundary', 'in')
        hand.choose_tool(program, 'polygon')
        check_cancelled(program, package)
        check_finished(program, package)
        scene.picture(program.desktop)
        check_right_way(program, package)


if __name__ == '__main__':
    main(check)
