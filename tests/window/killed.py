#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An editor that is killed at any moment, over and over, while plots are drawn: no finished edit is lost, the package stays sound,
and the scheme is what the numbers say. In `make check` as many kills as fit in the time; SANXIAN_KILLS=200 in the environment makes as
many."""
import os
import random
import sys
import time

import hand
from scene import main, open_plan

SECONDS = 40
KILLS = int(os.environ.get('SANXIAN_KILLS', 0))


class Watch:
    """What the editor has told to be in the package, at the latest look."""

    def __init__(self, program):
        self.program = program
        self.finished = program.state()['adjustments']

    def until(self, end):
        while time.monotonic() < end:
            state = self.program.state()
            if state and 'adjustments' in state:
                self.finished = max(self.finished, state['adjustments'])


def kill_once(scene, desktop, package, chance):
    with scene.program(desktop, package.path) as program:
        open_plan(program)
        watch = Watch(program)
        hand.choose_tool(program, 'rectangle')
        work = hand.start_drawing_rectangles(program, chance)
        watch.until(time.monotonic() + chance.uniform(0.05, 1.2))
        program.kill()
        desktop.end(work)
        desktop.hand('mouseup', 1)
        kept = len(package.adjustments())
        assert kept >= watch.finished, '%d adjustments were there, %d were kept' % (watch.finished, kept)
        package.check_sound()
    return kept


def check(scene):
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    package = scene.package(500)
    at_first = len(package.adjustments())
    start, killed = time.monotonic(), 0
    try:
        with scene.desktop(1280, 720) as desktop:
            while killed < KILLS if KILLS else time.monotonic() < start + SECONDS:
                kept = kill_once(scene, desktop, package, chance)
                killed += 1
            with scene.program(desktop, package.path) as program:
                state = open_plan(program)
                assert state['adjustments'] == kept
                package.check_agrees(state)
    except BaseException:
        print('The seed was %d, after %d kills.' % (seed, killed), file=sys.stderr)
        raise
    assert kept > at_first, 'nothing was drawn before the kills'
    print('%d kills, %d plots drawn, none lost' % (killed, kept - at_first))


if __name__ == '__main__':
    main(check)
