#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""languages.py CLI [--update]: the table of `evaluate`, in English and Chinese, against golden/; no number depends on the
locale. --update writes golden/ anew: look at the difference before committing it."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from scenario import finish, run, sample

GOLDEN = pathlib.Path(__file__).resolve().parent / 'golden'
LANGUAGES = {'en': 'C.UTF-8', 'zh': 'zh_CN.UTF-8'}
LOCALES = ['C', 'C.UTF-8', 'zh_CN.UTF-8', 'xx_YY']
GENERATED = ['zh_CN', 'de_DE']  # Germans write 1,5


def first_difference(expected, got):
    for i, (a, b) in enumerate(zip(expected.splitlines(), got.splitlines()), 1):
        if a != b:
            return 'line %d:\n- %s\n+ %s' % (i, a, b)
    return 'one of them is longer'


def check_golden(cli, package, language, locale, update):
    path = GOLDEN / ('evaluate-%s.txt' % language)
    status, out, messages = run(cli, 'evaluate', package, '--explain', locale=locale)
    if status or messages:
        yield '%s: exit status %d\n%s' % (locale, status, messages)
    elif update:
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(out, encoding='utf-8')
    elif out != path.read_text(encoding='utf-8'):
        yield '%s differs from %s, %s' % (locale, path.name, first_difference(path.read_text(encoding='utf-8'), out))


def generate_locales(folder):
    """(locale, folder) of each that could be made here."""
    if not shutil.which('localedef'):
        return []
    folder = pathlib.Path(folder)
    for name in GENERATED:
        subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', str(folder / (name + '.UTF-8'))], capture_output=True)
    return [(path.name, folder) for path in sorted(folder.glob('*.UTF-8'))]


def numbers(cli, package, locale, locales=None):
    """The document of evaluate without words and times."""
    status, out, messages = run(cli, 'evaluate', package, '--format', 'json', '--explain', locale=locale, locales=locales)
    if status:
        sys.exit('%s: exit status %d\n%s' % (locale, status, messages))
    document = json.loads(out)
    del document['timing_ms']
    for row in document['indicators']:
        del row['label'], row['message']
    for row in document['conflicts']:
        del row['message']
    return document


def check_messages(cli):
    """A sentence of an error, and the help, in Chinese: also where the locale is only named and not generated."""
    _, _, messages = run(cli, 'evaluate', '/missing.gpkg', locale='zh_CN.UTF-8')
    if not any('\u4e00' <= c <= '\u9fff' for c in messages):
        yield 'not in Chinese: %s' % messages
    _, out, _ = run(cli, '--help', locale='zh_CN.UTF-8')
    if '用法' not in out:
        yield 'not in Chinese: %s' % out


def main():
    cli, update = sys.argv[1], '--update' in sys.argv
    faults = list(check_messages(cli))
    with tempfile.TemporaryDirectory() as folder:
        package = sample(cli, folder)
        for language, locale in LANGUAGES.items():
            faults += check_golden(cli, package, language, locale, update)
        expected = numbers(cli, package, 'C')
        others = [(locale, None) for locale in LOCALES] + generate_locales(folder)
        faults += ['numbers differ in %s' % locale for locale, locales in others
                   if numbers(cli, package, locale, locales) != expected]
    return finish(faults, 'both languages as they should be, numbers the same in %d locales' % len(others))


if __name__ == '__main__':
    sys.exit(main())
