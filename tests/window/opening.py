#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan opens, is painted, and the panel has the numbers of the package, which looking at does not change."""
from scene import main


def check(scene):
    package = scene.package()
    before = package.path.read_bytes()
    with scene.editor(package) as program:
        state = program.idle()
        assert state['adjustments'] == len(package.adjustments())
        package.check_agrees(state)
        scene.check_painted(program)
    assert package.path.read_bytes() == before, 'looking at a plan changed its package'


if __name__ == '__main__':
    main(check)
