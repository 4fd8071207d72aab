#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemes side by side, by pointer and keys: the tables say what the command line says; what one scheme holds goes to the other and
comes back out of it, in the package and in the window."""
import contextlib
import json
import sqlite3
import subprocess
import time

import names
from accessible import Screen
from desktop import wait_for
from scene import main

FIRST, SECOND, THIRD = '2026年度动态维护', '乙', '丙'
TABLES = {
    'adjustment': 'geom, line, direction, situation, name, project, basis, note, hxlx, uncounted',
    'reclass': 'geom, layer, code, name, note',
    'road': 'geom, action, grade, name',
}


def add_others(package):
    """乙: as the first, less its last three plots and its last road, with one situation and one use changed; 丙: empty."""
    with contextlib.closing(sqlite3.connect(package.path)) as database:
        for table in TABLES:
            for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name = ?", ['sx_' + table]).fetchall():
                database.execute('drop trigger "%s"' % trigger)  # they need functions that Python's SQLite has not
        database.execute('insert into sx_scheme (id, name) values (2, ?), (3, ?)', (SECOND, THIRD))
        for table, fields in TABLES.items():
            database.execute('insert into sx_{0} (scheme_id, {1}) select 2, {1} from sx_{0} where scheme_id = 1 and fid not in '
                             '(select fid from sx_{0} order by fid desc limit {2}) order by fid'.format(
                                 table, fields, {'adjustment': 3, 'reclass': 0, 'road': 1}[table]))
        database.execute("update sx_adjustment set situation = '6' where fid = (select min(fid) from sx_adjustment where scheme_id = 2)")
        database.execute("update sx_reclass set code = '520' where fid = (select min(fid) from sx_reclass where scheme_id = 2)")
        database.commit()


def told(package):
    """What the command line says of the two."""
    done = subprocess.run([package.cli, 'compare', str(package.path), '--scheme', FIRST, '--scheme', SECOND, '--format', 'json'],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def shown(program):
    """The window that compares, once it shows what is in the package."""
    return program.wait('comparison at rest', lambda s: s['idle'] and s.get('compare', {}).get('idle'), 60)['compare']


def number(text):
    return None if text in (None, '–') else float(text.replace('−', '-'))


def is_rounded(text, value):
    """The text is the number as it is shown with its decimals."""
    found = number(text)
    return (found is None) == (value is None) and (found is None or abs(found - value) <= 0.51 * 10 ** -len(text.partition('.')[2]))


def check_tables(window, expected, only=False):
    """What is shown is what the command line says; only: rows that differ are shown alone."""
    def rows_of(name):
        return [row for row in window[name] if not row['heading']]

    def told_of(rows, differs):
        return [row for row in rows if differs(row) or not only]

    indicators = told_of(expected['indicators'], lambda row: row['differs'])
    assert [row['key'] for row in rows_of('indicators')] == [row['id'] for row in indicators]
    for row, other in zip(rows_of('indicators'), indicators, strict=True):
        assert row['differs'] == other['differs'], (row, other)
        best = expected['schemes'][row['best']] if row['best'] >= 0 else None
        assert best == other['best'], (row, other)
        for text, value in zip(row['texts'][2:5], [other['before'], *other['after']], strict=True):
            assert is_rounded(text, value), (row, other)
    ledger = {row['id']: row for row in expected['ledger']}
    shown_ledger = [row for row in rows_of('ledgers') if row['key'] in ledger]
    assert only or len(shown_ledger) == len(ledger)
    for row in shown_ledger:
        value = ledger[row['key']]['value']
        assert all(abs(number(text) - value) < 1e-4 for text, value in zip(row['texts'][3:5], value, strict=True)), (row, value)
    wanted = [('%s %d %d' % (name, *(fid or 0 for fid in item[name])), item['state'] != 'same')
              for name, key in (('adjustment', 'plots'), ('reclass', 'reclasses'), ('road', 'roads')) for item in expected[key]]
    wanted += [('%s %s' % (name, item[key]), item['state'] != 'same')
               for name, key in (('judgement', 'indicator'), ('parameter', 'key')) for item in expected[name + 's']]
    assert [(row['key'], row['differs']) for row in rows_of('items')] == told_of(wanted, lambda row: row[1]), (rows_of('items'), wanted)


def check_together(window):
    a, b = window['places']['map_a'], window['places']['map_b']
    for name in ('x0', 'y0', 'x1', 'y1'):
        assert abs(a[name] - b[name]) < 0.02 * (a['x1'] - a['x0']), (a, b)


def middle(place):
    return round(place['x'] + place['width'] / 2), round(place['y'] + place['height'] / 2)


def to_front(program):
    """The comparison over the whole screen, with the keyboard."""
    def find():
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^Compare Schemes$'], capture_output=True, text=True,
                              env=program.desktop.environment, check=False)
        return done.stdout.split()[-1:]

    (program.window,) = wait_for('window that compares', find, 60)
    program.fill_screen()
    return shown(program)


def reach(program, what, act, holds, timeout=60):
    """Does something until the comparison is as wanted; each time with what is shown at rest, as things may move until then."""
    end = time.monotonic() + timeout
    while True:
        act(shown(program))
        try:
            return program.wait(what, lambda s: 'compare' in s and holds(s['compare']), 5)['compare']
        except AssertionError:
            if time.monotonic() > end:
                raise


def click(program, place):
    program.desktop.hand('mousemove', *middle(place), 'sleep', '0.05', 'click', 1)


def select(program, key):
    """Clicks a row of what the schemes hold."""
    reach(program, 'row %s' % key, lambda c: click(program, c['rows'][key]) if key in c['rows'] else None, lambda c: c['selected'] == key)


def filter_rows(program, only):
    """Shows all rows, or those alone that differ."""
    def holds(compare):
        return all(row['differs'] for row in compare['items'] if not row['heading']) == only

    reach(program, 'rows that differ alone' if only else 'all rows',
          lambda c: None if holds(c) else click(program, c['places']['only_differing']), holds)


def stored(package, kind):
    return package.query('select * from sx_%s order by fid' % kind)


def check_copy(program, package, key, copy, expected):
    """What differs goes to B by a key or a button, all its fields with it, and out of it again."""
    kind, first, second = key.split()
    before = stored(package, kind)
    select(program, key)
    copy(shown(program))
    state = program.wait('copy of %s in the package' % key, lambda s: stored(package, kind) != before and s['undo'], 60)
    assert SECOND in state['undo'], state['undo']
    assert len(stored(package, kind)) == len(before) + (second == '0')
    window = shown(program)
    assert not any(row['key'].split()[:2] == [kind, first] for row in window['items']), 'it differs still: %s' % window['items']
    check_tables(window, told(package), True)
    program.desktop.keys('ctrl+z')
    program.wait('copy taken back', lambda s: stored(package, kind) == before, 60)
    check_tables(shown(program), expected, True)


def check_maps(program, window):
    """The wheel over one map moves both."""
    check_together(window)
    width = window['places']['map_a']['x1'] - window['places']['map_a']['x0']
    reach(program, 'other scale', lambda c: program.desktop.hand('mousemove', *middle(c['places']['map_b']), 'click', 4, 'click', 4, 'click', 4),
          lambda c: c['places']['map_a']['x1'] - c['places']['map_a']['x0'] < 0.6 * width)
    check_together(shown(program))


def check_overview(program, package):
    """The page of all schemes says what the other pages say of two of them, and what the third says."""
    reach(program, 'all schemes', lambda c: program.desktop.keys('alt+5'), lambda c: c['page'] == 'overview')
    window = shown(program)
    rows = {row['key']: row for row in window['overview'] if not row['heading']}
    alone = {row['id']: row for row in package.evaluate('--scheme', THIRD)['indicators']}
    for row in window['indicators']:
        if not row['heading']:
            values = rows[row['key']]['values']
            assert values[:2] == row['texts'][3:5], (row, values)
            assert is_rounded(values[2], alone[row['key']]['after']), (row['key'], values, alone[row['key']])


def check(scene):
    package = scene.package(300)
    add_others(package)
    expected = told(package)
    plot, road = ('%s %d 0' % (kind, next(item[kind][0] for item in expected[key] if item['state'] == 'first'))
                  for kind, key in (('adjustment', 'plots'), ('road', 'roads')))
    use = 'reclass %d %d' % next(tuple(item['reclass']) for item in expected['reclasses'] if item['state'] == 'changed')
    with scene.editor(package, with_accessibility=True) as program:
        program.desktop.keys('ctrl+shift+c')
        window = to_front(program)
        assert window['schemes'] == [FIRST, SECOND]
        check_tables(window, expected)
        check_maps(program, window)
        reach(program, 'items', lambda c: program.desktop.keys('alt+4'), lambda c: c['page'] == 'items')
        filter_rows(program, True)
        select(program, plot)
        check_together(shown(program))
        scene.picture(program.desktop, 'items')
        check_copy(program, package, plot, lambda c: program.desktop.keys('alt+Right'), expected)
        for key in (use, road):
            check_copy(program, package, key, lambda c: click(program, c['places']['copy_to_b']), expected)
        filter_rows(program, False)
        check_tables(shown(program), expected)
        check_overview(program, package)
        scene.picture(program.desktop, 'overview')
        faults = sorted(set(names.nameless(Screen(program.desktop).program())))
        assert not faults, 'no name: ' + '; '.join(faults)
        program.desktop.keys('ctrl+w')
        program.wait('comparison closed', lambda s: 'compare' not in s, 20)
        package.check_sound()


if __name__ == '__main__':
    main(check)
