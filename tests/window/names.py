#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control has a name that a screen reader can say, in the user's language, and no type's name for one."""
import re

from accessible import CONTROLS, Screen
from scene import main

TYPE_NAME = re.compile(r'(Gtk|Gdk|Adw|Sx|Shumate)[A-Z]\w+$')


def nameless(program):
    parent = None
    for element in program.walk():
        if element.role in CONTROLS and element.has_state('visible') and (not element.name.strip() or TYPE_NAME.match(element.name)):
            # A menu button is two buttons to GTK 4.8: the name is the outer one's. That of AdwSplitButton takes a description only.
            is_split = element.name == 'GtkMenuButton' and element.description
            if not is_split and not (parent and parent.role == element.role and not TYPE_NAME.match(parent.name)):
                yield '%r %s' % (element, element.description)
        parent = element


def check(scene):
    package = scene.package()
    with scene.editor(package, with_accessibility=True) as program:
        faults = sorted(set(nameless(Screen(program.desktop).program())))
        assert not faults, 'no name: ' + '; '.join(faults)


if __name__ == '__main__':
    main(check)
