# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of a test's own: an X server without a screen, a message bus, and home folders that nobody else sees.

    with Desktop(1280, 720) as desktop:
        desktop.run(…)

Its pointer and keyboard are those of the X server: what they do goes the way of a user's hand."""
import contextlib
import ctypes
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

CHINESE = 'zh_CN.UTF-8'
PATIENCE = 4  # times what a quiet machine needs at most: a busy one is no fault of the program


def wait_for(what, find, timeout=20.0, pause=0.01):
    """The first true answer of find (); a failure that names what was waited for. What takes long is asked for less often, so that
    asking does not hold it up."""
    timeout *= PATIENCE
    end = time.monotonic() + timeout
    while True:
        found = find()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError('in %g s there was no %s' % (timeout, what() if callable(what) else what))
        time.sleep(pause)
        pause = min(1.2 * pause, 0.1)


class Desktop:
    def __init__(self, width=1440, height=900, locale='C.UTF-8', scale=1, dark=False, high_contrast=False, text_scale=1,
                 with_accessibility=False):
        self.size = (width, height)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='sanxian-window-'))
        self.with_accessibility = with_accessibility
        self._stack = contextlib.ExitStack()
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        try:
            self.environment = self._environment(locale, scale, dark, high_contrast)
            self._start_display()
            if text_scale != 1:
                self._set_text_scale(text_scale)
            self._start_bus()
            if with_accessibility:
                self._start_accessibility()
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self._stack.close()

    def _environment(self, locale, scale, dark, high_contrast):
        keep = ('PATH', 'LD_LIBRARY_PATH', 'ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'TSAN_OPTIONS')
        environment = {name: os.environ[name] for name in keep if name in os.environ}
        for name, place in (('HOME', 'home'), ('XDG_RUNTIME_DIR', 'run'), ('XDG_CONFIG_HOME', 'home/.config'),
                            ('XDG_DATA_HOME', 'home/.local/share'), ('XDG_STATE_HOME', 'home/.local/state'),
                            ('XDG_CACHE_HOME', 'home/.cache')):
            (self.folder / place).mkdir(parents=True, exist_ok=True, mode=0o700)
            environment[name] = str(self.folder / place)
        environment.update({
            'LC_ALL': locale, 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'GSETTINGS_BACKEND': 'memory', 'GDK_SCALE': str(scale),
            'GTK_A11Y': 'atspi' if self.with_accessibility else 'none', 'NO_AT_BRIDGE': '1', 'GTK_USE_PORTAL': '0',
            'ADW_DISABLE_PORTAL': '1', 'XDG_DATA_DIRS': '/usr/local/share:/usr/share', 'TZ': 'UTC',
            'GTK_IM_MODULE': 'gtk-im-context-simple',
        })
        if locale == CHINESE:
            self._make_locale('zh_CN', environment)
        if dark:
            environment['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        if high_contrast:
            environment['ADW_DEBUG_HIGH_CONTRAST'] = '1'
        return environment

    def _make_locale(self, name, environment):
        """The C library's part of a locale that the machine may not have."""
        folder = self.folder / 'locale'
        folder.mkdir()
        subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', str(folder / (name + '.UTF-8'))], capture_output=True, check=False)
        environment['LOCPATH'] = str(folder)
        environment['LANGUAGE'] = name

    def start(self, *command, **keywords):
        """A process that ends with the desktop at the latest."""
        process = subprocess.Popen([str(part) for part in command], env=keywords.pop('env', self.environment), **keywords)
        self._stack.callback(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def run(self, *command, timeout=PATIENCE * 30):
        done = subprocess.run([str(part) for part in command], env=self.environment, capture_output=True, text=True,
                              timeout=timeout, check=False)
        assert done.returncode == 0, '%s: %s' % (' '.join(map(str, command)), done.stderr)
        return done.stdout

    def _start_display(self):
        read, write = os.pipe()
        # Without auto-repeat: on a busy machine a key may stay down for long before it is let go.
        self.start('Xvfb', '-displayfd', write, '-screen', '0', '%dx%dx24' % self.size, '-nolisten', 'tcp', '-noreset', '-r',
                   pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        assert number, 'Xvfb did not start'
        self.environment['DISPLAY'] = ':' + number

    def _set_text_scale(self, factor):
        """As the desktop's setting does it: the resources of the display name the resolution of letters."""
        x11 = ctypes.CDLL('libX11.so.6')
        for call in (x11.XOpenDisplay, x11.XDefaultRootWindow, x11.XInternAtom):
            call.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.environment['DISPLAY'].encode()))
        atoms = [ctypes.c_void_p(x11.XInternAtom(display, name, 0)) for name in (b'RESOURCE_MANAGER', b'STRING')]
        text = b'Xft.dpi: %d' % round(96 * factor)
        x11.XChangeProperty(display, ctypes.c_void_p(x11.XDefaultRootWindow(display)), *atoms, 8, 0, text, len(text))
        x11.XCloseDisplay(display)

    def _start_bus(self):
        config = self.folder / 'bus.conf'
        # Nothing is started on demand: no service of the machine takes part.
        config.write_text('''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%s/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>''' % (self.folder / 'run'))
        bus = self.start('dbus-daemon', '--config-file=%s' % config, '--nofork', '--print-address',
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        address = bus.stdout.readline().strip()
        assert address, 'dbus-daemon did not start'
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = address

    def _start_accessibility(self):
        self.start('/usr/libexec/at-spi-bus-launcher', '--launch-immediately', stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for('accessibility bus', self._accessibility_bus)

    def _accessibility_bus(self):
        done = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.a11y.Bus', '--object-path', '/org/a11y/bus',
                               '--method', 'org.a11y.Bus.GetAddress'], env=self.environment, capture_output=True, check=False)
        return done.returncode == 0

    # what a hand does

    def hand(self, *commands):
        """xdotool: a chain of commands, done one after the other."""
        self.run('xdotool', *commands)

    def move(self, x, y):
        self.hand('mousemove', round(x), round(y))

    def click(self, x, y, button=1, times=1, keys=()):
        """A click; keys are held meanwhile."""
        chain = ['mousemove', round(x), round(y)]
        chain += [part for key in keys for part in ('keydown', key)]
        chain += ['click', '--repeat', times, '--delay', '60', button]
        chain += [part for key in reversed(keys) for part in ('keyup', key)]
        self.hand(*chain)

    def drag(self, start, end, steps=8, button=1, keys=()):
        """Presses, moves in steps, waits as a hand does before it lets go (no throw), releases."""
        chain = ['mousemove', round(start[0]), round(start[1])]
        chain += [part for key in keys for part in ('keydown', key)]
        chain += ['mousedown', button]
        for i in range(1, steps + 1):
            chain += ['mousemove'] + [round(a + (b - a) * i / steps) for a, b in zip(start, end)] + ['sleep', '0.02']
        chain += ['sleep', '0.25', 'mouseup', button]
        chain += [part for key in reversed(keys) for part in ('keyup', key)]
        self.hand(*chain)

    def wheel(self, x, y, notches, keys=()):
        """Up is positive."""
        self.click(x, y, button=4 if notches > 0 else 5, times=abs(notches), keys=keys)

    def keys(self, *names):
        self.hand('key', '--delay', '30', *names)

    def type(self, text):
        self.hand('type', '--delay', '30', text)

    def screenshot(self, path):
        self.run('import', '-window', 'root', path)
        return pathlib.Path(path)
