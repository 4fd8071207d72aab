#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""export-dirty.py CLI: the oracle's dirty counties (bow-ties, overlapping features, several coordinate systems, Z, absent tables)
handed in and read back: areas add up, and before of the export is after of the scheme."""
import pathlib
import subprocess
import sys
import tempfile

from export import check_evaluated, check_valid
from handed_in import export, opened, told
from scenario import ROOT, SKIPPED, finish, run

VARIANTS = ['busy-1', 'invalid-1', 'invalid-2', 'overlapping-1', 'many-crs-2', 'three-deep-1', 'attributes-1', 'no-redline-2', 'emptied-1']


def check(cli, folder, package):
    source = opened(package)
    scheme = source.execute('select s.name from sx_scheme s join sx_adjustment a on a.scheme_id = s.id group by s.id order by count(*) desc').fetchone()[0]
    has_uncounted = 'uncounted' in [row[1] for row in source.execute('pragma table_info (sx_adjustment)')] and \
        source.execute('select count(*) from sx_adjustment where uncounted').fetchone()[0] > 0
    source.close()
    delivery, = export(cli, package, folder / ('out-' + package.stem), 'gpkg', '--scheme', scheme)
    broken = told(delivery, 'broken_invariants')
    if broken != '0':
        yield '%s invariants do not hold: %s' % (broken, run(cli, 'export', package, '--scheme', scheme, '--out', folder / 'again')[2])
    yield from check_valid(delivery)  # dirty cells go out as they came in: a warning there
    yield from check_evaluated(cli, package, scheme, delivery, has_uncounted)


def main():
    cli, faults, n = sys.argv[1], [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for variant in VARIANTS:
            made = subprocess.run([sys.executable, str(ROOT / 'tests' / 'scenario' / 'oracle' / 'oracle.py'), cli, variant, str(folder)],
                                  capture_output=True, text=True)
            if made.returncode == SKIPPED:
                print(made.stdout)
                return SKIPPED
            package = folder / (variant + '.gpkg')
            if not package.exists():
                faults.append('%s was not made: %s' % (variant, made.stdout[-300:] + made.stderr[-300:]))
                continue
            faults += ['%s: %s' % (variant, fault) for fault in check(cli, folder, package)]
            n += 1
    return finish(faults, '%d dirty counties handed in and read back' % n)


if __name__ == '__main__':
    sys.exit(main())
