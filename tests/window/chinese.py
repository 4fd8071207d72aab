#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""In a Chinese locale all that a planner reads is Chinese, and the numbers are those of every locale."""
import re

import hand
from accessible import CONTROLS, Screen
from desktop import CHINESE
from scene import main

HAN = re.compile('[\u4e00-\u9fff]')
WORD = re.compile('[A-Za-z]{3,}')
# Names that stay as they are: formats, codes of standards, the CRS.
KEPT = re.compile(r'/|EPSG|CGCS2000|GeoPackage|WKT|XYZ|WMTS|[A-Z0-9]+$')
TYPE_NAME = re.compile(r'(Gtk|Gdk|Adw|Sx|Shumate)[A-Z]\w*$')


def not_chinese(program):
    for element in program.walk():
        for text in (element.name, element.description):
            is_read = element.role in CONTROLS or element.role == 'label'
            if is_read and WORD.search(text) and not HAN.search(text) and not KEPT.match(text) and not TYPE_NAME.match(text):
                yield '%s “%s”' % (element.role, text)


def check(scene):
    package = scene.package(name='示例县.gpkg')
    with scene.editor(package, locale=CHINESE, with_accessibility=True) as program:
        hand.choose_target(program, 'boundary', 'in')
        hand.choose_tool(program, 'rectangle')
        program.desktop.drag(*program.on_map([(0.45, 0.45), (0.52, 0.55)]))
        state = program.idle()
        package.check_agrees(state)
        assert HAN.search(state['undo']), state['undo']
        faults = sorted(set(not_chinese(Screen(program.desktop).program())))
        scene.picture(program.desktop)
        assert not faults, 'not in Chinese: ' + '; '.join(faults)
        texts = ' '.join(Screen(program.desktop).texts())
        for word in ('达标', '不达标', '永久基本农田', '城镇开发边界'):
            assert word in texts, '“%s” is nowhere to be read' % word


if __name__ == '__main__':
    main(check)
