#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""icons.py ROOT: the symbolic icons can be recoloured, are compiled in, and are the ones that the program asks for."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

from install import APP_ID, finish

SVG = '{http://www.w3.org/2000/svg}'
# GTK recolours what is filled, in these elements only.
RECOLOURED = {SVG + name for name in ('svg', 'g', 'path', 'rect', 'circle')}
ACTIONS = 'icons/scalable/actions'


def check_symbolic(path):
    root = ElementTree.parse(path).getroot()
    if (root.get('width'), root.get('height')) != ('16', '16'):
        yield '%s is not 16 × 16' % path.name
    for element in root.iter():
        if element.tag not in RECOLOURED:
            yield '%s: GTK does not recolour <%s>' % (path.name, element.tag.replace(SVG, ''))
        yield from ('%s: “%s” is not recoloured; draw it as a filled path' % (path.name, name)
                    for name in element.attrib if name.startswith('stroke') or name in ('style', 'class', 'transform'))
        if element.tag != SVG + 'svg' and 'fill' in element.attrib:
            yield '%s: only the whole icon has a fill' % path.name


def check_compiled_in(root, names):
    path = root / 'resources' / 'sanxian-app.gresource.xml'
    listed = {pathlib.Path(file.text).name for file in ElementTree.parse(path).iter('file') if ACTIONS in file.text}
    yield from ('%s lacks %s' % (path.name, name) for name in sorted(names - listed))
    yield from ('%s names %s, which is not there' % (path.name, name) for name in sorted(listed - names))


def check_asked_for(root, names):
    for path in sorted([*root.glob('ui/**/*.ui'), *root.glob('app/**/*.c')]):
        for name in re.findall(r'[">](sx-[a-z-]+-symbolic)["<]', path.read_text(encoding='utf-8')):
            if name + '.svg' not in names:
                yield '%s asks for the icon %s, which is not in resources/%s' % (path.relative_to(root), name, ACTIONS)


def main():
    root = pathlib.Path(sys.argv[1])
    icons = sorted((root / 'resources' / ACTIONS).glob('*.svg'))
    names = {path.name for path in icons}
    faults = []
    for path in [*icons, root / 'resources' / 'icons' / 'symbolic' / 'apps' / (APP_ID + '-symbolic.svg')]:
        faults += check_symbolic(path)
    faults += check_compiled_in(root, names)
    faults += check_asked_for(root, names)
    finish(faults, '%d icons' % len(icons))


if __name__ == '__main__':
    main()
