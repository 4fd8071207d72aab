#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two schemes side by side, by pointer and keys: the tables say what the command line says; a plot goes to the other scheme and
comes back out of it, in the package and in the window."""
import contextlib
import json
import sqlite3
import subprocess

import names
from accessible import Screen
from desktop import wait_for
from scene import main

FIRST, SECOND = '2026年度动态维护', '乙'
FIELDS = 'geom, line, direction, situation, name, project, basis, note, hxlx, uncounted'


def add_second(package):
    """As the first, less its last three plots, and with one situation changed."""
    with contextlib.closing(sqlite3.connect(package.path)) as database:
        for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'sx_adjustment'").fetchall():
            database.execute('drop trigger "%s"' % trigger)  # they need functions that Python's SQLite has not
        database.execute('insert into sx_scheme (id, name) values (2, ?)', (SECOND,))
        database.execute('insert into sx_adjustment (scheme_id, %s) select 2, %s from sx_adjustment where scheme_id = 1 and fid not in '
                         '(select fid from sx_adjustment order by fid desc limit 3) order by fid' % (FIELDS, FIELDS))
        database.execute("update sx_adjustment set situation = '6' where fid = (select min(fid) from sx_adjustment where scheme_id = 2)")
        database.commit()


def told(package):
    """What the command line says of the two."""
    done = subprocess.run([package.cli, 'compare', str(package.path), '--scheme', FIRST, '--scheme', SECOND, '--format', 'json'],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def shown(program):
    """The window that compares, once it shows what is in the package."""
    return program.wait('comparison at rest', lambda s: s['idle'] and s.get('compare', {}).get('idle'), 40)['compare']


def number(text):
    return None if text in (None, '–') else float(text)


def check_tables(window, expected):
    rows = [row for row in window['indicators'] if not row['heading']]
    assert [row['key'] for row in rows] == [row['id'] for row in expected['indicators']]
    for row, other in zip(rows, expected['indicators'], strict=True):
        assert row['differs'] == other['differs'], (row, other)
        best = expected['schemes'][row['best']] if row['best'] >= 0 else None
        assert best == other['best'], (row, other)
        for text, value in zip(row['texts'][2:5], [other['before'], *other['after']], strict=True):
            found = number(text)
            assert (found is None) == (value is None) and (found is None or abs(found - value) <= 0.51 * 10 ** -len(text.partition('.')[2])), (
                row, other)
    for row, other in zip(window['ledgers'][1:], expected['ledger'], strict=False):
        assert row['key'] == other['id']
        assert all(abs(number(text) - value) < 1e-4 for text, value in zip(row['texts'][3:5], other['value'], strict=True)), (row, other)
    assert [row['differs'] for row in window['plots']] == [plot['state'] != 'same' for plot in expected['plots']]
    keys = ['%d %d' % tuple(fid or 0 for fid in plot['adjustment']) for plot in expected['plots']]
    assert [row['key'] for row in window['plots']] == keys


def check_together(window):
    a, b = window['places']['map_a'], window['places']['map_b']
    for name in ('x0', 'y0', 'x1', 'y1'):
        assert abs(a[name] - b[name]) < 0.02 * (a['x1'] - a['x0']), (a, b)


def middle(place):
    return round(place['x'] + place['width'] / 2), round(place['y'] + place['height'] / 2)


def to_front(program):
    """The comparison over the whole screen, with the keyboard."""
    main_window = program.window

    def find():
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(program.process.pid)], capture_output=True, text=True,
                              env=program.desktop.environment, check=False)
        others = [window for window in done.stdout.split() if window != main_window]
        return others[-1] if others else None

    program.window = wait_for('second window', find)
    program.fill_screen()
    return shown(program)


def click(program, place):
    program.desktop.hand('mousemove', *middle(place), 'sleep', '0.05', 'click', 1)


def check(scene):
    package = scene.package(500)
    add_second(package)
    with scene.editor(package, with_accessibility=True) as program:
        program.desktop.keys('ctrl+shift+c')
        program.wait('comparison', lambda s: 'compare' in s)
        window = to_front(program)
        assert window['schemes'] == [FIRST, SECOND]
        check_tables(window, told(package))
        check_together(window)
        # the wheel over one map moves both
        before = window['places']['map_a']
        program.desktop.hand('mousemove', *middle(window['places']['map_b']), 'click', 4, 'click', 4, 'click', 4)
        program.wait('other scale', lambda s: s['compare']['places']['map_a']['x1'] - s['compare']['places']['map_a']['x0']
                     < 0.6 * (before['x1'] - before['x0']), 10)
        check_together(shown(program))
        scene.picture(program.desktop, 'maps')
        # a plot that A alone has
        program.desktop.keys('alt+4')
        program.wait('plots', lambda s: s['compare']['page'] == 'plots', 10)
        click(program, shown(program)['places']['only_differing'])
        program.wait('rows that differ alone', lambda s: all(row['differs'] for row in s['compare']['plots']), 10)
        fid = next(plot['adjustment'][0] for plot in told(package)['plots'] if plot['state'] == 'first')
        key = '%d 0' % fid
        place = program.wait('row of plot %d' % fid, lambda s: key in s['compare']['rows'], 10)['compare']['rows'][key]
        click(program, place)
        program.wait('plot %d selected' % fid, lambda s: s['compare']['selected'] == key, 10)
        check_together(shown(program))
        shown(program)
        scene.picture(program.desktop, 'plots')
        click(program, shown(program)['places']['only_differing'])
        program.wait('all rows', lambda s: key in s['compare']['rows'] and not all(row['differs'] for row in s['compare']['plots']), 10)
        click(program, shown(program)['rows'][key])
        count = len(package.adjustments())
        program.desktop.keys('alt+Right')
        state = program.wait('copy in the package', lambda s: len(package.adjustments()) == count + 1 and s['undo'], 20)
        assert SECOND in state['undo'], state['undo']
        window = shown(program)
        check_tables(window, told(package))
        assert window['selected'].startswith('%d ' % fid) and not window['selected'].endswith(' 0'), window['selected']
        original, copy = (package.query('select %s, scheme_id from sx_adjustment where fid = ?' % FIELDS, number)[0]
                          for number in map(int, window['selected'].split()))
        assert original[1:-2] == copy[1:-2] and (original[-1], copy[-1]) == (1, 2), (original, copy)
        program.desktop.keys('ctrl+z')
        program.wait('copy taken back', lambda s: len(package.adjustments()) == count, 20)
        window = shown(program)
        check_tables(window, told(package))
        # the same with the button
        program.wait('plot still selected', lambda s: s['compare']['selected'] == '%d 0' % fid, 10)
        click(program, shown(program)['places']['copy_to_b'])
        program.wait('second copy in the package', lambda s: len(package.adjustments()) == count + 1, 20)
        check_tables(shown(program), told(package))
        faults = sorted(set(names.nameless(Screen(program.desktop).program())))
        assert not faults, 'no name: ' + '; '.join(faults)
        program.desktop.keys('ctrl+w')
        program.wait('comparison closed', lambda s: 'compare' not in s, 10)
        package.check_sound()


if __name__ == '__main__':
    main(check)
