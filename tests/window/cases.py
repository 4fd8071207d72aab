#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop on the counties with known numbers that lie beside this project, by mouse alone and by keyboard alone."""
import pathlib
import shutil
import sys
import tempfile

import drawing
import keyboard
from program import Package
from scene import SKIPPED, Scene, main

CASES = pathlib.Path(__file__).resolve().parents[3] / 'shared' / 'cases'


class CaseScene(Scene):
    """A scene whose counties are copies of a case's."""

    def __init__(self, scene, case):
        self.__dict__.update(scene.__dict__)
        self.name = '%s-%s' % (scene.name, case.name)
        self.case = case

    def package(self, **_):
        copy = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / 'county.gpkg'
        shutil.copy(self.case / 'county.gpkg', copy)
        return Package(copy, self.cli)


def check(scene):
    cases = sorted(path.parent for path in CASES.glob('*/county.gpkg'))
    if not cases:
        print('%s: no cases there' % CASES)
        sys.exit(SKIPPED)
    for case in cases:
        for way in drawing, keyboard:
            way.check(CaseScene(scene, case))
            print('%s: %s' % (case.name, way.__name__))


if __name__ == '__main__':
    main(check)
