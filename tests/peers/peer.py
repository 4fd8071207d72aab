# SPDX-License-Identifier: GPL-3.0-or-later
"""What the peers share: a county handed in, and skipping."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'scenario'))
from scenario import ROOT, SKIPPED, finish, run, sample  # noqa: E402,F401

PARCELS = 1200
SCHEME = '2026年度动态维护'


def skip(why):
    print('skipped:', why)
    sys.exit(SKIPPED)


def hand_in(cli, folder, parts):
    """(the package, what was written by suffix)"""
    package = sample(cli, folder, PARCELS)
    status, out, messages = run(cli, 'export', package, '--scheme', SCHEME, '--out', pathlib.Path(folder) / 'out', '--only', parts)
    if status:
        sys.exit('export: exit status %d\n%s' % (status, messages))
    return package, [pathlib.Path(line) for line in out.splitlines()]
