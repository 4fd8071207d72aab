#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flatpak.py ROOT: the manifest is JSON, every source is pinned and checksummed, and the sandbox has no more holes than named here."""
import json
import pathlib
import re
import sys

from install import APP_ID, finish

# What the program needs of the world outside: flatpak/README.md says why for each.
ALLOWED = {'--share=ipc', '--share=network', '--socket=wayland', '--socket=fallback-x11', '--device=dri', '--filesystem=xdg-documents'}
SHA256 = re.compile(r'[0-9a-f]{64}$')
VERSION = re.compile(r'\d+\.\d+')


def modules(module):
    yield module
    for inner in module.get('modules', []):
        yield from modules(inner)


def check_source(module, source):
    where = 'module %s' % module['name']
    if source['type'] == 'dir':
        if module['name'] != 'sanxian' or source['path'] != '..':
            yield '%s: only the program itself comes from a folder' % where
    elif source['type'] == 'archive':
        if not source.get('url', '').startswith('https://') or not VERSION.search(source['url']):
            yield '%s: no release under https' % where
        if not SHA256.match(source.get('sha256', '')):
            yield '%s: no SHA-256' % where
    else:
        yield '%s: a source of type %s is not pinned' % (where, source['type'])


def main():
    root = pathlib.Path(sys.argv[1])
    manifest = json.loads((root / 'flatpak' / (APP_ID + '.json')).read_text(encoding='utf-8'))
    readme = (root / 'flatpak' / 'README.md').read_text(encoding='utf-8')
    faults = []
    if manifest['id'] != APP_ID or manifest['command'] != 'sanxian' or manifest['runtime'] != 'org.gnome.Platform':
        faults.append('id, command or runtime is wrong')
    if int(manifest['runtime-version']) < 47:
        faults.append('the platform %s is too old' % manifest['runtime-version'])
    faults += ['%s is a hole that nothing needs' % hole for hole in set(manifest['finish-args']) - ALLOWED]
    faults += ['flatpak/README.md does not say why %s' % hole for hole in manifest['finish-args'] if hole not in readme]
    count = 0
    for module in (inner for outer in manifest['modules'] for inner in modules(outer)):
        for source in module['sources']:
            count += 1
            faults += check_source(module, source)
            if 'sha256' in source and source['sha256'] not in readme:
                faults.append('flatpak/README.md does not say how the sum of module %s was found' % module['name'])
    if manifest['modules'][-1]['name'] != 'sanxian':
        faults.append('the program is not the last module')
    finish(faults, '%d sources' % count)


if __name__ == '__main__':
    main()
