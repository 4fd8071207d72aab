#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-licence.py ROOT: every source says in its first line, or below '#!', under which licence it is."""
import pathlib
import sys

from rooms import finish, sources

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'


def main():
    root = pathlib.Path(sys.argv[1])
    files = sources(root, '.c', '.h', '.py', '.sh')
    faults = []
    for path in files:
        with path.open(encoding='utf-8') as text:
            first = text.readline()
            if LICENCE not in (text.readline() if first.startswith('#!') else first):
                faults.append('%s does not begin with “%s”' % (path.relative_to(root), LICENCE))
    return finish(faults, '%d sources say their licence' % len(files))


if __name__ == '__main__':
    sys.exit(main())
