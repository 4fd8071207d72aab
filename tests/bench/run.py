#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py BUILD: measures speed and memory with the programs of a build folder, one line a figure (`name: value unit`).
Every speed that matters is a ratio of two things measured one after the other; each part begins with the machine's load,
as figures taken beside other work say little. Samples are made where they are missing; the largest needs some 2 GB of disk
and half an hour in all."""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

EDITS, SEED, MOST_PARCELS = 200, 1, 200
HERE = pathlib.Path(__file__).resolve().parent


def report(name, value, unit):
    print('%s: %.5g %s' % (name, value, unit), flush=True)


class Bench:
    def __init__(self, build, folder):
        self.build, self.folder, self.figures = build, folder, {}
        self.cli = build / 'src/cli/sanxian-cli'

    def program(self, name):
        return self.build / 'tests/bench' / name

    def figure(self, name, value, unit):
        self.figures[name] = value
        report(name, value, unit)

    def load(self, part):
        self.figure('load_before_' + part, os.getloadavg()[0], 'jobs')

    def plan(self, parcels):
        file = self.folder / ('%d.gpkg' % parcels)
        if not file.exists():
            subprocess.run([self.cli, 'sample', file, '--parcels', str(parcels), '--seed', str(SEED)], check=True)
        return file

    def edits(self, parcels):
        file = self.folder / ('edits-%d.json' % parcels)
        with file.open('wb') as out:
            subprocess.run([self.program('random-edits'), self.plan(parcels), str(EDITS), str(SEED), str(MOST_PARCELS)],
                           stdout=out, check=True)
        return file

    def run(self, *command, suffix='', **environment):
        """A program that prints figures itself."""
        done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, check=True, text=True, env=os.environ | environment)
        for line in done.stdout.splitlines():
            name, value, unit = (line.replace(':', '') + ' ').split(' ', 2)
            self.figure(name + suffix, float(value), unit.strip())


def measure_edits(bench, sizes):
    """The same edits per parcel in counties of several sizes: what an edit costs must not depend on the size."""
    for parcels in sizes:
        edits = bench.edits(parcels)
        bench.load('edits_%d' % parcels)
        bench.run(bench.program('bench-edits'), bench.plan(parcels), edits, suffix='_%d' % parcels)
    for name in 'edit_median', 'edit_p99':
        small, large = (bench.figures['%s_%d' % (name, n)] for n in (min(sizes), max(sizes)))
        bench.figure('%s_%d_vs_%d' % (name, max(sizes), min(sizes)), large / small, 'x')


def measure_dense(bench, sizes):
    """500 plots side by side in one view: what an edit costs must not depend on what lies beside it either."""
    parcels = min(sizes)
    edits = bench.folder / ('dense-%d.json' % parcels)
    with edits.open('wb') as out:
        subprocess.run([bench.program('random-edits'), bench.plan(parcels), '500', 'dense'], stdout=out, check=True)
    bench.load('dense')
    bench.run(bench.program('bench-edits'), bench.plan(parcels), edits, suffix='_dense')


def measure_soak(bench, sizes):
    parcels = min(sizes)
    edits = bench.edits(parcels)
    bench.load('soak')
    bench.run(bench.program('bench-soak'), bench.plan(parcels), edits)


def measure_engine(bench):
    edits = bench.edits(100000)
    bench.load('engine')
    bench.run(bench.program('bench-engine'), bench.plan(100000), edits)


def seconds_to_read(file):
    start, buffer = time.monotonic(), bytearray(1 << 22)
    with open(file, 'rb', buffering=0) as stream:
        while stream.readinto(buffer):
            pass
    return time.monotonic() - start


def measure_opening(bench, sizes):
    """From nothing to the first verdict, beside reading the file twice from the cache; and the memory that it takes."""
    plan = bench.plan(max(sizes))
    seconds_to_read(plan)  # into the cache
    bench.load('opening')
    twice = seconds_to_read(plan) + seconds_to_read(plan)
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = subprocess.Popen([bench.cli, 'evaluate', '--format', 'json', plan], stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - start
        if child.returncode:
            sys.exit('evaluate: exit status %d' % child.returncode)
        out.seek(0)
        timing = json.load(out)['timing_ms']
    bench.figure('open_read_twice', twice, 's')
    for part in 'load', 'index', 'evaluate':
        bench.figure('open_' + part, timing[part] / 1000, 's')
    bench.figure('open_verdict', wall, 's')
    bench.figure('open_verdict_vs_read_twice_and_5_s', wall / (twice + 5), 'x')
    bench.figure('open_cpu', usage.ru_utime + usage.ru_stime, 's')
    bench.figure('open_cores_used', (usage.ru_utime + usage.ru_stime) / wall, 'cores')
    bench.figure('memory_peak', usage.ru_maxrss * 1024 / 1e6, 'MB')
    bench.figure('memory_package', plan.stat().st_size / 1e6, 'MB')
    bench.figure('memory_peak_vs_package', usage.ru_maxrss * 1024 / plan.stat().st_size, 'x')


def measure_handing_in(bench):
    plan = bench.plan(100000)
    for name in 'deliver', 'atlas':
        bench.load(name)
        bench.run(bench.program('bench-' + name), plan)


def measure_window(bench, sizes):
    """On a display of its own. A plan that is drawn in is a copy."""
    display = HERE.parent / 'display' / 'run-display.sh'
    schemas = {'GSETTINGS_SCHEMA_DIR': str(bench.build / 'resources')}
    for parcels in sorted({min(sizes), max(sizes)}):
        copy = bench.folder / 'drawn-in.gpkg'
        shutil.copy(bench.plan(parcels), copy)
        bench.load('window_%d' % parcels)
        bench.run(display, bench.program('bench-window'), copy, suffix='_%d' % parcels, **schemas)
        for file in bench.folder.glob(copy.name + '*'):
            file.unlink()
    bench.load('frames')
    bench.run(display, bench.program('bench-frames'), bench.plan(max(sizes)), **schemas)


def measure_postgis(bench, peer):
    plan = bench.plan(100000)
    bench.load('postgis')
    bench.run(HERE / 'bench-postgis.sh', bench.cli, plan, peer)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('build', type=pathlib.Path, help='build folder of meson')
    parser.add_argument('--samples', type=pathlib.Path, help='folder for the samples, kept (default: a temporary one)')
    parser.add_argument('--sizes', default='10000,100000,1000000', help='parcels (default: %(default)s)')
    parser.add_argument('--only', default='edits,dense,engine,soak,opening,handing-in,window,postgis', help='parts (default: %(default)s)')
    parser.add_argument('--peer', help='script of the PostGIS measures; without it that part is left out')
    options = parser.parse_args()
    sizes, parts = list(map(int, options.sizes.split(','))), options.only.split(',')
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.samples or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(options.build.resolve(), folder.resolve())
        if 'edits' in parts:
            measure_edits(bench, sizes)
        if 'dense' in parts:
            measure_dense(bench, sizes)
        if 'engine' in parts:
            measure_engine(bench)
        if 'soak' in parts:
            measure_soak(bench, sizes)
        if 'opening' in parts:
            measure_opening(bench, sizes)
        if 'handing-in' in parts:
            measure_handing_in(bench)
        if 'window' in parts:
            measure_window(bench, sizes)
        if 'postgis' in parts and options.peer:
            measure_postgis(bench, options.peer)
    return 0


if __name__ == '__main__':
    sys.exit(main())
