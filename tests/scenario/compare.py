#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py CLI: two schemes side by side say what evaluate says of each, and tell what differs."""
import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile

from scenario import finish, run, sample

MORE = ('increase', 'not_decrease', 'at_least_target')
LESS = ('decrease', 'not_increase', 'at_most_target')


def with_second(package):
    """Scheme 乙: as the first, less its last adjustment and with one situation changed."""
    database = sqlite3.connect(package)
    database.execute("insert into sx_scheme (id, name) values (2, '乙')")
    fields = 'geom, line, direction, situation, name, project, basis, note, hxlx, uncounted'
    for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'sx_adjustment'").fetchall():
        database.execute('drop trigger "%s"' % trigger)  # they need functions that Python's SQLite has not
    database.execute('insert into sx_adjustment (scheme_id, %s) select 2, %s from sx_adjustment where scheme_id = 1 '
                     'and fid < (select max(fid) from sx_adjustment) order by fid' % (fields, fields))
    database.execute("update sx_adjustment set situation = '6' where fid = (select min(fid) from sx_adjustment where scheme_id = 2)")
    database.commit()
    database.close()


def evaluate(cli, package, scheme):
    status, out, messages = run(cli, 'evaluate', package, '--scheme', scheme, '--format', 'json')
    if status:
        sys.exit(messages)
    return json.loads(out)


def check_row(row, name, a, b):
    if row['before'] != a['before'] or row['after'] != [a['after'], b['after']] or row['verdict'] != [a['verdict'], b['verdict']]:
        yield '%s: %s is not what evaluate says: %s, %s' % (row['id'], row, a, b)
    if a['after'] is None or b['after'] is None:
        expected = None
    else:
        same = abs(a['after'] - b['after']) <= 1e-9 * max(abs(a['after']), abs(b['after']))
        more = a['comparator'] in MORE
        expected = None if same or not more and a['comparator'] not in LESS else name[(a['after'] > b['after']) != more]
    if row['best'] != expected:
        yield '%s: best is %s, not %s' % (row['id'], row['best'], expected)


def check(cli, package, names):
    status, out, messages = run(cli, 'compare', package, '--scheme', names[0], '--scheme', names[1], '--format', 'json')
    if status:
        yield 'compare: exit status %d: %s' % (status, messages)
        return
    both, (a, b) = json.loads(out), (evaluate(cli, package, name) for name in names)
    for row, x, y in zip(both['indicators'], a['indicators'], b['indicators'], strict=True):
        yield from check_row(row, names, x, y)
    for side, one in enumerate((a, b)):
        n = sum(rule['count'][side] for rule in both['conflicts'])
        if n != len(one['conflicts']):
            yield '%s: %d conflicts, evaluate says %d' % (names[side], n, len(one['conflicts']))
    states = [plot['state'] for plot in both['plots']]
    if states.count('first') != 1 or states.count('changed') != 1 or 'second' in states:
        yield 'plots: %s' % states
    if sum(row['plots'][0] for row in both['situations']) != len(states):
        yield 'situations do not count the plots: %s' % both['situations']


def check_text(cli, package, names):
    status, out, _ = run(cli, 'compare', package, '--scheme', names[0], '--scheme', names[1])
    for word in (*names, '★', '≠', '=', 'only in A'):
        if word not in out:
            yield 'text: no %s in it' % word
    if status:
        yield 'text: exit status %d' % status


def main():
    cli = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        package = sample(cli, name)
        copy = pathlib.Path(name) / 'two.gpkg'
        shutil.copyfile(package, copy)
        with_second(copy)
        names = ['2026年度动态维护', '乙']
        return finish([*check(cli, copy, names), *check_text(cli, copy, names)], 'two schemes side by side as each for itself')


if __name__ == '__main__':
    sys.exit(main())
