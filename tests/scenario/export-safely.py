#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""export-safely.py CLI [KILLS]: an export that is refused, cancelled, killed or out of room leaves what was there, and nothing else."""
import hashlib
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from handed_in import DONE, INPUT, USAGE, opened, told
from scenario import finish, run, sample


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def command(cli, package, out, part='gpkg'):
    return [str(pathlib.Path(cli).resolve()), 'export', str(package), '--out', str(out), '--only', part]


def run_in_room(args, limit):
    """The program where no file may be larger."""
    return subprocess.run(args, capture_output=True, text=True, preexec_fn=lambda: (
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))


def is_whole(path):
    database = opened(path)
    good = database.execute('pragma quick_check').fetchone()[0] == 'ok'
    database.close()
    return good and told(path, 'fingerprint') is not None


def changed(package, copy, *statements):
    """A copy of a package in which somebody else's program did that."""
    shutil.copyfile(package, copy)
    database = sqlite3.connect(copy)
    for name, in database.execute("select name from sqlite_master where type = 'trigger' and tbl_name like 'sx_%'").fetchall():
        database.execute('drop trigger "%s"' % name)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()
    return copy


def check_refused(cli, package, folder):
    """One sentence, and nothing is written."""
    tables = 'sx_adjustment', 'sx_reclass', 'sx_road'
    empty = changed(package, folder / 'empty.gpkg', *('delete from %s' % table for table in tables))
    none = changed(empty, folder / 'none.gpkg', 'delete from sx_scheme')
    file = folder / 'a-file'
    file.write_text('x')
    out = folder / 'refused'
    for args, status, word in [
            ([empty, '--out', out], INPUT, 'changes nothing'), ([none, '--out', out], INPUT, 'no scheme'),
            ([package, '--out', out, '--scheme', "a'b/\"c"], INPUT, "a'b/"), ([package], USAGE, '--out'),
            ([package, '--out', out, '--only', 'gold'], USAGE, 'gold'), ([package, '--out', file], INPUT, str(file)),
            ([package, '--out', file / 'below'], INPUT, str(file)), ([folder / 'missing.gpkg', '--out', out], INPUT, 'missing')]:
        got, written, messages = run(cli, 'export', *args)
        lines = [line for line in messages.splitlines() if not line.startswith('Try')]
        if got != status or word not in messages or written or len(lines) != 1:
            yield 'export %s: %d, %s' % (args[1:], got, messages)
    if out.exists() and any(out.iterdir()):
        yield 'a refused export wrote %s' % list(out.iterdir())


def check_names(cli, package, folder):
    """A county's name that no file can have."""
    odd = changed(package, folder / 'odd.gpkg', "insert or replace into sx_parameter values ('plan.name', '../清/沂\"''县'), ('plan.code', '341699'), "
                  "('plan.year', '2027')")
    status, out, messages = run(cli, 'export', odd, '--out', folder / 'odd', '--only', 'gpkg')
    names = [path.name for path in (folder / 'odd').iterdir()] if status == DONE else []
    if names != ['341699.._清_沂__县2027年度县级国土空间总体规划动态维护.gpkg']:
        yield 'odd name: %d %s %s' % (status, names, messages)


def check_bare(cli, package, folder):
    """Without central city, zoning and townships: what is there is handed in."""
    bare = changed(package, folder / 'bare.gpkg',
                   "delete from gpkg_geometry_columns where table_name like 'ZXCQ%' or table_name in ('GHFQ', 'XZQ')")
    status, out, messages = run(cli, 'export', bare, '--out', folder / 'bare')
    files = out.splitlines()
    if status != DONE or len(files) != 4 or not is_whole(files[0]):
        yield 'a bare plan: %d %s %s' % (status, files, messages)


def check_foreign(cli, package, folder, name):
    """A file of another kind under the export's name stays."""
    out = folder / 'foreign'
    out.mkdir()
    (out / name).write_text('a letter')
    status, _, messages = run(cli, 'export', package, '--out', out)
    if status != INPUT or (out / name).read_text() != 'a letter' or 'another kind' not in messages:
        yield 'foreign file: %d %s' % (status, messages)
    shutil.copyfile(package, out / name)
    before = digest(out / name)
    status, _, messages = run(cli, 'export', package, '--out', out)
    if status != INPUT or digest(out / name) != before:
        yield 'a plan under the name: %d %s' % (status, messages)
    yield from check_foreign_folders(cli, package, folder / 'folders')


