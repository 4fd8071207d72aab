#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py CLI: two schemes side by side say what evaluate says of each, and tell what differs."""
import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile

try:
    import openpyxl
except ImportError:
    openpyxl = None

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


def expect(what, found, expected):
    """A row of a sheet, cell by cell."""
    for index, (a, b) in enumerate(zip(found, expected, strict=True)):
        if a != b and not (isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= 1e-9 * max(abs(a), abs(b))):
            yield '%s: cell %d is %r, compare says %r' % (what, index + 1, a, b)


def hectares(areas):
    return [area if area is None else area / 10000 for area in areas]


def sheet_rows(book, name, first=4):
    """Rows below the headings, as far as they go on."""
    rows = []
    for row in book[name].iter_rows(min_row=first, values_only=True):
        if all(cell is None for cell in row):
            break
        rows.append([None if cell == '' else cell for cell in row])
    return rows


def check_sheets(book, told):
    sides = dict(zip(told['schemes'], 'AB', strict=True))
    for row, found in zip(told['indicators'], sheet_rows(book, 'Indicators'), strict=True):
        verdicts = [cell.split(' ', 1)[1] for cell in found[7:9]]
        yield from expect(row['id'], [found[1], *found[3:7], *found[9:11]],
                          [row['label'], row['before'], *row['after'], row['difference'], sides.get(row['best']), '≠' if row['differs'] else '='])
        if (verdicts[0] == verdicts[1]) != (row['verdict'][0] == row['verdict'][1]):
            yield '%s: verdicts %s, compare says %s' % (row['id'], verdicts, row['verdict'])
    for row, found in zip(told['ledger'], sheet_rows(book, 'Ledgers'), strict=True):
        yield from expect(row['id'], found[2:4], row['value'])
    situations = sheet_rows(book, 'Ledgers', 4 + len(told['ledger']) + 2)
    for row, found in zip(told['situations'], situations, strict=True):
        yield from expect('situation', found[1:6], [row['situation'] or '–', row['plots'][0], hectares(row['area'])[0], row['plots'][1],
                                                    hectares(row['area'])[1]])
    for plot, found in zip(told['plots'], sheet_rows(book, 'Plots'), strict=True):
        areas = hectares(plot['area'])
        yield from expect('plot', found[2:], [cell for side in (0, 1) for cell in
                                              (plot['adjustment'][side], plot['name'][side], plot['situation'][side], areas[side])])
    for conflict, found in zip(told['conflicts'], sheet_rows(book, 'Conflicts'), strict=True):
        areas = hectares(conflict['area'])
        yield from expect(conflict['rule'], found[2:], [conflict['count'][0], areas[0], conflict['count'][1], areas[1]])


def check_workbook(cli, package, names):
    """What the workbook holds is what compare says; only a workbook is replaced, and nothing else is left."""
    command = ['compare', package, '--scheme', names[0], '--scheme', names[1], '--format', 'json', '--out']
    out = package.parent / 'out'
    out.mkdir()
    for again in range(2):
        status, told, messages = run(cli, *command, out / 'comparison.xlsx')
        if status:
            yield 'compare --out: exit status %d: %s' % (status, messages)
            return
    if openpyxl:
        yield from check_sheets(openpyxl.load_workbook(out / 'comparison.xlsx'), json.loads(told))
    before = (out / 'comparison.xlsx').read_bytes()
    (out / 'other.xlsx').write_text('mine')
    for name, expected in (('other.xlsx', 1), ('comparison.ods', 2)):
        status, _, messages = run(cli, *command, out / name)
        if status != expected or name not in messages:
            yield 'compare --out %s: exit status %d: %s' % (name, status, messages)
    left = sorted(path.name for path in out.iterdir())
    if left != ['comparison.xlsx', 'other.xlsx'] or (out / 'other.xlsx').read_text() != 'mine' or (
            out / 'comparison.xlsx').read_bytes() != before:
        yield 'compare --out leaves %s' % left


def main():
    cli = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        package = sample(cli, name)
        copy = pathlib.Path(name) / 'two.gpkg'
        shutil.copyfile(package, copy)
        with_second(copy)
        names = ['2026年度动态维护', '乙']
        return finish([*check(cli, copy, names), *check_text(cli, copy, names),
                       *check_workbook(cli, copy, names)], 'two schemes side by side as each for itself')


if __name__ == '__main__':
    sys.exit(main())
