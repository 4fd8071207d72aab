#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""staged.py BUILD PREFIX BINDIR DATADIR LOCALEDIR MANDIR PROGRAM…: an install into a folder of its own puts down what it
should and nothing else, and the programs run from there."""
import pathlib
import shutil
import sys
import tempfile

from install import APP_ID, finish, run

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / 'window'))


def expected_files(bindir, datadir, localedir, mandir, programs):
    icons = datadir / 'icons' / 'hicolor'
    files = [
        datadir / 'applications' / (APP_ID + '.desktop'),
        datadir / 'metainfo' / (APP_ID + '.metainfo.xml'),
        datadir / 'mime' / 'packages' / (APP_ID + '.xml'),
        datadir / 'glib-2.0' / 'schemas' / (APP_ID + '.gschema.xml'),
        icons / 'scalable' / 'apps' / (APP_ID + '.svg'),
        icons / 'symbolic' / 'apps' / (APP_ID + '-symbolic.svg'),
        localedir / 'zh_CN' / 'LC_MESSAGES' / 'sanxian.mo',
    ]
    files += [bindir / name for name in programs]
    files += [mandir / language / 'man1' / page for language in ('', 'zh_CN') for page in ('sanxian.1', 'sanxian-cli.1')]
    return {str(path) for path in files}


def check_program(path, name):
    status, out, messages = run(path, '--version', LC_ALL='C.UTF-8')
    if status or messages or not out.lower().startswith(name):
        yield '%s --version: exit status %d\n%s%s' % (name, status, out, messages)


def check_window(stage, bindir, datadir):
    """The installed editor opens a plan, and shows it."""
    from scene import Scene, open_plan
    from types import SimpleNamespace

    status, _, messages = run('glib-compile-schemas', stage / datadir / 'glib-2.0' / 'schemas')  # as a package manager does
    assert status == 0, messages
    options = SimpleNamespace(app=str(stage / bindir / 'sanxian'), cli=str(stage / bindir / 'sanxian-cli'), modules=None,
                              pictures=str(stage))
    scene = Scene(options, stage)
    with scene.editor(scene.package(500), 1280, 720) as program:
        scene.check_painted(program)


def main():
    build = sys.argv[1]
    prefix, *folders = [pathlib.Path(name) for name in sys.argv[2:7]]
    programs = sys.argv[7:]
    faults = []
    with tempfile.TemporaryDirectory() as name:
        status, out, messages = run('meson', 'install', '-C', build, '--no-rebuild', '--destdir', name)
        if status:
            finish(['meson install: %s%s' % (out, messages)], '')
        stage = pathlib.Path(name) / prefix.relative_to('/')
        found = {str(path.relative_to(stage)) for path in stage.rglob('*') if path.is_file()}
        expected = expected_files(*folders, programs)
        faults += ['%s is not installed' % path for path in sorted(expected - found)]
        faults += ['%s is installed; nothing asks for it' % path for path in sorted(found - expected)]
        for program in programs:
            faults += check_program(stage / folders[0] / program, program)
        if 'sanxian' in programs and not faults and shutil.which('Xvfb'):
            check_window(stage, folders[0], folders[1])
    finish(faults, '%d files' % len(expected))


if __name__ == '__main__':
    main()
