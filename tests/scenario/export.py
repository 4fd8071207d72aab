#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""export.py CLI: the submission database of a sample and of the counties with known numbers that lie beside this project: its
layers and fields, its areas, what evaluate makes of it, and GDAL's own validator."""
import json
import subprocess
import sys

from handed_in import check_packages, export, opened
from scenario import run

LINES = ['YJJBNTBHTB', 'STBHHX', 'CZKFBJGX', 'LSWHBHX', 'HLFXKZX', 'KCZYKCBHX', 'ZXCQCSLVX', 'ZXCQCSLX', 'ZXCQCSHX', 'ZXCQCSZX']
PARTITIONS = ['GHFQ', 'ZXCQGHYDYH']
CHANGE_FIELDS = ['BSM TEXT(18)', 'YSDM TEXT(10)', 'XZQDM TEXT(12)', 'XZQMC TEXT(100)', 'WHLX TEXT(2)', 'WHLY TEXT(3)', 'JDZBLY TEXT(10)',
                 'WHBH TEXT(18)', 'KZBSHSLX TEXT(3)', 'BZ TEXT(255)']
AREA = {'YJJBNTBHTB': 'YJJBNTMJ', 'ZXCQGHYDYH': 'TBMJ'}
# Their before is a target of the plan; a scheme's parameter goes with the scheme; changes against the base, which is now this one.
TARGETS = {'arable_area', 'farmland_area'}
OF_SCHEME = {'forest_area', 'forest_cover', 'boundary_increment_balance', 'reserve_scale', 'reserve_ratio'}
# Without the scheme nothing says any more which new ground does not count.
UNCOUNTED = {'boundary_expansion_scale', 'boundary_multiplier'}
# Fields of areas have two decimals, m².
ROUNDED = {'m²': 0.02, '亩': 3e-5, 'ha': 2e-6, 'km²': 2e-8, '万亩': 3e-9}
VALIDATOR = 'import sys; from osgeo_utils.samples import validate_gpkg as v; sys.exit(v.main(["v", "--extra"] + sys.argv[1:]))'


def indicators(cli, package, *args):
    status, out, messages = run(cli, 'evaluate', package, '--format', 'json', *args)
    if status:
        sys.exit('evaluate %s: exit status %d\n%s' % (package, status, messages))
    return {row['id']: row for row in json.loads(out)['indicators']}


def same(a, b, tolerance=1e-6):
    return a == b if a is None or b is None else abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1e-8)


def check_evaluated(cli, package, scheme, delivery, has_uncounted):
    """Before of the export is after of the scheme."""
    scheme_rows, rows = indicators(cli, package, '--scheme', scheme), indicators(cli, delivery)
    for name, row in scheme_rows.items():
        if name in OF_SCHEME or (name in UNCOUNTED and has_uncounted):
            continue
        found = rows[name]['after' if name in TARGETS else 'before']
        if not same(row['after'], found) and not abs(row['after'] - found) <= ROUNDED.get(row['unit'], 0):
            yield '%s: %s after the scheme, %s in what is handed in' % (name, row['after'], found)


def fields(database, table):
    return [(name, kind) for _, name, kind, *_ in database.execute('pragma table_info ("%s")' % table)]


def check_layers(database):
    srs = dict(database.execute('select table_name, srs_id from gpkg_geometry_columns'))
    styled = {name for name, in database.execute("select f_table_name from layer_styles where useAsDefault = 1 and styleQML like '%renderer-v2%'")}
    if set(srs.values()) != {4490}:
        yield 'srs_id: %s' % sorted(set(srs.values()))
    for table in LINES + PARTITIONS:
        whole = {prefix: fields(database, prefix + table) for prefix in ('', 'WHQ', 'WHC', 'WHH')}
        if not whole['']:
            yield '%s is not there' % table
        if [' '.join(field) for field in whole['WHC'][2:]] != CHANGE_FIELDS:
            yield 'WHC%s: %s' % (table, whole['WHC'])
        if not whole[''] == whole['WHQ'] == whole['WHH']:
            yield '%s: WHQ and WHH have other fields' % table
        missing = [prefix + table for prefix in whole if prefix + table not in styled]
        if missing:
            yield 'no style: %s' % missing


