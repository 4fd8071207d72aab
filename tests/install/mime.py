#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mime.py MIME.xml CLI: a file manager sees a GeoPackage as one, by name and by content, and a plan where the name says so."""
import pathlib
import shutil
import sys
import tempfile

from install import finish, run

SYSTEM = pathlib.Path('/usr/share/mime/packages/freedesktop.org.xml')
EXPECTED = {
    'county.gpkg': 'application/geopackage+sqlite3',
    'without-extension': 'application/geopackage+sqlite3',
    'county.sanxian.gpkg': 'application/x-sanxian-plan',
    '某县.sanxian.gpkg': 'application/x-sanxian-plan',
    'other.sqlite3': 'application/vnd.sqlite3',
    'letter.txt': 'text/plain',
}


def content_type(path, data):
    _, out, messages = run('gio', 'info', '-a', 'standard::content-type', path, XDG_DATA_HOME=str(data),
                           XDG_DATA_DIRS=str(data), LC_ALL='C.UTF-8')
    found = [line.split(': ', 1)[1] for line in out.splitlines() if 'standard::content-type' in line]
    return found[0] if found else messages


def make_files(cli, folder):
    status, _, messages = run(cli, 'sample', folder / 'county.gpkg', '--parcels', '50')
    assert status == 0, messages
    for name in ('without-extension', 'county.sanxian.gpkg', '某县.sanxian.gpkg'):
        shutil.copy(folder / 'county.gpkg', folder / name)
    (folder / 'letter.txt').write_text('a letter\n')
    (folder / 'other.sqlite3').write_bytes(b'SQLite format 3\0' + bytes(84))


def main():
    mime, cli = sys.argv[1:3]
    faults = []
    status, _, messages = run('xmllint', '--noout', '--nonet', mime)
    if status:
        faults.append(messages)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        packages = folder / 'data' / 'mime' / 'packages'
        packages.mkdir(parents=True)
        for path in (SYSTEM, pathlib.Path(mime)):
            shutil.copy(path, packages)
        status, _, messages = run('update-mime-database', packages.parent, PKGSYSTEM_ENABLE_FSYNC='0')
        complaints = [line for line in messages.splitlines() if 'Sanxian' in line]
        if status or complaints:
            faults.append('update-mime-database: %s' % (complaints or messages))
        make_files(cli, folder)
        for file, expected in EXPECTED.items():
            got = content_type(folder / file, folder / 'data')
            if got != expected:
                faults.append('%s is taken for %s, not for %s' % (file, got, expected))
    finish(faults, '%d files known' % len(EXPECTED))


if __name__ == '__main__':
    main()
