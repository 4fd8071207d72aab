#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tables.py CLI: 附表1–11 of a sample and of the counties with known numbers, read back with openpyxl: every sheet with its
headings, every formula recomputed, every figure that of evaluate, and the same rows in the submission database."""
import json
import re
import sys

from handed_in import check_packages, export, opened
from scenario import SKIPPED, run

try:
    import openpyxl
except ImportError:
    print('openpyxl is not installed')
    sys.exit(SKIPPED)

SHEETS = ['附表%d' % n for n in range(1, 12)] + ['说明']
# Row of 附表11 → indicator, and from its unit to the table's.
EFFECTS = {1: 'arable_area', 2: 'farmland_area', 4: 'farmland_irrigated_ratio', 5: 'farmland_highstandard_ratio', 6: 'farmland_steep_area',
           7: 'farmland_contiguity', 8: 'farmland_fragment_count', 9: 'redline_area', 10: 'redline_ecological_area', 11: 'redline_cropland_area',
           12: 'redline_small_count', 13: 'boundary_area', 15: 'boundary_fragment_count', 16: 'boundary_window_count', 17: 'boundary_zone_ratio',
           19: 'boundary_unsuitable_area', 20: 'road_density', 21: 'green_coverage'}
MERGED = {'附表1': 'G5:H5', '附表5': 'F3:G3', '附表6': 'C3:D4', '附表7': 'A3:D4', '附表9': 'B3:C3', '附表11': 'B4:B11'}


def value(sheet, formula):
    """The number of a formula made of SUM over a range, or of cells with + and -."""
    span = re.fullmatch(r'=SUM\((\w+:\w+)\)', formula)
    if span:
        return sum(cell.value or 0 for row in sheet[span[1]] for cell in row)
    total = 0
    for sign, name in re.findall(r'([-+=])(\w+)', formula):
        cell = sheet[name].value or 0
        total += (-1 if sign == '-' else 1) * (value(sheet, cell) if isinstance(cell, str) and cell.startswith('=') else cell)
    return total


def decimals(cell):
    return len(re.search(r'(?:\.(0*))?\)?$', cell.number_format)[1] or '')


def check_formulas(formulas, values):
    n = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or not cell.value.startswith('='):
                    continue
                n += 1
                found, expected = values[sheet.title][cell.coordinate].value, value(sheet, cell.value)
                if abs(found - expected) > 1e-9 * max(1, abs(expected)):
                    yield '%s %s: %s gives %s, not %s' % (sheet.title, cell.coordinate, cell.value, expected, found)
    if n < 30:
        yield 'only %d formulas' % n


def check_merged(values):
    """Merged cells that overlap make a workbook that Excel calls damaged."""
    for sheet in values:
        spans = [(span, set(span.cells)) for span in sheet.merged_cells.ranges]
        for i, (span, cells) in enumerate(spans):
            for other, others in spans[:i]:
                if cells & others:
                    yield '%s: %s and %s overlap' % (sheet.title, span, other)


def check_rounded(values):
    """Every number has no more digits than it shows."""
    for sheet in values:
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, float) and abs(cell.value - round(cell.value, decimals(cell))) > 1e-9 * max(1, abs(cell.value)):
                    yield '%s %s: %r shown as %s' % (sheet.title, cell.coordinate, cell.value, cell.number_format)


def check_effects(values, rows):
    sheet = values['附表11']
    for number, name in EFFECTS.items():
        row = rows[name]
        factor = 1500 / 10000 if name == 'redline_area' else 1
        for column, key in (('E', 'before'), ('F', 'after')):
            cell = sheet['%s%d' % (column, 3 + number)]
            if row['after'] is None or row[key] is None:
                if cell.value is not None:
                    yield '附表11 %d: %s where there is none' % (number, cell.value)
            elif cell.value is None or abs(cell.value - row[key] * factor) > 0.5000001 * 10 ** -decimals(cell):
                yield '附表11 %d %s: %s, evaluate says %s' % (number, key, cell.value, row[key] * factor)


def check_situations(values, database):
    """附表2–4 add up to the plots of the database."""
    for table, layer, column in (('附表2', 'YJJBNTBHTB', 'D'), ('附表3', 'STBHHX', 'C'), ('附表4', 'CZKFBJGX', 'C')):
        sheet = values[table]
        plots = dict(database.execute('select WHLX, count(*) from "WHC%s" group by WHLX' % layer))
        totals = [row for row in sheet.iter_rows(min_row=4) if row[0].value and re.fullmatch('调[入出][总共]计', str(row[0].value))]
        if len(totals) != 2:
            yield '%s: no totals' % table
        if table == '附表2':
            for row, kind in zip(totals, ('1', '3')):
                if row[2].value != plots.get(kind, 0):
                    yield '%s: %s plots, the database has %s' % (table, row[2].value, plots.get(kind, 0))
        for row, kind in zip(totals, ('1', '3')):
            amount = row['ABCDE'.index(column)].value
            if (amount > 0) != (plots.get(kind, 0) > 0):
                yield '%s: %s ha in %s plots' % (table, amount, plots.get(kind, 0))


def check_balance(values):
    """Partitions: the same total before and after, shares of 100 %."""
    for table in ('附表6', '附表7'):
        total = [row for row in values[table].iter_rows() if row[0].value == '总计']
        if not total or total[0][4].value is None:
            yield '%s: no total' % table
            continue
        before, share, after, share_after, change = (cell.value for cell in total[0][4:9])
        if abs(before - after) > 0.011 or abs(share - 100) > 1e-9 or abs(share_after - 100) > 1e-9 or abs(change - (after - before)) > 1e-9:
            yield '%s: %s' % (table, (before, share, after, share_after, change))


def check_rows(values, database):
    """The database's tables hold the same numbers."""
    for n in range(2, 12):
        sheet = values['附表%d' % n]
        mine = sorted(round(cell.value, 6) for row in sheet.iter_rows(min_row=3) for cell in row if isinstance(cell.value, (int, float)))
        theirs = []
        for row in database.execute('select * from "附表%d"' % n):
            for cell in row[1:]:
                if isinstance(cell, float):
                    theirs.append(round(cell, 6))
        if not set(theirs) <= set(mine) | {0.0}:
            yield '附表%d: %s only in the database' % (n, sorted(set(theirs) - set(mine))[:5])


