#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control has a name that a screen reader can say, in the user's language, no type's name for one, and said once."""
import re

from accessible import CONTROLS, Screen
from scene import main, open_plan

TYPE_NAME = re.compile(r'(Gtk|Gdk|Adw|Sx|Shumate)[A-Z]\w+$')


def nameless(program):
    """A line for each: what it is, and what of a name was last said before it."""
    parent, last = None, ''
    for element in program.walk():
        if element.role in CONTROLS and element.has_state('visible') and (not element.name.strip() or TYPE_NAME.match(element.name)):
            # A menu button is two buttons to GTK 4.8, a drop-down a box with a button: the name is the outer one's. That of
            # AdwSplitButton takes a description only. A row of a list that is not open has no content yet.
            is_split = element.name == 'GtkMenuButton' and element.description
            is_inner = parent and parent.role in (element.role, 'combo box') and not TYPE_NAME.match(parent.name)
            if not is_split and not is_inner and (element.role != 'list item' or element.is_seen):
                yield '%r %s (after “%s”)' % (element, element.description, last)
        parent = element
        last = element.name if element.name and not TYPE_NAME.match(element.name) else last


def with_mnemonics(program):
    """GTK 4.8 says a label with a mnemonic twice: “_Finish Finish”. What is not shown yet has its name when it is."""
    return sorted({repr(element) for element in program.walk()
                   if element.is_seen and re.search(r'_\w', element.name) and element.role in CONTROLS})


def check_said_once(screen):
    faults = with_mnemonics(screen.program())
    assert not faults, 'with its underscore: ' + '; '.join(faults)


def check(scene):
    package = scene.package()
    with scene.desktop(with_accessibility=True) as desktop, scene.program(desktop) as program:
        screen = Screen(desktop)
        screen.find('Open a Plan …', 'push button')
        check_said_once(screen)
        desktop.run(scene.app, package.path)
        open_plan(program)
        check_said_once(screen)
        faults = sorted(set(nameless(screen.program())))
        assert not faults, 'no name: ' + '; '.join(faults)


if __name__ == '__main__':
    main(check)
