# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources of the project, for the other scripts here."""
import pathlib
import re

ROOTS = ('src', 'app', 'tests')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def sources(root, *suffixes):
    """All files with one of the suffixes below src, app and tests, in a fixed order."""
    root = pathlib.Path(root)
    return [p for top in ROOTS for p in sorted((root / top).rglob('*')) if p.suffix in suffixes and p.is_file()]


def finish(faults, good):
    for fault in faults:
        print(fault)
    if not faults:
        print(good)
    return 1 if faults else 0
