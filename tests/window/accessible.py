# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor as a screen reader has it: roles, names, texts. The desktop must be made with with_accessibility."""
import os
import time

from gi.repository import GLib

from desktop import wait_for

# What a user can press, type into, choose from: each needs a name.
CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'combo box', 'entry', 'text', 'password text', 'slider',
            'spin button', 'switch', 'menu', 'menu item', 'check menu item', 'radio menu item', 'page tab', 'list item', 'table cell',
            'tree item', 'link'}


class Element:
    def __init__(self, atspi, accessible):
        self._atspi, self._accessible = atspi, accessible

    role = property(lambda self: self._ask(self._accessible.get_role_name))
    name = property(lambda self: self._ask(self._accessible.get_name))
    description = property(lambda self: self._ask(self._accessible.get_description))

    @staticmethod
    def _ask(question):
        try:
            return question() or ''
        except GLib.Error:  # it went while it was looked at
            return ''

    def __repr__(self):
        return '%s “%s”' % (self.role, self.name)

    def has_state(self, name):
        states = self._accessible.get_state_set()  # None: it went while it was looked at
        return states is not None and states.contains(getattr(self._atspi.StateType, name.upper()))

    def is_called(self, name):
        return name in (self.name, self.description)

    def children(self):
        try:
            children = [self._accessible.get_child_at_index(i) for i in range(self._accessible.get_child_count())]
        except GLib.Error:  # it went while it was looked at
            children = []
        yield from (Element(self._atspi, child) for child in children if child)

    def walk(self):
        """This one and all below it, in reading order, each after its parent; also what is not shown now."""
        yield self
        for child in self.children():
            yield from child.walk()

    def names_below(self):
        """All that is written or said here."""
        return [element.name for element in self.walk() if element.name]

    @property
    def place(self):
        """(x, y, width, height) in the window without its shadow. Nothing is 0 × 0 that can be seen."""
        try:
            extents = self._atspi.Component.get_extents(self._accessible, self._atspi.CoordType.WINDOW)
        except GLib.Error:  # it has no place, or is gone
            return 0, 0, 0, 0
        return extents.x, extents.y, extents.width, extents.height

    def place_at_rest(self):
        """Where it is, once it is there at every look: what slides in takes it along. None: it is gone."""
        seen = []
        while len(seen) < 3 or any(place != seen[-1] for place in seen[-3:]):
            seen.append(self.place)
            time.sleep(0.04)
        return seen[-1] if seen[-1][2] > 0 else None

    @property
    def is_seen(self):
        return self.has_state('visible') and self.place[2] > 0 and self.place[3] > 0

    @property
    def is_enabled(self):
        return self.has_state('sensitive')

    def press(self):
        actions = self._accessible.get_action_iface()
        assert actions and actions.get_n_actions(), '%r has no action' % self
        actions.do_action(0)


class Screen:
    """All that the editor shows now."""

    def __init__(self, desktop):
        os.environ.update(desktop.environment)
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi
        self._atspi = Atspi
        Atspi.set_timeout(20000, 60000)

    def program(self, name='sanxian'):
        def find():
            programs = Element(self._atspi, self._atspi.get_desktop(0)).children()
            found = [program for program in programs if program.name == name]
            return found[-1] if found else None  # one that was killed may still be listed

        return wait_for('accessible program %s' % name, find)

    def find(self, name, role=None, timeout=10.0):
        """The first seen that has the name, and the role if one is given."""
        def matches(element):
            return (role is None or element.role == role) and element.is_called(name) and element.is_seen

        return wait_for('%s “%s”' % (role or 'element', name),
                        lambda: next(filter(matches, self.program().walk()), None), timeout, pause=0.05)

    def texts(self):
        """All that is seen and named."""
        return [element.name for element in self.program().walk() if element.name and element.is_seen]

    def click(self, program, name, role='push button'):
        """With the pointer, in the middle."""
        x, y, width, height = wait_for('%s “%s” that stays in its place' % (role, name), lambda: self.find(name, role).place_at_rest())
        left, top, whole_width, whole_height = program.geometry()
        _, _, inner_width, inner_height = self.find_window().place
        program.desktop.click(left + (whole_width - inner_width) / 2 + x + width / 2,
                              top + (whole_height - inner_height) / 2 + y + height / 2)

    def find_window(self):
        return next(element for element in self.program().children() if element.role == 'frame')
