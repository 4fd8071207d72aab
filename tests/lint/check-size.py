#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-size.py ROOT: no file over 900 lines, no function over 80."""
import pathlib
import sys

from rooms import finish, sources

FILE_LINES = 900
FUNCTION_LINES = 80


def functions(lines):
    """(name, number of lines) by the format that clang-format enforces: '{' and '}' of a function stand in column 0."""
    start = None
    for i, line in enumerate(lines):
        if line == '{':
            start = i
        elif line == '}' and start is not None:
            yield lines[start - 1].split('(')[0].strip(), i - start + 1
            start = None


def main():
    root = pathlib.Path(sys.argv[1])
    faults = []
    for path in sources(root, '.c', '.h', '.py'):
        lines = path.read_text(encoding='utf-8').split('\n')
        name = path.relative_to(root)
        if len(lines) > FILE_LINES + 1:
            faults.append('%s: %d lines, more than %d' % (name, len(lines) - 1, FILE_LINES))
        faults += ['%s: %s() has %d lines, more than %d' % (name, function, n, FUNCTION_LINES)
                   for function, n in functions(lines) if n > FUNCTION_LINES]
    return finish(faults, 'no file or function is too long')


if __name__ == '__main__':
    sys.exit(main())
