#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-po.py ROOT: POTFILES.in names every file with messages, every language is complete, and formats agree."""
import pathlib
import re
import subprocess
import sys
import tempfile

from rooms import finish, sources

MESSAGE = re.compile(r'\b(_|N_|C_|dgettext|dngettext|g_dngettext|g_dpgettext2)\s*\(')

TRANSLATABLE = re.compile(r'translatable="yes"')


def listed(path):
    lines = [line.strip() for line in path.read_text(encoding='utf-8').splitlines()]
    return [line for line in lines if line and not line.startswith('#')]


def run(*command, cwd):
    done = subprocess.run(command, text=True, capture_output=True, cwd=cwd)
    return done.returncode, done.stdout + done.stderr


def check_list(root, potfiles):
    wanted = {str(p.relative_to(root)) for p in sources(root, '.c')
              if p.relative_to(root).parts[0] != 'tests' and MESSAGE.search(p.read_text(encoding='utf-8'))}
    wanted |= {str(p.relative_to(root)) for p in (root / 'ui').glob('*.ui') if TRANSLATABLE.search(p.read_text(encoding='utf-8'))}
    yield from ('po/POTFILES.in lacks %s' % name for name in sorted(wanted - set(potfiles)))
    yield from ('po/POTFILES.in names %s, which is not there' % name for name in potfiles if not (root / name).is_file())


def check_language(root, po, template, folder):
    """Faults of one language: its formats, and messages of the sources that it has no words for."""
    status, output = run('msgfmt', '--check', '--output-file=/dev/null', str(po), cwd=root)
    if status:
        yield '%s: %s' % (po.relative_to(root), output.strip())
        return
    merged = folder / po.name
    run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file=%s' % merged, str(po), str(template), cwd=root)
    for option, what in (('--untranslated', 'is not translated'), ('--only-fuzzy', 'is marked fuzzy')):
        _, output = run('msgattrib', option, '--no-obsolete', '--no-wrap', str(merged), cwd=root)
        for message in re.findall(r'^msgid "(.+)"$', output, re.MULTILINE):
            yield '%s: “%s” %s' % (po.relative_to(root), message, what)


def main():
    root = pathlib.Path(sys.argv[1])
    potfiles = listed(root / 'po' / 'POTFILES.in')
    faults = list(check_list(root, potfiles))
    if not faults:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            template = folder / 'sanxian.pot'
            status, output = run('xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=dngettext:2,3',
                                 '--files-from=po/POTFILES.in', '--output=%s' % template, cwd=root)
            if status:
                faults.append(output)
            for language in listed(root / 'po' / 'LINGUAS'):
                faults += check_language(root, root / 'po' / (language + '.po'), template, folder)
    return finish(faults, '%d files, every message translated' % len(potfiles))


if __name__ == '__main__':
    sys.exit(main())