def check_foreign_folders(cli, package, out):
    """A folder of ours is replaced as a whole; one in which somebody put something is not, nor a folder under a file's name."""
    for part in ('gdb', 'shp', 'maps'):
        for turn in (1, 2):
            status, written, messages = run(cli, 'export', package, '--out', out, '--only', part)
            if status != DONE:
                yield '%s, time %d: %d %s' % (part, turn, status, messages)
                return
        letter = pathlib.Path(written.strip()) / 'letter.doc'
        letter.write_text('a letter')
        there = sorted(out.rglob('*'))
        status, written, messages = run(cli, 'export', package, '--out', out, '--only', part + ',report')
        if status != INPUT or 'other things' not in messages or sorted(out.rglob('*')) != there or letter.read_text() != 'a letter':
            yield '%s with a letter in it: %d %s' % (part, status, messages)


def check_room(cli, package, target):
    """No room at several sizes: the old one stays."""
    before = digest(target)
    size = target.stat().st_size
    for limit in (0, 4096, size // 3, size - 4096):
        done = run_in_room(command(cli, package, target.parent), limit)
        if done.returncode != INPUT or str(target) not in done.stderr:
            yield 'room for %d bytes: %d %s' % (limit, done.returncode, done.stderr)
        if digest(target) != before or list(target.parent.iterdir()) != [target]:
            yield 'room for %d bytes: %s' % (limit, list(target.parent.iterdir()))


def check_room_for_parts(cli, package, out):
    """Where a part finds no room, the sentence names its place once, and not where it was made."""
    for part in ('maps', 'report'):
        done = run_in_room(command(cli, package, out, part), 4096)
        if done.returncode != INPUT or done.stderr.count('cannot be written') != 1 or str(out) not in done.stderr or '.part' in done.stderr:
            yield 'no room for %s: %d %s' % (part, done.returncode, done.stderr)
        if out.exists():
            yield 'no room for %s: %s' % (part, list(out.iterdir()))


def check_killed(cli, package, target, kills):
    """Killed or cancelled at random moments: the old one or a whole new one."""
    chance = random.Random(1)
    start = time.monotonic()
    subprocess.run(command(cli, package, target.parent), capture_output=True, check=True)
    length = time.monotonic() - start
    for i in range(kills):
        how = signal.SIGKILL if i % 2 else signal.SIGTERM
        there = set(target.parent.iterdir())  # what the last one that was killed could not take along
        process = subprocess.Popen(command(cli, package, target.parent), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0, length * 1.1))
        process.send_signal(how)
        _, messages = process.communicate()
        left = set(target.parent.iterdir()) - there
        if not is_whole(target):
            yield 'signal %d: what was there is no more' % how
        if how == signal.SIGTERM and left:
            yield 'cancelled, leaving %s' % left
        if how == signal.SIGTERM and process.returncode not in (DONE, INPUT, -how):
            yield 'cancelled: %d %s' % (process.returncode, messages.decode())
    subprocess.run(command(cli, package, target.parent), capture_output=True, check=True)
    if list(target.parent.iterdir()) != [target]:
        yield 'leftovers: %s' % list(target.parent.iterdir())


def main():
    cli, kills = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 12
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        package = sample(cli, folder, 400)
        before = digest(package)
        out = folder / 'deep' / 'out'
        status, written, messages = run(cli, 'export', package, '--out', out, '--only', 'gpkg')
        if status:
            sys.exit(messages)
        target = pathlib.Path(written.strip())
        faults = [*check_refused(cli, package, folder), *check_names(cli, package, folder), *check_bare(cli, package, folder),
                  *check_foreign(cli, package, folder, target.name), *check_room(cli, package, target),
                  *check_room_for_parts(cli, package, folder / 'no-room'),
                  *check_killed(cli, package, target, kills)]
        if digest(package) != before:
            faults.append('the package was written to')
        return finish(faults, 'refused, out of room, %d times killed or cancelled: nothing lost' % kills)


if __name__ == '__main__':
    sys.exit(main())
