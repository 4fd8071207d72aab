#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""random-undo.py CLI [STEPS [PARCELS [SEED]]]: random edits of a made-up county, undone and redone in any order as an editor does
it, replayed with --verify: after each step the numbers are those of a full evaluation, and whenever the scheme holds the same
plots as before, they are what they were then."""
import importlib
import json
import pathlib
import random
import sys
import tempfile

from scenario import finish, run, sample

random_edits = importlib.import_module('random-edits')


def inverse(edit, before):
    """What takes an edit back; before: the plot as it was, or None."""
    if edit['op'] == 'add':
        return {'op': 'remove', 'id': edit['id']}
    return {**before, 'op': 'add' if edit['op'] == 'remove' else 'replace'}


def history(rng, edits, n):
    """n steps: edits in their order, undos and redos; with each the plots there are after it, as text."""
    plots, undo, redo, steps, states = {}, [], [], [], []
    waiting = list(edits)
    while len(steps) < n:
        kind = rng.random()
        if undo and (kind < 0.35 or not waiting):
            edit, before = undo.pop()
            redo.append(edit)
            step = inverse(edit, before)
        elif redo and kind < 0.6:
            step = redo.pop()
            undo.append((step, plots.get(step['id'])))
        else:
            # a new edit after an undo: what was undone is gone, so edits of plots that are not there are left out
            step, redo = waiting.pop(0), []
            if (step['op'] == 'add') == (step['id'] in plots):
                continue
            undo.append((step, plots.get(step['id'])))
        if step['op'] == 'remove':
            del plots[step['id']]
        else:
            plots[step['id']] = {**plots.get(step['id'], {}), **step}
        steps.append(step)
        states.append(json.dumps({name: {**plot, 'op': ''} for name, plot in sorted(plots.items())}))
    return steps, states


def compare(states, lines):
    """The same plots, the same numbers."""
    seen, n = {}, 0
    for i, (state, line) in enumerate(zip(states, lines)):
        row = json.loads(line)
        now = (row['indicators'], row['verdicts'], row['conflicts'])
        first, then = seen.setdefault(state, (i, now))
        n += first != i
        if then[1:] != now[1:]:
            yield 'step %d: verdicts or conflicts differ from those of step %d, where the plots were the same' % (i + 1, first + 1)
        for name, a in then[0].items():
            b = now[0][name]
            if (a is None) != (b is None) or (a is not None and abs(a - b) > 1e-9 * max(1, abs(a))):
                yield 'step %d: %s is %r, and was %r in step %d, where the plots were the same' % (i + 1, name, b, a, first + 1)
    if n < len(states) // 5:
        yield 'only %d of %d steps came back to what had been' % (n, len(states))


def main():
    cli = sys.argv[1]
    n, parcels, seed = (list(map(int, sys.argv[2:])) + [50, 800, 1][len(sys.argv) - 2:])[:3]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        package = sample(cli, folder, parcels)
        rng = random.Random(seed)
        steps, states = history(rng, random_edits.random_edits(rng, random_edits.extents(package), n), n)
        edits = folder / 'edits.json'
        edits.write_text(json.dumps(steps), encoding='utf-8')
        status, out, messages = run(cli, 'replay', package, '--edits', edits, '--verify')
        lines = out.splitlines()
        faults = list(compare(states, lines))
        if status or len(lines) != n:
            keep = pathlib.Path(tempfile.gettempdir()) / 'random-undo-failed.json'
            keep.write_bytes(edits.read_bytes())
            faults.append('exit status %d after %d of %d steps (%s)\n%s' % (status, len(lines), n, keep, messages))
    return finish(faults, '%d edits, undos and redos, each the same as a full evaluation' % n)


if __name__ == '__main__':
    sys.exit(main())
