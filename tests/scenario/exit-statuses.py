#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""exit-statuses.py CLI: what sanxian-cli answers to good and bad input: its exit status, one sentence, and where results go."""
import hashlib
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

from scenario import finish, run, sample

DONE, INPUT, USAGE, STRICT = 0, 1, 2, 3
SQUARE = 'POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))'
COUNTRY = 'POLYGON((39100000 3200000, 39900000 3200000, 39900000 4000000, 39100000 4000000, 39100000 3200000))'


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode('utf-8'))
    return path


def make_files(cli, folder):
    """The package and its damaged and foreign relatives, by short name."""
    package = sample(cli, folder)
    content = package.read_bytes()
    files = {
        'good': package,
        'missing': folder / 'missing.gpkg',
        'folder': folder,
        'empty': write(folder / 'empty.gpkg', ''),
        'text': write(folder / 'text.gpkg', 'a letter, not a plan\n' * 100),
        'cut': write(folder / 'cut.gpkg', content[:len(content) // 2]),
        'foreign': folder / 'foreign.gpkg',
        'two': write(folder / 'two.gpkg', content),
    }
    database = sqlite3.connect(files['foreign'])
    database.execute('create table t (a)')
    database.commit()
    database.close()
    database = sqlite3.connect(files['two'])
    database.execute("insert into sx_scheme (name) values ('二')")
    database.commit()
    database.execute('pragma journal_mode = delete')
    database.close()
    return files


def edit(**members):
    base = {'op': 'add', 'id': 'a1', 'line': 'boundary', 'direction': 'in', 'wkt': SQUARE}
    return json.dumps([{k: v for k, v in {**base, **members}.items() if v is not None}])


def usage_cases(files):
    good = files['good']
    return [
        ([], USAGE, 'command'),
        (['frobnicate'], USAGE, 'frobnicate'),
        (['import'], USAGE, 'later version'),
        (['export'], USAGE, 'PLAN.gpkg'),
        (['export', good], USAGE, '--out'),
        (['export', good, '--out', '/nowhere', '--only', 'charts'], USAGE, 'charts'),
        (['export', good, '--out', '/nowhere', '--only', ''], USAGE, '--only'),
        (['export', good, '--out', '/nowhere', '--formats', 'gif'], USAGE, 'gif'),
        (['export', good, '--out', '/nowhere', '--formats', ''], USAGE, '--formats'),
        (['compare'], USAGE, 'PLAN.gpkg'),
        (['compare', good], USAGE, 'Two schemes'),
        (['compare', good, '--scheme', 'a'], USAGE, 'Two schemes'),
        (['compare', good, '--scheme', 'a', '--scheme', 'a'], USAGE, 'same scheme'),
        (['compare', good, '--scheme', 'a', '--scheme', 'b', '--format', 'xml'], USAGE, 'xml'),
        (['evaluate'], USAGE, 'PLAN.gpkg'),
        (['evaluate', good, good], USAGE, 'PLAN.gpkg'),
        (['evaluate', good, '--frobnicate'], USAGE, '--frobnicate'),
        (['evaluate', good, '--format', 'xml'], USAGE, 'xml'),
        (['evaluate', good, '--area', 'round'], USAGE, 'round'),
        (['evaluate', good, '--scheme', 'a', '--scheme', 'b'], USAGE, '--scheme'),
        (['evaluate', good, '--scheme'], USAGE, '--scheme'),
        (['replay', good], USAGE, '--edits'),
        (['check'], USAGE, 'PLAN.gpkg'),
        (['sample'], USAGE, '.gpkg'),
    ]


def input_cases(files, folder):
    good = files['good']
    for name in ('missing', 'folder', 'empty', 'text', 'cut', 'foreign'):
        for command in ('evaluate', 'check'):
            yield [command, files[name]], INPUT, str(files[name])
        yield ['replay', files[name], '--edits', write(folder / 'none.json', '[]')], INPUT, str(files[name])
    yield ['evaluate', files['two']], USAGE, '二'
    yield ['evaluate', good, '--scheme', '没有'], INPUT, '没有'
    yield ['evaluate', good, '--scheme', '没\n\x1b[31m有'], INPUT, '没  [31m有'
    yield ['compare', files['two'], '--scheme', '二', '--scheme', '没有'], INPUT, '没有'
    yield ['compare', files['two'], '--scheme', '没有', '--scheme', '二'], INPUT, '没有'
    yield ['evaluate', good, '--rules', 'mars-2026'], INPUT, 'mars-2026'
    yield ['evaluate', good, '--rules', 'missing.json'], INPUT, 'missing.json'
    broken = write(folder / 'rules.json', '{"id": "x",\n "extends": }')
    yield ['evaluate', good, '--rules', broken], INPUT, 'line 2'
    yield ['replay', good, '--edits', folder / 'missing.json'], INPUT, 'missing.json'


def edit_cases(files, folder):
    texts = [
        ('', 'empty'),
        ('[{"op": "add",\n]', 'line 2'),
        ('{}', 'list'),
        (edit(op='paint'), 'paint'),
        (edit(line='wall'), 'wall'),
        (edit(direction='up'), 'up'),
        (edit(wkt=None), 'wkt'),
        (edit(wkt='POLYGON((0 0, 1 1'), 'edit 1 (“a1”)'),
        (edit(wkt='LINESTRING(0 0, 1 1)'), 'edit 1 (“a1”)'),
        (edit(wkt=COUNTRY), 'far beyond the plan'),
        (edit(op='remove', id='zz'), 'edit 1 (“zz”)'),
        (edit()[:-1] + ', ' + edit()[1:], 'edit 2 (“a1”)'),
        (b'["\xff"]', 'UTF-8'),
    ]
    for i, (text, word) in enumerate(texts):
        yield ['replay', files['good'], '--edits', write(folder / ('edits-%d.json' % i), text)], INPUT, word


def good_cases(files, folder):
    good = files['good']
    return [
        (['--help'], DONE),
        (['--version'], DONE),
        (['evaluate', '--help'], DONE),
        (['replay', '--help'], DONE),
        (['evaluate', good], DONE),
        (['evaluate', good, '--format', 'json', '--explain', '--area', 'planar'], DONE),
        (['evaluate', good, '--explain'], DONE),
        (['compare', files['two'], '--scheme', '二', '--scheme', '2026年度动态维护'], DONE),
        (['check', good], DONE),
        (['replay', good, '--edits', write(folder / 'good.json', edit())], DONE),
    ]


def check_bad(cli, args, status, word):
    got, out, messages = run(cli, *args)
    name = ' '.join(map(str, args))
    if got != status:
        yield '%s: exit status %d, not %d\n%s' % (name, got, status, messages)
    if out:
        yield '%s: wrote a result: %s' % (name, out[:200])
    if word not in messages:
        yield '%s: does not say “%s”: %s' % (name, word, messages)
    lines = [line for line in messages.splitlines() if not line.startswith('Try')]
    if len(lines) != 1 or not lines[0].startswith('sanxian-cli: '):
        yield '%s: not one sentence: %s' % (name, messages)


def check_good(cli, args, status):
    got, out, messages = run(cli, *args)
    name = ' '.join(map(str, args))
    if got != status:
        yield '%s: exit status %d, not %d\n%s' % (name, got, status, messages)
    if not out:
        yield '%s: wrote no result' % name


def check_strict(cli, files):
    """3 with --strict exactly where something fails."""
    _, out, _ = run(cli, 'evaluate', files['good'], '--format', 'json')
    result = json.loads(out)
    fails = any(x['verdict'] == 'fail' for x in result['indicators']) or \
        any(x['severity'] == 'error' for x in result['conflicts'])
    yield from check_good(cli, ['evaluate', files['good'], '--strict'], STRICT if fails else DONE)


def check_told(cli, files, folder):
    """What is taken as it is, though hardly meant so, is told."""
    for wkt, word in [(SQUARE, 'outside the plan'), ('POLYGON EMPTY', 'is empty')]:
        status, out, messages = run(cli, 'replay', files['good'], '--edits', write(folder / 'told.json', edit(wkt=wkt)))
        if status != DONE or not out or 'Edit 1 (“a1”)' not in messages or word not in messages:
            yield '%s: exit status %d; does not say “%s”: %s' % (wkt, status, word, messages)


def check_long_name(cli, files, folder):
    """A county's name that no file can have is cut in the files' names."""
    out = folder / 'long'
    yield from check_good(cli, ['export', files['good'], '--out', out, '--only', 'tables', '--name', '名' * 200], DONE)
    if not any(path.name.endswith('.xlsx') and '名' in path.name for path in out.glob('*')):
        yield 'a long name: no workbook'


def check_written_elsewhere(cli, files):
    """A result that cannot be written is told."""
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([str(pathlib.Path(cli).resolve()), 'evaluate', str(files['good'])], stdout=full, stderr=subprocess.PIPE)
    if done.returncode != INPUT or b'standard output' not in done.stderr:
        yield 'a full disk: exit status %d\n%s' % (done.returncode, done.stderr.decode())


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    cli = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = make_files(cli, folder)
        before, faults, n = digest(files['good']), [], 0
        for args, status, word in [*usage_cases(files), *input_cases(files, folder), *edit_cases(files, folder)]:
            faults += check_bad(cli, args, status, word)
            n += 1
        for args, status in good_cases(files, folder):
            faults += check_good(cli, args, status)
            n += 1
        faults += check_strict(cli, files)
        faults += check_told(cli, files, folder)
        faults += check_long_name(cli, files, folder)
        faults += check_written_elsewhere(cli, files)
        if digest(files['good']) != before:
            faults.append('the package was written to')
        left = [path.name for path in folder.iterdir() if path.name.endswith(('-wal', '-shm', '-journal'))]
        if left:
            faults.append('left behind: %s' % ', '.join(left))
    return finish(faults, '%d runs answered as they should' % n)


if __name__ == '__main__':
    sys.exit(main())
