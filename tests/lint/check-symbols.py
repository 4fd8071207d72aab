#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-symbols.py NM LIBRARY: the core calls nothing of a window toolkit, and no GEOS function that is not reentrant."""
import re
import subprocess
import sys

from rooms import finish

FORBIDDEN = [
    (re.compile(r'^(gtk|gdk|gsk|adw|shumate)_'), 'belongs to a window toolkit'),
    (re.compile(r'^GEOS(?!.*_r$)'), 'is not reentrant'),
    (re.compile(r'^GEOS_interrupt'), 'stops every thread'),
]


def main():
    done = subprocess.run([sys.argv[1], '-u', sys.argv[2]], text=True, capture_output=True, check=True)
    names = {line.split()[-1] for line in done.stdout.splitlines() if line.strip() and not line.endswith(':')}
    faults = ['%s %s' % (name, why) for name in sorted(names) for pattern, why in FORBIDDEN if pattern.match(name)]
    return finish(faults, '%d foreign functions, none of them forbidden' % len(names))


if __name__ == '__main__':
    sys.exit(main())
