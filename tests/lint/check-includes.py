#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-includes.py ROOT: which room may know which (src/README.md), and which library is used where."""
import pathlib
import re
import sys

from rooms import INCLUDE, finish, sources

# A room may include itself and these.
MAY_KNOW = {
    'base': set(),
    'geometry': {'base'},
    'plan': {'base', 'geometry'},
    'rules': {'base', 'geometry', 'plan'},
    'store': {'base', 'geometry', 'plan'},
    'evaluate': {'base', 'geometry', 'plan', 'rules'},
    'sample': {'base', 'geometry', 'plan', 'store'},
    'picture': {'base', 'geometry', 'plan'},
    'raster': {'base', 'geometry'},
    'export': {'base', 'geometry', 'plan', 'rules', 'evaluate', 'picture', 'store'},
    'deliver': {'base', 'geometry', 'plan', 'rules', 'evaluate', 'export', 'atlas', 'report'},
    'atlas': {'base', 'geometry', 'plan', 'rules', 'evaluate', 'picture', 'store', 'export'},
    'report': {'base', 'geometry', 'plan', 'rules', 'evaluate', 'export'},
    'cli': {'base', 'geometry', 'plan', 'rules', 'store', 'evaluate', 'sample', 'export', 'report', 'deliver'},
}
# The rooms of the editor (app/README.md): each may include itself, the top of app, the core but cli, and these.
APP_MAY_KNOW = {
    '': {'models', 'map', 'tools', 'panels', 'dialogs'},
    'models': set(),
    'map': {'models', 'tools'},
    'tools': {'models', 'map'},
    'panels': {'models', 'map', 'tools', 'dialogs'},
    'dialogs': {'models', 'map'},
}
# Headers of libraries, and the rooms that may use them ('app' and 'tests' besides, where they stand here).
LIBRARIES = [
    (r'geos', {'geometry', 'tests'}),
    (r'(gdal|ogr|cpl_|cpl)', {'store', 'sample', 'export', 'deliver', 'raster', 'tests'}),
    (r'libxml/', {'raster', 'report', 'tests'}),
    (r'libsoup/', {'app'}),
    (r'sqlite3', {'store', 'sample', 'export', 'tests'}),
    (r'xlsxwriter', {'export'}),
    (r'zip', {'report', 'tests'}),
    (r'cairo', {'picture', 'atlas', 'app', 'tests'}),
    (r'pango', {'atlas', 'app', 'tests'}),
    (r'json-glib/', {'app', 'export', 'report', 'plan', 'picture', 'rules', 'cli', 'tests'}),
    (r'(gtk|gdk|gsk|adwaita|shumate)', {'app', 'tests'}),
]


def room_of(path):
    """src/geometry/x.c is of room geometry; app/… of app; tests/… of tests."""
    return path.parts[1] if path.parts[0] == 'src' else path.parts[0]


def check_app_file(path, text):
    room = path.parts[1] if len(path.parts) > 2 else ''
    if room not in APP_MAY_KNOW:
        yield '%s: no such room in tests/lint/check-includes.py' % path
        return
    for kind, name in INCLUDE.findall(text):
        other = name.split('/')[0] if '/' in name else ''
        if kind == '"' and other != room and other and other not in APP_MAY_KNOW[room] and (
                other in APP_MAY_KNOW or other not in MAY_KNOW or other == 'cli'):
            yield '%s includes "%s": %s does not know %s' % (path, name, room or 'the top of app', other)


def check_file(path, text):
    room = room_of(path)
    if room == 'app':
        yield from check_app_file(path, text)
    includes = INCLUDE.findall(text)
    for kind, name in includes:
        if kind == '<' or '/' not in name:
            for library, rooms in LIBRARIES:
                if re.match(library, name) and room not in rooms:
                    yield '%s includes <%s>: only %s may' % (path, name, ', '.join(sorted(rooms)))
        elif room in MAY_KNOW:
            other = name.split('/')[0]
            if other != room and other not in MAY_KNOW[room]:
                yield '%s includes "%s": %s does not know %s' % (path, name, room, other)
        if kind == '"' and '/' not in name and room in MAY_KNOW:
            yield '%s includes "%s": name its room, "%s/%s"' % (path, name, room, name)
    own = '%s/%s.h' % (room, path.stem)
    if room in MAY_KNOW and path.suffix == '.c' and any(name == own for _, name in includes) and includes[0][1] != own:
        yield '%s: "%s" is its own header and comes first' % (path, own)


def main():
    root = pathlib.Path(sys.argv[1])
    faults = []
    for path in sources(root, '.c', '.h'):
        relative = path.relative_to(root)
        if relative.parts[0] == 'src' and relative.parts[1] not in MAY_KNOW:
            faults.append('%s: no such room in tests/lint/check-includes.py' % relative)
        faults += check_file(relative, path.read_text(encoding='utf-8'))
    return finish(faults, 'rooms and libraries: as src/README.md says')


if __name__ == '__main__':
    sys.exit(main())
