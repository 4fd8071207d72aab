# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios of exports share: the packages that are handed in, and reading the parts."""
import pathlib
import sqlite3
import sys
import tempfile

from scenario import ROOT, finish, run, sample

DONE, INPUT, USAGE, STRICT = 0, 1, 2, 3
CASES = ROOT.parent / 'shared' / 'cases'


def packages(cli, folder):
    """(package, scheme): a sample, and copies of the counties with known numbers that lie beside this project."""
    yield sample(cli, folder, 1500), '2026年度动态维护'
    for case in ('open-1', 'open-2'):
        if (CASES / case / 'county.gpkg').exists():
            copy = folder / (case + '.gpkg')
            copy.write_bytes((CASES / case / 'county.gpkg').read_bytes())
            yield copy, '甲'


def check_packages(check, good):
    """Runs check(cli, folder, package, scheme) over all of them, as a program: CLI is its argument."""
    faults, n = [], 0
    with tempfile.TemporaryDirectory() as name:
        for package, scheme in packages(sys.argv[1], pathlib.Path(name)):
            faults += ['%s: %s' % (package.name, fault) for fault in check(sys.argv[1], pathlib.Path(name), package, scheme)]
            n += 1
    return finish(faults, good % n)


def export(cli, package, folder, parts, *more):
    """The files that an export of those parts wrote, in its order."""
    status, out, messages = run(cli, 'export', package, '--out', folder, '--only', parts, *more)
    if status:
        sys.exit('export: exit status %d\n%s' % (status, messages))
    return [pathlib.Path(line) for line in out.splitlines()]


def opened(package):
    return sqlite3.connect('file:%s?mode=ro' % package, uri=True)


def told(delivery, key):
    """What the database says of itself."""
    database = opened(delivery)
    rows = database.execute('select value from sx_delivery where key = ?', (key,)).fetchall()
    database.close()
    return rows[0][0] if rows else None