def check_rows(database, table):
    """after = before - WHQ + WHH, row by row, and identifiers that are unique."""
    columns = [name for name, _ in fields(database, table)]
    names = ', '.join('"%s"' % name for name in columns if name != 'fid')
    left = database.execute('select count(*) from (select %s from "WHH%s" except select %s from "%s")' % (names, table, names, table)).fetchone()[0]
    if left:
        yield '%s: %d rows of WHH are not in it' % (table, left)
    if 'BSM' in columns:
        doubled = database.execute('select BSM from "%s" where BSM is not null group by BSM having count(*) > 1' % table).fetchall()
        if doubled:
            yield '%s: BSM %s twice' % (table, doubled[0][0])
    n = [database.execute('select count(*) from "%s%s"' % (prefix, table)).fetchone()[0] for prefix in ('WHQ', 'WHC', 'WHH')]
    if (n[0] or n[2]) and not n[1]:
        yield '%s: %s rows touched, changed, replacing' % (table, n)


def check_untouched(database, source, table, name):
    """Rows that no edit touches have the same fields as in the package."""
    known = {field.upper(): field for field, _ in fields(source, name)}
    common = [field for field, _ in fields(database, table) if field.upper() in known and field not in ('fid', 'geom')]
    mine = ', '.join('"%s"' % field for field in common)
    theirs = ', '.join('"%s"' % known[field.upper()] for field in common)
    before = {row[0]: row[1:] for row in source.execute('select rowid%s from "%s"' % (', ' + theirs if common else '', name))}
    touched = {fid for fid, in database.execute('select fid from "WHQ%s"' % table)}
    after = {row[0]: row[1:] for row in database.execute('select fid%s from "%s"' % (', ' + mine if common else '', table))}
    bad = [fid for fid, row in before.items() if fid not in touched and after.get(fid) != row]
    gone = [fid for fid in touched if fid in after]
    if bad or gone:
        yield '%s: rows %s are not as they came, %s are still there' % (table, bad[:5], gone[:5])


def check_areas(database, table):
    """Area fields of what replaces a partition add up to those of what was touched."""
    field = AREA.get(table, 'MJ')
    if field not in [name for name, _ in fields(database, table)]:
        return
    before, after = (database.execute('select total("%s") from "%s%s"' % (field, prefix, table)).fetchone()[0] for prefix in ('WHQ', 'WHH'))
    if abs(before - after) > 0.005 * (1 + database.execute('select count(*) from "WHQ%s"' % table).fetchone()[0]):
        yield '%s: %s m² became %s' % (table, before, after)


def check_valid(delivery, *options):
    done = subprocess.run(['/usr/bin/python3', '-c', VALIDATOR, *options, str(delivery)], capture_output=True, text=True)
    if 'No module named' in done.stderr:
        print('validate_gpkg: python3-gdal is not installed')
    elif done.returncode:
        yield 'validate_gpkg: %s' % (done.stdout + done.stderr)[-2000:]


def check_package(cli, folder, package, scheme):
    out = folder / ('out-' + package.stem)
    delivery, = export(cli, package, out, 'gpkg', '--scheme', scheme)
    left = [path.name for path in out.iterdir() if path != delivery]
    if left:
        yield 'beside the export: %s' % left
    source, database = opened(package), opened(delivery)
    names = {table: found for found, in source.execute("select table_name from gpkg_geometry_columns where table_name not like 'sx_%'")
             for table in [found.upper()]}
    has_uncounted = 'uncounted' in [name for name, _ in fields(source, 'sx_adjustment')] and \
        source.execute('select count(*) from sx_adjustment where uncounted').fetchone()[0] > 0
    yield from check_layers(database)
    for table in LINES + PARTITIONS:
        yield from check_rows(database, table)
        if table in names:
            yield from check_untouched(database, source, table, names[table])
    for table in PARTITIONS:
        yield from check_areas(database, table)
    yield from check_valid(delivery, '--warning-as-error')
    yield from check_evaluated(cli, package, scheme, delivery, has_uncounted)
    source.close()
    database.close()


if __name__ == '__main__':
    sys.exit(check_packages(check_package, '%d packages handed in and read back'))
