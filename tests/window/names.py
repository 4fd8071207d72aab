#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control has a name that a screen reader can say, in the user's language, and no type's name for one."""
import re

from scene import main
from accessible import CONTROLS, Screen
from desktop import CHINESE

TYPE_NAME = re.compile(r'(Gtk|Gdk|Adw|Sx|Shumate)[A-Z]\w+$')
# GTK gives these the name of what is in them, or an inner part of them a role of its own.
PARTS = {'Minimize', 'Maximize', 'Restore', 'Close', '最小化', '最大化', '还原', '关闭'}
HAN = re.compile('[\u4e00-\u9fff]')


def nameless(program):
    parent = None
    for element in program.walk():
        if element.role in CONTROLS and (not element.name.strip() or TYPE_NAME.match(element.name)):
            # A menu button is two buttons to GTK 4.8: the name is the outer one's.
            if not (parent and parent.role == element.role and not TYPE_NAME.match(parent.name)):
                yield '%r %s' % (element, element.description)
        parent = element


def untranslated(program):
    for element in program.walk():
        if element.role in CONTROLS and re.search('[A-Za-z]{4,}', element.name) and not HAN.search(element.name):
            yield repr(element)


def check(scene):
    package = scene.package()
    with scene.editor(package, with_accessibility=True) as program:
        faults = sorted(set(nameless(Screen(program.desktop).program())))
        assert not faults, 'no name: ' + '; '.join(faults)


if __name__ == '__main__':
    main(check)
