# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor on a desktop of its own, seen from outside: its state as JSON, its window's place, its package."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time

import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

from desktop import PATIENCE, wait_for  # noqa: E402

APP_ID = 'io.github.sanxian.Sanxian'
APP_PATH = '/io/github/sanxian/Sanxian'


class Program:
    """One running editor. What it writes to standard error is a fault, when it ends."""

    def __init__(self, desktop, app, *arguments, environment=None, expected_messages=()):
        self.desktop = desktop
        self.expected_messages = expected_messages
        self._was_killed = False
        self._log = open(desktop.folder / ('messages-%d' % time.monotonic_ns()), 'w+', encoding='utf-8')
        own = {'SANXIAN_INSPECT': '1', 'G_DEBUG': 'fatal-criticals', **(environment or {})}
        self.process = desktop.start(app, *arguments, env={**desktop.environment, **own}, stderr=self._log, stdout=self._log)
        self._bus = Gio.DBusConnection.new_for_address_sync(
            desktop.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        wait_for(lambda: 'window; ' + self._life(), self._find_window, 60)

    def __enter__(self):
        return self

    def __exit__(self, kind, *trouble):
        try:
            if kind is None and not self._was_killed:
                self.quit()
        finally:
            self.desktop.end(self.process)
            self._bus.close_sync(None)
            self._log.close()

    # its state

    def messages(self):
        self._log.flush()
        text = pathlib.Path(self._log.name).read_text(encoding='utf-8', errors='replace')
        return [line for line in text.splitlines() if line.strip() and not any(part in line for part in self.expected_messages)]

    def _life(self):
        """What is known of a program that does not answer: whether it works, waits, or has been kept from working."""
        state, *numbers = pathlib.Path('/proc/%d/stat' % self.process.pid).read_text(encoding='utf-8').rpartition(') ')[2].split()
        seconds = (int(numbers[10]) + int(numbers[11])) / os.sysconf('SC_CLK_TCK')
        return 'the program (%s) has worked for %.1f s, and says: %s' % (state, seconds, '; '.join(self.messages()) or 'nothing')

    def _call(self, path, interface, method, parameters, timeout=PATIENCE * 10000):
        return self._bus.call_sync(APP_ID, path, interface, method, parameters, None, Gio.DBusCallFlags.NO_AUTO_START, timeout, None)

    def report(self):
        """What the inspector tells of all windows. None: not there yet."""
        assert self.process.poll() is None, 'the program ended with %s\n%s' % (self.process.returncode, '\n'.join(self.messages()))
        try:
            answer = self._call(APP_PATH, 'org.gtk.Actions', 'Describe', GLib.Variant('(s)', ('inspect',)))
        except GLib.Error as error:
            if error.matches(Gio.dbus_error_quark(), Gio.DBusError.SERVICE_UNKNOWN) or error.matches(
                    Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_METHOD):
                return None
            raise
        return json.loads(answer.unpack()[0][2][0])

    def state(self, window=0):
        report = self.report()
        return report['windows'][window] if report and len(report['windows']) > window else None

    def wait(self, what, holds, timeout=20.0, window=0):
        """The first state of which holds (state) is true."""
        last = {}

        def find():
            state = self.state(window)
            last['state'] = state
            return state if state and holds(state) else None

        return wait_for(lambda: '%s; the state is %s' % (what, json.dumps(short(last['state']), ensure_ascii=False)), find, timeout)

    def idle(self, timeout=30.0):
        """Waits until nothing is under way: read, written, computed, painted, moved, and the state has been the same for
        some frames, in which what the hand did just before has been taken in."""
        end = time.monotonic() + PATIENCE * timeout
        seen = []
        while len(seen) < 4 or any(state != seen[-1] for state in seen[-4:]):
            assert time.monotonic() < end, 'in %g s there was no rest; the state is %s' % (PATIENCE * timeout, short(seen[-1]))
            seen.append(self.wait('rest', lambda s: s['idle'], timeout))
            time.sleep(0.04)
        return seen[-1]

    def activate(self, name, parameter=None):
        """An action of the application, as from a menu."""
        self._call(APP_PATH, 'org.gtk.Actions', 'Activate', GLib.Variant('(sava{sv})', (name, [parameter] if parameter else [], {})))

    # its window

    def windows(self):
        """Those that are seen; looked again where one goes meanwhile, of which xdotool dies."""
        while True:
            assert self.process.poll() is None, 'the program ended with %s\n%s' % (self.process.returncode, '\n'.join(self.messages()))
            done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], env=self.desktop.environment,
                                  capture_output=True, text=True, check=False)
            if 'BadWindow' not in done.stderr:
                return done.stdout.split()

    def _find_window(self):
        self.window = next(reversed(self.windows()), None)
        return self.window

    def fill_screen(self):
        """No window manager does it here: the window is put over the whole screen, and has the keyboard."""
        self.desktop.hand('windowmove', self.window, 0, 0, 'windowsize', self.window, *self.desktop.size, 'windowfocus', self.window)
        wait_for('window of the size asked for', lambda: self.geometry()[2:] == self.desktop.size)
        return self.idle()

    def geometry(self):
        lines = self.desktop.run('xdotool', 'getwindowgeometry', '--shell', self.window).splitlines()
        values = dict(line.split('=') for line in lines)
        return tuple(int(values[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))

    # its map

    def on_screen(self, points, state=None):
        """Pixels of the screen of points of the plan (metres, easting and northing)."""
        box = (state or self.state())['map']
        left, top = self.geometry()[:2]
        per_x, per_y = box['width'] / (box['x1'] - box['x0']), box['height'] / (box['y1'] - box['y0'])
        return [(left + box['x'] + (x - box['x0']) * per_x, top + box['y'] + (box['y1'] - y) * per_y) for x, y in points]

    def on_map(self, fractions, state=None):
        """Pixels of the screen of places of the map, as fractions of its width and height from the upper left."""
        box = (state or self.state())['map']
        left, top = self.geometry()[:2]
        return [(left + box['x'] + box['width'] * x, top + box['y'] + box['height'] * y) for x, y in fractions]

    # its end

    def quit(self):
        """As a user does; nothing may have been complained about."""
        if self.process.poll() is None:
            with contextlib.suppress(GLib.Error):  # it may be gone before it answers
                self.activate('quit')
            try:
                self.process.wait(PATIENCE * 20)
            except subprocess.TimeoutExpired as slow:
                raise AssertionError('the program does not end') from slow
        messages = self.messages()
        assert self.process.returncode == 0, 'the program ended with %d\n%s' % (self.process.returncode, '\n'.join(messages))
        assert not messages, '\n'.join(messages)

    def kill(self):
        """As by a power cut for the program; its end is then no fault."""
        self._was_killed = True
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def short(state):
    """A state without the indicators' numbers, for messages."""
    if not state:
        return state
    fails = [name for name, row in state.get('indicators', {}).items() if row['verdict'] == 'fail']
    return {**{name: value for name, value in state.items() if name != 'indicators'}, 'failing': fails}


class Package:
    """A plan package as another program reads it."""

    def __init__(self, path, cli):
        self.path, self.cli = pathlib.Path(path), cli

    @classmethod
    def sample(cls, cli, path, parcels=2000):
        subprocess.run([cli, 'sample', str(path), '--parcels', str(parcels)], check=True, capture_output=True)
        return cls(path, cli)

    def copy(self, path):
        shutil.copy(self.path, path)
        return Package(path, self.cli)

    def query(self, sql, *parameters):
        with contextlib.closing(sqlite3.connect('file:%s?mode=ro' % self.path, uri=True, timeout=10)) as database:
            return database.execute(sql, parameters).fetchall()

    def adjustments(self):
        return self.query('select fid, line, direction, situation, name from sx_adjustment order by fid')

    def evaluate(self, *options):
        done = subprocess.run([self.cli, 'evaluate', str(self.path), '--format', 'json', *options], capture_output=True, text=True,
                              check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def check_agrees(self, state):
        """The panel's numbers are those that the command line finds in the package."""
        told = {row['id']: row for row in self.evaluate('--scheme', state['scheme'])['indicators']}
        assert set(told) == set(state['indicators'])
        for name, row in state['indicators'].items():
            for member in ('before', 'after'):
                a, b = row[member], told[name][member]
                assert a == b or abs(a - b) <= 1e-6 * max(abs(a), abs(b)), '%s, %s: the panel has %r, the package %r' % (name, member, a, b)
            assert row['verdict'] == told[name]['verdict'], '%s: %s, in the package %s' % (name, row['verdict'], told[name]['verdict'])

    def check_sound(self):
        assert self.query('pragma integrity_check') == [('ok',)], 'the package is damaged'
