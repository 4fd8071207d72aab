# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios share: running sanxian-cli, and telling what went wrong."""
import os
import pathlib
import subprocess
import sys

SKIPPED = 77
ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(cli, *args, locale='C.UTF-8', locales=None, cwd=None):
    """(exit status, standard output, standard error) of one run, in a locale; locales: the folder it was generated in."""
    env = {k: v for k, v in os.environ.items() if not k.startswith('LC_') and k not in ('LANG', 'LANGUAGE')}
    env['LC_ALL'] = locale
    if locales:
        env['LOCPATH'] = str(locales)
    done = subprocess.run([str(pathlib.Path(cli).resolve()), *map(str, args)], env=env, cwd=cwd, capture_output=True, timeout=600)
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


def sample(cli, folder, parcels=500):
    """A small made-up county, the same each time."""
    package = pathlib.Path(folder) / 'sample.gpkg'
    status, _, messages = run(cli, 'sample', package, '--parcels', parcels, '--seed', 1)
    if status:
        sys.exit('sample: exit status %d\n%s' % (status, messages))
    return package


def finish(faults, good):
    for fault in faults:
        print(fault)
    print('%d faults' % len(faults) if faults else good)
    return 1 if faults else 0
