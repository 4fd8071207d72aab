#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base map from servers of this machine: nothing is asked for without one; tiles are those in view and lie where they belong, by
address and by WMTS in degrees; a key goes to the server and nowhere else; without the server there is what was looked at before, a word
once, and no end of tries."""
import collections
import hashlib
import io
import json
import math
import os
import pathlib
import subprocess
import zipfile

import pyproj

import tiles
from scene import main, open_plan

GROUP = '[io/github/sanxian/Sanxian]'


def settings(desktop, **values):
    """As if the user had chosen them."""
    folder = pathlib.Path(desktop.environment['XDG_CONFIG_HOME']) / 'glib-2.0' / 'settings'
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['base-map-%s=%s' % (name.replace('_', '-'), value) for name, value in values.items()]
    (folder / 'keyfile').write_text('\n'.join([GROUP, *lines, '']), encoding='utf-8')
    desktop.environment['GSETTINGS_BACKEND'] = 'keyfile'


def hide_layers(desktop, package):
    """The window was left with all layers hidden: what is below them is to be seen."""
    tables = [name for name, in package.query('select table_name from gpkg_contents')]
    folder = pathlib.Path(desktop.environment['XDG_STATE_HOME']) / 'sanxian'
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(os.path.realpath(package.path).encode()).hexdigest()[:16]
    (folder / (name + '.view')).write_text(''.join('[layer %s]\nvisible=false\nopacity=1\n' % table for table in tables), encoding='utf-8')


class View:
    """Which tile lies under a place of the map."""

    def __init__(self, package, state):
        code, = package.query("select srs_id from gpkg_geometry_columns where table_name = 'DLTB'")[0]
        self.to_degrees = pyproj.Transformer.from_crs(code, 4490, always_xy=True)
        self.box = state['map']
        _, latitude = self.place(0.5, 0.5)
        world = 2 * math.pi * tiles.MERCATOR_RADIUS * math.cos(math.radians(latitude)) / self.box['metres_per_pixel']
        self.zoom = round(math.log2(world / 256))

    def place(self, x, y):
        box = self.box
        return self.to_degrees.transform(box['x0'] + (box['x1'] - box['x0']) * x, box['y1'] - (box['y1'] - box['y0']) * y)


def check_colours(scene, program, package, tile_of, greatest, label):
    """On a grid of places: where a tile of one colour should be, the other is nowhere, and most places show theirs."""
    state = program.idle()
    view = View(package, state)
    zoom = min(view.zoom, greatest)
    picture = scene.picture(program.desktop, label)
    width = program.desktop.size[0]
    pixels = subprocess.run(['convert', picture, '-depth', '8', 'rgb:-'], capture_output=True, check=True).stdout
    right = wrong = 0
    for i in range(16):
        for j in range(12):
            fraction = (0.1 + 0.05 * i, 0.2 + 0.055 * j)
            tx, ty = tile_of(*view.place(*fraction), zoom)
            if not all(0.12 < part % 1 < 0.88 for part in (tx, ty)):
                continue  # the box is a straight one, the map a little turned
            (x, y), = program.on_map([fraction], state)
            at = 3 * (round(y) * width + round(x))
            seen, expected = tuple(pixels[at:at + 3]), (int(tx) + int(ty)) % 2
            right += seen == tiles.COLOURS[expected]
            wrong += seen == tiles.COLOURS[1 - expected]
    assert wrong == 0 and right > 40, '%d places show their tile, %d another one; see %s' % (right, wrong, picture)
    return view, zoom


def check_silent(scene):
    """Without a base map nobody is asked for anything, whatever way there would be."""
    with tiles.serving() as server, scene.desktop() as desktop:
        proxies = {name: server.address for name in ('http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY')}
        with scene.program(desktop, scene.package(500).path, environment=proxies) as program:
            open_plan(program)
            (x, y), = program.on_map([(0.5, 0.5)])
            program.desktop.wheel(x, y, 4)
            program.desktop.wheel(x, y, -8)
            state = program.idle()
            assert state['map']['base_map'] == 'off' and state['map']['attribution'] is None
        assert server.asked() == [], server.asked()
        assert not list(pathlib.Path(desktop.environment['XDG_CACHE_HOME']).rglob('base-map')), 'there is a cache without a base map'


def check_address(scene):
    """Tiles by address: those in view, each once, of a zoom that the server has; hidden, none."""
    with tiles.serving(last_zoom=14) as server, scene.desktop() as desktop:
        package = scene.package(500)
        hide_layers(desktop, package)
        settings(desktop, kind="'tiles'", tiles_address="'%s/xyz/{z}/{x}/{y}.png'" % server.address, tiles_max_zoom='20', attribution="'Squares Ltd'")
        with scene.program(desktop, package.path) as program:
            open_plan(program)
            state = program.wait('base map', lambda s: s['map']['base_map'] == 'good')
            assert state['map']['attribution'] == 'Squares Ltd'
            view, zoom = check_colours(scene, program, package, tiles.mercator_tile, 14, 'tiles')
            asked = server.tiles()
            times = collections.Counter(asked)  # what was given up while the window grew is asked for again
            assert asked and max(times.values()) <= 3, times.most_common(3)
            corners = [tiles.mercator_tile(*view.place(x, y), zoom) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            for z, x, y in asked:
                if z == zoom:
                    assert min(c[0] for c in corners) - 2 <= x <= max(c[0] for c in corners) + 2, (z, x, y)
                    assert min(c[1] for c in corners) - 2 <= y <= max(c[1] for c in corners) + 2, (z, x, y)
            (x, y), = program.on_map([(0.5, 0.5)])
            program.desktop.wheel(x, y, 12)  # nearer than the server has: its last zoom is stretched
            state = program.idle()
            assert View(package, state).zoom > 14
            check_colours(scene, program, package, tiles.mercator_tile, 14, 'stretched')
        asked = [tile for tile in server.tiles() if tile[0] <= 14]
        with scene.program(desktop, package.path) as program:  # where it was left: all of it is on disk
            open_plan(program)
            program.wait('base map', lambda s: s['map']['base_map'] == 'good')
            check_colours(scene, program, package, tiles.mercator_tile, 14, 'kept')
            again = [tile for tile in server.tiles() if tile[0] <= 14][len(asked):]
            assert len(again) <= len(set(asked)) // 2 and not set(again) & set(asked), again


def check_degrees(scene):
    """A WMTS in degrees, known by its description: bent onto the map. Then the server is gone."""
    with scene.desktop() as desktop:
        package = scene.package(500)
        hide_layers(desktop, package)
        with tiles.serving(is_strict=True) as server:
            settings(desktop, kind="'wmts'", wmts_key="'%s'" % tiles.KEY,
                     wmts_address="'%s/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&tk={key}'" % server.address)
            with scene.program(desktop, package.path) as program:
                open_plan(program)
                state = program.wait('base map', lambda s: s['map']['base_map'] == 'good')
                assert state['map']['attribution'] == 'County Survey'
                check_colours(scene, program, package, tiles.degrees_tile, 16, 'degrees')
                check_no_key(desktop, package, program)
        check_offline(scene, desktop, package)


def check_offline(scene, desktop, package):
    """The tiles of before are still seen, the plan is as quick as ever, and there is one word about it."""
    with scene.program(desktop, package.path) as program:
        open_plan(program)
        state = program.wait('word about it', lambda s: s['map']['base_map'] == 'trouble' and s['toast'])
        assert '127.0.0.1' in state['toast'] and tiles.KEY not in state['toast']
        check_colours(scene, program, package, tiles.degrees_tile, 16, 'offline')
        (x, y), = program.on_map([(0.5, 0.5)])
        for _ in range(4):
            program.desktop.wheel(x, y, 2)
            program.idle()
        check_no_key(desktop, package, program)


def check_refused(scene):
    """A wrong key: said once, and the server is left alone."""
    with tiles.serving(is_strict=True) as server, scene.desktop() as desktop:
        package = scene.package(500)
        settings(desktop, kind="'tianditu'", tianditu_key="'%s'" % ('0' * 32), tianditu_server="'%s'" % server.address)
        with scene.program(desktop, package.path) as program:
            open_plan(program)
            state = program.wait('word about it', lambda s: s['map']['base_map'] == 'trouble' and s['toast'])
            assert '0' * 32 not in json.dumps(state)
            program.idle()
            n = len(server.asked())
            assert n <= 12, 'a server that refuses was asked %d times' % n
            (x, y), = program.on_map([(0.5, 0.5)])
            program.desktop.wheel(x, y, 6)
            program.idle()
            assert len(server.asked()) == n, 'a server that refuses is asked again'


def texts(path):
    """A file's content, and that of what is packed in it."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name)


def check_no_key(desktop, package, program):
    """The key is in the settings, and in nothing that the program writes or says."""
    assert tiles.KEY not in json.dumps(program.report()) and tiles.KEY not in '\n'.join(program.messages())
    exported = pathlib.Path(desktop.folder) / 'exported'
    if not exported.exists():
        subprocess.run([package.cli, 'export', str(package.path), '--only=gpkg,tables', '--out=%s' % exported], env=desktop.environment,
                       check=True, capture_output=True)
    found = []
    for folder in (pathlib.Path(desktop.folder), package.path.parent):
        for path in folder.rglob('*'):
            if path.is_file() and any(tiles.KEY.encode() in text for text in texts(path)):
                found.append(path.name)
    assert found == ['keyfile'], 'the key is in %s' % found


def check(scene):
    check_silent(scene)
    check_address(scene)
    check_degrees(scene)
    check_refused(scene)


if __name__ == '__main__':
    main(check)
