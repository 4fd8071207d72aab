#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-public.py ROOT: a function that only its own file calls is static, and one that a header declares is there."""
import pathlib
import re
import sys
from collections import defaultdict

from rooms import finish, sources

# What frees a type belongs to it, whoever calls it; types are registered by their first use.
OF_A_TYPE = re.compile(r'_(free|clear|unref|get_type|quark)$')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
DEFINED = re.compile(r'^(?!static\b)[a-zA-Z][^\n{};#()=]*\n(_?sx_\w+) \(', re.MULTILINE)
DECLARED = re.compile(r'^(?!static\b|#|typedef\b)[a-zA-Z][\w *\n]*?\b(_?sx_\w+) \([^;{}]*\);', re.MULTILINE)


def main():
    root = pathlib.Path(sys.argv[1])
    texts = {p.relative_to(root): COMMENT.sub('', p.read_text(encoding='utf-8')) for p in sources(root, '.c', '.h')}
    used_in = defaultdict(set)
    for path, text in texts.items():
        for name in re.findall(r'\b_?sx_\w+', text):
            used_in[name].add(path)
    own = {path: text for path, text in texts.items() if path.parts[0] != 'tests'}
    defined = {name: path for path, text in own.items() if path.suffix == '.c' for name in DEFINED.findall(text)}
    faults = ['%s: %s() is called by no other file: static, or not at all' % (path, name)
              for name, path in sorted(defined.items())
              if not OF_A_TYPE.search(name) and not any(p.suffix == '.c' and p != path for p in used_in[name])]
    faults += ['%s: %s() is declared and defined nowhere' % (path, name)
               for path, text in own.items() if path.suffix == '.h' for name in DECLARED.findall(text)
               if name not in defined and not OF_A_TYPE.search(name)]
    return finish(faults, '%d public functions, each called from elsewhere' % len(defined))


if __name__ == '__main__':
    sys.exit(main())
