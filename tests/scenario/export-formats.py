#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""export-formats.py CLI: the file geodatabase and the shapefiles, read back with GDAL, say what the database says, row by row; what a
shapefile cannot hold stands in its text; what was taken on stands in every part; --strict and --dry-run write nothing."""
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import zipfile

from handed_in import DONE, STRICT, export, told
from scenario import SKIPPED, finish, run, sample

try:
    from osgeo import gdal, ogr
except ImportError:
    print('python3-gdal is not installed')
    sys.exit(SKIPPED)

gdal.UseExceptions()
LONG = '二〇二六年度' * 50  # 300 characters, 600 bytes in GBK
RARE = '㐂县𠮷家庄'  # the first and the third are not in GBK
FINE = 0.123456789012345  # more decimals than a field of numbers has
PARTS = 'gpkg,tables,maps,report,gdb,shp'
ONLY_IN_DATABASE = {'layer_styles'}


def layers(path, driver):
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=[driver])
    return data, {data.GetLayer(i).GetName(): data.GetLayer(i) for i in range(data.GetLayerCount())}


def text_fields(layer):
    return [i for i in range(layer.GetLayerDefn().GetFieldCount()) if layer.GetLayerDefn().GetFieldDefn(i).GetType() == ogr.OFTString]


def rows(layer):
    """Values and geometry of every row; numbers to what a decimal field holds."""
    layer.ResetReading()
    for row in layer:
        values = [row.GetField(i) for i in range(row.GetFieldCount())]
        yield [round(v, 9) if isinstance(v, float) else v for v in values], row.GetGeometryRef()


def area(shape):
    return 0 if shape is None else shape.GetArea() if shape.GetDimension() == 2 else shape.Length()


def check_alike(database, other, what, may_be_cut):
    for name, layer in database.items():
        if name not in other:
            yield '%s: no %s' % (what, name)
            continue
        if layer.GetFeatureCount() != other[name].GetFeatureCount():
            yield '%s %s: %d rows, %d in the database' % (what, name, other[name].GetFeatureCount(), layer.GetFeatureCount())
        for (mine, shape), (theirs, copy) in zip(rows(layer), rows(other[name])):
            bad = [(a, b) for a, b in zip(mine, theirs) if (a or None) != (b or None) and a not in may_be_cut]
            if bad or len(mine) != len(theirs):
                yield '%s %s: %s' % (what, name, bad[:3])
                break
            if abs(area(shape) - area(copy)) > 1e-7 * area(shape) + 1e-12:
                yield '%s %s: another shape, %s and %s' % (what, name, area(shape), area(copy))
                break


def check_shapefile_text(folder, database):
    text = (folder / '说明.txt').read_text(encoding='utf-8-sig')
    for word in (LONG, RARE, 'GBK', 'XZQ.XS 第1行 BSM 70041：小数位数超出字段，完整数值是：%r\n' % FINE):
        if word not in text:
            yield '说明.txt: no %s' % word[:60]
    names = {line.split('\t')[2] for line in text.splitlines() if line.count('\t') == 2}
    for name, layer in database.items():
        for i in range(layer.GetLayerDefn().GetFieldCount()):
            field = layer.GetLayerDefn().GetFieldDefn(i).GetName()
            if len(field.encode('gbk')) > 10 and field not in names:
                yield '说明.txt does not name %s.%s' % (name, field)
    if {path.read_text() for path in folder.glob('*.cpg')} != {'GBK'}:
        yield 'the code pages are %s' % {path.read_text() for path in folder.glob('*.cpg')}


def check_taken_on(files):
    """Every part says what is wrong with it."""
    n, first = int(told(files['gpkg'], 'accepted')), told(files['gpkg'], 'accepted_1')
    if n < 5 or not first:
        yield 'taken on: %s, %s' % (n, first)
        return
    with zipfile.ZipFile(files['tables']) as book:
        if first not in book.read('xl/sharedStrings.xml').decode('utf-8'):
            yield 'the workbook does not say: %s' % first
    for part in ('maps', 'shp'):
        if first not in (files[part] / '说明.txt').read_text(encoding='utf-8-sig'):
            yield '%s does not say: %s' % (part, first)


def check_nothing_written(cli, package, folder):
    for option, status in (('--strict', STRICT), ('--dry-run', DONE)):
        out = folder / option
        got, written, messages = run(cli, 'export', package, '--out', out, option)
        if got != status or out.exists() or (option == '--dry-run') != ('✗ indicator: ' in written):
            yield '%s: %d %s %s' % (option, got, written[:200], messages)


def check(cli, folder):
    package = sample(cli, folder, 300)
    odd = folder / '县.gpkg'
    shutil.copyfile(package, odd)
    database = sqlite3.connect(odd)
    database.execute('pragma trusted_schema = on')
    for name, in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name in ('STBHHX', 'XZQ')").fetchall():
        database.execute('drop trigger "%s"' % name)
    database.execute('alter table STBHHX add column BZ TEXT')
    database.execute('update STBHHX set BZ = ? where fid = 1', (LONG,))
    database.execute('update STBHHX set BZ = ? where fid = 2', (RARE,))
    database.execute('alter table XZQ drop column BSM')
    database.execute('alter table XZQ add column BSM INTEGER default 70041')
    database.execute('alter table XZQ add column XS REAL default %r' % FINE)
    database.commit()
    database.close()
    files = dict(zip(PARTS.split(','), export(cli, odd, folder / 'out', PARTS)))
    if len(list((folder / 'out').iterdir())) != len(files):
        yield 'beside the parts: %s' % list((folder / 'out').iterdir())
    source, whole = layers(files['gpkg'], 'GPKG')
    whole = {name: layer for name, layer in whole.items() if name not in ONLY_IN_DATABASE}
    copy, gdb = layers(files['gdb'], 'OpenFileGDB')
    yield from check_alike(whole, gdb, 'gdb', ())
    folder_copy, shapes = layers(files['shp'], 'ESRI Shapefile')
    whole.pop('sx_delivery')
    yield from check_alike(whole, shapes, 'shp', (LONG, RARE))
    yield from check_shapefile_text(files['shp'], whole)
    yield from check_taken_on(files)
    yield from check_nothing_written(cli, odd, folder)
    again = export(cli, odd, folder / 'again', 'shp')
    if [path.name for path in (folder / 'again').iterdir()] != [again[0].name]:
        yield 'shapefiles alone: %s' % list((folder / 'again').iterdir())


def main():
    with tempfile.TemporaryDirectory() as name:
        return finish(list(check(sys.argv[1], pathlib.Path(name))), 'file geodatabase and shapefiles say what the database says')


if __name__ == '__main__':
    sys.exit(main())
