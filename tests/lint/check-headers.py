#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-headers.py ROOT BUILD: every header compiles alone, those of src with the flags of the core.

A header that its own source file includes before all else is compiled so with every build; the others are here."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from rooms import finish, sources


# A source file that is compiled as the headers of its top folder are.
MODELS = {'src': 'base/sx-error.c', 'app': 'app/sx-session.c'}


def flags(build, model):
    """Compiler and flags of that source file, as meson has written them down."""
    for entry in json.loads((build / 'compile_commands.json').read_text(encoding='utf-8')):
        if entry['file'].endswith(model):
            words = shlex.split(entry['command'])
            keep = [w for w in words[1:] if w.startswith(('-I', '-D', '-std', '-isystem'))]
            return [words[0]] + keep if words[0] != 'ccache' else words[:2] + keep, entry['directory']
    sys.exit('%s: no command compiles %s' % (build, model))


def leads_its_source(header, top):
    """Whether the build has shown it."""
    source = header.with_suffix('.c')
    first = source.exists() and re.search(r'^#include [<"]([^>"]+)', source.read_text(encoding='utf-8'), re.MULTILINE)
    return first and first[1] == str(header.relative_to(top))


def main():
    root, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    commands = {top: flags(build, model) for top, model in MODELS.items()}
    headers = [p for p in sources(root, '.h') if p.relative_to(root).parts[0] in MODELS]
    alone = [p for p in headers if not leads_its_source(p, root / p.relative_to(root).parts[0])]

    def compile_alone(header):
        top = header.relative_to(root).parts[0]
        command, directory = commands[top]
        text = '#include "%s"\n' % header.relative_to(root / top)
        done = subprocess.run(command + ['-x', 'c', '-fsyntax-only', '-'], input=text, text=True, capture_output=True,
                              cwd=directory)
        return [] if done.returncode == 0 else ['%s does not compile alone:\n%s' % (header.relative_to(root), done.stderr)]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = sum(pool.map(compile_alone, alone), [])
    return finish(faults, '%d headers compile alone' % len(headers))


if __name__ == '__main__':
    sys.exit(main())
