#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-format.py ROOT CLANG-FORMAT: every C file is as .clang-format wants it; "CLANG-FORMAT -i FILE" makes it so."""
import pathlib
import subprocess
import sys

from rooms import finish, sources

LINE_LENGTH = 120  # of comments, which clang-format leaves alone


def main():
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    paths = [str(p.relative_to(root)) for p in sources(root, '.c', '.h')]
    done = subprocess.run([program, '--dry-run', '-Werror'] + paths, text=True, capture_output=True, cwd=root)
    faults = sorted({line.split(':')[0] + ': not formatted' for line in done.stderr.splitlines() if ': error:' in line})
    if done.returncode and not faults:
        faults = [done.stderr]
    for path in paths:
        for i, line in enumerate((root / path).read_text(encoding='utf-8').split('\n'), 1):
            if line != line.rstrip():
                faults.append('%s:%d: blanks at the end of the line' % (path, i))
            if len(line) > LINE_LENGTH:
                faults.append('%s:%d: longer than %d characters' % (path, i, LINE_LENGTH))
    return finish(faults, '%d files are formatted' % len(paths))


if __name__ == '__main__':
    sys.exit(main())
