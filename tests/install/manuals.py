#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""manuals.py CLI APP PAGE…: each manual page is sound, and tells every option that the program has, and no other. APP may be
empty, where it is not built."""
import pathlib
import re
import sys

from install import finish, run

OPTION = re.compile(r'--[a-z][a-z-]+')
COMMAND = re.compile(r'^  ([a-z]+) ', re.MULTILINE)


def check_sound(page):
    # The last stage is left out: its devices have no fonts for every script.
    status, _, messages = run('man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', page,
                              LC_ALL='C.UTF-8', MANROFFSEQ='', MANWIDTH='80')
    if status or messages:
        yield '%s: %s' % (page.name, messages.strip() or 'man fails')


def help_text(*command):
    status, out, messages = run(*command, '--help', LC_ALL='C.UTF-8')
    assert status == 0, messages
    return out


def options_of_cli(cli):
    general = help_text(cli)
    commands = COMMAND.findall(general)
    assert len(commands) >= 4, general
    told = set()
    for command in commands:
        told |= set(OPTION.findall(help_text(cli, command)))
    return commands, told | {'--help', '--version'}


def options_of_app(app):
    # GLib's own groups (--help-all and the like) are those of every program.
    own = {option for option in OPTION.findall(help_text(app)) if not option.startswith(('--help-', '--gapplication'))}
    return own | {'--help', '--version'}


def check_options(page, options, commands=()):
    text = page.read_text(encoding='utf-8').replace('\\-', '-')
    told = set(OPTION.findall(text))
    yield from ('%s does not tell %s' % (page.name, option) for option in sorted(options - told))
    yield from ('%s tells %s, which is no option' % (page.name, option) for option in sorted(told - options))
    yield from ('%s does not tell the command %s' % (page.name, command) for command in commands
                if '\n.SS %s\n' % command not in text)


def main():
    cli, app = sys.argv[1:3]
    faults = []
    commands, cli_options = options_of_cli(cli)
    app_options = options_of_app(app) if app else None
    pages = [pathlib.Path(name) for name in sys.argv[3:]]
    for page in pages:
        faults += check_sound(page)
        if 'sanxian-cli' in page.name:
            faults += check_options(page, cli_options, commands)
        elif app_options:
            faults += check_options(page, app_options)
        if '@' in page.read_text(encoding='utf-8').replace('\\(at', ''):
            faults.append('%s: the version is not filled in' % page.name)
    finish(faults, '%d pages' % len(pages))


if __name__ == '__main__':
    main()
