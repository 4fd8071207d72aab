# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of what is installed share."""
import os
import subprocess
import sys

APP_ID = 'io.github.sanxian.Sanxian'


def run(*command, **variables):
    """(exit status, standard output, standard error)"""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding='utf-8',
                          env={**os.environ, **variables}, timeout=120)
    return done.returncode, done.stdout, done.stderr


def finish(faults, good):
    for fault in faults:
        print(fault)
    if not faults:
        print(good)
    sys.exit(1 if faults else 0)
