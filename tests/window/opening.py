#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan opens, is painted, and the panel has the numbers of the package; what cannot be opened is told, and the plan before it stays."""
from scene import main


def check_opens(scene):
    package = scene.package()
    before = package.path.read_bytes()
    with scene.editor(package) as program:
        state = program.idle()
        assert state['adjustments'] == len(package.adjustments())
        package.check_agrees(state)
        scene.check_painted(program)
    assert package.path.read_bytes() == before, 'looking at a plan changed its package'


def check_refuses(scene):
    package = scene.package()
    damaged = scene.folder / '坏的.gpkg'
    damaged.write_bytes(package.path.read_bytes()[:5000])
    with scene.editor(package) as program:
        program.desktop.run(scene.app, damaged)
        told = program.wait('word of the damaged file', lambda s: len(program.report()['windows']) == 1 and s['toast'], 10)
        assert '坏的.gpkg' in told['toast'], told['toast']
        assert program.idle()['file'] == str(package.path)


def check(scene):
    check_opens(scene)
    check_refuses(scene)


if __name__ == '__main__':
    main(check)
