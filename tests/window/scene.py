# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test of the window is made of: the programs under test from the command line, a package, a desktop, the editor on it.

    def check (scene):
        with scene.editor(…) as editor:
            …

    if __name__ == '__main__':
        main(check)

A test that fails leaves a screenshot in the folder of screenshots, and says so at the end, with what else there is to know of it."""
import argparse
import contextlib
import pathlib
import shutil
import sys
import tempfile
import traceback

from desktop import Desktop
from program import Package, Program

SKIPPED = 77


class Scene:
    def __init__(self, options, folder):
        self.app, self.cli, self.modules = options.app, options.cli, options.modules
        self.pictures = pathlib.Path(options.pictures)
        self.name = pathlib.Path(sys.argv[0]).stem
        self.folder = folder
        self.notes = []  # to be said at the end of a test that fails

    def package(self, parcels=2000, name='county.gpkg'):
        """A county of its own for each that asks; made up once."""
        path = self.folder / ('%d-%s' % (parcels, name))
        if not path.exists():
            Package.sample(self.cli, path, parcels)
        copy = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / name
        shutil.copy(path, copy)
        return Package(copy, self.cli)

    def check_painted(self, program, label=''):
        """The map shows something: more colours than an empty one with its controls."""
        picture, box = self.picture(program.desktop, label), program.idle()['map']
        (left, top), (right, bottom) = program.on_map([(0.3, 0.3), (0.7, 0.7)])
        part = '%dx%d+%d+%d' % (right - left, bottom - top, left, top)
        colours = int(program.desktop.run('convert', picture, '-crop', part, '-format', '%k', 'info:'))
        assert colours > 100, 'the map at %s has %d colours: it is not painted; see %s' % (box, colours, picture)

    def picture(self, desktop, label=''):
        self.pictures.mkdir(parents=True, exist_ok=True)
        return desktop.screenshot(self.pictures / ('%s%s.png' % (self.name, '-' + label if label else '')))

    def desktop(self, *size, **features):
        return Desktop(*size, **features)

    @contextlib.contextmanager
    def program(self, desktop, *arguments, **features):
        with Program(desktop, self.app, *arguments, **features) as program:
            try:
                yield program
            except BaseException:
                with contextlib.suppress(Exception):
                    self.notes.append('What the screen showed: %s' % self.picture(desktop, 'failed'))
                raise

    @contextlib.contextmanager
    def editor(self, package, *size, environment=None, **features):
        """The editor with the package open, over the whole screen, at rest."""
        with self.desktop(*size, **features) as desktop, \
                self.program(desktop, package.path, environment=environment) as program:
            open_plan(program)
            yield program


def open_plan(program):
    """Waits until the plan is there with its numbers."""
    program.wait('open plan with its indicators', lambda s: s['phase'] == 'open' and 'indicators' in s, 60)
    return program.fill_screen()


def main(check):
    parser = argparse.ArgumentParser()
    parser.add_argument('app')
    parser.add_argument('cli')
    parser.add_argument('--modules', help='folder of the test input method')
    parser.add_argument('--pictures', default='.', help='folder for screenshots')
    options = parser.parse_args()
    missing = [name for name in ('Xvfb', 'xdotool', 'dbus-daemon') if not shutil.which(name)]
    if missing:
        print('%s: not installed' % ', '.join(missing))
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix='sanxian-scene-') as folder:
        scene = Scene(options, pathlib.Path(folder))
        try:
            check(scene)
        except Exception as failure:
            traceback.print_exc()
            # once more in short: of a long trace the end alone may be shown
            print(*scene.notes, '%s: %s' % (type(failure).__name__, failure), sep='\n', file=sys.stderr)
            sys.exit(1)
