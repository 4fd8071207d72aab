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


TABLES = {
    'sx_adjustment': 'geom, line, direction, situation, name, project, basis, note, hxlx, uncounted',
    'sx_reclass': 'geom, layer, code, name, note',
    'sx_road': 'geom, action, grade, name',
    'sx_judgement': 'indicator, verdict, reason',
}
# What 乙 has otherwise than the first scheme, which is otherwise copied.
OTHERWISE = '''
delete from sx_adjustment where fid = (select max(fid) from sx_adjustment);
update sx_adjustment set situation = '6' where fid = (select min(fid) from sx_adjustment where scheme_id = 2);
update sx_reclass set code = '520' where fid = (select min(fid) from sx_reclass where scheme_id = 2);
delete from sx_road where fid = (select max(fid) from sx_road where scheme_id = 2);
update sx_road set grade = '支路' where fid = (select min(fid) from sx_road where scheme_id = 2);
update sx_judgement set verdict = 'fail', reason = '缺图' where scheme_id = 2 and indicator = 'boundary_direction';
insert into sx_judgement (scheme_id, indicator, verdict) values (2, 'special_case', 'pass');
insert into sx_parameter (key, value) values ('scheme.2.forest_area', '0.3');
'''
EXPECTED = {
    'plots': {'first': 1, 'changed': 1}, 'reclasses': {'changed': 1}, 'roads': {'first': 1, 'changed': 1},
    'judgements': {'second': 1, 'changed': 1}, 'parameters': {'first': 1, 'changed': 1},
}


def with_others(package):
    """Scheme 乙: as the first, but for a little; 丙: nothing but the roads."""
    database = sqlite3.connect(package)
    for table, fields in TABLES.items():
        for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name = ?", [table]).fetchall():
            database.execute('drop trigger "%s"' % trigger)  # they need functions that Python's SQLite has not
    database.execute("insert into sx_scheme (id, name) values (2, '乙'), (3, '丙')")
    for table, fields in TABLES.items():
        database.execute('insert into %s (scheme_id, %s) select 2, %s from %s where scheme_id = 1' % (table, fields, fields, table))
    database.execute('insert into sx_road (scheme_id, geom, action, grade, name) select 3, geom, action, grade, name from sx_road where scheme_id = 1')
    database.executescript(OTHERWISE)
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
    for key, expected in EXPECTED.items():
        states = [item['state'] for item in both[key]]
        found = {state: states.count(state) for state in ('first', 'second', 'changed') if state in states}
        if found != expected or not states:
            yield '%s: %s, not %s' % (key, found, expected)
    yield from check_items(both, package)
    if sum(row['plots'][0] for row in both['situations']) != len(both['plots']):
        yield 'situations do not count the plots: %s' % both['situations']


def check_items(both, package):
    """Each item once, with what its row says."""
    database = sqlite3.connect(package)
    for key, table, columns in (('plots', 'sx_adjustment', {'adjustment': 'fid', 'situation': 'situation', 'name': 'name'}),
                                ('reclasses', 'sx_reclass', {'reclass': 'fid', 'code': 'code', 'name': 'name'}),
                                ('roads', 'sx_road', {'road': 'fid', 'grade': 'grade', 'name': 'name'}),
                                ('judgements', 'sx_judgement', {'verdict': 'verdict', 'reason': 'reason'})):
        for side in (0, 1):
            told = sorted((tuple(item[name][side] for name in columns) for item in both[key] if item['state'] != ('second', 'first')[side]), key=str)
            rows = sorted(database.execute('select %s from %s where scheme_id = ?' % (', '.join(columns.values()), table), [side + 1]), key=str)
            if told != rows:
                yield '%s of side %d: %s, the package has %s' % (key, side, told, rows)
    for key, size in (('plots', 'area'), ('reclasses', 'area'), ('roads', 'length')):
        for item in both[key]:
            if [value is None for value in item[size]] != [item['state'] == 'second', item['state'] == 'first'] or item['ground_differs']:
                yield '%s: %s' % (key, item)
    database.close()


def check_text(cli, package, names):
    status, out, _ = run(cli, 'compare', package, '--scheme', names[0], '--scheme', names[1])
    for word in (*names, '★', '≠', '=', 'only in A', 'described otherwise', 'road added', '→ 520', 'judged otherwise', '缺图', 'another figure'):
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
    for sheet, items, fid, size, code, unit in (('Plots', 'plots', 'adjustment', 'area', 'situation', 10000),
                                                ('Reclassifications', 'reclasses', 'reclass', 'area', 'code', 10000),
                                                ('Roads', 'roads', 'road', 'length', 'grade', 1000)):
        for item, found in zip(told[items], sheet_rows(book, sheet), strict=True):
            sizes = [value if value is None else value / unit for value in item[size]]
            yield from expect(sheet, found[2:], [cell for side in (0, 1) for cell in
                                                 (item[fid][side], item['name'][side], item[code][side], sizes[side])])
            if (found[0] == 'the same') != (item['state'] == 'same'):
                yield '%s: %s' % (sheet, found)
    said = sheet_rows(book, 'Judgements')
    for item, found in zip(told['judgements'], said, strict=False):
        yield from expect(item['indicator'], found[4::2], item['reason'])
    for item, found in zip(told['parameters'], said[len(told['judgements']):], strict=True):
        yield from expect(item['key'], found[3::2], item['value'])
    for conflict, found in zip(told['conflicts'], sheet_rows(book, 'Conflicts'), strict=True):
        areas = hectares(conflict['area'])
        yield from expect(conflict['rule'], found[2:], [conflict['count'][0], areas[0], conflict['count'][1], areas[1]])


def check_overview(book, evaluated):
    """The sheet of all schemes: what evaluate says of each, the best of all bold."""
    sheet = book['All schemes']
    names = [cell.value for cell in sheet[3][4::2]]
    if names != list(evaluated):
        yield 'all schemes: %s' % names
    for index, rows in enumerate(zip(*(one['indicators'] for one in evaluated.values()), strict=True)):
        cells = sheet[4 + index][3:]
        values = [row['after'] for row in rows]
        yield from expect('all schemes, ' + rows[0]['id'], [cell.value for cell in (cells[0], *cells[1::2])], [rows[0]['before'], *values])
        known = [value for value in values if value is not None]
        best = None
        if known and max(known) - min(known) > 1e-9 * max(map(abs, known)):
            best = max(known) if rows[0]['comparator'] in MORE else min(known) if rows[0]['comparator'] in LESS else None
        for value, cell in zip(values, cells[1::2], strict=True):
            if bool(cell.font.bold) != (best is not None and value is not None and abs(value - best) <= 1e-9 * abs(best)):
                yield 'all schemes, %s: %s is %sbold' % (rows[0]['id'], value, '' if cell.font.bold else 'not ')


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
        book = openpyxl.load_workbook(out / 'comparison.xlsx')
        yield from check_sheets(book, json.loads(told))
        yield from check_overview(book, {name: evaluate(cli, package, name) for name in (*names, '丙')})
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
        copy = pathlib.Path(name) / 'three.gpkg'
        shutil.copyfile(package, copy)
        with_others(copy)
        names = ['2026年度动态维护', '乙']
        return finish([*check(cli, copy, names), *check_text(cli, copy, names),
                       *check_workbook(cli, copy, names)], 'two schemes side by side as each for itself')


if __name__ == '__main__':
    sys.exit(main())
