#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pictures.py CLI [--renew]: map sheets of a small made-up county against the pictures of them in pictures/.

Pages are compared by the mean colour of squares of some millimetres, so that hinting of fonts and where a line falls between two
pixels do not matter, and what is drawn does. Where sheets look otherwise for a good reason: look at them, then

    tests/scenario/pictures.py BUILD/src/cli/sanxian-cli --renew

writes the pictures anew, to be committed with what changed them."""
import pathlib
import re
import struct
import sys
import tempfile
import zlib

import numpy

from scenario import finish, run

PICTURES = pathlib.Path(__file__).parent / 'pictures'
SHEETS = (1, 2, 6, 8, 9)
DPI = 36
SQUARE = 6      # pixels of a side: 4 mm of paper
GREATEST = 60   # of 255: no square differs by more,
NOTICED = 12    # few by more than this,
FEW = 0.003     # which is this share of them,
USUAL = 1.8     # and all of them by no more than this in the mean


# ---- PNG, as far as it is needed

def unfilter(data, height, width, size):
    """Rows of `width` pixels of `size` bytes, each behind the number of its filter."""
    stride, rows = width * size, numpy.zeros((height, width * size), numpy.uint8)
    for y in range(height):
        kind, line = data[y * (stride + 1)], numpy.frombuffer(data, numpy.uint8, stride, y * (stride + 1) + 1)
        above = rows[y - 1] if y else numpy.zeros(stride, numpy.uint8)
        if kind in (0, 2):
            rows[y] = line + above if kind else line
            continue
        out, left = bytearray(stride), 0
        for x in range(stride):
            a, b, c = out[x - size] if x >= size else 0, int(above[x]), int(above[x - size]) if x >= size else 0
            nearest = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
            left = a if kind == 1 else (a + b) // 2 if kind == 3 else nearest
            out[x] = (int(line[x]) + left) & 255
        rows[y] = numpy.frombuffer(bytes(out), numpy.uint8)
    return rows.reshape(height, width, size)


def read_png(path):
    """Pixels of r, g, b of a PNG of eight bits a channel that is not interlaced."""
    data, at, packed, head = path.read_bytes(), 8, b'', None
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IHDR':
            head = struct.unpack('>IIBBBBB', data[at + 8:at + 21])
        elif kind == b'IDAT':
            packed += data[at + 8:at + 8 + size]
        at += size + 12
    width, height, depth, colours, _, _, interlaced = head
    if depth != 8 or colours not in (2, 6) or interlaced:
        sys.exit('%s: a PNG of another kind' % path)
    return unfilter(zlib.decompress(packed), height, width, 4 if colours == 6 else 3)[:, :, :3]


def write_png(path, pixels):
    """The picture in colours that are near enough, which makes it small."""
    few = (pixels.astype(int) + 2) // 4 * 4
    rows = few.clip(0, 255).astype(numpy.uint8).reshape(few.shape[0], -1)
    lines = b''.join(bytes([2]) + (row - (rows[y - 1] if y else 0)).astype(numpy.uint8).tobytes() for y, row in enumerate(rows))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', few.shape[1], few.shape[0], 8, 2, 0, 0, 0))
                     + chunk(b'IDAT', zlib.compress(lines, 9)) + chunk(b'IEND', b''))


# ---- comparing

def coarse(pixels):
    height, width = (n // SQUARE * SQUARE for n in pixels.shape[:2])
    squares = pixels[:height, :width].astype(float).reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE, 3)
    return squares.mean(axis=(1, 3))


def compare(found, expected):
    """What is wrong with it, or None."""
    if found.shape != expected.shape:
        return '%s pixels, not %s' % (found.shape[:2], expected.shape[:2])
    apart = abs(coarse(found) - coarse(expected)).max(axis=2)
    share = (apart > NOTICED).mean()
    if apart.max() > GREATEST or share > FEW or apart.mean() > USUAL:
        y, x = numpy.unravel_index(apart.argmax(), apart.shape)
        return 'differs by %.1f in the mean, by %d at most, %d mm from the left and %d mm from the top; in %.2f %% it is to be seen' \
            % (apart.mean(), apart.max(), (x + 0.5) * SQUARE / DPI * 25.4, (y + 0.5) * SQUARE / DPI * 25.4, 100 * share)
    return None


def without_darkest(picture):
    """The picture without the two centimetres of it that have most on them."""
    ink = 255 - coarse(picture).mean(axis=2)
    sums = sum(ink[y:ink.shape[0] - 4 + y, x:ink.shape[1] - 4 + x] for y in range(5) for x in range(5))
    y, x = (SQUARE * n for n in numpy.unravel_index(sums.argmax(), sums.shape))
    bare = picture.copy()
    bare[y:y + 5 * SQUARE, x:x + 5 * SQUARE] = 255
    return bare


def draw(cli, folder, *options):
    county = folder / 'county.gpkg'
    run(cli, 'sample', county, '--parcels', 300, '--seed', 5, '--force')
    status, _, messages = run(cli, 'export', county, '--out', folder / 'out', '--only', 'maps', '--formats', 'png', '--dpi', DPI, *options)
    if status:
        sys.exit('export: exit status %d\n%s' % (status, messages))
    return {int(re.match(r'图(\d+)', p.name)[1]): read_png(p) for p in (folder / 'out').rglob('图*.png')
            if int(re.match(r'图(\d+)', p.name)[1]) in SHEETS}


def check(pages):
    references = {n: PICTURES / ('sheet-%d.png' % n) for n in SHEETS}
    expected = {n: read_png(path) for n, path in references.items() if path.exists()}
    for n in SHEETS:
        fault = compare(pages[n], expected[n]) if n in expected else 'there is no %s' % references[n].name
        if fault:
            yield '图%d: %s' % (n, fault)
    # a comparison that finds nothing would find nothing here
    for n, picture in expected.items():
        if compare(picture[::-1], picture) is None or compare(without_darkest(picture), picture) is None:
            yield '图%d: what is missing on it is not seen' % n


def main():
    with tempfile.TemporaryDirectory() as name:
        pages = draw(sys.argv[1], pathlib.Path(name))
    if '--renew' in sys.argv[2:]:
        for n, pixels in pages.items():
            write_png(PICTURES / ('sheet-%d.png' % n), pixels)
        return 0
    return finish(list(check(pages)), '%d sheets look as they did' % len(SHEETS))


if __name__ == '__main__':
    sys.exit(main())