def check_projects(values, package):
    """Areas of projects, which a layer has in m² or in hectares, are hectares; 附表5 and 附表11 speak of one target."""
    source = opened(package)
    layer = [name for name in ('JQZDXMM', 'ZDJSXM') if source.execute('select 1 from sqlite_master where name = ?', (name,)).fetchone()][0]
    areas = [area for area, in source.execute('select YDMJ from "%s" where YDMJ is not null' % layer)]
    hectares = [area / (1e4 if area > 700 else 1) for area in areas]
    for row in values['附表8'].iter_rows(min_row=4):
        if isinstance(row[7].value, float) and min(abs(row[7].value - area) for area in hectares) > 0.0001:
            yield '附表8 %s: %s ha, the layer has %s' % (row[2].value, row[7].value, areas)
    source.close()
    plan, effect = values['附表5'], values['附表11']
    if [plan['G6'].value, plan['H6'].value] != [effect['E5'].value, effect['F5'].value]:
        yield '附表5 and 附表11 disagree about farmland: %s, %s' % ([plan['G6'].value, plan['H6'].value], [effect['E5'].value, effect['F5'].value])


def check(cli, folder, package, scheme):
    delivery, book = export(cli, package, folder / package.stem, 'gpkg,tables', '--scheme', scheme)
    rows = {row['id']: row for row in json.loads(run(cli, 'evaluate', package, '--scheme', scheme, '--format', 'json')[1])['indicators']}
    formulas, values = openpyxl.load_workbook(book), openpyxl.load_workbook(book, data_only=True)
    database = opened(delivery)
    if values.sheetnames != SHEETS:
        yield 'sheets: %s' % values.sheetnames
    fingerprint = database.execute("select value from sx_delivery where key = 'fingerprint'").fetchone()[0]
    for sheet in values:
        text = '\n'.join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        if fingerprint[:16] not in text:
            yield '%s: no fingerprint' % sheet.title
        if sheet.title in MERGED and MERGED[sheet.title] not in [str(span) for span in sheet.merged_cells.ranges]:
            yield '%s: %s is not merged: %s' % (sheet.title, MERGED[sheet.title], sheet.merged_cells.ranges)
    yield from check_formulas(formulas, values)
    yield from check_rounded(values)
    yield from check_merged(values)
    yield from check_effects(values, rows)
    yield from check_situations(values, database)
    yield from check_balance(values)
    yield from check_rows(values, database)
    yield from check_projects(values, package)
    database.close()


if __name__ == '__main__':
    sys.exit(check_packages(check, 'tables of %d packages read back'))
