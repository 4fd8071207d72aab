#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""in-qgis.py CLI [FOLDER]: what is handed in as QGIS opens it: every layer of the GeoPackage with the style that comes with it, the
colours of resources/map-style.json, plots on a rendered picture; the FileGDB and the shapefiles with the same texts and types.
FOLDER keeps the pictures."""
import collections
import json
import os
import pathlib
import sqlite3
import sys
import tempfile

from peer import ROOT, finish, hand_in, skip

os.environ['QT_QPA_PLATFORM'] = 'offscreen'
try:
    from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem, QgsExpressionContext,
                           QgsMapRendererSequentialJob, QgsMapSettings, QgsRenderContext, QgsUnitTypes, QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize, QVariant
    from qgis.PyQt.QtGui import QColor, QImage
except ImportError:
    skip('python3-qgis is not installed')

MM_PER_PIXEL = 25.4 / 96
MAP = json.loads((ROOT / 'resources' / 'map-style.json').read_text(encoding='utf-8'))
PICTURES = {
    'plots': ['WHCYJJBNTBHTB', 'WHCSTBHHX', 'WHCCZKFBJGX', 'CZKFBJGX', 'STBHHX', 'YJJBNTBHTB', 'XZQ'],
    'land': ['WHCYJJBNTBHTB', 'WHCSTBHHX', 'WHCCZKFBJGX', 'CZKFBJGX', 'STBHHX', 'DLTB'],
    'city': ['ZXCQFW', 'ZXCQDLZXX', 'ZXCQGHYDYH'],
    'zones': ['GHFQ'],
    'limits': ['FZFX', 'KFQ', 'FNYQ', 'PZJSYD', 'PZWJSTD', 'DZZHQ', 'XZHQ', 'DYZ', 'HDGLFW', 'ZRBHD', 'KCZYYF', 'LSWHBHX', 'HLFXKZX', 'YJJBNTCBQ',
               'GBZNT', 'XZQ'],
}


def colour(text):
    """(r, g, b, a) of "#rrggbb[aa]" for the light map"""
    digits = text.split()[0][1:]
    return tuple(int((digits + 'ff')[i:i + 2], 16) for i in (0, 2, 4, 6))


def rgba(qcolor):
    return (qcolor.red(), qcolor.green(), qcolor.blue(), qcolor.alpha())


def near(a, b):
    return all(abs(x - y) <= 1 for x, y in zip(a, b))


def opened(source, name):
    layer = QgsVectorLayer(str(source) + '|layername=' + name, name, 'ogr')
    return layer if layer.isValid() else None


def strokes(symbol):
    return [layer for layer in symbol.symbolLayers() if layer.layerType() == 'SimpleLine' and not layer.drawInsidePolygon()]


def check_symbol(name, symbol, look):
    """The border, its dashes, the fill and the hatch of one symbol are those of the map."""
    line = look.get('line')
    if line:
        stroke = strokes(symbol)[-1]
        if not near(rgba(stroke.color()), colour(line['colour'])) or abs(stroke.width() - line['width'] * MM_PER_PIXEL) > 0.002:
            yield '%s: line %s %s, not %s' % (name, rgba(stroke.color()), stroke.width(), line)
        if stroke.useCustomDashPattern() != ('dash' in line) or stroke.widthUnit() != QgsUnitTypes.RenderMillimeters:
            yield '%s: dashes %s, not %s' % (name, stroke.customDashVector(), line)
    kinds = [layer.layerType() for layer in symbol.symbolLayers()]
    hatch = {None: [], 'dots': ['PointPatternFill'], 'cross': ['LinePatternFill'] * 2}.get(look.get('hatch', {}).get('kind'), ['LinePatternFill'])
    if [kind for kind in kinds if kind.endswith('PatternFill')] != hatch:
        yield '%s: hatch %s, not %s' % (name, kinds, look.get('hatch'))
    if 'fill' in look and 'mute' not in look and 'classes' not in look and not near(rgba(symbol.symbolLayer(0).color()), colour(look['fill'])):
        yield '%s: fill %s, not %s' % (name, rgba(symbol.symbolLayer(0).color()), look['fill'])


def check_every_code(layer):
    """No feature is left without a symbol, and different classes have different fills."""
    context, renderer = QgsRenderContext(), layer.renderer()
    context.setExpressionContext(QgsExpressionContext())
    renderer.startRender(context, layer.fields())
    lost = {feature[renderer.classAttribute()] for feature in layer.getFeatures()
            if feature[renderer.classAttribute()] and renderer.symbolForFeature(feature, context) is None}
    renderer.stopRender(context)
    if lost:
        yield '%s: no symbol for %s' % (layer.name(), sorted(lost))
    if layer.name() in ('DLTB', 'GHFQ', 'ZXCQGHYDYH') and len({rgba(c.symbol().symbolLayer(0).color()) for c in renderer.categories()}) < 3:
        yield '%s: one colour for all' % layer.name()


def check_style(layer, looks):
    table = layer.name()[3:] if layer.name()[:3] in ('WHQ', 'WHH', 'WHC') else layer.name()
    renderer, look = layer.renderer(), looks.get(table)
    if layer.name().startswith('WHC'):
        symbols = {c.value(): c.symbol().clone() for c in renderer.categories()} if isinstance(renderer, QgsCategorizedSymbolRenderer) else {}
        if set(symbols) != {'1', '2', '3'}:
            yield '%s: categories %s' % (layer.name(), set(symbols))
            return
        yield from check_symbol(layer.name() + ' 调入', symbols['1'], MAP['in'])
        yield from check_symbol(layer.name() + ' 调出', symbols['3'], MAP['out'])
        return
    if not look:
        yield '%s: no style in the map' % layer.name()
        return
    if abs(layer.opacity() - look.get('opacity', 1)) > 0.005:
        yield '%s: opacity %s' % (layer.name(), layer.opacity())
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        yield from check_every_code(layer)
        for category in renderer.categories()[:3]:
            yield from check_symbol(layer.name(), category.symbol().clone(), look)
    else:
        yield from check_symbol(layer.name(), renderer.symbol(), look)


def check_geopackage(path):
    database = sqlite3.connect('file:%s?mode=ro' % path, uri=True)
    looks = {table['name']: table for table in MAP['tables']}
    styled = {name for name, in database.execute('select f_table_name from layer_styles where useAsDefault = 1')}
    tables = dict(database.execute("select table_name, data_type from gpkg_contents"))
    for name, kind in tables.items():
        layer = opened(path, name)
        if not layer or layer.featureCount() != database.execute('select count(*) from "%s"' % name).fetchone()[0]:
            yield '%s: not opened, or not whole' % name
            continue
        if kind != 'features':
            continue
        if layer.crs().authid() != 'EPSG:4490':
            yield '%s: %s' % (name, layer.crs().authid())
        bad = [feature.id() for feature in layer.getFeatures() if not feature.geometry().isGeosValid()]
        if bad:
            yield '%s: invalid %s' % (name, bad[:5])
        if name in styled:
            yield from check_style(layer, looks)
        elif name != 'FZFX':
            yield '%s: no style' % name
    database.close()


def text_and_types(layer):
    """Field kinds and all texts and numbers of a layer, by upper-case field name."""
    kinds, values = {}, {}
    for field in layer.fields():
        if field.name().lower() not in ('fid', 'objectid', 'shape_length', 'shape_area'):
            kinds[field.name()] = 'text' if field.type() == QVariant.String else 'number'
            values[field.name()] = sorted(str(f[field.name()]) for f in layer.getFeatures()) if field.type() == QVariant.String else None
    return kinds, values


def check_same(geopackage, other, source, cut):
    """cut: field names are cut to so many characters (shapefiles)"""
    kinds, values = text_and_types(opened(geopackage, other.name()))
    found, theirs = text_and_types(other)
    short = {name[:cut] if cut else name: name for name in kinds}
    if not set(found) <= set(short) and len(found) != len(kinds):
        yield '%s %s: fields %s, not %s' % (source, other.name(), sorted(found), sorted(kinds))
        return
    for name in set(found) & set(short):
        if found[name] != kinds[short[name]]:
            yield '%s %s.%s: %s' % (source, other.name(), name, found[name])
        if values[short[name]] is not None and [v or 'NULL' for v in theirs[name]] != [v or 'NULL' for v in values[short[name]]]:
            yield '%s %s.%s: other texts: %s' % (source, other.name(), name, theirs[name][:3])


def check_copies(geopackage, gdb, shapes):
    for name in ('XZQ', 'CZKFBJGX', 'STBHHX', 'GHFQ', 'WHCYJJBNTBHTB', 'WHCCZKFBJGX', 'WHHCZKFBJGX', 'ZXCQGHYDYH'):
        layer = opened(gdb, name)
        if layer and layer.featureCount() == opened(geopackage, name).featureCount() and layer.crs().authid() == 'EPSG:4490':
            yield from check_same(geopackage, layer, 'FileGDB', None)
        else:
            yield 'FileGDB: %s' % name
        shape = QgsVectorLayer(str(shapes / (name + '.shp')), name, 'ogr')
        if shape.isValid() and shape.featureCount() == opened(geopackage, name).featureCount():
            yield from check_same(geopackage, shape, 'shapefile', 10)
        else:
            yield 'shapefile: %s' % name


def rendered(path, names, file, extent_of=None):
    """The layers, first on top, on white; the picture is kept."""
    layers = [opened(path, name) for name in names]
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor('white'))
    settings.setOutputSize(QSize(1200, 900))
    settings.setOutputDpi(96)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem('EPSG:4527'))
    of = opened(path, extent_of) if extent_of else layers[-1]
    extent = settings.layerExtentToOutputExtent(of, of.extent())
    extent.scale(1.05)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(file))
    return job.renderedImage()


def pixels(image):
    """How many there are of each colour."""
    bits = image.convertToFormat(QImage.Format_RGB32).constBits()
    bits.setsize(image.byteCount())
    return collections.Counter(value & 0xffffff for value in memoryview(bits).cast('I'))


def check_pictures(path, folder):
    for name, layers in PICTURES.items():
        image = rendered(path, layers, folder / (name + '.png'), 'WHCCZKFBJGX' if name == 'land' else None)
        seen = pixels(image)
        if len(seen) < 20 or seen.get(0xffffff, 0) > 0.97 * image.width() * image.height():
            yield '%s: nothing to see' % name
        if name == 'plots':
            for key in ('in', 'out'):
                r, g, b, _ = colour(MAP[key]['line']['colour'])
                if seen.get(r << 16 | g << 8 | b, 0) < 40:
                    yield '%s: no border of 调%s' % (name, {'in': '入', 'out': '出'}[key])


def main():
    cli, faults = sys.argv[1], []
    with tempfile.TemporaryDirectory() as temporary:
        os.environ['HOME'] = os.environ['XDG_RUNTIME_DIR'] = temporary
        os.chmod(temporary, 0o700)
        folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else temporary).resolve()
        folder.mkdir(exist_ok=True)
        _, files = hand_in(cli, folder, 'gpkg,gdb,shp')
        program = QgsApplication([], False)
        program.initQgis()
        geopackage, gdb, shapes = (next(f for f in files if wanted(f)) for wanted in (
            lambda f: f.suffix == '.gpkg', lambda f: f.suffix == '.gdb', lambda f: f.is_dir() and f.suffix != '.gdb'))
        faults += check_geopackage(geopackage)
        faults += check_copies(geopackage, gdb, shapes)
        faults += check_pictures(geopackage, folder)
    return finish(faults, 'QGIS opens what is handed in, and paints it as the map does')


if __name__ == '__main__':
    status = main()
    sys.stdout.flush()
    os._exit(status)  # taking QGIS down in Python's order of things may fail
