#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scheme leaves the program: the dialog by keyboard alone, what it says stands in the way, and what it writes, which is what the
command line writes of the same state."""
import contextlib
import datetime
import os
import re
import sqlite3
import subprocess
import zipfile

from accessible import Screen
from desktop import wait_for
from names import nameless
from scene import main

# When it was made: everything else has to be the same.
TIMES = {'gpkg_contents': 'last_change', 'layer_styles': 'update_time', 'gpkg_metadata_reference': 'timestamp'}
# What is not the same again: rows about the scheme or against the base, which is now another; parts that hang on by a hair of rounding.
# tests/scenario/export.py looks at each of these.
OTHERS = {'arable_area', 'farmland_area', 'forest_area', 'forest_cover', 'boundary_increment_balance', 'reserve_scale', 'reserve_ratio',
          'boundary_expansion_scale', 'boundary_multiplier', 'redline_small_count', 'boundary_fragment_count', 'boundary_window_count'}
PARTS = 4  # database, tables, maps, report


class Dialog:
    """The export dialog, with the keyboard."""

    def __init__(self, program):
        self.program, self.desktop = program, program.desktop
        self.screen = Screen(program.desktop)
        self.desktop.keys('ctrl+e')
        self.window = wait_for('export dialog', self._find_window)
        self.desktop.hand('windowfocus', self.window)
        self.frame = wait_for('export dialog for a screen reader', self._find_frame)

    def _find_window(self):
        return next((window for window in self.program.windows() if window != self.program.window), None)

    def _find_frame(self):
        return next((frame for frame in self.screen.program().children() if frame.name == 'Export'), None)

    def walk(self, element=None):
        """What is shown now, in reading order."""
        for child in (element or self.frame).children():
            if child.is_seen:
                yield child
            if child.is_seen or child.name == 'GtkStackPage':  # that has no place of its own
                yield from self.walk(child)

    def find(self, pattern, role=None):
        """What is seen of that name, or None."""
        return next((element for element in self.walk() if re.search(pattern, element.name) and role in (None, element.role)), None)

    def wait(self, pattern, role=None, timeout=30.0):
        return wait_for('“%s” in the dialog' % pattern, lambda: self.find(pattern, role), timeout, 0.05)

    def focused(self):
        return next((element for element in self.walk() if element.has_state('focused')), None)

    def focus(self, pattern, key='Tab'):
        """That key until it is reached."""
        seen = []
        while not seen or not seen[-1] or not re.search(pattern, seen[-1].name):
            assert len(seen) < 60, '“%s” cannot be reached with the Tab key; there is %s' % (pattern, seen)
            if seen:
                self.desktop.keys(key)
                with contextlib.suppress(AssertionError):  # an entry does not tell that it has the focus
                    wait_for('the next', lambda: repr(self.focused()) != repr(seen[-1]), 0.5, 0.05)
            seen.append(self.focused())


    def close(self):
        self.desktop.keys('Escape')
        wait_for('closed dialog', lambda: not self._find_window())
        self.desktop.hand('windowfocus', self.program.window)

    def click(self, element):
        """With the pointer, in the middle."""
        lines = self.desktop.run('xdotool', 'getwindowgeometry', '--shell', self.window).splitlines()
        left, top, whole_width, whole_height = (int(dict(line.split('=') for line in lines)[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))
        _, _, inner_width, inner_height = self.frame.place
        x, y, width, height = element.place_at_rest()
        self.desktop.click(left + (whole_width - inner_width) / 2 + x + width / 2,
                           top + (whole_height - inner_height) / 2 + y + height / 2)


def check_goes_there(program, dialog):
    """The button of a conflict selects its plot on the map, and the dialog stays."""
    before = program.idle()
    dialog.click(dialog.wait(r'^Go there: boundary', 'push button'))
    after = program.wait('selected plot', lambda s: s['selection'] and s['selection'] != before['selection'])
    program.wait('the map there', lambda s: s['map']['metres_per_pixel'] < before['map']['metres_per_pixel'])
    assert len(after['selection']) == 1
    assert dialog.find('^Export$', 'push button'), 'the dialog is gone'


def export(program, dialog, folder):
    button = dialog.wait('^Export$', 'push button')
    assert not button.is_enabled, 'the export goes ahead over problems that nobody took on'
    dialog.wait(r'^I know of the \d+ problem')
    dialog.focus(r'^I know of the \d+ problem')
    program.desktop.keys('space')
    wait_for('export button', lambda: button.is_enabled)
    dialog.focus(r'^Contents$', 'shift+Tab')
    program.desktop.keys('space')
    dialog.focus(r'^Map Sheets$')
    program.desktop.keys('Tab')  # to the folder
    program.desktop.keys('ctrl+a')
    program.desktop.type(str(folder))
    program.desktop.keys('alt+e')
    program.wait('end of the export', lambda s: 'Exported: %d files' % PARTS == s['toast'], 90)
    dialog.wait(r'\.gpkg$')
    dialog.wait('^Open Folder$', 'push button')


def rows(database, table):
    columns = [row[1] for row in database.execute('pragma table_info("%s")' % table)]
    kept = [name for name in columns if name != TIMES.get(table)]
    return sorted(map(repr, database.execute('select %s from "%s"' % (', '.join('"%s"' % name for name in kept), table))))


def check_same_database(ours, theirs):
    with contextlib.closing(sqlite3.connect(ours)) as a, contextlib.closing(sqlite3.connect(theirs)) as b:
        names = [[name for name, in database.execute("select name from sqlite_master where type = 'table' order by name")]
                 for database in (a, b)]
        assert names[0] == names[1], names
        assert len(names[0]) > 40
        for table in names[0]:
            differing = sorted(set(rows(a, table)) ^ set(rows(b, table)))
            assert not differing, 'table %s is not that of the command line: %s' % (table, differing[:2])


def check_same_archive(ours, theirs):
    """Workbook or text: every part of it, but when it was made."""
    with zipfile.ZipFile(ours) as a, zipfile.ZipFile(theirs) as b:
        names = [sorted(archive.namelist()) for archive in (a, b)]
        assert names[0] == names[1], names
        for name in names[0]:
            if name not in ('docProps/core.xml', 'meta.xml'):
                assert a.read(name) == b.read(name), '%s of %s is not that of the command line' % (name, ours.name)


def today():
    """As the window has it, whose clock is in this zone."""
    return datetime.datetime.now(datetime.timezone.utc).date()


def check_same(scene, package, folder, day):
    """What the dialog wrote and what the command line writes, where that is on the same day: both tell it."""
    other = scene.folder / 'cli'
    done = subprocess.run([scene.cli, 'export', str(package.path), '--out', str(other)], capture_output=True, text=True, check=False,
                          env={**os.environ, 'TZ': 'UTC'})
    assert done.returncode == 0, done.stderr
    if today() != day:
        return
    names = [sorted(str(path.relative_to(top)) for path in top.rglob('*')) for top in (folder, other)]
    assert names[0] == names[1], names
    for name in names[0]:
        if name.endswith('.gpkg'):
            check_same_database(folder / name, other / name)
        elif name.endswith(('.xlsx', '.odt')):
            check_same_archive(folder / name, other / name)


def check_reads_back(scene, folder, state):
    """Before, as the command line finds it in what was handed in, is after as the panel had it."""
    database, = folder.glob('*.gpkg')
    told = {row['id']: row for row in type(scene.package())(database, scene.cli).evaluate()['indicators']}
    compared = 0
    for name, row in state['indicators'].items():
        a, b = row['after'], told[name]['before']
        if name in OTHERS or a is None or b is None:
            continue
        compared += 1
        assert abs(a - b) <= 1e-6 * max(1, abs(a), abs(b)), '%s: after %r, handed in %r' % (name, a, b)
    assert compared > 15, compared


def check(scene):
    package = scene.package()
    folder, day = scene.folder / 'out', today()
    with scene.editor(package, with_accessibility=True) as program:
        dialog = Dialog(program)
        dialog.wait(r'^I know of the \d+ problem')
        faults = sorted(set(nameless(dialog.frame)))
        assert not faults, 'no name: ' + '; '.join(faults)
        check_goes_there(program, dialog)
        dialog.close()
        dialog = Dialog(program)
        export(program, dialog, folder)
        scene.picture(program.desktop)
        state = program.idle()
        dialog.close()
    check_reads_back(scene, folder, state)
    check_same(scene, package, folder, day)


if __name__ == '__main__':
    main(check)
